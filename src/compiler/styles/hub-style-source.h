/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-compilation.h"

G_BEGIN_DECLS

/* (transfer none) (nullable): the WXSS of a style sheet: its text, or what Sass or Less make of it, and then
 * @translated is set. Problems are reported; NULL where there is no text. */
const char *hub_style_source_load (HubCompilation *self,
                                   HubSource      *source,
                                   gsize          *length,
                                   gboolean       *translated);

G_END_DECLS
