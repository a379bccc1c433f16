/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

typedef struct
{
  gint64      at;
  const char *actor;      /* Super Hub ID, "" for nobody signed in */
  const char *action;     /* an operation id of the API: "createRelease" */
  const char *app_id;     /* "" for none */
  const char *target;     /* whom or what: a Super Hub ID, a review's id, a package */
  const char *outcome;    /* "done" or "refused" */
  const char *code;       /* why refused, "" when done */
} HubAuditEntry;

gboolean hub_audit_repository_append (HubDatabase          *database,
                                      const HubAuditEntry  *entry,
                                      GError              **error);
gboolean hub_audit_repository_verify (HubDatabase          *database,
                                      gint64               *entries,
                                      GError              **error);

G_END_DECLS
