/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hub-console-item.h"

G_BEGIN_DECLS

void hub_audit_details_show (GtkWidget      *owner,
                             HubConsoleItem *row);

G_END_DECLS
