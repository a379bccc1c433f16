/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-inspector-row.h"

#define MAX_PLACE 36

struct _HubInspectorRow
{
  GtkWidget parent_instance;

  GtkWidget  *icon;
  GtkWidget  *text;
  GtkWidget  *place;
  const char *css_class;
};

G_DEFINE_FINAL_TYPE (HubInspectorRow, hub_inspector_row, GTK_TYPE_WIDGET)

static void
hub_inspector_row_dispose (GObject *object)
{
  HubInspectorRow *self = HUB_INSPECTOR_ROW (object);

  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->text, gtk_widget_unparent);
  g_clear_pointer (&self->place, gtk_widget_unparent);
  G_OBJECT_CLASS (hub_inspector_row_parent_class)->dispose (object);
}

static void
hub_inspector_row_class_init (HubInspectorRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_inspector_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
hub_inspector_row_init (HubInspectorRow *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 8);
  gtk_widget_set_margin_start (GTK_WIDGET (self), 6);
  gtk_widget_set_margin_end (GTK_WIDGET (self), 6);
  gtk_widget_set_margin_top (GTK_WIDGET (self), 3);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self), 3);
  self->icon = gtk_image_new ();
  gtk_widget_set_valign (self->icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (self->icon, 1);
  self->text = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->text), 0);
  gtk_label_set_wrap (GTK_LABEL (self->text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->text), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (self->text, TRUE);
  gtk_widget_add_css_class (self->text, "monospace");
  self->place = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->place), PANGO_ELLIPSIZE_START);
  gtk_label_set_xalign (GTK_LABEL (self->place), 1);
  gtk_widget_set_valign (self->place, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->place, "dim-label");
  gtk_widget_add_css_class (self->place, "caption");
  gtk_widget_set_margin_top (self->place, 1);
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  gtk_widget_set_parent (self->text, GTK_WIDGET (self));
  gtk_widget_set_parent (self->place, GTK_WIDGET (self));
}

GtkWidget *
hub_inspector_row_new (void)
{
  return g_object_new (HUB_TYPE_INSPECTOR_ROW, NULL);
}

/* @icon_label says the icon in words; @css_class colours icon and, for errors, text (static string). */
void
hub_inspector_row_set (HubInspectorRow *self, const char *icon_name, const char *icon_label,
                       const char *css_class, const char *text, const char *place)
{
  if (self->css_class != NULL)
    {
      gtk_widget_remove_css_class (self->icon, self->css_class);
      gtk_widget_remove_css_class (self->text, self->css_class);
    }
  self->css_class = css_class;
  if (css_class != NULL)
    {
      gtk_widget_add_css_class (self->icon, css_class);
      if (g_str_equal (css_class, "error"))
        gtk_widget_add_css_class (self->text, css_class);
    }
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon_name);
  gtk_widget_set_tooltip_text (self->icon, icon_label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  icon_label, -1);
  gtk_label_set_label (GTK_LABEL (self->text), text);
  gtk_label_set_label (GTK_LABEL (self->place), place != NULL ? place : "");
  /* A long message wraps before a place of usual length is cut. */
  gtk_label_set_width_chars (GTK_LABEL (self->place),
                             place != NULL ? MIN (g_utf8_strlen (place, -1), MAX_PLACE) : -1);
  gtk_widget_set_tooltip_text (self->place, place);
  gtk_widget_set_visible (self->place, place != NULL);
}
