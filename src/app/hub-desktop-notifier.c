/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-desktop-notifier.h"

#include "config.h"

struct _HubDesktopNotifier
{
  GObject           parent_instance;
  GtkApplication   *application;   /* not owned: it owns this; %NULL when it has ended */
  GSettings        *settings;
  HubNotifications *notifications;
  GHashTable       *shown;         /* set of ids: what the desktop shows, or showed until somebody closed it */
  GListStore       *waiting;       /* what is shown once it is known how the desktop reads a text */
  GCancellable     *asking;        /* (nullable): while that is asked */
  enum { UNKNOWN, PLAIN, MARKUP } reads;
};

G_DEFINE_FINAL_TYPE (HubDesktopNotifier, hub_desktop_notifier, G_TYPE_OBJECT)

static gboolean
has_active_window (HubDesktopNotifier *self)
{
  for (GList *l = gtk_application_get_windows (self->application); l != NULL; l = l->next)
    if (gtk_window_is_active (l->data))
      return TRUE;
  return FALSE;
}

static void
send (HubDesktopNotifier *self, HubConsoleItem *item)
{
  const char *id = hub_console_item_get_string (item, "id");
  g_autoptr (GNotification) notification = hub_notification_to_desktop (item, self->reads == MARKUP);

  g_application_send_notification (G_APPLICATION (self->application), id, notification);
  g_hash_table_add (self->shown, g_strdup (id));
}

static void
learned (HubDesktopNotifier *self, gboolean markup)
{
  g_clear_object (&self->asking);
  if (self->application == NULL)
    return;
  self->reads = markup ? MARKUP : PLAIN;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->waiting)); i++)
    {
      g_autoptr (HubConsoleItem) item = g_list_model_get_item (G_LIST_MODEL (self->waiting), i);

      send (self, item);
    }
  g_list_store_remove_all (self->waiting);
}

static void
capabilities_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HubDesktopNotifier) self = user_data;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autofree const char **capabilities = NULL;

  if (answer != NULL)
    g_variant_get (answer, "(^a&s)", &capabilities);
  learned (self, capabilities != NULL && g_strv_contains (capabilities, "body-markup"));
}

static void
owner_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HubDesktopNotifier) self = user_data;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  if (answer != NULL)
    learned (self, FALSE);
  else
    g_dbus_connection_call (G_DBUS_CONNECTION (source), "org.freedesktop.Notifications", "/org/freedesktop/Notifications",
                            "org.freedesktop.Notifications", "GetCapabilities", NULL, G_VARIANT_TYPE ("(as)"),
                            G_DBUS_CALL_FLAGS_NONE, -1, self->asking, capabilities_answered, g_object_ref (self));
}

/* GLib hands a text on as it is, to org.gtk.Notifications where there is one, which shows it so, and else to
 * org.freedesktop.Notifications, which may draw it as markup: links and pictures of whoever wrote it. */
static void
ask_how_it_reads (HubDesktopNotifier *self)
{
  GDBusConnection *bus = g_application_get_dbus_connection (G_APPLICATION (self->application));

  if (self->asking != NULL)
    return;
  self->asking = g_cancellable_new ();
  if (bus == NULL)
    learned (self, FALSE);
  else
    g_dbus_connection_call (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetNameOwner",
                            g_variant_new ("(s)", "org.gtk.Notifications"), G_VARIANT_TYPE ("(s)"), G_DBUS_CALL_FLAGS_NONE, -1,
                            self->asking, owner_answered, g_object_ref (self));
}

/* Who looks at a window sees its bell. */
static void
arrived (HubDesktopNotifier *self, HubConsoleItem *item)
{
  if (!g_settings_get_boolean (self->settings, "desktop-notifications") || has_active_window (self)
      || hub_notification_is_read (item))
    return;
  if (self->reads != UNKNOWN)
    {
      send (self, item);
      return;
    }
  g_list_store_append (self->waiting, item);
  ask_how_it_reads (self);
}

static GHashTable *
collect_unread (HubDesktopNotifier *self)
{
  GListModel *items = hub_notifications_get_items (self->notifications);
  GHashTable *unread = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (HubConsoleItem) item = g_list_model_get_item (items, i);

      if (!hub_notification_is_read (item))
        g_hash_table_add (unread, g_strdup (hub_console_item_get_string (item, "id")));
    }
  return unread;
}

/* What was read, or belongs to somebody who is signed in no more, is taken back. */
static void
changed (HubDesktopNotifier *self)
{
  g_autoptr (GHashTable) unread = NULL;
  GHashTableIter iter;
  gpointer id;

  if (g_hash_table_size (self->shown) == 0
      || hub_notifications_get_state (self->notifications) == HUB_CONSOLE_STATE_LOADING)
    return;
  unread = collect_unread (self);
  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (unread, id))
      {
        g_application_withdraw_notification (G_APPLICATION (self->application), id);
        g_hash_table_iter_remove (&iter);
      }
}

/* Somebody comes back to the windows, perhaps from another computer where all was read. */
static void
active_window_changed (HubDesktopNotifier *self)
{
  if (has_active_window (self))
    hub_notifications_reload (self->notifications);
}

static void
watch_window (HubDesktopNotifier *self, GtkWindow *window)
{
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (active_window_changed), self, G_CONNECT_SWAPPED);
}

static void
hub_desktop_notifier_finalize (GObject *object)
{
  HubDesktopNotifier *self = HUB_DESKTOP_NOTIFIER (object);

  g_clear_weak_pointer (&self->application);
  g_clear_object (&self->asking);
  g_clear_object (&self->waiting);
  g_clear_object (&self->settings);
  g_clear_object (&self->notifications);
  g_clear_pointer (&self->shown, g_hash_table_unref);
  G_OBJECT_CLASS (hub_desktop_notifier_parent_class)->finalize (object);
}

static void
hub_desktop_notifier_class_init (HubDesktopNotifierClass *class)
{
  G_OBJECT_CLASS (class)->finalize = hub_desktop_notifier_finalize;
}

static void
hub_desktop_notifier_init (HubDesktopNotifier *self)
{
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->waiting = g_list_store_new (HUB_TYPE_CONSOLE_ITEM);
}

/**
 * hub_desktop_notifier_new:
 * @application: whose windows count, and which the desktop knows by its name; it has the action
 *   "app.open-notification" and outlives the notifier
 * @settings: the settings, whose "desktop-notifications" switches them off
 * @notifications: what the signed-in person is told
 *
 * Returns: (transfer full): a notifier, which works while it is referenced
 */
HubDesktopNotifier *
hub_desktop_notifier_new (GtkApplication *application, GSettings *settings, HubNotifications *notifications)
{
  HubDesktopNotifier *self = g_object_new (HUB_TYPE_DESKTOP_NOTIFIER, NULL);

  g_set_weak_pointer (&self->application, application);
  self->settings = g_object_ref (settings);
  self->notifications = g_object_ref (notifications);
  g_signal_connect_object (notifications, "arrived", G_CALLBACK (arrived), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (notifications, "changed", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (application, "window-added", G_CALLBACK (watch_window), self, G_CONNECT_SWAPPED);
  return self;
}
