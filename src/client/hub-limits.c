/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-limits.h"

#include <glib/gstdio.h>

#include "hub-credentials.h"
#include "hub-json.h"
#include "hub-paths.h"
#include "hub-session.h"

#define MAX_FILE (1024 * 1024)
/* Platforms that are remembered; with one more all are forgotten, as each is asked again when it is used. */
#define MOST 50

static char *
dup_path (void)
{
  g_autofree char *folder = hub_paths_user_cache ();

  return g_build_filename (folder, "limits.json", NULL);
}

/* (transfer full): which platform is meant: that of @client, else the one that is used where none is named. */
static char *
dup_name (HubClient *client)
{
  const char *server = g_getenv ("SUPERHUB_SERVER");
  char *name = NULL;

  if (client != NULL)
    return g_strdup (hub_session_is_local (client) ? HUB_CREDENTIALS_LOCAL : hub_client_get_server (client));
  name = server != NULL && server[0] != '\0' ? g_strdup (server) : hub_credentials_dup_default ();
  return name != NULL ? name : g_strdup (HUB_CREDENTIALS_LOCAL);
}

static JsonObject *
read_all (void)
{
  g_autofree char *path = dup_path ();
  g_autoptr (JsonNode) node = hub_json_parse_file (path, MAX_FILE, NULL);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node) : json_object_new ();
}

static void
apply (JsonObject *from, HubPackageLimits *limits)
{
  limits->max_package = (guint64) MAX (0, hub_json_get_int (from, "max_package", (gint64) limits->max_package));
  limits->max_total = (guint64) MAX (0, hub_json_get_int (from, "max_total", (gint64) limits->max_total));
  limits->max_files = (guint) CLAMP (hub_json_get_int (from, "max_files", limits->max_files), 0, G_MAXINT);
}

/**
 * hub_limits_recall:
 * @client: (nullable): of the platform; %NULL for the one that is used where none is named
 *
 * Returns: what it took when it was last asked, else what platforms come with
 */
HubPackageLimits
hub_limits_recall (HubClient *client)
{
  HubPackageLimits limits = hub_package_default_limits;
  g_autofree char *name = dup_name (client);
  g_autoptr (JsonObject) all = read_all ();

  apply (hub_json_get_object (all, name), &limits);
  return limits;
}

/**
 * hub_limits_take:
 * @client: of the platform
 * @answer: what getLimits answered
 * @limits: (inout): what it says of packages
 *
 * Reads the answer and keeps it for the next time.
 */
void
hub_limits_take (HubClient *client, JsonNode *answer, HubPackageLimits *limits)
{
  JsonObject *package = JSON_NODE_HOLDS_OBJECT (answer) ? hub_json_get_object (json_node_get_object (answer), "package") : NULL;
  g_autofree char *name = dup_name (client);
  g_autofree char *path = dup_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) all = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (package == NULL)
    return;
  apply (package, limits);
  all = read_all ();
  if (json_object_get_size (all) >= MOST)
    {
      json_object_unref (all);
      all = json_object_new ();
    }
  json_object_set_object_member (all, name, json_object_ref (package));
  node = json_node_init_object (json_node_alloc (), all);
  text = hub_json_to_string (node, TRUE);
  /* A cache that cannot be written costs the numbers, not the work. */
  if (g_mkdir_with_parents (folder, 0700) == 0)
    g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HubPackageLimits limits = hub_package_default_limits;
  g_autoptr (JsonNode) answer = hub_client_call_finish (HUB_CLIENT (source), result, NULL);

  if (answer != NULL)
    hub_limits_take (HUB_CLIENT (source), answer, &limits);
}

/**
 * hub_limits_read:
 * @client: signed in
 *
 * Asks the platform what it takes, for hub_limits_recall().
 */
void
hub_limits_read (HubClient *client)
{
  hub_client_call_async (client, "getLimits", NULL, NULL, on_read, NULL);
}
