/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The automatic checks before a submission, and the comparison with the online version, over HTTP. */
#include "platform-fixture.h"

#include <glib/gstdio.h>

#include "hub-json.h"
#include "hub-package.h"

typedef struct
{
  Platform *platform;
  char     *app_id;
} World;

static void
become (World *self, const char *name)
{
  platform_become (self->platform, name);
}

static World *
world_new (void)
{
  World *self = g_new0 (World, 1);

  self->platform = platform_start_clocked (NULL);
  platform_account (self->platform, "anna");
  platform_account (self->platform, "judge");
  platform_account (self->platform, "stranger");
  platform_reviewer (self->platform, "judge");
  become (self, "anna");
  self->app_id = platform_app (self->platform, "Corner Shop");
  return self;
}

static void
world_free (World *self)
{
  platform_free (self->platform);
  g_free (self->app_id);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

/* What a compiled program of one page is made of; each test changes what it is about. */
typedef struct
{
  const char *script;       /* of the page */
  const char *app;          /* members of app.json, with a comma before */
  const char *pages;        /* JSON; NULL for the one page */
  const char *permission;   /* JSON */
  const char *extra;        /* what another file holds */
} Program;

static char *
upload (World *self, const Program *program, const char *version)
{
  Platform *platform = self->platform;
  g_autofree char *config = NULL;
  g_autofree char *script = NULL;
  g_autofree char *config_path = platform_file (platform, "app-config.json");
  g_autofree char *script_path = platform_file (platform, "app-service.js");
  g_autofree char *extra_path = platform_file (platform, "extra.txt");
  g_autofree char *package_path = platform_file (platform, "package.hpkg");
  g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/packages", self->app_id);
  const HubPackageEntry entries[] = {
    { "app-config.json", config_path, "" },
    { "app-service.js", script_path, "" },
    { "extra.txt", extra_path, "" },
  };
  g_autofree char *sha256 = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) made = NULL;
  gsize length;

  config = g_strdup_printf ("{\"format\": 1, \"appId\": \"%s\", \"name\": \"Shop\", \"pages\": %s, \"permission\": %s, "
                            "\"app\": {\"config\": {\"pages\": []%s}}, \"components\": {\"pages/index/index\": "
                            "{\"kind\": \"page\", \"script\": \"pages/index/index.js\"}}}",
                            self->app_id, program->pages != NULL ? program->pages : "[\"pages/index/index\"]",
                            program->permission != NULL ? program->permission : "{}",
                            program->app != NULL ? program->app : "");
  script = g_strdup_printf ("__hubDefine(\"app.js\", function () {App({})\n});\n"
                            "__hubDefine(\"pages/index/index.js\", function () {%s\n});\n"
                            "__hubTemplates(\"\", function () { return {} });\n",
                            program->script != NULL ? program->script : "Page({})");
  g_assert_true (g_file_set_contents (config_path, config, -1, NULL));
  g_assert_true (g_file_set_contents (script_path, script, -1, NULL));
  g_assert_true (g_file_set_contents (extra_path, program->extra != NULL ? program->extra : "", -1, NULL));
  sha256 = hub_package_write (entries, G_N_ELEMENTS (entries), NULL, NULL, package_path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (package_path, &bytes, &length, NULL));
  body = g_bytes_new (bytes, length);
  g_free (platform_send (platform, "POST", path, "application/vnd.superhub.package", body));
  g_assert_cmpuint (platform->status, ==, 201);
  g_free (path);
  path = g_strdup_printf ("/api/v1/apps/%s/developer-version", self->app_id);
  made = platform_call (platform, "PUT", path, "{\"package\": \"%s\", \"version\": \"%s\", \"remarks\": \"\"}", sha256,
                        version);
  platform_expect (platform, 200, "");
  return g_strdup (hub_json_get_string (made, "id", ""));
}

static JsonObject *
checks_of (World *self, const char *version)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/developer-versions/%s/checks?wait=1", self->app_id, version);
  JsonObject *checks = platform_call (self->platform, "GET", path, NULL);

  platform_expect (self->platform, 200, "");
  return checks;
}

