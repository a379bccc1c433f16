/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-simulator.h"

G_BEGIN_DECLS

/* Lets automation clients drive a simulator, over a WebSocket on 127.0.0.1.
 *
 * Properties: "n-clients" (uint, read-only).
 * Signals: "closed" when a client asked to close the project, after it was answered. */
#define HUB_TYPE_AUTOMATION (hub_automation_get_type ())
G_DECLARE_FINAL_TYPE (HubAutomation, hub_automation, HUB, AUTOMATION, GObject)

HubAutomation *hub_automation_new          (HubSimulator   *simulator);
gboolean       hub_automation_listen       (HubAutomation  *self,
                                            guint           port,
                                            GError        **error);
void           hub_automation_stop         (HubAutomation  *self);
guint          hub_automation_get_port     (HubAutomation  *self);
char          *hub_automation_dup_endpoint (HubAutomation  *self);
guint          hub_automation_get_n_clients (HubAutomation *self);

G_END_DECLS
