/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <glib/gstdio.h>

#include "hub-account-repository.h"
#include "hub-app-repository.h"
#include "hub-audit-repository.h"
#include "hub-developer-version-repository.h"
#include "hub-error.h"
#include "hub-member-repository.h"
#include "hub-migrations.h"
#include "hub-notification-repository.h"
#include "hub-package-repository.h"
#include "hub-preview-repository.h"
#include "hub-release-repository.h"
#include "hub-review-repository.h"
#include "hub-webhook-repository.h"
#include "test-database.h"

#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

typedef struct
{
  char        *folder;
  char        *path;        /* of SQLite's file */
  char        *address;
  HubDatabase *database;
} Fixture;

static HubDatabase *
open_at (const char *address, GError **error)
{
  g_autoptr (HubDatabase) database = hub_database_open (address, error);

  if (database == NULL || !hub_migrations_run (database, error))
    return NULL;
  return g_steal_pointer (&database);
}

static void
add_account (HubDatabase *database, const char *superhub_id)
{
  const HubAccount account = { (char *) superhub_id, (char *) superhub_id, (char *) "hash", FALSE, 1 };
  g_autoptr (GError) error = NULL;

  g_assert_true (hub_account_repository_insert (database, &account, &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const HubApp app = { (char *) "wx1", (char *) "Shop", (char *) "anna", NULL, FALSE, FALSE, 1 };
  const HubMember admin = { (char *) "wx1", (char *) "anna", NULL, (char *) "admin", 0, (char *) "anna", 1 };
  const HubPackageRow package = { (char *) "wx1", (char *) HASH, (char *) "{}", (char *) "[]", (char *) "anna", 1 };

  self->folder = g_dir_make_tmp ("superhub-storage-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "platform.db", NULL);
  self->address = test_database_new (self->folder);
  self->database = open_at (self->address, &error);
  g_assert_no_error (error);
  add_account (self->database, "anna");
  add_account (self->database, "ben");
  g_assert_true (hub_app_repository_insert (self->database, &app, &error));
  g_assert_true (hub_member_repository_put (self->database, &admin, &error));
  g_assert_true (hub_package_repository_insert (self->database, &package, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  const char *const suffixes[] = { "", "-wal", "-shm" };

  g_clear_object (&self->database);
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (self->path, suffixes[i], NULL);

      g_remove (path);
    }
  g_rmdir (self->folder);
  g_free (self->path);
  g_free (self->address);
  g_free (self->folder);
}

static void
test_migrations_run_once (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (hub_migrations_get_version (self->database, &error), ==, hub_migrations_count ());
  g_assert_true (hub_migrations_run (self->database, &error));
  g_assert_true (hub_database_execute (self->database, NULL, &error,
                                       "INSERT INTO schema_versions VALUES (99, 'later', 1)", ""));
  g_assert_false (hub_migrations_run (self->database, &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, "storage.too_new");
}

/* Migrations may make a table anew only while nothing refers to a row that is gone. */
static void
test_references_are_checked (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const char *orphan = "INSERT INTO members VALUES ('wx9', 'anna', 'admin', 0, 'anna', 1, 1)";

  g_assert_true (hub_database_check_references (self->database, &error));
  g_assert_false (hub_database_execute (self->database, NULL, &error, orphan, ""));
  g_clear_error (&error);
  g_assert_true (hub_database_enforce_references (self->database, FALSE, &error));
  g_assert_true (hub_database_execute (self->database, NULL, &error, orphan, ""));
  g_assert_false (hub_database_check_references (self->database, &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, "storage.corrupt");
}

static void
expect_conflict (gboolean written, GError **error)
{
  g_assert_false (written);
  g_assert_cmpstr (hub_error_get_name (*error), ==, "storage.conflict");
  g_clear_error (error);
}

static void
test_one_admin (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  HubMember member = { (char *) "wx1", (char *) "ben", NULL, (char *) "admin", 0, (char *) "anna", 1 };

  expect_conflict (hub_member_repository_put (self->database, &member, &error), &error);
  member.kind = (char *) "project";
  expect_conflict (hub_member_repository_put (self->database, &member, &error), &error);
  member.roles = HUB_ROLE_DEVELOPER;
  g_assert_true (hub_member_repository_put (self->database, &member, &error));
  g_assert_cmpint (hub_member_repository_count (self->database, "wx1", "project", "", &error), ==, 1);
}

/* A table that names packages and is not known to the collection would lose them. */
static void
test_collection_knows_all_references (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubStatement) statement = NULL;
  const char *const *references = hub_package_repository_list_references ();
  guint count = 0;
  gboolean row = TRUE;

  if (!g_str_equal (hub_database_get_engine (self->database), "sqlite"))
    {
      g_test_skip ("the schema is the same on each engine");
      return;
    }
  statement = hub_database_query (self->database, &error,
                                  "SELECT name FROM sqlite_master WHERE type = 'table' "
                                  "AND sql LIKE '%REFERENCES packages%'", "");
  g_assert_no_error (error);
  while (hub_statement_step (statement, &row, &error) && row)
    {
      g_test_message ("%s", hub_statement_get_text (statement, 0));
      g_assert_true (g_strv_contains (references, hub_statement_get_text (statement, 0)));
      count++;
    }
  g_assert_cmpuint (count, ==, g_strv_length ((char **) references));
}

static void
test_one_developer_slot (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (HubDeveloperVersion) old = NULL;
  HubDeveloperVersion row = { (char *) "v1", (char *) "wx1", (char *) "anna", 0, (char *) "1.0", (char *) "  x\n",
                              (char *) HASH, 1, NULL };

  g_assert_true (hub_developer_version_repository_put (self->database, &row, &error));
  row.id = (char *) "v2";
  g_assert_true (hub_developer_version_repository_put (self->database, &row, &error));
  all = hub_developer_version_repository_list (self->database, "wx1", &error);
  g_assert_cmpuint (all->len, ==, 1);
  g_assert_cmpstr (((HubDeveloperVersion *) g_ptr_array_index (all, 0))->remarks, ==, "  x\n");
  g_assert_true (hub_developer_version_repository_find (self->database, "wx1", "v1", &old, &error));
  g_assert_null (old);
  row.package = (char *) "no such package";
  expect_conflict (hub_developer_version_repository_put (self->database, &row, &error), &error);
}

static void
test_one_review_and_one_online (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubRelease) online = NULL;
  g_autoptr (GPtrArray) history = NULL;
  HubReview review = { .id = (char *) "r1", .app_id = (char *) "wx1", .version = (char *) "1",
                       .remarks = (char *) "", .description = (char *) "", .package = (char *) HASH,
                       .submitted_by = (char *) "anna", .submitted_at = 1 };
  HubRelease release = { (char *) "l1", (char *) "wx1", (char *) "r1", (char *) "1", (char *) "", (char *) HASH,
                         (char *) "full", (char *) "online", (char *) "anna", 1 };
  HubOnlineChange change = { .app_id = (char *) "wx1", .release_id = (char *) "l1", .version = (char *) "1",
                             .how = (char *) "full", .made_by = (char *) "anna", .made_at = 1 };
  gboolean changed;

  g_assert_true (hub_review_repository_insert (self->database, &review, &error));
  review.id = (char *) "r2";
  expect_conflict (hub_review_repository_insert (self->database, &review, &error), &error);
  expect_conflict (hub_review_repository_change (self->database, "r1", "pending", "rejected", "", "ben", 2,
                                                 &changed, &error), &error);
  g_assert_true (hub_review_repository_change (self->database, "r1", "pending", "approved", NULL, "ben", 2,
                                               &changed, &error));
  g_assert_true (changed);
  g_assert_true (hub_review_repository_change (self->database, "r1", "pending", "approved", NULL, "ben", 2,
                                               &changed, &error));
  g_assert_false (changed);
  g_assert_true (hub_release_repository_insert (self->database, &release, &error));
  g_assert_true (hub_release_repository_put_online (self->database, &change, &error));
  release.id = change.release_id = (char *) "l2";
  release.version = change.version = (char *) "2";
  g_assert_true (hub_release_repository_insert (self->database, &release, &error));
  g_assert_true (hub_release_repository_put_online (self->database, &change, &error));
  expect_conflict (hub_database_execute (self->database, NULL, &error, "UPDATE releases SET state = 'online'", ""),
                   &error);
  g_assert_true (hub_release_repository_find_online (self->database, "wx1", &online, &error));
  g_assert_cmpstr (online->version, ==, "2");
  history = hub_release_repository_list (self->database, "wx1", &error);
  g_assert_cmpuint (history->len, ==, 2);
}

static void
test_one_open_preview (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  HubPreviewRow row = { (char *) "t1", (char *) "wx1", (char *) "anna", (char *) HASH, (char *) "{}", 1, 2, 0 };

  g_assert_true (hub_preview_repository_insert (self->database, &row, &error));
  row.token_hash = (char *) "t2";
  expect_conflict (hub_preview_repository_insert (self->database, &row, &error), &error);
  g_assert_true (hub_preview_repository_end (self->database, "wx1", "anna", 1, &error));
  g_assert_true (hub_preview_repository_insert (self->database, &row, &error));
}

static void
test_told_once (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;
  const HubNotification row = { 0, (char *) "anna", (char *) "review.approved", (char *) "r1", (char *) "text",
                                (char *) "wx1", (char *) "link", 1, 0 };
  gint64 number;

  g_assert_true (hub_notification_repository_insert (self->database, &row, &number, &error));
  g_assert_cmpint (number, >, 0);
  g_assert_true (hub_notification_repository_insert (self->database, &row, &number, &error));
  g_assert_cmpint (number, ==, 0);
  all = hub_notification_repository_list (self->database, "anna", G_MAXINT64, 10, &error);
  g_assert_cmpuint (all->len, ==, 1);
}

/* Whoever else read the same row is too late, and a failure of theirs does not count. */
static void
test_webhook_claimed_once (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) mine = NULL;
  g_autoptr (GPtrArray) theirs = NULL;
  g_autoptr (GPtrArray) left = NULL;
  const HubNotification told = { 0, (char *) "anna", (char *) "review.approved", (char *) "r1", (char *) "text",
                                 (char *) "wx1", (char *) "link", 1, 0 };
  HubWebhookDelivery row = { .id = (char *) "wh1", .app_id = (char *) "wx1", .kind = told.kind, .content = (char *) "{}",
                             .due_at = 5, .created_at = 5 };
  gboolean claimed;
  gint64 next;

  g_assert_true (hub_notification_repository_insert (self->database, &told, &row.notification, &error));
  g_assert_true (hub_webhook_repository_add_delivery (self->database, &row, &error));
  g_assert_true (hub_webhook_repository_get_next (self->database, &next, &error));
  g_assert_cmpint (next, ==, 5);
  mine = hub_webhook_repository_list_due (self->database, 5, 10, &error);
  theirs = hub_webhook_repository_list_due (self->database, 5, 10, &error);
  g_assert_cmpuint (mine->len, ==, 1);
  g_assert_true (hub_webhook_repository_claim (self->database, mine->pdata[0], 20, &claimed, &error));
  g_assert_true (claimed);
  g_assert_true (hub_webhook_repository_claim (self->database, theirs->pdata[0], 30, &claimed, &error));
  g_assert_false (claimed);
  left = hub_webhook_repository_list_due (self->database, 19, 10, &error);
  g_assert_cmpuint (left->len, ==, 0);
  g_assert_true (hub_webhook_repository_get_next (self->database, &next, &error));
  g_assert_cmpint (next, ==, 20);
}

static char *
read_first (HubStatement *statement)
{
  gboolean row;

  g_assert_true (hub_statement_step (statement, &row, NULL));
  return row ? hub_statement_dup_text (statement, 0) : NULL;
}

/* A statement is prepared once: what one use of it was given and where it stood is nothing to the next, nor to one that
 * begins meanwhile. */
static void
test_same_statement_again (Fixture *self, gconstpointer data)
{
  const char *const sql = "SELECT superhub_id FROM accounts WHERE superhub_id >= ? ORDER BY superhub_id";

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (HubStatement) outer = hub_database_query (self->database, NULL, sql, "s", "a");
      g_autofree char *first = read_first (outer);
      g_autoptr (HubStatement) inner = hub_database_query (self->database, NULL, sql, "s", "b");
      g_autofree char *other = read_first (inner);
      g_autofree char *second = read_first (outer);

      g_assert_cmpstr (first, ==, "anna");
      g_assert_cmpstr (other, ==, "ben");
      g_assert_cmpstr (second, ==, "ben");
      g_assert_null (read_first (inner));
    }
}

static void
test_transaction_is_undone (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (HubTransaction) transaction = hub_transaction_begin (self->database, &error);

    add_account (self->database, "cleo");
  }
  g_assert_cmpint (hub_account_repository_count (self->database, &error), ==, 2);
}

/* On every engine alike: what follows a statement that failed is not written. */
static void
test_failed_transaction_writes_nothing (Fixture *self, gconstpointer data)
{
  const HubAccount again = { (char *) "anna", (char *) "anna", (char *) "hash", FALSE, 1 };
  const HubAccount other = { (char *) "dora", (char *) "dora", (char *) "hash", FALSE, 1 };
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (HubTransaction) transaction = hub_transaction_begin (self->database, &error);

    add_account (self->database, "cleo");
    expect_conflict (hub_account_repository_insert (self->database, &again, &error), &error);
    g_assert_false (hub_account_repository_insert (self->database, &other, &error));
    g_assert_error (error, HUB_ERROR, HUB_ERROR_STORAGE);
    g_clear_error (&error);
    g_assert_false (hub_transaction_commit (transaction, &error));
    g_assert_error (error, HUB_ERROR, HUB_ERROR_STORAGE);
    g_clear_error (&error);
  }
  g_assert_cmpint (hub_account_repository_count (self->database, &error), ==, 2);
  add_account (self->database, "dora");
}

