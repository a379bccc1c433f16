/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was written down for a webhook is sent, by one process at a time. */
#include "hub-webhook-service.h"

#include "config.h"

#include "hub-app-repository.h"
#include "hub-fetch.h"
#include "hub-language.h"
#include "hub-schedule.h"
#include "hub-webhook-message.h"

#define AT_ONCE 20
/* Longer than a server may take: whoever sends it has it for so long. */
#define LEASE (30 * G_TIME_SPAN_SECOND)
/* A server that is away for a weekend misses nothing. */
#define GIVE_UP (3 * G_TIME_SPAN_DAY)

/* After the first attempt that failed, the second, …; the last for all that follow. */
static const gint64 waits[] = {
  10 * G_TIME_SPAN_SECOND, G_TIME_SPAN_MINUTE, 5 * G_TIME_SPAN_MINUTE, 30 * G_TIME_SPAN_MINUTE, G_TIME_SPAN_HOUR,
  3 * G_TIME_SPAN_HOUR, 6 * G_TIME_SPAN_HOUR,
};

/* One delivery that is being sent; this process has it until its lease ends. */
typedef struct
{
  HubPlatform        *platform;
  HubWebhookDelivery *delivery;
  HubWebhook         *webhook;
} Sending;

static void
sending_free (Sending *self)
{
  hub_webhook_delivery_free (self->delivery);
  g_clear_pointer (&self->webhook, hub_webhook_free);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sending, sending_free)

/* The notification is stored and not sent: where it would go to does not listen. */
static gboolean
tell_disabled (HubPlatform *platform, const HubWebhook *webhook, GError **error)
{
  g_autoptr (HubApp) app = NULL;
  g_autoptr (HubActor) clockwork = hub_actor_new ("");
  g_autofree char *text = NULL;
  g_autofree char *subject = g_strdup_printf ("%s %" G_GINT64_FORMAT, webhook->app_id, webhook->disabled_at);
  g_autofree char *link = g_strconcat ("superhub://", webhook->app_id, "/settings/webhook", NULL);
  HubNotification told = { .kind = (char *) "webhook.disabled", .subject = subject, .app_id = webhook->app_id, .link = link,
                           .created_at = webhook->disabled_at };

  if (!hub_app_repository_find (platform->database, webhook->app_id, &app, error))
    return FALSE;
  if (app == NULL)
    return TRUE;
  text = g_strdup_printf (_("The webhook of “%s” was disabled, for nothing has arrived there for 3 days. %s Set it again, and "
                            "what waits is sent."), app->name, webhook->outcome);
  told.superhub_id = app->admin;
  told.text = text;
  g_free (clockwork->superhub_id);
  clockwork->superhub_id = g_strdup (HUB_ACTOR_PLATFORM);
  return hub_notification_repository_insert (platform->database, &told, NULL, error)
         && hub_platform_log_done (platform, clockwork, "disableWebhook", webhook->app_id, "", error);
}

static gboolean
note_failure (HubPlatform *platform, HubWebhook *webhook, HubWebhookDelivery *delivery, gint64 now, const char *why, GError **error)
{
  gint64 wait = waits[CLAMP (delivery->attempts - 1, 0, (gint64) G_N_ELEMENTS (waits) - 1)];
  gint64 since = MAX (delivery->created_at, webhook->set_at);
  gboolean disables;

  g_free (webhook->outcome);
  webhook->outcome = g_strdup (why);
  if (webhook->failing_since == 0)
    webhook->failing_since = now;
  disables = webhook->disabled_at == 0 && now - webhook->failing_since >= GIVE_UP;
  if (disables)
    webhook->disabled_at = now;
  g_free (delivery->state);
  delivery->state = g_strdup ("failing");
  g_free (delivery->outcome);
  delivery->outcome = g_strdup (why);
  /* What alone is never taken, while the rest arrives, is kept without being sent for ever. */
  delivery->due_at = webhook->disabled_at != 0 || now - since >= GIVE_UP ? 0 : now + wait;
  return hub_webhook_repository_finish (platform->database, delivery, error)
         && hub_webhook_repository_note (platform->database, webhook, error)
         && (!disables || (hub_webhook_repository_hold (platform->database, webhook->app_id, error)
                           && tell_disabled (platform, webhook, error)));
}

