/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-platform.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/prctl.h>

#include "hub-file-tree.h"
#include "hub-json.h"
#include "hub-package.h"
#include "hub-paths.h"

/* Seconds: far more than anything here takes, on a machine that builds something else as well. */
#define DEADLINE 60

static gboolean
deadline_passed (gpointer user_data)
{
  g_error ("Waited %d s in vain until %s", DEADLINE, (const char *) user_data);
  return G_SOURCE_REMOVE;
}

void
test_wait_until (TestCondition condition, gpointer user_data, const char *what)
{
  guint timer = g_timeout_add_seconds (DEADLINE, deadline_passed, (gpointer) what);

  while (!condition (user_data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
}

static gboolean
has_address (gpointer user_data)
{
  TestPlatform *self = user_data;
  g_autofree char *path = g_build_filename (self->folder, "port", NULL);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL) || *g_strstrip (text) == '\0')
    return FALSE;
  g_free (self->url);
  self->url = g_strdup_printf ("http://127.0.0.1:%s", text);
  return TRUE;
}

/* A test that fails ends at once; its platform ends with it. */
static void
end_with_parent (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* At @address, "127.0.0.1:0" for any port. */
static void
start_daemon (TestPlatform *self, const char *address)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *program = self->clock != NULL ? g_strdup (SUPERHUBD_CLOCKED) : hub_paths_find_program ("superhubd", &error);
  g_autofree char *port = g_build_filename (self->folder, "port", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (self->folder);
  g_autoptr (GFileMonitor) monitor = NULL;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);

  g_assert_no_error (error);
  g_subprocess_launcher_set_child_setup (launcher, end_with_parent, NULL, NULL);
  /* Wakes the loop when the port file appears. */
  monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_NONE, NULL, &error);
  g_assert_no_error (error);
  self->daemon = g_subprocess_launcher_spawn (launcher, &error, program, "--data-dir", self->folder, "--listen",
                                              address, "--port-file", port,
                                              self->clock != NULL ? "--clock-file" : NULL, self->clock, NULL);
  g_assert_no_error (error);
  test_wait_until (has_address, self, "superhubd wrote its port file");
}

TestPlatform *
test_platform_start (void)
{
  TestPlatform *self = g_new0 (TestPlatform, 1);
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("superhub-console-XXXXXX", &error);
  g_assert_no_error (error);
  start_daemon (self, "127.0.0.1:0");
  return self;
}

TestPlatform *
test_platform_start_clocked (gint64 ahead)
{
  TestPlatform *self = g_new0 (TestPlatform, 1);
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("superhub-console-XXXXXX", &error);
  g_assert_no_error (error);
  self->clock = g_build_filename (self->folder, "clock", NULL);
  g_file_set_contents (self->clock, (const char *) &ahead, sizeof ahead, &error);
  g_assert_no_error (error);
  start_daemon (self, "127.0.0.1:0");
  return self;
}

void
test_platform_travel (TestPlatform *self, gint64 ahead)
{
  /* Not by g_file_set_contents(): the platform reads the file that it has open. */
  g_autoptr (GFile) file = g_file_new_for_path (self->clock);
  g_autoptr (GFileIOStream) stream = g_file_open_readwrite (file, NULL, NULL);
  gsize written = 0;

  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (stream)), &ahead, sizeof ahead,
                                            &written, NULL, NULL));
}

void
test_platform_resume (TestPlatform *self)
{
  g_autofree char *port = g_build_filename (self->folder, "port", NULL);
  g_autofree char *address = g_strdup (self->url + strlen ("http://"));

  g_remove (port);
  start_daemon (self, address);
}

void
test_platform_freeze (TestPlatform *self, gboolean freeze)
{
  g_subprocess_send_signal (self->daemon, freeze ? SIGSTOP : SIGCONT);
}

void
test_platform_halt (TestPlatform *self)
{
  if (self->daemon == NULL)
    return;
  g_subprocess_send_signal (self->daemon, SIGTERM);
  g_subprocess_wait (self->daemon, NULL, NULL);
  g_clear_object (&self->daemon);
}

void
test_platform_stop (TestPlatform *self)
{
  test_platform_halt (self);
  hub_file_tree_remove (self->folder);
  g_free (self->folder);
  g_free (self->clock);
  g_free (self->url);
  g_free (self);
}

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static gboolean
has_result (gpointer user_data)
{
  return *(GAsyncResult **) user_data != NULL;
}

JsonNode *
test_platform_call (HubClient *client, const char *operation, const char *parameters, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonNode) node = parameters != NULL ? hub_json_parse (parameters, -1, operation, error) : NULL;

  g_assert_true (parameters == NULL || node != NULL);
  hub_client_call_async (client, operation, node != NULL ? json_node_get_object (node) : NULL, NULL, answered,
                         &result);
  test_wait_until (has_result, &result, operation);
  return hub_client_call_finish (client, result, error);
}

