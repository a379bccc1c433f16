/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packages that come in parts, that lie about themselves, and that nobody needs any more. */
#include "platform-fixture.h"

#include <gio/gio.h>

#include "hub-json.h"
#include "hub-package.h"

#define PACKAGE_TYPE "application/vnd.superhub.package"

static Platform *
start (char **app_id)
{
  Platform *self = platform_start_clocked (NULL);

  platform_account (self, "anna");
  platform_account (self, "ben");
  platform_become (self, "anna");
  *app_id = platform_app (self, "Shop");
  platform_member (self, *app_id, "ben", "project", "[\"developer\"]");
  return self;
}

static char *
hash (GBytes *bytes)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

/* The path of a new upload. */
static char *
begin (Platform *self, const char *app_id, GBytes *package, const char *sha256)
{
  g_autofree char *path = platform_path (app_id, "uploads");
  g_autoptr (JsonObject) upload = NULL;

  upload = platform_call (self, "POST", path, "{\"size\": %zu, \"sha256\": \"%s\"}", g_bytes_get_size (package), sha256);
  return g_strconcat (path, "/", hub_json_get_string (upload, "id", ""), NULL);
}

static void
send_part (Platform *self, const char *upload, GBytes *package, gsize first, gsize length)
{
  g_autoptr (GBytes) part = g_bytes_new_from_bytes (package, first, length);
  g_autofree char *range = g_strdup_printf ("bytes %zu-%zu/%zu", first, first + length - 1, g_bytes_get_size (package));
  g_autofree char *answer = NULL;
  g_autoptr (JsonNode) node = NULL;

  platform_header (self, "Content-Range", range);
  answer = platform_send (self, "PUT", upload, PACKAGE_TYPE, part);
  platform_header (self, "Content-Range", NULL);
  node = hub_json_parse (answer, -1, "answer", NULL);
  g_free (self->code);
  self->code = g_strdup (hub_json_get_string (hub_json_get_object (json_node_get_object (node), "error"), "code", ""));
}

static gint64
offset_of (Platform *self, const char *upload)
{
  g_autoptr (JsonObject) answer = platform_call (self, "GET", upload, NULL);

  return hub_json_get_int (answer, "offset", -1);
}

