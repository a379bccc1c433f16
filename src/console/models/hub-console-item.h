/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* One record the platform answered (a version, a review, a member …), never changed after it was made. */
#define HUB_TYPE_CONSOLE_ITEM (hub_console_item_get_type ())
G_DECLARE_FINAL_TYPE (HubConsoleItem, hub_console_item, HUB, CONSOLE_ITEM, GObject)

HubConsoleItem *hub_console_item_new        (JsonObject     *record);
JsonObject     *hub_console_item_get_record (HubConsoleItem *self);
const char     *hub_console_item_get_string (HubConsoleItem *self,
                                             const char     *member);
gboolean        hub_console_item_has        (HubConsoleItem *self,
                                             const char     *member,
                                             const char     *value);
GDateTime      *hub_console_item_dup_time   (HubConsoleItem *self,
                                             const char     *member);
char           *hub_console_item_dup_size   (HubConsoleItem *self);
void            hub_console_item_fill_store (GListStore     *store,
                                             JsonArray      *records);
void            hub_console_item_append_store (GListStore   *store,
                                               JsonArray    *records);

G_END_DECLS
