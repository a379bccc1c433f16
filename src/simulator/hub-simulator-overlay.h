/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What stands over the screen when the program cannot be seen: an icon, a title, a sentence, places in
 * the sources, what to do. Signal "open-location" (const char *file, guint line, guint column). */
#define HUB_TYPE_SIMULATOR_OVERLAY (hub_simulator_overlay_get_type ())
G_DECLARE_FINAL_TYPE (HubSimulatorOverlay, hub_simulator_overlay, HUB, SIMULATOR_OVERLAY, GtkWidget)

GtkWidget  *hub_simulator_overlay_new        (void);
void        hub_simulator_overlay_begin      (HubSimulatorOverlay *self,
                                              const char          *icon_name,
                                              const char          *title,
                                              const char          *description);
void        hub_simulator_overlay_add_place  (HubSimulatorOverlay *self,
                                              const char          *message,
                                              const char          *file,
                                              guint                line,
                                              guint                column);
void        hub_simulator_overlay_add_detail (HubSimulatorOverlay *self,
                                              const char          *text);
void        hub_simulator_overlay_add_action (HubSimulatorOverlay *self,
                                              const char          *label,
                                              const char          *action_name,
                                              gboolean             suggested);
char       *hub_simulator_overlay_get_text   (HubSimulatorOverlay *self);

G_END_DECLS
