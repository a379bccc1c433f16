/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-pictures.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "hub-console-file.h"
#include "hub-json.h"

#define SMALL 96
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
  GtkFileChooserNative *chooser; /* (nullable) */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubConsolePictures, hub_console_pictures, GTK_TYPE_WIDGET)

/* Their places are their names: nothing else is known of them. */
static void
name_pictures (HubConsolePictures *self)
{
  GtkFlowBoxChild *child;

  for (int i = 0; (child = gtk_flow_box_get_child_at_index (self->flow, i)) != NULL; i++)
    {
      GtkWidget *overlay = gtk_flow_box_child_get_child (child);
      GtkWidget *show = gtk_overlay_get_child (GTK_OVERLAY (overlay)), *remove = gtk_widget_get_last_child (overlay);
      g_autofree char *name = g_strdup_printf (_("Show Picture %d at Full Size"), i + 1);
      g_autofree char *removal = g_strdup_printf (_("Remove Picture %d"), i + 1);

      gtk_accessible_update_property (GTK_ACCESSIBLE (show), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      if (remove != show)
        gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, removal, -1);
    }
}

static void
update (HubConsolePictures *self)
{
  name_pictures (self);
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

/* Reading one */

static GdkTexture *
read_texture (JsonNode *answer, GError **error)
{
  const char *data = answer != NULL && JSON_NODE_HOLDS_OBJECT (answer)
                       ? hub_json_get_string (json_node_get_object (answer), "data", "") : "";
  gsize length = 0;
  guchar *decoded = g_base64_decode (data, &length);
  g_autoptr (GBytes) bytes = g_bytes_new_take (decoded, length);

  return gdk_texture_new_from_bytes (bytes, error);
}

static void
picture_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkPicture) picture = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = hub_client_call_finish (HUB_CLIENT (source), result, &error);
  g_autoptr (GdkTexture) texture = error == NULL ? read_texture (answer, &error) : NULL;

  if (texture != NULL)
    gtk_picture_set_paintable (picture, GDK_PAINTABLE (texture));
  else
    gtk_widget_set_tooltip_text (GTK_WIDGET (picture), error->message);
}

static void
read_picture (HubConsolePictures *self, const char *id, GtkPicture *picture)
{
  HubClient *client = hub_console_model_get_client (self->model);
  g_autoptr (JsonObject) parameters = json_object_new ();

  if (client == NULL)
    return;
  json_object_set_string_member (parameters, "attachment", id);
  if (self->review_id != NULL)
    json_object_set_string_member (parameters, "id", self->review_id);
  else
    json_object_set_string_member (parameters, "app_id", hub_console_model_get_app_id (self->model));
  hub_client_call_async (client, self->review_id != NULL ? "getReviewAttachment" : "getReviewFormPicture", parameters, NULL,
                         picture_answered, g_object_ref (picture));
}

static void
show_large (GtkButton *button, GtkPicture *small)
{
  GtkWidget *window;
  GtkWidget *header, *box, *picture;

  if (gtk_picture_get_paintable (small) == NULL)
    return;
  window = adw_window_new ();
  header = adw_header_bar_new ();
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  picture = gtk_picture_new_for_paintable (gtk_picture_get_paintable (small));
  gtk_window_set_title (GTK_WINDOW (window), _("Picture"));
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (button))));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), 720, 640);
  gtk_widget_set_vexpand (picture, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), picture);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
}

static void
remove_clicked (GtkButton *button, HubConsolePictures *self)
{
  GtkWidget *child = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_FLOW_BOX_CHILD);

  g_ptr_array_remove_index (self->ids, gtk_flow_box_child_get_index (GTK_FLOW_BOX_CHILD (child)));
  gtk_flow_box_remove (self->flow, child);
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkPicture *
add_picture (HubConsolePictures *self, const char *id)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *button = gtk_button_new ();
  GtkWidget *picture = gtk_picture_new ();

  g_ptr_array_add (self->ids, g_strdup (id));
  gtk_widget_set_size_request (picture, SMALL, SMALL);
  gtk_button_set_child (GTK_BUTTON (button), picture);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Show at Full Size"));
  g_signal_connect (button, "clicked", G_CALLBACK (show_large), picture);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), button);
  if (self->max_pictures > 0)
    {
      GtkWidget *remove = gtk_button_new_from_icon_name ("window-close-symbolic");

      gtk_widget_add_css_class (remove, "circular");
      gtk_widget_add_css_class (remove, "osd");
      gtk_widget_set_halign (remove, GTK_ALIGN_END);
      gtk_widget_set_valign (remove, GTK_ALIGN_START);
      gtk_widget_set_tooltip_text (remove, _("Remove Picture"));
      g_signal_connect (remove, "clicked", G_CALLBACK (remove_clicked), self);
      gtk_overlay_add_overlay (GTK_OVERLAY (overlay), remove);
    }
  gtk_flow_box_append (self->flow, overlay);
  update (self);
  return GTK_PICTURE (picture);
}

