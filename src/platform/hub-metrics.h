/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Counters of this process for Prometheus. One thread. */
typedef struct _HubMetrics HubMetrics;

typedef gint64 (*HubMetricsRead) (gpointer user_data);

HubMetrics *hub_metrics_new           (void);
void        hub_metrics_free          (HubMetrics      *self);
void        hub_metrics_count_request (HubMetrics      *self,
                                       const char      *operation,
                                       guint            status,
                                       double           seconds);
void        hub_metrics_add_gauge     (HubMetrics      *self,
                                       const char      *name,
                                       const char      *meaning,
                                       HubMetricsRead   read,
                                       gpointer         user_data);
char       *hub_metrics_to_text       (HubMetrics      *self);

G_END_DECLS
