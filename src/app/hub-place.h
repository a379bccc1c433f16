/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A place in a source file, as sentences name it: "pages/index/index.wxml:3:5". */
typedef struct
{
  char *file;
  guint line;
  guint column;   /* 0 where unknown */
} HubPlace;

HubPlace *hub_place_find (const char *sentence);
void      hub_place_free (HubPlace   *self);

G_END_DECLS
