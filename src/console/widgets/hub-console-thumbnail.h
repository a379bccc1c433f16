/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hub-console-model.h"

G_BEGIN_DECLS

/* A small picture that shows itself at full size when it is clicked. Signal "removed": the person wants it gone. */
#define HUB_TYPE_CONSOLE_THUMBNAIL (hub_console_thumbnail_get_type ())
G_DECLARE_FINAL_TYPE (HubConsoleThumbnail, hub_console_thumbnail, HUB, CONSOLE_THUMBNAIL, GtkWidget)

GtkWidget *hub_console_thumbnail_new         (gboolean             removable);
void       hub_console_thumbnail_set_place   (HubConsoleThumbnail *self,
                                              int                  place);
void       hub_console_thumbnail_set_texture (HubConsoleThumbnail *self,
                                              GdkTexture          *texture);
void       hub_console_thumbnail_read        (HubConsoleThumbnail *self,
                                              HubConsoleModel     *model,
                                              const char          *id,
                                              const char          *review_id);

G_END_DECLS