static void
test_audit_shows_changes (Fixture *self, gconstpointer data)
{
  const HubAuditEntry entry = { 5, "anna", "createRelease", "wx1", "l1", "done", "" };
  g_autoptr (GError) error = NULL;
  gint64 entries;

  for (guint i = 0; i < 3; i++)
    g_assert_true (hub_audit_repository_append (self->database, &entry, &error));
  g_assert_true (hub_audit_repository_verify (self->database, &entries, &error));
  g_assert_cmpint (entries, ==, 3);
  expect_conflict (hub_database_execute (self->database, NULL, &error, "DELETE FROM audit", ""), &error);
  expect_conflict (hub_database_execute (self->database, NULL, &error,
                                         "UPDATE audit SET actor = 'ben' WHERE number = 2", ""), &error);
  /* Somebody with the file in hand. */
  g_assert_true (hub_database_run_script (self->database, test_database_is_postgresql ()
                                          ? "DROP TRIGGER audit_is_never_changed ON audit"
                                          : "DROP TRIGGER audit_is_never_changed", &error));
  g_assert_true (hub_database_run_script (self->database, "UPDATE audit SET actor = 'ben' WHERE number = 2", &error));
  g_assert_false (hub_audit_repository_verify (self->database, &entries, &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, "audit.broken");
  g_assert_nonnull (strstr (error->message, "2"));
}

static void
assert_verified (Fixture *self, gint64 entries, gint64 broken_at, guint least_steps)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubAuditVerifier) verifier = hub_audit_verifier_new (self->database, "wx1", &error);
  gboolean done = FALSE;
  guint steps = 0;

  g_assert_no_error (error);
  for (; !done; steps++)
    g_assert_true (hub_audit_verifier_step (verifier, &done, &error));
  g_assert_cmpint (hub_audit_verifier_get_check (verifier)->broken_at, ==, broken_at);
  if (broken_at == 0)
    g_assert_cmpint (hub_audit_verifier_get_check (verifier)->entries, ==, entries);
  g_assert_cmpuint (steps, >=, least_steps);
}

