/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Server domains: who sets them, in which form, how often. */
#include "platform-fixture.h"

#include "hub-json.h"

static char *
domains_path (const char *app_id)
{
  return g_strdup_printf ("/api/v1/apps/%s/settings/domains", app_id);
}

static void
assert_list (JsonObject *answer, const char *use, const char *expected)
{
  JsonArray *list = hub_json_get_array (answer, use);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_nonnull (list);
  for (guint i = 0; i < json_array_get_length (list); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", json_array_get_string_element (list, i));
  g_assert_cmpstr (text->str, ==, expected);
}

/* anna is the admin, dora a developer, otto an operator, tess a tester; eve is a stranger. */
static Platform *
start_team (char **app_id, const char *const *extra)
{
  Platform *self = platform_start_clocked (extra);

  for (const char *const *id = (const char *const[]) { "anna", "dora", "otto", "tess", "eve", NULL }; *id != NULL; id++)
    platform_account (self, *id);
  platform_become (self, "anna");
  *app_id = platform_app (self, "Shop");
  platform_member (self, *app_id, "dora", "project", "[\"developer\"]");
  platform_member (self, *app_id, "otto", "project", "[\"operator\"]");
  platform_member (self, *app_id, "tess", "test", "[]");
  return self;
}

static void
test_domains_are_kept (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_team (&app_id, NULL);
  g_autofree char *path = domains_path (app_id);
  JsonObject *answer;

  platform_become (self, "dora");
  answer = platform_call (self, "PUT", path,
                          "{\"action\": \"set\", \"request\": [\"HTTPS://API.Example.COM:443/\", \"https://bücher.example\", "
                          "\"https://api.example.com\"], \"socket\": [\"wss://push.example.com:8443\"], "
                          "\"udp\": [\"udp://game.example.com:4000\"], \"tcp\": [\"tcp://game.example.com:4001\"]}");
  platform_expect (self, 200, "");
  assert_list (answer, "request", "https://api.example.com https://xn--bcher-kva.example");
  assert_list (answer, "socket", "wss://push.example.com:8443");
  assert_list (answer, "udp", "udp://game.example.com:4000");
  g_assert_cmpint (hub_json_get_int (answer, "edits_left", -1), ==, 49);
  platform_done (answer);
  answer = platform_call (self, "PUT", path, "{\"action\": \"add\", \"request\": [\"https://cdn.example.com\"]}");
  assert_list (answer, "request", "https://api.example.com https://xn--bcher-kva.example https://cdn.example.com");
  assert_list (answer, "socket", "wss://push.example.com:8443");
  platform_done (answer);
  answer = platform_call (self, "PUT", path, "{\"action\": \"delete\", \"request\": [\"https://API.example.com\"]}");
  assert_list (answer, "request", "https://xn--bcher-kva.example https://cdn.example.com");
  g_assert_cmpint (hub_json_get_int (answer, "edits_left", -1), ==, 47);
  platform_done (answer);
  /* What changes nothing costs nothing. */
  answer = platform_call (self, "PUT", path, "{\"action\": \"add\", \"request\": [\"https://cdn.example.com\"]}");
  g_assert_cmpint (hub_json_get_int (answer, "edits_left", -1), ==, 47);
  platform_done (answer);
  platform_become (self, "otto");
  answer = platform_call (self, "GET", path, NULL);
  platform_expect (self, 200, "");
  assert_list (answer, "request", "https://xn--bcher-kva.example https://cdn.example.com");
  platform_done (answer);
}

static void
test_bad_domains (void)
{
  static const struct { const char *use, *domain; } bad[] = {
    { "request", "http://api.example.com" },
    { "request", "wss://api.example.com" },
    { "request", "api.example.com" },
    { "request", "https://api.example.com/path" },
    { "request", "https://api.example.com?x=1" },
    { "request", "https://user@api.example.com" },
    { "request", "https://*.example.com" },
    { "request", "https://192.0.2.1" },
    { "request", "https://[2001:db8::1]" },
    { "request", "https://127.1" },
    { "request", "https://0x7f.0x1" },
    { "request", "https://2130706433" },
    { "request", "https://localhost" },
    { "request", "https://api.example.com:0" },
    { "request", "https://api.example.com:65536" },
    { "request", "https://api.example.com:" },
    { "request", "https://-api.example.com" },
    { "request", "https://api..example.com" },
    { "request", "https://１２７.0.0.1" },
    { "request", "" },
    { "socket", "https://api.example.com" },
    { "socket", "ws://api.example.com" },
    { "udp", "udp://api.example.com" },
    { "tcp", "udp://api.example.com:4000" },
  };
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_team (&app_id, NULL);
  g_autofree char *path = domains_path (app_id);
  JsonObject *answer;

  platform_become (self, "dora");
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i].domain);
      answer = platform_call (self, "PUT", path, "{\"action\": \"add\", \"request\": [\"https://good.example.com\"], \"%s\": [\"%s\"]}",
                              bad[i].use, bad[i].domain);
      platform_expect (self, 400, "settings.bad_domain");
      platform_done (answer);
    }
  /* Not by half, and nothing was counted. */
  answer = platform_call (self, "GET", path, NULL);
  assert_list (answer, "request", "");
  g_assert_cmpint (hub_json_get_int (answer, "edits_left", -1), ==, 50);
  platform_done (answer);
  platform_done (platform_call (self, "PUT", path, "{\"action\": \"add\", \"requests\": []}"));
  platform_expect (self, 400, "request.invalid");
  platform_done (platform_call (self, "PUT", path, "{\"action\": \"add\", \"request\": [1]}"));
  platform_expect (self, 400, "request.invalid");
}

