/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-window.h"

#include "config.h"

#include <glib/gi18n.h>

#include "hub-error.h"
#include "hub-settings.h"
#include "hub-window-private.h"

G_DEFINE_FINAL_TYPE (HubWindow, hub_window, ADW_TYPE_APPLICATION_WINDOW)

enum { PROP_0, PROP_WORKBENCH, N_PROPS };
static GParamSpec *properties[N_PROPS];

static void
connected (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (HubWindow) self = data;
  /* What came of it shows by itself, also in the bar when it went wrong: see account_changed(). */
  g_autoptr (HubClient) client = hub_account_connect_finish (HUB_ACCOUNT (object), result, NULL);
}

void
hub_window_connect (HubWindow *self)
{
  hub_account_connect_async (self->account, NULL, connected, g_object_ref (self));
}

static void
tab_changed (HubWindow *self)
{
  if (!hub_window_is_console_shown (self))
    return;
  hub_window_update_console (self);
  hub_window_connect (self);
}

static void
account_changed (HubWindow *self)
{
  const GError *error = hub_account_get_error (self->account);
  gboolean failed = hub_account_get_state (self->account) == HUB_ACCOUNT_FAILED;
  gboolean sign_in = failed && g_strcmp0 (hub_error_get_name (error), "auth.sign_in_required") == 0;
  g_autofree char *server = g_settings_get_string (self->settings, "server");
  g_autofree char *ask = g_strdup_printf (_("Nobody is signed in to %s."), server);

  /* The library's sentence names the command line too; here is a button. */
  gtk_label_set_text (self->platform_label, !failed ? "" : sign_in && *server != '\0' ? ask : error->message);
  gtk_widget_set_visible (self->retry_button, !sign_in);
  /* The Console has a bar of its own over what it shows. */
  gtk_revealer_set_reveal_child (self->platform_bar,
                                 failed && !hub_window_is_empty (self)
                                 && (!hub_window_is_console_shown (self)
                                     || hub_console_model_get_client (hub_console_view_get_model (self->console)) == NULL));
  if (hub_window_is_console_shown (self))
    hub_window_update_console (self);
}

static void
app_id_changed (HubWindow *self)
{
  if (hub_window_is_console_shown (self))
    hub_window_update_console (self);
}

static void
built (HubWindow *self, HubBuild *build)
{
  if (!hub_build_has_errors (build))
    hub_condition_popover_set_pages (self->condition, hub_build_get_pages (build));
  hub_window_offer_npm (self, build);
}

static void
condition_applied (HubWindow *self)
{
  const char *page = hub_condition_popover_get_page (self->condition);
  g_autofree char *name = page != NULL ? g_path_get_basename (page) : NULL;

  gtk_menu_button_set_label (self->condition_button, name != NULL ? name : _("Start"));
  hub_simulator_set_condition (hub_develop_view_get_simulator (self->develop), page,
                               hub_condition_popover_get_query (self->condition),
                               hub_condition_popover_get_scene (self->condition));
  if (self->workbench != NULL && hub_workbench_get_build (self->workbench) != NULL)
    hub_simulator_relaunch (hub_develop_view_get_simulator (self->develop));
}

static void
open_location (HubWindow *self, const char *file, guint line, guint column)
{
  adw_view_stack_set_visible_child_name (self->tabs, "develop");
  hub_develop_view_open_location (self->develop, file, line, column);
}

/* The Console names a file, or a page by its path without an extension. */
static gboolean
open_console_location (HubWindow *self, const char *place, guint line)
{
  static const char *const extensions[] = { "", ".js", ".ts", ".wxml" };
  const char *root;

  if (self->workbench == NULL)
    return FALSE;
  root = hub_project_get_root (hub_workbench_get_project (self->workbench));
  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    {
      g_autofree char *name = g_strconcat (place, extensions[i], NULL);
      g_autoptr (GFile) folder = g_file_new_for_path (root);
      g_autoptr (GFile) file = g_file_resolve_relative_path (folder, name);

      /* What others wrote leads to nothing outside of the program. */
      if (g_file_has_prefix (file, folder)
          && g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_REGULAR)
        {
          open_location (self, name, line, 0);
          return TRUE;
        }
    }
  return FALSE;
}

static void
fill_recent (HubWindow *self)
{
  g_auto (GStrv) folders = hub_settings_list_recent (self->settings);

  g_menu_remove_all (self->recent_menu);
  for (guint i = 0, shown = 0; folders[i] != NULL && shown < 8; i++)
    {
      g_autofree char *name = g_path_get_basename (folders[i]);
      g_autoptr (GMenuItem) item = NULL;

      if (self->workbench != NULL
          && g_str_equal (folders[i], hub_project_get_folder (hub_workbench_get_project (self->workbench))))
        continue;
      item = g_menu_item_new (name, NULL);
      g_menu_item_set_action_and_target (item, "win.open-elsewhere", "s", folders[i]);
      g_menu_append_item (self->recent_menu, item);
      shown++;
    }
}

