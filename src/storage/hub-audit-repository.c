/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-audit-repository.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hub-error.h"

/* How many rows are held at a time. */
#define PAGE 1000
/* What makes its target a member of a program, or ends it. */
#define MEMBER_ACTIONS "'putMember', 'removeMember'"
/* What moves a version in the queue of the reviewers. */
#define REVIEW_ACTIONS \
  "'submitReview', 'withdrawReview', 'takeReview', 'returnReview', 'approveReview', 'rejectReview'"

/* Every field with its length before it, so that no two different rows give the same bytes. */
static char *
hash_row (gint64 number, const char *previous, const HubAuditEntry *entry)
{
  const char *const fields[] = {
    previous, entry->actor, entry->action, entry->app_id, entry->target, entry->outcome, entry->code,
  };
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT, number, entry->at);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_string_append_printf (text, "|%" G_GSIZE_FORMAT ":%s", strlen (fields[i]), fields[i]);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text->str, text->len);
}

static gboolean
read_last (HubDatabase *database, gint64 *number, char **hash, GError **error)
{
  g_autoptr (HubStatement) statement = NULL;
  gboolean row;

  statement = hub_database_query (database, error,
                                  "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1", "");
  if (statement == NULL || !hub_statement_step (statement, &row, error))
    return FALSE;
  *number = row ? hub_statement_get_int (statement, 0) : 0;
  *hash = g_strdup (row ? hub_statement_get_text (statement, 1) : "");
  return TRUE;
}

/**
 * hub_audit_repository_append:
 * @database: the database, in the transaction of the change that is written down
 * @entry: what happened
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it was written
 */
gboolean
hub_audit_repository_append (HubDatabase *database, const HubAuditEntry *entry, GError **error)
{
  g_autofree char *previous = NULL;
  g_autofree char *hash = NULL;
  gint64 number;

  if (!read_last (database, &number, &previous, error))
    return FALSE;
  number++;
  hash = hash_row (number, previous, entry);
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO audit (number, at, actor, action, app_id, target, "
                               "outcome, code, previous, hash) VALUES (?,?,?,?,?,?,?,?,?,?)",
                               "iissssssss", number, entry->at, entry->actor, entry->action,
                               entry->app_id, entry->target, entry->outcome, entry->code, previous,
                               hash);
}

/**
 * hub_audit_row_free:
 * @row: (transfer full): a row
 */
void
hub_audit_row_free (HubAuditRow *row)
{
  g_free (row->actor);
  g_free (row->action);
  g_free (row->app_id);
  g_free (row->target);
  g_free (row->outcome);
  g_free (row->code);
  g_free (row->previous);
  g_free (row->hash);
  g_free (row);
}

static HubAuditRow *
read_row (HubStatement *statement)
{
  HubAuditRow *row = g_new0 (HubAuditRow, 1);

  row->number = hub_statement_get_int (statement, 0);
  row->at = hub_statement_get_int (statement, 1);
  row->actor = hub_statement_dup_text (statement, 2);
  row->action = hub_statement_dup_text (statement, 3);
  row->app_id = hub_statement_dup_text (statement, 4);
  row->target = hub_statement_dup_text (statement, 5);
  row->outcome = hub_statement_dup_text (statement, 6);
  row->code = hub_statement_dup_text (statement, 7);
  row->previous = hub_statement_dup_text (statement, 8);
  row->hash = hub_statement_dup_text (statement, 9);
  return row;
}

#define SELECT_ROW "SELECT number, at, actor, action, app_id, target, outcome, code, previous, hash FROM audit "
#define FILTER \
  "AND (? = '' OR action = ?) AND (? = '' OR target = ?) AND (? = '' OR outcome = ?) AND at >= ? AND at < ? " \
  "ORDER BY number DESC LIMIT ? OFFSET ?"

static HubStatement *
query (HubDatabase *database, const HubAuditFilter *filter, guint limit, guint skip, GError **error)
{
  const char *actor = filter->actor != NULL ? filter->actor : "";
  const char *action = filter->action != NULL ? filter->action : "";
  const char *target = filter->target != NULL ? filter->target : "";
  const char *outcome = filter->outcome != NULL ? filter->outcome : "";
  gint64 until = filter->until != 0 ? filter->until : G_MAXINT64;
  gint64 before = filter->before != 0 ? filter->before : G_MAXINT64;

  if (filter->app_id != NULL)
    return hub_database_query (database, error,
                               SELECT_ROW "WHERE app_id = ? AND number < ? AND (? = '' OR actor = ?) " FILTER,
                               "sissssssssiiii", filter->app_id, before, actor, actor, action, action, target, target,
                               outcome, outcome, filter->since, until, (gint64) limit, (gint64) skip);
  return hub_database_query (database, error, SELECT_ROW "WHERE actor = ? AND number < ? " FILTER, "sissssssiiii", actor,
                             before, action, action, target, target, outcome, outcome, filter->since, until,
                             (gint64) limit, (gint64) skip);
}

