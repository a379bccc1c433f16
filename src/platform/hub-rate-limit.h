/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Counts failures by name in a sliding window; bounded in memory. */
typedef struct _HubRateLimit HubRateLimit;

HubRateLimit *hub_rate_limit_new     (void);
void          hub_rate_limit_free    (HubRateLimit *self);
gint64        hub_rate_limit_check   (HubRateLimit *self,
                                      const char   *name,
                                      guint         allowed,
                                      gint64        now);
void          hub_rate_limit_count   (HubRateLimit *self,
                                      const char   *name,
                                      gint64        now);
void          hub_rate_limit_uncount (HubRateLimit *self,
                                      const char   *name,
                                      gint64        now);
void          hub_rate_limit_forget  (HubRateLimit *self,
                                      const char   *name);

G_END_DECLS
