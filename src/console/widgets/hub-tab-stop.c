/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-tab-stop.h"

#include "config.h"

struct _HubTabStop
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (HubTabStop, hub_tab_stop, ADW_TYPE_BIN)

static gboolean
focus (GtkWidget *widget, GtkDirectionType direction)
{
  gboolean by_tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  if (by_tab && gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  return GTK_WIDGET_CLASS (hub_tab_stop_parent_class)->focus (widget, direction);
}

static void
hub_tab_stop_class_init (HubTabStopClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = focus;
}

static void
hub_tab_stop_init (HubTabStop *self)
{
}

/**
 * hub_tab_stop_new:
 * @child: a list, or what scrolls it
 *
 * A #GtkListBox goes through all its rows by Tab, too, and selects each: where a row is a page, Tab would never come to what
 * stands on the page.
 *
 * Returns: (transfer floating): what holds it, one stop for Tab
 */
GtkWidget *
hub_tab_stop_new (GtkWidget *child)
{
  return g_object_new (HUB_TYPE_TAB_STOP, "child", child, NULL);
}
