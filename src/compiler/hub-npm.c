/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-npm.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hub-error.h"
#include "hub-json.h"
#include "hub-paths.h"

#define PROGRAM "superhub-compiler"

/* The answer is the last line; before it stand the names of files. */
static void
finished (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GSubprocess *process = G_SUBPROCESS (source);
  g_autofree char *output = NULL;
  g_autoptr (JsonNode) node = NULL;
  GError *error = NULL;
  const char *line;
  const char *name;

  if (!g_subprocess_communicate_utf8_finish (process, result, &output, NULL, &error))
    {
      g_subprocess_force_exit (process);
      g_task_return_error (task, error);
      return;
    }
  line = output != NULL ? g_strrstr (output, "\n{") : NULL;
  line = line != NULL ? line + 1 : output;
  node = line != NULL && line[0] == '{' ? hub_json_parse (line, -1, PROGRAM, NULL) : NULL;
  name = node != NULL ? hub_json_get_string (json_node_get_object (node), "error", NULL) : NULL;
  if (name != NULL)
    g_task_return_error (task, hub_error_new (g_str_has_prefix (name, "io.") ? HUB_ERROR_STORAGE
                                                                             : HUB_ERROR_FAILED,
                                              name, "%s",
                                              hub_json_get_string (json_node_get_object (node),
                                                                   "message", "")));
  else if (node != NULL)
    g_task_return_pointer (task, g_steal_pointer (&node), (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, hub_error_new (HUB_ERROR_FAILED, "compiler.crashed", "%s",
                                              _("Building the npm packages was interrupted; nothing was "
                                                "changed")));
}

/**
 * hub_npm_build_async:
 * @project: a project
 * @cancellable: (nullable): stops it
 * @callback: called in the thread-default main context
 * @user_data: for @callback
 *
 * Builds miniprogram_npm from node_modules, as “Build npm” of other tools does.
 */
void
hub_npm_build_async (HubProject *project, GCancellable *cancellable, GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (project, cancellable, callback, user_data);
  g_autofree char *program = hub_paths_find_helper (PROGRAM, NULL);
  g_autoptr (GSubprocess) process = NULL;
  GError *error = NULL;

  g_return_if_fail (HUB_IS_PROJECT (project));

  g_task_set_source_tag (task, hub_npm_build_async);
  if (program == NULL)
    {
      g_task_return_error (task,
                           hub_error_new (HUB_ERROR_NOT_FOUND, "compiler.missing",
                                          _("“%s” is missing from the installation; install it again"),
                                          PROGRAM));
      return;
    }
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--npm", "--project",
                              hub_project_get_folder (project), NULL);
  if (process == NULL)
    g_task_return_error (task, error);
  else
    g_subprocess_communicate_utf8_async (process, NULL, cancellable, finished, g_steal_pointer (&task));
}

/**
 * hub_npm_build_finish:
 * @project: a project
 * @result: the result given to the callback
 * @error: (out) (optional): "npm.no_packages", "compiler.crashed", "compiler.missing", "io.*", "cancelled"
 *
 * Returns: (transfer full) (nullable): an object with `packages` and `diagnostics`
 */
JsonNode *
hub_npm_build_finish (HubProject *project, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, project), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
