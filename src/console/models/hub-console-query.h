/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-model.h"

G_BEGIN_DECLS

typedef enum
{
  HUB_CONSOLE_QUERY_OBJECT,       /* one answer */
  HUB_CONSOLE_QUERY_LIST,         /* pages of "items" with a cursor "next", read while one scrolls */
  HUB_CONSOLE_QUERY_WHOLE_LIST,   /* the same, all pages read one after the other */
  HUB_CONSOLE_QUERY_LOG,          /* pages of items that never change, newest first, each with a "number" or "id" */
} HubConsoleQueryKind;

/* What one page of the console asks of the platform beyond what the model reads for all of them. It is read when the page
 * comes in sight, and anew when something happens that concerns it. Main thread. Signal "changed". */
#define HUB_TYPE_CONSOLE_QUERY (hub_console_query_get_type ())
G_DECLARE_FINAL_TYPE (HubConsoleQuery, hub_console_query, HUB, CONSOLE_QUERY, GObject)

HubConsoleQuery *hub_console_query_new           (HubConsoleModel     *model,
                                                  HubConsoleQueryKind  kind,
                                                  const char          *operation,
                                                  const char * const  *events);
void             hub_console_query_set_parameter (HubConsoleQuery     *self,
                                                  const char          *name,
                                                  const char          *value);
void             hub_console_query_set_global    (HubConsoleQuery     *self);
void             hub_console_query_set_unpaged   (HubConsoleQuery     *self);
void             hub_console_query_set_active    (HubConsoleQuery     *self,
                                                  gboolean             active);
void             hub_console_query_reload        (HubConsoleQuery     *self);
void             hub_console_query_load_more     (HubConsoleQuery     *self);

HubConsoleState  hub_console_query_get_state     (HubConsoleQuery     *self);
const GError    *hub_console_query_get_error     (HubConsoleQuery     *self);
gboolean         hub_console_query_is_reading    (HubConsoleQuery     *self);
gboolean         hub_console_query_has_more      (HubConsoleQuery     *self);
JsonObject      *hub_console_query_get_answer    (HubConsoleQuery     *self);
GListModel      *hub_console_query_get_items     (HubConsoleQuery     *self);

G_END_DECLS
