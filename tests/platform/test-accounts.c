/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts: passwords, what the operator does to them, and how guessing is slowed down. */
#include "platform-fixture.h"

#include <glib/gstdio.h>

#include "hub-json.h"
#include "hub-paths.h"

#define NEW_PASSWORD "another horse battery"

static void
expect_account (Platform *self, const char *token, guint status, const char *code)
{
  platform_as (self, token);
  platform_done (platform_call (self, "GET", "/api/v1/account", NULL));
  platform_expect (self, status, code);
}

static void
expect_sign_in (Platform *self, const char *superhub_id, const char *password, guint status, const char *code)
{
  platform_done (platform_call (self, "POST", "/api/v1/sessions", "{\"superhub_id\": \"%s\", \"password\": \"%s\"}",
                                superhub_id, password));
  platform_expect (self, status, code);
}

static void
change (Platform *self, const char *password, const char *new_password, guint status, const char *code)
{
  platform_done (platform_call (self, "PUT", "/api/v1/account/password",
                                "{\"password\": \"%s\", \"new_password\": \"%s\"}", password, new_password));
  platform_expect (self, status, code);
}

static void
test_change_password (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autofree char *mine = NULL;
  g_autofree char *thief = NULL;

  platform_account (self, "anna");
  mine = platform_token_of (self, "anna");
  thief = platform_token_of (self, "anna");
  platform_phone_sign_in (self, "anna", "/");
  change (self, PASSWORD, NEW_PASSWORD, 401, "auth.required");
  platform_as (self, mine);
  change (self, "a wrong one", NEW_PASSWORD, 401, "auth.bad_credentials");
  change (self, PASSWORD, "short", 400, "account.weak_password");
  change (self, PASSWORD, NEW_PASSWORD, 204, "");
  expect_account (self, mine, 200, "");
  expect_account (self, thief, 401, "auth.required");
  g_free (platform_send (self, "GET", "/", NULL, NULL));
  g_assert_cmpuint (self->status, ==, 303);
  expect_sign_in (self, "anna", PASSWORD, 401, "auth.bad_credentials");
  expect_sign_in (self, "anna", NEW_PASSWORD, 201, "");
  /* Who tries passwords here is slowed down as anywhere. */
  platform_as (self, mine);
  for (guint i = 0; i < 10; i++)
    change (self, "a wrong one", PASSWORD, 401, "auth.bad_credentials");
  change (self, NEW_PASSWORD, PASSWORD, 429, "auth.rate_limited");
}

/* The operator's command, with a password on its standard input. */
static gboolean
operate (Platform *self, const char *option, const char *superhub_id, const char *password)
{
  g_autofree char *program = hub_paths_find_program ("superhubd", NULL);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                              | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, program, "--data-dir", self->data,
                              "--database", self->database, option, superhub_id, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, password, NULL, NULL, NULL, &error));
  return g_subprocess_get_successful (process);
}

static gboolean
is_reviewer (Platform *self, const char *token)
{
  g_autoptr (JsonObject) account = NULL;

  platform_as (self, token);
  account = platform_call (self, "GET", "/api/v1/account", NULL);
  return hub_json_get_boolean (account, "reviewer", FALSE);
}

static void
rename_to (Platform *self, const char *name, guint status, const char *code)
{
  json_object_unref (platform_call (self, "PUT", "/api/v1/account/name", "{\"display_name\": \"%s\"}", name));
  platform_expect (self, status, code);
}

static void
test_rename (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autofree char *app_id = NULL;
  g_autofree char *path = NULL;
  g_autoptr (JsonObject) members = NULL;
  JsonObject *first;

  platform_account (self, "anna");
  platform_become (self, "anna");
  app_id = platform_app (self, "Shop");
  rename_to (self, "  ", 400, "account.bad_name");
  rename_to (self, "a\\u202eb", 400, "account.bad_name");
  rename_to (self, "1234567890123456789012345678901234567890123456789012345678901", 400, "account.bad_name");
  rename_to (self, " 安娜 Söhne ", 200, "");
  path = g_strdup_printf ("/api/v1/apps/%s/members", app_id);
  members = platform_call (self, "GET", path, NULL);
  first = json_array_get_object_element (hub_json_get_array (members, "items"), 0);
  g_assert_cmpstr (hub_json_get_string (first, "display_name", ""), ==, "安娜 Söhne");
  g_assert_cmpint (platform_count (self, "SELECT count (*) FROM audit WHERE action = 'renameAccount' AND actor = 'anna' "
                                         "AND outcome = 'done' AND target = '安娜 Söhne'"), ==, 1);
}

