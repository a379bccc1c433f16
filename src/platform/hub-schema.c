/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-schema.h"

#include "config.h"

#include "hub-json.h"
#include "hub-language.h"
#include "hub-refusals.h"

/* A value being checked, with its place for the message. */
typedef struct
{
  JsonObject  *document;
  const char  *name;
  char       **member;
  GError     **error;
} Check;

static gboolean check_value (const Check *check, JsonObject *schema, JsonNode *value);

static gboolean
refuse (const Check *check, const char *what)
{
  if (check->member != NULL)
    {
      g_free (*check->member);
      *check->member = g_strdup (check->name);
    }
  if (check->name[0] == '\0')
    hub_refuse (check->error, "request.invalid", _("The body %s"), what);
  else
    hub_refuse (check->error, "request.invalid", _("“%s” %s"), check->name, what);
  return FALSE;
}

static gboolean
refuse_number (const Check *check, const char *format, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  g_auto (GStrv) parts = g_strsplit (format, "{}", 2);
  g_autofree char *what = g_strjoinv (text, parts);

  return refuse (check, what);
}

static const char *
type_of (JsonNode *value)
{
  switch (json_node_get_node_type (value))
    {
    case JSON_NODE_OBJECT:
      return "object";
    case JSON_NODE_ARRAY:
      return "array";
    case JSON_NODE_NULL:
      return "null";
    case JSON_NODE_VALUE:
    default:
      if (json_node_get_value_type (value) == G_TYPE_STRING)
        return "string";
      if (json_node_get_value_type (value) == G_TYPE_BOOLEAN)
        return "boolean";
      if (json_node_get_value_type (value) == G_TYPE_DOUBLE)
        return "number";
      return "integer";
    }
}

static gboolean
check_string (const Check *check, JsonObject *schema, const char *text)
{
  glong length = g_utf8_strlen (text, -1);
  gint64 maximum = hub_json_get_int (schema, "maxLength", G_MAXINT64);
  gint64 minimum = hub_json_get_int (schema, "minLength", 0);
  const char *pattern = hub_json_get_string (schema, "pattern", NULL);
  JsonArray *allowed = hub_json_get_array (schema, "enum");

  if (length > maximum)
    return refuse_number (check, _("has more than {} characters"), maximum);
  if (length < minimum)
    return refuse_number (check, _("has fewer than {} characters"), minimum);
  if (pattern != NULL && !g_regex_match_simple (pattern, text, G_REGEX_DOLLAR_ENDONLY, 0))
    return refuse (check, _("does not have the form that is expected"));
  if (allowed != NULL)
    {
      g_autoptr (GString) names = g_string_new (NULL);
      g_autofree char *what = NULL;

      for (guint i = 0; i < json_array_get_length (allowed); i++)
        {
          if (g_str_equal (json_array_get_string_element (allowed, i), text))
            return TRUE;
          g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                                  json_array_get_string_element (allowed, i));
        }
      what = g_strdup_printf (_("must be one of %s"), names->str);
      return refuse (check, what);
    }
  return TRUE;
}

static gboolean
check_integer (const Check *check, JsonObject *schema, gint64 number)
{
  gint64 maximum = hub_json_get_int (schema, "maximum", G_MAXINT64);
  gint64 minimum = hub_json_get_int (schema, "minimum", G_MININT64);

  if (number > maximum)
    return refuse_number (check, _("must not be more than {}"), maximum);
  if (number < minimum)
    return refuse_number (check, _("must not be less than {}"), minimum);
  return TRUE;
}

static gboolean
check_member (const Check *check, JsonObject *schema, const char *name, JsonNode *value)
{
  g_autofree char *path = check->name[0] == '\0' ? g_strdup (name)
                                                 : g_strconcat (check->name, ".", name, NULL);
  const Check inner = { check->document, path, check->member, check->error };

  if (schema == NULL)
    return refuse (&inner, _("is not known here; check its spelling"));
  return check_value (&inner, schema, value);
}

