/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-webhook-service.h"

#include "config.h"

#include "hub-app-repository.h"
#include "hub-app-service.h"
#include "hub-fetch.h"
#include "hub-json.h"
#include "hub-language.h"
#include "hub-permissions.h"
#include "hub-present.h"
#include "hub-refusals.h"
#include "hub-schedule.h"
#include "hub-server-domain.h"
#include "hub-webhook-message.h"

static gboolean
check (HubPlatform *platform, const HubWebhook *webhook, char **domain, GError **error)
{
  g_autoptr (GUri) uri = hub_fetch_check_url (webhook->url, platform->allow_private, NULL);

  *domain = hub_domain_of_url (webhook->url);
  if (uri != NULL && *domain != NULL && g_uri_get_fragment (uri) == NULL)
    return TRUE;
  hub_refuse (error, "webhook.bad_url", _("Write an address that begins with https:// and a host name, without a user name and a fragment"));
  return FALSE;
}

/**
 * hub_webhook_service_set:
 * @platform: the platform
 * @actor: the program's admin
 * @webhook: where the program's notifications are sent, and the secret that they are signed with
 * @error: (out) (optional): "webhook.bad_url", "auth.permission_denied"
 *
 * From now on, also for what has not arrived yet. A webhook that was disabled is in use again.
 *
 * Returns: whether it is set
 */
gboolean
hub_webhook_service_set (HubPlatform *platform, HubActor *actor, const HubWebhook *webhook, GError **error)
{
  g_autofree char *domain = NULL;
  g_autoptr (HubTransaction) transaction = NULL;

  if (!check (platform, webhook, &domain, error))
    return FALSE;
  transaction = hub_transaction_begin (platform->database, error);
  /* Whoever was the admin when the request came may have handed the program over meanwhile. The address may be a secret
   * itself, so that the audit log has its host only. */
  if (transaction == NULL
      || !hub_app_service_require (platform, actor, webhook->app_id, HUB_PERMISSION_ADMIN, error)
      || !hub_webhook_repository_put (platform->database, webhook, error)
      || !hub_webhook_repository_release (platform->database, webhook->app_id, webhook->set_at, error)
      || !hub_platform_log_done (platform, actor, "setWebhook", webhook->app_id, domain, error)
      || !hub_transaction_commit (transaction, error))
    return FALSE;
  hub_schedule_wake (platform->schedule);
  return TRUE;
}

/**
 * hub_webhook_service_delete:
 * @platform: the platform
 * @actor: the program's admin
 * @app_id: the program
 * @error: (out) (optional): "webhook.not_set", "auth.permission_denied"
 *
 * Returns: whether notifications are sent nowhere any more; what has not arrived is forgotten
 */
gboolean
hub_webhook_service_delete (HubPlatform *platform, HubActor *actor, const char *app_id, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  gboolean deleted;

  if (transaction == NULL
      || !hub_app_service_require (platform, actor, app_id, HUB_PERMISSION_ADMIN, error)
      || !hub_webhook_repository_delete (platform->database, app_id, &deleted, error))
    return FALSE;
  if (!deleted)
    {
      hub_refuse (error, "webhook.not_set", _("The program has no webhook"));
      return FALSE;
    }
  return hub_platform_log_done (platform, actor, "deleteWebhook", app_id, "", error)
         && hub_transaction_commit (transaction, error);
}

/**
 * hub_webhook_service_stop:
 * @platform: the platform, in the transaction in which the program gets another admin
 * @app_id: the program
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * What the new admin is told does not go to a server of the old one's: the webhook is disabled until the new one sets it.
 *
 * Returns: whether nothing more is sent
 */
gboolean
hub_webhook_service_stop (HubPlatform *platform, const char *app_id, GError **error)
{
  /* Kept for somebody else, whose language is not known here. */
  g_auto (HubLanguageScope) spoken = hub_language_begin (NULL);
  g_autoptr (HubWebhook) webhook = NULL;

  if (!hub_webhook_repository_find (platform->database, app_id, &webhook, error))
    return FALSE;
  if (webhook == NULL)
    return TRUE;
  webhook->disabled_at = hub_clock_now (platform->clock);
  g_free (webhook->outcome);
  webhook->outcome = g_strdup (_("The program has another admin now, who has not set the webhook yet."));
  return hub_webhook_repository_note (platform->database, webhook, error)
         && hub_webhook_repository_hold (platform->database, app_id, error);
}

/* (transfer full): what is sent, in one form for good. */
static char *
make_content (const char *id, const HubNotification *notification, gint64 number)
{
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) node = NULL;

  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "kind", notification->kind);
  json_object_set_string_member (object, "text", notification->text);
  json_object_set_string_member (object, "app_id", notification->app_id);
  json_object_set_string_member (object, "link", notification->link);
  json_object_set_string_member (object, "to", notification->superhub_id);
  hub_present_set_time (object, "created_at", notification->created_at);
  if (number > 0)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

      json_object_set_string_member (object, "notification", text);
    }
  node = hub_present_object (object);
  return hub_json_to_string (node, FALSE);
}

