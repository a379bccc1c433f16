/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  HUB_SEVERITY_HINT,
  HUB_SEVERITY_WARNING,
  HUB_SEVERITY_ERROR,
} HubSeverity;

#define HUB_TYPE_DIAGNOSTIC (hub_diagnostic_get_type ())
G_DECLARE_FINAL_TYPE (HubDiagnostic, hub_diagnostic, HUB, DIAGNOSTIC, GObject)

/* Immutable; may be read from any thread. @file is relative to the program's root, with slashes,
 * "" where the whole program is meant; lines and columns count from 1, 0 where unknown. */
HubDiagnostic *hub_diagnostic_new          (HubSeverity    severity,
                                            const char    *code,
                                            const char    *message,
                                            const char    *file,
                                            guint          line,
                                            guint          column);
HubSeverity    hub_diagnostic_get_severity (HubDiagnostic *self);
const char    *hub_diagnostic_get_code     (HubDiagnostic *self);
const char    *hub_diagnostic_get_message  (HubDiagnostic *self);
const char    *hub_diagnostic_get_file     (HubDiagnostic *self);
guint          hub_diagnostic_get_line     (HubDiagnostic *self);
guint          hub_diagnostic_get_column   (HubDiagnostic *self);
/* "pages/index/index.wxml:3:5: error: message" */
char          *hub_diagnostic_to_string    (HubDiagnostic *self);

G_END_DECLS
