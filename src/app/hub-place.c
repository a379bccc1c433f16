/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-place.h"

#include "config.h"

/**
 * hub_place_find:
 * @sentence: a sentence that may name a place
 *
 * Returns: (transfer full) (nullable): the first place it names
 */
HubPlace *
hub_place_find (const char *sentence)
{
  static const char *const pattern = "([^\\s\"“”‘’(]+\\.(?:wxml|wxss|wxs|js|ts|json)):(\\d{1,7})(?::(\\d{1,7}))?";
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *line = NULL;
  g_autofree char *column = NULL;
  HubPlace *self;

  if (!g_regex_match (regex, sentence, G_REGEX_MATCH_DEFAULT, &match))
    return NULL;
  line = g_match_info_fetch (match, 2);
  column = g_match_info_fetch (match, 3);
  self = g_new0 (HubPlace, 1);
  self->file = g_match_info_fetch (match, 1);
  self->line = (guint) g_ascii_strtoull (line, NULL, 10);
  self->column = column != NULL ? (guint) g_ascii_strtoull (column, NULL, 10) : 0;
  return self;
}

/**
 * hub_place_free:
 * @self: (nullable): a place
 */
void
hub_place_free (HubPlace *self)
{
  if (self == NULL)
    return;
  g_free (self->file);
  g_free (self);
}
