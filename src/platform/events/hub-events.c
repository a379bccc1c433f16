/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was done in a program is a row of the audit log, whoever wrote it: this process, another one, the clock or the operator. So the
 * ends of the log and of the notifications are looked at while somebody listens, and whoever belongs to a program at that moment is
 * told. Nothing is kept for those who do not listen: they say where they stopped, and the same rows are read once more. */
#include "hub-events.h"

#include "config.h"

#include "hub-account-repository.h"
#include "hub-audit-repository.h"
#include "hub-change-repository.h"
#include "hub-json.h"
#include "hub-language.h"
#include "hub-listener.h"
#include "hub-member-repository.h"
#include "hub-notification-repository.h"
#include "hub-present.h"
#include "hub-refusals.h"
#include "hub-session-repository.h"

/* Removed people hear nothing more within a second. */
#define LOOK_MS 250
#define PAGE 500
#define PAGES_A_LOOK 4
/* Who missed more loads everything anew. */
#define MAX_BACKLOG 500
#define MAX_LISTENERS 10000
#define MAX_OF_PERSON 100
#define SWEEP (5 * G_USEC_PER_SEC)
/* Three pings without an answer. */
#define SILENCE (95 * G_USEC_PER_SEC)

struct _HubEvents
{
  HubPlatform *platform;      /* (unowned) */
  GHashTable  *all;           /* set of HubListener */
  GHashTable  *people;        /* Super Hub ID → GPtrArray of HubListener, without those that leave */
  gint64       audit;         /* the last row that was looked at */
  gint64       notification;  /* the same of notifications */
  gint64       change;        /* the same of what is in neither */
  guint        source;        /* 0 while nobody listens */
  gint64       swept;         /* monotonic */
  gboolean     failing;       /* the database did not answer the last time */
  gboolean     stopping;
};

static gint64
count_for_metrics (gpointer user_data)
{
  return hub_events_count (user_data);
}

/**
 * hub_events_new:
 * @platform: the platform, which outlives this
 *
 * Returns: (transfer full): live events that nobody listens to yet
 */
HubEvents *
hub_events_new (HubPlatform *platform)
{
  HubEvents *self = g_new0 (HubEvents, 1);

  self->platform = platform;
  self->all = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) hub_listener_free, NULL);
  self->people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  hub_metrics_add_gauge (platform->metrics, "superhub_event_clients", "Who listens to live events.", count_for_metrics, self);
  return self;
}

/**
 * hub_events_free:
 * @self: (transfer full): live events
 */
void
hub_events_free (HubEvents *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_hash_table_unref (self->people);
  g_hash_table_unref (self->all);
  g_free (self);
}

/**
 * hub_events_count:
 * @self: live events
 *
 * Returns: how many WebSockets are open
 */
guint
hub_events_count (HubEvents *self)
{
  return g_hash_table_size (self->all);
}

/**
 * hub_events_dup_token:
 * @headers: of a request
 *
 * Returns: (transfer full) (nullable): the token that a client offers as a protocol of the WebSocket, because it cannot set headers
 */
char *
hub_events_dup_token (SoupMessageHeaders *headers)
{
  const char *list = soup_message_headers_get_list (headers, "Sec-WebSocket-Protocol");
  GSList *words = list != NULL ? soup_header_parse_list (list) : NULL;
  char *token = NULL;

  for (GSList *l = words; l != NULL && token == NULL; l = l->next)
    if (g_str_has_prefix (l->data, HUB_EVENTS_TOKEN))
      token = g_strdup ((const char *) l->data + strlen (HUB_EVENTS_TOKEN));
  soup_header_free_list (words);
  return token;
}

static GPtrArray *
listeners_of (HubEvents *self, const char *superhub_id)
{
  return g_hash_table_lookup (self->people, superhub_id);
}

static void
add (HubEvents *self, HubListener *listener)
{
  GPtrArray *list = listeners_of (self, listener->superhub_id);

  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (self->people, g_strdup (listener->superhub_id), list);
    }
  g_ptr_array_add (list, listener);
}

