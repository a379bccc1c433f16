/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *hub_random_letters (guint    length,
                          GError **error);

G_END_DECLS
