/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Online programs in the simulator's window: opened by their link, updated, suspended. */
#include "config.h"

#include "hub-json.h"
#include "hub-package.h"
#include "platform-fixture.h"
#include "simulator-driver.h"

typedef struct
{
  Driver    driver;      /* the first: the driver's functions take it */
  Platform *platform;
  char     *app_id;
  char     *refusal;
} Online;

/* Asks nobody: it starts the newer version as soon as it is there. */
static const char updating[] =
  "const manager = wx.getUpdateManager()\n"
  "const told = []\n"
  "manager.onCheckForUpdate(({ hasUpdate }) => told.push(hasUpdate))\n"
  "manager.onUpdateReady(() => manager.applyUpdate())\n"
  "App({ told })\n";

static void
set_up (Online *self, gconstpointer data)
{
  driver_set_up (&self->driver, data);
  self->platform = platform_start (NULL);
  platform_account (self->platform, "anna");
  platform_account (self->platform, "judge");
  platform_reviewer (self->platform, "judge");
  platform_become (self->platform, "anna");
  self->app_id = platform_app (self->platform, "Corner Shop");
}

static void
tear_down (Online *self, gconstpointer data)
{
  driver_tear_down (&self->driver, data);
  platform_free (self->platform);
  g_free (self->app_id);
  g_free (self->refusal);
}

static void
on_compiled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(HubBuild **) user_data = hub_pipeline_compile_finish (HUB_PIPELINE (source), result, &error);
  g_assert_no_error (error);
}

static HubBuild *
compile (Online *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubProject) project = hub_project_open (self->driver.folder, &error);
  g_autoptr (HubPipeline) pipeline = NULL;
  HubBuild *build = NULL;

  g_assert_no_error (error);
  pipeline = hub_pipeline_new (project);
  hub_pipeline_compile_async (pipeline, HUB_COMPILE_RELEASE, NULL, on_compiled, &build);
  while (build == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (hub_build_has_errors (build));
  return build;
}

/* Packs a program that shows @version: what is uploaded next. */
static void
pack (Online *self, const char *version, const char *script)
{
  g_autofree char *page = g_strdup_printf ("<view class=\"version\">%s</view><view class=\"where\">{{where}}</view>\n", version);
  g_autofree char *path = platform_file (self->platform, "program.hpkg");
  g_autofree HubPackageEntry *entries = NULL;
  g_autoptr (HubBuild) build = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *files;
  char *bytes;
  gsize length;

  driver_write (&self->driver, "app.json", "{\"pages\": [\"pages/one/one\", \"pages/two/two\"]}\n");
  driver_write (&self->driver, "app.js", script);
  for (guint i = 0; i < 2; i++)
    {
      driver_write (&self->driver, i == 0 ? "pages/one/one.wxml" : "pages/two/two.wxml", page);
      driver_write (&self->driver, i == 0 ? "pages/one/one.js" : "pages/two/two.js",
                    "Page({ data: { where: '' }, onLoad(query) {\n"
                    "  this.setData({ where: [this.route, query.scene, wx.getLaunchOptionsSync().scene].join(' ') }) } })\n");
    }
  build = compile (self);
  files = hub_build_get_files (build);
  entries = g_new0 (HubPackageEntry, files->len);
  for (guint i = 0; i < files->len; i++)
    {
      const HubBuildFile *file = g_ptr_array_index (files, i);

      entries[i] = (HubPackageEntry) { file->name, file->path, file->package };
    }
  g_free (hub_package_write (entries, files->len, &hub_package_default_limits, NULL, path, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_clear_pointer (&self->platform->package, g_bytes_unref);
  self->platform->package = g_bytes_new_take (bytes, length);
}

/* Takes such a program through review and release. */
static void
put_online (Online *self, const char *version, const char *script)
{
  pack (self, version, script);
  g_free (platform_put_online (self->platform, self->app_id, "", version));
}

static void
on_refused (HubSimulatorWindow *window, const char *message, Online *self)
{
  g_free (self->refusal);
  self->refusal = g_strdup (message);
}

static gboolean
is_refused (Driver *driver, const char *text)
{
  Online *self = (Online *) driver;

  return self->refusal != NULL && strstr (self->refusal, text) != NULL;
}

/* Opens `/a/APPID`, or another kind of link, for who has @token. */
static void
open_link_as (Online *self, const char *kind, const char *id, const char *token)
{
  g_autofree char *text = g_strdup_printf ("%s/%s/%s", self->platform->url, kind, id);
  g_autofree char *folder = platform_file (self->platform, "device");
  g_autoptr (GError) error = NULL;
  g_autoptr (HubOnlineLink) link = hub_online_link_parse (text, &error);
  g_autoptr (HubOnlineProgram) program = NULL;

  g_assert_no_error (error);
  program = hub_online_program_new (link, folder);
  hub_online_program_set_token (program, token);
  g_signal_handlers_disconnect_by_data (self->driver.window, self);
  g_signal_connect (self->driver.window, "refused", G_CALLBACK (on_refused), self);
  hub_simulator_window_open_online (self->driver.window, program, NULL, NULL, 0);
}

static void
open_link (Online *self, const char *kind, const char *id)
{
  open_link_as (self, kind, id, NULL);
}

/* What the window shows instead of a program has a button of that name. */
static gboolean
shows_button (GtkWidget *widget, const char *label)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (shows_button (child, label))
      return TRUE;
  return FALSE;
}

static void
start_again (Online *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->driver.window), "win.relaunch", NULL);
}

