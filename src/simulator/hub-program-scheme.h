/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <webkit/webkit.h>

#include "hub-host.h"

G_BEGIN_DECLS

/* The base of every running program; a simulator has a web context of its own, so one name does. */
#define HUB_PROGRAM_URI_SCHEME "miniapp"
#define HUB_PROGRAM_BASE   HUB_PROGRAM_URI_SCHEME "://program/"

/* (transfer full) (nullable): the file that holds @name of the program. */
typedef char *(*HubProgramLookup) (const char *name,
                                   gpointer    user_data);

#define HUB_TYPE_PROGRAM_SCHEME (hub_program_scheme_get_type ())
G_DECLARE_FINAL_TYPE (HubProgramScheme, hub_program_scheme, HUB, PROGRAM_SCHEME, GObject)

HubProgramScheme *hub_program_scheme_new        (HubHost          *host);
void              hub_program_scheme_set_lookup (HubProgramScheme *self,
                                                 HubProgramLookup  lookup,
                                                 gpointer          user_data,
                                                 GDestroyNotify    destroy);
void              hub_program_scheme_register   (HubProgramScheme *self,
                                                 WebKitWebContext *context);
char             *hub_program_scheme_resolve    (HubProgramScheme *self,
                                                 const char       *path);
gboolean          hub_program_scheme_parse_range (const char      *header,
                                                  goffset          size,
                                                  goffset         *first,
                                                  goffset         *last);
gboolean          hub_program_scheme_owns       (const char       *uri);

G_END_DECLS
