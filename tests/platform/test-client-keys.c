/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A machine with an upload key, whose sign-in lasts half an hour and whose work lasts longer. */
#include "platform-fixture.h"

#include "hub-error.h"
#include "hub-json.h"
#include "hub-session.h"

#define LONGER (31 * G_TIME_SPAN_MINUTE)

typedef struct
{
  Platform  *platform;
  char      *app_id;
  char      *key_id;
  HubClient *client;      /* signed in with the key */
  guint      reports;     /* of progress */
} Machine;

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static void
set_up (Machine *self, gconstpointer unused)
{
  g_autoptr (HubKeyFile) key = g_new0 (HubKeyFile, 1);
  g_autofree char *public_key = hub_key_proof_new_pair (key->secret);
  g_autofree char *path = NULL;
  g_autoptr (JsonObject) made = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  self->platform = platform_start_clocked (NULL);
  platform_account (self->platform, "anna");
  platform_become (self->platform, "anna");
  self->app_id = platform_app (self->platform, "Shop");
  path = g_strdup_printf ("/api/v1/apps/%s/upload-keys", self->app_id);
  made = platform_call (self->platform, "POST", path, "{\"name\": \"Nightly\", \"public_key\": \"%s\"}", public_key);
  platform_expect (self->platform, 201, "");
  self->key_id = g_strdup (hub_json_get_string (made, "id", ""));
  key->server = g_strdup (self->platform->url);
  key->app_id = g_strdup (self->app_id);
  key->key_id = g_strdup (self->key_id);
  key->slot = hub_json_get_int (made, "slot", 0);
  hub_session_connect_key_async (NULL, key, NULL, on_done, &result);
  self->client = hub_session_connect_key_finish (wait_for (&result), &error);
  g_assert_no_error (error);
}

static void
tear_down (Machine *self, gconstpointer unused)
{
  g_clear_object (&self->client);
  platform_free (self->platform);
  g_free (self->app_id);
  g_free (self->key_id);
}

static JsonNode *
put_version (Machine *self, const char *sha256, GError **error)
{
  g_autoptr (JsonObject) parameters = json_object_new ();
  g_autoptr (GAsyncResult) result = NULL;

  json_object_set_string_member (parameters, "app_id", self->app_id);
  json_object_set_string_member (parameters, "package", sha256);
  json_object_set_string_member (parameters, "version", "1.0.0");
  hub_client_call_async (self->client, "putDeveloperVersion", parameters, NULL, on_done, &result);
  return hub_client_call_finish (self->client, wait_for (&result), error);
}

/* The line is so slow that the sign-in ends while the bytes go out. */
static void
on_progress (goffset sent, goffset total, gpointer user_data)
{
  Machine *self = user_data;

  if (self->reports++ == 0)
    platform_advance (self->platform, LONGER);
}

/* Text that does not get shorter: too much for one request. */
static char *
make_large_package (Machine *self)
{
  char *path = platform_file (self->platform, "large.hpkg");
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;

  while (text->len < 1800 * 1024)
    g_string_append_c (text, 'A' + g_rand_int_range (random, 0, 58) % 58);
  bytes = platform_make_package (self->platform, text->str);
  g_assert_cmpuint (g_bytes_get_size (bytes), >, 1024 * 1024);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
  return path;
}

static JsonNode *
upload (Machine *self, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hub_client_upload_package_async (self->client, self->app_id, path, NULL, on_progress, self, on_done, &result);
  return hub_client_upload_package_finish (self->client, wait_for (&result), error);
}

static void
test_goes_on (Machine *self, gconstpointer unused)
{
  g_autofree char *path = make_large_package (self);
  g_autofree char *first = g_strdup (hub_client_get_token (self->client));
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) package = NULL;
  g_autoptr (JsonNode) version = NULL;

  package = upload (self, path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (self->reports, >, 1);
  g_assert_cmpstr (hub_client_get_token (self->client), !=, first);
  /* The same for a single request. */
  platform_advance (self->platform, LONGER);
  version = put_version (self, hub_json_get_string (json_node_get_object (package), "sha256", ""), &error);
  g_assert_no_error (error);
  g_assert_cmpint (hub_json_get_int (json_node_get_object (version), "key_slot", 0), ==, 1);
  g_assert_cmpstr (hub_client_get_account (self->client), ==, "anna");
}

/* A key that is none any more signs in once, in vain. */
static void
test_revoked (Machine *self, gconstpointer unused)
{
  g_autofree char *path = make_large_package (self);
  g_autofree char *key = g_strdup_printf ("/api/v1/apps/%s/upload-keys/%s", self->app_id, self->key_id);
  g_autoptr (GError) error = NULL;

  platform_advance (self->platform, LONGER);
  platform_become (self->platform, "anna");
  json_object_unref (platform_call (self->platform, "DELETE", key, NULL));
  platform_expect (self->platform, 204, "");
  self->reports = 1;
  g_assert_null (upload (self, path, &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, "key.refused");
  g_clear_error (&error);
  g_assert_null (put_version (self, "0000", &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, "key.refused");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/client-keys/goes-on", Machine, NULL, set_up, test_goes_on, tear_down);
  g_test_add ("/client-keys/revoked", Machine, NULL, set_up, test_revoked, tear_down);
  return g_test_run ();
}
