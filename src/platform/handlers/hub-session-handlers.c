/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "hub-account-service.h"
#include "hub-password.h"
#include "hub-present.h"
#include "hub-session-service.h"

static JsonNode *
present_session (HubRequest *request, const HubSignIn *sign_in, GError **error)
{
  g_autoptr (HubAccount) account = NULL;
  JsonObject *object;

  account = hub_account_service_get (request->platform, request->actor->superhub_id, error);
  if (account == NULL)
    return NULL;
  object = json_object_new ();
  json_object_set_string_member (object, "token", sign_in->token);
  json_object_set_string_member (object, "scope", sign_in->scope);
  hub_present_set_time (object, "expires_at", sign_in->expires_at);
  json_object_set_member (object, "account", hub_present_account (account));
  return hub_present_object (object);
}

static void
on_verified (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HubRequest *request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HubSignIn) sign_in = NULL;
  const char *superhub_id = hub_request_get (request, "superhub_id");
  const char *scope = hub_request_get (request, "scope");
  JsonNode *body = NULL;

  if (!hub_password_verify_finish (result))
    hub_session_service_refuse_try (&error);
  else
    sign_in = hub_session_service_create (request->platform, request->actor, superhub_id,
                                          scope != NULL ? scope : "devtools", &error);
  if (sign_in != NULL)
    body = present_session (request, sign_in, &error);
  hub_request_finish (request, body, error);
  hub_request_resume (request);
}

/* Looks at the password of an account that may not exist, which takes as long. */
static void
verify (HubRequest *request, const char *superhub_id, GAsyncReadyCallback callback)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubAccount) account = NULL;

  if (!hub_session_service_begin_try (request->platform, request->actor, superhub_id, &error)
      || !hub_account_repository_find (request->platform->database, superhub_id, &account, &error))
    {
      hub_request_refuse (request, error);
      return;
    }
  hub_request_suspend (request);
  hub_password_verify_async (hub_request_get (request, "password"),
                             account != NULL ? account->password_hash : NULL, callback, request);
}

static void
create_session (HubRequest *request)
{
  verify (request, hub_request_get (request, "superhub_id"), on_verified);
}

static void
on_confirmed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HubRequest *request = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;

  if (!hub_password_verify_finish (result))
    hub_session_service_refuse_try (&error);
  else
    done = hub_session_service_confirm (request->platform, request->actor, &error);
  hub_request_finish_done (request, done, error);
  hub_request_resume (request);
}

static void
confirm_session (HubRequest *request)
{
  verify (request, request->actor->superhub_id, on_confirmed);
}

static void
delete_session (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  gboolean done = hub_session_service_delete (request->platform, request->actor, &error);

  hub_request_finish_done (request, done, error);
}

const HubOperation hub_session_handlers[] = {
  { "createSession", create_session },
  { "confirmSession", confirm_session },
  { "deleteSession", delete_session },
  { NULL, NULL },
};
