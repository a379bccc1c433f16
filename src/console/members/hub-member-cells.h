/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-model.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A person in a table: the name and the Super Hub ID below it. Cells are made once and filled for each person. */
char      *hub_member_cell_dup_person  (HubConsoleItem  *item);
GtkWidget *hub_member_cell_make_person (void);
void       hub_member_cell_fill_person (GtkWidget       *cell,
                                        HubConsoleItem  *item,
                                        HubConsoleModel *model);
GtkWidget *hub_member_cell_new_chip    (const char      *text,
                                        const char      *style);
GtkWidget *hub_member_cell_add_button  (GtkWidget       *box,
                                        const char      *icon_name);
void       hub_member_cell_name_button (GtkWidget       *button,
                                        const char      *label,
                                        const char      *whom);
void       hub_member_cell_fill_button (GtkWidget       *button,
                                        const char      *label,
                                        const char      *action,
                                        const char      *target);
/* Two lines of text, the second smaller. */
GtkWidget *hub_member_cell_new_lines   (const char      *text,
                                        const char      *below);
/* Where a request to sign in came from, in one line. */
char      *hub_member_cell_dup_origin  (HubConsoleItem  *item);

G_END_DECLS
