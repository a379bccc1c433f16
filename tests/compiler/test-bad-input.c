/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hub-error.h"

/* A file with this text in it makes this diagnostic. */
static const struct
{
  const char *file;
  const char *text;
  const char *diagnostic;
} cases[] = {
  { "app.json", "{\n  \"pages\": [\"pages/index/index\"\n}\n", "app.json:3:1: error: *" },
  { "app.json", "{\n  // home\n  \"pages\": [\"pages/index/index\"] /* \"x */, \"a\": \"/*\"\n}",
    "app.json:2:3: warning: *comments*" },
  { "app.json", "{\n  // home\n  \"pages\": ]\n}", "app.json:3:12: error: *" },
  { "app.json", "{\n  \"pages\": [\"pages/index/index\",]\n}", "app.json:2:33: error: *comma*" },
  { "app.json", "", "app.json:1:1: error: *empty*" },
  { "app.json", "[]", "app.json:1:1: error: *object*" },
  { "app.json", "{\"pages\":\n []}", "app.json:2:2: error: *“pages”*" },
  { "app.json", "{\"window\": {}}", "app.json:1:1: error: *“pages”*" },
  { "app.json", "{\"pages\": [1]}", "app.json:1:12: error: *" },
  { "app.json", "{\"pages\": [\"pages/none/none\"]}",
    "app.json:1:12: error: *“pages/none/none” has no files*" },
  { "app.json", "{\"pages\": [\"pages/index/index\",\n\"pages/none/none\"]}",
    "app.json:2:1: warning: *“pages/none/none” has no files*" },
  { "app.json", "{\"pages\": [\"pages/index/index\"],\n\"tabBar\": {\"list\": [{}]}}",
    "app.json:2:20: warning: *2 to 5*" },
  { "app.json", "{\"pages\": [\"pages/index/index\"],\n\"tabBar\": {\"list\": [{\"pagePath\": \"x\"}]}}",
    "app.json:2:34: warning: *“x” is not listed*" },
  { "app.json", "{\"pages\": [\"pages/index/index\"], \"subPackages\": [{}]}",
    "app.json:1:50: error: *“root”*" },
  { "pages/index/index.json", "{\n  \"a\": 1,,\n}", "pages/index/index.json:2:10: error: *" },
  { "pages/index/index.json", "{\"usingComponents\": {\"x\": \"./none\"}}",
    "pages/index/index.json:1:27: warning: *“./none”*" },
  { "pages/index/index.js", "Page({\n  a: ]\n})", "pages/index/index.js:2:6: error: *" },
  { "pages/index/index.js", "Page({ 名: ] })", "pages/index/index.js:1:11: error: *" },
  { "pages/index/index.js", "Page({})\nif (1) {\n", "pages/index/index.js:3: error: *" },
  { "pages/index/index.js", "\nimport a from './a'\n", "pages/index/index.js:2:15: warning: *“./a”*" },
  { "pages/index/index.js", "\n  require('./none')", "pages/index/index.js:2:11: warning: *./none*" },
  { "pages/index/index.wxml", "<view>\n  <text>\n</view>",
    "pages/index/index.wxml:2:4: error: <text> has no end tag*" },
  { "pages/index/index.wxml", "<view />\n<view bindtap=\"a\">{{ a + }}</view>",
    "pages/index/index.wxml:2:26: error: *" },
  { "pages/index/index.wxml", "<view", "pages/index/index.wxml:1:1: error: *" },
  { "pages/index/index.wxml", "<view />\n<import src=\"./none.wxml\" />",
    "pages/index/index.wxml:2:14: warning: *pages/index/none.wxml*" },
  { "pages/index/index.wxml", "<wxs module=\"m\">\nvar a = ;\n</wxs>",
    "pages/index/index.wxml:2:9: error: *" },
  { "pages/index/index.wxml", "<wxs module=\"m\" src=\"./none.wxs\" />",
    "pages/index/index.wxml:1:22: warning: *none.wxs*" },
  { "pages/index/index.wxml", "<slot name=\"a\"><view>b</view></slot>",
    "pages/index/index.wxml:1:*: warning: *inside*" },
  { "pages/index/index.wxss", ".a {\n  color: red;\n", "pages/index/index.wxss:1:4: warning: *" },
  { "app.wxss", "@import './none.wxss';", "app.wxss:1:9: warning: *" },
  { "project.config.json", "{\n  \"appid\": wx\n}", "project.config.json:2:12: error: *" },
};

