/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-automation.h"

G_BEGIN_DECLS

/* Switches automation clients' access to the simulator on and off, and says who is there.
 *
 * Properties: "hint" (string, read-only): what everybody should know while clients are connected, empty without. */
#define HUB_TYPE_AUTOMATION_BUTTON (hub_automation_button_get_type ())
G_DECLARE_FINAL_TYPE (HubAutomationButton, hub_automation_button, HUB, AUTOMATION_BUTTON, GtkWidget)

void           hub_automation_button_set_simulator  (HubAutomationButton *self,
                                                     HubSimulator        *simulator,
                                                     GSettings           *settings);
void           hub_automation_button_set_available  (HubAutomationButton *self,
                                                     gboolean             available);
HubAutomation *hub_automation_button_get_automation (HubAutomationButton *self);

G_END_DECLS
