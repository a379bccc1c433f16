/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hub-online-program.h"
#include "hub-project.h"
#include "hub-simulator.h"

G_BEGIN_DECLS

/* A device in a window of its own; follows the files of one project, or runs an online program. Signal "refused" (const char *):
 * why an online program cannot be opened, or may not run any longer. */
#define HUB_TYPE_SIMULATOR_WINDOW (hub_simulator_window_get_type ())
G_DECLARE_FINAL_TYPE (HubSimulatorWindow, hub_simulator_window, HUB, SIMULATOR_WINDOW,
                      AdwApplicationWindow)

HubSimulatorWindow *hub_simulator_window_new           (GtkApplication     *application);
void                hub_simulator_window_open          (HubSimulatorWindow *self,
                                                        HubProject         *project);
void                hub_simulator_window_show_refusal  (HubSimulatorWindow *self,
                                                        const char         *message);
void                hub_simulator_window_open_online   (HubSimulatorWindow *self,
                                                        HubOnlineProgram   *program,
                                                        const char         *path,
                                                        const char         *query,
                                                        int                 scene);
void                hub_simulator_window_show_error    (HubSimulatorWindow *self,
                                                        const char         *message);
HubSimulator       *hub_simulator_window_get_simulator (HubSimulatorWindow *self);

G_END_DECLS
