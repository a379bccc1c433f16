/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-phased-release-repository.h"

#define SELECT_PHASED \
  "SELECT number, id, app_id, review_id, version, remarks, package, salt, share, share_since, state, paused_at, " \
  "ends_at, ended_at, released_by, released_at, ended_by FROM phased_releases "

/* The states in which it is on top of the full version; as in the index one_phased_release. */
#define ACTIVE "state IN ('running', 'paused', 'deciding')"

/**
 * hub_phased_release_free:
 * @row: (transfer full): a row
 */
void
hub_phased_release_free (HubPhasedRelease *row)
{
  g_free (row->id);
  g_free (row->app_id);
  g_free (row->review_id);
  g_free (row->version);
  g_free (row->remarks);
  g_free (row->package);
  g_free (row->salt);
  g_free (row->state);
  g_free (row->released_by);
  g_free (row->ended_by);
  g_free (row);
}

/**
 * hub_phased_release_is_active:
 * @row: a row
 *
 * Returns: whether people get it now
 */
gboolean
hub_phased_release_is_active (const HubPhasedRelease *row)
{
  return row->ended_at == 0;
}

static HubPhasedRelease *
read_row (HubStatement *statement)
{
  HubPhasedRelease *row = g_new0 (HubPhasedRelease, 1);

  row->number = hub_statement_get_int (statement, 0);
  row->id = hub_statement_dup_text (statement, 1);
  row->app_id = hub_statement_dup_text (statement, 2);
  row->review_id = hub_statement_dup_text (statement, 3);
  row->version = hub_statement_dup_text (statement, 4);
  row->remarks = hub_statement_dup_text (statement, 5);
  row->package = hub_statement_dup_text (statement, 6);
  row->salt = hub_statement_dup_text (statement, 7);
  row->share = hub_statement_get_int (statement, 8);
  row->share_since = hub_statement_get_int (statement, 9);
  row->state = hub_statement_dup_text (statement, 10);
  row->paused_at = hub_statement_get_int (statement, 11);
  row->ends_at = hub_statement_get_int (statement, 12);
  row->ended_at = hub_statement_get_int (statement, 13);
  row->released_by = hub_statement_dup_text (statement, 14);
  row->released_at = hub_statement_get_int (statement, 15);
  row->ended_by = hub_statement_dup_text (statement, 16);
  return row;
}

/**
 * hub_phased_release_repository_insert:
 * @database: the database
 * @row: a new phased release that runs
 * @error: (out) (optional): "storage.conflict" where the program has an active one
 *
 * Returns: whether it was written
 */
gboolean
hub_phased_release_repository_insert (HubDatabase *database, const HubPhasedRelease *row, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO phased_releases (id, app_id, review_id, version, remarks, package, salt, "
                               "share, share_since, state, ends_at, released_by, released_at) "
                               "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'running', ?, ?, ?)", "sssssssiiisi",
                               row->id, row->app_id, row->review_id, row->version, row->remarks, row->package, row->salt,
                               (gint64) row->share, row->share_since, row->ends_at, row->released_by, row->released_at);
}

/**
 * hub_phased_release_repository_find_active:
 * @database: the database
 * @app_id: the program
 * @found: (out) (transfer full) (nullable): what is on top of its full version
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_phased_release_repository_find_active (HubDatabase *database, const char *app_id, HubPhasedRelease **found,
                                           GError **error)
{
  return hub_database_find (database, (HubRowReader) read_row, (gpointer *) found, error,
                            SELECT_PHASED "WHERE app_id = ? AND " ACTIVE, "s", app_id);
}

/**
 * hub_phased_release_repository_find:
 * @database: the database
 * @app_id: the program
 * @id: of a release
 * @found: (out) (transfer full) (nullable): the row
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_phased_release_repository_find (HubDatabase *database, const char *app_id, const char *id, HubPhasedRelease **found,
                                    GError **error)
{
  return hub_database_find (database, (HubRowReader) read_row, (gpointer *) found, error,
                            SELECT_PHASED "WHERE app_id = ? AND id = ?", "ss", app_id, id);
}

/**
 * hub_phased_release_repository_list:
 * @database: the database
 * @app_id: the program
 * @before: the number before which to begin
 * @limit: at most so many
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer container) (element-type HubPhasedRelease) (nullable): active and ended ones, newest first
 */
GPtrArray *
hub_phased_release_repository_list (HubDatabase *database, const char *app_id, gint64 before, guint limit, GError **error)
{
  return hub_database_list (database, (HubRowReader) read_row, (GDestroyNotify) hub_phased_release_free, error,
                            SELECT_PHASED "WHERE app_id = ? AND number < ? ORDER BY number DESC LIMIT ?", "sii",
                            app_id, before, (gint64) limit);
}