/* While the platform runs, and closed as a company's may be. */
static void
test_operator (void)
{
  const char *const closed[] = { "--closed", NULL };
  g_autoptr (Platform) self = platform_start (closed);
  g_autofree char *token = NULL;

  platform_done (platform_call (self, "POST", "/api/v1/accounts",
                                "{\"superhub_id\": \"anna\", \"password\": \"" PASSWORD "\"}"));
  platform_expect (self, 403, "account.closed");
  g_assert_false (operate (self, "--make-account", "anna", "short\n"));
  g_assert_false (operate (self, "--make-account", "An Na", PASSWORD "\n"));
  g_assert_true (operate (self, "--make-account", "anna", PASSWORD "\n"));
  g_assert_false (operate (self, "--make-account", "anna", PASSWORD "\n"));
  token = platform_token_of (self, "anna");
  g_assert_false (is_reviewer (self, token));
  g_assert_true (operate (self, "--make-reviewer", "anna", ""));
  g_assert_true (is_reviewer (self, token));
  platform_done (platform_call (self, "GET", "/api/v1/reviews", NULL));
  platform_expect (self, 200, "");
  g_assert_true (operate (self, "--remove-reviewer", "anna", ""));
  platform_done (platform_call (self, "GET", "/api/v1/reviews", NULL));
  platform_expect (self, 403, "auth.reviewers_only");
  g_assert_false (operate (self, "--remove-reviewer", "nobody", ""));
  g_assert_true (operate (self, "--set-password", "anna", NEW_PASSWORD "\n"));
  expect_account (self, token, 401, "auth.required");
  expect_sign_in (self, "anna", NEW_PASSWORD, 201, "");
}

static guint
sign_in_from (Platform *self, const char *forwarded, const char *password)
{
  g_autofree char *url = g_strconcat (self->url, "/api/v1/sessions", NULL);
  g_autofree char *text = g_strdup_printf ("{\"superhub_id\": \"anna\", \"password\": \"%s\"}", password);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (GBytes) answer = NULL;

  soup_message_headers_append (soup_message_get_request_headers (message), "X-Forwarded-For", forwarded);
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  answer = soup_session_send_and_read (self->session, message, NULL, NULL);
  g_assert_nonnull (answer);
  return soup_message_get_status (message);
}

static void
fail_from (Platform *self, const char *forwarded)
{
  for (guint i = 0; i < 10; i++)
    g_assert_cmpuint (sign_in_from (self, forwarded, "a wrong one"), ==, 401);
}

static Platform *
start_behind (const char *proxies, char **config)
{
  const char *arguments[] = { "--config", NULL, NULL };
  g_autofree char *text = g_strdup_printf ("[server]\ntrusted-proxies=%s\n", proxies);
  int descriptor = g_file_open_tmp ("superhub-proxies-XXXXXX", config, NULL);
  Platform *self;

  g_close (descriptor, NULL);
  g_assert_true (g_file_set_contents (*config, text, -1, NULL));
  arguments[1] = *config;
  self = platform_start (arguments);
  g_remove (*config);
  platform_account (self, "anna");
  return self;
}

static void
test_behind_a_proxy (void)
{
  g_autofree char *config = NULL;
  g_autoptr (Platform) self = start_behind ("127.0.0.1, 10.0.0.0/8", &config);

  /* Each client for itself, though all connections come from the proxy. */
  fail_from (self, "203.0.113.5");
  g_assert_cmpuint (sign_in_from (self, "203.0.113.5", PASSWORD), ==, 429);
  g_assert_cmpuint (sign_in_from (self, "203.0.113.6", PASSWORD), ==, 201);
  /* Two proxies, and what the client wrote itself counts for nothing. */
  g_assert_cmpuint (sign_in_from (self, "198.51.100.1, 203.0.113.5, 10.1.2.3", PASSWORD), ==, 429);
  g_assert_cmpuint (sign_in_from (self, "203.0.113.5, 203.0.113.6:4711, 10.1.2.3", PASSWORD), ==, 201);
  g_assert_cmpuint (sign_in_from (self, "203.0.113.5, nonsense", PASSWORD), ==, 201);
  /* A customer of IPv6 has a whole network. */
  fail_from (self, "2001:db8:1:2::a");
  g_assert_cmpuint (sign_in_from (self, "[2001:db8:1:2::b]:99", PASSWORD), ==, 429);
  g_assert_cmpuint (sign_in_from (self, "2001:db8:1:3::a", PASSWORD), ==, 201);
}

