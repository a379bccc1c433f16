/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What those who run programs are told, and what they fetch: signed manifests and packages by hash. */
#include "platform-fixture.h"

#include <unistd.h>

#include "hub-error.h"
#include "hub-json.h"
#include "hub-paths.h"
#include "hub-release-manifest.h"

static Platform *
start_shop (char **app_id)
{
  Platform *self = platform_start_clocked (NULL);

  *app_id = platform_shop (self, "Corner Shop 角落");
  return self;
}

static void
sign_out (Platform *self)
{
  platform_as (self, "");
}

static gint64
now (Platform *self)
{
  return (g_get_real_time () + *self->ahead) / G_USEC_PER_SEC;
}

static char *
key_of (Platform *self, const char *pinned, const char *document, GError **error)
{
  g_autofree char *keys = platform_send (self, "GET", HUB_MANIFEST_KEYS_PATH, NULL, NULL);
  g_autofree char *id = hub_release_manifest_get_key_id (document, NULL);

  g_assert_cmpuint (self->status, ==, 200);
  g_assert_null (strstr (keys, "\"d\""));
  g_assert_nonnull (id);
  return hub_release_manifest_trust (keys, pinned, id, error);
}

static HubReleaseManifest *
read_manifest (Platform *self, const char *app_id)
{
  g_autofree char *path = g_strconcat ("/m/", app_id, NULL);
  g_autofree char *document = platform_fetch (self, "GET", path, NULL, NULL, NULL);
  g_autofree char *key = NULL;
  g_autoptr (GError) error = NULL;
  HubReleaseManifest *manifest;

  g_assert_cmpuint (self->status, ==, 200);
  key = key_of (self, NULL, document, &error);
  g_assert_no_error (error);
  manifest = hub_release_manifest_read (document, key, app_id, now (self), 0, &error);
  g_assert_no_error (error);
  return manifest;
}

static void
assert_refused (const char *document, const char *key, const char *app_id, gint64 time, gint64 seen, const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubReleaseManifest) manifest = hub_release_manifest_read (document, key, app_id, time, seen, &error);

  g_assert_null (manifest);
  g_assert_cmpstr (hub_error_get_name (error), ==, code);
}

static void
call (Platform *self, const char *app_id, const char *method, const char *rest, const char *body)
{
  g_autofree char *path = g_strconcat ("/api/v1/apps/", app_id, "/", rest, NULL);

  json_object_unref (platform_call (self, method, path, "%s", body));
  g_assert_cmpuint (self->status, <, 300);
}

static void
test_manifest (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_shop (&app_id);
  g_autofree char *path = g_strconcat ("/m/", app_id, NULL);
  g_autofree char *tag = NULL;
  g_autofree char *none = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (HubReleaseManifest) before = NULL;
  g_autoptr (HubReleaseManifest) changed = NULL;
  g_autoptr (HubReleaseManifest) after = NULL;

  /* Before the first release it is as unknown as any other. */
  g_free (platform_fetch (self, "GET", path, NULL, NULL, NULL));
  g_assert_cmpuint (self->status, ==, 404);
  g_free (platform_fetch (self, "GET", "/m/nothing", NULL, NULL, NULL));
  g_assert_cmpuint (self->status, ==, 404);
  g_free (platform_fetch (self, "GET", "/m/a%20b", NULL, NULL, NULL));
  g_assert_cmpuint (self->status, ==, 404);

  first = platform_put_online (self, app_id, "first", "1.0.0");
  before = read_manifest (self, app_id);
  g_assert_cmpstr (before->state, ==, "online");
  g_assert_cmpstr (before->name, ==, "Corner Shop 角落");
  g_assert_cmpstr (before->full->version, ==, "1.0.0");
  g_assert_cmpstr (before->full->package, ==, first);
  g_assert_cmpuint (before->full->bytes, >, 0);
  g_assert_null (before->phased);

  g_free (platform_fetch (self, "GET", path, NULL, NULL, NULL));
  g_assert_nonnull (strstr (platform_get_header (self, "Cache-Control"), "max-age=20"));
  tag = g_strdup (platform_get_header (self, "ETag"));
  none = platform_fetch (self, "GET", path, "If-None-Match", tag, NULL);
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpuint (self->status, ==, 304);
  g_free (platform_fetch (self, "HEAD", path, NULL, NULL, NULL));
  g_assert_cmpuint (self->status, ==, 200);
  g_assert_cmpstr (platform_get_header (self, "ETag"), ==, tag);
  g_free (platform_fetch (self, "DELETE", path, NULL, NULL, NULL));
  g_assert_cmpuint (self->status, ==, 405);

  /* The servers that the program may ask stand in it, so a change of them is a new document. */
  g_assert_null (json_object_get_member (before->domains, "request"));
  call (self, app_id, "PUT", "settings/domains", "{\"action\": \"set\", \"request\": [\"https://api.example.com\"]}");
  changed = read_manifest (self, app_id);
  g_assert_cmpint (changed->number, >, before->number);
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (changed->domains, "request"), 0),
                   ==, "https://api.example.com");
  second = platform_put_online (self, app_id, "second", "1.1.0");
  after = read_manifest (self, app_id);
  g_assert_cmpint (after->number, >, changed->number);
  g_assert_cmpstr (after->full->package, ==, second);
  g_free (platform_fetch (self, "GET", path, "If-None-Match", tag, NULL));
  g_assert_cmpuint (self->status, ==, 200);
}

