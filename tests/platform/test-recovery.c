/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The disk is full, the database is gone, the machine is lost: what people are told, and how it goes on. */
#include "platform-fixture.h"

#include <sched.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#include <sys/mount.h>
#include <glib/gstdio.h>

#include "hub-database.h"
#include "hub-file-tree.h"
#include "hub-json.h"
#include "hub-paths.h"
#include "test-database.h"

/* Whether what is mounted here goes away with this program. */
static gboolean own_mounts;

static gboolean
back_up (Platform *self, const char *folder, char **message)
{
  g_autofree char *program = hub_paths_find_program ("superhubd", NULL);
  g_autoptr (GSubprocess) process = NULL;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE, NULL, program,
                              "--data-dir", self->data, "--database", self->database, "--backup", folder, NULL);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, message, NULL));
  return g_subprocess_get_successful (process);
}

static char *
read_versions (Platform *self, const char *app_id)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/versions", app_id);
  g_autofree char *text = platform_send (self, "GET", path, NULL, NULL);
  g_autoptr (GRegex) port = g_regex_new ("127\\.0\\.0\\.1:[0-9]+", 0, 0, NULL);

  g_assert_cmpuint (self->status, ==, 200);
  /* A platform that is started again listens elsewhere, and its links say so. */
  return g_regex_replace_literal (port, text, -1, 0, "HERE", 0, NULL);
}

static JsonObject *
make_preview (Platform *self, const char *app_id, const char *sha256)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/previews", app_id);

  return platform_call (self, "POST", path, "{\"package\": \"%s\"}", sha256);
}

/* What was there when the backup was made is there again on another machine, and what came later is not. */
static void
test_backup (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autoptr (Platform) other = NULL;
  g_autofree char *folder = platform_file (self, "backup");
  g_autofree char *partial = g_strconcat (folder, ".partial", NULL);
  g_autofree char *file = g_build_filename (folder, "platform.dump", NULL);
  g_autofree char *app_id = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *version = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *database = NULL;
  g_autofree char *message = NULL;

  platform_account (self, "anna");
  platform_become (self, "anna");
  app_id = platform_app (self, "Shop");
  version = platform_version (self, app_id, "x", "1.0");
  sha256 = platform_upload (self, app_id, "x");
  before = read_versions (self, app_id);
  g_assert_true (back_up (self, folder, &message));
  g_assert_cmpstr (message, ==, "");
  g_assert_false (g_file_test (partial, G_FILE_TEST_EXISTS));
  g_free (platform_version (self, app_id, "later", "2.0"));
  platform_stop (self);
  hub_file_tree_remove (self->data);

  database = test_database_restore (folder, file);
  other = platform_start_on (folder, database, NULL);
  platform_become (other, "anna");
  after = read_versions (other, app_id);
  g_assert_cmpstr (after, ==, before);
  platform_done (make_preview (other, app_id, sha256));
  platform_expect (other, 201, "");
  g_free (platform_version (other, app_id, "new", "3.0"));
}

/* A backup never takes the place of another, and none is half there. */
static void
test_backup_fails_cleanly (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autofree char *folder = platform_file (self, "backup");
  g_autofree char *nowhere = g_build_filename (self->folder, "port", "backup", NULL);
  g_autofree char *message = NULL;
  g_autofree char *second = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_false (back_up (self, folder, &message));
  g_assert_nonnull (strstr (message, folder));
  g_assert_false (back_up (self, nowhere, &second));
  g_assert_nonnull (strstr (second, "port/backup"));
}

/* Returns: how many packages the database knows; each is there, with the bytes of its name */
static guint
check_packages (const char *address, const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubDatabase) database = hub_database_open (address, &error);
  g_autoptr (HubStatement) statement = NULL;
  guint count = 0;
  gboolean row;

  g_assert_no_error (error);
  statement = hub_database_query (database, &error, "SELECT sha256 FROM packages", "");
  while (hub_statement_step (statement, &row, &error) && row)
    {
      const char *sha256 = hub_statement_get_text (statement, 0);
      g_autofree char *name = g_strdup_printf ("packages/%.2s/%s.hpkg", sha256, sha256);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *bytes = NULL;
      g_autofree char *found = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
      found = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, length);
      g_assert_cmpstr (found, ==, sha256);
      count++;
    }
  g_assert_no_error (error);
  return count;
}

