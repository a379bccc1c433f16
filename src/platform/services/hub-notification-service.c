/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-notification-service.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-app-repository.h"
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

  if (!hub_notification_repository_read (platform->database, actor->superhub_id, number,
                                         hub_clock_now (platform->clock), &found, error))
    return FALSE;
  if (!found)
    hub_refuse (error, "notification.not_found", _("There is no notification “%s” for you"), id);
  return found;
}
