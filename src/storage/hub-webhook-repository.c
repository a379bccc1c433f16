/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-webhook-repository.h"

#define SELECT_DELIVERY \
  "SELECT number, id, app_id, notification, kind, content, state, attempts, due_at, outcome, created_at, delivered_at " \
  "FROM webhook_deliveries "

/**
 * hub_webhook_free:
 * @row: (transfer full): a row
 */
void
hub_webhook_free (HubWebhook *row)
{
  g_free (row->app_id);
  g_free (row->url);
  g_free (row->secret);
  g_free (row->outcome);
  g_free (row->set_by);
  g_free (row);
}

/**
 * hub_webhook_delivery_free:
 * @row: (transfer full): a row
 */
void
hub_webhook_delivery_free (HubWebhookDelivery *row)
{
  g_free (row->id);
  g_free (row->app_id);
  g_free (row->kind);
  g_free (row->content);
  g_free (row->state);
  g_free (row->outcome);
  g_free (row);
}

static HubWebhookDelivery *
read_delivery (HubStatement *statement)
{
  HubWebhookDelivery *row = g_new0 (HubWebhookDelivery, 1);

  row->number = hub_statement_get_int (statement, 0);
  row->id = hub_statement_dup_text (statement, 1);
  row->app_id = hub_statement_dup_text (statement, 2);
  row->notification = hub_statement_get_int (statement, 3);
  row->kind = hub_statement_dup_text (statement, 4);
  row->content = hub_statement_dup_text (statement, 5);
  row->state = hub_statement_dup_text (statement, 6);
  row->attempts = hub_statement_get_int (statement, 7);
  row->due_at = hub_statement_get_int (statement, 8);
  row->outcome = hub_statement_dup_text (statement, 9);
  row->created_at = hub_statement_get_int (statement, 10);
  row->delivered_at = hub_statement_get_int (statement, 11);
  return row;
}

/**
 * hub_webhook_repository_put:
 * @database: the database
 * @row: address and secret, who set them and when; the rest is not read
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it is set, as one that has not failed
 */
gboolean
hub_webhook_repository_put (HubDatabase *database, const HubWebhook *row, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO webhooks (app_id, url, secret, set_by, set_at) VALUES (?, ?, ?, ?, ?) "
                               "ON CONFLICT (app_id) DO UPDATE SET url = excluded.url, secret = excluded.secret, "
                               "set_by = excluded.set_by, set_at = excluded.set_at, failing_since = 0, disabled_at = 0, "
                               "outcome = ''", "ssssi", row->app_id, row->url, row->secret, row->set_by, row->set_at);
}

static HubWebhook *
read_webhook (HubStatement *statement)
{
  HubWebhook *row = g_new0 (HubWebhook, 1);

  row->app_id = hub_statement_dup_text (statement, 0);
  row->url = hub_statement_dup_text (statement, 1);
  row->secret = hub_statement_dup_text (statement, 2);
  row->failing_since = hub_statement_get_int (statement, 3);
  row->disabled_at = hub_statement_get_int (statement, 4);
  row->outcome = hub_statement_dup_text (statement, 5);
  row->delivered_at = hub_statement_get_int (statement, 6);
  row->set_by = hub_statement_dup_text (statement, 7);
  row->set_at = hub_statement_get_int (statement, 8);
  return row;
}

/**
 * hub_webhook_repository_find:
 * @database: the database
 * @app_id: the program
 * @found: (out) (transfer full) (nullable): its webhook, or %NULL for none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_webhook_repository_find (HubDatabase *database, const char *app_id, HubWebhook **found, GError **error)
{
  return hub_database_find (database, (HubRowReader) read_webhook, (gpointer *) found, error,
                            "SELECT app_id, url, secret, failing_since, disabled_at, outcome, delivered_at, set_by, "
                            "set_at FROM webhooks WHERE app_id = ?", "s", app_id);
}

/**
 * hub_webhook_repository_delete:
 * @database: the database, in a transaction
 * @app_id: the program
 * @deleted: (out): whether it had a webhook
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it has none now; what waited is sent no more, what was delivered stays in the list
 */
gboolean
hub_webhook_repository_delete (HubDatabase *database, const char *app_id, gboolean *deleted, GError **error)
{
  gint64 changed = 0;

  if (!hub_database_execute (database, NULL, error,
                             "DELETE FROM webhook_deliveries WHERE app_id = ? AND state <> 'delivered'", "s", app_id)
      || !hub_database_execute (database, &changed, error, "DELETE FROM webhooks WHERE app_id = ?", "s", app_id))
    return FALSE;
  *deleted = changed > 0;
  return TRUE;
}

/**
 * hub_webhook_repository_note:
 * @database: the database
 * @row: how an attempt went; nothing changes where the webhook was set again meanwhile
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_webhook_repository_note (HubDatabase *database, const HubWebhook *row, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "UPDATE webhooks SET failing_since = ?, disabled_at = ?, outcome = ?, delivered_at = ? "
                               "WHERE app_id = ? AND set_at = ?", "iisisi", row->failing_since, row->disabled_at,
                               row->outcome, row->delivered_at, row->app_id, row->set_at);
}

/**
 * hub_webhook_repository_add_delivery:
 * @database: the database, in the transaction of the notification
 * @row: a new delivery
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it waits, or was there before
 */
gboolean
hub_webhook_repository_add_delivery (HubDatabase *database, const HubWebhookDelivery *row, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO webhook_deliveries (id, app_id, notification, kind, content, state, due_at, "
                               "created_at) VALUES (?, ?, ?, ?, ?, 'pending', ?, ?) ON CONFLICT (notification) DO NOTHING",
                               "ssissii", row->id, row->app_id, row->notification, row->kind, row->content, row->due_at,
                               row->created_at);
}

