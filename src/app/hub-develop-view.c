/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-develop-view.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "hub-automation-button.h"
#include "hub-domain-check.h"
#include "hub-inspector.h"

struct _HubDevelopView
{
  GtkWidget          parent_instance;
  GtkPaned          *outer_paned;
  GtkPaned          *work_paned;
  GtkPaned          *editor_paned;
  GtkWidget         *simulator_pane;
  GtkWidget         *tree_pane;
  GtkWidget         *panel_pane;
  HubSimulator      *simulator;
  GtkWidget         *automation_hint;
  HubAutomationButton *automation_button;
  GtkDropDown       *device_drop_down;
  GtkDropDown       *zoom_drop_down;
  HubProjectTree    *tree;
  HubEditor         *editor;
  AdwViewStack      *panels;
  HubConsolePanel   *console_panel;
  HubProblemsPanel  *problems_panel;
  AdwViewStackPage  *console_page;
  AdwViewStackPage  *problems_page;
  GtkSpinner        *spinner;
  GtkImage          *build_icon;
  GtkLabel          *build_label;
  GtkLabel          *page_label;
  GtkLabel          *place_label;
  GSettings         *settings;
  HubWorkbench      *workbench;
};

G_DEFINE_FINAL_TYPE (HubDevelopView, hub_develop_view, GTK_TYPE_WIDGET)

static const double zooms[] = { 0, 1.0, 0.85, 0.75, 0.5 };

static guint64
size_of (HubBuild *build)
{
  GPtrArray *files = hub_build_get_files (build);
  guint64 size = 0;

  for (guint i = 0; files != NULL && i < files->len; i++)
    size += ((HubBuildFile *) files->pdata[i])->size;
  return size;
}

static guint
count_severity (GListModel *diagnostics, HubSeverity severity)
{
  guint count = 0;

  for (guint i = 0; i < g_list_model_get_n_items (diagnostics); i++)
    {
      g_autoptr (HubDiagnostic) diagnostic = g_list_model_get_item (diagnostics, i);

      count += hub_diagnostic_get_severity (diagnostic) == severity;
    }
  return count;
}

static char *
describe_build (HubBuild *build)
{
  g_autofree char *size = NULL;

  if (hub_build_has_errors (build))
    {
      guint errors = count_severity (hub_build_get_diagnostics (build), HUB_SEVERITY_ERROR);

      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Generation %u · %u error", "Generation %u · %u errors",
                                           errors),
                              hub_build_get_generation (build), errors);
    }
  size = g_format_size_full (size_of (build), G_FORMAT_SIZE_IEC_UNITS);
  return g_strdup_printf (_("Generation %u · %u ms · %s"), hub_build_get_generation (build),
                          hub_build_get_duration_ms (build), size);
}

static void
show_build (HubDevelopView *self, const char *text, const char *icon)
{
  gtk_label_set_text (self->build_label, text);
  gtk_image_set_from_icon_name (self->build_icon, icon);
}

static void
set_title (AdwViewStackPage *page, const char *title, guint count)
{
  g_autofree char *text = count > 0 ? g_strdup_printf ("%s (%u)", title, count) : g_strdup (title);

  adw_view_stack_page_set_title (page, text);
}

static void
built (HubWorkbench *workbench, HubBuild *build, HubDevelopView *self)
{
  GListModel *diagnostics = hub_build_get_diagnostics (build);
  g_autofree char *text = describe_build (build);

  hub_domain_check_update (self->simulator, workbench);
  hub_simulator_set_build (self->simulator, build, hub_workbench_get_storage_id (workbench));
  hub_problems_panel_set_diagnostics (self->problems_panel, diagnostics);
  hub_editor_set_diagnostics (self->editor, diagnostics);
  set_title (self->problems_page, _("_Problems"), g_list_model_get_n_items (diagnostics));
  adw_view_stack_page_set_needs_attention (self->problems_page, hub_build_has_errors (build));
  show_build (self, text, hub_build_has_errors (build) ? "dialog-error-symbolic" : "object-select-symbolic");
}

static void
failed (HubWorkbench *workbench, GError *error, HubDevelopView *self)
{
  hub_simulator_set_failure (self->simulator, error);
  show_build (self, error->message, "dialog-error-symbolic");
}

static void
compiling_changed (HubDevelopView *self)
{
  gboolean compiling = self->workbench != NULL && hub_workbench_is_compiling (self->workbench);

  gtk_spinner_set_spinning (self->spinner, compiling);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), compiling);
  gtk_widget_set_visible (GTK_WIDGET (self->build_icon), !compiling);
}