/* In the database, since a test cannot wait five minutes for it. */
void
test_platform_sql (TestPlatform *self, const char *format, ...)
{
  g_autofree char *path = g_build_filename (self->folder, "platform.db", NULL);
  g_autofree char *sql = NULL;
  sqlite3 *database = NULL;
  va_list arguments;

  va_start (arguments, format);
  sql = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_assert_cmpint (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (database, 5000);
  g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_changes (database), >, 0);
  sqlite3_close (database);
}

void
test_platform_age_sessions (TestPlatform *self)
{
  test_platform_sql (self, "UPDATE sessions SET confirmed_at = 0");
}

static void
make_reviewer (TestPlatform *self, const char *superhub_id)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *program = hub_paths_find_program ("superhubd", NULL);
  g_autoptr (GSubprocess) command = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, program,
                                                      "--data-dir", self->folder, "--make-reviewer", superhub_id,
                                                      NULL);

  g_assert_no_error (error);
  g_subprocess_wait_check (command, NULL, &error);
  g_assert_no_error (error);
}

void
test_platform_end_sessions (TestPlatform *self)
{
  test_platform_sql (self, "DELETE FROM sessions");
}

HubClient *
test_platform_sign_in (TestPlatform *self, const char *superhub_id)
{
  g_autoptr (HubClient) client = hub_client_new (self->url);
  g_autofree char *account = g_strdup_printf ("{\"superhub_id\": \"%s\", \"password\": \"" TEST_PASSWORD "\"}",
                                              superhub_id);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) session = test_platform_call (client, "createSession", account, &error);
  g_autoptr (JsonNode) known = NULL;

  g_assert_no_error (error);
  hub_client_set_token (client, hub_json_get_string (json_node_get_object (session), "token", NULL));
  known = test_platform_call (client, "getAccount", NULL, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&client);
}

HubClient *
test_platform_add_account (TestPlatform *self, const char *superhub_id, gboolean reviewer)
{
  g_autoptr (HubClient) client = hub_client_new (self->url);
  g_autofree char *account = g_strdup_printf ("{\"superhub_id\": \"%s\", \"password\": \"" TEST_PASSWORD "\"}",
                                              superhub_id);
  g_autoptr (JsonNode) made = NULL, session = NULL;
  g_autoptr (GError) error = NULL;

  made = test_platform_call (client, "createAccount", account, &error);
  g_assert_no_error (error);
  if (reviewer)
    make_reviewer (self, superhub_id);
  session = test_platform_call (client, "createSession", account, &error);
  g_assert_no_error (error);
  hub_client_set_token (client, hub_json_get_string (json_node_get_object (session), "token", NULL));
  return g_steal_pointer (&client);
}

char *
test_platform_add_app (HubClient *client, const char *name)
{
  g_autofree char *parameters = g_strdup_printf ("{\"name\": \"%s\"}", name);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) app = test_platform_call (client, "createApp", parameters, &error);

  g_assert_no_error (error);
  return g_strdup (hub_json_get_string (json_node_get_object (app), "app_id", NULL));
}

/* The parts of a compiled program's configuration and script that tell of its pages. */
static void
describe_pages (const char *const *pages, GString *names, GString *components, GString *service)
{
  for (guint i = 0; pages[i] != NULL; i++)
    {
      const char *comma = i > 0 ? ", " : "";

      g_string_append_printf (names, "%s\"%s\"", comma, pages[i]);
      g_string_append_printf (components, "%s\"%s\": {\"kind\": \"page\", \"package\": \"\", \"script\": \"%s.js\", "
                                          "\"template\": \"%s\", \"styleSheet\": null, \"styleScope\": \"\", "
                                          "\"styleIsolation\": \"isolated\", \"usingComponents\": {}, \"placeholder\": {}, "
                                          "\"generics\": {}, \"config\": {}}", comma, pages[i], pages[i], pages[i]);
      g_string_append_printf (service, "__hubDefine(\"%s.js\", function (require, module, exports) { Page({}) })\n", pages[i]);
    }
}

