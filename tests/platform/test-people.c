/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who belongs to a program, and who decides that. */
#include "platform-fixture.h"

#include <glib/gstdio.h>

#include "hub-json.h"

/* A program of anna's, with their tokens. */
typedef struct
{
  Platform *self;
  char     *app_id;
  char     *anna;
  char     *ben;
  char     *cleo;
} Shop;

static Shop
shop_new (Platform *self)
{
  Shop shop = { .self = self };

  platform_account (self, "anna");
  platform_account (self, "ben");
  platform_account (self, "cleo");
  shop.anna = platform_token_of (self, "anna");
  shop.ben = platform_token_of (self, "ben");
  shop.cleo = platform_token_of (self, "cleo");
  platform_as (self, shop.anna);
  shop.app_id = platform_app (self, "Shop");
  return shop;
}

static void
shop_clear (Shop *shop)
{
  g_free (shop->app_id);
  g_free (shop->anna);
  g_free (shop->ben);
  g_free (shop->cleo);
  platform_free (shop->self);
}

static void
expect_call (Shop *shop, const char *token, const char *method, const char *rest, const char *body, guint status,
             const char *code)
{
  g_autofree char *path = platform_path (shop->app_id, rest);

  platform_as (shop->self, token);
  if (body != NULL)
    platform_done (platform_call (shop->self, method, path, "%s", body));
  else
    platform_done (platform_call (shop->self, method, path, NULL));
  platform_expect (shop->self, status, code);
}

static char *
kind_of (Shop *shop, const char *token)
{
  g_autofree char *path = g_strconcat ("/api/v1/apps/", shop->app_id, NULL);
  g_autoptr (JsonObject) app = NULL;

  platform_as (shop->self, token);
  app = platform_call (shop->self, "GET", path, NULL);
  return g_strdup (hub_json_get_string (app, "my_kind", "stranger"));
}

static void
assert_kind (Shop *shop, const char *token, const char *kind)
{
  g_autofree char *actual = kind_of (shop, token);

  g_assert_cmpstr (actual, ==, kind);
}

static void
test_hand_over (void)
{
  Shop shop = shop_new (platform_start (NULL));
  const char *const to_ben = "{\"superhub_id\": \"ben\"}";

  /* Not to somebody who is no project member. */
  expect_call (&shop, shop.anna, "PUT", "admin", to_ben, 404, "member.not_found");
  expect_call (&shop, shop.anna, "PUT", "members/ben", "{\"kind\": \"test\"}", 200, "");
  expect_call (&shop, shop.anna, "PUT", "admin", to_ben, 409, "member.not_project");
  expect_call (&shop, shop.anna, "PUT", "admin", "{\"superhub_id\": \"anna\"}", 409, "member.is_admin");
  expect_call (&shop, shop.anna, "PUT", "members/ben", "{\"kind\": \"project\", \"roles\": [\"operator\"]}", 200, "");
  /* Nor by an operator, who does other sensitive things. */
  expect_call (&shop, shop.ben, "PUT", "admin", to_ben, 403, "auth.permission_denied");
  expect_call (&shop, shop.cleo, "PUT", "admin", to_ben, 403, "auth.permission_denied");
  expect_call (&shop, shop.anna, "PUT", "admin",
               "{\"superhub_id\": \"ben\", \"roles\": [\"developer\", \"data-analyst\"]}", 204, "");
  assert_kind (&shop, shop.ben, "admin");
  assert_kind (&shop, shop.anna, "project");
  expect_call (&shop, shop.anna, "PUT", "members/cleo", "{\"kind\": \"project\", \"roles\": [\"operator\"]}", 403,
               "auth.permission_denied");
  expect_call (&shop, shop.anna, "PUT", "admin", "{\"superhub_id\": \"anna\"}", 403, "auth.permission_denied");
  expect_call (&shop, shop.ben, "DELETE", "members/ben", NULL, 409, "member.is_admin");
  /* Back again, and gone. */
  expect_call (&shop, shop.ben, "PUT", "admin", "{\"superhub_id\": \"anna\", \"leave\": true}", 204, "");
  assert_kind (&shop, shop.anna, "admin");
  assert_kind (&shop, shop.ben, "stranger");
  shop_clear (&shop);
}

