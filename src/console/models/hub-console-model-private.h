/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-model.h"

G_BEGIN_DECLS

struct _HubConsoleModel
{
  GObject parent_instance;

  HubClient *client;
  char *app_id;
  GCancellable *reading;              /* of the reading under way or the last one */
  guint changing;                     /* changes under way */

  char *account;
  gboolean reviewer;
  HubConsoleItem *app;
  GListStore *lists[HUB_CONSOLE_N_LISTS];
  HubConsoleState states[HUB_CONSOLE_N_SECTIONS];
  GError *errors[HUB_CONSOLE_N_SECTIONS];
};

void hub_console_model_set_ready     (HubConsoleModel   *self,
                                      HubConsoleSection  section);
void hub_console_model_set_failed    (HubConsoleModel   *self,
                                      HubConsoleSection  section,
                                      const GError      *error);
void hub_console_model_set_state     (HubConsoleModel   *self,
                                      HubConsoleSection  section,
                                      HubConsoleState    state);
void hub_console_model_set_app_item  (HubConsoleModel   *self,
                                      HubConsoleItem    *app);

G_END_DECLS