/**
 * hub_audit_repository_list:
 * @database: the database
 * @filter: which rows
 * @limit: at most so many
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer full) (element-type HubAuditRow) (nullable): the rows, the latest first
 */
GPtrArray *
hub_audit_repository_list (HubDatabase *database, const HubAuditFilter *filter, guint limit, GError **error)
{
  g_autoptr (HubStatement) statement = query (database, filter, limit, 0, error);

  return hub_statement_read_all (statement, (HubRowReader) read_row, (GDestroyNotify) hub_audit_row_free, error);
}

/**
 * hub_audit_repository_find_subject:
 * @database: the database
 * @app_id: a program
 * @target: of a row about it
 * @subject: (out) (transfer full) (nullable): the version's number, the person, the name or the address that the target is the id
 *   of; %NULL where it is no id, or of something that is no more
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_audit_repository_find_subject (HubDatabase *database, const char *app_id, const char *target, char **subject, GError **error)
{
  g_autoptr (HubStatement) statement = NULL;
  gboolean row;

  *subject = NULL;
  statement = hub_database_query (database, error,
                                  "SELECT version FROM developer_versions WHERE id = ? AND app_id = ? "
                                  "UNION ALL SELECT version FROM reviews WHERE id = ? AND app_id = ? "
                                  "UNION ALL SELECT version FROM releases WHERE id = ? AND app_id = ? "
                                  "UNION ALL SELECT version FROM phased_releases WHERE id = ? AND app_id = ? "
                                  "UNION ALL SELECT superhub_id FROM console_sign_ins WHERE id = ? AND app_id = ? "
                                  "UNION ALL SELECT name FROM upload_keys WHERE id = ? AND app_id = ? "
                                  "UNION ALL SELECT scene FROM codes WHERE id = ? AND app_id = ? "
                                  "UNION ALL SELECT prefix FROM link_rules WHERE id = ? AND app_id = ?",
                                  "ssssssssssssssss", target, app_id, target, app_id, target, app_id, target, app_id, target,
                                  app_id, target, app_id, target, app_id, target, app_id);
  if (statement == NULL || !hub_statement_step (statement, &row, error))
    return FALSE;
  if (row && *hub_statement_get_text (statement, 0) != '\0')
    *subject = hub_statement_dup_text (statement, 0);
  return TRUE;
}

/**
 * hub_audit_repository_find_place:
 * @database: the database
 * @filter: which rows
 * @place: 1 for the latest of them
 * @number: (out): of the row in that place; 0 where there are fewer
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_audit_repository_find_place (HubDatabase *database, const HubAuditFilter *filter, guint place, gint64 *number,
                                 GError **error)
{
  g_autoptr (HubStatement) statement = query (database, filter, 1, place - 1, error);
  gboolean row;

  if (statement == NULL || !hub_statement_step (statement, &row, error))
    return FALSE;
  *number = row ? hub_statement_get_int (statement, 0) : 0;
  return TRUE;
}

/**
 * hub_audit_repository_list_after:
 * @database: the database
 * @after: the number after which to begin
 * @limit: at most so many
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer full) (element-type HubAuditRow) (nullable): what has happened since, in its order
 */
GPtrArray *
hub_audit_repository_list_after (HubDatabase *database, gint64 after, guint limit, GError **error)
{
  return hub_database_list (database, (HubRowReader) read_row, (GDestroyNotify) hub_audit_row_free, error,
                            SELECT_ROW "WHERE number > ? ORDER BY number LIMIT ?", "ii",
                            after, (gint64) limit);
}

/**
 * hub_audit_row_is_of_reviews:
 * @row: a row
 *
 * Returns: whether it tells of something that the queue of the reviewers shows
 */
