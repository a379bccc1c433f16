/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ordinary links that open a program: proving the site, testing, publishing, scanning. */
#include "platform-fixture.h"

#include <string.h>

#include "hub-json.h"
#include "outside-server.h"

typedef struct
{
  Outside  *outside;
  Platform *platform;
  char     *app_id;
  char     *file;      /* "NAME.txt" */
  char     *content;
} World;

static char *
api (World *self, const char *rest)
{
  return g_strdup_printf ("/api/v1/apps/%s/settings/%s", self->app_id, rest);
}

static JsonObject *
call (World *self, const char *method, const char *rest, const char *body)
{
  g_autofree char *path = api (self, rest);

  return body != NULL ? platform_call (self->platform, method, path, "%s", body)
                      : platform_call (self->platform, method, path, NULL);
}

static void
read_file (World *self)
{
  g_autoptr (JsonObject) answer = call (self, "GET", "link-file", NULL);

  platform_expect (self->platform, 200, "");
  self->file = g_strdup (hub_json_get_string (answer, "file_name", ""));
  self->content = g_strdup (hub_json_get_string (answer, "file_content", ""));
}

/* anna is the admin, dora a developer, tess a tester, eve a stranger. */
static World *
start (void)
{
  World *self = g_new0 (World, 1);

  self->outside = outside_start ();
  self->platform = platform_start ((const char *const[]) { "--proxy-allow-private", NULL });
  for (const char *const *id = (const char *const[]) { "dora", "tess", "eve", NULL }; *id != NULL; id++)
    platform_account (self->platform, *id);
  self->app_id = platform_shop (self->platform, "Shop");
  platform_member (self->platform, self->app_id, "dora", "project", "[\"developer\"]");
  platform_member (self->platform, self->app_id, "tess", "test", "[]");
  platform_become (self->platform, "dora");
  read_file (self);
  return self;
}

static void
finish (World *self)
{
  platform_free (self->platform);
  outside_free (self->outside);
  g_free (self->app_id);
  g_free (self->file);
  g_free (self->content);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, finish)

/* The site's people put the file there. */
static void
show_file (World *self, const char *folder)
{
  g_autofree char *path = g_strconcat (folder, self->file, NULL);
  g_autofree char *line = g_strconcat (self->content, "\n", NULL);

  outside_answer (self->outside, path, 200, line, NULL);
}

static JsonObject *
add (World *self, const char *link, const char *page, const char *version, const char *debug)
{
  g_autofree char *prefix = outside_url (self->outside, "www", link);
  g_autofree char *url = debug != NULL ? outside_url (self->outside, "www", debug) : NULL;
  g_autofree char *body = g_strdup_printf ("{\"prefix\": \"%s\", \"path\": \"%s\", \"open_version\": \"%s\", \"debug_url\": [%s%s%s]}",
                                           prefix, page, version, url != NULL ? "\"" : "", url != NULL ? url : "", url != NULL ? "\"" : "");

  return call (self, "POST", "links", body);
}

static char *
add_good (World *self, const char *link, const char *page, const char *version, const char *debug)
{
  g_autoptr (JsonObject) answer = add (self, link, page, version, debug);

  platform_expect (self->platform, 201, "");
  return g_strdup (hub_json_get_string (answer, "id", ""));
}

static void
publish (World *self, const char *id, guint status, const char *code)
{
  g_autofree char *rest = g_strdup_printf ("links/%s/publish", id);

  platform_done (call (self, "POST", rest, NULL));
  platform_expect (self->platform, status, code);
}

static void
assert_match (World *self, const char *link, const char *reason, const char *id)
{
  g_autofree char *url = outside_url (self->outside, "www", link);
  g_autofree char *encoded = g_uri_escape_string (url, NULL, FALSE);
  g_autofree char *rest = g_strconcat ("link-match?url=", encoded, NULL);
  g_autoptr (JsonObject) answer = call (self, "GET", rest, NULL);

  platform_expect (self->platform, 200, "");
  g_assert_cmpstr (hub_json_get_string (answer, "reason", ""), ==, reason);
  g_assert_cmpstr (hub_json_get_string (hub_json_get_object (answer, "rule"), "id", NULL), ==, id);
}

static void
put_online (World *self)
{
  platform_become (self->platform, "anna");
  g_free (platform_put_online (self->platform, self->app_id, "one", "1.0.0"));
  platform_become (self->platform, "dora");
}

