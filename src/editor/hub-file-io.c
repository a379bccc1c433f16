/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-file-io.h"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "hub-error.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
/* Bytes: a text view lays out a line as a whole, and stands still for seconds over one of megabytes. */
#define MAX_LINE (256 * 1024)

/**
 * hub_file_stamp_read:
 * @path: a file
 * @stamp: (out): its state now
 *
 * Returns: %FALSE when there is no such file; @stamp is zero then
 */
gboolean
hub_file_stamp_read (const char *path, HubFileStamp *stamp)
{
  struct stat status;

  memset (stamp, 0, sizeof *stamp);
  if (stat (path, &status) != 0)
    return FALSE;
  stamp->modified_ns = (gint64) status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec;
  stamp->size = (guint64) status.st_size;
  stamp->inode = (guint64) status.st_ino;
  return TRUE;
}

/**
 * hub_file_stamp_equal:
 * @a: a state
 * @b: another
 *
 * Returns: whether both are the same state of the same file
 */
gboolean
hub_file_stamp_equal (HubFileStamp a, HubFileStamp b)
{
  return a.modified_ns == b.modified_ns && a.size == b.size && a.inode == b.inode;
}

/**
 * hub_file_text_free:
 * @self: (nullable): a text
 */
void
hub_file_text_free (HubFileText *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self);
}

static guint
line_of (const char *text, const char *place)
{
  guint line = 1;

  for (const char *p = text; p < place; p++)
    if (*p == '\n')
      line++;
  return line;
}

static gsize
longest_line (const char *bytes, gsize length)
{
  const char *end = bytes + length;
  gsize longest = 0;

  for (const char *line = bytes; line < end;)
    {
      const char *feed = memchr (line, '\n', end - line);
      const char *stop = feed != NULL ? feed : end;

      longest = MAX (longest, (gsize) (stop - line));
      line = stop + 1;
    }
  return longest;
}

static gboolean
check_text (const char *bytes, gsize length, const char *name, GError **error)
{
  const char *bad;

  if (memchr (bytes, '\0', length) != NULL)
    {
      hub_set_error (error, HUB_ERROR_INVALID, "document.binary",
                     _("“%s” holds binary data, not text, so it is not shown here."), name);
      return FALSE;
    }
  if (longest_line (bytes, length) > MAX_LINE)
    {
      g_autofree char *size = g_format_size_full (longest_line (bytes, length), G_FORMAT_SIZE_IEC_UNITS);

      hub_set_error (error, HUB_ERROR_TOO_LARGE, "document.line_too_long",
                     _("“%s” has a line of %s, which the editor cannot show. It was probably made by a tool."), name,
                     size);
      return FALSE;
    }
  if (g_utf8_validate (bytes, (gssize) length, &bad))
    return TRUE;
  hub_set_error (error, HUB_ERROR_INVALID, "document.not_utf8",
                 _("“%s” is not UTF-8 text: line %u has other bytes. "
                   "Convert the file to UTF-8, then open it again."),
                 name, line_of (bytes, bad));
  return FALSE;
}

/* Mixed line ends stay in the text as they are: writing it again must give the same bytes. */
static void
normalise_line_ends (HubFileText *self)
{
  gsize ends = 0;
  gsize pairs = 0;
  char *out = self->text;

  for (gsize i = 0; i < self->length; i++)
    if (self->text[i] == '\n')
      {
        ends++;
        pairs += i > 0 && self->text[i - 1] == '\r';
      }
  if (ends == 0 || pairs != ends)
    return;
  for (gsize i = 0; i < self->length; i++)
    if (self->text[i] != '\r' || self->text[i + 1] != '\n')
      *out++ = self->text[i];
  *out = '\0';
  self->length = (gsize) (out - self->text);
  self->carriage_returns = TRUE;
}

/**
 * hub_file_text_read:
 * @path: a file
 * @max_bytes: the largest size that is read
 * @error: (out) (optional): "document.too_large", "document.binary", "document.line_too_long",
 *   "document.not_utf8", or an I/O error
 *
 * Blocks; meant for a worker thread.
 *
 * Returns: (transfer full) (nullable): the text
 */
