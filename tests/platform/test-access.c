/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who tries to reach what is not theirs, or is theirs no more. */
#include "platform-fixture.h"

#include <gio/gio.h>

#include "hub-json.h"

static char *
member_path (const char *app_id, const char *superhub_id)
{
  return g_strdup_printf ("/api/v1/apps/%s/members/%s", app_id, superhub_id);
}

/* Leaving needs no permission, removing somebody else does. */
static void
test_stranger_removes_nobody (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autofree char *app_id = NULL;
  g_autofree char *tess = NULL;
  g_autofree char *nobody = NULL;

  for (const char *const *id = (const char *const[]) { "anna", "tess", "tom", "eve", NULL }; *id != NULL; id++)
    platform_account (self, *id);
  platform_become (self, "anna");
  app_id = platform_app (self, "Shop");
  tess = member_path (app_id, "tess");
  nobody = member_path (app_id, "eve");
  platform_member (self, app_id, "tess", "test", "[]");
  platform_expect (self, 200, "");
  platform_member (self, app_id, "tom", "test", "[]");
  platform_expect (self, 200, "");
  platform_become (self, "eve");
  platform_done (platform_call (self, "DELETE", tess, NULL));
  platform_expect (self, 403, "auth.permission_denied");
  platform_become (self, "tom");
  platform_done (platform_call (self, "DELETE", tess, NULL));
  platform_expect (self, 403, "auth.permission_denied");
  /* Nor do they learn who is a member. */
  platform_done (platform_call (self, "DELETE", nobody, NULL));
  platform_expect (self, 403, "auth.permission_denied");
  platform_become (self, "tess");
  platform_done (platform_call (self, "DELETE", tess, NULL));
  platform_expect (self, 204, "");
}

static char *
read_line (GInputStream *input)
{
  g_autoptr (GString) line = g_string_new (NULL);
  char c;

  while (g_input_stream_read (input, &c, 1, NULL, NULL) == 1 && c != '\n')
    if (c != '\r')
      g_string_append_c (line, c);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* Sends the headers of a request, and waits until the platform asks for its body. */
static GSocketConnection *
begin_request (Platform *self, const char *path, const char *body)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *head = NULL;
  g_autofree char *line = NULL;
  GSocketConnection *connection;

  connection = g_socket_client_connect_to_uri (client, self->url, 80, NULL, &error);
  g_assert_no_error (error);
  head = g_strdup_printf ("POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n"
                          "Content-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n"
                          "Expect: 100-continue\r\n\r\n", path, self->token, strlen (body));
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), head, strlen (head),
                             NULL, NULL, &error);
  g_assert_no_error (error);
  line = read_line (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  g_assert_cmpstr (line, ==, "HTTP/1.1 100 Continue");
  while (line[0] != '\0')
    {
      g_free (line);
      line = read_line (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
    }
  return connection;
}

static void
test_slow_body_after_removal (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autofree char *app_id = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *ben = NULL;
  g_autofree char *previews = NULL;
  g_autofree char *body = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GSocketConnection) connection = NULL;

  platform_account (self, "anna");
  platform_account (self, "ben");
  platform_become (self, "anna");
  app_id = platform_app (self, "Shop");
  platform_member (self, app_id, "ben", "project", "[\"developer\"]");
  sha256 = platform_upload (self, app_id, "hello");
  ben = member_path (app_id, "ben");
  previews = g_strdup_printf ("/api/v1/apps/%s/previews", app_id);
  body = g_strdup_printf ("{\"package\": \"%s\"}", sha256);
  platform_become (self, "ben");
  connection = begin_request (self, previews, body);
  platform_become (self, "anna");
  platform_done (platform_call (self, "DELETE", ben, NULL));
  platform_expect (self, 204, "");
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), body, strlen (body),
                             NULL, NULL, NULL);
  line = read_line (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  g_assert_cmpstr (line, ==, "HTTP/1.1 403 Forbidden");
  g_assert_cmpint (platform_count (self, "SELECT count(*) FROM previews"), ==, 0);
}

