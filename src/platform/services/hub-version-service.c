/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-version-service.h"

#include "config.h"

#include "hub-language.h"
#include "hub-member-repository.h"
#include "hub-package-service.h"
#include "hub-refusals.h"

#define MAX_NUMBER 64
#define MAX_REMARKS 2000

static gboolean
check_texts (const char *version, const char *remarks, GError **error)
{
  if (strlen (version) > MAX_NUMBER
      || strspn (version, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.+-_")
         != strlen (version)
      || !g_ascii_isdigit (version[0]) || !g_ascii_isalnum (version[strlen (version) - 1]))
    {
      hub_refuse (error, "version.bad_number",
                  _("“%s” is no version number; write one like 1.2.3, with up to %d characters"),
                  version, MAX_NUMBER);
      return FALSE;
    }
  if (g_utf8_strlen (remarks, -1) > MAX_REMARKS)
    {
      hub_refuse (error, "version.remarks_too_long",
                  _("The project remarks have more than %d characters; shorten them"), MAX_REMARKS);
      return FALSE;
    }
  return TRUE;
}

/**
 * hub_version_service_put:
 * @platform: the platform
 * @actor: a developer
 * @app_id: the program
 * @sha256: one of its packages
 * @version: the version number
 * @remarks: the project remarks
 * @error: (out) (optional): "version.bad_number", "version.remarks_too_long", "package.not_found"
 *
 * Replaces what stands in the slot of the developer or the upload key; a test version that follows the slot moves with it.
 *
 * Returns: (transfer full) (nullable): the developer version
 */
HubDeveloperVersion *
hub_version_service_put (HubPlatform *platform, HubActor *actor, const char *app_id,
                         const char *sha256, const char *version, const char *remarks, GError **error)
{
  g_autoptr (HubPackageRow) package = NULL;
  g_autoptr (HubDeveloperVersion) row = g_new0 (HubDeveloperVersion, 1);
  g_autoptr (HubTransaction) transaction = NULL;

  if (!check_texts (version, remarks, error))
    return NULL;
  transaction = hub_transaction_begin (platform->database, error);
  package = transaction != NULL ? hub_package_service_get (platform, app_id, sha256, error) : NULL;
  if (package == NULL)
    return NULL;
  row->id = hub_platform_new_id ("v");
  row->app_id = g_strdup (app_id);
  row->developer = g_strdup (actor->superhub_id);
  row->key_slot = actor->key_slot;
  row->version = g_strdup (version);
  row->remarks = g_strdup (remarks);
  row->package = g_strdup (sha256);
  row->sizes = g_strdup (package->sizes);
  row->uploaded_at = hub_clock_now (platform->clock);
  if (!hub_developer_version_repository_put (platform->database, row, error)
      || !hub_test_version_repository_follow (platform->database, row, error)
      || !hub_platform_log_done (platform, actor, "putDeveloperVersion", app_id, row->id, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return g_steal_pointer (&row);
}

/**
 * hub_version_service_get:
 * @platform: the platform
 * @app_id: the program
 * @id: of a developer version
 * @error: (out) (optional): "version.not_found"
 *
 * Returns: (transfer full) (nullable): the developer version
 */
HubDeveloperVersion *
hub_version_service_get (HubPlatform *platform, const char *app_id, const char *id, GError **error)
{
  HubDeveloperVersion *row;

  if (!hub_developer_version_repository_find (platform->database, app_id, id, &row, error))
    return NULL;
  if (row == NULL)
    hub_refuse (error, "version.not_found",
                _("There is no such developer version any more; an upload may have replaced it"));
  return row;
}

static gboolean
may_delete (HubPlatform *platform, HubActor *actor, HubDeveloperVersion *row, GError **error)
{
  g_autoptr (HubMember) member = NULL;

  if (g_str_equal (row->developer, actor->superhub_id))
    return TRUE;
  if (!hub_member_repository_find (platform->database, row->app_id, actor->superhub_id, &member, error))
    return FALSE;
  if (member != NULL && g_str_equal (member->kind, "admin"))
    return TRUE;
  hub_refuse (error, "version.not_yours",
              _("This is the developer version of “%s”; only they and the admin delete it"),
              row->developer);
  return FALSE;
}

/**
 * hub_version_service_delete:
 * @platform: the platform
 * @actor: its developer, or the admin
 * @app_id: the program
 * @id: of a developer version
 * @error: (out) (optional): "version.not_found", "version.not_yours"
 *
 * Empties a developer's slot. A test version that follows it ends; a pinned one, the version in review and the
 * one online stay.
 *
 * Returns: whether it is deleted
 */
gboolean
hub_version_service_delete (HubPlatform *platform, HubActor *actor, const char *app_id,
                            const char *id, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubDeveloperVersion) row = NULL;

  if (transaction == NULL)
    return FALSE;
  row = hub_version_service_get (platform, app_id, id, error);
  return row != NULL
         && may_delete (platform, actor, row, error)
         && hub_developer_version_repository_delete (platform->database, id, error)
         && hub_test_version_repository_delete_follower (platform->database, row, error)
         && hub_platform_log_done (platform, actor, "deleteDeveloperVersion", app_id, id, error)
         && hub_transaction_commit (transaction, error);
}

/**
 * hub_version_service_set_test:
 * @platform: the platform
 * @actor: somebody with the permission "development-management"
 * @app_id: the program
 * @id: of a developer version
 * @mode: "follow" to move with the developer's slot, "pin" to stay at the package
 * @error: (out) (optional): "version.not_found"
 *
 * Returns: (transfer full) (nullable): the test version
 */
HubTestVersion *
hub_version_service_set_test (HubPlatform *platform, HubActor *actor, const char *app_id,
                              const char *id, const char *mode, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubDeveloperVersion) version = NULL;
  g_autoptr (HubTestVersion) row = g_new0 (HubTestVersion, 1);

  if (transaction == NULL)
    return NULL;
  version = hub_version_service_get (platform, app_id, id, error);
  if (version == NULL)
    return NULL;
  row->app_id = g_strdup (app_id);
  row->developer = g_strdup (version->developer);
  row->key_slot = version->key_slot;
  row->mode = g_strdup (mode);
  row->version = g_strdup (version->version);
  row->remarks = g_strdup (version->remarks);
  row->package = g_strdup (version->package);
  row->set_by = g_strdup (actor->superhub_id);
  row->set_at = hub_clock_now (platform->clock);
  if (!hub_test_version_repository_put (platform->database, row, error)
      || !hub_platform_log_done (platform, actor, "putTestVersion", app_id, id, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return g_steal_pointer (&row);
}

/**
 * hub_version_service_clear_test:
 * @platform: the platform
 * @actor: somebody with the permission "development-management"
 * @app_id: the program
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the program has no test version any more
 */
gboolean
hub_version_service_clear_test (HubPlatform *platform, HubActor *actor, const char *app_id,
                                GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);

  return transaction != NULL
         && hub_test_version_repository_delete (platform->database, app_id, error)
         && hub_platform_log_done (platform, actor, "deleteTestVersion", app_id, NULL, error)
         && hub_transaction_commit (transaction, error);
}
