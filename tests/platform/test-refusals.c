/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the platform does not let through, and what it says then. */
#include "platform-fixture.h"

#include "hub-json.h"

static void
test_bad_requests (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autoptr (GString) large = g_string_new (NULL);
  g_autoptr (JsonObject) answer = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);

  platform_done (platform_call (self, "POST", "/api/v1/accounts", "{\"superhub_id\": "));
  platform_expect (self, 400, "request.invalid");
  platform_done (platform_call (self, "POST", "/api/v1/accounts", "[]"));
  platform_expect (self, 400, "request.invalid");
  platform_done (platform_call (self, "POST", "/api/v1/accounts", "{\"superhub_id\": 7, \"password\": \"x\"}"));
  platform_expect (self, 400, "request.invalid");
  answer = platform_call (self, "POST", "/api/v1/accounts",
                          "{\"superhub_id\": \"anna\", \"password\": \"" PASSWORD "\", \"admin\": true}");
  platform_expect (self, 400, "request.invalid");
  g_assert_cmpstr (hub_json_get_string (hub_json_get_object (hub_json_get_object (answer, "error"), "detail"),
                                        "member", NULL), ==, "admin");
  platform_done (platform_call (self, "POST", "/api/v1/accounts", "{\"superhub_id\": \"anna\", \"password\": \"short\"}"));
  platform_expect (self, 400, "account.weak_password");
  platform_done (platform_call (self, "POST", "/api/v1/accounts",
                                "{\"superhub_id\": \"../anna\", \"password\": \"" PASSWORD "\"}"));
  platform_expect (self, 400, "account.bad_id");
  platform_done (platform_call (self, "GET", "/api/v1/nothing", NULL));
  platform_expect (self, 404, "request.not_found");
  platform_done (platform_call (self, "DELETE", "/api/v1/apps", NULL));
  platform_expect (self, 405, "request.method_not_allowed");
  platform_done (platform_call (self, "GET", "/api/v1/account", NULL));
  platform_expect (self, 401, "auth.required");
  platform_as (self, "no such token");
  platform_done (platform_call (self, "GET", "/api/v1/account", NULL));
  platform_expect (self, 401, "auth.required");
  platform_as (self, "");
  text = platform_send (self, "POST", "/api/v1/sessions", "text/plain", body);
  g_assert_cmpuint (self->status, ==, 415);
  for (guint i = 0; i < 30000; i++)
    g_string_append (large, "{\"a\": [1, 2]}");
  platform_done (platform_call (self, "POST", "/api/v1/sessions", "%s", large->str));
  platform_expect (self, 413, "request.too_large");
  platform_done (platform_call (self, "GET", "/healthz", NULL));
  platform_expect (self, 200, "");
}

static void
test_sign_in (void)
{
  g_autoptr (Platform) self = platform_start (NULL);

  platform_account (self, "anna");
  platform_done (platform_call (self, "POST", "/api/v1/accounts",
                                "{\"superhub_id\": \"anna\", \"password\": \"" PASSWORD "\"}"));
  platform_expect (self, 409, "account.id_taken");
  platform_become (self, "anna");
  platform_done (platform_call (self, "GET", "/api/v1/account", NULL));
  platform_expect (self, 200, "");
  platform_sql (self, "UPDATE sessions SET expires_at = 1");
  platform_done (platform_call (self, "GET", "/api/v1/account", NULL));
  platform_expect (self, 401, "auth.token_expired");
  platform_become (self, "anna");
  platform_done (platform_call (self, "DELETE", "/api/v1/sessions/current", NULL));
  platform_expect (self, 204, "");
  platform_done (platform_call (self, "GET", "/api/v1/account", NULL));
  platform_expect (self, 401, "auth.required");
  /* Who guesses cannot tell a wrong password from an ID that nobody has. */
  platform_done (platform_call (self, "POST", "/api/v1/sessions", "{\"superhub_id\": \"nobody\", \"password\": \"x\"}"));
  platform_expect (self, 401, "auth.bad_credentials");
  for (guint i = 0; i < 10; i++)
    {
      platform_done (platform_call (self, "POST", "/api/v1/sessions", "{\"superhub_id\": \"anna\", \"password\": \"x\"}"));
      platform_expect (self, 401, "auth.bad_credentials");
    }
  platform_done (platform_call (self, "POST", "/api/v1/sessions",
                                "{\"superhub_id\": \"anna\", \"password\": \"" PASSWORD "\"}"));
  platform_expect (self, 429, "auth.rate_limited");
  g_assert_cmpint (g_ascii_strtoll (self->retry_after, NULL, 10), >, 0);
  g_assert_cmpint (platform_count (self, "SELECT count(*) FROM sessions WHERE length (token_hash) <> 64"), ==, 0);
}