/**
 * hub_webhook_repository_list_due:
 * @database: the database
 * @now: the time
 * @limit: at most so many
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer container) (element-type HubWebhookDelivery) (nullable): what is to be sent now
 */
GPtrArray *
hub_webhook_repository_list_due (HubDatabase *database, gint64 now, guint limit, GError **error)
{
  return hub_database_list (database, (HubRowReader) read_delivery, (GDestroyNotify) hub_webhook_delivery_free, error,
                            SELECT_DELIVERY "WHERE state <> 'delivered' AND due_at > 0 AND due_at <= ? "
                            "ORDER BY due_at, number LIMIT ?", "ii", now, (gint64) limit);
}

/**
 * hub_webhook_repository_list:
 * @database: the database
 * @app_id: the program
 * @before: only with smaller numbers
 * @limit: at most so many
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer container) (element-type HubWebhookDelivery) (nullable): the last first
 */
GPtrArray *
hub_webhook_repository_list (HubDatabase *database, const char *app_id, gint64 before, guint limit, GError **error)
{
  return hub_database_list (database, (HubRowReader) read_delivery, (GDestroyNotify) hub_webhook_delivery_free, error,
                            SELECT_DELIVERY "WHERE app_id = ? AND number < ? ORDER BY number DESC LIMIT ?", "sii",
                            app_id, before, (gint64) limit);
}

/**
 * hub_webhook_repository_get_next:
 * @database: the database
 * @due_at: (out): when the next delivery is due; 0 for never
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_webhook_repository_get_next (HubDatabase *database, gint64 *due_at, GError **error)
{
  return hub_database_find_int (database, due_at, error,
                                "SELECT coalesce (min (due_at), 0) FROM webhook_deliveries "
                                "WHERE state <> 'delivered' AND due_at > 0", "");
}

/**
 * hub_webhook_repository_claim:
 * @database: the database, in the transaction in which @row was read
 * @row: (inout): a delivery that is due; counts the attempt that begins
 * @until: when another process may try, should this one have died
 * @claimed: (out): whether it is the caller's until then
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_webhook_repository_claim (HubDatabase *database, HubWebhookDelivery *row, gint64 until, gboolean *claimed, GError **error)
{
  gint64 changed = 0;

  if (!hub_database_execute (database, &changed, error,
                             "UPDATE webhook_deliveries SET attempts = ?, due_at = ? "
                             "WHERE number = ? AND attempts = ? AND state <> 'delivered'", "iiii",
                             row->attempts + 1, until, row->number, row->attempts))
    return FALSE;
  row->attempts++;
  *claimed = changed == 1;
  return TRUE;
}

/**
 * hub_webhook_repository_finish:
 * @database: the database
 * @row: how the attempt went, by its state, due_at, outcome and delivered_at
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Writes down the end of an attempt. What was delivered was delivered, even if the attempt took longer than its lease; a
 * failure counts only while nobody else tries.
 *
 * Returns: whether the database answered
 */
gboolean
hub_webhook_repository_finish (HubDatabase *database, const HubWebhookDelivery *row, GError **error)
{
  if (g_str_equal (row->state, "delivered"))
    return hub_database_execute (database, NULL, error,
                                 "UPDATE webhook_deliveries SET state = 'delivered', outcome = '', delivered_at = ? "
                                 "WHERE number = ? AND state <> 'delivered'", "ii", row->delivered_at, row->number);
  return hub_database_execute (database, NULL, error,
                               "UPDATE webhook_deliveries SET state = 'failing', outcome = ?, due_at = ? "
                               "WHERE number = ? AND attempts = ? AND state <> 'delivered'", "siii", row->outcome, row->due_at,
                               row->number, row->attempts);
}

/**
 * hub_webhook_repository_hold:
 * @database: the database
 * @app_id: a program
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether what has not arrived waits until the webhook is set again
 */
gboolean
hub_webhook_repository_hold (HubDatabase *database, const char *app_id, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "UPDATE webhook_deliveries SET due_at = 0 WHERE app_id = ? AND state <> 'delivered'", "s", app_id);
}

/**
 * hub_webhook_repository_release:
 * @database: the database
 * @app_id: a program
 * @due_at: when
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether all that has not arrived is due then
 */
gboolean
hub_webhook_repository_release (HubDatabase *database, const char *app_id, gint64 due_at, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "UPDATE webhook_deliveries SET due_at = ? WHERE app_id = ? AND state <> 'delivered'",
                               "is", due_at, app_id);
}

/**
 * hub_webhook_repository_get_oldest:
 * @database: the database
 * @at: (out): the time of the oldest of those that hub_webhook_repository_forget() forgets; 0 for none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_webhook_repository_get_oldest (HubDatabase *database, gint64 *at, GError **error)
{
  return hub_database_find_int (database, at, error,
                                "SELECT coalesce (min (delivered_at), 0) FROM webhook_deliveries WHERE state = 'delivered'", "");
}

/**
 * hub_webhook_repository_forget:
 * @database: the database, in a transaction
 * @before: what was delivered before this
 * @limit: at most so many
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the oldest are in the list no more; nothing that still waits is touched
 */
gboolean
hub_webhook_repository_forget (HubDatabase *database, gint64 before, guint limit, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "DELETE FROM webhook_deliveries WHERE number IN (SELECT number FROM webhook_deliveries "
                               "WHERE state = 'delivered' AND delivered_at < ? ORDER BY delivered_at LIMIT ?)", "ii",
                               before, (gint64) limit);
}
