/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-member-list.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hub-console-roles.h"

/* As the platform's own pattern. */
#define ID_PATTERN "^[a-z0-9][a-z0-9._-]{1,62}[a-z0-9]$"

static void
line_free (HubMemberLine *line)
{
  g_free (line->text);
  g_free (line->superhub_id);
  g_strfreev (line->roles);
  g_free (line->problem);
  g_free (line);
}

/* By its id, or by its name as people see it: "data-analyst", "Data Analyst" written as one word or with a dash. */
static const char *
find_role (const char *word)
{
  g_autofree char *folded = g_utf8_casefold (word, -1);
  const HubConsoleRole *roles;
  guint n_roles;

  roles = hub_console_roles_get (&n_roles);
  for (guint i = 0; i < n_roles; i++)
    {
      g_autofree char *name = g_utf8_casefold (hub_console_roles_get_name (roles[i].id), -1);

      g_strdelimit (name, " ", '-');
      if (g_str_equal (folded, roles[i].id) || g_str_equal (folded, name))
        return roles[i].id;
    }
  return g_str_equal (folded, "analyst") ? "data-analyst" : NULL;
}

static void
read_roles (HubMemberLine *line, char **words)
{
  g_autoptr (GPtrArray) roles = g_ptr_array_new ();

  for (guint i = 1; words[0] != NULL && words[i] != NULL; i++)
    {
      const char *role = *words[i] != '\0' ? find_role (words[i]) : "";

      if (role == NULL)
        {
          if (line->problem == NULL)
            line->problem = g_strdup_printf (_("“%s” is no role: write operator, developer or data-analyst"), words[i]);
          continue;
        }
      if (*role != '\0' && !g_ptr_array_find (roles, role, NULL))
        g_ptr_array_add (roles, (gpointer) role);
    }
  g_ptr_array_add (roles, NULL);
  line->roles = g_strdupv ((char **) roles->pdata);
}

static HubMemberLine *
read_line (const char *text, guint number, GHashTable *seen)
{
  g_autofree char *content = g_strdup (text);
  g_auto (GStrv) words = NULL;
  HubMemberLine *line = g_new0 (HubMemberLine, 1);
  guint before;

  g_strdelimit (content, "\t,;+", ' ');
  g_strstrip (content);
  words = g_strsplit (content, " ", -1);
  line->number = number;
  line->text = g_strdup (text);
  line->superhub_id = g_strdup (words[0]);
  if (!g_regex_match_simple (ID_PATTERN, words[0], G_REGEX_DOLLAR_ENDONLY, 0))
    line->problem = g_strdup_printf (_("“%s” is no Super Hub ID: 3 to 64 small letters, digits, dots, dashes"), words[0]);
  read_roles (line, words);
  before = GPOINTER_TO_UINT (g_hash_table_lookup (seen, line->superhub_id));
  if (before != 0 && line->problem == NULL)
    line->problem = g_strdup_printf (_("“%s” stands in line %u already"), line->superhub_id, before);
  if (before == 0)
    g_hash_table_insert (seen, line->superhub_id, GUINT_TO_POINTER (number));
  return line;
}

/**
 * hub_member_list_parse:
 * @text: one person a line: a Super Hub ID and, if need be, roles; between them spaces, tabs, commas, semicolons or plus signs.
 *   Empty lines, what follows a "#", and the heading of a table ("superhub_id") are left out.
 *
 * Returns: (transfer full) (element-type HubMemberLine): the lines with somebody in them
 */
GPtrArray *
hub_member_list_parse (const char *text)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) texts = g_strsplit (text, "\n", -1);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      char *comment = strchr (texts[i], '#');

      if (comment != NULL)
        *comment = '\0';
      g_strstrip (texts[i]);
      if (*texts[i] == '\0' || g_str_has_prefix (texts[i], "superhub_id"))
        continue;
      g_ptr_array_add (lines, read_line (texts[i], i + 1, seen));
    }
  return lines;
}
