/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

/* What a program keeps for a person (wx.setStorage): JSON texts by key. */
gboolean  hub_value_repository_get    (HubDatabase  *database,
                                       const char   *app_id,
                                       const char   *superhub_id,
                                       const char   *key,
                                       char        **value,
                                       GError      **error);
gboolean  hub_value_repository_set    (HubDatabase  *database,
                                       const char   *app_id,
                                       const char   *superhub_id,
                                       const char   *key,
                                       const char   *value,
                                       GError      **error);
gboolean  hub_value_repository_delete (HubDatabase  *database,
                                       const char   *app_id,
                                       const char   *superhub_id,
                                       const char   *key,
                                       GError      **error);
char    **hub_value_repository_list   (HubDatabase  *database,
                                       const char   *app_id,
                                       const char   *superhub_id,
                                       gint64       *bytes,
                                       GError      **error);
gint64    hub_value_repository_sum    (HubDatabase  *database,
                                       const char   *app_id,
                                       const char   *superhub_id,
                                       const char   *except,
                                       GError      **error);

G_END_DECLS
