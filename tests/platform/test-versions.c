/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slots, and what points to them: follow, pin, delete. */
#include "platform-fixture.h"

#include "hub-json.h"

static Platform *
start (char **app_id)
{
  Platform *self = platform_start (NULL);

  for (const char *const *id = (const char *const[]) { "anna", "dev", "deb", "opal", NULL }; *id != NULL; id++)
    platform_account (self, *id);
  platform_become (self, "anna");
  *app_id = platform_app (self, "Shop");
  platform_member (self, *app_id, "dev", "project", "[\"developer\"]");
  platform_member (self, *app_id, "deb", "project", "[\"developer\"]");
  platform_member (self, *app_id, "opal", "project", "[\"operator\"]");
  return self;
}

/* Uploads as @who. */
static char *
upload (Platform *self, const char *app_id, const char *who, const char *text, const char *version)
{
  platform_become (self, who);
  return platform_version (self, app_id, text, version);
}

static void
expect_test (Platform *self, const char *app_id, const char *version, const char *mode)
{
  g_autofree char *path = platform_path (app_id, "versions");
  g_autoptr (JsonObject) all = platform_call (self, "GET", path, NULL);
  JsonObject *test = hub_json_get_object (all, "test");

  g_assert_cmpstr (hub_json_get_string (test, "version", NULL), ==, version);
  g_assert_cmpstr (hub_json_get_string (test, "mode", NULL), ==, mode);
}

static void
set_test (Platform *self, const char *app_id, const char *id, const char *mode)
{
  g_autofree char *path = platform_path (app_id, "test-version");

  platform_become (self, "opal");
  platform_done (platform_call (self, "PUT", path, "{\"id\": \"%s\", \"mode\": \"%s\"}", id, mode));
}

static void
delete_version (Platform *self, const char *app_id, const char *who, const char *id)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/developer-versions/%s", app_id, id);

  platform_become (self, who);
  platform_done (platform_call (self, "DELETE", path, NULL));
}

static void
test_follow_and_pin (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start (&app_id);
  g_autofree char *first = upload (self, app_id, "dev", "one", "1.0");
  g_autofree char *other = upload (self, app_id, "deb", "other", "7.0");
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  set_test (self, app_id, first, "follow");
  platform_expect (self, 200, "");
  second = upload (self, app_id, "dev", "two", "1.1");
  expect_test (self, app_id, "1.1", "follow");
  g_free (upload (self, app_id, "deb", "other two", "7.1"));
  expect_test (self, app_id, "1.1", "follow");
  set_test (self, app_id, second, "pin");
  third = upload (self, app_id, "dev", "three", "1.2");
  expect_test (self, app_id, "1.1", "pin");
  /* What was replaced cannot be chosen, nor can what never was. */
  set_test (self, app_id, second, "follow");
  platform_expect (self, 404, "version.not_found");
  set_test (self, app_id, third, "sometimes");
  platform_expect (self, 400, "request.invalid");
  expect_test (self, app_id, "1.1", "pin");
  delete_version (self, app_id, "dev", third);
  platform_expect (self, 204, "");
  expect_test (self, app_id, "1.1", "pin");
  delete_version (self, app_id, "dev", other);
  platform_expect (self, 404, "version.not_found");
}

static void
test_deleting_a_followed_slot (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start (&app_id);
  g_autofree char *mine = upload (self, app_id, "dev", "one", "1.0");
  g_autofree char *others = upload (self, app_id, "deb", "other", "7.0");

  set_test (self, app_id, mine, "follow");
  delete_version (self, app_id, "deb", mine);
  platform_expect (self, 403, "version.not_yours");
  delete_version (self, app_id, "deb", others);
  platform_expect (self, 204, "");
  expect_test (self, app_id, "1.0", "follow");
  /* The admin may clear a slot; with it goes the test version that followed it. */
  delete_version (self, app_id, "anna", mine);
  platform_expect (self, 204, "");
  expect_test (self, app_id, NULL, NULL);
}

static void
test_who_chooses (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start (&app_id);
  g_autofree char *mine = upload (self, app_id, "dev", "one", "1.0");
  g_autofree char *path = platform_path (app_id, "test-version");

  platform_done (platform_call (self, "PUT", path, "{\"id\": \"%s\"}", mine));
  platform_expect (self, 403, "auth.permission_denied");
  set_test (self, app_id, mine, "follow");
  platform_expect (self, 200, "");
  platform_become (self, "dev");
  platform_done (platform_call (self, "DELETE", path, NULL));
  platform_expect (self, 403, "auth.permission_denied");
  platform_become (self, "opal");
  platform_done (platform_call (self, "DELETE", path, NULL));
  platform_expect (self, 204, "");
  expect_test (self, app_id, NULL, NULL);
}

static void
test_numbers_and_remarks (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start (&app_id);
  g_autofree char *path = platform_path (app_id, "developer-version");
  g_autofree char *sha256 = NULL;
  g_autofree char *long_number = g_strnfill (65, '1');
  g_autoptr (GString) remarks = g_string_new (NULL);
  const char *const wrong[] = { "v1", "1.", "1..0/2", "", "一", long_number };

  platform_become (self, "dev");
  sha256 = platform_upload (self, app_id, "one");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      platform_done (platform_call (self, "PUT", path, "{\"package\": \"%s\", \"version\": \"%s\"}", sha256, wrong[i]));
      g_assert_cmpuint (self->status, ==, 400);
    }
  for (guint i = 0; i < 2000; i++)
    g_string_append (remarks, "备");
  platform_done (platform_call (self, "PUT", path, "{\"package\": \"%s\", \"version\": \"1.0.0-beta.1\", \"remarks\": \"%s\"}",
                                sha256, remarks->str));
  platform_expect (self, 200, "");
  g_string_append (remarks, "注");
  platform_done (platform_call (self, "PUT", path, "{\"package\": \"%s\", \"version\": \"1.0.0\", \"remarks\": \"%s\"}", sha256,
                                remarks->str));
  g_assert_cmpuint (self->status, ==, 400);
  platform_done (platform_call (self, "PUT", path, "{\"package\": \"%064d\", \"version\": \"1\"}", 7));
  platform_expect (self, 404, "package.not_found");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/versions/follow-and-pin", test_follow_and_pin);
  g_test_add_func ("/platform/versions/deleting-a-followed-slot", test_deleting_a_followed_slot);
  g_test_add_func ("/platform/versions/who-chooses", test_who_chooses);
  g_test_add_func ("/platform/versions/numbers-and-remarks", test_numbers_and_remarks);
  return g_test_run ();
}
