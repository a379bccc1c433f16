/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "hub-error.h"
#include "hub-json.h"

static void
test_compiles_a_program (void)
{
  Fixture fixture;
  g_autoptr (HubBuild) build = NULL;
  g_autofree char *service = NULL;
  g_autofree char *app_css = NULL;
  g_autofree char *card_css = NULL;
  g_autofree char *image = NULL;
  JsonObject *config;
  JsonObject *page;
  JsonObject *card;
  const char *scope;

  fixture_set_up (&fixture, "program");
  build = fixture_compile (&fixture);
  g_assert_cmpuint (g_list_model_get_n_items (hub_build_get_diagnostics (build)), ==, 0);
  g_assert_cmpstr (hub_build_get_pages (build)[0], ==, "pages/index/index");
  g_assert_true (hub_pipeline_get_last_good (fixture.pipeline) == build);

  service = fixture_read (build, "app-service.js");
  g_assert_nonnull (strstr (service, "__hubDefine(\"utils/greet.js\", function (require"));
  g_assert_nonnull (strstr (service, "R.v(N,\"tap\",\"tap\""));
  app_css = fixture_read (build, "app.css");
  g_assert_cmpstr (app_css, ==, "body { font-size: 4.26667vw; }\n");

  config = json_node_get_object (hub_build_get_app_config (build));
  page = hub_json_get_object (hub_json_get_object (config, "components"), "pages/index/index");
  g_assert_cmpstr (hub_json_get_string (page, "kind", ""), ==, "page");
  g_assert_cmpstr (hub_json_get_string (hub_json_get_object (page, "usingComponents"), "my-card", ""),
                   ==, "components/card/card");
  card = hub_json_get_object (hub_json_get_object (config, "components"), "components/card/card");
  scope = hub_json_get_string (card, "styleScope", "");
  g_assert_cmpstr (scope, !=, "");
  card_css = fixture_read (build, "components/card/card.css");
  {
    g_autofree char *expected =
      g_strdup_printf ("[wx-host=\"%s\"] { display: block; }\n.%s--card { color: red; }\n", scope,
                       scope);

    g_assert_cmpstr (card_css, ==, expected);
  }
  image = hub_build_lookup (build, "images/a.png");
  g_assert_true (g_str_has_suffix (image, "/program/images/a.png"));
  g_assert_null (hub_build_lookup (build, "app.js"));
  g_assert_null (hub_build_lookup (build, "../program/app.js"));
  g_assert_null (hub_build_lookup (build, "project.config.json"));
  g_clear_object (&build);
  fixture_tear_down (&fixture);
}

/* Where the first line of @file stands, by the line map. */
static guint
mapped_line (HubBuild *build, const char *file)
{
  JsonObject *config = json_node_get_object (hub_build_get_app_config (build));
  JsonArray *rows = hub_json_get_array (hub_json_get_object (config, "lineMap"), "app-service.js");

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonArray *row = json_array_get_array_element (rows, i);

      if (g_str_equal (json_array_get_string_element (row, 1), file))
        return json_array_get_int_element (row, 0);
    }
  return 0;
}

static void
test_lines_stay_lines (void)
{
  Fixture fixture;
  g_autoptr (HubBuild) build = NULL;
  g_autofree char *service = NULL;
  g_auto (GStrv) lines = NULL;
  guint first;

  fixture_set_up (&fixture, "program");
  fixture_write (&fixture, "app.js", "// one\r\n// two\r\nApp({}) // three");
  build = fixture_compile (&fixture);
  service = fixture_read (build, "app-service.js");
  lines = g_strsplit (service, "\n", -1);
  g_assert_cmpuint (mapped_line (build, "app.js"), ==, 1);
  g_assert_true (g_str_has_prefix (lines[2], "App({}) // three"));
  first = mapped_line (build, "pages/index/index.js");
  g_assert_true (g_str_has_prefix (lines[first - 1], "__hubDefine(\"pages/index/index.js\""));
  g_assert_cmpstr (lines[first + 1], ==, "Page({ data: { a: greet() } })");
  g_clear_object (&build);
  fixture_tear_down (&fixture);
}

static void
test_error_keeps_last_good (void)
{
  Fixture fixture;
  g_autoptr (HubBuild) good = NULL;
  g_autoptr (HubBuild) bad = NULL;
  g_autoptr (HubBuild) mended = NULL;
  g_autofree char *css = NULL;

  fixture_set_up (&fixture, "program");
  good = fixture_compile (&fixture);
  fixture_write (&fixture, "pages/index/index.js", "Page({\n  data: { a: 1 ]\n})\n");
  bad = fixture_compile (&fixture);
  g_assert_true (hub_build_has_errors (bad));
  g_assert_cmpuint (hub_build_get_files (bad)->len, ==, 0);
  g_assert_true (hub_pipeline_get_last_good (fixture.pipeline) == good);
  css = fixture_read (good, "app.css");
  fixture_write (&fixture, "pages/index/index.js", "Page({})\n");
  mended = fixture_compile (&fixture);
  g_assert_false (hub_build_has_errors (mended));
  g_assert_cmpuint (hub_build_get_generation (mended), ==, 3);
  g_clear_object (&good);
  g_clear_object (&bad);
  g_clear_object (&mended);
  fixture_tear_down (&fixture);
}

