/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What everybody may know about a program, from the tables. */
#include "hub-manifests.h"

#include "config.h"

#include "hub-app-repository.h"
#include "hub-domain-repository.h"
#include "hub-json.h"
#include "hub-language.h"
#include "hub-package-repository.h"
#include "hub-phased-release-repository.h"
#include "hub-refusals.h"
#include "hub-release-repository.h"
#include "hub-server-domain.h"

/**
 * hub_manifests_describe_version:
 * @platform: the platform
 * @app_id: a program
 * @version: what the version is called
 * @sha256: its package
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer full) (nullable): "version", "package" and "bytes", as clients read them
 */
JsonObject *
hub_manifests_describe_version (HubPlatform *platform, const char *app_id, const char *version, const char *sha256,
                                GError **error)
{
  g_autoptr (HubPackageRow) package = NULL;
  g_autoptr (JsonNode) sizes = NULL;
  JsonObject *object;

  if (!hub_package_repository_find (platform->database, app_id, sha256, &package, error))
    return NULL;
  sizes = package != NULL ? hub_json_parse (package->sizes, -1, "sizes", NULL) : NULL;
  object = json_object_new ();
  json_object_set_string_member (object, "version", version);
  json_object_set_string_member (object, "package", sha256);
  json_object_set_int_member (object, "bytes",
                              sizes != NULL ? hub_json_get_int (json_node_get_object (sizes), "total", 0) : 0);
  return object;
}

/* At 0 % it is for members only, who ask signed in: nobody else is to know of it. */
static gboolean
describe_phased (HubPlatform *platform, const char *app_id, JsonObject **described, GError **error)
{
  g_autoptr (HubPhasedRelease) phased = NULL;

  *described = NULL;
  if (!hub_phased_release_repository_find_active (platform->database, app_id, &phased, error))
    return FALSE;
  if (phased == NULL || phased->share == 0)
    return TRUE;
  *described = hub_manifests_describe_version (platform, app_id, phased->version, phased->package, error);
  if (*described == NULL)
    return FALSE;
  json_object_set_string_member (*described, "salt", phased->salt);
  json_object_set_int_member (*described, "share", phased->share);
  json_object_set_string_member (*described, "state", g_str_equal (phased->state, "deciding") ? "running" : phased->state);
  return TRUE;
}

/**
 * hub_manifests_describe_domains:
 * @platform: the platform
 * @app_id: a program
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer full) (nullable): the servers that the program may ask, by use: who runs it holds it to them. Uses without
 *   a server are left out
 */
JsonObject *
hub_manifests_describe_domains (HubPlatform *platform, const char *app_id, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();

  for (HubDomainUse use = 0; use < HUB_DOMAIN_N_USES; use++)
    {
      const char *name = hub_domain_use_to_string (use);
      g_auto (GStrv) domains = hub_domain_repository_list (platform->database, app_id, name, error);
      JsonArray *list;

      if (domains == NULL)
        return NULL;
      if (domains[0] == NULL)
        continue;
      list = json_array_new ();
      for (guint i = 0; domains[i] != NULL; i++)
        json_array_add_string_element (list, domains[i]);
      json_object_set_array_member (object, name, list);
    }
  return g_steal_pointer (&object);
}

static void
take_or_null (JsonObject *object, const char *name, JsonObject *value)
{
  if (value != NULL)
    json_object_set_object_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

static JsonObject *
notice_of (const HubApp *app)
{
  const char *reason = app->suspended_by_platform ? app->platform_reason : app->owner_reason;
  JsonObject *notice;

  if (!app->suspended && !app->removed)
    return NULL;
  notice = json_object_new ();
  json_object_set_string_member (notice, "kind", app->removed ? "removed" : "suspended");
  if (!app->removed && reason[0] != '\0')
    json_object_set_string_member (notice, "text", reason);
  return notice;
}

/* @full, @phased and @domains are taken over. */
static char *
to_text (const HubApp *app, JsonObject *full, JsonObject *phased, JsonObject *domains)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "app_id", app->app_id);
  json_object_set_string_member (object, "name", app->name);
  json_object_set_string_member (object, "state", app->removed ? "removed" : app->suspended ? "suspended" : "online");
  take_or_null (object, "full", full);
  take_or_null (object, "phased", phased);
  take_or_null (object, "notice", notice_of (app));
  take_or_null (object, "domains", domains);
  json_node_take_object (node, object);
  return hub_json_to_string (node, FALSE);
}

/**
 * hub_manifests_read_facts:
 * @platform: the platform
 * @app_id: an id, which may not exist
 * @error: (out) (optional): "app.not_found" also where the program was never released, for nobody else is to know of it;
 *   %HUB_ERROR_STORAGE
 *
 * Returns: (transfer full) (nullable): what a manifest says but its number and times, as JSON
 */
char *
hub_manifests_read_facts (HubPlatform *platform, const char *app_id, GError **error)
{
  g_autoptr (HubApp) app = NULL;
  g_autoptr (HubRelease) online = NULL;
  g_autoptr (JsonObject) full = NULL;
  g_autoptr (JsonObject) domains = NULL;
  JsonObject *phased = NULL;

  if (!hub_app_repository_find (platform->database, app_id, &app, error))
    return NULL;
  if (app != NULL && !hub_release_repository_find_online (platform->database, app_id, &online, error))
    return NULL;
  if (online == NULL)
    {
      hub_refuse (error, "app.not_found", _("There is no online program “%s”; check its id"), app_id);
      return NULL;
    }
  if (!app->removed)
    {
      full = hub_manifests_describe_version (platform, app_id, online->version, online->package, error);
      domains = full != NULL ? hub_manifests_describe_domains (platform, app_id, error) : NULL;
      if (domains == NULL || !describe_phased (platform, app_id, &phased, error))
        return NULL;
    }
  return to_text (app, g_steal_pointer (&full), phased, g_steal_pointer (&domains));
}