static void
leave (HubEvents *self, HubListener *listener)
{
  GPtrArray *list = listeners_of (self, listener->superhub_id);

  if (list != NULL && g_ptr_array_remove_fast (list, listener) && list->len == 0)
    g_hash_table_remove (self->people, listener->superhub_id);
}

static void
close_listener (HubEvents *self, HubListener *listener, gushort code, const char *reason)
{
  leave (self, listener);
  hub_listener_close (listener, code, reason);
}

static void
on_listener_ended (HubListener *listener, gpointer user_data)
{
  HubEvents *self = user_data;

  leave (self, listener);
  g_hash_table_remove (self->all, listener);
}

/* (transfer full): a message with the place up to which the listener has heard everything. */
static char *
make_message (const HubListener *listener, const char *type, JsonObject *object)
{
  g_autofree char *cursor = g_strdup_printf ("%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, listener->audit, listener->notification);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "type", type);
  json_object_set_string_member (object, "cursor", cursor);
  json_node_take_object (node, object);
  return hub_json_to_string (node, FALSE);
}

static void
send_row (HubListener *listener, const HubAuditRow *row)
{
  JsonObject *object;

  if (row->number <= listener->audit)
    return;
  listener->audit = row->number;
  object = json_object_new ();
  json_object_set_int_member (object, "number", row->number);
  json_object_set_string_member (object, "action", row->action);
  json_object_set_string_member (object, "app_id", row->app_id);
  json_object_set_string_member (object, "actor", row->actor);
  json_object_set_string_member (object, "target", row->target);
  hub_present_set_time (object, "at", row->at);
  hub_listener_send (listener, make_message (listener, "event", object));
}

static void
send_notification (HubListener *listener, const HubNotification *row)
{
  JsonObject *object;

  if (row->number <= listener->notification)
    return;
  listener->notification = row->number;
  object = json_object_new ();
  json_object_set_int_member (object, "number", row->number);
  json_object_set_member (object, "notification", hub_present_notification (row));
  hub_listener_send (listener, make_message (listener, "notification", object));
}

/* Whether the sign-in still is; that the database does not answer ends none. */
static gboolean
is_signed_in (HubEvents *self, const HubListener *listener)
{
  g_autoptr (HubSessionRow) session = NULL;

  return !hub_session_repository_find (self->platform->database, listener->token_hash, &session, NULL) || session != NULL;
}

static void
check_person (HubEvents *self, const char *superhub_id)
{
  GPtrArray *list = listeners_of (self, superhub_id);
  g_autoptr (GPtrArray) copy = list != NULL ? g_ptr_array_copy (list, NULL, NULL) : NULL;

  for (guint i = 0; copy != NULL && i < copy->len; i++)
    if (!is_signed_in (self, g_ptr_array_index (copy, i)))
      close_listener (self, g_ptr_array_index (copy, i), SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION, "auth.required");
}

/* Whatever ends a sign-in is written down as done by the person or to the person. */
static void
check_people (HubEvents *self, GPtrArray *rows)
{
  g_autoptr (GHashTable) checked = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < rows->len; i++)
    {
      const HubAuditRow *row = g_ptr_array_index (rows, i);

      if (listeners_of (self, row->actor) != NULL && g_hash_table_add (checked, row->actor))
        check_person (self, row->actor);
      if (listeners_of (self, row->target) != NULL && g_hash_table_add (checked, row->target))
        check_person (self, row->target);
    }
}

/* (transfer none) (nullable): who is told of a program's events, looked up once for those of one look. */
static GPtrArray *
find_members (HubEvents *self, GHashTable *known, const char *app_id)
{
  GPtrArray *members = g_hash_table_lookup (known, app_id);

  if (members != NULL)
    return members;
  members = hub_member_repository_list_project (self->platform->database, app_id, NULL);
  if (members != NULL)
    g_hash_table_insert (known, g_strdup (app_id), members);
  return members;
}

