/* SPDX-License-Identifier: GPL-3.0-or-later */
/* superhub-simulator: one mini program in a device window of its own. */
#include "config.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <locale.h>

#include "hub-automation-session.h"
#include "hub-error.h"
#include "hub-headless.h"
#include "hub-paths.h"
#include "hub-simulator-window.h"

#define EXIT_USAGE 2
/* Seconds that a session on a display of its own lives without a client. */
#define IDLE_LIMIT 1800

/* What was asked for on the command line, and how it went. */
typedef struct
{
  char       *folder;      /* or a link */
  char       *device;
  char       *page;
  char       *screenshot;
  char       *script;
  char       *location;
  GStrv       choices;
  double      latitude;
  double      longitude;
  int         auto_port;   /* -1: no automation */
  int         notify_fd;   /* told how the start of the automation went; -1 for nobody */
  int         scene;
  gboolean    forget_key;
  gboolean    signed_out;
  gboolean    headless;
  gboolean    version;
  HubProject *project;
  HubOnlineProgram *online;
  char       *refusal;   /* shown in the window, as there is no terminal */
  int         status;

  GApplication *application;
  HubSimulator *simulator;
  HubAutomationSession *session;
} Options;

static gboolean
runs_once (Options *options)
{
  return options->screenshot != NULL || options->script != NULL;
}

static void
end (Options *options, int status, const char *message)
{
  if (message != NULL)
    g_printerr ("superhub-simulator: %s\n", message);
  options->status = status;
  g_application_quit (options->application);
}

static void
on_picture (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Options *options = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = hub_simulator_snapshot_finish (HUB_SIMULATOR (source), result,
                                                                  &error);

  if (texture == NULL)
    end (options, 1, error->message);
  else if (!gdk_texture_save_to_png (texture, options->screenshot))
    {
      g_autofree char *message = g_strdup_printf (_("%s could not be written"), options->screenshot);

      end (options, 1, message);
    }
  else
    end (options, 0, NULL);
}

static void
on_evaluated (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Options *options = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = hub_simulator_evaluate_finish (HUB_SIMULATOR (source), result, &error);

  if (answer == NULL)
    {
      end (options, 1, error->message);
      return;
    }
  if (options->script != NULL)
    g_print ("%s\n", answer);
  if (options->screenshot != NULL)
    hub_simulator_snapshot_async (options->simulator, NULL, on_picture, options);
  else
    end (options, 0, NULL);
}

/* A picture shows what was painted last: wait until the start screen has faded, and two frames more. */
static const char painted[] =
  "Promise.all(document.getAnimations()"
  ".filter(animation => animation.effect.getComputedTiming().endTime < Infinity)"
  ".map(animation => animation.finished.catch(() => {})))"
  ".then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))))";

static void
on_ready (HubSimulator *simulator, Options *options)
{
  g_signal_handlers_disconnect_by_func (simulator, on_ready, options);
  hub_simulator_evaluate_async (simulator, FALSE,
                                options->script != NULL ? options->script : painted,
                                NULL, on_evaluated, options);
}

/* Where somebody waits for a result, an overlay would wait for ever. */
static void
on_overlay (HubSimulator *simulator, const char *text, Options *options)
{
  end (options, 1, text);
}

static void
on_refused (HubSimulatorWindow *window, const char *message, Options *options)
{
  end (options, 1, message);
}

/* A program that is driven is shown at full size, for its pictures. */
static void
start_automation (Options *options)
{
  options->session = hub_automation_session_new (options->application, options->simulator, options->auto_port,
                                                 options->notify_fd);
  options->notify_fd = -1;
  if (options->headless)
    hub_automation_session_set_idle_limit (options->session, IDLE_LIMIT);
}

