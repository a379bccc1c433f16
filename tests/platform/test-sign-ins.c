/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sign-ins: to the console of a program, somewhere else, and what each is good for. */
#include "platform-fixture.h"

#include "hub-json.h"

#define HOUR ((gint64) 3600 * G_USEC_PER_SEC)

/* Anna's program, and eve, who has nothing to do with it. */
typedef struct
{
  Platform *self;
  char     *app_id;
  char     *anna;
  char     *eve;
} Door;

static Door
door_new (void)
{
  Door door = { .self = platform_start_clocked (NULL) };

  platform_account (door.self, "anna");
  platform_account (door.self, "eve");
  door.anna = platform_token_of (door.self, "anna");
  door.eve = platform_token_of (door.self, "eve");
  platform_as (door.self, door.anna);
  door.app_id = platform_app (door.self, "Shop");
  return door;
}

static void
door_clear (Door *door)
{
  g_free (door->app_id);
  g_free (door->anna);
  g_free (door->eve);
  platform_free (door->self);
}

/* The request's id; its state must be as expected. */
static char *
ask (Door *door, const char *token, const char *state)
{
  g_autofree char *path = platform_path (door->app_id, "console-sign-ins");
  g_autoptr (JsonObject) answer = NULL;

  platform_as (door->self, token);
  answer = platform_call (door->self, "POST", path, "{\"message\": \"about the 发票\"}");
  platform_expect (door->self, 201, "");
  g_assert_cmpstr (hub_json_get_string (answer, "state", ""), ==, state);
  return g_strdup (hub_json_get_string (answer, "id", ""));
}

static void
decide (Door *door, const char *token, const char *id, const char *decision, guint status, const char *code)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/console-sign-ins/%s/decision", door->app_id, id);

  platform_as (door->self, token);
  platform_done (platform_call (door->self, "POST", path, "{\"decision\": \"%s\"}", decision));
  platform_expect (door->self, status, code);
}

/* (nullable): the token of the console's sign-in. */
static char *
enter (Door *door, const char *token, const char *id, guint status, const char *code)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/console-sign-ins/%s/session", door->app_id, id);
  g_autoptr (JsonObject) answer = NULL;

  platform_as (door->self, token);
  answer = platform_call (door->self, "POST", path, NULL);
  platform_expect (door->self, status, code);
  return g_strdup (hub_json_get_string (answer, "token", NULL));
}

static void
expect_get (Door *door, const char *token, const char *path, guint status, const char *code)
{
  platform_as (door->self, token);
  platform_done (platform_call (door->self, "GET", path, NULL));
  platform_expect (door->self, status, code);
}

static void
test_admin_lets_in (void)
{
  Door door = door_new ();
  g_autofree char *members = platform_path (door.app_id, "members");
  g_autofree char *member = platform_path (door.app_id, "members/eve");
  g_autofree char *reviews = platform_path (door.app_id, "reviews");
  g_autofree char *other = NULL;
  g_autofree char *others = NULL;
  g_autofree char *id = NULL;
  g_autofree char *console = NULL;

  platform_as (door.self, door.anna);
  other = platform_app (door.self, "Other");
  others = platform_path (other, "members");
  expect_get (&door, door.eve, members, 403, "auth.permission_denied");
  id = ask (&door, door.eve, "pending");
  g_assert_null (enter (&door, door.eve, id, 409, "console.not_allowed"));
  decide (&door, door.eve, id, "allow", 403, "auth.permission_denied");
  decide (&door, door.anna, "si0000", "allow", 404, "console.not_found");
  decide (&door, door.anna, id, "allow", 200, "");
  decide (&door, door.anna, id, "allow", 409, "console.decided");
  g_assert_null (enter (&door, door.anna, id, 404, "console.not_found"));
  console = enter (&door, door.eve, id, 201, "");
  /* Once. */
  g_assert_null (enter (&door, door.eve, id, 410, "console.expired"));
  /* To this console, as somebody who may look, and nowhere else. */
  expect_get (&door, console, members, 200, "");
  expect_get (&door, console, "/api/v1/account", 200, "");
  expect_get (&door, console, others, 403, "auth.wrong_scope");
  expect_get (&door, console, "/api/v1/apps", 403, "auth.wrong_scope");
  platform_done (platform_call (door.self, "POST", reviews, "{\"id\": \"none\"}"));
  platform_expect (door.self, 403, "auth.permission_denied");
  /* Being let in makes nobody a member, who could add and remove others. */
  platform_done (platform_call (door.self, "PUT", member, "{\"kind\": \"test\"}"));
  platform_expect (door.self, 403, "auth.permission_denied");
  platform_done (platform_call (door.self, "DELETE", member, NULL));
  platform_expect (door.self, 404, "member.not_found");
  /* What eve has besides is no better than before. */
  expect_get (&door, door.eve, members, 403, "auth.permission_denied");
  decide (&door, door.anna, id, "deny", 200, "");
  expect_get (&door, console, members, 401, "auth.required");
  door_clear (&door);
}

