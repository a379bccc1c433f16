/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-sight.h"

#include "config.h"

/* So many rows on each side count as near, and as many more as are in sight: who scrolls by a page finds them there. */
#define NEAR 20
/* So many from the first on, while the height of a row is not known. */
#define FIRST 40

struct _HubConsoleSight
{
  GObject parent_instance;

  GtkWidget *view;              /* (nullable) (unowned): its cells hold this */
  guint tick;
  GtkAdjustment *adjustment;
  GListModel *rows;             /* (nullable) (unowned): its sorter knows columns, which know this */
  double height;                /* pixels of a row; 0 while it is not known */
};

enum
{
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubConsoleSight, hub_console_sight, G_TYPE_OBJECT)

static gboolean
tell (GtkWidget *view, GdkFrameClock *clock, gpointer user_data)
{
  HubConsoleSight *self = user_data;

  self->tick = 0;
  g_signal_emit (self, signals[MOVED], 0);
  return G_SOURCE_REMOVE;
}

/* Told before the next layout: often the list is just being laid out, when nothing may come in sight. */
static void
scrolled (HubConsoleSight *self)
{
  if (self->tick == 0 && self->view != NULL)
    self->tick = gtk_widget_add_tick_callback (self->view, tell, self, NULL);
}

/* The list has been measured: its rows are alike. Between two times of that, rows may come and go. */
static void
measured (HubConsoleSight *self)
{
  double upper = gtk_adjustment_get_upper (self->adjustment);
  guint n = self->rows != NULL ? g_list_model_get_n_items (self->rows) : 0;

  self->height = n > 0 && upper > gtk_adjustment_get_page_size (self->adjustment) ? upper / n : 0;
  scrolled (self);
}

static void
hub_console_sight_finalize (GObject *object)
{
  HubConsoleSight *self = HUB_CONSOLE_SIGHT (object);

  if (self->tick != 0 && self->view != NULL)
    gtk_widget_remove_tick_callback (self->view, self->tick);
  g_clear_weak_pointer (&self->view);
  g_clear_weak_pointer (&self->rows);
  g_object_unref (self->adjustment);
  G_OBJECT_CLASS (hub_console_sight_parent_class)->finalize (object);
}

static void
hub_console_sight_class_init (HubConsoleSightClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hub_console_sight_finalize;
  /**
   * HubConsoleSight::moved:
   *
   * Other rows are in sight, or may be.
   */
  signals[MOVED] = g_signal_new ("moved", HUB_TYPE_CONSOLE_SIGHT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hub_console_sight_init (HubConsoleSight *self)
{
}

/**
 * hub_console_sight_new:
 * @view: the list
 * @adjustment: how far the list is scrolled, and how high it is
 *
 * Returns: (transfer full): what is in sight there
 */
HubConsoleSight *
hub_console_sight_new (GtkWidget *view, GtkAdjustment *adjustment)
{
  HubConsoleSight *self = g_object_new (HUB_TYPE_CONSOLE_SIGHT, NULL);

  g_set_weak_pointer (&self->view, view);
  self->adjustment = g_object_ref (adjustment);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (measured), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * hub_console_sight_set_rows:
 * @self: what is in sight
 * @rows: the list's rows, all of one height
 */
void
hub_console_sight_set_rows (HubConsoleSight *self, GListModel *rows)
{
  g_return_if_fail (HUB_IS_CONSOLE_SIGHT (self));

  g_set_weak_pointer (&self->rows, rows);
}

/**
 * hub_console_sight_holds:
 * @self: what is in sight
 * @position: of a row
 *
 * Returns: whether the row is in sight, or would be after some more scrolling
 */
gboolean
hub_console_sight_holds (HubConsoleSight *self, guint position)
{
  double top, bottom, near;

  g_return_val_if_fail (HUB_IS_CONSOLE_SIGHT (self), TRUE);

  if (self->height <= 0)
    return position < FIRST;
  top = gtk_adjustment_get_value (self->adjustment) / self->height;
  bottom = top + gtk_adjustment_get_page_size (self->adjustment) / self->height;
  near = MAX (NEAR, bottom - top);
  return position + near >= top && position <= bottom + near;
}
