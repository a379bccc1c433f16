/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-notification-repository.h"

/**
 * hub_notification_free:
 * @row: (transfer full): a row
 */
void
hub_notification_free (HubNotification *row)
{
  g_free (row->superhub_id);
  g_free (row->kind);
  g_free (row->subject);
  g_free (row->text);
  g_free (row->app_id);
  g_free (row->link);
  g_free (row);
}

static HubNotification *
read_row (HubStatement *statement)
{
  HubNotification *row = g_new0 (HubNotification, 1);

  row->number = hub_statement_get_int (statement, 0);
  row->superhub_id = hub_statement_dup_text (statement, 1);
  row->kind = hub_statement_dup_text (statement, 2);
  row->subject = hub_statement_dup_text (statement, 3);
  row->text = hub_statement_dup_text (statement, 4);
  row->app_id = hub_statement_dup_text (statement, 5);
  row->link = hub_statement_dup_text (statement, 6);
  row->created_at = hub_statement_get_int (statement, 7);
  row->read_at = hub_statement_get_int (statement, 8);
  return row;
}

/**
 * hub_notification_repository_insert:
 * @database: the database
 * @row: what somebody is told
 * @number: (out) (optional): its number; 0 where the person was told the same before
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it is stored; telling the same person the same a second time changes nothing
 */
gboolean
hub_notification_repository_insert (HubDatabase *database, const HubNotification *row, gint64 *number, GError **error)
{
  gint64 changed = 0;

  if (!hub_database_execute (database, &changed, error,
                             "INSERT INTO notifications (superhub_id, kind, subject, text, app_id, "
                             "link, created_at) VALUES (?, ?, ?, ?, ?, ?, ?) "
                             "ON CONFLICT (superhub_id, kind, subject) DO NOTHING", "ssssssi",
                             row->superhub_id, row->kind, row->subject, row->text, row->app_id,
                             row->link, row->created_at))
    return FALSE;
  if (number == NULL)
    return TRUE;
  *number = 0;
  if (changed == 0)
    return TRUE;
  return hub_database_find_int (database, number, error,
                                "SELECT number FROM notifications WHERE superhub_id = ? AND kind = ? AND subject = ?", "sss",
                                row->superhub_id, row->kind, row->subject);
}

/**
 * hub_notification_repository_list:
 * @database: the database
 * @superhub_id: whose
 * @before: the number before which to begin, %G_MAXINT64 for the newest
 * @limit: at most so many
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer container) (element-type HubNotification) (nullable): newest first
 */
GPtrArray *
hub_notification_repository_list (HubDatabase *database, const char *superhub_id, gint64 before,
                                  guint limit, GError **error)
{
  return hub_database_list (database, (HubRowReader) read_row, (GDestroyNotify) hub_notification_free, error,
                            "SELECT number, superhub_id, kind, subject, text, app_id, link, "
                            "created_at, read_at FROM notifications WHERE superhub_id = ? "
                            "AND number < ? ORDER BY number DESC LIMIT ?", "sii",
                            superhub_id, before, (gint64) limit);
}

#define SELECT_ROW \
  "SELECT number, superhub_id, kind, subject, text, app_id, link, created_at, read_at FROM notifications "

/**
 * hub_notification_repository_list_after:
 * @database: the database
 * @superhub_id: (nullable): whose; everybody's without
 * @after: the number after which to begin
 * @limit: at most so many
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer container) (element-type HubNotification) (nullable): what came since, in its order
 */
GPtrArray *
hub_notification_repository_list_after (HubDatabase *database, const char *superhub_id, gint64 after, guint limit,
                                        GError **error)
{
  g_autoptr (HubStatement) statement = NULL;

  if (superhub_id != NULL)
    statement = hub_database_query (database, error,
                                    SELECT_ROW "WHERE superhub_id = ? AND number > ? ORDER BY number LIMIT ?", "sii",
                                    superhub_id, after, (gint64) limit);
  else
    statement = hub_database_query (database, error, SELECT_ROW "WHERE number > ? ORDER BY number LIMIT ?", "ii",
                                    after, (gint64) limit);
  return hub_statement_read_all (statement, (HubRowReader) read_row,
                                 (GDestroyNotify) hub_notification_free, error);
}

/**
 * hub_notification_repository_get_last:
 * @database: the database
 * @number: (out): of the last notification of anybody, 0 for none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_notification_repository_get_last (HubDatabase *database, gint64 *number, GError **error)
{
  return hub_database_find_int (database, number, error,
                                "SELECT number FROM notifications ORDER BY number DESC LIMIT 1", "");
}

/**
 * hub_notification_repository_get_last_of:
 * @database: the database
 * @superhub_id: whose
 * @number: (out): of the person's last notification, 0 for none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_notification_repository_get_last_of (HubDatabase *database, const char *superhub_id, gint64 *number, GError **error)
{
  return hub_database_find_int (database, number, error,
                                "SELECT number FROM notifications WHERE superhub_id = ? ORDER BY number DESC LIMIT 1", "s",
                                superhub_id);
}

/**
 * hub_notification_repository_read:
 * @database: the database
 * @superhub_id: whose
 * @number: which
 * @read_at: when
 * @found: (out): whether the person has it
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_notification_repository_read (HubDatabase *database, const char *superhub_id, gint64 number,
                                  gint64 read_at, gboolean *found, GError **error)
{
  gint64 rows = 0;
  gboolean good;

  good = hub_database_execute (database, &rows, error,
                               "UPDATE notifications SET read_at = coalesce (read_at, ?) "
                               "WHERE superhub_id = ? AND number = ?", "isi",
                               read_at, superhub_id, number);
  *found = rows == 1;
  return good;
}

/**
 * hub_notification_repository_count_unread:
 * @database: the database
 * @superhub_id: whose
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: how many the person has not read, or -1 on an error
 */
gint64
hub_notification_repository_count_unread (HubDatabase *database, const char *superhub_id, GError **error)
{
  gint64 count;

  return hub_database_find_int (database, &count, error,
                                "SELECT count (*) FROM notifications WHERE superhub_id = ? AND read_at IS NULL", "s",
                                superhub_id) ? count : -1;
}

/**
 * hub_notification_repository_read_all:
 * @database: the database
 * @superhub_id: whose
 * @read_at: when
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether all that the person has count as read now
 */
gboolean
hub_notification_repository_read_all (HubDatabase *database, const char *superhub_id, gint64 read_at, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "UPDATE notifications SET read_at = ? WHERE superhub_id = ? AND read_at IS NULL", "is",
                               read_at, superhub_id);
}
