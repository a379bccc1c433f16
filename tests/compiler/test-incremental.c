/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the compiler remembers between two compilations may make the second quicker, never different: after any
 * change it has to give, byte for byte, what a compiler gives that knows nothing. */
#include "fixture.h"

#include <glib/gstdio.h>

#include "hub-build-private.h"
#include "hub-json.h"
#include "hub-paths.h"

#define ROUNDS 16
#define THOROUGH_ROUNDS 500

/* What a file may become; NULL: it is deleted. */
#define DELETED NULL
static const struct
{
  const char *name;
  const char *texts[5];
  guint       count;
} changes[] = {
  { "app.json", { "{\"pages\": [\"pages/index/index\"]}",
                  "{\"pages\": [\"pages/index/index\", \"pages/two/two\"], \"window\": {\"navigationBarTitleText\": \"T\"}}",
                  "{\"pages\": [\"pages/index/index\"], \"resolveAlias\": {\"@p/*\": \"parts/*\"}, \"workers\": \"work\"}",
                  "{\"pages\": [\"pages/index/index\"], \"usingComponents\": {\"a-row\": \"/parts/row\"},"
                  " \"subPackages\": [{\"root\": \"pages/two\", \"pages\": [\"two\"]}]}",
                  "{\"pages\": [\"pages/index/index\"}" }, 5 },
  { "project.config.json", { "{\"appid\": \"wx0123456789abcdef\"}",
                             "{\"appid\": \"wx0123456789abcdef\", \"setting\": {\"useCompilerPlugins\": [\"sass\"]}}",
                             "{\"appid\": \"wx0123456789abcdef\", \"packOptions\": {\"ignore\":"
                             " [{\"type\": \"folder\", \"value\": \"parts\"}]}}" }, 3 },
  { "app.wxss", { "page { font-size: 32rpx; }", "@import 'parts/base';", "@import '@p/row.wxss'; page { color: red }",
                  DELETED }, 4 },
  { "app.js", { "App({})", "const a = require('utils/greet')\nApp({ a })", "import a from './parts/row'\nApp({ a })" }, 3 },
  { "pages/index/index.wxml", { "<view>1</view>", "<import src=\"/parts/row.wxml\"/><template is=\"row\"/><my-card/>",
                                "<wxs src=\"../../parts/f.wxs\" module=\"f\"/><view>{{f.a}}</view>",
                                "<view><a-row wx:for=\"{{a}}\"/>", "<include src=\"/parts/row\"/><view a a=\"1\"/>" }, 5 },
  { "pages/index/index.wxss", { ".a { width: 750rpx; }", "@import '../../parts/row.wxss';\n.b { width: 1rpx }", ".c { color: ",
                                ".d { background: url(../../images/a.png) }", DELETED }, 5 },
  { "pages/index/index.scss", { ".s { .t { width: 2rpx } }", "@import '../../parts/base'; .u { color: $c }", DELETED }, 3 },
  { "pages/index/index.json", { "{}", "{\"usingComponents\": {\"my-card\": \"/components/card/card\"}}",
                                "{\"usingComponents\": {\"my-card\": \"/parts/row\", \"b\": \"./none\"}}", DELETED }, 4 },
  { "pages/index/index.js", { "Page({})", "Page({ data: { a: require('../../utils/greet').greet() } })",
                              "require('../../parts/none')\nPage({})", "Page({", "export default 1; Page({})" }, 5 },
  { "pages/two/two.wxml", { "<text>2</text>", "<import src=\"../../parts/row.wxml\"/>", DELETED }, 3 },
  { "pages/two/two.js", { "Page({})", "Page({ two: require('../index/index') })", DELETED }, 3 },
  { "components/card/card.wxss", { ":host { display: block; }", ".card { color: red; width: 3rpx }", DELETED }, 3 },
  { "components/card/card.js", { "Component({})", "Component({ options: { styleIsolation: 'shared' } })", DELETED }, 3 },
  { "components/card/card.wxml", { "<slot/>", "<view class=\"card\"><slot/></view>", DELETED }, 3 },
  { "parts/row.wxml", { "<template name=\"row\"><view/></template>", "<template name=\"row\">{{b}}</template>", DELETED }, 3 },
  { "parts/row.wxss", { ".row { height: 5rpx }", "@import 'base.wxss';", "@import 'row.wxss';", DELETED }, 4 },
  { "parts/base.wxss", { ".base { height: 6rpx }", "@import 'none.wxss'; .base { top: 1rpx }", DELETED }, 3 },
  { "parts/_base.scss", { "$c: red;", "$c: blue;", DELETED }, 3 },
  { "parts/row.js", { "exports.default = 1", "Component({})", DELETED }, 3 },
  { "parts/f.wxs", { "module.exports = { a: 1 }", "module.exports = require('./g.wxs')", "var a = ", DELETED }, 4 },
  { "parts/g.wxs", { "exports.a = 2", DELETED }, 2 },
  { "work/job.js", { "worker.onMessage(() => 1)", "require('./none')", DELETED }, 3 },
  { "utils/greet.js", { "exports.greet = () => 'hello'", "exports.greet = () => 1 // \xE2\x80\xA8",
                        "export const greet = () => 2", DELETED }, 4 },
  { "utils/greet.ts", { "export const greet = (): string => 'ts'", "export namespace A { export const b = 1 }\n", DELETED }, 3 },
  { "images/a.png", { "one", "another", DELETED }, 3 },
};

static void
change_something (Fixture *fixture)
{
  guint which = g_test_rand_int_range (0, G_N_ELEMENTS (changes));
  const char *text = changes[which].texts[g_test_rand_int_range (0, (gint32) changes[which].count)];
  g_autofree char *path = g_build_filename (fixture->folder, changes[which].name, NULL);

  g_test_message ("%s: %s", changes[which].name, text != NULL ? text : "(deleted)");
  if (text != NULL)
    fixture_write (fixture, changes[which].name, text);
  else
    g_unlink (path);
}

