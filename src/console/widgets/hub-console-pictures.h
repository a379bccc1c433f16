/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hub-console-model.h"

G_BEGIN_DECLS

/* Pictures of a review's form or of its decision, small; a click shows one at its size. Where some may be added, they come from
 * files, from the clipboard or by a drop, and are sent to the platform at once. Signal "changed". */
#define HUB_TYPE_CONSOLE_PICTURES (hub_console_pictures_get_type ())
G_DECLARE_FINAL_TYPE (HubConsolePictures, hub_console_pictures, HUB, CONSOLE_PICTURES, GtkWidget)

GtkWidget *hub_console_pictures_new        (HubConsoleModel    *model,
                                            const char         *title,
                                            guint               max_pictures);
void       hub_console_pictures_set_review (HubConsolePictures *self,
                                            const char         *review_id);
void       hub_console_pictures_set_ids    (HubConsolePictures *self,
                                            JsonArray          *ids);
JsonArray *hub_console_pictures_dup_ids    (HubConsolePictures *self);
gboolean   hub_console_pictures_is_sending (HubConsolePictures *self);
void       hub_console_pictures_send       (HubConsolePictures *self,
                                            GBytes             *bytes);

G_END_DECLS
