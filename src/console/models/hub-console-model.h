/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-client-events.h"
#include "hub-console-change.h"
#include "hub-console-item.h"

G_BEGIN_DECLS

typedef enum
{
  HUB_CONSOLE_SECTION_APP,            /* who I am, the program, what I may do */
  HUB_CONSOLE_SECTION_VERSIONS,
  HUB_CONSOLE_SECTION_MEMBERS,
  HUB_CONSOLE_SECTION_REVIEWS,        /* the reviewer's queue, of all programs */
  HUB_CONSOLE_SECTION_NOTIFICATIONS,
  HUB_CONSOLE_N_SECTIONS,
} HubConsoleSection;

typedef enum
{
  HUB_CONSOLE_STATE_NONE,             /* nothing to read: signed out, or no program */
  HUB_CONSOLE_STATE_LOADING,          /* read for the first time */
  HUB_CONSOLE_STATE_READY,            /* stays so while it is read anew */
  HUB_CONSOLE_STATE_FAILED,
} HubConsoleState;

/* What keeps the model from being as things are; what was read before stays. */
typedef enum
{
  HUB_CONSOLE_TROUBLE_NONE,
  HUB_CONSOLE_TROUBLE_OFFLINE,        /* the platform does not answer; it is tried again by itself */
  HUB_CONSOLE_TROUBLE_SIGNED_OUT,     /* the sign-in has ended */
  HUB_CONSOLE_TROUBLE_FAILED,         /* it answers, but something could not be read */
} HubConsoleTrouble;

typedef enum
{
  HUB_CONSOLE_LIST_DEVELOPER,
  HUB_CONSOLE_LIST_TEST,              /* none or one item, as the next three */
  HUB_CONSOLE_LIST_IN_REVIEW,
  HUB_CONSOLE_LIST_ONLINE,
  HUB_CONSOLE_LIST_PHASED,            /* none or one: the phased release that is not ended */
  HUB_CONSOLE_LIST_HISTORY,
  HUB_CONSOLE_LIST_ADMIN,
  HUB_CONSOLE_LIST_PROJECT_MEMBERS,
  HUB_CONSOLE_LIST_TEST_MEMBERS,
  HUB_CONSOLE_LIST_WAITING_REVIEWS,
  HUB_CONSOLE_LIST_NOTIFICATIONS,
  HUB_CONSOLE_N_LISTS,
} HubConsoleList;

/* The state of one program on one platform, as the signed-in account sees it. Main thread.
 * Signals: "changed" (HubConsoleSection as guint), "busy-changed", "reset", "reloading", "event" (operation),
 * "live-change" (action), "notification" (JsonObject), "connection-changed", "progress-changed". */
#define HUB_TYPE_CONSOLE_MODEL (hub_console_model_get_type ())
G_DECLARE_FINAL_TYPE (HubConsoleModel, hub_console_model, HUB, CONSOLE_MODEL, GObject)

HubConsoleModel *hub_console_model_new            (void);
void             hub_console_model_set_app        (HubConsoleModel      *self,
                                                   HubClient            *client,
                                                   const char           *app_id);
void             hub_console_model_reload         (HubConsoleModel      *self,
                                                   gboolean              quietly);

HubClientEventsState hub_console_model_get_connection (HubConsoleModel *self);
HubConsoleTrouble    hub_console_model_get_trouble    (HubConsoleModel *self,
                                                       const char     **message);
void                 hub_console_model_try_now        (HubConsoleModel *self);
gboolean             hub_console_model_is_waiting     (HubConsoleModel *self);
HubClient       *hub_console_model_get_client     (HubConsoleModel      *self);
const char      *hub_console_model_get_app_id     (HubConsoleModel      *self);
const char      *hub_console_model_get_account    (HubConsoleModel      *self);
gboolean         hub_console_model_is_reviewer    (HubConsoleModel      *self);
HubConsoleItem  *hub_console_model_get_app        (HubConsoleModel      *self);
gboolean         hub_console_model_is_admin       (HubConsoleModel      *self);
gboolean         hub_console_model_is_removed     (HubConsoleModel      *self);
gboolean         hub_console_model_may            (HubConsoleModel      *self,
                                                   const char           *permission);
HubConsoleState  hub_console_model_get_state      (HubConsoleModel      *self,
                                                   HubConsoleSection     section);
gboolean         hub_console_model_is_partial     (HubConsoleModel      *self,
                                                   HubConsoleSection     section);
const GError    *hub_console_model_get_error      (HubConsoleModel      *self,
                                                   HubConsoleSection     section);
GListModel      *hub_console_model_get_list       (HubConsoleModel      *self,
                                                   HubConsoleList        list);
HubConsoleItem  *hub_console_model_dup_first      (HubConsoleModel      *self,
                                                   HubConsoleList        list);
HubConsoleItem  *hub_console_model_find           (HubConsoleModel      *self,
                                                   HubConsoleList        list,
                                                   const char           *member,
                                                   const char           *value);

gboolean         hub_console_model_is_busy        (HubConsoleModel      *self);
void             hub_console_model_change_async   (HubConsoleModel      *self,
                                                   HubConsoleChange     *change,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
gboolean         hub_console_model_change_finish  (HubConsoleModel      *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);
void             hub_console_model_confirm_async  (HubConsoleModel      *self,
                                                   const char           *password,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
gboolean         hub_console_model_confirm_finish (HubConsoleModel      *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);

G_END_DECLS