/* What does not change a release does not change its manifest either, and a new document is signed before one expires. */
static void
test_number_and_expiry (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_shop (&app_id);
  g_autofree char *path = g_strconcat ("/m/", app_id, NULL);
  g_autofree char *sha256 = platform_put_online (self, app_id, "first", "1.0.0");
  g_autofree char *old = platform_fetch (self, "GET", path, NULL, NULL, NULL);
  g_autofree char *same = NULL;
  g_autofree char *renewed = NULL;
  g_autofree char *version_id = NULL;
  g_autofree char *key = key_of (self, NULL, old, NULL);
  g_autoptr (HubReleaseManifest) first = read_manifest (self, app_id);
  g_autoptr (HubReleaseManifest) again = NULL;
  g_autoptr (HubReleaseManifest) later = NULL;

  version_id = platform_version (self, app_id, "not released", "1.1.0");
  again = read_manifest (self, app_id);
  g_assert_cmpint (again->number, ==, first->number);
  g_assert_cmpint (first->expires_at, >, now (self) + 17 * 3600);

  platform_stop (self);
  platform_start_again (self, NULL);
  same = platform_fetch (self, "GET", path, NULL, NULL, NULL);
  again->number = 0;
  g_assert_cmpstr (same, ==, old);

  platform_advance (self, G_GINT64_CONSTANT (25) * 3600 * G_USEC_PER_SEC);
  assert_refused (old, key, app_id, now (self), 0, "manifest.expired");
  renewed = platform_fetch (self, "GET", path, NULL, NULL, NULL);
  g_assert_cmpstr (renewed, !=, old);
  later = read_manifest (self, app_id);
  g_assert_cmpint (later->number, ==, first->number);
}

static void
test_forgery (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_shop (&app_id);
  g_autofree char *path = g_strconcat ("/m/", app_id, NULL);
  g_autofree char *sha256 = platform_put_online (self, app_id, "first", "1.0.0");
  g_autofree char *document = platform_fetch (self, "GET", path, NULL, NULL, NULL);
  g_autofree char *key = key_of (self, NULL, document, NULL);
  g_autofree char *other = g_strdup (key);
  g_autofree char *changed = g_strdup (document);
  char *payload = strstr (changed, "\"payload\":\"") + strlen ("\"payload\":\"");

  /* The payload begins with {"number":1 and becomes another number. */
  payload[14] = payload[14] == 'x' ? 'y' : 'x';
  other[5] = other[5] == 'x' ? 'y' : 'x';
  assert_refused (changed, key, app_id, now (self), 0, "manifest.bad_signature");
  assert_refused (document, other, app_id, now (self), 0, "manifest.bad_signature");
  assert_refused (document, key, "another", now (self), 0, "manifest.corrupt");
  assert_refused (document, key, app_id, now (self), 2, "manifest.older");
  assert_refused (document, key, app_id, now (self) - 7 * 3600, 0, "manifest.expired");
  assert_refused ("[]", key, app_id, now (self), 0, "manifest.corrupt");
  assert_refused ("{}", key, app_id, now (self), 0, "manifest.bad_signature");
}