static void
test_every_mistake_has_its_place (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture;
      g_autoptr (HubBuild) build = NULL;

      fixture_set_up (&fixture, "program");
      fixture_write (&fixture, cases[i].file, cases[i].text);
      build = fixture_compile (&fixture);
      fixture_assert_has (build, cases[i].diagnostic);
      g_assert_cmpint (strstr (cases[i].diagnostic, ": error: ") != NULL, ==,
                       hub_build_has_errors (build));
      g_clear_object (&build);
      fixture_tear_down (&fixture);
    }
}

static void
test_deep_template_is_refused (void)
{
  Fixture fixture;
  g_autoptr (HubBuild) build = NULL;
  g_autoptr (GString) deep = g_string_new (NULL);

  for (guint i = 0; i < 20000; i++)
    g_string_append (deep, "<view>");
  for (guint i = 0; i < 20000; i++)
    g_string_append (deep, "</view>");
  fixture_set_up (&fixture, "program");
  fixture_write (&fixture, "components/card/card.wxml", deep->str);
  fixture_write (&fixture, "pages/index/index.wxml", "<text>\n");
  build = fixture_compile (&fixture);
  fixture_assert_has (build, "components/card/card.wxml: error: *nested too deeply*");
  fixture_assert_has (build, "pages/index/index.wxml:1:2: error: *");
  g_clear_object (&build);
  fixture_tear_down (&fixture);
}

static void
test_missing_page_leaves_the_rest (void)
{
  Fixture fixture;
  g_autoptr (HubBuild) build = NULL;
  g_autofree char *config = NULL;

  fixture_set_up (&fixture, "program");
  fixture_write (&fixture, "app.json",
                 "{\"pages\": [\"pages/index/index\", \"pages/other/other\"]}");
  fixture_write (&fixture, "pages/other/other.js", "Page({})");
  build = fixture_compile (&fixture);
  fixture_assert_has (build, "app.json:1:33: warning: pages/other/other.wxml is missing*");
  g_assert_false (hub_build_has_errors (build));
  config = fixture_read (build, "app-config.json");
  g_assert_nonnull (strstr (config, "pages/index/index"));
  g_clear_object (&build);
  fixture_tear_down (&fixture);
}

static void
test_large_image_is_not_read (void)
{
  Fixture fixture;
  g_autoptr (HubBuild) build = NULL;
  g_autofree char *path = NULL;
  g_autofree char *found = NULL;

  fixture_set_up (&fixture, "program");
  path = g_build_filename (fixture.folder, "images/large.png", NULL);
  fixture_write (&fixture, "images/large.png", "");
  g_assert_cmpint (truncate (path, 50 * 1024 * 1024), ==, 0);
  build = fixture_compile (&fixture);
  g_assert_false (hub_build_has_errors (build));
  fixture_assert_has (build, "images/large.png: warning: *50.0*MiB*");
  found = hub_build_lookup (build, "images/large.png");
  g_assert_cmpstr (found, ==, path);
  g_clear_object (&build);
  fixture_tear_down (&fixture);
}

static void
test_large_source_is_refused (void)
{
  Fixture fixture;
  g_autoptr (HubBuild) build = NULL;
  g_autofree char *path = NULL;

  fixture_set_up (&fixture, "program");
  path = g_build_filename (fixture.folder, "utils/greet.js", NULL);
  g_assert_cmpint (truncate (path, 11 * 1024 * 1024), ==, 0);
  build = fixture_compile (&fixture);
  fixture_assert_has (build, "utils/greet.js: error: *10 MB*");
  g_clear_object (&build);
  fixture_tear_down (&fixture);
}

