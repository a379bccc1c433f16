/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>
#include <sys/stat.h>

#include "hub-api.h"
#include "hub-client.h"
#include "hub-credentials.h"
#include "hub-delivery.h"
#include "hub-error.h"
#include "hub-json.h"
#include "hub-limits.h"
#include "hub-session.h"

/* ---- A server that is no good platform ---- */

typedef struct
{
  SoupServer *server;
  char       *url;
  HubClient  *client;
  guint       requests;
  char       *authorization;
  GPtrArray  *keys;       /* the Idempotency-Key of each request; "" for none */
} Fixture;

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  Fixture *fixture = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  const char *key = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Idempotency-Key");

  fixture->requests++;
  g_ptr_array_add (fixture->keys, g_strdup (key != NULL ? key : ""));
  g_free (fixture->authorization);
  fixture->authorization = g_strdup (soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                                                   "Authorization"));
  if (g_str_has_prefix (path, "/html"))
    {
      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "text/html", SOUP_MEMORY_STATIC, "<html>", 6);
    }
  else if (g_str_has_prefix (path, "/redirect"))
    {
      soup_server_message_set_redirect (message, 302, "/html/elsewhere");
    }
  else if (g_str_has_prefix (path, "/refuse"))
    {
      static const char text[] = "{\"error\": {\"code\": \"some.thing\", \"message\": \"A 100 % sentence.\", \"detail\": {\"a\": 1}}}";

      soup_server_message_set_status (message, 409, NULL);
      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, text, strlen (text));
    }
  else if (g_str_has_prefix (path, "/cut") && fixture->requests == 1)
    {
      /* It may have done it or not. */
      g_socket_close (soup_server_message_get_socket (message), NULL);
    }
  else if (g_str_has_prefix (path, "/busy") && fixture->requests < 3)
    {
      static const char text[] = "{\"error\": {\"code\": \"request.in_progress\", \"message\": \"Wait.\"}}";

      soup_server_message_set_status (message, 409, NULL);
      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, text, strlen (text));
    }
  else if (g_str_has_prefix (path, "/endless"))
    {
      char *much = g_strnfill (40 * 1024 * 1024, ' ');

      soup_message_headers_set_encoding (headers, SOUP_ENCODING_CONTENT_LENGTH);
      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, much, 40 * 1024 * 1024);
    }
  else
    {
      soup_server_message_set_status (message, 204, NULL);
    }
}

static void
set_up (Fixture *fixture, gconstpointer below)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSList) uris = NULL;
  g_autofree char *root = NULL;

  fixture->keys = g_ptr_array_new_with_free_func (g_free);
  fixture->server = g_object_new (SOUP_TYPE_SERVER, NULL);
  soup_server_add_handler (fixture->server, NULL, on_request, fixture, NULL);
  soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (fixture->server);
  root = g_uri_to_string (uris->data);
  fixture->url = g_strdup_printf ("%s%s/", root, (const char *) below);
  g_slist_free_full (g_steal_pointer (&uris), (GDestroyNotify) g_uri_unref);
  fixture->client = hub_client_new (fixture->url);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  soup_server_disconnect (fixture->server);
  g_clear_object (&fixture->client);
  g_clear_object (&fixture->server);
  g_clear_pointer (&fixture->keys, g_ptr_array_unref);
  g_free (fixture->authorization);
  g_free (fixture->url);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static JsonNode *
