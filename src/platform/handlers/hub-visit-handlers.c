/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "config.h"

#include "hub-adoption.h"
#include "hub-app-service.h"
#include "hub-language.h"
#include "hub-offer.h"
#include "hub-present-release.h"
#include "hub-present.h"
#include "hub-refusals.h"
#include "hub-visit-service.h"

#define DEFAULT_DAYS 7

/* Of oneself anybody may ask; of others who manages releases. */
static gboolean
may_ask (HubRequest *request, const char *app_id, GError **error)
{
  const char *superhub_id = hub_request_get (request, "superhub_id");

  if (hub_request_get (request, "device_key") == NULL
      && (superhub_id == NULL || g_str_equal (superhub_id, request->actor->superhub_id)))
    return TRUE;
  return hub_app_service_require (request->platform, request->actor, app_id, "development-management", error);
}

static gboolean
choose (HubRequest *request, const HubOffer *offer, const char *user_key, HubChoice *choice, GError **error)
{
  if (!hub_offer_check (offer, error))
    return FALSE;
  if (hub_request_get (request, "device_key") == NULL)
    return hub_offer_choose_for (offer, request->platform, user_key, choice, error);
  hub_offer_choose (offer, FALSE, user_key, choice);
  return TRUE;
}

static void
explain_version (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubOffer) offer = NULL;
  g_autoptr (GArray) steps = NULL;
  const char *app_id = hub_request_get (request, "app_id");
  const char *user_key = hub_request_get (request, "device_key");
  HubChoice choice;
  JsonNode *answer = NULL;

  if (user_key == NULL)
    user_key = hub_request_get (request, "superhub_id");
  if (user_key == NULL)
    user_key = request->actor->superhub_id;
  if (may_ask (request, app_id, &error))
    offer = hub_offer_load (request->platform, app_id, &error);
  if (offer != NULL && choose (request, offer, user_key, &choice, &error))
    {
      if (offer->phased != NULL)
        steps = hub_release_step_repository_list (request->platform->database, offer->phased->id, &error);
      if (error == NULL)
        answer = hub_present_choice (offer, &choice, steps, user_key, hub_clock_now (request->platform->clock));
    }
  hub_request_finish (request, answer, error);
}

static gboolean
read_time (HubRequest *request, const char *name, gint64 fallback, gint64 *time, GError **error)
{
  const char *text = hub_request_get (request, name);
  g_autoptr (GDateTime) given = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  *time = given != NULL ? g_date_time_to_unix (given) * G_USEC_PER_SEC : fallback;
  if (text == NULL || given != NULL)
    return TRUE;
  hub_refuse (error, "adoption.bad_range", _("“%s” is no time; write it like 2030-01-31T08:00:00Z"), text);
  return FALSE;
}

static void
get_adoption (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  gboolean by_day = g_strcmp0 (hub_request_get (request, "interval"), "day") == 0;
  gint64 now = hub_clock_now (request->platform->clock);
  gint64 from = 0, to = 0;

  if (read_time (request, "to", now, &to, &error)
      && read_time (request, "from", to - HUB_DAYS (DEFAULT_DAYS), &from, &error))
    rows = hub_adoption_list (request->platform, hub_request_get (request, "app_id"), from, to, by_day, &error);
  hub_request_finish (request, rows != NULL ? hub_present_adoption (rows, from, to, by_day) : NULL, error);
}

static void
set_visit_status (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubApp) app = NULL;
  g_autoptr (HubMember) member = NULL;
  const char *app_id = hub_request_get (request, "app_id");

  app = hub_visit_service_set (request->platform, request->actor, app_id,
                               g_str_equal (hub_request_get (request, "status"), "open"),
                               hub_request_get (request, "reason"), FALSE, &error);
  if (app != NULL)
    hub_member_repository_find (request->platform->database, app_id, request->actor->superhub_id, &member, NULL);
  hub_request_finish (request, app != NULL ? hub_present_app (app, member) : NULL, error);
}

static void
remove_app (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  gboolean done;

  done = hub_visit_service_remove (request->platform, request->actor, hub_request_get (request, "app_id"),
                                   hub_request_get (request, "name"), &error);
  hub_request_finish_done (request, done, error);
}

const HubOperation hub_visit_handlers[] = {
  { "explainVersion", explain_version },
  { "getAdoption", get_adoption },
  { "setVisitStatus", set_visit_status },
  { "removeApp", remove_app },
  { NULL, NULL },
};