static gboolean
check_object (const Check *check, JsonObject *schema, JsonObject *object)
{
  JsonObject *properties = hub_json_get_object (schema, "properties");
  JsonArray *required = hub_json_get_array (schema, "required");
  gboolean closed = !hub_json_get_boolean (schema, "additionalProperties", TRUE);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  for (guint i = 0; required != NULL && i < json_array_get_length (required); i++)
    {
      name = json_array_get_string_element (required, i);
      if (!json_object_has_member (object, name))
        {
          const Check inner = { check->document, name, check->member, check->error };

          return refuse (&inner, _("is missing"));
        }
    }
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &value))
    {
      JsonObject *inner = hub_json_get_object (properties, name);

      if ((inner != NULL || closed) && !check_member (check, inner, name, value))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_array (const Check *check, JsonObject *schema, JsonArray *array)
{
  JsonObject *items = hub_json_get_object (schema, "items");
  gint64 maximum = hub_json_get_int (schema, "maxItems", G_MAXINT64);

  if (json_array_get_length (array) > maximum)
    return refuse_number (check, _("has more than {} items"), maximum);
  for (guint i = 0; items != NULL && i < json_array_get_length (array); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s[%u]", check->name, i);
      const Check inner = { check->document, path, check->member, check->error };

      if (!check_value (&inner, items, json_array_get_element (array, i)))
        return FALSE;
    }
  return TRUE;
}

static JsonObject *
resolve (JsonObject *document, JsonObject *schema)
{
  const char *reference = hub_json_get_string (schema, "$ref", NULL);
  JsonObject *components = hub_json_get_object (document, "components");

  if (reference == NULL)
    return schema;
  return hub_json_get_object (hub_json_get_object (components, "schemas"),
                              reference + strlen ("#/components/schemas/"));
}

static gboolean
matches_one (const Check *check, JsonArray *choices, JsonNode *value)
{
  for (guint i = 0; i < json_array_get_length (choices); i++)
    {
      const Check quiet = { check->document, check->name, NULL, NULL };

      if (check_value (&quiet, json_array_get_object_element (choices, i), value))
        return TRUE;
    }
  return refuse (check, _("has none of the forms that are expected"));
}

static gboolean
check_value (const Check *check, JsonObject *schema, JsonNode *value)
{
  const char *type;
  const char *actual = type_of (value);

  schema = resolve (check->document, schema);
  if (hub_json_get_array (schema, "oneOf") != NULL)
    return matches_one (check, hub_json_get_array (schema, "oneOf"), value);
  type = hub_json_get_string (schema, "type", actual);
  if (!g_str_equal (type, actual)
      && !(g_str_equal (type, "number") && g_str_equal (actual, "integer")))
    {
      g_autofree char *what = g_strdup_printf (_("must be of the type %s"), type);

      return refuse (check, what);
    }
  if (g_str_equal (type, "string"))
    return check_string (check, schema, json_node_get_string (value));
  if (g_str_equal (type, "integer"))
    return check_integer (check, schema, json_node_get_int (value));
  if (g_str_equal (type, "object"))
    return check_object (check, schema, json_node_get_object (value));
  if (g_str_equal (type, "array"))
    return check_array (check, schema, json_node_get_array (value));
  return TRUE;
}

/**
 * hub_schema_check:
 * @document: the API's description, for references
 * @schema: one of its schemas
 * @value: what came
 * @name: the value's name for the message; "" for a body
 * @member: (out) (optional) (transfer full) (nullable): the path of what is wrong: "condition.scene"
 * @error: (out) (optional): "request.invalid"
 *
 * Checks a value against the parts of JSON Schema that the API uses: type, properties, required,
 * additionalProperties, enum, pattern, the bounds of lengths and numbers, items, oneOf, references.
 *
 * Returns: whether the value keeps to the schema
 */
gboolean
hub_schema_check (JsonObject *document, JsonObject *schema, JsonNode *value, const char *name,
                  char **member, GError **error)
{
  const Check check = { document, name, member, error };

  return check_value (&check, schema, value);
}
