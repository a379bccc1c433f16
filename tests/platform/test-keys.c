/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Machines that upload without an account. */
#include "platform-fixture.h"

#include "hub-json.h"
#include "hub-key-proof.h"

#define NOBODY "k0000000000000000"

/* The private half, and what the platform knows of it. */
typedef struct
{
  guint8  secret[HUB_KEY_SECRET_BYTES];
  char   *public_key;
  char   *id;
  gint64  slot;
} Key;

static void
key_free (Key *key)
{
  g_free (key->public_key);
  g_free (key->id);
  g_free (key);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Key, key_free)

/* Asks for a key; status and code tell whether it was made. @more: further members of the body, or "". */
static Key *
make_key (Platform *self, const char *app_id, const char *more)
{
  g_autofree char *path = platform_path (app_id, "upload-keys");
  g_autoptr (JsonObject) answer = NULL;
  Key *key = g_new0 (Key, 1);

  key->public_key = hub_key_proof_new_pair (key->secret);
  answer = platform_call (self, "POST", path, "{\"public_key\": \"%s\"%s}", key->public_key, more);
  key->id = g_strdup (hub_json_get_string (answer, "id", NOBODY));
  key->slot = hub_json_get_int (answer, "slot", 0);
  return key;
}

static JsonObject *
show (Platform *self, Key *key, const char *nonce, gint64 off)
{
  gint64 now = (g_get_real_time () + (self->ahead != NULL ? *self->ahead : 0)) / G_USEC_PER_SEC + off;
  g_autofree char *signature = hub_key_proof_sign (key->id, now, nonce, key->secret);

  platform_as (self, "");
  return platform_call (self, "POST", "/api/v1/key-sessions",
                        "{\"key_id\": \"%s\", \"time\": %" G_GINT64_FORMAT ", \"nonce\": \"%s\", \"signature\": \"%s\"}",
                        key->id, now, nonce, signature);
}

/* Whoever asks from now on is the key. */
static void
become_key (Platform *self, Key *key)
{
  g_autofree char *nonce = g_uuid_string_random ();
  g_autoptr (JsonObject) session = show (self, key, nonce, 0);

  platform_expect (self, 201, "");
  g_assert_cmpstr (hub_json_get_string (session, "scope", NULL), ==, "upload-key");
  g_assert_cmpint (hub_json_get_int (session, "key_slot", 0), ==, key->slot);
  platform_as (self, hub_json_get_string (session, "token", NULL));
}

static void
expect_sign_in (Platform *self, Key *key, guint status, const char *code)
{
  g_autofree char *nonce = g_uuid_string_random ();

  platform_done (show (self, key, nonce, 0));
  platform_expect (self, status, code);
}

static JsonArray *
list_versions (Platform *self, const char *app_id, JsonObject **all)
{
  g_autofree char *path = platform_path (app_id, "versions");

  *all = platform_call (self, "GET", path, NULL);
  platform_expect (self, 200, "");
  return hub_json_get_array (*all, "developer");
}

static Platform *
start_team (char **app_id)
{
  Platform *self = platform_start_clocked (NULL);

  for (const char *const *id = (const char *const[]) { "anna", "dev", "opal", NULL }; *id != NULL; id++)
    platform_account (self, *id);
  platform_become (self, "anna");
  *app_id = platform_app (self, "Shop");
  platform_member (self, *app_id, "dev", "project", "[\"developer\"]");
  platform_member (self, *app_id, "opal", "project", "[\"operator\"]");
  return self;
}

