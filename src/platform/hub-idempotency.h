/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-request.h"

G_BEGIN_DECLS

/* The header by which a request that is sent again is answered as it was, and not done again. */
#define HUB_IDEMPOTENCY_HEADER "Idempotency-Key"

gboolean hub_idempotency_prepare  (HubRequest  *request,
                                   GError     **error);
void     hub_idempotency_add      (HubRequest  *request,
                                   const void  *data,
                                   gsize        length);
gboolean hub_idempotency_begin    (HubRequest  *request,
                                   gboolean    *answered,
                                   GError     **error);
gboolean hub_idempotency_has_answer (HubRequest *request);
gboolean hub_idempotency_replay   (HubRequest  *request);
void     hub_idempotency_finish   (HubRequest  *request,
                                   guint        status,
                                   const char  *body);

G_END_DECLS
