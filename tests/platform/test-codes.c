/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mini program codes: who gets them and when, what they say, where they lead, and how often they did. */
#include "platform-fixture.h"

#include <string.h>
#include <glib/gstdio.h>

#include "hub-json.h"

/* A red square of 64 × 64 pixels. */
#define RED_PNG "iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAT0lEQVR42u3PQQkAAAgEsIty/dMYyQi+hcEKLNO+FgEBAQEBAQEBAQEBAQEBAQ" \
                "EBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQGBywI6LQEAwyG+sAAAAABJRU5ErkJggg=="

/* anna is the admin, dora a developer, tess a tester; eve is a stranger. */
static Platform *
start_team (char **app_id)
{
  Platform *self = platform_start (NULL);

  for (const char *const *id = (const char *const[]) { "anna", "dora", "tess", "eve", NULL }; *id != NULL; id++)
    platform_account (self, *id);
  platform_become (self, "anna");
  *app_id = platform_app (self, "Shop & “Söhne”");
  platform_member (self, *app_id, "dora", "project", "[\"developer\"]");
  platform_member (self, *app_id, "tess", "test", "[]");
  platform_account (self, "judge");
  platform_reviewer (self, "judge");
  platform_become (self, "anna");
  return self;
}

static void
release (Platform *self, const char *app_id)
{
  g_free (platform_put_online (self, app_id, "Hello", "1.0.0"));
}

static char *
path_of (const char *app_id, const char *rest)
{
  return g_strdup_printf ("/api/v1/apps/%s/%s", app_id, rest);
}

static char *
make (Platform *self, const char *app_id, const char *members)
{
  g_autofree char *path = path_of (app_id, "codes");
  JsonObject *answer = platform_call (self, "POST", path, "{%s}", members);
  char *id = g_strdup (hub_json_get_string (answer, "id", ""));

  platform_done (answer);
  return id;
}

static void
refused (Platform *self, const char *app_id, const char *members, guint status, const char *code)
{
  g_autofree char *id = make (self, app_id, members);

  g_test_message ("%s", members);
  platform_expect (self, status, code);
}

/* Their number is the operator's to say; what there is already goes on being given. */
static void
test_as_many_as_allowed (void)
{
  g_autofree char *folder = g_dir_make_tmp ("superhub-codes-XXXXXX", NULL);
  g_autofree char *config = g_build_filename (folder, "superhubd.conf", NULL);
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_team (&app_id);
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;

  release (self, app_id);
  g_assert_true (g_file_set_contents (config, "[limits]\ncodes = 2\n", -1, NULL));
  platform_stop (self);
  platform_start_again (self, (const char *const[]) { "--config", config, NULL });
  platform_become (self, "anna");
  first = make (self, app_id, "\"scene\": \"a=1\"");
  g_free (make (self, app_id, "\"scene\": \"a=2\""));
  platform_expect (self, 200, "");
  refused (self, app_id, "\"scene\": \"a=3\"", 409, "code.too_many");
  again = make (self, app_id, "\"scene\": \"a=1\"");
  platform_expect (self, 200, "");
  g_assert_cmpstr (again, ==, first);
  g_assert_cmpint (platform_count (self, "SELECT count (*) FROM codes"), ==, 2);
  g_unlink (config);
  g_rmdir (folder);
}

static void
test_after_the_first_release (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_team (&app_id);
  g_autofree char *id = NULL;
  g_autofree char *again = NULL;
  g_autofree char *other = NULL;

  refused (self, app_id, "\"scene\": \"a=1\"", 409, "code.not_released");
  release (self, app_id);
  platform_become (self, "dora");
  id = make (self, app_id, "\"scene\": \"a=1\", \"page\": \"pages/index/index\"");
  platform_expect (self, 200, "");
  g_assert_cmpuint (strlen (id), ==, 8);
  /* The same code with other looks, another one for another scene. */
  again = make (self, app_id, "\"scene\": \"a=1\", \"page\": \"pages/index/index\", \"width\": 600, \"is_hyaline\": true");
  g_assert_cmpstr (again, ==, id);
  other = make (self, app_id, "\"scene\": \"a=2\", \"page\": \"pages/index/index\"");
  g_assert_cmpstr (other, !=, id);
}

