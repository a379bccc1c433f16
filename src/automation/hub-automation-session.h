/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-automation.h"

G_BEGIN_DECLS

/* What `superhub auto` starts: a program that clients drive until one of them closes it. Whoever waits for it is told once, by a
 * text on a file descriptor, "ready PORT" or "error NAME MESSAGE", with a zero byte after it. */
#define HUB_TYPE_AUTOMATION_SESSION (hub_automation_session_get_type ())
G_DECLARE_FINAL_TYPE (HubAutomationSession, hub_automation_session, HUB, AUTOMATION_SESSION, GObject)

HubAutomationSession *hub_automation_session_new    (GApplication         *application,
                                                     HubSimulator         *simulator,
                                                     guint                 port,
                                                     int                   notify_fd);
void                  hub_automation_session_set_idle_limit (HubAutomationSession *self,
                                                     guint                 seconds);
gboolean              hub_automation_session_failed (HubAutomationSession *self);
void                  hub_automation_session_tell   (int                   notify_fd,
                                                     const char           *name,
                                                     const char           *message);

G_END_DECLS
