/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-present-release.h"

#include "config.h"

#include "hub-clock.h"
#include "hub-language.h"
#include "hub-present.h"
#include "hub-release-plan.h"

static void
set_url (JsonObject *object, const char *base_url, const char *app_id)
{
  g_autofree char *url = g_strconcat (base_url, "/a/", app_id, NULL);

  json_object_set_string_member (object, "url", url);
}

/**
 * hub_present_release:
 * @release: a full release
 * @base_url: the platform's address
 *
 * Returns: (transfer full): the schema Release
 */
JsonNode *
hub_present_release (const HubRelease *release, const char *base_url)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", release->id);
  json_object_set_string_member (object, "version", release->version);
  json_object_set_string_member (object, "remarks", release->remarks);
  json_object_set_string_member (object, "package", release->package);
  json_object_set_string_member (object, "mode", release->mode);
  json_object_set_string_member (object, "state", release->state);
  json_object_set_string_member (object, "released_by", release->released_by);
  hub_present_set_time (object, "released_at", release->released_at);
  set_url (object, base_url, release->app_id);
  return hub_present_object (object);
}

static JsonObject *
present_step (const HubReleaseStep *step)
{
  JsonObject *object = json_object_new ();

  json_object_set_double_member (object, "percentage", hub_release_plan_percentage (step->share));
  hub_present_set_time (object, "at", step->due_at);
  return object;
}

/* The next step of a release that goes on by itself; null where a person has to act first. */
static void
set_next (JsonObject *object, const HubPhasedRelease *phased, GArray *steps)
{
  json_object_set_null_member (object, "next");
  if (phased == NULL || !g_str_equal (phased->state, "running"))
    return;
  for (guint i = 0; i < steps->len; i++)
    {
      const HubReleaseStep *step = &g_array_index (steps, HubReleaseStep, i);

      if (step->done_at == 0 && step->due_at < phased->ends_at)
        {
          json_object_set_object_member (object, "next", present_step (step));
          return;
        }
    }
}

static JsonObject *
present_phased (const HubPhasedRelease *phased, GArray *steps)
{
  JsonObject *object = json_object_new ();
  JsonArray *plan = json_array_new ();

  json_object_set_double_member (object, "percentage", hub_release_plan_percentage (phased->share));
  hub_present_set_time (object, "since", phased->share_since);
  for (guint i = 0; i < steps->len; i++)
    {
      const HubReleaseStep *step = &g_array_index (steps, HubReleaseStep, i);
      JsonObject *line = present_step (step);

      hub_present_set_time (line, "done_at", step->done_at);
      json_array_add_object_element (plan, line);
    }
  json_object_set_array_member (object, "steps", plan);
  set_next (object, phased, steps);
  hub_present_set_time (object, "paused_at", phased->paused_at);
  hub_present_set_time (object, "decide_by", phased->ends_at);
  hub_present_set_time (object, "ended_at", phased->ended_at);
  hub_present_set_text (object, "ended_by", phased->ended_at != 0 ? phased->ended_by : NULL);
  return object;
}

/**
 * hub_present_phased_release:
 * @phased: a phased release
 * @steps: (element-type HubReleaseStep): its plan
 * @base_url: the platform's address
 *
 * Returns: (transfer full): the schema Release, with the member "phased"
 */
JsonNode *
hub_present_phased_release (const HubPhasedRelease *phased, GArray *steps, const char *base_url)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", phased->id);
  json_object_set_string_member (object, "version", phased->version);
  json_object_set_string_member (object, "remarks", phased->remarks);
  json_object_set_string_member (object, "package", phased->package);
  json_object_set_string_member (object, "mode", "phased");
  json_object_set_string_member (object, "state", phased->state);
  json_object_set_string_member (object, "released_by", phased->released_by);
  hub_present_set_time (object, "released_at", phased->released_at);
  set_url (object, base_url, phased->app_id);
  json_object_set_object_member (object, "phased", present_phased (phased, steps));
  return hub_present_object (object);
}

/**
 * hub_present_online_change:
 * @change: a switch of the full version
 *
 * Returns: (transfer full): the schema OnlineChange
 */
JsonNode *
hub_present_online_change (const HubOnlineChange *change)
{
  JsonObject *object = json_object_new ();
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, change->number);

  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "release_id", change->release_id);
  json_object_set_string_member (object, "version", change->version);
  hub_present_set_text (object, "previous", change->previous);
  hub_present_set_text (object, "previous_version", change->previous_version);
  json_object_set_string_member (object, "how", change->how);
  json_object_set_string_member (object, "made_by", change->made_by);
  hub_present_set_time (object, "made_at", change->made_at);
  hub_present_set_time (object, "until", change->until);
  hub_present_set_text (object, "next_version", change->next_version);
  hub_present_set_text (object, "next_how", change->next_how);
  return hub_present_object (object);
}

static const char *
get_kind (const HubReleaseEvent *event)
{
  if (g_str_equal (event->action, "setVisitStatus"))
    return g_str_equal (event->target, "open") ? "resume" : "suspend";
  if (g_str_equal (event->action, "revertCodeRelease"))
    return "rollback";
  if (g_str_equal (event->action, "redoCodeRelease"))
    return "redo";
  return event->phased_id != NULL ? "phased" : "full";
}

/**
 * hub_present_release_event:
 * @event: something of the history
 * @phased: (nullable): the release in phases that it began
 * @steps: (nullable) (element-type HubReleaseStep): its plan
 *
 * Returns: (transfer full): the schema ReleaseEvent
 */
