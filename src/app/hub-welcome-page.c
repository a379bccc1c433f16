/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-welcome-page.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "hub-error.h"
#include "hub-settings.h"

struct _HubWelcomePage
{
  GtkWidget     parent_instance;
  GtkRevealer  *problem_revealer;
  GtkLabel     *problem_label;
  GtkButton    *here_button;
  GtkWidget    *recent_group;
  GtkListBox   *recent_list;
  GSettings    *settings;
};

G_DEFINE_FINAL_TYPE (HubWelcomePage, hub_welcome_page, GTK_TYPE_WIDGET)

static void
forget_clicked (GtkButton *button, HubWelcomePage *self)
{
  hub_settings_remove_recent (self->settings, g_object_get_data (G_OBJECT (button), "folder"));
}

static char *
shorten (const char *folder)
{
  const char *home = g_get_home_dir ();

  if (g_str_has_prefix (folder, home) && folder[strlen (home)] == '/')
    return g_strconcat ("~", folder + strlen (home), NULL);
  return g_strdup (folder);
}

static GtkWidget *
make_row (HubWelcomePage *self, const char *folder)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *forget = gtk_button_new_from_icon_name ("list-remove-symbolic");
  gboolean missing = !g_file_test (folder, G_FILE_TEST_IS_DIR);
  g_autofree char *base = g_path_get_basename (folder);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *path = shorten (folder);
  g_autofree char *subtitle = missing ? g_strdup_printf (_("%s: not there any more"), path) : g_strdup (path);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), missing ? "dialog-warning-symbolic" : "hub-phone-symbolic");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), !missing);
  if (missing)
    gtk_widget_add_css_class (row, "dim-label");
  else
    {
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-project");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", folder);
    }
  gtk_widget_set_valign (forget, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (forget, "flat");
  gtk_widget_set_tooltip_text (forget, _("Remove from this list"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (forget), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Remove from this list"), -1);
  g_object_set_data_full (G_OBJECT (forget), "folder", g_strdup (folder), g_free);
  g_signal_connect (forget, "clicked", G_CALLBACK (forget_clicked), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), forget);
  return row;
}

static void
fill_recent (HubWelcomePage *self)
{
  g_auto (GStrv) folders = hub_settings_list_recent (self->settings);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->recent_list))) != NULL)
    gtk_list_box_remove (self->recent_list, child);
  for (guint i = 0; folders[i] != NULL; i++)
    gtk_list_box_append (self->recent_list, make_row (self, folders[i]));
  gtk_widget_set_visible (self->recent_group, folders[0] != NULL);
}

static void
dismiss_problem (HubWelcomePage *self)
{
  gtk_revealer_set_reveal_child (self->problem_revealer, FALSE);
}

static void
hub_welcome_page_dispose (GObject *object)
{
  HubWelcomePage *self = HUB_WELCOME_PAGE (object);
  GtkWidget *child;

  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), HUB_TYPE_WELCOME_PAGE);
  child = gtk_widget_get_first_child (GTK_WIDGET (self));
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (hub_welcome_page_parent_class)->dispose (object);
}

static void
hub_welcome_page_class_init (HubWelcomePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hub_welcome_page_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/superhub/DevTools/ui/hub-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HubWelcomePage, problem_revealer);
  gtk_widget_class_bind_template_child (widget_class, HubWelcomePage, problem_label);
  gtk_widget_class_bind_template_child (widget_class, HubWelcomePage, here_button);
  gtk_widget_class_bind_template_child (widget_class, HubWelcomePage, recent_group);
  gtk_widget_class_bind_template_child (widget_class, HubWelcomePage, recent_list);
  gtk_widget_class_bind_template_callback (widget_class, dismiss_problem);
}

static void
hub_welcome_page_init (HubWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hub_welcome_page_set_settings:
 * @self: a welcome page
 * @settings: the application's settings, for the recent programs
 */
void
hub_welcome_page_set_settings (HubWelcomePage *self, GSettings *settings)
{
  g_set_object (&self->settings, settings);
  g_signal_connect_object (settings, "changed::recent-projects", G_CALLBACK (fill_recent), self, G_CONNECT_SWAPPED);
  fill_recent (self);
}

/**
 * hub_welcome_page_set_problem:
 * @self: a welcome page
 * @folder: the folder that could not be opened
 * @error: (nullable): why; %NULL to show none
 */
void
hub_welcome_page_set_problem (HubWelcomePage *self, const char *folder, const GError *error)
{
  gboolean offer = error != NULL && g_strcmp0 (hub_error_get_name (error), "project.no_app_json") == 0;

  gtk_revealer_set_reveal_child (self->problem_revealer, error != NULL);
  gtk_label_set_text (self->problem_label, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->here_button), offer);
  if (offer)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->here_button), "s", folder);
}

/**
 * hub_welcome_page_get_problem:
 * @self: a welcome page
 *
 * Returns: (transfer none): the sentence that is shown, "" for none
 */
const char *
hub_welcome_page_get_problem (HubWelcomePage *self)
{
  return gtk_revealer_get_reveal_child (self->problem_revealer) ? gtk_label_get_text (self->problem_label) : "";
}
