/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-member-repository.h"

#define SELECT_MEMBER \
  "SELECT m.app_id, m.superhub_id, a.display_name, m.kind, m.roles, m.added_by, m.added_at " \
  "FROM members m JOIN accounts a ON a.superhub_id = m.superhub_id "

/**
 * hub_member_free:
 * @member: (transfer full): a member
 */
void
hub_member_free (HubMember *member)
{
  g_free (member->app_id);
  g_free (member->superhub_id);
  g_free (member->display_name);
  g_free (member->kind);
  g_free (member->added_by);
  g_free (member);
}

static HubMember *
read_member (HubStatement *statement)
{
  HubMember *member = g_new0 (HubMember, 1);

  member->app_id = hub_statement_dup_text (statement, 0);
  member->superhub_id = hub_statement_dup_text (statement, 1);
  member->display_name = hub_statement_dup_text (statement, 2);
  member->kind = hub_statement_dup_text (statement, 3);
  member->roles = hub_statement_get_int (statement, 4);
  member->added_by = hub_statement_dup_text (statement, 5);
  member->added_at = hub_statement_get_int (statement, 6);
  return member;
}

/**
 * hub_member_repository_put:
 * @database: the database
 * @member: a new member, or new kind and roles for one
 * @error: (out) (optional): %HUB_ERROR_STORAGE; "storage.conflict" for a second admin
 *
 * Returns: whether it was written
 */
gboolean
hub_member_repository_put (HubDatabase *database, const HubMember *member, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO members (app_id, superhub_id, kind, roles, added_by, "
                               "added_at, project_since) VALUES (?, ?, ?, ?, ?, ?, ?) "
                               "ON CONFLICT (app_id, superhub_id) DO UPDATE SET "
                               "kind = excluded.kind, roles = excluded.roles, project_since = CASE "
                               "WHEN members.kind = 'test' OR excluded.kind = 'test' THEN excluded.project_since "
                               "ELSE members.project_since END", "sssisii",
                               member->app_id, member->superhub_id, member->kind,
                               (gint64) member->roles, member->added_by, member->added_at,
                               g_str_equal (member->kind, "test") ? 0 : member->added_at);
}

/**
 * hub_member_repository_find:
 * @database: the database
 * @app_id: the program
 * @superhub_id: the person
 * @member: (out) (transfer full) (nullable): the member
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_member_repository_find (HubDatabase *database, const char *app_id, const char *superhub_id,
                            HubMember **member, GError **error)
{
  return hub_database_find (database, (HubRowReader) read_member, (gpointer *) member, error,
                            SELECT_MEMBER "WHERE m.app_id = ? AND m.superhub_id = ?", "ss",
                            app_id, superhub_id);
}

/**
 * hub_member_repository_delete:
 * @database: the database
 * @app_id: the program
 * @superhub_id: the person
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_member_repository_delete (HubDatabase *database, const char *app_id, const char *superhub_id,
                              GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "DELETE FROM members WHERE app_id = ? AND superhub_id = ?", "ss",
                               app_id, superhub_id);
}

static char *
read_id (HubStatement *statement)
{
  return hub_statement_dup_text (statement, 0);
}

/**
 * hub_member_repository_list_project:
 * @database: the database
 * @app_id: the program
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer full) (element-type utf8) (nullable): the Super Hub IDs of its admin and its project members
 */
GPtrArray *
hub_member_repository_list_project (HubDatabase *database, const char *app_id, GError **error)
{
  return hub_database_list (database, (HubRowReader) read_id, g_free, error,
                            "SELECT superhub_id FROM members WHERE app_id = ? AND kind <> 'test'", "s", app_id);
}

/**
 * hub_member_repository_list:
 * @database: the database
 * @app_id: the program
 * @after: the Super Hub ID after which to begin, "" for the first
 * @limit: at most so many
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer container) (element-type HubMember) (nullable): the members, by ID
 */
GPtrArray *
hub_member_repository_list (HubDatabase *database, const char *app_id, const char *after,
                            guint limit, GError **error)
{
  return hub_database_list (database, (HubRowReader) read_member, (GDestroyNotify) hub_member_free, error,
                            SELECT_MEMBER "WHERE m.app_id = ? AND m.superhub_id > ? "
                            "ORDER BY m.superhub_id LIMIT ?", "ssi",
                            app_id, after, (gint64) limit);
}

/**
 * hub_member_repository_count:
 * @database: the database
 * @app_id: the program
 * @kind: "project" or "test"
 * @except: a Super Hub ID not to count
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: how many members of that kind there are, or -1 on an error
 */
gint64
hub_member_repository_count (HubDatabase *database, const char *app_id, const char *kind,
                             const char *except, GError **error)
{
  gint64 count;

  return hub_database_find_int (database, &count, error,
                                "SELECT count(*) FROM members WHERE app_id = ? AND kind = ? "
                                "AND superhub_id <> ?", "sss", app_id, kind, except) ? count : -1;
}

/**
 * hub_member_repository_count_of_person:
 * @database: the database
 * @superhub_id: the person
 * @as_tester: whether to count test memberships, or else those as admin and project member
 * @except: the id of a program not to count
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: of how many programs the person is a member, or -1 on an error
 */
gint64
hub_member_repository_count_of_person (HubDatabase *database, const char *superhub_id,
                                       gboolean as_tester, const char *except, GError **error)
{
  gint64 count;

  return hub_database_find_int (database, &count, error,
                                "SELECT count(*) FROM members WHERE superhub_id = ? "
                                "AND (kind = 'test') = (? <> 0) AND app_id <> ?", "sis",
                                superhub_id, (gint64) as_tester, except) ? count : -1;
}

/**
 * hub_member_repository_set_admin:
 * @database: the database, in a transaction
 * @app_id: a program
 * @superhub_id: whose membership is that of the admin, or becomes so in this transaction
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * What the constraint "there is an admin" looks at when the transaction ends.
 *
 * Returns: whether it was written
 */
gboolean
hub_member_repository_set_admin (HubDatabase *database, const char *app_id, const char *superhub_id,
                                 GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO app_admins (app_id, superhub_id) VALUES (?, ?) "
                               "ON CONFLICT (app_id) DO UPDATE SET superhub_id = excluded.superhub_id", "ss",
                               app_id, superhub_id);
}

/**
 * hub_member_repository_hand_over:
 * @database: the database, in a transaction
 * @app_id: a program
 * @from: its admin
 * @roles: what the admin stays a project member with
 * @to: a project member, its admin from now on
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * The old admin makes room before the new one takes it: at no moment are there two.
 *
 * Returns: whether it was written
 */
gboolean
hub_member_repository_hand_over (HubDatabase *database, const char *app_id, const char *from, HubRoles roles,
                                 const char *to, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "UPDATE members SET kind = 'project', roles = ? WHERE app_id = ? "
                               "AND superhub_id = ? AND kind = 'admin'", "iss", (gint64) roles, app_id, from)
         && hub_database_execute (database, NULL, error,
                                  "UPDATE members SET kind = 'admin', roles = 0 WHERE app_id = ? "
                                  "AND superhub_id = ? AND kind = 'project'", "ss", app_id, to)
         && hub_member_repository_set_admin (database, app_id, to, error);
}
