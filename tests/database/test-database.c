/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-database.h"

#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/prctl.h>
#include <glib/gstdio.h>

#include "hub-database.h"
#include "hub-file-tree.h"

#define START_SECONDS 60

static char *bin_dir;
static char *server_folder;
static GSubprocess *server;
static uid_t server_uid;
static gid_t server_gid;
static guint databases;

gboolean
test_database_is_postgresql (void)
{
  return g_strcmp0 (g_getenv ("SUPERHUB_TEST_DATABASE"), "postgresql") == 0;
}

/* The folder of "postgres" and "initdb": Debian keeps them out of the way, one folder for each version. */
static char *
find_bin_dir (void)
{
  g_autofree char *program = g_find_program_in_path ("postgres");
  g_autoptr (GDir) dir = g_dir_open ("/usr/lib/postgresql", 0, NULL);
  g_autofree char *best = NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (best == NULL || atoi (name) > atoi (best))
      {
        g_autofree char *path = g_build_filename ("/usr/lib/postgresql", name, "bin", "postgres", NULL);

        if (!g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
          continue;
        g_free (best);
        best = g_strdup (name);
      }
  if (best != NULL)
    return g_build_filename ("/usr/lib/postgresql", best, "bin", NULL);
  return program != NULL ? g_path_get_dirname (program) : NULL;
}

/* PostgreSQL does not run as root. */
static gboolean
find_user (void)
{
  const struct passwd *user = getpwnam ("postgres");

  server_uid = getuid ();
  server_gid = getgid ();
  if (server_uid != 0)
    return TRUE;
  if (user == NULL)
    user = getpwnam ("nobody");
  if (user == NULL)
    return FALSE;
  server_uid = user->pw_uid;
  server_gid = user->pw_gid;
  return TRUE;
}

/* Before the test's main(): a test that cannot run is one that was skipped, for the reason that it says. */
static void __attribute__ ((constructor))
skip_without_server (void)
{
  if (!test_database_is_postgresql ())
    return;
  bin_dir = find_bin_dir ();
  if (bin_dir != NULL && find_user ())
    return;
  puts ("1..0 # SKIP there is no PostgreSQL on this machine: apt-get install postgresql");
  fflush (stdout);
  _exit (0);
}

/* In the child: another user, and no server outlives its test. */
static void
become_server (gpointer data)
{
  if (getuid () == 0 && (setgroups (0, NULL) != 0 || setgid (server_gid) != 0 || setuid (server_uid) != 0))
    _exit (126);
  prctl (PR_SET_PDEATHSIG, SIGQUIT);
}

static GSubprocess *
spawn (const char *const *args, const char *log)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autofree char *path = g_build_filename (server_folder, log, NULL);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_subprocess_launcher_set_stdout_file_path (launcher, path);
  g_subprocess_launcher_set_flags (launcher, G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_subprocess_launcher_set_cwd (launcher, server_folder);
  g_subprocess_launcher_set_child_setup (launcher, become_server, NULL, NULL);
  process = g_subprocess_launcher_spawnv (launcher, args, &error);
  g_assert_no_error (error);
  return process;
}

static void
on_changed (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer data)
{
  g_main_context_wakeup (NULL);
}

static gboolean
on_too_late (gpointer data)
{
  g_autofree char *path = g_build_filename (server_folder, "server.log", NULL);
  g_autofree char *log = NULL;

  g_file_get_contents (path, &log, NULL, NULL);
  g_error ("PostgreSQL did not start in %d seconds: %s", START_SECONDS, log);
  return G_SOURCE_REMOVE;
}

void
test_database_start_server (void)
{
  g_autofree char *program = g_build_filename (bin_dir, "postgres", NULL);
  g_autofree char *data = g_build_filename (server_folder, "data", NULL);
  g_autofree char *path = g_build_filename (server_folder, "server.log", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileMonitor) monitor = NULL;
  g_autofree char *log = NULL;
  const char *const args[] = {
    program, "-D", data, "-k", server_folder, "-h", "", "-F", "-c", "max_connections=60", "-c", "shared_buffers=16MB",
    "-c", "full_page_writes=off", "-c", "wal_level=minimal", "-c", "max_wal_senders=0", "-c", "lc_messages=C", NULL
  };
  guint timeout;

  g_assert_null (server);
  unlink (path);
  monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  g_file_monitor_set_rate_limit (monitor, 20);
  g_signal_connect (monitor, "changed", G_CALLBACK (on_changed), NULL);
  timeout = g_timeout_add_seconds (START_SECONDS, on_too_late, NULL);
  server = spawn (args, "server.log");
  while (!g_file_get_contents (path, &log, NULL, NULL) || strstr (log, "ready to accept connections") == NULL)
    {
      g_clear_pointer (&log, g_free);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (timeout);
}

void
test_database_stop_server (int signal_number)
{
  g_assert_nonnull (server);
  g_subprocess_send_signal (server, signal_number);
  g_subprocess_wait (server, NULL, NULL);
  g_clear_object (&server);
}

static void
remove_server (void)
{
  if (server != NULL)
    test_database_stop_server (SIGQUIT);
  hub_file_tree_remove (server_folder);
}

static void
make_server (void)
{
  g_autofree char *program = g_build_filename (bin_dir, "initdb", NULL);
  g_autofree char *data = NULL;
  g_autoptr (GSubprocess) process = NULL;

  server_folder = g_dir_make_tmp ("superhub-postgresql-XXXXXX", NULL);
  g_assert_nonnull (server_folder);
  if (getuid () == 0)
    g_assert_cmpint (chown (server_folder, server_uid, server_gid), ==, 0);
  atexit (remove_server);
  data = g_build_filename (server_folder, "data", NULL);
  process = spawn ((const char *const[]) { program, "-D", data, "-U", "superhub", "-A", "trust", "-E", "UTF8", "--locale=C",
                                           "--no-sync", "--no-instructions", NULL }, "initdb.log");
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
  test_database_start_server ();
}

static char *
address_of (const char *name)
{
  return g_strdup_printf ("postgresql:host=%s user=superhub dbname=%s", server_folder, name);
}

char *
test_database_new (const char *folder)
{
  g_autofree char *main_database = NULL;
  g_autofree char *name = NULL;
  g_autofree char *sql = NULL;

  if (!test_database_is_postgresql ())
    return g_strconcat ("sqlite:", folder, "/platform.db", NULL);
  if (server_folder == NULL)
    make_server ();
  name = g_strdup_printf ("test%u", ++databases);
  sql = g_strdup_printf ("CREATE DATABASE %s", name);
  main_database = address_of ("postgres");
  test_database_run (main_database, sql);
  return address_of (name);
}

char *
test_database_restore (const char *folder, const char *file)
{
  g_autofree char *program = bin_dir != NULL ? g_build_filename (bin_dir, "pg_restore", NULL) : NULL;
  g_autofree char *address = test_database_new (folder);
  g_autofree char *target = NULL;
  g_autoptr (GSubprocess) process = NULL;

  if (!test_database_is_postgresql ())
    return g_steal_pointer (&address);
  target = g_strconcat ("--dbname=", address + strlen ("postgresql:"), NULL);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, program, "--exit-on-error", target, file, NULL);
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
  return g_steal_pointer (&address);
}

char *
test_database_server_folder (const char *name)
{
  char *path = g_build_filename (server_folder, name, NULL);

  g_assert_cmpint (g_mkdir (path, 0777), ==, 0);
  if (getuid () == 0)
    g_assert_cmpint (chown (path, server_uid, server_gid), ==, 0);
  return path;
}

static HubDatabase *
open_database (const char *address)
{
  g_autoptr (GError) error = NULL;
  HubDatabase *database = hub_database_open (address, &error);

  g_assert_no_error (error);
  return database;
}

void
test_database_run (const char *address, const char *sql)
{
  g_autoptr (HubDatabase) database = open_database (address);
  g_autoptr (GError) error = NULL;

  g_assert_true (hub_database_run_script (database, sql, &error));
  g_assert_no_error (error);
}

gint64
test_database_count (const char *address, const char *sql)
{
  g_autoptr (HubDatabase) database = open_database (address);
  g_autoptr (GError) error = NULL;
  g_autoptr (HubStatement) statement = hub_database_query (database, &error, sql, "");
  gboolean row;

  g_assert_no_error (error);
  g_assert_true (hub_statement_step (statement, &row, &error) && row);
  return hub_statement_get_int (statement, 0);
}
