/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-page.h"

G_BEGIN_DECLS

/* Who did what and when; exported, and its chain verified. */
#define HUB_TYPE_AUDIT_PAGE (hub_audit_page_get_type ())
G_DECLARE_FINAL_TYPE (HubAuditPage, hub_audit_page, HUB, AUDIT_PAGE, HubConsolePage)

GtkWidget *hub_audit_page_new (HubConsoleModel *model);

/* For tests, which choose no file. */
void       hub_audit_page_export (HubAuditPage *self,
                                  GFile        *file);

G_END_DECLS