static void
test_upload_with_a_key (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_team (&app_id);
  g_autofree char *previews = platform_path (app_id, "previews");
  g_autofree char *keys = platform_path (app_id, "upload-keys");
  g_autofree char *sha256 = NULL;
  g_autofree char *link = NULL;
  g_autoptr (Key) key = NULL;
  g_autoptr (JsonObject) all = NULL;
  g_autoptr (JsonObject) list = NULL;
  g_autoptr (JsonObject) preview = NULL;
  JsonArray *versions;
  JsonObject *row;

  platform_become (self, "dev");
  g_free (platform_version (self, app_id, "mine", "1.0"));
  key = make_key (self, app_id, ", \"slot\": 7, \"name\": \"CI\"");
  platform_expect (self, 201, "");
  g_assert_cmpint (key->slot, ==, 7);
  become_key (self, key);
  g_free (platform_version (self, app_id, "built", "2.0"));
  g_free (platform_version (self, app_id, "built again", "2.1"));
  sha256 = platform_upload (self, app_id, "shown");
  preview = platform_call (self, "POST", previews, "{\"package\": \"%s\"}", sha256);
  platform_expect (self, 201, "");

  /* The developer's own version and the key's are two. */
  platform_become (self, "dev");
  versions = list_versions (self, app_id, &all);
  g_assert_cmpuint (json_array_get_length (versions), ==, 2);
  row = json_array_get_object_element (versions, 0);
  g_assert_cmpstr (hub_json_get_string (row, "version", NULL), ==, "2.1");
  g_assert_cmpstr (hub_json_get_string (row, "developer", NULL), ==, "dev");
  g_assert_cmpint (hub_json_get_int (row, "key_slot", 0), ==, 7);
  row = json_array_get_object_element (versions, 1);
  g_assert_cmpstr (hub_json_get_string (row, "version", NULL), ==, "1.0");
  g_assert_cmpint (hub_json_get_int (row, "key_slot", -1), ==, 0);
  list = platform_call (self, "GET", keys, NULL);
  row = json_array_get_object_element (hub_json_get_array (list, "items"), 0);
  g_assert_cmpstr (hub_json_get_string (row, "name", NULL), ==, "CI");
  g_assert_cmpstr (hub_json_get_string (row, "last_used_from", NULL), ==, "127.0.0.1");

  /* A preview of the key's is opened by its maker, and is not ended by the maker's own. */
  platform_done (platform_call (self, "POST", previews, "{\"package\": \"%s\"}", sha256));
  platform_expect (self, 201, "");
  link = g_strconcat ("/p/", hub_json_get_string (preview, "token", ""), NULL);
  platform_phone_sign_in (self, "dev", link);
  g_free (platform_send (self, "GET", link, NULL, NULL));
  g_assert_cmpuint (self->status, ==, 200);
}

static void
test_replayed_and_forged (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_team (&app_id);
  g_autoptr (Key) key = NULL;
  g_autoptr (Key) other = NULL;
  g_autoptr (Key) unknown = g_new0 (Key, 1);
  g_autoptr (JsonObject) late = NULL;
  JsonObject *detail;

  platform_become (self, "dev");
  key = make_key (self, app_id, "");
  g_assert_cmpint (key->slot, ==, 1);
  other = make_key (self, app_id, "");
  g_assert_cmpint (other->slot, ==, 2);
  unknown->public_key = hub_key_proof_new_pair (unknown->secret);
  unknown->id = g_strdup (NOBODY);
  platform_done (show (self, key, "once-and-never-again", 0));
  platform_expect (self, 201, "");
  platform_done (show (self, key, "once-and-never-again", 0));
  platform_expect (self, 401, "key.refused");
  /* What one key has used, another may. */
  platform_done (show (self, other, "once-and-never-again", 0));
  platform_expect (self, 201, "");
  memcpy (key->secret, unknown->secret, sizeof key->secret);
  expect_sign_in (self, key, 401, "key.refused");
  expect_sign_in (self, unknown, 401, "key.refused");
  late = show (self, other, "a-fresh-nonce-this-time", -3600);
  platform_expect (self, 401, "key.bad_time");
  detail = hub_json_get_object (hub_json_get_object (late, "error"), "detail");
  g_assert_cmpint (hub_json_get_int (detail, "server_time", 0), >, 0);
  platform_done (show (self, other, "a-fresh-nonce-this-time", 240));
  platform_expect (self, 201, "");
}

static void
test_scope (void)
{
  g_autofree char *app_id = NULL;
  g_autofree char *second = NULL;
  g_autoptr (Platform) self = start_team (&app_id);
  const char *const routes[] = { "members", "versions", "upload-keys" };
  g_autofree char *reviews = platform_path (app_id, "reviews");
  g_autoptr (Key) key = NULL;

  second = platform_app (self, "Other");
  key = make_key (self, app_id, "");
  platform_expect (self, 201, "");
  become_key (self, key);
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      g_autofree char *path = platform_path (app_id, routes[i]);

      platform_done (platform_call (self, "GET", path, NULL));
      platform_expect (self, 403, "auth.wrong_scope");
    }
  platform_done (platform_call (self, "POST", reviews, "{\"id\": \"v\"}"));
  platform_expect (self, 403, "auth.wrong_scope");
  platform_done (platform_call (self, "GET", "/api/v1/account", NULL));
  platform_expect (self, 403, "auth.wrong_scope");
  /* Its maker is the admin of the other program, too. */
  g_free (platform_upload (self, second, "x"));
  platform_expect (self, 403, "auth.wrong_scope");
}

