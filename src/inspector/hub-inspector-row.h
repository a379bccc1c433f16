/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* An icon, a monospaced text and a place at the end: a row of both panels. */
#define HUB_TYPE_INSPECTOR_ROW (hub_inspector_row_get_type ())
G_DECLARE_FINAL_TYPE (HubInspectorRow, hub_inspector_row, HUB, INSPECTOR_ROW, GtkWidget)

GtkWidget *hub_inspector_row_new (void);
void       hub_inspector_row_set (HubInspectorRow *self,
                                  const char      *icon_name,
                                  const char      *icon_label,
                                  const char      *css_class,
                                  const char      *text,
                                  const char      *place);

G_END_DECLS