/* Who hands over has just shown to be the one who signed in; the new admin is told. */
static void
test_hand_over_is_sensitive (void)
{
  Shop shop = shop_new (platform_start_clocked (NULL));
  g_autoptr (JsonObject) told = NULL;
  JsonArray *items;

  expect_call (&shop, shop.anna, "PUT", "members/ben", "{\"kind\": \"project\", \"roles\": [\"developer\"]}", 200, "");
  platform_advance (shop.self, 6 * 60 * G_USEC_PER_SEC);
  expect_call (&shop, shop.anna, "PUT", "admin", "{\"superhub_id\": \"ben\"}", 403, "auth.confirm_required");
  assert_kind (&shop, shop.anna, "admin");
  platform_done (platform_call (shop.self, "POST", "/api/v1/sessions/current/confirm", "{\"password\": \"" PASSWORD "\"}"));
  platform_expect (shop.self, 204, "");
  expect_call (&shop, shop.anna, "PUT", "admin", "{\"superhub_id\": \"ben\"}", 204, "");
  assert_kind (&shop, shop.ben, "admin");
  told = platform_call (shop.self, "GET", "/api/v1/notifications", NULL);
  items = hub_json_get_array (told, "items");
  g_assert_cmpuint (json_array_get_length (items), ==, 1);
  g_assert_cmpstr (hub_json_get_string (json_array_get_object_element (items, 0), "kind", ""), ==, "member.admin");
  shop_clear (&shop);
}

static const char *
outcome_of (JsonObject *answer, guint line, const char *member)
{
  JsonArray *results = hub_json_get_array (answer, "results");

  return hub_json_get_string (json_array_get_object_element (results, line), member, "");
}

static void
test_many_at_once (void)
{
  Shop shop = shop_new (platform_start (NULL));
  g_autofree char *path = platform_path (shop.app_id, "members");
  g_autoptr (JsonObject) answer = NULL;
  const char *const lines =
    "[{\"superhub_id\": \"ben\", \"kind\": \"project\", \"roles\": [\"developer\"]}, "
    "{\"superhub_id\": \"nobody\", \"kind\": \"test\"}, "
    "{\"superhub_id\": \"cleo\", \"kind\": \"test\"}, "
    "{\"superhub_id\": \"ben\", \"kind\": \"test\"}, "
    "{\"superhub_id\": \"anna\", \"kind\": \"test\"}]";

  /* One bad line, and nothing is done. */
  answer = platform_call (shop.self, "POST", path, "{\"members\": %s, \"all_or_nothing\": true}", lines);
  platform_expect (shop.self, 200, "");
  g_assert_cmpint (hub_json_get_int (answer, "done", -1), ==, 0);
  g_assert_cmpint (hub_json_get_int (answer, "refused", -1), ==, 3);
  g_assert_cmpstr (outcome_of (answer, 0, "outcome"), ==, "left");
  assert_kind (&shop, shop.ben, "stranger");
  platform_as (shop.self, shop.anna);
  g_clear_pointer (&answer, json_object_unref);
  /* Each line for itself. */
  answer = platform_call (shop.self, "POST", path, "{\"members\": %s}", lines);
  platform_expect (shop.self, 200, "");
  g_assert_cmpint (hub_json_get_int (answer, "done", -1), ==, 2);
  g_assert_cmpstr (outcome_of (answer, 0, "outcome"), ==, "added");
  g_assert_cmpstr (outcome_of (answer, 1, "code"), ==, "member.no_such_account");
  g_assert_cmpstr (outcome_of (answer, 2, "outcome"), ==, "added");
  g_assert_cmpstr (outcome_of (answer, 3, "code"), ==, "member.twice");
  g_assert_cmpstr (outcome_of (answer, 4, "code"), ==, "member.is_admin");
  g_assert_cmpstr (outcome_of (answer, 4, "message"), !=, "");
  g_clear_pointer (&answer, json_object_unref);
  assert_kind (&shop, shop.ben, "project");
  assert_kind (&shop, shop.cleo, "test");
  /* A project member adds testers, and only those. */
  platform_as (shop.self, shop.ben);
  answer = platform_call (shop.self, "POST", path, "{\"members\": [{\"superhub_id\": \"cleo\", \"kind\": \"test\"}, "
                          "{\"superhub_id\": \"ben\", \"kind\": \"project\", \"roles\": [\"operator\"]}]}");
  g_assert_cmpstr (outcome_of (answer, 0, "outcome"), ==, "unchanged");
  g_assert_cmpstr (outcome_of (answer, 1, "code"), ==, "auth.permission_denied");
  /* All three roles for one person are possible, and not silent. */
  g_clear_pointer (&answer, json_object_unref);
  platform_as (shop.self, shop.anna);
  answer = platform_call (shop.self, "POST", path, "{\"members\": [{\"superhub_id\": \"ben\", \"kind\": \"project\", "
                          "\"roles\": [\"operator\", \"developer\", \"data-analyst\"]}]}");
  g_assert_cmpstr (outcome_of (answer, 0, "outcome"), ==, "changed");
  g_assert_cmpstr (outcome_of (answer, 0, "warning"), !=, "");
  expect_call (&shop, shop.cleo, "POST", "members", "{\"members\": []}", 403, "auth.permission_denied");
  shop_clear (&shop);
}

