/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-attempt-repository.h"

/**
 * hub_attempt_repository_find:
 * @database: the database
 * @name: who and what is counted
 * @began: (out): when the first failure was
 * @failures: (out): how many there were since; 0 for none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_attempt_repository_find (HubDatabase *database, const char *name, gint64 *began, gint64 *failures,
                             GError **error)
{
  g_autoptr (HubStatement) statement = NULL;
  gboolean row;

  *began = *failures = 0;
  statement = hub_database_query (database, error, "SELECT began, failures FROM attempts WHERE name = ?", "s", name);
  if (statement == NULL || !hub_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      *began = hub_statement_get_int (statement, 0);
      *failures = hub_statement_get_int (statement, 1);
    }
  return TRUE;
}

/**
 * hub_attempt_repository_count:
 * @database: the database
 * @name: who and what is counted
 * @now: the time
 * @since: a count that began before this begins anew
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it was written
 */
gboolean
hub_attempt_repository_count (HubDatabase *database, const char *name, gint64 now, gint64 since, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO attempts (name, began, failures) VALUES (?, ?, 1) "
                               "ON CONFLICT (name) DO UPDATE SET "
                               "failures = CASE WHEN attempts.began <= ? THEN 1 ELSE attempts.failures + 1 END, "
                               "began = CASE WHEN attempts.began <= ? THEN excluded.began ELSE attempts.began END",
                               "siii", name, now, since, since);
}

/**
 * hub_attempt_repository_uncount:
 * @database: the database
 * @name: who and what was counted, and did not fail
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it was written
 */
gboolean
hub_attempt_repository_uncount (HubDatabase *database, const char *name, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "UPDATE attempts SET failures = failures - 1 WHERE name = ? AND failures > 0", "s",
                               name);
}

/**
 * hub_attempt_repository_forget:
 * @database: the database
 * @name: whose failures are over
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it was written
 */
gboolean
hub_attempt_repository_forget (HubDatabase *database, const char *name, GError **error)
{
  return hub_database_execute (database, NULL, error, "DELETE FROM attempts WHERE name = ?", "s", name);
}

/**
 * hub_attempt_repository_delete_old:
 * @database: the database
 * @before: counts that began before this are over
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it was written
 */
gboolean
hub_attempt_repository_delete_old (HubDatabase *database, gint64 before, GError **error)
{
  return hub_database_execute (database, NULL, error, "DELETE FROM attempts WHERE began < ?", "i", before);
}