static guint
count_files (Platform *self, const char *name)
{
  g_autofree char *data = platform_file (self, "data");
  g_autofree char *folder = g_build_filename (data, name, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

static char *
package_path (Platform *self, const char *sha256)
{
  g_autofree char *data = platform_file (self, "data");
  g_autofree char *folder = g_strndup (sha256, 2);
  g_autofree char *name = g_strconcat (sha256, ".hpkg", NULL);

  return g_build_filename (data, "packages", folder, name, NULL);
}

static void
test_in_parts (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start (&app_id);
  g_autoptr (GBytes) package = platform_make_package (self, "a text that is long enough for three parts");
  gsize size = g_bytes_get_size (package);
  g_autofree char *sha256 = hash (package);
  g_autofree char *upload = begin (self, app_id, package, sha256);
  g_autofree char *again = NULL;
  g_autofree char *finish = g_strconcat (upload, "/finish", NULL);
  g_autofree char *version = platform_path (app_id, "developer-version");
  g_autoptr (JsonObject) kept = NULL;

  platform_expect (self, 201, "");
  send_part (self, upload, package, 0, 100);
  platform_expect (self, 200, "");
  platform_done (platform_call (self, "POST", finish, NULL));
  platform_expect (self, 409, "upload.wrong_offset");
  send_part (self, upload, package, 200, 10);
  platform_expect (self, 409, "upload.wrong_offset");
  /* Whoever begins the same again goes on. */
  again = begin (self, app_id, package, sha256);
  g_assert_cmpstr (again, ==, upload);
  g_assert_cmpint (offset_of (self, upload), ==, 100);
  platform_kill (self);
  platform_start_again (self, NULL);
  g_assert_cmpint (offset_of (self, upload), ==, 100);
  /* Some bytes twice, as after a break. */
  send_part (self, upload, package, 50, size - 50);
  platform_expect (self, 200, "");
  kept = platform_call (self, "POST", finish, NULL);
  platform_expect (self, 201, "");
  g_assert_cmpstr (hub_json_get_string (kept, "sha256", NULL), ==, sha256);
  platform_done (platform_call (self, "GET", upload, NULL));
  platform_expect (self, 404, "upload.not_found");
  platform_done (platform_call (self, "PUT", version, "{\"package\": \"%s\", \"version\": \"1\"}", sha256));
  platform_expect (self, 200, "");
  g_assert_cmpuint (count_files (self, "uploads"), ==, 0);
}

static void
test_refused (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start (&app_id);
  g_autoptr (GBytes) package = platform_make_package (self, "text");
  g_autofree char *sha256 = hash (package);
  g_autofree char *wrong = g_strnfill (64, 'a');
  g_autofree char *upload = begin (self, app_id, package, wrong);
  g_autofree char *finish = g_strconcat (upload, "/finish", NULL);
  g_autofree char *uploads = platform_path (app_id, "uploads");

  g_free (platform_send (self, "PUT", upload, PACKAGE_TYPE, package));
  g_assert_cmpuint (self->status, ==, 400);
  platform_become (self, "ben");
  send_part (self, upload, package, 0, 10);
  platform_expect (self, 404, "upload.not_found");
  platform_done (platform_call (self, "DELETE", upload, NULL));
  platform_expect (self, 404, "upload.not_found");
  platform_become (self, "anna");
  send_part (self, upload, package, 0, g_bytes_get_size (package));
  platform_expect (self, 200, "");
  platform_done (platform_call (self, "POST", finish, NULL));
  platform_expect (self, 400, "upload.other_bytes");
  g_assert_cmpuint (count_files (self, "uploads"), ==, 0);
  platform_done (platform_call (self, "POST", uploads, "{\"size\": 104857600, \"sha256\": \"%s\"}", sha256));
  platform_expect (self, 413, "package.too_large");
}

static void
test_cancel_and_quota (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start (&app_id);
  g_autoptr (GBytes) package = platform_make_package (self, "text");
  g_autofree char *first = NULL;

  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *sha256 = g_strdup_printf ("%064u", i);
      g_autofree char *upload = begin (self, app_id, package, sha256);

      platform_expect (self, 201, "");
      send_part (self, upload, package, 0, 10);
      if (i == 0)
        first = g_steal_pointer (&upload);
    }
  g_free (begin (self, app_id, package, "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"));
  platform_expect (self, 409, "upload.too_many");
  g_assert_cmpuint (count_files (self, "uploads"), ==, 10);
  platform_done (platform_call (self, "DELETE", first, NULL));
  platform_expect (self, 204, "");
  g_assert_cmpuint (count_files (self, "uploads"), ==, 9);
  g_free (begin (self, app_id, package, "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"));
  platform_expect (self, 201, "");
  /* What nobody finishes within a day goes by itself. */
  platform_advance (self, G_GINT64_CONSTANT (25) * 3600 * G_USEC_PER_SEC);
  for (guint i = 0; i < 600 && count_files (self, "uploads") > 0; i++)
    g_usleep (50000);
  g_assert_cmpuint (count_files (self, "uploads"), ==, 0);
}

static void
test_broken_connection (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start (&app_id);
  g_autoptr (GBytes) package = platform_make_package (self, "text");
  gsize size = g_bytes_get_size (package);
  g_autofree char *sha256 = hash (package);
  g_autofree char *upload = begin (self, app_id, package, sha256);
  g_autofree char *finish = g_strconcat (upload, "/finish", NULL);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autofree char *head = NULL;

  connection = g_socket_client_connect_to_uri (client, self->url, 80, NULL, NULL);
  g_assert_nonnull (connection);
  head = g_strdup_printf ("PUT %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\nContent-Type: " PACKAGE_TYPE "\r\n"
                          "Content-Length: %zu\r\nContent-Range: bytes 0-%zu/%zu\r\n\r\n", upload, self->token, size,
                          size - 1, size);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), head, strlen (head), NULL, NULL, NULL);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), g_bytes_get_data (package, NULL), 77,
                             NULL, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  for (guint i = 0; i < 600 && offset_of (self, upload) < 77; i++)
    g_usleep (10000);
  g_assert_cmpint (offset_of (self, upload), ==, 77);
  send_part (self, upload, package, 77, size - 77);
  platform_done (platform_call (self, "POST", finish, NULL));
  platform_expect (self, 201, "");
}

