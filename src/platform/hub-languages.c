/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the platform can say to those who ask: the languages it has catalogues for, and which of them somebody reads. */
#include "hub-languages.h"

#include "config.h"

#include <libsoup/soup.h>

#include "hub-language.h"

/* No browser writes more; what is longer is not looked at. */
#define MAX_HEADER 1000

struct _HubLanguages
{
  char        *folder;
  GPtrArray   *languages;   /* (nullable): those with a catalogue, in the order of their tags; not read yet */
  HubLanguage *english;
};

/* A language as far as it decides about what one can read: "zh-Hans-SG" and "zh_CN" are the same then. */
typedef struct
{
  char language[9];
  char region[4];     /* "" for any */
} Tongue;

/* (transfer full) (nullable): of a folder's name like zh_CN */
static HubLanguage *
read_language (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);
  g_autofree char *tag = g_strdelimit (g_strdup (name), "_", '-');
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  HubLanguage *language;

  file = g_mapped_file_new (path, FALSE, &error);
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT) || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
    return NULL;
  bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
  language = bytes != NULL ? hub_language_read (tag, bytes, &error) : NULL;
  if (language == NULL)
    g_message ("event=language_unread language=%s reason=\"%s\"", tag, error->message);
  return language;
}

static int
compare_tags (gconstpointer a, gconstpointer b)
{
  const HubLanguage *const *first = a;
  const HubLanguage *const *second = b;

  return strcmp (hub_language_get_tag (*first), hub_language_get_tag (*second));
}

/* At the first who wants one: most platforms are asked in one or two. */
static GPtrArray *
read_all (const char *folder)
{
  GPtrArray *languages = g_ptr_array_new_with_free_func ((GDestroyNotify) hub_language_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      HubLanguage *language = read_language (folder, name);

      if (language != NULL)
        g_ptr_array_add (languages, language);
    }
  g_ptr_array_sort (languages, compare_tags);
  return languages;
}

/* Of a tag of BCP 47: language, perhaps a script of four letters, perhaps a region. Whoever reads simplified Chinese
 * reads that of China, whoever reads traditional Chinese does not. */
static void
read_tongue (const char *tag, Tongue *tongue)
{
  g_auto (GStrv) parts = g_strsplit (tag, "-", 4);
  gboolean chinese = parts[0] != NULL && g_ascii_strcasecmp (parts[0], "zh") == 0;
  guint i = 1;

  g_strlcpy (tongue->language, parts[0] != NULL ? parts[0] : "", sizeof tongue->language);
  tongue->region[0] = '\0';
  if (parts[0] == NULL || parts[1] == NULL)
    return;
  if (strlen (parts[i]) == 4)
    i++;
  if (parts[i] != NULL && strlen (parts[i]) <= 3)
    g_strlcpy (tongue->region, parts[i], sizeof tongue->region);
  if (chinese && g_ascii_strcasecmp (parts[1], "Hant") == 0)
    g_strlcpy (tongue->region, "TW", sizeof tongue->region);
  else if (chinese && (g_ascii_strcasecmp (parts[1], "Hans") == 0 || g_ascii_strcasecmp (tongue->region, "SG") == 0))
    g_strlcpy (tongue->region, "CN", sizeof tongue->region);
}

static gboolean
may_read (const char *wanted, const char *offered)
{
  Tongue reads, speaks;

  read_tongue (wanted, &reads);
  read_tongue (offered, &speaks);
  return g_ascii_strcasecmp (reads.language, speaks.language) == 0
         && (reads.region[0] == '\0' || speaks.region[0] == '\0'
             || g_ascii_strcasecmp (reads.region, speaks.region) == 0);
}

static const HubLanguage *
find (HubLanguages *self, const char *wanted)
{
  if (may_read (wanted, "en"))
    return self->english;
  for (guint i = 0; i < self->languages->len; i++)
    {
      const HubLanguage *language = g_ptr_array_index (self->languages, i);

      if (may_read (wanted, hub_language_get_tag (language)))
        return language;
    }
  return NULL;
}

/**
 * hub_languages_new:
 * @folder: of message catalogues; need not exist
 *
 * Returns: (transfer full): English, and the languages there, which are read when somebody wants one
 */
HubLanguages *
hub_languages_new (const char *folder)
{
  HubLanguages *self = g_new0 (HubLanguages, 1);

  self->folder = g_strdup (folder);
  self->english = hub_language_new ("en");
  return self;
}

/**
 * hub_languages_free:
 * @self: (transfer full): languages that no thread speaks
 */
void
hub_languages_free (HubLanguages *self)
{
  g_clear_pointer (&self->languages, g_ptr_array_unref);
  hub_language_free (self->english);
  g_free (self->folder);
  g_free (self);
}

/**
 * hub_languages_choose:
 * @self: the platform's languages
 * @accepted: (nullable): the header Accept-Language of who asks
 *
 * Returns: (transfer none) (nullable): the first of the wanted languages that the platform speaks, English where it
 *   speaks none; %NULL for the process's own language where nothing was wished for, or just any
 */
const HubLanguage *
hub_languages_choose (HubLanguages *self, const char *accepted)
{
  const HubLanguage *chosen = NULL;
  GSList *ranges;

  if (accepted == NULL || strlen (accepted) > MAX_HEADER)
    return NULL;
  ranges = soup_header_parse_quality_list (accepted, NULL);
  if (ranges == NULL || g_str_equal (ranges->data, "*"))
    {
      soup_header_free_list (ranges);
      return NULL;
    }
  if (self->languages == NULL)
    self->languages = read_all (self->folder);
  for (GSList *at = ranges; at != NULL && chosen == NULL; at = at->next)
    chosen = find (self, at->data);
  soup_header_free_list (ranges);
  return chosen != NULL ? chosen : self->english;
}
