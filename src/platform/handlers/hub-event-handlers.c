/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "hub-events.h"

static void
connect_events (HubRequest *request)
{
  g_autoptr (GError) error = NULL;

  if (!hub_events_open (request->platform->events, request, &error))
    hub_request_refuse (request, error);
}

const HubOperation hub_event_handlers[] = {
  { "connectEvents", connect_events },
  { NULL, NULL },
};
