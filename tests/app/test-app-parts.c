/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's parts that need no display. */
#include <glib/gstdio.h>

#include "hub-error.h"
#include "hub-new-page.h"
#include "hub-place.h"
#include "hub-upload-check.h"

static void
test_place (void)
{
  static const struct { const char *sentence, *file; guint line, column; } cases[] = {
    { "pages/index/index.wxml:3:5: error: unexpected “</view>”", "pages/index/index.wxml", 3, 5 },
    { "The program has errors; the first: app.json:12", "app.json", 12, 0 },
    { "“pages/中文/a.js:7:1” is wrong", "pages/中文/a.js", 7, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HubPlace *place = hub_place_find (cases[i].sentence);

      g_assert_nonnull (place);
      g_assert_cmpstr (place->file, ==, cases[i].file);
      g_assert_cmpuint (place->line, ==, cases[i].line);
      g_assert_cmpuint (place->column, ==, cases[i].column);
      hub_place_free (place);
    }
  g_assert_null (hub_place_find ("http://127.0.0.1:4000 does not answer"));
}

static void
test_version (void)
{
  g_autofree char *long_version = g_strnfill (65, '1');

  g_assert_null (hub_upload_check_version ("1.2.3"));
  g_assert_null (hub_upload_check_version ("2.0.0-beta.1"));
  g_assert_nonnull (hub_upload_check_version (""));
  g_assert_nonnull (hub_upload_check_version ("1.0 final"));
  g_assert_nonnull (hub_upload_check_version ("v1"));
  g_assert_nonnull (hub_upload_check_version (long_version));
}

static void
test_highest_version (void)
{
  g_autoptr (JsonNode) node = json_from_string (
      "{\"developer\": [{\"version\": \"1.9.0\"}, {\"version\": \"1.10.0\"}], \"test\": null,"
      " \"review\": {\"version\": \"1.2\"}, \"online\": null, \"history\": []}", NULL);
  g_autofree char *highest = hub_upload_highest_version (json_node_get_object (node));

  g_assert_cmpstr (highest, ==, "1.10.0");
}

static GFile *
make_program (const char *app_json)
{
  g_autofree char *folder = g_dir_make_tmp ("new-page-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "app.json", NULL);

  g_assert_true (g_file_set_contents (path, app_json, -1, NULL));
  return g_file_new_for_path (folder);
}

static char *
read_child (GFile *root, const char *name)
{
  g_autoptr (GFile) file = g_file_resolve_relative_path (root, name);
  char *text = NULL;

  g_assert_true (g_file_get_contents (g_file_peek_path (file), &text, NULL, NULL));
  return text;
}

static void
test_new_page (void)
{
  static const struct { const char *before, *after; } cases[] = {
    { "{\n  \"pages\": [\n    \"pages/a/a\"\n  ],\n  \"x\": 1 }\n",
      "{\n  \"pages\": [\n    \"pages/a/a\",\n    \"pages/new/new\"\n  ],\n  \"x\": 1 }\n" },
    { "{\"pages\":[\"pages/a/a\"]}", "{\"pages\":[\"pages/a/a\", \"pages/new/new\"]}" },
    { "{\"pages\": []}", "{\"pages\": [\"pages/new/new\"]}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GFile) root = make_program (cases[i].before);
      g_autoptr (GError) error = NULL;
      g_autoptr (GFile) template = hub_new_page_create (root, "pages/new/new", &error);
      g_autofree char *app_json = NULL;
      g_autofree char *page_json = NULL;

      g_assert_no_error (error);
      g_assert_true (g_str_has_suffix (g_file_peek_path (template), "pages/new/new.wxml"));
      app_json = read_child (root, "app.json");
      page_json = read_child (root, "pages/new/new.json");
      g_assert_cmpstr (app_json, ==, cases[i].after);
    }
}

static void
test_new_page_refused (void)
{
  g_autoptr (GFile) root = make_program ("{\"pages\": [");
  g_autoptr (GError) error = NULL;
  g_autofree char *app_json = NULL;

  g_assert_null (hub_new_page_create (root, "pages/new/new", &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, "project.bad_app_json");
  app_json = read_child (root, "app.json");
  g_assert_cmpstr (app_json, ==, "{\"pages\": [");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/place", test_place);
  g_test_add_func ("/app/version", test_version);
  g_test_add_func ("/app/highest-version", test_highest_version);
  g_test_add_func ("/app/new-page", test_new_page);
  g_test_add_func ("/app/new-page-refused", test_new_page_refused);
  return g_test_run ();
}
