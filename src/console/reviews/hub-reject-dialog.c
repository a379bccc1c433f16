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

struct _HubRejectDialog
{
  AdwWindow parent_instance;

  HubConsoleModel *model;
  char *review_id;
  HubCountedText *reason;
  HubRowsEditor *notes;
  HubConsolePictures *pictures;
  GtkLabel *error;
  GtkWidget *reject;
  gboolean sending;
};

enum
{
  REJECT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubRejectDialog, hub_reject_dialog, ADW_TYPE_WINDOW)

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
update (HubRejectDialog *self)
{
  g_autofree char *reason = dup_text (self->reason);
  g_autoptr (GPtrArray) notes = hub_rows_editor_list (self->notes);
  gboolean complete = *reason != '\0' && !hub_counted_text_is_too_long (self->reason)
                      && !hub_console_pictures_is_sending (self->pictures);

  for (guint i = 0; i < notes->len; i++)
    complete = complete && is_complete (g_ptr_array_index (notes, i));
  gtk_widget_set_sensitive (self->reject, complete && !self->sending);
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
reject_clicked (HubRejectDialog *self)
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
  self->sending = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  update (self);
  g_signal_emit (self, signals[REJECT], 0, change);
}

static void
hub_reject_dialog_dispose (GObject *object)
{
  g_clear_object (&HUB_REJECT_DIALOG (object)->model);
  G_OBJECT_CLASS (hub_reject_dialog_parent_class)->dispose (object);
}

static void
hub_reject_dialog_finalize (GObject *object)
{
  g_free (HUB_REJECT_DIALOG (object)->review_id);
  G_OBJECT_CLASS (hub_reject_dialog_parent_class)->finalize (object);
}

static void
hub_reject_dialog_class_init (HubRejectDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_reject_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = hub_reject_dialog_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
  /**
   * HubRejectDialog::reject:
   * @change: the #HubConsoleChange that rejects
   */
  signals[REJECT] = g_signal_new ("reject", HUB_TYPE_REJECT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  HUB_TYPE_CONSOLE_CHANGE);
}

static void
hub_reject_dialog_init (HubRejectDialog *self)
{
}

static void
watch (HubRejectDialog *self, GtkWidget *widget)
{
  g_signal_connect_object (widget, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static GtkWidget *
note_new (HubRowsEditor *editor)
{
  HubRejectDialog *self = HUB_REJECT_DIALOG (gtk_widget_get_root (GTK_WIDGET (editor)));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *address = hub_counted_text_new (_("Page"), MAX_ADDRESS, FALSE, TRUE);
  GtkWidget *note = hub_counted_text_new (_("Note"), MAX_NOTE, TRUE, TRUE);
  GtkWidget *pictures = hub_console_pictures_new (self->model, _("Pictures, at most 3"), MAX_NOTE_PICTURES);

  hub_console_pictures_set_review (HUB_CONSOLE_PICTURES (pictures), self->review_id);
  g_object_set_data (G_OBJECT (box), "address", address);
  g_object_set_data (G_OBJECT (box), "note", note);
  g_object_set_data (G_OBJECT (box), "pictures", pictures);
  watch (self, address);
  watch (self, note);
  watch (self, pictures);
  gtk_box_append (GTK_BOX (box), address);
  gtk_box_append (GTK_BOX (box), note);
  gtk_box_append (GTK_BOX (box), pictures);
  return box;
}

static GtkWidget *
make_header (HubRejectDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  self->reject = gtk_button_new_with_mnemonic (_("_Reject"));
  gtk_widget_add_css_class (self->reject, "destructive-action");
  g_signal_connect_swapped (self->reject, "clicked", G_CALLBACK (reject_clicked), self);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->reject);
  return header;
}

static void
build (HubRejectDialog *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  self->error = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->error, TRUE);
  gtk_label_set_xalign (self->error, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  self->reason = HUB_COUNTED_TEXT (hub_counted_text_new (_("Reason"), MAX_REASON, TRUE, TRUE));
  hub_counted_text_set_hint (self->reason, _("The reason is sent to its admin: say what has to change, and where."));
  self->notes = HUB_ROWS_EDITOR (hub_rows_editor_new (_("Notes on Pages"), _("Each leads the team to its page"),
                                                      _("Add _Note"), MAX_NOTES, note_new));
  self->pictures = HUB_CONSOLE_PICTURES (hub_console_pictures_new (self->model, _("Screenshots, at most 10"), MAX_PICTURES));
  hub_console_pictures_set_review (self->pictures, self->review_id);
  watch (self, GTK_WIDGET (self->reason));
  watch (self, GTK_WIDGET (self->notes));
  watch (self, GTK_WIDGET (self->pictures));
  gtk_box_append (GTK_BOX (outer), make_header (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->error));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->reason));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->notes));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->pictures));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (outer), scrolled);
  adw_window_set_content (ADW_WINDOW (self), outer);
}

/**
 * hub_reject_dialog_new:
 * @parent: the window to show it over
 * @model: the state, with the reviewer's client
 * @review: the schema Review, of one that the reviewer has taken
 *
 * Returns: (transfer none): a dialog, not shown yet
 */
GtkWidget *
hub_reject_dialog_new (GtkWindow *parent, HubConsoleModel *model, JsonObject *review)
{
  HubRejectDialog *self = g_object_new (HUB_TYPE_REJECT_DIALOG, "transient-for", parent, "modal", TRUE,
                                        "destroy-with-parent", TRUE, "default-width", 600, "default-height", 640, NULL);
  g_autofree char *title = g_strdup_printf (_("Reject %s %s?"), hub_json_get_string (review, "app_name", ""),
                                            hub_json_get_string (review, "version", ""));

  self->model = g_object_ref (model);
  self->review_id = g_strdup (hub_json_get_string (review, "id", ""));
  gtk_window_set_title (GTK_WINDOW (self), title);
  build (self);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * hub_reject_dialog_rejected:
 * @self: a dialog whose "reject" was emitted
 * @error: (nullable): why it was not rejected
 *
 * Closes the dialog, or says in it why it stays, so that nothing written is lost.
 */
void
hub_reject_dialog_rejected (HubRejectDialog *self, const GError *error)
{
  g_return_if_fail (HUB_IS_REJECT_DIALOG (self));

  self->sending = FALSE;
  if (error == NULL)
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  gtk_label_set_text (self->error, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->error), TRUE);
  update (self);
}