/* Backups while people upload: each is whole. */
static void
test_backup_while_it_runs (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autofree char *app_id = NULL;
  g_autofree char *program = hub_paths_find_program ("superhubd", NULL);

  platform_account (self, "anna");
  platform_become (self, "anna");
  app_id = platform_app (self, "Shop");
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("backup%u", i);
      g_autofree char *folder = platform_file (self, name);
      g_autofree char *file = g_build_filename (folder, "platform.dump", NULL);
      g_autofree char *database = NULL;
      g_autoptr (GSubprocess) process = NULL;
      guint uploads = 0;

      process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, NULL, program, "--data-dir", self->data,
                                  "--database", self->database, "--backup", folder, NULL);
      while (g_subprocess_get_identifier (process) != NULL)
        {
          g_autofree char *text = g_strdup_printf ("%u %u", i, uploads++);

          g_free (platform_upload (self, app_id, text));
          platform_expect (self, 201, "");
        }
      g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
      database = test_database_restore (folder, file);
      g_test_message ("%u uploads meanwhile, %u packages in the copy", uploads, check_packages (database, folder));
    }
}

/* People are told, health says it, and when the server is back everything goes on by itself. */
static void
test_database_gone (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autofree char *app_id = NULL;
  g_autofree char *versions = NULL;
  gint64 give_up;

  if (!test_database_is_postgresql ())
    {
      g_test_skip ("SQLite is no server");
      return;
    }
  platform_account (self, "anna");
  platform_become (self, "anna");
  app_id = platform_app (self, "Shop");
  g_free (platform_version (self, app_id, "x", "1.0"));
  versions = g_strdup_printf ("/api/v1/apps/%s/versions", app_id);
  test_database_stop_server (SIGQUIT);
  for (guint i = 0; i < 3; i++)
    {
      platform_done (platform_call (self, "GET", versions, NULL));
      platform_expect (self, 503, "storage.unreachable");
    }
  g_free (platform_upload (self, app_id, "while it is gone"));
  platform_expect (self, 503, "storage.unreachable");
  platform_done (platform_call (self, "GET", "/healthz", NULL));
  g_assert_cmpuint (self->status, ==, 503);
  test_database_start_server ();
  give_up = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  do
    {
      platform_done (platform_call (self, "GET", versions, NULL));
      g_usleep (G_USEC_PER_SEC / 50);
    }
  while (self->status == 503 && g_get_monotonic_time () < give_up);
  platform_expect (self, 200, "");
  g_free (platform_version (self, app_id, "while it is gone", "2.0"));
  platform_done (platform_call (self, "GET", "/healthz", NULL));
  platform_expect (self, 200, "");
}

static void
wait_for_health (Platform *self, guint status)
{
  gint64 give_up = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  self->status = 0;
  while (self->status != status && g_get_monotonic_time () < give_up)
    {
      g_autofree char *url = g_strconcat (self->url, "/healthz", NULL);
      g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
      g_autoptr (GBytes) answer = soup_session_send_and_read (self->session, message, NULL, NULL);

      /* In between nobody listens for a moment. */
      self->status = answer != NULL ? soup_message_get_status (message) : 0;
      g_usleep (self->status == status ? 0 : G_USEC_PER_SEC / 50);
    }
  g_assert_cmpuint (self->status, ==, status);
}

