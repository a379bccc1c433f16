/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-retention.h"

#include "hub-push-repository.h"
#include "hub-webhook-repository.h"

/* What goes in one transaction, so that others can write in between. */
#define AT_ONCE 1000

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
