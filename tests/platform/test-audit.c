/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written down, who reads it, and whether it shows when somebody changes it. */
#include "platform-fixture.h"

#include "hub-json.h"
#include "test-database.h"

/* Anna's program, in which something has happened; ben is an operator, cleo a developer. */
typedef struct
{
  Platform *self;
  char     *app_id;
  char     *anna;
  char     *ben;
  char     *cleo;
} History;

static History
history_new (void)
{
  History history = { .self = platform_start_clocked (NULL) };
  g_autofree char *reviews = NULL;

  for (const char *const *id = (const char *const[]) { "anna", "ben", "cleo", NULL }; *id != NULL; id++)
    platform_account (history.self, *id);
  history.anna = platform_token_of (history.self, "anna");
  history.ben = platform_token_of (history.self, "ben");
  history.cleo = platform_token_of (history.self, "cleo");
  platform_as (history.self, history.anna);
  history.app_id = platform_app (history.self, "=Shop");
  platform_member (history.self, history.app_id, "ben", "project", "[\"operator\"]");
  platform_member (history.self, history.app_id, "cleo", "project", "[\"developer\"]");
  reviews = g_strdup_printf ("/api/v1/apps/%s/reviews", history.app_id);
  platform_as (history.self, history.cleo);
  platform_done (platform_call (history.self, "POST", reviews, "{\"id\": \"none\"}"));
  platform_expect (history.self, 403, "auth.permission_denied");
  return history;
}

static void
history_clear (History *history)
{
  g_free (history->app_id);
  g_free (history->anna);
  g_free (history->ben);
  g_free (history->cleo);
  platform_free (history->self);
}

static JsonObject *
get (History *history, const char *token, const char *rest, guint status, const char *code)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/audit%s", history->app_id, rest);
  JsonObject *answer;

  platform_as (history->self, token);
  answer = platform_call (history->self, "GET", path, NULL);
  platform_expect (history->self, status, code);
  return answer;
}

static guint
count (History *history, const char *rest)
{
  g_autoptr (JsonObject) answer = get (history, history->anna, rest, 200, "");

  return json_array_get_length (hub_json_get_array (answer, "items"));
}

static void
test_list (void)
{
  History history = history_new ();
  g_autoptr (JsonObject) page = NULL;
  g_autoptr (JsonObject) next = NULL;
  g_autofree char *second = NULL;
  JsonObject *row;

  platform_done (get (&history, history.ben, "", 200, ""));
  platform_done (get (&history, history.cleo, "", 403, "auth.permission_denied"));
  g_assert_cmpuint (count (&history, ""), ==, 5);
  g_assert_cmpuint (count (&history, "?action=putMember"), ==, 2);
  g_assert_cmpuint (count (&history, "?actor=cleo"), ==, 2);
  g_assert_cmpuint (count (&history, "?outcome=refused&action=submitReview"), ==, 1);
  g_assert_cmpuint (count (&history, "?target=ben"), ==, 1);
  g_assert_cmpuint (count (&history, "?until=2001-01-01T00:00:00Z"), ==, 0);
  g_assert_cmpuint (count (&history, "?since=2001-01-01T00:00:00Z"), ==, 5);
  platform_done (get (&history, history.anna, "?since=yesterday", 400, "request.invalid"));
  /* The latest first, page by page. */
  page = get (&history, history.anna, "?limit=2", 200, "");
  row = json_array_get_object_element (hub_json_get_array (page, "items"), 0);
  g_assert_cmpstr (hub_json_get_string (row, "action", ""), ==, "listAudit");
  g_assert_cmpstr (hub_json_get_string (row, "code", ""), ==, "auth.permission_denied");
  /* The code is for programs; people get a sentence. */
  g_assert_cmpstr (hub_json_get_string (row, "reason", ""), ==, "The person's roles do not hold the permission");
  second = g_strconcat ("?limit=200&cursor=", hub_json_get_string (page, "next", ""), NULL);
  next = get (&history, history.anna, second, 200, "");
  g_assert_cmpuint (json_array_get_length (hub_json_get_array (next, "items")), ==, 3);
  g_assert_null (hub_json_get_string (next, "next", NULL));
  history_clear (&history);
}

/* (transfer none): what the target of the row of @action is called */
static const char *
get_subject (JsonObject *answer, const char *action)
{
  JsonArray *items = hub_json_get_array (answer, "items");

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *row = json_array_get_object_element (items, i);

      if (g_str_equal (hub_json_get_string (row, "action", ""), action))
        return hub_json_get_string (row, "subject", NULL);
    }
  g_error ("Nothing was written of %s", action);
}

