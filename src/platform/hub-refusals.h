/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "hub-error.h"

G_BEGIN_DECLS

/* One way in which the platform refuses: docs/errors.md is made from these. */
typedef struct
{
  const char *code;
  HubError    kind;
  guint       status;    /* of HTTP */
  const char *meaning;   /* as in the sources: _() says it to somebody */
  const char *remedy;    /* what the person does now */
} HubRefusal;

const HubRefusal *hub_refusals_list       (gsize         *n_refusals);
const HubRefusal *hub_refusals_find       (const char    *code);
const HubRefusal *hub_refusals_of_error   (const GError  *error);
char             *hub_refusals_to_table   (void);
void              hub_refuse              (GError       **error,
                                           const char    *code,
                                           const char    *format,
                                           ...) G_GNUC_PRINTF (3, 4);

G_END_DECLS
