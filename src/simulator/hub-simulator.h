/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hub-pipeline.h"

G_BEGIN_DECLS

/* One line of the program's console. */
#define HUB_TYPE_CONSOLE_MESSAGE (hub_console_message_get_type ())
G_DECLARE_FINAL_TYPE (HubConsoleMessage, hub_console_message, HUB, CONSOLE_MESSAGE, GObject)
const char *hub_console_message_get_level (HubConsoleMessage *self); /* log info warn error debug */
const char *hub_console_message_get_text  (HubConsoleMessage *self);
const char *hub_console_message_get_file  (HubConsoleMessage *self); /* nullable */
guint       hub_console_message_get_line  (HubConsoleMessage *self);
gint64      hub_console_message_get_time  (HubConsoleMessage *self); /* µs since 1970 */

/* A device frame with the program running inside. Never blank: loading, errors (compile, start,
 * crash, endless loop) have an overlay of their own that says what, where and how to go on.
 *
 * Properties: "device" (id of a HubDeviceProfile, "iphone-15"), "zoom" (double, 0 = fit), "page" (string,
 * read-only: path of the current page), "query" (string, read-only), "dark" (boolean).
 * Signals: "open-location" (const char *file, guint line, guint column) when a person clicks a place in an overlay;
 * "page-changed". */
#define HUB_TYPE_SIMULATOR (hub_simulator_get_type ())
G_DECLARE_FINAL_TYPE (HubSimulator, hub_simulator, HUB, SIMULATOR, GtkWidget)

GtkWidget  *hub_simulator_new          (void);
/* Shows a build: the first starts the program, later ones reload it on the same page, a style or template
 * change without losing page data; a build with errors shows them over the last good state, which stays
 * reachable by the overlay's button. @storage_id names the program's storage (its app id or folder). */
void        hub_simulator_set_build    (HubSimulator *self,
                                        HubBuild     *build,
                                        const char   *storage_id);
void        hub_simulator_relaunch     (HubSimulator *self);        /* from the first page */
/* Starts at a page ("pages/a/a", query "x=1&y=2", scene 1001), for the compile condition; NULL for the default. */
void        hub_simulator_set_condition (HubSimulator *self, const char *path, const char *query, int scene);
GListModel *hub_simulator_get_console  (HubSimulator *self);        /* of HubConsoleMessage, at most 5,000 */
void        hub_simulator_clear_console (HubSimulator *self);
/* What the shell shows now, as PNG; and running a script in the shell or in the logic layer, for tests
 * and automation. The answer is JSON text. */
void        hub_simulator_evaluate_async  (HubSimulator *self, gboolean in_logic, const char *script,
                                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char       *hub_simulator_evaluate_finish (HubSimulator *self, GAsyncResult *result, GError **error);
GtkWidget  *hub_simulator_get_web_view (HubSimulator *self);

typedef struct { const char *id, *name; int width, height, status_bar, safe_bottom; double pixel_ratio; const char *platform; } HubDeviceProfile;
const HubDeviceProfile *hub_device_profiles (guint *n_profiles);

G_END_DECLS
