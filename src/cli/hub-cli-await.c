/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-cli.h"

#include "config.h"

#include <glib/gi18n.h>

#include "hub-error.h"
#include "hub-json.h"
#include "hub-session.h"

/* The callback to give to an asynchronous call, with a HubCliAwait as its data. */
void
hub_cli_await_done (GObject *source, GAsyncResult *result, gpointer await)
{
  ((HubCliAwait *) await)->result = g_object_ref (result);
}

/* Runs the main loop until the call is done. (transfer full): its result */
GAsyncResult *
hub_cli_await (HubCliAwait *await)
{
  while (await->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (&await->result);
}

/* (transfer full) (nullable): the answer of one operation of the platform. */
JsonNode *
hub_cli_call (HubCli *cli, const char *operation, JsonObject *parameters, GError **error)
{
  HubCliAwait await = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  JsonNode *answer;

  hub_client_call_async (cli->client, operation, parameters, cli->cancellable, hub_cli_await_done, &await);
  result = hub_cli_await (&await);
  answer = hub_client_call_finish (cli->client, result, error);
  g_clear_pointer (&cli->detail, json_node_unref);
  if (answer == NULL && hub_client_get_error_detail (cli->client) != NULL)
    cli->detail = json_node_copy (hub_client_get_error_detail (cli->client));
  return answer;
}

static gboolean
confirm (HubCli *cli, GError **error)
{
  g_autoptr (JsonObject) parameters = json_object_new ();
  g_autoptr (JsonNode) answer = NULL;
  char *password = hub_session_dup_local_password (cli->client);

  if (password == NULL)
    password = hub_cli_read_password (cli, _("This needs your password again: "), error);
  if (password == NULL)
    return FALSE;
  json_object_set_string_member (parameters, "password", password);
  hub_cli_free_password (password);
  answer = hub_cli_call (cli, "confirmSession", parameters, error);
  return answer != NULL;
}

/* As hub_cli_call(); gives the password again where the platform asks for it. */
JsonNode *
hub_cli_call_sensitive (HubCli *cli, const char *operation, JsonObject *parameters, GError **error)
{
  g_autoptr (GError) local = NULL;
  JsonNode *answer = hub_cli_call (cli, operation, parameters, &local);

  if (answer != NULL)
    return answer;
  if (!g_str_equal (hub_error_get_name (local), "auth.confirm_required"))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return confirm (cli, error) ? hub_cli_call (cli, operation, parameters, error) : NULL;
}

/* (transfer full) (nullable): {"items": […]} of every page of a list. */
JsonNode *
hub_cli_list (HubCli *cli, const char *operation, JsonObject *parameters, GError **error)
{
  g_autoptr (JsonArray) items = json_array_new ();
  g_autofree char *cursor = NULL;
  JsonObject *all;
  JsonNode *node;

  do
    {
      g_autoptr (JsonNode) page = NULL;
      JsonObject *object;
      JsonArray *array;

      if (cursor != NULL)
        json_object_set_string_member (parameters, "cursor", cursor);
      page = hub_cli_call (cli, operation, parameters, error);
      if (page == NULL)
        return NULL;
      object = JSON_NODE_HOLDS_OBJECT (page) ? json_node_get_object (page) : NULL;
      array = hub_json_get_array (object, "items");
      for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
        json_array_add_element (items, json_node_copy (json_array_get_element (array, i)));
      g_free (cursor);
      cursor = g_strdup (hub_json_get_string (object, "next", NULL));
    }
  while (cursor != NULL);
  all = json_object_new ();
  json_object_set_array_member (all, "items", json_array_ref (items));
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, all);
  return node;
}
