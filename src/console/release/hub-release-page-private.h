/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-plan-editor.h"
#include "hub-release-page.h"

G_BEGIN_DECLS

struct _HubReleasePage
{
  HubConsolePage parent_instance;

  HubConsoleQuery *limits;      /* (unowned): getLimits; the page owns it, as the next */
  HubConsoleQuery *history;     /* (unowned): getHistoryVersion */
  HubConsoleQuery *events;      /* (unowned): listReleases */
  GListModel *approved;         /* what waits to be released: none or one */
  GtkWidget *plan_card;
  HubPlanEditor *editor;
  gboolean plan_wanted;         /* to be edited as soon as it is there */
  GtkWidget *plan_start;
  GtkLabel *plan_reason;
  GtkWidget *redo;
  GtkLabel *notice;             /* that the service is suspended, above everything else */
  GtkWidget *suspension;        /* rows of the service */
  GtkWidget *suspend;
  GtkWidget *resume;
};

/* hub-release-actions.c */
void            hub_release_page_install_actions (GtkWidgetClass *klass);
void            hub_release_page_update_actions  (HubReleasePage *self);
void            hub_release_page_plan_mapped     (HubReleasePage *self);
HubConsoleItem *hub_release_page_find_undone     (HubReleasePage *self);

G_END_DECLS
