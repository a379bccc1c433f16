/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-online-program.h"
#include "hub-simulator.h"

G_BEGIN_DECLS

/* Runs an online program in a simulator and keeps it up to date: looks for a newer version at each start and while it runs,
 * fetches it, and lets wx.getUpdateManager() know.
 *
 * Signals: "opened" when the program is known and starts; "refused" (GError) when it cannot be opened, or may not run any
 * longer: the simulator is empty then; "offer" (gboolean) when a newer version is ready and the program does not ask the
 * person itself (TRUE), or is not to be offered any more (FALSE). */
#define HUB_TYPE_SIMULATOR_ONLINE (hub_simulator_online_get_type ())
G_DECLARE_FINAL_TYPE (HubSimulatorOnline, hub_simulator_online, HUB, SIMULATOR_ONLINE, GObject)

HubSimulatorOnline *hub_simulator_online_new         (HubSimulator        *simulator,
                                                      HubOnlineProgram    *program);
void                hub_simulator_online_set_start   (HubSimulatorOnline  *self,
                                                      const char          *path,
                                                      const char          *query,
                                                      int                  scene);
void                hub_simulator_online_open        (HubSimulatorOnline  *self);
void                hub_simulator_online_start_again (HubSimulatorOnline  *self);
HubOnlineProgram   *hub_simulator_online_get_program (HubSimulatorOnline  *self);

G_END_DECLS
