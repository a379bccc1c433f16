/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Our SQL in PostgreSQL's words. */
char *hub_postgresql_number_placeholders (const char *sql);
char *hub_postgresql_translate_schema    (const char *sql);

G_END_DECLS
