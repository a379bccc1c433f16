/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person is told while it happens, whatever is in sight: the bell, and what the desktop gets. */
#include "hub-notification-bell.h"
#include "test-platform.h"
#include "test-window.h"

/* A window with a bell, and an application's action that remembers what was opened. */
typedef struct
{
  TestWindow *window;           /* whose view is there only for the looks */
  GtkWidget *bell;
  HubNotifications *notifications;
  char *opened;
  guint arrived;
} Fixture;

static void
open_notification (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Fixture *self = user_data;
  const char *id, *app_id, *link;

  g_variant_get (parameter, "(&s&s&s)", &id, &app_id, &link);
  g_free (self->opened);
  self->opened = g_strdup (link);
  hub_notifications_read (self->notifications, id);
}

static void
note_arrived (HubNotifications *notifications, HubConsoleItem *item, Fixture *self)
{
  self->arrived++;
}

static void
fixture_set_up (Fixture *self, HubClient *client, const char *app)
{
  static const GActionEntry actions[] = { { .name = "open-notification", .activate = open_notification,
                                            .parameter_type = "(sss)" } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = gtk_header_bar_new ();

  self->notifications = hub_notifications_new ();
  g_signal_connect (self->notifications, "arrived", G_CALLBACK (note_arrived), self);
  self->window = test_window_new (client, app);
  self->bell = hub_notification_bell_new (self->notifications);
  gtk_header_bar_pack_end (GTK_HEADER_BAR (bar), self->bell);
  gtk_box_append (GTK_BOX (box), bar);
  g_object_ref (self->window->view);
  gtk_window_set_child (self->window->window, NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->window->view));
  g_object_unref (self->window->view);
  gtk_window_set_child (self->window->window, box);
  g_action_map_add_action_entries (G_ACTION_MAP (group), actions, G_N_ELEMENTS (actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self->window->window), "app", G_ACTION_GROUP (group));
}

static void
fixture_clear (Fixture *self)
{
  test_window_free (self->window);
  g_object_unref (self->notifications);
  g_free (self->opened);
}

typedef struct
{
  Fixture *fixture;
  guint unread;
} Count;

static gboolean
is_counted (gpointer user_data)
{
  Count *count = user_data;

  return hub_notifications_get_state (count->fixture->notifications) == HUB_CONSOLE_STATE_READY
         && hub_notifications_get_unread (count->fixture->notifications) == count->unread;
}

static void
wait_unread (Fixture *self, guint n)
{
  test_wait_until (is_counted, &(Count) { self, n }, "the unread notifications were as many");
}

static gboolean
is_connected (gpointer user_data)
{
  return hub_client_events_get_state (user_data) == HUB_CLIENT_EVENTS_LIVE;
}

static void
reject (TestPlatform *platform, HubClient *admin, HubClient *reviewer, const char *app, const char *version)
{
  g_autofree char *review = test_platform_review (platform, admin, reviewer, app, version,
                                                  "\"decision\": \"reject\", "
                                                  "\"reason\": \"The order page has no way back\"");

  g_assert_nonnull (review);
}

static gboolean
is_mapped (gpointer user_data)
{
  return gtk_widget_get_mapped (user_data);
}

static void
set_true (HubClientEvents *live, JsonObject *change, gboolean *heard)
{
  *heard = TRUE;
}

static gboolean
is_true (gpointer user_data)
{
  return *(gboolean *) user_data;
}

/* What comes right after all were read is unread, whichever of both is told first. */
static void
expect_later_unread (HubClientEvents *live, Fixture *fixture, HubClient *ada, HubClient *rita, const char *app)
{
  gboolean heard = FALSE;
  gulong handler = g_signal_connect (live, "change", G_CALLBACK (set_true), &heard);

  test_platform_do (ada, "readAllNotifications", "{}");
  test_platform_do (rita, "requestConsoleSignIn", "{\"app_id\": \"%s\"}", app);
  test_wait_until (is_true, &heard, "it was told that all were read");
  g_signal_handler_disconnect (live, handler);
  wait_unread (fixture, 1);
}