static JsonObject *
find_check (JsonObject *checks, const char *name)
{
  JsonArray *list = hub_json_get_array (checks, "checks");

  for (guint i = 0; i < json_array_get_length (list); i++)
    if (g_str_equal (hub_json_get_string (json_array_get_object_element (list, i), "check", ""), name))
      return json_array_get_object_element (list, i);
  return NULL;
}

/* "level name file:line" of each finding. */
static char *
findings_of (JsonObject *check)
{
  JsonArray *list = hub_json_get_array (check, "findings");
  GString *text = g_string_new (hub_json_get_string (check, "state", ""));

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *finding = json_array_get_object_element (list, i);

      g_string_append_printf (text, "; %s %s %s:%d", hub_json_get_string (finding, "level", ""),
                              hub_json_get_string (finding, "name", ""), hub_json_get_string (finding, "file", ""),
                              (int) hub_json_get_int (finding, "line", 0));
    }
  return g_string_free (text, FALSE);
}

static void
expect_check (World *self, const Program *program, const char *check, const char *expected)
{
  g_autofree char *version = upload (self, program, "1.0.0");
  g_autoptr (JsonObject) checks = checks_of (self, version);
  g_autofree char *found = findings_of (find_check (checks, check));

  g_assert_cmpstr (found, ==, expected);
}

static char *
submit (World *self, const char *version, const char *members)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/reviews", self->app_id);
  g_autoptr (JsonObject) review = platform_call (self->platform, "POST", path, "{\"id\": \"%s\"%s}", version, members);

  return g_strdup (hub_json_get_string (review, "id", ""));
}

static void
test_checks (void)
{
  g_autoptr (World) self = world_new ();
  g_autofree char *version = NULL;
  g_autofree char *path = NULL;
  g_autoptr (JsonObject) checks = NULL;

  version = upload (self, &(Program) { .script = "Page({})" }, "1.0.0");
  checks = checks_of (self, version);
  g_assert_cmpstr (hub_json_get_string (checks, "state", ""), ==, "passed");
  g_assert_cmpuint (json_array_get_length (hub_json_get_array (checks, "checks")), ==, 6);
  path = g_strdup_printf ("/api/v1/apps/%s/developer-versions/%s/checks", self->app_id, version);
  become (self, "stranger");
  platform_done (platform_call (self->platform, "GET", path, NULL));
  platform_expect (self->platform, 403, "auth.permission_denied");
}

static void
test_pages (void)
{
  g_autoptr (World) self = world_new ();
  const Program missing = { .pages = "[\"pages/index/index\", \"pages/gone/gone\"]" };
  const Program none = { .pages = "[]" };
  g_autofree char *version = NULL;

  expect_check (self, &missing, "pages", "failed; error pages/gone/gone app-config.json:0");
  expect_check (self, &none, "pages", "failed; error pages app-config.json:0");
  version = upload (self, &missing, "1.0.1");
  g_free (submit (self, version, ""));
  platform_expect (self->platform, 409, "review.checks_failed");
}

static void
test_privacy (void)
{
  g_autoptr (World) self = world_new ();
  const Program undeclared = { .script = "\nPage({ go() {\n wx.getLocation() } })" };
  const Program listed = { .script = "wx.getLocation()", .app = ", \"requiredPrivateInfos\": [\"getLocation\"]" };
  const Program scoped = { .script = "wx.startRecord()", .permission = "{\"scope.record\": {\"desc\": \"x\"}}" };
  const Program camera = { .script = "wx.createCameraContext()" };
  g_autofree char *version = NULL;
  g_autofree char *draft = g_strdup_printf ("/api/v1/apps/%s/review-draft", self->app_id);

  expect_check (self, &undeclared, "privacy", "failed; error getLocation pages/index/index.js:3");
  version = upload (self, &undeclared, "1.0.0");
  g_free (submit (self, version, ""));
  platform_expect (self->platform, 409, "review.checks_failed");
  expect_check (self, &listed, "privacy", "passed; note getLocation pages/index/index.js:1");
  expect_check (self, &scoped, "privacy", "passed; note startRecord pages/index/index.js:1");
  expect_check (self, &camera, "privacy", "warning; warning createCameraContext pages/index/index.js:1");
  /* The form declares it, too: the draft for those who look, what is sent for the submission. */
  platform_done (platform_call (self->platform, "PUT", draft,
                                "{\"setting_list\": [{\"privacy_key\": \"Camera\", \"privacy_text\": \"to read a code\"}]}"));
  expect_check (self, &camera, "privacy", "passed; note createCameraContext pages/index/index.js:1");
  g_free (version);
  version = upload (self, &undeclared, "1.0.0");
  g_free (submit (self, version, ", \"setting_list\": [{\"privacy_key\": \"Location\", \"privacy_text\": \"near shops\"}]"));
  platform_expect (self->platform, 201, "");
}

