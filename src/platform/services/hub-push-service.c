/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-push-service.h"

#include "config.h"

#include "hub-app-service.h"
#include "hub-error.h"
#include "hub-json.h"
#include "hub-language.h"
#include "hub-push-crypt.h"
#include "hub-push-message.h"
#include "hub-refusals.h"
#include "hub-schedule.h"
#include "hub-server-domain.h"

/* The first time, and three more. */
#define MAX_ATTEMPTS 4
#define AT_ONCE 20
/* Longer than a server may take: whoever sends it has it for so long. */
#define LEASE (20 * G_TIME_SPAN_SECOND)

static const gint64 pauses[MAX_ATTEMPTS] = { 0, G_TIME_SPAN_SECOND, 5 * G_TIME_SPAN_SECOND, 30 * G_TIME_SPAN_SECOND };

static gboolean
check (HubPlatform *platform, const HubPush *push, GError **error)
{
  g_autoptr (GUri) uri = hub_fetch_check_url (push->url, platform->allow_private, NULL);
  g_autofree char *domain = hub_domain_of_url (push->url);
  guint8 key[32];

  if (uri == NULL || domain == NULL || g_uri_get_fragment (uri) != NULL)
    hub_refuse (error, "push.bad_url", _("Write an address that begins with https:// and a host name, without a user name and a fragment"));
  else if (!hub_push_key_decode (push->aes_key, key))
    hub_refuse (error, "push.bad_key", _("The EncodingAESKey has %d letters and digits"), HUB_PUSH_KEY_LENGTH);
  else
    return TRUE;
  return FALSE;
}

/* One thing that is asked of a program's server, and waits for its answer. */
typedef struct
{
  HubPlatform *platform;
  HubActor    *actor;
  HubPush     *push;
  char        *echo;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_clear_pointer (&asked->push, hub_push_free);
  g_free (asked->echo);
  g_free (asked);
}

static gboolean
store (Asked *asked, GError **error)
{
  HubPlatform *platform = asked->platform;
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);

  /* The handshake took its time: the person may have been removed meanwhile. */
  return transaction != NULL
         && hub_app_service_require (platform, asked->actor, asked->push->app_id, "development-settings", error)
         && hub_push_repository_put (platform->database, asked->push, error)
         && hub_platform_log_done (platform, asked->actor, "setMessagePush", asked->push->app_id, asked->push->url, error)
         && hub_transaction_commit (transaction, error);
}

static char *
describe (HubFetchAnswer *answer, const GError *error)
{
  if (answer != NULL)
    return g_strdup_printf (_("it answered with status %u"), answer->status);
  return g_strdup (error->domain == HUB_ERROR ? error->message : _("it cannot be reached"));
}

static void
on_handshake (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asked *asked = g_task_get_task_data (task);
  g_auto (HubLanguageScope) spoken = hub_language_begin (asked->actor->language);
  g_autoptr (GError) problem = NULL;
  g_autoptr (HubFetchAnswer) answer = hub_fetch_send_finish (result, &problem);
  g_autofree char *text = NULL;
  g_autofree char *why = NULL;
  GError *error = NULL;
  gsize length = 0;

  if (answer != NULL && answer->status == 200)
    {
      const char *data = g_bytes_get_data (answer->body, &length);

      text = g_strstrip (g_strndup (data != NULL ? data : "", length));
    }
  if (g_strcmp0 (text, asked->echo) == 0)
    {
      if (store (asked, &error))
        g_task_return_pointer (task, g_steal_pointer (&asked->push), (GDestroyNotify) hub_push_free);
      else
        g_task_return_error (task, error);
      return;
    }
  why = text != NULL ? g_strdup (_("it answered something else than echostr")) : describe (answer, problem);
  hub_refuse (&error, "push.not_verified", _("The server did not pass the handshake: %s. It must check the signature and answer echostr."), why);
  g_task_return_error (task, error);
}

/**
 * hub_push_service_set_async:
 * @platform: the platform
 * @actor: somebody with the permission "development-settings"; kept until the callback
 * @push: (transfer full): where the program's server is told, and how
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Asks the server for the handshake, and stores it all if the server passes.
 */
void
hub_push_service_set_async (HubPlatform *platform, HubActor *actor, HubPush *push, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Asked *asked = g_new0 (Asked, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, hub_push_service_set_async);
  asked->platform = platform;
  asked->actor = actor;
  asked->push = push;
  g_task_set_task_data (task, asked, asked_free);
  if (check (platform, push, &error))
    hub_fetch_send_async (hub_push_make_handshake (platform, push, &asked->echo), NULL, on_handshake, task);
  else
    {
      g_task_return_error (task, error);
      g_object_unref (task);
    }
}

/**
 * hub_push_service_set_finish:
 * @result: given to the callback
 * @error: (out) (optional): "push.bad_url", "push.bad_key", "push.not_verified", "auth.permission_denied"
 *
 * Returns: (transfer full) (nullable): what is set now
 */
