/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The services a program asks of the system, called as the program calls them. */
#include <glib/gstdio.h>
#include <libsoup/soup.h>

#include "hub-host.h"
#include "hub-json.h"

typedef struct
{
  char    *folder;
  HubHost *host;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("hub-host-XXXXXX", NULL);
  fixture->host = hub_host_new ();
  hub_host_set_storage (fixture->host, "wx0123456789abcdef", fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_object_unref (fixture->host);
  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(JsonNode **) user_data = hub_host_call_finish (HUB_HOST (source), result);
}

static char *
call (Fixture *fixture, const char *service, const char *arguments)
{
  g_autoptr (JsonNode) answer = NULL;

  hub_host_call_async (fixture->host, service, arguments, -1, NULL, on_answer, &answer);
  while (answer == NULL)
    g_main_context_iteration (NULL, TRUE);
  return hub_json_to_string (answer, FALSE);
}

static void
check (Fixture *fixture, const char *service, const char *arguments, const char *expected)
{
  g_autofree char *answer = call (fixture, service, arguments);

  g_assert_cmpstr (answer, ==, expected);
}

#define DONE "{\"ok\":true,\"result\":{}}"

static void
test_storage_keeps_any_json (Fixture *fixture, gconstpointer data)
{
  check (fixture, "storage/get", "{\"key\":\"cart\"}",
         "{\"ok\":true,\"result\":{\"found\":false,\"value\":null}}");
  check (fixture, "storage/set", "{\"key\":\"cart\",\"value\":[1,{\"名\":\"茶\"},null,1.5]}", DONE);
  check (fixture, "storage/get", "{\"key\":\"cart\"}",
         "{\"ok\":true,\"result\":{\"found\":true,\"value\":[1,{\"名\":\"茶\"},null,1.5]}}");
  check (fixture, "storage/set", "{\"key\":\"nothing\",\"value\":null}", DONE);
  check (fixture, "storage/get", "{\"key\":\"nothing\"}",
         "{\"ok\":true,\"result\":{\"found\":true,\"value\":null}}");
  check (fixture, "storage/info", "",
         "{\"ok\":true,\"result\":{\"keys\":[\"cart\",\"nothing\"],\"currentSize\":1,\"limitSize\":10240}}");
  check (fixture, "storage/remove", "{\"key\":\"cart\"}", DONE);
  check (fixture, "storage/get", "{\"key\":\"cart\"}",
         "{\"ok\":true,\"result\":{\"found\":false,\"value\":null}}");
  check (fixture, "storage/clear", "{}", DONE);
  check (fixture, "storage/info", "{}",
         "{\"ok\":true,\"result\":{\"keys\":[],\"currentSize\":0,\"limitSize\":10240}}");
}

static void
test_storage_is_durable_and_private (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HubHost) again = hub_host_new ();
  HubHost *first = fixture->host;

  check (fixture, "storage/set", "{\"key\":\"k\",\"value\":\"v\"}", DONE);
  /* Another window of the same program, while the first is still open. */
  hub_host_set_storage (again, "wx0123456789abcdef", fixture->folder);
  fixture->host = again;
  check (fixture, "storage/get", "{\"key\":\"k\"}",
         "{\"ok\":true,\"result\":{\"found\":true,\"value\":\"v\"}}");
  hub_host_set_storage (again, "wx0123456789abcdee", fixture->folder);
  check (fixture, "storage/get", "{\"key\":\"k\"}",
         "{\"ok\":true,\"result\":{\"found\":false,\"value\":null}}");
  fixture->host = first;
}

static char *
item (int key, gsize size)
{
  g_autofree char *value = g_strnfill (size, 'x');

  return g_strdup_printf ("{\"key\":\"%d\",\"value\":\"%s\"}", key, value);
}

static void
test_storage_has_limits (Fixture *fixture, gconstpointer data)
{
  g_autofree char *large = item (0, 1024 * 1024 + 1);
  g_autofree char *refused = call (fixture, "storage/set", large);
  g_autofree char *full = NULL;

  g_assert_nonnull (strstr (refused, "\"ok\":false"));
  g_assert_nonnull (strstr (refused, "storage/set:fail"));
  for (int i = 0; i < 10; i++)
    {
      g_autofree char *arguments = item (i, 1000 * 1000);

      check (fixture, "storage/set", arguments, DONE);
    }
  large = (g_free (large), item (10, 1000 * 1000));
  full = call (fixture, "storage/set", large);
  g_assert_nonnull (strstr (full, "10 MB"));
  /* Writing over an item does not count it twice. */
  large = (g_free (large), item (9, 900 * 1000));
  check (fixture, "storage/set", large, DONE);
}