static gboolean
note_success (HubPlatform *platform, HubWebhook *webhook, HubWebhookDelivery *delivery, gint64 now, GError **error)
{
  g_free (delivery->state);
  delivery->state = g_strdup ("delivered");
  delivery->delivered_at = now;
  webhook->failing_since = 0;
  webhook->delivered_at = now;
  g_free (webhook->outcome);
  webhook->outcome = g_strdup ("");
  return hub_webhook_repository_finish (platform->database, delivery, error)
         && hub_webhook_repository_note (platform->database, webhook, error);
}

/* Others may have sent to the same webhook meanwhile, or it was set to another address, of which this says nothing. */
static gboolean
write_down (Sending *sending, const char *why, GError **error)
{
  HubPlatform *platform = sending->platform;
  gint64 now = hub_clock_now (platform->clock);
  g_autoptr (HubWebhook) webhook = NULL;
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);

  if (transaction == NULL || !hub_webhook_repository_find (platform->database, sending->delivery->app_id, &webhook, error))
    return FALSE;
  if (webhook == NULL || (why != NULL && webhook->set_at != sending->webhook->set_at))
    return TRUE;
  if (why == NULL ? !note_success (platform, webhook, sending->delivery, now, error)
                  : !note_failure (platform, webhook, sending->delivery, now, why, error))
    return FALSE;
  if (!hub_webhook_service_tell_change (platform, webhook->app_id, NULL, error))
    return FALSE;
  return hub_transaction_commit (transaction, error);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Sending) sending = user_data;
  g_autoptr (GError) problem = NULL;
  g_autoptr (HubFetchAnswer) answer = hub_fetch_send_finish (result, &problem);
  g_autofree char *why = hub_webhook_why_not (answer, problem);
  g_autoptr (GError) error = NULL;

  /* Where it cannot be written down it is sent once more, with the same id, after its lease. */
  if (!write_down (sending, why, &error))
    g_message ("event=failure operation=webhook reason=\"%s\"", error->message);
  hub_schedule_wake (sending->platform->schedule);
}

static gboolean
claim_due (HubPlatform *platform, gint64 now, GPtrArray *claimed, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (GPtrArray) due = transaction != NULL ? hub_webhook_repository_list_due (platform->database, now, AT_ONCE, error) : NULL;

  if (due == NULL)
    return FALSE;
  while (due->len > 0)
    {
      g_autoptr (HubWebhookDelivery) row = g_ptr_array_steal_index (due, 0);
      gboolean ours;

      if (!hub_webhook_repository_claim (platform->database, row, now + LEASE, &ours, error))
        return FALSE;
      if (ours)
        g_ptr_array_add (claimed, g_steal_pointer (&row));
    }
  return hub_transaction_commit (transaction, error);
}

static void
send (HubPlatform *platform, HubWebhookDelivery *delivery)
{
  g_autoptr (Sending) sending = g_new0 (Sending, 1);
  g_autoptr (GError) error = NULL;
  HubFetch *fetch;

  sending->platform = platform;
  sending->delivery = delivery;
  if (!hub_webhook_repository_find (platform->database, delivery->app_id, &sending->webhook, &error))
    g_message ("event=failure operation=webhook reason=\"%s\"", error->message);
  /* Deleted, or disabled with all that waits, since it was claimed. */
  if (sending->webhook == NULL || sending->webhook->disabled_at != 0)
    return;
  fetch = hub_webhook_make_message (platform, sending->webhook, delivery->id, delivery->content);
  hub_fetch_send_async (fetch, NULL, on_sent, g_steal_pointer (&sending));
}

/**
 * hub_webhook_service_work:
 * @platform: the platform
 * @now: its time
 * @next: (inout): when the next delivery is due
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Sends what is due. See HubTimedWork.
 *
 * Returns: whether it worked
 */
gboolean
hub_webhook_service_work (HubPlatform *platform, gint64 now, gint64 *next, GError **error)
{
  g_autoptr (GPtrArray) claimed = g_ptr_array_new_with_free_func ((GDestroyNotify) hub_webhook_delivery_free);
  gint64 at;

  if (!hub_webhook_repository_get_next (platform->database, &at, error))
    return FALSE;
  if (at == 0 || at > now)
    {
      if (at != 0)
        *next = MIN (*next, at);
      return TRUE;
    }
  if (!claim_due (platform, now, claimed, error))
    return FALSE;
  while (claimed->len > 0)
    send (platform, g_ptr_array_steal_index (claimed, 0));
  *next = MIN (*next, now + G_TIME_SPAN_SECOND);
  return TRUE;
}