/* Previews @sha256 and opens it on a phone; the running program's address. */
static char *
run_preview (Platform *self, const char *app_id, const char *sha256, char **token)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/previews", app_id);
  g_autoptr (JsonObject) link = NULL;
  g_autofree char *page_path = NULL;
  g_autofree char *page = NULL;
  g_autofree char *base = NULL;

  link = platform_call (self, "POST", path, "{\"package\": \"%s\"}", sha256);
  platform_expect (self, 201, "");
  *token = g_strdup (json_object_get_string_member (link, "token"));
  page_path = g_strconcat ("/p/", *token, NULL);
  platform_phone_sign_in (self, "ben", page_path);
  page = platform_send (self, "GET", page_path, NULL, NULL);
  g_assert_cmpuint (self->status, ==, 200);
  base = platform_read_run (page);
  return g_strconcat (base, "app/app-config.json", NULL);
}

static void
assert_opens (Platform *self, const char *path, guint status)
{
  g_free (platform_send (self, "GET", path, NULL, NULL));
  g_assert_cmpuint (self->status, ==, status);
}

/* A running program's address is open for whoever knows it, so it ends with the preview. */
static void
test_runs_end_with_preview (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autofree char *app_id = NULL;
  g_autofree char *other_id = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *anna = NULL;
  g_autofree char *ben = NULL;
  g_autofree char *path = NULL;
  g_autofree char *elsewhere = NULL;
  char *run[3];
  char *token[3];

  platform_account (self, "anna");
  platform_account (self, "ben");
  anna = platform_token_of (self, "anna");
  ben = platform_token_of (self, "ben");
  platform_as (self, anna);
  app_id = platform_app (self, "Shop");
  platform_member (self, app_id, "ben", "project", "[\"developer\"]");
  sha256 = platform_upload (self, app_id, "hello");
  platform_as (self, ben);
  other_id = platform_app (self, "Other");
  run[0] = run_preview (self, app_id, sha256, &token[0]);
  assert_opens (self, run[0], 200);
  run[1] = run_preview (self, app_id, sha256, &token[1]);
  assert_opens (self, run[0], 404);
  assert_opens (self, run[1], 200);
  /* Not by the way of another program. */
  elsewhere = g_strdup_printf ("/api/v1/apps/%s/previews/%s", other_id, token[1]);
  platform_done (platform_call (self, "DELETE", elsewhere, NULL));
  platform_expect (self, 404, "preview.not_found");
  path = g_strdup_printf ("/api/v1/apps/%s/previews/%s", app_id, token[1]);
  platform_done (platform_call (self, "DELETE", path, NULL));
  platform_expect (self, 204, "");
  assert_opens (self, run[1], 404);
  run[2] = run_preview (self, app_id, sha256, &token[2]);
  platform_as (self, anna);
  platform_member (self, app_id, "ben", "project", "[\"data-analyst\"]");
  platform_expect (self, 200, "");
  assert_opens (self, run[2], 404);
  for (guint i = 0; i < 3; i++)
    {
      g_free (run[i]);
      g_free (token[i]);
    }
}

static void
on_file (GObject *source, GAsyncResult *result, gpointer user_data)
{
  guint *left = user_data;
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);
  g_autoptr (GBytes) answer = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);

  g_assert_nonnull (answer);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  g_assert_cmpuint (g_bytes_get_size (answer), >, 0);
  (*left)--;
}

/* A phone asks for many files at once, of a package that nobody has opened yet. */
static void
test_files_at_once (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autofree char *app_id = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *token = NULL;
  g_autofree char *run = NULL;
  g_autofree char *url = NULL;
  guint left = 6;

  platform_account (self, "ben");
  platform_become (self, "ben");
  app_id = platform_app (self, "Shop");
  sha256 = platform_upload (self, app_id, "hello");
  run = run_preview (self, app_id, sha256, &token);
  url = g_strconcat (self->url, run, NULL);
  for (guint i = left; i > 0; i--)
    {
      g_autoptr (SoupMessage) message = soup_message_new ("GET", url);

      soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL, on_file, &left);
    }
  while (left > 0)
    g_main_context_iteration (NULL, TRUE);
}

