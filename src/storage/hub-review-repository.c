/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-review-repository.h"

#define SELECT_REVIEW \
  "SELECT r.id, r.app_id, a.name, r.version, r.remarks, r.description, r.package, p.sizes, " \
  "r.state, r.reason, r.submitted_by, r.submitted_at, r.decided_by, r.decided_at, r.number, " \
  "r.form, r.test_account, r.notes, r.taken_by, r.taken_at, r.taken_until " \
  "FROM reviews r JOIN apps a ON a.app_id = r.app_id " \
  "JOIN packages p ON p.app_id = r.app_id AND p.sha256 = r.package "

/**
 * hub_review_free:
 * @row: (transfer full): a row
 */
void
hub_review_free (HubReview *row)
{
  g_free (row->id);
  g_free (row->app_id);
  g_free (row->app_name);
  g_free (row->version);
  g_free (row->remarks);
  g_free (row->description);
  g_free (row->package);
  g_free (row->sizes);
  g_free (row->state);
  g_free (row->reason);
  g_free (row->submitted_by);
  g_free (row->decided_by);
  g_free (row->form);
  g_free (row->test_account);
  g_free (row->notes);
  g_free (row->taken_by);
  g_free (row);
}

static HubReview *
read_row (HubStatement *statement)
{
  HubReview *row = g_new0 (HubReview, 1);

  row->id = hub_statement_dup_text (statement, 0);
  row->app_id = hub_statement_dup_text (statement, 1);
  row->app_name = hub_statement_dup_text (statement, 2);
  row->version = hub_statement_dup_text (statement, 3);
  row->remarks = hub_statement_dup_text (statement, 4);
  row->description = hub_statement_dup_text (statement, 5);
  row->package = hub_statement_dup_text (statement, 6);
  row->sizes = hub_statement_dup_text (statement, 7);
  row->state = hub_statement_dup_text (statement, 8);
  row->reason = hub_statement_dup_text (statement, 9);
  row->submitted_by = hub_statement_dup_text (statement, 10);
  row->submitted_at = hub_statement_get_int (statement, 11);
  row->decided_by = hub_statement_dup_text (statement, 12);
  row->decided_at = hub_statement_get_int (statement, 13);
  row->number = hub_statement_get_int (statement, 14);
  row->form = hub_statement_dup_text (statement, 15);
  row->test_account = hub_statement_dup_text (statement, 16);
  row->notes = hub_statement_dup_text (statement, 17);
  row->taken_by = hub_statement_dup_text (statement, 18);
  row->taken_at = hub_statement_get_int (statement, 19);
  row->taken_until = hub_statement_get_int (statement, 20);
  return row;
}

/**
 * hub_review_repository_insert:
 * @database: the database
 * @row: a new review
 * @error: (out) (optional): "storage.conflict" where a version of the program is in review
 *
 * Returns: whether it was added
 */
gboolean
hub_review_repository_insert (HubDatabase *database, const HubReview *row, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO reviews (id, app_id, version, remarks, description, "
                               "package, state, submitted_by, submitted_at, form, test_account) "
                               "VALUES (?, ?, ?, ?, ?, ?, 'pending', ?, ?, ?, ?)", "sssssssiss",
                               row->id, row->app_id, row->version, row->remarks, row->description,
                               row->package, row->submitted_by, row->submitted_at,
                               row->form != NULL ? row->form : "{}",
                               row->test_account != NULL ? row->test_account : "");
}

/**
 * hub_review_repository_find:
 * @database: the database
 * @id: of a review
 * @found: (out) (transfer full) (nullable): the row, or %NULL where there is none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_review_repository_find (HubDatabase *database, const char *id, HubReview **found, GError **error)
{
  return hub_database_find (database, (HubRowReader) read_row, (gpointer *) found, error,
                            SELECT_REVIEW "WHERE r.id = ?", "s", id);
}

/**
 * hub_review_repository_find_in_state:
 * @database: the database
 * @app_id: the program
 * @state: a state
 * @found: (out) (transfer full) (nullable): the row, or %NULL where there is none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered; of several the last submitted is found
 */
gboolean
hub_review_repository_find_in_state (HubDatabase *database, const char *app_id, const char *state,
                                     HubReview **found, GError **error)
{
  return hub_database_find (database, (HubRowReader) read_row, (gpointer *) found, error,
                            SELECT_REVIEW "WHERE r.app_id = ? AND r.state = ? "
                            "ORDER BY r.number DESC LIMIT 1", "ss", app_id, state);
}