JsonNode *
hub_present_release_event (const HubReleaseEvent *event, const HubPhasedRelease *phased, GArray *steps)
{
  JsonObject *object = json_object_new ();
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, event->number);

  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "kind", get_kind (event));
  hub_present_set_text (object, "version", event->version);
  hub_present_set_text (object, "release_id", event->release_id);
  json_object_set_string_member (object, "made_by", event->actor);
  hub_present_set_time (object, "made_at", event->at);
  hub_present_set_text (object, "state", phased != NULL ? phased->state : NULL);
  if (phased != NULL)
    json_object_set_object_member (object, "phased", present_phased (phased, steps));
  else
    json_object_set_null_member (object, "phased");
  return hub_present_object (object);
}

static char *
explain (const HubOffer *offer, const HubChoice *choice)
{
  double percentage = offer->phased != NULL ? hub_release_plan_percentage (offer->phased->share) : 0;

  switch (choice->rule)
    {
    case HUB_RELEASE_RULE_MEMBER:
      return g_strdup_printf (_("Members and test members get the phased version first, whatever their bucket is (%u)"),
                              choice->bucket);
    case HUB_RELEASE_RULE_BUCKET:
      return g_strdup_printf (_("Bucket %u is below %u: the phased version has reached %g %%"), choice->bucket,
                              offer->phased->share, percentage);
    case HUB_RELEASE_RULE_NOT_YET:
      return g_strdup_printf (_("Bucket %u is not below %u: the phased version has reached %g %%, so the full version stays"),
                              choice->bucket, offer->phased->share, percentage);
    case HUB_RELEASE_RULE_NO_PHASE:
    default:
      return g_strdup (_("Everybody gets the full version; no phased release is active"));
    }
}

/**
 * hub_present_choice:
 * @offer: what the program offers
 * @choice: what the person gets of it
 * @steps: (nullable) (element-type HubReleaseStep): the plan of the phased release, where there is one
 * @user_key: what the bucket is computed of
 * @now: when it was decided
 *
 * Returns: (transfer full): the schema VersionChoice
 */
JsonNode *
hub_present_choice (const HubOffer *offer, const HubChoice *choice, GArray *steps, const char *user_key, gint64 now)
{
  JsonObject *object = json_object_new ();
  const HubPhasedRelease *phased = offer->phased;
  g_autofree char *reason = explain (offer, choice);

  json_object_set_string_member (object, "user_key", user_key);
  json_object_set_boolean_member (object, "member", choice->member);
  json_object_set_string_member (object, "rule", hub_release_rule_get_name (choice->rule));
  json_object_set_string_member (object, "reason", reason);
  json_object_set_null_member (object, "bucket");
  json_object_set_null_member (object, "percentage");
  if (phased != NULL)
    {
      json_object_set_int_member (object, "bucket", choice->bucket);
      json_object_set_double_member (object, "percentage", hub_release_plan_percentage (phased->share));
    }
  json_object_set_string_member (object, "release_id", choice->release_id);
  json_object_set_string_member (object, "version", choice->version);
  json_object_set_string_member (object, "package", choice->package);
  hub_present_set_time (object, "at", now);
  hub_present_set_time (object, "since", phased != NULL ? phased->share_since : offer->full->released_at);
  set_next (object, phased, steps);
  return hub_present_object (object);
}

/* In the order of first use, which is that of time. */
static JsonObject *
find_total (JsonArray *totals, const HubAdoptionRow *row)
{
  JsonObject *total;

  for (guint i = 0; i < json_array_get_length (totals); i++)
    {
      total = json_array_get_object_element (totals, i);
      if (g_str_equal (json_object_get_string_member (total, "release_id"), row->release_id))
        return total;
    }
  total = json_object_new ();
  json_object_set_string_member (total, "release_id", row->release_id);
  json_object_set_string_member (total, "version", row->version);
  json_object_set_int_member (total, "checks", 0);
  json_array_add_object_element (totals, total);
  return total;
}

static void
add_percentages (JsonArray *totals, gint64 all)
{
  for (guint i = 0; i < json_array_get_length (totals); i++)
    {
      JsonObject *total = json_array_get_object_element (totals, i);
      gint64 hundredths = json_object_get_int_member (total, "checks") * 10000 / MAX (all, 1);

      json_object_set_double_member (total, "percentage", hundredths / 100.0);
    }
}

/**
 * hub_present_adoption:
 * @rows: (element-type HubAdoptionRow): what was counted
 * @from: the first moment that was asked for
 * @to: the last one
 * @by_day: whether the rows are of days, and not of hours
 *
 * Returns: (transfer full): the schema Adoption
 */
JsonNode *
hub_present_adoption (GPtrArray *rows, gint64 from, gint64 to, gboolean by_day)
{
  JsonObject *object = json_object_new ();
  JsonArray *items = json_array_new ();
  JsonArray *totals = json_array_new ();
  gint64 all = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const HubAdoptionRow *row = g_ptr_array_index (rows, i);
      JsonObject *total = find_total (totals, row);
      JsonObject *item = json_object_new ();

      hub_present_set_time (item, "at", row->hour * HUB_HOURS (1));
      json_object_set_string_member (item, "release_id", row->release_id);
      json_object_set_string_member (item, "version", row->version);
      json_object_set_int_member (item, "checks", row->checks);
      json_array_add_object_element (items, item);
      json_object_set_int_member (total, "checks", json_object_get_int_member (total, "checks") + row->checks);
      all += row->checks;
    }
  add_percentages (totals, all);
  hub_present_set_time (object, "from", from);
  hub_present_set_time (object, "to", to);
  json_object_set_string_member (object, "interval", by_day ? "day" : "hour");
  json_object_set_array_member (object, "items", items);
  json_object_set_array_member (object, "totals", totals);
  return hub_present_object (object);
}
