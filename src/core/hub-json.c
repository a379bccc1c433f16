/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-json.h"

#include "config.h"

#include "hub-error.h"
#include "hub-language.h"

/* json-glib recurses once per level; a deeper document is an attack, not a configuration. */
#define MAX_DEPTH 200

/* json-glib skips comments, and its versions do not agree where one ends: what comes after one would be inside of
 * a string for the one and outside of it for the other. So a comment is blanked before it gets there. Returns
 * what stands behind it. */
static gsize
blank_comment (char *text, gsize length, gsize at)
{
  gboolean to_line_end = text[at + 1] == '/';
  gsize end;

  for (end = at + 2; end < length; end++)
    if (to_line_end ? text[end] == '\n' : text[end] == '*' && end + 1 < length && text[end + 1] == '/')
      break;
  if (!to_line_end)
    end = MIN (end + 2, length);
  for (gsize i = at; i < end; i++)
    if (text[i] != '\n')
      text[i] = ' ';
  return end;
}

/* Checks the depth, outside of strings, and blanks comments. Single quotes, which json-glib takes for strings with
 * other rules, are refused as JSON does. */
static gboolean
prepare (char *text, gsize length, const char *where, GError **error)
{
  guint depth = 0, line = 1;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (c == '\n')
        line++;
      if (in_string)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            in_string = FALSE;
        }
      else if (c == '"')
        in_string = TRUE;
      else if (c == '\'')
        {
          hub_set_error (error, HUB_ERROR_INVALID, "json.invalid",
                         _("%s:%u: text stands in double quotes in JSON, not in single ones"), where, line);
          return FALSE;
        }
      else if (c == '/' && i + 1 < length && (text[i + 1] == '/' || text[i + 1] == '*'))
        {
          gsize end = blank_comment (text, length, i);

          for (; i + 1 < end; i++)
            line += text[i + 1] == '\n';
        }
      else if ((c == '{' || c == '[') && ++depth > MAX_DEPTH)
        {
          hub_set_error (error, HUB_ERROR_INVALID, "json.invalid",
                         _("%s: nested more than %d levels deep"), where, MAX_DEPTH);
          return FALSE;
        }
      else if ((c == '}' || c == ']') && depth > 0)
        depth--;
    }
  return TRUE;
}

/* json-glib reports "<data>:LINE:COLUMN: what"; the caller's name of the file replaces "<data>". */
static const char *
strip_data_prefix (const char *message)
{
  return g_str_has_prefix (message, "<data>:") ? message + strlen ("<data>:") : message;
}

/**
 * hub_json_parse:
 * @text: the text, UTF-8
 * @length: its length in bytes, or -1 where it ends with NUL
 * @where: what it is, for the error: a file's name, "the answer of the platform"
 * @error: (out) (optional): %HUB_ERROR_INVALID, "json.invalid", as `where:line:column: what`
 *
 * Parses a JSON document. A byte order mark and comments are skipped; nesting is bounded.
 *
 * Returns: (transfer full) (nullable): the root, never %NULL without an error
 */
JsonNode *
hub_json_parse (const char *text, gssize length, const char *where, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) local = NULL;
  g_autofree char *copy = NULL;
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  JsonNode *root;

  if (size >= 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0)
    {
      text += 3;
      size -= 3;
    }
  if (!g_utf8_validate_len (text, size, NULL))
    {
      hub_set_error (error, HUB_ERROR_INVALID, "json.invalid",
                     _("%s: not valid UTF-8 text; save the file in the UTF-8 encoding"), where);
      return NULL;
    }
  copy = g_strndup (text, size);
  if (!prepare (copy, size, where, error))
    return NULL;
  if (!json_parser_load_from_data (parser, copy, size, &local))
    {
      hub_set_error (error, HUB_ERROR_INVALID, "json.invalid",
                     "%s:%s", where, strip_data_prefix (local->message));
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root == NULL)
    {
      hub_set_error (error, HUB_ERROR_INVALID, "json.invalid", _("%s: the file is empty"), where);
      return NULL;
    }
  return json_node_ref (root);
}

