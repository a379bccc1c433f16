/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-notification-bell.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "hub-console-progress.h"
#include "hub-time-label.h"

#define WIDTH 400
#define HEIGHT 440

struct _HubNotificationBell
{
  GtkWidget parent_instance;

  HubNotifications *notifications;
  GtkMenuButton *button;
  GtkLabel *count;
  GtkStack *stack;
  AdwStatusPage *status;
  GtkListView *list;
  GtkWidget *read_all;
};

G_DEFINE_FINAL_TYPE (HubNotificationBell, hub_notification_bell, GTK_TYPE_WIDGET)

static void
show_status (HubNotificationBell *self, const char *icon_name, const char *title, const char *description)
{
  g_autofree char *escaped = g_markup_escape_text (description, -1);

  adw_status_page_set_icon_name (self->status, icon_name);
  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, escaped);
  gtk_stack_set_visible_child_name (self->stack, "status");
}

static void
show_state (HubNotificationBell *self)
{
  const GError *error = hub_notifications_get_error (self->notifications);

  switch (hub_notifications_get_state (self->notifications))
    {
    case HUB_CONSOLE_STATE_READY:
      if (g_list_model_get_n_items (hub_notifications_get_items (self->notifications)) > 0)
        gtk_stack_set_visible_child_name (self->stack, "list");
      else
        show_status (self, "preferences-system-notifications-symbolic", _("Nothing Yet"),
                     _("Review results, requests and what a release asks you appear here, of all your programs."));
      break;
    case HUB_CONSOLE_STATE_FAILED:
      show_status (self, "dialog-warning-symbolic", _("Could Not Be Read"), error != NULL ? error->message : "");
      break;
    case HUB_CONSOLE_STATE_LOADING:
      gtk_stack_set_visible_child_name (self->stack, "loading");
      break;
    case HUB_CONSOLE_STATE_NONE:
    default:
      show_status (self, "avatar-default-symbolic", _("Not Signed In"), _("What a platform tells you appears here."));
      break;
    }
}

static void
update (HubNotificationBell *self)
{
  guint unread = self->notifications != NULL ? hub_notifications_get_unread (self->notifications) : 0;
  g_autofree char *count = unread > 99 ? g_strdup ("99+") : g_strdup_printf ("%u", unread);
  g_autofree char *text = NULL;

  if (unread > 0)
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u unread notification", "%u unread notifications", unread),
                            unread);
  else
    text = g_strdup (_("Notifications"));
  gtk_label_set_text (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self->count), unread > 0);
  gtk_widget_set_sensitive (self->read_all, unread > 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if (self->notifications != NULL)
    show_state (self);
}

static void
read_all_clicked (HubNotificationBell *self)
{
  hub_notifications_read_all (self->notifications);
}

static void
row_activated (GtkListView *list, guint position, HubNotificationBell *self)
{
  g_autoptr (HubConsoleItem) item = g_list_model_get_item (hub_notifications_get_items (self->notifications), position);

  if (item == NULL)
    return;
  gtk_menu_button_popdown (self->button);
  gtk_widget_activate_action_variant (GTK_WIDGET (self), "app.open-notification", hub_notification_get_target (item));
}

static void
popover_mapped (HubNotificationBell *self)
{
  hub_notifications_reload (self->notifications);
}

static void
edge_reached (GtkScrolledWindow *scrolled, GtkPositionType edge, HubNotificationBell *self)
{
  if (edge == GTK_POS_BOTTOM)
    hub_notifications_load_more (self->notifications);
}

