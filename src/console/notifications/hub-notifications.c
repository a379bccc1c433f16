/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-notifications.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-client-events.h"
#include "hub-error.h"
#include "hub-json.h"

#define PAGE 50

struct _HubNotifications
{
  GObject parent_instance;

  HubClient *client;
  HubClientEvents *live;        /* (nullable) */
  GCancellable *reading;        /* (nullable): of the page that is being read */
  gboolean was_offline;
  GListStore *items;            /* newest first */
  char *next;                   /* (nullable): where the older ones begin */
  guint unread;
  GPtrArray *to_read;           /* ids that were opened before anybody was signed in */
  gboolean interrupted;         /* a page was not waited for, and is read once the platform knows what was read here */
  HubConsoleState state;
  GError *error;
};

enum
{
  CHANGED,
  ARRIVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubNotifications, hub_notifications, G_TYPE_OBJECT)

typedef struct
{
  HubNotifications *notifications;
  GCancellable *cancellable;
  gboolean older;               /* a page below those that are there */
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->notifications);
  g_object_unref (question->cancellable);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
emit_changed (HubNotifications *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
stop_reading (HubNotifications *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

static gboolean
find (HubNotifications *self, const char *id, guint *position)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (HubConsoleItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (g_str_equal (hub_console_item_get_string (item, "id"), id))
        {
          *position = i;
          return TRUE;
        }
    }
  return FALSE;
}

static void
append (HubNotifications *self, JsonArray *records)
{
  for (guint i = 0; i < json_array_get_length (records); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (records, i)))
      {
        g_autoptr (HubConsoleItem) item = hub_console_item_new (json_array_get_object_element (records, i));

        g_list_store_append (self->items, item);
      }
}

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  HubNotifications *self = question->notifications;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = hub_client_call_finish (HUB_CLIENT (source), result, &error);
  JsonObject *object = answer != NULL && JSON_NODE_HOLDS_OBJECT (answer) ? json_node_get_object (answer) : NULL;
  JsonArray *records = hub_json_get_array (object, "items");

  if (g_cancellable_is_cancelled (question->cancellable))
    return;
  g_clear_object (&self->reading);
  g_clear_error (&self->error);
  if (records == NULL)
    {
      /* What was told before stays. */
      self->error = error != NULL ? g_steal_pointer (&error)
                                  : hub_error_new (HUB_ERROR_FAILED, "platform.bad_answer",
                                                   _("The platform answered something unexpected."));
      if (self->state != HUB_CONSOLE_STATE_READY)
        self->state = HUB_CONSOLE_STATE_FAILED;
      emit_changed (self);
      return;
    }
  if (question->older)
    append (self, records);
  else
    hub_console_item_fill_store (self->items, records);
  self->unread = (guint) CLAMP (hub_json_get_int (object, "unread", 0), 0, G_MAXINT);
  g_free (self->next);
  self->next = g_strdup (hub_json_get_string (object, "next", NULL));
  self->state = HUB_CONSOLE_STATE_READY;
  emit_changed (self);
}

static void
ask (HubNotifications *self, const char *cursor)
{
  g_autoptr (JsonObject) parameters = json_object_new ();
  Question *question = g_new0 (Question, 1);

  stop_reading (self);
  self->reading = g_cancellable_new ();
  question->notifications = g_object_ref (self);
  question->cancellable = g_object_ref (self->reading);
  question->older = cursor != NULL;
  json_object_set_int_member (parameters, "limit", PAGE);
  if (cursor != NULL)
    json_object_set_string_member (parameters, "cursor", cursor);
  hub_client_call_async (self->client, "listNotifications", parameters, self->reading, answered, question);
}

/* Told once: what is there was told before, and a socket that comes back tells of it again. */
static void
heard (HubClientEvents *live, JsonObject *row, HubNotifications *self)
{
  g_autoptr (HubConsoleItem) item = hub_console_item_new (row);
  guint position;

  if (find (self, hub_console_item_get_string (item, "id"), &position))
    return;
  g_list_store_insert (self->items, 0, item);
  if (!hub_notification_is_read (item))
    self->unread++;
  emit_changed (self);
  g_signal_emit (self, signals[ARRIVED], 0, item);
  /* A page that was asked for before does not have it. */
  if (self->reading != NULL)
    hub_notifications_reload (self);
}

static void
live_changed (HubClientEvents *live, HubNotifications *self)
{
  HubClientEventsState state = hub_client_events_get_state (live);

  if (state == HUB_CLIENT_EVENTS_LIVE && (self->was_offline || self->state == HUB_CONSOLE_STATE_FAILED))
    hub_notifications_reload (self);
  self->was_offline = state == HUB_CLIENT_EVENTS_CONNECTING;
}

static void heard_change (HubClientEvents *live, JsonObject *change, HubNotifications *self);
static void read_on_platform (HubNotifications *self, const char *id);