HubPush *
hub_push_service_set_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hub_push_service_delete:
 * @platform: the platform
 * @actor: somebody with the permission "development-settings"
 * @app_id: the program
 * @error: (out) (optional): "push.not_set"
 *
 * Returns: whether the program's server is told nothing any more
 */
gboolean
hub_push_service_delete (HubPlatform *platform, HubActor *actor, const char *app_id, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  gboolean deleted;

  if (transaction == NULL || !hub_push_repository_delete (platform->database, app_id, &deleted, error))
    return FALSE;
  if (!deleted)
    {
      hub_refuse (error, "push.not_set", _("The program has no message push"));
      return FALSE;
    }
  return hub_platform_log_done (platform, actor, "deleteMessagePush", app_id, "", error)
         && hub_transaction_commit (transaction, error);
}

static JsonObject *
make_message (const char *app_id, const char *to, gint64 created_at, const char *event)
{
  JsonObject *message = json_object_new ();

  json_object_set_string_member (message, "ToUserName", app_id);
  json_object_set_string_member (message, "FromUserName", to);
  json_object_set_int_member (message, "CreateTime", created_at / G_USEC_PER_SEC);
  json_object_set_string_member (message, "MsgType", "event");
  json_object_set_string_member (message, "Event", event);
  return message;
}

static void
on_tested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HubActor *actor = g_task_get_task_data (task);
  g_auto (HubLanguageScope) spoken = hub_language_begin (actor->language);
  g_autoptr (GError) problem = NULL;
  g_autoptr (HubFetchAnswer) answer = hub_fetch_send_finish (result, &problem);
  g_autofree char *why = NULL;
  GError *error = NULL;

  if (answer != NULL && hub_push_is_taken (answer))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  why = answer != NULL && answer->status == 200 ? g_strdup (_("it answered something else than success")) : describe (answer, problem);
  hub_refuse (&error, "push.not_delivered", _("The server did not take the message: %s"), why);
  g_task_return_error (task, error);
}

/**
 * hub_push_service_test_async:
 * @platform: the platform
 * @actor: somebody with the permission "development-settings"; kept until the callback
 * @app_id: the program
 * @callback: called when the server has answered
 * @user_data: for @callback
 *
 * Sends the event "debug_demo" once, so that a developer sees whether the server understands.
 */
void
hub_push_service_test_async (HubPlatform *platform, HubActor *actor, const char *app_id, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (HubPush) push = NULL;
  g_autoptr (JsonObject) message = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, hub_push_service_test_async);
  g_task_set_task_data (task, actor, NULL);
  if (hub_push_repository_find (platform->database, app_id, &push, &error) && push == NULL)
    hub_refuse (&error, "push.not_set", _("The program has no message push"));
  if (push == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  message = make_message (app_id, actor->superhub_id, hub_clock_now (platform->clock), "debug_demo");
  json_object_set_string_member (message, "debug_str", "hello world");
  hub_fetch_send_async (hub_push_make_message (platform, push, message), NULL, on_tested, task);
}

/**
 * hub_push_service_test_finish:
 * @result: given to the callback
 * @error: (out) (optional): "push.not_set", "push.not_delivered"
 *
 * Returns: whether the server took it
 */
gboolean
hub_push_service_test_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hub_push_service_tell:
 * @platform: the platform, in the transaction of what happened
 * @app_id: the program
 * @event: its name: "weapp_audit_success"
 * @subject: what it is about; the same event about the same subject is told once
 * @more: (nullable): what the event has besides
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Tells the program's server soon, if it wants to be told.
 *
 * Returns: whether it is written down
 */
gboolean
hub_push_service_tell (HubPlatform *platform, const char *app_id, const char *event, const char *subject, JsonObject *more,
                       GError **error)
{
  gint64 now = hub_clock_now (platform->clock);
  g_autoptr (HubPush) push = NULL;
  g_autoptr (HubApp) app = NULL;
  g_autoptr (JsonObject) message = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *content = NULL;
  g_autoptr (GList) names = more != NULL ? json_object_get_members (more) : NULL;

  if (!hub_push_repository_find (platform->database, app_id, &push, error))
    return FALSE;
  if (push == NULL)
    return TRUE;
  app = hub_app_service_get (platform, app_id, error);
  if (app == NULL)
    return FALSE;
  message = make_message (app_id, app->admin, now, event);
  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (message, l->data, json_node_copy (json_object_get_member (more, l->data)));
  node = json_node_init_object (json_node_alloc (), message);
  content = hub_json_to_string (node, FALSE);
  {
    const HubPushMessage row = { .app_id = (char *) app_id, .event = (char *) event, .subject = (char *) subject,
                                 .content = content, .due_at = now, .created_at = now };

    hub_schedule_wake (platform->schedule);
    return hub_push_repository_add_message (platform->database, &row, error);
  }
}

