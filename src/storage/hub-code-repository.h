/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

/* A mini program code: where /c/ID leads, and how it looks. */
typedef struct
{
  gint64   number;        /* only when read, as the scans */
  char    *id;
  char    *app_id;
  char    *env_version;   /* "release", "trial", "develop" */
  char    *page;          /* "" for the first */
  char    *scene;
  gint64   width;
  gint64   line_colour;   /* 0xRRGGBB, -1 for the logo's */
  gboolean is_hyaline;
  char    *made_by;
  gint64   made_at;
  gint64   scans;
  gint64   scanned_at;    /* 0 for never */
} HubCode;

void       hub_code_free                   (HubCode        *row);
gboolean   hub_code_repository_put         (HubDatabase    *database,
                                            const HubCode  *row,
                                            gboolean       *made,
                                            GError        **error);
gboolean   hub_code_repository_find        (HubDatabase    *database,
                                            const char     *id,
                                            HubCode       **found,
                                            GError        **error);
gboolean   hub_code_repository_find_same   (HubDatabase    *database,
                                            const HubCode  *wanted,
                                            HubCode       **found,
                                            GError        **error);
gboolean   hub_code_repository_count       (HubDatabase    *database,
                                            const char     *app_id,
                                            gint64         *count,
                                            GError        **error);
GPtrArray *hub_code_repository_list        (HubDatabase    *database,
                                            const char     *app_id,
                                            gint64          before,
                                            guint           limit,
                                            GError        **error);
gboolean   hub_code_repository_add_scans   (HubDatabase    *database,
                                            const char     *id,
                                            gint64          scans,
                                            gint64          scanned_at,
                                            GError        **error);
gboolean   hub_code_repository_put_logo    (HubDatabase    *database,
                                            const char     *app_id,
                                            const char     *png,
                                            const char     *set_by,
                                            gint64          set_at,
                                            GError        **error);
gboolean   hub_code_repository_delete_logo (HubDatabase    *database,
                                            const char     *app_id,
                                            GError        **error);
gboolean   hub_code_repository_find_logo   (HubDatabase    *database,
                                            const char     *app_id,
                                            char          **png,
                                            GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubCode, hub_code_free)

G_END_DECLS
