/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-project.h"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hub-error.h"
#include "hub-file-tree.h"
#include "hub-json.h"
#include "hub-paths.h"
#include "hub-project-private.h"

#define TEMPLATE_FILE "template.json"
#define TEMPLATE_FILE_MAX (64 * 1024)
#define MAX_DEPTH 16

static const char *const template_folders[] = { "templates", "samples" };

/**
 * hub_template_free:
 * @self: (transfer full) (nullable): a template
 */
void
hub_template_free (HubTemplate *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->title);
  g_free (self->description);
  g_free (self);
}

/* What the installed template.json files say, for the message catalogues: xgettext does not read JSON. */
static const char *const template_texts[] G_GNUC_UNUSED = {
  N_("Blank"),
  N_("One page, and nothing to remove"),
  N_("Tabs"),
  N_("Two pages on a tab bar: a list and a page about it"),
  N_("Corner Shop"),
  N_("A small neighbourhood shop: menu, product page, basket, order form and past orders"),
};

static const char *
translated (const char *text)
{
  return text[0] == '\0' ? text : g_dgettext (GETTEXT_PACKAGE, text);
}

/* A folder without a readable template.json is no template. */
static HubTemplate *
read_template (const char *folder, const char *id)
{
  g_autofree char *path = g_build_filename (folder, id, TEMPLATE_FILE, NULL);
  g_autoptr (JsonNode) node = hub_json_parse_file (path, TEMPLATE_FILE_MAX, NULL);
  HubTemplate *self;
  JsonObject *object;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  object = json_node_get_object (node);
  self = g_new0 (HubTemplate, 1);
  self->id = g_strdup (id);
  self->title = g_strdup (translated (hub_json_get_string (object, "title", id)));
  self->description = g_strdup (translated (hub_json_get_string (object, "description", "")));
  return self;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_names (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

/**
 * hub_project_list_templates:
 *
 * Returns: (transfer full) (element-type HubTemplate): the templates, then the samples, each by id
 */
GPtrArray *
hub_project_list_templates (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) hub_template_free);

  for (guint i = 0; i < G_N_ELEMENTS (template_folders); i++)
    {
      g_autofree char *folder = hub_paths_find_data (template_folders[i], NULL);
      g_autoptr (GPtrArray) names = NULL;

      if (folder == NULL)
        continue;
      names = list_names (folder);
      for (guint n = 0; n < names->len; n++)
        {
          HubTemplate *item = read_template (folder, g_ptr_array_index (names, n));

          if (item != NULL)
            g_ptr_array_add (list, item);
        }
    }
  return list;
}

static char *
find_template (const char *id, GError **error)
{
  gboolean plain = id[0] != '\0' && id[0] != '.' && strchr (id, '/') == NULL;

  for (guint i = 0; plain && i < G_N_ELEMENTS (template_folders); i++)
    {
      g_autofree char *folder = hub_paths_find_data (template_folders[i], NULL);
      g_autofree char *path = NULL;
      g_autofree char *description = NULL;

      if (folder == NULL)
        continue;
      path = g_build_filename (folder, id, NULL);
      description = g_build_filename (path, TEMPLATE_FILE, NULL);
      if (g_file_test (description, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&path);
    }
  hub_set_error (error, HUB_ERROR_NOT_FOUND, "project.no_template",
                 _("There is no template “%s”"), id);
  return NULL;
}

static gboolean
copy_folder (const char *from, const char *to, guint depth, GError **error)
{
  g_autoptr (GPtrArray) names = list_names (from);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);

      if ((depth == 0 && g_str_equal (name, TEMPLATE_FILE)) || depth > MAX_DEPTH)
        continue;
      if (g_file_test (source, G_FILE_TEST_IS_DIR))
        {
          if (g_mkdir (target, 0755) != 0)
            {
              g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                           _("“%s” cannot be made: %s"), target, g_strerror (errno));
              return FALSE;
            }
          if (!copy_folder (source, target, depth + 1, error))
            return FALSE;
        }
      else
        {
          g_autofree char *bytes = NULL;
          gsize length;

          /* Not g_file_copy(): an installed template may be read-only, the copy must not be. */
          if (!g_file_get_contents (source, &bytes, &length, error)
              || !g_file_set_contents_full (target, bytes, length, G_FILE_SET_CONTENTS_NONE, 0644,
                                            error))
            return FALSE;
        }
    }
  return TRUE;
}

/* Nothing, or a folder with nothing in it, may stand where the new program goes. */
static gboolean
check_target (const char *folder, GError **error)
{
  g_autoptr (GPtrArray) names = NULL;

  if (!g_file_test (folder, G_FILE_TEST_EXISTS) && !g_file_test (folder, G_FILE_TEST_IS_SYMLINK))
    return TRUE;
  names = list_names (folder);
  if (g_file_test (folder, G_FILE_TEST_IS_DIR) && names->len == 0
      && access (folder, R_OK | W_OK) == 0)
    return TRUE;
  hub_set_error (error, HUB_ERROR_CONFLICT, "project.not_empty",
                 _("“%s” is already in use: choose a new or an empty folder"), folder);
  return FALSE;
}

/**
 * hub_project_create:
 * @template_id: the id of one of hub_project_list_templates()
 * @folder: the folder to make; missing, or empty. Folders above it are made too
 * @name: the new program's name
 * @error: (out) (optional): "project.no_template", "project.not_empty", or the file system's
 *
 * Copies a template. Everything is made in a folder beside @folder, which then takes its name: there
 * is all of it or nothing.
 *
 * Returns: whether it was made
 */
gboolean
hub_project_create (const char *template_id, const char *folder, const char *name, GError **error)
{
  g_autofree char *source = NULL;
  g_autofree char *absolute = NULL;
  g_autofree char *parent = NULL;
  g_autofree char *made = NULL;
  gboolean done;

  g_return_val_if_fail (template_id != NULL && folder != NULL && name != NULL, FALSE);

  absolute = g_canonicalize_filename (folder, NULL);
  source = find_template (template_id, error);
  if (source == NULL || !check_target (absolute, error))
    return FALSE;
  parent = g_path_get_dirname (absolute);
  made = g_build_filename (parent, ".superhub-new-XXXXXX", NULL);
  if (g_mkdir_with_parents (parent, 0755) != 0 || g_mkdtemp_full (made, 0755) == NULL)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   _("“%s” cannot be made: %s"), absolute, g_strerror (errno));
      return FALSE;
    }
  done = copy_folder (source, made, 0, error)
         && hub_project_config_write (made, "projectname", name, error);
  if (done && g_rename (made, absolute) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   _("“%s” cannot be made: %s"), absolute, g_strerror (errno));
      done = FALSE;
    }
  if (!done)
    hub_file_tree_remove (made);
  return done;
}