/**
 * hub_phased_release_repository_change:
 * @database: the database
 * @id: of a phased release
 * @from: (nullable): the state that it must have; %NULL for any active one
 * @to: the state to give it; a finished one gets the whole share
 * @by: who does it
 * @at: when
 * @changed: (out): whether it had that state
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_phased_release_repository_change (HubDatabase *database, const char *id, const char *from, const char *to,
                                      const char *by, gint64 at, gboolean *changed, GError **error)
{
  gboolean ends = g_str_equal (to, "finished") || g_str_equal (to, "cancelled");
  gint64 count = 0;

  if (!hub_database_execute (database, &count, error,
                             "UPDATE phased_releases SET state = ?, paused_at = ?, ended_at = ?, ended_by = ?, "
                             "share = CASE WHEN ? = 'finished' THEN 10000 ELSE share END "
                             "WHERE id = ? AND " ACTIVE " AND (? = '' OR state = ?)", "siisssss",
                             to, g_str_equal (to, "paused") ? at : (gint64) 0, ends ? at : (gint64) 0, ends ? by : "", to, id,
                             from != NULL ? from : "", from != NULL ? from : ""))
    return FALSE;
  *changed = count == 1;
  return TRUE;
}

/**
 * hub_phased_release_repository_raise:
 * @database: the database
 * @id: of a phased release
 * @share: what it reaches now; a smaller one than it has changes nothing
 * @at: when
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Gives it a greater share. The steps of the plan up to it are behind it.
 *
 * Returns: whether the database answered
 */
gboolean
hub_phased_release_repository_raise (HubDatabase *database, const char *id, guint share, gint64 at, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "UPDATE phased_releases SET share = ?, share_since = ? "
                               "WHERE id = ? AND share < ? AND " ACTIVE, "iisi", (gint64) share, at, id, (gint64) share)
         && hub_database_execute (database, NULL, error,
                                  "UPDATE release_steps SET done_at = ? WHERE release_id = ? AND share <= ? AND done_at = 0",
                                  "isi", at, id, (gint64) share);
}

/* When something happens next: a step of one that runs, or the end of one that does not ask for a decision yet. */
#define DUE_STEPS \
  "SELECT p.app_id AS app_id, min (s.due_at) AS due FROM phased_releases p JOIN release_steps s ON s.release_id = p.id " \
  "WHERE p.state = 'running' AND s.done_at = 0 GROUP BY p.app_id"
#define DUE_ENDS \
  "SELECT app_id, ends_at AS due FROM phased_releases WHERE state IN ('running', 'paused')"

/**
 * hub_phased_release_repository_find_due:
 * @database: the database
 * @now: the time
 * @next: (out): when the next one is due that is not due yet; %G_MAXINT64 for none
 * @app_ids: (out) (transfer container) (element-type utf8): the programs for which something is due
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_phased_release_repository_find_due (HubDatabase *database, gint64 now, gint64 *next, GPtrArray **app_ids,
                                        GError **error)
{
  g_autoptr (HubStatement) due = NULL;
  gint64 later;

  *next = G_MAXINT64;
  *app_ids = NULL;
  if (!hub_database_find_int (database, &later, error,
                              "SELECT min (due) FROM (" DUE_STEPS " UNION ALL " DUE_ENDS ") d WHERE due > ?", "i", now))
    return FALSE;
  if (later > 0)
    *next = later;
  due = hub_database_query (database, error,
                            "SELECT DISTINCT app_id FROM (" DUE_STEPS " UNION ALL " DUE_ENDS ") d WHERE due <= ? "
                            "ORDER BY app_id LIMIT 100", "i", now);
  *app_ids = hub_statement_read_all (due, hub_statement_read_text, g_free, error);
  return *app_ids != NULL;
}

/**
 * hub_release_step_repository_insert:
 * @database: the database
 * @release_id: a phased release
 * @position: in the plan
 * @step: the step
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it was written
 */
gboolean
hub_release_step_repository_insert (HubDatabase *database, const char *release_id, guint position,
                                    const HubReleaseStep *step, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO release_steps (release_id, position, share, due_at, done_at) "
                               "VALUES (?, ?, ?, ?, ?)", "siiii", release_id, (gint64) position, (gint64) step->share,
                               step->due_at, step->done_at);
}

/**
 * hub_release_step_repository_list:
 * @database: the database
 * @release_id: a phased release
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer full) (element-type HubReleaseStep) (nullable): its plan, in its order
 */
GArray *
hub_release_step_repository_list (HubDatabase *database, const char *release_id, GError **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (HubReleaseStep));
  g_autoptr (HubStatement) statement = NULL;
  gboolean row = TRUE;

  statement = hub_database_query (database, error,
                                  "SELECT share, due_at, done_at FROM release_steps WHERE release_id = ? "
                                  "ORDER BY position LIMIT 1000", "s", release_id);
  while (statement != NULL && hub_statement_step (statement, &row, error))
    {
      const HubReleaseStep step = {
        row ? hub_statement_get_int (statement, 0) : 0,
        row ? hub_statement_get_int (statement, 1) : 0,
        row ? hub_statement_get_int (statement, 2) : 0,
      };

      if (!row)
        return g_steal_pointer (&steps);
      g_array_append_val (steps, step);
    }
  return NULL;
}

/**
 * hub_release_step_repository_postpone:
 * @database: the database
 * @release_id: a phased release
 * @microseconds: by how much
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Puts off all steps that were not taken yet.
 *
 * Returns: whether the database answered
 */
gboolean
hub_release_step_repository_postpone (HubDatabase *database, const char *release_id, gint64 microseconds, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "UPDATE release_steps SET due_at = due_at + ? WHERE release_id = ? AND done_at = 0", "is",
                               microseconds, release_id);
}