/* What is too much for one piece is verified in several. */
static void
test_audit_in_pieces (Fixture *self, gconstpointer data)
{
  const HubAuditEntry ours = { 5, "anna", "createRelease", "wx1", "l1", "done", "" };
  const HubAuditEntry theirs = { 5, "ben", "createRelease", "wx2", "l2", "done", "" };
  g_autoptr (GError) error = NULL;

  assert_verified (self, 0, 0, 1);
  {
    g_autoptr (HubTransaction) transaction = hub_transaction_begin (self->database, &error);

    for (guint i = 0; i < 2200; i++)
      g_assert_true (hub_audit_repository_append (self->database, i % 2 == 0 ? &theirs : &ours, &error));
    g_assert_true (hub_transaction_commit (transaction, &error));
  }
  assert_verified (self, 1100, 0, 5);
  g_assert_true (hub_database_run_script (self->database, test_database_is_postgresql ()
                                          ? "DROP TRIGGER audit_is_never_shortened ON audit"
                                          : "DROP TRIGGER audit_is_never_shortened", &error));
  /* Others' rows that are missing show in what comes after them, in whichever piece that is. */
  g_assert_true (hub_database_run_script (self->database, "DELETE FROM audit WHERE number = 2001", &error));
  assert_verified (self, 0, 2002, 5);
  g_assert_true (hub_database_run_script (self->database, "DELETE FROM audit WHERE number = 1001", &error));
  assert_verified (self, 0, 1002, 4);
}