/* By a process of its own, which finds nothing that an earlier one left. */
static HubBuild *
compile_anew (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *program = hub_paths_find_helper ("superhub-compiler", &error);
  char *output = hub_build_folder_new (&error);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_assert_no_error (error);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--project", fixture->folder, "--output",
                              output, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &answer, NULL, &error);
  g_assert_no_error (error);
  node = hub_json_parse (answer, -1, "answer", &error);
  g_assert_no_error (error);
  return hub_build_new (fixture->project, 1, 0, json_node_get_object (node), output);
}

static void
assert_same (HubBuild *one, HubBuild *other)
{
  GListModel *problems = hub_build_get_diagnostics (one);
  GListModel *other_problems = hub_build_get_diagnostics (other);

  for (guint i = 0; i < g_list_model_get_n_items (problems) && i < g_list_model_get_n_items (other_problems); i++)
    {
      g_autoptr (HubDiagnostic) problem = g_list_model_get_item (problems, i);
      g_autoptr (HubDiagnostic) other_problem = g_list_model_get_item (other_problems, i);
      g_autofree char *text = hub_diagnostic_to_string (problem);
      g_autofree char *other_text = hub_diagnostic_to_string (other_problem);

      g_assert_cmpstr (text, ==, other_text);
    }
  g_assert_cmpuint (g_list_model_get_n_items (problems), ==, g_list_model_get_n_items (other_problems));
  g_assert_cmpuint (hub_build_get_files (one)->len, ==, hub_build_get_files (other)->len);
  for (guint i = 0; i < hub_build_get_files (one)->len; i++)
    {
      HubBuildFile *file = g_ptr_array_index (hub_build_get_files (one), i);
      HubBuildFile *other_file = g_ptr_array_index (hub_build_get_files (other), i);
      g_autofree char *text = NULL;
      g_autofree char *other_text = NULL;

      g_assert_cmpstr (file->name, ==, other_file->name);
      g_assert_cmpstr (file->package, ==, other_file->package);
      text = fixture_read (one, file->name);
      other_text = fixture_read (other, file->name);
      g_assert_cmpstr (text, ==, other_text);
    }
  g_assert_cmpstr (hub_build_compare (one, other), ==, "none");
}

/* Earlier builds live on: what a later one links to is not always that of the last. */
static void
test_any_change (void)
{
  guint rounds = g_test_thorough () ? THOROUGH_ROUNDS : ROUNDS;
  g_autoptr (HubBuild) kept = NULL;
  guint good = 0;
  Fixture fixture;

  fixture_set_up (&fixture, "program");
  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr (HubBuild) build = fixture_compile (&fixture);
      g_autoptr (HubBuild) anew = compile_anew (&fixture);

      assert_same (build, anew);
      good += !hub_build_has_errors (build);
      if (g_test_rand_bit ())
        g_set_object (&kept, build);
      for (gint32 k = g_test_rand_int_range (0, 4); k > 0; k--)
        change_something (&fixture);
      /* Mistakes are put right again, or the program would soon stay broken. */
      if (hub_build_has_errors (build))
        {
          fixture_write (&fixture, "app.json", changes[0].texts[i % 4]);
          fixture_write (&fixture, "pages/index/index.js", "Page({})");
          fixture_write (&fixture, "pages/index/index.wxml", "<my-card/>");
        }
    }
  g_assert_cmpuint (good, >, rounds / 4);
  g_clear_object (&kept);
  fixture_tear_down (&fixture);
}

static void
compare (Fixture *fixture)
{
  g_autoptr (HubBuild) build = fixture_compile (fixture);
  g_autoptr (HubBuild) anew = compile_anew (fixture);

  assert_same (build, anew);
}

/* A module of this kind is translated where something requires it, and left out where nothing does. */
static void
test_script_out_of_reach (void)
{
  Fixture fixture;

  fixture_set_up (&fixture, "program");
  fixture_write (&fixture, "utils/greet.js", "export const greet = () => 1\n");
  compare (&fixture);
  fixture_write (&fixture, "pages/index/index.js", "Page({})\n");
  compare (&fixture);
  fixture_write (&fixture, "pages/index/index.js", "require('../../utils/greet')\nPage({})\n");
  compare (&fixture);
  fixture_tear_down (&fixture);
}

/* A warning about a file that nobody touched is said again. */
static void
test_warnings_stay (void)
{
  Fixture fixture;

  fixture_set_up (&fixture, "program");
  fixture_remove (&fixture, "utils/greet.js");
  fixture_write (&fixture, "utils/greet.ts", "export namespace A {\n  export const greet = 1\n}\n");
  fixture_write (&fixture, "pages/index/index.wxss", ".a { color: red; } }\n");
  fixture_write (&fixture, "pages/index/index.wxml", "<view a=\"1\" a=\"2\"/><import src=\"none.wxml\"/>\n");
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (HubBuild) build = NULL;

      compare (&fixture);
      build = fixture_compile (&fixture);
      fixture_assert_has (build, "utils/greet.ts:*: warning: *");
      fixture_assert_has (build, "pages/index/index.wxss:*: warning: *");
      fixture_assert_has (build, "pages/index/index.wxml:*: warning: *missing*");
    }
  fixture_tear_down (&fixture);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/compiler/incremental/any-change", test_any_change);
  g_test_add_func ("/compiler/incremental/script-out-of-reach", test_script_out_of_reach);
  g_test_add_func ("/compiler/incremental/warnings-stay", test_warnings_stay);
  return fixture_run ();
}
