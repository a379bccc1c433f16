/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in to the console of one program. */
#include "hub-handlers.h"

#include "hub-present.h"
#include "hub-sign-in-service.h"

static JsonNode *
present (HubRequest *request, const HubSignInRow *row)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", row->id);
  json_object_set_string_member (object, "app_id", row->app_id);
  json_object_set_string_member (object, "superhub_id", row->superhub_id);
  json_object_set_string_member (object, "display_name", row->display_name);
  json_object_set_string_member (object, "message", row->message);
  json_object_set_string_member (object, "address", row->address);
  json_object_set_string_member (object, "label", row->label);
  json_object_set_string_member (object, "state", hub_sign_in_service_state (request->platform, row));
  hub_present_set_time (object, "created_at", row->created_at);
  hub_present_set_time (object, "expires_at", row->expires_at);
  hub_present_set_text (object, "decided_by", row->decided_by);
  hub_present_set_time (object, "decided_at", row->decided_at);
  return hub_present_object (object);
}

static void
finish (HubRequest *request, HubSignInRow *row, const GError *error)
{
  hub_request_finish (request, row != NULL ? present (request, row) : NULL, error);
}

static void
request_console_sign_in (HubRequest *request)
{
  const char *message = hub_request_get (request, "message");
  g_autoptr (GError) error = NULL;
  g_autoptr (HubSignInRow) row = NULL;

  row = hub_sign_in_service_request (request->platform, request->actor, hub_request_get (request, "app_id"),
                                     message != NULL ? message : "", &error);
  finish (request, row, error);
}

static void
list_console_sign_ins (HubRequest *request)
{
  const char *state = hub_request_get (request, "state");
  guint limit = hub_request_get_int (request, "limit", HUB_DEFAULT_PAGE);
  gint64 before = hub_request_get_cursor (request, G_MAXINT64);
  JsonArray *items = json_array_new ();
  gint64 last = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  rows = hub_sign_in_repository_list (request->platform->database, hub_request_get (request, "app_id"),
                                      state != NULL ? state : "", hub_clock_now (request->platform->clock),
                                      before, limit, &error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const HubSignInRow *row = g_ptr_array_index (rows, i);

      json_array_add_element (items, present (request, row));
      last = row->number;
    }
  hub_request_finish_page (request, items, limit, last, error);
}

static void
get_console_sign_in (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubSignInRow) row = NULL;

  row = hub_sign_in_service_get (request->platform, request->actor, hub_request_get (request, "app_id"),
                                 hub_request_get (request, "id"), &error);
  finish (request, row, error);
}

static void
decide_console_sign_in (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubSignInRow) row = NULL;

  row = hub_sign_in_service_decide (request->platform, request->actor, hub_request_get (request, "app_id"),
                                    hub_request_get (request, "id"),
                                    g_str_equal (hub_request_get (request, "decision"), "allow"), &error);
  finish (request, row, error);
}

static void
create_console_session (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubSignIn) sign_in = NULL;
  JsonNode *body = NULL;

  sign_in = hub_sign_in_service_use (request->platform, request->actor, hub_request_get (request, "app_id"),
                                     hub_request_get (request, "id"), &error);
  if (sign_in != NULL)
    body = hub_session_handlers_present (request, sign_in, &error);
  hub_request_finish (request, body, error);
}

const HubOperation hub_console_handlers[] = {
  { "requestConsoleSignIn", request_console_sign_in },
  { "listConsoleSignIns", list_console_sign_ins },
  { "getConsoleSignIn", get_console_sign_in },
  { "decideConsoleSignIn", decide_console_sign_in },
  { "createConsoleSession", create_console_session },
  { NULL, NULL },
};