static void
stop_listening (HubNotifications *self)
{
  if (self->live != NULL)
    g_signal_handlers_disconnect_by_data (self->live, self);
  g_clear_object (&self->live);
}

static void
hub_notifications_dispose (GObject *object)
{
  HubNotifications *self = HUB_NOTIFICATIONS (object);

  stop_reading (self);
  stop_listening (self);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (hub_notifications_parent_class)->dispose (object);
}

static void
hub_notifications_finalize (GObject *object)
{
  HubNotifications *self = HUB_NOTIFICATIONS (object);

  g_clear_object (&self->items);
  g_clear_error (&self->error);
  g_free (self->next);
  g_ptr_array_unref (self->to_read);
  G_OBJECT_CLASS (hub_notifications_parent_class)->finalize (object);
}

static void
hub_notifications_class_init (HubNotificationsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_notifications_dispose;
  G_OBJECT_CLASS (klass)->finalize = hub_notifications_finalize;
  signals[CHANGED] = g_signal_new ("changed", HUB_TYPE_NOTIFICATIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ARRIVED] = g_signal_new ("arrived", HUB_TYPE_NOTIFICATIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   HUB_TYPE_CONSOLE_ITEM);
}

static void
hub_notifications_init (HubNotifications *self)
{
  self->items = g_list_store_new (HUB_TYPE_CONSOLE_ITEM);
  self->to_read = g_ptr_array_new_with_free_func (g_free);
}

/**
 * hub_notifications_new:
 *
 * Returns: (transfer full): the notifications of nobody yet
 */
HubNotifications *
hub_notifications_new (void)
{
  return g_object_new (HUB_TYPE_NOTIFICATIONS, NULL);
}

/**
 * hub_notifications_set_client:
 * @self: notifications
 * @client: (nullable): a client that is signed in; %NULL forgets what was told
 *
 * Reads what the person was told, and hears of more while it happens.
 */
void
hub_notifications_set_client (HubNotifications *self, HubClient *client)
{
  g_return_if_fail (HUB_IS_NOTIFICATIONS (self));

  if (client == self->client)
    return;
  stop_reading (self);
  stop_listening (self);
  g_set_object (&self->client, client);
  g_list_store_remove_all (self->items);
  g_clear_pointer (&self->next, g_free);
  g_clear_error (&self->error);
  self->unread = 0;
  self->was_offline = FALSE;
  self->interrupted = FALSE;
  self->state = client != NULL ? HUB_CONSOLE_STATE_LOADING : HUB_CONSOLE_STATE_NONE;
  emit_changed (self);
  if (client == NULL)
    return;
  self->live = hub_client_events_share (client);
  g_signal_connect (self->live, "notification", G_CALLBACK (heard), self);
  g_signal_connect (self->live, "change", G_CALLBACK (heard_change), self);
  g_signal_connect (self->live, "state-changed", G_CALLBACK (live_changed), self);
  g_signal_connect_swapped (self->live, "resync", G_CALLBACK (hub_notifications_reload), self);
  self->interrupted = self->to_read->len > 0;
  for (guint i = 0; i < self->to_read->len; i++)
    read_on_platform (self, self->to_read->pdata[i]);
  g_ptr_array_set_size (self->to_read, 0);
  hub_notifications_reload (self);
}

/**
 * hub_notifications_get_client:
 * @self: notifications
 *
 * Returns: (transfer none) (nullable): whose they are
 */
HubClient *
hub_notifications_get_client (HubNotifications *self)
{
  return self->client;
}

/**
 * hub_notifications_get_items:
 * @self: notifications
 *
 * Returns: (transfer none): what was read, of #HubConsoleItem, newest first; the same model for the object's whole life
 */
GListModel *
hub_notifications_get_items (HubNotifications *self)
{
  return G_LIST_MODEL (self->items);
}

/**
 * hub_notifications_get_state:
 * @self: notifications
 *
 * Returns: what is known; ready stays ready when a reading anew fails
 */
HubConsoleState
hub_notifications_get_state (HubNotifications *self)
{
  return self->state;
}

/**
 * hub_notifications_get_error:
 * @self: notifications
 *
 * Returns: (transfer none) (nullable): why the last reading failed
 */
const GError *
hub_notifications_get_error (HubNotifications *self)
{
  return self->error;
}

/**
 * hub_notifications_get_unread:
 * @self: notifications
 *
 * Returns: how many were not read, also of those that were not loaded
 */
guint
hub_notifications_get_unread (HubNotifications *self)
{
  return self->unread;
}

/**
 * hub_notifications_reload:
 * @self: notifications
 *
 * Reads the newest anew, as when somebody looks: what was read elsewhere is marked here, too.
 */
void
hub_notifications_reload (HubNotifications *self)
{
  g_return_if_fail (HUB_IS_NOTIFICATIONS (self));

  if (self->client != NULL)
    ask (self, NULL);
}

