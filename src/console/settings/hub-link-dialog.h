/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hub-console-item.h"

G_BEGIN_DECLS

/* Adds an ordinary-link rule, or changes one that is not published. */
void hub_link_dialog_show (GtkWidget      *owner,
                           HubConsoleItem *rule);

G_END_DECLS
