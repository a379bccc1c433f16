/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hub-workbench.h"

G_BEGIN_DECLS

/* Preview: the steps, then the QR code for the phone. Signal: "open-location" (const char *file, guint line, guint
 * column). Actions: preview.refresh, preview.cancel, preview.copy-link, preview.copy-password,
 * preview.share (boolean), preview.open-problem. */
#define HUB_TYPE_PREVIEW_POPOVER (hub_preview_popover_get_type ())
G_DECLARE_FINAL_TYPE (HubPreviewPopover, hub_preview_popover, HUB, PREVIEW_POPOVER, GtkPopover)

void        hub_preview_popover_set_workbench (HubPreviewPopover *self,
                                               HubWorkbench      *workbench);
void        hub_preview_popover_start         (HubPreviewPopover *self,
                                               JsonObject        *condition);
const char *hub_preview_popover_get_link      (HubPreviewPopover *self);
const char *hub_preview_popover_get_state     (HubPreviewPopover *self);

G_END_DECLS