/**
 * hub_notifications_load_more:
 * @self: notifications
 *
 * Reads older ones, when there are any and nothing is being read.
 */
void
hub_notifications_load_more (HubNotifications *self)
{
  g_return_if_fail (HUB_IS_NOTIFICATIONS (self));

  if (self->client != NULL && self->next != NULL && self->reading == NULL)
    {
      g_autofree char *next = g_strdup (self->next);

      ask (self, next);
    }
}

/* @position is counted as read, before the platform said so. */
static void
mark (HubNotifications *self, guint position)
{
  g_autoptr (HubConsoleItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);
  g_autoptr (JsonObject) copy = json_object_new ();
  g_autoptr (HubConsoleItem) fresh = NULL;
  g_autoptr (GList) members = NULL;
  JsonObject *record = hub_console_item_get_record (item);
  gpointer place;

  if (hub_notification_is_read (item))
    return;
  members = json_object_get_members (record);
  for (GList *l = members; l != NULL; l = l->next)
    json_object_set_member (copy, l->data, json_object_dup_member (record, l->data));
  json_object_set_boolean_member (copy, "read", TRUE);
  fresh = hub_console_item_new (copy);
  place = fresh;
  g_list_store_splice (self->items, position, 1, &place, 1);
  if (self->unread > 0)
    self->unread--;
}

/* All up to the one with the number @last, also those that were not loaded: they are older than what was. */
static void
mark_until (HubNotifications *self, gint64 last)
{
  guint newer = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (HubConsoleItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (g_ascii_strtoll (hub_console_item_get_string (item, "id"), NULL, 10) <= last)
        mark (self, i);
      else if (!hub_notification_is_read (item))
        newer++;
    }
  self->unread = newer;
}

/* A page that was asked for before somebody read would show it as unread again. */
static void
interrupt_reading (HubNotifications *self)
{
  self->interrupted = self->interrupted || self->reading != NULL;
  stop_reading (self);
}

/* Refused or lost: the platform's word counts. */
static void
read_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HubNotifications) self = user_data;
  g_autoptr (JsonNode) answer = hub_client_call_finish (HUB_CLIENT (source), result, NULL);

  if (self->client != HUB_CLIENT (source) || (answer != NULL && !self->interrupted))
    return;
  self->interrupted = FALSE;
  hub_notifications_reload (self);
}

static void
read_on_platform (HubNotifications *self, const char *id)
{
  g_autoptr (JsonObject) parameters = json_object_new ();

  interrupt_reading (self);
  json_object_set_string_member (parameters, "id", id);
  hub_client_call_async (self->client, "readNotification", parameters, NULL, read_answered, g_object_ref (self));
}

/* The person has read on another computer; or here, where all that is told was marked before. */
static void
heard_change (HubClientEvents *live, JsonObject *change, HubNotifications *self)
{
  const char *action = hub_json_get_string (change, "action", "");
  const char *target = hub_json_get_string (change, "target", "");
  guint before = self->unread, position = 0;

  if (before == 0 || !g_strv_contains ((const char *const[]) { "readNotification", "readAllNotifications", NULL }, action))
    return;
  if (g_str_equal (action, "readAllNotifications"))
    mark_until (self, g_ascii_strtoll (target, NULL, 10));
  else if (find (self, target, &position))
    mark (self, position);
  else
    hub_notifications_reload (self);   /* of one that was not loaded, only the platform knows how many are left */
  if (self->unread == before)
    return;
  emit_changed (self);
  /* A page that was asked for before shows it as unread. */
  if (self->reading != NULL)
    hub_notifications_reload (self);
}

/**
 * hub_notifications_read:
 * @self: notifications
 * @id: one that the person has seen, also one that was not loaded
 *
 * Before somebody is signed in it is kept: the desktop starts the program with a notification of an earlier run.
 */
void
hub_notifications_read (HubNotifications *self, const char *id)
{
  guint position;

  g_return_if_fail (HUB_IS_NOTIFICATIONS (self));

  if (self->client == NULL)
    {
      g_ptr_array_add (self->to_read, g_strdup (id));
      return;
    }
  if (find (self, id, &position))
    mark (self, position);
  else
    self->interrupted = TRUE;   /* how many are unread is asked for again */
  emit_changed (self);
  read_on_platform (self, id);
}

/**
 * hub_notifications_read_all:
 * @self: notifications
 *
 * Counts all as read, also those that were not loaded.
 */
void
hub_notifications_read_all (HubNotifications *self)
{
  g_return_if_fail (HUB_IS_NOTIFICATIONS (self));

  if (self->client == NULL || self->unread == 0)
    return;
  mark_until (self, G_MAXINT64);
  interrupt_reading (self);
  emit_changed (self);
  hub_client_call_async (self->client, "readAllNotifications", NULL, NULL, read_answered, g_object_ref (self));
}
