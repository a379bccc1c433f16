/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-project.h"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <unistd.h>

#include "hub-error.h"
#include "hub-json-text.h"
#include "hub-json.h"
#include "hub-project-private.h"

struct _HubProject
{
  GObject   parent_instance;

  char     *folder;
  char     *root;
  char     *name;
  char     *app_id;
  JsonNode *config;      /* NULL without a project.config.json */
  gboolean  url_check;
};

G_DEFINE_FINAL_TYPE (HubProject, hub_project, G_TYPE_OBJECT)

static void
hub_project_finalize (GObject *object)
{
  HubProject *self = HUB_PROJECT (object);

  g_free (self->folder);
  g_free (self->root);
  g_free (self->name);
  g_free (self->app_id);
  g_clear_pointer (&self->config, json_node_unref);
  G_OBJECT_CLASS (hub_project_parent_class)->finalize (object);
}

static void
hub_project_class_init (HubProjectClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hub_project_finalize;
}

static void
hub_project_init (HubProject *self)
{
  self->url_check = TRUE;
}

static void
set_config_error (GError **error, const char *name, const char *text, gsize length, gsize offset,
                  const char *problem)
{
  guint line;
  guint column;

  hub_text_position (text, length, offset, &line, &column);
  hub_set_error (error, HUB_ERROR_INVALID, "project.bad_config", "%s:%u:%u: %s", name, line,
                 column, problem);
}

/* @text is kept for the places of later complaints. A missing file is no error: @node is NULL. */
static gboolean
read_config (const char *folder, const char *name, char **text, gsize *length, JsonNode **node,
             GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *problem = NULL;
  gsize offset;

  *node = NULL;
  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                            G_FILE_QUERY_INFO_NONE, NULL, &local);
  if (info == NULL && g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;
  if (info != NULL && (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR
                       || g_file_info_get_size (info) > HUB_PROJECT_CONFIG_MAX))
    {
      hub_set_error (error, HUB_ERROR_INVALID, "project.bad_config",
                     _("%s: not a file of at most 1 MB"), name);
      return FALSE;
    }
  if (info == NULL || !g_file_load_contents (file, NULL, text, length, NULL, &local))
    {
      hub_set_error (error, HUB_ERROR_INVALID, "project.bad_config", _("%s cannot be read: %s"),
                     name, local->message);
      return FALSE;
    }
  if (!hub_json_text_check (*text, *length, &problem, &offset))
    {
      set_config_error (error, name, *text, *length, offset, problem);
      return FALSE;
    }
  *node = hub_json_parse (*text, *length, name, error);
  if (*node != NULL && !JSON_NODE_HOLDS_OBJECT (*node))
    {
      g_clear_pointer (node, json_node_unref);
      set_config_error (error, name, *text, *length, 0, _("an object “{…}” is expected"));
    }
  return *node != NULL;
}

static JsonObject *
root_object (JsonNode *node)
{
  return node == NULL ? NULL : json_node_get_object (node);
}

/* The folder `miniprogramRoot` names; it has to stay inside the project, symbolic links resolved. */
static char *
find_root (const char *folder, JsonNode *config, const char *text, gsize length, GError **error)
{
  const char *const path[] = { "miniprogramRoot", NULL };
  const char *named = hub_json_get_string (root_object (config), "miniprogramRoot", "");
  g_autofree char *joined = g_build_filename (folder, named, NULL);
  g_autofree char *root = realpath (joined, NULL);
  g_autofree char *below = g_str_equal (folder, "/") ? g_strdup ("/")
                                                     : g_strconcat (folder, "/", NULL);
  gsize start = 0;

  if (root != NULL && (g_str_equal (root, folder) || g_str_has_prefix (root, below))
      && g_file_test (root, G_FILE_TEST_IS_DIR))
    return g_strdup (root);
  if (text != NULL)
    hub_json_text_find (text, length, path, &start, NULL);
  {
    g_autofree char *problem =
      g_strdup_printf (_("miniprogramRoot “%s” is not a folder of this project; if a build makes "
                         "it, run that first"), named);

    set_config_error (error, HUB_PROJECT_CONFIG_FILE, text != NULL ? text : "", length, start,
                      problem);
  }
  return NULL;
}

