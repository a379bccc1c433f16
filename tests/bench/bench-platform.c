/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What build-aux/bench platform needs besides superhubd: a bare SoupServer to stand beside, a package to send, and a large
 * database.
 *
 *   bench-platform serve DIR       answers what DIR/answers.json says, prints its port
 *   bench-platform package FILE    writes a package of compiled-like text
 *   bench-platform fill ADDRESS    puts 10,000 programs of 50 versions into a database that superhubd has made */
#include <libsoup/soup.h>

#include "hub-database.h"
#include "hub-json.h"
#include "hub-package.h"

typedef struct
{
  char       *path;
  JsonObject *headers;
  GBytes     *body;
  guint       status;
} Answer;

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  const Answer *answer = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, answer->headers);
  while (json_object_iter_next (&iter, &name, &value))
    soup_message_headers_append (headers, name, json_node_get_string (value));
  soup_server_message_set_status (message, answer->status, NULL);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), answer->body);
}

/* Those who listen to live events; nothing happens here. */
static void
on_websocket (SoupServer *server, SoupServerMessage *message, const char *path, SoupWebsocketConnection *connection,
              gpointer user_data)
{
  GPtrArray *listeners = user_data;

  g_ptr_array_add (listeners, g_object_ref (connection));
}

static Answer *
read_answer (const char *folder, JsonObject *object)
{
  Answer *answer = g_new0 (Answer, 1);
  g_autofree char *path = g_build_filename (folder, hub_json_get_string (object, "file", ""), NULL);
  char *text;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  answer->path = g_strdup (hub_json_get_string (object, "path", ""));
  answer->headers = json_object_ref (hub_json_get_object (object, "headers"));
  answer->body = g_bytes_new_take (text, length);
  answer->status = hub_json_get_int (object, "status", 200);
  return answer;
}

static int
serve (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "answers.json", NULL);
  g_autoptr (JsonNode) node = hub_json_parse_file (path, 1 << 20, NULL);
  g_autoptr (SoupServer) server = soup_server_new ("server-header", NULL, NULL);
  JsonArray *answers = hub_json_get_array (json_node_get_object (node), "answers");
  char *protocols[] = { (char *) "superhub.events.v1", NULL };
  g_autoptr (GPtrArray) listeners = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GSList) uris = NULL;

  soup_server_add_websocket_handler (server, "/api/v1/events", NULL, protocols, on_websocket, listeners, NULL);
  for (guint i = 0; i < json_array_get_length (answers); i++)
    {
      Answer *answer = read_answer (folder, json_array_get_object_element (answers, i));

      soup_server_add_handler (server, answer->path, on_request, answer, NULL);
    }
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (server);
  g_print ("%d\n", g_uri_get_port (uris->data));
  g_main_loop_run (g_main_loop_new (NULL, FALSE));
  return 0;
}

/* As long and as easy to compress as scripts and styles are. */
static char *
make_text (gsize length)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  while (text->len < length)
    g_string_append_printf (text, "function item%u (data) { return this.setData({ key%u: data.value * %u }) }\n",
                            g_rand_int_range (random, 0, 500), g_rand_int_range (random, 0, 5000),
                            g_rand_int_range (random, 0, 50000));
  return g_string_free (text, FALSE);
}

static int
make_package (const char *file)
{
  const char *const config = "{\"format\": 1, \"appId\": \"\", \"name\": \"Bench\", \"entryPagePath\": \"pages/index/index\", "
                             "\"pages\": [\"pages/index/index\"], \"subPackages\": []}";
  g_autofree char *config_path = g_strconcat (file, ".json", NULL);
  g_autofree char *text_path = g_strconcat (file, ".js", NULL);
  g_autofree char *text = make_text (300 * 1024);
  const HubPackageEntry entries[] = { { "app-config.json", config_path, "" }, { "app-service.js", text_path, "" } };
  g_autofree char *sha256 = NULL;
  g_autoptr (JsonNode) sizes = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (config_path, config, -1, NULL));
  g_assert_true (g_file_set_contents (text_path, text, -1, NULL));
  sha256 = hub_package_write (entries, G_N_ELEMENTS (entries), NULL, NULL, file, &sizes, NULL, &error);
  g_assert_no_error (error);
  g_print ("%s\n", sha256);
  return 0;
}

static const char fill_script[] =
  "INSERT INTO apps (app_id, name, created_by, created_at) "
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) "
  "SELECT 'large' || i, 'Large program ' || i, 'bench', 1 FROM n;"
  "INSERT INTO members (app_id, superhub_id, kind, roles, added_by, added_at) "
  "SELECT app_id, 'bench', 'admin', 0, 'bench', 1 FROM apps WHERE app_id LIKE 'large%';"
  "INSERT INTO packages (app_id, sha256, sizes, pages, uploaded_by, created_at) "
  "WITH RECURSIVE v (k) AS (SELECT 10 UNION ALL SELECT k + 1 FROM v WHERE k < 59) "
  "SELECT a.app_id, substr (a.app_id || 'x' || v.k || '0000000000000000000000000000000000000000000000000000000000000000', 1, 64), "
  "'{\"total\":300000}', '[]', 'bench', 1 FROM apps a CROSS JOIN v WHERE a.app_id LIKE 'large%';"
  "INSERT INTO reviews (id, app_id, version, remarks, description, package, state, submitted_by, submitted_at) "
  "SELECT 'v' || sha256, app_id, '1.0.' || substr (sha256, 8, 4), '', '', sha256, 'released', 'bench', 1 "
  "FROM packages WHERE app_id LIKE 'large%';"
  "INSERT INTO releases (id, app_id, review_id, version, remarks, package, mode, state, released_by, released_at) "
  "SELECT 'l' || p.sha256, p.app_id, 'v' || p.sha256, '1.0', '', p.sha256, 'full', "
  "CASE WHEN substr (p.sha256, length (p.app_id) + 2, 2) = '59' THEN 'online' ELSE 'replaced' END, "
  "'bench', 1 FROM packages p WHERE p.app_id LIKE 'large%';";

static int
fill (const char *address)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubDatabase) database = hub_database_open (address, &error);
  g_autoptr (HubTransaction) transaction = NULL;

  g_assert_no_error (error);
  /* It takes its time, and refers to nothing that is not there. */
  hub_database_enforce_references (database, FALSE, &error);
  g_assert_no_error (error);
  transaction = hub_transaction_begin (database, &error);
  g_assert_no_error (error);
  hub_database_run_script (database, fill_script, &error);
  g_assert_no_error (error);
  hub_transaction_commit (transaction, &error);
  g_assert_no_error (error);
  return 0;
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "serve"))
    return serve (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "package"))
    return make_package (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "fill"))
    return fill (argv[2]);
  g_printerr ("bench-platform serve|package|fill WHAT\n");
  return 2;
}