call (HubClient *client, const char *operation, JsonObject *parameters, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hub_client_call_async (client, operation, parameters, cancellable, on_done, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return hub_client_call_finish (client, result, error);
}

static void
expect (Fixture *fixture, const char *code, HubError kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = call (fixture->client, "getAccount", NULL, NULL, &error);

  g_assert_null (answer);
  g_assert_error (error, HUB_ERROR, (gint) kind);
  g_assert_cmpstr (hub_error_get_name (error), ==, code);
}

static void
test_no_platform (Fixture *fixture, gconstpointer data)
{
  expect (fixture, "platform.bad_answer", HUB_ERROR_FAILED);
}

static void
test_refusal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = NULL;
  JsonObject *detail;

  hub_client_set_token (fixture->client, "secret");
  answer = call (fixture->client, "getAccount", NULL, NULL, &error);
  g_assert_error (error, HUB_ERROR, HUB_ERROR_CONFLICT);
  g_assert_cmpstr (hub_error_get_name (error), ==, "some.thing");
  g_assert_cmpstr (error->message, ==, "A 100 % sentence.");
  detail = json_node_get_object (hub_client_get_error_detail (fixture->client));
  g_assert_cmpint (hub_json_get_int (detail, "a", 0), ==, 1);
  g_assert_cmpstr (fixture->authorization, ==, "Bearer secret");
}

/* The token does not go where a redirect points. */
static void
test_redirect (Fixture *fixture, gconstpointer data)
{
  hub_client_set_token (fixture->client, "secret");
  expect (fixture, "platform.bad_answer", HUB_ERROR_FAILED);
  g_assert_cmpuint (fixture->requests, ==, 1);
}

static void
test_no_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = call (fixture->client, "deleteSession", NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_NULL (answer));
}

/* What may have been done is asked for again, in a way in which it is done once. */
static void
test_sent_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) parameters = json_from_string ("{\"name\": \"Shop\"}", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = call (fixture->client, "createApp", json_node_get_object (parameters), NULL, &error);
  const char *first = g_ptr_array_index (fixture->keys, 0);

  g_assert_no_error (error);
  g_assert_cmpuint (fixture->requests, >, 1);
  g_assert_cmpstr (first, !=, "");
  for (guint i = 1; i < fixture->keys->len; i++)
    g_assert_cmpstr (g_ptr_array_index (fixture->keys, i), ==, first);
  g_clear_pointer (&answer, json_node_unref);
  answer = call (fixture->client, "createApp", json_node_get_object (parameters), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_ptr_array_index (fixture->keys, fixture->keys->len - 1), !=, first);
}

