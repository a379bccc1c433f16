/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <webkit/webkit.h>

#include "hub-device-frame.h"
#include "hub-host.h"
#include "hub-program-scheme.h"
#include "hub-simulator-overlay.h"
#include "hub-simulator.h"

G_BEGIN_DECLS

struct _HubSimulator
{
  GtkWidget parent_instance;

  /* hub-simulator.c */
  GtkWidget              *scroller;
  HubDeviceFrame         *frame;
  HubSimulatorOverlay    *overlay;
  GtkWidget              *problems_button;
  const HubDeviceProfile *device;
  double                  zoom;
  gboolean                dark;
  gboolean                follow_system;
  HubSimulatorState       state;
  char                   *failure;      /* why START_FAILED, CRASHED or UNAVAILABLE */
  char                   *failure_file;
  guint                   failure_line;
  guint                   failure_column;
  char                   *failure_stack;

  /* hub-simulator-launch.c */
  HubBuild *good;
  HubBuild *broken;         /* the newest build, when it has errors */
  gboolean  broken_hidden;  /* the person looks at the last good state */
  char     *storage_id;
  char     *condition_path;
  char     *condition_query;
  int       condition_scene;
  guint     launches;
  char     *update;         /* (nullable): how far a newer version is */

  /* hub-simulator-view.c */
  WebKitWebView    *view;
  HubHost          *host;
  HubProgramScheme *scheme;
  gboolean          developer;
  gboolean          loaded;          /* the shell is there, and shows a start screen of its own */
  gboolean          view_was_ended;  /* by us: no crash */

  /* hub-simulator-messages.c */
  GListStore *console;
  char       *page;
  char       *query;
  gboolean    ready;

  /* hub-simulator-watchdog.c */
  guint  limit_ms;
  guint  silent_ms;
  gint64 last_tick;
  guint  tick_id;
};

void hub_simulator_set_state       (HubSimulator      *self,
                                    HubSimulatorState  state);
void hub_simulator_fail            (HubSimulator      *self,
                                    HubSimulatorState  state,
                                    const char        *message);
void hub_simulator_update_overlay  (HubSimulator      *self);
void hub_simulator_set_page        (HubSimulator      *self,
                                    const char        *page,
                                    const char        *query);

void hub_simulator_create_view     (HubSimulator      *self);
void hub_simulator_end_view        (HubSimulator      *self);
void hub_simulator_run             (HubSimulator      *self,
                                    const char        *script);
void hub_simulator_launch          (HubSimulator      *self,
                                    gboolean           keep_page);
void hub_simulator_handle_message  (HubSimulator      *self,
                                    JSCValue          *value);
void hub_simulator_tell_update     (HubSimulator      *self);
void hub_simulator_log             (HubSimulator      *self,
                                    const char        *level,
                                    const char        *text);
void hub_simulator_saw_life        (HubSimulator      *self);
void hub_simulator_watch           (HubSimulator      *self);
void hub_simulator_unwatch         (HubSimulator      *self);

G_END_DECLS
