/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-preview-service.h"

#include "config.h"

#include "hub-app-service.h"
#include "hub-json.h"
#include "hub-language.h"
#include "hub-package-service.h"
#include "hub-password.h"
#include "hub-refusals.h"
#include "hub-run-repository.h"

#define LIFETIME HUB_MINUTES (25)

/**
 * hub_preview_link_free:
 * @link: (transfer full): a link
 */
void
hub_preview_link_free (HubPreviewLink *link)
{
  g_free (link->token);
  g_free (link);
}

static gboolean
has_page (HubPackageRow *package, const char *path)
{
  g_autoptr (JsonNode) node = hub_json_parse (package->pages, -1, "pages", NULL);
  JsonArray *pages = node != NULL ? json_node_get_array (node) : NULL;

  for (guint i = 0; pages != NULL && i < json_array_get_length (pages); i++)
    if (g_strcmp0 (json_array_get_string_element (pages, i), path) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
check_condition (HubPackageRow *package, JsonObject *condition, GError **error)
{
  const char *path = hub_json_get_string (condition, "path", "");

  if (path[0] == '/')
    path++;
  if (path[0] == '\0' || has_page (package, path))
    return TRUE;
  hub_refuse (error, "preview.no_such_page",
              _("The program has no page “%s”; choose another compile condition"), path);
  return FALSE;
}

static char *
condition_to_text (JsonObject *condition)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  if (condition != NULL)
    json_node_set_object (node, condition);
  else
    json_node_take_object (node, json_object_new ());
  return hub_json_to_string (node, FALSE);
}

/**
 * hub_preview_service_create:
 * @platform: the platform
 * @actor: a developer
 * @app_id: the program
 * @sha256: one of its packages
 * @condition: (nullable): the compile condition: {"path", "query", "scene"}
 * @error: (out) (optional): "package.not_found", "preview.no_such_page"
 *
 * Makes a link for 25 minutes and ends the previous one of the person, or of the upload key, for the program, and what
 * runs by it.
 *
 * Returns: (transfer full) (nullable): the link
 */
HubPreviewLink *
hub_preview_service_create (HubPlatform *platform, HubActor *actor, const char *app_id,
                            const char *sha256, JsonObject *condition, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubPackageRow) package = NULL;
  g_autoptr (HubPreviewLink) link = g_new0 (HubPreviewLink, 1);
  g_autoptr (HubPreviewRow) row = g_new0 (HubPreviewRow, 1);
  gint64 now = hub_clock_now (platform->clock);

  package = transaction != NULL ? hub_package_service_get (platform, app_id, sha256, error) : NULL;
  if (package == NULL || !check_condition (package, condition, error))
    return NULL;
  link->token = hub_token_new ();
  link->expires_at = now + LIFETIME;
  row->token_hash = hub_token_hash (link->token);
  row->app_id = g_strdup (app_id);
  row->superhub_id = g_strdup (actor->superhub_id);
  row->package = g_strdup (sha256);
  row->condition = condition_to_text (condition);
  row->created_at = now;
  row->expires_at = link->expires_at;
  row->key_slot = actor->key_slot;
  if (!hub_preview_repository_end_slot (platform->database, app_id, actor->superhub_id, row->key_slot, now, error)
      || !hub_run_repository_delete_previews_of_slot (platform->database, app_id, actor->superhub_id,
                                                      row->key_slot, error)
      || !hub_preview_repository_insert (platform->database, row, error)
      || !hub_platform_log_done (platform, actor, "createPreview", app_id, sha256, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return g_steal_pointer (&link);
}

static void
refuse_unknown (GError **error)
{
  hub_refuse (error, "preview.not_found",
              _("There is no such preview; make a new one in the DevTools and scan its code"));
}

static HubPreviewRow *
find (HubPlatform *platform, const char *token, GError **error)
{
  g_autofree char *hash = hub_token_hash (token);
  HubPreviewRow *row;

  if (!hub_preview_repository_find (platform->database, hash, &row, error))
    return NULL;
  if (row == NULL)
    refuse_unknown (error);
  return row;
}

static gboolean
check_owner (HubActor *actor, HubPreviewRow *row, GError **error)
{
  /* A key may be the person's, but ends its own links only. */
  if (g_str_equal (actor->superhub_id, row->superhub_id)
      && (actor->key_slot == 0 || actor->key_slot == row->key_slot))
    return TRUE;
  hub_refuse (error, "preview.not_yours",
              _("Only the developer who made this preview may open it, and you are signed in "
                "as “%s”"), actor->superhub_id);
  return FALSE;
}

/**
 * hub_preview_service_end:
 * @platform: the platform
 * @actor: who made the link
 * @app_id: the program
 * @token: the link's token
 * @error: (out) (optional): "preview.not_found", "preview.not_yours"
 *
 * Ends the link, and what runs by it.
 *
 * Returns: whether the link has ended
 */
gboolean
hub_preview_service_end (HubPlatform *platform, HubActor *actor, const char *app_id,
                         const char *token, GError **error)
{
  g_autoptr (HubPreviewRow) row = find (platform, token, error);
  g_autoptr (HubTransaction) transaction = NULL;

  if (row == NULL || !check_owner (actor, row, error))
    return FALSE;
  if (!g_str_equal (row->app_id, app_id))
    {
      refuse_unknown (error);
      return FALSE;
    }
  transaction = hub_transaction_begin (platform->database, error);
  return transaction != NULL
         && hub_preview_repository_end_one (platform->database, row->token_hash,
                                            hub_clock_now (platform->clock), error)
         && (row->ended_at != 0
             || hub_run_repository_delete_previews_of_slot (platform->database, app_id, actor->superhub_id,
                                                           row->key_slot, error))
         && hub_platform_log_done (platform, actor, "deletePreview", app_id, row->package, error)
         && hub_transaction_commit (transaction, error);
}

/**
 * hub_preview_service_open:
 * @platform: the platform
 * @actor: who has scanned the code
 * @token: the link's token
 * @error: (out) (optional): "preview.not_found", "preview.not_yours", "preview.expired",
 *   "auth.permission_denied" where the person is no developer any more
 *
 * Returns: (transfer full) (nullable): what the link opens
 */
HubPreviewRow *
hub_preview_service_open (HubPlatform *platform, HubActor *actor, const char *token, GError **error)
{
  g_autoptr (HubPreviewRow) row = find (platform, token, error);

  if (row == NULL || !check_owner (actor, row, error)
      || !hub_app_service_require (platform, actor, row->app_id, "developer", error))
    return NULL;
  if (row->ended_at != 0 || row->expires_at <= hub_clock_now (platform->clock))
    {
      hub_refuse (error, "preview.expired",
                  _("This preview has ended; make a new one in the DevTools and scan its code"));
      return NULL;
    }
  return g_steal_pointer (&row);
}
