/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-router.h"

#include "config.h"

#include "hub-json.h"
#include "hub-language.h"
#include "hub-paths.h"
#include "hub-refusals.h"
#include "hub-schema.h"

#define MAX_DOCUMENT (4 * 1024 * 1024)

struct _HubRouter
{
  JsonNode  *document;
  GPtrArray *routes;
};

static void
route_free (HubRoute *route)
{
  g_free (route->id);
  g_free (route->method);
  g_free (route->path);
  g_strfreev (route->segments);
  g_free (route);
}

static JsonObject *
get_schema (JsonObject *content, const char *type)
{
  return hub_json_get_object (hub_json_get_object (content, type), "schema");
}

static guint
get_success_status (JsonObject *operation)
{
  g_autoptr (GList) names = json_object_get_members (hub_json_get_object (operation, "responses"));

  for (GList *l = names; l != NULL; l = l->next)
    if (g_str_has_prefix (l->data, "2"))
      return g_ascii_strtoull (l->data, NULL, 10);
  return 200;
}

static HubRoute *
route_new (const char *path, const char *method, JsonObject *operation)
{
  HubRoute *route = g_new0 (HubRoute, 1);
  JsonObject *content = hub_json_get_object (hub_json_get_object (operation, "requestBody"), "content");
  JsonArray *security = hub_json_get_array (operation, "security");

  route->id = g_strdup (hub_json_get_string (operation, "operationId", ""));
  route->method = g_ascii_strup (method, -1);
  route->path = g_strdup (path);
  route->segments = g_strsplit (path, "/", -1);
  route->permission = hub_json_get_string (operation, "x-permission", NULL);
  route->sensitive = hub_json_get_boolean (operation, "x-sensitive", FALSE);
  route->idempotent = hub_json_get_boolean (operation, "x-idempotent", FALSE);
  route->removed = hub_json_get_boolean (operation, "x-removed", FALSE);
  route->web_socket = hub_json_get_boolean (operation, "x-web-socket", FALSE);
  route->takes_part = hub_json_get_boolean (operation, "x-upload-part", FALSE);
  route->upload_key = hub_json_get_boolean (operation, "x-upload-key", FALSE);
  route->open = security != NULL && json_array_get_length (security) == 0;
  route->scopes = hub_json_get_array (operation, "x-scopes");
  route->unbound = hub_json_get_boolean (operation, "x-unbound", FALSE);
  route->takes_package = get_schema (content, "application/vnd.superhub.package") != NULL;
  route->body_limit = hub_json_get_int (operation, "x-body-limit", 0);
  route->status = get_success_status (operation);
  route->parameters = hub_json_get_array (operation, "parameters");
  route->body = get_schema (content, "application/json");
  return route;
}

static void
add_routes (HubRouter *self, const char *path, JsonObject *item)
{
  g_autoptr (GList) methods = json_object_get_members (item);

  for (GList *l = methods; l != NULL; l = l->next)
    g_ptr_array_add (self->routes, route_new (path, l->data, json_object_get_object_member (item, l->data)));
}

/**
 * hub_router_new:
 * @error: (out) (optional): the description is missing or broken
 *
 * Reads the installed api/openapi.json.
 *
 * Returns: (transfer full) (nullable): a router
 */
HubRouter *
hub_router_new (GError **error)
{
  g_autoptr (HubRouter) self = g_new0 (HubRouter, 1);
  g_autofree char *path = hub_paths_find_data ("api/openapi.json", error);
  g_autoptr (GList) paths = NULL;
  JsonObject *items;

  if (path == NULL)
    return NULL;
  self->document = hub_json_parse_file (path, MAX_DOCUMENT, error);
  if (self->document == NULL)
    return NULL;
  self->routes = g_ptr_array_new_with_free_func ((GDestroyNotify) route_free);
  items = hub_json_get_object (json_node_get_object (self->document), "paths");
  paths = json_object_get_members (items);
  for (GList *l = paths; l != NULL; l = l->next)
    add_routes (self, l->data, json_object_get_object_member (items, l->data));
  return g_steal_pointer (&self);
}

/**
 * hub_router_free:
 * @self: (transfer full): a router
 */
void
hub_router_free (HubRouter *self)
{
  g_clear_pointer (&self->routes, g_ptr_array_unref);
  g_clear_pointer (&self->document, json_node_unref);
  g_free (self);
}

/**
 * hub_router_get_document:
 * @self: a router
 *
 * Returns: (transfer none): the API's description
 */
JsonNode *
hub_router_get_document (HubRouter *self)
{
  return self->document;
}

/**
 * hub_router_list:
 * @self: a router
 *
 * Returns: (transfer none) (element-type HubRoute): all operations
 */
GPtrArray *
hub_router_list (HubRouter *self)
{
  return self->routes;
}

static gboolean
is_placeholder (const char *segment)
{
  return segment[0] == '{';
}

static gboolean
segments_match (const HubRoute *route, char **segments)
{
  guint i;

  for (i = 0; route->segments[i] != NULL && segments[i] != NULL; i++)
    if (is_placeholder (route->segments[i]) ? segments[i][0] == '\0'
                                            : !g_str_equal (route->segments[i], segments[i]))
      return FALSE;
  return route->segments[i] == NULL && segments[i] == NULL;
}

