/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-window-private.h"

#include "config.h"

#include <glib/gi18n.h>

#include "hub-develop-view.h"
#include "hub-json.h"
#include "hub-npm.h"

/* “Build npm”: from node_modules to miniprogram_npm. */

/* What could not be built, a line each. */
static char *
list_problems (JsonArray *diagnostics)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; diagnostics != NULL && i < json_array_get_length (diagnostics); i++)
    {
      JsonObject *one = json_array_get_object_element (diagnostics, i);

      g_string_append_printf (text, "%s%s: %s", i > 0 ? "\n" : "", hub_json_get_string (one, "file", ""),
                              hub_json_get_string (one, "message", ""));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_result (HubWindow *self, JsonObject *result)
{
  JsonArray *packages = hub_json_get_array (result, "packages");
  g_autofree char *problems = list_problems (hub_json_get_array (result, "diagnostics"));
  guint count = packages != NULL ? json_array_get_length (packages) : 0;
  g_autofree char *text = NULL;

  if (problems[0] != '\0')
    {
      hub_window_report (self, _("Some Packages Were Not Built"), problems);
      return;
    }
  text = g_strdup_printf (ngettext ("%u npm package was built", "%u npm packages were built", count),
                          count);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (text));
}

static void
built (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (HubWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = hub_npm_build_finish (HUB_PROJECT (object), result, &error);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.build-npm", self->workbench != NULL);
  if (self->workbench == NULL)
    return;
  if (node == NULL)
    {
      hub_window_report (self, _("The npm Packages Could Not Be Built"), error->message);
      return;
    }
  show_result (self, json_node_get_object (node));
  hub_workbench_compile (self->workbench);
}

void
hub_window_build_npm (HubWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.build-npm", FALSE);
  hub_npm_build_async (hub_workbench_get_project (self->workbench), NULL, built, g_object_ref (self));
}