/* A compiled program, as the compiler writes it. */
static char *
write_package (TestPlatform *self, const char *app_id, const char *version, const char *const *pages)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) components = g_string_new (NULL);
  g_autoptr (GString) service = g_string_new (NULL);
  g_autofree char *config = NULL;
  g_autofree char *config_path = g_build_filename (self->folder, "app-config.json", NULL);
  g_autofree char *service_path = g_build_filename (self->folder, "app-service.js", NULL);
  char *package = g_build_filename (self->folder, "program.hpkg", NULL);
  const HubPackageEntry entries[] = {
    { "app-config.json", config_path, "" },
    { "app-service.js", service_path, "" },
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = NULL;

  describe_pages (pages, names, components, service);
  g_string_append_printf (service, "/* %s */\n", version);
  config = g_strdup_printf (
    "{\"format\": 1, \"appId\": \"%s\", \"name\": \"Shop\", \"entryPagePath\": \"%s\", "
    "\"pages\": [%s], \"subPackages\": [], \"window\": {}, \"tabBar\": null, "
    "\"networkTimeout\": {}, \"style\": \"v2\", \"debug\": false, \"permission\": {}, "
    "\"requiredBackgroundModes\": [], \"app\": {\"script\": null, \"styleSheet\": null, \"config\": {}}, "
    "\"components\": {%s}, \"lineMap\": {}}", app_id, pages[0], names->str, components->str);
  g_assert_true (g_file_set_contents (config_path, config, -1, NULL));
  g_assert_true (g_file_set_contents (service_path, service->str, -1, NULL));
  hash = hub_package_write (entries, G_N_ELEMENTS (entries), &hub_package_default_limits, NULL, package, NULL, NULL,
                            &error);
  g_assert_no_error (error);
  return package;
}

void
test_platform_upload_pages (TestPlatform *self, HubClient *client, const char *app_id, const char *version,
                            const char *remarks, const char *const *pages)
{
  g_autofree char *package = write_package (self, app_id, version, pages);
  g_autofree char *parameters = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonNode) sent = NULL, put = NULL;
  g_autoptr (GError) error = NULL;

  hub_client_upload_package_async (client, app_id, package, NULL, NULL, NULL, answered, &result);
  test_wait_until (has_result, &result, "the package was sent");
  sent = hub_client_upload_package_finish (client, result, &error);
  g_assert_no_error (error);
  parameters = g_strdup_printf ("{\"app_id\": \"%s\", \"package\": \"%s\", \"version\": \"%s\", \"remarks\": \"%s\"}",
                                app_id, hub_json_get_string (json_node_get_object (sent), "sha256", ""), version,
                                remarks);
  put = test_platform_call (client, "putDeveloperVersion", parameters, &error);
  g_assert_no_error (error);
}

void
test_platform_upload (TestPlatform *self, HubClient *client, const char *app_id, const char *version,
                      const char *remarks)
{
  static const char *const pages[] = { "pages/index/index", NULL };

  test_platform_upload_pages (self, client, app_id, version, remarks, pages);
}

void
test_platform_do (HubClient *client, const char *operation, const char *format, ...)
{
  g_autofree char *parameters = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;
  va_list arguments;

  va_start (arguments, format);
  parameters = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  answer = test_platform_call (client, operation, parameters, &error);
  g_assert_no_error (error);
}

/* (transfer full): a member of an object in what getVersions answers */
static char *
dup_of_versions (HubClient *client, const char *app_id, const char *object, const char *member)
{
  g_autofree char *parameters = g_strdup_printf ("{\"app_id\": \"%s\"}", app_id);
  g_autoptr (JsonNode) versions = test_platform_call (client, "getVersions", parameters, NULL);
  JsonNode *node = json_object_get_member (json_node_get_object (versions), object);
  JsonObject *found = JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_object_element (json_node_get_array (node), 0)
                                                   : json_node_get_object (node);

  return g_strdup (json_object_get_string_member (found, member));
}

char *
test_platform_review (TestPlatform *self, HubClient *client, HubClient *reviewer, const char *app_id, const char *version,
                      const char *decision)
{
  g_autofree char *id = NULL;
  char *review;

  test_platform_upload (self, client, app_id, version, "");
  id = dup_of_versions (client, app_id, "developer", "id");
  test_platform_do (client, "submitReview", "{\"app_id\": \"%s\", \"id\": \"%s\", \"description\": \"\"}", app_id, id);
  review = dup_of_versions (client, app_id, "review", "id");
  test_platform_do (reviewer, "decideReview", "{\"id\": \"%s\", %s}", review, decision);
  return review;
}

void
test_platform_approve (TestPlatform *self, HubClient *client, HubClient *reviewer, const char *app_id, const char *version)
{
  g_free (test_platform_review (self, client, reviewer, app_id, version, "\"decision\": \"approve\""));
}

void
test_platform_put_online (TestPlatform *self, HubClient *client, HubClient *reviewer, const char *app_id,
                          const char *version)
{
  test_platform_approve (self, client, reviewer, app_id, version);
  test_platform_do (client, "createRelease", "{\"app_id\": \"%s\", \"mode\": \"full\"}", app_id);
}
