/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "hub-account-service.h"
#include "hub-language.h"
#include "hub-password.h"
#include "hub-present.h"
#include "hub-session-repository.h"
#include "hub-session-service.h"

/**
 * hub_session_handlers_present:
 * @request: a request
 * @sign_in: what it made
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer full) (nullable): the schema Session
 */
JsonNode *
hub_session_handlers_present (HubRequest *request, const HubSignIn *sign_in, GError **error)
{
  g_autoptr (HubAccount) account = NULL;
  JsonObject *object;

  account = hub_account_service_get (request->platform, request->actor->superhub_id, error);
  if (account == NULL)
    return NULL;
  object = json_object_new ();
  json_object_set_string_member (object, "token", sign_in->token);
  json_object_set_string_member (object, "scope", sign_in->scope);
  hub_present_set_text (object, "app_id", sign_in->app_id);
  hub_present_set_time (object, "expires_at", sign_in->expires_at);
  json_object_set_member (object, "account", hub_present_account (account));
  return hub_present_object (object);
}

static void
on_verified (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HubRequest *request = user_data;
  g_auto (HubLanguageScope) spoken = hub_language_begin (request->actor->language);
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
    body = hub_session_handlers_present (request, sign_in, &error);
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
  g_auto (HubLanguageScope) spoken = hub_language_begin (request->actor->language);
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

static JsonNode *
present_row (HubRequest *request, const HubSessionRow *row)
{
  JsonObject *object = json_object_new ();
  g_autofree char *id = hub_session_row_id (row);

  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "scope", row->scope);
  hub_present_set_text (object, "app_id", row->app_id);
  json_object_set_string_member (object, "address", row->address);
  json_object_set_string_member (object, "label", row->label);
  hub_present_set_time (object, "created_at", row->created_at);
  hub_present_set_time (object, "used_at", row->used_at);
  hub_present_set_time (object, "expires_at", row->expires_at);
  json_object_set_boolean_member (object, "current", g_str_equal (row->token_hash, request->actor->token_hash));
  return hub_present_object (object);
}

static void
list_sessions (HubRequest *request)
{
  const char *after = hub_request_get (request, "cursor");
  guint limit = hub_request_get_int (request, "limit", HUB_DEFAULT_PAGE);
  JsonArray *items = json_array_new ();
  g_autofree char *last = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  rows = hub_session_repository_list (request->platform->database, request->actor->superhub_id,
                                      after != NULL ? after : "", hub_clock_now (request->platform->clock), limit,
                                      &error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const HubSessionRow *row = g_ptr_array_index (rows, i);

      json_array_add_element (items, present_row (request, row));
      g_free (last);
      last = hub_session_row_id (row);
    }
  hub_request_finish_list (request, items, limit, last, error);
}

static void
revoke_session (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  gboolean done = hub_session_service_delete_one (request->platform, request->actor,
                                                  hub_request_get (request, "id"), &error);

  hub_request_finish_done (request, done, error);
}

static void
revoke_other_sessions (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object;
  gint64 ended;

  if (!hub_session_service_delete_others (request->platform, request->actor, &ended, &error))
    {
      hub_request_refuse (request, error);
      return;
    }
  object = json_object_new ();
  json_object_set_int_member (object, "ended", ended);
  hub_request_reply (request, request->route->status, hub_present_object (object));
}

const HubOperation hub_session_handlers[] = {
  { "createSession", create_session },
  { "confirmSession", confirm_session },
  { "deleteSession", delete_session },
  { "listSessions", list_sessions },
  { "revokeSession", revoke_session },
  { "revokeOtherSessions", revoke_other_sessions },
  { NULL, NULL },
};