static void
add_link (Fixture *fixture, const char *target, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_cmpint (symlink (target, path), ==, 0);
}

static void
test_links (void)
{
  Fixture fixture;
  g_autoptr (HubBuild) build = NULL;
  g_autofree char *shared = NULL;
  g_autofree char *passwd = NULL;

  fixture_set_up (&fixture, "program");
  add_link (&fixture, "..", "pages/loop");
  add_link (&fixture, "self", "self");
  add_link (&fixture, "/etc/passwd", "passwd.txt");
  add_link (&fixture, "nowhere", "broken.png");
  add_link (&fixture, "images", "shared");
  build = fixture_compile (&fixture);
  g_assert_false (hub_build_has_errors (build));
  fixture_assert_has (build, "pages/loop: warning: *leads back*");
  fixture_assert_has (build, "self: warning: *leads back*");
  fixture_assert_has (build, "passwd.txt: warning: *leaves the project*");
  fixture_assert_has (build, "broken.png: warning: *leads nowhere*");
  shared = hub_build_lookup (build, "shared/a.png");
  g_assert_nonnull (shared);
  passwd = hub_build_lookup (build, "passwd.txt");
  g_assert_null (passwd);
  g_clear_object (&build);
  fixture_tear_down (&fixture);
}

static void
test_path_with_spaces_and_chinese (void)
{
  Fixture fixture;
  g_autoptr (HubBuild) build = NULL;
  g_autofree char *service = NULL;
  g_autofree char *css = NULL;

  fixture_set_up (&fixture, "我的 小 程序");
  fixture_write (&fixture, "app.json", "{\"pages\": [\"页面/首 页/首 页\"]}");
  fixture_write (&fixture, "页面/首 页/首 页.js", "Page({})");
  fixture_write (&fixture, "页面/首 页/首 页.wxml", "<view>你好</view>");
  fixture_write (&fixture, "页面/首 页/首 页.wxss", ".图 { background: url('图 1.png') }");
  fixture_write (&fixture, "页面/首 页/图 1.png", "");
  build = fixture_compile (&fixture);
  g_assert_cmpuint (g_list_model_get_n_items (hub_build_get_diagnostics (build)), ==, 0);
  service = fixture_read (build, "app-service.js");
  g_assert_nonnull (strstr (service, "__hubDefine(\"页面/首 页/首 页.js\""));
  css = fixture_read (build, "页面/首 页/首 页.css");
  g_assert_cmpstr (css, ==, ".图 { background: url(\"页面/首 页/图 1.png\") }");
  g_clear_object (&build);
  fixture_tear_down (&fixture);
}

static void
compile_unreadable (void)
{
  Fixture fixture;
  g_autoptr (HubBuild) build = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *file = NULL;

  fixture_set_up (&fixture, "program");
  fixture_write (&fixture, "secret/a.png", "");
  fixture_write (&fixture, "utils/greet.js", "");
  folder = g_build_filename (fixture.folder, "secret", NULL);
  file = g_build_filename (fixture.folder, "utils/greet.js", NULL);
  g_chmod (folder, 0);
  g_chmod (file, 0);
  build = fixture_compile (&fixture);
  g_assert_true (fixture_has (build, "secret: warning: *cannot be read*"));
  g_assert_true (fixture_has (build, "utils/greet.js: error: *cannot be read*"));
  g_clear_object (&build);
  fixture_tear_down (&fixture);
}