static void
rotate (Platform *self)
{
  g_autofree char *program = hub_paths_find_program ("superhubd", NULL);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, program, "--data-dir", self->data,
                              "--database", self->database, "--rotate-signing-key", NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
}

/* Who knows the first key believes the second, and who made up a platform is not believed. */
static void
test_rotation (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_shop (&app_id);
  g_autofree char *path = g_strconcat ("/m/", app_id, NULL);
  g_autofree char *sha256 = platform_put_online (self, app_id, "first", "1.0.0");
  g_autofree char *document = platform_fetch (self, "GET", path, NULL, NULL, NULL);
  g_autofree char *first = key_of (self, NULL, document, NULL);
  g_autofree char *second = NULL;
  g_autofree char *none = NULL;
  g_autofree char *changed = g_strdup (document);
  g_autoptr (GError) error = NULL;

  rotate (self);
  rotate (self);
  /* Another process did it: this one sees it within a second. */
  while (g_str_equal (changed, document))
    {
      g_usleep (20000);
      g_free (changed);
      changed = platform_fetch (self, "GET", path, NULL, NULL, NULL);
    }
  second = key_of (self, first, changed, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (second, !=, first);
  assert_refused (changed, first, app_id, now (self), 0, "manifest.bad_signature");
  none = key_of (self, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", changed, &error);
  g_assert_null (none);
  g_assert_cmpstr (hub_error_get_name (error), ==, "manifest.bad_signature");
}

static void
test_package (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_shop (&app_id);
  g_autofree char *text = g_strnfill (20000, 'x');
  g_autofree char *sha256 = platform_put_online (self, app_id, text, "1.0.0");
  g_autofree char *path = g_strconcat ("/packages/", sha256, NULL);
  g_autofree char *tag = g_strdup_printf ("\"%s\"", sha256);
  g_autofree char *whole = NULL;
  g_autofree char *part = NULL;
  g_autofree char *found = NULL;
  gsize size, length;

  sign_out (self);
  whole = platform_fetch (self, "GET", path, NULL, NULL, &size);
  g_assert_cmpuint (self->status, ==, 200);
  found = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guchar *) whole, size);
  g_assert_cmpstr (found, ==, sha256);
  g_assert_cmpstr (platform_get_header (self, "Cache-Control"), ==, "public, max-age=31536000, immutable");
  g_assert_cmpstr (platform_get_header (self, "ETag"), ==, tag);
  g_free (platform_fetch (self, "GET", path, "If-None-Match", tag, &length));
  g_assert_cmpuint (self->status, ==, 304);
  g_free (platform_fetch (self, "HEAD", path, NULL, NULL, &length));
  g_assert_cmpuint (self->status, ==, 200);
  g_assert_cmpuint (length, ==, 0);
  g_assert_cmpint (soup_message_headers_get_content_length (self->headers), ==, size);

  part = platform_fetch (self, "GET", path, "Range", "bytes=100-199", &length);
  g_assert_cmpuint (self->status, ==, 206);
  g_assert_cmpuint (length, ==, 100);
  g_assert_cmpmem (part, length, whole + 100, 100);
  g_free (platform_fetch (self, "GET", path, "Range", "bytes=-7", &length));
  g_assert_cmpuint (self->status, ==, 206);
  g_assert_cmpuint (length, ==, 7);
  g_free (platform_fetch (self, "GET", path, "Range", "bytes=99999999-", &length));
  g_assert_cmpuint (self->status, ==, 416);
  g_assert_true (g_str_has_prefix (platform_get_header (self, "Content-Range"), "bytes */"));
  g_free (platform_fetch (self, "GET", path, "Range", "bytes=0-1,5-6", &length));
  g_assert_cmpuint (self->status, ==, 200);
  g_assert_cmpuint (length, ==, size);

  for (guint i = 0; i < 2; i++)
    {
      g_free (platform_fetch (self, "GET", path, "Accept-Encoding", "gzip", &length));
      g_assert_cmpuint (self->status, ==, 200);
      g_assert_cmpstr (platform_get_header (self, "Content-Encoding"), ==, "gzip");
      g_assert_cmpstr (platform_get_header (self, "ETag"), !=, tag);
      g_assert_cmpuint (length, <, size / 4);
    }
}