gboolean
hub_audit_row_is_of_reviews (const HubAuditRow *row)
{
  g_autofree char *quoted = g_strconcat ("'", row->action, "'", NULL);

  return strstr (REVIEW_ACTIONS, quoted) != NULL;
}

/**
 * hub_audit_row_is_of_members:
 * @row: a row
 *
 * Returns: whether it tells that its target came to a program, was removed from it, or has other roles
 */
gboolean
hub_audit_row_is_of_members (const HubAuditRow *row)
{
  g_autofree char *quoted = g_strconcat ("'", row->action, "'", NULL);

  return strstr (MEMBER_ACTIONS, quoted) != NULL;
}

/**
 * hub_audit_repository_list_for_person:
 * @database: the database
 * @superhub_id: an admin, project member or reviewer
 * @after: the number after which to begin
 * @limit: at most so many
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer full) (element-type HubAuditRow) (nullable): what was done since in the person's programs, in its order, without what
 *   was done in one before the person came to it; what was done with the person as a member; for a reviewer, also what was done with
 *   reviews of all programs
 */
GPtrArray *
hub_audit_repository_list_for_person (HubDatabase *database, const char *superhub_id, gint64 after, guint limit,
                                      GError **error)
{
  return hub_database_list (database, (HubRowReader) read_row, (GDestroyNotify) hub_audit_row_free, error,
                            SELECT_ROW "WHERE ((app_id IN (SELECT app_id FROM members WHERE superhub_id = ? AND "
                            "kind <> 'test') AND at >= (SELECT project_since FROM members WHERE "
                            "members.app_id = audit.app_id AND superhub_id = ?)) OR "
                            "(action IN (" MEMBER_ACTIONS ") AND target = ?) OR (action IN (" REVIEW_ACTIONS ") "
                            "AND EXISTS (SELECT 1 FROM accounts WHERE superhub_id = ? AND reviewer = 1))) "
                            "AND number > ? AND outcome = 'done' ORDER BY number LIMIT ?", "ssssii",
                            superhub_id, superhub_id, superhub_id, superhub_id, after, (gint64) limit);
}

/**
 * hub_audit_repository_get_last:
 * @database: the database
 * @number: (out): of the last row, 0 for none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_audit_repository_get_last (HubDatabase *database, gint64 *number, GError **error)
{
  g_autofree char *hash = NULL;

  return read_last (database, number, &hash, error);
}

struct _HubAuditVerifier
{
  HubDatabase *database;
  char *app_id;
  HubAuditCheck check;
  gint64 first;         /* the number of the program's oldest row that was read */
  gboolean read;        /* all of the program's rows */
  gint64 linked;        /* the chain is whole before this number */
  gint64 n_linked;      /* how many rows that are */
};

/**
 * hub_audit_verifier_new:
 * @database: the database
 * @app_id: a program
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Begins to verify what the log has by now: computes the hashes of the program's own rows again, and follows the chain from
 * the first of them to its end.
 *
 * Returns: (transfer full) (nullable): for hub_audit_verifier_step()
 */
HubAuditVerifier *
hub_audit_verifier_new (HubDatabase *database, const char *app_id, GError **error)
{
  HubAuditVerifier *self = g_new0 (HubAuditVerifier, 1);

  self->database = database;
  self->app_id = g_strdup (app_id);
  if (read_last (database, &self->check.head, &self->check.head_hash, error))
    return self;
  hub_audit_verifier_free (self);
  return NULL;
}

/**
 * hub_audit_verifier_free:
 * @self: (transfer full): a verifier
 */
void
hub_audit_verifier_free (HubAuditVerifier *self)
{
  g_free (self->app_id);
  g_free (self->check.head_hash);
  g_free (self);
}

/**
 * hub_audit_verifier_get_check:
 * @self: a verifier
 *
 * Returns: (transfer none): what was found so far
 */
const HubAuditCheck *
hub_audit_verifier_get_check (HubAuditVerifier *self)
{
  return &self->check;
}

/* A page of the program's own rows, from the latest to the oldest. */
static gboolean
read_page (HubAuditVerifier *self, GError **error)
{
  /* What comes meanwhile is not asked for. */
  HubAuditFilter filter = { .app_id = self->app_id, .before = self->first != 0 ? self->first : self->check.head + 1 };
  g_autoptr (GPtrArray) rows = hub_audit_repository_list (self->database, &filter, PAGE, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const HubAuditRow *row = g_ptr_array_index (rows, i);
      const HubAuditEntry entry = { row->at, row->actor, row->action, row->app_id, row->target, row->outcome, row->code };
      g_autofree char *hash = hash_row (row->number, row->previous, &entry);

      if (!g_str_equal (hash, row->hash))
        {
          self->check.broken_at = row->number;
          return TRUE;
        }
      self->check.entries++;
      self->first = row->number;
    }
  self->read = rows->len < PAGE;
  self->linked = MAX (self->first, 1);
  return TRUE;
}

