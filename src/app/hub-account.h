/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-client.h"
#include "hub-notifications.h"

G_BEGIN_DECLS

typedef enum
{
  HUB_ACCOUNT_IDLE,         /* nothing asked for the platform yet */
  HUB_ACCOUNT_CONNECTING,
  HUB_ACCOUNT_CONNECTED,
  HUB_ACCOUNT_FAILED,       /* see hub_account_get_error() */
} HubAccountState;

/* Who is signed in, and where: one for all windows. Signal "changed". */
#define HUB_TYPE_ACCOUNT (hub_account_get_type ())
G_DECLARE_FINAL_TYPE (HubAccount, hub_account, HUB, ACCOUNT, GObject)

HubAccount     *hub_account_new             (GSettings           *settings);
HubAccountState hub_account_get_state       (HubAccount          *self);
HubClient      *hub_account_get_client      (HubAccount          *self);
const GError   *hub_account_get_error       (HubAccount          *self);
gboolean        hub_account_is_local        (HubAccount          *self);
HubNotifications *hub_account_get_notifications (HubAccount        *self);
void            hub_account_resume          (HubAccount          *self);
char           *hub_account_describe        (HubAccount          *self);
void            hub_account_connect_async   (HubAccount          *self,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
HubClient      *hub_account_connect_finish  (HubAccount          *self,
                                             GAsyncResult        *result,
                                             GError             **error);
void            hub_account_sign_in_async   (HubAccount          *self,
                                             const char          *superhub_id,
                                             const char          *password,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
gboolean        hub_account_sign_in_finish  (HubAccount          *self,
                                             GAsyncResult        *result,
                                             GError             **error);
gboolean        hub_account_sign_out        (HubAccount          *self,
                                             GError             **error);
void            hub_account_disconnect      (HubAccount          *self);

G_END_DECLS
