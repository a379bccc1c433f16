/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-new-program-dialog.h"

#include "config.h"

#include <glib/gi18n.h>

#include "hub-project.h"

struct _HubNewProgramDialog
{
  AdwWindow       parent_instance;
  AdwEntryRow    *name_row;
  AdwActionRow   *place_row;
  GtkListBox     *template_list;
  GtkLabel       *result_label;
  GtkRevealer    *failure_revealer;
  GtkLabel       *failure_label;
  GSettings      *settings;
  GPtrArray      *templates;
  char           *place;     /* the folder the program's folder is made in */
  char           *folder;    /* the program's own folder, when it was given */
  guint           chosen;
};

G_DEFINE_FINAL_TYPE (HubNewProgramDialog, hub_new_program_dialog, ADW_TYPE_WINDOW)

enum { SIGNAL_CREATED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* (transfer full) (nullable): where the program would be made. */
static char *
dup_target (HubNewProgramDialog *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));

  if (*name == '\0')
    return NULL;
  if (self->folder != NULL)
    return g_strdup (self->folder);
  g_strdelimit (name, "/\\:", '-');
  if (*name == '.')
    *name = '-';
  return g_build_filename (self->place, name, NULL);
}

static void
check_form (HubNewProgramDialog *self)
{
  g_autofree char *target = dup_target (self);
  g_autofree char *shown = target != NULL ? g_filename_display_name (target) : NULL;
  g_autofree char *text = shown != NULL ? g_strdup_printf (_("It is made in %s"), shown) : g_strdup ("");

  gtk_label_set_text (self->result_label, text);
  adw_action_row_set_subtitle (self->place_row, self->folder != NULL ? self->folder : self->place);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "new.create", target != NULL && self->templates->len > 0);
}

static void
create (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HubNewProgramDialog *self = HUB_NEW_PROGRAM_DIALOG (widget);
  g_autofree char *target = dup_target (self);
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));
  HubTemplate *template = self->templates->pdata[self->chosen];
  g_autoptr (GError) error = NULL;

  if (!hub_project_create (template->id, target, name, &error))
    {
      gtk_label_set_text (self->failure_label, error->message);
      gtk_revealer_set_reveal_child (self->failure_revealer, TRUE);
      return;
    }
  if (self->folder == NULL)
    g_settings_set_string (self->settings, "new-project-location", self->place);
  g_signal_emit (self, signals[SIGNAL_CREATED], 0, target);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
place_chosen (GtkNativeDialog *chooser, int response, HubNewProgramDialog *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && g_file_peek_path (file) != NULL)
    {
      g_free (self->place);
      self->place = g_file_get_path (file);
      g_clear_pointer (&self->folder, g_free);
      check_form (self);
    }
  g_object_unref (chooser);
}

static void
choose_place (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HubNewProgramDialog *self = HUB_NEW_PROGRAM_DIALOG (widget);
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Where to Make the Program"), GTK_WINDOW (self),
                                                               GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("_Choose"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (place_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
template_toggled (GtkCheckButton *button, HubNewProgramDialog *self)
{
  if (gtk_check_button_get_active (button))
    self->chosen = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "position"));
}

static void
fill_templates (HubNewProgramDialog *self)
{
  GtkCheckButton *first = NULL;

  for (guint i = 0; i < self->templates->len; i++)
    {
      HubTemplate *template = self->templates->pdata[i];
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *button = gtk_check_button_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), template->title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), template->description);
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, template->title, -1);
      g_object_set_data (G_OBJECT (button), "position", GUINT_TO_POINTER (i));
      g_signal_connect (button, "toggled", G_CALLBACK (template_toggled), self);
      gtk_check_button_set_group (GTK_CHECK_BUTTON (button), first);
      if (first == NULL)
        first = GTK_CHECK_BUTTON (button);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), button);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
      gtk_list_box_append (self->template_list, row);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (button), i == 0);
    }
}

static void
hub_new_program_dialog_dispose (GObject *object)
{
  HubNewProgramDialog *self = HUB_NEW_PROGRAM_DIALOG (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->templates, g_ptr_array_unref);
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->folder, g_free);
  G_OBJECT_CLASS (hub_new_program_dialog_parent_class)->dispose (object);
}

static void
hub_new_program_dialog_class_init (HubNewProgramDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hub_new_program_dialog_dispose;
  signals[SIGNAL_CREATED] = g_signal_new ("created", HUB_TYPE_NEW_PROGRAM_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/superhub/DevTools/ui/hub-new-program-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HubNewProgramDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, HubNewProgramDialog, place_row);
  gtk_widget_class_bind_template_child (widget_class, HubNewProgramDialog, template_list);
  gtk_widget_class_bind_template_child (widget_class, HubNewProgramDialog, result_label);
  gtk_widget_class_bind_template_child (widget_class, HubNewProgramDialog, failure_revealer);
  gtk_widget_class_bind_template_child (widget_class, HubNewProgramDialog, failure_label);
  gtk_widget_class_bind_template_callback (widget_class, check_form);
  gtk_widget_class_install_action (widget_class, "new.create", NULL, create);
  gtk_widget_class_install_action (widget_class, "new.choose-place", NULL, choose_place);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hub_new_program_dialog_init (HubNewProgramDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self, "map", G_CALLBACK (gtk_widget_grab_focus), self->name_row);
}

/**
 * hub_new_program_default_place:
 * @settings: the application's settings
 *
 * Returns: (transfer full): the folder new programs are made in
 */
char *
hub_new_program_default_place (GSettings *settings)
{
  g_autofree char *last = g_settings_get_string (settings, "new-project-location");
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  if (*last != '\0' && g_file_test (last, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&last);
  return g_strdup (documents != NULL ? documents : g_get_home_dir ());
}

/**
 * hub_new_program_dialog_new:
 * @parent: the window it belongs to
 * @settings: the application's settings
 * @folder: the program's own folder; "" when it is made from place and name
 *
 * Returns: (transfer full): a dialog
 */
GtkWidget *
hub_new_program_dialog_new (GtkWindow *parent, GSettings *settings, const char *folder)
{
  HubNewProgramDialog *self = g_object_new (HUB_TYPE_NEW_PROGRAM_DIALOG, "transient-for", parent, NULL);

  self->settings = g_object_ref (settings);
  self->place = hub_new_program_default_place (settings);
  self->templates = hub_project_list_templates ();
  if (*folder != '\0')
    {
      g_autofree char *name = g_path_get_basename (folder);

      self->folder = g_strdup (folder);
      gtk_editable_set_text (GTK_EDITABLE (self->name_row), name);
    }
  fill_templates (self);
  check_form (self);
  return GTK_WIDGET (self);
}

/**
 * hub_new_program_dialog_set_name:
 * @self: a dialog
 * @name: what stands in the name's field
 */
void
hub_new_program_dialog_set_name (HubNewProgramDialog *self, const char *name)
{
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), name);
}
