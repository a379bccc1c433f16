/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-package-private.h"

#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "hub-error.h"
#include "hub-language.h"

#define N_LARGEST 10
#define N_NAMED 3

const HubPackageLimits hub_package_default_limits = {
  .max_package = 2 * 1024 * 1024,
  .max_total = 30 * 1024 * 1024,
  .max_files = 20000,
};

typedef struct
{
  const char *root;
  guint64     bytes;
  guint       files;
} PackageTotal;

static int
compare_roots (gconstpointer a, gconstpointer b)
{
  return strcmp (((const PackageTotal *) a)->root, ((const PackageTotal *) b)->root);
}

static int
compare_largest (gconstpointer a, gconstpointer b)
{
  const HubPackageFile *first = *(const HubPackageFile *const *) a;
  const HubPackageFile *second = *(const HubPackageFile *const *) b;

  if (first->size != second->size)
    return first->size > second->size ? -1 : 1;
  return strcmp (first->name, second->name);
}

/* (transfer full): PackageTotal of every package, the main one first. */
static GArray *
add_up (const HubPackageFile *files, gsize n_files, guint64 *total)
{
  GArray *packages = g_array_new (FALSE, FALSE, sizeof (PackageTotal));
  g_autoptr (GHashTable) indices = g_hash_table_new (g_str_hash, g_str_equal);
  PackageTotal main_package = { "", 0, 0 };

  *total = 0;
  g_array_append_val (packages, main_package);
  g_hash_table_insert (indices, (gpointer) "", GUINT_TO_POINTER (0));
  for (gsize i = 0; i < n_files; i++)
    {
      gpointer index;
      PackageTotal *package;

      if (!g_hash_table_lookup_extended (indices, files[i].package, NULL, &index))
        {
          PackageTotal added = { files[i].package, 0, 0 };

          index = GUINT_TO_POINTER (packages->len);
          g_array_append_val (packages, added);
          g_hash_table_insert (indices, (gpointer) files[i].package, index);
        }
      package = &g_array_index (packages, PackageTotal, GPOINTER_TO_UINT (index));
      package->bytes += files[i].size;
      package->files++;
      *total += files[i].size;
    }
  g_array_sort (packages, compare_roots);
  return packages;
}

static GPtrArray *
sort_by_size (const HubPackageFile *files, gsize n_files)
{
  GPtrArray *sorted = g_ptr_array_sized_new (n_files);

  for (gsize i = 0; i < n_files; i++)
    g_ptr_array_add (sorted, (gpointer) &files[i]);
  g_ptr_array_sort (sorted, compare_largest);
  return sorted;
}