/* (transfer full) (nullable): who hears of reviews of all programs. */
static GPtrArray *
find_reviewers (HubEvents *self, const HubAuditRow *row)
{
  return hub_audit_row_is_of_reviews (row) ? hub_account_repository_list_reviewers (self->platform->database, NULL)
                                           : g_ptr_array_new ();
}

static void
tell (HubEvents *self, GPtrArray *members, const HubAuditRow *row)
{
  for (guint i = 0; i < members->len; i++)
    {
      GPtrArray *list = listeners_of (self, g_ptr_array_index (members, i));

      for (guint j = 0; list != NULL && j < list->len; j++)
        send_row (g_ptr_array_index (list, j), row);
    }
}

/* Who was removed, or made a tester, belongs to @members no more, but hears of that. */
static void
tell_whom_it_concerns (HubEvents *self, GPtrArray *members, const HubAuditRow *row)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  if (!hub_audit_row_is_of_members (row) || g_ptr_array_find_with_equal_func (members, row->target, g_str_equal, NULL))
    return;
  g_ptr_array_add (one, row->target);
  tell (self, one, row);
}

/* Whether there may be more. */
static gboolean
look_at_audit (HubEvents *self, gboolean *failed)
{
  g_autoptr (GPtrArray) rows = hub_audit_repository_list_after (self->platform->database, self->audit, PAGE, NULL);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  *failed = rows == NULL;
  if (rows == NULL)
    return FALSE;
  check_people (self, rows);
  for (guint i = 0; i < rows->len; i++)
    {
      const HubAuditRow *row = g_ptr_array_index (rows, i);
      g_autoptr (GPtrArray) reviewers = NULL;
      GPtrArray *members;

      if (row->app_id[0] != '\0' && g_str_equal (row->outcome, "done"))
        {
          members = find_members (self, known, row->app_id);
          reviewers = find_reviewers (self, row);
          *failed = members == NULL || reviewers == NULL;
          if (*failed)
            return FALSE;
          tell (self, members, row);
          tell_whom_it_concerns (self, members, row);
          tell (self, reviewers, row);
        }
      self->audit = row->number;
    }
  return rows->len == PAGE;
}

static gboolean
look_at_notifications (HubEvents *self, gboolean *failed)
{
  g_autoptr (GPtrArray) rows = hub_notification_repository_list_after (self->platform->database, NULL, self->notification,
                                                                       PAGE, NULL);

  *failed = rows == NULL;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const HubNotification *row = g_ptr_array_index (rows, i);
      GPtrArray *list = listeners_of (self, row->superhub_id);

      for (guint j = 0; list != NULL && j < list->len; j++)
        send_notification (g_ptr_array_index (list, j), row);
      self->notification = row->number;
    }
  return rows != NULL && rows->len == PAGE;
}

/* It is told once, to who listens: after a break one reads anew what one shows. */
static void
send_change (HubListener *listener, const HubChange *row)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "action", row->action);
  json_object_set_string_member (object, "app_id", row->app_id);
  json_object_set_string_member (object, "actor", row->actor);
  json_object_set_string_member (object, "target", row->target);
  hub_present_set_time (object, "at", row->at);
  hub_listener_send (listener, make_message (listener, "change", object));
}

static void
tell_change_to (HubEvents *self, const char *superhub_id, const HubChange *row)
{
  GPtrArray *list = listeners_of (self, superhub_id);

  for (guint i = 0; list != NULL && i < list->len; i++)
    send_change (g_ptr_array_index (list, i), row);
}

static gboolean
look_at_changes (HubEvents *self, gboolean *failed)
{
  g_autoptr (GPtrArray) rows = hub_change_repository_list_after (self->platform->database, self->change, PAGE, NULL);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  *failed = rows == NULL;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const HubChange *row = g_ptr_array_index (rows, i);
      GPtrArray *members = row->superhub_id[0] == '\0' ? find_members (self, known, row->app_id) : NULL;

      if (row->superhub_id[0] != '\0')
        tell_change_to (self, row->superhub_id, row);
      *failed = row->superhub_id[0] == '\0' && members == NULL;
      if (*failed)
        return FALSE;
      for (guint j = 0; members != NULL && j < members->len; j++)
        tell_change_to (self, g_ptr_array_index (members, j), row);
      self->change = row->number;
    }
  return rows != NULL && rows->len == PAGE;
}

