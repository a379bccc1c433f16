/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the editor reads and writes: the same bytes come back, and no mishap loses any. */
#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hub-error.h"
#include "hub-file-io.h"

#define LIMIT (1024 * 1024)

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("editor-文件-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "a b.js", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", fixture->folder);

  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
put (Fixture *fixture, const char *bytes, gssize length)
{
  g_assert_true (g_file_set_contents (fixture->path, bytes, length, NULL));
}

static void
assert_bytes (Fixture *fixture, const char *expected)
{
  g_autofree char *bytes = NULL;

  g_assert_true (g_file_get_contents (fixture->path, &bytes, NULL, NULL));
  g_assert_cmpstr (bytes, ==, expected);
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *bytes, *shown; } cases[] = {
    { "", "" },
    { "one\ntwo\n", "one\ntwo\n" },
    { "no end", "no end" },
    { "one\r\ntwo\r\n", "one\ntwo\n" },
    { "mixed\r\nends\n", "mixed\r\nends\n" },
    { "\xef\xbb\xbfmark\n", "mark\n" },
    { "\xef\xbb\xbfmark\r\nand ends\r\n", "mark\nand ends\n" },
    { "中文 and 😀\n", "中文 and 😀\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HubFileText) text = NULL;

      put (fixture, cases[i].bytes, -1);
      text = hub_file_text_read (fixture->path, LIMIT, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (text->text, ==, cases[i].shown);
      g_assert_true (hub_file_text_write (text, fixture->path, &text->stamp, &error));
      g_assert_no_error (error);
      assert_bytes (fixture, cases[i].bytes);
    }
}

static void
assert_refused (Fixture *fixture, const char *name, const char *said)
{
  g_autoptr (GError) error = NULL;
  HubFileText *text = hub_file_text_read (fixture->path, LIMIT, &error);

  g_assert_null (text);
  g_assert_cmpstr (hub_error_get_name (error), ==, name);
  g_assert_nonnull (strstr (error->message, said));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *large = g_strnfill (LIMIT + 1, 'x');
  g_autofree char *long_line = g_strnfill (300 * 1024, 'x');

  put (fixture, "line 1\nline \xff 2\n", -1);
  assert_refused (fixture, "document.not_utf8", "line 2");
  put (fixture, "PNG\0data", 8);
  assert_refused (fixture, "document.binary", "a b.js");
  put (fixture, long_line, -1);
  assert_refused (fixture, "document.line_too_long", "a line of 300.0");
  put (fixture, large, -1);
  assert_refused (fixture, "document.too_large", "a b.js");
}

static void
test_changed_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubFileText) text = NULL;

  put (fixture, "mine\n", -1);
  text = hub_file_text_read (fixture->path, LIMIT, NULL);
  put (fixture, "somebody else's\n", -1);
  g_assert_false (hub_file_text_write (text, fixture->path, &text->stamp, &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, "document.changed_on_disk");
  assert_bytes (fixture, "somebody else's\n");
  g_assert_true (hub_file_text_write (text, fixture->path, NULL, NULL));
  assert_bytes (fixture, "mine\n");
}

static void
test_keeps_mode_and_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->folder, "link.js", NULL);
  g_autoptr (HubFileText) text = NULL;
  struct stat status;

  put (fixture, "#!/bin/sh\n", -1);
  g_assert_cmpint (g_chmod (fixture->path, 0750), ==, 0);
  g_assert_cmpint (symlink (fixture->path, link), ==, 0);
  text = hub_file_text_read (link, LIMIT, NULL);
  g_assert_true (hub_file_text_write (text, link, &text->stamp, NULL));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (stat (fixture->path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 07777, ==, 0750);
}

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubFileText) text = NULL;

  put (fixture, "kept\n", -1);
  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  text = hub_file_text_read (fixture->path, LIMIT, NULL);
  g_assert_false (hub_file_text_write (text, fixture->path, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  assert_bytes (fixture, "kept\n");
}

/* A limit on file sizes stops the write in its middle, as a full disk does. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubFileText) text = g_new0 (HubFileText, 1);
  struct rlimit before, small;

  put (fixture, "kept\n", -1);
  text->length = 200000;
  text->text = g_strnfill (text->length, 'x');
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 4096;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (hub_file_text_write (text, fixture->path, NULL, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_nonnull (error);
  assert_bytes (fixture, "kept\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/editor/files/round-trip", Fixture, NULL, set_up, test_round_trip, tear_down);
  g_test_add ("/editor/files/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/editor/files/changed-meanwhile", Fixture, NULL, set_up, test_changed_meanwhile, tear_down);
  g_test_add ("/editor/files/keeps-mode-and-link", Fixture, NULL, set_up, test_keeps_mode_and_link, tear_down);
  g_test_add ("/editor/files/read-only", Fixture, NULL, set_up, test_read_only, tear_down);
  g_test_add ("/editor/files/full-disk", Fixture, NULL, set_up, test_full_disk, tear_down);
  return g_test_run ();
}
