/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-config-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-json.h"

#define APP "app.json"
#define MIN_TABS 2
#define MAX_TABS 5

static void
check_icon (HubCompilation *self, JsonObject *item, const char *number, const char *member)
{
  const char *const place[] = { "tabBar", "list", number, member, NULL };
  const char *icon = hub_json_get_string (item, member, "");
  g_autofree char *name = NULL;

  if (icon[0] == '\0' || g_str_has_prefix (icon, "http://") || g_str_has_prefix (icon, "https://"))
    return;
  name = hub_compilation_join (APP, icon);
  if (name == NULL || hub_compilation_find (self, name) == NULL)
    hub_config_report (self, HUB_SEVERITY_WARNING, "config.missing_icon", APP, place,
                       _("the icon “%s” is missing: add this file, or remove %s"), icon, member);
}

static void
check_tab (HubCompilation *self, JsonNode *node, const char *number)
{
  const char *const place[] = { "tabBar", "list", number, NULL };
  const char *const path_place[] = { "tabBar", "list", number, "pagePath", NULL };
  JsonObject *item = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *path = hub_json_get_string (item, "pagePath", NULL);
  g_autofree char *clean = path != NULL ? hub_compilation_join (APP, path) : NULL;

  if (clean == NULL)
    hub_config_report (self, HUB_SEVERITY_WARNING, "config.bad_tab", APP, place,
                       _("a tab needs a “pagePath” and a “text”"));
  else if (!g_hash_table_contains (self->unit_index, clean))
    hub_config_report (self, HUB_SEVERITY_WARNING, "config.bad_tab", APP, path_place,
                       _("the tab's page “%s” is not listed in “pages”: add it there"), path);
  else
    {
      check_icon (self, item, number, "iconPath");
      check_icon (self, item, number, "selectedIconPath");
    }
}

void
hub_config_check_tab_bar (HubCompilation *self)
{
  const char *const place[] = { "tabBar", NULL };
  const char *const list_place[] = { "tabBar", "list", NULL };
  JsonObject *tab_bar = hub_json_get_object (self->app, "tabBar");
  JsonArray *list = hub_json_get_array (tab_bar, "list");
  guint length = list != NULL ? json_array_get_length (list) : 0;

  if (!json_object_has_member (self->app, "tabBar"))
    return;
  if (list == NULL)
    {
      hub_config_report (self, HUB_SEVERITY_WARNING, "config.bad_tab_bar", APP, place,
                         _("“tabBar” needs a “list” of %d to %d tabs"), MIN_TABS, MAX_TABS);
      return;
    }
  if (length < MIN_TABS || length > MAX_TABS)
    hub_config_report (self, HUB_SEVERITY_WARNING, "config.bad_tab_bar", APP, list_place,
                       _("a tab bar has %d to %d tabs, this one has %u"), MIN_TABS, MAX_TABS,
                       length);
  for (guint i = 0; i < length; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);

      check_tab (self, json_array_get_element (list, i), number);
    }
}