static void
on_activate (GtkApplication *application, Options *options)
{
  HubSimulatorWindow *window = hub_simulator_window_new (application);
  g_auto (GStrv) place = options->page != NULL ? g_strsplit (options->page, "?", 2) : NULL;

  options->simulator = hub_simulator_window_get_simulator (window);
  if (options->device != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.device", "s", options->device);
  if (options->location != NULL)
    hub_simulator_set_location (options->simulator, options->latitude, options->longitude);
  if (options->choices != NULL)
    hub_simulator_set_choices (options->simulator, (const char *const *) options->choices);
  if ((place != NULL && place[0] != NULL) || options->scene > 0)
    hub_simulator_set_condition (options->simulator, place != NULL ? place[0] : NULL, place != NULL ? place[1] : NULL,
                                 options->scene);
  if (runs_once (options) || options->auto_port >= 0)
    g_object_set (options->simulator, "zoom", 1.0, NULL);
  if (options->auto_port >= 0)
    start_automation (options);
  else if (runs_once (options))
    {
      g_signal_connect (options->simulator, "ready", G_CALLBACK (on_ready), options);
      g_signal_connect (options->simulator, "failed", G_CALLBACK (on_overlay), options);
      g_signal_connect (window, "refused", G_CALLBACK (on_refused), options);
    }
  if (options->project != NULL)
    hub_simulator_window_open (window, options->project);
  else if (options->online != NULL)
    hub_simulator_window_open_online (window, options->online, place != NULL ? place[0] : NULL,
                                      place != NULL ? place[1] : NULL, options->scene);
  else if (options->refusal != NULL)
    hub_simulator_window_show_error (window, options->refusal);
  gtk_window_present (GTK_WINDOW (window));
}

/* A person who clicked an icon sees no terminal. */
static gboolean
started_from_desktop (void)
{
  return g_getenv ("DESKTOP_STARTUP_ID") != NULL || g_getenv ("XDG_ACTIVATION_TOKEN") != NULL
         || g_getenv ("GIO_LAUNCHED_DESKTOP_FILE") != NULL;
}

static char *
describe_devices (void)
{
  g_autoptr (GString) text = g_string_new (_("Devices:"));
  guint n;
  const HubDeviceProfile *profiles = hub_device_profiles (&n);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "\n  %-20s %s, %d × %d", profiles[i].id, _(profiles[i].name),
                            profiles[i].width, profiles[i].height);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
parse_location (Options *options)
{
  char *end;

  options->latitude = g_ascii_strtod (options->location, &end);
  if (end == options->location || *end != ',')
    return FALSE;
  options->longitude = g_ascii_strtod (end + 1, &end);
  return *end == '\0' && ABS (options->latitude) <= 90 && ABS (options->longitude) <= 180;
}

static gboolean
parse (Options *options, int argc, char *argv[], GError **error)
{
  g_auto (GStrv) rest = NULL;
  g_autofree char *devices = describe_devices ();
  g_autoptr (GOptionContext) context = g_option_context_new (_("[FOLDER | LINK]"));
  const GOptionEntry entries[] = {
    { "device", 'd', 0, G_OPTION_ARG_STRING, &options->device, N_("The device to show"), "ID" },
    { "page", 'p', 0, G_OPTION_ARG_STRING, &options->page, N_("The page to start at"), "PATH?QUERY" },
    { "scene", 0, 0, G_OPTION_ARG_INT, &options->scene, N_("The launch scene that the program is told"), "NUMBER" },
    { "forget-key", 0, 0, G_OPTION_ARG_NONE, &options->forget_key,
      N_("Believe the key that the link's platform has now: for one that was set up anew"), NULL },
    { "signed-out", 0, 0, G_OPTION_ARG_NONE, &options->signed_out,
      N_("Open the link as somebody who is not signed in to its platform"), NULL },
    { "location", 0, 0, G_OPTION_ARG_STRING, &options->location, N_("Where the device is"), "LATITUDE,LONGITUDE" },
    { "choose", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->choices,
      N_("A file the program gets when it lets the person choose; may be repeated"), "FILE" },
    { "screenshot", 0, 0, G_OPTION_ARG_FILENAME, &options->screenshot,
      N_("Save a picture of the first page and end"), "FILE.png" },
    { "evaluate", 0, 0, G_OPTION_ARG_STRING, &options->script,
      N_("Evaluate an expression in the shell, print its value as JSON and end"), "SCRIPT" },
    { "auto-port", 0, 0, G_OPTION_ARG_INT, &options->auto_port,
      N_("Let automation clients drive the program, on this port of 127.0.0.1; without a display, on one of its own"),
      "PORT" },
    { "auto-notify", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &options->notify_fd, NULL, NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, N_("Print the version"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, NULL },
    { NULL },
  };

  g_option_context_set_summary (context, _("Runs a mini program in a device window: that of a folder, where every saved file shows at once, or an\n"
                                           "online one by its link (https://hub.example.com/a/wx…, or the /c/… of a code), as those see it for whom\n"
                                           "it is, kept for starts without a network, and updated. Who is signed in to the link's platform, in the\n"
                                           "DevTools or with “superhub login”, gets the version that is theirs, and may open links of previews,\n"
                                           "developer versions, test versions and versions in review (/p/…, /d/…, /t/…, /v/…), and links of other\n"
                                           "sites that a program has a rule for (/q?url=…)."));
  g_option_context_set_description (context, devices);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, error))
    return FALSE;
  if (rest != NULL && rest[0] != NULL && rest[1] != NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, _("Name one folder, not several"));
      return FALSE;
    }
  if (options->device != NULL && hub_device_profile_find (options->device) == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("“%s” is not a device; --help lists them"), options->device);
      return FALSE;
    }
  if (options->auto_port < -1 || options->auto_port > G_MAXUINT16)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("“%d” is not a port"), options->auto_port);
      return FALSE;
    }
  if (options->location != NULL && !parse_location (options))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("“%s” is not a place; write degrees, such as 23.1066,113.3245"), options->location);
      return FALSE;
    }
  if (options->scene < 0 || options->scene > G_MAXUINT16)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("“%d” is not a launch scene"), options->scene);
      return FALSE;
    }
  options->folder = rest != NULL ? g_strdup (rest[0]) : NULL;
  return TRUE;
}