static void
test_bell (void)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autoptr (HubClient) rita = test_platform_add_account (platform, "rita", TRUE);
  g_autoptr (HubClientEvents) live = NULL;
  g_autofree char *app = test_platform_add_app (ada, "Corner Shop");
  g_autoptr (HubConsoleItem) item = NULL;
  g_autoptr (GNotification) desktop = NULL;
  Fixture fixture = { 0 };
  Fixture elsewhere = { .notifications = hub_notifications_new () };
  GtkWidget *list;

  fixture_set_up (&fixture, ada, app);
  g_assert_cmpint (hub_notifications_get_state (fixture.notifications), ==, HUB_CONSOLE_STATE_NONE);
  hub_notifications_set_client (fixture.notifications, ada);
  wait_unread (&fixture, 0);
  hub_notifications_set_client (elsewhere.notifications, ada);
  wait_unread (&elsewhere, 0);
  live = hub_client_events_share (ada);
  test_wait_until (is_connected, live, "events came");

  /* The console and the bell hear by one socket. */
  g_assert_true (hub_console_model_get_connection (hub_console_view_get_model (fixture.window->view))
                 == HUB_CLIENT_EVENTS_LIVE);
  reject (platform, ada, rita, app, "1.0.0");
  wait_unread (&fixture, 1);
  g_assert_cmpuint (fixture.arrived, ==, 1);
  wait_unread (&elsewhere, 1);
  item = g_list_model_get_item (hub_notifications_get_items (fixture.notifications), 0);
  g_assert_nonnull (strstr (hub_console_item_get_string (item, "text"), "The order page has no way back"));
  desktop = hub_notification_to_desktop (item, FALSE);
  g_assert_nonnull (desktop);

  hub_notification_bell_popup (HUB_NOTIFICATION_BELL (fixture.bell));
  list = test_window_find (fixture.bell, GTK_TYPE_LIST_VIEW);
  test_wait_until (is_mapped, list, "the list was there");
  test_window_keep_both (fixture.window, "bell");
  g_signal_emit_by_name (list, "activate", 0);
  g_assert_nonnull (strstr (fixture.opened, "/reviews/"));
  g_assert_cmpuint (hub_notifications_get_unread (fixture.notifications), ==, 0);
  hub_console_view_show_link (fixture.window->view, fixture.opened);
  test_window_wait_row (fixture.window, "1.0.0, Rejected");
  wait_unread (&elsewhere, 0);

  /* What was read here is read everywhere, and not told a second time. */
  reject (platform, ada, rita, app, "1.0.1");
  wait_unread (&fixture, 1);
  wait_unread (&elsewhere, 1);
  hub_notifications_read_all (fixture.notifications);
  wait_unread (&fixture, 0);
  wait_unread (&elsewhere, 0);
  hub_notifications_reload (fixture.notifications);
  wait_unread (&fixture, 0);
  reject (platform, ada, rita, app, "1.0.2");
  wait_unread (&fixture, 1);
  expect_later_unread (live, &fixture, ada, rita, app);
  wait_unread (&elsewhere, 1);
  hub_notifications_read_all (fixture.notifications);
  wait_unread (&fixture, 0);
  test_platform_halt (platform);
  test_platform_resume (platform);
  hub_client_events_start (live);
  test_wait_until (is_connected, live, "events came again");
  g_assert_cmpuint (fixture.arrived, ==, 4);

  hub_notifications_set_client (fixture.notifications, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (hub_notifications_get_items (fixture.notifications)), ==, 0);
  fixture_clear (&fixture);
  g_object_unref (elsewhere.notifications);
  test_platform_stop (platform);
}

/* What the platform tells of is called by its name. */
static void
test_kinds (void)
{
  static const char *const kinds[] = { "review.approved", "review.rejected", "release.decision", "webhook.disabled", "member.admin",
                                       "console.request", "console.allowed", "console.denied" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (JsonObject) record = json_object_new ();
      g_autoptr (HubConsoleItem) item = NULL;

      json_object_set_string_member (record, "kind", kinds[i]);
      item = hub_console_item_new (record);
      g_assert_cmpstr (hub_notification_get_title (item), !=, "Notification");
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add_func ("/console/notifications/kinds", test_kinds);
  g_test_add_func ("/console/notifications/bell", test_bell);
  return g_test_run ();
}