static void
test_who_may_manage (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_team (&app_id);
  g_autofree char *keys = platform_path (app_id, "upload-keys");
  g_autofree char *path = NULL;
  g_autofree char *slot = NULL;
  g_autoptr (Key) mine = NULL;
  g_autoptr (Key) annas = NULL;

  platform_become (self, "opal");
  g_clear_pointer (&mine, key_free);
  mine = make_key (self, app_id, "");
  platform_expect (self, 403, "auth.permission_denied");
  platform_done (platform_call (self, "GET", keys, NULL));
  platform_expect (self, 403, "auth.permission_denied");
  platform_become (self, "anna");
  annas = make_key (self, app_id, ", \"slot\": 30");
  platform_expect (self, 201, "");
  platform_become (self, "dev");
  g_clear_pointer (&mine, key_free);
  mine = make_key (self, app_id, ", \"slot\": 30");
  platform_expect (self, 409, "key.slot_taken");
  g_clear_pointer (&mine, key_free);
  mine = make_key (self, app_id, ", \"slot\": 31");
  platform_expect (self, 400, "request.invalid");
  g_clear_pointer (&mine, key_free);
  mine = make_key (self, app_id, ", \"ip_ranges\": [\"10.0.0.1/8\"]");
  platform_expect (self, 400, "key.bad_range");
  platform_done (platform_call (self, "POST", keys, "{\"public_key\": \"%064d\"}", 0));
  platform_expect (self, 400, "key.bad_public_key");
  path = g_strconcat (keys, "/", annas->id, NULL);
  platform_done (platform_call (self, "DELETE", path, NULL));
  platform_expect (self, 403, "key.not_yours");
  g_clear_pointer (&mine, key_free);
  mine = make_key (self, app_id, "");
  platform_expect (self, 201, "");
  /* A password given long ago is not enough for one that stays. */
  platform_advance (self, 6 * 60 * G_USEC_PER_SEC);
  g_clear_pointer (&annas, key_free);
  annas = make_key (self, app_id, "");
  platform_expect (self, 403, "auth.confirm_required");
  platform_become (self, "anna");
  slot = g_strconcat (keys, "/", mine->id, NULL);
  platform_done (platform_call (self, "DELETE", slot, NULL));
  platform_expect (self, 204, "");
  platform_done (platform_call (self, "DELETE", slot, NULL));
  platform_expect (self, 404, "key.not_found");
}

static void
test_addresses (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_team (&app_id);
  g_autoptr (Key) elsewhere = NULL;
  g_autoptr (Key) here = NULL;

  elsewhere = make_key (self, app_id, ", \"ip_ranges\": [\"10.0.0.0/8\", \"2001:db8::/32\"]");
  platform_expect (self, 201, "");
  here = make_key (self, app_id, ", \"ip_ranges\": [\"192.0.2.7\", \"127.0.0.0/8\"]");
  platform_expect (self, 201, "");
  expect_sign_in (self, elsewhere, 403, "key.address_not_allowed");
  expect_sign_in (self, here, 201, "");
}

static void
expect_no_upload (Platform *self, const char *app_id, const char *token, guint status, const char *code)
{
  platform_as (self, token);
  g_free (platform_upload (self, app_id, "late"));
  platform_expect (self, status, code);
}

