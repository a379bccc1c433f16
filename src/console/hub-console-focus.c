/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-focus.h"

#include "config.h"

#include "hub-console-page.h"
#include "hub-console-table.h"

/* Of one console in its window. */
typedef struct
{
  GtkWidget *console;           /* (unowned): keeps this */
  GtkRoot *root;                /* (nullable) (unowned) */
  gulong handler;
  GtkWidget *area;              /* (nullable) (weak): the table, list or page that had the focus last */
  guint idle;
} Keeper;

static GtkWidget *
find_area (GtkWidget *focus)
{
  for (GtkWidget *one = focus; one != NULL; one = gtk_widget_get_parent (one))
    if (HUB_IS_CONSOLE_TABLE (one) || GTK_IS_LIST_BOX (one) || HUB_IS_CONSOLE_PAGE (one))
      return one;
  return NULL;
}

static gboolean
give_back (gpointer user_data)
{
  Keeper *self = user_data;

  self->idle = 0;
  if (self->root == NULL || gtk_root_get_focus (self->root) != NULL)
    return G_SOURCE_REMOVE;
  for (GtkWidget *one = self->area; one != NULL && one != self->console; one = gtk_widget_get_parent (one))
    if (gtk_widget_get_mapped (one) && gtk_widget_child_focus (one, GTK_DIR_TAB_FORWARD))
      return G_SOURCE_REMOVE;
  if (gtk_widget_get_mapped (self->console))
    gtk_widget_child_focus (self->console, GTK_DIR_TAB_FORWARD);
  return G_SOURCE_REMOVE;
}

static void
focus_moved (GtkRoot *root, GParamSpec *pspec, Keeper *self)
{
  GtkWidget *focus = gtk_root_get_focus (root);

  if (focus != NULL)
    g_set_weak_pointer (&self->area, gtk_widget_is_ancestor (focus, self->console) ? find_area (focus) : NULL);
  /* Later: who took it away may be about to give it to somebody else. */
  else if (self->area != NULL && self->idle == 0)
    self->idle = g_idle_add (give_back, self);
}

static void
root_changed (GtkWidget *console, GParamSpec *pspec, Keeper *self)
{
  if (self->root != NULL)
    g_signal_handler_disconnect (self->root, self->handler);
  self->root = gtk_widget_get_root (console);
  if (self->root != NULL)
    self->handler = g_signal_connect (self->root, "notify::focus-widget", G_CALLBACK (focus_moved), self);
}

static void
keeper_free (Keeper *self)
{
  if (self->root != NULL)
    g_signal_handler_disconnect (self->root, self->handler);
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_weak_pointer (&self->area);
  g_free (self);
}

/**
 * hub_console_focus_keep:
 * @console: a console
 *
 * Keeps the focus of the keyboard in the part of @console where it was, when what has it goes or may not be used any more: a row
 * that was removed, a button whose work is under way.
 */
void
hub_console_focus_keep (GtkWidget *console)
{
  Keeper *self = g_new0 (Keeper, 1);

  self->console = console;
  g_object_set_data_full (G_OBJECT (console), "hub-console-focus", self, (GDestroyNotify) keeper_free);
  g_signal_connect (console, "notify::root", G_CALLBACK (root_changed), self);
}
