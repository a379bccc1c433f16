/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether people may visit a program: suspended for a while, or removed for good. */
#include "hub-visit-service.h"

#include "config.h"

#include "hub-app-service.h"
#include "hub-language.h"
#include "hub-phased-release-service.h"
#include "hub-refusals.h"
#include "hub-run-repository.h"

#define MAX_REASON 200

static gboolean
check_status (const HubApp *app, gboolean open, gboolean by_platform, const char *reason, GError **error)
{
  gboolean suspended = by_platform ? app->suspended_by_platform : app->suspended_by_owner;

  if (g_utf8_strlen (reason, -1) > MAX_REASON)
    hub_refuse (error, "visit.reason_too_long", _("The reason has more than %d characters; shorten it"), MAX_REASON);
  else if (open && !suspended && app->suspended)
    hub_refuse (error, "visit.not_yours",
                by_platform ? _("“%s” was suspended by its owner; only they resume it")
                            : _("“%s” was suspended by the platform's operator; only they resume it"), app->name);
  else if (open && !suspended)
    hub_refuse (error, "visit.not_suspended", _("The service of “%s” is not suspended"), app->name);
  else if (!open && suspended)
    hub_refuse (error, "visit.suspended_already", _("The service of “%s” is suspended already"), app->name);
  else if (!open && !by_platform && app->online_version == NULL)
    hub_refuse (error, "release.none_online", _("“%s” has not been released yet; there is no service to suspend"), app->name);
  else
    return TRUE;
  return FALSE;
}

/**
 * hub_visit_service_set:
 * @platform: the platform
 * @actor: somebody with the permission "service-suspension" who gave the password just now, or the operator
 * @app_id: the program
 * @open: whether to resume the service, and not to suspend it
 * @reason: (nullable): of a suspension; people see it
 * @by_platform: whose flag: the platform operator's, or the owner's
 * @error: (out) (optional): "app.not_found", "visit.not_suspended", "visit.suspended_already", "visit.not_yours",
 *   "visit.reason_too_long", "release.none_online"
 *
 * Sets or takes away one of the two flags; a program is open without both. Nothing else changes: who comes after the
 * suspension gets the version that there was.
 *
 * Returns: (transfer full) (nullable): the program
 */
HubApp *
hub_visit_service_set (HubPlatform *platform, HubActor *actor, const char *app_id, gboolean open, const char *reason,
                       gboolean by_platform, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubApp) app = NULL;
  gboolean changed;

  if (transaction == NULL)
    return NULL;
  app = hub_app_service_get (platform, app_id, error);
  if (app == NULL
      || !check_status (app, open, by_platform, reason != NULL ? reason : "", error)
      || !hub_app_repository_suspend (platform->database, app_id, by_platform, !open,
                                      !open && reason != NULL ? reason : "", &changed, error)
      || !hub_platform_log_done (platform, actor, "setVisitStatus", app_id, open ? "open" : "closed", error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return hub_app_service_get (platform, app_id, error);
}

/**
 * hub_visit_service_remove:
 * @platform: the platform
 * @actor: somebody with the permission "service-suspension" who gave the password just now
 * @app_id: the program
 * @name: the program's name, as the person typed it to confirm
 * @error: (out) (optional): "app.not_found", "visit.wrong_name"
 *
 * Takes a program offline for good: a phased release is cancelled, what runs on phones ends, and nobody finds the program
 * any more. Its rows and its audit trail stay.
 *
 * Returns: whether it is removed
 */
gboolean
hub_visit_service_remove (HubPlatform *platform, HubActor *actor, const char *app_id, const char *name, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubApp) app = NULL;

  if (transaction == NULL)
    return FALSE;
  app = hub_app_service_get (platform, app_id, error);
  if (app == NULL)
    return FALSE;
  if (!g_str_equal (app->name, name))
    {
      hub_refuse (error, "visit.wrong_name",
                  _("To remove the program for good, type its name exactly: “%s”. This cannot be undone."), app->name);
      return FALSE;
    }
  return hub_phased_release_service_drop (platform, actor, app_id, error)
         && hub_app_repository_remove (platform->database, app_id, error)
         && hub_run_repository_delete_of_app (platform->database, app_id, error)
         && hub_platform_log_done (platform, actor, "removeApp", app_id, app->name, error)
         && hub_transaction_commit (transaction, error);
}