/**
 * hub_push_service_tell_decision:
 * @platform: the platform, in the transaction of the decision
 * @review: what was decided
 * @approved: how
 * @reason: (nullable): why it was rejected
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it is written down
 */
gboolean
hub_push_service_tell_decision (HubPlatform *platform, const HubReview *review, gboolean approved, const char *reason,
                                GError **error)
{
  gint64 seconds = hub_clock_now (platform->clock) / G_USEC_PER_SEC;
  g_autoptr (JsonObject) more = json_object_new ();

  if (approved)
    json_object_set_int_member (more, "SuccTime", seconds);
  else
    {
      json_object_set_string_member (more, "Reason", reason != NULL ? reason : "");
      json_object_set_int_member (more, "FailTime", seconds);
    }
  return hub_push_service_tell (platform, review->app_id, approved ? "weapp_audit_success" : "weapp_audit_fail",
                                review->id, more, error);
}

/* One message that is being sent; this process has it until its lease ends. */
typedef struct
{
  HubPlatform    *platform;
  HubPushMessage *message;
} Sending;

static void
write_down (HubPlatform *platform, const HubPushMessage *message, gboolean taken, const char *outcome)
{
  gboolean last = message->attempts >= MAX_ATTEMPTS;
  gint64 due = hub_clock_now (platform->clock) + (last ? 0 : pauses[message->attempts]);
  const HubChange change = { .action = (char *) "deliverMessage", .app_id = message->app_id };
  g_autoptr (GError) error = NULL;
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, &error);

  if (transaction == NULL
      || !hub_push_repository_change (platform->database, message->number, message->attempts,
                                      taken ? "delivered" : last ? "failed" : "waiting", message->attempts, due, outcome, &error)
      || !hub_platform_tell_change (platform, &change, &error)
      || !hub_transaction_commit (transaction, &error))
    g_message ("event=failure operation=messagePush reason=\"%s\"", error->message);
  hub_schedule_wake (platform->schedule);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Sending *sending = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HubFetchAnswer) answer = hub_fetch_send_finish (result, &error);
  gboolean taken = answer != NULL && hub_push_is_taken (answer);
  g_autofree char *outcome = taken ? g_strdup ("") : describe (answer, error);

  write_down (sending->platform, sending->message, taken, outcome);
  hub_push_message_free (sending->message);
  g_free (sending);
}

/* Takes a message for this process: sent by one process at a time, and by another if this one dies meanwhile. */
static gboolean
claim (HubPlatform *platform, HubPushMessage *message, gint64 now, GError **error)
{
  gboolean over = message->attempts >= MAX_ATTEMPTS;
  gint64 before = message->attempts;

  if (!over)
    message->attempts++;
  return hub_push_repository_change (platform->database, message->number, before, over ? "failed" : "waiting",
                                     message->attempts, now + LEASE, message->outcome, error);
}

static void
send (HubPlatform *platform, HubPushMessage *message)
{
  g_autoptr (HubPush) push = NULL;
  g_autoptr (JsonNode) node = hub_json_parse (message->content, -1, "message", NULL);
  Sending *sending;

  if (node == NULL || !hub_push_repository_find (platform->database, message->app_id, &push, NULL) || push == NULL)
    {
      hub_push_message_free (message);
      return;
    }
  /* Built anew for each attempt: the settings may have changed. The number stays, by which a server knows it again. */
  json_object_set_int_member (json_node_get_object (node), "MsgId", message->number);
  sending = g_new0 (Sending, 1);
  sending->platform = platform;
  sending->message = message;
  hub_fetch_send_async (hub_push_make_message (platform, push, json_node_get_object (node)), NULL, on_sent, sending);
}

/**
 * hub_push_service_work:
 * @platform: the platform
 * @now: its time
 * @next: (inout): when the next message is due
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Sends what is due. See HubTimedWork.
 *
 * Returns: whether it worked
 */
gboolean
hub_push_service_work (HubPlatform *platform, gint64 now, gint64 *next, GError **error)
{
  g_autoptr (GPtrArray) due = NULL;
  g_autoptr (HubTransaction) transaction = NULL;
  gint64 at;

  if (!hub_push_repository_get_next (platform->database, &at, error))
    return FALSE;
  if (at == 0 || at > now)
    {
      if (at != 0)
        *next = MIN (*next, at);
      return TRUE;
    }
  transaction = hub_transaction_begin (platform->database, error);
  if (transaction == NULL)
    return FALSE;
  due = hub_push_repository_list_due (platform->database, now, AT_ONCE, error);
  if (due == NULL)
    return FALSE;
  for (guint i = 0; i < due->len; i++)
    if (!claim (platform, g_ptr_array_index (due, i), now, error))
      return FALSE;
  if (!hub_transaction_commit (transaction, error))
    return FALSE;
  while (due->len > 0)
    send (platform, g_ptr_array_steal_index (due, due->len - 1));
  *next = MIN (*next, now + G_TIME_SPAN_SECOND);
  return TRUE;
}
