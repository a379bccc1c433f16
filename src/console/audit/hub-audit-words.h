/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-item.h"

G_BEGIN_DECLS

/* What stands in the audit log, in words for people. */
typedef struct
{
  const char *action;           /* as in the log */
  const char *name;             /* untranslated */
} HubAuditWord;

const HubAuditWord *hub_audit_words_get         (guint          *n_words);
const char         *hub_audit_words_name        (const char     *action);
char               *hub_audit_words_dup_actor   (HubConsoleItem *row);
char               *hub_audit_words_dup_subject (HubConsoleItem *row);
char               *hub_audit_words_dup_outcome (HubConsoleItem *row);

G_END_DECLS
