/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hub-console-query.h"

G_BEGIN_DECLS

/* What the platform is asked for of the log: who, what, with which outcome, since when. Sets the parameters of a query. */
#define HUB_TYPE_AUDIT_FILTER (hub_audit_filter_get_type ())
G_DECLARE_FINAL_TYPE (HubAuditFilter, hub_audit_filter, HUB, AUDIT_FILTER, GtkWidget)

GtkWidget *hub_audit_filter_new           (HubConsoleQuery *query);
void       hub_audit_filter_fill          (HubAuditFilter  *self,
                                           JsonObject      *parameters);
gboolean   hub_audit_filter_is_set        (HubAuditFilter  *self);

G_END_DECLS
