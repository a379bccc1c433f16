/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A superhub-compiler child that stays between compilations, so that its engines are loaded once. One
 * compilation at a time; it is started when first needed, and anew when it died or grew. Main thread. */
#define HUB_TYPE_COMPILER_PROCESS (hub_compiler_process_get_type ())
G_DECLARE_FINAL_TYPE (HubCompilerProcess, hub_compiler_process, HUB, COMPILER_PROCESS, GObject)

HubCompilerProcess *hub_compiler_process_new        (void);
void                hub_compiler_process_run_async  (HubCompilerProcess  *self,
                                                     const char          *project,
                                                     const char          *output,
                                                     gboolean             release,
                                                     guint                timeout_seconds,
                                                     GCancellable        *cancellable,
                                                     GAsyncReadyCallback  callback,
                                                     gpointer             user_data);
JsonNode           *hub_compiler_process_run_finish (HubCompilerProcess  *self,
                                                     GAsyncResult        *result,
                                                     GError             **error);
void                hub_compiler_process_stop       (HubCompilerProcess  *self);

G_END_DECLS
