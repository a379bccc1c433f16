/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the first released platform kept is all there after an update, and goes on from there. */
#include "platform-fixture.h"

#include <string.h>
#include <glib/gstdio.h>

#include "hub-json.h"
#include "hub-migrations.h"
#include "hub-paths.h"
#include "test-database.h"

#define APP "/api/v1/apps/wx0123456789abcdef"

typedef struct
{
  Platform *maker;      /* only makes packages */
  Platform *platform;   /* the updated one */
  char     *first;      /* hashes of the packages, online and in review */
  char     *second;
} Fixture;

static char *
put_package (Fixture *self, const char *text, const char *data)
{
  g_autoptr (GBytes) bytes = platform_make_package (self->maker, text);
  char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *name = g_strdup_printf ("packages/%.2s/%s.hpkg", sha256, sha256);
  g_autofree char *path = g_build_filename (data, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
  return sha256;
}

static void
fill_first_schema (Fixture *self, const char *address)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubDatabase) database = hub_database_open (address, &error);
  g_autofree char *text = NULL;
  g_autoptr (GString) rows = NULL;

  g_assert_no_error (error);
  hub_migrations_run_until (database, "0001-initial", &error);
  g_assert_no_error (error);
  g_assert_cmpint (hub_migrations_get_version (database, &error), ==, 1);
  g_file_get_contents (SOURCE_ROOT "/tests/platform/released-0001.sql", &text, NULL, &error);
  g_assert_no_error (error);
  rows = g_string_new (text);
  g_string_replace (rows, "@FIRST@", self->first, 0);
  g_string_replace (rows, "@SECOND@", self->second, 0);
  g_string_replace (rows, "@SIZES@", "{\"total\": 1, \"packages\": [{\"name\": \"__APP__\", \"size\": 1}]}", 0);
  hub_database_run_script (database, rows->str, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autofree char *data = NULL;
  g_autofree char *address = NULL;

  self->maker = platform_start (NULL);
  data = platform_file (self->maker, "old");
  g_assert_cmpint (g_mkdir (data, 0700), ==, 0);
  self->first = put_package (self, "first", data);
  self->second = put_package (self, "second", data);
  address = test_database_new (data);
  fill_first_schema (self, address);
  self->platform = platform_start_on (data, address, NULL);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  platform_free (self->platform);
  platform_free (self->maker);
  g_free (self->first);
  g_free (self->second);
}

static JsonObject *
ask (Fixture *self, const char *path)
{
  JsonObject *answer = platform_call (self->platform, "GET", path, NULL);

  platform_expect (self->platform, 200, "");
  return answer;
}

static void
expect_package (JsonObject *versions, const char *kind, const char *sha256, const char *number)
{
  JsonObject *version = hub_json_get_object (versions, kind);

  g_assert_nonnull (version);
  g_assert_cmpstr (hub_json_get_string (version, "package", NULL), ==, sha256);
  g_assert_cmpstr (hub_json_get_string (version, "version", NULL), ==, number);
}

static void
test_versions_are_there (Fixture *self, gconstpointer unused)
{
  g_autoptr (JsonObject) app = NULL;
  g_autoptr (JsonObject) versions = NULL;
  JsonObject *developer;

  platform_become (self->platform, "anna");
  app = ask (self, APP);
  g_assert_cmpstr (hub_json_get_string (app, "name", NULL), ==, "Anna's shop 商店");
  versions = ask (self, APP "/versions");
  developer = json_array_get_object_element (hub_json_get_array (versions, "developer"), 0);
  g_assert_cmpstr (hub_json_get_string (developer, "package", NULL), ==, self->second);
  g_assert_cmpstr (hub_json_get_string (developer, "remarks", NULL), ==, "  second \n 备注");
  expect_package (versions, "test", self->second, "1.1.0");
  expect_package (versions, "review", self->second, "1.1.0");
  expect_package (versions, "online", self->first, "1.0.0");
}

static void
test_people_are_there (Fixture *self, gconstpointer unused)
{
  g_autoptr (JsonObject) members = NULL;
  g_autoptr (JsonObject) notifications = NULL;
  g_autoptr (JsonObject) queue = NULL;
  g_autofree char *removed = NULL;

  platform_become (self->platform, "anna");
  members = ask (self, APP "/members");
  g_assert_cmpuint (json_array_get_length (hub_json_get_array (members, "items")), ==, 3);
  notifications = ask (self, "/api/v1/notifications");
  g_assert_cmpuint (json_array_get_length (hub_json_get_array (notifications, "items")), ==, 2);
  removed = platform_send (self->platform, "GET", "/api/v1/apps/wxfedcba9876543210/versions", NULL, NULL);
  g_assert_cmpuint (self->platform->status / 100, ==, 4);
  platform_become (self->platform, "rita");
  queue = ask (self, "/api/v1/reviews?state=pending");
  g_assert_cmpuint (json_array_get_length (hub_json_get_array (queue, "items")), ==, 1);
}

/* Every row of the first schema, and the log with its hashes. */
static void
test_nothing_is_missing (Fixture *self, gconstpointer unused)
{
  const struct { const char *table; gint64 rows; } tables[] = {
    { "accounts", 4 }, { "apps", 2 }, { "members", 4 }, { "packages", 2 }, { "previews", 1 },
    { "developer_versions", 1 }, { "test_versions", 1 }, { "reviews", 3 }, { "releases", 2 }, { "notifications", 2 },
    { "stored_values", 1 }, { "audit WHERE at < 1767225700000000", 5 },
  };
  g_autofree char *program = hub_paths_find_program ("superhubd", NULL);
  g_autoptr (GSubprocess) process = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strconcat ("SELECT count(*) FROM ", tables[i].table, NULL);

      g_test_message ("%s", tables[i].table);
      g_assert_cmpint (platform_count (self->platform, sql), ==, tables[i].rows);
    }
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, NULL, program, "--data-dir", self->platform->data,
                              "--database", self->platform->database, "--verify-audit", NULL);
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
}

/* The next upload, and an update of what is updated. */
static void
test_it_goes_on (Fixture *self, gconstpointer unused)
{
  g_autoptr (JsonObject) versions = NULL;

  platform_become (self->platform, "ben");
  g_free (platform_version (self->platform, "wx0123456789abcdef", "third", "1.2.0"));
  platform_stop (self->platform);
  platform_start_again (self->platform, NULL);
  versions = ask (self, APP "/versions");
  expect_package (versions, "review", self->second, "1.1.0");
  expect_package (versions, "online", self->first, "1.0.0");
}

/* A migration that was released never changes: there are databases that had it. */
static void
test_released_migrations_stay (void)
{
  g_autofree char *text = NULL;
  g_autofree char *hash = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (SOURCE_ROOT "/src/storage/migrations/0001-initial.sql", &text, &length, NULL));
  hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text, length);
  g_assert_cmpstr (hash, ==, "50dcc0e0f5119bcb644ece253a3271c7f10b010734ce2e3d3bb5350abe24a69c");
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/upgrade/versions", test_versions_are_there);
  add ("/upgrade/people", test_people_are_there);
  add ("/upgrade/nothing-is-missing", test_nothing_is_missing);
  add ("/upgrade/goes-on", test_it_goes_on);
  g_test_add_func ("/upgrade/released-migrations", test_released_migrations_stay);
  return g_test_run ();
}