/* Nobody knows whether there is a sign-in now; who asked decides. */
static void
test_sent_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) parameters = json_from_string ("{\"superhub_id\": \"anna\", \"password\": \"a\"}", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (call (fixture->client, "createSession", json_node_get_object (parameters), NULL, &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, "platform.unreachable");
  g_assert_cmpuint (fixture->requests, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (fixture->keys, 0), ==, "");
}

static void
test_unreachable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancelled);
  g_assert_null (call (fixture->client, "getHealth", NULL, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  soup_server_disconnect (fixture->server);
  expect (fixture, "platform.unreachable", HUB_ERROR_UNREACHABLE);
}

static void
test_bad_address (void)
{
  static const char *const bad[] = { "", "nonsense", "ftp://example.com", "http://", "http://[", "file:///etc/passwd" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (HubClient) client = hub_client_new (bad[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (call (client, "getHealth", NULL, NULL, &error));
      g_assert_cmpstr (hub_error_get_name (error), ==, "client.bad_server");
    }
}

/* ---- The API document ---- */

static void
test_operations (void)
{
  GPtrArray *operations = hub_api_get_operations ();

  g_assert_cmpuint (operations->len, >, 20);
  for (guint i = 0; i < operations->len; i++)
    {
      const HubApiOperation *operation = g_ptr_array_index (operations, i);

      g_assert_true (hub_api_find (operation->id) == operation);
      g_assert_true (g_str_has_prefix (operation->path, "/"));
    }
  g_assert_true (hub_api_find ("createRelease")->is_sensitive);
  g_assert_true (hub_api_find ("createSession")->is_public);
  g_assert_cmpstr (hub_api_find ("putDeveloperVersion")->permission, ==, "developer");
  g_assert_null (hub_api_find ("noSuchThing"));
}

static void
test_requests (void)
{
  g_autoptr (JsonNode) node = json_from_string ("{\"app_id\": \"a/../b c\", \"superhub_id\": \"ünal\", \"kind\": \"test\","
                                                " \"other\": 1, \"limit\": 5}", NULL);
  JsonObject *parameters = json_node_get_object (node);
  g_autofree char *path = NULL, *list = NULL, *bad = NULL;
  g_autoptr (JsonNode) body = NULL, none = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (hub_api_build_request (hub_api_find ("putMember"), parameters, &path, &body, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (path, ==, "/api/v1/apps/a%2F..%2Fb%20c/members/%C3%BCnal");
  text = hub_json_to_string (body, FALSE);
  g_assert_cmpstr (text, ==, "{\"kind\":\"test\"}");
  g_assert_true (hub_api_build_request (hub_api_find ("listApps"), parameters, &list, &none, &error));
  g_assert_cmpstr (list, ==, "/api/v1/apps?limit=5");
  g_assert_null (none);
  g_assert_false (hub_api_build_request (hub_api_find ("deletePreview"), parameters, &bad, &none, &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, "client.missing_parameter");
  g_clear_error (&error);
  json_object_set_string_member (parameters, "superhub_id", "..");
  g_assert_false (hub_api_build_request (hub_api_find ("removeMember"), parameters, &bad, &none, &error));
}

/* ---- Sign-ins ---- */

static void
test_credentials (void)
{
  g_autofree char *file = g_build_filename (g_get_user_config_dir (), "superhub", "sign-ins.json", NULL);
  g_autofree char *token = NULL, *gone = NULL, *used = NULL;
  g_autofree guint8 *key = NULL, *again = NULL;
  g_autoptr (GError) error = NULL;
  struct stat info;

  g_assert_null (hub_credentials_lookup ("https://a.example", NULL, &error));
  g_assert_no_error (error);
  g_assert_true (hub_credentials_store ("https://a.example", "alice", "token-a", &error));
  g_assert_true (hub_credentials_store ("https://b.example", "bob", "token-b", &error));
  g_assert_true (hub_credentials_set_default ("https://b.example", &error));
  g_assert_no_error (error);
  token = hub_credentials_lookup ("https://a.example", NULL, &error);
  g_assert_cmpstr (token, ==, "token-a");
  g_assert_cmpint (g_stat (file, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  g_assert_true (hub_credentials_clear ("https://a.example", &error));
  gone = hub_credentials_lookup ("https://a.example", NULL, &error);
  g_assert_null (gone);
  used = hub_credentials_dup_default ();
  g_assert_cmpstr (used, ==, "https://b.example");
  key = hub_credentials_signing_key (&error);
  again = hub_credentials_signing_key (&error);
  g_assert_no_error (error);
  g_assert_cmpmem (key, 64, again, 64);
  /* A damaged file of sign-ins means signing in again, not a program that does not start. */
  g_assert_true (g_file_set_contents (file, "{\"servers\": [", -1, NULL));
  g_assert_null (hub_credentials_lookup ("https://b.example", NULL, &error));
  g_assert_true (hub_credentials_store ("https://b.example", "bob", "token-c", &error));
  g_assert_no_error (error);
}

/* ---- QR ---- */

static void
test_qr (void)
{
  static const char link[] = "http://192.168.1.20:4000/p/8mXw0uDqQ2Xk1n5dD9yZtA";
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "code.png", NULL);
  g_autofree char *zbarimg = g_find_program_in_path ("zbarimg");
  const char *argv[] = { zbarimg, "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", path, NULL };
  g_autofree char *output = NULL;
  g_autofree char *endless = g_strnfill (4000, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_false (hub_qr_write_png (endless, path, 4, &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, "qr.too_long");
  g_clear_error (&error);
  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  g_assert_true (hub_qr_write_png (link, path, 4, &error));
  g_assert_no_error (error);
  if (zbarimg == NULL)
    {
      g_test_skip ("zbarimg is not installed");
      return;
    }
  g_spawn_sync (NULL, (char **) argv, NULL, 0, NULL, NULL, &output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_strchomp (output), ==, link);
}

/* G_TEST_OPTION_ISOLATE_DIRS would do, but leaks memory of its own. */
static char *
make_home (void)
{
  static const char *const variables[] = { "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR" };
  char *home = g_dir_make_tmp ("superhub-client-XXXXXX", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    g_setenv (variables[i], home, TRUE);
  return home;
}

static void
delete_home (const char *home)
{
  static const char *const names[] = { "superhub/sign-ins.json", "superhub/signing-key", "superhub", "code.png", "" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (home, names[i], NULL);

      g_remove (path);
    }
}

/* What a platform takes is known at the next start, before it is asked: of each platform its own. */
static void
test_limits (void)
{
  g_autoptr (HubClient) strict = hub_client_new ("https://strict.example");
  g_autoptr (HubClient) other = hub_client_new ("https://other.example");
  g_autoptr (JsonNode) answer = hub_json_parse ("{\"package\": {\"max_package\": 1000, \"max_total\": 2000, \"max_files\": 3}}", -1,
                                                "limits", NULL);
  g_autoptr (JsonNode) nonsense = hub_json_parse ("[]", -1, "limits", NULL);
  HubPackageLimits limits = hub_limits_recall (strict);

  g_assert_cmpuint (limits.max_total, ==, hub_package_default_limits.max_total);
  hub_limits_take (strict, answer, &limits);
  g_assert_cmpuint (limits.max_package, ==, 1000);
  hub_limits_take (strict, nonsense, &limits);
  limits = hub_limits_recall (strict);
  g_assert_cmpuint (limits.max_package, ==, 1000);
  g_assert_cmpuint (limits.max_total, ==, 2000);
  g_assert_cmpuint (limits.max_files, ==, 3);
  limits = hub_limits_recall (other);
  g_assert_cmpuint (limits.max_files, ==, hub_package_default_limits.max_files);
}

/* A token goes to the platform it is of, whoever wrote the link. */
static void
test_token_of_server (void)
{
  g_autofree char *meant = NULL;
  g_autofree char *stored = NULL;
  g_autofree char *stranger = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("SUPERHUB_SERVER", "https://hub.example.com/", TRUE);
  g_setenv ("SUPERHUB_TOKEN", "environment", TRUE);
  g_assert_true (hub_credentials_store ("https://own.example.com", "anna", "stored", &error));
  g_assert_no_error (error);
  meant = hub_session_lookup_token ("https://HUB.example.com", NULL);
  g_assert_cmpstr (meant, ==, "environment");
  stored = hub_session_lookup_token ("https://own.example.com", NULL);
  g_assert_cmpstr (stored, ==, "stored");
  stranger = hub_session_lookup_token ("http://hub.example.com", NULL);
  g_assert_null (stranger);
  g_unsetenv ("SUPERHUB_SERVER");
  g_unsetenv ("SUPERHUB_TOKEN");
}

int
main (int argc, char **argv)
{
  g_autofree char *home = make_home ();
  int status;

  g_test_init (&argc, &argv, NULL);
#define ADD(path, below, func) g_test_add (path, Fixture, below, set_up, func, tear_down)
  ADD ("/client/no-platform", "html", test_no_platform);
  ADD ("/client/endless", "endless", test_no_platform);
  ADD ("/client/refusal", "refuse", test_refusal);
  ADD ("/client/redirect", "redirect", test_redirect);
  ADD ("/client/no-answer", "", test_no_answer);
  ADD ("/client/sent-again", "cut", test_sent_again);
  ADD ("/client/sent-again-later", "busy", test_sent_again);
  ADD ("/client/sent-once", "cut", test_sent_once);
  ADD ("/client/unreachable", "", test_unreachable);
  g_test_add_func ("/client/bad-address", test_bad_address);
  g_test_add_func ("/api/operations", test_operations);
  g_test_add_func ("/api/requests", test_requests);
  g_test_add_func ("/credentials/file", test_credentials);
  g_test_add_func ("/qr/picture", test_qr);
  g_test_add_func ("/client/limits", test_limits);
  g_test_add_func ("/credentials/token-of-server", test_token_of_server);
  status = g_test_run ();
  delete_home (home);
  return status;
}
