/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "hub-phased-release-repository.h"
#include "hub-present-release.h"
#include "hub-present.h"
#include "hub-review-quota.h"
#include "hub-version-service.h"

static void
set_node (JsonObject *object, const char *member, JsonNode *node)
{
  json_object_set_member (object, member, node != NULL ? node : json_node_new (JSON_NODE_NULL));
}

static gboolean
add_developer_versions (HubRequest *request, const char *app_id, const HubTestVersion *test,
                        const char *base_url, JsonObject *object, GError **error)
{
  g_autoptr (GPtrArray) versions = NULL;
  JsonArray *items = json_array_new ();

  json_object_set_array_member (object, "developer", items);
  versions = hub_developer_version_repository_list (request->platform->database, app_id, error);
  for (guint i = 0; versions != NULL && i < versions->len; i++)
    json_array_add_element (items, hub_present_developer_version (g_ptr_array_index (versions, i), test, base_url));
  return versions != NULL;
}

/* A review that was released or withdrawn is no version in review any more. */
static gboolean
add_review (HubRequest *request, const char *app_id, JsonObject *object, GError **error)
{
  g_autoptr (HubReview) review = NULL;
  HubReviewQuota quota;
  gboolean shown;

  if (!hub_review_quota_read (request->platform, app_id, &quota, error)
      || !hub_review_repository_find_latest (request->platform->database, app_id, &review, error))
    return FALSE;
  json_object_set_int_member (object, "withdrawals_left", quota.left);
  shown = review != NULL && !g_str_equal (review->state, "released")
          && !g_str_equal (review->state, "withdrawn");
  set_node (object, "review", shown ? hub_present_review (review) : NULL);
  return TRUE;
}

static gboolean
add_phased (HubRequest *request, const char *app_id, const char *base_url, JsonObject *object, GError **error)
{
  g_autoptr (HubPhasedRelease) phased = NULL;
  g_autoptr (GArray) steps = NULL;

  json_object_set_null_member (object, "phased");
  if (!hub_phased_release_repository_find_active (request->platform->database, app_id, &phased, error))
    return FALSE;
  if (phased == NULL)
    return TRUE;
  steps = hub_release_step_repository_list (request->platform->database, phased->id, error);
  if (steps != NULL)
    set_node (object, "phased", hub_present_phased_release (phased, steps, base_url));
  return steps != NULL;
}

static gboolean
add_releases (HubRequest *request, const char *app_id, const char *base_url, JsonObject *object,
              GError **error)
{
  g_autoptr (GPtrArray) releases = NULL;
  JsonArray *history = json_array_new ();

  json_object_set_null_member (object, "online");
  json_object_set_array_member (object, "history", history);
  releases = hub_release_repository_list (request->platform->database, app_id, error);
  for (guint i = 0; releases != NULL && i < releases->len; i++)
    {
      const HubRelease *release = g_ptr_array_index (releases, i);

      json_array_add_element (history, hub_present_release (release, base_url));
      if (g_str_equal (release->state, "online"))
        set_node (object, "online", hub_present_release (release, base_url));
    }
  return releases != NULL;
}

static void
get_versions (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubTestVersion) test = NULL;
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *base_url = hub_request_base_url (request);
  const char *app_id = hub_request_get (request, "app_id");
  gboolean good;

  good = hub_test_version_repository_find (request->platform->database, app_id, &test, &error)
         && add_developer_versions (request, app_id, test, base_url, object, &error)
         && add_review (request, app_id, object, &error)
         && add_releases (request, app_id, base_url, object, &error)
         && add_phased (request, app_id, base_url, object, &error);
  set_node (object, "test", test != NULL ? hub_present_test_version (test, base_url) : NULL);
  hub_request_finish (request, good ? hub_present_object (g_steal_pointer (&object)) : NULL, error);
}

static void
put_developer_version (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubDeveloperVersion) version = NULL;
  g_autoptr (HubTestVersion) test = NULL;
  g_autofree char *base_url = hub_request_base_url (request);
  const char *remarks = hub_request_get (request, "remarks");
  const char *app_id = hub_request_get (request, "app_id");

  version = hub_version_service_put (request->platform, request->actor, app_id,
                                     hub_request_get (request, "package"),
                                     hub_request_get (request, "version"),
                                     remarks != NULL ? remarks : "", &error);
  if (version != NULL)
    hub_test_version_repository_find (request->platform->database, app_id, &test, NULL);
  hub_request_finish (request, version != NULL ? hub_present_developer_version (version, test, base_url) : NULL,
                      error);
}

static void
delete_developer_version (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  gboolean done;

  done = hub_version_service_delete (request->platform, request->actor,
                                     hub_request_get (request, "app_id"),
                                     hub_request_get (request, "id"), &error);
  hub_request_finish_done (request, done, error);
}

static void
put_test_version (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubTestVersion) test = NULL;
  g_autofree char *base_url = hub_request_base_url (request);
  const char *mode = hub_request_get (request, "mode");

  test = hub_version_service_set_test (request->platform, request->actor,
                                       hub_request_get (request, "app_id"),
                                       hub_request_get (request, "id"),
                                       mode != NULL ? mode : "follow", &error);
  hub_request_finish (request, test != NULL ? hub_present_test_version (test, base_url) : NULL, error);
}

static void
delete_test_version (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  gboolean done;

  done = hub_version_service_clear_test (request->platform, request->actor,
                                         hub_request_get (request, "app_id"), &error);
  hub_request_finish_done (request, done, error);
}

const HubOperation hub_version_handlers[] = {
  { "getVersions", get_versions },
  { "putDeveloperVersion", put_developer_version },
  { "deleteDeveloperVersion", delete_developer_version },
  { "putTestVersion", put_test_version },
  { "deleteTestVersion", delete_test_version },
  { NULL, NULL },
};
