/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A QR code, sharp at any size, dark on white in the dark style too. */
#define HUB_TYPE_QR_CODE (hub_qr_code_get_type ())
G_DECLARE_FINAL_TYPE (HubQrCode, hub_qr_code, HUB, QR_CODE, GtkWidget)

void hub_qr_code_set_text    (HubQrCode  *self,
                              const char *text);
void hub_qr_code_set_expired (HubQrCode  *self,
                              gboolean    expired);

G_END_DECLS
