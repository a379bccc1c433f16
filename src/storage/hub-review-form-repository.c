/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-review-form-repository.h"

/**
 * hub_review_draft_free:
 * @row: (transfer full): a row
 */
void
hub_review_draft_free (HubReviewDraft *row)
{
  g_free (row->app_id);
  g_free (row->form);
  g_free (row->test_account);
  g_free (row->saved_by);
  g_free (row);
}

/**
 * hub_review_draft_repository_put:
 * @database: the database
 * @row: a draft, in place of the one before
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it is stored
 */
gboolean
hub_review_draft_repository_put (HubDatabase *database, const HubReviewDraft *row, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO review_drafts (app_id, form, test_account, saved_by, saved_at) "
                               "VALUES (?, ?, ?, ?, ?) ON CONFLICT (app_id) DO UPDATE SET form = excluded.form, "
                               "test_account = excluded.test_account, saved_by = excluded.saved_by, "
                               "saved_at = excluded.saved_at", "ssssi",
                               row->app_id, row->form, row->test_account, row->saved_by, row->saved_at);
}

static HubReviewDraft *
read_draft (HubStatement *statement)
{
  HubReviewDraft *row = g_new0 (HubReviewDraft, 1);

  row->app_id = hub_statement_dup_text (statement, 0);
  row->form = hub_statement_dup_text (statement, 1);
  row->test_account = hub_statement_dup_text (statement, 2);
  row->saved_by = hub_statement_dup_text (statement, 3);
  row->saved_at = hub_statement_get_int (statement, 4);
  return row;
}

/**
 * hub_review_draft_repository_find:
 * @database: the database
 * @app_id: the program
 * @found: (out) (transfer full) (nullable): the row, or %NULL where there is none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_review_draft_repository_find (HubDatabase *database, const char *app_id, HubReviewDraft **found, GError **error)
{
  return hub_database_find (database, (HubRowReader) read_draft, (gpointer *) found, error,
                            "SELECT app_id, form, test_account, saved_by, saved_at FROM review_drafts "
                            "WHERE app_id = ?", "s", app_id);
}

/**
 * hub_review_draft_repository_delete:
 * @database: the database
 * @app_id: the program
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether there is none any more
 */
gboolean
hub_review_draft_repository_delete (HubDatabase *database, const char *app_id, GError **error)
{
  return hub_database_execute (database, NULL, error, "DELETE FROM review_drafts WHERE app_id = ?", "s", app_id);
}

/**
 * hub_review_attachment_free:
 * @row: (transfer full): a row
 */
void
hub_review_attachment_free (HubReviewAttachment *row)
{
  g_free (row->id);
  g_free (row->app_id);
  g_free (row->review_id);
  g_free (row->type);
  g_free (row->data);
  g_free (row->added_by);
  g_free (row);
}

/**
 * hub_review_attachment_repository_insert:
 * @database: the database
 * @row: a new picture
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it was added
 */
gboolean
hub_review_attachment_repository_insert (HubDatabase *database, const HubReviewAttachment *row, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO review_attachments (id, app_id, review_id, type, bytes, data, added_by, "
                               "added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", "ssssissi",
                               row->id, row->app_id, row->review_id, row->type, row->bytes, row->data, row->added_by,
                               row->added_at);
}

static HubReviewAttachment *
read_attachment (HubStatement *statement)
{
  HubReviewAttachment *row = g_new0 (HubReviewAttachment, 1);

  row->id = hub_statement_dup_text (statement, 0);
  row->app_id = hub_statement_dup_text (statement, 1);
  row->review_id = hub_statement_dup_text (statement, 2);
  row->type = hub_statement_dup_text (statement, 3);
  row->bytes = hub_statement_get_int (statement, 4);
  row->data = hub_statement_dup_text (statement, 5);
  row->added_by = hub_statement_dup_text (statement, 6);
  row->added_at = hub_statement_get_int (statement, 7);
  return row;
}

/**
 * hub_review_attachment_repository_find:
 * @database: the database
 * @app_id: the program it belongs to
 * @id: of a picture
 * @found: (out) (transfer full) (nullable): the row, or %NULL where there is none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_review_attachment_repository_find (HubDatabase *database, const char *app_id, const char *id,
                                       HubReviewAttachment **found, GError **error)
{
  return hub_database_find (database, (HubRowReader) read_attachment, (gpointer *) found, error,
                            "SELECT id, app_id, review_id, type, bytes, data, added_by, added_at "
                            "FROM review_attachments WHERE app_id = ? AND id = ?", "ss", app_id, id);
}

/**
 * hub_review_attachment_repository_count:
 * @database: the database
 * @app_id: the program
 * @review_id: (nullable): those of this review's decision; %NULL for those of forms
 * @since: count those added from this time on
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: how many there are, or -1 on an error
 */
gint64
hub_review_attachment_repository_count (HubDatabase *database, const char *app_id, const char *review_id,
                                        gint64 since, GError **error)
{
  gint64 count;

  return hub_database_find_int (database, &count, error,
                                "SELECT count(*) FROM review_attachments WHERE app_id = ? "
                                "AND coalesce (review_id, '') = ? AND added_at >= ?", "ssi",
                                app_id, review_id != NULL ? review_id : "", since) ? count : -1;
}

/**
 * hub_review_attachment_repository_forget:
 * @database: the database, in a transaction
 * @before: only those added before this
 * @limit: at most so many
 * @forgotten: (out): how many
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Forgets pictures that nothing shows: no draft and no review of their program names them, and they do not wait for the decision of a review.
 *
 * Returns: whether the database answered
 */
gboolean
hub_review_attachment_repository_forget (HubDatabase *database, gint64 before, guint limit, gint64 *forgotten, GError **error)
{
  return hub_database_execute (database, forgotten, error,
                               "DELETE FROM review_attachments WHERE id IN (SELECT a.id FROM review_attachments a "
                               "WHERE a.added_at < ? AND NOT EXISTS (SELECT 1 FROM review_drafts d "
                               "WHERE d.app_id = a.app_id AND d.form LIKE '%' || a.id || '%') "
                               "AND NOT EXISTS (SELECT 1 FROM reviews r WHERE r.app_id = a.app_id "
                               "AND (r.form LIKE '%' || a.id || '%' OR r.notes LIKE '%' || a.id || '%' "
                               "OR (r.id = a.review_id AND r.state IN ('pending', 'in_review')))) LIMIT ?)", "ii",
                               before, (gint64) limit);
}
