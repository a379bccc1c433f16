/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-api.h"

#include "config.h"

#include "hub-error.h"
#include "hub-json.h"
#include "hub-language.h"
#include "hub-protocol-resources.h"

#define RESOURCE "/org/superhub/protocol/openapi.json"

typedef struct
{
  GBytes     *text;
  JsonNode   *document;
  GPtrArray  *operations;    /* of HubApiOperation, in the document's order */
  GHashTable *by_id;
} Api;

static void
free_parameter (gpointer data)
{
  HubApiParameter *parameter = data;

  g_free (parameter->name);
  g_free (parameter);
}

static void
add_parameter (HubApiOperation *operation, const char *name, HubApiPlace place, gboolean required)
{
  HubApiParameter *parameter = g_new0 (HubApiParameter, 1);

  parameter->name = g_strdup (name);
  parameter->place = place;
  parameter->required = required;
  g_ptr_array_add (operation->parameters, parameter);
}

/* Follows {"$ref": "#/a/b"} within the document. */
static JsonObject *
resolve (JsonNode *document, JsonObject *schema)
{
  const char *reference = hub_json_get_string (schema, "$ref", NULL);
  g_auto (GStrv) steps = NULL;
  JsonObject *at = json_node_get_object (document);

  if (reference == NULL || !g_str_has_prefix (reference, "#/"))
    return schema;
  steps = g_strsplit (reference + 2, "/", -1);
  for (guint i = 0; steps[i] != NULL && at != NULL; i++)
    at = hub_json_get_object (at, steps[i]);
  return at;
}