static void
test_admin_denies (void)
{
  Door door = door_new ();
  g_autofree char *path = platform_path (door.app_id, "console-sign-ins");
  g_autofree char *pending = g_strconcat (path, "?state=pending", NULL);
  g_autofree char *id = NULL;
  g_autoptr (JsonObject) list = NULL;
  g_autoptr (JsonObject) told = NULL;
  JsonObject *first;

  platform_header (door.self, "User-Agent", "Browser\tof eve/1");
  id = ask (&door, door.eve, "pending");
  platform_header (door.self, "User-Agent", NULL);
  platform_done (platform_call (door.self, "POST", path, "{}"));
  platform_expect (door.self, 409, "console.already_asked");
  expect_get (&door, door.eve, pending, 403, "auth.permission_denied");
  platform_as (door.self, door.anna);
  list = platform_call (door.self, "GET", pending, NULL);
  g_assert_cmpuint (json_array_get_length (hub_json_get_array (list, "items")), ==, 1);
  first = json_array_get_object_element (hub_json_get_array (list, "items"), 0);
  g_assert_cmpstr (hub_json_get_string (first, "message", ""), ==, "about the 发票");
  g_assert_cmpstr (hub_json_get_string (first, "superhub_id", ""), ==, "eve");
  g_assert_cmpstr (hub_json_get_string (first, "address", ""), ==, "127.0.0.1");
  g_assert_cmpstr (hub_json_get_string (first, "label", ""), ==, "Browser of eve/1");
  told = platform_call (door.self, "GET", "/api/v1/notifications", NULL);
  first = json_array_get_object_element (hub_json_get_array (told, "items"), 0);
  g_assert_cmpstr (hub_json_get_string (first, "kind", ""), ==, "console.request");
  decide (&door, door.anna, id, "deny", 200, "");
  g_assert_null (enter (&door, door.eve, id, 403, "console.denied"));
  expect_get (&door, door.anna, pending, 200, "");
  /* Asking again is possible, ten times a day. */
  for (guint i = 1; i < 10; i++)
    {
      g_autofree char *next = ask (&door, door.eve, "pending");

      decide (&door, door.anna, next, "deny", 200, "");
    }
  platform_as (door.self, door.eve);
  platform_done (platform_call (door.self, "POST", path, "{}"));
  platform_expect (door.self, 409, "console.request_limit");
  platform_advance (door.self, 25 * HOUR);
  g_free (ask (&door, door.eve, "pending"));
  door_clear (&door);
}

static void
test_requests_expire (void)
{
  Door door = door_new ();
  g_autofree char *first = ask (&door, door.eve, "pending");
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *console = NULL;
  g_autofree char *members = platform_path (door.app_id, "members");

  platform_advance (door.self, 24 * HOUR);
  decide (&door, door.anna, first, "allow", 410, "console.expired");
  second = ask (&door, door.eve, "pending");
  decide (&door, door.anna, second, "allow", 200, "");
  platform_advance (door.self, HOUR);
  g_assert_null (enter (&door, door.eve, second, 410, "console.expired"));
  third = ask (&door, door.eve, "pending");
  decide (&door, door.anna, third, "allow", 200, "");
  platform_advance (door.self, HOUR - 1000000);
  console = enter (&door, door.eve, third, 201, "");
  platform_advance (door.self, 12 * HOUR - 60000000);
  expect_get (&door, console, members, 200, "");
  platform_advance (door.self, 60000000);
  expect_get (&door, console, members, 401, "auth.token_expired");
  door_clear (&door);
}

static void
test_members_need_nobody (void)
{
  Door door = door_new ();
  g_autofree char *path = platform_path (door.app_id, "console-sign-ins");
  g_autofree char *members = platform_path (door.app_id, "members");
  g_autofree char *eve = platform_path (door.app_id, "members/eve");
  g_autofree char *admin = ask (&door, door.anna, "allowed");
  g_autofree char *id = NULL;
  g_autofree char *left = NULL;
  g_autofree char *console = NULL;

  platform_as (door.self, door.anna);
  platform_member (door.self, door.app_id, "eve", "test", "[]");
  platform_as (door.self, door.eve);
  platform_done (platform_call (door.self, "POST", path, "{}"));
  platform_expect (door.self, 403, "console.test_member");
  platform_as (door.self, door.anna);
  platform_member (door.self, door.app_id, "eve", "project", "[\"data-analyst\"]");
  platform_expect (door.self, 200, "");
  id = ask (&door, door.eve, "allowed");
  console = enter (&door, door.eve, id, 201, "");
  expect_get (&door, console, members, 200, "");
  left = ask (&door, door.eve, "allowed");
  /* Removed: the console closes at once, and what was not used yet is worth nothing. */
  platform_as (door.self, door.anna);
  platform_done (platform_call (door.self, "DELETE", eve, NULL));
  platform_expect (door.self, 204, "");
  expect_get (&door, console, members, 401, "auth.required");
  g_assert_null (enter (&door, door.eve, left, 410, "console.expired"));
  door_clear (&door);
}

