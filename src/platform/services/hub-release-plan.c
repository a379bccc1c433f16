/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-release-plan.h"

#include "config.h"

#include "hub-bucket.h"
#include "hub-clock.h"
#include "hub-json.h"
#include "hub-language.h"
#include "hub-refusals.h"

#define MAX_STEPS 20

/**
 * hub_release_plan_read_share:
 * @percentage: (nullable): a number of JSON
 * @share: (out): the same in hundredths of a percent
 *
 * Returns: whether it is 0 to 100 with at most two decimals
 */
gboolean
hub_release_plan_read_share (JsonNode *percentage, guint *share)
{
  double number, rest;

  if (percentage == NULL || !JSON_NODE_HOLDS_VALUE (percentage))
    return FALSE;
  number = json_node_get_double (percentage);
  /* Not a number is no number of these, either. */
  if (!(number >= 0 && number <= 100))
    return FALSE;
  *share = (guint) (number * 100 + 0.5);
  rest = number * 100 - *share;
  return rest < 1e-6 && rest > -1e-6;
}

/**
 * hub_release_plan_percentage:
 * @share: hundredths of a percent
 *
 * Returns: the percentage
 */
double
hub_release_plan_percentage (guint share)
{
  return share / 100.0;
}

static gboolean
read_time (JsonObject *from, guint position, gint64 now, gint64 *due, GError **error)
{
  const char *at = hub_json_get_string (from, "at", NULL);
  gint64 after = hub_json_get_int (from, "after", -1);
  g_autoptr (GDateTime) time = NULL;

  if (at != NULL && after >= 0)
    {
      hub_refuse (error, "release.bad_plan", _("Step %u has two times; give “at” or “after”"), position + 1);
      return FALSE;
    }
  if (at == NULL)
    {
      *due = now + MAX (after, 0) * G_USEC_PER_SEC;
      return TRUE;
    }
  time = g_date_time_new_from_iso8601 (at, NULL);
  if (time == NULL)
    {
      hub_refuse (error, "release.bad_plan",
                  _("The time of step %u, “%s”, cannot be read; write it like 2030-01-31T08:00:00Z"), position + 1, at);
      return FALSE;
    }
  *due = g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
  return TRUE;
}

static gboolean
check_step (const HubReleaseStep *step, const HubReleaseStep *before, guint position, gint64 now, gint64 ends_at,
            GError **error)
{
  if (before != NULL && step->share <= before->share)
    hub_refuse (error, "release.bad_plan", _("Step %u has no greater percentage than the one before; a plan only rises"),
                position + 1);
  else if (before != NULL && step->due_at <= before->due_at)
    hub_refuse (error, "release.bad_plan", _("Step %u is not later than the one before; give each a time of its own"),
                position + 1);
  else if (step->due_at < now)
    hub_refuse (error, "release.bad_plan", _("The time of step %u has passed"), position + 1);
  else if (step->due_at >= ends_at)
    {
      g_autofree char *end = hub_clock_format (ends_at);

      hub_refuse (error, "release.bad_plan",
                  _("Step %u is too late: a phased release runs until %s at most"), position + 1, end);
    }
  else
    return TRUE;
  return FALSE;
}

/**
 * hub_release_plan_parse:
 * @steps: (nullable): objects with "percentage", and "at" (RFC 3339) or "after" (seconds from now); without either: now
 * @now: the time
 * @ends_at: when the release asks for a decision: all steps are before
 * @error: (out) (optional): "release.bad_plan"
 *
 * Returns: (transfer full) (element-type HubReleaseStep) (nullable): the plan, rising in percentage and in time
 */
GArray *
hub_release_plan_parse (JsonArray *steps, gint64 now, gint64 ends_at, GError **error)
{
  g_autoptr (GArray) plan = g_array_new (FALSE, TRUE, sizeof (HubReleaseStep));
  guint n_steps = steps != NULL ? json_array_get_length (steps) : 0;

  if (n_steps == 0 || n_steps > MAX_STEPS)
    {
      hub_refuse (error, "release.bad_plan", _("A phased release has a plan of 1 to %d steps"), MAX_STEPS);
      return NULL;
    }
  for (guint i = 0; i < n_steps; i++)
    {
      JsonObject *from = json_array_get_object_element (steps, i);
      HubReleaseStep step = { 0 };

      if (!hub_release_plan_read_share (json_object_get_member (from, "percentage"), &step.share))
        {
          hub_refuse (error, "release.bad_plan",
                      _("The percentage of step %u must be 0 to 100, with two decimals at most"), i + 1);
          return NULL;
        }
      if (!read_time (from, i, now, &step.due_at, error)
          || !check_step (&step, i > 0 ? &g_array_index (plan, HubReleaseStep, i - 1) : NULL, i, now, ends_at, error))
        return NULL;
      g_array_append_val (plan, step);
    }
  return g_steal_pointer (&plan);
}
