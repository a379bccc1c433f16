/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-retention.h"

#include "hub-change-repository.h"
#include "hub-push-repository.h"
#include "hub-review-form-repository.h"
#include "hub-webhook-repository.h"

/* What goes in one transaction, so that others can write in between. */
#define AT_ONCE 1000
/* How long a form may take to be filled in; and a picture is large. */
#define PICTURES_KEPT HUB_DAYS (2)
#define PICTURES_AT_ONCE 50

/**
 * hub_retention_work:
 * @platform: the platform
 * @now: its time
 * @next: (inout): when the next row is old enough
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Forgets what was delivered to webhooks and servers, or given up, longer ago than the limit `delivery-days`. What still waits stays. See
 * HubTimedWork.
 *
 * Returns: whether it worked
 */
gboolean
hub_retention_work (HubPlatform *platform, gint64 now, gint64 *next, GError **error)
{
  gint64 kept = HUB_DAYS (platform->limits.delivery_days);
  gint64 before = now - kept;
  gint64 delivery, message;
  g_autoptr (HubTransaction) transaction = NULL;

  if (!hub_webhook_repository_get_oldest (platform->database, &delivery, error)
      || !hub_push_repository_get_oldest (platform->database, &message, error))
    return FALSE;
  /* None is as good as one of now. */
  delivery = delivery != 0 ? delivery : now;
  message = message != 0 ? message : now;
  if (MIN (delivery, message) >= before)
    {
      *next = MIN (*next, MIN (delivery, message) + kept + 1);
      return TRUE;
    }
  transaction = hub_transaction_begin (platform->database, error);
  if (transaction == NULL || !hub_webhook_repository_forget (platform->database, before, AT_ONCE, error)
      || !hub_push_repository_forget (platform->database, before, AT_ONCE, error)
      || !hub_transaction_commit (transaction, error))
    return FALSE;
  *next = now;
  return TRUE;
}

/**
 * hub_retention_forget_changes:
 * @platform: the platform
 * @now: its time
 * @next: (inout): when to look again
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Forgets what live events have told an hour ago. See HubTimedWork.
 *
 * Returns: whether it worked
 */
gboolean
hub_retention_forget_changes (HubPlatform *platform, gint64 now, gint64 *next, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);

  if (transaction == NULL || !hub_change_repository_forget (platform->database, now - HUB_HOURS (1), error)
      || !hub_transaction_commit (transaction, error))
    return FALSE;
  *next = MIN (*next, now + HUB_HOURS (1));
  return TRUE;
}

/**
 * hub_retention_forget_pictures:
 * @platform: the platform
 * @now: its time
 * @next: (inout): when to look again
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Forgets pictures that were sent for a form or a decision more than two days ago and that none shows. See HubTimedWork.
 *
 * Returns: whether it worked
 */
gboolean
hub_retention_forget_pictures (HubPlatform *platform, gint64 now, gint64 *next, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  gint64 forgotten;

  if (transaction == NULL
      || !hub_review_attachment_repository_forget (platform->database, now - PICTURES_KEPT, PICTURES_AT_ONCE, &forgotten, error)
      || !hub_transaction_commit (transaction, error))
    return FALSE;
  *next = forgotten == PICTURES_AT_ONCE ? now + HUB_SECONDS (1) : now + HUB_HOURS (1);
  return TRUE;
}
