/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The platform's only source of time, so that tests can let days pass. */
#define HUB_TYPE_CLOCK (hub_clock_get_type ())
G_DECLARE_FINAL_TYPE (HubClock, hub_clock, HUB, CLOCK, GObject)

HubClock *hub_clock_new_system (void);
HubClock *hub_clock_new_manual (gint64    start);
HubClock *hub_clock_new_ahead  (const char  *path,
                                GError     **error);
gint64    hub_clock_now        (HubClock *self);
gboolean  hub_clock_is_movable (HubClock *self);
void      hub_clock_advance    (HubClock *self,
                                gint64    microseconds);
char     *hub_clock_format     (gint64    time);

#define HUB_SECONDS(n) ((gint64) (n) * G_USEC_PER_SEC)
#define HUB_MINUTES(n) HUB_SECONDS ((n) * 60)
#define HUB_HOURS(n) HUB_MINUTES ((n) * 60)
#define HUB_DAYS(n) HUB_HOURS ((n) * 24)

G_END_DECLS
