/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-window-private.h"

#include "config.h"

#include <glib/gi18n.h>

#include "hub-develop-view.h"
#include "hub-diagnostic.h"
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

static gboolean
lacks_npm (HubBuild *build)
{
  GListModel *diagnostics = hub_build_get_diagnostics (build);

  for (guint i = 0; i < g_list_model_get_n_items (diagnostics); i++)
    {
      g_autoptr (HubDiagnostic) diagnostic = g_list_model_get_item (diagnostics, i);

      if (g_str_has_suffix (hub_diagnostic_get_code (diagnostic), ".npm_not_built"))
        return TRUE;
    }
  return FALSE;
}

static void
offer_gone (AdwToast *toast, HubWindow *self)
{
  if (self->npm_offer == toast)
    self->npm_offer = NULL;
}

/* A program with packages that were installed and not built shows empty pages, and a warning for each place
 * that names one; the button is what the person wants then. @build is NULL when no program is open. */
void
hub_window_offer_npm (HubWindow *self, HubBuild *build)
{
  gboolean lacking = build != NULL && lacks_npm (build);
  AdwToast *toast;

  if (!lacking && self->npm_offer != NULL)
    adw_toast_dismiss (self->npm_offer);
  if (lacking && !self->npm_offered)
    {
      toast = adw_toast_new (_("npm packages are installed, but not built"));
      adw_toast_set_button_label (toast, _("_Build npm"));
      adw_toast_set_action_name (toast, "win.build-npm");
      adw_toast_set_timeout (toast, 0);
      g_signal_connect_object (toast, "dismissed", G_CALLBACK (offer_gone), self, 0);
      self->npm_offer = toast;
      adw_toast_overlay_add_toast (self->toasts, toast);
    }
  self->npm_offered = lacking;
}

void
hub_window_build_npm (HubWindow *self)
{
  if (self->npm_offer != NULL)
    adw_toast_dismiss (self->npm_offer);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.build-npm", FALSE);
  hub_npm_build_async (hub_workbench_get_project (self->workbench), NULL, built, g_object_ref (self));
}
