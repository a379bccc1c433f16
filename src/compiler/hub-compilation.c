/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-compilation.h"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "hub-json.h"

static void
source_free (HubSource *self)
{
  g_free (self->name);
  g_free (self->path);
  g_free (self->text);
  g_free (self->style);
  g_free (self);
}

static void
sub_package_free (HubSubPackage *self)
{
  g_free (self->root);
  g_free (self->name);
  g_free (self);
}

static void
unit_free (HubUnit *self)
{
  g_free (self->path);
  g_free (self->style_scope);
  g_free (self->style_isolation);
  g_clear_pointer (&self->config, json_node_unref);
  g_clear_pointer (&self->using_components, g_hash_table_unref);
  g_clear_pointer (&self->generics, json_object_unref);
  g_clear_pointer (&self->placeholder, json_object_unref);
  g_free (self);
}

static void
output_free (HubOutput *self)
{
  g_free (self->name);
  g_free (self->file);
  g_free (self);
}

/* `setting.useCompilerPlugins`: a list of names, or false. */
static void
read_plugins (HubCompilation *self)
{
  JsonObject *setting = hub_json_get_object (hub_project_get_config (self->project), "setting");
  JsonArray *plugins = hub_json_get_array (setting, "useCompilerPlugins");

  for (guint i = 0; plugins != NULL && i < json_array_get_length (plugins); i++)
    {
      JsonNode *node = json_array_get_element (plugins, i);
      const char *name = JSON_NODE_HOLDS_VALUE (node)
                         && json_node_get_value_type (node) == G_TYPE_STRING
                         ? json_node_get_string (node) : "";

      self->typescript = self->typescript || g_str_equal (name, "typescript");
      self->sass = self->sass || g_str_equal (name, "sass");
      self->less = self->less || g_str_equal (name, "less");
    }
}

HubCompilation *
hub_compilation_new (HubProject *project, const char *output, const char *cache, gboolean release)
{
  HubCompilation *self = g_new0 (HubCompilation, 1);

  self->project = g_object_ref (project);
  self->root = g_strdup (hub_project_get_root (project));
  self->output = g_strdup (output);
  self->cache = g_strdup (cache);
  self->release = release;
  self->diagnostics = g_ptr_array_new_with_free_func (g_object_unref);
  self->sources = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                         (GDestroyNotify) source_free);
  self->source_names = g_ptr_array_new ();
  self->pages = g_ptr_array_new_with_free_func (g_free);
  self->sub_packages = g_ptr_array_new_with_free_func ((GDestroyNotify) sub_package_free);
  self->units = g_ptr_array_new_with_free_func ((GDestroyNotify) unit_free);
  self->unit_index = g_hash_table_new (g_str_hash, g_str_equal);
  self->outputs = g_ptr_array_new_with_free_func ((GDestroyNotify) output_free);
  self->line_map = json_object_new ();
  self->style_hash = g_checksum_new (G_CHECKSUM_SHA256);
  self->template_hash = g_checksum_new (G_CHECKSUM_SHA256);
  self->logic_hash = g_checksum_new (G_CHECKSUM_SHA256);
  read_plugins (self);
  return self;
}

void
hub_compilation_free (HubCompilation *self)
{
  g_clear_object (&self->project);
  g_free (self->root);
  g_free (self->output);
  g_free (self->cache);
  g_ptr_array_unref (self->diagnostics);
  g_ptr_array_unref (self->source_names);
  g_hash_table_unref (self->sources);
  g_clear_pointer (&self->app, json_object_unref);
  g_ptr_array_unref (self->pages);
  g_ptr_array_unref (self->sub_packages);
  g_hash_table_unref (self->unit_index);
  g_ptr_array_unref (self->units);
  g_ptr_array_unref (self->outputs);
  g_free (self->workers);
  g_free (self->working_on);
  g_clear_pointer (&self->pack, hub_cache_pack_free);
  json_object_unref (self->line_map);
  g_checksum_free (self->style_hash);
  g_checksum_free (self->template_hash);
  g_checksum_free (self->logic_hash);
  g_free (self);
}

void
hub_compilation_report (HubCompilation *self, HubSeverity severity, const char *code,
                        const char *file, guint line, guint column, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  self->reports++;
  self->failed = self->failed || severity == HUB_SEVERITY_ERROR;
  /* Warnings leave room for errors: a program that fails has to say why. */
  if (self->diagnostics->len >= HUB_DIAGNOSTICS_MAX / (severity == HUB_SEVERITY_ERROR ? 1 : 2))
    return;
  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (self->diagnostics,
                   hub_diagnostic_new (severity, code, message, file, line, column));
}

gboolean
hub_compilation_has_errors (HubCompilation *self)
{
  return self->failed;
}

