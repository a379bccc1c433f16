/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

#include "hub-console-message.h"
#include "hub-device-profile.h"
#include "hub-pipeline.h"

G_BEGIN_DECLS

/**
 * HubSimulatorState:
 * @HUB_SIMULATOR_EMPTY: no build yet
 * @HUB_SIMULATOR_STARTING: the program is loading
 * @HUB_SIMULATOR_RUNNING: the program is on the screen
 * @HUB_SIMULATOR_START_FAILED: an exception before the first page
 * @HUB_SIMULATOR_SILENT: the program does not answer
 * @HUB_SIMULATOR_CRASHED: the web process ended
 * @HUB_SIMULATOR_UNAVAILABLE: the simulator or the compiler itself cannot work
 *
 * How the program is. Errors of a build are told apart: see hub_simulator_shows_problems().
 */
typedef enum
{
  HUB_SIMULATOR_EMPTY,
  HUB_SIMULATOR_STARTING,
  HUB_SIMULATOR_RUNNING,
  HUB_SIMULATOR_START_FAILED,
  HUB_SIMULATOR_SILENT,
  HUB_SIMULATOR_CRASHED,
  HUB_SIMULATOR_UNAVAILABLE,
} HubSimulatorState;

/* A device frame with the program running inside. Never blank: loading, errors (compile, start,
 * crash, endless loop) have an overlay of their own that says what, where and how to go on.
 *
 * Properties: "device" (id of a HubDeviceProfile, "iphone-15"), "zoom" (double, 0 = fit), "scale" (double, read-only:
 * the zoom as shown), "page" (string, read-only: path of the current page), "query" (string, read-only), "dark" (boolean;
 * setting it ends "follow-system"), "follow-system" (boolean, TRUE: light or dark as the desktop), "state" (int,
 * read-only, HubSimulatorState), "response-limit" (uint, ms without a sign of life, 5000), "developer" (boolean, TRUE:
 * Inspect Element in the context menu).
 * Signals: "open-location" (const char *file, guint line, guint column) when a person clicks a place in an overlay;
 * "page-changed"; "ready" when the first page of a start was rendered; "failed" (const char *text) when
 * an overlay tells of errors, of a failed start, a crash or silence; "message" (JsonObject *) for everything the program's
 * shell says, see contract 2.
 * Actions: simulator.relaunch, simulator.back, simulator.wait, simulator.show-good, simulator.show-problems, simulator.inspect. */
#define HUB_TYPE_SIMULATOR (hub_simulator_get_type ())
G_DECLARE_FINAL_TYPE (HubSimulator, hub_simulator, HUB, SIMULATOR, GtkWidget)

GtkWidget        *hub_simulator_new             (void);
void              hub_simulator_set_build       (HubSimulator         *self,
                                                 HubBuild             *build,
                                                 const char           *storage_id);
void              hub_simulator_set_failure     (HubSimulator         *self,
                                                 const GError         *error);
void              hub_simulator_relaunch        (HubSimulator         *self);
void              hub_simulator_stop            (HubSimulator         *self);
void              hub_simulator_set_condition   (HubSimulator         *self,
                                                 const char           *path,
                                                 const char           *query,
                                                 int                   scene);
void              hub_simulator_set_location    (HubSimulator         *self,
                                                 double                latitude,
                                                 double                longitude);
void              hub_simulator_set_domains     (HubSimulator         *self,
                                                 JsonObject           *domains,
                                                 const char           *unchecked);
void              hub_simulator_set_update      (HubSimulator         *self,
                                                 const char           *update);
void              hub_simulator_set_choices     (HubSimulator         *self,
                                                 const char *const    *paths);
void              hub_simulator_navigate_back   (HubSimulator         *self);
void              hub_simulator_show_inspector  (HubSimulator         *self);
HubSimulatorState hub_simulator_get_state       (HubSimulator         *self);
gboolean          hub_simulator_shows_problems  (HubSimulator         *self);
char             *hub_simulator_get_overlay_text (HubSimulator        *self);
GListModel       *hub_simulator_get_console     (HubSimulator         *self);
void              hub_simulator_clear_console   (HubSimulator         *self);
void              hub_simulator_evaluate_async  (HubSimulator         *self,
                                                 gboolean              in_logic,
                                                 const char           *script,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
char             *hub_simulator_evaluate_finish (HubSimulator         *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
void              hub_simulator_automate_async  (HubSimulator         *self,
                                                 const char           *request,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
char             *hub_simulator_automate_finish (HubSimulator         *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
void              hub_simulator_snapshot_async  (HubSimulator         *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
GdkTexture       *hub_simulator_snapshot_finish (HubSimulator         *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
GtkWidget        *hub_simulator_get_web_view    (HubSimulator         *self);

G_END_DECLS
