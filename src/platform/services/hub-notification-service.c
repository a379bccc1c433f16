/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-notification-service.h"

#include "config.h"

#include "hub-app-repository.h"
#include "hub-language.h"
#include "hub-refusals.h"
#include "hub-webhook-service.h"

/**
 * hub_notification_service_store:
 * @platform: the platform, in the transaction of what happened
 * @row: what somebody is told
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * The way every notification goes: it is stored, and what sends it on finds it there.
 *
 * Returns: whether it is stored; telling the same person the same a second time changes nothing
 */
gboolean
hub_notification_service_store (HubPlatform *platform, const HubNotification *row, GError **error)
{
  gint64 number;

  return hub_notification_repository_insert (platform->database, row, &number, error)
         && (number == 0 || hub_webhook_service_tell (platform, row, number, error));
}

/**
 * hub_notification_service_tell_decision:
 * @platform: the platform, in the transaction of the decision
 * @review: what was decided
 * @approved: how
 * @reason: (nullable): of a rejection
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Tells the program's admin, once.
 *
 * Returns: whether it is stored
 */
gboolean
hub_notification_service_tell_decision (HubPlatform *platform, const HubReview *review,
                                        gboolean approved, const char *reason, GError **error)
{
  /* Read by somebody else, whose language is not known here. */
  g_auto (HubLanguageScope) spoken = hub_language_begin (NULL);
  g_autoptr (HubApp) app = NULL;
  g_autofree char *text = NULL;
  g_autofree char *link = NULL;
  HubNotification row = { .kind = approved ? (char *) "review.approved" : (char *) "review.rejected" };

  if (!hub_app_repository_find (platform->database, review->app_id, &app, error))
    return FALSE;
  if (app == NULL)
    return TRUE;
  if (approved)
    text = g_strdup_printf (_("Version %s of “%s” was approved and can be released."),
                            review->version, app->name);
  else
    text = g_strdup_printf (_("Version %s of “%s” was rejected: %s"), review->version, app->name, reason);
  link = g_strconcat ("superhub://", review->app_id, "/reviews/", review->id, NULL);
  row.superhub_id = app->admin;
  row.subject = review->id;
  row.text = text;
  row.app_id = review->app_id;
  row.link = link;
  row.created_at = hub_clock_now (platform->clock);
  return hub_notification_service_store (platform, &row, error);
}

/* The person's other computers show it as read, too. */
static gboolean
tell_read (HubPlatform *platform, HubActor *actor, const char *action, const char *id, GError **error)
{
  const HubChange change = { .action = (char *) action, .superhub_id = actor->superhub_id, .actor = actor->superhub_id,
                             .target = (char *) id };

  return hub_platform_tell_change (platform, &change, error);
}

/**
 * hub_notification_service_read:
 * @platform: the platform
 * @actor: whose it is
 * @id: which
 * @error: (out) (optional): "notification.not_found"
 *
 * Returns: whether it counts as read now
 */
gboolean
hub_notification_service_read (HubPlatform *platform, HubActor *actor, const char *id, GError **error)
{
  gint64 number = g_ascii_strtoll (id, NULL, 10);
  gboolean found;
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);

  if (transaction == NULL
      || !hub_notification_repository_read (platform->database, actor->superhub_id, number,
                                            hub_clock_now (platform->clock), &found, error))
    return FALSE;
  if (found)
    return tell_read (platform, actor, "readNotification", id, error) && hub_transaction_commit (transaction, error);
  hub_refuse (error, "notification.not_found", _("There is no notification “%s” for you"), id);
  return FALSE;
}

/**
 * hub_notification_service_read_all:
 * @platform: the platform
 * @actor: whose they are
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether all count as read now
 */
gboolean
hub_notification_service_read_all (HubPlatform *platform, HubActor *actor, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autofree char *last = NULL;
  gint64 number;

  if (transaction == NULL
      || !hub_notification_repository_get_last_of (platform->database, actor->superhub_id, &number, error))
    return FALSE;
  /* Up to which: what comes right afterwards may be heard before this. */
  last = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  return hub_notification_repository_read_all (platform->database, actor->superhub_id, hub_clock_now (platform->clock), error)
         && tell_read (platform, actor, "readAllNotifications", last, error)
         && hub_transaction_commit (transaction, error);
}
