/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

void
fixture_remove_tree (const char *path)
{
  struct stat status;
  GDir *dir;
  const char *name;

  if (lstat (path, &status) != 0 || !S_ISDIR (status.st_mode))
    {
      g_unlink (path);
      return;
    }
  g_chmod (path, 0700);
  dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      fixture_remove_tree (child);
    }
  g_clear_pointer (&dir, g_dir_close);
  g_rmdir (path);
}

void
fixture_init (int *argc, char ***argv)
{
  g_autofree char *cache = g_dir_make_tmp ("superhub-cache-XXXXXX", NULL);

  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  g_test_init (argc, argv, NULL);
}

int
fixture_run (void)
{
  int result = g_test_run ();

  fixture_remove_tree (g_getenv ("XDG_CACHE_HOME"));
  return result;
}

void
fixture_write (Fixture *self, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

void
fixture_remove (Fixture *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

void
fixture_set_up (Fixture *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *parent = g_dir_make_tmp ("superhub-compiler-XXXXXX", &error);

  g_assert_no_error (error);
  self->folder = g_build_filename (parent, name, NULL);
  fixture_write (self, "app.json", "{\n  \"pages\": [\n    \"pages/index/index\"\n  ],\n"
                                   "  \"window\": {\"navigationBarTitleText\": \"Test\"}\n}\n");
  fixture_write (self, "app.js", "App({})\n");
  fixture_write (self, "app.wxss", "page { font-size: 32rpx; }\n");
  fixture_write (self, "project.config.json", "{\"appid\": \"wx0123456789abcdef\"}");
  fixture_write (self, "pages/index/index.json",
                 "{\"usingComponents\": {\"my-card\": \"/components/card/card\"}}");
  fixture_write (self, "pages/index/index.js",
                 "const { greet } = require('../../utils/greet')\n\nPage({ data: { a: greet() } })\n");
  fixture_write (self, "pages/index/index.wxml",
                 "<view class=\"a\" bindtap=\"tap\">{{a}}</view>\n<my-card />\n");
  fixture_write (self, "pages/index/index.wxss", ".a { width: 750rpx; }\n");
  fixture_write (self, "components/card/card.json", "{\"component\": true}");
  fixture_write (self, "components/card/card.js", "Component({})\n");
  fixture_write (self, "components/card/card.wxml", "<view class=\"card\"><slot /></view>\n");
  fixture_write (self, "components/card/card.wxss", ":host { display: block; }\n.card { color: red; }\n");
  fixture_write (self, "utils/greet.js", "exports.greet = () => 'hello'\n");
  fixture_write (self, "images/a.png", "not really an image");
  self->project = hub_project_open (self->folder, &error);
  g_assert_no_error (error);
  self->pipeline = hub_pipeline_new (self->project);
}

void
fixture_tear_down (Fixture *self)
{
  g_autofree char *parent = g_path_get_dirname (self->folder);

  g_assert_finalize_object (self->pipeline);
  g_assert_finalize_object (self->project);
  fixture_remove_tree (parent);
  g_free (self->folder);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  fixture_set_up (self, "program");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  fixture_tear_down (self);
}

void
fixture_add (const char *path, FixtureFunction function)
{
  g_test_add (path, Fixture, NULL, set_up, function, tear_down);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

HubBuild *
fixture_compile (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HubBuild *build;

  hub_pipeline_compile_async (self->pipeline, HUB_COMPILE_DEVELOPMENT, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  build = hub_pipeline_compile_finish (self->pipeline, result, &error);
  g_assert_no_error (error);
  return build;
}

char *
fixture_read (HubBuild *build, const char *name)
{
  g_autofree char *path = hub_build_lookup (build, name);
  g_autoptr (GError) error = NULL;
  char *text;

  g_assert_nonnull (path);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

gboolean
fixture_has (HubBuild *build, const char *line)
{
  GListModel *list = hub_build_get_diagnostics (build);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (HubDiagnostic) one = g_list_model_get_item (list, i);
      g_autofree char *text = hub_diagnostic_to_string (one);

      if (g_pattern_match_simple (line, text))
        return TRUE;
    }
  return FALSE;
}

void
fixture_assert_has (HubBuild *build, const char *line)
{
  GListModel *list = hub_build_get_diagnostics (build);

  if (fixture_has (build, line))
    return;
  g_test_message ("expected: %s", line);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (HubDiagnostic) one = g_list_model_get_item (list, i);
      g_autofree char *text = hub_diagnostic_to_string (one);

      g_test_message ("found: %s", text);
    }
  g_test_fail ();
}
