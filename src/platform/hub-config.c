/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-config.h"

#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "hub-error.h"

#define MAX_FILE (1024 * 1024)

typedef enum
{
  KEY_TEXT,
  KEY_BOOLEAN,
  KEY_NUMBER,      /* guint */
  KEY_BYTES,       /* guint64 */
} KeyType;

/* One key: where its value goes, between which bounds, and what the example says of it. */
typedef struct
{
  const char *group;
  const char *name;
  KeyType     type;
  gsize       offset;
  guint64     least;
  guint64     most;
  const char *meaning;
} Key;

#define SERVER(name, type, member, meaning) { "server", name, type, G_STRUCT_OFFSET (HubConfig, member), 0, 0, meaning }
#define LIMIT(name, member, least, most, meaning) \
  { "limits", name, KEY_NUMBER, G_STRUCT_OFFSET (HubConfig, limits) + G_STRUCT_OFFSET (HubLimits, member), least, most, meaning }
#define BYTES(name, member, least, most, meaning) \
  { "limits", name, KEY_BYTES, G_STRUCT_OFFSET (HubConfig, limits) + G_STRUCT_OFFSET (HubLimits, member), least, most, meaning }

static const Key keys[] = {
  SERVER ("listen", KEY_TEXT, listen, "Where to listen: a numeric address and a port."),
  SERVER ("public-url", KEY_TEXT, public_url, "The address that people use; links begin with it."),
  SERVER ("data-dir", KEY_TEXT, data_dir, "The folder of packages, and of the database if it is SQLite."),
  SERVER ("database", KEY_TEXT, database, "sqlite:PATH, or postgresql://…; platform.db in the data folder without it."),
  SERVER ("trusted-proxies", KEY_TEXT, trusted_proxies,
          "Addresses of reverse proxies, like 127.0.0.1 10.0.0.0/8: their X-Forwarded-For header says who asks."),
  SERVER ("closed", KEY_BOOLEAN, closed, "Whether people may not make accounts by themselves."),
  LIMIT ("project-members", project_members, 1, 100000, "Project members of one program."),
  LIMIT ("test-members", test_members, 0, 100000, "Test members of one program."),
  LIMIT ("programs-as-member", programs_as_member, 1, 100000, "Programs of which one person is a member."),
  LIMIT ("programs-as-tester", programs_as_tester, 1, 100000, "Programs of which one person is a tester."),
  LIMIT ("sign-ins-a-day", sign_ins_a_day, 0, 1000, "How often one person asks admins to be let in to a Console in 24 hours."),
  LIMIT ("sign-in-hours", sign_in_hours, 1, 720, "Hours for which such a request waits for the admin."),
  LIMIT ("withdrawals-a-day", withdrawals_a_day, 0, 1000, "Reviews of one program that may be withdrawn in 24 hours."),
  LIMIT ("withdrawals-a-month", withdrawals_a_month, 0, 10000, "The same in 30 days."),
  LIMIT ("rejections-before-wait", rejections_before_wait, 1, 1000, "Rejections in a row after which submitting waits."),
  LIMIT ("domains-of-a-kind", domains_of_a_kind, 1, 1000, "Server domains of one kind of one program."),
  LIMIT ("domain-edits-a-month", domain_edits_a_month, 0, 100000, "Changes of a program's server domains in 30 days."),
  LIMIT ("link-rules", link_rules, 0, 10000, "Rules for ordinary links of one program."),
  LIMIT ("link-publications-a-month", link_publications_a_month, 0, 100000, "Rules that a program publishes in 30 days."),
  LIMIT ("codes", codes, 1, 100000000, "Mini Program codes of one program, each with its own scene or page."),
  LIMIT ("review-minutes", review_minutes, 1, 10080, "How long a reviewer has a review that they took, in minutes."),
  LIMIT ("phased-days", phased_days, 1, 365, "Days that a phased release runs until it asks for a decision."),
  LIMIT ("delivery-days", delivery_days, 1, 3650, "Days for which is listed what was sent to webhooks and by message push."),
  LIMIT ("patience-seconds", patience, 1, 3600, "How long a client may take for the headers of a request; then its body brings 1 KiB a second, or the connection ends."),
  BYTES ("stored-bytes", stored_bytes, 0, G_MAXINT64, "What one person may store in one program, in bytes."),
  BYTES ("package-bytes", package.max_package, 1024, (guint64) 1 << 30, "The largest package, main or sub, in bytes."),
  BYTES ("program-bytes", package.max_total, 1024, (guint64) 1 << 32, "All packages of a program together, in bytes."),
};

/**
 * hub_config_new:
 *
 * Returns: (transfer full): the defaults
 */
HubConfig *
hub_config_new (void)
{
  HubConfig *self = g_new0 (HubConfig, 1);

  self->limits = hub_platform_default_limits;
  self->limits.package = hub_package_default_limits;
  return self;
}

/**
 * hub_config_free:
 * @self: (transfer full): a configuration
 */
void
hub_config_free (HubConfig *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].type == KEY_TEXT)
      g_free (G_STRUCT_MEMBER (char *, self, keys[i].offset));
  g_free (self);
}

static const Key *
find_key (const char *group, const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].group, group) && g_str_equal (keys[i].name, name))
      return &keys[i];
  return NULL;
}

