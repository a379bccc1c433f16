/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Bounds of one program's storage, as on phones. */
#define HUB_PROGRAM_STORAGE_MAX_ITEM  (1024 * 1024)
#define HUB_PROGRAM_STORAGE_MAX_TOTAL (10 * 1024 * 1024)

#define HUB_TYPE_PROGRAM_STORAGE (hub_program_storage_get_type ())
G_DECLARE_FINAL_TYPE (HubProgramStorage, hub_program_storage, HUB, PROGRAM_STORAGE, GObject)

char              *hub_program_storage_name   (const char         *id);
HubProgramStorage *hub_program_storage_new    (const char         *id,
                                               const char         *folder);
gboolean           hub_program_storage_get    (HubProgramStorage  *self,
                                               const char         *key,
                                               char              **value,
                                               GError            **error);
gboolean           hub_program_storage_set    (HubProgramStorage  *self,
                                               const char         *key,
                                               const char         *value,
                                               GError            **error);
gboolean           hub_program_storage_remove (HubProgramStorage  *self,
                                               const char         *key,
                                               GError            **error);
gboolean           hub_program_storage_clear  (HubProgramStorage  *self,
                                               GError            **error);
gboolean           hub_program_storage_info   (HubProgramStorage  *self,
                                               GStrv              *keys,
                                               gsize              *size,
                                               GError            **error);

G_END_DECLS
