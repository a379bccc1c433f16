/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-window-private.h"

#include "config.h"

#include <glib/gi18n.h>

#include "hub-place.h"

/* The window's actions. Each is a line in hub_window_install_actions(); shortcuts are in hub-application.c. */

static HubEditor *
editor_of (GtkWidget *widget)
{
  return hub_develop_view_get_editor (HUB_WINDOW (widget)->develop);
}

static HubEditorPage *
page_of (GtkWidget *widget)
{
  return hub_editor_get_current (editor_of (widget));
}

static HubSimulator *
simulator_of (GtkWidget *widget)
{
  return hub_develop_view_get_simulator (HUB_WINDOW (widget)->develop);
}

static void
open_folder (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hub_window_choose_folder (HUB_WINDOW (widget));
}

static void
open_project (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hub_window_open (HUB_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
open_elsewhere (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hub_window_open_elsewhere (HUB_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
new_program (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hub_window_new_program (HUB_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
open_sample (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hub_window_open_sample (HUB_WINDOW (widget));
}

static void
close_project (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hub_window_close_project (HUB_WINDOW (widget));
}

/* "pages/index/index.wxml", with ":line:column" behind it or without. */
static void
open_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HubWindow *self = HUB_WINDOW (widget);
  const char *name = g_variant_get_string (parameter, NULL);
  HubPlace *place = hub_place_find (name);

  adw_view_stack_set_visible_child_name (self->tabs, "develop");
  if (place != NULL)
    hub_develop_view_open_location (self->develop, place->file, place->line, place->column);
  else
    hub_develop_view_open_location (self->develop, name, 0, 0);
  hub_place_free (place);
}

static void
new_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (hub_develop_view_get_tree (HUB_WINDOW (widget)->develop)), "tree.new-file",
                              NULL);
}

static void
new_page (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (hub_develop_view_get_tree (HUB_WINDOW (widget)->develop)), "tree.new-page",
                              NULL);
}

static void
save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hub_editor_save (editor_of (widget));
}

static void
all_saved (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  /* The editor has said what went wrong. */
  if (!hub_editor_save_all_finish (HUB_EDITOR (object), result, &error))
    g_debug ("not saved: %s", error->message);
}

static void
save_all (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hub_editor_save_all_async (editor_of (widget), NULL, all_saved, NULL);
}

static void
close_tab (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hub_editor_close_current (editor_of (widget));
}

static void
next_tab (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (hub_window_is_console_shown (HUB_WINDOW (widget)))
    gtk_widget_activate_action (GTK_WIDGET (HUB_WINDOW (widget)->console), "console.next-page", NULL);
  else
    hub_editor_step (editor_of (widget), TRUE);
}

static void
previous_tab (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (hub_window_is_console_shown (HUB_WINDOW (widget)))
    gtk_widget_activate_action (GTK_WIDGET (HUB_WINDOW (widget)->console), "console.previous-page", NULL);
  else
    hub_editor_step (editor_of (widget), FALSE);
}

static void
find (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (page_of (widget) != NULL)
    hub_editor_page_search (page_of (widget), FALSE);
}

static void
replace (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (page_of (widget) != NULL)
    hub_editor_page_search (page_of (widget), TRUE);
}

static void
find_next (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (page_of (widget) != NULL)
    hub_editor_page_search_move (page_of (widget), TRUE);
}

static void
find_previous (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (page_of (widget) != NULL)
    hub_editor_page_search_move (page_of (widget), FALSE);
}

static void
go_to_line (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (page_of (widget) != NULL)
    hub_editor_page_ask_line (page_of (widget));
}

static void
toggle_comment (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (page_of (widget) != NULL)
    hub_editor_page_toggle_comment (page_of (widget));
}

static void
saved_to_compile (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (HubWindow) self = data;

  if (hub_editor_save_all_finish (HUB_EDITOR (object), result, NULL) && self->workbench != NULL)
    hub_workbench_compile (self->workbench);
}

static void
compile (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hub_editor_save_all_async (editor_of (widget), NULL, saved_to_compile, g_object_ref (widget));
}

static void
build_npm (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hub_window_build_npm (HUB_WINDOW (widget));
}

static void
relaunch (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hub_simulator_relaunch (simulator_of (widget));
}

static void
simulator_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hub_simulator_navigate_back (simulator_of (widget));
}

static void
inspect (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hub_simulator_show_inspector (simulator_of (widget));
}

static void
condition (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_menu_button_popup (HUB_WINDOW (widget)->condition_button);
}

static void
preview (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hub_window_preview (HUB_WINDOW (widget));
}

static void
upload (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hub_window_upload (HUB_WINDOW (widget));
}

static void
show_develop (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_view_stack_set_visible_child_name (HUB_WINDOW (widget)->tabs, "develop");
}

static void
show_console (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hub_window_show_console (HUB_WINDOW (widget));
}

