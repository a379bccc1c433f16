/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void     hub_file_tree_remove (const char *path);
gboolean hub_file_tree_copy   (const char *from,
                            const char *to,
                            const char *left_out,
                            GError    **error);

G_END_DECLS
