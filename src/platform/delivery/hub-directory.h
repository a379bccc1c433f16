/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-platform.h"

G_BEGIN_DECLS

/* One program that anybody may find. */
typedef struct
{
  char *app_id;
  char *name;
  char *version;    /* the online one */
  char *folded;     /* the name as it is compared */
  char *place;      /* in the order of the list */
} HubDirectoryEntry;

/* The online programs by name, in memory. */
typedef struct _HubDirectory HubDirectory;

HubDirectory *hub_directory_new        (HubPlatform   *platform);
void          hub_directory_free       (HubDirectory  *self);
void          hub_directory_invalidate (HubDirectory  *self,
                                        const char    *app_id);
GPtrArray    *hub_directory_search     (HubDirectory  *self,
                                        const char    *query,
                                        const char    *after,
                                        guint          limit,
                                        GError       **error);

G_END_DECLS