static void
set_up_row (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *text = gtk_label_new (NULL);
  GtkWidget *image = gtk_image_new ();

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (text), 4);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_widget_set_margin_top (image, 3);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), text);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_widget_add_css_class (box, "console-notification");
  gtk_list_item_set_child (list_item, box);
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  HubConsoleItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *box = gtk_list_item_get_child (list_item);
  GtkWidget *image = gtk_widget_get_first_child (box);
  GtkWidget *texts = gtk_widget_get_last_child (box);
  GtkWidget *title = gtk_widget_get_first_child (texts);
  GtkWidget *text = gtk_widget_get_next_sibling (title);
  gboolean read = hub_notification_is_read (item);
  g_autoptr (GDateTime) time = hub_console_item_dup_time (item, "created_at");
  g_autofree char *label = g_strdup_printf ("%s%s: %s", read ? "" : _("Unread. "), hub_notification_get_title (item),
                                            hub_console_item_get_string (item, "text"));

  gtk_image_set_from_icon_name (GTK_IMAGE (image), hub_notification_get_icon (item));
  gtk_label_set_text (GTK_LABEL (title), hub_notification_get_title (item));
  gtk_label_set_text (GTK_LABEL (text), hub_console_item_get_string (item, "text"));
  (read ? gtk_widget_remove_css_class : gtk_widget_add_css_class) (title, "heading");
  (read ? gtk_widget_remove_css_class : gtk_widget_add_css_class) (image, "accent");
  if (time != NULL)
    {
      GtkWidget *when = hub_time_label_new (time);

      gtk_widget_add_css_class (when, "dim-label");
      gtk_widget_add_css_class (when, "caption");
      gtk_widget_set_halign (when, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (texts), when);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
unbind_row (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *texts = gtk_widget_get_last_child (gtk_list_item_get_child (list_item));
  GtkWidget *last = gtk_widget_get_last_child (texts);

  if (HUB_IS_TIME_LABEL (last))
    gtk_box_remove (GTK_BOX (texts), last);
}

static void
hub_notification_bell_dispose (GObject *object)
{
  HubNotificationBell *self = HUB_NOTIFICATION_BELL (object);

  if (self->notifications != NULL)
    g_signal_handlers_disconnect_by_data (self->notifications, self);
  g_clear_object (&self->notifications);
  g_clear_pointer ((GtkWidget **) &self->button, gtk_widget_unparent);
  G_OBJECT_CLASS (hub_notification_bell_parent_class)->dispose (object);
}

static void
hub_notification_bell_class_init (HubNotificationBellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_notification_bell_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_list (HubNotificationBell *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_row), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row), NULL);
  self->list = GTK_LIST_VIEW (gtk_list_view_new (NULL, factory));
  gtk_list_view_set_single_click_activate (self->list, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Notifications"), -1);
  g_signal_connect (self->list, "activate", G_CALLBACK (row_activated), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  g_signal_connect (scrolled, "edge-reached", G_CALLBACK (edge_reached), self);
  return scrolled;
}

static GtkWidget *
make_head (HubNotificationBell *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (_("Notifications"));

  gtk_widget_add_css_class (title, "heading");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  self->read_all = gtk_button_new_with_mnemonic (_("_Mark All as Read"));
  gtk_widget_add_css_class (self->read_all, "flat");
  g_signal_connect_swapped (self->read_all, "clicked", G_CALLBACK (read_all_clicked), self);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), self->read_all);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  return box;
}

static GtkWidget *
make_popover (HubNotificationBell *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *spinner = hub_console_spinner_new ();

  self->stack = GTK_STACK (gtk_stack_new ());
  self->status = ADW_STATUS_PAGE (adw_status_page_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->status), "compact");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->status), "status");
  gtk_stack_add_named (self->stack, make_list (self), "list");
  gtk_stack_add_named (self->stack, spinner, "loading");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  gtk_widget_set_size_request (box, WIDTH, HEIGHT);
  gtk_widget_add_css_class (popover, "menu");
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_swapped (popover, "map", G_CALLBACK (popover_mapped), self);
  return popover;
}

static void
hub_notification_bell_init (HubNotificationBell *self)
{
  GtkWidget *overlay = gtk_overlay_new ();

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "console-bell-count");
  gtk_widget_set_halign (GTK_WIDGET (self->count), GTK_ALIGN_END);
  gtk_widget_set_valign (GTK_WIDGET (self->count), GTK_ALIGN_START);
  gtk_widget_set_can_target (GTK_WIDGET (self->count), FALSE);
  gtk_overlay_set_child (GTK_OVERLAY (overlay),
                         gtk_image_new_from_icon_name ("preferences-system-notifications-symbolic"));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->count));
  gtk_menu_button_set_child (self->button, overlay);
  gtk_menu_button_set_popover (self->button, make_popover (self));
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
  update (self);
}

/**
 * hub_notification_bell_new:
 * @notifications: what to show
 *
 * Returns: (transfer floating): a bell
 */
GtkWidget *
hub_notification_bell_new (HubNotifications *notifications)
{
  HubNotificationBell *self = g_object_new (HUB_TYPE_NOTIFICATION_BELL, NULL);

  hub_notification_bell_set_notifications (self, notifications);
  return GTK_WIDGET (self);
}

/**
 * hub_notification_bell_set_notifications:
 * @self: a bell of a template, which shows nothing yet
 * @notifications: what to show from now on
 */
void
hub_notification_bell_set_notifications (HubNotificationBell *self, HubNotifications *notifications)
{
  g_autoptr (GtkNoSelection) selection = NULL;

  g_return_if_fail (HUB_IS_NOTIFICATION_BELL (self));
  g_return_if_fail (self->notifications == NULL);

  self->notifications = g_object_ref (notifications);
  selection = gtk_no_selection_new (g_object_ref (hub_notifications_get_items (notifications)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_signal_connect_swapped (notifications, "changed", G_CALLBACK (update), self);
  update (self);
}

/**
 * hub_notification_bell_popup:
 * @self: a bell
 *
 * Shows the notifications.
 */
void
hub_notification_bell_popup (HubNotificationBell *self)
{
  g_return_if_fail (HUB_IS_NOTIFICATION_BELL (self));

  gtk_menu_button_popup (self->button);
}
