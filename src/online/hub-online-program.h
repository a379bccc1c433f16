/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-online-link.h"
#include "hub-pipeline.h"

G_BEGIN_DECLS

/* A program that is run as those run it for whom it is: by its link, in the version that this device or who is signed in gets, from
 * the cache where it was run before. One operation at a time. */
#define HUB_TYPE_ONLINE_PROGRAM (hub_online_program_get_type ())
G_DECLARE_FINAL_TYPE (HubOnlineProgram, hub_online_program, HUB, ONLINE_PROGRAM, GObject)

HubOnlineProgram *hub_online_program_new            (const HubOnlineLink  *link,
                                                     const char           *folder);
void              hub_online_program_forget_key     (HubOnlineProgram     *self);
void              hub_online_program_set_token      (HubOnlineProgram     *self,
                                                     const char           *token);
void              hub_online_program_use_stored_sign_in (HubOnlineProgram *self);
void              hub_online_program_open_async     (HubOnlineProgram     *self,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
HubBuild         *hub_online_program_open_finish    (HubOnlineProgram     *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
void              hub_online_program_check_async    (HubOnlineProgram     *self,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean          hub_online_program_check_finish   (HubOnlineProgram     *self,
                                                     GAsyncResult         *result,
                                                     gboolean             *newer,
                                                     GError              **error);
gboolean          hub_online_program_is_ended       (HubOnlineProgram     *self,
                                                     const GError         *error);
void              hub_online_program_update_async   (HubOnlineProgram     *self,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
HubBuild         *hub_online_program_update_finish  (HubOnlineProgram     *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
void              hub_online_program_adopt          (HubOnlineProgram     *self);
gboolean          hub_online_program_is_busy        (HubOnlineProgram     *self);
const char       *hub_online_program_get_name       (HubOnlineProgram     *self);
const char       *hub_online_program_get_version    (HubOnlineProgram     *self);
const char       *hub_online_program_get_kind       (HubOnlineProgram     *self);
const char       *hub_online_program_get_path       (HubOnlineProgram     *self);
const char       *hub_online_program_get_query      (HubOnlineProgram     *self);
int               hub_online_program_get_scene      (HubOnlineProgram     *self);
JsonObject       *hub_online_program_get_domains    (HubOnlineProgram     *self);
char             *hub_online_program_dup_storage_id (HubOnlineProgram     *self);

G_END_DECLS
