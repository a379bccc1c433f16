/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Builds come in here: starting a program and keeping it up to date. */
#include "hub-simulator-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-json.h"
#include "hub-paths.h"
#include "hub-sandbox.h"

#define DEFAULT_SCENE 1001

static char *
lookup_in_build (const char *name, gpointer user_data)
{
  return hub_build_lookup (user_data, name);
}

static void
add_device (JsonObject *start, const HubDeviceProfile *device)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", device->name);
  json_object_set_string_member (object, "platform", device->platform);
  json_object_set_int_member (object, "width", device->width);
  json_object_set_int_member (object, "height", device->height);
  json_object_set_int_member (object, "statusBarHeight", device->status_bar);
  json_object_set_int_member (object, "safeBottom", device->safe_bottom);
  json_object_set_double_member (object, "pixelRatio", device->pixel_ratio);
  json_object_set_object_member (start, "device", object);
}

static void
add_launch (JsonObject *start, const char *path, const char *query, int scene)
{
  JsonObject *object = json_object_new ();

  if (path != NULL)
    json_object_set_string_member (object, "path", path);
  json_object_set_string_member (object, "query", query != NULL ? query : "");
  json_object_set_int_member (object, "scene", scene > 0 ? scene : DEFAULT_SCENE);
  json_object_set_object_member (start, "launch", object);
}

/* A shell's URL: its query makes each start a new document, its fragment says how to start. */
static char *
start_uri (HubSimulator *self, const char *path, const char *query)
{
  const char *const *languages = g_get_language_names ();
  g_autofree char *language = g_strdelimit (g_strdup (languages[0]), "_.@", '\0');
  JsonObject *start = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  g_autofree char *fragment = NULL;

  add_device (start, self->device);
  add_launch (start, path, query, self->condition_scene);
  json_object_set_string_member (start, "theme", self->dark ? "dark" : "light");
  json_object_set_boolean_member (start, "embedded", TRUE);
  if (self->update != NULL)
    json_object_set_string_member (start, "update", self->update);
  json_object_set_string_member (start, "language",
                                 g_str_equal (language, "C") ? "en" : language);
  json_node_take_object (node, start);
  text = hub_json_to_string (node, FALSE);
  fragment = g_uri_escape_string (text, NULL, FALSE);
  return g_strdup_printf ("%sruntime/shell.html?%u#%s", HUB_PROGRAM_BASE, ++self->launches, fragment);
}

static gboolean
build_has_page (HubBuild *build, const char *page)
{
  char **pages = hub_build_get_pages (build);

  return page != NULL && pages != NULL && g_strv_contains ((const char *const *) pages, page);
}

static gboolean
check_runtime (HubSimulator *self)
{
  static const char *const parts[] = { "runtime/shell.html", "runtime/shell.js", "runtime/logic.js",
                                       "runtime/page.html", "runtime/view.js" };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *path = hub_paths_find_data (parts[i], &error);

      if (path == NULL)
        {
          hub_simulator_fail (self, HUB_SIMULATOR_UNAVAILABLE, error->message);
          return FALSE;
        }
    }
  if (!hub_sandbox_check (&error))
    {
      hub_simulator_fail (self, HUB_SIMULATOR_UNAVAILABLE, error->message);
      return FALSE;
    }
  return TRUE;
}

/* Starts the good build in a fresh document: from the condition's page, or where the person is. */
void
hub_simulator_launch (HubSimulator *self, gboolean keep_page)
{
  gboolean stay = keep_page && build_has_page (self->good, self->page);
  g_autofree char *uri = NULL;

  if (self->good == NULL || !check_runtime (self))
    return;
  if (self->state == HUB_SIMULATOR_SILENT)
    hub_simulator_end_view (self);
  uri = start_uri (self, stay ? self->page : self->condition_path,
                   stay ? self->query : self->condition_query);
  self->ready = FALSE;
  self->loaded = FALSE;
  hub_host_reset (self->host);
  hub_simulator_set_state (self, HUB_SIMULATOR_STARTING);
  webkit_web_view_load_uri (self->view, uri);
  hub_simulator_watch (self);
}

static void
on_reloaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HubSimulator) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = hub_simulator_evaluate_finish (self, result, &error);

  /* Where the running program cannot take the change, a start on the same page can. */
  if (answer == NULL && self->state == HUB_SIMULATOR_RUNNING)
    hub_simulator_launch (self, TRUE);
}

static void
reload (HubSimulator *self, const char *kind)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonNode *config = hub_build_get_app_config (self->good);
  g_autofree char *text = NULL;
  g_autofree char *script = NULL;

  json_object_set_string_member (object, "kind", kind);
  if (config != NULL)
    json_object_set_member (object, "config", json_node_copy (config));
  json_node_take_object (node, object);
  text = hub_json_to_string (node, FALSE);
  script = g_strdup_printf ("hubShell.reload(%s)", text);
  hub_simulator_evaluate_async (self, FALSE, script, NULL, on_reloaded, g_object_ref (self));
}

static void
take_good_build (HubSimulator *self, HubBuild *build)
{
  g_autoptr (HubBuild) previous = g_steal_pointer (&self->good);
  const char *kind;

  self->good = g_object_ref (build);
  hub_program_scheme_set_lookup (self->scheme, lookup_in_build, g_object_ref (build), g_object_unref);
  if (previous == NULL || self->state != HUB_SIMULATOR_RUNNING)
    {
      hub_simulator_launch (self, previous != NULL);
      return;
    }
  kind = hub_build_compare (build, previous);
  if (!g_str_equal (kind, "none"))
    reload (self, kind);
  hub_simulator_update_overlay (self);
}

