/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-client.h"

G_BEGIN_DECLS

/* @rows: written so far. */
typedef void (*HubAuditExportProgress) (guint64 rows, gpointer user_data);

void     hub_audit_export_async  (HubClient              *client,
                                  JsonObject             *parameters,
                                  GFile                  *file,
                                  GCancellable           *cancellable,
                                  HubAuditExportProgress  progress,
                                  GAsyncReadyCallback     callback,
                                  gpointer                user_data);
gboolean hub_audit_export_finish (GAsyncResult           *result,
                                  guint64                *rows,
                                  GError                **error);

G_END_DECLS
