/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "hub-error.h"
#include "hub-json.h"
#include "hub-package.h"
#include "raw-zip.h"

typedef struct
{
  char *folder;
  char *package;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("superhub-packager-XXXXXX", NULL);
  fixture->package = g_build_filename (fixture->folder, "out.hpkg", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->package);
  g_free (fixture->folder);
}

/* A file in the fixture's folder. (transfer full) */
static char *
make_file (Fixture *fixture, const char *name, const char *text, gssize length)
{
  char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  /* Some tests write thousands of files: not each one through to the disk. (A file that is there
   * would keep its length.) */
  g_unlink (path);
  g_file_set_contents_full (path, text, length, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  return path;
}

#define CONFIG "{\"appId\": \"wx0123456789abcdef\", \"name\": \"Corner \\\"Shop\\\"\", \"pages\": [\"pages/a/a\", \"sub/b\"]}"

/* Four entries, in no good order. */
static char *
pack_sample (Fixture *fixture, gboolean reversed, const guint8 *key, JsonNode **sizes, GError **error)
{
  g_autofree char *config = make_file (fixture, "1", CONFIG, -1);
  g_autofree char *script = make_file (fixture, "2", "script\n", -1);
  g_autofree char *empty = make_file (fixture, "3", "", 0);
  g_autofree char *sub = make_file (fixture, "4", "sub", -1);
  HubPackageEntry entries[] = {
    { "图片/a b.png", empty, "" }, { "app-config.json", config, "" },
    { "sub/app-service.js", sub, "sub/" }, { "app-service.js", script, NULL },
  };

  if (reversed)
    {
      HubPackageEntry first = entries[0];

      entries[0] = entries[3];
      entries[3] = first;
    }
  return hub_package_write (entries, G_N_ELEMENTS (entries), NULL, key, fixture->package, sizes,
                            NULL, error);
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) sizes = NULL;
  g_autofree char *hash = pack_sample (fixture, FALSE, NULL, &sizes, &error);
  g_autoptr (HubPackage) package = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_auto (GStrv) names = NULL;
  g_autofree char *joined = NULL, *written = NULL, *read = NULL;
  JsonObject *manifest;

  g_assert_no_error (error);
  package = hub_package_open (fixture->package, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hub_package_get_sha256 (package), ==, hash);
  g_assert_null (hub_package_get_signer (package));
  names = hub_package_list_names (package);
  joined = g_strjoinv ("|", names);
  g_assert_cmpstr (joined, ==, "app-config.json|app-service.js|sub/app-service.js|图片/a b.png");
  bytes = hub_package_read (package, "app-service.js", &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "script\n", 7);
  g_assert_null (hub_package_read (package, "nothing", &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, "package.no_such_file");
  manifest = json_node_get_object (hub_package_get_manifest (package));
  g_assert_cmpstr (hub_json_get_string (manifest, "name", NULL), ==, "Corner \"Shop\"");
  g_assert_cmpuint (json_array_get_length (hub_json_get_array (manifest, "pages")), ==, 2);
  written = hub_json_to_string (sizes, FALSE);
  read = hub_json_to_string (hub_package_get_sizes (package), FALSE);
  g_assert_cmpstr (written, ==, read);
}

static void
test_deterministic (Fixture *fixture, gconstpointer data)
{
  guint8 key[crypto_sign_SECRETKEYBYTES], public_key[crypto_sign_PUBLICKEYBYTES];
  guint8 seed[crypto_sign_SEEDBYTES] = { 7 };
  g_autofree char *first = pack_sample (fixture, FALSE, NULL, NULL, NULL);
  g_autofree char *second = pack_sample (fixture, TRUE, NULL, NULL, NULL);
  g_autofree char *signed_once = NULL, *signed_again = NULL, *hex = NULL;
  g_autoptr (HubPackage) package = NULL;
  g_autoptr (GError) error = NULL;

  /* Known from an earlier run: a change of these bytes changes every package's address. */
  g_assert_cmpstr (first, ==, "1b6512220de68791d395aa540433451fb262032bc5fa991a4c2088b60d37f325");
  g_assert_cmpstr (first, ==, second);
  crypto_sign_seed_keypair (public_key, key, seed);
  signed_once = pack_sample (fixture, FALSE, key, NULL, &error);
  g_assert_no_error (error);
  signed_again = pack_sample (fixture, TRUE, key, NULL, NULL);
  g_assert_cmpstr (signed_once, ==, signed_again);
  g_assert_cmpstr (signed_once, !=, first);
  package = hub_package_open (fixture->package, NULL, &error);
  g_assert_no_error (error);
  hex = g_malloc (sizeof public_key * 2 + 1);
  sodium_bin2hex (hex, sizeof public_key * 2 + 1, public_key, sizeof public_key);
  g_assert_cmpstr (hub_package_get_signer (package), ==, hex);
}

/* An independent reader agrees that it is a ZIP. */
static void
test_other_reader (Fixture *fixture, gconstpointer data)
{
  g_autofree char *hash = pack_sample (fixture, FALSE, NULL, NULL, NULL);
  g_autofree char *python = g_find_program_in_path ("python3");
  g_autofree char *output = NULL;
  const char *argv[] = { python, "-m", "zipfile", "-t", fixture->package, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_nonnull (hash);
  if (python == NULL)
    {
      g_test_skip ("python3 is not installed");
      return;
    }
  g_spawn_sync (NULL, (char **) argv, NULL, 0, NULL, NULL, &output, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  g_assert_nonnull (strstr (output, "Done testing"));
}

static void
test_bad_entries (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = make_file (fixture, "f", "x", -1);
  static const char *const bad[] = {
    "../x", "a/../../x", "/etc/passwd", "a\\b", "C:x", "a//b", "a/", "./a", "", "a\nb", "\xff\xfe",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      HubPackageEntry entry = { bad[i], file, "" };
      g_autoptr (GError) error = NULL;

      g_assert_null (hub_package_write (&entry, 1, NULL, NULL, fixture->package, NULL, NULL, &error));
      g_assert_cmpstr (hub_error_get_name (error), ==, "package.bad_name");
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_false (g_file_test (fixture->package, G_FILE_TEST_EXISTS));
    }
  {
    HubPackageEntry twice[] = { { "a", file, "" }, { "a", file, "" } };
    g_autoptr (GError) error = NULL;

    g_assert_null (hub_package_write (twice, 2, NULL, NULL, fixture->package, NULL, NULL, &error));
    g_assert_cmpstr (hub_error_get_name (error), ==, "package.duplicate_name");
  }
}

static void
test_sizes (Fixture *fixture, gconstpointer data)
{
  HubPackageLimits limits = { .max_package = 10, .max_total = 15, .max_files = 3 };
  g_autofree char *small = make_file (fixture, "s", "12345678", 8);
  g_autofree char *large = make_file (fixture, "l", "12345678901", 11);
  HubPackageEntry too_large[] = { { "sub/large.png", large, "sub/" }, { "a", small, "" } };
  HubPackageEntry in_all[] = { { "sub/a", small, "sub/" }, { "a", small, "" } };
  HubPackageEntry many[] = { { "a", small, "" }, { "b", small, "" }, { "c", small, "" }, { "d", small, "" } };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) sizes = NULL;
  JsonArray *packages;

  g_assert_false (hub_package_check_sizes (too_large, 2, &limits, &sizes, &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, "package.too_large");
  g_assert_nonnull (strstr (error->message, "sub/large.png"));
  packages = hub_json_get_array (json_node_get_object (sizes), "packages");
  g_assert_cmpuint (json_array_get_length (packages), ==, 2);
  g_assert_cmpstr (hub_json_get_string (json_array_get_object_element (packages, 0), "root", NULL), ==, "");
  g_assert_cmpint (hub_json_get_int (json_array_get_object_element (packages, 1), "bytes", 0), ==, 11);
  g_clear_error (&error);
  g_assert_false (hub_package_check_sizes (in_all, 2, &limits, NULL, &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, "package.too_large");
  g_clear_error (&error);
  g_assert_false (hub_package_check_sizes (many, 4, &limits, NULL, &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, "package.too_many_files");
}

/* A failure leaves the package that was there before. */
static void
test_keeps_old (Fixture *fixture, gconstpointer data)
{
  g_autofree char *hash = pack_sample (fixture, FALSE, NULL, NULL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *file = make_file (fixture, "f", "x", -1);
  g_autofree char *gone = g_build_filename (fixture->folder, "gone", NULL);
  HubPackageEntry entries[] = { { "a", file, "" }, { "b", gone, "" } };
  g_autoptr (HubPackage) package = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (hub_package_write (entries, 2, NULL, NULL, fixture->package, NULL, NULL, &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, "io.not_found");
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_null (hub_package_write (entries, 1, NULL, NULL, fixture->package, NULL, cancellable, &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, "cancelled");
  g_clear_error (&error);
  package = hub_package_open (fixture->package, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hub_package_get_sha256 (package), ==, hash);
}

static void
assert_refused (Fixture *fixture, GBytes *bytes, const char *expected)
{
  g_autofree char *path = make_file (fixture, "bad.hpkg", g_bytes_get_data (bytes, NULL),
                                     g_bytes_get_size (bytes));
  g_autoptr (GError) error = NULL;
  g_autoptr (HubPackage) package = hub_package_open (path, NULL, &error);

  g_assert_null (package);
  g_assert_error (error, HUB_ERROR, (gint) error->code);
  g_assert_cmpstr (hub_error_get_name (error), ==, expected);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

/* A package with one file of the program, whose manifest is honest but for what the test changes. */
static GBytes *
make_raw (const char *name, const char *text, RawLie lie, const char *hash_instead)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *escaped = g_strescape (name, NULL);
  g_autofree char *manifest = NULL;
  g_autofree char *entry = g_strconcat ("program/", name, NULL);
  RawZip *zip = raw_zip_new ();

  manifest = g_strdup_printf ("{\"format\":1,\"files\":[{\"name\":\"%s\",\"package\":\"\",\"size\":%"
                              G_GINT64_FORMAT ",\"sha256\":\"%s\"}]}", escaped,
                              lie.declared_size >= 0 ? lie.declared_size : (gint64) strlen (text),
                              hash_instead != NULL ? hash_instead : hash);
  raw_zip_add (zip, "manifest.json", manifest, strlen (manifest), raw_honest);
  raw_zip_add (zip, entry, text, strlen (text), lie);
  return raw_zip_finish (zip);
}

static void
refuse_lie (Fixture *fixture, RawLie lie, const char *expected)
{
  g_autoptr (GBytes) bytes = make_raw ("a.js", "text", lie, NULL);

  assert_refused (fixture, bytes, expected);
}

static void
test_lies (Fixture *fixture, gconstpointer data)
{
  refuse_lie (fixture, (RawLie) { .declared_size = -1, .flags = 1 }, "package.unsupported");
  refuse_lie (fixture, (RawLie) { .declared_size = -1, .flags = 8 }, "package.unsupported");
  refuse_lie (fixture, (RawLie) { .declared_size = -1, .method = 12 }, "package.unsupported");
  refuse_lie (fixture, (RawLie) { .declared_size = -1, .attributes = 0120777u << 16 }, "package.unsupported");
  refuse_lie (fixture, (RawLie) { .declared_size = -1, .attributes = 040755u << 16 }, "package.unsupported");
  refuse_lie (fixture, (RawLie) { .declared_size = -1, .attributes = 020666u << 16 }, "package.unsupported");
  refuse_lie (fixture, (RawLie) { .declared_size = 3 }, "package.corrupt");
  refuse_lie (fixture, (RawLie) { .declared_size = 3, .deflate = TRUE }, "package.corrupt");
  refuse_lie (fixture, (RawLie) { .declared_size = 5, .deflate = TRUE }, "package.corrupt");
  refuse_lie (fixture, (RawLie) { .declared_size = -1, .crc_xor = 1 }, "package.corrupt");
  refuse_lie (fixture, (RawLie) { .declared_size = -1, .offset_shift = -4 }, "package.corrupt");
  refuse_lie (fixture, (RawLie) { .declared_size = -1, .local_name = "program/b.js" }, "package.corrupt");
  refuse_lie (fixture, (RawLie) { .declared_size = 0xffffffffu, .deflate = TRUE }, "package.unsupported");
  refuse_lie (fixture, (RawLie) { .declared_size = 3000000, .deflate = TRUE }, "package.too_large");
}

static void
test_bad_names (Fixture *fixture, gconstpointer data)
{
  static const char *const bad[] = { "../../x", "a/../b", "a\\b", "a//b", "b/", "\xc3(", "a\001b" };
  g_autoptr (GBytes) fine = make_raw ("a.js", "text", raw_honest, NULL);
  g_autofree char *path = make_file (fixture, "fine", g_bytes_get_data (fine, NULL), g_bytes_get_size (fine));
  g_autoptr (GError) error = NULL;
  g_autoptr (HubPackage) package = hub_package_open (path, NULL, &error);
  g_autofree char *long_name = g_strnfill (1100, 'a');
  g_autoptr (GBytes) too_long = make_raw (long_name, "text", raw_honest, NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GBytes) bytes = make_raw (bad[i], "text", raw_honest, NULL);

      assert_refused (fixture, bytes, "package.bad_name");
    }
  assert_refused (fixture, too_long, "package.bad_name");
}

static void
test_absolute_names (Fixture *fixture, gconstpointer data)
{
  static const char *const bad[] = { "/etc/passwd", "C:/x", "../x" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      RawZip *zip = raw_zip_new ();
      g_autoptr (GBytes) bytes = NULL;

      raw_zip_add (zip, "manifest.json", "{}", 2, raw_honest);
      raw_zip_add (zip, bad[i], "x", 1, raw_honest);
      bytes = raw_zip_finish (zip);
      assert_refused (fixture, bytes, "package.bad_name");
    }
}

static void
test_structure (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) fine = make_raw ("a.js", "text", raw_honest, NULL);
  const guint8 *at = g_bytes_get_data (fine, NULL);
  gsize length = g_bytes_get_size (fine);
  g_autoptr (GByteArray) behind = g_byte_array_new ();
  g_autoptr (GByteArray) before = g_byte_array_new ();
  g_autoptr (GBytes) hashless = make_raw ("a.js", "text", raw_honest, "00");
  RawZip *zip = raw_zip_new ();
  g_autoptr (GBytes) twice = NULL;

  for (gsize cut = 0; cut < length; cut++)
    {
      g_autoptr (GBytes) shorter = g_bytes_new (at, cut);

      assert_refused (fixture, shorter, "package.corrupt");
    }
  g_byte_array_append (behind, at, length);
  g_byte_array_append (behind, (const guint8 *) "trailing", 8);
  {
    g_autoptr (GBytes) bytes = g_bytes_new (behind->data, behind->len);

    assert_refused (fixture, bytes, "package.corrupt");
  }
  g_byte_array_append (before, (const guint8 *) "#!/bin/sh\n", 10);
  g_byte_array_append (before, at, length);
  {
    g_autoptr (GBytes) bytes = g_bytes_new (before->data, before->len);

    assert_refused (fixture, bytes, "package.corrupt");
  }
  assert_refused (fixture, hashless, "package.bad_hash");
  raw_zip_add (zip, "manifest.json", "{}", 2, raw_honest);
  raw_zip_add (zip, "manifest.json", "{}", 2, raw_honest);
  twice = raw_zip_finish (zip);
  assert_refused (fixture, twice, "package.duplicate_name");
}

/* Whichever byte of a signed package is changed, it does not open. */
static void
test_every_byte (Fixture *fixture, gconstpointer data)
{
  guint8 key[crypto_sign_SECRETKEYBYTES], public_key[crypto_sign_PUBLICKEYBYTES];
  g_autofree char *bytes = NULL;
  g_autofree char *hash = NULL;
  gsize length;
  int fd;

  crypto_sign_keypair (public_key, key);
  hash = pack_sample (fixture, FALSE, key, NULL, NULL);
  g_assert_true (g_file_get_contents (fixture->package, &bytes, &length, NULL));
  fd = g_open (fixture->package, O_RDWR | O_CLOEXEC);
  for (gsize i = 0; i < length; i++)
    {
      char changed = bytes[i] ^ 0x41;
      g_autoptr (HubPackage) package = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (pwrite (fd, &changed, 1, i), ==, 1);
      package = hub_package_open (fixture->package, NULL, &error);
      g_assert_cmpint (pwrite (fd, &bytes[i], 1, i), ==, 1);
      /* "Made by", attributes' lower bits and times are not covered; the contents always are. */
      if (package != NULL)
        g_assert_cmpstr (hub_package_get_sha256 (package), !=, hash);
      else
        g_assert_true (g_str_has_prefix (hub_error_get_name (error), "package."));
    }
  close (fd);
}

static void
test_signature (Fixture *fixture, gconstpointer data)
{
  static const char *const signatures[] = {
    "", "{}", "{\"algorithm\":\"none\"}", "not json",
    "{\"algorithm\":\"ed25519\",\"public_key\":\"00\",\"signature\":\"zz\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (signatures); i++)
    {
      RawZip *zip = raw_zip_new ();
      g_autoptr (GBytes) bytes = NULL;

      raw_zip_add (zip, "manifest.json", "{\"format\":1,\"files\":[]}", 23, raw_honest);
      raw_zip_add (zip, "META-INF/signature.json", signatures[i], strlen (signatures[i]), raw_honest);
      bytes = raw_zip_finish (zip);
      assert_refused (fixture, bytes, "package.bad_signature");
    }
}

/* A compressed package opens; a bomb does not, and is not unpacked to find out. */
static void
test_deflate (Fixture *fixture, gconstpointer data)
{
  RawLie deflated = { .declared_size = -1, .deflate = TRUE };
  g_autoptr (GBytes) bytes = make_raw ("a.js", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", deflated, NULL);
  g_autofree char *path = make_file (fixture, "fine", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (GError) error = NULL;
  g_autoptr (HubPackage) package = hub_package_open (path, NULL, &error);
  g_autofree char *zeros = g_strnfill (64 * 1024 * 1024, ' ');
  RawLie bomb = { .declared_size = 1000, .deflate = TRUE };
  g_autoptr (GBytes) exploding = make_raw ("a.js", zeros, bomb, NULL);

  g_assert_no_error (error);
  assert_refused (fixture, exploding, "package.corrupt");
}

static void
test_no_space (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = make_file (fixture, "f", "x", -1);
  HubPackageEntry entry = { "a", file, "" };
  g_autoptr (GError) error = NULL;

  g_assert_null (hub_package_write (&entry, 1, NULL, NULL, "/proc/out.hpkg", NULL, NULL, &error));
  g_assert_error (error, HUB_ERROR, (gint) error->code);
  g_assert_nonnull (strstr (error->message, "/proc/out.hpkg"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/packager/round-trip", test_round_trip);
  ADD ("/packager/deterministic", test_deterministic);
  ADD ("/packager/other-reader", test_other_reader);
  ADD ("/packager/bad-entries", test_bad_entries);
  ADD ("/packager/sizes", test_sizes);
  ADD ("/packager/keeps-old", test_keeps_old);
  ADD ("/packager/lies", test_lies);
  ADD ("/packager/bad-names", test_bad_names);
  ADD ("/packager/absolute-names", test_absolute_names);
  ADD ("/packager/structure", test_structure);
  ADD ("/packager/every-byte", test_every_byte);
  ADD ("/packager/signature", test_signature);
  ADD ("/packager/deflate", test_deflate);
  ADD ("/packager/cannot-write", test_no_space);
  return g_test_run ();
}