/* One request for each permission that guards a route, by each kind of person. */
typedef struct
{
  const char *method;
  const char *rest;
  const char *body;
  gboolean    operator;
  gboolean    developer;
  gboolean    analyst;
} Guarded;

static const Guarded guarded[] = {
  { "GET", "versions", NULL, TRUE, TRUE, TRUE },
  { "GET", "members", NULL, TRUE, TRUE, TRUE },
  { "POST", "previews", "{\"package\": \"none\"}", FALSE, TRUE, FALSE },
  { "PUT", "developer-version", "{\"package\": \"none\", \"version\": \"1\"}", FALSE, TRUE, FALSE },
  { "DELETE", "developer-versions/none", NULL, FALSE, TRUE, FALSE },
  { "PUT", "test-version", "{\"id\": \"none\"}", TRUE, FALSE, FALSE },
  { "DELETE", "test-version", NULL, TRUE, FALSE, FALSE },
  { "POST", "reviews", "{\"id\": \"none\"}", TRUE, FALSE, FALSE },
  { "POST", "reviews/current/withdraw", NULL, TRUE, FALSE, FALSE },
  { "POST", "releases", "{\"mode\": \"full\"}", TRUE, FALSE, FALSE },
};

static void
try_all (Platform *self, const char *app_id, const char *kind, const char *role)
{
  for (gsize i = 0; i < G_N_ELEMENTS (guarded); i++)
    {
      g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/%s", app_id, guarded[i].rest);
      gboolean allowed = g_str_equal (kind, "project")
                         && ((strstr (role, "operator") != NULL && guarded[i].operator)
                             || (strstr (role, "developer") != NULL && guarded[i].developer)
                             || (strstr (role, "analyst") != NULL && guarded[i].analyst));

      g_test_message ("%s %s as %s %s", guarded[i].method, guarded[i].rest, kind, role);
      if (guarded[i].body != NULL)
        platform_done (platform_call (self, guarded[i].method, path, "%s", guarded[i].body));
      else
        platform_done (platform_call (self, guarded[i].method, path, NULL));
      if (allowed)
        g_assert_cmpuint (self->status, !=, 403);
      else
        platform_expect (self, 403, "auth.permission_denied");
    }
}

static void
test_permissions (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  const char *const roles[] = { "[\"operator\"]", "[\"developer\"]", "[\"data-analyst\"]",
                                "[\"operator\", \"developer\"]" };
  g_autofree char *app_id = NULL;
  g_autofree char *anna = NULL;
  g_autofree char *ben = NULL;
  g_autofree char *one = NULL;

  platform_account (self, "anna");
  platform_account (self, "ben");
  ben = platform_token_of (self, "ben");
  anna = platform_token_of (self, "anna");
  platform_as (self, anna);
  app_id = platform_app (self, "Shop");
  one = g_strdup_printf ("/api/v1/apps/%s/members/ben", app_id);
  platform_as (self, ben);
  try_all (self, app_id, "none", "");
  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      platform_as (self, anna);
      platform_member (self, app_id, "ben", "project", roles[i]);
      platform_expect (self, 200, "");
      platform_as (self, ben);
      try_all (self, app_id, "project", roles[i]);
    }
  platform_as (self, anna);
  platform_member (self, app_id, "ben", "test", "[]");
  platform_as (self, ben);
  try_all (self, app_id, "test", "");
  platform_done (platform_call (self, "DELETE", one, NULL));
  platform_expect (self, 204, "");
  try_all (self, app_id, "none", "");
}