static void
test_package_is_not_everybodys (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_shop (&app_id);
  g_autofree char *sha256 = platform_upload (self, app_id, "not released");
  g_autofree char *path = g_strconcat ("/packages/", sha256, NULL);

  g_free (platform_send (self, "GET", path, NULL, NULL));
  g_assert_cmpuint (self->status, ==, 200);
  g_assert_true (g_str_has_prefix (platform_get_header (self, "Cache-Control"), "private"));
  platform_become (self, "judge");
  g_free (platform_send (self, "GET", path, NULL, NULL));
  g_assert_cmpuint (self->status, ==, 404);
  sign_out (self);
  g_free (platform_send (self, "GET", path, NULL, NULL));
  g_assert_cmpuint (self->status, ==, 404);
  g_free (platform_send (self, "GET", "/packages/platform.db", NULL, NULL));
  g_assert_cmpuint (self->status, ==, 404);
}

static JsonArray *search (Platform *self, const char *query, JsonObject **page);

/* What everybody is told of a phased release is enough to find one's own version; at 0 % it is nothing. */
static void
test_phased (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_shop (&app_id);
  g_autofree char *full = platform_put_online (self, app_id, "first", "1.0.0");
  g_autofree char *version_id = platform_version (self, app_id, "second", "2.0.0");
  g_autofree char *review = g_strdup_printf ("{\"id\": \"%s\"}", version_id);
  g_autofree char *admin = g_strdup (self->token);
  g_autofree char *decision = NULL;
  g_autofree char *package = NULL;
  g_autoptr (JsonObject) submitted = NULL;
  g_autoptr (HubReleaseManifest) hidden = NULL;
  g_autoptr (HubReleaseManifest) half = NULL;
  g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/reviews", app_id);
  guint phased = 0;

  submitted = platform_call (self, "POST", path, "%s", review);
  platform_expect (self, 201, "");
  decision = g_strdup_printf ("/api/v1/reviews/%s/decision", hub_json_get_string (submitted, "id", ""));
  platform_become (self, "judge");
  json_object_unref (platform_call (self, "POST", decision, "{\"decision\": \"approve\"}"));
  g_free (self->token);
  self->token = g_steal_pointer (&admin);
  call (self, app_id, "POST", "releases", "{\"mode\": \"phased\", \"steps\": [{\"percentage\": 0}]}");

  hidden = read_manifest (self, app_id);
  g_assert_null (hidden->phased);
  package = g_strdup_printf ("/packages/%s", hub_json_get_string (submitted, "package", ""));
  g_free (platform_send (self, "GET", package, NULL, NULL));
  g_assert_cmpuint (self->status, ==, 200);
  g_free (platform_fetch (self, "GET", package, NULL, NULL, NULL));
  g_assert_cmpuint (self->status, ==, 404);

  call (self, app_id, "POST", "releases/phased/percentage", "{\"percentage\": 50}");
  half = read_manifest (self, app_id);
  g_assert_cmpint (half->number, >, hidden->number);
  g_assert_cmpstr (half->phased->version, ==, "2.0.0");
  g_assert_cmpuint (half->share, ==, 5000);
  g_free (platform_fetch (self, "GET", package, NULL, NULL, NULL));
  g_assert_cmpuint (self->status, ==, 200);
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *person = g_strdup_printf ("person-%u", i);

      if (hub_release_manifest_choose (half, FALSE, person, NULL) == half->phased)
        phased++;
    }
  g_assert_cmpuint (phased, >, 60);
  g_assert_cmpuint (phased, <, 140);
  g_assert_true (hub_release_manifest_choose (half, TRUE, "anybody", NULL) == half->phased);
}

