/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GFile *hub_new_page_create (GFile       *root,
                            const char  *page,
                            GError     **error);

G_END_DECLS