/* People know versions by their numbers, not by ids. */
static void
test_subjects (void)
{
  History history = history_new ();
  g_autofree char *release = NULL;
  g_autoptr (JsonObject) answer = NULL;
  g_autoptr (JsonObject) own = NULL;

  platform_account (history.self, "judge");
  platform_reviewer (history.self, "judge");
  platform_as (history.self, history.anna);
  release = platform_put_online (history.self, history.app_id, "one", "1.4.0");
  answer = get (&history, history.anna, "", 200, "");
  g_assert_cmpstr (get_subject (answer, "putDeveloperVersion"), ==, "1.4.0");
  g_assert_cmpstr (get_subject (answer, "submitReview"), ==, "1.4.0");
  g_assert_cmpstr (get_subject (answer, "createRelease"), ==, "1.4.0");
  g_assert_null (get_subject (answer, "putMember"));
  /* It may be of programs that one has left. */
  own = platform_call (history.self, "GET", "/api/v1/account/audit", NULL);
  g_assert_null (get_subject (own, "submitReview"));
  history_clear (&history);
}

static void
test_own (void)
{
  History history = history_new ();
  g_autoptr (JsonObject) answer = NULL;
  JsonArray *items;

  platform_as (history.self, history.cleo);
  answer = platform_call (history.self, "GET", "/api/v1/account/audit", NULL);
  items = hub_json_get_array (answer, "items");
  g_assert_cmpuint (json_array_get_length (items), ==, 2);
  for (guint i = 0; i < json_array_get_length (items); i++)
    g_assert_cmpstr (hub_json_get_string (json_array_get_object_element (items, i), "actor", ""), ==, "cleo");
  history_clear (&history);
}

static void
test_export (void)
{
  History history = history_new ();
  g_autofree char *csv_path = g_strdup_printf ("/api/v1/apps/%s/audit/export", history.app_id);
  g_autofree char *json_path = g_strconcat (csv_path, "?format=jsonl&action=putMember", NULL);
  g_autofree char *csv = NULL;
  g_autofree char *json = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) rows = NULL;
  g_autoptr (JsonNode) first = NULL;

  platform_as (history.self, history.ben);
  csv = platform_send (history.self, "GET", csv_path, NULL, NULL);
  g_assert_cmpuint (history.self->status, ==, 200);
  lines = g_strsplit (csv, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4 + 2);
  g_assert_cmpstr (lines[0], ==, "number,at,actor,action,app_id,target,outcome,code,previous,hash");
  /* The program's name begins like a formula. */
  g_assert_nonnull (strstr (csv, "\"'=Shop\""));
  json = platform_send (history.self, "GET", json_path, NULL, NULL);
  rows = g_strsplit (json, "\n", -1);
  g_assert_cmpuint (g_strv_length (rows), ==, 2 + 1);
  first = hub_json_parse (rows[0], -1, "row", NULL);
  g_assert_cmpstr (hub_json_get_string (json_node_get_object (first), "target", ""), ==, "cleo");
  platform_as (history.self, history.cleo);
  g_free (platform_send (history.self, "GET", csv_path, NULL, NULL));
  g_assert_cmpuint (history.self->status, ==, 403);
  history_clear (&history);
}

static void
assert_whole (History *history, gboolean whole, gint64 broken_at)
{
  g_autoptr (JsonObject) answer = get (history, history->ben, "/verify", 200, "");

  g_assert_cmpint (hub_json_get_boolean (answer, "whole", !whole), ==, whole);
  g_assert_cmpint (hub_json_get_int (answer, "broken_at", 0), ==, broken_at);
}

static void
tamper (History *history, const char *sql)
{
  platform_sql (history->self, test_database_is_postgresql ()
                ? "DROP TRIGGER IF EXISTS audit_is_never_changed ON audit; DROP TRIGGER IF EXISTS audit_is_never_shortened ON audit"
                : "DROP TRIGGER IF EXISTS audit_is_never_changed; DROP TRIGGER IF EXISTS audit_is_never_shortened");
  platform_sql (history->self, sql);
}

