/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "hub-error.h"
#include "hub-json.h"
#include "hub-npm.h"

/* What “Build npm” makes of node_modules. */

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static JsonNode *
build_npm (Fixture *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hub_npm_build_async (self->project, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return hub_npm_build_finish (self->project, result, error);
}

/* (transfer full) (nullable) */
static char *
read_file (Fixture *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

static gboolean
exists (Fixture *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
write_packages (Fixture *self)
{
  fixture_write (self, "package.json",
                 "{\"dependencies\": {\"ui\": \"1\", \"plain\": \"1\", \"@scope/esm\": \"1\"},"
                 " \"devDependencies\": {\"tool\": \"1\"}}");
  fixture_write (self, "node_modules/ui/package.json",
                 "{\"name\": \"ui\", \"version\": \"1.2.3\", \"miniprogram\": \"dist\","
                 " \"dependencies\": {\"needed\": \"2\"}}");
  fixture_write (self, "node_modules/ui/dist/button/index.json", "{\"component\": true}");
  fixture_write (self, "node_modules/ui/dist/button/index.js", "Component({ x: require('needed') })\n");
  fixture_write (self, "node_modules/ui/dist/button/index.wxml", "<slot />\n");
  fixture_write (self, "node_modules/ui/src/secret.js", "");
  fixture_write (self, "node_modules/ui/node_modules/needed/package.json", "{\"main\": \"lib/a\"}");
  fixture_write (self, "node_modules/ui/node_modules/needed/lib/a.js", "exports.version = 2\n");
  fixture_write (self, "node_modules/plain/package.json", "{\"version\": \"3.0.0\", \"main\": \"./lib\"}");
  fixture_write (self, "node_modules/plain/lib/index.js",
                 "// require('./nothing')\n"
                 "const { two } = require(\"./two\"); const 中 = require('./data.json')\n"
                 "module.exports = { two, data: 中.a, env: process.env.NODE_ENV, other: require('needed') }\n");
  fixture_write (self, "node_modules/plain/lib/two.js", "exports.two = 2; exports.one = require('..')\n");
  fixture_write (self, "node_modules/plain/index.js", "module.exports = 1\n");
  fixture_write (self, "node_modules/plain/lib/data.json", "{\"a\": 1}");
  fixture_write (self, "node_modules/needed/package.json", "{}");
  fixture_write (self, "node_modules/needed/index.js", "exports.version = 1\n");
  fixture_write (self, "node_modules/@scope/esm/package.json",
                 "{\"type\": \"module\", \"exports\": {\".\": {\"import\": \"./m.mjs\"}}}");
  fixture_write (self, "node_modules/@scope/esm/m.mjs", "export { default } from './n.mjs'\n");
  fixture_write (self, "node_modules/@scope/esm/n.mjs", "export default class {}\n");
  fixture_write (self, "node_modules/tool/package.json", "{}");
  fixture_write (self, "node_modules/tool/index.js", "");
}

static void
test_build (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) result = NULL;
  g_autoptr (HubBuild) build = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *nested = NULL;

  write_packages (self);
  fixture_write (self, "miniprogram_npm/gone/index.js", "");
  result = build_npm (self, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (hub_json_get_array (json_node_get_object (result),
                                                               "diagnostics")), ==, 0);
  g_assert_cmpuint (json_array_get_length (hub_json_get_array (json_node_get_object (result),
                                                               "packages")), ==, 5);
  g_assert_true (exists (self, "miniprogram_npm/ui/button/index.wxml"));
  g_assert_false (exists (self, "miniprogram_npm/ui/src"));
  g_assert_false (exists (self, "miniprogram_npm/tool"));
  g_assert_false (exists (self, "miniprogram_npm/gone"));
  g_assert_false (exists (self, ".miniprogram_npm-building"));
  plain = read_file (self, "miniprogram_npm/plain/index.js");
  g_assert_nonnull (strstr (plain, "// require('./nothing')"));
  g_assert_nonnull (strstr (plain, "require('needed')"));
  g_assert_nonnull (strstr (plain, "env: \"production\""));
  nested = read_file (self, "miniprogram_npm/ui/miniprogram_npm/needed/index.js");
  g_assert_nonnull (strstr (nested, "exports.version = 2"));

  fixture_write (self, "pages/index/index.json", "{\"usingComponents\": {\"my-card\": \"ui/button/index\"}}");
  fixture_write (self, "pages/index/index.js",
                 "import Any from '@scope/esm'\nPage({ data: { a: require('plain'), Any } })\n");
  build = fixture_compile (self);
  g_assert_cmpuint (g_list_model_get_n_items (hub_build_get_diagnostics (build)), ==, 0);
}

/* The program stands in a folder of the project; package.json is beside it, as `packNpmRelationList` says. */
static void
test_relations (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) result = NULL;

  write_packages (self);
  fixture_write (self, "mini/app.json", "{\"pages\": [\"pages/index/index\"]}");
  fixture_write (self, "project.config.json",
                 "{\"miniprogramRoot\": \"mini/\", \"setting\": {\"packNpmManually\": true,"
                 " \"packNpmRelationList\": [{\"packageJsonPath\": \"./package.json\","
                 " \"miniprogramNpmDistDir\": \"./mini/\"}]}}");
  hub_project_reload (self->project, &error);
  g_assert_no_error (error);
  result = build_npm (self, &error);
  g_assert_no_error (error);
  g_assert_true (exists (self, "mini/miniprogram_npm/ui/button/index.wxml"));
  g_assert_false (exists (self, "miniprogram_npm"));
}

static void
test_problems (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) nothing = build_npm (self, &error);
  g_autoptr (JsonNode) result = NULL;
  g_autoptr (HubDiagnostic) first = NULL;
  JsonObject *one;

  g_assert_null (nothing);
  g_assert_cmpstr (hub_error_get_name (error), ==, "npm.no_packages");
  g_clear_error (&error);
  fixture_write (self, "miniprogram_npm/old/index.js", "");
  fixture_write (self, "package.json", "{\"dependencies\": {\"absent\": \"1\"}}");
  result = build_npm (self, &error);
  g_assert_no_error (error);
  one = json_array_get_object_element (hub_json_get_array (json_node_get_object (result), "diagnostics"), 0);
  g_assert_nonnull (strstr (hub_json_get_string (one, "message", ""), "npm install"));
  g_assert_cmpstr (hub_json_get_string (one, "file", ""), ==, "package.json");
  /* Nothing was built, so nothing was replaced. */
  g_assert_true (exists (self, "miniprogram_npm/old/index.js"));
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  fixture_add ("/npm/build", test_build);
  fixture_add ("/npm/relations", test_relations);
  fixture_add ("/npm/problems", test_problems);
  return fixture_run ();
}
