/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  HUB_SCRIPT_MODULE,    /* a module of the compiled program begins: name */
  HUB_SCRIPT_TEMPLATE,  /* a template of the compiled program begins: name, without .wxml */
  HUB_SCRIPT_API,       /* a member of wx that handles information about people: name; key is the kind of information */
  HUB_SCRIPT_ADDRESS,   /* an address: name is scheme, host and port; key the member of wx it is given to, "" for a mention */
  HUB_SCRIPT_DYNAMIC,   /* a member of wx whose name is made while the program runs */
} HubScriptKind;

typedef struct
{
  HubScriptKind kind;
  const char   *name;
  const char   *key;
  guint         line;   /* in what was scanned, from 1 */
} HubScriptFinding;

typedef void (*HubScriptFound) (const HubScriptFinding *finding, gpointer user_data);

void        hub_script_scan           (const char     *text,
                                       gsize           length,
                                       HubScriptFound  found,
                                       gpointer        user_data);
const char *hub_script_scan_find_key  (const char     *api);
gboolean    hub_script_scan_is_listed (const char     *api);

G_END_DECLS
