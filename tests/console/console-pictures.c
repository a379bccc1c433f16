/* SPDX-License-Identifier: GPL-3.0-or-later */
/* console-pictures FOLDER: the Console's pages as pictures, each in light and in dark, for docs/console.md. See
 * build-aux/console-pictures. Not a test: nothing is compared, people look at them. */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "hub-console-page.h"
#include "hub-notification-bell.h"
#include "story.h"
#include "test-window.h"

typedef struct
{
  Story *story;
  TestWindow *window;
  HubNotifications *notifications;
  GtkWidget *bell;
} Scene;

/* Waits for what one cannot name: that nothing is being read any more, and all was drawn. */
static gboolean
is_quiet (gpointer user_data)
{
  Scene *self = user_data;

  return !hub_console_model_is_busy (hub_console_view_get_model (self->window->view));
}

static gboolean
is_over (gpointer user_data)
{
  return *(gboolean *) user_data;
}

static gboolean
end_pause (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Pictures and popovers that come by themselves. */
static void
settle (Scene *self)
{
  gboolean over = FALSE;

  test_wait_until (is_quiet, self, "everything was read");
  g_timeout_add (700, end_pause, &over);
  test_wait_until (is_over, &over, "the window was quiet");
}

static void
contents_changed (GdkPaintable *paintable, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
append_widget (GtkSnapshot *snapshot, GtkWidget *widget, double x, double y)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  gboolean drawn = FALSE;

  g_signal_connect (paintable, "invalidate-contents", G_CALLBACK (contents_changed), &drawn);
  gtk_widget_queue_draw (widget);
  test_wait_until (is_over, &drawn, "the window was drawn");
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  gtk_snapshot_restore (snapshot);
}

/* A popover is a surface of its own. */
static void
append_popovers (GtkSnapshot *snapshot, GtkWidget *widget)
{
  if (GTK_IS_POPOVER (widget) && gtk_widget_get_mapped (widget))
    {
      GdkPopup *popup = GDK_POPUP (gtk_native_get_surface (GTK_NATIVE (widget)));

      append_widget (snapshot, widget, gdk_popup_get_position_x (popup), gdk_popup_get_position_y (popup));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    append_popovers (snapshot, child);
}

/* Dialogs stand where the desktop would put them: in the middle of their window. */
static void
append_dialogs (GtkSnapshot *snapshot, GtkWindow *window)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  int width = gtk_widget_get_width (GTK_WIDGET (window)), height = gtk_widget_get_height (GTK_WIDGET (window));

  for (GList *l = windows; l != NULL; l = l->next)
    if (gtk_window_get_transient_for (l->data) == window && gtk_widget_get_mapped (l->data))
      append_widget (snapshot, l->data, (width - gtk_widget_get_width (l->data)) / 2,
                     (height - gtk_widget_get_height (l->data)) / 2);
}

/* (transfer full): @node over what a desktop would have behind it, where a popover reaches beyond its window. */
static GskRenderNode *
put_on_desktop (GskRenderNode *node, gboolean dark)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  float shade = dark ? 0.08f : 0.92f;
  graphene_rect_t bounds;

  gsk_render_node_get_bounds (node, &bounds);
  gtk_snapshot_append_color (snapshot, &(GdkRGBA) { shade, shade, shade, 1 }, &bounds);
  gtk_snapshot_append_node (snapshot, node);
  return gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
}

static void
take (Scene *self, const char *name, const char *scheme)
{
  g_autofree char *file = g_strdup_printf ("%s-%s.png", name, scheme);
  g_autofree char *path = g_build_filename (g_getenv ("TEST_SCREENSHOTS"), file, NULL);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL, whole = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GtkWindow *window = self->window->window;

  settle (self);
  append_widget (snapshot, GTK_WIDGET (window), 0, 0);
  append_popovers (snapshot, GTK_WIDGET (window));
  append_dialogs (snapshot, window);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  whole = put_on_desktop (node, g_str_equal (scheme, "dark"));
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), whole, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

