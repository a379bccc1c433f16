/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-opening.h"
#include "hub-request.h"
#include "hub-run-repository.h"

G_BEGIN_DECLS

/* A page being put together: texts by name, in the language of the one who reads it. */
typedef struct _HubPage HubPage;

HubPage    *hub_page_new          (HubRequest  *request);
void        hub_page_free         (HubPage     *self);
void        hub_page_set          (HubPage     *self,
                                   const char  *name,
                                   const char  *text);
void        hub_page_set_message  (HubPage     *self,
                                   const char  *name,
                                   const char  *message);
void        hub_page_set_fragment (HubPage     *self,
                                   const char  *name,
                                   const char  *asset);
const char *hub_page_get_language (HubPage     *self);
void        hub_page_send         (HubPage     *self,
                                   guint        status,
                                   const char  *asset);
void        hub_page_send_notice  (HubRequest  *request,
                                   guint        status,
                                   const char  *kind,
                                   const char  *message,
                                   const char  *next);
void        hub_page_send_error   (HubRequest  *request,
                                   const GError *error,
                                   const char  *next);
GBytes     *hub_page_find_asset   (const char  *name);

char       *hub_cookie_get        (HubRequest  *request,
                                   const char  *name);
void        hub_cookie_set        (HubRequest  *request,
                                   const char  *name,
                                   const char  *value,
                                   gint64       seconds);
void        hub_phone_redirect    (HubRequest  *request,
                                   const char  *path);
void        hub_phone_send_bytes  (HubRequest  *request,
                                   const char  *name,
                                   GBytes      *bytes);

gboolean    hub_phone_sign_in     (HubRequest  *request);
void        hub_phone_ask_sign_in (HubRequest  *request,
                                   const char  *path);
void        hub_phone_get_form    (HubRequest  *request);
void        hub_phone_post_form   (HubRequest  *request);
void        hub_phone_sign_out    (HubRequest  *request);

void        hub_phone_open_preview (HubRequest *request,
                                    const char *token);
void        hub_phone_open_test    (HubRequest *request,
                                    const char *app_id,
                                    const char *here,
                                    const char *condition);
void        hub_phone_open_developer (HubRequest *request,
                                      const char *path);
void        hub_phone_open_review  (HubRequest *request,
                                    const char *review_id);
void        hub_phone_open_online  (HubRequest *request,
                                    const char *app_id,
                                    const char *here,
                                    const char *condition);
void        hub_phone_tell_version (HubRequest *request,
                                    const char *path);
void        hub_phone_open_code    (HubRequest *request,
                                    const char *id);
void        hub_phone_open_link    (HubRequest *request);
void        hub_phone_start        (HubRequest *request,
                                    const char *kind,
                                    const char *app_id,
                                    const char *package,
                                    const char *name,
                                    const char *condition);

void        hub_phone_start_opening (HubRequest     *request,
                                     const HubOpening *opening,
                                     const char     *condition);
void        hub_phone_refuse       (HubRequest   *request,
                                    const GError *error,
                                    const char   *action,
                                    const char   *app_id,
                                    const char   *path);

gboolean    hub_phone_admit_run   (HubRequest  *request,
                                   const char  *token);
void        hub_phone_serve_run   (HubRequest  *request,
                                   const char  *token,
                                   const char  *path);
void        hub_phone_watch_run   (HubRequest       *request,
                                   const HubRunRow  *run);
JsonNode   *hub_phone_succeed     (JsonNode    *result);
JsonNode   *hub_phone_fail        (const char  *service,
                                   const char  *reason);
gboolean    hub_phone_call_network (HubRequest      *request,
                                    const HubRunRow *run,
                                    const char      *service,
                                    JsonObject      *arguments);
JsonNode   *hub_phone_call_host   (HubRequest  *request,
                                   const char  *app_id,
                                   const char  *superhub_id,
                                   const char  *service,
                                   JsonObject  *arguments);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubPage, hub_page_free)

G_END_DECLS