static void
test_compare (void)
{
  Fixture fixture;
  g_autoptr (HubBuild) first = NULL;
  g_autoptr (HubBuild) same = NULL;
  g_autoptr (HubBuild) style = NULL;
  g_autoptr (HubBuild) template = NULL;
  g_autoptr (HubBuild) logic = NULL;

  fixture_set_up (&fixture, "program");
  first = fixture_compile (&fixture);
  same = fixture_compile (&fixture);
  fixture_write (&fixture, "app.wxss", "page { color: red; }");
  style = fixture_compile (&fixture);
  fixture_write (&fixture, "pages/index/index.wxml", "<text>new</text>");
  template = fixture_compile (&fixture);
  fixture_write (&fixture, "app.js", "App({ a: 1 })");
  logic = fixture_compile (&fixture);
  g_assert_cmpstr (hub_build_compare (first, NULL), ==, "logic");
  g_assert_cmpstr (hub_build_compare (same, first), ==, "none");
  g_assert_cmpstr (hub_build_compare (style, same), ==, "style");
  g_assert_cmpstr (hub_build_compare (template, style), ==, "template");
  g_assert_cmpstr (hub_build_compare (template, first), ==, "template");
  g_assert_cmpstr (hub_build_compare (logic, template), ==, "logic");
  g_clear_object (&first);
  g_clear_object (&same);
  g_clear_object (&style);
  g_clear_object (&template);
  g_clear_object (&logic);
  fixture_tear_down (&fixture);
}

static void
test_same_bytes_from_other_folder (void)
{
  Fixture one;
  Fixture two;
  g_autoptr (HubBuild) left = NULL;
  g_autoptr (HubBuild) right = NULL;

  fixture_set_up (&one, "one");
  fixture_set_up (&two, "另一个 folder");
  left = fixture_compile (&one);
  right = fixture_compile (&two);
  g_assert_cmpuint (hub_build_get_files (left)->len, ==, hub_build_get_files (right)->len);
  for (guint i = 0; i < hub_build_get_files (left)->len; i++)
    {
      HubBuildFile *file = g_ptr_array_index (hub_build_get_files (left), i);
      g_autofree char *a = fixture_read (left, file->name);
      g_autofree char *b = fixture_read (right, file->name);

      g_assert_cmpstr (a, ==, b);
    }
  g_clear_object (&left);
  g_clear_object (&right);
  fixture_tear_down (&one);
  fixture_tear_down (&two);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
test_new_compile_cancels_running (void)
{
  Fixture fixture;
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (HubBuild) build = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture, "program");
  hub_pipeline_compile_async (fixture.pipeline, HUB_COMPILE_DEVELOPMENT, NULL, keep_result, &first);
  hub_pipeline_compile_async (fixture.pipeline, HUB_COMPILE_DEVELOPMENT, NULL, keep_result, &second);
  while (first == NULL || second == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (hub_pipeline_compile_finish (fixture.pipeline, first, &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, "cancelled");
  g_clear_error (&error);
  build = hub_pipeline_compile_finish (fixture.pipeline, second, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hub_build_get_generation (build), ==, 2);
  g_clear_object (&first);
  g_clear_object (&second);
  g_clear_object (&build);
  fixture_tear_down (&fixture);
}

/* What the compiler remembers must not hide what changed, however quickly and little. */
static void
test_changes_of_the_same_size (void)
{
  Fixture fixture;

  fixture_set_up (&fixture, "program");
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *text = g_strdup_printf ("Page({ data: { n: %u } })\n", i);
      g_autofree char *logic = NULL;
      g_autofree char *style = NULL;
      g_autoptr (HubBuild) build = NULL;

      fixture_write (&fixture, "pages/index/index.js", text);
      build = fixture_compile (&fixture);
      logic = fixture_read (build, "app-service.js");
      style = fixture_read (build, "app.css");
      g_assert_nonnull (strstr (logic, text));
      g_assert_nonnull (style);
    }
  fixture_tear_down (&fixture);
}

/* A child that ended meanwhile, for whatever reason, costs nobody a compilation. */
static void
test_compiler_that_ends_between (void)
{
  Fixture fixture;
  g_autofree char *libexec = g_strdup (g_getenv ("SUPERHUB_LIBEXEC_PATH"));
  g_autofree char *bin = NULL;
  g_autofree char *path = NULL;

  fixture_set_up (&fixture, "program");
  bin = g_build_filename (fixture.folder, "bin", NULL);
  path = g_build_filename (bin, "superhub-compiler", NULL);
  fixture_write (&fixture, "bin/superhub-compiler",
                 "#!/bin/sh\nread request\necho '{\"diagnostics\": [{\"severity\": 0, \"code\": \"a.b\","
                 " \"message\": \"once\", \"file\": \"app.js\"}], \"hashes\": {}}'\n");
  g_chmod (path, 0755);
  g_setenv ("SUPERHUB_LIBEXEC_PATH", bin, TRUE);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (HubBuild) build = fixture_compile (&fixture);

      g_assert_cmpuint (g_list_model_get_n_items (hub_build_get_diagnostics (build)), ==, 1);
    }
  g_setenv ("SUPERHUB_LIBEXEC_PATH", libexec, TRUE);
  fixture_tear_down (&fixture);
}

