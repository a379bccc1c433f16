/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Live events: who hears what, who hears nothing, and that nothing is missed. */
#include "platform-fixture.h"

#include <signal.h>

#include "hub-json.h"
#include "hub-paths.h"
#include "wait-for.h"

#define DAY ((gint64) 24 * 60 * 60 * G_USEC_PER_SEC)

typedef struct
{
  SoupWebsocketConnection *connection;  /* (nullable): refused */
  GError                  *error;
  GQueue                   heard;       /* of JsonObject */
  char                    *cursor;      /* of the last message that was taken */
  gboolean                 connected;
  gboolean                 closed;
} Listener;

static void
on_message (SoupWebsocketConnection *connection, int type, GBytes *data, gpointer user_data)
{
  Listener *self = user_data;
  g_autoptr (JsonNode) node = hub_json_parse (g_bytes_get_data (data, NULL), g_bytes_get_size (data), "event", NULL);

  g_assert_nonnull (node);
  g_queue_push_tail (&self->heard, json_node_dup_object (node));
}

static void
on_closed (SoupWebsocketConnection *connection, gpointer user_data)
{
  ((Listener *) user_data)->closed = TRUE;
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Listener *self = user_data;

  self->connection = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &self->error);
  self->connected = TRUE;
  if (self->connection == NULL)
    return;
  g_signal_connect (self->connection, "message", G_CALLBACK (on_message), self);
  g_signal_connect (self->connection, "closed", G_CALLBACK (on_closed), self);
}

