/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One line of the program's console; immutable. */
#define HUB_TYPE_CONSOLE_MESSAGE (hub_console_message_get_type ())
G_DECLARE_FINAL_TYPE (HubConsoleMessage, hub_console_message, HUB, CONSOLE_MESSAGE, GObject)

HubConsoleMessage *hub_console_message_new        (const char        *level,
                                                   const char        *text,
                                                   const char        *file,
                                                   guint              line,
                                                   guint              column,
                                                   const char        *stack);
const char        *hub_console_message_get_level  (HubConsoleMessage *self);
const char        *hub_console_message_get_text   (HubConsoleMessage *self);
const char        *hub_console_message_get_file   (HubConsoleMessage *self);
guint              hub_console_message_get_line   (HubConsoleMessage *self);
guint              hub_console_message_get_column (HubConsoleMessage *self);
const char        *hub_console_message_get_stack  (HubConsoleMessage *self);
gint64             hub_console_message_get_time   (HubConsoleMessage *self);

G_END_DECLS
