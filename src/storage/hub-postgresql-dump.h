/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean hub_postgresql_dump (const char *conninfo, const char *path, GError **error);

G_END_DECLS
