/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-platform.h"

G_BEGIN_DECLS

/* What an operator sets: in a file, and for some of it by options, which win. */
typedef struct
{
  char      *listen;
  char      *public_url;
  char      *data_dir;
  char      *database;
  char      *trusted_proxies;
  gboolean   closed;
  HubLimits  limits;
} HubConfig;

HubConfig *hub_config_new        (void);
void       hub_config_free       (HubConfig   *self);
gboolean   hub_config_read       (HubConfig   *self,
                                  const char  *path,
                                  GError     **error);
char      *hub_config_to_example (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubConfig, hub_config_free)

G_END_DECLS
