/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-pictures.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "hub-console-file.h"
#include "hub-console-place.h"
#include "hub-console-thumbnail.h"
#include "hub-json.h"

/* What the platform takes. */
#define MAX_BYTES (2 * 1024 * 1024)

struct _HubConsolePictures
{
  GtkWidget parent_instance;

  HubConsoleModel *model;
  char *review_id;              /* (nullable): of a form that is filled in */
  guint max_pictures;           /* 0: only to look at */
  guint sending;
  GPtrArray *ids;               /* char * */

  GtkWidget *box;
  GtkFlowBox *flow;
  GtkWidget *tools;
  GtkLabel *note;
  GtkSpinner *spinner;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubConsolePictures, hub_console_pictures, GTK_TYPE_WIDGET)

static void
update (HubConsolePictures *self)
{
  GtkFlowBoxChild *child;

  for (int i = 0; (child = gtk_flow_box_get_child_at_index (self->flow, i)) != NULL; i++)
    hub_console_thumbnail_set_place (HUB_CONSOLE_THUMBNAIL (gtk_flow_box_child_get_child (child)), i + 1);
  gtk_widget_set_sensitive (self->tools, self->ids->len + self->sending < self->max_pictures);
  gtk_widget_set_visible (GTK_WIDGET (self->flow), self->ids->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->sending > 0);
  if (self->sending > 0)
    gtk_spinner_start (self->spinner);
  else
    gtk_spinner_stop (self->spinner);
}

static void
say (HubConsolePictures *self, const char *text)
{
  gtk_label_set_text (self->note, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), text != NULL);
}

static void
removed (HubConsoleThumbnail *picture, HubConsolePictures *self)
{
  GtkWidget *child = gtk_widget_get_ancestor (GTK_WIDGET (picture), GTK_TYPE_FLOW_BOX_CHILD);

  g_ptr_array_remove_index (self->ids, gtk_flow_box_child_get_index (GTK_FLOW_BOX_CHILD (child)));
  gtk_flow_box_remove (self->flow, child);
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static HubConsoleThumbnail *
add_picture (HubConsolePictures *self, const char *id)
{
  GtkWidget *picture = hub_console_thumbnail_new (self->max_pictures > 0);

  g_ptr_array_add (self->ids, g_strdup (id));
  g_signal_connect_object (picture, "removed", G_CALLBACK (removed), self, 0);
  gtk_flow_box_append (self->flow, picture);
  update (self);
  return HUB_CONSOLE_THUMBNAIL (picture);
}

/* Sending one */

typedef struct
{
  GWeakRef self;
  GBytes *bytes;
} Sending;

static void
sending_free (Sending *sending)
{
  g_weak_ref_clear (&sending->self);
  g_bytes_unref (sending->bytes);
  g_free (sending);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sending, sending_free)

static void
sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Sending) sending = user_data;
  g_autoptr (HubConsolePictures) self = g_weak_ref_get (&sending->self);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = hub_console_place_ask_finish (HUB_CONSOLE_PLACE (source), result, &error);
  g_autoptr (GdkTexture) texture = NULL;

  if (self == NULL || self->box == NULL)
    return;
  self->sending--;
  update (self);
  if (answer == NULL)
    say (self, error->message);
  /* One for the form of a program that was left is no other's. */
  else if (hub_console_place_is_of (HUB_CONSOLE_PLACE (source), self->model))
    {
      texture = gdk_texture_new_from_bytes (sending->bytes, NULL);
      hub_console_thumbnail_set_texture (add_picture (self, hub_json_get_string (answer, "id", "")), texture);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Why one more cannot be taken; (transfer full) (nullable) */
static char *
dup_obstacle (HubConsolePictures *self, GBytes *bytes)
{
  if (self->ids->len + self->sending >= self->max_pictures)
    return g_strdup_printf (_("At most %u pictures: the others were not added."), self->max_pictures);
  if (g_bytes_get_size (bytes) > MAX_BYTES)
    return g_strdup (_("A picture has at most 2 MB; this one is larger."));
  return NULL;
}

/**
 * hub_console_pictures_send:
 * @self: pictures that some may be added to
 * @bytes: a PNG, JPEG or WebP file
 *
 * Sends a picture to the platform and adds it; what stands in the way is told below the pictures.
 */
void
hub_console_pictures_send (HubConsolePictures *self, GBytes *bytes)
{
  g_autoptr (HubConsolePlace) place = NULL;
  g_autoptr (JsonObject) parameters = json_object_new ();
  g_autofree char *obstacle = NULL;
  g_autofree char *data = NULL;
  Sending *sending;

  g_return_if_fail (HUB_IS_CONSOLE_PICTURES (self));

  place = hub_console_place_new (self->model);
  if (place == NULL)
    return;
  obstacle = dup_obstacle (self, bytes);
  say (self, obstacle);
  if (obstacle != NULL)
    return;
  data = g_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  json_object_set_string_member (parameters, "data", data);
  if (self->review_id != NULL)
    json_object_set_string_member (parameters, "id", self->review_id);
  else
    json_object_set_string_member (parameters, "app_id", hub_console_place_get_app_id (place));
  sending = g_new0 (Sending, 1);
  g_weak_ref_init (&sending->self, self);
  sending->bytes = g_bytes_ref (bytes);
  self->sending++;
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
  hub_console_place_ask_async (place, self->review_id != NULL ? "addReviewScreenshot" : "addReviewAttachment", parameters, sent,
                               sending);
}

static void
file_read (GtkWidget *widget, GBytes *bytes, const GError *error)
{
  HubConsolePictures *self = HUB_CONSOLE_PICTURES (widget);

  if (bytes != NULL)
    hub_console_pictures_send (self, bytes);
  else
    say (self, error != NULL ? error->message : _("A picture has at most 2 MB; this one is larger."));
}

static void
chosen (GtkWidget *widget, GFile *file, gpointer user_data)
{
  hub_console_file_read (widget, file, MAX_BYTES, file_read);
}

static void
add_clicked (HubConsolePictures *self)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkFileChooser *chooser = hub_console_file_chooser_new (GTK_WIDGET (self), GTK_FILE_CHOOSER_ACTION_OPEN, _("Add Pictures"),
                                                          _("_Add"), chosen, NULL, NULL);

  gtk_file_filter_set_name (filter, _("Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/png");
  gtk_file_filter_add_mime_type (filter, "image/jpeg");
  gtk_file_filter_add_mime_type (filter, "image/webp");
  gtk_file_chooser_set_select_multiple (chooser, TRUE);
  gtk_file_chooser_add_filter (chooser, filter);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
send_texture (HubConsolePictures *self, GdkTexture *texture)
{
  g_autoptr (GBytes) bytes = gdk_texture_save_to_png_bytes (texture);

  hub_console_pictures_send (self, bytes);
}

static void
pasted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HubConsolePictures) self = user_data;
  g_autoptr (GdkTexture) texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, NULL);

  if (self->box == NULL)
    return;
  if (texture != NULL)
    send_texture (self, texture);
  else
    say (self, _("There is no picture in the clipboard; copy one first."));
}