/* A person who clicked an icon is told in the window. */
static gboolean
refuse_start (Options *options, const GError *error)
{
  g_printerr ("superhub-simulator: %s\n", error->message);
  hub_automation_session_tell (options->notify_fd, hub_error_get_name (error), error->message);
  options->status = EXIT_USAGE;
  options->refusal = g_strdup (error->message);
  return started_from_desktop () && !runs_once (options) && options->auto_port < 0;
}

static gboolean
open_link (Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubOnlineLink) link = hub_online_link_parse (options->folder, &error);

  if (link == NULL)
    return refuse_start (options, error);
  options->online = hub_online_program_new (link, NULL);
  if (!options->signed_out)
    hub_online_program_use_stored_sign_in (options->online);
  if (options->forget_key)
    hub_online_program_forget_key (options->online);
  return TRUE;
}

/* Opens what was named. FALSE where the program ends here, with options->status. */
static gboolean
open_named (Options *options)
{
  g_autoptr (GError) error = NULL;

  if (options->folder == NULL && (runs_once (options) || options->auto_port >= 0))
    {
      g_printerr ("superhub-simulator: %s\n", _("Name the folder or the link of the program"));
      options->status = EXIT_USAGE;
      return FALSE;
    }
  if (options->folder == NULL)
    return TRUE;
  if (hub_online_link_looks_like (options->folder))
    return open_link (options);
  options->project = hub_project_open (options->folder, &error);
  return options->project != NULL || refuse_start (options, error);
}

static void
options_clear (Options *options)
{
  g_free (options->folder);
  g_free (options->device);
  g_free (options->page);
  g_free (options->screenshot);
  g_free (options->script);
  g_free (options->location);
  g_strfreev (options->choices);
  g_free (options->refusal);
  g_clear_object (&options->project);
  g_clear_object (&options->online);
}

static int
run (Options *options)
{
  g_autoptr (AdwApplication) application = NULL;
  int status;

  if (options->auto_port >= 0 && hub_headless_is_needed ())
    {
      g_autoptr (GError) error = NULL;

      if (!hub_headless_start (&error))
        {
          g_printerr ("superhub-simulator: %s\n", error->message);
          hub_automation_session_tell (options->notify_fd, hub_error_get_name (error), error->message);
          return 1;
        }
      options->headless = TRUE;
    }
  if (!gtk_init_check ())
    {
      g_printerr ("superhub-simulator: %s\n",
                  _("There is no display to show a window on; set DISPLAY or WAYLAND_DISPLAY"));
      return 1;
    }
  options->status = 0;
  application = adw_application_new (HUB_APP_ID ".Simulator", G_APPLICATION_NON_UNIQUE);
  options->application = G_APPLICATION (application);
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), options);
  status = g_application_run (G_APPLICATION (application), 0, NULL);
  if (options->session != NULL && hub_automation_session_failed (options->session))
    options->status = 1;
  g_clear_object (&options->session);
  return status != 0 ? status : options->status;
}

int
main (int argc, char *argv[])
{
  g_autofree char *locale = hub_paths_locale ();
  g_autoptr (GError) error = NULL;
  Options options = { .auto_port = -1, .notify_fd = -1 };
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  if (!parse (&options, argc, argv, &error))
    {
      g_printerr ("superhub-simulator: %s\n", error->message);
      status = EXIT_USAGE;
    }
  else if (options.version)
    {
      g_print ("superhub-simulator %s\n", PACKAGE_VERSION);
      status = 0;
    }
  else
    {
      if (options.notify_fd >= 0)
        fcntl (options.notify_fd, F_SETFD, FD_CLOEXEC);
      status = open_named (&options) ? run (&options) : options.status;
      hub_headless_end ();
    }
  options_clear (&options);
  return status;
}