static void
test_who_may_set_domains (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_team (&app_id, NULL);
  g_autofree char *path = domains_path (app_id);
  const char *body = "{\"action\": \"add\", \"request\": [\"https://evil.example.com\"]}";

  platform_become (self, "otto");
  platform_done (platform_call (self, "PUT", path, "%s", body));
  platform_expect (self, 403, "auth.permission_denied");
  for (const char *const *id = (const char *const[]) { "tess", "eve", NULL }; *id != NULL; id++)
    {
      platform_become (self, *id);
      platform_done (platform_call (self, "PUT", path, "%s", body));
      platform_expect (self, 403, "auth.permission_denied");
      platform_done (platform_call (self, "GET", path, NULL));
      platform_expect (self, 403, "auth.permission_denied");
    }
  platform_as (self, "");
  platform_done (platform_call (self, "PUT", path, "%s", body));
  platform_expect (self, 401, "auth.required");
  platform_become (self, "anna");
  platform_done (platform_call (self, "PUT", path, "%s", body));
  platform_expect (self, 200, "");
}

static char *
many_domains (guint n)
{
  g_autoptr (GString) text = g_string_new ("{\"action\": \"set\", \"downloadFile\": [");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s\"https://d%u.example.com\"", i > 0 ? ", " : "", i);
  g_string_append (text, "]}");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_limits_of_domains (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_team (&app_id, NULL);
  g_autofree char *path = domains_path (app_id);
  g_autofree char *most = many_domains (200);
  g_autofree char *more = many_domains (201);
  JsonObject *answer;

  platform_become (self, "dora");
  platform_done (platform_call (self, "PUT", path, "%s", most));
  platform_expect (self, 200, "");
  platform_done (platform_call (self, "PUT", path, "%s", more));
  platform_expect (self, 409, "settings.too_many_domains");
  platform_done (platform_call (self, "PUT", path, "{\"action\": \"add\", \"downloadFile\": [\"https://one.example.com\"]}"));
  platform_expect (self, 409, "settings.too_many_domains");
  platform_advance (self, G_TIME_SPAN_DAY);
  for (guint i = 1; i < 50; i++)
    {
      platform_done (platform_call (self, "PUT", path, "{\"action\": \"set\", \"request\": [\"https://r%u.example.com\"]}", i));
      platform_expect (self, 200, "");
    }
  platform_done (platform_call (self, "PUT", path, "{\"action\": \"set\", \"request\": [\"https://late.example.com\"]}"));
  platform_expect (self, 409, "settings.edit_quota");
  answer = platform_call (self, "GET", path, NULL);
  assert_list (answer, "request", "https://r49.example.com");
  g_assert_cmpint (hub_json_get_int (answer, "edits_left", -1), ==, 0);
  platform_done (answer);
  /* The first of them is thirty days old a day before the others. */
  platform_advance (self, 29 * G_TIME_SPAN_DAY);
  platform_become (self, "dora");
  platform_done (platform_call (self, "PUT", path, "{\"action\": \"set\", \"request\": [\"https://late.example.com\"]}"));
  platform_expect (self, 200, "");
  platform_done (platform_call (self, "PUT", path, "{\"action\": \"set\", \"request\": [\"https://later.example.com\"]}"));
  platform_expect (self, 409, "settings.edit_quota");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/settings/domains/kept", test_domains_are_kept);
  g_test_add_func ("/platform/settings/domains/bad", test_bad_domains);
  g_test_add_func ("/platform/settings/domains/who", test_who_may_set_domains);
  g_test_add_func ("/platform/settings/domains/limits", test_limits_of_domains);
  return g_test_run ();
}