/* Whether the next rows of the whole log follow one another. Rows that are missing tear it: the one after them says so, and
 * at its end their number. */
static gboolean
follow (HubAuditVerifier *self, GError **error)
{
  gint64 end = MIN (self->linked + PAGE, self->check.head + 1);
  gint64 torn, count;

  if (!hub_database_find_int (self->database, &torn, error,
                              "SELECT coalesce (min (a.number), 0) FROM audit a LEFT JOIN audit p ON p.number = a.number - 1 "
                              "WHERE a.number >= ? AND a.number < ? AND a.previous <> coalesce (p.hash, '')", "ii",
                              self->linked, end)
      || !hub_database_find_int (self->database, &count, error,
                                 "SELECT count (*) FROM audit WHERE number >= ? AND number < ?", "ii", self->linked, end))
    return FALSE;
  self->linked = end;
  self->n_linked += count;
  if (torn != 0)
    self->check.broken_at = torn;
  else if (end > self->check.head && self->n_linked < end - MAX (self->first, 1))
    self->check.broken_at = MAX (self->first, 1) + self->n_linked;
  return TRUE;
}

/**
 * hub_audit_verifier_step:
 * @self: a verifier
 * @done: (out): whether that was all
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Verifies at most a thousand rows, so that others can be served before the next ones.
 *
 * Returns: whether the database answered
 */
gboolean
hub_audit_verifier_step (HubAuditVerifier *self, gboolean *done, GError **error)
{
  if (self->read ? !follow (self, error) : !read_page (self, error))
    return FALSE;
  *done = self->check.broken_at != 0 || (self->read && self->linked > self->check.head);
  return TRUE;
}

/**
 * hub_audit_repository_find_hash:
 * @database: the database
 * @number: of a row
 * @hash: (out) (transfer full) (nullable): its hash, or %NULL where there is no such row
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_audit_repository_find_hash (HubDatabase *database, gint64 number, char **hash, GError **error)
{
  return hub_database_find (database, hub_statement_read_text, (gpointer *) hash, error,
                            "SELECT hash FROM audit WHERE number = ?", "i", number);
}

/**
 * hub_audit_repository_verify:
 * @database: the database
 * @entries: (out): how many entries are good
 * @error: (out) (optional): "audit.broken" naming the first entry that was changed or is missing
 *
 * Computes every hash again.
 *
 * Returns: whether the log is whole
 */
gboolean
hub_audit_repository_verify (HubDatabase *database, gint64 *entries, GError **error)
{
  g_autoptr (HubStatement) statement = NULL;
  g_autofree char *last = g_strdup ("");
  gboolean row;

  *entries = 0;
  statement = hub_database_query (database, error,
                                  "SELECT number, previous, hash, at, actor, action, app_id, target, "
                                  "outcome, code FROM audit ORDER BY number", "");
  if (statement == NULL)
    return FALSE;
  for (;;)
    {
      g_autofree char *hash = NULL;
      HubAuditEntry entry;

      if (!hub_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      entry.at = hub_statement_get_int (statement, 3);
      entry.actor = hub_statement_get_text (statement, 4);
      entry.action = hub_statement_get_text (statement, 5);
      entry.app_id = hub_statement_get_text (statement, 6);
      entry.target = hub_statement_get_text (statement, 7);
      entry.outcome = hub_statement_get_text (statement, 8);
      entry.code = hub_statement_get_text (statement, 9);
      hash = hash_row (*entries + 1, last, &entry);
      if (!g_str_equal (hash, hub_statement_get_text (statement, 2))
          || !g_str_equal (last, hub_statement_get_text (statement, 1))
          || hub_statement_get_int (statement, 0) != *entries + 1)
        {
          hub_set_error (error, HUB_ERROR_STORAGE, "audit.broken",
                         _("The audit log was changed at entry %lld"), (long long) *entries + 1);
          return FALSE;
        }
      (*entries)++;
      g_free (last);
      last = g_steal_pointer (&hash);
    }
}
