/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-progress.h"

#include "config.h"

#include <glib/gi18n-lib.h>

/* What is quicker needs no sign: one that comes and goes at once is only unrest. */
#define PATIENCE_MS 300

struct _HubConsoleProgress
{
  GtkWidget parent_instance;

  HubConsoleModel *model;
  GtkWidget *spinner;
  guint source;
};

G_DEFINE_FINAL_TYPE (HubConsoleProgress, hub_console_progress, GTK_TYPE_WIDGET)

static gboolean
patience_ended (gpointer user_data)
{
  HubConsoleProgress *self = user_data;

  self->source = 0;
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  gtk_widget_set_child_visible (self->spinner, TRUE);
  return G_SOURCE_REMOVE;
}

static void
update (HubConsoleProgress *self)
{
  gboolean waits = gtk_widget_get_mapped (GTK_WIDGET (self)) && hub_console_model_is_waiting (self->model);

  if (waits && self->source == 0 && !hub_console_progress_is_spinning (self))
    self->source = g_timeout_add (PATIENCE_MS, patience_ended, self);
  if (waits)
    return;
  g_clear_handle_id (&self->source, g_source_remove);
  gtk_spinner_stop (GTK_SPINNER (self->spinner));
  gtk_widget_set_child_visible (self->spinner, FALSE);
}

static void
hub_console_progress_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hub_console_progress_parent_class)->map (widget);
  update (HUB_CONSOLE_PROGRESS (widget));
}

static void
hub_console_progress_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hub_console_progress_parent_class)->unmap (widget);
  update (HUB_CONSOLE_PROGRESS (widget));
}

static void
hub_console_progress_dispose (GObject *object)
{
  HubConsoleProgress *self = HUB_CONSOLE_PROGRESS (object);

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
  g_clear_pointer (&self->spinner, gtk_widget_unparent);
  G_OBJECT_CLASS (hub_console_progress_parent_class)->dispose (object);
}

static void
hub_console_progress_class_init (HubConsoleProgressClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_console_progress_dispose;
  GTK_WIDGET_CLASS (klass)->map = hub_console_progress_map;
  GTK_WIDGET_CLASS (klass)->unmap = hub_console_progress_unmap;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
hub_console_progress_init (HubConsoleProgress *self)
{
  self->spinner = gtk_spinner_new ();
  gtk_widget_set_tooltip_text (self->spinner, _("Waiting for the platform"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spinner), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Waiting for the platform"), -1);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->spinner, GTK_WIDGET (self));
  gtk_widget_set_child_visible (self->spinner, FALSE);
}

/**
 * hub_console_progress_new:
 * @model: what waits
 *
 * Returns: (transfer floating): a spinner that keeps its place while it does not turn
 */
GtkWidget *
hub_console_progress_new (HubConsoleModel *model)
{
  HubConsoleProgress *self = g_object_new (HUB_TYPE_CONSOLE_PROGRESS, NULL);

  self->model = g_object_ref (model);
  g_signal_connect_swapped (model, "progress-changed", G_CALLBACK (update), self);
  return GTK_WIDGET (self);
}

/**
 * hub_console_progress_is_spinning:
 * @self: a spinner
 *
 * Returns: whether it turns
 */
gboolean
hub_console_progress_is_spinning (HubConsoleProgress *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_PROGRESS (self), FALSE);

  return gtk_spinner_get_spinning (GTK_SPINNER (self->spinner));
}

/**
 * hub_console_spinner_new:
 *
 * One that is on a page of a stack which is not in sight would go on turning there, and with it the window's drawing, 60
 * times a second.
 *
 * Returns: (transfer floating): a spinner that turns while it is in sight
 */
GtkWidget *
hub_console_spinner_new (void)
{
  GtkWidget *spinner = gtk_spinner_new ();

  g_signal_connect (spinner, "map", G_CALLBACK (gtk_spinner_start), NULL);
  g_signal_connect (spinner, "unmap", G_CALLBACK (gtk_spinner_stop), NULL);
  return spinner;
}