static gboolean
is_listed (JsonArray *names, const char *name)
{
  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    {
      if (g_strcmp0 (json_array_get_string_element (names, i), name) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
read_parameters (JsonNode *document, HubApiOperation *operation, JsonObject *holder)
{
  JsonArray *list = hub_json_get_array (holder, "parameters");

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *object = resolve (document, json_array_get_object_element (list, i));
      const char *place = hub_json_get_string (object, "in", "");

      if (g_str_equal (place, "path"))
        add_parameter (operation, hub_json_get_string (object, "name", ""), HUB_API_IN_PATH, TRUE);
      else if (g_str_equal (place, "query"))
        add_parameter (operation, hub_json_get_string (object, "name", ""), HUB_API_IN_QUERY,
                       hub_json_get_boolean (object, "required", FALSE));
    }
}

static void
read_body (JsonNode *document, HubApiOperation *operation, JsonObject *object)
{
  JsonObject *content = hub_json_get_object (hub_json_get_object (object, "requestBody"), "content");
  g_autoptr (GList) types = content != NULL ? json_object_get_members (content) : NULL;
  g_autoptr (GList) names = NULL;
  JsonObject *schema, *properties;

  if (types == NULL)
    return;
  operation->body_type = g_strdup (types->data);
  schema = resolve (document, hub_json_get_object (hub_json_get_object (content, types->data),
                                                   "schema"));
  properties = hub_json_get_object (schema, "properties");
  names = properties != NULL ? json_object_get_members (properties) : NULL;
  for (GList *at = names; at != NULL; at = at->next)
    add_parameter (operation, at->data, HUB_API_IN_BODY,
                   is_listed (hub_json_get_array (schema, "required"), at->data));
}

static void
read_operation (Api *api, const char *path, const char *method, JsonObject *path_item,
                JsonObject *object)
{
  HubApiOperation *operation = g_new0 (HubApiOperation, 1);
  JsonArray *security = hub_json_get_array (object, "security");

  operation->id = g_strdup (hub_json_get_string (object, "operationId", ""));
  operation->method = g_ascii_strup (method, -1);
  operation->path = g_strdup (path);
  operation->summary = g_strdup (hub_json_get_string (object, "summary", ""));
  operation->permission = g_strdup (hub_json_get_string (object, "x-permission", NULL));
  operation->is_public = security != NULL && json_array_get_length (security) == 0;
  operation->is_sensitive = hub_json_get_boolean (object, "x-sensitive", FALSE);
  operation->is_idempotent = hub_json_get_boolean (object, "x-idempotent", FALSE);
  operation->parameters = g_ptr_array_new_with_free_func (free_parameter);
  read_parameters (api->document, operation, path_item);
  read_parameters (api->document, operation, object);
  read_body (api->document, operation, object);
  g_ptr_array_add (api->operations, operation);
  g_hash_table_insert (api->by_id, operation->id, operation);
}

static void
read_paths (Api *api)
{
  static const char *const methods[] = { "get", "put", "post", "delete", "patch" };
  JsonObject *paths = hub_json_get_object (json_node_get_object (api->document), "paths");
  g_autoptr (GList) names = json_object_get_members (paths);

  for (GList *at = names; at != NULL; at = at->next)
    {
      JsonObject *item = hub_json_get_object (paths, at->data);

      for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
        {
          JsonObject *object = hub_json_get_object (item, methods[i]);

          if (object != NULL)
            read_operation (api, at->data, methods[i], item, object);
        }
    }
}

/* The document is part of the program, so that client and platform of one version always agree;
 * a damaged one is a mistake of ours that no user can mend. */
static gpointer
load (gpointer data)
{
  Api *api = g_new0 (Api, 1);
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *text;

  api->text = g_resource_lookup_data (hub_protocol_get_resource (), RESOURCE,
                                      G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  if (api->text == NULL)
    g_error ("%s", error->message);
  text = g_bytes_get_data (api->text, &length);
  api->document = hub_json_parse (text, length, "openapi.json", &error);
  if (api->document == NULL)
    g_error ("%s", error->message);
  api->operations = g_ptr_array_new ();
  api->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  read_paths (api);
  return api;
}

static Api *
get_api (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load, NULL);
}

/**
 * hub_api_get_text:
 *
 * Returns: (transfer none): data/api/openapi.json as it was built in
 */
GBytes *
hub_api_get_text (void)
{
  return get_api ()->text;
}

/**
 * hub_api_get_document:
 *
 * Returns: (transfer none): the parsed document
 */
JsonNode *
hub_api_get_document (void)
{
  return get_api ()->document;
}

/**
 * hub_api_get_operations:
 *
 * Returns: (transfer none) (element-type HubApiOperation): every operation, in the document's order
 */
GPtrArray *
hub_api_get_operations (void)
{
  return get_api ()->operations;
}

/**
 * hub_api_find:
 * @id: an operationId: "createPreview"
 *
 * Any thread.
 *
 * Returns: (transfer none) (nullable): the operation
 */
const HubApiOperation *
hub_api_find (const char *id)
{
  return g_hash_table_lookup (get_api ()->by_id, id);
}

/* What a path or query parameter looks like in a URL. (transfer full) (nullable) */
static char *
parameter_text (JsonObject *parameters, const char *name)
{
  JsonNode *node = parameters != NULL ? json_object_get_member (parameters, name) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      return g_strdup (json_node_get_string (node));
    case G_TYPE_INT64:
      return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
    case G_TYPE_BOOLEAN:
      return g_strdup (json_node_get_boolean (node) ? "true" : "false");
    default:
      return NULL;
    }
}

static gboolean
missing (const HubApiOperation *operation, const char *name, GError **error)
{
  hub_set_error (error, HUB_ERROR_INVALID, "client.missing_parameter",
                 _("“%s” needs a value for “%s”"), operation->id, name);
  return FALSE;
}

static gboolean
fill_path (const HubApiOperation *operation, JsonObject *parameters, GString *path, GError **error)
{
  for (guint i = 0; i < operation->parameters->len; i++)
    {
      HubApiParameter *parameter = g_ptr_array_index (operation->parameters, i);
      g_autofree char *text = NULL, *escaped = NULL, *place = NULL;

      if (parameter->place != HUB_API_IN_PATH)
        continue;
      text = parameter_text (parameters, parameter->name);
      if (text == NULL || text[0] == '\0')
        return missing (operation, parameter->name, error);
      /* A value of dots would change the path it stands in. */
      if (g_str_equal (text, ".") || g_str_equal (text, ".."))
        return missing (operation, parameter->name, error);
      escaped = g_uri_escape_string (text, NULL, FALSE);
      place = g_strdup_printf ("{%s}", parameter->name);
      g_string_replace (path, place, escaped, 1);
    }
  return TRUE;
}

static gboolean
fill_query (const HubApiOperation *operation, JsonObject *parameters, GString *path, GError **error)
{
  gboolean first = TRUE;

  for (guint i = 0; i < operation->parameters->len; i++)
    {
      HubApiParameter *parameter = g_ptr_array_index (operation->parameters, i);
      g_autofree char *text = NULL, *escaped = NULL;

      if (parameter->place != HUB_API_IN_QUERY)
        continue;
      text = parameter_text (parameters, parameter->name);
      if (text == NULL && parameter->required)
        return missing (operation, parameter->name, error);
      if (text == NULL)
        continue;
      escaped = g_uri_escape_string (text, NULL, FALSE);
      g_string_append_printf (path, "%c%s=%s", first ? '?' : '&', parameter->name, escaped);
      first = FALSE;
    }
  return TRUE;
}

/* (transfer full) (nullable): the JSON body, where the operation has one. */
static JsonNode *
fill_body (const HubApiOperation *operation, JsonObject *parameters, GError **error)
{
  g_autoptr (JsonObject) body = json_object_new ();
  JsonNode *node;

  for (guint i = 0; i < operation->parameters->len; i++)
    {
      HubApiParameter *parameter = g_ptr_array_index (operation->parameters, i);
      JsonNode *value;

      if (parameter->place != HUB_API_IN_BODY)
        continue;
      value = parameters != NULL ? json_object_get_member (parameters, parameter->name) : NULL;
      if (value == NULL && parameter->required)
        {
          missing (operation, parameter->name, error);
          return NULL;
        }
      if (value != NULL)
        json_object_set_member (body, parameter->name, json_node_copy (value));
    }
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (node, body);
  return node;
}

/**
 * hub_api_build_request:
 * @operation: an operation
 * @parameters: (nullable): path and query parameters and the members of the body, in one object
 * @path_and_query: (out) (transfer full): "/api/v1/apps/wx…/versions?limit=10"
 * @body: (out) (transfer full) (nullable): the JSON body; %NULL where the operation has none, or one
 *   that is not JSON
 * @error: (out) (optional): "client.missing_parameter"
 *
 * The document says what goes where; members it does not know are left out.
 *
 * Returns: whether the request is complete
 */
gboolean
hub_api_build_request (const HubApiOperation *operation, JsonObject *parameters,
                       char **path_and_query, JsonNode **body, GError **error)
{
  g_autoptr (GString) path = g_string_new (operation->path);

  *body = NULL;
  *path_and_query = NULL;
  if (!fill_path (operation, parameters, path, error)
      || !fill_query (operation, parameters, path, error))
    return FALSE;
  if (g_strcmp0 (operation->body_type, "application/json") == 0)
    {
      *body = fill_body (operation, parameters, error);
      if (*body == NULL)
        return FALSE;
    }
  *path_and_query = g_string_free (g_steal_pointer (&path), FALSE);
  return TRUE;
}