/* Sending one */

typedef struct
{
  GWeakRef self;
  GBytes *bytes;
  char *app_id;                 /* (nullable): of the program whose form it was for */
} Sending;

static void
sending_free (Sending *sending)
{
  g_weak_ref_clear (&sending->self);
  g_bytes_unref (sending->bytes);
  g_free (sending->app_id);
  g_free (sending);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sending, sending_free)

static void
sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Sending) sending = user_data;
  g_autoptr (HubConsolePictures) self = g_weak_ref_get (&sending->self);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = hub_client_call_finish (HUB_CLIENT (source), result, &error);
  g_autoptr (GdkTexture) texture = NULL;
  const char *id;

  if (self == NULL || self->box == NULL)
    return;
  self->sending--;
  update (self);
  id = answer != NULL && JSON_NODE_HOLDS_OBJECT (answer) ? hub_json_get_string (json_node_get_object (answer), "id", NULL) : NULL;
  if (id == NULL)
    say (self, error != NULL ? error->message : _("The platform answered something unexpected."));
  else if (g_strcmp0 (sending->app_id, hub_console_model_get_app_id (self->model)) == 0)
    {
      texture = gdk_texture_new_from_bytes (sending->bytes, NULL);
      gtk_picture_set_paintable (add_picture (self, id), GDK_PAINTABLE (texture));
    }
  g_signal_emit (self, signals[CHANGED], 0);
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
  g_autoptr (JsonObject) parameters = json_object_new ();
  g_autofree char *data = NULL;
  HubClient *client;
  Sending *sending;

  g_return_if_fail (HUB_IS_CONSOLE_PICTURES (self));

  client = hub_console_model_get_client (self->model);
  if (client == NULL)
    return;
  if (self->ids->len + self->sending >= self->max_pictures)
    {
      g_autofree char *text = g_strdup_printf (_("At most %u pictures: the others were not added."), self->max_pictures);

      say (self, text);
      return;
    }
  say (self, NULL);
  if (g_bytes_get_size (bytes) > MAX_BYTES)
    {
      say (self, _("A picture has at most 2 MB; this one is larger."));
      return;
    }
  data = g_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  json_object_set_string_member (parameters, "data", data);
  if (self->review_id != NULL)
    json_object_set_string_member (parameters, "id", self->review_id);
  else
    json_object_set_string_member (parameters, "app_id", hub_console_model_get_app_id (self->model));
  sending = g_new0 (Sending, 1);
  g_weak_ref_init (&sending->self, self);
  sending->bytes = g_bytes_ref (bytes);
  sending->app_id = g_strdup (hub_console_model_get_app_id (self->model));
  self->sending++;
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
  hub_client_call_async (client, self->review_id != NULL ? "addReviewScreenshot" : "addReviewAttachment", parameters, NULL,
                         sent, sending);
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
chosen (GtkNativeDialog *dialog, int response, HubConsolePictures *self)
{
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));

  for (guint i = 0; response == GTK_RESPONSE_ACCEPT && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      hub_console_file_read (GTK_WIDGET (self), file, MAX_BYTES, file_read);
    }
  g_clear_object (&self->chooser);
}

static void
add_clicked (HubConsolePictures *self)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  if (self->chooser != NULL)
    return;
  gtk_file_filter_set_name (filter, _("Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/png");
  gtk_file_filter_add_mime_type (filter, "image/jpeg");
  gtk_file_filter_add_mime_type (filter, "image/webp");
  self->chooser = gtk_file_chooser_native_new (_("Add Pictures"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, _("_Add"), NULL);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect (self->chooser, "response", G_CALLBACK (chosen), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
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

  if (self->chooser != NULL)
    g_signal_handlers_disconnect_by_data (self->chooser, self);
  g_clear_object (&self->chooser);
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
        read_picture (self, id, add_picture (self, id));
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