static void
test_update (Online *self, gconstpointer data)
{
  put_online (self, "1.0.0", updating);
  open_link (self, "a", self->app_id);
  driver_wait_text (&self->driver, ".version", "1.0.0");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (self->driver.window)), ==, "Corner Shop");
  driver_wait_answer (&self->driver, "hubShell.evaluate('getApp().told')\n[false]");

  put_online (self, "2.0.0", "App({})\n");
  start_again (self);
  driver_wait_text (&self->driver, ".version", "2.0.0");

  /* What was fetched last starts without the network. */
  platform_stop (self->platform);
  open_link (self, "a", self->app_id);
  driver_wait_text (&self->driver, ".version", "2.0.0");
}

static void
test_suspension (Online *self, gconstpointer data)
{
  g_autofree char *visit = g_strdup_printf ("/api/v1/apps/%s/visit-status", self->app_id);

  open_link (self, "a", self->app_id);
  driver_wait (&self->driver, "there is no such program", is_refused, self->app_id);
  put_online (self, "1.0.0", "App({})\n");
  open_link (self, "a", self->app_id);
  driver_wait_text (&self->driver, ".version", "1.0.0");
  json_object_unref (platform_call (self->platform, "POST", visit, "{\"status\": \"closed\", \"reason\": \"Moving house\"}"));
  platform_expect (self->platform, 200, "");
  start_again (self);
  driver_wait (&self->driver, "it is suspended", is_refused, "Moving house");
  g_clear_pointer (&self->refusal, g_free);
  start_again (self);
  driver_wait (&self->driver, "it is suspended still", is_refused, "Moving house");
  json_object_unref (platform_call (self->platform, "POST", visit, "{\"status\": \"open\"}"));
  start_again (self);
  driver_wait_text (&self->driver, ".version", "1.0.0");
}

/* A code opens its page with its scene; the servers are those that are declared on the platform. */
static void
test_code (Online *self, gconstpointer data)
{
  g_autofree char *codes = g_strdup_printf ("/api/v1/apps/%s/codes", self->app_id);
  g_autofree char *answer = NULL;
  g_autoptr (JsonObject) code = NULL;

  put_online (self, "1.0.0", "App({})\n");
  code = platform_call (self->platform, "POST", codes, "{\"scene\": \"table7\", \"page\": \"pages/two/two\"}");
  platform_expect (self->platform, 200, "");
  open_link (self, "c", hub_json_get_string (code, "id", ""));
  driver_wait_text (&self->driver, ".where", "pages/two/two table7 1047");
  answer = driver_ask (&self->driver, TRUE,
                       "new Promise(done => wx.request({ url: 'https://elsewhere.example', complete: ({ errMsg }) => done(errMsg) }))");
  g_assert_nonnull (strstr (answer, "domain list"));
}