static JsonNode *
describe (GArray *packages, GPtrArray *largest, guint64 total, const HubPackageLimits *limits)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "total");
  json_builder_add_int_value (builder, total);
  json_builder_set_member_name (builder, "files");
  json_builder_add_int_value (builder, largest->len);
  json_builder_set_member_name (builder, "packages");
  json_builder_begin_array (builder);
  for (guint i = 0; i < packages->len; i++)
    {
      PackageTotal *package = &g_array_index (packages, PackageTotal, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "root");
      json_builder_add_string_value (builder, package->root);
      json_builder_set_member_name (builder, "bytes");
      json_builder_add_int_value (builder, package->bytes);
      json_builder_set_member_name (builder, "limit");
      json_builder_add_int_value (builder, limits->max_package);
      json_builder_set_member_name (builder, "files");
      json_builder_add_int_value (builder, package->files);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "largest");
  json_builder_begin_array (builder);
  for (guint i = 0; i < MIN (largest->len, N_LARGEST); i++)
    {
      const HubPackageFile *file = g_ptr_array_index (largest, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "name");
      json_builder_add_string_value (builder, file->name);
      json_builder_set_member_name (builder, "bytes");
      json_builder_add_int_value (builder, file->size);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

/* "images/a.png (50 MB), …": the largest files of one package, or of all where @root is NULL. */
static char *
name_largest (GPtrArray *largest, const char *root)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint named = 0;

  for (guint i = 0; i < largest->len && named < N_NAMED; i++)
    {
      const HubPackageFile *file = g_ptr_array_index (largest, i);
      g_autofree char *size = NULL;

      if (root != NULL && !g_str_equal (file->package, root))
        continue;
      size = g_format_size_full (file->size, G_FORMAT_SIZE_IEC_UNITS);
      g_string_append_printf (text, "%s%s (%s)", named > 0 ? ", " : "", file->name, size);
      named++;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
refuse_size (const char *root, guint64 bytes, guint64 limit, GPtrArray *largest, GError **error)
{
  g_autofree char *size = g_format_size_full (bytes, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *allowed = g_format_size_full (limit, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *files = name_largest (largest, root);

  if (root == NULL)
    hub_set_error (error, HUB_ERROR_TOO_LARGE, "package.too_large",
                   _("The program has %s in all; %s are allowed. Its largest files: %s"),
                   size, allowed, files);
  else if (root[0] == '\0')
    hub_set_error (error, HUB_ERROR_TOO_LARGE, "package.too_large",
                   _("The main package has %s; %s are allowed. Its largest files: %s"),
                   size, allowed, files);
  else
    hub_set_error (error, HUB_ERROR_TOO_LARGE, "package.too_large",
                   _("The sub-package “%s” has %s; %s are allowed. Its largest files: %s"),
                   root, size, allowed, files);
}

/*
 * hub_package_check_limits:
 * @files: what is or would be in the package
 * @n_files: their number
 * @limits: what is allowed
 * @sizes: (out) (optional) (transfer full): the table, also on failure
 * @error: (out) (optional): "package.too_large", "package.too_many_files"
 *
 * Returns: whether all limits are kept
 */
gboolean
hub_package_check_limits (const HubPackageFile *files, gsize n_files,
                          const HubPackageLimits *limits, JsonNode **sizes, GError **error)
{
  guint64 total;
  g_autoptr (GArray) packages = add_up (files, n_files, &total);
  g_autoptr (GPtrArray) largest = sort_by_size (files, n_files);

  if (sizes != NULL)
    *sizes = describe (packages, largest, total, limits);
  if (n_files > limits->max_files)
    {
      hub_set_error (error, HUB_ERROR_TOO_LARGE, "package.too_many_files",
                     _("The program has %zu files; %u are allowed. Leave out what it does "
                       "not need with packOptions.ignore in project.config.json"),
                     n_files, limits->max_files);
      return FALSE;
    }
  for (guint i = 0; i < packages->len; i++)
    {
      PackageTotal *package = &g_array_index (packages, PackageTotal, i);

      if (package->bytes > limits->max_package)
        {
          refuse_size (package->root, package->bytes, limits->max_package, largest, error);
          return FALSE;
        }
    }
  if (total > limits->max_total)
    {
      refuse_size (NULL, total, limits->max_total, largest, error);
      return FALSE;
    }
  return TRUE;
}

/**
 * hub_package_check_sizes:
 * @entries: (array length=n_entries): the files to pack
 * @n_entries: their number
 * @limits: (nullable): what is allowed, or %NULL for the default
 * @sizes: (out) (optional) (transfer full): `{"total": n, "files": n, "packages": [{"root": "",
 *   "bytes": n, "limit": n, "files": n}, …], "largest": [{"name", "bytes"}, … 10]}`; filled
 *   also when a limit is broken, so that the table can be shown
 * @error: (out) (optional): "package.too_large" naming the package, its size, the limit and its three
 *   largest files; "package.too_many_files"; or the file system's
 *
 * Client and platform run this same check. Reads the sizes of the files, not the files; any thread.
 *
 * Returns: whether all limits are kept
 */
gboolean
hub_package_check_sizes (const HubPackageEntry *entries, gsize n_entries,
                         const HubPackageLimits *limits, JsonNode **sizes, GError **error)
{
  g_autofree HubPackageFile *files = g_new0 (HubPackageFile, MAX (n_entries, 1));

  if (sizes != NULL)
    *sizes = NULL;
  for (gsize i = 0; i < n_entries; i++)
    {
      struct stat info;

      if (stat (entries[i].path, &info) != 0)
        {
          hub_package_set_errno (error, errno, entries[i].path, FALSE);
          return FALSE;
        }
      files[i].name = entries[i].name;
      files[i].package = entries[i].package != NULL ? entries[i].package : "";
      files[i].size = info.st_size;
    }
  return hub_package_check_limits (files, n_entries,
                                   limits != NULL ? limits : &hub_package_default_limits,
                                   sizes, error);
}
