/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was acknowledged stays; of those who race, one wins; what fails, fails cleanly. */
#include "platform-fixture.h"

#include <sys/stat.h>
#include <glib/gstdio.h>

#include "hub-json.h"
#include "hub-paths.h"

static void
test_kill_loses_nothing (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autofree char *app_id = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *versions = NULL;
  g_autofree char *previews = NULL;
  g_autofree char *id = NULL;
  g_autoptr (JsonObject) all = NULL;
  JsonObject *first;

  platform_account (self, "anna");
  platform_become (self, "anna");
  app_id = platform_app (self, "Shop");
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *text = g_strdup_printf ("package %u", i);

      g_free (id);
      g_free (sha256);
      id = platform_version (self, app_id, text, "1.0.0");
      sha256 = platform_upload (self, app_id, text);
      platform_kill (self);
      platform_start_again (self, NULL);
      g_clear_pointer (&all, json_object_unref);
      g_free (versions);
      versions = g_strdup_printf ("/api/v1/apps/%s/versions", app_id);
      all = platform_call (self, "GET", versions, NULL);
      platform_expect (self, 200, "");
      first = json_array_get_object_element (hub_json_get_array (all, "developer"), 0);
      g_assert_cmpstr (hub_json_get_string (first, "id", NULL), ==, id);
      g_assert_cmpstr (hub_json_get_string (first, "package", NULL), ==, sha256);
    }
  previews = g_strdup_printf ("/api/v1/apps/%s/previews", app_id);
  platform_done (platform_call (self, "POST", previews, "{\"package\": \"%s\"}", sha256));
  platform_expect (self, 201, "");
  platform_stop (self);
}

static void
test_second_start_is_refused (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autofree char *program = hub_paths_find_program ("superhubd", NULL);
  g_autofree char *data = platform_file (self, "data");
  g_autofree char *message = NULL;
  g_autofree char *port = platform_file (self, "port");
  g_autoptr (GSubprocess) second = NULL;

  second = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_PIPE, NULL, program, "--data-dir", data, "--listen",
                             "127.0.0.1:0", NULL);
  g_assert_true (g_subprocess_communicate_utf8 (second, NULL, NULL, NULL, &message, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (second), ==, 3);
  g_assert_nonnull (strstr (message, g_subprocess_get_identifier (self->process)));
  platform_stop (self);
  g_assert_false (g_file_test (port, G_FILE_TEST_EXISTS));
}

