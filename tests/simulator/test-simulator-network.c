/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests, transfers and sockets, called as the logic layer calls them, against a real server. */
#include <string.h>

#include "hub-file-tree.h"
#include "hub-host.h"
#include "hub-json.h"
#include "network-server.h"

typedef struct
{
  char       *folder;
  char       *base;
  HubHost    *host;
  SoupServer *server;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("hub-network-XXXXXX", NULL);
  fixture->host = hub_host_new ();
  hub_host_set_storage (fixture->host, "wx0123456789abcdef", fixture->folder);
  fixture->server = network_server_start (&fixture->base);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gpointer host = fixture->host;

  g_object_add_weak_pointer (host, &host);
  hub_host_reset (fixture->host);
  g_object_unref (fixture->host);
  /* What was given up answers once more. */
  while (host != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&fixture->server);
  hub_file_tree_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->base);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(JsonNode **) user_data = hub_host_call_finish (HUB_HOST (source), result);
}

static void
ask (Fixture *fixture, const char *service, const char *arguments, JsonNode **answer)
{
  hub_host_call_async (fixture->host, service, arguments, -1, NULL, on_answer, answer);
}

static JsonObject *
wait_for (JsonNode **answer)
{
  while (*answer == NULL)
    g_main_context_iteration (NULL, TRUE);
  return json_node_get_object (*answer);
}

/* The result, or an object with errMsg. */
static JsonObject *
call (Fixture *fixture, const char *service, JsonNode **answer, const char *format, ...)
{
  g_autofree char *arguments = NULL;
  JsonObject *object;
  va_list list;

  va_start (list, format);
  arguments = g_strdup_vprintf (format, list);
  va_end (list);
  g_clear_pointer (answer, json_node_unref);
  ask (fixture, service, arguments, answer);
  object = wait_for (answer);
  return json_object_has_member (object, "result") ? json_object_get_object_member (object, "result") : object;
}

/* The next event of a type; others before it are skipped. */
static JsonObject *
event (Fixture *fixture, const char *type, JsonNode **answer)
{
  static JsonArray *list;
  static guint at;

  for (;;)
    {
      JsonObject *result;

      while (list != NULL && at < json_array_get_length (list))
        {
          JsonObject *one = json_array_get_object_element (list, at++);

          if (g_str_equal (hub_json_get_string (one, "type", ""), type))
            return one;
        }
      result = call (fixture, "network/events", answer, "{}");
      g_clear_pointer (&list, json_array_unref);
      list = json_array_ref (hub_json_get_array (result, "events"));
      at = 0;
    }
}

static void
test_answers_are_whole (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *result = call (fixture, "network/request", &node,
                             "{\"url\":\"%secho\",\"method\":\"PATCH\",\"data\":\"x=1\",\"appId\":\"wx12\",\"header\":"
                             "{\"Content-Type\":\"application/x-www-form-urlencoded\",\"Host\":\"evil\",\"Referer\":\"r\"}}",
                             fixture->base);
  JsonObject *header = hub_json_get_object (result, "header");
  JsonArray *cookies;

  g_assert_cmpstr (hub_json_get_string (header, "X-Method", NULL), ==, "PATCH");
  g_assert_cmpstr (hub_json_get_string (header, "X-Got-Content-Type", NULL), ==, "application/x-www-form-urlencoded");
  g_assert_true (g_str_has_prefix (hub_json_get_string (header, "X-Got-Host", ""), "127.0.0.1"));
  g_assert_cmpstr (hub_json_get_string (header, "X-Got-Referer", NULL), ==,
                   "https://servicewechat.com/wx12/devtools/page-frame.html");
  g_assert_true (json_object_has_member (result, "profile"));
  result = call (fixture, "network/request", &node, "{\"url\":\"%scookies\"}", fixture->base);
  cookies = hub_json_get_array (result, "cookies");
  g_assert_cmpuint (json_array_get_length (cookies), ==, 2);
  g_assert_cmpstr (json_array_get_string_element (cookies, 1), ==, "b=2");
  g_assert_cmpstr (hub_json_get_string (result, "data", NULL), ==, "{\"n\":1}");
  result = call (fixture, "network/request", &node, "{\"url\":\"%smove\"}", fixture->base);
  g_assert_cmpint (hub_json_get_int (result, "statusCode", 0), ==, 201);
  result = call (fixture, "network/request", &node, "{\"url\":\"%smove\",\"redirect\":\"manual\"}", fixture->base);
  g_assert_cmpint (hub_json_get_int (result, "statusCode", 0), ==, 302);
}