static void
test_parameters (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_team (&app_id);
  g_autofree char *id = NULL;

  release (self, app_id);
  platform_become (self, "dora");
  refused (self, app_id, "\"page\": \"pages/index/index\"", 400, "request.invalid");
  refused (self, app_id, "\"scene\": \"\"", 400, "code.bad_scene");
  refused (self, app_id, "\"scene\": \"123456789012345678901234567890123\"", 400, "code.bad_scene");
  refused (self, app_id, "\"scene\": \"a b\"", 400, "code.bad_scene");
  refused (self, app_id, "\"scene\": \"50%\"", 400, "code.bad_scene");
  refused (self, app_id, "\"scene\": \"日\"", 400, "code.bad_scene");
  refused (self, app_id, "\"scene\": \"a\", \"page\": \"/pages/index/index\"", 400, "code.bad_page");
  refused (self, app_id, "\"scene\": \"a\", \"page\": \"pages/index/index?x=1\"", 400, "code.bad_page");
  refused (self, app_id, "\"scene\": \"a\", \"page\": \"pages/none/none\"", 400, "code.no_such_page");
  refused (self, app_id, "\"scene\": \"a\", \"page\": \"pages/index/index\", \"env_version\": \"trial\"", 400, "code.no_such_page");
  refused (self, app_id, "\"scene\": \"a\", \"width\": 279", 400, "request.invalid");
  refused (self, app_id, "\"scene\": \"a\", \"width\": 1281", 400, "request.invalid");
  refused (self, app_id, "\"scene\": \"a\", \"line_color\": {\"r\": 256, \"g\": 0, \"b\": 0}", 400, "request.invalid");
  refused (self, app_id, "\"scene\": \"a\", \"env_version\": \"beta\"", 400, "request.invalid");
  id = make (self, app_id, "\"scene\": \"0aZ!#$&'()*+,/:;=?@-._~\"");
  platform_expect (self, 200, "");
  g_free (id);
  id = make (self, app_id, "\"scene\": \"a\", \"page\": \"pages/none/none\", \"check_path\": false, \"env_version\": \"trial\"");
  platform_expect (self, 200, "");
}

static void
test_who_makes_codes (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_team (&app_id);

  release (self, app_id);
  platform_become (self, "tess");
  refused (self, app_id, "\"scene\": \"a\"", 403, "auth.permission_denied");
  platform_become (self, "eve");
  refused (self, app_id, "\"scene\": \"a\"", 403, "auth.permission_denied");
}

static gint64
count_scans (Platform *self, const char *app_id)
{
  g_autofree char *path = path_of (app_id, "codes");
  g_autoptr (JsonObject) answer = platform_call (self, "GET", path, NULL);
  JsonArray *items = hub_json_get_array (answer, "items");

  platform_expect (self, 200, "");
  g_assert_cmpuint (json_array_get_length (items), ==, 1);
  return hub_json_get_int (json_array_get_object_element (items, 0), "scans", -1);
}

static void
test_where_it_leads (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_team (&app_id);
  g_autofree char *id = NULL;
  g_autofree char *link = NULL;
  g_autofree char *text = NULL;

  release (self, app_id);
  platform_become (self, "dora");
  id = make (self, app_id, "\"scene\": \"table=7&x\", \"page\": \"pages/index/index\"");
  link = g_strdup_printf ("/c/%s", id);
  g_free (platform_send (self, "GET", link, NULL, NULL));
  platform_expect (self, 303, "");
  g_assert_true (g_str_has_prefix (self->location, "/signin?next=%2Fc%2F"));
  /* Whom the sign-in sends back was counted before. */
  text = g_uri_unescape_string (self->location + strlen ("/signin?next="), NULL);
  platform_phone_sign_in (self, "eve", text);
  g_free (text);
  text = platform_send (self, "GET", self->location, NULL, NULL);
  platform_expect (self, 200, "");
  g_assert_nonnull (strstr (text, "pages/index/index"));
  g_assert_nonnull (strstr (text, "scene=table%3D7%26x"));
  g_assert_nonnull (strstr (text, "1047"));
  g_assert_cmpint (count_scans (self, app_id), ==, 1);
  g_free (platform_send (self, "GET", link, NULL, NULL));
  g_assert_cmpint (count_scans (self, app_id), ==, 2);
  /* What was counted is not lost when the platform stops. */
  g_free (platform_send (self, "GET", link, NULL, NULL));
  platform_stop (self);
  platform_start_again (self, NULL);
  g_assert_cmpint (count_scans (self, app_id), ==, 3);
  g_free (platform_send (self, "GET", "/c/AAAAAAAA", NULL, NULL));
  platform_expect (self, 404, "");
}

