/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hub-console-query.h"
#include "hub-console-table.h"
#include "hub-members-page.h"

G_BEGIN_DECLS

struct _HubMembersPage
{
  HubConsolePage parent_instance;

  HubConsoleModel *model;           /* (unowned): the page's */
  HubConsoleQuery *permissions;     /* (unowned): what each permission guards, in the platform's words */
  HubConsoleQuery *limits;          /* (unowned) */
  HubConsoleQuery *sign_ins;        /* (unowned): the admin's */
  GtkStack *stack;
  GtkStackPage *sign_ins_page;
  GtkStack *sign_ins_content;       /* "list", or "locked" for everybody but the admin */
  HubConsoleTable *project_table;
  HubConsoleTable *test_table;
  GtkLabel *project_places;
  GtkLabel *test_places;
  GtkWidget *add_project;
};

/* hub-members-page-actions.c */
void       hub_members_page_install_actions (GtkWidgetClass *klass);
void       hub_members_page_update_actions  (HubMembersPage *self);

/* hub-member-table.c */
GtkWidget *hub_member_table_new_project     (HubMembersPage *page);
GtkWidget *hub_member_table_new_test        (HubMembersPage *page);

/* hub-permission-matrix.c */
GtkWidget *hub_permission_matrix_new        (HubMembersPage *page);
GtkWidget *hub_permission_list_new          (HubMembersPage *page,
                                             HubConsoleItem *member);

/* hub-sign-in-list.c */
GtkWidget *hub_sign_in_list_new             (HubMembersPage *page);
guint      hub_sign_in_list_count_waiting   (HubConsoleQuery *query);

G_END_DECLS
