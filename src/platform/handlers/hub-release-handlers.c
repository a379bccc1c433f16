/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "hub-json.h"
#include "hub-phased-release-service.h"
#include "hub-present-release.h"
#include "hub-release-service.h"

static void
finish_full (HubRequest *request, HubRelease *release, const GError *error)
{
  g_autofree char *base_url = hub_request_base_url (request);

  hub_request_finish (request, release != NULL ? hub_present_release (release, base_url) : NULL, error);
  g_clear_pointer (&release, hub_release_free);
}

static void
finish_phased (HubRequest *request, HubPhasedRelease *phased, GError *failure)
{
  g_autofree char *base_url = hub_request_base_url (request);
  g_autoptr (GArray) steps = NULL;
  g_autoptr (GError) error = failure;

  if (phased != NULL)
    steps = hub_release_step_repository_list (request->platform->database, phased->id, &error);
  hub_request_finish (request, steps != NULL ? hub_present_phased_release (phased, steps, base_url) : NULL, error);
  g_clear_pointer (&phased, hub_phased_release_free);
}

static void
create_release (HubRequest *request)
{
  GError *error = NULL;
  const char *app_id = hub_request_get (request, "app_id");
  const char *review_id = hub_request_get (request, "review_id");
  HubPhasedRelease *phased;
  HubRelease *release;

  if (g_str_equal (hub_request_get (request, "mode"), "phased"))
    {
      phased = hub_phased_release_service_create (request->platform, request->actor, app_id, review_id,
                                                  hub_json_get_array (request->values, "steps"), &error);
      finish_phased (request, phased, error);
      return;
    }
  release = hub_release_service_create (request->platform, request->actor, app_id, review_id, &error);
  finish_full (request, release, error);
  g_clear_error (&error);
}

static void
get_plan (HubRequest *request)
{
  GError *error = NULL;
  HubPhasedRelease *phased;

  phased = hub_phased_release_service_get (request->platform, hub_request_get (request, "app_id"), &error);
  finish_phased (request, phased, error);
}

static void
raise_share (HubRequest *request)
{
  GError *error = NULL;
  HubPhasedRelease *phased;

  phased = hub_phased_release_service_raise (request->platform, request->actor, hub_request_get (request, "app_id"),
                                             json_object_get_member (request->values, "percentage"), &error);
  finish_phased (request, phased, error);
}

static void
pause_release (HubRequest *request)
{
  GError *error = NULL;
  HubPhasedRelease *phased;

  phased = hub_phased_release_service_pause (request->platform, request->actor, hub_request_get (request, "app_id"), &error);
  finish_phased (request, phased, error);
}

static void
resume_release (HubRequest *request)
{
  GError *error = NULL;
  HubPhasedRelease *phased;

  phased = hub_phased_release_service_resume (request->platform, request->actor, hub_request_get (request, "app_id"),
                                              hub_json_get_boolean (request->values, "confirm", FALSE), &error);
  finish_phased (request, phased, error);
}

static void
cancel_release (HubRequest *request)
{
  GError *error = NULL;
  HubPhasedRelease *phased;

  phased = hub_phased_release_service_cancel (request->platform, request->actor, hub_request_get (request, "app_id"), &error);
  finish_phased (request, phased, error);
}

static void
roll_back (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  HubRelease *release;

  release = hub_release_service_roll_back (request->platform, request->actor, hub_request_get (request, "app_id"),
                                           hub_request_get (request, "id"), &error);
  finish_full (request, release, error);
}

static void
redo (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  HubRelease *release;

  release = hub_release_service_redo (request->platform, request->actor, hub_request_get (request, "app_id"), &error);
  finish_full (request, release, error);
}

static void
get_history (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  gint64 last = 0;
  guint limit = hub_request_get_int (request, "limit", HUB_DEFAULT_PAGE);
  JsonArray *items = json_array_new ();

  changes = hub_online_change_repository_list (request->platform->database, hub_request_get (request, "app_id"),
                                               hub_request_get_cursor (request, G_MAXINT64), limit, &error);
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      const HubOnlineChange *change = g_ptr_array_index (changes, i);

      json_array_add_element (items, hub_present_online_change (change));
      last = change->number;
    }
  hub_request_finish_page (request, items, limit, last, error);
}

/* A release in phases is shown with its plan and what has become of it; later ones that went back to it are not. */
static JsonNode *
present_event (HubRequest *request, const HubReleaseEvent *event, GError **error)
{
  HubDatabase *database = request->platform->database;
  g_autoptr (HubPhasedRelease) phased = NULL;
  g_autoptr (GArray) steps = NULL;

  if (event->phased_id == NULL || !g_str_equal (event->action, "createRelease"))
    return hub_present_release_event (event, NULL, NULL);
  if (!hub_phased_release_repository_find (database, hub_request_get (request, "app_id"), event->phased_id, &phased, error))
    return NULL;
  steps = hub_release_step_repository_list (database, event->phased_id, error);
  return steps != NULL ? hub_present_release_event (event, phased, steps) : NULL;
}

static void
list_releases (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;
  gint64 last = 0;
  guint limit = hub_request_get_int (request, "limit", HUB_DEFAULT_PAGE);
  JsonArray *items = json_array_new ();

  events = hub_release_event_repository_list (request->platform->database, hub_request_get (request, "app_id"),
                                              hub_request_get_cursor (request, G_MAXINT64), limit, &error);
  for (guint i = 0; events != NULL && error == NULL && i < events->len; i++)
    {
      const HubReleaseEvent *event = g_ptr_array_index (events, i);
      JsonNode *node = present_event (request, event, &error);

      if (node != NULL)
        json_array_add_element (items, node);
      last = event->number;
    }
  hub_request_finish_page (request, items, limit, last, error);
}

const HubOperation hub_release_handlers[] = {
  { "listReleases", list_releases },
  { "createRelease", create_release },
  { "getGrayReleasePlan", get_plan },
  { "raiseGrayRelease", raise_share },
  { "pauseGrayRelease", pause_release },
  { "resumeGrayRelease", resume_release },
  { "revertGrayRelease", cancel_release },
  { "revertCodeRelease", roll_back },
  { "redoCodeRelease", redo },
  { "getHistoryVersion", get_history },
  { NULL, NULL },
};