static void
test_limits (void)
{
  const char *const limits = "[limits]\nproject-members=1\ntest-members=1\nprograms-as-member=1\nprograms-as-tester=1\n";
  g_autofree char *config = NULL;
  const char *arguments[] = { "--config", NULL, NULL };
  g_autofree char *folder = g_dir_make_tmp ("superhub-people-XXXXXX", NULL);
  g_autofree char *other = NULL;
  Shop shop;

  config = g_build_filename (folder, "superhubd.conf", NULL);
  g_assert_true (g_file_set_contents (config, limits, -1, NULL));
  arguments[1] = config;
  shop = shop_new (platform_start (arguments));
  platform_account (shop.self, "dora");
  platform_done (platform_call (shop.self, "POST", "/api/v1/apps", "{\"name\": \"Second\"}"));
  platform_expect (shop.self, 409, "app.limit");
  expect_call (&shop, shop.anna, "PUT", "members/ben", "{\"kind\": \"project\", \"roles\": [\"operator\"]}", 200, "");
  expect_call (&shop, shop.anna, "PUT", "members/cleo", "{\"kind\": \"project\", \"roles\": [\"operator\"]}", 409,
               "member.project_limit");
  expect_call (&shop, shop.anna, "PUT", "members/cleo", "{\"kind\": \"test\"}", 200, "");
  expect_call (&shop, shop.anna, "PUT", "members/dora", "{\"kind\": \"test\"}", 409, "member.test_limit");
  /* Another program, whose admin has room: but ben and cleo have not. */
  platform_become (shop.self, "dora");
  other = platform_app (shop.self, "Other");
  platform_member (shop.self, other, "ben", "project", "[\"developer\"]");
  platform_expect (shop.self, 409, "member.person_limit");
  platform_member (shop.self, other, "cleo", "test", "[]");
  platform_expect (shop.self, 409, "member.person_test_limit");
  /* Handing over and changing roles need no room. */
  expect_call (&shop, shop.anna, "PUT", "members/ben", "{\"kind\": \"project\", \"roles\": [\"developer\"]}", 200, "");
  expect_call (&shop, shop.anna, "PUT", "admin", "{\"superhub_id\": \"ben\"}", 204, "");
  g_remove (config);
  g_rmdir (folder);
  shop_clear (&shop);
}

/* Leaving and being removed: at once, whatever was open. */
static void
test_out_at_once (void)
{
  Shop shop = shop_new (platform_start (NULL));

  expect_call (&shop, shop.anna, "PUT", "members/ben", "{\"kind\": \"project\", \"roles\": [\"operator\"]}", 200, "");
  expect_call (&shop, shop.ben, "GET", "versions", NULL, 200, "");
  expect_call (&shop, shop.anna, "DELETE", "members/ben", NULL, 204, "");
  expect_call (&shop, shop.ben, "GET", "versions", NULL, 403, "auth.permission_denied");
  expect_call (&shop, shop.anna, "PUT", "members/ben", "{\"kind\": \"project\", \"roles\": [\"operator\"]}", 200, "");
  expect_call (&shop, shop.ben, "DELETE", "members/ben", NULL, 204, "");
  expect_call (&shop, shop.ben, "GET", "members", NULL, 403, "auth.permission_denied");
  expect_call (&shop, shop.ben, "DELETE", "members/ben", NULL, 404, "member.not_found");
  expect_call (&shop, shop.anna, "DELETE", "members/anna", NULL, 409, "member.is_admin");
  shop_clear (&shop);
}

/* The test version on ben's phone; its address, whose page waits for the end. */
static char *
open_test_version (Shop *shop)
{
  g_autofree char *path = g_strconcat ("/t/", shop->app_id, NULL);
  g_autofree char *page = NULL;

  platform_phone_sign_in (shop->self, "ben", path);
  page = platform_send (shop->self, "GET", path, NULL, NULL);
  g_assert_cmpuint (shop->self->status, ==, 200);
  return platform_read_run (page);
}

typedef struct
{
  guint  status;
  gint64 at;
} Ended;

static void
on_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Ended *ended = user_data;
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);
  g_autoptr (GBytes) answer = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);

  g_assert_nonnull (answer);
  ended->status = soup_message_get_status (message);
  ended->at = g_get_monotonic_time ();
}

