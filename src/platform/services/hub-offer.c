/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-offer.h"

#include "config.h"

#include "hub-app-service.h"
#include "hub-language.h"
#include "hub-member-repository.h"
#include "hub-refusals.h"

/**
 * hub_offer_free:
 * @self: (transfer full): an offer
 */
void
hub_offer_free (HubOffer *self)
{
  g_clear_pointer (&self->app, hub_app_free);
  g_clear_pointer (&self->full, hub_release_free);
  g_clear_pointer (&self->phased, hub_phased_release_free);
  g_free (self);
}

/**
 * hub_offer_load:
 * @platform: the platform
 * @app_id: a program
 * @error: (out) (optional): "app.not_found", also for a program that was removed
 *
 * Reads what a program offers, whether it is suspended or not. Three reads: who needs them to belong to one moment calls
 * this in a transaction.
 *
 * Returns: (transfer full) (nullable): the offer
 */
HubOffer *
hub_offer_load (HubPlatform *platform, const char *app_id, GError **error)
{
  g_autoptr (HubOffer) self = g_new0 (HubOffer, 1);

  self->app = hub_app_service_get (platform, app_id, error);
  if (self->app == NULL
      || !hub_release_repository_find_online (platform->database, app_id, &self->full, error)
      || !hub_phased_release_repository_find_active (platform->database, app_id, &self->phased, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * hub_offer_check:
 * @self: an offer
 * @error: (out) (optional): "release.none_online", "app.suspended"
 *
 * Returns: whether people may open the program
 */
gboolean
hub_offer_check (const HubOffer *self, GError **error)
{
  const HubApp *app = self->app;
  const char *reason = app->suspended_by_platform ? app->platform_reason : app->owner_reason;

  if (self->full == NULL)
    hub_refuse (error, "release.none_online", _("“%s” has not been released yet; come back when it is"), app->name);
  else if (app->suspended && reason[0] != '\0')
    hub_refuse (error, "app.suspended", _("The service of “%s” is suspended: %s"), app->name, reason);
  else if (app->suspended)
    hub_refuse (error, "app.suspended", _("The service of “%s” is suspended; come back later"), app->name);
  else
    return TRUE;
  return FALSE;
}

/**
 * hub_offer_choose:
 * @self: an offer with a full version
 * @member: whether the person is the program's admin, a project member or a test member
 * @user_key: the Super Hub ID of who is signed in, else the anonymous key of the device
 * @choice: (out caller-allocates): what the person gets
 *
 * Decides as clients do, by hub_release_choose().
 */
void
hub_offer_choose (const HubOffer *self, gboolean member, const char *user_key, HubChoice *choice)
{
  const HubPhasedRelease *phased = self->phased;

  choice->member = member;
  choice->rule = hub_release_choose (phased != NULL ? phased->salt : NULL, phased != NULL ? phased->share : 0, member,
                                     user_key, &choice->bucket);
  if (hub_release_rule_is_phased (choice->rule))
    {
      choice->release_id = phased->id;
      choice->version = phased->version;
      choice->package = phased->package;
      return;
    }
  choice->release_id = self->full->id;
  choice->version = self->full->version;
  choice->package = self->full->package;
}

/**
 * hub_offer_choose_for:
 * @self: an offer with a full version
 * @platform: the platform
 * @superhub_id: who is signed in
 * @choice: (out caller-allocates): what the person gets
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * As hub_offer_choose(), for a person whose membership is looked up.
 *
 * Returns: whether the database answered
 */
gboolean
hub_offer_choose_for (const HubOffer *self, HubPlatform *platform, const char *superhub_id, HubChoice *choice,
                      GError **error)
{
  g_autoptr (HubMember) member = NULL;

  if (!hub_member_repository_find (platform->database, self->app->app_id, superhub_id, &member, error))
    return FALSE;
  hub_offer_choose (self, member != NULL, superhub_id, choice);
  return TRUE;
}