static gboolean
is_wanted (const char *name)
{
  const char *only = g_getenv ("ONLY");

  return only == NULL || strstr (name, only) != NULL;
}

static void
keep (Scene *self, const char *name)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  if (!is_wanted (name))
    return;
  take (self, name, "light");
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  take (self, name, "dark");
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_print ("%s\n", name);
}

static GtkWidget *
root_of (Scene *self)
{
  return GTK_WIDGET (self->window->view);
}

/* As the application's window has it. */
static void
add_header (Scene *self, const char *title)
{
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *menu = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (menu), "open-menu-symbolic");
  self->bell = hub_notification_bell_new (self->notifications);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), adw_window_title_new (title, ""));
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), menu);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->bell);
  gtk_window_set_titlebar (self->window->window, bar);
}

static Scene *
open_window (Story *story, HubClient *client, const char *app, const char *title)
{
  Scene *self = g_new0 (Scene, 1);
  const char *width = g_getenv ("WIDTH");

  self->story = story;
  self->notifications = hub_notifications_new ();
  self->window = g_new0 (TestWindow, 1);
  self->window->window = GTK_WINDOW (gtk_window_new ());
  self->window->view = HUB_CONSOLE_VIEW (hub_console_view_new ());
  add_header (self, title);
  gtk_window_set_child (self->window->window, root_of (self));
  gtk_window_set_default_size (self->window->window, width != NULL ? atoi (width) : 1200, 800);
  hub_console_view_set_app (self->window->view, client, app);
  gtk_window_present (self->window->window);
  hub_notifications_set_client (self->notifications, client);
  return self;
}

static void
close_window (Scene *self)
{
  hub_notifications_set_client (self->notifications, NULL);
  test_window_free (self->window);
  g_object_unref (self->notifications);
  g_free (self);
}

static void
keep_page (Scene *self, const char *page, const char *name)
{
  hub_console_view_show_page (self->window->view, page);
  keep (self, name);
}

static GtkWidget *
find_scrolled (Scene *self)
{
  GtkWidget *page = test_window_find (root_of (self), HUB_TYPE_CONSOLE_PAGE);

  return page != NULL ? test_window_find (page, GTK_TYPE_SCROLLED_WINDOW) : NULL;
}

static gboolean
has_scrolled (gpointer user_data)
{
  return find_scrolled (user_data) != NULL;
}

static void
scroll_to (Scene *self, double part)
{
  GtkWidget *scrolled;
  GtkAdjustment *adjustment;

  settle (self);
  test_wait_until (has_scrolled, self, "the page had its content");
  scrolled = find_scrolled (self);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  gtk_adjustment_set_value (adjustment, part * (gtk_adjustment_get_upper (adjustment)
                                                - gtk_adjustment_get_page_size (adjustment)));
}

static gboolean
has_switcher (gpointer user_data)
{
  return test_window_find (root_of (user_data), GTK_TYPE_STACK_SWITCHER) != NULL;
}

static void
keep_members (Scene *self)
{
  static const char *const tabs[] = { "project", "test", "permissions", "sign-ins" };
  GtkWidget *switcher;

  hub_console_view_show_page (self->window->view, "members");
  test_wait_until (has_switcher, self, "the page had its tabs");
  switcher = test_window_find (root_of (self), GTK_TYPE_STACK_SWITCHER);
  for (guint i = 0; i < G_N_ELEMENTS (tabs); i++)
    {
      g_autofree char *name = g_strconcat ("members-", tabs[i], NULL);

      gtk_stack_set_visible_child_name (gtk_stack_switcher_get_stack (GTK_STACK_SWITCHER (switcher)), tabs[i]);
      keep (self, name);
    }
}