/* A client that runs programs itself is told what the code says, without signing in. */
static void
test_told_to_clients (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_team (&app_id);
  g_autofree char *id = NULL, *trial = NULL, *link = NULL, *other = NULL;
  g_autoptr (JsonObject) told = NULL;

  release (self, app_id);
  platform_become (self, "dora");
  id = make (self, app_id, "\"scene\": \"table=7&x\", \"page\": \"pages/index/index\"");
  link = g_strdup_printf ("/c/%s", id);
  platform_header (self, "Accept", "application/json");
  told = platform_call (self, "GET", link, NULL);
  platform_expect (self, 200, "");
  g_assert_cmpstr (json_object_get_string_member (told, "app_id"), ==, app_id);
  g_assert_cmpstr (json_object_get_string_member (told, "path"), ==, "pages/index/index");
  g_assert_cmpstr (json_object_get_string_member (told, "query"), ==, "scene=table%3D7%26x");
  g_assert_cmpint (json_object_get_int_member (told, "scene"), ==, 1047);
  g_assert_cmpint (count_scans (self, app_id), ==, 1);
  trial = make (self, app_id, "\"scene\": \"a\", \"env_version\": \"trial\", \"check_path\": false");
  other = g_strdup_printf ("/c/%s", trial);
  json_object_unref (platform_call (self, "GET", other, NULL));
  platform_expect (self, 401, "auth.required");
  json_object_unref (platform_call (self, "GET", "/c/AAAAAAAA", NULL));
  platform_expect (self, 404, "code.not_found");
}

static void
test_trial_needs_permission (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_team (&app_id);
  g_autofree char *id = NULL;
  g_autofree char *link = NULL;
  g_autofree char *next = NULL;

  release (self, app_id);
  id = make (self, app_id, "\"scene\": \"a\", \"env_version\": \"trial\", \"check_path\": false");
  link = g_strdup_printf ("/c/%s", id);
  next = g_strdup_printf ("/c/%s-", id);
  platform_phone_sign_in (self, "eve", next);
  g_free (platform_send (self, "GET", link, NULL, NULL));
  g_assert_cmpuint (self->status, ==, 403);
}

static void
test_pictures (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_team (&app_id);
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *logo = path_of (app_id, "logo");
  g_autofree char *text = NULL;

  release (self, app_id);
  id = make (self, app_id, "\"scene\": \"a\", \"auto_color\": true, \"format\": \"svg\"");
  path = g_strdup_printf ("/api/v1/apps/%s/codes/%s/picture?format=svg&width=1280", app_id, id);
  text = platform_send (self, "GET", path, NULL, NULL);
  platform_expect (self, 200, "");
  g_assert_nonnull (strstr (text, "<title>Shop &amp; “Söhne”</title>"));
  g_assert_nonnull (strstr (text, "width=\"1280\""));
  g_assert_null (strstr (text, "<image"));
  platform_done (platform_call (self, "PUT", logo, "{\"png\": \"%s\"}", "bm8gcGljdHVyZQ=="));
  platform_expect (self, 400, "code.bad_logo");
  platform_done (platform_call (self, "PUT", logo, "{\"png\": \"%s\"}", RED_PNG));
  platform_expect (self, 204, "");
  g_free (text);
  text = platform_send (self, "GET", path, NULL, NULL);
  g_assert_nonnull (strstr (text, "<image"));
  platform_become (self, "dora");
  platform_done (platform_call (self, "PUT", logo, "{\"png\": \"%s\"}", RED_PNG));
  platform_expect (self, 403, "auth.permission_denied");
  platform_become (self, "anna");
  platform_done (platform_call (self, "DELETE", logo, NULL));
  platform_expect (self, 204, "");
  g_free (text);
  text = platform_send (self, "GET", path, NULL, NULL);
  g_assert_null (strstr (text, "<image"));
  platform_become (self, "eve");
  g_free (platform_send (self, "GET", path, NULL, NULL));
  g_assert_cmpuint (self->status, ==, 403);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/codes/after-the-first-release", test_after_the_first_release);
  g_test_add_func ("/codes/as-many-as-allowed", test_as_many_as_allowed);
  g_test_add_func ("/codes/parameters", test_parameters);
  g_test_add_func ("/codes/who-makes-codes", test_who_makes_codes);
  g_test_add_func ("/codes/where-it-leads", test_where_it_leads);
  g_test_add_func ("/codes/trial-needs-permission", test_trial_needs_permission);
  g_test_add_func ("/codes/told-to-clients", test_told_to_clients);
  g_test_add_func ("/codes/pictures", test_pictures);
  return g_test_run ();
}
