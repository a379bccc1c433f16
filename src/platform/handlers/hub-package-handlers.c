/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "hub-package-service.h"
#include "hub-present.h"

static void
on_received (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HubRequest *request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HubPackageRow) package = hub_package_service_receive_finish (result, &error);

  hub_request_finish (request, package != NULL ? hub_present_package (package) : NULL, error);
  hub_request_resume (request);
}

static void
upload_package (HubRequest *request)
{
  hub_request_suspend (request);
  hub_package_service_receive_async (request->platform, request->actor,
                                     hub_request_get (request, "app_id"), request->spool, NULL,
                                     on_received, request);
}

const HubOperation hub_package_handlers[] = {
  { "uploadPackage", upload_package },
  { NULL, NULL },
};
