/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-window-private.h"

#include "config.h"

#include <glib/gi18n.h>

#include "hub-simulator-window.h"

#define LINK_KEY "hub-window-link"

/* The Console tab, beside a project or alone in its window. */

gboolean
hub_window_is_console_shown (HubWindow *self)
{
  return !hub_window_is_empty (self)
         && g_strcmp0 (adw_view_stack_get_visible_child_name (self->tabs), "console") == 0;
}

/* While the platform is away or wants a new sign-in, the Console keeps what it has: its bar tells of it. */
void
hub_window_update_console (HubWindow *self)
{
  HubClient *client = hub_account_get_client (self->account);
  HubAccountState state = hub_account_get_state (self->account);

  if (client == NULL && (state == HUB_ACCOUNT_CONNECTING || state == HUB_ACCOUNT_FAILED))
    client = hub_console_model_get_client (hub_console_view_get_model (self->console));
  hub_console_view_set_app (self->console, client, hub_window_get_app_id (self));
}

static void
program_chosen (HubWindow *self, const char *app_id)
{
  if (self->console_only)
    hub_window_open_console (self, app_id);
}

/* The platform on this computer signs in by itself. */
static void
sign_in (HubWindow *self)
{
  if (hub_account_is_local (self->account))
    hub_window_connect (self);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "app.sign-in", NULL);
}

/* The window in which @url was opened before. */
static HubSimulatorWindow *
find_simulator (GtkApplication *application, const char *url)
{
  for (GList *l = gtk_application_get_windows (application); l != NULL; l = l->next)
    if (HUB_IS_SIMULATOR_WINDOW (l->data) && g_strcmp0 (g_object_get_data (l->data, LINK_KEY), url) == 0)
      return l->data;
  return NULL;
}

/* The sign-in may be another one by now. */
static void
simulator_reopening (HubWindow *self, HubOnlineProgram *program)
{
  HubClient *client = hub_console_model_get_client (hub_console_view_get_model (self->console));

  if (client != NULL)
    hub_online_program_set_token (program, hub_client_get_token (client));
}

/* In this process: the sign-in goes through nobody's hands. The platform is spoken to as the Console does, whatever address its
 * links have for phones. */
static void
open_in_simulator (HubWindow *self, const char *url)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  HubClient *client = hub_console_model_get_client (hub_console_view_get_model (self->console));
  HubSimulatorWindow *window = find_simulator (application, url);
  g_autoptr (GError) error = NULL;
  g_autoptr (HubOnlineLink) link = hub_online_link_parse (url, &error);
  g_autoptr (HubOnlineProgram) program = NULL;

  if (window == NULL)
    window = hub_simulator_window_new (application);
  g_signal_handlers_disconnect_matched (window, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, simulator_reopening, NULL);
  g_signal_connect_object (window, "reopening", G_CALLBACK (simulator_reopening), self, G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (window), LINK_KEY, g_strdup (url), g_free);
  if (link == NULL)
    hub_simulator_window_show_refusal (window, error->message);
  else
    {
      if (client != NULL)
        hub_online_link_set_server (link, hub_client_get_server (client));
      program = hub_online_program_new (link, NULL);
      hub_online_program_set_token (program, client != NULL ? hub_client_get_token (client) : NULL);
      hub_simulator_window_open_online (window, program, NULL, NULL, 0);
    }
  gtk_window_present (GTK_WINDOW (window));
}

static void
model_changed (HubWindow *self)
{
  HubConsoleItem *app;
  g_autofree char *title = NULL;

  /* The model's last change comes when the window has let go of the view. */
  if (!self->console_only)
    return;
  app = hub_console_model_get_app (hub_console_view_get_model (self->console));
  title = app != NULL ? g_strdup_printf (_("%s – Console"), hub_console_item_get_string (app, "name"))
                      : g_strdup (_("Console"));
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->title, title);
}

void
hub_window_watch_console (HubWindow *self)
{
  g_signal_connect_object (self->console, "refreshing", G_CALLBACK (hub_window_connect), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->console, "open-in-simulator", G_CALLBACK (open_in_simulator), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->console, "sign-in", G_CALLBACK (sign_in), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->console, "chosen", G_CALLBACK (program_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hub_console_view_get_model (self->console), "changed", G_CALLBACK (model_changed), self,
                           G_CONNECT_SWAPPED);
}

/* A project takes the place of a program that was chosen. */
void
hub_window_leave_console (HubWindow *self)
{
  self->console_only = FALSE;
  adw_window_title_set_title (self->title, "");
  g_clear_pointer (&self->console_app_id, g_free);
  hub_console_view_set_choosing (self->console, FALSE);
}

/**
 * hub_window_is_empty:
 * @self: a window
 *
 * Returns: whether it shows the welcome page, and may show something else instead
 */
gboolean
hub_window_is_empty (HubWindow *self)
{
  return self->workbench == NULL && !self->console_only;
}

/**
 * hub_window_is_console:
 * @self: a window
 *
 * Returns: whether it shows nothing but the Console
 */
gboolean
hub_window_is_console (HubWindow *self)
{
  return self->console_only;
}

/**
 * hub_window_get_app_id:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the program on the platform that it is about
 */
const char *
hub_window_get_app_id (HubWindow *self)
{
  return self->workbench != NULL ? hub_workbench_get_app_id (self->workbench) : self->console_app_id;
}

/**
 * hub_window_open_console:
 * @self: a window without a project
 * @app_id: (nullable): a program on the platform; %NULL to choose one
 *
 * Shows nothing but the Console, for people who have no source code.
 */
void
hub_window_open_console (HubWindow *self, const char *app_id)
{
  g_autofree char *old = NULL;

  g_return_if_fail (self->workbench == NULL);

  old = g_steal_pointer (&self->console_app_id);
  self->console_app_id = g_strdup (app_id);
  if (!self->console_only)
    {
      self->console_only = TRUE;
      hub_console_view_set_choosing (self->console, TRUE);
      hub_window_show_place (self);
      hub_window_connect (self);
    }
  hub_window_update_console (self);
  model_changed (self);
}

/**
 * hub_window_show_link:
 * @self: a window
 * @link: of a notification about its program: "superhub://APP_ID/reviews/ID"
 */
void
hub_window_show_link (HubWindow *self, const char *link)
{
  hub_window_show_console (self);
  hub_console_view_show_link (self->console, link);
}

/**
 * hub_window_show_notifications:
 * @self: a window
 *
 * Opens the bell.
 */
void
hub_window_show_notifications (HubWindow *self)
{
  hub_notification_bell_popup (self->bell);
}