static void
test_end_of_a_key (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_team (&app_id);
  g_autofree char *member = platform_path (app_id, "members/dev");
  g_autofree char *token = NULL;
  g_autofree char *path = NULL;
  g_autoptr (Key) first = NULL;
  g_autoptr (Key) second = NULL;

  platform_become (self, "dev");
  first = make_key (self, app_id, ", \"slot\": 3");
  second = make_key (self, app_id, ", \"slot\": 4");
  become_key (self, first);
  token = g_strdup (self->token);
  platform_advance (self, 31 * 60 * G_USEC_PER_SEC);
  expect_no_upload (self, app_id, token, 401, "auth.token_expired");

  /* Revoked: out at once. */
  become_key (self, first);
  g_free (token);
  token = g_strdup (self->token);
  platform_become (self, "dev");
  path = g_strdup_printf ("/api/v1/apps/%s/upload-keys/%s", app_id, first->id);
  platform_done (platform_call (self, "DELETE", path, NULL));
  platform_expect (self, 204, "");
  expect_no_upload (self, app_id, token, 401, "auth.required");
  expect_sign_in (self, first, 401, "key.refused");

  /* Its maker was removed: out at once, also when the person comes back. */
  become_key (self, second);
  g_free (token);
  token = g_strdup (self->token);
  platform_become (self, "anna");
  platform_done (platform_call (self, "DELETE", member, NULL));
  platform_expect (self, 204, "");
  expect_no_upload (self, app_id, token, 401, "auth.required");
  platform_become (self, "anna");
  platform_member (self, app_id, "dev", "project", "[\"developer\"]");
  expect_sign_in (self, second, 401, "key.refused");
}

/* Who is no developer any more has no machine that is one. */
static void
test_end_of_a_role (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_team (&app_id);
  g_autofree char *token = NULL;
  g_autoptr (Key) key = NULL;

  platform_become (self, "dev");
  key = make_key (self, app_id, "");
  become_key (self, key);
  token = g_strdup (self->token);
  platform_become (self, "anna");
  platform_member (self, app_id, "dev", "project", "[\"operator\"]");
  platform_expect (self, 200, "");
  expect_no_upload (self, app_id, token, 401, "auth.required");
  expect_sign_in (self, key, 401, "key.refused");
}

/* A slot is the team's: whoever makes its key anew replaces what stands there, and the test version goes along. */
static void
test_slot_outlives_its_key (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_team (&app_id);
  g_autofree char *test_version = platform_path (app_id, "test-version");
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autoptr (Key) first = NULL;
  g_autoptr (Key) second = NULL;
  g_autoptr (JsonObject) all = NULL;
  JsonObject *test;

  platform_become (self, "dev");
  g_free (platform_version (self, app_id, "own", "0.1"));
  first = make_key (self, app_id, ", \"slot\": 5");
  become_key (self, first);
  id = platform_version (self, app_id, "one", "1.0");
  platform_become (self, "opal");
  platform_done (platform_call (self, "PUT", test_version, "{\"id\": \"%s\"}", id));
  platform_expect (self, 200, "");
  platform_become (self, "anna");
  path = g_strdup_printf ("/api/v1/apps/%s/upload-keys/%s", app_id, first->id);
  platform_done (platform_call (self, "DELETE", path, NULL));
  second = make_key (self, app_id, ", \"slot\": 5");
  platform_expect (self, 201, "");
  become_key (self, second);
  g_free (platform_version (self, app_id, "two", "1.1"));
  /* The developer's own upload does not move it. */
  platform_become (self, "dev");
  g_free (platform_version (self, app_id, "own two", "0.2"));
  g_assert_cmpuint (json_array_get_length (list_versions (self, app_id, &all)), ==, 2);
  test = hub_json_get_object (all, "test");
  g_assert_cmpstr (hub_json_get_string (test, "version", NULL), ==, "1.1");
  g_assert_cmpstr (hub_json_get_string (test, "developer", NULL), ==, "anna");
  g_assert_cmpint (hub_json_get_int (test, "key_slot", 0), ==, 5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/keys/upload", test_upload_with_a_key);
  g_test_add_func ("/platform/keys/replayed-and-forged", test_replayed_and_forged);
  g_test_add_func ("/platform/keys/scope", test_scope);
  g_test_add_func ("/platform/keys/who-may-manage", test_who_may_manage);
  g_test_add_func ("/platform/keys/addresses", test_addresses);
  g_test_add_func ("/platform/keys/end", test_end_of_a_key);
  g_test_add_func ("/platform/keys/end-of-a-role", test_end_of_a_role);
  g_test_add_func ("/platform/keys/slot-outlives-its-key", test_slot_outlives_its_key);
  return g_test_run ();
}