static Listener *
listen_raw (Platform *platform, const char *query, const char *bearer, const char *protocol_token)
{
  Listener *self = g_new0 (Listener, 1);
  g_autofree char *url = g_strconcat (platform->url, "/api/v1/events", query, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autofree char *offered = g_strconcat ("superhub.token.", protocol_token, NULL);
  char *protocols[] = { (char *) "superhub.events.v1", protocol_token != NULL ? offered : NULL, NULL };

  if (bearer != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", bearer, NULL);

      soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", value);
    }
  g_queue_init (&self->heard);
  soup_session_websocket_connect_async (platform->session, message, NULL, protocols, G_PRIORITY_DEFAULT, NULL,
                                        on_connected, self);
  WAIT_FOR (self->connected);
  return self;
}

static void
listener_free (Listener *self)
{
  if (self->connection != NULL && !self->closed)
    {
      if (soup_websocket_connection_get_state (self->connection) == SOUP_WEBSOCKET_STATE_OPEN)
        soup_websocket_connection_close (self->connection, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
      WAIT_FOR (self->closed);
    }
  if (self->connection != NULL)
    g_signal_handlers_disconnect_by_data (self->connection, self);
  g_clear_object (&self->connection);
  g_clear_error (&self->error);
  g_queue_clear_full (&self->heard, (GDestroyNotify) json_object_unref);
  g_free (self->cursor);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Listener, listener_free)

/* (transfer full): the next message. */
static JsonObject *
take (Listener *self)
{
  JsonObject *message;

  WAIT_FOR (self->closed || !g_queue_is_empty (&self->heard));
  g_assert_false (g_queue_is_empty (&self->heard));
  message = g_queue_pop_head (&self->heard);
  g_free (self->cursor);
  self->cursor = g_strdup (hub_json_get_string (message, "cursor", ""));
  return message;
}

static void
expect_type (Listener *self, const char *type)
{
  g_autoptr (JsonObject) message = take (self);

  g_assert_cmpstr (hub_json_get_string (message, "type", ""), ==, type);
}

/* Returns: the event's number */
static gint64
expect_event (Listener *self, const char *action, const char *app_id)
{
  g_autoptr (JsonObject) message = take (self);

  g_assert_cmpstr (hub_json_get_string (message, "type", ""), ==, "event");
  g_assert_cmpstr (hub_json_get_string (message, "action", ""), ==, action);
  g_assert_cmpstr (hub_json_get_string (message, "app_id", ""), ==, app_id);
  g_assert_nonnull (hub_json_get_string (message, "at", NULL));
  return hub_json_get_int (message, "number", -1);
}

static void
expect_close (Listener *self, gushort code, const char *reason)
{
  WAIT_FOR (self->closed);
  g_assert_cmpuint (soup_websocket_connection_get_close_code (self->connection), ==, code);
  g_assert_cmpstr (soup_websocket_connection_get_close_data (self->connection), ==, reason);
}

static Listener *
listen_as (Platform *platform, const char *superhub_id, const char *after)
{
  g_autofree char *token = platform_token_of (platform, superhub_id);
  g_autofree char *query = after != NULL ? g_strconcat ("?after=", after, NULL) : g_strdup ("");
  Listener *self = listen_raw (platform, query, token, NULL);

  g_assert_no_error (self->error);
  if (after == NULL)
    expect_type (self, "live");
  return self;
}

static Platform *
start (const char *const *people)
{
  Platform *self = platform_start (NULL);

  for (; *people != NULL; people++)
    platform_account (self, *people);
  return self;
}

static void
test_refused (void)
{
  g_autoptr (Platform) self = start ((const char *const[]) { "anna", NULL });
  g_autoptr (Listener) nobody = listen_raw (self, "", NULL, NULL);
  g_autoptr (Listener) stranger = listen_raw (self, "", "nosuchtoken", NULL);
  g_autoptr (Listener) offered = listen_raw (self, "", NULL, "nosuchtoken");
  g_autoptr (Listener) in_address = NULL;
  g_autoptr (Listener) bad_place = NULL;
  g_autofree char *query = NULL;

  g_assert_null (nobody->connection);
  g_assert_null (stranger->connection);
  g_assert_null (offered->connection);
  platform_become (self, "anna");
  query = g_strconcat ("?token=", self->token, NULL);
  in_address = listen_raw (self, query, NULL, NULL);
  g_assert_null (in_address->connection);
  bad_place = listen_raw (self, "?after=yesterday", self->token, NULL);
  g_assert_null (bad_place->connection);
  json_object_unref (platform_call (self, "GET", "/api/v1/events", NULL));
  platform_expect (self, 426, "request.upgrade_required");
  platform_as (self, "");
  json_object_unref (platform_call (self, "GET", "/api/v1/events", NULL));
  platform_expect (self, 401, "auth.required");
}

static void
test_who_hears (void)
{
  g_autoptr (Platform) self = start ((const char *const[]) { "anna", "dev", "tess", "eve", NULL });
  g_autofree char *shop = NULL;
  g_autofree char *own = NULL;
  g_autoptr (Listener) anna = NULL;
  g_autoptr (Listener) second = NULL;
  g_autoptr (Listener) dev = NULL;
  g_autoptr (Listener) tess = NULL;
  g_autoptr (Listener) eve = NULL;

  platform_become (self, "anna");
  shop = platform_app (self, "Shop");
  platform_member (self, shop, "dev", "project", "[\"developer\"]");
  platform_member (self, shop, "tess", "test", "[]");
  anna = listen_as (self, "anna", NULL);
  second = listen_raw (self, "", NULL, self->token);
  g_assert_no_error (second->error);
  g_assert_cmpstr (soup_websocket_connection_get_protocol (second->connection), ==, "superhub.events.v1");
  expect_type (second, "live");
  dev = listen_as (self, "dev", NULL);
  tess = listen_as (self, "tess", NULL);
  eve = listen_as (self, "eve", NULL);
  platform_member (self, shop, "dev", "project", "[\"developer\", \"operator\"]");
  expect_event (anna, "putMember", shop);
  expect_event (second, "putMember", shop);
  expect_event (dev, "putMember", shop);
  /* A refusal is not heard; the others hear of their own programs, and had nothing before. */
  platform_become (self, "eve");
  platform_member (self, shop, "eve", "project", "[\"developer\"]");
  g_assert_cmpuint (self->status, >=, 400);
  own = platform_app (self, "Own");
  expect_event (eve, "createApp", own);
  g_free (own);
  platform_become (self, "tess");
  own = platform_app (self, "Own");
  expect_event (tess, "createApp", own);
  g_assert_true (g_queue_is_empty (&anna->heard));
}

static void
expect_change (Listener *self, const char *action, const char *app_id, const char *actor)
{
  g_autoptr (JsonObject) message = take (self);

  g_assert_cmpstr (hub_json_get_string (message, "type", ""), ==, "change");
  g_assert_cmpstr (hub_json_get_string (message, "action", ""), ==, action);
  g_assert_cmpstr (hub_json_get_string (message, "app_id", ""), ==, app_id);
  g_assert_cmpstr (hub_json_get_string (message, "actor", ""), ==, actor);
}

/* What the audit log has no row of is heard by whom it concerns, and is not repeated. */
static void
test_changes (void)
{
  g_autoptr (Platform) self = start ((const char *const[]) { "anna", "ops", NULL });
  g_autofree char *shop = NULL, *draft = NULL, *cursor = NULL;
  g_autoptr (Listener) anna = NULL, elsewhere = NULL, ops = NULL, again = NULL;

  platform_become (self, "anna");
  shop = platform_app (self, "Shop");
  platform_member (self, shop, "ops", "project", "[\"operator\"]");
  anna = listen_as (self, "anna", NULL);
  elsewhere = listen_as (self, "anna", NULL);
  ops = listen_as (self, "ops", NULL);
  cursor = g_strdup (ops->cursor);
  platform_become (self, "anna");
  draft = platform_path (shop, "review-draft");
  for (guint i = 0; i < 3; i++)
    {
      json_object_unref (platform_call (self, "PUT", draft, "{\"description\": \"%u\"}", i));
      platform_expect (self, 200, "");
    }
  expect_event (ops, "putReviewDraft", shop);
  expect_change (ops, "putReviewDraft", shop, "anna");
  expect_change (ops, "putReviewDraft", shop, "anna");
  json_object_unref (platform_call (self, "POST", "/api/v1/notifications/read", NULL));
  platform_expect (self, 204, "");
  for (Listener **own = (Listener *[]) { anna, elsewhere, NULL }; *own != NULL; own++)
    {
      expect_event (*own, "putReviewDraft", shop);
      expect_change (*own, "putReviewDraft", shop, "anna");
      expect_change (*own, "putReviewDraft", shop, "anna");
      expect_change (*own, "readAllNotifications", "", "anna");
    }
  g_assert_true (g_queue_is_empty (&ops->heard));
  /* Whoever comes back is told what the log has. */
  again = listen_as (self, "ops", cursor);
  expect_event (again, "putReviewDraft", shop);
  expect_type (again, "live");
}

/* Reviewers belong to no program, but hear what moves a version in their queue, after a break as well. */
static void
test_reviewers (void)
{
  g_autoptr (Platform) self = start ((const char *const[]) { "anna", "judge", "dev", NULL });
  g_autofree char *shop = NULL, *version = NULL, *path = NULL, *cursor = NULL;
  g_autoptr (Listener) judge = NULL, again = NULL;

  platform_reviewer (self, "judge");
  platform_become (self, "anna");
  shop = platform_app (self, "Shop");
  version = platform_version (self, shop, "x", "1.0.0");
  judge = listen_as (self, "judge", NULL);
  cursor = g_strdup (judge->cursor);
  path = g_strdup_printf ("/api/v1/apps/%s/reviews", shop);
  json_object_unref (platform_call (self, "POST", path, "{\"id\": \"%s\"}", version));
  platform_expect (self, 201, "");
  expect_event (judge, "submitReview", shop);
  /* Nothing of what the program's people do otherwise. */
  platform_member (self, shop, "dev", "test", "[]");
  g_free (path);
  path = g_strdup_printf ("/api/v1/apps/%s/reviews/current/withdraw", shop);
  json_object_unref (platform_call (self, "POST", path, "{}"));
  platform_expect (self, 200, "");
  expect_event (judge, "withdrawReview", shop);
  again = listen_as (self, "judge", cursor);
  expect_event (again, "submitReview", shop);
  expect_event (again, "withdrawReview", shop);
}

static void
test_removed (void)
{
  g_autoptr (Platform) self = start ((const char *const[]) { "anna", "dev", NULL });
  g_autofree char *shop = NULL;
  g_autofree char *own = NULL;
  g_autofree char *path = NULL;
  g_autofree char *before = NULL;
  g_autoptr (Listener) dev = NULL;
  g_autoptr (Listener) again = NULL;

  platform_become (self, "anna");
  shop = platform_app (self, "Shop");
  platform_member (self, shop, "dev", "project", "[\"developer\"]");
  dev = listen_as (self, "dev", NULL);
  before = g_strdup (dev->cursor);
  path = g_strdup_printf ("/api/v1/apps/%s/members/dev", shop);
  json_object_unref (platform_call (self, "DELETE", path, NULL));
  platform_expect (self, 204, "");
  /* That it is so, and nothing of what comes then; a break in between does not change it. */
  expect_event (dev, "removeMember", shop);
  g_free (platform_upload (self, shop, "Secret"));
  again = listen_as (self, "dev", before);
  expect_event (again, "removeMember", shop);
  platform_become (self, "dev");
  own = platform_app (self, "Own");
  /* Notifications are told apart: that one was removed may be one. */
  for (;;)
    {
      g_autoptr (JsonObject) message = take (dev);

      if (g_str_equal (hub_json_get_string (message, "type", ""), "notification"))
        continue;
      g_assert_cmpstr (hub_json_get_string (message, "app_id", ""), ==, own);
      break;
    }
}

static void
test_nothing_missed (void)
{
  g_autoptr (Platform) self = start ((const char *const[]) { "anna", "judge", NULL });
  g_autofree char *shop = NULL;
  g_autofree char *cursor = NULL;
  g_autoptr (Listener) first = NULL;
  g_autoptr (Listener) again = NULL;
  g_autoptr (Listener) late = NULL;
  gint64 number, last = 0;
  guint notifications = 0, live = 0;

  platform_reviewer (self, "judge");
  platform_become (self, "anna");
  first = listen_as (self, "anna", NULL);
  shop = platform_app (self, "Shop");
  number = expect_event (first, "createApp", shop);
  cursor = g_strdup (first->cursor);
  listener_free (g_steal_pointer (&first));
  g_free (platform_put_online (self, shop, "Hello", "1.0.0"));
  platform_stop (self);
  platform_start_again (self, NULL);
  again = listen_as (self, "anna", cursor);
  /* Everything since, each once and in its order, and the notification of the approval. */
  for (gboolean released = FALSE; !released || live == 0;)
    {
      g_autoptr (JsonObject) message = take (again);

      if (g_str_equal (hub_json_get_string (message, "type", ""), "notification"))
        {
          JsonObject *row = hub_json_get_object (message, "notification");

          g_assert_cmpstr (hub_json_get_string (row, "app_id", ""), ==, shop);
          notifications++;
          continue;
        }
      if (g_str_equal (hub_json_get_string (message, "type", ""), "live"))
        {
          live++;
          continue;
        }
      g_assert_cmpint (hub_json_get_int (message, "number", 0), >, MAX (number, last));
      last = hub_json_get_int (message, "number", 0);
      released = released || g_str_equal (hub_json_get_string (message, "action", ""), "createRelease");
    }
  g_assert_cmpuint (notifications, ==, 1);
  g_assert_cmpuint (live, ==, 1);
  g_free (platform_upload (self, shop, "More"));
  g_assert_cmpint (expect_event (again, "uploadPackage", shop), >, last);
  /* Whoever asks from the same place hears the same once more. */
  late = listen_as (self, "anna", cursor);
  {
    g_autoptr (JsonObject) message = take (late);

    g_assert_cmpint (hub_json_get_int (message, "number", 0), >, number);
  }
}

/* Whoever comes later hears nothing of before, with whichever place. */
static void
test_since_joining (void)
{
  g_autoptr (Platform) self = start ((const char *const[]) { "anna", "dev", NULL });
  g_autofree char *shop = NULL;
  g_autofree char *path = NULL;
  g_autoptr (Listener) dev = NULL;
  g_autoptr (Listener) anna = NULL;

  platform_become (self, "anna");
  shop = platform_app (self, "Shop");
  path = g_strdup_printf ("/api/v1/apps/%s/members/dev", shop);
  g_free (platform_upload (self, shop, "Before"));
  platform_member (self, shop, "dev", "test", "[]");
  g_free (platform_upload (self, shop, "Not a tester's"));
  platform_member (self, shop, "dev", "project", "[\"developer\"]");
  g_free (platform_upload (self, shop, "After"));
  /* Other roles are no other beginning. */
  platform_member (self, shop, "dev", "project", "[\"operator\"]");
  dev = listen_as (self, "dev", "0.0");
  /* What was done with oneself is heard; the first was to become a tester. */
  expect_event (dev, "putMember", shop);
  expect_event (dev, "putMember", shop);
  expect_event (dev, "uploadPackage", shop);
  expect_event (dev, "putMember", shop);
  expect_type (dev, "live");
  anna = listen_as (self, "anna", "0.0");
  expect_event (anna, "createApp", shop);
  /* Nor does somebody who was away hear of that time. */
  json_object_unref (platform_call (self, "DELETE", path, NULL));
  g_free (platform_upload (self, shop, "Meanwhile"));
  platform_member (self, shop, "dev", "project", "[\"developer\"]");
  listener_free (g_steal_pointer (&dev));
  dev = listen_as (self, "dev", "0.0");
  for (guint i = 0; i < 3; i++)
    expect_event (dev, "putMember", shop);
  expect_event (dev, "removeMember", shop);
  expect_event (dev, "putMember", shop);
  for (;;)
    {
      g_autoptr (JsonObject) message = take (dev);

      if (g_str_equal (hub_json_get_string (message, "type", ""), "live"))
        break;
      g_assert_cmpstr (hub_json_get_string (message, "type", ""), ==, "notification");
    }
}

static void
test_resync (void)
{
  g_autoptr (Platform) self = start ((const char *const[]) { "anna", NULL });
  g_autoptr (Listener) anna = listen_as (self, "anna", "999999999.0");
  g_autofree char *shop = NULL;

  expect_type (anna, "resync");
  expect_type (anna, "live");
  g_assert_cmpstr (anna->cursor, !=, "999999999.0");
  platform_become (self, "anna");
  shop = platform_app (self, "Shop");
  expect_event (anna, "createApp", shop);
}

static void
test_sign_in_ends (void)
{
  g_autoptr (Platform) self = start ((const char *const[]) { "anna", NULL });
  g_autoptr (Listener) anna = NULL;
  g_autoptr (Listener) other = NULL;
  g_autofree char *shop = NULL;

  other = listen_as (self, "anna", NULL);
  platform_become (self, "anna");
  anna = listen_raw (self, "", self->token, NULL);
  expect_type (anna, "live");
  json_object_unref (platform_call (self, "DELETE", "/api/v1/sessions/current", NULL));
  platform_expect (self, 204, "");
  expect_close (anna, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION, "auth.required");
  /* Only that one. */
  platform_become (self, "anna");
  shop = platform_app (self, "Shop");
  expect_event (other, "createApp", shop);
}

static void
set_password (Platform *self, const char *superhub_id)
{
  g_autofree char *program = hub_paths_find_program ("superhubd", NULL);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, program,
                              "--data-dir", self->data, "--database", self->database, "--set-password", superhub_id, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, "another good one\n", NULL, NULL, NULL, NULL));
  g_assert_true (g_subprocess_get_successful (process));
}