/* Root may read everything, so this needs somebody else. */
static void
test_unreadable (void)
{
  int status;
  pid_t child;

  if (geteuid () != 0)
    {
      compile_unreadable ();
      return;
    }
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      g_autofree char *home = g_strdup ("/tmp/superhub-nobody-XXXXXX");

      if (setgid (65534) != 0 || setuid (65534) != 0 || g_mkdtemp (home) == NULL)
        _exit (77);
      /* The build may stand in a folder, like root's home, that nobody else may enter. */
      if (access ("/proc/self/exe", R_OK) != 0 || access (g_getenv ("SUPERHUB_LIBEXEC_PATH"), X_OK) != 0)
        _exit (77);
      g_setenv ("XDG_CACHE_HOME", home, TRUE);
      g_setenv ("SUPERHUB_TEST_UNREADABLE", "1", TRUE);
      execl ("/proc/self/exe", "test-bad-input", NULL);
      _exit (77);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  if (WIFEXITED (status) && WEXITSTATUS (status) == 77)
    g_test_skip ("cannot run as nobody here");
  else
    g_assert_cmpint (status, ==, 0);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* Runs a compiler that is a shell script, and returns the error's name. */
static void
assert_fails_as (const char *script, guint timeout, const char *name, const char *message)
{
  Fixture fixture;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *libexec = g_strdup (g_getenv ("SUPERHUB_LIBEXEC_PATH"));
  g_autofree char *bin = NULL;

  fixture_set_up (&fixture, "program");
  bin = g_build_filename (fixture.folder, "bin", NULL);
  if (script != NULL)
    {
      g_autofree char *path = g_build_filename (bin, "superhub-compiler", NULL);

      fixture_write (&fixture, "bin/superhub-compiler", script);
      g_chmod (path, 0755);
    }
  g_setenv ("SUPERHUB_LIBEXEC_PATH", bin, TRUE);
  g_object_set (fixture.pipeline, "timeout", timeout, NULL);
  hub_pipeline_compile_async (fixture.pipeline, HUB_COMPILE_DEVELOPMENT, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (hub_pipeline_compile_finish (fixture.pipeline, result, &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, name);
  g_assert_true (g_pattern_match_simple (message, error->message));
  g_setenv ("SUPERHUB_LIBEXEC_PATH", libexec, TRUE);
  g_clear_object (&result);
  fixture_tear_down (&fixture);
}

static void
test_compiler_that_fails (void)
{
  assert_fails_as ("#!/bin/sh\necho at pages/a.wxml\nkill -SEGV $$\n", 30, "compiler.crashed",
                   "*pages/a.wxml*");
  assert_fails_as ("#!/bin/sh\necho at pages/b.js\nexec sleep 600\n", 1, "compiler.timeout",
                   "*pages/b.js*");
  assert_fails_as ("#!/bin/sh\necho at app.wxss\nexit 75\n", 30, "compiler.crashed", "*memory*");
  assert_fails_as ("#!/bin/sh\necho '{\"error\": \"io.no_space\", \"message\": \"full\"}'\nexit 1\n", 30,
                   "io.no_space", "full");
}

int
main (int argc, char *argv[])
{
  if (g_getenv ("SUPERHUB_TEST_UNREADABLE") != NULL)
    {
      g_test_init (&argc, &argv, NULL);
      compile_unreadable ();
      fixture_remove_tree (g_getenv ("XDG_CACHE_HOME"));
      return 0;
    }
  fixture_init (&argc, &argv);
  g_test_add_func ("/compiler/bad-input/every-mistake-has-its-place",
                   test_every_mistake_has_its_place);
  g_test_add_func ("/compiler/bad-input/deep-template-is-refused", test_deep_template_is_refused);
  g_test_add_func ("/compiler/bad-input/missing-page-leaves-the-rest",
                   test_missing_page_leaves_the_rest);
  g_test_add_func ("/compiler/bad-input/large-image-is-not-read", test_large_image_is_not_read);
  g_test_add_func ("/compiler/bad-input/large-source-is-refused", test_large_source_is_refused);
  g_test_add_func ("/compiler/bad-input/links", test_links);
  g_test_add_func ("/compiler/bad-input/path-with-spaces-and-chinese",
                   test_path_with_spaces_and_chinese);
  g_test_add_func ("/compiler/bad-input/unreadable", test_unreadable);
  g_test_add_func ("/compiler/bad-input/compiler-that-fails", test_compiler_that_fails);
  return fixture_run ();
}
