/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-project-tree-private.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "hub-new-page.h"

/* A question for a name, and what is done with the answer. */
typedef gboolean (*NameFunc) (HubProjectTree *self, GFile *place, const char *name, GError **error);

typedef struct
{
  HubProjectTree *tree;
  GFile          *place;
  GtkEditable    *entry;
  GtkLabel       *problem;
  NameFunc        apply;
} NameQuestion;

static void
name_question_free (gpointer data, GClosure *closure)
{
  NameQuestion *question = data;

  g_object_unref (question->tree);
  g_object_unref (question->place);
  g_free (question);
}

static GtkWindow *
window_of (HubProjectTree *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
report (HubProjectTree *self, const char *title, const GError *error)
{
  GtkWidget *dialog = adw_message_dialog_new (window_of (self), title, NULL);

  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* (transfer full): the folder new files are made in. */
static GFile *
dup_place (HubProjectTree *self)
{
  g_autoptr (HubFolderItem) item = hub_project_tree_dup_selected_item (self);

  if (item == NULL)
    return g_object_ref (self->root);
  if (hub_folder_item_is_folder (item))
    return g_object_ref (hub_folder_item_get_file (item));
  return g_file_get_parent (hub_folder_item_get_file (item));
}

static gboolean
check_name (const char *name, gboolean path_allowed, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] == '\0' || g_str_equal (parts[i], ".") || g_str_equal (parts[i], "..") || (i > 0 && !path_allowed))
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME, _("“%s” is not a name for a file."), name);
        return FALSE;
      }
  return TRUE;
}

static gboolean
make_file (HubProjectTree *self, GFile *place, const char *name, GError **error)
{
  g_autoptr (GFile) file = g_file_resolve_relative_path (place, name);
  g_autoptr (GFile) parent = g_file_get_parent (file);
  g_autoptr (GFileOutputStream) stream = NULL;

  if (!check_name (name, TRUE, error))
    return FALSE;
  if (g_mkdir_with_parents (g_file_peek_path (parent), 0777) != 0 && !g_file_query_exists (parent, NULL))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The folder “%s” could not be made."),
                   g_file_peek_path (parent));
      return FALSE;
    }
  stream = g_file_create (file, G_FILE_CREATE_NONE, NULL, error);
  if (stream == NULL || !g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, error))
    return FALSE;
  hub_project_tree_emit_open (self, file);
  return TRUE;
}

static gboolean
make_page (HubProjectTree *self, GFile *place, const char *name, GError **error)
{
  g_autoptr (GFile) template = NULL;

  if (!check_name (name, TRUE, error))
    return FALSE;
  template = hub_new_page_create (self->root, name, error);
  if (template == NULL)
    return FALSE;
  hub_project_tree_emit_open (self, template);
  return TRUE;
}

static gboolean
rename_file (HubProjectTree *self, GFile *file, const char *name, GError **error)
{
  g_autoptr (GFile) parent = g_file_get_parent (file);
  g_autoptr (GFile) to = g_file_get_child (parent, name);

  if (!check_name (name, FALSE, error))
    return FALSE;
  if (g_file_equal (file, to))
    return TRUE;
  if (!g_file_move (file, to, G_FILE_COPY_NO_FALLBACK_FOR_MOVE, NULL, NULL, NULL, error))
    return FALSE;
  hub_project_tree_emit_moved (self, file, to);
  return TRUE;
}

static void
name_answered (AdwMessageDialog *dialog, const char *response, NameQuestion *question)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (question->entry)));

  if (g_str_equal (response, "apply") && !question->apply (question->tree, question->place, name, &error))
    report (question->tree, _("That Did Not Work"), error);
}

static void
name_changed (GtkEditable *entry, AdwMessageDialog *dialog)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_message_dialog_set_response_enabled (dialog, "apply", *name != '\0');
}

