/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-settings.h"

#include "config.h"

#include "hub-paths.h"

#define MAX_RECENT 20

/**
 * hub_settings_new:
 *
 * The schema comes with the program, also where the desktop does not look for schemas (a build
 * folder, a prefix of one's own).
 *
 * Returns: (transfer full): the application's settings
 */
GSettings *
hub_settings_new (void)
{
  GSettingsSchemaSource *system = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchemaSource) own = NULL;
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autofree char *compiled = hub_paths_find_data ("app/gschemas.compiled", NULL);
  g_autoptr (GError) error = NULL;

  if (compiled != NULL)
    {
      g_autofree char *folder = g_path_get_dirname (compiled);

      own = g_settings_schema_source_new_from_directory (folder, system, FALSE, &error);
    }
  if (own != NULL)
    schema = g_settings_schema_source_lookup (own, HUB_APP_ID, FALSE);
  if (schema == NULL && system != NULL)
    schema = g_settings_schema_source_lookup (system, HUB_APP_ID, TRUE);
  if (schema == NULL)
    g_error ("The settings schema %s is missing: install the program again", HUB_APP_ID);
  return g_settings_new_full (schema, NULL, NULL);
}

/**
 * hub_settings_list_recent:
 * @settings: the settings
 *
 * Returns: (transfer full): folders opened lately, the latest first
 */
char **
hub_settings_list_recent (GSettings *settings)
{
  return g_settings_get_strv (settings, "recent-projects");
}

static void
put_recent (GSettings *settings, const char *first, const char *without)
{
  g_auto (GStrv) old = hub_settings_list_recent (settings);
  g_autoptr (GPtrArray) list = g_ptr_array_new ();

  if (first != NULL)
    g_ptr_array_add (list, (char *) first);
  for (guint i = 0; old[i] != NULL && list->len < MAX_RECENT; i++)
    if (!g_str_equal (old[i], without))
      g_ptr_array_add (list, old[i]);
  g_ptr_array_add (list, NULL);
  g_settings_set_strv (settings, "recent-projects", (const char *const *) list->pdata);
}

/**
 * hub_settings_add_recent:
 * @settings: the settings
 * @folder: a program's folder; it becomes the first of the list
 */
void
hub_settings_add_recent (GSettings *settings, const char *folder)
{
  put_recent (settings, folder, folder);
}

/**
 * hub_settings_remove_recent:
 * @settings: the settings
 * @folder: the folder the list shall forget
 */
void
hub_settings_remove_recent (GSettings *settings, const char *folder)
{
  put_recent (settings, NULL, folder);
}
