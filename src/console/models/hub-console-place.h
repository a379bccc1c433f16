/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-model.h"

G_BEGIN_DECLS

/* Where something belongs that a person began: the sign-in and the program that the model had then. What is still to be done there is
 * done there, also when the model is about another program since. Main thread. */
#define HUB_TYPE_CONSOLE_PLACE (hub_console_place_get_type ())
G_DECLARE_FINAL_TYPE (HubConsolePlace, hub_console_place, HUB, CONSOLE_PLACE, GObject)

HubConsolePlace *hub_console_place_new         (HubConsoleModel      *model);
void             hub_console_place_follow      (HubConsolePlace      *self,
                                                HubConsoleModel      *model);
gboolean         hub_console_place_is_of       (HubConsolePlace      *self,
                                                HubConsoleModel      *model);
const char      *hub_console_place_get_app_id  (HubConsolePlace      *self);
void             hub_console_place_ask_async   (HubConsolePlace      *self,
                                                const char           *operation,
                                                JsonObject           *parameters,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
JsonObject      *hub_console_place_ask_finish  (HubConsolePlace      *self,
                                                GAsyncResult         *result,
                                                GError              **error);

G_END_DECLS
