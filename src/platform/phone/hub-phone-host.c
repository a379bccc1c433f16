/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-phone-private.h"

#include "hub-json.h"
#include "hub-value-repository.h"

#define MAX_VALUE (1024 * 1024)
#define MAX_KEY 1024

/* One call of a running program: for whom, with what, and where the answer goes. */
typedef struct
{
  HubRequest *request;
  const char *app_id;
  const char *superhub_id;
  JsonObject *arguments;    /* (nullable) */
} Call;

/**
 * hub_phone_succeed:
 * @result: (transfer full) (nullable): what the service found
 *
 * Returns: (transfer full): the host's answer
 */
JsonNode *
hub_phone_succeed (JsonNode *result)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "ok", TRUE);
  json_object_set_member (object, "result", result != NULL ? result : json_node_new (JSON_NODE_NULL));
  json_node_take_object (node, object);
  return node;
}

/**
 * hub_phone_fail:
 * @service: its name in errMsg
 * @reason: what went wrong
 *
 * Returns: (transfer full): the host's answer
 */
JsonNode *
hub_phone_fail (const char *service, const char *reason)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *text = g_strdup_printf ("%s:fail %s", service, reason);

  json_object_set_boolean_member (object, "ok", FALSE);
  json_object_set_string_member (object, "errMsg", text);
  json_node_take_object (node, object);
  return node;
}

static JsonNode *
fail_inside (const char *service, const GError *error)
{
  g_message ("event=failure operation=%s reason=\"%s\"", service, error->message);
  return hub_phone_fail (service, "the platform could not store or read it");
}

static const char *
get_key (const Call *call)
{
  const char *key = hub_json_get_string (call->arguments, "key", "");

  return key[0] != '\0' && strlen (key) <= MAX_KEY ? key : NULL;
}

static JsonNode *
storage_get (const Call *call, const char *service)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  JsonObject *result = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonNode *value = NULL;

  json_node_take_object (node, result);
  if (!hub_value_repository_get (call->request->platform->database, call->app_id, call->superhub_id,
                                 get_key (call), &text, &error))
    {
      json_node_unref (node);
      return fail_inside (service, error);
    }
  if (text != NULL)
    value = hub_json_parse (text, -1, "value", NULL);
  json_object_set_boolean_member (result, "found", value != NULL);
  json_object_set_member (result, "value", value != NULL ? value : json_node_new (JSON_NODE_NULL));
  return hub_phone_succeed (node);
}

static JsonNode *
storage_set (const Call *call, const char *service)
{
  HubDatabase *database = call->request->platform->database;
  JsonNode *value = json_object_get_member (call->arguments, "value");
  g_autofree char *text = value != NULL ? hub_json_to_string (value, FALSE) : g_strdup ("null");
  g_autoptr (GError) error = NULL;
  g_autoptr (HubTransaction) transaction = NULL;
  gint64 others;

  if (strlen (text) > MAX_VALUE)
    return hub_phone_fail (service, "data is larger than 1 MB");
  transaction = hub_transaction_begin (database, &error);
  if (transaction == NULL)
    return fail_inside (service, error);
  others = hub_value_repository_sum (database, call->app_id, call->superhub_id, get_key (call), &error);
  if (others < 0)
    return fail_inside (service, error);
  if ((guint64) others + strlen (text) > call->request->platform->limits.stored_bytes)
    return hub_phone_fail (service, "exceed max storage size 10 MB");
  if (!hub_value_repository_set (database, call->app_id, call->superhub_id, get_key (call), text, &error)
      || !hub_transaction_commit (transaction, &error))
    return fail_inside (service, error);
  return hub_phone_succeed (NULL);
}

static JsonNode *
delete_values (const Call *call, const char *service, const char *key)
{
  g_autoptr (GError) error = NULL;

  if (!hub_value_repository_delete (call->request->platform->database, call->app_id,
                                    call->superhub_id, key, &error))
    return fail_inside (service, error);
  return hub_phone_succeed (NULL);
}

static JsonNode *
storage_remove (const Call *call, const char *service)
{
  return delete_values (call, service, get_key (call));
}

static JsonNode *
storage_clear (const Call *call, const char *service)
{
  return delete_values (call, service, NULL);
}

static JsonNode *
storage_info (const Call *call, const char *service)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) keys = NULL;
  JsonArray *names = json_array_new ();
  JsonObject *result = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  gint64 bytes;

  json_node_take_object (node, result);
  json_object_set_array_member (result, "keys", names);
  keys = hub_value_repository_list (call->request->platform->database, call->app_id,
                                    call->superhub_id, &bytes, &error);
  if (keys == NULL)
    {
      json_node_unref (node);
      return fail_inside (service, error);
    }
  for (guint i = 0; keys[i] != NULL; i++)
    json_array_add_string_element (names, keys[i]);
  json_object_set_int_member (result, "currentSize", (bytes + 1023) / 1024);
  json_object_set_int_member (result, "limitSize",
                              call->request->platform->limits.stored_bytes / 1024);
  return hub_phone_succeed (node);
}

static const struct
{
  const char *name;
  gboolean    needs_key;
  JsonNode *(*call) (const Call *call, const char *service);
} services[] = {
  { "storage/get", TRUE, storage_get },
  { "storage/set", TRUE, storage_set },
  { "storage/remove", TRUE, storage_remove },
  { "storage/clear", FALSE, storage_clear },
  { "storage/info", FALSE, storage_info },
};

/**
 * hub_phone_call_host:
 * @request: the request
 * @app_id: the program that runs
 * @superhub_id: for whom it runs
 * @service: "storage/get"
 * @arguments: (nullable): what came, where it was a JSON object
 *
 * Returns: (transfer full): the answer for the program
 */
JsonNode *
hub_phone_call_host (HubRequest *request, const char *app_id, const char *superhub_id,
                     const char *service, JsonObject *arguments)
{
  const Call call = { request, app_id, superhub_id, arguments };

  if (arguments == NULL)
    return hub_phone_fail (service, "parameter error: arguments should be a JSON object");
  for (gsize i = 0; i < G_N_ELEMENTS (services); i++)
    if (g_str_equal (services[i].name, service))
      {
        if (services[i].needs_key && get_key (&call) == NULL)
          return hub_phone_fail (service, "parameter error: key should be a non-empty String");
        return services[i].call (&call, service);
      }
  return hub_phone_fail (service, "not supported");
}
