/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

/* Where a program's notifications are sent besides, and how that goes. */
typedef struct
{
  char   *app_id;
  char   *url;
  char   *secret;
  gint64  failing_since;   /* the first attempt that failed since the last that did not; 0 for none */
  gint64  disabled_at;     /* 0 while it is sent to */
  char   *outcome;         /* what the last attempt failed with, "" where it did not */
  gint64  delivered_at;    /* 0 for never */
  char   *set_by;
  gint64  set_at;
} HubWebhook;

/* One notification on its way. */
typedef struct
{
  gint64  number;
  char   *id;
  char   *app_id;
  gint64  notification;
  char   *kind;
  char   *content;         /* JSON: what is sent, the same in every attempt */
  char   *state;           /* "pending", "delivered", "failing" */
  gint64  attempts;
  gint64  due_at;          /* 0: not before the webhook is set again */
  char   *outcome;         /* what the last attempt failed with */
  gint64  created_at;
  gint64  delivered_at;    /* 0 for not yet */
} HubWebhookDelivery;

void        hub_webhook_free                     (HubWebhook                *row);
void        hub_webhook_delivery_free            (HubWebhookDelivery        *row);
gboolean    hub_webhook_repository_put           (HubDatabase               *database,
                                                  const HubWebhook          *row,
                                                  GError                   **error);
gboolean    hub_webhook_repository_find          (HubDatabase               *database,
                                                  const char                *app_id,
                                                  HubWebhook               **found,
                                                  GError                   **error);
gboolean    hub_webhook_repository_delete        (HubDatabase               *database,
                                                  const char                *app_id,
                                                  gboolean                  *deleted,
                                                  GError                   **error);
gboolean    hub_webhook_repository_note          (HubDatabase               *database,
                                                  const HubWebhook          *row,
                                                  GError                   **error);
gboolean    hub_webhook_repository_add_delivery  (HubDatabase               *database,
                                                  const HubWebhookDelivery  *row,
                                                  GError                   **error);
GPtrArray  *hub_webhook_repository_list_due      (HubDatabase               *database,
                                                  gint64                     now,
                                                  guint                      limit,
                                                  GError                   **error);
GPtrArray  *hub_webhook_repository_list          (HubDatabase               *database,
                                                  const char                *app_id,
                                                  gint64                     before,
                                                  guint                      limit,
                                                  GError                   **error);
gboolean    hub_webhook_repository_get_next      (HubDatabase               *database,
                                                  gint64                    *due_at,
                                                  GError                   **error);
gboolean    hub_webhook_repository_claim         (HubDatabase               *database,
                                                  HubWebhookDelivery        *row,
                                                  gint64                     until,
                                                  gboolean                  *claimed,
                                                  GError                   **error);
gboolean    hub_webhook_repository_finish        (HubDatabase               *database,
                                                  const HubWebhookDelivery  *row,
                                                  GError                   **error);
gboolean    hub_webhook_repository_hold          (HubDatabase               *database,
                                                  const char                *app_id,
                                                  GError                   **error);
gboolean    hub_webhook_repository_release       (HubDatabase               *database,
                                                  const char                *app_id,
                                                  gint64                     due_at,
                                                  GError                   **error);
gboolean    hub_webhook_repository_get_oldest    (HubDatabase *database,
                                                  gint64 *at,
                                                  GError **error);
gboolean    hub_webhook_repository_forget        (HubDatabase *database,
                                                  gint64 before,
                                                  guint limit,
                                                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubWebhook, hub_webhook_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubWebhookDelivery, hub_webhook_delivery_free)

G_END_DECLS