/* Who does not answer pings is gone, and whose time is over is signed out. */
static void
sweep (HubEvents *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 clock = hub_clock_now (self->platform->clock);
  g_autoptr (GList) all = NULL;

  if (now - self->swept < SWEEP)
    return;
  self->swept = now;
  all = g_hash_table_get_keys (self->all);
  for (GList *l = all; l != NULL; l = l->next)
    {
      HubListener *listener = l->data;

      if (now - listener->heard > SILENCE)
        {
          leave (self, listener);
          hub_listener_cut (listener);
        }
      else if (listener->expires_at <= clock)
        close_listener (self, listener, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION, "auth.token_expired");
    }
}

/* Whether the database answered. */
static gboolean
look (HubEvents *self)
{
  gboolean audit_failed = FALSE, failed = FALSE, changes_failed = FALSE;

  for (guint i = 0; i < PAGES_A_LOOK && look_at_audit (self, &audit_failed); i++)
    ;
  for (guint i = 0; i < PAGES_A_LOOK && look_at_notifications (self, &failed); i++)
    ;
  for (guint i = 0; i < PAGES_A_LOOK && look_at_changes (self, &changes_failed); i++)
    ;
  return !failed && !audit_failed && !changes_failed;
}

static gboolean
on_look (gpointer user_data)
{
  HubEvents *self = user_data;
  gboolean failed;

  if (g_hash_table_size (self->all) == 0)
    {
      self->source = 0;
      return G_SOURCE_REMOVE;
    }
  failed = !look (self);
  if (failed && !self->failing)
    g_message ("event=failure operation=connectEvents reason=\"the database does not answer\"");
  self->failing = failed;
  sweep (self);
  return G_SOURCE_CONTINUE;
}

/* Looks from now on; the first listener has not looked at anything yet. */
static gboolean
begin_looking (HubEvents *self)
{
  /* Who comes between two looks may have seen what the last one did not. */
  if (self->source != 0)
    return look (self);
  if (!hub_audit_repository_get_last (self->platform->database, &self->audit, NULL)
      || !hub_notification_repository_get_last (self->platform->database, &self->notification, NULL)
      || !hub_change_repository_get_last (self->platform->database, &self->change, NULL))
    return FALSE;
  self->source = g_timeout_add (LOOK_MS, on_look, self);
  return TRUE;
}

/* Sends what came since @listener's place, or says that it was too much. */
static gboolean
send_backlog (HubEvents *self, HubListener *listener)
{
  HubDatabase *database = self->platform->database;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) notifications = NULL;

  rows = hub_audit_repository_list_for_person (database, listener->superhub_id, listener->audit, MAX_BACKLOG + 1, NULL);
  notifications = hub_notification_repository_list_after (database, listener->superhub_id, listener->notification,
                                                          MAX_BACKLOG + 1, NULL);
  if (rows == NULL || notifications == NULL)
    return FALSE;
  /* A place that is not there yet is one of before the platform went back to a backup. */
  if (rows->len + notifications->len > MAX_BACKLOG || listener->audit > self->audit
      || listener->notification > self->notification)
    {
      listener->audit = self->audit;
      listener->notification = self->notification;
      hub_listener_send (listener, make_message (listener, "resync", json_object_new ()));
      return TRUE;
    }
  for (guint i = 0; i < rows->len; i++)
    send_row (listener, g_ptr_array_index (rows, i));
  for (guint i = 0; i < notifications->len; i++)
    send_notification (listener, g_ptr_array_index (notifications, i));
  return TRUE;
}

static void
read_place (HubEvents *self, HubListener *listener, const char *after)
{
  listener->audit = after != NULL ? g_ascii_strtoll (after, NULL, 10) : self->audit;
  listener->notification = after != NULL ? g_ascii_strtoll (strchr (after, '.') + 1, NULL, 10) : self->notification;
}

