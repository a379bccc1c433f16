/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-serve.h"

#include "hub-adoption.h"
#include "hub-client-address.h"
#include "hub-manifests.h"
#include "hub-refusals.h"
#include "hub-release-manifest.h"

/* A suspension shows everywhere within a minute: a proxy may answer for 20 + 5 seconds, what asks it for as long again.
 * While the platform does not answer at all, what is known is better than nothing: nobody can suspend either, and the
 * document's own expiry is the limit. */
#define MANIFEST_CACHE "public, max-age=20, stale-while-revalidate=5, stale-if-error=86400"
#define MISSING_CACHE "public, max-age=5"
#define KEYS_CACHE "public, max-age=300, stale-if-error=86400"
#define MAX_APP_ID 64

/**
 * hub_serve_owns:
 * @path: of a request
 *
 * Returns: whether it is answered here
 */
gboolean
hub_serve_owns (const char *path)
{
  return g_str_has_prefix (path, "/packages/") || g_str_equal (path, HUB_MANIFEST_KEYS_PATH);
}

/**
 * hub_serve_name_of:
 * @path: of a request that is answered here
 *
 * Returns: (transfer none): its name for the log
 */
const char *
hub_serve_name_of (const char *path)
{
  return g_str_has_prefix (path, "/packages/") ? "getPackage" : "getManifestKeys";
}

static gboolean
is_id (const char *text)
{
  gsize length = strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

  return length > 0 && length <= MAX_APP_ID && text[length] == '\0';
}

static gboolean
has_already (SoupServerMessage *message, const char *tag)
{
  SoupMessageHeaders *asked = soup_server_message_get_request_headers (message);
  const char *tags = soup_message_headers_get_list (asked, "If-None-Match");

  return tags != NULL && (strstr (tags, tag) != NULL || g_str_equal (tags, "*"));
}

static void
send_error (SoupServerMessage *message, const GError *error)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const HubRefusal *refusal = hub_refusals_of_error (error);
  gboolean inside = refusal->kind == HUB_ERROR_STORAGE || refusal->kind == HUB_ERROR_FAILED;
  char *body = g_strdup_printf ("{\"error\":{\"code\":\"%s\",\"message\":\"%s. %s.\"}}", refusal->code, refusal->meaning,
                                refusal->remedy);

  if (inside)
    g_message ("event=failure operation=getManifest code=%s reason=\"%s\"", refusal->code, error->message);
  soup_message_headers_replace (headers, "Cache-Control", inside ? "no-store" : MISSING_CACHE);
  soup_server_message_set_status (message, refusal->status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, body, strlen (body));
}

/**
 * hub_serve_manifest:
 * @platform: the platform
 * @message: a GET or HEAD of `/m/APPID`
 * @app_id: whatever stands there
 *
 * The hot path: where nothing has changed, no database is asked, nothing is written to the log and no JSON is made.
 */
void
hub_serve_manifest (HubPlatform *platform, SoupServerMessage *message, const char *app_id)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autoptr (GError) error = NULL;
  const HubManifest *manifest = NULL;

  soup_message_headers_append (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_append (headers, "Access-Control-Allow-Origin", "*");
  if (is_id (app_id))
    manifest = hub_manifests_get (platform->manifests, app_id, &error);
  else
    hub_refuse (&error, "app.not_found", "no such id");
  if (manifest == NULL)
    {
      send_error (message, error);
      return;
    }
  soup_message_headers_append (headers, "ETag", manifest->tag);
  soup_message_headers_append (headers, "Cache-Control", MANIFEST_CACHE);
  if (has_already (message, manifest->tag))
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_MODIFIED, NULL);
      return;
    }
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_append (headers, "Content-Type", HUB_MANIFEST_CONTENT_TYPE);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), manifest->document);
}

/* A page of somebody else's must not count in the name of who looks at it. */
static gboolean
is_from_elsewhere (SoupMessageHeaders *headers)
{
  const char *site = soup_message_headers_get_one (headers, "Sec-Fetch-Site");

  return site != NULL && !g_str_equal (site, "same-origin") && !g_str_equal (site, "none");
}

/**
 * hub_serve_report:
 * @platform: the platform
 * @message: a POST of `/m/APPID`, whose body is not looked at
 * @app_id: whatever stands there
 * @query: (nullable) (element-type utf8 utf8): "package": what the client runs
 *
 * The other half of the update check: the answer is the same for everybody and comes from any cache, so a client that wants
 * to be counted says so. Nothing is known of it but what it says.
 */
void
hub_serve_report (HubPlatform *platform, SoupServerMessage *message, const char *app_id, GHashTable *query)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *package = query != NULL ? g_hash_table_lookup (query, "package") : NULL;
  const char *host = soup_server_message_get_remote_host (message);
  g_autofree char *address = hub_client_address_find (platform->trusted_proxies, host != NULL ? host : "", headers);
  g_autoptr (GError) error = NULL;

  if (!is_id (app_id))
    hub_refuse (&error, "app.not_found", "no such id");
  else if (package == NULL || is_from_elsewhere (headers))
    hub_refuse (&error, "request.invalid", "no package");
  else if (hub_adoption_report (platform, app_id, package, address, &error))
    {
      soup_message_headers_append (soup_server_message_get_response_headers (message), "Cache-Control", "no-store");
      soup_server_message_set_status (message, SOUP_STATUS_NO_CONTENT, NULL);
      return;
    }
  send_error (message, error);
}

static void
send_keys (HubRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
  g_autoptr (GError) error = NULL;
  const char *keys = hub_manifests_get_keys (request->platform->manifests, &error);

  if (keys == NULL)
    {
      send_error (request->message, error);
      return;
    }
  soup_message_headers_replace (headers, "Cache-Control", KEYS_CACHE);
  soup_message_headers_replace (headers, "Access-Control-Allow-Origin", "*");
  soup_server_message_set_status (request->message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (request->message, "application/jwk-set+json", SOUP_MEMORY_COPY, keys, strlen (keys));
}

/**
 * hub_serve_handle:
 * @request: for a path that hub_serve_owns()
 */
void
hub_serve_handle (HubRequest *request)
{
  const char *path = g_uri_get_path (soup_server_message_get_uri (request->message));
  const char *method = soup_server_message_get_method (request->message);

  if (!g_str_equal (method, "GET") && !g_str_equal (method, "HEAD"))
    {
      soup_message_headers_replace (soup_server_message_get_response_headers (request->message), "Allow", "GET, HEAD");
      soup_server_message_set_status (request->message, SOUP_STATUS_METHOD_NOT_ALLOWED, NULL);
    }
  else if (g_str_has_prefix (path, "/packages/"))
    hub_serve_package (request, path + strlen ("/packages/"));
  else
    send_keys (request);
}