static void
paste (HubConsolePictures *self)
{
  gdk_clipboard_read_texture_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, pasted, g_object_ref (self));
}

static gboolean
paste_key (GtkWidget *widget, GVariant *parameters, gpointer user_data)
{
  HubConsolePictures *self = HUB_CONSOLE_PICTURES (widget);

  if (self->max_pictures > 0)
    paste (self);
  return self->max_pictures > 0;
}

static gboolean
dropped (GtkDropTarget *target, const GValue *value, double x, double y, HubConsolePictures *self)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    send_texture (self, g_value_get_object (value));
  else if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    for (GSList *l = g_value_get_boxed (value); l != NULL; l = l->next)
      hub_console_file_read (GTK_WIDGET (self), l->data, MAX_BYTES, file_read);
  else
    return FALSE;
  return TRUE;
}

static void
hub_console_pictures_dispose (GObject *object)
{
  HubConsolePictures *self = HUB_CONSOLE_PICTURES (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (hub_console_pictures_parent_class)->dispose (object);
}

static void
hub_console_pictures_finalize (GObject *object)
{
  HubConsolePictures *self = HUB_CONSOLE_PICTURES (object);

  g_ptr_array_unref (self->ids);
  g_free (self->review_id);
  G_OBJECT_CLASS (hub_console_pictures_parent_class)->finalize (object);
}

static void
hub_console_pictures_class_init (HubConsolePicturesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hub_console_pictures_dispose;
  G_OBJECT_CLASS (klass)->finalize = hub_console_pictures_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, paste_key, NULL);
  /**
   * HubConsolePictures::changed:
   *
   * The person has added or removed one, or one is on its way.
   */
  signals[CHANGED] = g_signal_new ("changed", HUB_TYPE_CONSOLE_PICTURES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   0);
}

static void
hub_console_pictures_init (HubConsolePictures *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
}

