/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-project.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "hub-diagnostic.h"
#include "hub-error.h"
#include "hub-file-tree.h"
#include "hub-json-text.h"

static char *base;

/* (transfer full): the absolute path of @name, which is written with @text. */
static char *
put (const char *name, const char *text)
{
  char *path = g_build_filename (base, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static char *
folder (const char *name)
{
  return g_build_filename (base, name, NULL);
}

static void
assert_open_fails (const char *name, const char *code, const char *message)
{
  g_autofree char *path = folder (name);
  g_autoptr (GError) error = NULL;

  g_assert_null (hub_project_open (path, &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, code);
  g_test_message ("%s", error->message);
  g_assert_true (g_pattern_match_simple (message, error->message));
}

static void
test_open_says_what_is_wrong (void)
{
  g_free (put ("file", ""));
  g_free (put ("empty/readme", ""));
  g_free (put ("above/dist/app.json", "{}"));
  g_free (put ("bad/app.json", "{}"));
  g_free (put ("bad/project.config.json", "{\n  \"appid\": \"a\",\n  // b\n}"));
  g_free (put ("out/app.json", "{}"));
  g_free (put ("out/project.config.json", "{\n \"miniprogramRoot\": \"../above\"}"));
  assert_open_fails ("none", "project.not_found", "*none*does not exist*");
  assert_open_fails ("file", "project.not_a_folder", "*file*not a folder*");
  assert_open_fails ("empty", "project.no_app_json", "*has no app.json, so it is not a mini program:*");
  assert_open_fails ("above", "project.no_app_json", "*“dist”*");
  assert_open_fails ("bad", "project.bad_config", "project.config.json:3:3: *comment*");
  assert_open_fails ("out", "project.bad_config", "project.config.json:2:21: *../above*");
}

static void
test_open_reads_the_configuration (void)
{
  g_autofree char *path = folder ("我的 app");
  g_autofree char *root = NULL;
  g_autoptr (HubProject) project = NULL;
  g_autoptr (GError) error = NULL;

  g_free (put ("我的 app/mini/app.json", "{ broken"));
  g_free (put ("我的 app/project.config.json",
               "\xEF\xBB\xBF{\"miniprogramRoot\": \"mini/\", \"appid\": \"wx1\", \"projectname\": \"店\","
               " \"setting\": {\"urlCheck\": true}}"));
  g_free (put ("我的 app/project.private.config.json", "{\"setting\": {\"urlCheck\": false}}"));
  project = hub_project_open (path, &error);
  g_assert_no_error (error);
  root = g_build_filename (hub_project_get_folder (project), "mini", NULL);
  g_assert_cmpstr (hub_project_get_root (project), ==, root);
  g_assert_cmpstr (hub_project_get_name (project), ==, "店");
  g_assert_cmpstr (hub_project_get_app_id (project), ==, "wx1");
  g_assert_false (hub_project_get_url_check (project));
}

static void
test_name_without_configuration (void)
{
  g_autofree char *path = folder ("plain");
  g_autoptr (HubProject) project = NULL;

  g_free (put ("plain/app.json", "{}"));
  project = hub_project_open (path, NULL);
  g_assert_cmpstr (hub_project_get_name (project), ==, "plain");
  g_assert_null (hub_project_get_app_id (project));
  g_assert_true (hub_project_get_url_check (project));
}

static void
test_one_value_changes_and_no_other_byte (void)
{
  static const struct
  {
    const char *before;
    const char *after;
  } table[] = {
    { NULL, "{\n  \"appid\": \"wx2\"\n}\n" },
    { "{}", "{\n  \"appid\": \"wx2\"\n}" },
    { "{ \"appid\" :\t\"wx1\" ,\r\n \"x\": 1.50 }", "{ \"appid\" :\t\"wx2\" ,\r\n \"x\": 1.50 }" },
    { "{\n\t\"b\": [{\"appid\": \"no\"}],\n\t\"\\u0061\": 1e3\n}\n\n",
      "{\n\t\"appid\": \"wx2\",\n\t\"b\": [{\"appid\": \"no\"}],\n\t\"\\u0061\": 1e3\n}\n\n" },
    { "\xEF\xBB\xBF{\"appid\":null,\"name\":\"中\\/\"}", "\xEF\xBB\xBF{\"appid\":\"wx2\",\"name\":\"中\\/\"}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *name = g_strdup_printf ("edit%u", i);
      g_autofree char *app = g_strconcat (name, "/app.json", NULL);
      g_autofree char *config = g_strconcat (name, "/project.config.json", NULL);
      g_autofree char *config_path = folder (config);
      g_autofree char *path = folder (name);
      g_autofree char *text = NULL;
      g_autoptr (HubProject) project = NULL;
      g_autoptr (GError) error = NULL;

      g_free (put (app, "{}"));
      if (table[i].before != NULL)
        g_free (put (config, table[i].before));
      project = hub_project_open (path, &error);
      g_assert_no_error (error);
      hub_project_set_config_string (project, "appid", "wx2", &error);
      g_assert_no_error (error);
      g_assert_cmpstr (hub_project_get_app_id (project), ==, "wx2");
      g_file_get_contents (config_path, &text, NULL, NULL);
      g_assert_cmpstr (text, ==, table[i].after);
    }
}

static void
test_broken_configuration_is_not_overwritten (void)
{
  g_autofree char *path = folder ("broken");
  g_autofree char *config = NULL;
  g_autofree char *text = NULL;
  g_autoptr (HubProject) project = NULL;
  g_autoptr (GError) error = NULL;

  g_free (put ("broken/app.json", "{}"));
  project = hub_project_open (path, NULL);
  config = put ("broken/project.config.json", "{\"appid\": ");
  g_assert_false (hub_project_set_config_string (project, "appid", "wx2", &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, "project.bad_config");
  g_file_get_contents (config, &text, NULL, NULL);
  g_assert_cmpstr (text, ==, "{\"appid\": ");
}

static void
test_json_by_the_letter (void)
{
  static const struct
  {
    const char *text;
    gssize      offset;   /* of the problem; -1 where there is none */
  } table[] = {
    { "{\"a\": [1, -0.5e+3, true, null, \"\\u00e9\\n\"]}", -1 },
    { " \n\"x\" ", -1 },
    { "{\"a\": 01}", 6 }, { "{\"a\": .5}", 6 }, { "{\"a\": 1.}", 8 }, { "{'a': 1}", 1 },
    { "{\"a\" 1}", 5 }, { "{\"a\": 1 \"b\"}", 8 }, { "[1 2]", 3 }, { "[,]", 1 }, { "{,}", 1 },
    { "[1,]", 3 }, { "\"\\x\"", 1 }, { "\"a", 0 }, { "\"a\nb\"", 0 }, { "nul", 0 }, { "[] x", 3 },
    { "/* */ {}", 0 }, { "", 0 }, { "[", 1 }, { "{\"a\"", 4 }, { "\"\t\"", 1 }, { "[NaN]", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *problem = NULL;
      gsize offset = 0;
      gboolean good = hub_json_text_check (table[i].text, strlen (table[i].text), &problem, &offset);

      g_test_message ("%s: %s at %" G_GSIZE_FORMAT, table[i].text, problem, offset);
      g_assert_cmpint (good, ==, table[i].offset < 0);
      if (!good)
        g_assert_cmpint (offset, ==, table[i].offset);
    }
}

static void
test_create (void)
{
  g_autoptr (GPtrArray) templates = hub_project_list_templates ();
  g_autofree char *path = folder ("new/deeper/新 程序");
  g_autofree char *template_file = NULL;
  g_autoptr (HubProject) project = NULL;
  g_autoptr (GError) error = NULL;
  HubTemplate *first;

  g_assert_cmpuint (templates->len, >=, 2);
  first = g_ptr_array_index (templates, 0);
  g_assert_cmpstr (first->title, !=, "");
  hub_project_create (first->id, path, "My “shop”", &error);
  g_assert_no_error (error);
  project = hub_project_open (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hub_project_get_name (project), ==, "My “shop”");
  template_file = g_build_filename (path, "template.json", NULL);
  g_assert_false (g_file_test (template_file, G_FILE_TEST_EXISTS));

  g_assert_false (hub_project_create (first->id, path, "again", &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, "project.not_empty");
  g_clear_error (&error);
  g_free (path);
  path = folder ("new/never");
  g_assert_false (hub_project_create ("../etc", path, "x", &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, "project.no_template");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_create_in_empty_folder (void)
{
  g_autofree char *path = folder ("made");
  g_autofree char *app_json = g_build_filename (path, "app.json", NULL);
  g_autoptr (GError) error = NULL;

  g_mkdir (path, 0755);
  hub_project_create ("blank", path, "x", &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (app_json, G_FILE_TEST_EXISTS));
}

static void
test_diagnostic_as_text (void)
{
  g_autoptr (HubDiagnostic) full = hub_diagnostic_new (HUB_SEVERITY_ERROR, "a.b", "no", "x.js", 3, 5);
  g_autoptr (HubDiagnostic) bare = hub_diagnostic_new (HUB_SEVERITY_WARNING, "a.b", "no", NULL, 0, 5);
  g_autofree char *full_text = hub_diagnostic_to_string (full);
  g_autofree char *bare_text = hub_diagnostic_to_string (bare);

  g_assert_cmpstr (full_text, ==, "x.js:3:5: error: no");
  g_assert_cmpstr (bare_text, ==, "warning: no");
}

/* Watching. */

typedef struct
{
  HubProject        *project;
  HubProjectWatcher *watcher;
  GHashTable        *seen;
  guint              signals;
} Watch;

static void
changed (HubProjectWatcher *watcher, char **paths, Watch *watch)
{
  watch->signals++;
  for (guint i = 0; paths[i] != NULL; i++)
    g_test_message ("changed: %s", paths[i]);
  for (guint i = 0; paths[i] != NULL; i++)
    g_hash_table_add (watch->seen, g_strdup (paths[i]));
}

static void
start_watch (Watch *watch, const char *name)
{
  g_autofree char *app = g_strconcat (name, "/app.json", NULL);
  g_autofree char *path = folder (name);

  g_free (put (app, "{}"));
  watch->signals = 0;
  watch->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  watch->project = hub_project_open (path, NULL);
  watch->watcher = hub_project_watcher_new (watch->project);
  g_signal_connect (watch->watcher, "changed", G_CALLBACK (changed), watch);
}

static void
stop_watch (Watch *watch)
{
  g_assert_finalize_object (watch->watcher);
  g_assert_finalize_object (watch->project);
  g_hash_table_unref (watch->seen);
}

static void
wait_for (Watch *watch, const char *path)
{
  while (!g_hash_table_contains (watch->seen, path))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_watch_sees_changes (void)
{
  Watch watch;
  g_autofree char *old = NULL;
  g_autofree char *new_name = NULL;

  g_free (put ("watch/pages/a/a.js", "1"));
  start_watch (&watch, "watch");
  g_free (put ("watch/pages/a/a.js", "2"));
  wait_for (&watch, "pages/a/a.js");
  g_free (put ("watch/新 页/b/b.wxml", "3"));
  wait_for (&watch, "新 页/b/b.wxml");
  g_free (put ("watch/新 页/b/c.wxml", "4"));
  wait_for (&watch, "新 页/b/c.wxml");
  old = folder ("watch/pages");
  new_name = folder ("watch/moved");
  g_assert_cmpint (g_rename (old, new_name), ==, 0);
  wait_for (&watch, "pages");
  wait_for (&watch, "moved/a/a.js");
  g_hash_table_remove_all (watch.seen);
  g_free (put ("watch/moved/a/a.js", "5"));
  wait_for (&watch, "moved/a/a.js");
  g_free (new_name);
  new_name = folder ("watch/moved/a/a.js");
  g_hash_table_remove_all (watch.seen);
  g_assert_cmpint (g_unlink (new_name), ==, 0);
  wait_for (&watch, "moved/a/a.js");
  stop_watch (&watch);
}

static void
test_watch_ignores_noise (void)
{
  Watch watch;
  g_autofree char *loop = folder ("noise/loop");
  g_autofree char *outside = folder ("noise/outside");

  g_free (put ("noise/node_modules/x/a.js", "1"));
  g_free (put ("noise/.git/index", "1"));
  g_free (put ("elsewhere/a.js", "1"));
  g_assert_cmpint (symlink (".", loop), ==, 0);
  g_assert_cmpint (symlink ("../elsewhere", outside), ==, 0);
  start_watch (&watch, "noise");
  g_free (put ("noise/node_modules/x/a.js", "2"));
  g_free (put ("noise/.git/index", "2"));
  g_free (put ("noise/a.js~", "2"));
  g_free (put ("noise/.a.js.swp", "2"));
  g_free (put ("elsewhere/a.js", "2"));
  g_free (put ("noise/end.js", "2"));
  wait_for (&watch, "end.js");
  g_assert_cmpuint (g_hash_table_size (watch.seen), ==, 1);
  stop_watch (&watch);
}

static void
test_watch_gathers (void)
{
  Watch watch;

  start_watch (&watch, "gather");
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("gather/f%03u.js", i);

      g_free (put (name, "x"));
    }
  wait_for (&watch, "f099.js");
  g_assert_cmpuint (g_hash_table_size (watch.seen), ==, 100);
  g_assert_cmpuint (watch.signals, <, 100);
  stop_watch (&watch);
}

static void
test_watch_rereads_the_configuration (void)
{
  Watch watch;

  start_watch (&watch, "config");
  g_free (put ("config/project.config.json", "{\"appid\": \"wx9\"}"));
  wait_for (&watch, "project.config.json");
  g_assert_cmpstr (hub_project_get_app_id (watch.project), ==, "wx9");
  stop_watch (&watch);
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  base = g_dir_make_tmp ("superhub-project-XXXXXX", NULL);
  g_test_add_func ("/project/open/says-what-is-wrong", test_open_says_what_is_wrong);
  g_test_add_func ("/project/open/reads-the-configuration", test_open_reads_the_configuration);
  g_test_add_func ("/project/open/name-without-configuration", test_name_without_configuration);
  g_test_add_func ("/project/config/one-value-changes", test_one_value_changes_and_no_other_byte);
  g_test_add_func ("/project/config/broken-is-not-overwritten",
                   test_broken_configuration_is_not_overwritten);
  g_test_add_func ("/project/json/by-the-letter", test_json_by_the_letter);
  g_test_add_func ("/project/create", test_create);
  g_test_add_func ("/project/create/in-empty-folder", test_create_in_empty_folder);
  g_test_add_func ("/project/diagnostic/as-text", test_diagnostic_as_text);
  g_test_add_func ("/project/watch/sees-changes", test_watch_sees_changes);
  g_test_add_func ("/project/watch/ignores-noise", test_watch_ignores_noise);
  g_test_add_func ("/project/watch/gathers", test_watch_gathers);
  g_test_add_func ("/project/watch/rereads-the-configuration", test_watch_rereads_the_configuration);
  result = g_test_run ();
  hub_file_tree_remove (base);
  g_free (base);
  return result;
}