HubFileText *
hub_file_text_read (const char *path, gsize max_bytes, GError **error)
{
  g_autoptr (HubFileText) self = g_new0 (HubFileText, 1);
  g_autofree char *name = g_path_get_basename (path);

  if (hub_file_stamp_read (path, &self->stamp) && self->stamp.size > max_bytes)
    {
      g_autofree char *size = g_format_size_full (self->stamp.size, G_FORMAT_SIZE_IEC_UNITS);
      g_autofree char *limit = g_format_size_full (max_bytes, G_FORMAT_SIZE_IEC_UNITS);

      hub_set_error (error, HUB_ERROR_TOO_LARGE, "document.too_large",
                     _("“%s” has %s. The editor opens files of up to %s."), name, size, limit);
      return NULL;
    }
  if (!g_file_get_contents (path, &self->text, &self->length, error)
      || !check_text (self->text, self->length, name, error))
    return NULL;
  if (g_str_has_prefix (self->text, BYTE_ORDER_MARK))
    {
      self->byte_order_mark = TRUE;
      self->length -= strlen (BYTE_ORDER_MARK);
      memmove (self->text, self->text + strlen (BYTE_ORDER_MARK), self->length + 1);
    }
  normalise_line_ends (self);
  return g_steal_pointer (&self);
}

static char *
to_bytes (HubFileText *self, gsize *length)
{
  GString *bytes = g_string_sized_new (self->length + 3);

  if (self->byte_order_mark)
    g_string_append (bytes, BYTE_ORDER_MARK);
  if (!self->carriage_returns)
    g_string_append_len (bytes, self->text, (gssize) self->length);
  for (gsize i = 0; self->carriage_returns && i < self->length; i++)
    {
      if (self->text[i] == '\n')
        g_string_append_c (bytes, '\r');
      g_string_append_c (bytes, self->text[i]);
    }
  *length = bytes->len;
  return g_string_free (bytes, FALSE);
}

/**
 * hub_file_text_write:
 * @self: the text
 * @path: where to; a symbolic link is followed
 * @expected: (nullable): the state the file must still have, or %NULL to write over any
 * @error: (out) (optional): "document.changed_on_disk", or an I/O error
 *
 * The new content appears whole or not at all: with a full disk the old file stays. Blocks.
 *
 * Returns: whether it was written; the stamp is then the new file's
 */
gboolean
hub_file_text_write (HubFileText *self, const char *path, const HubFileStamp *expected, GError **error)
{
  g_autofree char *bytes = NULL;
  g_autofree char *real = NULL;
  g_autoptr (GError) problem = NULL;
  char *resolved = realpath (path, NULL);
  struct stat status;
  HubFileStamp now;
  gsize length;
  int mode = 0644;

  real = g_strdup (resolved != NULL ? resolved : path);
  free (resolved);
  if (expected != NULL && hub_file_stamp_read (real, &now) && !hub_file_stamp_equal (now, *expected))
    {
      g_autofree char *name = g_path_get_basename (path);

      hub_set_error (error, HUB_ERROR_CONFLICT, "document.changed_on_disk",
                     _("“%s” was changed by another program since it was opened."), name);
      return FALSE;
    }
  if (stat (real, &status) == 0)
    {
      mode = status.st_mode & 07777;
      /* Renaming a new file over it would get past this. */
      if ((mode & 0222) == 0)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, _("“%s” may only be read."), path);
          return FALSE;
        }
    }
  bytes = to_bytes (self, &length);
  if (!g_file_set_contents_full (real, bytes, (gssize) length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                 mode, &problem))
    {
      g_autofree char *name = g_path_get_basename (path);

      /* The library's own sentence names a file that nobody has seen. */
      if (g_error_matches (problem, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
        hub_set_error (error, HUB_ERROR_STORAGE, "io.no_space",
                       _("The disk is full, and “%s” is as it was. Make room, then save again."), name);
      else
        g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  hub_file_stamp_read (real, &self->stamp);
  return TRUE;
}
