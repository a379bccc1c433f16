/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The compile condition: where the program starts. Signal: "applied". Actions: condition.apply, condition.reset. */
#define HUB_TYPE_CONDITION_POPOVER (hub_condition_popover_get_type ())
G_DECLARE_FINAL_TYPE (HubConditionPopover, hub_condition_popover, HUB, CONDITION_POPOVER, GtkPopover)

#define HUB_SCENE_DEFAULT 1001

void        hub_condition_popover_set_pages (HubConditionPopover *self,
                                             char               **pages);
const char *hub_condition_popover_get_page  (HubConditionPopover *self);
const char *hub_condition_popover_get_query (HubConditionPopover *self);
int         hub_condition_popover_get_scene (HubConditionPopover *self);
void        hub_condition_popover_set       (HubConditionPopover *self,
                                             const char          *page,
                                             const char          *query,
                                             int                  scene);
JsonObject *hub_condition_popover_dup       (HubConditionPopover *self);

G_END_DECLS