static void
test_requests_are_given_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *never = g_strdup_printf ("{\"id\":7,\"url\":\"%snever\"}", fixture->base);
  g_autoptr (JsonNode) first = NULL;
  g_autoptr (JsonNode) second = NULL;
  g_autoptr (JsonNode) node = NULL;

  ask (fixture, "network/request", never, &first);
  call (fixture, "network/abort", &node, "{\"id\":7}");
  g_assert_cmpstr (hub_json_get_string (wait_for (&first), "errMsg", NULL), ==, "network/request:fail abort");
  ask (fixture, "network/request", never, &second);
  hub_host_reset (fixture->host);
  g_assert_cmpstr (hub_json_get_string (wait_for (&second), "errMsg", NULL), ==, "network/request:fail abort");
}

static void
test_failures_have_a_phones_words (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *answer = call (fixture, "network/request", &node, "{\"url\":\"%snever\",\"timeout\":20}", fixture->base);

  g_assert_cmpstr (hub_json_get_string (answer, "errMsg", NULL), ==, "network/request:fail timeout");
  soup_server_disconnect (fixture->server);
  answer = call (fixture, "network/request", &node, "{\"url\":\"%s\"}", fixture->base);
  g_assert_nonnull (strstr (hub_json_get_string (answer, "errMsg", ""), "net::ERR_CONNECTION_REFUSED"));
  answer = call (fixture, "network/request", &node, "{\"url\":\"http://no-such-host.invalid/\"}");
  g_assert_nonnull (strstr (hub_json_get_string (answer, "errMsg", ""), "net::ERR_NAME_NOT_RESOLVED"));
}

static void
test_chunks_come_one_by_one (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) held = NULL;
  g_autofree char *one = g_base64_encode ((const guchar *) "one", 3);
  g_autofree char *two = g_base64_encode ((const guchar *) "two", 3);
  JsonObject *happened;

  call (fixture, "network/request", &node, "{\"id\":1,\"url\":\"%sslow\",\"chunked\":true,\"headers\":true}", fixture->base);
  happened = event (fixture, "headers", &held);
  g_assert_cmpint (hub_json_get_int (happened, "statusCode", 0), ==, 200);
  g_assert_cmpstr (hub_json_get_string (event (fixture, "chunk", &held), "data", NULL), ==, one);
  call (fixture, "network/request", &node, "{\"url\":\"%smore\"}", fixture->base);
  g_assert_cmpstr (hub_json_get_string (event (fixture, "chunk", &held), "data", NULL), ==, two);
  call (fixture, "network/request", &node, "{\"url\":\"%smore?last=1\"}", fixture->base);
  happened = event (fixture, "end", &held);
  g_assert_cmpint (hub_json_get_int (hub_json_get_object (happened, "result"), "statusCode", 0), ==, 200);
}

