/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an operator writes into the configuration file, and what is said of mistakes in it. */
#include <string.h>
#include <glib/gstdio.h>

#include "hub-config.h"
#include "hub-error.h"

static gboolean
read_text (HubConfig *config, const char *text, GError **error)
{
  g_autofree char *path = NULL;
  int descriptor = g_file_open_tmp ("superhub-config-XXXXXX.conf", &path, NULL);
  gboolean read;

  g_assert_cmpint (descriptor, >=, 0);
  g_close (descriptor, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  read = hub_config_read (config, path, error);
  g_remove (path);
  return read;
}

static void
test_values (void)
{
  g_autoptr (HubConfig) config = hub_config_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (read_text (config,
                            "# a comment\n[server]\nlisten = [::1]:8080\nclosed = true\n"
                            "[limits]\nproject-members = 5000\nprogram-bytes=1048576\n", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (config->listen, ==, "[::1]:8080");
  g_assert_true (config->closed);
  g_assert_cmpuint (config->limits.project_members, ==, 5000);
  g_assert_cmpuint (config->limits.package.max_total, ==, 1048576);
  g_assert_cmpuint (config->limits.test_members, ==, 90);
  g_assert_null (config->public_url);
}

static void
expect (const char *text, const char *place, const char *what)
{
  g_autoptr (HubConfig) config = hub_config_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (read_text (config, text, &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, "platform.bad_config");
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, place));
  g_assert_nonnull (strstr (error->message, what));
}

static void
test_mistakes_are_named (void)
{
  expect ("[server]\n\nlisen = 127.0.0.1:1\n", ".conf:3:", "lisen");
  expect ("[server]\nclosed = yes\n", ".conf:2:", "closed");
  expect ("[limits]\n# how many\nproject-members = many\n", ".conf:3:", "project-members");
  expect ("[limits]\nproject-members = 0\n", ".conf:2:", "1 ");
  expect ("[server]\nclosed = true\n[limit]\n", ".conf:3:", "limit");
  expect ("listen = 127.0.0.1:1\n", ".conf:1:", "");
  expect ("[server]\npublic-url = \xff\n", ".conf:1:", "");
}

/* What --print-config shows is understood when the marks of comments are taken away. */
static void
test_example_is_a_configuration (void)
{
  g_autofree char *text = hub_config_to_example ();
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) file = g_string_new (NULL);
  g_autoptr (HubConfig) config = hub_config_new ();
  g_autoptr (GError) error = NULL;

  for (char **line = lines; *line != NULL; line++)
    g_string_append_printf (file, "%s\n", g_str_has_prefix (*line, "#") && g_ascii_isalpha ((*line)[1]) ? *line + 1 : *line);
  g_assert_true (read_text (config, file->str, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (&config->limits.project_members, sizeof (guint), &hub_platform_default_limits.project_members,
                   sizeof (guint));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/config/values", test_values);
  g_test_add_func ("/config/mistakes", test_mistakes_are_named);
  g_test_add_func ("/config/example", test_example_is_a_configuration);
  return g_test_run ();
}
