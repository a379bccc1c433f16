/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-account.h"
#include "hub-pipeline.h"
#include "hub-project.h"

G_BEGIN_DECLS

/* One open program: its project, its compiler, what the last compilation said, and its place on the
 * platform. A change on disk compiles by itself.
 *
 * Properties: "build" (nullable HubBuild: the last one, with or without errors), "compiling" (boolean), "app-id"
 * (nullable string). Signals: "built" (HubBuild), "failed" (GError: the compiler itself could not work). */
#define HUB_TYPE_WORKBENCH (hub_workbench_get_type ())
G_DECLARE_FINAL_TYPE (HubWorkbench, hub_workbench, HUB, WORKBENCH, GObject)

HubWorkbench *hub_workbench_open              (const char          *folder,
                                               GSettings           *settings,
                                               HubAccount          *account,
                                               GError             **error);
HubProject   *hub_workbench_get_project       (HubWorkbench        *self);
HubAccount   *hub_workbench_get_account       (HubWorkbench        *self);
HubPipeline  *hub_workbench_get_delivery_pipeline (HubWorkbench    *self);
HubBuild     *hub_workbench_get_build         (HubWorkbench        *self);
gboolean      hub_workbench_is_compiling      (HubWorkbench        *self);
const char   *hub_workbench_get_app_id        (HubWorkbench        *self);
const char   *hub_workbench_get_storage_id    (HubWorkbench        *self);
void          hub_workbench_compile           (HubWorkbench        *self);
char         *hub_workbench_suggest_version   (HubWorkbench        *self);
void          hub_workbench_remember_version  (HubWorkbench        *self,
                                               const char          *version);
void          hub_workbench_ensure_app_async  (HubWorkbench        *self,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
HubClient    *hub_workbench_ensure_app_finish (HubWorkbench        *self,
                                               GAsyncResult        *result,
                                               GError             **error);
void          hub_workbench_close             (HubWorkbench        *self);

G_END_DECLS