static void
test_bad_calls_are_answers (Fixture *fixture, gconstpointer data)
{
  static const char *const bad[][2] = {
    { "storage/get", "{}" },        { "storage/get", "{\"key\":5}" }, { "storage/get", "[1" },
    { "storage/get", "[]" },        { "storage/destroy", "{\"key\":\"a\"}" }, { "", "{}" },
    { "network/request", "{}" },    { "network/request", "{\"url\":\"file:///etc/passwd\"}" },
    { "network/request", "{\"url\":\"http://\"}" }, { "camera/open", "{}" },
    { "network/request", "{\"url\":\"http://a.example/\",\"method\":\"CONNECT\"}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *answer = call (fixture, bad[i][0], bad[i][1]);

      g_assert_nonnull (strstr (answer, "\"ok\":false"));
      g_assert_nonnull (strstr (answer, ":fail "));
    }
  check (fixture, "camera/open", "{}", "{\"ok\":false,\"errMsg\":\"camera/open:fail not supported\"}");
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer user_data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageHeaders *answer = soup_server_message_get_response_headers (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  const char *token = soup_message_headers_get_one (headers, "X-Token");

  if (g_str_equal (path, "/never"))
    {
      soup_server_message_pause (message);
      return;
    }
  if (g_str_equal (path, "/bytes"))
    {
      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "application/octet-stream", SOUP_MEMORY_COPY,
                                        "\x00\xff\x10", 3);
      return;
    }
  soup_message_headers_append (answer, "X-Method", soup_server_message_get_method (message));
  soup_message_headers_append (answer, "X-Token", token != NULL ? token : "none");
  soup_server_message_set_status (message, 201, NULL);
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_COPY, body->data, body->length);
}

static SoupServer *
start_server (char **base)
{
  SoupServer *server = soup_server_new (NULL, NULL);
  GSList *uris;

  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  soup_server_add_handler (server, NULL, on_request, NULL, NULL);
  uris = soup_server_get_uris (server);
  *base = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return server;
}

static JsonObject *
request (Fixture *fixture, const char *arguments, JsonNode **node)
{
  g_autofree char *answer = call (fixture, "network/request", arguments);
  g_autoptr (GError) error = NULL;

  *node = hub_json_parse (answer, -1, "answer", &error);
  g_assert_no_error (error);
  return hub_json_get_object (json_node_get_object (*node), "result");
}

static void
test_requests_reach_a_server (Fixture *fixture, gconstpointer data)
{
  g_autofree char *base = NULL;
  g_autoptr (SoupServer) server = start_server (&base);
  g_autofree char *post = g_strdup_printf (
    "{\"url\":\"%secho\",\"method\":\"post\",\"data\":\"{\\\"n\\\":1}\",\"header\":{\"X-Token\":\"t\\\"1\"}}", base);
  g_autofree char *bytes = g_strdup_printf ("{\"url\":\"%sbytes\",\"responseType\":\"arraybuffer\"}", base);
  g_autofree char *sent = g_strdup_printf (
    "{\"url\":\"%secho\",\"method\":\"PUT\",\"responseType\":\"arraybuffer\",\"data\":{\"base64\":\"AP8Q\"}}", base);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *result = request (fixture, post, &node);

  g_assert_cmpint (hub_json_get_int (result, "statusCode", 0), ==, 201);
  g_assert_cmpstr (hub_json_get_string (result, "data", NULL), ==, "{\"n\":1}");
  g_assert_cmpstr (hub_json_get_string (hub_json_get_object (result, "header"), "X-Method", NULL), ==,
                   "POST");
  g_assert_cmpstr (hub_json_get_string (hub_json_get_object (result, "header"), "X-Token", NULL), ==,
                   "t\"1");
  g_clear_pointer (&node, json_node_unref);
  result = request (fixture, bytes, &node);
  g_assert_cmpstr (hub_json_get_string (hub_json_get_object (result, "data"), "base64", NULL), ==, "AP8Q");
  g_clear_pointer (&node, json_node_unref);
  result = request (fixture, sent, &node);
  g_assert_cmpstr (hub_json_get_string (hub_json_get_object (result, "data"), "base64", NULL), ==, "AP8Q");
}

static void
test_requests_end (Fixture *fixture, gconstpointer data)
{
  g_autofree char *base = NULL;
  g_autoptr (SoupServer) server = start_server (&base);
  g_autofree char *never = g_strdup_printf ("{\"url\":\"%snever\",\"timeout\":50}", base);
  g_autofree char *dead = g_strdup_printf ("{\"url\":\"%s\"}", base);
  g_autofree char *refused = NULL;

  check (fixture, "network/request", never, "{\"ok\":false,\"errMsg\":\"network/request:fail timeout\"}");
  soup_server_disconnect (server);
  refused = call (fixture, "network/request", dead);
  g_assert_nonnull (strstr (refused, "network/request:fail "));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/simulator/host/storage-keeps-any-json", test_storage_keeps_any_json);
  ADD ("/simulator/host/storage-is-durable-and-private", test_storage_is_durable_and_private);
  ADD ("/simulator/host/storage-has-limits", test_storage_has_limits);
  ADD ("/simulator/host/bad-calls-are-answers", test_bad_calls_are_answers);
  ADD ("/simulator/host/requests-reach-a-server", test_requests_reach_a_server);
  ADD ("/simulator/host/requests-end", test_requests_end);
  return g_test_run ();
}
