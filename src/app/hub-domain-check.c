/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-domain-check.h"

#include "config.h"

#include <glib/gi18n.h>

#include "hub-account.h"
#include "hub-error.h"
#include "hub-project.h"

#define QUESTION "hub-domain-question"

static void
on_domains (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HubSimulator) simulator = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = hub_client_call_finish (HUB_CLIENT (object), result, &error);
  g_autofree char *unchecked = NULL;

  if (error != NULL && g_str_equal (hub_error_get_name (error), "cancelled"))
    return;
  if (answer != NULL && JSON_NODE_HOLDS_OBJECT (answer))
    {
      hub_simulator_set_domains (simulator, json_node_get_object (answer), NULL);
      return;
    }
  unchecked = g_strdup_printf (_("Server domains are not checked, for the platform did not tell them: %s"),
                               error != NULL ? error->message : "");
  hub_simulator_set_domains (simulator, NULL, unchecked);
}

/* (transfer full): for a new question, whose answer is the only one to be believed: those before may be another project's. */
static GCancellable *
begin (HubSimulator *simulator)
{
  GCancellable *cancellable = g_cancellable_new ();
  GCancellable *before = g_object_get_data (G_OBJECT (simulator), QUESTION);

  if (before != NULL)
    g_cancellable_cancel (before);
  g_object_set_data_full (G_OBJECT (simulator), QUESTION, g_object_ref (cancellable), g_object_unref);
  return cancellable;
}

/**
 * hub_domain_check_update:
 * @simulator: where a program runs
 * @workbench: its project
 *
 * Lets the program ask only the servers that were declared on the platform, unless its project says `urlCheck: false`. Where
 * nobody is signed in, or the project has no program on the platform, any server may be asked, and the console says so.
 */
void
hub_domain_check_update (HubSimulator *simulator, HubWorkbench *workbench)
{
  HubProject *project = hub_workbench_get_project (workbench);
  HubAccount *account = hub_workbench_get_account (workbench);
  const char *app_id = hub_project_get_app_id (project);
  g_autoptr (JsonObject) parameters = NULL;
  g_autoptr (GCancellable) cancellable = begin (simulator);

  if (!hub_project_get_url_check (project))
    hub_simulator_set_domains (simulator, NULL, NULL);
  else if (app_id == NULL || app_id[0] == '\0')
    hub_simulator_set_domains (simulator, NULL, _("Server domains are not checked: this project has no program on a platform yet"));
  else if (account == NULL || hub_account_get_state (account) != HUB_ACCOUNT_CONNECTED)
    hub_simulator_set_domains (simulator, NULL, _("Server domains are not checked: sign in to the platform on which they are declared"));
  else
    {
      parameters = json_object_new ();
      json_object_set_string_member (parameters, "app_id", app_id);
      hub_client_call_async (hub_account_get_client (account), "getServerDomain", parameters, cancellable, on_domains,
                             g_object_ref (simulator));
    }
}