static void
test_files_go_both_ways (Fixture *fixture, gconstpointer data)
{
  HubProgramFiles *files = hub_host_get_files (fixture->host);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) held = NULL;
  JsonObject *result;
  HubFileFacts facts;
  const char *key;

  result = call (fixture, "network/download", &node, "{\"url\":\"%sbig\"}", fixture->base);
  key = hub_json_get_string (result, "path", "");
  g_assert_true (g_str_has_prefix (key, "tmp/") && g_str_has_suffix (key, ".png"));
  g_assert_cmpint (hub_program_files_stat (files, key, &facts), ==, 0);
  g_assert_cmpint (facts.size, ==, 1000 * 1000);
  call (fixture, "network/download", &node, "{\"id\":3,\"url\":\"%sbig\",\"path\":\"usr/big\",\"progress\":true}", fixture->base);
  result = event (fixture, "progress", &held);
  g_assert_cmpint (hub_json_get_int (result, "total", 0), ==, 1000 * 1000);
  result = event (fixture, "end", &held);
  g_assert_true (json_object_has_member (result, "result"));
  result = call (fixture, "network/upload", &node,
                 "{\"url\":\"%supload\",\"path\":\"usr/big\",\"fileName\":\"照.png\",\"name\":\"file\",\"formData\":{\"a\":\"1\"}}",
                 fixture->base);
  g_assert_cmpstr (hub_json_get_string (result, "data", NULL), ==, "a|||1\nfile|照.png|image/png|1000000\n");
  call (fixture, "network/upload", &node,
        "{\"id\":4,\"url\":\"%supload\",\"path\":\"usr/big\",\"name\":\"file\",\"progress\":true}", fixture->base);
  result = event (fixture, "progress", &held);
  g_assert_cmpint (hub_json_get_int (result, "total", 0), >, 1000 * 1000);
  result = event (fixture, "end", &held);
  g_assert_true (json_object_has_member (result, "result"));
  result = call (fixture, "network/download", &node, "{\"url\":\"%sbig\",\"path\":\"usr/no/big\"}", fixture->base);
  g_assert_nonnull (strstr (hub_json_get_string (result, "errMsg", ""), "no such file or directory"));
  result = call (fixture, "network/upload", &node, "{\"url\":\"%supload\",\"path\":\"usr/../x\",\"name\":\"f\"}", fixture->base);
  g_assert_nonnull (strstr (hub_json_get_string (result, "errMsg", ""), "file not found"));
}

static void
test_a_failed_download_loses_nothing (Fixture *fixture, gconstpointer data)
{
  HubProgramFiles *files = hub_host_get_files (fixture->host);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *path = hub_program_files_resolve (files, "usr/old");
  g_autofree char *text = NULL;
  JsonObject *answer;

  g_assert_cmpint (hub_program_files_write (files, "usr/old", "old", 3, HUB_PROGRAM_FILES_ALL), ==, 0);
  answer = call (fixture, "network/download", &node, "{\"url\":\"%sslow\",\"path\":\"usr/old\",\"timeout\":100}", fixture->base);
  g_assert_cmpstr (hub_json_get_string (answer, "errMsg", NULL), ==, "network/download:fail timeout");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "old");
}

static void
test_sockets_speak (Fixture *fixture, gconstpointer data)
{
  g_autofree char *url = g_strdup_printf ("ws%s", fixture->base + strlen ("http"));
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) held = NULL;
  JsonObject *happened;

  call (fixture, "socket/open", &node, "{\"id\":9,\"url\":\"%ssocket\",\"protocols\":[\"chat\"]}", url);
  happened = event (fixture, "open", &held);
  g_assert_cmpstr (hub_json_get_string (happened, "protocol", NULL), ==, "chat");
  call (fixture, "socket/send", &node, "{\"id\":9,\"data\":\"世界\"}");
  g_assert_cmpstr (hub_json_get_string (event (fixture, "message", &held), "data", NULL), ==, "世界");
  call (fixture, "socket/send", &node, "{\"id\":9,\"base64\":\"AP8Q\"}");
  g_assert_cmpstr (hub_json_get_string (event (fixture, "message", &held), "base64", NULL), ==, "AP8Q");
  call (fixture, "socket/send", &node, "{\"id\":9,\"data\":\"bye\"}");
  happened = event (fixture, "close", &held);
  g_assert_cmpint (hub_json_get_int (happened, "code", 0), ==, 4001);
  g_assert_cmpstr (hub_json_get_string (happened, "reason", NULL), ==, "as you wish");
  happened = call (fixture, "socket/send", &node, "{\"id\":9,\"data\":\"late\"}");
  g_assert_nonnull (strstr (hub_json_get_string (happened, "errMsg", ""), "fail"));
}

