/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

/* What a backup holds. */
typedef struct
{
  char   *database;   /* the file's name in the folder */
  guint   files;      /* packages and others */
  guint64 bytes;      /* of them all */
} HubBackup;

HubBackup *hub_backup_make (HubDatabase  *database,
                            const char   *data_dir,
                            const char   *folder,
                            GError      **error);
void       hub_backup_free (HubBackup    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubBackup, hub_backup_free)

G_END_DECLS
