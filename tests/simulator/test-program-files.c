/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files a program keeps: where they stand, what they may not reach, how much they may hold. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "hub-file-tree.h"
#include "hub-program-files.h"

typedef struct
{
  char            *folder;
  HubProgramFiles *files;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("hub-files-XXXXXX", NULL);
  fixture->files = hub_program_files_new ("wx0123456789abcdef", fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->files);
  hub_file_tree_remove (fixture->folder);
  g_free (fixture->folder);
}

static void
check_content (HubProgramFiles *files, const char *key, const char *expected)
{
  g_autofree char *path = hub_program_files_resolve (files, key);
  g_autofree char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_files_are_kept (Fixture *fixture, gconstpointer data)
{
  HubProgramFiles *files = fixture->files;
  g_auto (GStrv) names = NULL;
  HubFileFacts facts;

  g_assert_cmpint (hub_program_files_write (files, "usr/a", "hello", 5, HUB_PROGRAM_FILES_ALL), ==, 0);
  g_assert_cmpint (hub_program_files_write (files, "usr/a", "!", 1, HUB_PROGRAM_FILES_END), ==, 0);
  g_assert_cmpint (hub_program_files_write (files, "usr/a", "J", 1, 0), ==, 0);
  check_content (files, "usr/a", "Jello!");
  g_assert_cmpint (hub_program_files_mkdir (files, "usr/文"), ==, 0);
  g_assert_cmpint (hub_program_files_copy (files, "usr/a", "usr/文/b"), ==, 0);
  g_assert_cmpint (hub_program_files_truncate (files, "usr/文/b", 4), ==, 0);
  g_assert_cmpint (hub_program_files_rename (files, "usr/文/b", "usr/文/c"), ==, 0);
  check_content (files, "usr/文/c", "Jell");
  g_assert_cmpint (hub_program_files_list (files, "usr", &names), ==, 0);
  g_assert_cmpstr (names[0], ==, "a");
  g_assert_cmpstr (names[1], ==, "文");
  g_assert_null (names[2]);
  /* Another simulator of the same program sees them. */
  g_set_object (&fixture->files, NULL);
  fixture->files = files = hub_program_files_new ("wx0123456789abcdef", fixture->folder);
  g_assert_cmpint (hub_program_files_stat (files, "usr/文/c", &facts), ==, 0);
  g_assert_cmpint (facts.size, ==, 4);
  g_assert_cmpint (hub_program_files_remove (files, "usr/文"), ==, ENOTEMPTY);
  g_assert_cmpint (hub_program_files_remove (files, "usr/文/c"), ==, 0);
  g_assert_cmpint (hub_program_files_remove (files, "usr/文"), ==, 0);
  g_assert_cmpint (hub_program_files_stat (files, "usr/文", &facts), ==, ENOENT);
}

static void
test_temporary_files_end (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HubProgramFiles) other = hub_program_files_new ("wx0123456789abcdef", fixture->folder);
  g_autofree char *key = NULL;
  g_autofree char *path = hub_program_files_make_temporary (fixture->files, "PnG", &key);
  HubFileFacts facts;

  g_assert_true (g_str_has_prefix (key, "tmp/") && g_str_has_suffix (key, ".PnG"));
  g_assert_cmpint (hub_program_files_write (fixture->files, key, "x", 1, HUB_PROGRAM_FILES_ALL), ==, 0);
  /* Another window has its own, and does not take away what is in use. */
  g_assert_cmpint (hub_program_files_stat (other, key, &facts), ==, ENOENT);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  hub_program_files_clear_temporary (fixture->files);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (hub_program_files_write (fixture->files, key, "x", 1, HUB_PROGRAM_FILES_ALL), ==, 0);
  g_clear_object (&fixture->files);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_abandoned_files_go (Fixture *fixture, gconstpointer data)
{
  g_autofree char *run = g_build_filename (fixture->folder, "runs", "dead01", "tmp", NULL);
  g_autofree char *lock = g_build_filename (fixture->folder, "runs", "dead01", "lock", NULL);
  g_autofree char *left = g_build_filename (run, "left", NULL);
  g_autofree char *path = NULL;

  g_assert_cmpint (g_mkdir_with_parents (run, 0700), ==, 0);
  g_assert_true (g_file_set_contents (lock, "", 0, NULL));
  g_assert_true (g_file_set_contents (left, "x", 1, NULL));
  path = hub_program_files_resolve (fixture->files, "tmp/a");
  g_assert_nonnull (path);
  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
}

static void
test_keys_reach_nothing_else (Fixture *fixture, gconstpointer data)
{
  static const char *const bad[] = {
    "", "/", "usr/", "/usr/a", "usr/../x", "usr/./a", "usr//a", "..", "etc/passwd", "usrx/a", "tmp/\n", "usr\\..\\a",
    "storage/a", "usr/\xff",
  };
  g_autofree char *secret = g_build_filename (fixture->folder, "secret", NULL);
  g_autofree char *link = NULL;
  HubFileFacts facts;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path = hub_program_files_resolve (fixture->files, bad[i]);

      g_assert_null (path);
      g_assert_cmpint (hub_program_files_write (fixture->files, bad[i], "x", 1, -1), ==, EACCES);
    }
  g_assert_cmpint (hub_program_files_remove (fixture->files, "usr"), ==, EACCES);
  g_assert_cmpint (hub_program_files_rename (fixture->files, "store", "usr/a"), ==, EACCES);
  /* A link that somebody else put there is not followed. */
  g_assert_true (g_file_set_contents (secret, "s", 1, NULL));
  link = hub_program_files_resolve (fixture->files, "usr/link");
  g_assert_cmpint (symlink (secret, link), ==, 0);
  g_assert_cmpint (hub_program_files_stat (fixture->files, "usr/link", &facts), ==, EACCES);
  g_assert_cmpint (hub_program_files_write (fixture->files, "usr/link", "x", 1, -1), ==, ELOOP);
  g_assert_cmpint (hub_program_files_copy (fixture->files, "usr/link", "usr/copy"), ==, EACCES);
}

static void
test_room_is_limited (Fixture *fixture, gconstpointer data)
{
  HubProgramFiles *files = fixture->files;
  const goffset half = HUB_PROGRAM_FILES_MAX_KEPT / 2;

  /* Files with holes: the limit is about sizes, and nothing of it is written. */
  g_assert_cmpint (hub_program_files_write (files, "usr/a", "x", 1, half - 1), ==, 0);
  g_assert_cmpint (hub_program_files_write (files, "store/b", "x", 1, half - 2), ==, 0);
  g_assert_cmpint (hub_program_files_write (files, "usr/c", "xx", 2, -1), ==, EDQUOT);
  g_assert_cmpint (hub_program_files_truncate (files, "store/b", half + 1), ==, EDQUOT);
  g_assert_cmpint (hub_program_files_copy (files, "usr/a", "usr/d"), ==, EDQUOT);
  g_assert_cmpint (hub_program_files_write (files, "usr/c", "x", 1, -1), ==, 0);
  g_assert_cmpint (hub_program_files_remove (files, "usr/a"), ==, 0);
  g_assert_cmpint (hub_program_files_write (files, "usr/c", "xx", 2, -1), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/simulator/files/are-kept", test_files_are_kept);
  ADD ("/simulator/files/temporary-files-end", test_temporary_files_end);
  ADD ("/simulator/files/abandoned-files-go", test_abandoned_files_go);
  ADD ("/simulator/files/keys-reach-nothing-else", test_keys_reach_nothing_else);
  ADD ("/simulator/files/room-is-limited", test_room_is_limited);
  return g_test_run ();
}
