/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a running program can load: types, names, ranges; and the devices it can run on. */
#include <glib/gstdio.h>

#include "hub-device-profile.h"
#include "hub-error.h"
#include "hub-mime-type.h"
#include "hub-program-scheme.h"
#include "hub-sandbox.h"

static void
test_types_by_extension (void)
{
  g_assert_cmpstr (hub_mime_type_for_name ("app-service.js"), ==, "text/javascript; charset=utf-8");
  g_assert_cmpstr (hub_mime_type_for_name ("pages/index/index.css"), ==, "text/css; charset=utf-8");
  g_assert_cmpstr (hub_mime_type_for_name ("images/A.PNG"), ==, "image/png");
  g_assert_cmpstr (hub_mime_type_for_name ("a.b/noextension"), ==, "application/octet-stream");
  g_assert_cmpstr (hub_mime_type_for_name ("odd.xyz"), ==, "application/octet-stream");
}

static char *
look_up (const char *name, gpointer user_data)
{
  GPtrArray *asked = user_data;

  g_ptr_array_add (asked, g_strdup (name));
  return g_strdup_printf ("/build/%s", name);
}

static void
test_names_stay_inside (void)
{
  static const char *const refused[] = {
    "/app/../secret", "/app/a/../../b", "/app/%2e%2e/secret", "/app//etc/passwd", "/app/", "/app/./a",
    "/app/a%00b", "/app/a%5c..%5cb", "/etc/passwd", "/host/storage", "/runtime/../../passwd", "app/a", "",
  };
  g_autoptr (HubHost) host = hub_host_new ();
  g_autoptr (HubProgramScheme) scheme = hub_program_scheme_new (host);
  g_autoptr (GPtrArray) asked = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = NULL;
  g_autofree char *chinese = NULL;

  g_assert_null (hub_program_scheme_resolve (scheme, "/app/app.css"));
  hub_program_scheme_set_lookup (scheme, look_up, asked, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_null (hub_program_scheme_resolve (scheme, refused[i]));
  g_assert_cmpuint (asked->len, ==, 0);
  path = hub_program_scheme_resolve (scheme, "/app/pages/a/a.css");
  g_assert_cmpstr (path, ==, "/build/pages/a/a.css");
  chinese = hub_program_scheme_resolve (scheme, "/app/%E5%9B%BE%20%E7%89%87.png");
  g_assert_cmpstr (chinese, ==, "/build/图 片.png");
}

static void
test_pages_belong_to_the_program (void)
{
  g_assert_true (hub_program_scheme_owns ("miniapp://program/runtime/shell.html#x"));
  g_assert_false (hub_program_scheme_owns ("https://example.com/"));
  g_assert_false (hub_program_scheme_owns ("miniapp://other/"));
  g_assert_false (hub_program_scheme_owns ("file:///etc/passwd"));
  g_assert_false (hub_program_scheme_owns (NULL));
}

static void
check_range (const char *header, goffset first, goffset last)
{
  goffset a = -1, b = -1;

  g_assert_true (hub_program_scheme_parse_range (header, 1000, &a, &b));
  g_assert_cmpint (a, ==, first);
  g_assert_cmpint (b, ==, last);
}

static void
test_ranges (void)
{
  goffset a, b;

  check_range ("bytes=0-", 0, 999);
  check_range ("bytes=10-19", 10, 19);
  check_range ("bytes=990-5000", 990, 999);
  check_range ("bytes=-100", 900, 999);
  check_range ("bytes=-5000", 0, 999);
  g_assert_false (hub_program_scheme_parse_range (NULL, 1000, &a, &b));
  g_assert_false (hub_program_scheme_parse_range ("bytes=1000-", 1000, &a, &b));
  g_assert_false (hub_program_scheme_parse_range ("bytes=5-2", 1000, &a, &b));
  g_assert_false (hub_program_scheme_parse_range ("bytes=0-1,5-6", 1000, &a, &b));
  g_assert_false (hub_program_scheme_parse_range ("bytes=99999999999999999999-", 1000, &a, &b));
  g_assert_false (hub_program_scheme_parse_range ("bytes=9223372036854775807-", 1000, &a, &b));
  g_assert_false (hub_program_scheme_parse_range ("lines=1-2", 1000, &a, &b));
  g_assert_false (hub_program_scheme_parse_range ("bytes=0-", 0, &a, &b));
}

static void
test_devices_are_sensible (void)
{
  guint n;
  const HubDeviceProfile *profiles = hub_device_profiles (&n);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (n, >=, 8);
  g_assert_cmpstr (profiles[0].id, ==, "iphone-15");
  for (guint i = 0; i < n; i++)
    {
      const HubDeviceProfile *one = &profiles[i];

      g_assert_true (g_hash_table_add (ids, (gpointer) one->id));
      g_assert_true (hub_device_profile_find (one->id) == one);
      g_assert_cmpint (one->width, >=, 320);
      g_assert_cmpint (one->height, >, one->width);
      g_assert_cmpint (one->status_bar, >, 0);
      g_assert_cmpint (one->status_bar + one->safe_bottom, <, one->height / 4);
      g_assert_cmpfloat (one->pixel_ratio, >=, 1);
      g_assert_true (g_str_equal (one->platform, "ios") || g_str_equal (one->platform, "android"));
    }
  g_assert_null (hub_device_profile_find ("nokia-3310"));
  g_assert_null (hub_device_profile_find (NULL));
}

/* Where the sandbox cannot work, a sentence says so, with what the system said, instead of a crash. */
static void
test_sandbox_that_cannot_work (void)
{
  g_autofree char *folder = g_dir_make_tmp ("superhub-sandbox-XXXXXX", NULL);
  g_autofree char *bwrap = g_build_filename (folder, "bwrap", NULL);
  g_autofree char *path = g_strdup (g_getenv ("PATH"));
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (bwrap, "#!/bin/sh\necho 'bwrap: No permissions' >&2; exit 1\n", -1, NULL));
  g_assert_cmpint (g_chmod (bwrap, 0755), ==, 0);
  g_setenv ("PATH", folder, TRUE);
  g_assert_false (hub_sandbox_check (&error));
  g_setenv ("PATH", path, TRUE);
  g_assert_cmpstr (hub_error_get_name (error), ==, "simulator.no_sandbox");
  g_assert_nonnull (strstr (error->message, "bwrap: No permissions"));
  g_unlink (bwrap);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/simulator/files/types-by-extension", test_types_by_extension);
  g_test_add_func ("/simulator/files/names-stay-inside", test_names_stay_inside);
  g_test_add_func ("/simulator/files/pages-belong-to-the-program", test_pages_belong_to_the_program);
  g_test_add_func ("/simulator/files/ranges", test_ranges);
  g_test_add_func ("/simulator/devices/sensible", test_devices_are_sensible);
  g_test_add_func ("/simulator/sandbox-that-cannot-work", test_sandbox_that_cannot_work);
  return g_test_run ();
}
