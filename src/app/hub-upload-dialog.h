/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hub-workbench.h"

G_BEGIN_DECLS

/* Upload: version, remarks, sizes, then the steps. Signals: "uploaded" (const char *version); "open-location"
 * (const char *file, guint line, guint column). Actions: upload.send, upload.cancel, upload.open-problem. */
#define HUB_TYPE_UPLOAD_DIALOG (hub_upload_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HubUploadDialog, hub_upload_dialog, HUB, UPLOAD_DIALOG, AdwWindow)

GtkWidget *hub_upload_dialog_new         (GtkWindow       *parent,
                                          HubWorkbench    *workbench);
void       hub_upload_dialog_set_version (HubUploadDialog *self,
                                          const char      *version);
void       hub_upload_dialog_set_remarks (HubUploadDialog *self,
                                          const char      *remarks);

G_END_DECLS
