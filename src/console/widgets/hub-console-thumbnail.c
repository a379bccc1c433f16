/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-thumbnail.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "hub-console-place.h"
#include "hub-json.h"

#define SMALL 96

struct _HubConsoleThumbnail
{
  GtkWidget   parent_instance;

  GtkWidget  *overlay;
  GtkWidget  *show;
  GtkWidget  *remove;       /* (nullable) */
  GtkPicture *picture;
};

enum
{
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubConsoleThumbnail, hub_console_thumbnail, GTK_TYPE_WIDGET)

static void
show_large (HubConsoleThumbnail *self)
{
  GdkPaintable *paintable = gtk_picture_get_paintable (self->picture);
  GtkWidget *window, *box, *picture;

  if (paintable == NULL)
    return;
  window = adw_window_new ();
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  picture = gtk_picture_new_for_paintable (paintable);
  gtk_window_set_title (GTK_WINDOW (window), _("Picture"));
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), 720, 640);
  gtk_widget_set_vexpand (picture, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), picture);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
}

static void
remove_clicked (HubConsoleThumbnail *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
hub_console_thumbnail_dispose (GObject *object)
{
  g_clear_pointer (&HUB_CONSOLE_THUMBNAIL (object)->overlay, gtk_widget_unparent);
  G_OBJECT_CLASS (hub_console_thumbnail_parent_class)->dispose (object);
}

static void
hub_console_thumbnail_class_init (HubConsoleThumbnailClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_console_thumbnail_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  /**
   * HubConsoleThumbnail::removed:
   *
   * The person has pressed what removes it.
   */
  signals[REMOVED] = g_signal_new ("removed", HUB_TYPE_CONSOLE_THUMBNAIL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   0);
}

static void
hub_console_thumbnail_init (HubConsoleThumbnail *self)
{
  self->show = gtk_button_new ();
  self->overlay = gtk_overlay_new ();
  self->picture = GTK_PICTURE (gtk_picture_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->picture), SMALL, SMALL);
  gtk_button_set_child (GTK_BUTTON (self->show), GTK_WIDGET (self->picture));
  gtk_widget_add_css_class (self->show, "flat");
  gtk_widget_set_tooltip_text (self->show, _("Show at Full Size"));
  g_signal_connect_swapped (self->show, "clicked", G_CALLBACK (show_large), self);
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), self->show);
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
}

/**
 * hub_console_thumbnail_new:
 * @removable: whether it has a button that removes it
 *
 * Returns: (transfer floating): nothing to see yet
 */
GtkWidget *
hub_console_thumbnail_new (gboolean removable)
{
  HubConsoleThumbnail *self = g_object_new (HUB_TYPE_CONSOLE_THUMBNAIL, NULL);

  if (removable)
    {
      self->remove = gtk_button_new_from_icon_name ("window-close-symbolic");
      gtk_widget_add_css_class (self->remove, "circular");
      gtk_widget_add_css_class (self->remove, "osd");
      gtk_widget_set_halign (self->remove, GTK_ALIGN_END);
      gtk_widget_set_valign (self->remove, GTK_ALIGN_START);
      gtk_widget_set_tooltip_text (self->remove, _("Remove Picture"));
      g_signal_connect_swapped (self->remove, "clicked", G_CALLBACK (remove_clicked), self);
      gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->remove);
    }
  return GTK_WIDGET (self);
}

/**
 * hub_console_thumbnail_set_place:
 * @self: a thumbnail
 * @place: the how manieth it is, from 1
 *
 * Tells its buttons from those of the others: nothing else is known of a picture.
 */
void
hub_console_thumbnail_set_place (HubConsoleThumbnail *self, int place)
{
  g_autofree char *name = g_strdup_printf (_("Show Picture %d at Full Size"), place);
  g_autofree char *removal = g_strdup_printf (_("Remove Picture %d"), place);

  g_return_if_fail (HUB_IS_CONSOLE_THUMBNAIL (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->show), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (self->remove != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove), GTK_ACCESSIBLE_PROPERTY_LABEL, removal, -1);
}

/**
 * hub_console_thumbnail_set_texture:
 * @self: a thumbnail
 * @texture: (nullable): what it shows
 */
void
hub_console_thumbnail_set_texture (HubConsoleThumbnail *self, GdkTexture *texture)
{
  g_return_if_fail (HUB_IS_CONSOLE_THUMBNAIL (self));

  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
}

static GdkTexture *
make_texture (JsonObject *answer, GError **error)
{
  gsize length = 0;
  guchar *decoded = g_base64_decode (hub_json_get_string (answer, "data", ""), &length);
  g_autoptr (GBytes) bytes = g_bytes_new_take (decoded, length);

  return gdk_texture_new_from_bytes (bytes, error);
}

static void
read_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HubConsoleThumbnail) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = hub_console_place_ask_finish (HUB_CONSOLE_PLACE (source), result, &error);
  g_autoptr (GdkTexture) texture = answer != NULL ? make_texture (answer, &error) : NULL;

  if (self->overlay == NULL)
    return;
  if (texture != NULL)
    hub_console_thumbnail_set_texture (self, texture);
  else
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->picture), error->message);
}

/**
 * hub_console_thumbnail_read:
 * @self: a thumbnail
 * @model: the state, of whoever may see it
 * @id: of an attachment
 * @review_id: (nullable): the review it belongs to; %NULL for one of the form that is filled in
 *
 * Shows what the platform has; why it has not is the thumbnail's tooltip.
 */
void
hub_console_thumbnail_read (HubConsoleThumbnail *self, HubConsoleModel *model, const char *id, const char *review_id)
{
  g_autoptr (HubConsolePlace) place = hub_console_place_new (model);
  g_autoptr (JsonObject) parameters = json_object_new ();

  g_return_if_fail (HUB_IS_CONSOLE_THUMBNAIL (self));

  if (place == NULL)
    return;
  json_object_set_string_member (parameters, "attachment", id);
  if (review_id != NULL)
    json_object_set_string_member (parameters, "id", review_id);
  else
    json_object_set_string_member (parameters, "app_id", hub_console_place_get_app_id (place));
  hub_console_place_ask_async (place, review_id != NULL ? "getReviewAttachment" : "getReviewFormPicture", parameters,
                               read_answered, g_object_ref (self));
}