/* What another process does is heard as well. */
static void
test_other_process (void)
{
  g_autoptr (Platform) self = start ((const char *const[]) { "anna", "eve", NULL });
  g_autoptr (Listener) anna = listen_as (self, "anna", NULL);
  g_autoptr (Listener) eve = listen_as (self, "eve", NULL);

  set_password (self, "anna");
  expect_close (anna, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION, "auth.required");
  g_assert_false (eve->closed);
}

static void
test_sign_in_expires (void)
{
  g_autoptr (Platform) self = platform_start_clocked (NULL);
  g_autoptr (Listener) anna = NULL;

  platform_account (self, "anna");
  anna = listen_as (self, "anna", NULL);
  platform_advance (self, 31 * DAY);
  expect_close (anna, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION, "auth.token_expired");
}

static void
test_takes_no_messages (void)
{
  g_autoptr (Platform) self = start ((const char *const[]) { "anna", NULL });
  g_autoptr (Listener) anna = listen_as (self, "anna", NULL);

  soup_websocket_connection_send_text (anna->connection, "{}");
  expect_close (anna, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION, "request.invalid");
}

static void
test_too_many (void)
{
  g_autoptr (Platform) self = start ((const char *const[]) { "anna", "eve", NULL });
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) listener_free);
  g_autoptr (Listener) eve = NULL;
  Listener *last;

  /* libsoup's own bound for connections to one host. */
  g_object_unref (self->session);
  self->session = soup_session_new_with_options ("max-conns", 500, "max-conns-per-host", 500, NULL);
  platform_become (self, "anna");
  for (guint i = 0; i <= 100; i++)
    {
      last = listen_raw (self, "", self->token, NULL);
      g_ptr_array_add (all, last);
      g_assert_cmpint (last->connection != NULL, ==, i < 100);
      if (i < 100)
        expect_type (last, "live");
    }
  eve = listen_as (self, "eve", NULL);
  /* Who closes one may open another. */
  g_ptr_array_remove_index_fast (all, 0);
  last = listen_raw (self, "", self->token, NULL);
  g_ptr_array_add (all, last);
  g_assert_nonnull (last->connection);
}

