/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gettext speaks one language per process, and only where the system has a locale for it, which a server's container
 * seldom has. So the catalogues are read here: the format is that of the GNU gettext manual, "The Format of GNU MO
 * Files". */
#include "hub-language.h"

#include "config.h"

#include <libintl.h>
#include <string.h>

#include "hub-error.h"

#define MAGIC 0x950412deu
#define HEADER_BYTES 28
#define MAX_CATALOGUE (8 * 1024 * 1024)
#define MAX_TAG 35
/* The entry that is a catalogue's own description. */
#define DESCRIPTION ""

struct _HubLanguage
{
  char       *tag;
  GBytes     *catalogue;   /* (nullable): holds what @texts points to */
  GHashTable *texts;       /* the sources' sentence → this language's */
};

typedef struct
{
  const char *data;
  gsize       size;
  gboolean    swapped;
} Reader;

static GPrivate current = G_PRIVATE_INIT (NULL);

static guint32
read_number (const Reader *reader, gsize at)
{
  guint32 number;

  memcpy (&number, reader->data + at, sizeof number);
  return reader->swapped ? GUINT32_SWAP_LE_BE (number) : number;
}

/* (transfer none) (nullable): the text that entry @i of a table names, which ends within the file and is UTF-8. One with
 * plurals goes to the end of its first form. */
static const char *
read_text (const Reader *reader, gsize table, gsize i)
{
  gsize length = read_number (reader, table + i * 8);
  gsize at = read_number (reader, table + i * 8 + 4);

  if (at >= reader->size || length >= reader->size - at || reader->data[at + length] != '\0'
      || !g_utf8_validate (reader->data + at, -1, NULL))
    return NULL;
  return reader->data + at;
}

static gboolean
fits (const Reader *reader, gsize table, gsize count)
{
  return table <= reader->size && count <= (reader->size - table) / 8;
}

static gboolean
read_texts (HubLanguage *self, Reader *reader)
{
  gsize count, from, to;

  if (reader->size < HEADER_BYTES || reader->size > MAX_CATALOGUE)
    return FALSE;
  reader->swapped = read_number (reader, 0) != MAGIC;
  if (read_number (reader, 0) != MAGIC || read_number (reader, 4) >> 16 > 1)
    return FALSE;
  count = read_number (reader, 8);
  from = read_number (reader, 12);
  to = read_number (reader, 16);
  if (!fits (reader, from, count) || !fits (reader, to, count))
    return FALSE;
  for (gsize i = 0; i < count; i++)
    {
      const char *source = read_text (reader, from, i);
      const char *text = read_text (reader, to, i);

      if (source == NULL || text == NULL)
        return FALSE;
      /* The entry without a source is the catalogue's description. */
      if (source[0] != '\0' && text[0] != '\0')
        g_hash_table_insert (self->texts, (char *) source, (char *) text);
    }
  return TRUE;
}

/**
 * hub_language_new:
 * @tag: its name as in HTTP: "en"
 *
 * Returns: (transfer full): the language of the sources
 */
HubLanguage *
hub_language_new (const char *tag)
{
  HubLanguage *self = g_new0 (HubLanguage, 1);

  self->tag = g_strdup (tag);
  self->texts = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

/**
 * hub_language_read:
 * @tag: its name as in HTTP: "zh-CN"
 * @catalogue: the bytes of a file .mo, at most 8 MiB; kept
 * @error: (out) (optional): "language.bad_catalogue"
 *
 * Returns: (transfer full) (nullable): the language; a sentence that the catalogue lacks stays as in the sources
 */
HubLanguage *
hub_language_read (const char *tag, GBytes *catalogue, GError **error)
{
  g_autoptr (HubLanguage) self = hub_language_new (tag);
  Reader reader = { .swapped = FALSE };

  reader.data = g_bytes_get_data (catalogue, &reader.size);
  if (!read_texts (self, &reader))
    {
      hub_set_error (error, HUB_ERROR_INVALID, "language.bad_catalogue",
                     "The catalogue of “%s” is damaged; install it again", tag);
      return NULL;
    }
  self->catalogue = g_bytes_ref (catalogue);
  return g_steal_pointer (&self);
}

/**
 * hub_language_free:
 * @self: (transfer full): a language that no thread speaks
 */
void
hub_language_free (HubLanguage *self)
{
  g_hash_table_unref (self->texts);
  g_clear_pointer (&self->catalogue, g_bytes_unref);
  g_free (self->tag);
  g_free (self);
}

/**
 * hub_language_get_tag:
 * @self: a language
 *
 * Returns: (transfer none): its name as in HTTP
 */
const char *
hub_language_get_tag (const HubLanguage *self)
{
  return self->tag;
}

/**
 * hub_language_begin:
 * @language: (nullable): a language that outlives the scope; %NULL for the process's own
 *
 * What _() says in this thread is in @language until the scope ends:
 * `g_auto (HubLanguageScope) spoken = hub_language_begin (language);`
 *
 * Returns: the scope, which brings back what was spoken before
 */
HubLanguageScope
hub_language_begin (const HubLanguage *language)
{
  HubLanguageScope scope = { g_private_get (&current) };

  g_private_set (&current, (gpointer) language);
  return scope;
}

/**
 * hub_language_end:
 * @scope: what hub_language_begin() returned, in the same thread
 */
void
hub_language_end (HubLanguageScope *scope)
{
  g_private_set (&current, (gpointer) scope->before);
}

/**
 * hub_language_text:
 * @text: a sentence of the sources
 *
 * Returns: (transfer none): the sentence in the language that this thread speaks now, else as gettext() has it; lives as
 *   long as the language
 */
const char *
hub_language_text (const char *text)
{
  const HubLanguage *language = g_private_get (&current);
  const char *translated;

  if (text[0] == '\0')
    return text;
  if (language == NULL)
    return g_dgettext (GETTEXT_PACKAGE, text);
  translated = g_hash_table_lookup (language->texts, text);
  return translated != NULL ? translated : text;
}

/**
 * hub_language_of_process:
 *
 * Returns: (transfer full): the language that gettext() speaks here, as in HTTP: "zh-CN"; "en" where it translates
 *   nothing, whatever the environment wishes for
 */
char *
hub_language_of_process (void)
{
  const char *header = g_dgettext (GETTEXT_PACKAGE, DESCRIPTION);
  const char *line = strstr (header, "\nLanguage: ");
  const char *name = line != NULL ? line + strlen ("\nLanguage: ") : "";
  gsize length = strspn (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

  if (length < 2 || length > MAX_TAG)
    return g_strdup ("en");
  return g_strdelimit (g_strndup (name, length), "_", '-');
}
