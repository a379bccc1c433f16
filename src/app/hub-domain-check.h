/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-simulator.h"
#include "hub-workbench.h"

G_BEGIN_DECLS

void hub_domain_check_update (HubSimulator *simulator,
                              HubWorkbench *workbench);

G_END_DECLS