/**
 * hub_simulator_stop:
 * @self: a simulator
 *
 * Ends the program and forgets it with its messages; the next build starts anew.
 */
void
hub_simulator_stop (HubSimulator *self)
{
  g_return_if_fail (HUB_IS_SIMULATOR (self));

  g_clear_object (&self->good);
  g_clear_object (&self->broken);
  g_clear_pointer (&self->storage_id, g_free);
  g_clear_pointer (&self->update, g_free);
  hub_program_scheme_set_lookup (self->scheme, NULL, NULL, NULL);
  hub_simulator_unwatch (self);
  hub_host_reset (self->host);
  self->ready = FALSE;
  if (self->state != HUB_SIMULATOR_EMPTY)
    webkit_web_view_load_uri (self->view, "about:blank");
  hub_simulator_set_page (self, NULL, NULL);
  hub_simulator_clear_console (self);
  hub_simulator_set_state (self, HUB_SIMULATOR_EMPTY);
}

/**
 * hub_simulator_set_build:
 * @self: a simulator
 * @build: what the compiler made
 * @storage_id: names the program's storage: its app id, or its folder
 *
 * Shows a build: the first starts the program, later ones reload it on the same page, a change of
 * styles or templates without losing the page's data. A build with errors shows them over the last good
 * state, which stays reachable by a button. Another @storage_id is another program, which starts anew.
 */
void
hub_simulator_set_build (HubSimulator *self, HubBuild *build, const char *storage_id)
{
  g_return_if_fail (HUB_IS_SIMULATOR (self));
  g_return_if_fail (storage_id != NULL);

  if (g_strcmp0 (storage_id, self->storage_id) != 0)
    {
      if (self->storage_id != NULL)
        hub_simulator_stop (self);
      self->storage_id = g_strdup (storage_id);
      hub_host_set_storage (self->host, storage_id, NULL);
    }
  self->broken_hidden = FALSE;
  if (hub_build_has_errors (build))
    {
      g_set_object (&self->broken, build);
      hub_simulator_update_overlay (self);
      return;
    }
  g_clear_object (&self->broken);
  take_good_build (self, build);
}

/**
 * hub_simulator_set_failure:
 * @self: a simulator
 * @error: why there is no build: the compiler is missing, crashed or takes too long
 *
 * Shows that the compiler itself could not work; the next build goes on.
 */
void
hub_simulator_set_failure (HubSimulator *self, const GError *error)
{
  g_return_if_fail (HUB_IS_SIMULATOR (self));

  hub_simulator_unwatch (self);
  hub_simulator_fail (self, HUB_SIMULATOR_UNAVAILABLE, error->message);
}

/**
 * hub_simulator_relaunch:
 * @self: a simulator
 *
 * Starts the program again from its first page, or the condition's.
 */
void
hub_simulator_relaunch (HubSimulator *self)
{
  g_return_if_fail (HUB_IS_SIMULATOR (self));

  hub_simulator_launch (self, FALSE);
}

/**
 * hub_simulator_set_condition:
 * @self: a simulator
 * @path: (nullable): the page to start at, %NULL for the program's first
 * @query: (nullable): its query, "x=1&y=2"
 * @scene: the scene a program is told, 0 for the usual one (1001)
 *
 * Sets how the program starts, and starts it so where it runs already.
 */
void
hub_simulator_set_condition (HubSimulator *self, const char *path, const char *query, int scene)
{
  g_return_if_fail (HUB_IS_SIMULATOR (self));

  g_free (self->condition_path);
  g_free (self->condition_query);
  self->condition_path = g_strdup (path);
  self->condition_query = g_strdup (query);
  self->condition_scene = scene;
  if (self->good != NULL)
    hub_simulator_launch (self, FALSE);
}

/* Tells the shell how far a newer version is; it tells the program. */
void
hub_simulator_tell_update (HubSimulator *self)
{
  g_autofree char *script = self->update != NULL ? g_strdup_printf ("hubShell.setUpdate('%s')", self->update) : NULL;

  if (script != NULL && self->ready)
    hub_simulator_run (self, script);
}

/**
 * hub_simulator_set_update:
 * @self: a simulator
 * @update: (nullable): "checking", "none", "found", "ready" or "failed"; %NULL where nobody looks for newer versions
 *
 * Says how far a newer version of the program is, for wx.getUpdateManager(). Until hub_simulator_stop().
 */
void
hub_simulator_set_update (HubSimulator *self, const char *update)
{
  g_return_if_fail (HUB_IS_SIMULATOR (self));

  if (g_strcmp0 (self->update, update) == 0)
    return;
  g_free (self->update);
  self->update = g_strdup (update);
  hub_simulator_tell_update (self);
}

/**
 * hub_simulator_navigate_back:
 * @self: a simulator
 *
 * Goes to the page before, as a phone's back gesture does.
 */
void
hub_simulator_navigate_back (HubSimulator *self)
{
  g_return_if_fail (HUB_IS_SIMULATOR (self));

  if (self->ready)
    hub_simulator_run (self, "hubShell.navigateBack()");
}
