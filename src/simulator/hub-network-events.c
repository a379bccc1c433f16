/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens while requests and sockets are open: a queue the program fetches from, waiting at its end. */
#include "hub-network-private.h"

#include "config.h"

#include "hub-host-private.h"

/* A question that waits longer is answered with nothing, and asked again. */
#define LONGEST_WAIT 25

/* An event of the operation with that number. */
JsonObject *
hub_network_event_new (gint64 id, const char *type)
{
  JsonObject *event = json_object_new ();

  json_object_set_int_member (event, "id", id);
  json_object_set_string_member (event, "type", type);
  return event;
}

static void
answer (HubNetwork *self)
{
  GTask *task = g_steal_pointer (&self->poll);
  JsonObject *result = json_object_new ();

  g_clear_handle_id (&self->poll_timeout, g_source_remove);
  json_object_set_array_member (result, "events", g_steal_pointer (&self->events));
  self->events = json_array_new ();
  self->waiting_size = 0;
  hub_host_return_object (task, result);
}

/* Takes the event, whose data are @size bytes. FALSE where the program does not fetch what came before: it is lost. */
gboolean
hub_network_push_event (HubNetwork *self, JsonObject *event, gsize size)
{
  if (self->events == NULL || self->waiting_size + size > HUB_NETWORK_MAX_WAITING
      || json_array_get_length (self->events) > 100000)
    {
      json_object_unref (event);
      return FALSE;
    }
  json_array_add_object_element (self->events, event);
  self->waiting_size += size;
  if (self->poll != NULL)
    answer (self);
  return TRUE;
}

/* Whether so much waits that a sender should wait, too. */
gboolean
hub_network_is_behind (HubNetwork *self)
{
  return self->waiting_size > HUB_NETWORK_MAX_WAITING / 4;
}

static gboolean
on_waited (gpointer user_data)
{
  HubNetwork *self = user_data;

  self->poll_timeout = 0;
  answer (self);
  return G_SOURCE_REMOVE;
}

/* `network/events`: takes the task, and keeps it until something happens. */
void
hub_network_poll (HubNetwork *self, GTask *task)
{
  /* Only a program that was started anew asks again before it was answered. */
  if (self->poll != NULL)
    answer (self);
  self->poll = task;
  if (json_array_get_length (self->events) > 0)
    answer (self);
  else
    self->poll_timeout = g_timeout_add_seconds (LONGEST_WAIT, on_waited, self);
}

void
hub_network_drop_events (HubNetwork *self)
{
  g_clear_pointer (&self->events, json_array_unref);
  self->events = json_array_new ();
  self->waiting_size = 0;
  if (self->poll != NULL)
    answer (self);
}