static void
ask_name (HubProjectTree *self, GFile *place, const char *title, const char *body, const char *initial,
          const char *apply_label, NameFunc apply)
{
  GtkWidget *dialog = adw_message_dialog_new (window_of (self), title, body);
  GtkWidget *entry = gtk_entry_new ();
  NameQuestion *question = g_new0 (NameQuestion, 1);
  const char *dot = strrchr (initial, '.');

  question->tree = g_object_ref (self);
  question->place = g_object_ref (place);
  question->entry = GTK_EDITABLE (entry);
  question->apply = apply;
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Name"), -1);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "apply", apply_label, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "apply", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "apply");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (name_answered), question, name_question_free, 0);
  g_signal_connect (entry, "changed", G_CALLBACK (name_changed), dialog);
  gtk_editable_set_text (GTK_EDITABLE (entry), initial);
  name_changed (GTK_EDITABLE (entry), ADW_MESSAGE_DIALOG (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
  gtk_editable_select_region (GTK_EDITABLE (entry), 0, dot != NULL ? (int) g_utf8_pointer_to_offset (initial, dot) : -1);
}

static void
new_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HubProjectTree *self = HUB_PROJECT_TREE (widget);
  g_autoptr (GFile) place = dup_place (self);
  g_autofree char *relative = g_file_get_relative_path (self->folder, place);
  g_autofree char *body = relative == NULL ? g_strdup (_("In the program's folder"))
                                           : g_strdup_printf (_("In %s"), relative);

  ask_name (self, place, _("New File"), body, "", _("_Make"), make_file);
}

static void
new_page (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HubProjectTree *self = HUB_PROJECT_TREE (widget);

  ask_name (self, self->root, _("New Page"), _("Its four files are made, and app.json lists it."),
            "pages/new/new", _("_Make"), make_page);
}

static void
rename_selected (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HubProjectTree *self = HUB_PROJECT_TREE (widget);
  g_autoptr (HubFolderItem) item = hub_project_tree_dup_selected_item (self);

  if (item != NULL)
    ask_name (self, hub_folder_item_get_file (item), _("Rename"), NULL, hub_folder_item_get_name (item),
              _("_Rename"), rename_file);
}

static void
trash_answered (AdwMessageDialog *dialog, const char *response, HubProjectTree *self)
{
  GFile *file = g_object_get_data (G_OBJECT (dialog), "file");
  g_autoptr (GError) error = NULL;

  if (g_str_equal (response, "trash") && !g_file_trash (file, NULL, &error))
    report (self, _("Not Deleted"), error);
}

static void
trash_selected (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HubProjectTree *self = HUB_PROJECT_TREE (widget);
  g_autoptr (HubFolderItem) item = hub_project_tree_dup_selected_item (self);
  GtkWidget *dialog;

  if (item == NULL)
    return;
  dialog = adw_message_dialog_new (window_of (self), NULL, _("You can take it back from the trash."));
  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog), _("Move “%s” to the Trash?"),
                                     hub_folder_item_get_name (item));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "trash",
                                    _("_Move to Trash"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "trash", ADW_RESPONSE_DESTRUCTIVE);
  g_object_set_data_full (G_OBJECT (dialog), "file", g_object_ref (hub_folder_item_get_file (item)), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (trash_answered), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
copy_path (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GFile) file = hub_project_tree_dup_selected (HUB_PROJECT_TREE (widget));

  if (file != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), g_file_peek_path (file));
}

static void
open_externally (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HubProjectTree *self = HUB_PROJECT_TREE (widget);
  g_autoptr (GFile) file = hub_project_tree_dup_selected (self);
  g_autofree char *uri = g_file_get_uri (file != NULL ? file : self->folder);

  gtk_show_uri (window_of (self), uri, GDK_CURRENT_TIME);
}

void
hub_project_tree_install_actions (GtkWidgetClass *class)
{
  gtk_widget_class_install_action (class, "tree.new-file", NULL, new_file);
  gtk_widget_class_install_action (class, "tree.new-page", NULL, new_page);
  gtk_widget_class_install_action (class, "tree.rename", NULL, rename_selected);
  gtk_widget_class_install_action (class, "tree.trash", NULL, trash_selected);
  gtk_widget_class_install_action (class, "tree.copy-path", NULL, copy_path);
  gtk_widget_class_install_action (class, "tree.open-externally", NULL, open_externally);
  gtk_widget_class_add_binding_action (class, GDK_KEY_F2, 0, "tree.rename", NULL);
  gtk_widget_class_add_binding_action (class, GDK_KEY_Delete, 0, "tree.trash", NULL);
}
