/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-page.h"

G_BEGIN_DECLS

typedef enum
{
  HUB_CONSOLE_GROUP_PROGRAM,
  HUB_CONSOLE_GROUP_REVIEWERS,
} HubConsoleGroup;

/* A page in the list of pages: with a lock when the person may not use it, and a number when something waits there. */
#define HUB_TYPE_CONSOLE_PAGE_ROW (hub_console_page_row_get_type ())
G_DECLARE_FINAL_TYPE (HubConsolePageRow, hub_console_page_row, HUB, CONSOLE_PAGE_ROW, GtkListBoxRow)

GtkWidget *hub_console_page_row_new (HubConsolePage  *page,
                                     const char      *title,
                                     const char      *icon_name,
                                     HubConsoleGroup  group);
GtkWidget *hub_console_sidebar_new  (void);

G_END_DECLS