static void
assert_clients (Platform *self, const char *line)
{
  g_autofree char *text = platform_send (self, "GET", "/metrics", NULL, NULL);

  g_assert_nonnull (strstr (text, line));
}

static void
test_stop (void)
{
  g_autoptr (Platform) self = start ((const char *const[]) { "anna", NULL });
  g_autoptr (Listener) first = NULL;
  g_autoptr (Listener) second = NULL;

  assert_clients (self, "\nsuperhub_event_clients 0\n");
  first = listen_as (self, "anna", NULL);
  second = listen_as (self, "anna", NULL);
  assert_clients (self, "\nsuperhub_event_clients 2\n");
  g_subprocess_send_signal (self->process, SIGTERM);
  expect_close (first, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, "platform.stops");
  expect_close (second, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, "platform.stops");
  g_subprocess_wait (self->process, NULL, NULL);
  g_assert_true (g_subprocess_get_successful (self->process));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/events/refused", test_refused);
  g_test_add_func ("/events/who-hears", test_who_hears);
  g_test_add_func ("/events/changes", test_changes);
  g_test_add_func ("/events/reviewers", test_reviewers);
  g_test_add_func ("/events/removed", test_removed);
  g_test_add_func ("/events/nothing-missed", test_nothing_missed);
  g_test_add_func ("/events/since-joining", test_since_joining);
  g_test_add_func ("/events/resync", test_resync);
  g_test_add_func ("/events/sign-in-ends", test_sign_in_ends);
  g_test_add_func ("/events/other-process", test_other_process);
  g_test_add_func ("/events/sign-in-expires", test_sign_in_expires);
  g_test_add_func ("/events/takes-no-messages", test_takes_no_messages);
  g_test_add_func ("/events/too-many", test_too_many);
  g_test_add_func ("/events/stop", test_stop);
  return g_test_run ();
}