static void
test_ownership (void)
{
  g_autoptr (World) self = start ();
  g_autofree char *id = NULL;
  g_autofree char *again = NULL;
  g_autofree char *path = NULL;
  g_autofree char *elsewhere = NULL;
  g_autoptr (JsonObject) second = NULL;

  platform_done (add (self, "/a/b", "pages/index/index", "trial", NULL));
  platform_expect (self->platform, 409, "link.not_verified");
  path = g_strconcat ("/a/", self->file, NULL);
  outside_answer (self->outside, path, 200, "somebody else's", NULL);
  platform_done (add (self, "/a/b", "pages/index/index", "trial", NULL));
  platform_expect (self->platform, 409, "link.not_verified");
  /* A redirect may be anybody's. */
  elsewhere = g_strdup_printf ("Location: /other/%s", self->file);
  show_file (self, "/other/");
  outside_answer (self->outside, path, 302, "", elsewhere, NULL);
  platform_done (add (self, "/a/b", "pages/index/index", "trial", NULL));
  platform_expect (self->platform, 409, "link.not_verified");
  show_file (self, "/a/");
  id = add_good (self, "/a/b", "pages/index/index", "trial", NULL);
  platform_done (add (self, "/a/b", "pages/index/index", "trial", NULL));
  platform_expect (self->platform, 409, "link.exists");
  /* A folder of its own, a proof of its own; and the file stays the same. */
  platform_done (add (self, "/a/b/c", "pages/index/index", "trial", NULL));
  platform_expect (self->platform, 409, "link.not_verified");
  second = call (self, "GET", "link-file", NULL);
  g_assert_cmpstr (hub_json_get_string (second, "file_name", ""), ==, self->file);
  /* Another program's file proves nothing for this one. */
  platform_become (self->platform, "eve");
  g_free (self->app_id);
  self->app_id = platform_app (self->platform, "Thief");
  platform_done (add (self, "/a/b", "pages/index/index", "trial", NULL));
  platform_expect (self->platform, 409, "link.not_verified");
}

static void
test_bad_rules (void)
{
  g_autoptr (World) self = start ();
  g_autofree char *body = NULL;

  show_file (self, "/a/");
  platform_done (add (self, "/a/b", "/pages/index/index", "trial", NULL));
  platform_expect (self->platform, 400, "link.bad_page");
  platform_done (add (self, "/a/b", "pages/index/index?x=1", "trial", NULL));
  platform_expect (self->platform, 400, "link.bad_page");
  platform_done (add (self, "/a/b", "pages/index/index", "trial", "/a/c"));
  platform_expect (self->platform, 400, "link.bad_debug_url");
  platform_done (call (self, "POST", "links", "{\"prefix\": \"ftp://www.example.com/a\", \"path\": \"p\"}"));
  platform_expect (self->platform, 400, "link.bad_url");
  platform_done (call (self, "POST", "links", "{\"prefix\": \"https://192.0.2.1/a\", \"path\": \"p\"}"));
  platform_expect (self->platform, 400, "link.bad_url");
  body = g_strdup ("{\"prefix\": \"https://www.example.com/a\", \"path\": \"p\", \"debug_url\": [\"1\", \"2\", \"3\", \"4\", \"5\", \"6\"]}");
  platform_done (call (self, "POST", "links", body));
  platform_expect (self->platform, 400, "request.invalid");
  platform_done (call (self, "DELETE", "links/nothing", NULL));
  platform_expect (self->platform, 404, "link.not_found");
  publish (self, "nothing", 404, "link.not_found");
}

static void
test_who_may (void)
{
  g_autoptr (World) self = start ();

  show_file (self, "/a/");
  for (const char *const *id = (const char *const[]) { "tess", "eve", NULL }; *id != NULL; id++)
    {
      platform_become (self->platform, *id);
      platform_done (add (self, "/a/b", "pages/index/index", "trial", NULL));
      platform_expect (self->platform, 403, "auth.permission_denied");
      platform_done (call (self, "GET", "links", NULL));
      platform_expect (self->platform, 403, "auth.permission_denied");
      platform_done (call (self, "GET", "link-file", NULL));
      platform_expect (self->platform, 403, "auth.permission_denied");
    }
}

