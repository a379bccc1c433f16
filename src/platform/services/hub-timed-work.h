/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-schedule.h"

G_BEGIN_DECLS

void hub_timed_work_add_all (HubSchedule *schedule);

G_END_DECLS