static void
page_changed (HubDevelopView *self)
{
  g_autofree char *page = NULL;
  g_autofree char *query = NULL;
  g_autofree char *text = NULL;

  g_object_get (self->simulator, "page", &page, "query", &query, NULL);
  if (query != NULL && *query != '\0')
    text = g_strconcat (page, "?", query, NULL);
  gtk_label_set_text (self->page_label, text != NULL ? text : page != NULL ? page : "");
}

static void
cursor_moved (HubDevelopView *self)
{
  HubEditorPage *page = hub_editor_get_current (self->editor);
  g_autofree char *text = NULL;

  if (page != NULL && hub_editor_page_is_text (page))
    {
      g_autofree char *name = g_file_get_basename (hub_editor_page_get_file (page));
      guint line, column;

      hub_editor_page_get_cursor (page, &line, &column);
      text = g_strdup_printf ("%s %u:%u", name, line, column);
    }
  gtk_label_set_text (self->place_label, text != NULL ? text : "");
}

static void
current_changed (HubDevelopView *self)
{
  HubEditorPage *page = hub_editor_get_current (self->editor);

  if (page != NULL)
    hub_project_tree_reveal (self->tree, hub_editor_page_get_file (page));
}

static void
console_changed (HubDevelopView *self)
{
  set_title (self->console_page, _("_Console"), g_list_model_get_n_items (hub_simulator_get_console (self->simulator)));
}

static void
open_file (HubDevelopView *self, GFile *file)
{
  hub_editor_open (self->editor, file, 0, 0);
}

static void
file_moved (HubDevelopView *self, GFile *from, GFile *to)
{
  hub_editor_file_moved (self->editor, from, to);
}

static void
clear_console (HubDevelopView *self)
{
  hub_simulator_clear_console (self->simulator);
}

static void
add_message (HubSimulator *simulator, const char *level, const char *text)
{
  g_autoptr (HubConsoleMessage) message = hub_console_message_new (level, text, NULL, 0, 0, NULL);

  g_list_store_append (G_LIST_STORE (hub_simulator_get_console (simulator)), message);
}

static void
evaluated (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autofree char *answer = NULL;
  g_autoptr (GError) error = NULL;

  answer = hub_simulator_evaluate_finish (HUB_SIMULATOR (object), result, &error);
  add_message (HUB_SIMULATOR (object), answer != NULL ? "info" : "error", answer != NULL ? answer : error->message);
}

static void
evaluate (HubDevelopView *self, const char *source)
{
  g_autofree char *echo = g_strconcat ("> ", source, NULL);

  add_message (self->simulator, "debug", echo);
  hub_simulator_evaluate_async (self->simulator, TRUE, source, NULL, evaluated, NULL);
}

static void
driven_changed (HubDevelopView *self)
{
  g_autofree char *hint = NULL;

  g_object_get (self->automation_button, "hint", &hint, NULL);
  gtk_label_set_text (GTK_LABEL (self->automation_hint), hint);
  gtk_widget_set_visible (self->automation_hint, *hint != '\0');
}

static void
device_chosen (HubDevelopView *self)
{
  guint n_profiles;
  const HubDeviceProfile *profiles = hub_device_profiles (&n_profiles);
  guint selected = gtk_drop_down_get_selected (self->device_drop_down);

  if (self->settings != NULL && selected < n_profiles)
    g_settings_set_string (self->settings, "device", profiles[selected].id);
}

static void
zoom_chosen (HubDevelopView *self)
{
  guint selected = gtk_drop_down_get_selected (self->zoom_drop_down);

  if (selected < G_N_ELEMENTS (zooms))
    g_object_set (self->simulator, "zoom", zooms[selected], NULL);
}

static void
fill_devices (HubDevelopView *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *wanted = g_settings_get_string (self->settings, "device");
  guint n_profiles, selected = 0;
  const HubDeviceProfile *profiles = hub_device_profiles (&n_profiles);

  for (guint i = 0; i < n_profiles; i++)
    {
      gtk_string_list_append (names, _(profiles[i].name));
      if (g_str_equal (profiles[i].id, wanted))
        selected = i;
    }
  gtk_drop_down_set_model (self->device_drop_down, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->device_drop_down, selected);
  g_settings_bind (self->settings, "device", self->simulator, "device", G_SETTINGS_BIND_GET);
}

