/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *hub_mime_type_for_name (const char *name);

G_END_DECLS
