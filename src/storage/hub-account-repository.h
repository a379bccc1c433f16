/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

typedef struct
{
  char     *superhub_id;
  char     *display_name;
  char     *password_hash;
  gboolean  reviewer;
  gint64    created_at;
} HubAccount;

void        hub_account_free                    (HubAccount        *account);
gboolean    hub_account_repository_insert       (HubDatabase       *database,
                                                 const HubAccount  *account,
                                                 GError           **error);
gboolean    hub_account_repository_find         (HubDatabase       *database,
                                                 const char        *superhub_id,
                                                 HubAccount       **account,
                                                 GError           **error);
gboolean    hub_account_repository_set_reviewer (HubDatabase       *database,
                                                 const char        *superhub_id,
                                                 gboolean           reviewer,
                                                 gint64            *changed,
                                                 GError           **error);
gboolean    hub_account_repository_set_name     (HubDatabase *database,
                                                 const char *superhub_id,
                                                 const char *display_name,
                                                 GError **error);
gboolean    hub_account_repository_set_password (HubDatabase       *database,
                                                 const char        *superhub_id,
                                                 const char        *password_hash,
                                                 GError           **error);
GPtrArray  *hub_account_repository_list_reviewers (HubDatabase     *database,
                                                 GError           **error);
gint64      hub_account_repository_count        (HubDatabase       *database,
                                                 GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubAccount, hub_account_free)

G_END_DECLS