static void
hub_develop_view_dispose (GObject *object)
{
  HubDevelopView *self = HUB_DEVELOP_VIEW (object);
  GtkWidget *child;

  if (self->simulator != NULL)
    g_signal_handlers_disconnect_by_data (hub_simulator_get_console (self->simulator), self);
  gtk_widget_dispose_template (GTK_WIDGET (self), HUB_TYPE_DEVELOP_VIEW);
  child = gtk_widget_get_first_child (GTK_WIDGET (self));
  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_object (&self->settings);
  g_clear_object (&self->workbench);
  G_OBJECT_CLASS (hub_develop_view_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, HubDevelopView, outer_paned);
  gtk_widget_class_bind_template_child (widget_class, HubDevelopView, work_paned);
  gtk_widget_class_bind_template_child (widget_class, HubDevelopView, editor_paned);
  gtk_widget_class_bind_template_child (widget_class, HubDevelopView, simulator_pane);
  gtk_widget_class_bind_template_child (widget_class, HubDevelopView, tree_pane);
  gtk_widget_class_bind_template_child (widget_class, HubDevelopView, panel_pane);
  gtk_widget_class_bind_template_child (widget_class, HubDevelopView, simulator);
  gtk_widget_class_bind_template_child (widget_class, HubDevelopView, automation_hint);
  gtk_widget_class_bind_template_child (widget_class, HubDevelopView, automation_button);
  gtk_widget_class_bind_template_child (widget_class, HubDevelopView, device_drop_down);
  gtk_widget_class_bind_template_child (widget_class, HubDevelopView, zoom_drop_down);
  gtk_widget_class_bind_template_child (widget_class, HubDevelopView, tree);
  gtk_widget_class_bind_template_child (widget_class, HubDevelopView, editor);
  gtk_widget_class_bind_template_child (widget_class, HubDevelopView, panels);
  gtk_widget_class_bind_template_child (widget_class, HubDevelopView, console_panel);
  gtk_widget_class_bind_template_child (widget_class, HubDevelopView, problems_panel);
  gtk_widget_class_bind_template_child (widget_class, HubDevelopView, console_page);
  gtk_widget_class_bind_template_child (widget_class, HubDevelopView, problems_page);
  gtk_widget_class_bind_template_child (widget_class, HubDevelopView, spinner);
  gtk_widget_class_bind_template_child (widget_class, HubDevelopView, build_icon);
  gtk_widget_class_bind_template_child (widget_class, HubDevelopView, build_label);
  gtk_widget_class_bind_template_child (widget_class, HubDevelopView, page_label);
  gtk_widget_class_bind_template_child (widget_class, HubDevelopView, place_label);
}

static void
hub_develop_view_class_init (HubDevelopViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hub_develop_view_dispose;
  g_type_ensure (HUB_TYPE_SIMULATOR);
  g_type_ensure (HUB_TYPE_AUTOMATION_BUTTON);
  g_type_ensure (HUB_TYPE_PROJECT_TREE);
  g_type_ensure (HUB_TYPE_EDITOR);
  g_type_ensure (HUB_TYPE_CONSOLE_PANEL);
  g_type_ensure (HUB_TYPE_PROBLEMS_PANEL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/superhub/DevTools/ui/hub-develop-view.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, hub_develop_view_open_location);
  gtk_widget_class_bind_template_callback (widget_class, page_changed);
  gtk_widget_class_bind_template_callback (widget_class, cursor_moved);
  gtk_widget_class_bind_template_callback (widget_class, current_changed);
  gtk_widget_class_bind_template_callback (widget_class, open_file);
  gtk_widget_class_bind_template_callback (widget_class, file_moved);
  gtk_widget_class_bind_template_callback (widget_class, clear_console);
  gtk_widget_class_bind_template_callback (widget_class, evaluate);
  gtk_widget_class_bind_template_callback (widget_class, driven_changed);
  gtk_widget_class_bind_template_callback (widget_class, device_chosen);
  gtk_widget_class_bind_template_callback (widget_class, zoom_chosen);
}

static void
hub_develop_view_init (HubDevelopView *self)
{
  GListModel *messages;

  gtk_widget_init_template (GTK_WIDGET (self));
  messages = hub_simulator_get_console (self->simulator);
  hub_console_panel_set_messages (self->console_panel, messages);
  g_signal_connect_swapped (messages, "items-changed", G_CALLBACK (console_changed), self);
}

/**
 * hub_develop_view_set_settings:
 * @self: a view
 * @settings: the application's settings: sizes and visibility of the panes, the device
 */
void
hub_develop_view_set_settings (HubDevelopView *self, GSettings *settings)
{
  g_set_object (&self->settings, settings);
  hub_editor_set_settings (self->editor, settings);
  g_settings_bind (settings, "simulator-width", self->outer_paned, "position", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "tree-width", self->editor_paned, "position", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "editor-height", self->work_paned, "position", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "show-simulator", self->simulator_pane, "visible", G_SETTINGS_BIND_GET);
  g_settings_bind (settings, "show-tree", self->tree_pane, "visible", G_SETTINGS_BIND_GET);
  g_settings_bind (settings, "show-panels", self->panel_pane, "visible", G_SETTINGS_BIND_GET);
  fill_devices (self);
  hub_automation_button_set_simulator (self->automation_button, self->simulator, settings);
}

