/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The roles of a project member to choose from, each with what it may do. Signal "changed". */
#define HUB_TYPE_ROLE_CHECKS (hub_role_checks_get_type ())
G_DECLARE_FINAL_TYPE (HubRoleChecks, hub_role_checks, HUB, ROLE_CHECKS, GtkWidget)

GtkWidget *hub_role_checks_new        (const char          *title,
                                       const char          *description);
void       hub_role_checks_set_chosen (HubRoleChecks       *self,
                                       const char * const  *roles);
char     **hub_role_checks_dup_chosen (HubRoleChecks       *self);

G_END_DECLS
