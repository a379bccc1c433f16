/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-qr-popover.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-delivery.h"

/* The quiet zone that readers want around a code, in modules, and the size of a module in pixels. */
#define QUIET 4
#define MODULE 6

/* Black on white also in the dark style: many readers do not know inverted codes. */
static GdkTexture *
texture_new (const char *url, GError **error)
{
  guint width, side;
  g_autofree guint8 *modules = hub_qr_encode (url, &width, error);
  g_autofree guint8 *pixels = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize size;

  if (modules == NULL)
    return NULL;
  side = (width + 2 * QUIET) * MODULE;
  size = (gsize) side * side * 3;
  pixels = g_malloc (size);
  memset (pixels, 0xff, size);
  for (guint y = 0; y < width * MODULE; y++)
    for (guint x = 0; x < width * MODULE; x++)
      if (modules[(y / MODULE) * width + x / MODULE] != 0)
        memset (pixels + ((gsize) (y + QUIET * MODULE) * side + x + QUIET * MODULE) * 3, 0, 3);
  bytes = g_bytes_new_take (g_steal_pointer (&pixels), size);
  return gdk_memory_texture_new (side, side, GDK_MEMORY_R8G8B8, bytes, (gsize) side * 3);
}

/* Made when it is asked for: a list of many links does not draw as many codes. */
static void
create_popover (GtkMenuButton *button, gpointer user_data)
{
  const char *url = g_object_get_data (G_OBJECT (button), "url");
  const char *what = g_object_get_data (G_OBJECT (button), "what");
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GtkWidget *popover, *box, *caption;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  popover = gtk_popover_new ();
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  texture = texture_new (url, &error);
  caption = gtk_label_new (texture != NULL ? what : error->message);
  if (texture != NULL)
    {
      GtkWidget *picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (texture));
      g_autofree char *text = g_strdup_printf (_("QR code of %s"), url);

      gtk_picture_set_can_shrink (GTK_PICTURE (picture), FALSE);
      gtk_picture_set_alternative_text (GTK_PICTURE (picture), text);
      gtk_box_append (GTK_BOX (box), picture);
    }
  gtk_widget_add_css_class (caption, "caption");
  gtk_box_append (GTK_BOX (box), caption);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (button, popover);
}

/**
 * hub_qr_popover_button_new:
 * @url: (nullable): a link
 * @what: a few words below the code
 *
 * Returns: (transfer floating): a button that shows the link as a QR code
 */
GtkWidget *
hub_qr_popover_button_new (const char *url, const char *what)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "phone-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("QR Code"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("QR Code"), -1);
  g_object_set_data_full (G_OBJECT (button), "what", g_strdup (what), g_free);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), create_popover, NULL, NULL);
  hub_qr_popover_button_set_url (button, url);
  return button;
}

/**
 * hub_qr_popover_button_set_url:
 * @button: what hub_qr_popover_button_new() made
 * @url: (nullable): another link
 */
void
hub_qr_popover_button_set_url (GtkWidget *button, const char *url)
{
  if (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)) != NULL)
    gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), NULL);
  g_object_set_data_full (G_OBJECT (button), "url", g_strdup (url), g_free);
}