typedef struct
{
  guint tried;
  guint looked_at;
} Burst;

static void
on_tried (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Burst *burst = user_data;
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);
  g_autoptr (GBytes) answer = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);

  burst->tried++;
  burst->looked_at += answer != NULL && soup_message_get_status (message) == 401;
}

/* Passwords that are tried at once count like passwords that are tried one after the other. */
static void
test_guesses_at_once (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autoptr (SoupSession) session = soup_session_new_with_options ("max-conns", 60, "max-conns-per-host", 60, NULL);
  const char *text = "{\"superhub_id\": \"anna\", \"password\": \"a wrong one\"}";
  g_autofree char *url = g_strconcat (self->url, "/api/v1/sessions", NULL);
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));
  Burst burst = { 0, 0 };

  platform_account (self, "anna");
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (SoupMessage) message = soup_message_new ("POST", url);

      soup_message_set_request_body_from_bytes (message, "application/json", body);
      soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, on_tried, &burst);
    }
  while (burst.tried < 40)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (burst.looked_at, ==, 10);
}

/* 200 KB of brackets behind what a parser takes for a comment, from somebody who has not even signed in. */
static void
test_deep_body (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autoptr (GString) text = g_string_new ("/* \" */");

  for (guint i = 0; i < 200000; i++)
    g_string_append_c (text, '[');
  platform_done (platform_call (self, "POST", "/api/v1/sessions", "%s", text->str));
  platform_expect (self, 400, "request.invalid");
  platform_done (platform_call (self, "GET", "/healthz", NULL));
  platform_expect (self, 200, "");
}

/* A form on another site comes without the cookie, and signs nobody out. */
static void
test_sign_out_from_elsewhere (void)
{
  g_autoptr (Platform) self = platform_start (NULL);

  platform_account (self, "anna");
  g_free (platform_send (self, "POST", "/signout", NULL, NULL));
  g_assert_cmpuint (self->status, ==, 200);
  g_assert_cmpstr (self->cookie, ==, "");
  platform_phone_sign_in (self, "anna", "/");
  assert_opens (self, "/", 200);
  g_free (platform_send (self, "POST", "/signout", NULL, NULL));
  g_assert_cmpstr (self->cookie, ==, "superhub_session=");
  assert_opens (self, "/", 303);
}

/* Those who worked on a program learn what became of it; for others there is none. */
static void
test_removed_program (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autofree char *app_id = NULL, *path = NULL, *removal = NULL;
  g_autoptr (JsonObject) removed = NULL;

  platform_account (self, "eve");
  platform_account (self, "anna");
  platform_become (self, "anna");
  app_id = platform_app (self, "Shop");
  path = g_strconcat ("/api/v1/apps/", app_id, NULL);
  removal = platform_path (app_id, "removal");
  platform_done (platform_call (self, "POST", removal, "{\"name\": \"Shop\"}"));
  platform_expect (self, 204, "");
  removed = platform_call (self, "GET", path, NULL);
  g_assert_cmpstr (hub_json_get_string (removed, "state", ""), ==, "removed");
  g_assert_cmpstr (hub_json_get_string (removed, "removed_by", ""), ==, "anna");
  g_assert_nonnull (hub_json_get_string (removed, "removed_at", NULL));
  platform_become (self, "eve");
  platform_done (platform_call (self, "GET", path, NULL));
  platform_expect (self, 404, "app.not_found");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/access/stranger-removes-nobody", test_stranger_removes_nobody);
  g_test_add_func ("/platform/access/slow-body-after-removal", test_slow_body_after_removal);
  g_test_add_func ("/platform/access/runs-end-with-preview", test_runs_end_with_preview);
  g_test_add_func ("/platform/access/files-at-once", test_files_at_once);
  g_test_add_func ("/platform/access/guesses-at-once", test_guesses_at_once);
  g_test_add_func ("/platform/access/deep-body", test_deep_body);
  g_test_add_func ("/platform/access/sign-out-from-elsewhere", test_sign_out_from_elsewhere);
  g_test_add_func ("/platform/access/removed-program", test_removed_program);
  return g_test_run ();
}
