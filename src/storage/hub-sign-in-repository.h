/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

/* Somebody asked to sign in to a program's console. */
typedef struct
{
  gint64  number;
  char   *id;
  char   *app_id;
  char   *superhub_id;
  char   *display_name;
  char   *message;       /* what the person says about it */
  char   *address;       /* where the request came from; "" for one of before this was kept */
  char   *label;         /* what it came from: the User-Agent; "" where it did not say */
  char   *state;         /* "pending", "allowed", "denied", "used", "ended" */
  gint64  created_at;
  gint64  expires_at;
  char   *decided_by;    /* (nullable): the admin; %NULL for a member, whom nobody has to let in */
  gint64  decided_at;    /* 0 for not yet */
} HubSignInRow;

void       hub_sign_in_row_free               (HubSignInRow        *row);
gboolean   hub_sign_in_repository_insert      (HubDatabase         *database,
                                               const HubSignInRow  *row,
                                               GError             **error);
gboolean   hub_sign_in_repository_find        (HubDatabase         *database,
                                               const char          *id,
                                               HubSignInRow       **found,
                                               GError             **error);
gboolean   hub_sign_in_repository_find_open   (HubDatabase         *database,
                                               const char          *app_id,
                                               const char          *superhub_id,
                                               HubSignInRow       **found,
                                               GError             **error);
GPtrArray *hub_sign_in_repository_list        (HubDatabase         *database,
                                               const char          *app_id,
                                               const char          *state,
                                               gint64               now,
                                               gint64               before,
                                               guint                limit,
                                               GError             **error);
gint64     hub_sign_in_repository_count_since (HubDatabase         *database,
                                               const char          *superhub_id,
                                               gint64               since,
                                               GError             **error);
gboolean   hub_sign_in_repository_set_state   (HubDatabase         *database,
                                               const HubSignInRow  *row,
                                               const char          *state,
                                               GError             **error);
gboolean   hub_sign_in_repository_end_of_person (HubDatabase       *database,
                                                 const char        *app_id,
                                                 const char        *superhub_id,
                                                 gint64             now,
                                                 GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubSignInRow, hub_sign_in_row_free)

G_END_DECLS
