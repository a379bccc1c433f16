/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-developer-version-repository.h"

G_BEGIN_DECLS

typedef struct
{
  char   *app_id;
  char   *developer;
  char   *mode;          /* "follow", "pin" */
  char   *version;
  char   *remarks;
  char   *package;
  char   *set_by;
  gint64  set_at;
  gint64  key_slot;      /* whose slot it is: 0 for the developer's own, else an upload key's */
} HubTestVersion;

void     hub_test_version_free              (HubTestVersion             *row);
gboolean hub_test_version_repository_put    (HubDatabase                *database,
                                             const HubTestVersion       *row,
                                             GError                    **error);
gboolean hub_test_version_repository_find   (HubDatabase                *database,
                                             const char                 *app_id,
                                             HubTestVersion            **found,
                                             GError                    **error);
gboolean hub_test_version_repository_follow (HubDatabase                *database,
                                             const HubDeveloperVersion  *row,
                                             GError                    **error);
gboolean hub_test_version_repository_delete (HubDatabase                *database,
                                             const char                 *app_id,
                                             GError                    **error);
gboolean hub_test_version_repository_delete_follower (HubDatabase               *database,
                                                      const HubDeveloperVersion *row,
                                                      GError                   **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubTestVersion, hub_test_version_free)

G_END_DECLS
