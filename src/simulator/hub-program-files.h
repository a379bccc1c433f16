/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What a program may keep below `usr` and `store`, as on a phone, and below `tmp` while it runs. */
#define HUB_PROGRAM_FILES_MAX_KEPT      (200 * 1024 * 1024)
#define HUB_PROGRAM_FILES_MAX_TEMPORARY (G_GINT64_CONSTANT (1) << 30)

/* Positions of hub_program_files_write() besides those in the file. */
#define HUB_PROGRAM_FILES_ALL (-1)
#define HUB_PROGRAM_FILES_END (-2)

typedef struct
{
  gboolean is_folder;
  goffset  size;
  gint64   modified;   /* seconds since 1970 */
  gint64   accessed;
} HubFileFacts;

#define HUB_TYPE_PROGRAM_FILES (hub_program_files_get_type ())
G_DECLARE_FINAL_TYPE (HubProgramFiles, hub_program_files, HUB, PROGRAM_FILES, GObject)

HubProgramFiles *hub_program_files_new             (const char      *id,
                                                    const char      *folder);
void             hub_program_files_clear_temporary (HubProgramFiles *self);
char            *hub_program_files_resolve         (HubProgramFiles *self,
                                                    const char      *key);
char            *hub_program_files_make_temporary  (HubProgramFiles *self,
                                                    const char      *extension,
                                                    char           **key);
goffset          hub_program_files_get_room        (HubProgramFiles *self,
                                                    const char      *key);
void             hub_program_files_recount         (HubProgramFiles *self);
int              hub_program_files_stat            (HubProgramFiles *self,
                                                    const char      *key,
                                                    HubFileFacts    *facts);
int              hub_program_files_list            (HubProgramFiles *self,
                                                    const char      *key,
                                                    GStrv           *names);
int              hub_program_files_mkdir           (HubProgramFiles *self,
                                                    const char      *key);
int              hub_program_files_remove          (HubProgramFiles *self,
                                                    const char      *key);
int              hub_program_files_rename          (HubProgramFiles *self,
                                                    const char      *from,
                                                    const char      *to);
int              hub_program_files_copy            (HubProgramFiles *self,
                                                    const char      *from,
                                                    const char      *to);
int              hub_program_files_import          (HubProgramFiles *self,
                                                    const char      *path,
                                                    char           **key);
int              hub_program_files_truncate        (HubProgramFiles *self,
                                                    const char      *key,
                                                    goffset          length);
int              hub_program_files_write           (HubProgramFiles *self,
                                                    const char      *key,
                                                    gconstpointer    data,
                                                    gsize            length,
                                                    goffset          position);

G_END_DECLS