static void
show_project (HubWindow *self)
{
  HubProject *project = self->workbench != NULL ? hub_workbench_get_project (self->workbench) : NULL;
  const char *name = project != NULL ? hub_project_get_name (project) : _("Super Hub Mini App DevTools");

  gtk_window_set_title (GTK_WINDOW (self), name);
  gtk_menu_button_set_label (self->project_button, project != NULL ? name : _("Open"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->project_button), project != NULL ? hub_project_get_folder (project)
                                                                                  : _("Open or make a program"));
  gtk_widget_set_visible (self->tools, project != NULL);
  gtk_stack_set_visible_child_name (self->title_stack, project != NULL ? "switcher" : "title");
  gtk_stack_set_visible_child_name (self->main_stack, hub_window_is_empty (self) ? "welcome" : "program");
  adw_view_stack_set_visible_child_name (self->tabs, self->console_only ? "console" : "develop");
  fill_recent (self);
}

void
hub_window_show_place (HubWindow *self)
{
  show_project (self);
  hub_window_update_actions (self);
}

void
hub_window_set_workbench (HubWindow *self, HubWorkbench *workbench)
{
  if (self->workbench != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->workbench, self);
      hub_workbench_close (self->workbench);
    }
  g_set_object (&self->workbench, workbench);
  hub_window_leave_console (self);
  hub_develop_view_set_workbench (self->develop, workbench);
  hub_preview_popover_set_workbench (self->preview, workbench);
  hub_condition_popover_set_pages (self->condition, NULL);
  hub_window_offer_npm (self, NULL);
  show_project (self);
  hub_window_update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORKBENCH]);
  if (workbench == NULL)
    return;
  g_signal_connect_object (workbench, "notify::app-id", G_CALLBACK (app_id_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workbench, "built", G_CALLBACK (built), self, G_CONNECT_SWAPPED);
  hub_workbench_compile (workbench);
}

void
hub_window_show_console (HubWindow *self)
{
  if (!hub_window_is_empty (self))
    adw_view_stack_set_visible_child_name (self->tabs, "console");
}

void
hub_window_report (HubWindow *self, const char *title, const char *message)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), title, message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
close_confirmed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (HubWindow) self = data;

  if (hub_editor_confirm_close_finish (HUB_EDITOR (object), result, NULL))
    gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
hub_window_close_request (GtkWindow *window)
{
  HubWindow *self = HUB_WINDOW (window);
  HubEditor *editor = hub_develop_view_get_editor (self->develop);

  if (hub_editor_has_unsaved (editor))
    {
      hub_editor_confirm_close_async (editor, NULL, close_confirmed, g_object_ref (self));
      return GDK_EVENT_STOP;
    }
  return GTK_WINDOW_CLASS (hub_window_parent_class)->close_request (window);
}

static void
hub_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, HUB_WINDOW (object)->workbench);
}

static void
hub_window_dispose (GObject *object)
{
  HubWindow *self = HUB_WINDOW (object);

  if (self->workbench != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->workbench, self);
      hub_workbench_close (self->workbench);
    }
  g_clear_object (&self->workbench);
  self->console_only = FALSE;
  g_clear_pointer (&self->console_app_id, g_free);
  g_clear_object (&self->account);
  g_clear_object (&self->settings);
  g_clear_weak_pointer (&self->upload_dialog);
  gtk_widget_dispose_template (GTK_WIDGET (self), HUB_TYPE_WINDOW);
  G_OBJECT_CLASS (hub_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/superhub/DevTools/ui/hub-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HubWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, HubWindow, main_stack);
  gtk_widget_class_bind_template_child (widget_class, HubWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, HubWindow, tabs);
  gtk_widget_class_bind_template_child (widget_class, HubWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, HubWindow, title);
  gtk_widget_class_bind_template_child (widget_class, HubWindow, title_stack);
  gtk_widget_class_bind_template_child (widget_class, HubWindow, develop);
  gtk_widget_class_bind_template_child (widget_class, HubWindow, console);
  gtk_widget_class_bind_template_child (widget_class, HubWindow, bell);
  gtk_widget_class_bind_template_child (widget_class, HubWindow, project_button);
  gtk_widget_class_bind_template_child (widget_class, HubWindow, tools);
  gtk_widget_class_bind_template_child (widget_class, HubWindow, preview_button);
  gtk_widget_class_bind_template_child (widget_class, HubWindow, preview);
  gtk_widget_class_bind_template_child (widget_class, HubWindow, condition_button);
  gtk_widget_class_bind_template_child (widget_class, HubWindow, condition);
  gtk_widget_class_bind_template_child (widget_class, HubWindow, platform_bar);
  gtk_widget_class_bind_template_child (widget_class, HubWindow, platform_label);
  gtk_widget_class_bind_template_child (widget_class, HubWindow, retry_button);
  gtk_widget_class_bind_template_child (widget_class, HubWindow, recent_menu);
  gtk_widget_class_bind_template_callback (widget_class, tab_changed);
  gtk_widget_class_bind_template_callback (widget_class, condition_applied);
  gtk_widget_class_bind_template_callback (widget_class, open_location);
}