static void
test_domains (void)
{
  g_autoptr (World) self = world_new ();
  const Program asks = { .script = "wx.request({ url: 'https://api.example.com/v1' })\n// https://comment.example.com\n"
                                   "const a = 'https://elsewhere.example.com/'" };
  g_autofree char *settings = g_strdup_printf ("/api/v1/apps/%s/settings/domains", self->app_id);
  g_autofree char *version = NULL;

  expect_check (self, &asks, "domains", "warning; warning https://api.example.com pages/index/index.js:1; "
                                        "note https://elsewhere.example.com pages/index/index.js:3");
  platform_done (platform_call (self->platform, "PUT", settings, "{\"action\": \"set\", \"request\": [\"https://other.example.com\"]}"));
  platform_expect (self->platform, 200, "");
  expect_check (self, &asks, "domains", "failed; error https://api.example.com pages/index/index.js:1; "
                                        "note https://elsewhere.example.com pages/index/index.js:3");
  version = upload (self, &asks, "1.0.0");
  g_free (submit (self, version, ""));
  platform_expect (self->platform, 409, "review.checks_failed");
  /* The same bytes, judged anew by what is declared. */
  platform_done (platform_call (self->platform, "PUT", settings, "{\"action\": \"add\", \"request\": [\"https://api.example.com\"]}"));
  platform_expect (self->platform, 200, "");
  g_free (submit (self, version, ""));
  platform_expect (self->platform, 201, "");
}

/* What was uploaded before the checks existed, or read by an earlier reader. */
static void
test_not_ended (void)
{
  g_autoptr (World) self = world_new ();
  g_autofree char *version = upload (self, &(Program) { .extra = "x" }, "1.0.0");

  platform_sql (self->platform, "DELETE FROM package_facts");
  g_free (submit (self, version, ""));
  platform_expect (self->platform, 409, "review.checks_running");
  platform_done (checks_of (self, version));
  g_free (submit (self, version, ""));
  platform_expect (self->platform, 201, "");
}

static void
test_broken_package (void)
{
  g_autoptr (World) self = world_new ();
  g_autofree char *version = upload (self, &(Program) { .extra = "x" }, "1.0.0");
  g_autofree char *folder = platform_file (self->platform, "data/packages");
  g_autofree char *aside = platform_file (self->platform, "data/aside");
  g_autoptr (JsonObject) checks = NULL;
  g_autoptr (JsonObject) again = NULL;

  platform_sql (self->platform, "DELETE FROM package_facts");
  g_assert_cmpint (g_rename (folder, aside), ==, 0);
  checks = checks_of (self, version);
  g_assert_cmpstr (hub_json_get_string (checks, "state", ""), ==, "failed");
  /* Mended: read anew. */
  g_assert_cmpint (g_rename (aside, folder), ==, 0);
  again = checks_of (self, version);
  g_assert_cmpstr (hub_json_get_string (again, "state", ""), ==, "passed");
}

static char *
join_texts (JsonObject *difference, const char *what, const char *which)
{
  JsonArray *texts = hub_json_get_array (hub_json_get_object (difference, what), which);
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (texts); i++)
    g_string_append_printf (all, "%s%s", i > 0 ? " " : "", json_array_get_string_element (texts, i));
  return g_string_free (all, FALSE);
}