/**
 * hub_project_reload:
 * @self: a project
 * @error: (out) (optional): "project.bad_config"
 *
 * Reads project.config.json and project.private.config.json again. Strings got from @self before
 * are no longer valid.
 *
 * Returns: whether it could be read; otherwise nothing changed
 */
gboolean
hub_project_reload (HubProject *self, GError **error)
{
  g_autoptr (JsonNode) config = NULL;
  g_autoptr (JsonNode) private_config = NULL;
  g_autofree char *text = NULL;
  g_autofree char *private_text = NULL;
  g_autofree char *root = NULL;
  gsize length = 0;
  gsize private_length = 0;
  JsonObject *setting;
  const char *name;
  const char *app_id;

  g_return_val_if_fail (HUB_IS_PROJECT (self), FALSE);

  if (!read_config (self->folder, HUB_PROJECT_CONFIG_FILE, &text, &length, &config, error)
      || !read_config (self->folder, HUB_PROJECT_PRIVATE_FILE, &private_text, &private_length,
                       &private_config, error))
    return FALSE;
  root = find_root (self->folder, config, text, length, error);
  if (root == NULL)
    return FALSE;

  g_free (self->root);
  self->root = g_steal_pointer (&root);
  name = hub_json_get_string (root_object (config), "projectname", "");
  g_free (self->name);
  self->name = name[0] != '\0' ? g_strdup (name) : g_filename_display_basename (self->folder);
  app_id = hub_json_get_string (root_object (config), "appid", "");
  g_free (self->app_id);
  self->app_id = app_id[0] != '\0' ? g_strdup (app_id) : NULL;
  setting = hub_json_get_object (root_object (config), "setting");
  self->url_check = hub_json_get_boolean (setting, "urlCheck", TRUE);
  setting = hub_json_get_object (root_object (private_config), "setting");
  self->url_check = hub_json_get_boolean (setting, "urlCheck", self->url_check);
  g_clear_pointer (&self->config, json_node_unref);
  self->config = g_steal_pointer (&config);
  return TRUE;
}

/* People often open the folder above the program: name the one they may have meant. */
static void
set_no_app_json (GError **error, const char *root)
{
  static const char *const usual[] = { "dist", "miniprogram", "src", "app" };

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    {
      g_autofree char *path = g_build_filename (root, usual[i], "app.json", NULL);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        {
          hub_set_error (error, HUB_ERROR_NOT_FOUND, "project.no_app_json",
                         _("“%s” has no app.json, so it is not a mini program: open its folder “%s”, "
                           "which has one"), root, usual[i]);
          return;
        }
    }
  hub_set_error (error, HUB_ERROR_NOT_FOUND, "project.no_app_json",
                 _("“%s” has no app.json, so it is not a mini program: open the folder that holds "
                   "app.json, or start a new program from a template"), root);
}

static gboolean
check_folder (const char *path, char **canonical, GError **error)
{
  *canonical = realpath (path, NULL);
  if (*canonical == NULL && (errno == ENOENT || errno == ENOTDIR || errno == ELOOP))
    hub_set_error (error, HUB_ERROR_NOT_FOUND, "project.not_found",
                   _("The folder “%s” does not exist"), path);
  else if (*canonical == NULL)
    hub_set_error (error, HUB_ERROR_DENIED, "project.unreadable", _("“%s” cannot be read: %s"),
                   path, g_strerror (errno));
  else if (!g_file_test (*canonical, G_FILE_TEST_IS_DIR))
    hub_set_error (error, HUB_ERROR_INVALID, "project.not_a_folder",
                   _("“%s” is not a folder: open the folder that holds app.json"), path);
  else if (access (*canonical, R_OK | X_OK) != 0)
    hub_set_error (error, HUB_ERROR_DENIED, "project.unreadable", _("“%s” cannot be read: %s"),
                   path, g_strerror (errno));
  else
    return TRUE;
  return FALSE;
}

