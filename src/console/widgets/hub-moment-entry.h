/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A day and a time of day that are typed, or chosen in a calendar, in local time. Signal "changed". */
#define HUB_TYPE_MOMENT_ENTRY (hub_moment_entry_get_type ())
G_DECLARE_FINAL_TYPE (HubMomentEntry, hub_moment_entry, HUB, MOMENT_ENTRY, GtkWidget)

GtkWidget *hub_moment_entry_new       (void);
void       hub_moment_entry_set_label (HubMomentEntry  *self,
                                       const char      *label);
void       hub_moment_entry_set_time  (HubMomentEntry  *self,
                                       GDateTime       *time);
GDateTime *hub_moment_entry_dup_time  (HubMomentEntry  *self);
gboolean   hub_moment_entry_is_empty  (HubMomentEntry  *self);
GDateTime *hub_moment_entry_parse     (const char      *text,
                                       GTimeZone       *zone,
                                       gboolean        *skipped);

G_END_DECLS
