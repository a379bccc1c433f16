/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-column.h"
#include "hub-console-sight.h"

G_BEGIN_DECLS

/* A column as its cells know it; shared by them, with how large such a cell is. */
typedef struct
{
  const HubConsoleColumn *column;
  gpointer user_data;
  GQuark sort_key;              /* under which items keep what they are sorted by */
  HubConsoleSight *sight;
  int least[2], natural[2];     /* pixels, by GtkOrientation: of the cell that was measured last */
} HubConsoleCellKind;

/* What a row shows in one column. Its content is made when it comes near sight for the first time, and filled and measured only
 * while it is there: a list view keeps 200 rows, of which a window shows a dozen. */
#define HUB_TYPE_CONSOLE_CELL (hub_console_cell_get_type ())
G_DECLARE_FINAL_TYPE (HubConsoleCell, hub_console_cell, HUB, CONSOLE_CELL, GtkWidget)

HubConsoleCellKind *hub_console_cell_kind_new   (const HubConsoleColumn *column,
                                                 HubConsoleSight        *sight,
                                                 gpointer                user_data);
void                hub_console_cell_kind_unref (gpointer                kind);
GtkWidget          *hub_console_cell_new        (HubConsoleCellKind     *kind,
                                                 GtkListItem            *row);
void                hub_console_cell_show       (HubConsoleCell         *self,
                                                 HubConsoleItem         *item);

G_END_DECLS