static GtkWidget *
make_tools (HubConsolePictures *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *add = gtk_button_new_with_mnemonic (_("_Add Pictures…"));
  GtkWidget *from_clipboard = gtk_button_new_with_label (_("Paste"));

  gtk_widget_set_tooltip_text (from_clipboard, _("Add the picture that is in the clipboard; pictures can be dropped here, too"));
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (add_clicked), self);
  g_signal_connect_swapped (from_clipboard, "clicked", G_CALLBACK (paste), self);
  gtk_box_append (GTK_BOX (box), add);
  gtk_box_append (GTK_BOX (box), from_clipboard);
  return box;
}

static void
accept_drops (HubConsolePictures *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, (GType[]) { GDK_TYPE_TEXTURE, GDK_TYPE_FILE_LIST }, 2);
  g_signal_connect (target, "drop", G_CALLBACK (dropped), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * hub_console_pictures_new:
 * @model: the state, with the client that reads and sends them
 * @title: what the pictures are
 * @max_pictures: how many there may be; 0 where they are only looked at
 *
 * Returns: (transfer floating): no pictures yet, of the program's form
 */
GtkWidget *
hub_console_pictures_new (HubConsoleModel *model, const char *title, guint max_pictures)
{
  HubConsolePictures *self = g_object_new (HUB_TYPE_CONSOLE_PICTURES, NULL);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *caption = gtk_label_new (title);

  self->model = g_object_ref (model);
  self->max_pictures = max_pictures;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  self->flow = GTK_FLOW_BOX (gtk_flow_box_new ());
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  self->note = GTK_LABEL (gtk_label_new (NULL));
  self->tools = make_tools (self);
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_label_set_ellipsize (GTK_LABEL (caption), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (caption, TRUE);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "heading");
  gtk_flow_box_set_selection_mode (self->flow, GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (self->flow, 10);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->flow), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_label_set_wrap (self->note, TRUE);
  gtk_label_set_xalign (self->note, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
  gtk_widget_set_visible (self->tools, max_pictures > 0);
  gtk_box_append (GTK_BOX (line), caption);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->spinner));
  gtk_box_append (GTK_BOX (line), self->tools);
  gtk_box_append (GTK_BOX (self->box), line);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->flow));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->note));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  if (max_pictures > 0)
    accept_drops (self);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * hub_console_pictures_set_review:
 * @self: no pictures yet
 * @review_id: the review they belong to
 */
void
hub_console_pictures_set_review (HubConsolePictures *self, const char *review_id)
{
  g_return_if_fail (HUB_IS_CONSOLE_PICTURES (self));

  g_free (self->review_id);
  self->review_id = g_strdup (review_id);
}

static gboolean
are_same (HubConsolePictures *self, JsonArray *ids)
{
  guint n = ids != NULL ? json_array_get_length (ids) : 0;

  if (n != self->ids->len)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (json_array_get_string_element (ids, i), g_ptr_array_index (self->ids, i)) != 0)
      return FALSE;
  return TRUE;
}

/**
 * hub_console_pictures_set_ids:
 * @self: pictures
 * @ids: (nullable): of attachments; those that are shown already are not read again
 */
void
hub_console_pictures_set_ids (HubConsolePictures *self, JsonArray *ids)
{
  GtkWidget *child;

  g_return_if_fail (HUB_IS_CONSOLE_PICTURES (self));

  if (are_same (self, ids))
    return;
  g_ptr_array_set_size (self->ids, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->flow))) != NULL)
    gtk_flow_box_remove (self->flow, child);
  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    {
      const char *id = json_array_get_string_element (ids, i);

      if (id != NULL)
        hub_console_thumbnail_read (add_picture (self, id), self->model, id, self->review_id);
    }
  update (self);
}

/**
 * hub_console_pictures_dup_ids:
 * @self: pictures
 *
 * Returns: (transfer full): the ids of those that the platform has
 */
JsonArray *
hub_console_pictures_dup_ids (HubConsolePictures *self)
{
  JsonArray *ids = json_array_new ();

  g_return_val_if_fail (HUB_IS_CONSOLE_PICTURES (self), ids);

  for (guint i = 0; i < self->ids->len; i++)
    json_array_add_string_element (ids, g_ptr_array_index (self->ids, i));
  return ids;
}

/**
 * hub_console_pictures_is_sending:
 * @self: pictures
 *
 * Returns: whether one is on its way
 */
gboolean
hub_console_pictures_is_sending (HubConsolePictures *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_PICTURES (self), FALSE);

  return self->sending > 0;
}