static void
test_members (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autofree char *app_id = NULL;
  g_autofree char *anna = NULL;
  g_autofree char *ben = NULL;
  g_autofree char *path = NULL;
  g_autoptr (JsonObject) all = NULL;

  platform_account (self, "anna");
  platform_account (self, "ben");
  platform_account (self, "cleo");
  ben = platform_token_of (self, "ben");
  anna = platform_token_of (self, "anna");
  platform_as (self, anna);
  app_id = platform_app (self, "Shop");
  platform_member (self, app_id, "nobody", "test", "[]");
  platform_expect (self, 404, "member.no_such_account");
  platform_member (self, app_id, "ben", "project", "[]");
  platform_expect (self, 400, "member.needs_role");
  platform_member (self, app_id, "ben", "test", "[\"operator\"]");
  platform_expect (self, 400, "member.needs_role");
  platform_member (self, app_id, "anna", "project", "[\"operator\"]");
  platform_expect (self, 409, "member.is_admin");
  platform_member (self, app_id, "ben", "project", "[\"data-analyst\"]");
  platform_expect (self, 200, "");
  platform_as (self, ben);
  platform_member (self, app_id, "cleo", "project", "[\"developer\"]");
  platform_expect (self, 403, "auth.permission_denied");
  platform_member (self, app_id, "ben", "project", "[\"operator\", \"developer\", \"data-analyst\"]");
  platform_expect (self, 403, "auth.permission_denied");
  platform_member (self, app_id, "cleo", "test", "[]");
  platform_expect (self, 200, "");
  path = g_strdup_printf ("/api/v1/apps/%s/members/anna", app_id);
  platform_done (platform_call (self, "DELETE", path, NULL));
  platform_expect (self, 409, "member.is_admin");
  g_free (path);
  path = g_strdup_printf ("/api/v1/apps/%s/members/cleo", app_id);
  platform_done (platform_call (self, "DELETE", path, NULL));
  platform_expect (self, 204, "");
  platform_done (platform_call (self, "DELETE", path, NULL));
  platform_expect (self, 404, "member.not_found");
  platform_as (self, anna);
  g_free (path);
  path = g_strdup_printf ("/api/v1/apps/%s/members/ben", app_id);
  all = platform_call (self, "PUT", path,
                       "{\"kind\": \"project\", \"roles\": [\"operator\", \"developer\", \"data-analyst\"]}");
  platform_expect (self, 200, "");
  g_assert_nonnull (hub_json_get_string (all, "warning", NULL));
}

static void
send_package (Platform *self, const char *app_id, GBytes *bytes, const char *code)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/packages", app_id);
  g_autofree char *answer = platform_send (self, "POST", path, "application/vnd.superhub.package", bytes);
  g_autofree char *expected = g_strdup_printf ("\"code\":\"%s\"", code);

  g_test_message ("%s", answer);
  g_assert_cmpuint (self->status, >=, 400);
  g_assert_nonnull (strstr (answer, expected));
}

static void
test_packages (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autofree char *app_id = NULL;
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GBytes) good = NULL;
  g_autoptr (GBytes) half = NULL;
  g_autoptr (GBytes) outside = NULL;
  g_autoptr (GBytes) large = NULL;
  g_autoptr (GDir) incoming = NULL;
  g_autofree char *folder = platform_file (self, "data/incoming");
  guint8 *bytes;
  gsize size;

  platform_account (self, "anna");
  platform_become (self, "anna");
  app_id = platform_app (self, "Shop");
  good = platform_make_package (self, "hello");
  size = g_bytes_get_size (good);
  half = g_bytes_new_from_bytes (good, 0, size / 2);
  send_package (self, app_id, half, "package.corrupt");
  /* Leaves the folder of the program, by names of the same length. */
  bytes = g_memdup2 (g_bytes_get_data (good, NULL), size);
  for (gsize i = 0; i + 7 < size; i++)
    if (memcmp (bytes + i, "images/", 7) == 0)
      memcpy (bytes + i, "../../x", 7);
  outside = g_bytes_new_take (bytes, size);
  send_package (self, app_id, outside, "package.bad_name");
  large = g_bytes_new_take (g_malloc0 (40 * 1024 * 1024), 40 * 1024 * 1024);
  send_package (self, app_id, large, "package.too_large");
  first = platform_upload (self, app_id, "hello");
  again = platform_upload (self, app_id, "hello");
  g_assert_cmpuint (strlen (first), ==, 64);
  g_assert_cmpstr (first, ==, again);
  g_assert_cmpint (platform_count (self, "SELECT count(*) FROM packages"), ==, 1);
  incoming = g_dir_open (folder, 0, NULL);
  g_assert_null (g_dir_read_name (incoming));
}