static void
test_full_disk (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strnfill (2 * 1024 * 1024, 'x');
  HubPackageRow row = { (char *) "wx1", (char *) HASH, text, (char *) "[]", (char *) "anna", 1 };
  g_autofree char *hash = g_strdup (HASH);

  hash[0] = 'f';
  row.sha256 = hash;
  g_assert_true (hub_database_run_script (self->database, "PRAGMA max_page_count = 60", &error));
  g_assert_false (hub_package_repository_insert (self->database, &row, &error));
  g_assert_error (error, HUB_ERROR, HUB_ERROR_STORAGE);
  g_assert_cmpstr (hub_error_get_name (error), ==, "storage.full");
  g_assert_nonnull (strstr (error->message, self->path));
  g_clear_error (&error);
  g_assert_cmpint (hub_account_repository_count (self->database, &error), ==, 2);
}

static void
test_bad_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("superhub-storage-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "platform.db", NULL);
  g_autofree char *address = g_strconcat ("sqlite:", path, NULL);
  g_autofree char *below = g_strconcat (address, "/x.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (hub_database_open ("mysql:x", &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, "storage.bad_address");
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, "this is no database, but long enough to look like one: "
                                      "0123456789012345678901234567890123456789012345678901234567890", -1, NULL));
  g_assert_null (open_at (address, &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, "storage.corrupt");
  g_clear_error (&error);
  g_assert_null (open_at (below, &error));
  g_assert_error (error, HUB_ERROR, HUB_ERROR_STORAGE);
  g_remove (path);
  g_rmdir (folder);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/storage/migrations", test_migrations_run_once);
  add ("/storage/one-admin", test_one_admin);
  add ("/storage/one-developer-slot", test_one_developer_slot);
  add ("/storage/collection-knows-all-references", test_collection_knows_all_references);
  add ("/storage/one-review-one-online", test_one_review_and_one_online);
  add ("/storage/one-open-preview", test_one_open_preview);
  add ("/storage/told-once", test_told_once);
  add ("/storage/webhook-claimed-once", test_webhook_claimed_once);
  add ("/storage/same-statement", test_same_statement_again);
  add ("/storage/transaction", test_transaction_is_undone);
  add ("/storage/failed-transaction", test_failed_transaction_writes_nothing);
  add ("/storage/audit", test_audit_shows_changes);
  add ("/storage/audit-in-pieces", test_audit_in_pieces);
  if (test_database_is_postgresql ())
    return g_test_run ();
  add ("/storage/references", test_references_are_checked);
  add ("/storage/full-disk", test_full_disk);
  g_test_add_func ("/storage/bad-files", test_bad_files);
  return g_test_run ();
}
