/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "hub-package.h"

G_BEGIN_DECLS

/* Goes up when the reader learns to see more: what was read before is read again. */
#define HUB_PACKAGE_FACTS_READER 1

char *hub_package_facts_read (HubPackage *package);

G_END_DECLS
