/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-view-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-audit-page.h"
#include "hub-codes-page.h"
#include "hub-chooser-page.h"
#include "hub-console-focus.h"
#include "hub-console-page.h"
#include "hub-console-resources.h"
#include "hub-console-sidebar.h"
#include "hub-members-page.h"
#include "hub-overview-page.h"
#include "hub-release-page.h"
#include "hub-review-page.h"
#include "hub-reviews-page.h"
#include "hub-settings-page.h"
#include "hub-tab-stop.h"
#include "hub-versions-page.h"

/* Others decide and upload too: where their doings are not told at once, what is in sight is not older than this. What could
 * not be read is tried again as often. */
#define REFRESH_SECONDS 20

G_DEFINE_FINAL_TYPE (HubConsoleView, hub_console_view, GTK_TYPE_WIDGET)

static const struct
{
  const char *name;
  const char *title;
  const char *icon;
  GtkWidget *(*create) (HubConsoleModel *model);
  HubConsoleGroup group;
} pages[] = {
  { "overview", N_("Overview"), "view-grid-symbolic", hub_overview_page_new },
  { "versions", N_("Versions"), "package-x-generic-symbolic", hub_versions_page_new },
  { "review", N_("Review"), "document-send-symbolic", hub_review_page_new },
  { "release", N_("Release"), "media-seek-forward-symbolic", hub_release_page_new },
  { "codes", N_("Mini Program Codes"), "camera-photo-symbolic", hub_codes_page_new },
  { "settings", N_("Development Settings"), "emblem-system-symbolic", hub_settings_page_new },
  { "members", N_("Members"), "system-users-symbolic", hub_members_page_new },
  { "audit", N_("Audit"), "document-open-recent-symbolic", hub_audit_page_new },
  { "reviews", N_("Review Queue"), "checkbox-checked-symbolic", hub_reviews_page_new, HUB_CONSOLE_GROUP_REVIEWERS },
};

/* What was done last is what matters: it does not wait behind what was done before. Returns: (transfer none): the toast. */
AdwToast *
hub_console_view_toast (HubConsoleView *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_set_weak_pointer (&self->toast, toast);
  adw_toast_overlay_add_toast (self->overlay, toast);
  return toast;
}

/* A refusal is a sentence to read and act on: it stays until it was read. */
void
hub_console_view_show_refusal (HubConsoleView *self, const char *text)
{
  gtk_label_set_text (self->notice_text, text);
  gtk_widget_set_visible (self->notice, TRUE);
}

static void
model_changed (HubConsoleModel *model, guint section, HubConsoleView *self)
{
  hub_console_view_update_actions (self);
}

static void
row_selected (GtkListBox *sidebar, GtkListBoxRow *row, HubConsoleView *self)
{
  if (row != NULL)
    gtk_stack_set_visible_child_name (self->stack, pages[gtk_list_box_row_get_index (row)].name);
}