static void
test_confirmation_and_own_program (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autofree char *app_id = NULL;
  g_autofree char *version = NULL;
  g_autofree char *reviews = NULL;
  g_autofree char *releases = NULL;
  g_autofree char *decision = NULL;
  g_autoptr (JsonObject) review = NULL;

  platform_account (self, "anna");
  platform_reviewer (self, "anna");
  platform_become (self, "anna");
  app_id = platform_app (self, "Shop");
  reviews = g_strdup_printf ("/api/v1/apps/%s/reviews", app_id);
  releases = g_strdup_printf ("/api/v1/apps/%s/releases", app_id);
  version = platform_version (self, app_id, "x", "1.0");
  review = platform_call (self, "POST", reviews, "{\"id\": \"%s\"}", version);
  platform_expect (self, 201, "");
  decision = g_strdup_printf ("/api/v1/reviews/%s/decision", json_object_get_string_member (review, "id"));
  platform_done (platform_call (self, "POST", decision, "{\"decision\": \"approve\"}"));
  platform_expect (self, 403, "review.own_program");
  /* Six minutes after signing in. */
  platform_sql (self, "UPDATE sessions SET confirmed_at = confirmed_at - 360000000");
  platform_done (platform_call (self, "POST", releases, "{\"mode\": \"full\"}"));
  platform_expect (self, 403, "auth.confirm_required");
  platform_done (platform_call (self, "POST", "/api/v1/sessions/current/confirm", "{\"password\": \"wrong\"}"));
  platform_expect (self, 401, "auth.bad_credentials");
  platform_done (platform_call (self, "POST", "/api/v1/sessions/current/confirm", "{\"password\": \"" PASSWORD "\"}"));
  platform_expect (self, 204, "");
  platform_done (platform_call (self, "POST", releases, "{\"mode\": \"full\"}"));
  platform_expect (self, 409, "release.not_approved");
}

static void
test_phone_form (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  const char *text = "superhub_id=anna&password=x&next=https://elsewhere.example/&form=guessed";
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));
  g_autofree char *page = NULL;

  g_free (platform_send (self, "POST", "/signin", "application/x-www-form-urlencoded", body));
  g_assert_cmpuint (self->status, ==, 403);
  page = platform_send (self, "GET", "/signin?next=//elsewhere.example/p/x", NULL, NULL);
  g_assert_cmpuint (self->status, ==, 200);
  g_assert_null (strstr (page, "elsewhere"));
  g_assert_nonnull (strstr (self->policy, "frame-ancestors 'none'"));
  g_free (platform_send (self, "GET", "/r/nosuchrun/runtime/shell.html", NULL, NULL));
  g_assert_cmpuint (self->status, ==, 404);
  g_free (platform_send (self, "GET", "/a/wx0000000000000000", NULL, NULL));
  g_assert_cmpuint (self->status, ==, 404);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/bad-requests", test_bad_requests);
  g_test_add_func ("/platform/sign-in", test_sign_in);
  g_test_add_func ("/platform/permissions", test_permissions);
  g_test_add_func ("/platform/members", test_members);
  g_test_add_func ("/platform/packages", test_packages);
  g_test_add_func ("/platform/confirmation", test_confirmation_and_own_program);
  g_test_add_func ("/platform/phone-form", test_phone_form);
  return g_test_run ();
}