static void
test_local_account (void)
{
  g_autofree char *folder = g_dir_make_tmp ("superhub-local-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "account.json", NULL);
  const char *const extra[] = { "--local-account-file", file, NULL };
  g_autoptr (Platform) self = platform_start (extra);
  g_autoptr (JsonNode) node = hub_json_parse_file (file, 65536, NULL);
  g_autoptr (JsonNode) later = NULL;
  g_autoptr (JsonObject) account = NULL;
  g_autoptr (JsonObject) review = NULL;
  g_autofree char *app_id = NULL;
  g_autofree char *version = NULL;
  g_autofree char *path = NULL;
  g_autofree char *decision = NULL;
  struct stat info;

  g_assert_nonnull (node);
  g_assert_cmpint (stat (file, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  platform_as (self, json_object_get_string_member (json_node_get_object (node), "token"));
  account = platform_call (self, "GET", "/api/v1/account", NULL);
  g_assert_cmpstr (json_object_get_string_member (account, "superhub_id"), ==, "local");
  /* Alone on the machine, one reviews what one wrote. */
  app_id = platform_app (self, "Mine");
  version = platform_version (self, app_id, "x", "1.0");
  path = g_strdup_printf ("/api/v1/apps/%s/reviews", app_id);
  review = platform_call (self, "POST", path, "{\"id\": \"%s\"}", version);
  decision = g_strdup_printf ("/api/v1/reviews/%s/decision", json_object_get_string_member (review, "id"));
  platform_done (platform_call (self, "POST", decision, "{\"decision\": \"approve\"}"));
  platform_expect (self, 200, "");
  platform_stop (self);
  platform_start_again (self, extra);
  later = hub_json_parse_file (file, 65536, NULL);
  g_assert_true (json_node_equal (node, later));
  platform_done (platform_call (self, "GET", "/api/v1/account", NULL));
  platform_expect (self, 200, "");
  g_remove (file);
  g_remove (folder);
}

typedef struct
{
  guint created;
  guint refused;
  guint left;
} Race;

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Race *race = user_data;
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);

  g_assert_no_error (error);
  if (soup_message_get_status (message) == 201)
    race->created++;
  else if (soup_message_get_status (message) == 409)
    race->refused++;
  race->left--;
}

#define RACERS 20

static void
test_race_has_one_winner (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autoptr (SoupSession) session = soup_session_new_with_options ("max-conns", RACERS, "max-conns-per-host",
                                                                   RACERS, NULL);
  g_autofree char *app_id = NULL;
  g_autofree char *version = NULL;
  g_autofree char *url = NULL;
  g_autofree char *bearer = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) body = NULL;
  Race race = { 0, 0, RACERS };

  platform_account (self, "anna");
  platform_become (self, "anna");
  app_id = platform_app (self, "Shop");
  version = platform_version (self, app_id, "x", "1.0");
  url = g_strdup_printf ("%s/api/v1/apps/%s/reviews", self->url, app_id);
  bearer = g_strconcat ("Bearer ", self->token, NULL);
  text = g_strdup_printf ("{\"id\": \"%s\"}", version);
  body = g_bytes_new (text, strlen (text));
  for (guint i = 0; i < RACERS; i++)
    {
      g_autoptr (SoupMessage) message = soup_message_new ("POST", url);

      soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
      soup_message_set_request_body_from_bytes (message, "application/json", body);
      soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, on_answer, &race);
    }
  while (race.left > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (race.created, ==, 1);
  g_assert_cmpuint (race.refused, ==, RACERS - 1);
  g_assert_cmpint (platform_count (self, "SELECT count(*) FROM reviews"), ==, 1);
}

/* A file that may not grow stands for a disk that is full. */
static void
test_full_disk (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autofree char *app_id = NULL;
  g_autofree char *command = NULL;
  g_autofree char *path = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) package = NULL;
  g_autoptr (GError) error = NULL;

  platform_account (self, "anna");
  platform_become (self, "anna");
  app_id = platform_app (self, "Shop");
  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "0123456789");
  package = platform_make_package (self, text->str);
  command = g_strdup_printf ("prlimit --pid %s --fsize=500000:", g_subprocess_get_identifier (self->process));
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, &error));
  path = g_strdup_printf ("/api/v1/apps/%s/packages", app_id);
  answer = platform_send (self, "POST", path, "application/vnd.superhub.package", package);
  g_assert_cmpuint (self->status, >=, 500);
  g_assert_nonnull (strstr (answer, "storage."));
  g_free (command);
  command = g_strdup_printf ("prlimit --pid %s --fsize=unlimited:", g_subprocess_get_identifier (self->process));
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, &error));
  sha256 = platform_upload (self, app_id, text->str);
  platform_expect (self, 201, "");
  g_assert_cmpuint (strlen (sha256), ==, 64);
}

static guint
count_descriptors (Platform *self)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/fd", g_subprocess_get_identifier (self->process));
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

/* People come and go; none leaves a descriptor behind. */
static void
test_connections_end (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  guint before;

  platform_done (platform_call (self, "GET", "/healthz", NULL));
  before = count_descriptors (self);
  for (guint i = 0; i < 30; i++)
    {
      platform_done (platform_call (self, "GET", "/healthz", NULL));
      g_clear_object (&self->session);
      self->session = soup_session_new ();
    }
  platform_done (platform_call (self, "GET", "/healthz", NULL));
  g_assert_cmpuint (count_descriptors (self), <, before + 10);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/kill", test_kill_loses_nothing);
  g_test_add_func ("/platform/second-start", test_second_start_is_refused);
  g_test_add_func ("/platform/local-account", test_local_account);
  g_test_add_func ("/platform/race", test_race_has_one_winner);
  g_test_add_func ("/platform/full-disk", test_full_disk);
  g_test_add_func ("/platform/connections", test_connections_end);
  return g_test_run ();
}