static void
on_tested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HubActor *actor = g_task_get_task_data (task);
  g_auto (HubLanguageScope) spoken = hub_language_begin (actor->language);
  g_autoptr (GError) problem = NULL;
  g_autoptr (HubFetchAnswer) answer = hub_fetch_send_finish (result, &problem);
  g_autofree char *why = hub_webhook_why_not (answer, problem);
  GError *error = NULL;

  if (why == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  hub_refuse (&error, "webhook.not_delivered", _("The test did not arrive. %s"), why);
  g_task_return_error (task, error);
}

/**
 * hub_webhook_service_test_async:
 * @platform: the platform
 * @actor: the program's admin; kept until the callback
 * @app_id: the program
 * @callback: called when the server has answered
 * @user_data: for @callback
 *
 * Sends something of the kind "webhook.test" once, also where the webhook was disabled: that is when a test is wanted.
 */
void
hub_webhook_service_test_async (HubPlatform *platform, HubActor *actor, const char *app_id, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (HubWebhook) webhook = NULL;
  g_autofree char *id = hub_platform_new_id ("wh");
  g_autofree char *link = g_strconcat ("superhub://", app_id, "/settings/webhook", NULL);
  g_autofree char *content = NULL;
  GError *error = NULL;
  const HubNotification test = {
    .superhub_id = actor->superhub_id,
    .kind = (char *) "webhook.test",
    .text = (char *) _("This is a test of the webhook."),
    .app_id = (char *) app_id,
    .link = link,
    .created_at = hub_clock_now (platform->clock),
  };

  g_task_set_source_tag (task, hub_webhook_service_test_async);
  g_task_set_task_data (task, actor, NULL);
  if (hub_webhook_repository_find (platform->database, app_id, &webhook, &error) && webhook == NULL)
    hub_refuse (&error, "webhook.not_set", _("The program has no webhook"));
  if (webhook == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  content = make_content (id, &test, 0);
  hub_fetch_send_async (hub_webhook_make_message (platform, webhook, id, content), NULL, on_tested, task);
}

/**
 * hub_webhook_service_test_finish:
 * @result: given to the callback
 * @error: (out) (optional): "webhook.not_set", "webhook.not_delivered"
 *
 * Returns: whether the server took it
 */
gboolean
hub_webhook_service_test_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hub_webhook_service_tell:
 * @platform: the platform, in the transaction of the notification
 * @notification: what somebody is told
 * @number: its number
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Sends it soon, if it is for the program's admin and the program has a webhook; if that is disabled, once it is set again.
 *
 * Returns: whether it is written down
 */
gboolean
hub_webhook_service_tell (HubPlatform *platform, const HubNotification *notification, gint64 number, GError **error)
{
  g_autoptr (HubWebhook) webhook = NULL;
  g_autoptr (HubApp) app = NULL;
  g_autofree char *id = NULL;
  g_autofree char *content = NULL;
  gint64 now = hub_clock_now (platform->clock);
  HubWebhookDelivery row;

  if (!hub_webhook_repository_find (platform->database, notification->app_id, &webhook, error))
    return FALSE;
  if (webhook == NULL)
    return TRUE;
  if (!hub_app_repository_find (platform->database, notification->app_id, &app, error))
    return FALSE;
  if (app == NULL || !g_str_equal (app->admin, notification->superhub_id))
    return TRUE;
  id = hub_platform_new_id ("wh");
  content = make_content (id, notification, number);
  row = (HubWebhookDelivery) { .id = id, .app_id = app->app_id, .notification = number, .kind = notification->kind,
                               .content = content, .due_at = webhook->disabled_at == 0 ? now : 0, .created_at = now };
  hub_schedule_wake (platform->schedule);
  return hub_webhook_repository_add_delivery (platform->database, &row, error)
         && hub_webhook_service_tell_change (platform, app->app_id, app->admin, error);
}

/**
 * hub_webhook_service_tell_change:
 * @platform: the platform, in the transaction of the change
 * @app_id: the program
 * @admin: (nullable): its admin, who alone sees deliveries; %NULL to look that up
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * A delivery is another than before: who looks at the list sees it at once.
 *
 * Returns: whether it is written down
 */
gboolean
hub_webhook_service_tell_change (HubPlatform *platform, const char *app_id, const char *admin, GError **error)
{
  HubChange change = { .action = (char *) "deliverWebhook", .app_id = (char *) app_id, .superhub_id = (char *) admin };
  g_autoptr (HubApp) app = NULL;

  if (admin == NULL && !hub_app_repository_find (platform->database, app_id, &app, error))
    return FALSE;
  if (admin == NULL && app == NULL)
    return TRUE;
  if (admin == NULL)
    change.superhub_id = app->admin;
  return hub_platform_tell_change (platform, &change, error);
}