static char *
read_bounded (GFile *file, gsize max_bytes, gsize *length, GError **error)
{
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autofree char *text = NULL;
  gsize size;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                            G_FILE_QUERY_INFO_NONE, NULL, error);
  if (info == NULL)
    return NULL;
  /* A pipe or a device might never end. */
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      hub_set_error (error, HUB_ERROR_INVALID, "json.invalid", _("%s: not a file"), g_file_peek_path (file));
      return NULL;
    }
  stream = g_file_read (file, NULL, error);
  if (stream == NULL)
    return NULL;
  size = MIN ((guint64) g_file_info_get_size (info), max_bytes) + 1;
  text = g_malloc (size);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), text, size, length, NULL, error))
    return NULL;
  if (*length > max_bytes)
    {
      hub_set_error (error, HUB_ERROR_TOO_LARGE, "json.too_large",
                     _("%s: larger than %zu bytes"), g_file_peek_path (file), max_bytes);
      return NULL;
    }
  return g_steal_pointer (&text);
}

/**
 * hub_json_parse_file:
 * @path: the file, in the file system's encoding
 * @max_bytes: refuse a larger file
 * @error: (out) (optional): as hub_json_parse(), %HUB_ERROR_TOO_LARGE, or the file system's
 *
 * Returns: (transfer full) (nullable): the root
 */
JsonNode *
hub_json_parse_file (const char *path, gsize max_bytes, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  gsize length;
  g_autofree char *text = read_bounded (file, max_bytes, &length, error);

  return text != NULL ? hub_json_parse (text, length, path, error) : NULL;
}

/**
 * hub_json_to_string:
 * @node: any node
 * @pretty: whether to indent by two spaces
 *
 * Returns: (transfer full): the text
 */
char *
hub_json_to_string (JsonNode *node, gboolean pretty)
{
  return json_to_string (node, pretty);
}

static JsonNode *
get_member (JsonObject *object, const char *member)
{
  return object == NULL ? NULL : json_object_get_member (object, member);
}

/**
 * hub_json_get_string:
 * @object: (nullable): an object
 * @member: a member's name
 * @fallback: (nullable): what to return where it is absent or no string
 *
 * Returns: (transfer none) (nullable): the string, owned by @object
 */
const char *
hub_json_get_string (JsonObject *object, const char *member, const char *fallback)
{
  JsonNode *node = get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return fallback;
  return json_node_get_string (node);
}

/**
 * hub_json_get_int:
 * @object: (nullable): an object
 * @member: a member's name
 * @fallback: what to return where it is absent or no number
 *
 * Returns: the number, cut to an integer
 */
gint64
hub_json_get_int (JsonObject *object, const char *member, gint64 fallback)
{
  JsonNode *node = get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return fallback;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return json_node_get_int (node);
  if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    {
      double number = json_node_get_double (node);

      /* Beyond these the conversion is undefined; so it is for what is no number. */
      return number >= -9223372036854775808.0 && number < 9223372036854775808.0 ? (gint64) number : fallback;
    }
  return fallback;
}

/**
 * hub_json_get_boolean:
 * @object: (nullable): an object
 * @member: a member's name
 * @fallback: what to return where it is absent or no boolean
 *
 * Returns: the value
 */
gboolean
hub_json_get_boolean (JsonObject *object, const char *member, gboolean fallback)
{
  JsonNode *node = get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return fallback;
  return json_node_get_boolean (node);
}

/**
 * hub_json_get_object:
 * @object: (nullable): an object
 * @member: a member's name
 *
 * Returns: (transfer none) (nullable): the member where it is an object
 */
JsonObject *
hub_json_get_object (JsonObject *object, const char *member)
{
  JsonNode *node = get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * hub_json_get_array:
 * @object: (nullable): an object
 * @member: a member's name
 *
 * Returns: (transfer none) (nullable): the member where it is an array
 */
JsonArray *
hub_json_get_array (JsonObject *object, const char *member)
{
  JsonNode *node = get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}