static void
show_console_page (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hub_window_show_console (HUB_WINDOW (widget));
  hub_console_view_show_page (HUB_WINDOW (widget)->console, g_variant_get_string (parameter, NULL));
}

static void
show_notifications (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hub_window_show_notifications (HUB_WINDOW (widget));
}

/* One key, for what is in sight. */
static void
compile_or_refresh (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HubWindow *self = HUB_WINDOW (widget);

  if (hub_window_is_console_shown (self))
    gtk_widget_activate_action (GTK_WIDGET (self->console), "console.refresh", NULL);
  else
    gtk_widget_activate_action (widget, "win.compile", NULL);
}

static void
show_panel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hub_develop_view_show_panel (HUB_WINDOW (widget)->develop, g_variant_get_string (parameter, NULL));
}

static void
retry_platform (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hub_window_connect (HUB_WINDOW (widget));
}

static void
hide_platform_bar (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_revealer_set_reveal_child (HUB_WINDOW (widget)->platform_bar, FALSE);
}

void
hub_window_install_actions (GtkWidgetClass *class)
{
  gtk_widget_class_install_action (class, "win.open-folder", NULL, open_folder);
  gtk_widget_class_install_action (class, "win.open-project", "s", open_project);
  gtk_widget_class_install_action (class, "win.open-elsewhere", "s", open_elsewhere);
  gtk_widget_class_install_action (class, "win.new-program", "s", new_program);
  gtk_widget_class_install_action (class, "win.open-sample", NULL, open_sample);
  gtk_widget_class_install_action (class, "win.close-project", NULL, close_project);
  gtk_widget_class_install_action (class, "win.open-file", "s", open_file);
  gtk_widget_class_install_action (class, "win.new-file", NULL, new_file);
  gtk_widget_class_install_action (class, "win.new-page", NULL, new_page);
  gtk_widget_class_install_action (class, "win.save", NULL, save);
  gtk_widget_class_install_action (class, "win.save-all", NULL, save_all);
  gtk_widget_class_install_action (class, "win.close-tab", NULL, close_tab);
  gtk_widget_class_install_action (class, "win.next-tab", NULL, next_tab);
  gtk_widget_class_install_action (class, "win.previous-tab", NULL, previous_tab);
  gtk_widget_class_install_action (class, "win.find", NULL, find);
  gtk_widget_class_install_action (class, "win.replace", NULL, replace);
  gtk_widget_class_install_action (class, "win.find-next", NULL, find_next);
  gtk_widget_class_install_action (class, "win.find-previous", NULL, find_previous);
  gtk_widget_class_install_action (class, "win.go-to-line", NULL, go_to_line);
  gtk_widget_class_install_action (class, "win.toggle-comment", NULL, toggle_comment);
  gtk_widget_class_install_action (class, "win.compile", NULL, compile);
  gtk_widget_class_install_action (class, "win.build-npm", NULL, build_npm);
  gtk_widget_class_install_action (class, "win.relaunch", NULL, relaunch);
  gtk_widget_class_install_action (class, "win.simulator-back", NULL, simulator_back);
  gtk_widget_class_install_action (class, "win.inspect", NULL, inspect);
  gtk_widget_class_install_action (class, "win.condition", NULL, condition);
  gtk_widget_class_install_action (class, "win.preview", NULL, preview);
  gtk_widget_class_install_action (class, "win.upload", NULL, upload);
  gtk_widget_class_install_action (class, "win.show-develop", NULL, show_develop);
  gtk_widget_class_install_action (class, "win.show-console", NULL, show_console);
  gtk_widget_class_install_action (class, "win.show-console-page", "s", show_console_page);
  gtk_widget_class_install_action (class, "win.show-notifications", NULL, show_notifications);
  gtk_widget_class_install_action (class, "win.compile-or-refresh", NULL, compile_or_refresh);
  gtk_widget_class_install_action (class, "win.show-panel", "s", show_panel);
  gtk_widget_class_install_action (class, "win.retry-platform", NULL, retry_platform);
  gtk_widget_class_install_action (class, "win.hide-platform-bar", NULL, hide_platform_bar);
}

void
hub_window_update_actions (HubWindow *self)
{
  static const char *const need_program[] = {
    "win.close-project", "win.open-file", "win.new-file", "win.new-page", "win.save", "win.save-all", "win.close-tab",
    "win.find", "win.replace", "win.find-next", "win.find-previous",
    "win.go-to-line", "win.toggle-comment", "win.compile", "win.build-npm", "win.relaunch", "win.simulator-back", "win.inspect",
    "win.condition", "win.preview", "win.upload", "win.show-develop", "win.show-panel",
  };
  static const char *const need_place[] = {
    "win.next-tab", "win.previous-tab", "win.show-console", "win.show-console-page", "win.compile-or-refresh",
  };

  for (guint i = 0; i < G_N_ELEMENTS (need_program); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), need_program[i], self->workbench != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (need_place); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), need_place[i], !hub_window_is_empty (self));
}