/* A reviewer runs what is on their desk, held to the program's servers, until they have decided. */
static void
test_review (Online *self, gconstpointer data)
{
  g_autofree char *judge = platform_token_of (self->platform, "judge");
  g_autofree char *reviews = g_strdup_printf ("/api/v1/apps/%s/reviews", self->app_id);
  g_autofree char *id = NULL, *take = NULL, *decide = NULL, *answer = NULL;
  g_autoptr (JsonObject) review = NULL;
  const char *review_id;

  pack (self, "1.0.0", "App({})\n");
  id = platform_version (self->platform, self->app_id, "", "1.0.0");
  review = platform_call (self->platform, "POST", reviews, "{\"id\": \"%s\"}", id);
  review_id = hub_json_get_string (review, "id", "");
  take = g_strdup_printf ("/api/v1/reviews/%s/take", review_id);
  decide = g_strdup_printf ("/api/v1/reviews/%s/decision", review_id);
  open_link (self, "v", review_id);
  driver_wait (&self->driver, "nobody is signed in", is_refused, "nobody is signed in");
  open_link_as (self, "v", review_id, judge);
  driver_wait (&self->driver, "it is not taken", is_refused, "take it first");
  platform_as (self->platform, judge);
  g_assert_true (shows_button (GTK_WIDGET (self->driver.window), "_Try Again"));
  json_object_unref (platform_call (self->platform, "POST", take, "{}"));
  start_again (self);
  driver_wait_text (&self->driver, ".version", "1.0.0");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (self->driver.window)), ==, "Corner Shop – version 1.0.0 in review");
  answer = driver_ask (&self->driver, TRUE,
                       "new Promise(done => wx.request({ url: 'https://elsewhere.example', complete: ({ errMsg }) => done(errMsg) }))");
  g_assert_nonnull (strstr (answer, "domain list"));
  json_object_unref (platform_call (self->platform, "POST", decide, "{\"decision\": \"approve\"}"));
  g_clear_pointer (&self->refusal, g_free);
  start_again (self);
  driver_wait (&self->driver, "the review is decided", is_refused, "take it first");
}

/* A tester is removed while the program runs. */
static void
test_removed (Online *self, gconstpointer data)
{
  g_autofree char *choose = g_strdup_printf ("/api/v1/apps/%s/test-version", self->app_id);
  g_autofree char *remove = g_strdup_printf ("/api/v1/apps/%s/members/tess", self->app_id);
  g_autofree char *id = NULL, *tess = NULL;

  pack (self, "1.0.0", "App({})\n");
  id = platform_version (self->platform, self->app_id, "", "1.0.0");
  json_object_unref (platform_call (self->platform, "PUT", choose, "{\"id\": \"%s\", \"mode\": \"pin\"}", id));
  platform_account (self->platform, "tess");
  platform_member (self->platform, self->app_id, "tess", "test", "[]");
  tess = platform_token_of (self->platform, "tess");
  open_link_as (self, "t", self->app_id, tess);
  driver_wait_text (&self->driver, ".version", "1.0.0");
  json_object_unref (platform_call (self->platform, "DELETE", remove, NULL));
  start_again (self);
  driver_wait (&self->driver, "no member any more", is_refused, "is no member of this program");
}

#define ADD(path, function) g_test_add (path, Online, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/simulator/online/update", test_update);
  ADD ("/simulator/online/suspension", test_suspension);
  ADD ("/simulator/online/code", test_code);
  ADD ("/simulator/online/review", test_review);
  ADD ("/simulator/online/removed", test_removed);
  return g_test_run ();
}
