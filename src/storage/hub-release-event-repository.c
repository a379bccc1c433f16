/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history of a program's releases. The audit log has all of it in its order and is never changed: nothing is written
 * twice, and what is asked here can be verified there. */
#include "hub-release-event-repository.h"

/**
 * hub_release_event_free:
 * @row: (transfer full): a row
 */
void
hub_release_event_free (HubReleaseEvent *row)
{
  g_free (row->actor);
  g_free (row->action);
  g_free (row->target);
  g_free (row->version);
  g_free (row->release_id);
  g_free (row->phased_id);
  g_free (row);
}

static HubReleaseEvent *
read_row (HubStatement *statement)
{
  HubReleaseEvent *row = g_new0 (HubReleaseEvent, 1);

  row->number = hub_statement_get_int (statement, 0);
  row->at = hub_statement_get_int (statement, 1);
  row->actor = hub_statement_dup_text (statement, 2);
  row->action = hub_statement_dup_text (statement, 3);
  row->target = hub_statement_dup_text (statement, 4);
  row->version = hub_statement_dup_text (statement, 5);
  row->release_id = hub_statement_dup_text (statement, 6);
  row->phased_id = hub_statement_dup_text (statement, 7);
  return row;
}

/**
 * hub_release_event_repository_list:
 * @database: the database
 * @app_id: the program
 * @before: the number before which to begin
 * @limit: at most so many
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer container) (element-type HubReleaseEvent) (nullable): releases in full and in phases, rollbacks, redos,
 *   suspensions and their ends, the latest first
 */
GPtrArray *
hub_release_event_repository_list (HubDatabase *database, const char *app_id, gint64 before, guint limit, GError **error)
{
  /* As in the index audit_of_releases. */
  return hub_database_list (database, (HubRowReader) read_row, (GDestroyNotify) hub_release_event_free, error,
                            "SELECT a.number, a.at, a.actor, a.action, a.target, COALESCE (r.version, p.version), r.id, p.id "
                            "FROM audit a LEFT JOIN releases r ON r.id = a.target "
                            "LEFT JOIN phased_releases p ON p.id = a.target WHERE a.app_id = ? AND a.outcome = 'done' "
                            "AND a.action IN ('createRelease', 'revertCodeRelease', 'redoCodeRelease', 'setVisitStatus') "
                            "AND a.number < ? ORDER BY a.number DESC LIMIT ?", "sii", app_id, before, (gint64) limit);
}