/**
 * hub_review_repository_find_open:
 * @database: the database
 * @app_id: the program
 * @found: (out) (transfer full) (nullable): the version that waits for a reviewer or is with one
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_review_repository_find_open (HubDatabase *database, const char *app_id, HubReview **found, GError **error)
{
  return hub_database_find (database, (HubRowReader) read_row, (gpointer *) found, error,
                            SELECT_REVIEW "WHERE r.app_id = ? AND r.state IN ('pending', 'in_review')",
                            "s", app_id);
}

/**
 * hub_review_repository_find_latest:
 * @database: the database
 * @app_id: the program
 * @found: (out) (transfer full) (nullable): the row, or %NULL where there is none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_review_repository_find_latest (HubDatabase *database, const char *app_id, HubReview **found,
                                   GError **error)
{
  return hub_database_find (database, (HubRowReader) read_row, (gpointer *) found, error,
                            SELECT_REVIEW "WHERE r.app_id = ? ORDER BY r.number DESC LIMIT 1",
                            "s", app_id);
}

/**
 * hub_review_repository_list:
 * @database: the database
 * @filter: which
 * @after: only those that come after the one with this number, 0 for the first
 * @limit: at most so many
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer full) (element-type HubReview) (nullable): oldest first, or newest
 */
GPtrArray *
hub_review_repository_list (HubDatabase *database, const HubReviewFilter *filter, gint64 after, guint limit,
                            GError **error)
{
  const char *state = filter->state != NULL ? filter->state : "";
  const char *app_id = filter->app_id != NULL ? filter->app_id : "";
  const char *taken_by = filter->taken_by != NULL ? filter->taken_by : "";
  const char *submitted_by = filter->submitted_by != NULL ? filter->submitted_by : "";

  /* "" for what is left open: an engine that wants to know a parameter's type learns nothing from NULL. */
#define LIST(comparison, order) \
  SELECT_REVIEW "WHERE (? = '' OR r.state = ? OR (? = 'open' AND r.state IN ('pending', 'in_review')) " \
                "OR (? = 'closed' AND r.state NOT IN ('pending', 'in_review'))) AND (? = '' OR r.app_id = ?) " \
                "AND (? = '' OR r.taken_by = ?) AND (? = '' OR r.submitted_by = ?) " \
                "AND r.number " comparison " ? ORDER BY r.number " order "LIMIT ?"
  return hub_database_list (database, (HubRowReader) read_row, (GDestroyNotify) hub_review_free, error,
                            filter->newest_first ? LIST ("<", "DESC ") : LIST (">", ""), "ssssssssssii",
                            state, state, state, state, app_id, app_id, taken_by, taken_by, submitted_by, submitted_by,
                            filter->newest_first && after == 0 ? G_MAXINT64 : after, (gint64) limit);
#undef LIST
}

/**
 * hub_review_repository_list_expired:
 * @database: the database
 * @now: microseconds since 1970
 * @limit: at most so many
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer full) (element-type HubReview) (nullable): those that a reviewer has had for too long
 */
GPtrArray *
hub_review_repository_list_expired (HubDatabase *database, gint64 now, guint limit, GError **error)
{
  return hub_database_list (database, (HubRowReader) read_row, (GDestroyNotify) hub_review_free, error,
                            SELECT_REVIEW "WHERE r.state = 'in_review' AND r.taken_until <= ? "
                            "ORDER BY r.number LIMIT ?", "ii", now, (gint64) limit);
}

/**
 * hub_review_repository_next_expiry:
 * @database: the database
 * @next: (out): when the first of the reviews that are taken is given back, 0 for none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_review_repository_next_expiry (HubDatabase *database, gint64 *next, GError **error)
{
  return hub_database_find_int (database, next, error,
                                "SELECT coalesce (min (taken_until), 0) FROM reviews "
                                "WHERE state = 'in_review'", "");
}

/**
 * hub_review_repository_take:
 * @database: the database
 * @id: of a review that waits, or that @superhub_id has already
 * @superhub_id: a reviewer
 * @now: when
 * @until: when it is given back
 * @changed: (out): whether it was one of those
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_review_repository_take (HubDatabase *database, const char *id, const char *superhub_id, gint64 now,
                            gint64 until, gboolean *changed, GError **error)
{
  gint64 rows = 0;
  gboolean good;

  good = hub_database_execute (database, &rows, error,
                               "UPDATE reviews SET state = 'in_review', taken_by = ?, taken_at = ?, taken_until = ? "
                               "WHERE id = ? AND (state = 'pending' OR (state = 'in_review' AND taken_by = ?))",
                               "siiss", superhub_id, now, until, id, superhub_id);
  *changed = rows == 1;
  return good;
}

/**
 * hub_review_repository_give_back:
 * @database: the database
 * @id: of a review that a reviewer has
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it waits again
 */
