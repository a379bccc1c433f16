/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notices a program that stopped answering: an endless loop in its logic or in a page. */
#include "hub-simulator-private.h"

#include "config.h"

#define TICK_MS 250

/* A program that stands still in the inspector, or that nobody can see, is not stuck. */
static gboolean
may_be_judged (HubSimulator *self)
{
  WebKitWebInspector *inspector = webkit_web_view_get_inspector (self->view);

  return (self->state == HUB_SIMULATOR_RUNNING || self->state == HUB_SIMULATOR_STARTING)
         && gtk_widget_get_mapped (GTK_WIDGET (self->view))
         && webkit_web_inspector_get_web_view (inspector) == NULL;
}

static gboolean
on_tick (gpointer user_data)
{
  HubSimulator *self = user_data;
  gint64 now = g_get_monotonic_time ();
  guint passed = (now - self->last_tick) / 1000;

  self->last_tick = now;
  if (!may_be_judged (self))
    {
      self->silent_ms = 0;
      return G_SOURCE_CONTINUE;
    }
  /* Time in which we ourselves, or the whole machine, stood still does not count: the signs of life
   * are waiting in the queue behind this. */
  self->silent_ms += MIN (passed, 2 * TICK_MS);
  if (self->silent_ms >= self->limit_ms)
    hub_simulator_fail (self, HUB_SIMULATOR_SILENT, NULL);
  return G_SOURCE_CONTINUE;
}

/* Starts counting from now. */
void
hub_simulator_watch (HubSimulator *self)
{
  self->silent_ms = 0;
  self->last_tick = g_get_monotonic_time ();
  if (self->tick_id == 0)
    self->tick_id = g_timeout_add (TICK_MS, on_tick, self);
}

void
hub_simulator_unwatch (HubSimulator *self)
{
  g_clear_handle_id (&self->tick_id, g_source_remove);
}

/* A sign of life; a program that was only slow goes on by itself. */
void
hub_simulator_saw_life (HubSimulator *self)
{
  self->silent_ms = 0;
  if (self->state == HUB_SIMULATOR_SILENT)
    hub_simulator_set_state (self, self->ready ? HUB_SIMULATOR_RUNNING : HUB_SIMULATOR_STARTING);
}