static void
test_publishing (void)
{
  g_autoptr (World) self = start ();
  g_autofree char *general = NULL;
  g_autofree char *special = NULL;
  g_autofree char *next = NULL;
  g_autofree char *edit = NULL;
  g_autofree char *prefix = outside_url (self->outside, "www", "/a/");
  g_autofree char *body = g_strdup_printf ("{\"prefix\": \"%s\", \"path\": \"pages/two/two\"}", prefix);
  JsonObject *list;

  show_file (self, "/a/");
  general = add_good (self, "/a/", "pages/index/index", "trial", NULL);
  publish (self, general, 409, "link.not_released");
  put_online (self);
  assert_match (self, "/a/b", "not_published", general);
  publish (self, general, 200, "");
  publish (self, general, 409, "link.published");
  assert_match (self, "/a/b", "published", general);
  assert_match (self, "/b", "no_rule", NULL);
  edit = g_strdup_printf ("links/%s", general);
  platform_done (call (self, "PUT", edit, body));
  platform_expect (self->platform, 409, "link.published");
  /* The most specific one wins, also where it opens nothing yet. */
  special = add_good (self, "/a/b", "pages/two/two", "trial", "/a/b?debug");
  assert_match (self, "/a/b", "not_published", special);
  assert_match (self, "/a/bc", "published", general);
  assert_match (self, "/a/b?debug", "debug_url", special);
  /* A new rule takes the published one's place, and not before it is published. */
  next = add_good (self, "/a/", "pages/two/two", "trial", NULL);
  assert_match (self, "/a/x", "published", general);
  publish (self, next, 200, "");
  assert_match (self, "/a/x", "published", next);
  list = call (self, "GET", "links", NULL);
  g_assert_cmpuint (json_array_get_length (hub_json_get_array (list, "items")), ==, 2);
  g_assert_cmpint (hub_json_get_int (list, "publications_left", 0), ==, 98);
  platform_done (list);
  g_free (edit);
  edit = g_strdup_printf ("links/%s", next);
  platform_done (call (self, "DELETE", edit, NULL));
  platform_expect (self->platform, 204, "");
  assert_match (self, "/a/x", "no_rule", NULL);
}