/**
 * hub_project_open:
 * @path: a folder, absolute or relative to the working directory
 * @error: (out) (optional): "project.not_found", "project.not_a_folder", "project.unreadable",
 *   "project.no_app_json", "project.bad_config" as `project.config.json:line:column: what`
 *
 * Opens a project. An app.json that cannot be parsed is not an error here: the compiler reports it.
 *
 * Returns: (transfer full) (nullable): the project
 */
HubProject *
hub_project_open (const char *path, GError **error)
{
  g_autoptr (HubProject) self = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *app_json = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (!check_folder (path, &folder, error))
    return NULL;
  self = g_object_new (HUB_TYPE_PROJECT, NULL);
  self->folder = g_steal_pointer (&folder);
  if (!hub_project_reload (self, error))
    return NULL;
  app_json = g_build_filename (self->root, "app.json", NULL);
  if (!g_file_test (app_json, G_FILE_TEST_IS_REGULAR))
    {
      set_no_app_json (error, self->root);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * hub_project_get_folder:
 * @self: a project
 *
 * Returns: (transfer none): the folder, absolute and with symbolic links resolved
 */
const char *
hub_project_get_folder (HubProject *self)
{
  g_return_val_if_fail (HUB_IS_PROJECT (self), NULL);
  return self->folder;
}

/**
 * hub_project_get_root:
 * @self: a project
 *
 * Returns: (transfer none): the folder app.json stands in, absolute
 */
const char *
hub_project_get_root (HubProject *self)
{
  g_return_val_if_fail (HUB_IS_PROJECT (self), NULL);
  return self->root;
}

/**
 * hub_project_get_name:
 * @self: a project
 *
 * Returns: (transfer none): `projectname`, or the folder's name
 */
const char *
hub_project_get_name (HubProject *self)
{
  g_return_val_if_fail (HUB_IS_PROJECT (self), NULL);
  return self->name;
}

/**
 * hub_project_get_app_id:
 * @self: a project
 *
 * Returns: (transfer none) (nullable): `appid`
 */
const char *
hub_project_get_app_id (HubProject *self)
{
  g_return_val_if_fail (HUB_IS_PROJECT (self), NULL);
  return self->app_id;
}

/**
 * hub_project_get_url_check:
 * @self: a project
 *
 * Returns: `setting.urlCheck`, that of project.private.config.json first; %TRUE where neither
 *   says so
 */
gboolean
hub_project_get_url_check (HubProject *self)
{
  g_return_val_if_fail (HUB_IS_PROJECT (self), TRUE);
  return self->url_check;
}

/**
 * hub_project_get_config:
 * @self: a project
 *
 * Returns: (transfer none) (nullable): all of project.config.json, as last read
 */
JsonObject *
hub_project_get_config (HubProject *self)
{
  g_return_val_if_fail (HUB_IS_PROJECT (self), NULL);
  return root_object (self->config);
}

/**
 * hub_project_set_config_string:
 * @self: a project
 * @key: a member of project.config.json: "appid"
 * @value: its new value
 * @error: (out) (optional): "project.bad_config" where the file is broken, or the file system's
 *
 * Changes one value and leaves every other byte of the file; makes the file when there is none.
 *
 * Returns: whether it was written; otherwise the old file is intact
 */
gboolean
hub_project_set_config_string (HubProject *self, const char *key, const char *value,
                               GError **error)
{
  g_return_val_if_fail (HUB_IS_PROJECT (self), FALSE);
  g_return_val_if_fail (key != NULL && value != NULL, FALSE);

  return hub_project_config_write (self->folder, key, value, error)
         && hub_project_reload (self, error);
}
