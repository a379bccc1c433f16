/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-phone.h"

#include "hub-refusals.h"

/* Larger than a value a program may store. */
#define MAX_BODY (2 * 1024 * 1024)

/**
 * hub_phone_body_limit:
 * @path: of a request
 *
 * Returns: how many bytes its body may have
 */
gsize
hub_phone_body_limit (const char *path)
{
  return g_str_has_prefix (path, "/r/") ? MAX_BODY : 16 * 1024;
}

/**
 * hub_phone_name_of:
 * @path: of a request
 *
 * Returns: (transfer none): its name for the log, without tokens
 */
const char *
hub_phone_name_of (const char *path)
{
  return g_str_has_prefix (path, "/r/") ? "phone-run" : "phone-page";
}

/**
 * hub_phone_handle:
 * @request: for a page
 */
void
hub_phone_handle (HubRequest *request)
{
  g_autoptr (GError) error = NULL;

  hub_refuse (&error, "request.not_found", "There is no such page");
  hub_request_refuse (request, error);
}
