/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <unistd.h>

#include "hub-error.h"
#include "hub-file-tree.h"
#include "hub-json.h"
#include "hub-paths.h"

static void
test_json_error_names_file_and_line (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (hub_json_parse ("{\n  \"a\": 1,\n  \"b\" 2\n}", -1, "app.json", &error));
  g_assert_error (error, HUB_ERROR, HUB_ERROR_INVALID);
  g_assert_cmpstr (hub_error_get_name (error), ==, "json.invalid");
  g_assert_true (g_str_has_prefix (error->message, "app.json:3:"));
}

static void
test_json_depth_is_bounded (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (text, '[');
  g_assert_null (hub_json_parse (text->str, text->len, "deep.json", &error));
  g_assert_error (error, HUB_ERROR, HUB_ERROR_INVALID);
}

/* What json-glib takes for a comment or for a string must not hide the depth from the look before. */
static void
test_json_depth_is_not_hidden (void)
{
  const char *const beginnings[] = { "/* \" */", "// \"\n", "/* \" **/", "'\"'", "{'\"':", "\"\\\"\"", "/*/ \" */" };

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GString) text = g_string_new (beginnings[i]);

      for (guint j = 0; j < 400000; j++)
        g_string_append_c (text, '[');
      g_assert_null (hub_json_parse (text->str, text->len, "deep.json", &error));
      g_assert_error (error, HUB_ERROR, HUB_ERROR_INVALID);
    }
}

static void
test_json_comments_are_skipped (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;

  node = hub_json_parse ("/* one\n * \"two */ {\"a\": \"/* kept // */\", // three's\n\"b\": 2}\n//", -1, "t", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hub_json_get_string (json_node_get_object (node), "a", ""), ==, "/* kept // */");
  g_assert_cmpint (hub_json_get_int (json_node_get_object (node), "b", 0), ==, 2);
  g_assert_null (hub_json_parse ("/*\n*/\n{\"a\" 1}", -1, "app.json", &error));
  g_assert_true (g_str_has_prefix (error->message, "app.json:3:"));
}

static void
test_json_numbers_out_of_range_fall_back (void)
{
  g_autoptr (JsonNode) node = hub_json_parse ("{\"a\": 1e300, \"b\": -1e300, \"c\": 2.5}", -1, "t", NULL);
  JsonObject *object = json_node_get_object (node);

  g_assert_cmpint (hub_json_get_int (object, "a", 7), ==, 7);
  g_assert_cmpint (hub_json_get_int (object, "b", 7), ==, 7);
  g_assert_cmpint (hub_json_get_int (object, "c", 7), ==, 2);
}

static void
test_json_file_that_never_ends (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (hub_json_parse_file ("/dev/zero", 1024, &error));
  g_assert_error (error, HUB_ERROR, HUB_ERROR_INVALID);
}

static void
test_json_wrong_types_fall_back (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = hub_json_parse ("\xEF\xBB\xBF{\"a\": 1, \"s\": \"x\"}", -1, "t", &error);
  JsonObject *object = json_node_get_object (node);

  g_assert_no_error (error);
  g_assert_cmpstr (hub_json_get_string (object, "a", "none"), ==, "none");
  g_assert_cmpstr (hub_json_get_string (object, "s", "none"), ==, "x");
  g_assert_cmpint (hub_json_get_int (object, "s", 7), ==, 7);
  g_assert_null (hub_json_get_object (object, "a"));
  g_assert_null (hub_json_get_array (NULL, "a"));
}

static void
test_missing_file_says_what_to_do (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (hub_paths_find_data ("no-such-thing", &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, "install.missing_file");
  g_assert_nonnull (strstr (error->message, "no-such-thing"));
}

/* What stands outside of the removed folder stays, though a link in it, or the folder's own name, leads there. */
static void
test_file_tree_remove_follows_no_link (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *base = g_dir_make_tmp ("superhub-tree-XXXXXX", &error);
  g_autofree char *kept = g_build_filename (base, "kept", NULL);
  g_autofree char *file = g_build_filename (kept, "file", NULL);
  g_autofree char *inner = g_build_filename (base, "gone", "inner", NULL);
  g_autofree char *gone = g_path_get_dirname (inner);
  g_autofree char *link = g_build_filename (inner, "link", NULL);
  g_autofree char *name = g_build_filename (base, "name", NULL);

  g_assert_no_error (error);
  g_assert_cmpint (g_mkdir (kept, 0755), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (inner, 0755), ==, 0);
  g_file_set_contents (file, "", 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (symlink (kept, link), ==, 0);
  g_assert_cmpint (symlink (kept, name), ==, 0);

  hub_file_tree_remove (gone);
  hub_file_tree_remove (name);
  g_assert_false (g_file_test (gone, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (name, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  hub_file_tree_remove (file);
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
  hub_file_tree_remove (base);
  hub_file_tree_remove (base);
  g_assert_false (g_file_test (base, G_FILE_TEST_EXISTS));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/json/error-names-file-and-line", test_json_error_names_file_and_line);
  g_test_add_func ("/core/json/depth-is-bounded", test_json_depth_is_bounded);
  g_test_add_func ("/core/json/depth-is-not-hidden", test_json_depth_is_not_hidden);
  g_test_add_func ("/core/json/comments-are-skipped", test_json_comments_are_skipped);
  g_test_add_func ("/core/json/numbers-out-of-range", test_json_numbers_out_of_range_fall_back);
  g_test_add_func ("/core/json/file-that-never-ends", test_json_file_that_never_ends);
  g_test_add_func ("/core/json/wrong-types-fall-back", test_json_wrong_types_fall_back);
  g_test_add_func ("/core/file-tree/remove-follows-no-link", test_file_tree_remove_follows_no_link);
  g_test_add_func ("/core/paths/missing-file", test_missing_file_says_what_to_do);
  return g_test_run ();
}
