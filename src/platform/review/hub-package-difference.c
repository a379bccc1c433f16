/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-package-difference.h"

#include <string.h>

#include "hub-json.h"

/* Files that are listed; all are counted. */
#define MAX_FILES 1000

typedef struct
{
  JsonArray *files;
  gint64     added;
  gint64     removed;
  gint64     changed;
  gint64     same;
  gint64     bytes_before;
  gint64     bytes;
} Files;

static JsonArray *
get_files (const HubPackageSide *side)
{
  return side->package == NULL
           ? NULL : hub_json_get_array (json_node_get_object (hub_package_get_manifest (side->package)), "files");
}

static JsonObject *
file_at (JsonArray *files, guint index)
{
  return files != NULL && index < json_array_get_length (files) ? json_array_get_object_element (files, index) : NULL;
}

static void
list_file (Files *self, JsonObject *before, JsonObject *after)
{
  JsonObject *object;

  if (json_array_get_length (self->files) >= MAX_FILES)
    return;
  object = json_object_new ();
  json_object_set_string_member (object, "name", hub_json_get_string (after != NULL ? after : before, "name", ""));
  json_object_set_string_member (object, "change", before == NULL ? "added" : after == NULL ? "removed" : "changed");
  json_object_set_int_member (object, "bytes_before", hub_json_get_int (before, "size", 0));
  json_object_set_int_member (object, "bytes", hub_json_get_int (after, "size", 0));
  json_array_add_object_element (self->files, object);
}

static void
count_file (Files *self, JsonObject *before, JsonObject *after)
{
  self->bytes_before += hub_json_get_int (before, "size", 0);
  self->bytes += hub_json_get_int (after, "size", 0);
  if (before != NULL && after != NULL
      && g_str_equal (hub_json_get_string (before, "sha256", ""), hub_json_get_string (after, "sha256", "")))
    {
      self->same++;
      return;
    }
  if (before == NULL)
    self->added++;
  else if (after == NULL)
    self->removed++;
  else
    self->changed++;
  list_file (self, before, after);
}

/* Both manifests are sorted by the bytes of the names: the reader has checked that. */
static void
compare_files (Files *self, JsonArray *before, JsonArray *after)
{
  guint i = 0, j = 0;

  while (file_at (before, i) != NULL || file_at (after, j) != NULL)
    {
      JsonObject *left = file_at (before, i);
      JsonObject *right = file_at (after, j);
      int order = left == NULL ? 1 : right == NULL ? -1
                  : strcmp (hub_json_get_string (left, "name", ""), hub_json_get_string (right, "name", ""));

      count_file (self, order <= 0 ? left : NULL, order >= 0 ? right : NULL);
      i += order <= 0;
      j += order >= 0;
    }
}

static GHashTable *
set_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
add_texts (GHashTable *set, JsonObject *facts, const char *member)
{
  JsonArray *texts = hub_json_get_array (facts, member);

  for (guint i = 0; texts != NULL && i < json_array_get_length (texts); i++)
    g_hash_table_add (set, g_strdup (json_array_get_string_element (texts, i)));
}

static void
add_findings (GHashTable *set, JsonObject *facts, const char *kind)
{
  JsonArray *findings = hub_json_get_array (facts, "findings");

  for (guint i = 0; findings != NULL && i < json_array_get_length (findings); i++)
    {
      JsonObject *finding = json_array_get_object_element (findings, i);

      if (g_str_equal (hub_json_get_string (finding, "kind", ""), kind))
        g_hash_table_add (set, g_strdup (hub_json_get_string (finding, "name", "")));
    }
}

/* What is compared by name, and where it stands in the facts. */
static GHashTable *
read_set (JsonObject *facts, const char *what)
{
  GHashTable *set = set_new ();

  if (g_str_equal (what, "permissions"))
    {
      add_texts (set, facts, "private_infos");
      add_texts (set, facts, "permissions");
      add_texts (set, facts, "background_modes");
    }
  else if (g_str_equal (what, "private_apis"))
    add_findings (set, facts, "api");
  else if (g_str_equal (what, "domains"))
    add_findings (set, facts, "address");
  else
    add_texts (set, facts, what);
  return set;
}

static JsonArray *
list_missing (GHashTable *from, GHashTable *in)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (from), (GCompareFunc) strcmp);
  JsonArray *missing = json_array_new ();

  for (GList *at = names; at != NULL; at = at->next)
    if (!g_hash_table_contains (in, at->data))
      json_array_add_string_element (missing, at->data);
  return missing;
}

static void
add_change (JsonObject *object, const char *what, JsonObject *before, JsonObject *after)
{
  g_autoptr (GHashTable) old = read_set (before, what);
  g_autoptr (GHashTable) new = read_set (after, what);
  JsonObject *change = json_object_new ();

  json_object_set_array_member (change, "added", list_missing (new, old));
  json_object_set_array_member (change, "removed", list_missing (old, new));
  json_object_set_object_member (object, what, change);
}

/**
 * hub_package_difference_read:
 * @before: the online version; nothing for a first release
 * @after: the version in review
 *
 * Compares two packages by what their manifests say of each file and by what was read in their scripts: no bytes of files
 * are compared or shown. Bounded. May be called in any thread.
 *
 * Returns: (transfer full): the members of the schema VersionDifference that depend on the packages
 */
JsonObject *
hub_package_difference_read (const HubPackageSide *before, const HubPackageSide *after)
{
  static const char *const names[] = { "pages", "permissions", "private_apis", "domains", "plugins" };
  Files files = { .files = json_array_new () };
  JsonObject *object = json_object_new ();

  compare_files (&files, get_files (before), get_files (after));
  json_object_set_int_member (object, "bytes_before", files.bytes_before);
  json_object_set_int_member (object, "bytes", files.bytes);
  json_object_set_int_member (object, "files_added", files.added);
  json_object_set_int_member (object, "files_removed", files.removed);
  json_object_set_int_member (object, "files_changed", files.changed);
  json_object_set_int_member (object, "files_same", files.same);
  json_object_set_boolean_member (object, "truncated",
                                  files.added + files.removed + files.changed > json_array_get_length (files.files));
  json_object_set_array_member (object, "files", files.files);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    add_change (object, names[i], before->facts, after->facts);
  return object;
}