/* A package whose files all say that they belong to a sub-package, with that configuration. */
static GBytes *
make_divided (Platform *self, const char *config)
{
  g_autofree char *config_path = platform_file (self, "divided.json");
  g_autofree char *large_path = platform_file (self, "large");
  g_autofree char *package_path = platform_file (self, "divided.hpkg");
  g_autofree char *large = g_malloc0 (1536 * 1024);
  const HubPackageEntry entries[] = {
    { "app-config.json", config_path, "" },
    { "app.bin", large_path, "" },
    { "sub/large.bin", large_path, "sub/" },
  };
  g_autoptr (GError) error = NULL;
  char *bytes;
  gsize length;

  g_assert_true (g_file_set_contents (config_path, config, -1, NULL));
  g_assert_true (g_file_set_contents (large_path, large, 1536 * 1024, NULL));
  g_free (hub_package_write (entries, G_N_ELEMENTS (entries), NULL, NULL, package_path, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (package_path, &bytes, &length, NULL));
  return g_bytes_new_take (bytes, length);
}

static void
test_divided_by_its_configuration (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start (&app_id);
  g_autofree char *packages = platform_path (app_id, "packages");
  g_autoptr (GBytes) honest = make_divided (self, "{\"pages\": [\"a\", \"sub/b\"], \"subPackages\": [{\"root\": \"sub/\", "
                                                  "\"pages\": [\"sub/b\"]}]}");
  g_autoptr (GBytes) crafted = make_divided (self, "{\"pages\": [\"a\", \"sub/b\"], \"subPackages\": []}");
  g_autofree char *answer = NULL;
  g_autoptr (JsonObject) limits = NULL;

  g_free (platform_send (self, "POST", packages, PACKAGE_TYPE, honest));
  g_assert_cmpuint (self->status, ==, 201);
  answer = platform_send (self, "POST", packages, PACKAGE_TYPE, crafted);
  g_assert_cmpuint (self->status, ==, 413);
  g_assert_nonnull (strstr (answer, "package.too_large"));
  limits = platform_call (self, "GET", "/api/v1/limits", NULL);
  platform_expect (self, 200, "");
  g_assert_cmpint (hub_json_get_int (hub_json_get_object (limits, "package"), "max_package", 0), ==, 2 * 1024 * 1024);
  g_assert_cmpint (hub_json_get_int (hub_json_get_object (limits, "members"), "project", 0), ==, 90);
  g_assert_cmpint (hub_json_get_int (hub_json_get_object (limits, "members"), "test", 0), ==, 90);
}

static void
wait_until_gone (const char *path)
{
  for (guint i = 0; i < 600 && g_file_test (path, G_FILE_TEST_EXISTS); i++)
    g_usleep (50000);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_collection (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start (&app_id);
  g_autofree char *versions = platform_path (app_id, "developer-version");
  g_autofree char *previews = platform_path (app_id, "previews");
  g_autofree char *other = platform_app (self, "Other");
  g_autofree char *unused = NULL;
  g_autofree char *shared = NULL;
  g_autofree char *used_id = platform_version (self, app_id, "used", "1.0");
  g_autofree char *used = platform_upload (self, app_id, "used");
  g_autofree char *previewed = platform_upload (self, app_id, "previewed");
  g_autofree char *unused_path = NULL;
  g_autofree char *shared_path = NULL;
  g_autofree char *used_path = package_path (self, used);
  g_autofree char *preview_path = package_path (self, previewed);

  unused = platform_upload (self, app_id, "unused");
  unused_path = package_path (self, unused);
  /* Two programs with the same bytes: one of them uses them. */
  shared = platform_upload (self, app_id, "shared");
  shared_path = package_path (self, shared);
  g_free (platform_version (self, other, "shared", "1.0"));
  platform_done (platform_call (self, "POST", previews, "{\"package\": \"%s\"}", previewed));
  platform_expect (self, 201, "");
  g_assert_true (g_file_test (unused_path, G_FILE_TEST_EXISTS));
  platform_advance (self, G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC + 600 * G_USEC_PER_SEC);
  wait_until_gone (unused_path);
  g_assert_true (g_file_test (used_path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (shared_path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (preview_path, G_FILE_TEST_EXISTS));
  platform_done (platform_call (self, "PUT", versions, "{\"package\": \"%s\", \"version\": \"2\"}", unused));
  platform_expect (self, 404, "package.not_found");
  platform_done (platform_call (self, "PUT", versions, "{\"package\": \"%s\", \"version\": \"2\"}", shared));
  platform_expect (self, 404, "package.not_found");
  /* Sent again, it is there again. */
  g_free (platform_upload (self, app_id, "unused"));
  platform_expect (self, 201, "");
  g_assert_true (g_file_test (unused_path, G_FILE_TEST_EXISTS));
  platform_done (platform_call (self, "PUT", versions, "{\"package\": \"%s\", \"version\": \"2\"}", unused));
  platform_expect (self, 200, "");
  /* A day after its link has ended, the preview's package goes, and the version's that was replaced. */
  platform_advance (self, G_GINT64_CONSTANT (26) * 3600 * G_USEC_PER_SEC);
  wait_until_gone (preview_path);
  wait_until_gone (used_path);
  g_assert_true (g_file_test (unused_path, G_FILE_TEST_EXISTS));
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  g_assert_true (g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, NULL));
}

/* Sent again while two processes collect it: whoever heard that it is there finds it. */
static void
test_collected_while_sent (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start (&app_id);
  g_autofree char *packages = platform_path (app_id, "packages");
  g_autofree char *previews = platform_path (app_id, "previews");
  g_autoptr (GBytes) bytes = platform_make_package (self, "again and again");
  g_autofree char *sha256 = hash (bytes);
  g_autofree char *path = package_path (self, sha256);
  g_autoptr (GSubprocess) collect = NULL;
  guint sent = 0;

  /* Left alone it goes. */
  g_free (platform_send (self, "POST", packages, PACKAGE_TYPE, bytes));
  platform_advance (self, G_GINT64_CONSTANT (50) * 3600 * G_USEC_PER_SEC);
  collect = platform_command (self, "--collect");
  g_assert_true (g_subprocess_wait_check (collect, NULL, NULL));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_free (platform_send (self, "POST", packages, PACKAGE_TYPE, bytes));
  for (guint i = 0; i < 5; i++)
    {
      gboolean ended = FALSE;

      platform_advance (self, G_GINT64_CONSTANT (50) * 3600 * G_USEC_PER_SEC);
      g_object_unref (collect);
      collect = platform_command (self, "--collect");
      g_subprocess_wait_async (collect, NULL, on_ended, &ended);
      while (!ended)
        {
          g_free (platform_send (self, "POST", packages, PACKAGE_TYPE, bytes));
          g_assert_cmpuint (self->status, ==, 201);
          sent++;
          g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
          g_main_context_iteration (NULL, FALSE);
        }
      platform_done (platform_call (self, "POST", previews, "{\"package\": \"%s\"}", sha256));
      platform_expect (self, 201, "");
    }
  g_test_message ("sent %u times, collected %d times", sent,
                  (int) platform_count (self, "SELECT count (*) FROM audit WHERE action = 'collectPackage'"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/upload/in-parts", test_in_parts);
  g_test_add_func ("/platform/upload/refused", test_refused);
  g_test_add_func ("/platform/upload/cancel-and-quota", test_cancel_and_quota);
  g_test_add_func ("/platform/upload/broken-connection", test_broken_connection);
  g_test_add_func ("/platform/upload/divided-by-its-configuration", test_divided_by_its_configuration);
  g_test_add_func ("/platform/upload/collection", test_collection);
  g_test_add_func ("/platform/upload/collected-while-sent", test_collected_while_sent);
  return g_test_run ();
}