static void
test_verify (void)
{
  History history = history_new ();
  g_autoptr (JsonObject) before = NULL;
  g_autoptr (JsonObject) after = NULL;
  g_autofree char *noted = NULL;
  g_autofree char *change = NULL;
  const char *head_hash;
  gint64 head, first;

  platform_done (get (&history, history.cleo, "/verify", 403, "auth.permission_denied"));
  assert_whole (&history, TRUE, 0);
  before = get (&history, history.ben, "/verify", 200, "");
  head = hub_json_get_int (hub_json_get_object (before, "head"), "number", 0);
  head_hash = hub_json_get_string (hub_json_get_object (before, "head"), "hash", "");
  g_assert_cmpint (hub_json_get_int (before, "entries", 0), ==, 5);
  /* What was noted can be compared later. */
  noted = g_strdup_printf ("/verify?number=%d", (int) head);
  after = get (&history, history.ben, noted, 200, "");
  g_assert_cmpstr (hub_json_get_string (hub_json_get_object (after, "noted"), "hash", ""), ==, head_hash);
  /* Somebody with the database in hand makes cleo's refusal ben's, and then hides a row of another program. */
  first = platform_count (history.self, "SELECT min (number) FROM audit WHERE actor = 'cleo' AND outcome = 'refused'");
  tamper (&history, "UPDATE audit SET actor = 'ben' WHERE actor = 'cleo' AND outcome = 'refused' AND action = 'submitReview'");
  assert_whole (&history, FALSE, first);
  tamper (&history, "UPDATE audit SET actor = 'cleo' WHERE actor = 'ben' AND outcome = 'refused' AND action = 'submitReview'");
  assert_whole (&history, TRUE, 0);
  platform_as (history.self, history.anna);
  g_free (platform_app (history.self, "Other"));
  g_free (platform_app (history.self, "Third"));
  head = platform_count (history.self, "SELECT max (number) FROM audit");
  change = g_strdup_printf ("DELETE FROM audit WHERE number = %d", (int) head - 1);
  tamper (&history, change);
  assert_whole (&history, FALSE, head);
  history_clear (&history);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GInputStream **stream = user_data;
  g_autoptr (GError) error = NULL;

  *stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  g_assert_no_error (error);
}

/* An export of forty megabytes has begun and is taken in no further: it cannot have ended. Somebody else asks what to run. */
static void
test_others_are_served (void)
{
  History history = history_new ();
  g_autofree char *url = g_strdup_printf ("%s/api/v1/apps/%s/audit/export", history.self->url, history.app_id);
  g_autofree char *bearer = g_strdup_printf ("Bearer %s", history.anna);
  g_autofree char *check = g_strconcat ("/m/", history.app_id, NULL);
  g_autofree char *fill = NULL;
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GOutputStream) taken = g_memory_output_stream_new_resizable ();
  g_autofree char *line = g_strnfill (4000, 'x');
  gsize rows = 0;

  fill = g_strdup_printf ("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10010) "
                          "INSERT INTO audit (number, at, actor, action, app_id, target, outcome, code, previous, hash) "
                          "SELECT 1000 + i, 1700000000000000 + i, 'anna', 'putMember', '%s', '%s', 'done', '', '', 'h' || i FROM n",
                          history.app_id, line);
  platform_sql (history.self, fill);
  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, NULL, on_exported, &stream);
  while (stream == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  g_free (platform_send (history.self, "GET", check, NULL, NULL));
  g_assert_cmpuint (history.self->status, ==, 404);
  platform_as (history.self, history.ben);
  platform_done (platform_call (history.self, "GET", "/api/v1/account", NULL));
  platform_expect (history.self, 200, "");
  /* And then the rest of it: ten thousand rows below the heading, and where it goes on. */
  g_output_stream_splice (taken, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
  for (gsize i = 0; i < g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (taken)); i++)
    rows += ((const char *) g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (taken)))[i] == '\n';
  g_assert_cmpuint (rows, ==, 10000 + 1);
  g_assert_cmpstr (soup_message_headers_get_one (soup_message_get_response_headers (message), "X-Next-Cursor"), ==, "1011");
  history_clear (&history);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/audit/list", test_list);
  g_test_add_func ("/platform/audit/subjects", test_subjects);
  g_test_add_func ("/platform/audit/own", test_own);
  g_test_add_func ("/platform/audit/export", test_export);
  g_test_add_func ("/platform/audit/verify", test_verify);
  g_test_add_func ("/platform/audit/others-are-served", test_others_are_served);
  return g_test_run ();
}
