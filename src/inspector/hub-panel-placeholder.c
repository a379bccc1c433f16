/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-panel-placeholder.h"

struct _HubPanelPlaceholder
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *image;
  GtkWidget *title;
  GtkWidget *description;
};

G_DEFINE_FINAL_TYPE (HubPanelPlaceholder, hub_panel_placeholder, GTK_TYPE_WIDGET)

static void
hub_panel_placeholder_dispose (GObject *object)
{
  g_clear_pointer (&HUB_PANEL_PLACEHOLDER (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (hub_panel_placeholder_parent_class)->dispose (object);
}

static void
hub_panel_placeholder_class_init (HubPanelPlaceholderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_panel_placeholder_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
add_label (HubPanelPlaceholder *self, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (self->box), label);
  return label;
}

static void
hub_panel_placeholder_init (HubPanelPlaceholder *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_valign (self->box, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (self->box, 6);
  gtk_widget_set_margin_bottom (self->box, 6);
  self->image = gtk_image_new ();
  gtk_image_set_pixel_size (GTK_IMAGE (self->image), 32);
  gtk_widget_add_css_class (self->image, "dim-label");
  gtk_box_append (GTK_BOX (self->box), self->image);
  self->title = add_label (self, "heading");
  self->description = add_label (self, "dim-label");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
hub_panel_placeholder_new (const char *icon_name)
{
  HubPanelPlaceholder *self = g_object_new (HUB_TYPE_PANEL_PLACEHOLDER, NULL);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), icon_name);
  return GTK_WIDGET (self);
}

void
hub_panel_placeholder_set (HubPanelPlaceholder *self, const char *title, const char *description)
{
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_label_set_label (GTK_LABEL (self->description), description);
}