static void
hub_window_class_init (HubWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->get_property = hub_window_get_property;
  G_OBJECT_CLASS (class)->dispose = hub_window_dispose;
  GTK_WINDOW_CLASS (class)->close_request = hub_window_close_request;
  properties[PROP_WORKBENCH] = g_param_spec_object ("workbench", NULL, NULL, HUB_TYPE_WORKBENCH,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (class), N_PROPS, properties);
  g_type_ensure (HUB_TYPE_WELCOME_PAGE);
  g_type_ensure (HUB_TYPE_DEVELOP_VIEW);
  g_type_ensure (HUB_TYPE_CONSOLE_VIEW);
  g_type_ensure (HUB_TYPE_NOTIFICATION_BELL);
  g_type_ensure (HUB_TYPE_PREVIEW_POPOVER);
  g_type_ensure (HUB_TYPE_CONDITION_POPOVER);
  bind_children (widget_class);
  hub_window_install_actions (widget_class);
}

static void
hub_window_init (HubWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hub_window_new:
 * @application: the application
 * @settings: its settings
 * @account: its account
 *
 * Returns: (transfer floating): a window that shows the welcome page
 */
GtkWidget *
hub_window_new (AdwApplication *application, GSettings *settings, HubAccount *account)
{
  HubWindow *self = g_object_new (HUB_TYPE_WINDOW, "application", application, NULL);
  static const char *const toggles[] = { "show-simulator", "show-tree", "show-panels", "automation" };

  self->settings = g_object_ref (settings);
  self->account = g_object_ref (account);
  for (guint i = 0; i < G_N_ELEMENTS (toggles); i++)
    {
      g_autoptr (GAction) action = g_settings_create_action (settings, toggles[i]);

      g_action_map_add_action (G_ACTION_MAP (self), action);
    }
  g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  hub_welcome_page_set_settings (self->welcome, settings);
  hub_develop_view_set_settings (self->develop, settings);
  hub_notification_bell_set_notifications (self->bell, hub_account_get_notifications (account));
  hub_window_watch_console (self);
  hub_window_watch_domains (self);
  g_signal_connect_object (self->console, "open-location", G_CALLBACK (open_console_location), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (account, "changed", G_CALLBACK (account_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::recent-projects", G_CALLBACK (fill_recent), self, G_CONNECT_SWAPPED);
  show_project (self);
  hub_window_update_actions (self);
  return GTK_WIDGET (self);
}

/**
 * hub_window_open:
 * @self: a window
 * @folder: a program's folder
 *
 * Shows the program; when that is not possible the welcome page says why.
 *
 * Returns: whether it is shown
 */
gboolean
hub_window_open (HubWindow *self, const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubWorkbench) workbench = hub_workbench_open (folder, self->settings, self->account, &error);

  if (workbench == NULL)
    {
      if (self->workbench != NULL)
        hub_window_report (self, _("Cannot Open This Folder"), error->message);
      else
        hub_welcome_page_set_problem (self->welcome, folder, error);
      return FALSE;
    }
  hub_welcome_page_set_problem (self->welcome, NULL, NULL);
  hub_settings_add_recent (self->settings, hub_project_get_folder (hub_workbench_get_project (workbench)));
  hub_window_set_workbench (self, workbench);
  return TRUE;
}

/**
 * hub_window_get_workbench:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the open program
 */
HubWorkbench *
hub_window_get_workbench (HubWindow *self)
{
  return self->workbench;
}

/**
 * hub_window_get_develop:
 * @self: a window
 *
 * Returns: (transfer none): the Develop tab
 */
HubDevelopView *
hub_window_get_develop (HubWindow *self)
{
  return self->develop;
}

/**
 * hub_window_get_welcome:
 * @self: a window
 *
 * Returns: (transfer none): the welcome page
 */
HubWelcomePage *
hub_window_get_welcome (HubWindow *self)
{
  return self->welcome;
}

/**
 * hub_window_get_preview:
 * @self: a window
 *
 * Returns: (transfer none): the preview's popover
 */
HubPreviewPopover *
hub_window_get_preview (HubWindow *self)
{
  return self->preview;
}

/**
 * hub_window_toast:
 * @self: a window
 * @text: a short sentence
 */
void
hub_window_toast (HubWindow *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}