void
hub_compilation_working_on (HubCompilation *self, const char *file)
{
  static int wanted = -1;
  g_autofree char *line = NULL;

  if (wanted < 0)
    wanted = g_getenv ("SUPERHUB_COMPILER_PROGRESS") != NULL;
  if (!wanted || g_strcmp0 (file, self->working_on) == 0)
    return;
  g_free (self->working_on);
  self->working_on = g_strdup (file);
  line = g_strdup_printf ("at %s\n", file);
  if (write (STDOUT_FILENO, line, strlen (line)) < 0)
    wanted = 0;
}

HubSource *
hub_compilation_find (HubCompilation *self, const char *name)
{
  return g_hash_table_lookup (self->sources, name);
}

static gboolean
read_source (HubCompilation *self, HubSource *source, GError **error)
{
  GBytes *kept = self->memory == NULL ? NULL
    : hub_compilation_memory_find_text (self->memory, source->path, source->size, source->mtime_ns);

  if (kept != NULL)
    {
      source->length = g_bytes_get_size (kept);
      source->text = g_malloc (source->length + 1);
      if (source->length > 0)
        memcpy (source->text, g_bytes_get_data (kept, NULL), source->length);
      source->text[source->length] = '\0';
      return TRUE;
    }
  hub_compilation_working_on (self, source->name);
  if (!g_file_get_contents (source->path, &source->text, &source->length, error))
    return FALSE;
  if (self->memory != NULL)
    hub_compilation_memory_keep_text (self->memory, source->path, source->mtime_ns, source->text,
                                      source->length);
  return TRUE;
}

const char *
hub_compilation_load (HubCompilation *self, HubSource *source, gsize *length)
{
  g_autoptr (GError) error = NULL;

  if (source->text == NULL && !source->failed)
    {
      source->failed = TRUE;
      if (source->size > HUB_SOURCE_MAX_BYTES)
        hub_compilation_report (self, HUB_SEVERITY_ERROR, "source.too_large", source->name, 0, 0,
                                _("larger than 10 MB; a source file of this size is not compiled"));
      else if (!read_source (self, source, &error))
        hub_compilation_report (self, HUB_SEVERITY_ERROR, "source.unreadable", source->name, 0, 0,
                                _("the file cannot be read: %s"), error->message);
      else
        source->failed = FALSE;
    }
  if (length != NULL)
    *length = source->length;
  return source->text;
}

const char *
hub_compilation_package_of (HubCompilation *self, const char *name)
{
  const char *best = "";

  for (guint i = 0; i < self->sub_packages->len; i++)
    {
      HubSubPackage *package = g_ptr_array_index (self->sub_packages, i);

      if (g_str_has_prefix (name, package->root) && strlen (package->root) > strlen (best))
        best = package->root;
    }
  return best;
}

gboolean
hub_compilation_write (HubCompilation *self, const char *name, const char *package,
                       const char *bytes, gsize length, GError **error)
{
  const char *extension = strrchr (name, '.');
  g_autofree char *file = g_strdup_printf ("%u%s", self->outputs->len, extension != NULL ? extension : "");
  g_autofree char *path = g_build_filename (self->output, file, NULL);
  HubOutput *output;

  if (self->outputs->len == 0 && g_mkdir_with_parents (self->output, 0700) != 0)
    {
      int saved = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), _("“%s” cannot be made: %s"),
                   self->output, g_strerror (saved));
      return FALSE;
    }
  if (self->memory == NULL || !hub_compilation_memory_link_output (self->memory, name, path, bytes, length))
    {
      if (!g_file_set_contents_full (path, bytes, length, G_FILE_SET_CONTENTS_NONE, 0600, error))
        return FALSE;
      if (self->memory != NULL)
        hub_compilation_memory_keep_output (self->memory, name, path, bytes, length);
    }
  output = g_new0 (HubOutput, 1);
  output->name = g_strdup (name);
  output->file = g_steal_pointer (&file);
  output->package = package;
  g_ptr_array_add (self->outputs, output);
  return TRUE;
}

HubUnit *
hub_compilation_add_unit (HubCompilation *self, HubUnitKind kind, const char *path)
{
  HubUnit *unit = g_new0 (HubUnit, 1);

  unit->kind = kind;
  unit->path = g_strdup (path);
  unit->package = hub_compilation_package_of (self, path);
  unit->using_components = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_ptr_array_add (self->units, unit);
  g_hash_table_insert (self->unit_index, unit->path, unit);
  return unit;
}

char *
hub_compilation_join (const char *from, const char *name)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autofree char *folder = name[0] == '/' ? g_strdup (".") : g_path_get_dirname (from);
  g_autofree char *joined = g_strconcat (folder, "/", name, NULL);
  g_auto (GStrv) split = g_strsplit (joined, "/", -1);

  for (guint i = 0; split[i] != NULL; i++)
    {
      if (split[i][0] == '\0' || g_str_equal (split[i], "."))
        continue;
      if (!g_str_equal (split[i], ".."))
        g_ptr_array_add (parts, split[i]);
      else if (parts->len > 0)
        g_ptr_array_set_size (parts, parts->len - 1);
      else
        return NULL;
    }
  g_ptr_array_add (parts, NULL);
  return g_strjoinv ("/", (char **) parts->pdata);
}
