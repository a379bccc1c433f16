/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-account-repository.h"

/**
 * hub_account_free:
 * @account: (transfer full): an account
 */
void
hub_account_free (HubAccount *account)
{
  g_free (account->superhub_id);
  g_free (account->display_name);
  g_free (account->password_hash);
  g_free (account);
}

/**
 * hub_account_repository_insert:
 * @database: the database
 * @account: a new account
 * @error: (out) (optional): "storage.conflict" where the ID is taken
 *
 * Returns: whether it was added
 */
gboolean
hub_account_repository_insert (HubDatabase *database, const HubAccount *account, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO accounts (superhub_id, display_name, password_hash, "
                               "reviewer, created_at) VALUES (?, ?, ?, ?, ?)", "sssii",
                               account->superhub_id, account->display_name, account->password_hash,
                               (gint64) account->reviewer, account->created_at);
}

static HubAccount *
read_row (HubStatement *statement)
{
  HubAccount *row = g_new0 (HubAccount, 1);

  row->superhub_id = hub_statement_dup_text (statement, 0);
  row->display_name = hub_statement_dup_text (statement, 1);
  row->password_hash = hub_statement_dup_text (statement, 2);
  row->reviewer = hub_statement_get_int (statement, 3) != 0;
  row->created_at = hub_statement_get_int (statement, 4);
  return row;
}

/**
 * hub_account_repository_find:
 * @database: the database
 * @superhub_id: an ID, which may not exist
 * @account: (out) (transfer full) (nullable): the account, or %NULL where there is none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_account_repository_find (HubDatabase *database, const char *superhub_id, HubAccount **account,
                             GError **error)
{
  return hub_database_find (database, (HubRowReader) read_row, (gpointer *) account, error,
                            "SELECT superhub_id, display_name, password_hash, reviewer, "
                            "created_at FROM accounts WHERE superhub_id = ?", "s",
                            superhub_id);
}

/**
 * hub_account_repository_set_reviewer:
 * @database: the database
 * @superhub_id: whose
 * @reviewer: whether the account may decide reviews
 * @changed: (out) (optional): 0 where there is no such account
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_account_repository_set_reviewer (HubDatabase *database, const char *superhub_id,
                                     gboolean reviewer, gint64 *changed, GError **error)
{
  return hub_database_execute (database, changed, error,
                               "UPDATE accounts SET reviewer = ? WHERE superhub_id = ?", "is",
                               (gint64) reviewer, superhub_id);
}

/**
 * hub_account_repository_set_name:
 * @database: the database
 * @superhub_id: whose
 * @display_name: what people see from now on
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_account_repository_set_name (HubDatabase *database, const char *superhub_id, const char *display_name, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "UPDATE accounts SET display_name = ? WHERE superhub_id = ?", "ss", display_name, superhub_id);
}

/**
 * hub_account_repository_set_password:
 * @database: the database
 * @superhub_id: whose
 * @password_hash: the new hash
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_account_repository_set_password (HubDatabase *database, const char *superhub_id,
                                     const char *password_hash, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "UPDATE accounts SET password_hash = ? WHERE superhub_id = ?", "ss",
                               password_hash, superhub_id);
}

static char *
read_id (HubStatement *statement)
{
  return hub_statement_dup_text (statement, 0);
}

/**
 * hub_account_repository_list_reviewers:
 * @database: the database
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer full) (element-type utf8) (nullable): the Super Hub IDs of the platform's reviewers
 */
GPtrArray *
hub_account_repository_list_reviewers (HubDatabase *database, GError **error)
{
  return hub_database_list (database, (HubRowReader) read_id, g_free, error,
                            "SELECT superhub_id FROM accounts WHERE reviewer = 1", "");
}

/**
 * hub_account_repository_count:
 * @database: the database
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: how many accounts there are, or -1 on an error
 */
gint64
hub_account_repository_count (HubDatabase *database, GError **error)
{
  gint64 count;

  return hub_database_find_int (database, &count, error, "SELECT count(*) FROM accounts", "") ? count : -1;
}
