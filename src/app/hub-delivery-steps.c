/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-delivery-steps.h"

#include "config.h"

#include <glib/gi18n.h>

/* "Connecting" comes before what HubDeliveryStep knows. */
#define N_STEPS (HUB_DELIVERY_FINISHING + 2)

struct _HubDeliverySteps
{
  GtkWidget       parent_instance;
  GtkWidget      *icons[N_STEPS];
  GtkWidget      *labels[N_STEPS];
  GtkProgressBar *bar;
};

G_DEFINE_FINAL_TYPE (HubDeliverySteps, hub_delivery_steps, GTK_TYPE_WIDGET)

static void
show (HubDeliverySteps *self, int current, double fraction)
{
  for (int i = 0; i < N_STEPS; i++)
    {
      gtk_image_set_from_icon_name (GTK_IMAGE (self->icons[i]), i < current ? "object-select-symbolic"
                                                                : i == current ? "media-playback-start-symbolic" : NULL);
      if (i > current)
        gtk_widget_add_css_class (self->labels[i], "dim-label");
      else
        gtk_widget_remove_css_class (self->labels[i], "dim-label");
      if (i == current)
        gtk_widget_add_css_class (self->labels[i], "heading");
      else
        gtk_widget_remove_css_class (self->labels[i], "heading");
    }
  gtk_progress_bar_set_fraction (self->bar, CLAMP ((current + CLAMP (fraction, 0, 1)) / N_STEPS, 0, 1));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  gtk_label_get_text (GTK_LABEL (self->labels[current])), -1);
}

static void
hub_delivery_steps_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hub_delivery_steps_parent_class)->dispose (object);
}

static void
hub_delivery_steps_class_init (HubDeliveryStepsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = hub_delivery_steps_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
}

static void
hub_delivery_steps_init (HubDeliverySteps *self)
{
  const char *names[N_STEPS] = { _("Connecting to the platform"), _("Compiling"), _("Checking sizes"), _("Packing"),
                                 _("Sending"), _("Finishing") };

  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 6);
  for (int i = 0; i < N_STEPS; i++)
    {
      GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

      self->icons[i] = gtk_image_new ();
      gtk_image_set_pixel_size (GTK_IMAGE (self->icons[i]), 16);
      self->labels[i] = gtk_label_new (names[i]);
      gtk_label_set_xalign (GTK_LABEL (self->labels[i]), 0);
      gtk_box_append (GTK_BOX (row), self->icons[i]);
      gtk_box_append (GTK_BOX (row), self->labels[i]);
      gtk_widget_set_parent (row, GTK_WIDGET (self));
    }
  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_widget_set_margin_top (GTK_WIDGET (self->bar), 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Progress"), -1);
  gtk_widget_set_parent (GTK_WIDGET (self->bar), GTK_WIDGET (self));
  show (self, 0, 0);
}

/**
 * hub_delivery_steps_start:
 * @self: the steps
 * @last_step: what the last step is called here
 *
 * Begins anew, with "Connecting".
 */
void
hub_delivery_steps_start (HubDeliverySteps *self, const char *last_step)
{
  gtk_label_set_text (GTK_LABEL (self->labels[N_STEPS - 1]), last_step);
  show (self, 0, 0);
}

/**
 * hub_delivery_steps_progress:
 * @step: the step that runs
 * @fraction: how far it is, 0 to 1
 * @self: (type HubDeliverySteps): the steps
 *
 * A #HubDeliveryProgress.
 */
void
hub_delivery_steps_progress (HubDeliveryStep step, double fraction, gpointer self)
{
  show (self, (int) step + 1, fraction);
}
