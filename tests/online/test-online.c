/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Online programs by their links: what is believed, which version a device gets, what works without the network. */
#include "platform-fixture.h"

#include <glib/gstdio.h>

#include "hub-bucket.h"
#include "hub-error.h"
#include "hub-json.h"
#include "hub-online-program.h"
#include "hub-online-store.h"

typedef struct
{
  Platform      *platform;
  char          *app_id;
  char          *link;
  char          *folder;
  HubOnlineLink *parsed;
  GAsyncResult  *result;
} Device;

static void
set_up (Device *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->platform = platform_start_clocked (NULL);
  platform_account (self->platform, "anna");
  platform_account (self->platform, "judge");
  platform_reviewer (self->platform, "judge");
  platform_become (self->platform, "anna");
  self->app_id = platform_app (self->platform, "Corner Shop 角落");
  self->link = g_strconcat (self->platform->url, "/a/", self->app_id, NULL);
  self->folder = platform_file (self->platform, "device");
  self->parsed = hub_online_link_parse (self->link, &error);
  g_assert_no_error (error);
}

static void
tear_down (Device *self, gconstpointer data)
{
  hub_online_link_free (self->parsed);
  g_free (self->app_id);
  g_free (self->link);
  g_free (self->folder);
  platform_free (self->platform);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Device *self = user_data;

  self->result = g_object_ref (result);
}

static GAsyncResult *
wait_for_result (Device *self)
{
  while (self->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (&self->result);
}

static HubBuild *
open_program (Device *self, HubOnlineProgram *program, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hub_online_program_open_async (program, NULL, on_done, self);
  result = wait_for_result (self);
  return hub_online_program_open_finish (program, result, error);
}

static gboolean
check (Device *self, HubOnlineProgram *program, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean newer = FALSE;

  hub_online_program_check_async (program, NULL, on_done, self);
  result = wait_for_result (self);
  hub_online_program_check_finish (program, result, &newer, error);
  return newer;
}

static HubBuild *
update (Device *self, HubOnlineProgram *program)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HubBuild *build;

  hub_online_program_update_async (program, NULL, on_done, self);
  result = wait_for_result (self);
  build = hub_online_program_update_finish (program, result, &error);
  g_assert_no_error (error);
  return build;
}

