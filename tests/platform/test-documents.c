/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The documents say what the program does. */
#include <string.h>

#include "hub-handlers.h"
#include "hub-json.h"
#include "hub-permissions.h"
#include "hub-refusals.h"

static void
test_errors_are_documented (void)
{
  g_autofree char *text = NULL;
  g_autofree char *table = hub_refusals_to_table ();

  g_assert_true (g_file_get_contents (SOURCE_ROOT "/docs/errors.md", &text, NULL, NULL));
  g_assert_nonnull (strstr (text, table));
}

/* What changes something can be sent again: it is done once, or it is said why that does nothing twice. */
static void
check_repeated (const char *method, JsonObject *operation)
{
  gboolean changes = !g_str_equal (method, "get");
  gboolean idempotent = hub_json_get_boolean (operation, "x-idempotent", FALSE);
  const char *why = hub_json_get_string (operation, "x-repeatable", NULL);

  g_test_message ("%s", hub_json_get_string (operation, "operationId", ""));
  g_assert_cmpint ((idempotent ? 1 : 0) + (why != NULL ? 1 : 0), ==, changes ? 1 : 0);
  g_assert_true (why == NULL || strlen (why) > 8);
  /* Whom an answer is kept for must be known. */
  g_assert_false (idempotent && hub_json_get_array (operation, "security") != NULL);
}

static void
check_operation (JsonObject *operation)
{
  JsonArray *codes = hub_json_get_array (operation, "x-errors");
  const char *permission = hub_json_get_string (operation, "x-permission", "reviewer");
  gsize n_permissions;
  const HubPermission *permissions = hub_permissions_list (&n_permissions);
  gboolean known = g_str_equal (permission, "reviewer") || g_str_equal (permission, HUB_PERMISSION_ADMIN);

  for (guint i = 0; codes != NULL && i < json_array_get_length (codes); i++)
    {
      g_test_message ("%s", json_array_get_string_element (codes, i));
      g_assert_nonnull (hub_refusals_find (json_array_get_string_element (codes, i)));
    }
  for (gsize i = 0; i < n_permissions; i++)
    known = known || g_str_equal (permissions[i].name, permission);
  g_assert_true (known);
  g_assert_nonnull (hub_handlers_find (hub_json_get_string (operation, "operationId", "")));
}

static void
test_api_names_what_exists (void)
{
  g_autoptr (JsonNode) node = hub_json_parse_file (SOURCE_ROOT "/data/api/openapi.json", 4 << 20, NULL);
  JsonObject *paths = hub_json_get_object (json_node_get_object (node), "paths");
  JsonObjectIter iter;
  JsonNode *item;

  json_object_iter_init (&iter, paths);
  while (json_object_iter_next (&iter, NULL, &item))
    {
      JsonObjectIter methods;
      JsonNode *operation;
      const char *method;

      json_object_iter_init (&methods, json_node_get_object (item));
      while (json_object_iter_next (&methods, &method, &operation))
        {
          check_operation (json_node_get_object (operation));
          check_repeated (method, json_node_get_object (operation));
        }
    }
}

/* The table of the rules, as it is written there. */
static void
test_permission_table (void)
{
  const struct { const char *name; gboolean operator, developer, analyst; } rules[] = {
    { "developer", FALSE, TRUE, FALSE },
    { "experience", TRUE, TRUE, TRUE },
    { "login", TRUE, TRUE, TRUE },
    { "data-analysis", FALSE, FALSE, TRUE },
    { "pay", TRUE, FALSE, FALSE },
    { "promotion", TRUE, FALSE, FALSE },
    { "development-management", TRUE, FALSE, FALSE },
    { "development-settings", FALSE, TRUE, FALSE },
    { "service-suspension", TRUE, FALSE, FALSE },
    { "official-account", TRUE, FALSE, FALSE },
    { "cloud-management", FALSE, TRUE, FALSE },
    { "plugin", TRUE, FALSE, FALSE },
    { "game-operation", TRUE, FALSE, FALSE },
  };
  gsize n_permissions;

  hub_permissions_list (&n_permissions);
  g_assert_cmpuint (n_permissions, ==, G_N_ELEMENTS (rules));
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      HubMember member = { .kind = (char *) "project", .roles = HUB_ROLE_OPERATOR };
      HubMember tester = { .kind = (char *) "test" };
      HubMember admin = { .kind = (char *) "admin" };

      g_assert_cmpint (hub_permissions_member_has (&member, rules[i].name), ==, rules[i].operator);
      member.roles = HUB_ROLE_DEVELOPER;
      g_assert_cmpint (hub_permissions_member_has (&member, rules[i].name), ==, rules[i].developer);
      member.roles = HUB_ROLE_DATA_ANALYST;
      g_assert_cmpint (hub_permissions_member_has (&member, rules[i].name), ==, rules[i].analyst);
      g_assert_true (hub_permissions_member_has (&admin, rules[i].name));
      g_assert_cmpint (hub_permissions_member_has (&tester, rules[i].name), ==,
                       g_str_equal (rules[i].name, "experience"));
      g_assert_false (hub_permissions_member_has (NULL, rules[i].name));
    }
}

static void
test_messages_have_the_same_names (void)
{
  const char *const folder = SOURCE_ROOT "/src/platform/phone/assets/";
  g_autofree char *first = g_strconcat (folder, "en.json", NULL);
  g_autofree char *second = g_strconcat (folder, "zh-CN.json", NULL);
  g_autoptr (JsonNode) english = hub_json_parse_file (first, 65536, NULL);
  g_autoptr (JsonNode) chinese = hub_json_parse_file (second, 65536, NULL);
  g_autoptr (GList) names = json_object_get_members (json_node_get_object (english));

  g_assert_cmpuint (json_object_get_size (json_node_get_object (chinese)), ==, g_list_length (names));
  for (GList *l = names; l != NULL; l = l->next)
    g_assert_true (json_object_has_member (json_node_get_object (chinese), l->data));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/documents/errors", test_errors_are_documented);
  g_test_add_func ("/platform/documents/api", test_api_names_what_exists);
  g_test_add_func ("/platform/documents/permissions", test_permission_table);
  g_test_add_func ("/platform/documents/messages", test_messages_have_the_same_names);
  return g_test_run ();
}