static void
test_suspended (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_shop (&app_id);
  g_autofree char *sha256 = platform_put_online (self, app_id, "first", "1.0.0");
  g_autofree char *package = g_strconcat ("/packages/", sha256, NULL);
  g_autoptr (HubReleaseManifest) before = read_manifest (self, app_id);
  g_autoptr (HubReleaseManifest) closed = NULL;
  g_autoptr (HubReleaseManifest) open = NULL;
  g_autoptr (JsonObject) page = NULL;

  call (self, app_id, "POST", "visit-status", "{\"status\": \"closed\", \"reason\": \"Moving house\"}");
  closed = read_manifest (self, app_id);
  g_assert_cmpint (closed->number, ==, before->number + 1);
  g_assert_cmpstr (closed->state, ==, "suspended");
  g_assert_cmpstr (closed->notice, ==, "Moving house");
  g_assert_null (hub_release_manifest_choose (closed, TRUE, "anna", NULL));
  g_free (platform_fetch (self, "GET", package, NULL, NULL, NULL));
  g_assert_cmpuint (self->status, ==, 404);
  g_assert_cmpuint (json_array_get_length (search (self, "", &page)), ==, 0);

  call (self, app_id, "POST", "visit-status", "{\"status\": \"open\"}");
  open = read_manifest (self, app_id);
  g_assert_cmpstr (open->state, ==, "online");
  g_assert_cmpstr (open->full->package, ==, sha256);
  g_free (platform_fetch (self, "GET", package, NULL, NULL, NULL));
  g_assert_cmpuint (self->status, ==, 200);
  g_assert_cmpuint (json_array_get_length (search (self, "", &page)), ==, 1);
}

static JsonArray *
search (Platform *self, const char *query, JsonObject **page)
{
  g_autofree char *path = g_strconcat ("/api/v1/directory", query, NULL);

  g_clear_pointer (page, json_object_unref);
  *page = platform_call (self, "GET", path, NULL);
  g_assert_cmpuint (self->status, ==, 200);
  return hub_json_get_array (*page, "items");
}

static const char *
found_name (JsonArray *items, guint index)
{
  return hub_json_get_string (json_array_get_object_element (items, index), "name", "");
}

static void
test_directory (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_shop (&app_id);
  g_autofree char *hidden = platform_app (self, "Corner Café, not released");
  g_autofree char *cafe = platform_app (self, "ÉCLAIR Café");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *next = NULL;
  g_autofree char *rest = NULL;
  g_autoptr (JsonObject) page = NULL;
  JsonArray *items;

  g_assert_cmpuint (json_array_get_length (search (self, "", &page)), ==, 0);
  first = platform_put_online (self, app_id, "first", "1.0.0");
  second = platform_put_online (self, cafe, "second", "2.0.0");
  sign_out (self);
  items = search (self, "?query=CORNER", &page);
  g_assert_cmpuint (json_array_get_length (items), ==, 1);
  g_assert_cmpstr (found_name (items, 0), ==, "Corner Shop 角落");
  g_assert_cmpstr (hub_json_get_string (json_array_get_object_element (items, 0), "version", ""), ==, "1.0.0");
  items = search (self, "?query=%C3%A9clair", &page);
  g_assert_cmpuint (json_array_get_length (items), ==, 1);
  items = search (self, "?query=%E8%A7%92", &page);
  g_assert_cmpuint (json_array_get_length (items), ==, 1);
  g_assert_cmpuint (json_array_get_length (search (self, "?query=%25", &page)), ==, 0);
  g_assert_cmpuint (json_array_get_length (search (self, "?query=released", &page)), ==, 0);

  items = search (self, "?limit=1", &page);
  g_assert_cmpstr (found_name (items, 0), ==, "Corner Shop 角落");
  next = g_uri_escape_string (hub_json_get_string (page, "next", ""), NULL, FALSE);
  rest = g_strconcat ("?limit=1&cursor=", next, NULL);
  items = search (self, rest, &page);
  g_assert_cmpuint (json_array_get_length (items), ==, 1);
  g_assert_cmpstr (found_name (items, 0), ==, "ÉCLAIR Café");
}