static void
test_sockets_are_few (Fixture *fixture, gconstpointer data)
{
  g_autofree char *url = g_strdup_printf ("ws%s", fixture->base + strlen ("http"));
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) held = NULL;
  JsonObject *answer;

  for (int i = 1; i <= 5; i++)
    {
      answer = call (fixture, "socket/open", &node, "{\"id\":%d,\"url\":\"%ssocket\"}", i, url);
      g_assert_false (json_object_has_member (answer, "errMsg"));
    }
  answer = call (fixture, "socket/open", &node, "{\"id\":6,\"url\":\"%ssocket\"}", url);
  g_assert_nonnull (strstr (hub_json_get_string (answer, "errMsg", ""), "at most 5"));
  answer = call (fixture, "socket/open", &node, "{\"id\":7,\"url\":\"file:///etc/passwd\"}");
  g_assert_nonnull (strstr (hub_json_get_string (answer, "errMsg", ""), "invalid url"));
  /* A program that starts anew has none. */
  hub_host_reset (fixture->host);
  answer = call (fixture, "socket/open", &node, "{\"id\":1,\"url\":\"%snowhere\"}", url);
  g_assert_false (json_object_has_member (answer, "errMsg"));
  g_assert_nonnull (hub_json_get_string (event (fixture, "error", &held), "errMsg", NULL));
  g_assert_cmpint (hub_json_get_int (event (fixture, "close", &held), "code", 0), ==, 1006);
}

static void
on_notice (HubHost *host, const char *text, char **heard)
{
  g_assert_null (*heard);
  *heard = g_strdup (text);
}

/* Scheme, host and port are those of a list, also after a redirect; without a list the person is told, once. */
static void
test_declared_domains (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) declared = NULL;
  const char *port = strrchr (fixture->base, ':') + 1;
  g_autofree char *text = g_strdup_printf ("{\"request\": [\"http://api.localhost:%.*s\"], \"uploadFile\": []}",
                                           (int) strcspn (port, "/"), port);
  g_autofree char *heard = NULL;
  JsonObject *result;

  declared = hub_json_parse (text, -1, "domains", NULL);
  hub_host_set_domains (fixture->host, json_node_get_object (declared), NULL);
  result = call (fixture, "network/request", &node, "{\"url\":\"%secho\"}", fixture->base);
  g_assert_cmpstr (hub_json_get_string (result, "errMsg", ""), ==, "network/request:fail url not in domain list");
  result = call (fixture, "network/request", &node, "{\"url\":\"http://api.localhost:%secho\"}", port);
  g_assert_cmpint (hub_json_get_int (result, "statusCode", 0), ==, 201);
  result = call (fixture, "network/request", &node, "{\"url\":\"http://api.localhost:%sleave?to=http://other.localhost:%secho\"}", port, port);
  g_assert_cmpstr (hub_json_get_string (result, "errMsg", ""), ==, "network/request:fail url not in domain list");
  result = call (fixture, "network/download", &node, "{\"url\":\"http://api.localhost:%secho\"}", port);
  g_assert_cmpstr (hub_json_get_string (result, "errMsg", ""), ==, "network/download:fail url not in domain list");
  result = call (fixture, "socket/open", &node, "{\"id\":7,\"url\":\"ws://api.localhost:%secho\"}", port);
  g_assert_cmpstr (hub_json_get_string (result, "errMsg", ""), ==, "socket/open:fail url not in domain list");
  g_signal_connect (fixture->host, "notice", G_CALLBACK (on_notice), &heard);
  hub_host_set_domains (fixture->host, NULL, "nobody is signed in");
  for (guint i = 0; i < 2; i++)
    {
      result = call (fixture, "network/request", &node, "{\"url\":\"%secho\"}", fixture->base);
      g_assert_cmpint (hub_json_get_int (result, "statusCode", 0), ==, 201);
    }
  g_assert_cmpstr (heard, ==, "nobody is signed in");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/simulator/network/answers-are-whole", test_answers_are_whole);
  ADD ("/simulator/network/requests-are-given-up", test_requests_are_given_up);
  ADD ("/simulator/network/failures-have-a-phones-words", test_failures_have_a_phones_words);
  ADD ("/simulator/network/chunks-come-one-by-one", test_chunks_come_one_by_one);
  ADD ("/simulator/network/files-go-both-ways", test_files_go_both_ways);
  ADD ("/simulator/network/a-failed-download-loses-nothing", test_a_failed_download_loses_nothing);
  ADD ("/simulator/network/sockets-speak", test_sockets_speak);
  ADD ("/simulator/network/sockets-are-few", test_sockets_are_few);
  ADD ("/simulator/network/domains", test_declared_domains);
  return g_test_run ();
}
