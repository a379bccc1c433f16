/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "hub-present.h"
#include "hub-release-service.h"

static void
create_release (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubRelease) release = NULL;
  g_autofree char *base_url = hub_request_base_url (request);

  release = hub_release_service_create (request->platform, request->actor,
                                        hub_request_get (request, "app_id"),
                                        hub_request_get (request, "review_id"), &error);
  hub_request_finish (request, release != NULL ? hub_present_release (release, base_url) : NULL, error);
}

const HubOperation hub_release_handlers[] = {
  { "createRelease", create_release },
  { NULL, NULL },
};
