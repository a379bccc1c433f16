/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Automation switch of the window, and a client of it. */
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "app-driver.h"
#include "hub-automation-button.h"
#include "hub-settings.h"

typedef struct
{
  SoupWebsocketConnection *connection;
  char                    *answer;
} Client;

static gboolean
is_running (gpointer data)
{
  return hub_simulator_get_state (data) == HUB_SIMULATOR_RUNNING;
}

static gboolean
is_open (gpointer data)
{
  return hub_automation_get_port (data) != 0;
}

static gboolean
is_closed (gpointer data)
{
  return hub_automation_get_port (data) == 0;
}

static gboolean
is_connected (gpointer data)
{
  return ((Client *) data)->connection != NULL;
}

static gboolean
is_answered (gpointer data)
{
  return ((Client *) data)->answer != NULL;
}

static gboolean
is_visible (gpointer data)
{
  return gtk_widget_get_visible (data);
}

static gboolean
is_hidden (gpointer data)
{
  return !gtk_widget_get_visible (data);
}

static void
on_answer (SoupWebsocketConnection *connection, int type, GBytes *message, Client *client)
{
  client->answer = g_strndup (g_bytes_get_data (message, NULL), g_bytes_get_size (message));
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Client *client = user_data;
  g_autoptr (GError) error = NULL;

  client->connection = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);
  g_assert_no_error (error);
  g_signal_connect (client->connection, "message", G_CALLBACK (on_answer), client);
}

static void
connect_client (SoupSession *session, Client *client, HubAutomation *automation)
{
  g_autofree char *endpoint = hub_automation_dup_endpoint (automation);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", endpoint);

  soup_session_websocket_connect_async (session, message, NULL, NULL, G_PRIORITY_DEFAULT, NULL, on_connected, client);
  driver_wait (is_connected, client);
}

static char *
ask (Client *client, const char *request)
{
  soup_websocket_connection_send_text (client->connection, request);
  driver_wait (is_answered, client);
  return g_steal_pointer (&client->answer);
}

/* One that nobody listens on: other tests, or a developer's own window, may have the usual one. */
static guint
find_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();

  return g_socket_listener_add_any_inet_port (listener, NULL, NULL);
}

static void
test_switch (void)
{
  g_autoptr (GSettings) settings = hub_settings_new ();
  HubWindow *window = driver_window ();
  g_autofree char *folder = driver_copy_sample ();
  g_autoptr (SoupSession) session = soup_session_new ();
  HubDevelopView *develop = hub_window_get_develop (window);
  HubSimulator *simulator = hub_develop_view_get_simulator (develop);
  HubAutomationButton *button = HUB_AUTOMATION_BUTTON (
    driver_find_type (GTK_WIDGET (develop), HUB_TYPE_AUTOMATION_BUTTON));
  HubAutomation *automation = hub_automation_button_get_automation (button);
  Client client = { 0 };
  GtkWidget *hint;

  g_settings_set_uint (settings, "automation-port", find_port ());
  /* Switched on without a program, nothing listens. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.automation", NULL);
  g_assert_true (is_closed (automation));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-project", "s", folder);
  driver_wait (is_open, automation);
  /* Before the program runs: the question waits for it. */
  connect_client (session, &client, automation);
  {
    g_autofree char *answer = ask (&client, "{\"id\":\"1\",\"method\":\"App.getCurrentPage\",\"params\":{}}");

    g_assert_nonnull (strstr (answer, "\"path\":\"pages/menu/menu\""));
  }
  driver_wait (is_running, simulator);
  hint = driver_find_label (GTK_WIDGET (develop), "automation client drives");
  g_assert_nonnull (hint);
  driver_wait (is_visible, hint);
  driver_settle (GTK_WIDGET (window));
  driver_screenshot (GTK_WIDGET (window), "window-automation");
  /* A client's close leaves the window and its program. */
  g_free (ask (&client, "{\"id\":\"2\",\"method\":\"Tool.close\",\"params\":{}}"));
  g_free (ask (&client, "{\"id\":\"3\",\"method\":\"App.getPageStack\",\"params\":{}}"));
  soup_websocket_connection_close (client.connection, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
  driver_wait (is_hidden, hint);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.automation", NULL);
  driver_wait (is_closed, automation);
  g_clear_object (&client.connection);
  driver_close (window);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/automation/switch", test_switch);
  return g_test_run ();
}