static void
row_activated (GtkListBox *sidebar, GtkListBoxRow *row, HubConsoleView *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

static void
folded_changed (AdwLeaflet *leaflet, GParamSpec *pspec, HubConsoleView *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    hub_console_page_set_folded (HUB_CONSOLE_PAGE (gtk_stack_get_child_by_name (self->stack, pages[i].name)),
                                 adw_leaflet_get_folded (leaflet));
}

static void
look_again (HubConsoleView *self)
{
  if (!hub_console_model_is_busy (self->model)
      && (hub_console_model_get_connection (self->model) != HUB_CLIENT_EVENTS_LIVE
          || hub_console_model_get_trouble (self->model, NULL) != HUB_CONSOLE_TROUBLE_NONE))
    hub_console_model_reload (self->model, TRUE);
}

static gboolean
timer_fired (gpointer user_data)
{
  look_again (user_data);
  return G_SOURCE_CONTINUE;
}

static void
window_active_changed (GtkWindow *window, GParamSpec *pspec, HubConsoleView *self)
{
  if (gtk_window_is_active (window) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    look_again (self);
}

static void
hub_console_view_map (GtkWidget *widget)
{
  HubConsoleView *self = HUB_CONSOLE_VIEW (widget);

  GTK_WIDGET_CLASS (hub_console_view_parent_class)->map (widget);
  hub_console_model_reload (self->model, TRUE);
  self->timer = g_timeout_add_seconds (REFRESH_SECONDS, timer_fired, self);
}

static void
hub_console_view_unmap (GtkWidget *widget)
{
  HubConsoleView *self = HUB_CONSOLE_VIEW (widget);

  g_clear_handle_id (&self->timer, g_source_remove);
  GTK_WIDGET_CLASS (hub_console_view_parent_class)->unmap (widget);
}

static void
hub_console_view_root (GtkWidget *widget)
{
  HubConsoleView *self = HUB_CONSOLE_VIEW (widget);
  GtkRoot *root;

  GTK_WIDGET_CLASS (hub_console_view_parent_class)->root (widget);
  root = gtk_widget_get_root (widget);
  if (GTK_IS_WINDOW (root))
    {
      self->window = GTK_WINDOW (root);
      g_signal_connect (root, "notify::is-active", G_CALLBACK (window_active_changed), self);
    }
}

static void
hub_console_view_unroot (GtkWidget *widget)
{
  HubConsoleView *self = HUB_CONSOLE_VIEW (widget);

  if (self->window != NULL)
    g_signal_handlers_disconnect_by_func (self->window, window_active_changed, self);
  self->window = NULL;
  GTK_WIDGET_CLASS (hub_console_view_parent_class)->unroot (widget);
}

static void
hub_console_view_dispose (GObject *object)
{
  HubConsoleView *self = HUB_CONSOLE_VIEW (object);
  GtkWidget *child;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_weak_pointer (&self->toast);
  if (self->model != NULL)
    hub_console_model_set_app (self->model, NULL, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (hub_console_view_parent_class)->dispose (object);
}

static void
add_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  /* A static library's resources are only there for those who name them. */
  g_resources_register (hub_console_get_resource ());
  gtk_css_provider_load_from_resource (provider, "/org/superhub/DevTools/console/console.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
hub_console_view_class_init (HubConsoleViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hub_console_view_dispose;
  widget_class->map = hub_console_view_map;
  widget_class->unmap = hub_console_view_unmap;
  widget_class->root = hub_console_view_root;
  widget_class->unroot = hub_console_view_unroot;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  hub_console_view_install_actions (widget_class);
  /**
   * HubConsoleView::refreshing:
   *
   * Somebody asked to read everything anew: the time to see whether the platform is still there.
   */
  g_signal_new ("refreshing", HUB_TYPE_CONSOLE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * HubConsoleView::chosen:
   * @app_id: (nullable): the program that was chosen; %NULL to choose anew
   */
  g_signal_new ("chosen", HUB_TYPE_CONSOLE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * HubConsoleView::open-location:
   * @place: a file or a page of the program, relative to its root
   * @line: from 1; 0 where unknown
   *
   * Somebody wants to see a place in the program's sources.
   *
   * Returns: whether it is shown
   */
  g_signal_new ("open-location", HUB_TYPE_CONSOLE_VIEW, G_SIGNAL_RUN_LAST, 0, g_signal_accumulator_true_handled, NULL, NULL,
                G_TYPE_BOOLEAN, 2, G_TYPE_STRING, G_TYPE_UINT);
  /**
   * HubConsoleView::open-in-simulator:
   * @url: a link of a program
   *
   * Somebody wants to run a version, as who is signed in.
   */
  g_signal_new ("open-in-simulator", HUB_TYPE_CONSOLE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_STRING);
  /**
   * HubConsoleView::sign-in:
   *
   * Somebody wants to sign in, or to sign in again.
   */
  g_signal_new ("sign-in", HUB_TYPE_CONSOLE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  add_style ();
}

static GtkWidget *
make_sidebar (HubConsoleView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *list = hub_console_sidebar_new ();

  self->sidebar = GTK_LIST_BOX (list);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *page = gtk_stack_get_child_by_name (self->stack, pages[i].name);

      gtk_list_box_append (self->sidebar, hub_console_page_row_new (HUB_CONSOLE_PAGE (page), _(pages[i].title),
                                                                    pages[i].icon, pages[i].group));
    }
  g_signal_connect (list, "row-selected", G_CALLBACK (row_selected), self);
  g_signal_connect (list, "row-activated", G_CALLBACK (row_activated), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_widget_set_vexpand (scrolled, TRUE);
  self->programs = gtk_button_new_with_mnemonic (_("_All Programs"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->programs), "console.choose-program");
  gtk_widget_set_margin_top (self->programs, 9);
  gtk_widget_set_margin_start (self->programs, 9);
  gtk_widget_set_margin_end (self->programs, 9);
  gtk_widget_set_visible (self->programs, FALSE);
  gtk_box_append (GTK_BOX (box), self->programs);
  gtk_box_append (GTK_BOX (box), hub_tab_stop_new (scrolled));
  /* The longest name with a lock behind it: what appears later moves nothing. */
  gtk_widget_set_size_request (box, 226, -1);
  return box;
}

static void
notice_responded (GtkInfoBar *bar, int response, gpointer user_data)
{
  gtk_widget_set_visible (GTK_WIDGET (bar), FALSE);
}

static GtkWidget *
make_content (HubConsoleView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *text = gtk_label_new (NULL);

  self->notice = gtk_info_bar_new ();
  self->notice_text = GTK_LABEL (text);
  gtk_label_set_wrap (self->notice_text, TRUE);
  gtk_label_set_selectable (self->notice_text, TRUE);
  gtk_label_set_xalign (self->notice_text, 0);
  gtk_info_bar_set_message_type (GTK_INFO_BAR (self->notice), GTK_MESSAGE_WARNING);
  gtk_info_bar_set_show_close_button (GTK_INFO_BAR (self->notice), TRUE);
  gtk_info_bar_add_child (GTK_INFO_BAR (self->notice), text);
  g_signal_connect (self->notice, "response", G_CALLBACK (notice_responded), NULL);
  gtk_widget_set_visible (self->notice, FALSE);

  self->stack = GTK_STACK (gtk_stack_new ());
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    gtk_stack_add_named (self->stack, pages[i].create (self->model), pages[i].name);
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (box), hub_console_view_make_bar (self, &self->bar));
  gtk_box_append (GTK_BOX (box), self->notice);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

/* With every layout a leaflet sets the style classes of the shadows it draws while it folds, and GTK looks anew at the style of all
 * that comes after a widget with other classes: there, in all the Console for each frame while one scrolls. They come last. */
static void
put_shadows_last (GtkWidget *leaflet)
{
  GtkWidget *page = gtk_widget_get_first_child (leaflet), *next;

  while (page != NULL && g_str_has_prefix (G_OBJECT_TYPE_NAME (page), "AdwGizmo"))
    {
      next = gtk_widget_get_next_sibling (page);
      gtk_widget_insert_before (page, leaflet, NULL);
      page = next;
    }
}

static void
hub_console_view_init (HubConsoleView *self)
{
  GtkWidget *leaflet = adw_leaflet_new ();
  GtkWidget *content, *sidebar;
  AdwLeafletPage *separator;

  hub_console_focus_keep (GTK_WIDGET (self));
  self->model = hub_console_model_new ();
  self->leaflet = ADW_LEAFLET (leaflet);
  self->overlay = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  content = make_content (self);
  sidebar = make_sidebar (self);
  adw_leaflet_append (self->leaflet, sidebar);
  separator = adw_leaflet_append (self->leaflet, gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  adw_leaflet_page_set_navigatable (separator, FALSE);
  adw_leaflet_append (self->leaflet, content);
  put_shadows_last (leaflet);
  adw_leaflet_set_visible_child (self->leaflet, content);
  adw_leaflet_set_can_navigate_back (self->leaflet, TRUE);
  g_signal_connect (leaflet, "notify::folded", G_CALLBACK (folded_changed), self);
  self->main = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->main, leaflet, "program");
  adw_toast_overlay_set_child (self->overlay, GTK_WIDGET (self->main));
  gtk_widget_set_parent (GTK_WIDGET (self->overlay), GTK_WIDGET (self));

  g_signal_connect_object (self->model, "changed", G_CALLBACK (model_changed), self, 0);
  g_signal_connect_object (self->model, "busy-changed", G_CALLBACK (hub_console_view_update_actions), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "connection-changed", G_CALLBACK (hub_console_view_update_bar), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "reset", G_CALLBACK (hub_console_view_update_bar), self, G_CONNECT_SWAPPED);
  model_changed (self->model, HUB_CONSOLE_SECTION_APP, self);
  hub_console_view_add_shortcuts (self);
  hub_console_view_show_page (self, "versions");
}

/**
 * hub_console_view_new:
 *
 * Returns: (transfer floating): a console of nothing yet, which says that nobody is signed in
 */
GtkWidget *
hub_console_view_new (void)
{
  return g_object_new (HUB_TYPE_CONSOLE_VIEW, NULL);
}

/**
 * hub_console_view_set_app:
 * @self: a console
 * @client: (nullable): a client that is signed in; %NULL shows that nobody is
 * @app_id: (nullable): a program; %NULL shows that the project has none on the platform yet
 *
 * Sets what the console is about and reads the state anew.
 */
void
hub_console_view_set_app (HubConsoleView *self, HubClient *client, const char *app_id)
{
  g_return_if_fail (HUB_IS_CONSOLE_VIEW (self));

  gtk_widget_set_visible (self->notice, FALSE);
  hub_console_model_set_app (self->model, client, app_id);
  if (self->choosing)
    gtk_stack_set_visible_child_name (self->main, app_id != NULL ? "program" : "chooser");
}

/**
 * hub_console_view_set_choosing:
 * @self: a console
 * @choosing: whether it is beside no project
 *
 * While it is about no program, it then shows those of the signed-in person, and emits "chosen" with the chosen one.
 */
void
hub_console_view_set_choosing (HubConsoleView *self, gboolean choosing)
{
  g_return_if_fail (HUB_IS_CONSOLE_VIEW (self));

  if (self->choosing == choosing)
    return;
  self->choosing = choosing;
  if (gtk_stack_get_child_by_name (self->main, "chooser") == NULL)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      GtkWidget *page = hub_chooser_page_new (self->model);

      gtk_widget_set_vexpand (page, TRUE);
      gtk_box_append (GTK_BOX (box), hub_console_view_make_bar (self, &self->chooser_bar));
      gtk_box_append (GTK_BOX (box), page);
      gtk_stack_add_named (self->main, box, "chooser");
    }
  gtk_widget_set_visible (self->programs, choosing);
  gtk_stack_set_visible_child_name (self->main, choosing && hub_console_model_get_app_id (self->model) == NULL ? "chooser"
                                                                                                            : "program");
  hub_console_view_show_page (self, choosing ? "overview" : "versions");
}

/**
 * hub_console_view_refresh:
 * @self: a console
 *
 * Reads the state anew, as after an upload; what is in sight stays until the answer comes.
 */
void
hub_console_view_refresh (HubConsoleView *self)
{
  g_return_if_fail (HUB_IS_CONSOLE_VIEW (self));

  hub_console_model_reload (self->model, TRUE);
}

/**
 * hub_console_view_show_page:
 * @self: a console
 * @page: "overview", "versions", "review", "members", "reviews" …; others are ignored
 *
 * Returns: whether there is such a page
 */
gboolean
hub_console_view_show_page (HubConsoleView *self, const char *page)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_VIEW (self), FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_equal (pages[i].name, page))
      {
        gtk_list_box_select_row (self->sidebar, gtk_list_box_get_row_at_index (self->sidebar, i));
        adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
        return TRUE;
      }
  return FALSE;
}

/* Where what a notification or the overview leads to is shown: the first page of those that there are. */
static const struct
{
  const char *place;
  const char *pages[3];
} places[] = {
  { "reviews", { "review", "versions" } },
  { "releases", { "release", "versions" } },
  { "release", { "versions" } },
  { "review", { "versions" } },
  { "members", { "members" } },
  { "console-sign-ins", { "members" } },
  { "settings", { "settings" } },
};

/* The page that @name led to, with the part of it that @place and @id are about. */
static gboolean
show_part (HubConsoleView *self, const char *name, const char *place, const char *id)
{
  if (!hub_console_view_show_page (self, name))
    return FALSE;
  hub_console_page_show_link (HUB_CONSOLE_PAGE (gtk_stack_get_child_by_name (self->stack, name)), place, id);
  return TRUE;
}

static void
show_place (HubConsoleView *self, const char *place, const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_equal (places[i].place, place))
      {
        for (guint j = 0; places[i].pages[j] != NULL; j++)
          if (show_part (self, places[i].pages[j], place, id))
            return;
      }
  hub_console_view_show_page (self, "overview");
}

/**
 * hub_console_view_show_link:
 * @self: a console
 * @link: of a notification: "superhub://APP_ID/reviews/ID"
 *
 * Shows the page that the link is about; one it does not know leads to the overview.
 */
void
hub_console_view_show_link (HubConsoleView *self, const char *link)
{
  g_auto (GStrv) parts = g_strsplit (link, "/", 6);
  guint n = g_strv_length (parts);

  g_return_if_fail (HUB_IS_CONSOLE_VIEW (self));

  show_place (self, n > 3 ? parts[3] : "", n > 4 ? parts[4] : NULL);
}

/* A page by its name, or what stands in for one that is not there. */
void
hub_console_view_lead_to (HubConsoleView *self, const char *page)
{
  if (!hub_console_view_show_page (self, page))
    show_place (self, page, NULL);
}

/* The page @by places further down the list of pages, which ends at its ends. */
void
hub_console_view_step (HubConsoleView *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->sidebar);
  int to = (row != NULL ? gtk_list_box_row_get_index (row) : 0) + by;

  if (to >= 0 && to < (int) G_N_ELEMENTS (pages))
    hub_console_view_show_page (self, pages[to].name);
}

/**
 * hub_console_view_get_model:
 * @self: a console
 *
 * Returns: (transfer none): the state it shows
 */
HubConsoleModel *
hub_console_view_get_model (HubConsoleView *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_VIEW (self), NULL);

  return self->model;
}