static void
expect_change (JsonObject *difference, const char *what, const char *added, const char *removed)
{
  g_autofree char *more = join_texts (difference, what, "added");
  g_autofree char *less = join_texts (difference, what, "removed");

  g_assert_cmpstr (more, ==, added);
  g_assert_cmpstr (less, ==, removed);
}

static JsonObject *
compare (World *self, const char *review, const char *who)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/reviews/%s/difference", review);

  become (self, who);
  return platform_call (self->platform, "GET", path, NULL);
}

static void
approve_and_release (World *self, const char *review)
{
  g_autofree char *decision = g_strdup_printf ("/api/v1/reviews/%s/decision", review);
  g_autofree char *releases = g_strdup_printf ("/api/v1/apps/%s/releases", self->app_id);

  become (self, "judge");
  platform_done (platform_call (self->platform, "POST", decision, "{\"decision\": \"approve\"}"));
  platform_expect (self->platform, 200, "");
  become (self, "anna");
  platform_done (platform_call (self->platform, "POST", releases, "{\"mode\": \"full\"}"));
  platform_expect (self->platform, 201, "");
}

static void
test_difference (void)
{
  g_autoptr (World) self = world_new ();
  const Program old = { .script = "wx.startRecord(); wx.request({ url: 'https://a.example.com/' })", .extra = "one",
                        .permission = "{\"scope.record\": {\"desc\": \"x\"}}" };
  const Program new = { .script = "wx.getLocation(); wx.request({ url: 'https://b.example.com/' })", .extra = "one",
                        .app = ", \"requiredPrivateInfos\": [\"getLocation\"]" };
  g_autofree char *version = upload (self, &old, "1.0.0");
  g_autofree char *review = submit (self, version, "");
  g_autoptr (JsonObject) first = NULL;
  g_autoptr (JsonObject) second = NULL;
  JsonArray *files;

  first = compare (self, review, "judge");
  platform_expect (self->platform, 200, "");
  g_assert_null (hub_json_get_object (first, "base"));
  g_assert_cmpint (hub_json_get_int (first, "files_added", 0), ==, 3);
  approve_and_release (self, review);
  g_free (version);
  version = upload (self, &new, "1.1.0");
  g_free (review);
  review = submit (self, version, "");
  platform_expect (self->platform, 201, "");
  second = compare (self, review, "judge");
  g_assert_cmpstr (hub_json_get_string (hub_json_get_object (second, "base"), "version", ""), ==, "1.0.0");
  g_assert_cmpint (hub_json_get_int (second, "files_changed", 0), ==, 2);
  g_assert_cmpint (hub_json_get_int (second, "files_same", 0), ==, 1);
  files = hub_json_get_array (second, "files");
  g_assert_cmpuint (json_array_get_length (files), ==, 2);
  g_assert_cmpstr (hub_json_get_string (json_array_get_object_element (files, 1), "name", ""), ==, "app-service.js");
  g_assert_cmpint (hub_json_get_int (json_array_get_object_element (files, 1), "bytes_before", 0), >, 0);
  expect_change (second, "private_apis", "getLocation", "startRecord");
  expect_change (second, "permissions", "getLocation", "scope.record");
  expect_change (second, "domains", "https://b.example.com", "https://a.example.com");
  expect_change (second, "pages", "", "");
  platform_done (compare (self, review, "stranger"));
  platform_expect (self->platform, 404, "review.not_found");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/review-checks/all", test_checks);
  g_test_add_func ("/review-checks/pages", test_pages);
  g_test_add_func ("/review-checks/privacy", test_privacy);
  g_test_add_func ("/review-checks/domains", test_domains);
  g_test_add_func ("/review-checks/not-ended", test_not_ended);
  g_test_add_func ("/review-checks/broken", test_broken_package);
  g_test_add_func ("/review-checks/difference", test_difference);
  return g_test_run ();
}
