/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-platform.h"

G_BEGIN_DECLS

/**
 * HubTimedWork:
 * @platform: the platform, outside of a transaction
 * @now: the platform's time, in microseconds since 1970
 * @next: (inout): when to be called again; as it is, within half a minute
 * @error: (out) (optional): what failed
 *
 * Does what is due by @now, in a transaction of its own, deciding from the rows that it reads in there: several processes
 * may be called at the same time, and one that died may have left the work half begun.
 *
 * Returns: whether it worked; where not, it is told in the log and called again after a while
 */
typedef gboolean (*HubTimedWork) (HubPlatform  *platform,
                                  gint64        now,
                                  gint64       *next,
                                  GError      **error);

/* Calls what has to be done by the clock and not by a request. */
HubSchedule *hub_schedule_new   (HubPlatform  *platform);
void         hub_schedule_free  (HubSchedule  *self);
void         hub_schedule_add   (HubSchedule  *self,
                                 const char   *name,
                                 HubTimedWork  work);
void         hub_schedule_start (HubSchedule  *self);
void         hub_schedule_stop  (HubSchedule  *self);
void         hub_schedule_run   (HubSchedule  *self);
void         hub_schedule_wake  (HubSchedule  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubSchedule, hub_schedule_free)

G_END_DECLS
