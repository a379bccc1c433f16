/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "hub-package.h"

G_BEGIN_DECLS

/* One side of a comparison. */
typedef struct
{
  HubPackage *package;    /* (nullable): nothing stands on this side */
  JsonObject *facts;      /* (nullable): of hub_package_facts_read() */
} HubPackageSide;

JsonObject *hub_package_difference_read (const HubPackageSide *before,
                                         const HubPackageSide *after);

G_END_DECLS