static void
start (HubEvents *self, HubListener *listener, const char *after)
{
  g_autoptr (HubSessionRow) session = NULL;

  if (self->stopping)
    close_listener (self, listener, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, "platform.stops");
  else if (!begin_looking (self)
           || !hub_session_repository_find (self->platform->database, listener->token_hash, &session, NULL))
    close_listener (self, listener, SOUP_WEBSOCKET_CLOSE_SERVER_ERROR, "storage.failed");
  else if (session == NULL)
    close_listener (self, listener, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION, "auth.required");
  else
    {
      listener->expires_at = session->expires_at;
      read_place (self, listener, after);
      add (self, listener);
      if (after != NULL && !send_backlog (self, listener))
        close_listener (self, listener, SOUP_WEBSOCKET_CLOSE_SERVER_ERROR, "storage.failed");
      else
        hub_listener_send (listener, make_message (listener, "live", json_object_new ()));
    }
}

static void
on_switched (SoupServerMessage *message, gpointer user_data)
{
  HubEvents *self = user_data;
  HubRequest *request = hub_request_of (message);
  g_autoptr (SoupServerMessage) kept = g_object_ref (message);
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GIOStream) stream = NULL;
  g_autoptr (SoupWebsocketConnection) connection = NULL;
  HubListener *listener;

  if (soup_server_message_get_status (message) != SOUP_STATUS_SWITCHING_PROTOCOLS)
    return;
  socket = g_object_ref (soup_server_message_get_socket (message));
  stream = soup_server_message_steal_connection (message);
  connection = soup_websocket_connection_new (stream, soup_server_message_get_uri (message), SOUP_WEBSOCKET_CONNECTION_SERVER,
                                              NULL, HUB_EVENTS_PROTOCOL, NULL);
  listener = hub_listener_new (connection, socket, on_listener_ended, self);
  listener->superhub_id = g_strdup (request->actor->superhub_id);
  listener->token_hash = g_strdup (request->actor->token_hash);
  listener->expires_at = G_MAXINT64;
  g_hash_table_add (self->all, listener);
  start (self, listener, hub_request_get (request, "after"));
}

/**
 * hub_events_open:
 * @self: live events
 * @request: of somebody who is signed in
 * @error: (out) (optional): "request.upgrade_required", "events.too_many"
 *
 * Makes a WebSocket of the request's connection: what came since the place it names is sent first, and then what happens.
 *
 * Returns: whether it is answered with 101
 */
gboolean
hub_events_open (HubEvents *self, HubRequest *request, GError **error)
{
  char *protocols[] = { (char *) HUB_EVENTS_PROTOCOL, NULL };
  GPtrArray *list = listeners_of (self, request->actor->superhub_id);

  if (!soup_websocket_server_check_handshake (request->message, NULL, protocols, NULL, NULL))
    {
      soup_message_headers_replace (soup_server_message_get_response_headers (request->message), "Upgrade", "websocket");
      hub_refuse (error, "request.upgrade_required",
                  _("Live events come over a WebSocket (version 13, protocol %s)"), HUB_EVENTS_PROTOCOL);
      return FALSE;
    }
  if (g_hash_table_size (self->all) >= MAX_LISTENERS || (list != NULL && list->len >= MAX_OF_PERSON))
    {
      hub_refuse (error, "events.too_many", _("There are too many who listen to live events already; close other IDEs"));
      return FALSE;
    }
  g_signal_connect (request->message, "wrote-informational", G_CALLBACK (on_switched), self);
  soup_websocket_server_process_handshake (request->message, NULL, protocols, NULL, NULL);
  return TRUE;
}

/**
 * hub_events_stop:
 * @self: live events
 *
 * Closes all WebSockets with 1001; they have ended when hub_events_count() is 0.
 */
void
hub_events_stop (HubEvents *self)
{
  g_autoptr (GList) all = g_hash_table_get_keys (self->all);

  self->stopping = TRUE;
  for (GList *l = all; l != NULL; l = l->next)
    close_listener (self, l->data, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, "platform.stops");
}
