/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-phone-private.h"

#include "config.h"

#include "hub-code-service.h"
#include "hub-json.h"
#include "hub-language.h"
#include "hub-opening.h"
#include "hub-refusals.h"

static char *
make_condition (const HubCode *code)
{
  g_autoptr (JsonNode) node = hub_code_service_describe_start (code);

  return hub_json_to_string (node, FALSE);
}

static void
open_developer (HubRequest *request, const char *app_id, const char *path, const char *condition)
{
  g_autoptr (HubOpening) opening = NULL;
  g_autoptr (GError) error = NULL;

  if (!hub_phone_sign_in (request))
    {
      hub_phone_ask_sign_in (request, path);
      return;
    }
  opening = hub_opening_find_own (request->platform, request->actor, app_id, &error);
  if (opening == NULL)
    hub_phone_refuse (request, error, "openDeveloperVersion", app_id, path);
  else
    hub_phone_start_opening (request, opening, condition);
}

static void
open_version (HubRequest *request, const HubCode *code, const char *path)
{
  g_autofree char *condition = make_condition (code);

  if (g_str_equal (code->env_version, "trial"))
    hub_phone_open_test (request, code->app_id, path, condition);
  else if (g_str_equal (code->env_version, "develop"))
    open_developer (request, code->app_id, path, condition);
  else
    hub_phone_open_online (request, code->app_id, path, condition);
}

/* Clients that run programs themselves ask for JSON, browsers for a page. */
static gboolean
wants_json (HubRequest *request)
{
  const char *accepted = soup_message_headers_get_list (soup_server_message_get_request_headers (request->message), "Accept");

  return accepted != NULL && strstr (accepted, "application/json") != NULL && strstr (accepted, "text/html") == NULL;
}

/* What the code says: the program, and where it starts. Of other versions than the online one nobody is told who is not known. */
static void
tell_code (HubRequest *request, const HubCode *code)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node;

  if (code == NULL)
    hub_refuse (&error, "code.not_found", _("There is no such code; perhaps its program was removed"));
  else if (!g_str_equal (code->env_version, "release"))
    hub_refuse (&error, "auth.required",
                _("The code opens a version that is not online; scan it with a phone, and sign in there"));
  if (error != NULL)
    {
      hub_request_refuse (request, error);
      return;
    }
  node = hub_code_service_describe_start (code);
  json_object_set_string_member (json_node_get_object (node), "app_id", code->app_id);
  hub_request_reply (request, 200, node);
}

/**
 * hub_phone_open_code:
 * @request: for `/c/ID`
 * @id: a code's id; with a dash behind it, for those who come back from signing in, and were counted before
 */
void
hub_phone_open_code (HubRequest *request, const char *id)
{
  gboolean again = g_str_has_suffix (id, "-");
  g_autofree char *plain = g_strndup (id, strlen (id) - (again ? 1 : 0));
  g_autofree char *path = g_strconcat ("/c/", plain, "-", NULL);
  g_autoptr (HubCode) code = NULL;
  g_autoptr (GError) error = NULL;

  if (!hub_code_repository_find (request->platform->database, plain, &code, &error))
    {
      hub_page_send_error (request, error, "/");
      return;
    }
  if (code == NULL && wants_json (request))
    {
      tell_code (request, NULL);
      return;
    }
  if (code == NULL)
    {
      hub_page_send_notice (request, 404, "quiet", "unknown", NULL);
      return;
    }
  if (!again && g_str_equal (soup_server_message_get_method (request->message), "GET"))
    hub_code_service_count_scan (request->platform, code);
  if (wants_json (request))
    tell_code (request, code);
  else
    open_version (request, code, path);
}
