/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-automation-session.h"

#include "config.h"

#include <errno.h>
#include <glib-unix.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "hub-error.h"

/* Milliseconds: an exception at the start of a program need not keep its first page from being shown. */
#define GRACE 3000

struct _HubAutomationSession
{
  GObject parent_instance;

  GApplication  *application;
  HubSimulator  *simulator;
  HubAutomation *automation;
  guint          port;
  int            notify_fd;
  gboolean       started;
  gboolean       failed;
  guint          grace_id;
  guint          idle_limit;
  guint          idle_id;
  guint          signal_ids[2];
};

G_DEFINE_FINAL_TYPE (HubAutomationSession, hub_automation_session, G_TYPE_OBJECT)

/* With the zero at its end: other processes may have inherited the descriptor, so that closing it may say nothing. */
static void
write_text (int fd, const char *line)
{
  gsize length = strlen (line) + 1;

  while (length > 0)
    {
      gssize written = write (fd, line, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return;
      line += written;
      length -= written;
    }
}

/**
 * hub_automation_session_tell:
 * @notify_fd: where somebody waits, closed here; -1 for nobody
 * @name: (nullable): the error's name, %NULL for success
 * @message: the error's text, which may have lines, or the port
 *
 * Tells how the start went.
 */
void
hub_automation_session_tell (int notify_fd, const char *name, const char *message)
{
  g_autofree char *line = name != NULL ? g_strdup_printf ("error %s %s", name, message)
                                       : g_strdup_printf ("ready %s", message);

  if (notify_fd < 0)
    return;
  write_text (notify_fd, line);
  close (notify_fd);
}

static void
fail (HubAutomationSession *self, const char *name, const char *message)
{
  if (self->started || self->failed)
    return;
  self->failed = TRUE;
  g_clear_handle_id (&self->grace_id, g_source_remove);
  hub_automation_session_tell (self->notify_fd, name, message);
  self->notify_fd = -1;
  g_printerr ("superhub-simulator: %s\n", message);
  g_application_quit (self->application);
}

static gboolean
on_idle (gpointer user_data)
{
  HubAutomationSession *self = user_data;

  self->idle_id = 0;
  g_application_quit (self->application);
  return G_SOURCE_REMOVE;
}

/* Where nobody sees the window, nobody would close it: without a client it ends by itself, in time. */
static void
watch_idleness (HubAutomationSession *self)
{
  g_clear_handle_id (&self->idle_id, g_source_remove);
  if (self->idle_limit > 0 && hub_automation_get_n_clients (self->automation) == 0)
    self->idle_id = g_timeout_add_seconds (self->idle_limit, on_idle, self);
}

static void
on_closed (HubAutomation *automation, HubAutomationSession *self)
{
  g_application_quit (self->application);
}

static void
on_ready (HubSimulator *simulator, HubAutomationSession *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *port = NULL;
  g_autofree char *endpoint = NULL;

  if (self->started || self->failed)
    return;
  g_clear_handle_id (&self->grace_id, g_source_remove);
  if (!hub_automation_listen (self->automation, self->port, &error))
    {
      fail (self, hub_error_get_name (error), error->message);
      return;
    }
  self->started = TRUE;
  port = g_strdup_printf ("%u", hub_automation_get_port (self->automation));
  endpoint = hub_automation_dup_endpoint (self->automation);
  g_print ("%s\n", endpoint);
  hub_automation_session_tell (self->notify_fd, NULL, port);
  self->notify_fd = -1;
  watch_idleness (self);
}

static gboolean
on_grace_over (gpointer user_data)
{
  HubAutomationSession *self = user_data;
  g_autofree char *text = hub_simulator_get_overlay_text (self->simulator);

  self->grace_id = 0;
  fail (self, "automation.start_failed", text != NULL ? g_strchomp (text) : "");
  return G_SOURCE_REMOVE;
}

/* The errors alone: the two lines above them are for somebody who saves a corrected file. */
static const char *
skip_heading (const char *text)
{
  const char *line = text;

  for (guint i = 0; i < 2 && line != NULL; i++)
    {
      line = strchr (line, '\n');
      line = line != NULL ? line + 1 : NULL;
    }
  return line != NULL && line[0] != '\0' ? line : text;
}

static void
on_overlay (HubSimulator *simulator, const char *text, HubAutomationSession *self)
{
  if (self->started)
    return;
  if (hub_simulator_shows_problems (simulator))
    fail (self, "compile.failed", skip_heading (text));
  else if (hub_simulator_get_state (simulator) != HUB_SIMULATOR_START_FAILED)
    fail (self, "automation.start_failed", text);
  else if (self->grace_id == 0)
    self->grace_id = g_timeout_add (GRACE, on_grace_over, self);
}

/* Whoever ends the process, a job in CI for one, shall find nothing left behind. */
static gboolean
on_signal (gpointer user_data)
{
  HubAutomationSession *self = user_data;

  g_application_quit (self->application);
  return G_SOURCE_CONTINUE;
}

static void
hub_automation_session_dispose (GObject *object)
{
  HubAutomationSession *self = HUB_AUTOMATION_SESSION (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->signal_ids); i++)
    g_clear_handle_id (&self->signal_ids[i], g_source_remove);
  g_clear_handle_id (&self->grace_id, g_source_remove);
  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_object (&self->automation);
  g_clear_object (&self->simulator);
  G_OBJECT_CLASS (hub_automation_session_parent_class)->dispose (object);
}

static void
hub_automation_session_class_init (HubAutomationSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_automation_session_dispose;
}

static void
hub_automation_session_init (HubAutomationSession *self)
{
  self->notify_fd = -1;
}

/**
 * hub_automation_session_new:
 * @application: ended when a client closes the program
 * @simulator: whose program is about to start
 * @port: where clients come; 0 chooses one
 * @notify_fd: told how the start went; -1 for nobody
 *
 * Opens @port as soon as the first page can be seen.
 *
 * Returns: (transfer full): the session
 */
HubAutomationSession *
hub_automation_session_new (GApplication *application, HubSimulator *simulator, guint port, int notify_fd)
{
  HubAutomationSession *self = g_object_new (HUB_TYPE_AUTOMATION_SESSION, NULL);

  self->application = application;
  self->simulator = g_object_ref (simulator);
  self->automation = hub_automation_new (simulator);
  self->port = port;
  self->notify_fd = notify_fd;
  self->signal_ids[0] = g_unix_signal_add (SIGTERM, on_signal, self);
  self->signal_ids[1] = g_unix_signal_add (SIGINT, on_signal, self);
  g_signal_connect_object (simulator, "ready", G_CALLBACK (on_ready), self, 0);
  g_signal_connect_object (simulator, "failed", G_CALLBACK (on_overlay), self, 0);
  g_signal_connect_object (self->automation, "closed", G_CALLBACK (on_closed), self, 0);
  g_signal_connect_object (self->automation, "notify::n-clients", G_CALLBACK (watch_idleness), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * hub_automation_session_set_idle_limit:
 * @self: a session
 * @seconds: how long it lives without a client; 0 for ever
 *
 * For sessions that nobody sees.
 */
void
hub_automation_session_set_idle_limit (HubAutomationSession *self, guint seconds)
{
  self->idle_limit = seconds;
}

/**
 * hub_automation_session_failed:
 * @self: a session
 *
 * Returns: whether the program could not be started
 */
gboolean
hub_automation_session_failed (HubAutomationSession *self)
{
  return self->failed;
}
