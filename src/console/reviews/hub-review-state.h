/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *hub_review_state_get_name  (const char *state);
const char *hub_review_state_get_style (const char *state);
const char *hub_review_state_get_icon  (const char *state);

G_END_DECLS