gboolean
hub_review_repository_give_back (HubDatabase *database, const char *id, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "UPDATE reviews SET state = 'pending', taken_by = NULL, taken_at = NULL, "
                               "taken_until = NULL WHERE id = ? AND state = 'in_review'", "s", id);
}

/**
 * hub_review_repository_set_notes:
 * @database: the database
 * @id: of a review
 * @notes: JSON, what the reviewer wrote
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it is stored
 */
gboolean
hub_review_repository_set_notes (HubDatabase *database, const char *id, const char *notes, GError **error)
{
  return hub_database_execute (database, NULL, error, "UPDATE reviews SET notes = ? WHERE id = ?", "ss", notes, id);
}

/**
 * hub_review_repository_change:
 * @database: the database
 * @id: of a review
 * @from: the state it must be in
 * @to: its next state
 * @reason: (nullable): of a rejection
 * @decided_by: (nullable): who decided; %NULL leaves who and when as they are
 * @decided_at: when
 * @changed: (out): whether it was in that state
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_review_repository_change (HubDatabase *database, const char *id, const char *from, const char *to,
                              const char *reason, const char *decided_by, gint64 decided_at,
                              gboolean *changed, GError **error)
{
  gint64 rows = 0;
  gboolean good;

  if (decided_by == NULL)
    good = hub_database_execute (database, &rows, error,
                                 "UPDATE reviews SET state = ? WHERE id = ? AND state = ?", "sss",
                                 to, id, from);
  else
    good = hub_database_execute (database, &rows, error,
                                 "UPDATE reviews SET state = ?, reason = ?, decided_by = ?, "
                                 "decided_at = ? WHERE id = ? AND state = ?", "sssiss",
                                 to, reason, decided_by, decided_at, id, from);
  *changed = rows == 1;
  return good;
}

/**
 * hub_review_repository_count_withdrawals:
 * @database: the database
 * @app_id: the program
 * @since: count those from this time on
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: how many reviews were withdrawn, or -1 on an error
 */
gint64
hub_review_repository_count_withdrawals (HubDatabase *database, const char *app_id, gint64 since,
                                         GError **error)
{
  gint64 count;

  return hub_database_find_int (database, &count, error,
                                "SELECT count(*) FROM reviews WHERE app_id = ? "
                                "AND state = 'withdrawn' AND decided_at >= ?", "si", app_id, since) ? count : -1;
}

/**
 * hub_review_repository_count_rejections:
 * @database: the database
 * @app_id: the program
 * @last: (out): when the last of them was decided
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: how many reviews were rejected since the last approval, or -1 on an error
 */
gint64
hub_review_repository_count_rejections (HubDatabase *database, const char *app_id, gint64 *last,
                                        GError **error)
{
  g_autoptr (HubStatement) statement = NULL;
  gboolean row;

  statement = hub_database_query (database, error,
                                  "SELECT count(*), max (decided_at) FROM reviews "
                                  "WHERE app_id = ? AND state = 'rejected' AND number > "
                                  "(SELECT coalesce (max (number), 0) FROM reviews WHERE app_id = ? "
                                  "AND state IN ('approved', 'released', 'replaced'))", "ss",
                                  app_id, app_id);
  if (statement == NULL || !hub_statement_step (statement, &row, error))
    return -1;
  *last = hub_statement_get_int (statement, 1);
  return hub_statement_get_int (statement, 0);
}

/**
 * hub_review_repository_was_rejected:
 * @database: the database
 * @app_id: the program
 * @rejected: (out): whether the last decision about the program was a rejection
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_review_repository_was_rejected (HubDatabase *database, const char *app_id, gboolean *rejected, GError **error)
{
  g_autoptr (HubStatement) statement = NULL;
  gboolean row;

  *rejected = FALSE;
  statement = hub_database_query (database, error,
                                  "SELECT state FROM reviews WHERE app_id = ? "
                                  "AND state IN ('approved', 'rejected', 'released', 'replaced') "
                                  "ORDER BY number DESC LIMIT 1", "s", app_id);
  if (statement == NULL || !hub_statement_step (statement, &row, error))
    return FALSE;
  *rejected = row && g_str_equal (hub_statement_get_text (statement, 0), "rejected");
  return TRUE;
}