static void
assert_text (HubBuild *build, const char *expected)
{
  g_autofree char *path = hub_build_lookup (build, "images/文字.txt");
  g_autofree char *text = NULL;

  g_assert_nonnull (path);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

/* Opens the program anew, as a later start does. */
static void
assert_opens (Device *self, const char *expected)
{
  g_autoptr (HubOnlineProgram) program = hub_online_program_new (self->parsed, self->folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (HubBuild) build = open_program (self, program, &error);

  g_assert_no_error (error);
  assert_text (build, expected);
}

static void
assert_refused (Device *self, const char *code)
{
  g_autoptr (HubOnlineProgram) program = hub_online_program_new (self->parsed, self->folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (HubBuild) build = open_program (self, program, &error);

  g_assert_null (build);
  g_test_message ("%s", error->message);
  g_assert_cmpstr (hub_error_get_name (error), ==, code);
}

static void
call (Device *self, const char *method, const char *rest, const char *body)
{
  g_autofree char *path = g_strconcat ("/api/v1/apps/", self->app_id, "/", rest, NULL);

  json_object_unref (platform_call (self->platform, method, path, "%s", body));
  g_assert_cmpuint (self->platform->status, <, 300);
}

static void
test_links (void)
{
  const struct { const char *text, *server, *id, *error; } cases[] = {
    { "https://hub.example.com/a/wx01", "https://hub.example.com", "wx01", NULL },
    { " http://127.0.0.1:4000/c/AbC-_9/ ", "http://127.0.0.1:4000", "AbC-_9", NULL },
    { "HTTPS://[::1]:8443/a/wx01?from=poster#x", "https://[::1]:8443", "wx01", NULL },
    { "https://hub.example.com/p/token", "https://hub.example.com", "token", NULL },
    { "https://hub.example.com/t/wx01/", "https://hub.example.com", "wx01", NULL },
    { "https://hub.example.com/v/r01", "https://hub.example.com", "r01", NULL },
    { "https://hub.example.com/d/wx01/v02", "https://hub.example.com", "wx01/v02", NULL },
    { "https://hub.example.com/q?url=https%3A%2F%2Fshop.example%2Fa%3Fb%3D1%26c%3D2", "https://hub.example.com",
      "https://shop.example/a?b=1&c=2", NULL },
    { "https://hub.example.com/q", NULL, NULL, "online.bad_link" },
    { "https://hub.example.com/q?url=", NULL, NULL, "online.bad_link" },
    { "https://hub.example.com/q?link=https%3A%2F%2Fshop.example", NULL, NULL, "online.bad_link" },
    { "https://hub.example.com/d/wx01", NULL, NULL, "online.bad_link" },
    { "https://hub.example.com/d/wx01/v02/more", NULL, NULL, "online.bad_link" },
    { "https://hub.example.com/t/wx01/v02", NULL, NULL, "online.bad_link" },
    { "https://hub.example.com/", NULL, NULL, "online.bad_link" },
    { "https://hub.example.com/a/", NULL, NULL, "online.bad_link" },
    { "https://hub.example.com/a/../wx", NULL, NULL, "online.bad_link" },
    { "https://hub.example.com/a/wx/version", NULL, NULL, "online.bad_link" },
    { "https:///a/wx01", NULL, NULL, "online.bad_link" },
    { "ftp://hub.example.com/a/wx01", NULL, NULL, "online.bad_link" },
    { "shop", NULL, NULL, "online.bad_link" },
    { "", NULL, NULL, "online.bad_link" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HubOnlineLink) link = hub_online_link_parse (cases[i].text, &error);

      g_test_message ("%s", cases[i].text);
      if (cases[i].error != NULL)
        {
          g_assert_null (link);
          g_assert_cmpstr (hub_error_get_name (error), ==, cases[i].error);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpstr (link->server, ==, cases[i].server);
      g_assert_cmpstr (link->id, ==, cases[i].id);
    }
}

/* What was run is run again, without the network too; a newer version comes with a check. */
static void
test_updates (Device *self, gconstpointer data)
{
  g_autofree char *first = platform_put_online (self->platform, self->app_id, "first", "1.0.0");
  g_autoptr (HubOnlineProgram) program = hub_online_program_new (self->parsed, self->folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (HubBuild) build = open_program (self, program, &error);
  g_autoptr (HubBuild) newer = NULL;
  g_autofree char *second = NULL;
  g_autofree char *kept = g_build_filename (self->folder, "packages", NULL);
  g_autofree char *old = g_strdup_printf ("%s/%s.hpkg", kept, first);
  g_autofree char *now = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (hub_online_program_get_name (program), ==, "Corner Shop 角落");
  g_assert_cmpstr (hub_online_program_get_version (program), ==, "1.0.0");
  g_assert_cmpstr (hub_build_get_pages (build)[0], ==, "pages/index/index");
  assert_text (build, "first");
  g_assert_false (check (self, program, &error));
  g_assert_no_error (error);

  second = platform_put_online (self->platform, self->app_id, "second", "1.1.0");
  assert_opens (self, "first");
  g_assert_true (check (self, program, &error));
  g_assert_no_error (error);
  newer = update (self, program);
  assert_text (newer, "second");
  g_assert_cmpstr (hub_build_compare (newer, build), ==, "logic");
  g_assert_cmpstr (hub_online_program_get_version (program), ==, "1.0.0");
  hub_online_program_adopt (program);
  g_assert_cmpstr (hub_online_program_get_version (program), ==, "1.1.0");
  g_assert_false (check (self, program, &error));
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));

  /* What is kept is checked whenever it is opened, and fetched again. */
  now = g_strdup_printf ("%s/%s.hpkg", kept, second);
  g_assert_true (g_file_set_contents (now, "damaged", -1, NULL));
  assert_opens (self, "second");
  platform_stop (self->platform);
  assert_opens (self, "second");
  check (self, program, &error);
  g_assert_cmpstr (hub_error_get_name (error), ==, "platform.unreachable");
  g_assert_cmpint (g_remove (now), ==, 0);
  assert_refused (self, "platform.unreachable");
}

static void
test_refusals (Device *self, gconstpointer data)
{
  g_autoptr (HubOnlineProgram) program = hub_online_program_new (self->parsed, self->folder);
  g_autoptr (HubOnlineStore) store = hub_online_store_new (self->parsed->server, self->folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (HubBuild) build = NULL;
  g_autofree char *key = NULL;
  g_autoptr (JsonObject) kept = NULL;

  assert_refused (self, "app.not_found");
  g_free (platform_put_online (self->platform, self->app_id, "first", "1.0.0"));
  build = open_program (self, program, &error);
  g_assert_no_error (error);

  call (self, "POST", "visit-status", "{\"status\": \"closed\", \"reason\": \"Moving house\"}");
  check (self, program, &error);
  g_assert_cmpstr (hub_error_get_name (error), ==, "app.suspended");
  g_assert_nonnull (strstr (error->message, "Moving house"));
  assert_refused (self, "app.suspended");
  call (self, "POST", "visit-status", "{\"status\": \"open\"}");
  assert_opens (self, "first");

  /* Somebody answers with an older state than was seen. */
  kept = hub_online_store_read (store, self->app_id);
  json_object_set_int_member (kept, "number", 1000);
  g_assert_true (hub_online_store_write (store, self->app_id, kept, NULL));
  assert_refused (self, "manifest.older");
  json_object_set_int_member (kept, "number", 1);
  g_assert_true (hub_online_store_write (store, self->app_id, kept, NULL));

  /* Another key than the one that was met first. */
  key = hub_online_store_get_key (store);
  key[0] = key[0] == 'A' ? 'B' : 'A';
  g_assert_true (hub_online_store_set_key (store, key, NULL));
  assert_refused (self, "manifest.bad_signature");
  hub_online_program_forget_key (program);
  assert_opens (self, "first");

  call (self, "POST", "removal", "{\"name\": \"Corner Shop 角落\"}");
  g_clear_error (&error);
  check (self, program, &error);
  g_assert_cmpstr (hub_error_get_name (error), ==, "app.not_found");
  assert_refused (self, "app.not_found");
}

/* A device finds its own bucket, always the same one. */
static void
test_bucket (Device *self, gconstpointer data)
{
  g_autofree char *first = platform_put_online (self->platform, self->app_id, "first", "1.0.0");
  g_autofree char *id = platform_version (self->platform, self->app_id, "second", "2.0.0");
  g_autofree char *reviews = g_strdup_printf ("/api/v1/apps/%s/reviews", self->app_id);
  g_autofree char *manifest = g_strdup_printf ("/api/v1/apps/%s/releases/phased", self->app_id);
  g_autofree char *admin = g_strdup (self->platform->token);
  g_autofree char *decision = NULL, *device = NULL, *body = NULL;
  g_autoptr (HubOnlineStore) store = hub_online_store_new (self->parsed->server, self->folder);
  g_autoptr (JsonObject) submitted = platform_call (self->platform, "POST", reviews, "{\"id\": \"%s\"}", id);
  g_autoptr (JsonObject) why = NULL;
  g_autofree char *question = NULL;
  guint bucket;

  decision = g_strdup_printf ("/api/v1/reviews/%s/decision", hub_json_get_string (submitted, "id", ""));
  platform_become (self->platform, "judge");
  json_object_unref (platform_call (self->platform, "POST", decision, "{\"decision\": \"approve\"}"));
  g_free (self->platform->token);
  self->platform->token = g_steal_pointer (&admin);
  call (self, "POST", "releases", "{\"mode\": \"phased\", \"steps\": [{\"percentage\": 0}]}");
  assert_opens (self, "first");

  /* The platform tells why by the same function. */
  device = hub_online_store_get_device (store, NULL);
  question = g_strdup_printf ("/api/v1/apps/%s/releases/why?device_key=%s", self->app_id, device);
  why = platform_call (self->platform, "GET", question, NULL);
  platform_expect (self->platform, 200, "");
  bucket = hub_json_get_int (why, "bucket", -1);
  g_assert_cmpuint (bucket, <, HUB_BUCKETS);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (HubOnlineProgram) program = hub_online_program_new (self->parsed, self->folder);
      g_autoptr (GError) error = NULL;
      g_autoptr (HubBuild) build = NULL;

      if (bucket + i == 0)
        continue;
      g_free (body);
      body = g_strdup_printf ("{\"percentage\": %u.%02u}", (bucket + i) / 100, (bucket + i) % 100);
      call (self, "POST", "releases/phased/percentage", body);
      build = open_program (self, program, &error);
      g_assert_no_error (error);
      g_assert_cmpint (check (self, program, &error), ==, i == 1);
    }
}

/* A code says where the program starts; its scans are counted, and it is remembered. */
static void
test_code (Device *self, gconstpointer data)
{
  g_autofree char *codes = g_strdup_printf ("/api/v1/apps/%s/codes", self->app_id);
  g_autofree char *link = NULL;
  g_autoptr (JsonObject) code = NULL;
  g_autoptr (GError) error = NULL;

  g_free (platform_put_online (self->platform, self->app_id, "first", "1.0.0"));
  code = platform_call (self->platform, "POST", codes, "{\"scene\": \"table=7\", \"page\": \"pages/two/two\"}");
  link = g_strdup_printf ("%s/c/%s", self->platform->url, hub_json_get_string (code, "id", ""));
  hub_online_link_free (self->parsed);
  self->parsed = hub_online_link_parse (link, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (HubOnlineProgram) program = hub_online_program_new (self->parsed, self->folder);
      g_autoptr (HubBuild) build = open_program (self, program, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (hub_online_program_get_path (program), ==, "pages/two/two");
      g_assert_cmpstr (hub_online_program_get_query (program), ==, "scene=table%3D7");
      g_assert_cmpint (hub_online_program_get_scene (program), ==, 1047);
      if (i == 0)
        platform_stop (self->platform);
    }
  platform_start_again (self->platform, NULL);
  g_clear_pointer (&self->parsed, hub_online_link_free);
  g_free (link);
  link = g_strconcat (self->platform->url, "/c/AAAAAAAA", NULL);
  self->parsed = hub_online_link_parse (link, &error);
  g_assert_no_error (error);
  assert_refused (self, "code.not_found");
}

/* Each version is said once a day; the device's key never. */
static void
test_counted_once (Device *self, gconstpointer data)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/adoption", self->app_id);
  g_autoptr (JsonObject) adoption = NULL;
  JsonArray *totals;

  g_free (platform_put_online (self->platform, self->app_id, "first", "1.0.0"));
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (HubOnlineProgram) program = hub_online_program_new (self->parsed, self->folder);
      g_autoptr (GError) error = NULL;
      g_autoptr (HubBuild) build = open_program (self, program, &error);

      g_assert_no_error (error);
      check (self, program, &error);
      g_assert_no_error (error);
    }
  adoption = platform_call (self->platform, "GET", path, NULL);
  totals = hub_json_get_array (adoption, "totals");
  g_assert_cmpuint (json_array_get_length (totals), ==, 1);
  g_assert_cmpint (hub_json_get_int (json_array_get_object_element (totals, 0), "checks", 0), ==, 1);
}

/* ---- As somebody who is signed in ---- */

/* (transfer full): the program at @path, for who has @token */
static HubOnlineProgram *
program_for (Device *self, const char *path, const char *token)
{
  g_autofree char *text = g_strconcat (self->platform->url, path, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (HubOnlineLink) link = hub_online_link_parse (text, &error);
  HubOnlineProgram *program;

  g_assert_no_error (error);
  program = hub_online_program_new (link, self->folder);
  hub_online_program_set_token (program, token);
  return program;
}

/* (transfer full) */
static HubOnlineProgram *
assert_opens_for (Device *self, const char *path, const char *token, const char *expected, const char *kind)
{
  g_autoptr (HubOnlineProgram) program = program_for (self, path, token);
  g_autoptr (GError) error = NULL;
  g_autoptr (HubBuild) build = open_program (self, program, &error);

  g_assert_no_error (error);
  assert_text (build, expected);
  g_assert_cmpstr (hub_online_program_get_kind (program), ==, kind);
  g_assert_cmpstr (hub_online_program_get_name (program), ==, "Corner Shop 角落");
  return g_steal_pointer (&program);
}

static void
assert_refused_to (Device *self, const char *path, const char *token, const char *code)
{
  g_autoptr (HubOnlineProgram) program = program_for (self, path, token);
  g_autoptr (GError) error = NULL;
  g_autoptr (HubBuild) build = open_program (self, program, &error);

  g_assert_null (build);
  g_test_message ("%s", error->message);
  g_assert_cmpstr (hub_error_get_name (error), ==, code);
}

/* Whose right has ended is told so by the next look, which ends the program. */
static void
assert_ended (Device *self, HubOnlineProgram *program, const char *code)
{
  g_autoptr (GError) error = NULL;

  check (self, program, &error);
  g_test_message ("%s", error->message);
  g_assert_cmpstr (hub_error_get_name (error), ==, code);
  g_assert_true (hub_online_program_is_ended (program, error));
}

static void
test_members_versions (Device *self, gconstpointer data)
{
  g_autofree char *id = platform_version (self->platform, self->app_id, "first", "1.0.0");
  g_autofree char *developer = g_strdup_printf ("/d/%s/%s", self->app_id, id);
  g_autofree char *test = g_strdup_printf ("/t/%s", self->app_id);
  g_autofree char *choice = g_strdup_printf ("{\"id\": \"%s\", \"mode\": \"follow\"}", id);
  g_autofree char *tess = NULL, *stranger = NULL;
  g_autoptr (HubOnlineProgram) uploaded = NULL;
  g_autoptr (HubOnlineProgram) tested = NULL;
  g_autoptr (HubBuild) newer = NULL;
  g_autoptr (GError) error = NULL;

  platform_account (self->platform, "tess");
  platform_account (self->platform, "stranger");
  tess = platform_token_of (self->platform, "tess");
  stranger = platform_token_of (self->platform, "stranger");
  platform_member (self->platform, self->app_id, "tess", "test", "[]");
  uploaded = assert_opens_for (self, developer, self->platform->token, "first", "developer");
  g_assert_cmpstr (hub_online_program_get_version (uploaded), ==, "1.0.0");
  assert_refused_to (self, developer, NULL, "auth.sign_in_required");
  assert_refused_to (self, developer, "no-such-token", "auth.token_expired");
  assert_refused_to (self, developer, tess, "auth.permission_denied");
  assert_refused_to (self, developer, stranger, "auth.permission_denied");

  assert_refused_to (self, test, tess, "version.not_found");
  call (self, "PUT", "test-version", choice);
  tested = assert_opens_for (self, test, tess, "first", "test");
  g_assert_false (check (self, tested, &error));
  g_assert_no_error (error);

  /* The next upload takes the slot's place, and the test version follows. */
  g_free (platform_version (self->platform, self->app_id, "second", "1.1.0"));
  assert_ended (self, uploaded, "version.not_found");
  g_assert_true (check (self, tested, &error));
  g_assert_no_error (error);
  newer = update (self, tested);
  assert_text (newer, "second");
  hub_online_program_adopt (tested);
  call (self, "DELETE", "members/tess", "");
  assert_ended (self, tested, "auth.permission_denied");
}

/* A preview opens for who made it, where its condition says, and may ask any server where its project says so. */
static void
test_preview (Device *self, gconstpointer data)
{
  g_autofree char *sha256 = platform_upload (self->platform, self->app_id, "first");
  g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/previews", self->app_id);
  g_autofree char *link = NULL, *mate = NULL;
  g_autoptr (JsonObject) preview = NULL;
  g_autoptr (HubOnlineProgram) program = NULL;

  preview = platform_call (self->platform, "POST", path,
                           "{\"package\": \"%s\", \"condition\": {\"path\": \"pages/index/index\", \"query\": \"a=1\", "
                           "\"scene\": 1007}}", sha256);
  platform_expect (self->platform, 201, "");
  link = g_strconcat ("/p/", hub_json_get_string (preview, "token", ""), NULL);
  program = assert_opens_for (self, link, self->platform->token, "first", "preview");
  g_assert_cmpstr (hub_online_program_get_path (program), ==, "pages/index/index");
  g_assert_cmpstr (hub_online_program_get_query (program), ==, "a=1");
  g_assert_cmpint (hub_online_program_get_scene (program), ==, 1007);
  g_assert_nonnull (hub_online_program_get_domains (program));
  platform_account (self->platform, "mate");
  mate = platform_token_of (self->platform, "mate");
  platform_member (self->platform, self->app_id, "mate", "project", "[\"developer\"]");
  assert_refused_to (self, link, mate, "preview.not_yours");
  platform_advance (self->platform, 26 * 60 * G_USEC_PER_SEC);
  assert_ended (self, program, "preview.expired");
}

/* A reviewer runs what is on their desk, until they have decided. */
static void
test_review (Device *self, gconstpointer data)
{
  g_autofree char *id = platform_version (self->platform, self->app_id, "first", "1.0.0");
  g_autofree char *judge = platform_token_of (self->platform, "judge");
  g_autofree char *admin = g_strdup (self->platform->token);
  g_autofree char *reviews = g_strdup_printf ("/api/v1/apps/%s/reviews", self->app_id);
  g_autoptr (JsonObject) review = platform_call (self->platform, "POST", reviews, "{\"id\": \"%s\"}", id);
  const char *review_id = hub_json_get_string (review, "id", "");
  g_autofree char *link = g_strconcat ("/v/", review_id, NULL);
  g_autofree char *take = g_strdup_printf ("/api/v1/reviews/%s/take", review_id);
  g_autofree char *decide = g_strdup_printf ("/api/v1/reviews/%s/decision", review_id);
  g_autofree char *package = g_strconcat ("/packages/", hub_json_get_string (review, "package", ""), NULL);
  g_autoptr (HubOnlineProgram) program = NULL;

  assert_refused_to (self, link, judge, "review.not_held");
  assert_refused_to (self, link, admin, "review.not_found");
  platform_as (self->platform, judge);
  g_free (platform_send (self->platform, "GET", package, NULL, NULL));
  g_assert_cmpuint (self->platform->status, ==, 404);
  json_object_unref (platform_call (self->platform, "POST", take, "{}"));
  platform_expect (self->platform, 200, "");
  program = assert_opens_for (self, link, judge, "first", "review");
  g_assert_cmpstr (hub_online_program_get_version (program), ==, "1.0.0");
  json_object_unref (platform_call (self->platform, "POST", decide, "{\"decision\": \"approve\"}"));
  platform_expect (self->platform, 200, "");
  assert_ended (self, program, "review.not_held");
  g_free (platform_send (self->platform, "GET", package, NULL, NULL));
  g_assert_cmpuint (self->platform->status, ==, 404);
}

/* A rule for links of shop.example that begin with "/@name". */
static void
add_rule (Device *self, const char *name, const char *version, gboolean published)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO link_rules (number, id, app_id, host, prefix, page, open_version, published, "
                                          "made_by, made_at) VALUES (%d, '%s', '%s', 'shop.example', 'https://shop.example/%s', "
                                          "'pages/two/two', '%s', %d, 'anna', 1)", name[0], name, self->app_id, name, version, published);
  g_autofree char *debug = g_strdup_printf ("INSERT INTO link_debug_urls (rule_id, place, url) VALUES ('%s', 0, "
                                            "'https://shop.example/%s')", name, name);

  platform_sql (self->platform, sql);
  platform_sql (self->platform, debug);
}

/* Another site's links open as on a phone: the online version for who is signed in, others for who may try the rule. */
static void
test_ordinary (Device *self, gconstpointer data)
{
  const char *open = "/q?url=https%3A%2F%2Fshop.example%2Fopen", *draft = "/q?url=https%3A%2F%2Fshop.example%2Fdraft";
  g_autofree char *admin = g_strdup (self->platform->token);
  g_autofree char *stranger = NULL;
  g_autoptr (HubOnlineProgram) program = NULL;
  g_autoptr (HubOnlineProgram) tested = NULL;
  g_autoptr (GError) error = NULL;

  g_free (platform_put_online (self->platform, self->app_id, "first", "1.0.0"));
  platform_as (self->platform, admin);
  g_free (platform_version (self->platform, self->app_id, "second", "1.1.0"));
  add_rule (self, "open", "release", TRUE);
  add_rule (self, "draft", "develop", FALSE);
  platform_account (self->platform, "stranger");
  stranger = platform_token_of (self->platform, "stranger");
  program = assert_opens_for (self, open, stranger, "first", "online");
  g_assert_cmpstr (hub_online_program_get_path (program), ==, "pages/two/two");
  g_assert_cmpint (hub_online_program_get_scene (program), ==, 1011);
  g_assert_true (g_str_has_prefix (hub_online_program_get_query (program), "q=https%3A%2F%2Fshop.example%2Fopen&scancode_time="));
  g_assert_false (check (self, program, &error));
  g_assert_no_error (error);
  assert_refused_to (self, open, NULL, "auth.sign_in_required");
  assert_refused_to (self, "/q?url=https%3A%2F%2Fshop.example%2Fother", stranger, "link.not_found");
  assert_refused_to (self, draft, stranger, "link.not_published");
  tested = assert_opens_for (self, draft, admin, "second", "developer");

  /* What runs as the online version goes on without the rule; a test of the rule ends with it. */
  platform_sql (self->platform, "DELETE FROM link_rules");
  check (self, program, &error);
  g_assert_no_error (error);
  assert_ended (self, tested, "link.not_found");
}

/* At 0 % everybody has the old version, and the program's people the new one: from the start, and without the network, too. */
static void
test_members_first (Device *self, gconstpointer data)
{
  g_autofree char *first = platform_put_online (self->platform, self->app_id, "first", "1.0.0");
  g_autofree char *id = platform_version (self->platform, self->app_id, "second", "2.0.0");
  g_autofree char *link = g_strdup_printf ("/a/%s", self->app_id);
  g_autofree char *admin = g_strdup (self->platform->token);
  g_autofree char *reviews = g_strdup_printf ("/api/v1/apps/%s/reviews", self->app_id);
  g_autofree char *stranger = NULL, *decide = NULL;
  g_autoptr (JsonObject) review = platform_call (self->platform, "POST", reviews, "{\"id\": \"%s\"}", id);
  g_autoptr (HubOnlineProgram) program = NULL;
  g_autoptr (GError) error = NULL;

  decide = g_strdup_printf ("/api/v1/reviews/%s/decision", hub_json_get_string (review, "id", ""));
  platform_become (self->platform, "judge");
  json_object_unref (platform_call (self->platform, "POST", decide, "{\"decision\": \"approve\"}"));
  platform_as (self->platform, admin);
  call (self, "POST", "releases", "{\"mode\": \"phased\", \"steps\": [{\"percentage\": 0}]}");
  platform_account (self->platform, "stranger");
  stranger = platform_token_of (self->platform, "stranger");
  assert_opens (self, "first");
  g_clear_object (&program);
  program = assert_opens_for (self, link, stranger, "first", "online");
  g_assert_false (check (self, program, &error));
  g_assert_no_error (error);
  g_clear_object (&program);
  program = program_for (self, link, admin);
  g_object_unref (open_program (self, program, &error));
  g_assert_no_error (error);
  check (self, program, &error);
  g_assert_no_error (error);
  g_object_unref (update (self, program));
  hub_online_program_adopt (program);
  g_assert_cmpstr (hub_online_program_get_version (program), ==, "2.0.0");
  g_assert_false (check (self, program, &error));
  platform_stop (self->platform);
  g_clear_object (&program);
  program = assert_opens_for (self, link, admin, "second", "online");
}

#define ADD(path, function) g_test_add (path, Device, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/online/links", test_links);
  ADD ("/online/updates", test_updates);
  ADD ("/online/refusals", test_refusals);
  ADD ("/online/bucket", test_bucket);
  ADD ("/online/code", test_code);
  ADD ("/online/counted-once", test_counted_once);
  ADD ("/online/members-versions", test_members_versions);
  ADD ("/online/preview", test_preview);
  ADD ("/online/review", test_review);
  ADD ("/online/ordinary", test_ordinary);
  ADD ("/online/members-first", test_members_first);
  return g_test_run ();
}