static gboolean
take_path_values (const HubRoute *route, char **segments, JsonObject *values, GError **error)
{
  for (guint i = 0; route->segments[i] != NULL; i++)
    if (is_placeholder (route->segments[i]))
      {
        g_autofree char *name = g_strndup (route->segments[i] + 1, strlen (route->segments[i]) - 2);
        g_autofree char *value = g_uri_unescape_string (segments[i], NULL);

        if (value == NULL || !g_utf8_validate (value, -1, NULL) || strlen (value) > 256)
          {
            hub_refuse (error, "request.invalid", _("“%s” is not valid in the address"), name);
            return FALSE;
          }
        json_object_set_string_member (values, name, value);
      }
  return TRUE;
}

/**
 * hub_router_match:
 * @self: a router
 * @method: as in the request
 * @path: the address' path, still encoded
 * @values: where the parameters in the path are put
 * @allowed: (out) (transfer full) (nullable): the methods of the path, for "request.method_not_allowed"
 * @error: (out) (optional): "request.not_found", "request.method_not_allowed"
 *
 * Returns: (transfer none) (nullable): the operation
 */
const HubRoute *
hub_router_match (HubRouter *self, const char *method, const char *path, JsonObject *values,
                  char **allowed, GError **error)
{
  g_auto (GStrv) segments = g_strsplit (path, "/", 32);
  g_autoptr (GString) methods = g_string_new (NULL);

  *allowed = NULL;
  for (guint i = 0; i < self->routes->len; i++)
    {
      const HubRoute *route = g_ptr_array_index (self->routes, i);

      if (!segments_match (route, segments))
        continue;
      if (g_str_equal (route->method, method)
          || (g_str_equal (method, "HEAD") && g_str_equal (route->method, "GET")))
        return take_path_values (route, segments, values, error) ? route : NULL;
      g_string_append_printf (methods, "%s%s", methods->len > 0 ? ", " : "", route->method);
    }
  if (methods->len > 0)
    {
      hub_refuse (error, "request.method_not_allowed", _("%s takes %s, not %s"), path, methods->str,
                  method);
      *allowed = g_string_free (g_steal_pointer (&methods), FALSE);
    }
  else
    hub_refuse (error, "request.not_found", _("The platform has no %s"), path);
  return NULL;
}

static JsonNode *
value_from_text (JsonObject *schema, const char *text)
{
  JsonNode *node = json_node_alloc ();
  gint64 number;

  if (g_strcmp0 (hub_json_get_string (schema, "type", NULL), "integer") == 0
      && g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL))
    return json_node_init_int (node, number);
  return json_node_init_string (node, text);
}

static JsonObject *
find_query_schema (const HubRoute *route, const char *name)
{
  for (guint i = 0; route->parameters != NULL && i < json_array_get_length (route->parameters); i++)
    {
      JsonObject *parameter = json_array_get_object_element (route->parameters, i);

      if (g_str_equal (hub_json_get_string (parameter, "in", ""), "query")
          && g_str_equal (hub_json_get_string (parameter, "name", ""), name))
        return hub_json_get_object (parameter, "schema");
    }
  return NULL;
}

/**
 * hub_router_read_query:
 * @self: a router
 * @route: the operation
 * @query: (nullable): the address' query, still encoded
 * @values: where the parameters are put
 * @member: (out) (transfer full) (nullable): the parameter that is wrong
 * @error: (out) (optional): "request.invalid"
 *
 * Returns: whether all parameters keep to the description
 */
gboolean
hub_router_read_query (HubRouter *self, const HubRoute *route, const char *query,
                       JsonObject *values, char **member, GError **error)
{
  GUriParamsIter iter;
  char *name, *text;

  *member = NULL;
  if (query == NULL)
    return TRUE;
  g_uri_params_iter_init (&iter, query, -1, "&", G_URI_PARAMS_WWW_FORM);
  while (g_uri_params_iter_next (&iter, &name, &text, error))
    {
      g_autofree char *owned_name = name;
      g_autofree char *owned_text = text;
      JsonObject *schema = find_query_schema (route, name);
      g_autoptr (JsonNode) value = NULL;

      if (schema == NULL)
        {
          *member = g_strdup (name);
          hub_refuse (error, "request.invalid", _("“%s” is no parameter of %s"), name, route->id);
          return FALSE;
        }
      value = value_from_text (schema, text);
      if (!hub_schema_check (json_node_get_object (self->document), schema, value, name, member, error))
        return FALSE;
      json_object_set_member (values, name, g_steal_pointer (&value));
    }
  if (error != NULL && *error != NULL)
    {
      g_clear_error (error);
      hub_refuse (error, "request.invalid", _("The address' query cannot be read"));
      return FALSE;
    }
  return TRUE;
}

/**
 * hub_router_read_body:
 * @self: a router
 * @route: an operation with a JSON body
 * @body: what came
 * @values: where the body's members are put
 * @member: (out) (transfer full) (nullable): the member that is wrong
 * @error: (out) (optional): "request.invalid"
 *
 * Returns: whether the body keeps to the description
 */
gboolean
hub_router_read_body (HubRouter *self, const HubRoute *route, GBytes *body, JsonObject *values,
                      char **member, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) local = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  *member = NULL;
  if (g_bytes_get_size (body) > 0)
    node = hub_json_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body), _("the body"), &local);
  if (node == NULL)
    {
      hub_refuse (error, "request.invalid", "%s",
                  local != NULL ? local->message : _("The body is empty; it must be a JSON object"));
      return FALSE;
    }
  if (!hub_schema_check (json_node_get_object (self->document), route->body, node, "", member, error))
    return FALSE;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &value))
    json_object_set_member (values, name, json_node_copy (value));
  return TRUE;
}
