/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-phone.h"

#include <string.h>

#include "hub-phone-private.h"

/* A run takes a value to store, of 1 MB, whose JSON may be twice as long, and sends 10 MB to a server, which are a third more
 * in base64; a page takes a form. */
#define MAX_RUN_BODY (3 * 1024 * 1024)
#define MAX_SENT_BODY (14 * 1024 * 1024)
#define MAX_FORM (16 * 1024)

/**
 * hub_phone_body_limit:
 * @path: of a request
 *
 * Returns: how many bytes its body may have
 */
gsize
hub_phone_body_limit (const char *path)
{
  if (!g_str_has_prefix (path, "/r/"))
    return MAX_FORM;
  return strstr (path, "/host/network/") != NULL ? MAX_SENT_BODY : MAX_RUN_BODY;
}

/**
 * hub_phone_name_of:
 * @path: of a request
 *
 * Returns: (transfer none): its name for the log, without the tokens that stand in paths
 */
const char *
hub_phone_name_of (const char *path)
{
  const struct { const char *prefix, *name; } names[] = {
    { "/p/", "openPreview" },
    { "/t/", "openTestVersion" },
    { "/d/", "openDeveloperVersion" },
    { "/a/", "openOnlineVersion" },
    { "/v/", "openReviewVersion" },
    { "/q", "openLink" },
    { "/c/", "openCode" },
    { "/r/", "run" },
    { "/signin", "signIn" },
    { "/signout", "signOut" },
    { "/assets/", "asset" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_has_prefix (path, names[i].prefix))
      return names[i].name;
  return "other";
}

static void
send_asset (HubRequest *request, const char *name)
{
  g_autoptr (GBytes) bytes = NULL;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);

  if (g_str_equal (name, "phone.css") || g_str_equal (name, "program.js") || g_str_equal (name, "release.js")
      || g_str_equal (name, "update.js"))
    bytes = hub_page_find_asset (name);
  if (bytes == NULL)
    {
      hub_page_send_notice (request, 404, "quiet", "unknown", NULL);
      return;
    }
  soup_message_headers_replace (headers, "Cache-Control", "no-cache");
  hub_phone_send_bytes (request, name, bytes);
}

static void
send_home (HubRequest *request)
{
  g_autoptr (HubPage) page = NULL;

  if (!hub_phone_sign_in (request))
    {
      hub_phone_ask_sign_in (request, "/");
      return;
    }
  page = hub_page_new (request);
  hub_page_set (page, "who", request->actor->superhub_id);
  hub_page_set_message (page, "heading", "signed_in_heading");
  hub_page_set_message (page, "text", "signed_in_text");
  hub_page_set_fragment (page, "body", "home.html");
  hub_page_send (page, 200, "page.html");
}

static void
handle_get (HubRequest *request, const char *path)
{
  if (g_str_equal (path, "/"))
    send_home (request);
  else if (g_str_has_prefix (path, "/p/"))
    hub_phone_open_preview (request, path + 3);
  else if (g_str_has_prefix (path, "/t/"))
    hub_phone_open_test (request, path + 3, NULL, NULL);
  else if (g_str_has_prefix (path, "/d/"))
    hub_phone_open_developer (request, path + 3);
  else if (g_str_has_prefix (path, "/a/") && g_str_has_suffix (path, "/version"))
    hub_phone_tell_version (request, path + 3);
  else if (g_str_has_prefix (path, "/v/"))
    hub_phone_open_review (request, path + 3);
  else if (g_str_has_prefix (path, "/a/"))
    hub_phone_open_online (request, path + 3, NULL, NULL);
  else if (g_str_has_prefix (path, "/c/"))
    hub_phone_open_code (request, path + 3);
  else if (g_str_equal (path, "/q"))
    hub_phone_open_link (request);
  else if (g_str_equal (path, "/signin"))
    hub_phone_get_form (request);
  else if (g_str_has_prefix (path, "/assets/"))
    send_asset (request, path + strlen ("/assets/"));
  else
    hub_page_send_notice (request, 404, "quiet", "unknown", NULL);
}

/* (transfer full): TOKEN of "TOKEN/rest" */
static char *
dup_token (const char *path)
{
  return g_strndup (path, strcspn (path, "/"));
}

/**
 * hub_phone_admit:
 * @request: for anything but the API, whose headers have arrived
 *
 * Looks at who sends a body before it is taken.
 *
 * Returns: whether to go on; else it was answered
 */
gboolean
hub_phone_admit (HubRequest *request)
{
  const char *path = g_uri_get_path (soup_server_message_get_uri (request->message));
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  g_autofree char *token = NULL;

  if (!g_str_has_prefix (path, "/r/") || soup_message_headers_get_encoding (headers) == SOUP_ENCODING_NONE)
    return TRUE;
  token = dup_token (path + strlen ("/r/"));
  return hub_phone_admit_run (request, token);
}

static void
handle_run (HubRequest *request, const char *path)
{
  const char *slash = strchr (path, '/');
  g_autofree char *token = dup_token (path);

  hub_phone_serve_run (request, token, slash != NULL ? slash + 1 : "");
}

/**
 * hub_phone_handle:
 * @request: for anything but the API
 */
void
hub_phone_handle (HubRequest *request)
{
  const char *path = g_uri_get_path (soup_server_message_get_uri (request->message));
  const char *method = soup_server_message_get_method (request->message);

  if (g_str_has_prefix (path, "/r/"))
    handle_run (request, path + strlen ("/r/"));
  else if (g_str_equal (method, "GET") || g_str_equal (method, "HEAD"))
    handle_get (request, path);
  else if (g_str_equal (method, "POST") && g_str_equal (path, "/signin"))
    hub_phone_post_form (request);
  else if (g_str_equal (method, "POST") && g_str_equal (path, "/signout"))
    hub_phone_sign_out (request);
  else
    hub_page_send_notice (request, 405, "quiet", "unknown", NULL);
}