/* What the phone's page is started with, unescaped; or "" where nothing opens. */
static char *
scan (World *self, const char *person, const char *link, guint status)
{
  g_autofree char *url = outside_url (self->outside, "www", link);
  g_autofree char *encoded = g_uri_escape_string (url, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/q?url=", encoded, NULL);
  g_autofree char *next = g_uri_escape_string (path, NULL, FALSE);
  g_autofree char *page = NULL;
  char *begin, *end;

  platform_phone_sign_in (self->platform, person, "/");
  page = platform_send (self->platform, "GET", path, NULL, NULL);
  g_assert_cmpuint (self->platform->status, ==, status);
  begin = strstr (page, "data-start=\"");
  if (begin == NULL)
    return g_strdup ("");
  begin += strlen ("data-start=\"");
  end = strchr (begin, '"');
  *end = '\0';
  return g_strdup (begin);
}

/* What a client that runs programs itself is told, as @person. */
static void
assert_opening (World *self, const char *person, const char *link, const char *kind, const char *code)
{
  g_autofree char *url = outside_url (self->outside, "www", link);
  g_autofree char *encoded = g_uri_escape_string (url, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/q?url=", encoded, NULL);
  g_autofree char *escaped = g_uri_escape_string (path, NULL, FALSE);
  g_autofree char *question = g_strconcat ("/api/v1/opening?link=", escaped, NULL);
  g_autofree char *start = g_strdup_printf ("q=%s&scancode_time=", encoded);
  g_autofree char *token = platform_token_of (self->platform, person);
  g_autofree char *before = g_strdup (self->platform->token);
  g_autoptr (JsonObject) answer = NULL;

  platform_as (self->platform, token);
  answer = platform_call (self->platform, "GET", question, NULL);
  platform_expect (self->platform, code == NULL ? 200 : 404, code != NULL ? code : "");
  platform_as (self->platform, before);
  if (code != NULL)
    return;
  g_assert_cmpstr (hub_json_get_string (answer, "kind", ""), ==, kind);
  g_assert_cmpint (hub_json_get_int (answer, "scene", 0), ==, 1011);
  g_assert_true (g_str_has_prefix (hub_json_get_string (answer, "query", ""), start));
}

static void
test_scanning (void)
{
  g_autoptr (World) self = start ();
  g_autofree char *general = NULL;
  g_autofree char *special = NULL;
  g_autofree char *start_text = NULL;
  g_autofree char *q = NULL;
  g_autofree char *link = outside_url (self->outside, "www", "/a/x?id=1&name=中");
  g_autofree char *once = g_uri_escape_string (link, NULL, FALSE);
  g_autofree char *expected = g_strdup_printf ("q=%s&amp;scancode_time=", once);
  g_autofree char *version = NULL;
  g_autofree char *test = NULL;
  const char *time;

  show_file (self, "/a/");
  general = add_good (self, "/a/", "pages/two/two", "trial", NULL);
  put_online (self);
  publish (self, general, 200, "");
  start_text = scan (self, "eve", "/a/x?id=1&name=中", 200);
  g_assert_nonnull (strstr (start_text, "pages/two/two"));
  q = strstr (start_text, expected) != NULL ? g_strdup (expected) : NULL;
  if (q == NULL)
    g_error ("“%s” is not in “%s”", expected, start_text);
  /* Seconds, of now. */
  time = strstr (start_text, "scancode_time=") + strlen ("scancode_time=");
  g_assert_cmpint (ABS (g_ascii_strtoll (time, NULL, 10) - g_get_real_time () / G_USEC_PER_SEC), <, 60);
  g_free (scan (self, "eve", "/nothing", 404));
  assert_opening (self, "eve", "/a/x?id=1&name=中", "online", NULL);
  assert_opening (self, "eve", "/nothing", NULL, "link.not_found");
  /* The unpublished rule opens for its testers alone, and only by the very link. */
  special = add_good (self, "/a/b", "pages/index/index", "trial", "/a/b?debug");
  g_free (scan (self, "eve", "/a/b?debug", 404));
  g_free (scan (self, "tess", "/a/b", 404));
  version = platform_version (self->platform, self->app_id, "two", "2.0.0");
  platform_become (self->platform, "anna");
  test = g_strdup_printf ("/api/v1/apps/%s/test-version", self->app_id);
  platform_done (platform_call (self->platform, "PUT", test, "{\"id\": \"%s\", \"mode\": \"pin\"}", version));
  platform_expect (self->platform, 200, "");
  g_free (start_text);
  start_text = scan (self, "tess", "/a/b?debug", 200);
  g_assert_nonnull (strstr (start_text, "pages/index/index"));
  assert_opening (self, "tess", "/a/b?debug", "test", NULL);
  assert_opening (self, "tess", "/a/b", NULL, "link.not_published");
  assert_opening (self, "eve", "/a/b?debug", NULL, "link.not_published");
}

/* Who has not signed in comes back to the link after signing in. */
static void
test_signing_in (void)
{
  g_autoptr (World) self = start ();
  g_autofree char *url = outside_url (self->outside, "www", "/a/x?id=1");
  g_autofree char *encoded = g_uri_escape_string (url, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/q?url=", encoded, NULL);
  g_autofree char *id = NULL;

  show_file (self, "/a/");
  id = add_good (self, "/a/", "pages/two/two", "release", NULL);
  put_online (self);
  publish (self, id, 200, "");
  g_free (platform_send (self->platform, "GET", path, NULL, NULL));
  g_assert_cmpuint (self->platform->status, ==, 303);
  g_assert_true (g_str_has_prefix (self->platform->location, "/signin?next=%2Fq%3Furl%3D"));
  g_free (platform_send (self->platform, "GET", "/q", NULL, NULL));
  g_assert_cmpuint (self->platform->status, ==, 404);
  g_free (platform_send (self->platform, "GET", "/q?url=javascript:alert(1)", NULL, NULL));
  g_assert_cmpuint (self->platform->status, ==, 404);
  {
    g_autofree char *next = g_uri_escape_string (path, NULL, FALSE);
    g_autofree char *form_path = g_strconcat ("/signin?next=", next, NULL);
    g_autofree char *form = platform_send (self->platform, "GET", form_path, NULL, NULL);
    g_autofree char *field = g_strdup_printf ("value=\"%s\"", path);

    g_assert_nonnull (strstr (form, field));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/links/ownership", test_ownership);
  g_test_add_func ("/platform/links/bad", test_bad_rules);
  g_test_add_func ("/platform/links/who", test_who_may);
  g_test_add_func ("/platform/links/publishing", test_publishing);
  g_test_add_func ("/platform/links/scanning", test_scanning);
  g_test_add_func ("/platform/links/signing-in", test_signing_in);
  return g_test_run ();
}
