/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-audit-repository.h"
#include "hub-handlers.h"

G_BEGIN_DECLS

gboolean  hub_audit_read_filter (HubRequest         *request,
                                 HubAuditFilter     *filter,
                                 GError            **error);
JsonNode *hub_audit_present_row (const HubAuditRow  *row);
void      hub_audit_export      (HubRequest         *request);
void      hub_audit_verify      (HubRequest         *request);

G_END_DECLS