/* Anybody can write the header. */
static void
test_without_a_proxy (void)
{
  g_autofree char *config = NULL;
  g_autoptr (Platform) self = start_behind ("10.0.0.0/8", &config);

  fail_from (self, "203.0.113.5");
  g_assert_cmpuint (sign_in_from (self, "203.0.113.6", PASSWORD), ==, 429);
}

/* A restart is no way around the limit. */
static void
test_restart_forgets_nothing (void)
{
  g_autoptr (Platform) self = platform_start (NULL);

  platform_account (self, "anna");
  for (guint i = 0; i < 10; i++)
    expect_sign_in (self, "anna", "a wrong one", 401, "auth.bad_credentials");
  platform_stop (self);
  platform_start_again (self, NULL);
  expect_sign_in (self, "anna", PASSWORD, 429, "auth.rate_limited");
  expect_sign_in (self, "nobody", PASSWORD, 401, "auth.bad_credentials");
}

static void
test_looking_people_up (void)
{
  g_autoptr (Platform) self = platform_start_clocked (NULL);
  g_autofree char *app_id = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);

  platform_account (self, "anna");
  platform_account (self, "ben");
  platform_become (self, "anna");
  app_id = platform_app (self, "Shop");
  path = g_strdup_printf ("/api/v1/apps/%s/members", app_id);
  for (guint i = 0; i < 100; i++)
    g_string_append_printf (lines, "%s{\"superhub_id\": \"guess%u\", \"kind\": \"test\"}", i > 0 ? ", " : "", i);
  platform_done (platform_call (self, "POST", path, "{\"members\": [%s]}", lines->str));
  platform_expect (self, 200, "");
  platform_member (self, app_id, "ben", "test", "[]");
  platform_expect (self, 429, "auth.rate_limited");
  platform_advance (self, 5 * 60 * G_USEC_PER_SEC);
  platform_member (self, app_id, "ben", "test", "[]");
  platform_expect (self, 200, "");
}

static void
test_permissions (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autoptr (JsonObject) answer = NULL;
  JsonArray *rows;
  guint n_operators = 0;

  platform_account (self, "anna");
  platform_become (self, "anna");
  answer = platform_call (self, "GET", "/api/v1/permissions", NULL);
  platform_expect (self, 200, "");
  rows = hub_json_get_array (answer, "permissions");
  g_assert_cmpuint (json_array_get_length (rows), ==, 13 + 1);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      JsonArray *roles = hub_json_get_array (row, "roles");

      g_assert_cmpstr (hub_json_get_string (row, "meaning", ""), !=, "");
      for (guint j = 0; j < json_array_get_length (roles); j++)
        n_operators += g_str_equal (json_array_get_string_element (roles, j), "operator");
      if (g_str_equal (hub_json_get_string (row, "name", ""), "developer"))
        g_assert_cmpuint (json_array_get_length (hub_json_get_array (row, "operations")), >, 0);
      g_assert_cmpint (hub_json_get_boolean (row, "test_members", FALSE), ==,
                       g_str_equal (hub_json_get_string (row, "name", ""), "experience"));
    }
  g_assert_cmpuint (n_operators, ==, 9);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/accounts/change-password", test_change_password);
  g_test_add_func ("/platform/accounts/rename", test_rename);
  g_test_add_func ("/platform/accounts/operator", test_operator);
  g_test_add_func ("/platform/accounts/behind-a-proxy", test_behind_a_proxy);
  g_test_add_func ("/platform/accounts/without-a-proxy", test_without_a_proxy);
  g_test_add_func ("/platform/accounts/restart-forgets-nothing", test_restart_forgets_nothing);
  g_test_add_func ("/platform/accounts/looking-people-up", test_looking_people_up);
  g_test_add_func ("/platform/accounts/permissions", test_permissions);
  return g_test_run ();
}