/* What a sign-in was made for is what it is good for. */
static void
test_scopes (void)
{
  Door door = door_new ();
  g_autofree char *versions = platform_path (door.app_id, "versions");
  g_autofree char *previews = platform_path (door.app_id, "previews");
  g_autofree char *slot = platform_path (door.app_id, "developer-version");
  g_autofree char *packages = platform_path (door.app_id, "packages");
  g_autofree char *uploads = platform_path (door.app_id, "uploads");
  g_autoptr (JsonObject) session = NULL;
  g_autoptr (GBytes) package = platform_make_package (door.self, "x");
  g_autofree char *answer = NULL;
  const char *console, *phone;

  session = platform_call (door.self, "POST", "/api/v1/sessions",
                           "{\"superhub_id\": \"anna\", \"password\": \"" PASSWORD "\", \"scope\": \"console\"}");
  platform_expect (door.self, 201, "");
  console = json_object_get_string_member (session, "token");
  expect_get (&door, console, versions, 200, "");
  platform_done (platform_call (door.self, "POST", previews, "{\"package\": \"none\"}"));
  platform_expect (door.self, 403, "auth.wrong_scope");
  platform_done (platform_call (door.self, "PUT", slot, "{\"package\": \"none\", \"version\": \"1\"}"));
  platform_expect (door.self, 403, "auth.wrong_scope");
  platform_done (platform_call (door.self, "POST", uploads, "{\"size\": 10, \"sha256\": \"%064d\"}", 0));
  platform_expect (door.self, 403, "auth.wrong_scope");
  answer = platform_send (door.self, "POST", packages, "application/vnd.superhub.package", package);
  g_assert_cmpuint (door.self->status, ==, 403);
  platform_as (door.self, door.anna);
  platform_done (platform_call (door.self, "POST", previews, "{\"package\": \"none\"}"));
  platform_expect (door.self, 404, "package.not_found");
  /* A phone's cookie opens pages, and nothing of the API. */
  platform_phone_sign_in (door.self, "anna", "/");
  phone = strchr (door.self->sent_cookie, '=') + 1;
  expect_get (&door, phone, versions, 401, "auth.required");
  door_clear (&door);
}

static JsonObject *
find_session (JsonObject *list, const char *scope, gboolean current)
{
  JsonArray *items = hub_json_get_array (list, "items");

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);

      if (g_str_equal (hub_json_get_string (item, "scope", ""), scope)
          && hub_json_get_boolean (item, "current", FALSE) == current)
        return item;
    }
  return NULL;
}

static void
test_own_sign_ins (void)
{
  Door door = door_new ();
  g_autofree char *second = platform_token_of (door.self, "anna");
  g_autoptr (JsonObject) list = NULL;
  g_autoptr (JsonObject) ended = NULL;
  g_autofree char *path = NULL;
  JsonObject *phone;

  platform_phone_sign_in (door.self, "anna", "/");
  platform_as (door.self, door.anna);
  list = platform_call (door.self, "GET", "/api/v1/sessions", NULL);
  platform_expect (door.self, 200, "");
  g_assert_cmpuint (json_array_get_length (hub_json_get_array (list, "items")), ==, 3);
  phone = find_session (list, "phone", FALSE);
  g_assert_nonnull (find_session (list, "devtools", TRUE));
  g_assert_nonnull (find_session (list, "devtools", FALSE));
  g_assert_cmpstr (hub_json_get_string (phone, "address", ""), ==, "127.0.0.1");
  path = g_strconcat ("/api/v1/sessions/", hub_json_get_string (phone, "id", ""), NULL);
  /* Nobody else's. */
  platform_as (door.self, door.eve);
  platform_done (platform_call (door.self, "DELETE", path, NULL));
  platform_expect (door.self, 404, "session.not_found");
  platform_as (door.self, door.anna);
  platform_done (platform_call (door.self, "DELETE", path, NULL));
  platform_expect (door.self, 204, "");
  g_free (platform_send (door.self, "GET", "/", NULL, NULL));
  g_assert_cmpuint (door.self->status, ==, 303);
  ended = platform_call (door.self, "DELETE", "/api/v1/sessions", NULL);
  g_assert_cmpint (hub_json_get_int (ended, "ended", -1), ==, 1);
  expect_get (&door, second, "/api/v1/account", 401, "auth.required");
  expect_get (&door, door.anna, "/api/v1/account", 200, "");
  door_clear (&door);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/sign-ins/admin-lets-in", test_admin_lets_in);
  g_test_add_func ("/platform/sign-ins/admin-denies", test_admin_denies);
  g_test_add_func ("/platform/sign-ins/expire", test_requests_expire);
  g_test_add_func ("/platform/sign-ins/members", test_members_need_nobody);
  g_test_add_func ("/platform/sign-ins/scopes", test_scopes);
  g_test_add_func ("/platform/sign-ins/own", test_own_sign_ins);
  return g_test_run ();
}
