/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *hub_console_words_app_state (const char  *id,
                                         const char **style);
const char *hub_console_words_doing     (const char  *action);

G_END_DECLS
