/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "hub-json.h"
#include "hub-key-service.h"
#include "hub-present.h"

/* (transfer full): the addresses a key may come from. */
static char **
read_ranges (HubRequest *request)
{
  JsonArray *ranges = hub_json_get_array (request->values, "ip_ranges");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; ranges != NULL && i < json_array_get_length (ranges); i++)
    g_strv_builder_add (builder, json_array_get_string_element (ranges, i));
  return g_strv_builder_end (builder);
}

static void
create_key (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubUploadKey) key = NULL;
  g_auto (GStrv) ranges = read_ranges (request);
  const char *name = hub_request_get (request, "name");
  const HubUploadKey wanted = {
    .app_id = (char *) hub_request_get (request, "app_id"),
    .slot = hub_request_get_int (request, "slot", 0),
    .name = (char *) (name != NULL ? name : ""),
    .public_key = (char *) hub_request_get (request, "public_key"),
  };

  key = hub_key_service_create (request->platform, request->actor, &wanted,
                                (const char *const *) ranges, &error);
  hub_request_finish (request, key != NULL ? hub_present_upload_key (key) : NULL, error);
}

static void
list_keys (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) keys = NULL;
  guint limit = hub_request_get_int (request, "limit", HUB_DEFAULT_PAGE);
  JsonArray *items = json_array_new ();
  gint64 last = 0;

  keys = hub_upload_key_repository_list (request->platform->database, hub_request_get (request, "app_id"),
                                         hub_request_get_cursor (request, 0), limit, &error);
  for (guint i = 0; keys != NULL && i < keys->len; i++)
    {
      const HubUploadKey *key = g_ptr_array_index (keys, i);

      json_array_add_element (items, hub_present_upload_key (key));
      last = key->slot;
    }
  hub_request_finish_page (request, items, limit, last, error);
}

static void
revoke_key (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  gboolean done;

  done = hub_key_service_revoke (request->platform, request->actor, hub_request_get (request, "app_id"),
                                 hub_request_get (request, "id"), &error);
  hub_request_finish_done (request, done, error);
}

static JsonNode *
present_sign_in (const HubKeySignIn *sign_in)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "token", sign_in->token);
  json_object_set_string_member (object, "scope", "upload-key");
  hub_present_set_time (object, "expires_at", sign_in->expires_at);
  json_object_set_string_member (object, "app_id", sign_in->key->app_id);
  json_object_set_int_member (object, "key_slot", sign_in->key->slot);
  json_object_set_string_member (object, "created_by", sign_in->key->created_by);
  return hub_present_object (object);
}

static void
create_session (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubKeySignIn) sign_in = NULL;
  const HubKeyProof proof = {
    .key_id = hub_request_get (request, "key_id"),
    .time = hub_request_get_int (request, "time", 0),
    .nonce = hub_request_get (request, "nonce"),
    .signature = hub_request_get (request, "signature"),
  };

  sign_in = hub_key_service_sign_in (request->platform, request->actor, &proof, &error);
  hub_request_finish (request, sign_in != NULL ? present_sign_in (sign_in) : NULL, error);
}

const HubOperation hub_key_handlers[] = {
  { "createUploadKey", create_key },
  { "listUploadKeys", list_keys },
  { "revokeUploadKey", revoke_key },
  { "createKeySession", create_session },
  { NULL, NULL },
};