static void
wait_for_end (Shop *shop, const char *run, Ended *ended)
{
  g_autofree char *url = g_strconcat (shop->self->url, run, "ended", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);

  *ended = (Ended) { 0 };
  soup_session_send_and_read_async (shop->self->session, message, G_PRIORITY_DEFAULT, NULL, on_ended, ended);
}

/* Whoever is removed while a program runs on the phone sees it stop within a second, and nothing of it is served. */
static void
test_phone_stops (void)
{
  Shop shop = shop_new (platform_start (NULL));
  g_autofree char *version = NULL;
  g_autofree char *body = NULL;
  g_autofree char *run = NULL;
  g_autofree char *file = NULL;
  g_autofree char *test_path = g_strconcat ("/t/", shop.app_id, NULL);
  Ended ended;
  gint64 removed;

  version = platform_version (shop.self, shop.app_id, "hello", "1.0");
  body = g_strdup_printf ("{\"id\": \"%s\"}", version);
  expect_call (&shop, shop.anna, "PUT", "test-version", body, 200, "");
  expect_call (&shop, shop.anna, "PUT", "members/ben", "{\"kind\": \"test\"}", 200, "");
  run = open_test_version (&shop);
  file = g_strconcat (run, "app/app-config.json", NULL);
  g_free (platform_send (shop.self, "GET", file, NULL, NULL));
  g_assert_cmpuint (shop.self->status, ==, 200);
  wait_for_end (&shop, run, &ended);
  /* What happens to others ends nothing. */
  expect_call (&shop, shop.anna, "PUT", "members/cleo", "{\"kind\": \"test\"}", 200, "");
  expect_call (&shop, shop.anna, "DELETE", "members/cleo", NULL, 204, "");
  g_assert_cmpuint (ended.status, ==, 0);
  expect_call (&shop, shop.anna, "DELETE", "members/ben", NULL, 204, "");
  removed = g_get_monotonic_time ();
  g_free (platform_send (shop.self, "GET", file, NULL, NULL));
  g_assert_cmpuint (shop.self->status, ==, 404);
  while (ended.status == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (ended.status, ==, 404);
  g_test_message ("told after %.0f ms", (ended.at - removed) / 1000.0);
  g_free (platform_send (shop.self, "GET", test_path, NULL, NULL));
  g_assert_cmpuint (shop.self->status, ==, 403);
  /* A page that waits does not keep the platform from stopping. */
  expect_call (&shop, shop.anna, "PUT", "members/ben", "{\"kind\": \"test\"}", 200, "");
  g_free (run);
  run = open_test_version (&shop);
  wait_for_end (&shop, run, &ended);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  platform_stop (shop.self);
  while (ended.status == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (ended.status, ==, 204);
  shop_clear (&shop);
}

/* The link of an upload opens it for developers, until something else stands in the slot. */
static void
test_developer_link (void)
{
  Shop shop = shop_new (platform_start (NULL));
  g_autofree char *version = platform_version (shop.self, shop.app_id, "hello", "1.0");
  g_autofree char *path = g_strconcat ("/d/", shop.app_id, "/", version, NULL);
  g_autofree char *rest = g_strconcat ("developer-versions/", version, NULL);

  expect_call (&shop, shop.anna, "PUT", "members/ben", "{\"kind\": \"project\", \"roles\": [\"operator\"]}", 200, "");
  platform_phone_sign_in (shop.self, "ben", path);
  g_free (platform_send (shop.self, "GET", path, NULL, NULL));
  g_assert_cmpuint (shop.self->status, ==, 403);
  expect_call (&shop, shop.anna, "PUT", "members/ben", "{\"kind\": \"project\", \"roles\": [\"developer\"]}", 200, "");
  {
    g_autofree char *page = platform_send (shop.self, "GET", path, NULL, NULL);
    g_autofree char *run = NULL;

    g_assert_cmpuint (shop.self->status, ==, 200);
    run = platform_read_run (page);
    g_assert_true (g_str_has_prefix (run, "/r/"));
  }
  expect_call (&shop, shop.anna, "DELETE", rest, NULL, 204, "");
  g_free (platform_send (shop.self, "GET", path, NULL, NULL));
  g_assert_cmpuint (shop.self->status, ==, 404);
  shop_clear (&shop);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/people/hand-over", test_hand_over);
  g_test_add_func ("/platform/people/hand-over-is-sensitive", test_hand_over_is_sensitive);
  g_test_add_func ("/platform/people/many-at-once", test_many_at_once);
  g_test_add_func ("/platform/people/limits", test_limits);
  g_test_add_func ("/platform/people/out-at-once", test_out_at_once);
  g_test_add_func ("/platform/people/phone-stops", test_phone_stops);
  g_test_add_func ("/platform/people/developer-link", test_developer_link);
  return g_test_run ();
}
