/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>
#include <sys/stat.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "hub-account-service.h"
#include "hub-address-ranges.h"
#include "hub-adoption.h"
#include "hub-audit-repository.h"
#include "hub-backup.h"
#include "hub-collection-service.h"
#include "hub-code-service.h"
#include "hub-config.h"
#include "hub-database-wait.h"
#include "hub-instance.h"
#include "hub-lan.h"
#include "hub-languages.h"
#include "hub-log.h"
#include "hub-manifests.h"
#include "hub-migrations.h"
#include "hub-operator.h"
#include "hub-paths.h"
#include "hub-refusals.h"
#include "hub-schedule.h"
#include "hub-server.h"
#include "hub-sharing.h"
#include "hub-signing.h"
#include "hub-spool.h"
#include "hub-timed-work.h"
#include "hub-visit-service.h"

#define EXIT_USAGE 2
#define EXIT_ALREADY_RUNS 3

static struct
{
  char    *config;
  char    *data_dir;
  char    *listen;
  char    *port_file;
  char    *database;
  char    *account_file;
  char    *public_url;
  char    *make_reviewer;
  char    *remove_reviewer;
  char    *make_account;
  char    *set_password;
  char    *backup;
  char    *suspend;
  char    *resume;
  char    *reason;
  gboolean rotate_key;
  int      idle_exit;
  gboolean closed;
  gboolean allow_private;
  char    *trust;
  gboolean verify_audit;
  gboolean collect;
  gboolean list_errors;
  gboolean print_config;
  gboolean version;
  char    *clock_file;
} options = { .listen = NULL };

static HubConfig *config;

