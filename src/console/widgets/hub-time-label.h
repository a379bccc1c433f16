/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* "3 minutes ago", kept up to date, with the exact time in its tooltip. */
#define HUB_TYPE_TIME_LABEL (hub_time_label_get_type ())
G_DECLARE_FINAL_TYPE (HubTimeLabel, hub_time_label, HUB, TIME_LABEL, GtkWidget)

GtkWidget *hub_time_label_new      (GDateTime    *time);
void       hub_time_label_set_time (HubTimeLabel *self,
                                    GDateTime    *time);
char      *hub_time_label_format   (GDateTime    *time,
                                    GDateTime    *now);

G_END_DECLS
