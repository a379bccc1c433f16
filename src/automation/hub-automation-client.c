/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connections and their requests: what comes in, what goes out. */
#include "hub-automation-private.h"

#include "config.h"

#include "hub-json.h"

/* A message and what it answers may hold pictures and large data; the official client takes no more. */
#define MAX_MESSAGE (100 * 1024 * 1024)
#define MAX_NAME 200

HubAutomationClient *
hub_automation_client_new (SoupWebsocketConnection *connection)
{
  HubAutomationClient *client = g_new0 (HubAutomationClient, 1);

  g_atomic_ref_count_init (&client->refs);
  client->connection = g_object_ref (connection);
  client->bindings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  soup_websocket_connection_set_max_incoming_payload_size (connection, MAX_MESSAGE);
  return client;
}

void
hub_automation_client_unref (HubAutomationClient *client)
{
  if (!g_atomic_ref_count_dec (&client->refs))
    return;
  g_object_unref (client->connection);
  g_hash_table_unref (client->bindings);
  g_free (client);
}

/* Takes @message. A client that left gets nothing. */
void
hub_automation_client_send (HubAutomationClient *client, JsonObject *message)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_node_take_object (node, message);
  if (soup_websocket_connection_get_state (client->connection) != SOUP_WEBSOCKET_STATE_OPEN)
    return;
  text = hub_json_to_string (node, FALSE);
  if (strlen (text) > MAX_MESSAGE)
    {
      const char *id = hub_json_get_string (json_node_get_object (node), "id", "");

      g_free (text);
      text = g_strdup_printf ("{\"id\":\"%s\",\"error\":{\"message\":\"the answer is larger than 100 MiB\"}}", id);
    }
  soup_websocket_connection_send_text (client->connection, text);
}

/* (nullable): NULL if the message is no request. */
HubAutomationRequest *
hub_automation_request_new (HubAutomation *automation, HubAutomationClient *client, GBytes *message)
{
  gsize length;
  const char *text = g_bytes_get_data (message, &length);
  g_autoptr (JsonNode) node = length > 0 ? hub_json_parse (text, length, "message", NULL) : NULL;
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *id = hub_json_get_string (object, "id", NULL);
  const char *method = hub_json_get_string (object, "method", NULL);
  HubAutomationRequest *request;

  if (id == NULL || method == NULL || strlen (id) > MAX_NAME || strlen (method) > MAX_NAME)
    return NULL;
  request = g_new0 (HubAutomationRequest, 1);
  g_atomic_ref_count_init (&request->refs);
  request->automation = automation;
  request->client = client;
  g_atomic_ref_count_inc (&client->refs);
  request->id = g_strdup (id);
  request->method = g_strdup (method);
  request->text = g_strndup (text, length);
  return request;
}

HubAutomationRequest *
hub_automation_request_ref (HubAutomationRequest *request)
{
  g_atomic_ref_count_inc (&request->refs);
  return request;
}

void
hub_automation_request_unref (HubAutomationRequest *request)
{
  if (!g_atomic_ref_count_dec (&request->refs))
    return;
  hub_automation_client_unref (request->client);
  g_free (request->id);
  g_free (request->method);
  g_free (request->text);
  g_free (request);
}

/* Takes @result, %NULL for an empty one. */
void
hub_automation_request_answer (HubAutomationRequest *request, JsonNode *result)
{
  JsonObject *message;

  if (request->answered)
    {
      g_clear_pointer (&result, json_node_unref);
      return;
    }
  request->answered = TRUE;
  message = json_object_new ();
  json_object_set_string_member (message, "id", request->id);
  if (result != NULL)
    json_object_set_member (message, "result", result);
  else
    json_object_set_object_member (message, "result", json_object_new ());
  hub_automation_client_send (request->client, message);
}

void
hub_automation_request_refuse (HubAutomationRequest *request, const char *why)
{
  JsonObject *message;
  JsonObject *error;

  if (request->answered)
    return;
  request->answered = TRUE;
  message = json_object_new ();
  error = json_object_new ();
  json_object_set_string_member (error, "message", why);
  json_object_set_string_member (message, "id", request->id);
  json_object_set_object_member (message, "error", error);
  hub_automation_client_send (request->client, message);
}
