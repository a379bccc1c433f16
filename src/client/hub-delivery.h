/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-client.h"
#include "hub-pipeline.h"

G_BEGIN_DECLS

/* The steps both Preview and Upload go through, for the window and the command line alike. */
typedef enum
{
  HUB_DELIVERY_COMPILING,
  HUB_DELIVERY_CHECKING,
  HUB_DELIVERY_PACKING,
  HUB_DELIVERY_SENDING,     /* @fraction moves here */
  HUB_DELIVERY_FINISHING,
} HubDeliveryStep;

typedef void (*HubDeliveryProgress) (HubDeliveryStep step, double fraction, gpointer user_data);

/* compile → size check → pack → upload → QR link. @condition (nullable): {"path", "query", "scene"}.
 * Answer: createPreview's. A program with errors: HUB_ERROR_COMPILE, "compile.failed", whose message is the first
 * diagnostic as file:line:column. */
void      hub_delivery_preview_async  (HubPipeline *pipeline, HubClient *client, const char *app_id,
                                       JsonObject *condition, HubDeliveryProgress progress, gpointer progress_data,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
JsonNode *hub_delivery_preview_finish (GAsyncResult *result, GError **error);

/* The same up to the sizes, for the table of the Upload dialog; @client (nullable): the platform whose limits, as it last told
 * them, are meant. Answer: as hub_package_check_sizes(). */
void      hub_delivery_measure_async  (HubPipeline *pipeline, HubClient *client, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
JsonNode *hub_delivery_measure_finish (GAsyncResult *result, GError **error);

/* Answer: putDeveloperVersion's. */
void      hub_delivery_upload_async   (HubPipeline *pipeline, HubClient *client, const char *app_id,
                                       const char *version, const char *remarks,
                                       HubDeliveryProgress progress, gpointer progress_data,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
JsonNode *hub_delivery_upload_finish  (GAsyncResult *result, GError **error);

/* QR code as PNG file or as pixels (libqrencode). */
gboolean  hub_qr_write_png            (const char *text, const char *path, guint pixels_per_module, GError **error);
/* (transfer full): one byte a module, 1 for dark, @width × @width, without the quiet zone. */
guint8   *hub_qr_encode               (const char *text, guint *width, GError **error);

G_END_DECLS