/* What the page of an open program needs to hear of a new version and of a suspension. */
static void
test_page (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_shop (&app_id);
  g_autofree char *link = g_strconcat ("/a/", app_id, NULL);
  g_autofree char *version = g_strconcat (link, "/version", NULL);
  g_autofree char *first = platform_put_online (self, app_id, "first", "1.0.0");
  g_autofree char *second = NULL;
  g_autofree char *page = NULL;
  g_autofree char *script = NULL;
  g_autofree char *answer = NULL;

  g_free (platform_send (self, "GET", version, NULL, NULL));
  g_assert_cmpuint (self->status, ==, 401);
  platform_phone_sign_in (self, "judge", link);
  page = platform_send (self, "GET", link, NULL, NULL);
  g_assert_cmpuint (self->status, ==, 200);
  g_assert_nonnull (strstr (page, first));
  g_assert_nonnull (strstr (page, "&quot;number&quot;:1"));
  g_assert_nonnull (strstr (page, "&quot;member&quot;:false"));
  g_assert_nonnull (strstr (self->policy, "connect-src 'self'"));
  script = platform_send (self, "GET", "/assets/release.js", NULL, NULL);
  g_assert_cmpuint (self->status, ==, 200);
  g_free (platform_send (self, "GET", "/assets/update.js", NULL, NULL));
  g_assert_cmpuint (self->status, ==, 200);

  second = platform_put_online (self, app_id, "second", "1.1.0");
  answer = platform_send (self, "GET", version, NULL, NULL);
  g_assert_cmpuint (self->status, ==, 200);
  g_assert_nonnull (strstr (answer, second));
  call (self, app_id, "POST", "visit-status", "{\"status\": \"closed\"}");
  g_free (platform_send (self, "GET", version, NULL, NULL));
  g_assert_cmpuint (self->status, ==, 403);
}

static guint
count_descriptors (Platform *self)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/fd", g_subprocess_get_identifier (self->process));
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

/* One request, then whatever the other side does to a connection that is kept. */
static void
come_and_go (Platform *self, const char *path, gboolean half)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", path);
  char buffer[4096];

  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, self->url + strlen ("http://"), 80, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text, strlen (text), NULL, NULL, NULL);
  if (half)
    g_socket_shutdown (g_socket_connection_get_socket (connection), FALSE, TRUE, NULL);
  g_assert_cmpint (g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer, sizeof buffer,
                                        NULL, NULL), >, 0);
  g_assert_true (g_str_has_prefix (buffer, "HTTP/1.1 200"));
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
}

static void
test_connections (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_shop (&app_id);
  g_autofree char *sha256 = platform_put_online (self, app_id, "first", "1.0.0");
  g_autofree char *manifest = g_strconcat ("/m/", app_id, NULL);
  g_autofree char *package = g_strconcat ("/packages/", sha256, NULL);
  const char *const paths[] = { manifest, package, "/healthz", NULL };
  guint before;

  for (guint i = 0; paths[i] != NULL; i++)
    g_free (platform_fetch (self, "GET", paths[i], NULL, NULL, NULL));
  before = count_descriptors (self);
  for (guint i = 0; i < 150; i++)
    come_and_go (self, paths[i % 3], i % 2 == 1);
  for (guint i = 0; count_descriptors (self) > before && i < 500; i++)
    g_usleep (10000);
  g_assert_cmpuint (count_descriptors (self), <=, before);
  /* And they were kept: a session that asks again does so on the same connection. */
  for (guint i = 0; i < 20; i++)
    g_free (platform_fetch (self, "GET", paths[i % 3], NULL, NULL, NULL));
  g_assert_cmpstr (platform_get_header (self, "Connection"), ==, "");
  g_assert_cmpuint (count_descriptors (self), <=, before + 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/delivery/manifest", test_manifest);
  g_test_add_func ("/platform/delivery/number-and-expiry", test_number_and_expiry);
  g_test_add_func ("/platform/delivery/forgery", test_forgery);
  g_test_add_func ("/platform/delivery/rotation", test_rotation);
  g_test_add_func ("/platform/delivery/package", test_package);
  g_test_add_func ("/platform/delivery/package-is-not-everybodys", test_package_is_not_everybodys);
  g_test_add_func ("/platform/delivery/directory", test_directory);
  g_test_add_func ("/platform/delivery/phased", test_phased);
  g_test_add_func ("/platform/delivery/suspended", test_suspended);
  g_test_add_func ("/platform/delivery/page", test_page);
  g_test_add_func ("/platform/delivery/connections", test_connections);
  return g_test_run ();
}
