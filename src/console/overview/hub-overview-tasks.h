/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-model.h"

G_BEGIN_DECLS

void hub_overview_tasks_fill (GListStore      *tasks,
                              HubConsoleModel *model,
                              GListModel      *sign_ins);

G_END_DECLS