/* A platform that is started before its database waits for it, and says so. */
static void
test_database_not_there_yet (void)
{
  g_autoptr (Platform) self = NULL;
  g_autoptr (JsonObject) answer = NULL;
  g_autofree char *app_id = NULL;

  if (!test_database_is_postgresql ())
    {
      g_test_skip ("SQLite is no server");
      return;
    }
  self = platform_start (NULL);
  platform_account (self, "anna");
  platform_become (self, "anna");
  app_id = platform_app (self, "Shop");
  platform_stop (self);
  test_database_stop_server (SIGQUIT);
  platform_start_again (self, NULL);
  answer = platform_call (self, "GET", "/healthz", NULL);
  platform_expect (self, 503, "storage.unreachable");
  g_assert_nonnull (strstr (hub_json_get_string (hub_json_get_object (answer, "error"), "message", ""), "cannot be reached"));
  g_assert_cmpint (g_ascii_strtoll (self->retry_after, NULL, 10), >, 0);
  platform_done (platform_call (self, "POST", "/api/v1/apps", "{\"name\": \"Shop\"}"));
  platform_expect (self, 503, "storage.unreachable");
  /* It can be stopped as ever. */
  platform_stop (self);
  platform_start_again (self, NULL);
  wait_for_health (self, 503);
  test_database_start_server ();
  wait_for_health (self, 200);
  platform_become (self, "anna");
  g_free (platform_version (self, app_id, "x", "1.0"));
}

static gboolean
fill (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "filler", NULL);
  g_autofree char *block = g_strnfill (4096, 'x');
  FILE *file = fopen (path, "w");

  setbuf (file, NULL);
  while (fwrite (block, 1, 4096, file) == 4096)
    continue;
  fclose (file);
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* A real disk without room: changes are refused with the reason, reading goes on, and so does all with room again. */
static void
test_full_disk (void)
{
  g_autofree char *folder = g_dir_make_tmp ("superhub-disk-XXXXXX", NULL);
  g_autofree char *filler = g_build_filename (folder, "filler", NULL);
  g_autofree char *address = NULL;
  g_autoptr (Platform) self = NULL;
  g_autofree char *app_id = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *slot = NULL;

  if (!own_mounts || mount ("none", folder, "tmpfs", 0, "size=6m") != 0)
    {
      g_rmdir (folder);
      g_test_skip ("a small disk cannot be mounted here");
      return;
    }
  address = test_database_new (folder);
  self = platform_start_on (folder, address, NULL);
  platform_account (self, "anna");
  platform_become (self, "anna");
  app_id = platform_app (self, "Shop");
  g_free (platform_version (self, app_id, "x", "1.0"));
  sha256 = platform_upload (self, app_id, "x");
  g_assert_true (fill (folder));
  g_free (platform_upload (self, app_id, "no room for this"));
  platform_expect (self, 507, "storage.full");
  self->status = 0;
  slot = g_strdup_printf ("/api/v1/apps/%s/developer-version", app_id);
  /* SQLite's log may have some room of its own; PostgreSQL has its disk. */
  for (guint i = 0; i < (test_database_is_postgresql () ? 0 : 2000) && self->status != 507; i++)
    platform_done (platform_call (self, "PUT", slot, "{\"package\": \"%s\", \"version\": \"1.0\", \"remarks\": \"\"}", sha256));
  if (!test_database_is_postgresql ())
    platform_expect (self, 507, "storage.full");
  g_free (read_versions (self, app_id));
  g_assert_cmpint (g_unlink (filler), ==, 0);
  g_free (platform_version (self, app_id, "room again", "2.0"));
  platform_stop (self);
  platform_start_again (self, NULL);
  g_free (read_versions (self, app_id));
  platform_stop (self);
  umount (folder);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  own_mounts = unshare (CLONE_NEWNS) == 0 && mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
  g_test_add_func ("/recovery/backup", test_backup);
  g_test_add_func ("/recovery/backup-fails", test_backup_fails_cleanly);
  g_test_add_func ("/recovery/backup-running", test_backup_while_it_runs);
  g_test_add_func ("/recovery/database-gone", test_database_gone);
  g_test_add_func ("/recovery/database-not-there-yet", test_database_not_there_yet);
  g_test_add_func ("/recovery/full-disk", test_full_disk);
  return g_test_run ();
}
