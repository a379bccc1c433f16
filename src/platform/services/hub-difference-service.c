/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-difference-service.h"

#include "hub-json.h"
#include "hub-package-difference.h"
#include "hub-package-facts.h"
#include "hub-package-service.h"
#include "hub-present.h"
#include "hub-release-repository.h"

typedef struct
{
  HubPackageLimits  limits;
  HubRelease       *online;       /* (nullable) */
  char             *before;       /* (nullable): paths of packages */
  char             *after;
  char             *version;
  char             *sha256;
} Comparison;

static void
comparison_free (Comparison *self)
{
  g_clear_pointer (&self->online, hub_release_free);
  g_free (self->before);
  g_free (self->after);
  g_free (self->version);
  g_free (self->sha256);
  g_free (self);
}

static JsonNode *
read_facts (HubPackage *package)
{
  g_autofree char *text = hub_package_facts_read (package);

  return hub_json_parse (text, -1, "facts", NULL);
}

static void
add_base (JsonObject *object, const HubRelease *online)
{
  JsonObject *base;

  if (online == NULL)
    {
      json_object_set_null_member (object, "base");
      return;
    }
  base = json_object_new ();
  json_object_set_string_member (base, "version", online->version);
  json_object_set_string_member (base, "package", online->package);
  hub_present_set_time (base, "released_at", online->released_at);
  json_object_set_object_member (object, "base", base);
}

static void
compare_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Comparison *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HubPackage) before = NULL;
  g_autoptr (HubPackage) after = hub_package_open (self->after, &self->limits, &error);
  g_autoptr (JsonNode) old_facts = NULL;
  g_autoptr (JsonNode) new_facts = NULL;
  HubPackageSide sides[2] = { { NULL, NULL }, { NULL, NULL } };
  JsonObject *object;

  if (after != NULL && self->before != NULL)
    before = hub_package_open (self->before, &self->limits, &error);
  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  new_facts = read_facts (after);
  old_facts = before != NULL ? read_facts (before) : NULL;
  sides[0] = (HubPackageSide) { before, old_facts != NULL ? json_node_get_object (old_facts) : NULL };
  sides[1] = (HubPackageSide) { after, json_node_get_object (new_facts) };
  object = hub_package_difference_read (&sides[0], &sides[1]);
  json_object_set_string_member (object, "version", self->version);
  json_object_set_string_member (object, "package", self->sha256);
  add_base (object, self->online);
  g_task_return_pointer (task, hub_present_object (object), (GDestroyNotify) json_node_unref);
}

/**
 * hub_difference_service_compare_async:
 * @platform: the platform
 * @review: a review; not kept
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Compares the version of a review with the one that everybody gets now, in another thread.
 */
void
hub_difference_service_compare_async (HubPlatform *platform, const HubReview *review, GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Comparison *self = g_new0 (Comparison, 1);
  GError *error = NULL;

  g_task_set_task_data (task, self, (GDestroyNotify) comparison_free);
  self->limits = platform->limits.package;
  self->after = hub_package_service_path (platform, review->package);
  self->version = g_strdup (review->version);
  self->sha256 = g_strdup (review->package);
  if (!hub_release_repository_find_online (platform->database, review->app_id, &self->online, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->online != NULL)
    self->before = hub_package_service_path (platform, self->online->package);
  g_task_run_in_thread (task, compare_in_thread);
}

/**
 * hub_difference_service_compare_finish:
 * @result: a result
 * @error: (out) (optional): a package cannot be read
 *
 * Returns: (transfer full) (nullable): the schema VersionDifference
 */
JsonNode *
hub_difference_service_compare_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
