/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Something a person wants to change: what to ask of the platform, and what to say when it was done. */
#define HUB_TYPE_CONSOLE_CHANGE (hub_console_change_get_type ())
G_DECLARE_FINAL_TYPE (HubConsoleChange, hub_console_change, HUB, CONSOLE_CHANGE, GObject)

HubConsoleChange *hub_console_change_new               (const char         *operation,
                                                        const char         *done);
void              hub_console_change_set_global        (HubConsoleChange   *self);
void              hub_console_change_set_app           (HubConsoleChange   *self,
                                                        const char         *app_id);
void              hub_console_change_set_string        (HubConsoleChange   *self,
                                                        const char         *name,
                                                        const char         *value);
HubConsoleChange *hub_console_change_withdraw_review   (void);
HubConsoleChange *hub_console_change_decide_review     (const char         *review_id,
                                                        gboolean            approve,
                                                        const char         *reason);
HubConsoleChange *hub_console_change_release           (const char         *review_id);
HubConsoleChange *hub_console_change_set_test_version  (const char         *version_id,
                                                        const char         *mode);
HubConsoleChange *hub_console_change_end_test_version  (void);
HubConsoleChange *hub_console_change_delete_version    (const char         *version_id);
HubConsoleChange *hub_console_change_put_member        (const char         *superhub_id,
                                                        const char         *kind,
                                                        const char * const *roles);
HubConsoleChange *hub_console_change_remove_member     (const char         *superhub_id);
HubConsoleChange *hub_console_change_leave             (const char         *superhub_id);

const char       *hub_console_change_get_operation     (HubConsoleChange   *self);
JsonObject       *hub_console_change_get_parameters    (HubConsoleChange   *self);
const char       *hub_console_change_get_done          (HubConsoleChange   *self);
void              hub_console_change_set_undo          (HubConsoleChange   *self,
                                                        HubConsoleChange   *undo);
HubConsoleChange *hub_console_change_get_undo          (HubConsoleChange   *self);
void              hub_console_change_set_answer        (HubConsoleChange   *self,
                                                        JsonNode           *answer);
JsonNode         *hub_console_change_get_answer        (HubConsoleChange   *self);

G_END_DECLS
