/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

gboolean hub_comment_toggle (GtkSourceBuffer *buffer);

G_END_DECLS
