/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-audit-repository.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-error.h"

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
