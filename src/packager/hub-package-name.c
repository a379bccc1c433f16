/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-package-private.h"

#include "config.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>

#include "hub-error.h"
#include "hub-language.h"

/* A name as it may be shown: whatever bytes it has, on one line, not longer than a sentence bears. */
static char *
printable (const char *name, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (name, MIN (length, 120));

  return g_strescape (valid, "\xC2\x80");
}

static gboolean
refuse (const char *name, gsize length, const char *why, GError **error)
{
  g_autofree char *shown = printable (name, length);

  hub_set_error (error, HUB_ERROR_INVALID, "package.bad_name",
                 _("The file name “%s” cannot be packed: %s"), shown, why);
  return FALSE;
}

static gboolean
segments_are_plain (const char *name)
{
  g_auto (GStrv) segments = g_strsplit (name, "/", -1);

  for (guint i = 0; segments[i] != NULL; i++)
    {
      if (segments[i][0] == '\0' || strlen (segments[i]) > 255
          || g_str_equal (segments[i], ".") || g_str_equal (segments[i], ".."))
        return FALSE;
    }
  return TRUE;
}

/*
 * hub_package_check_name:
 * @name: a name of a file in a package; need not end with NUL
 * @length: its length in bytes
 * @error: (out) (optional): "package.bad_name"
 *
 * One rule for writer and reader: a relative path of plain segments that means the same on every
 * system and cannot leave the folder it is unpacked in.
 *
 * Returns: whether the name is fine
 */
gboolean
hub_package_check_name (const char *name, gsize length, GError **error)
{
  g_autofree char *copy = NULL;

  if (length == 0)
    return refuse (name, length, _("it is empty"), error);
  if (length > HUB_PACKAGE_MAX_NAME)
    return refuse (name, length, _("it is longer than 1,024 bytes"), error);
  if (!g_utf8_validate_len (name, length, NULL))
    return refuse (name, length, _("it is not UTF-8 text"), error);
  for (gsize i = 0; i < length; i++)
    {
      if ((guchar) name[i] < 0x20 || name[i] == 0x7f)
        return refuse (name, length, _("it has a control character"), error);
      if (name[i] == '\\')
        return refuse (name, length, _("it has a backslash"), error);
    }
  if (name[0] == '/')
    return refuse (name, length, _("it is absolute"), error);
  if (length >= 2 && name[1] == ':' && g_ascii_isalpha (name[0]))
    return refuse (name, length, _("it begins with a drive letter"), error);
  copy = g_strndup (name, length);
  if (!segments_are_plain (copy))
    return refuse (name, length,
                   _("a part between slashes is empty, “.”, “..” or too long"), error);
  return TRUE;
}

/* Lower-case hexadecimal. (transfer full) */
char *
hub_package_to_hex (const guint8 *bytes, gsize length)
{
  char *hex = g_malloc (length * 2 + 1);

  sodium_bin2hex (hex, length * 2 + 1, bytes, length);
  return hex;
}

/* An error of the file system as a sentence that names the file and what can be done. */
void
hub_package_set_errno (GError **error, int saved_errno, const char *path, gboolean writing)
{
  g_autofree char *shown = g_filename_display_name (path);

  if (saved_errno == ENOSPC || saved_errno == EDQUOT)
    hub_set_error (error, HUB_ERROR_STORAGE, "io.no_space",
                   _("No space is left for “%s”; free some space and try again"), shown);
  else if (saved_errno == EACCES || saved_errno == EPERM || saved_errno == EROFS)
    hub_set_error (error, HUB_ERROR_STORAGE, "io.denied",
                   writing ? _("“%s” cannot be written: %s") : _("“%s” cannot be read: %s"),
                   shown, g_strerror (saved_errno));
  else if (saved_errno == ENOENT)
    hub_set_error (error, HUB_ERROR_NOT_FOUND, "io.not_found",
                   writing ? _("“%s” cannot be written: its folder does not exist") : _("“%s” does not exist"), shown);
  else
    hub_set_error (error, HUB_ERROR_STORAGE, "io.failed",
                   writing ? _("“%s” cannot be written: %s") : _("“%s” cannot be read: %s"),
                   shown, g_strerror (saved_errno));
}