static const GOptionEntry entries[] = {
  { "config", 0, 0, G_OPTION_ARG_FILENAME, &options.config, N_("Read a configuration file; options win over it"), N_("FILE") },
  { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &options.data_dir, N_("The folder of database and packages"), N_("DIR") },
  { "listen", 0, 0, G_OPTION_ARG_STRING, &options.listen, N_("Where to listen; 127.0.0.1:0 for any free port"), N_("HOST:PORT") },
  { "port-file", 0, 0, G_OPTION_ARG_FILENAME, &options.port_file, N_("Write the port here when serving"), N_("FILE") },
  { "database", 0, 0, G_OPTION_ARG_STRING, &options.database, N_("The database; sqlite:PATH or postgresql://USER@HOST/NAME"), N_("ADDRESS") },
  { "local-account-file", 0, 0, G_OPTION_ARG_FILENAME, &options.account_file, N_("Be the platform of one machine, and write its account here"), N_("FILE") },
  { "public-url", 0, 0, G_OPTION_ARG_STRING, &options.public_url, N_("The address that people use"), N_("URL") },
  { "idle-exit", 0, 0, G_OPTION_ARG_INT, &options.idle_exit, N_("End after so long without a request"), N_("SECONDS") },
  { "closed", 0, 0, G_OPTION_ARG_NONE, &options.closed, N_("Do not let people make accounts"), NULL },
  { "proxy-allow-private", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &options.allow_private, "For tests: programs may ask this machine, without TLS", NULL },
  { "proxy-trust", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &options.trust, "For tests: the authorities that vouch for other servers", "FILE" },
  { "make-reviewer", 0, 0, G_OPTION_ARG_STRING, &options.make_reviewer, N_("Let an account decide reviews, then end"), N_("ID") },
  { "remove-reviewer", 0, 0, G_OPTION_ARG_STRING, &options.remove_reviewer, N_("Let an account decide no more reviews, then end"), N_("ID") },
  { "make-account", 0, 0, G_OPTION_ARG_STRING, &options.make_account, N_("Make an account with the password on standard input, then end"), N_("ID") },
  { "set-password", 0, 0, G_OPTION_ARG_STRING, &options.set_password, N_("Set an account's password to the one on standard input, then end"), N_("ID") },
  { "suspend", 0, 0, G_OPTION_ARG_STRING, &options.suspend, N_("Suspend a program's service for the platform, then end"), N_("APPID") },
  { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, N_("What people read while it is suspended"), N_("TEXT") },
  { "resume", 0, 0, G_OPTION_ARG_STRING, &options.resume, N_("Take the platform's suspension back, then end"), N_("APPID") },
  { "rotate-signing-key", 0, 0, G_OPTION_ARG_NONE, &options.rotate_key, N_("Sign with a new key, which the one before vouches for, then end"), NULL },
  { "backup", 0, 0, G_OPTION_ARG_FILENAME, &options.backup, N_("Copy database and packages here, also while the platform runs, then end"), N_("DIR") },
  { "collect", 0, 0, G_OPTION_ARG_NONE, &options.collect, N_("Remove packages that nothing refers to, then end"), NULL },
  { "verify-audit", 0, 0, G_OPTION_ARG_NONE, &options.verify_audit, N_("Check the audit log, then end"), NULL },
  { "print-config", 0, 0, G_OPTION_ARG_NONE, &options.print_config, N_("Print a configuration file with every key and its default, then end"), NULL },
  { "list-errors", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &options.list_errors, N_("Print the table of error codes, then end"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, &options.version, N_("Print the version, then end"), NULL },
#ifdef WITH_CLOCK_FILE
  { "clock-file", 0, 0, G_OPTION_ARG_FILENAME, &options.clock_file, "How many microseconds to be ahead of the machine's clock", "FILE" },
#endif
  { NULL },
};

static int
fail (int status, const GError *error)
{
  g_printerr ("superhubd: %s\n", error->message);
  return status;
}

static int
fail_usage (const char *sentence)
{
  g_printerr ("superhubd: %s\n", sentence);
  g_printerr (_("Try “superhubd --help”.\n"));
  return EXIT_USAGE;
}

/* A server's database brings any number of processes together; a file of SQLite is one process's. */
static gboolean
is_shared (const HubConfig *settings)
{
  return settings->database != NULL && g_str_has_prefix (settings->database, "postgresql:");
}

static char *
get_address (void)
{
  return config->database != NULL ? g_strdup (config->database)
                                  : g_strconcat ("sqlite:", config->data_dir, "/platform.db", NULL);
}

static gboolean
write_port (guint16 port, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%u\n", port);

  return options.port_file == NULL
         || hub_instance_write_file (options.port_file, text, 0644, error);
}

/* @waits: for a server that cannot be reached yet; a command that somebody has typed says so instead. */
static HubDatabase *
open_database (gboolean waits, GError **error)
{
  g_autofree char *address = get_address ();
  g_autoptr (HubDatabase) database = waits ? hub_database_wait (address, &config->listen, write_port, error)
                                           : hub_database_open (address, error);

  if (database == NULL || !hub_migrations_run (database, error))
    return NULL;
  return g_steal_pointer (&database);
}

static gboolean
on_signal (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

typedef struct
{
  HubServer  *server;
  HubSharing *sharing;
  GMainLoop  *loop;
} Idle;

static gboolean
on_idle_check (gpointer user_data)
{
  Idle *idle = user_data;
  gint64 since = g_get_monotonic_time () - hub_server_get_last_use (idle->server);

  if (hub_server_get_active (idle->server) == 0 && !hub_sharing_is_on (idle->sharing)
      && since >= (gint64) options.idle_exit * G_USEC_PER_SEC)
    {
      g_message ("event=idle-exit");
      g_main_loop_quit (idle->loop);
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
is_loopback (const char *listen)
{
  return g_str_has_prefix (listen, "127.") || g_str_has_prefix (listen, "[::1]")
         || g_str_has_prefix (listen, "localhost:");
}

/* (transfer full) (nullable): a local platform is asked by its own machine, and by phones while it is shared. */
static HubSharing *
make_local (HubPlatform *platform, HubServer *server)
{
  g_autoptr (GSocketConnectable) listen = g_network_address_parse (config->listen, 0, NULL);
  const char *hosts[] = { "127.0.0.1", "localhost", "::1", NULL, NULL };

  if (platform->local_account == NULL)
    return NULL;
  if (listen != NULL)
    hosts[3] = g_network_address_get_hostname (G_NETWORK_ADDRESS (listen));
  hub_server_set_hosts (server, hosts);
  platform->sharing = hub_sharing_new (platform, hub_lan_list);
  return platform->sharing;
}

static int
serve (HubPlatform *platform)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (HubServer) server = hub_server_new (platform, &error);
  g_autoptr (HubSharing) sharing = server != NULL ? make_local (platform, server) : NULL;
  g_autoptr (HubSchedule) schedule = hub_schedule_new (platform);
  Idle idle = { server, sharing, loop };
  guint idle_source = 0;
  guint16 port;

  if (server == NULL || !hub_server_listen (server, config->listen, &port, &error)
      || !write_port (port, &error))
    return fail (EXIT_FAILURE, error);
  g_unix_signal_add (SIGTERM, on_signal, loop);
  g_unix_signal_add (SIGINT, on_signal, loop);
  if (options.idle_exit > 0)
    idle_source = g_timeout_add (MIN (options.idle_exit, 20) * 250, on_idle_check, &idle);
  hub_timed_work_add_all (schedule);
  hub_manifests_watch (platform->manifests);
  hub_schedule_start (schedule);
  g_message ("event=serving port=%u version=%s", port, PACKAGE_VERSION);
  g_main_loop_run (loop);
  g_clear_handle_id (&idle_source, g_source_remove);
  if (sharing != NULL)
    hub_sharing_stop (sharing, "shutdown");
  hub_schedule_stop (schedule);
  hub_server_stop (server);
  if (!hub_adoption_flush (platform, &error))
    g_message ("event=failure operation=getAdoption reason=\"%s\"", error->message);
  g_clear_error (&error);
  if (!hub_code_service_flush_scans (platform, &error))
    g_message ("event=failure operation=listCodes reason=\"%s\"", error->message);
  if (options.port_file != NULL)
    remove (options.port_file);
  g_message ("event=stopped");
  return EXIT_SUCCESS;
}

static HubClock *
make_clock (GError **error)
{
  return options.clock_file != NULL ? hub_clock_new_ahead (options.clock_file, error) : hub_clock_new_system ();
}

/* "127.0.0.1, 10.0.0.0/8" as the platform keeps it. */
static gboolean
read_proxies (HubPlatform *platform, GError **error)
{
  g_auto (GStrv) words = g_strsplit_set (config->trusted_proxies != NULL ? config->trusted_proxies : "", ", \t", -1);
  g_autoptr (GPtrArray) ranges = g_ptr_array_new ();

  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      g_ptr_array_add (ranges, *word);
  g_ptr_array_add (ranges, NULL);
  platform->trusted_proxies = hub_address_ranges_join ((const char *const *) ranges->pdata, error);
  return platform->trusted_proxies != NULL;
}

/* Instead of the system's authorities, which a test has no business to change. */
static gboolean
trust_file (const char *path, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (absolute, error);

  if (database == NULL)
    return FALSE;
  g_tls_backend_set_default_database (g_tls_backend_get_default (), database);
  return TRUE;
}

static HubPlatform *
make_platform (gboolean waits, GError **error)
{
  g_autoptr (HubClock) clock = make_clock (error);
  g_autoptr (HubDatabase) database = clock != NULL ? open_database (waits, error) : NULL;
  g_autoptr (HubPlatform) platform = NULL;
  g_autofree char *catalogues = hub_paths_locale ();

  if (database == NULL)
    return NULL;
  platform = hub_platform_new (database, clock, config->data_dir);
  platform->public_url = g_strdup (config->public_url);
  platform->closed = config->closed;
  if (!read_proxies (platform, error) || (options.trust != NULL && !trust_file (options.trust, error)))
    return NULL;
  platform->allow_private = options.allow_private;
  platform->limits = config->limits;
  platform->languages = hub_languages_new (catalogues);
  if (platform->public_url != NULL && g_str_has_suffix (platform->public_url, "/"))
    platform->public_url[strlen (platform->public_url) - 1] = '\0';
  return g_steal_pointer (&platform);
}

static gboolean
changes_account (void)
{
  return options.make_reviewer != NULL || options.remove_reviewer != NULL || options.make_account != NULL
         || options.set_password != NULL;
}

static gboolean
change_account (HubPlatform *platform, GError **error)
{
  gboolean done = TRUE;

  if (options.make_account != NULL)
    {
      done = hub_operator_make_account (platform, options.make_account, error);
      if (done)
        g_print (_("“%s” can sign in now.\n"), options.make_account);
    }
  else if (options.set_password != NULL)
    {
      done = hub_operator_set_password (platform, options.set_password, error);
      if (done)
        g_print (_("“%s” has a new password, and is signed out everywhere.\n"), options.set_password);
    }
  if (done && options.make_reviewer != NULL)
    {
      done = hub_account_service_set_reviewer (platform, options.make_reviewer, TRUE, error);
      if (done)
        g_print (_("“%s” may decide reviews now.\n"), options.make_reviewer);
    }
  if (done && options.remove_reviewer != NULL)
    {
      done = hub_account_service_set_reviewer (platform, options.remove_reviewer, FALSE, error);
      if (done)
        g_print (_("“%s” decides no reviews any more.\n"), options.remove_reviewer);
    }
  return done;
}

/* The owner's suspension is another flag: each is taken back by who set it. */
static int
set_visit (HubPlatform *platform, const char *app_id, gboolean open)
{
  g_autoptr (HubActor) operator = hub_actor_new ("");
  g_autoptr (HubApp) app = NULL;
  g_autoptr (GError) error = NULL;

  g_free (operator->superhub_id);
  operator->superhub_id = g_strdup (HUB_ACTOR_PLATFORM);
  app = hub_visit_service_set (platform, operator, app_id, open, options.reason, TRUE, &error);
  if (app == NULL)
    return fail (EXIT_FAILURE, error);
  if (open && app->suspended)
    g_print (_("“%s” is still suspended by its owner.\n"), app->name);
  else if (open)
    g_print (_("“%s” serves again.\n"), app->name);
  else
    g_print (_("“%s” is suspended; who has it open sees a notice within a minute.\n"), app->name);
  return EXIT_SUCCESS;
}

/* The operator's commands work on the database beside a running platform. */
static int
run_command (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubPlatform) platform = make_platform (FALSE, &error);
  g_autofree char *key_id = NULL;
  gint64 count;

  if (platform == NULL)
    return fail (EXIT_FAILURE, error);
  if (changes_account ())
    return change_account (platform, &error) ? EXIT_SUCCESS : fail (EXIT_FAILURE, error);
  if (options.suspend != NULL || options.resume != NULL)
    return set_visit (platform, options.suspend != NULL ? options.suspend : options.resume, options.suspend == NULL);
  if (options.rotate_key)
    {
      if (!hub_signing_rotate (platform, &key_id, &error))
        return fail (EXIT_FAILURE, error);
      g_print (_("Release manifests are signed with the key %s from now on.\n"), key_id);
      return EXIT_SUCCESS;
    }
  if (options.collect)
    {
      gint64 files;

      if (!hub_collection_service_all (platform, &count, &files, &error))
        return fail (EXIT_FAILURE, error);
      g_print (_("Removed %lld packages that nothing refers to, and %lld files that no program knew.\n"),
               (long long) count, (long long) files);
      return EXIT_SUCCESS;
    }
  if (!hub_audit_repository_verify (platform->database, &count, &error))
    return fail (EXIT_FAILURE, error);
  g_print (_("The audit log is whole: %lld entries.\n"), (long long) count);
  return EXIT_SUCCESS;
}

/* Also before an update: the database is copied as it is. */
static int
run_backup (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = get_address ();
  g_autofree char *size = NULL;
  g_autoptr (HubDatabase) database = NULL;
  g_autoptr (HubBackup) backup = NULL;

  if (!is_shared (config) && !g_file_test (address + strlen ("sqlite:"), G_FILE_TEST_EXISTS))
    hub_set_error (&error, HUB_ERROR_NOT_FOUND, "backup.nothing", _("There is no platform's database in %s"),
                   config->data_dir);
  else
    database = hub_database_open (address, &error);
  backup = database != NULL ? hub_backup_make (database, config->data_dir, options.backup, &error) : NULL;
  if (backup == NULL)
    return fail (EXIT_FAILURE, error);
  size = g_format_size_full (backup->bytes, G_FORMAT_SIZE_IEC_UNITS);
  g_print (_("The backup is in %s: the database (%s) and %u files, %s.\n"), options.backup, backup->database,
           backup->files, size);
  return EXIT_SUCCESS;
}

static int
run_platform (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubPlatform) platform = NULL;

  if (hub_instance_lock (config->data_dir, is_shared (config), &error) < 0)
    return fail (g_error_matches (error, HUB_ERROR, HUB_ERROR_CONFLICT) ? EXIT_ALREADY_RUNS
                                                                        : EXIT_FAILURE, error);
  hub_spool_clear_all (config->data_dir);
  platform = make_platform (TRUE, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_message ("event=stopped");
      return EXIT_SUCCESS;
    }
  if (platform == NULL
      || (options.account_file != NULL
          && !hub_instance_prepare_local (platform, options.account_file, &error)))
    return fail (EXIT_FAILURE, error);
  return serve (platform);
}

static void
override (char **setting, const char *option)
{
  if (option == NULL)
    return;
  g_free (*setting);
  *setting = g_strdup (option);
}

static gboolean
read_config (GError **error)
{
  if (options.config != NULL && !hub_config_read (config, options.config, error))
    return FALSE;
  override (&config->data_dir, options.data_dir);
  override (&config->database, options.database);
  override (&config->listen, options.listen);
  override (&config->public_url, options.public_url);
  config->closed = config->closed || options.closed;
  if (config->listen == NULL)
    config->listen = g_strdup ("127.0.0.1:8480");
  return TRUE;
}

static int
run (void)
{
  g_autofree char *table = NULL;
  g_autoptr (GError) error = NULL;

  if (options.version)
    {
      g_print ("superhubd %s\n", PACKAGE_VERSION);
      return EXIT_SUCCESS;
    }
  if (options.list_errors)
    {
      table = hub_refusals_to_table ();
      g_print ("%s", table);
      return EXIT_SUCCESS;
    }
  if (options.print_config)
    {
      table = hub_config_to_example ();
      g_print ("%s", table);
      return EXIT_SUCCESS;
    }
  if (!read_config (&error))
    return fail (EXIT_USAGE, error);
  if (config->data_dir == NULL)
    return fail_usage (_("Say with --data-dir where to keep database and packages"));
  if (options.account_file != NULL && !is_loopback (config->listen))
    return fail_usage (_("--local-account-file needs an address of this machine, like --listen 127.0.0.1:0"));
  if (sodium_init () < 0)
    return fail_usage (_("The machine gives no random numbers"));
  if (options.backup != NULL)
    return run_backup ();
  if (changes_account () || options.suspend != NULL || options.resume != NULL || options.rotate_key || options.collect
      || options.verify_audit)
    return run_command ();
  return run_platform ();
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (HubConfig) defaults = config = hub_config_new ();
  g_autofree char *locale = hub_paths_locale ();
  g_autoptr (GError) error = NULL;

  umask (077);
  /* A file over its limit and a log that nobody reads are errors to answer, not to die of. */
  signal (SIGXFSZ, SIG_IGN);
  signal (SIGPIPE, SIG_IGN);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  hub_log_init ();
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _("The Super Hub platform: accounts, members, versions, review, "
                                           "release, and programs on phones."));
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return fail_usage (error->message);
  if (argc > 1)
    return fail_usage (_("There is an argument too many"));
  return run ();
}