static void
test_output_goes_with_the_build (void)
{
  Fixture fixture;
  g_autoptr (HubBuild) build = NULL;
  g_autofree char *path = NULL;

  fixture_set_up (&fixture, "program");
  build = fixture_compile (&fixture);
  path = hub_build_lookup (build, "app-config.json");
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  fixture_tear_down (&fixture);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_finalize_object (g_steal_pointer (&build));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_sub_package (void)
{
  Fixture fixture;
  g_autoptr (HubBuild) build = NULL;
  g_autofree char *main_service = NULL;
  g_autofree char *service = NULL;

  fixture_set_up (&fixture, "program");
  fixture_write (&fixture, "app.json",
                 "{\"pages\": [\"pages/index/index\"], \"subPackages\": [{\"root\": \"shop\", "
                 "\"pages\": [\"list/list\"]}]}");
  fixture_write (&fixture, "shop/list/list.js", "Page({ shop: 1 })");
  fixture_write (&fixture, "shop/list/list.wxml", "<import src=\"/parts/row.wxml\"/><view/>");
  fixture_write (&fixture, "parts/row.wxml", "<template name=\"row\"><view/></template>");
  build = fixture_compile (&fixture);
  g_assert_false (hub_build_has_errors (build));
  g_assert_cmpstr (hub_build_get_pages (build)[1], ==, "shop/list/list");
  main_service = fixture_read (build, "app-service.js");
  service = fixture_read (build, "shop/app-service.js");
  g_assert_null (strstr (main_service, "shop: 1"));
  g_assert_nonnull (strstr (service, "shop: 1"));
  g_assert_nonnull (strstr (service, "$(\"parts/row\""));
  g_assert_nonnull (strstr (service, "__hubTemplates(\"shop/\""));
  g_clear_object (&build);
  fixture_tear_down (&fixture);
}

static void
test_weui (void)
{
  const char *path = g_getenv ("SUPERHUB_TEST_WEUI");
  g_autoptr (HubProject) project = NULL;
  g_autoptr (HubPipeline) pipeline = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HubBuild) build = NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL || path[0] == '\0')
    {
      g_test_skip ("SUPERHUB_TEST_WEUI names no copy of weui-wxss");
      return;
    }
  project = hub_project_open (path, &error);
  g_assert_no_error (error);
  pipeline = hub_pipeline_new (project);
  hub_pipeline_compile_async (pipeline, HUB_COMPILE_RELEASE, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  build = hub_pipeline_compile_finish (pipeline, result, &error);
  g_assert_no_error (error);
  g_assert_false (hub_build_has_errors (build));
  g_assert_cmpuint (g_strv_length (hub_build_get_pages (build)), ==, 58);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/compiler/pipeline/compiles-a-program", test_compiles_a_program);
  g_test_add_func ("/compiler/pipeline/lines-stay-lines", test_lines_stay_lines);
  g_test_add_func ("/compiler/pipeline/error-keeps-last-good", test_error_keeps_last_good);
  g_test_add_func ("/compiler/pipeline/compare", test_compare);
  g_test_add_func ("/compiler/pipeline/same-bytes-from-other-folder",
                   test_same_bytes_from_other_folder);
  g_test_add_func ("/compiler/pipeline/new-compile-cancels-running",
                   test_new_compile_cancels_running);
  g_test_add_func ("/compiler/pipeline/changes-of-the-same-size", test_changes_of_the_same_size);
  g_test_add_func ("/compiler/pipeline/compiler-that-ends-between", test_compiler_that_ends_between);
  g_test_add_func ("/compiler/pipeline/output-goes-with-the-build", test_output_goes_with_the_build);
  g_test_add_func ("/compiler/pipeline/sub-package", test_sub_package);
  g_test_add_func ("/compiler/pipeline/weui", test_weui);
  return fixture_run ();
}