/* GKeyFile forgets the lines. */
static guint
find_line (const char *text, const char *group, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gboolean inside = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strstrip (lines[i]);
      gsize length = strlen (name);

      if (line[0] == '[')
        inside = g_str_has_prefix (line + 1, group) && line[1 + strlen (group)] == ']';
      if (inside && name[0] == '\0')
        return i + 1;
      if (inside && g_str_has_prefix (line, name) && strchr (" \t=", line[length]) != NULL)
        return i + 1;
    }
  return 1;
}

static gboolean
set_value (HubConfig *self, const Key *key, const char *text, char **problem)
{
  guint64 number;

  switch (key->type)
    {
    case KEY_TEXT:
      g_free (G_STRUCT_MEMBER (char *, self, key->offset));
      G_STRUCT_MEMBER (char *, self, key->offset) = g_strdup (text);
      return TRUE;
    case KEY_BOOLEAN:
      if (!g_str_equal (text, "true") && !g_str_equal (text, "false"))
        {
          *problem = g_strdup_printf (_("“%s” must be true or false"), key->name);
          return FALSE;
        }
      G_STRUCT_MEMBER (gboolean, self, key->offset) = g_str_equal (text, "true");
      return TRUE;
    case KEY_NUMBER:
    case KEY_BYTES:
    default:
      if (!g_ascii_string_to_unsigned (text, 10, key->least, key->most, &number, NULL))
        {
          *problem = g_strdup_printf (_("“%s” must be a number from %llu to %llu"),
                                      key->name, (unsigned long long) key->least, (unsigned long long) key->most);
          return FALSE;
        }
      if (key->type == KEY_NUMBER)
        G_STRUCT_MEMBER (guint, self, key->offset) = number;
      else
        G_STRUCT_MEMBER (guint64, self, key->offset) = number;
      return TRUE;
    }
}

static gboolean
refuse (const char *path, guint line, const char *problem, GError **error)
{
  hub_set_error (error, HUB_ERROR_INVALID, "platform.bad_config",
                 _("%s:%u: %s; “superhubd --print-config” shows every key"), path, line, problem);
  return FALSE;
}

static gboolean
read_group (HubConfig *self, GKeyFile *file, const char *group, const char *path, const char *text, GError **error)
{
  g_auto (GStrv) names = g_key_file_get_keys (file, group, NULL, NULL);

  for (char **name = names; name != NULL && *name != NULL; name++)
    {
      const Key *key = find_key (group, *name);
      g_autofree char *value = g_key_file_get_string (file, group, *name, NULL);
      g_autofree char *problem = NULL;

      if (key == NULL)
        problem = g_strdup_printf (_("“%s” is no key of [%s]"), *name, group);
      else if (value == NULL)
        problem = g_strdup_printf (_("“%s” cannot be read"), *name);
      else if (set_value (self, key, value, &problem))
        continue;
      return refuse (path, find_line (text, group, *name), problem, error);
    }
  return TRUE;
}

/**
 * hub_config_read:
 * @self: a configuration
 * @path: a file with the groups [server] and [limits], as hub_config_to_example() shows them
 * @error: (out) (optional): "platform.bad_config", naming file and line; a %G_FILE_ERROR
 *
 * What the file does not name stays as it is. Keys that do not exist are errors: a limit with a typing error would
 * else be none.
 *
 * Returns: whether all of it was understood
 */
gboolean
hub_config_read (HubConfig *self, const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) groups = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;
  if (length > MAX_FILE || !g_utf8_validate (text, length, NULL))
    return refuse (path, 1, _("this is no text file"), error);
  if (!g_key_file_load_from_data (file, text, length, G_KEY_FILE_NONE, &local))
    return refuse (path, 1, local->message, error);
  groups = g_key_file_get_groups (file, NULL);
  for (char **group = groups; *group != NULL; group++)
    {
      if (!g_str_equal (*group, "server") && !g_str_equal (*group, "limits"))
        {
          g_autofree char *problem = g_strdup_printf (_("there is no group [%s]"), *group);

          return refuse (path, find_line (text, *group, ""), problem, error);
        }
      if (!read_group (self, file, *group, path, text, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * hub_config_to_example:
 *
 * Returns: (transfer full): a file with every key, its meaning and its default, commented out
 */
char *
hub_config_to_example (void)
{
  g_autoptr (HubConfig) defaults = hub_config_new ();
  g_autoptr (GString) text = g_string_new ("# The configuration of superhubd; options of the command line win over it.\n");
  const char *group = "";

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (!g_str_equal (group, keys[i].group))
        g_string_append_printf (text, "\n[%s]\n", keys[i].group);
      group = keys[i].group;
      g_string_append_printf (text, "# %s\n#%s = ", keys[i].meaning, keys[i].name);
      if (keys[i].type == KEY_BOOLEAN)
        g_string_append (text, G_STRUCT_MEMBER (gboolean, defaults, keys[i].offset) ? "true" : "false");
      else if (keys[i].type == KEY_NUMBER)
        g_string_append_printf (text, "%u", G_STRUCT_MEMBER (guint, defaults, keys[i].offset));
      else if (keys[i].type == KEY_BYTES)
        g_string_append_printf (text, "%" G_GUINT64_FORMAT, G_STRUCT_MEMBER (guint64, defaults, keys[i].offset));
      g_string_append_c (text, '\n');
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