static void
keep_settings (Scene *self)
{
  static const char *const panels[] = { "domains", "push", "links", "webhook" };
  GtkWidget *switcher;

  hub_console_view_show_page (self->window->view, "settings");
  test_wait_until (has_switcher, self, "the page had its tabs");
  switcher = test_window_find (root_of (self), GTK_TYPE_STACK_SWITCHER);
  for (guint i = 0; i < G_N_ELEMENTS (panels); i++)
    {
      g_autofree char *name = g_strconcat ("settings-", panels[i], NULL);

      gtk_stack_set_visible_child_name (gtk_stack_switcher_get_stack (GTK_STACK_SWITCHER (switcher)), panels[i]);
      keep (self, name);
    }
}

static void
show_the_shop (Story *story)
{
  Scene *self = open_window (story, story->ada, story->shop, "Corner Shop – Console");

  keep_page (self, "overview", "overview");
  hub_notification_bell_popup (HUB_NOTIFICATION_BELL (self->bell));
  keep (self, "bell");
  gtk_popover_popdown (GTK_POPOVER (test_window_find (self->bell, GTK_TYPE_POPOVER)));
  keep_page (self, "versions", "versions");
  keep_page (self, "review", "review");
  keep_page (self, "release", "release");
  scroll_to (self, 0.5);
  keep (self, "release-adoption");
  scroll_to (self, 1);
  keep (self, "release-history");
  keep_page (self, "codes", "codes");
  keep_members (self);
  keep_settings (self);
  keep_page (self, "audit", "audit");
  close_window (self);
}

static void
show_the_others (Story *story)
{
  Scene *self = open_window (story, story->ada, story->bikes, "City Bikes – Console");

  keep_page (self, "review", "review-rejected");
  scroll_to (self, 0.5);
  keep (self, "review-form");
  close_window (self);
  self = open_window (story, story->ada, story->market, "Night Market – Console");
  keep_page (self, "release", "release-plan");
  close_window (self);
  self = open_window (story, story->ada, story->tea, "Tea House – Console");
  keep_page (self, "overview", "empty-overview");
  keep_page (self, "versions", "empty-versions");
  keep_page (self, "codes", "empty-codes");
  close_window (self);
  self = open_window (story, story->ines, story->shop, "Corner Shop – Console");
  keep_page (self, "audit", "locked");
  keep_page (self, "release", "release-as-analyst");
  close_window (self);
  self = open_window (story, story->ada, NULL, "Console");
  hub_console_view_set_choosing (self->window->view, TRUE);
  keep (self, "chooser");
  close_window (self);
}

static void
show_the_reviewer (Story *story)
{
  Scene *self = open_window (story, story->rita, NULL, "Console");

  hub_console_view_set_choosing (self->window->view, TRUE);
  test_window_wait_label (self->window, _("No Programs of Your Own"));
  keep (self, "chooser-reviewer");
  gtk_widget_activate_action (root_of (self), "console.open-program", "s", "");
  keep_page (self, "reviews", "reviews");
  gtk_widget_activate_action (test_window_find (root_of (self), g_type_from_name ("HubReviewsPage")), "reviews.open", "s",
                              story->review);
  keep (self, "review-desk");
  scroll_to (self, 1);
  keep (self, "review-difference");
  close_window (self);
}

static void
show_no_connection (Story *story)
{
  Scene *self = open_window (story, story->ada, story->shop, "Corner Shop – Console");

  hub_console_view_show_page (self->window->view, "versions");
  settle (self);
  test_platform_halt (story->platform);
  gtk_widget_activate_action (root_of (self), "console.refresh", NULL);
  keep (self, "offline");
  close_window (self);
}

int
main (int argc, char **argv)
{
  Story *story;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALES);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  if (argc != 2)
    {
      g_printerr ("Usage: console-pictures FOLDER\n");
      return 2;
    }
  g_setenv ("TEST_SCREENSHOTS", argv[1], TRUE);
  gtk_init ();
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-font-name", "Cantarell 11", NULL);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
  story = story_new ();
  show_the_shop (story);
  show_the_others (story);
  show_the_reviewer (story);
  show_no_connection (story);
  story_free (story);
  return 0;
}
