/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-reject-dialog.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-change.h"
#include "hub-console-pictures.h"
#include "hub-counted-text.h"
#include "hub-json.h"
#include "hub-rows-editor.h"

/* The limits of data/api/openapi.json. */
#define MAX_REASON 2000
#define MAX_NOTES 50
#define MAX_NOTE 500
#define MAX_ADDRESS 256
#define MAX_PICTURES 10
#define MAX_NOTE_PICTURES 3

typedef struct
{
  HubConsoleDialog *dialog;     /* (unowned): owns this */
  HubConsoleModel *model;
  char *review_id;
  HubCountedText *reason;
  HubRowsEditor *notes;
  HubConsolePictures *pictures;
} RejectDialog;

static void
reject_dialog_free (RejectDialog *self)
{
  g_object_unref (self->model);
  g_free (self->review_id);
  g_free (self);
}

static char *
dup_text (gpointer text)
{
  return g_strstrip (hub_counted_text_dup_text (HUB_COUNTED_TEXT (text)));
}

static gpointer
part (GtkWidget *note, const char *name)
{
  return g_object_get_data (G_OBJECT (note), name);
}

static gboolean
is_complete (GtkWidget *note)
{
  g_autofree char *address = dup_text (part (note, "address"));
  g_autofree char *text = dup_text (part (note, "note"));

  return *address != '\0' && *text != '\0' && !hub_counted_text_is_too_long (part (note, "note"))
         && !hub_console_pictures_is_sending (part (note, "pictures"));
}

static void
update (RejectDialog *self)
{
  g_autofree char *reason = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  gboolean complete;

  if (gtk_widget_in_destruction (GTK_WIDGET (self->dialog)))
    return;
  reason = dup_text (self->reason);
  notes = hub_rows_editor_list (self->notes);
  complete = *reason != '\0' && !hub_counted_text_is_too_long (self->reason)
             && !hub_console_pictures_is_sending (self->pictures);
  for (guint i = 0; i < notes->len; i++)
    complete = complete && is_complete (g_ptr_array_index (notes, i));
  hub_console_dialog_set_ready (self->dialog, complete);
}

static JsonObject *
read_note (GtkWidget *note)
{
  g_autofree char *address = dup_text (part (note, "address"));
  g_autofree char *text = dup_text (part (note, "note"));
  g_autoptr (JsonArray) pictures = hub_console_pictures_dup_ids (part (note, "pictures"));
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "address", address);
  json_object_set_string_member (object, "note", text);
  if (json_array_get_length (pictures) > 0)
    json_object_set_array_member (object, "screenshots", g_steal_pointer (&pictures));
  return object;
}

static void
accepted (HubConsoleDialog *dialog, RejectDialog *self)
{
  g_autofree char *reason = dup_text (self->reason);
  g_autoptr (HubConsoleChange) change = hub_console_change_decide_review (self->review_id, FALSE, reason);
  g_autoptr (GPtrArray) notes = hub_rows_editor_list (self->notes);
  g_autoptr (JsonArray) pictures = hub_console_pictures_dup_ids (self->pictures);
  JsonArray *written = json_array_new ();

  for (guint i = 0; i < notes->len; i++)
    json_array_add_object_element (written, read_note (g_ptr_array_index (notes, i)));
  json_object_set_array_member (hub_console_change_get_parameters (change), "page_notes", written);
  json_object_set_array_member (hub_console_change_get_parameters (change), "screenshots", g_steal_pointer (&pictures));
  hub_console_dialog_run (dialog, change);
}

static GtkWidget *
watched (RejectDialog *self, GtkWidget *widget)
{
  g_signal_connect_swapped (widget, "changed", G_CALLBACK (update), self);
  return widget;
}

static GtkWidget *
note_new (HubRowsEditor *editor)
{
  RejectDialog *self = g_object_get_data (G_OBJECT (gtk_widget_get_root (GTK_WIDGET (editor))), "reject-dialog");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *address = watched (self, hub_counted_text_new (_("Page"), MAX_ADDRESS, FALSE, TRUE));
  GtkWidget *note = watched (self, hub_counted_text_new (_("Note"), MAX_NOTE, TRUE, TRUE));
  GtkWidget *pictures = watched (self, hub_console_pictures_new (self->model, _("Pictures, at most 3"), MAX_NOTE_PICTURES));

  hub_console_pictures_set_review (HUB_CONSOLE_PICTURES (pictures), self->review_id);
  g_object_set_data (G_OBJECT (box), "address", address);
  g_object_set_data (G_OBJECT (box), "note", note);
  g_object_set_data (G_OBJECT (box), "pictures", pictures);
  gtk_box_append (GTK_BOX (box), address);
  gtk_box_append (GTK_BOX (box), note);
  gtk_box_append (GTK_BOX (box), pictures);
  return box;
}

static void
add_parts (RejectDialog *self)
{
  self->reason = HUB_COUNTED_TEXT (watched (self, hub_counted_text_new (_("Reason"), MAX_REASON, TRUE, TRUE)));
  hub_counted_text_set_hint (self->reason, _("The reason is sent to its admin: say what has to change, and where."));
  self->notes = HUB_ROWS_EDITOR (watched (self, hub_rows_editor_new (_("Notes on Pages"), _("Each leads the team to its page"),
                                                                     _("Add _Note"), MAX_NOTES, note_new)));
  self->pictures = HUB_CONSOLE_PICTURES (watched (self, hub_console_pictures_new (self->model, _("Screenshots, at most 10"),
                                                                                  MAX_PICTURES)));
  hub_console_pictures_set_review (self->pictures, self->review_id);
  hub_console_dialog_add (self->dialog, GTK_WIDGET (self->reason));
  hub_console_dialog_add (self->dialog, GTK_WIDGET (self->notes));
  hub_console_dialog_add (self->dialog, GTK_WIDGET (self->pictures));
}

/**
 * hub_reject_dialog_new:
 * @owner: a widget of the console
 * @model: the state, with the reviewer's client
 * @review: the schema Review, of one that the reviewer has taken
 *
 * Returns: (transfer none): a dialog that rejects it, not shown yet
 */
HubConsoleDialog *
hub_reject_dialog_new (GtkWidget *owner, HubConsoleModel *model, JsonObject *review)
{
  RejectDialog *self = g_new0 (RejectDialog, 1);
  g_autofree char *title = g_strdup_printf (_("Reject %s %s?"), hub_json_get_string (review, "app_name", ""),
                                            hub_json_get_string (review, "version", ""));

  self->model = g_object_ref (model);
  self->review_id = g_strdup (hub_json_get_string (review, "id", ""));
  self->dialog = hub_console_dialog_new (owner, title, _("_Reject"));
  g_object_set_data_full (G_OBJECT (self->dialog), "reject-dialog", self, (GDestroyNotify) reject_dialog_free);
  hub_console_dialog_set_style (self->dialog, "destructive-action");
  hub_console_dialog_set_scrolls (self->dialog, 600, 640);
  add_parts (self);
  g_signal_connect (self->dialog, "accept", G_CALLBACK (accepted), self);
  update (self);
  return self->dialog;
}