/* Who is signed in may have become another, who sees the program's server domains. */
static void
account_changed (HubDevelopView *self)
{
  if (self->workbench != NULL)
    hub_domain_check_update (self->simulator, self->workbench);
}

static void
watch_account (HubDevelopView *self, HubWorkbench *before, HubWorkbench *workbench)
{
  HubAccount *account = before != NULL ? hub_workbench_get_account (before) : NULL;

  if (account != NULL)
    g_signal_handlers_disconnect_by_func (account, account_changed, self);
  account = workbench != NULL ? hub_workbench_get_account (workbench) : NULL;
  if (account != NULL)
    g_signal_connect_object (account, "changed", G_CALLBACK (account_changed), self, G_CONNECT_SWAPPED);
}

/**
 * hub_develop_view_set_workbench:
 * @self: a view
 * @workbench: (nullable): the program; open files of another one are closed without a question
 */
void
hub_develop_view_set_workbench (HubDevelopView *self, HubWorkbench *workbench)
{
  HubProject *project = workbench != NULL ? hub_workbench_get_project (workbench) : NULL;

  if (self->workbench != NULL)
    g_signal_handlers_disconnect_by_data (self->workbench, self);
  watch_account (self, self->workbench, workbench);
  hub_editor_close_all (self->editor);
  g_set_object (&self->workbench, workbench);
  hub_project_tree_set_folder (self->tree, project != NULL ? hub_project_get_folder (project) : NULL,
                               project != NULL ? hub_project_get_root (project) : NULL);
  hub_editor_set_root (self->editor, project != NULL ? hub_project_get_root (project) : NULL);
  hub_problems_panel_set_diagnostics (self->problems_panel, NULL);
  hub_simulator_stop (self->simulator);
  hub_automation_button_set_available (self->automation_button, workbench != NULL);
  show_build (self, "", NULL);
  if (workbench != NULL)
    {
      g_signal_connect_object (workbench, "built", G_CALLBACK (built), self, 0);
      g_signal_connect_object (workbench, "failed", G_CALLBACK (failed), self, 0);
      g_signal_connect_object (workbench, "notify::compiling", G_CALLBACK (compiling_changed), self, G_CONNECT_SWAPPED);
      hub_domain_check_update (self->simulator, workbench);
    }
  compiling_changed (self);
}

/**
 * hub_develop_view_get_editor:
 * @self: a view
 *
 * Returns: (transfer none): the editor
 */
HubEditor *
hub_develop_view_get_editor (HubDevelopView *self)
{
  return self->editor;
}

/**
 * hub_develop_view_get_tree:
 * @self: a view
 *
 * Returns: (transfer none): the files
 */
HubProjectTree *
hub_develop_view_get_tree (HubDevelopView *self)
{
  return self->tree;
}

/**
 * hub_develop_view_get_simulator:
 * @self: a view
 *
 * Returns: (transfer none): the simulator
 */
HubSimulator *
hub_develop_view_get_simulator (HubDevelopView *self)
{
  return self->simulator;
}

/**
 * hub_develop_view_get_problems:
 * @self: a view
 *
 * Returns: (transfer none): the list of problems
 */
GtkWidget *
hub_develop_view_get_problems (HubDevelopView *self)
{
  return GTK_WIDGET (self->problems_panel);
}

/**
 * hub_develop_view_show_panel:
 * @self: a view
 * @name: "console" or "problems"
 */
void
hub_develop_view_show_panel (HubDevelopView *self, const char *name)
{
  if (adw_view_stack_get_child_by_name (self->panels, name) == NULL)
    return;
  g_settings_set_boolean (self->settings, "show-panels", TRUE);
  adw_view_stack_set_visible_child_name (self->panels, name);
}

/**
 * hub_develop_view_open_location:
 * @self: a view
 * @file: a file, absolute or relative to the program's root
 * @line: from 1; 0 where unknown
 * @column: from 1; 0 where unknown
 */
void
hub_develop_view_open_location (HubDevelopView *self, const char *file, guint line, guint column)
{
  g_autoptr (GFile) place = NULL;

  if (self->workbench == NULL || file == NULL || *file == '\0')
    return;
  if (g_path_is_absolute (file))
    place = g_file_new_for_path (file);
  else
    place = g_file_new_build_filename (hub_project_get_root (hub_workbench_get_project (self->workbench)), file, NULL);
  if (g_file_query_file_type (place, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_REGULAR)
    hub_editor_open (self->editor, place, line, column);
}

/**
 * hub_develop_view_dup_build_text:
 * @self: a view
 *
 * Returns: (transfer full): what the status line says of the last compilation
 */
char *
hub_develop_view_dup_build_text (HubDevelopView *self)
{
  return g_strdup (gtk_label_get_text (self->build_label));
}
