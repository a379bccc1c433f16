/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan of a phased release before it is sent, with the platform's rules: who edits it is told while they edit. */
#include "hub-plan.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-moment.h"

#define HOUR 3600
#define DAY (24 * HOUR)

/**
 * hub_plan_new_default:
 *
 * Returns: (transfer full) (element-type HubPlanStep): a careful plan of about three days that ends with everybody
 */
GArray *
hub_plan_new_default (void)
{
  static const HubPlanStep steps[] = {
    { 100, 0 }, { 500, 2 * HOUR }, { 2000, DAY }, { 5000, DAY }, { 10000, DAY },
  };
  GArray *plan = g_array_new (FALSE, FALSE, sizeof (HubPlanStep));

  return g_array_append_vals (plan, steps, G_N_ELEMENTS (steps));
}

/**
 * hub_plan_get_moment:
 * @plan: (element-type HubPlanStep): a plan
 * @position: of a step in it
 * @begin: when it is released, in seconds since 1970
 *
 * Returns: when the step is taken, in seconds since 1970; one without a readable moment counts as taken with the one before it
 */
gint64
hub_plan_get_moment (GArray *plan, guint position, gint64 begin)
{
  gint64 moment = begin;

  g_return_val_if_fail (position < plan->len, begin);

  for (guint i = 0; i <= position; i++)
    {
      const HubPlanStep *step = &g_array_index (plan, HubPlanStep, i);

      if (step->at == 0)
        moment += step->delay;
      else if (step->at != HUB_PLAN_NO_MOMENT)
        moment = step->at;
    }
  return moment;
}

/**
 * hub_plan_dup_share:
 * @percentage: 0 to 100
 *
 * Returns: (transfer full): it with its sign, without needless decimals: "10 %"
 */
char *
hub_plan_dup_share (double percentage)
{
  return g_strdup_printf (_("%g %%"), percentage);
}

/**
 * hub_plan_get_percentage:
 * @object: a record with the member "percentage"
 *
 * Returns: it; 0 where there is none
 */
double
hub_plan_get_percentage (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "percentage");

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : 0;
}

/* (transfer full) (nullable): what is wrong with the time of the step at @i, and of none before it */
static char *
check_time (GArray *plan, guint i, guint days, gint64 now)
{
  const HubPlanStep *step = &g_array_index (plan, HubPlanStep, i);
  gint64 moment = hub_plan_get_moment (plan, i, now);

  if (step->at == HUB_PLAN_NO_MOMENT)
    return g_strdup_printf (_("Step %u needs a day and a time that there are, like 2026-01-31 08:00"), i + 1);
  if (moment < now)
    return g_strdup_printf (_("The moment of step %u has passed: choose a later one"), i + 1);
  if (i > 0 && moment <= hub_plan_get_moment (plan, i - 1, now))
    return g_strdup_printf (_("Step %u must come later than the one before it"), i + 1);
  if (moment - now >= (gint64) days * DAY)
    return g_strdup_printf (ngettext ("Step %u is too late: after %u day the release asks for a decision",
                                      "Step %u is too late: after %u days the release asks for a decision", days),
                            i + 1, days);
  return NULL;
}

/* The same for its percentage. */
static char *
check_share (GArray *plan, guint i)
{
  const HubPlanStep *step = &g_array_index (plan, HubPlanStep, i);
  g_autofree char *before = NULL;

  if (step->share > 10000)
    return g_strdup_printf (_("Step %u reaches more than 100 %%"), i + 1);
  if (i == 0 || step->share > (step - 1)->share)
    return NULL;
  before = hub_plan_dup_share ((step - 1)->share / 100.0);
  return g_strdup_printf (_("Step %u must reach more than the %s before it: a plan only rises"), i + 1, before);
}

/**
 * hub_plan_check:
 * @plan: (element-type HubPlanStep): a plan
 * @days: how long a phased release may run
 * @now: when it would be released, in seconds since 1970
 * @where: (out) (optional): the place of the step that is wrong
 *
 * Asks what the platform asks when the plan is sent, see `hub_release_plan_parse()`.
 *
 * Returns: (transfer full) (nullable): a sentence that says what is wrong; %NULL for a good plan
 */
char *
hub_plan_check (GArray *plan, guint days, gint64 now, guint *where)
{
  guint at = 0;
  char *text = NULL;

  if (plan->len == 0 || plan->len > HUB_PLAN_MAX_STEPS)
    text = g_strdup_printf (_("A plan has 1 to %d steps"), HUB_PLAN_MAX_STEPS);
  for (guint i = 0; text == NULL && i < plan->len; i++)
    {
      at = i;
      text = check_share (plan, i);
      if (text == NULL)
        text = check_time (plan, i, days, now);
    }
  if (where != NULL)
    *where = at;
  return text;
}

/**
 * hub_plan_to_json:
 * @plan: (element-type HubPlanStep): a plan
 *
 * The delays are counted from the release on, as the platform counts them; after a fixed moment each step is one, too.
 *
 * Returns: (transfer full): the parameter "steps" of createRelease
 */
JsonArray *
hub_plan_to_json (GArray *plan)
{
  JsonArray *steps = json_array_new ();
  gboolean fixed = FALSE;

  for (guint i = 0; i < plan->len; i++)
    {
      const HubPlanStep *step = &g_array_index (plan, HubPlanStep, i);
      gint64 moment = hub_plan_get_moment (plan, i, 0);
      JsonObject *object = json_object_new ();

      fixed = fixed || step->at != 0;
      json_object_set_double_member (object, "percentage", step->share / 100.0);
      if (fixed)
        {
          g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (moment);
          g_autofree char *text = g_date_time_format_iso8601 (time);

          json_object_set_string_member (object, "at", text);
        }
      /* The first step without a time is taken with the release itself. */
      else if (moment > 0 || i > 0)
        json_object_set_int_member (object, "after", moment);
      json_array_add_object_element (steps, object);
    }
  return steps;
}

/* The time of the step at @i as words: "at once", "after 2 hours", "1 day later", "on Tue 24 Nov, 09:00" */
static char *
dup_time (GArray *plan, guint i)
{
  const HubPlanStep *step = &g_array_index (plan, HubPlanStep, i);
  gint64 delay = step->delay;

  if (step->at > 0)
    {
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (step->at);
      g_autofree char *text = hub_moment_format (time);

      /* Translators: from a moment on: "from Tue 24 Nov, 09:00 on" */
      return g_strdup_printf (_("from %s on"), text);
    }
  if (step->at == HUB_PLAN_NO_MOMENT)
    return g_strdup (_("at no readable time"));
  if (delay <= 0)
    return g_strdup (_("at once"));
  if (delay % DAY == 0 && i == 0)
    return g_strdup_printf (ngettext ("after %d day", "after %d days", delay / DAY), (int) (delay / DAY));
  if (delay % DAY == 0)
    return g_strdup_printf (ngettext ("%d day later", "%d days later", delay / DAY), (int) (delay / DAY));
  if (delay % HOUR == 0 && i == 0)
    return g_strdup_printf (ngettext ("after %d hour", "after %d hours", delay / HOUR), (int) (delay / HOUR));
  if (delay % HOUR == 0)
    return g_strdup_printf (ngettext ("%d hour later", "%d hours later", delay / HOUR), (int) (delay / HOUR));
  if (i == 0)
    return g_strdup_printf (ngettext ("after %d minute", "after %d minutes", delay / 60), (int) (delay / 60));
  return g_strdup_printf (ngettext ("%d minute later", "%d minutes later", delay / 60), (int) (delay / 60));
}

/**
 * hub_plan_describe:
 * @plan: (element-type HubPlanStep): a plan
 *
 * Returns: (transfer full): it in a sentence, for who does not see its curve
 */
char *
hub_plan_describe (GArray *plan)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < plan->len; i++)
    {
      const HubPlanStep *step = &g_array_index (plan, HubPlanStep, i);
      g_autofree char *share = hub_plan_dup_share (step->share / 100.0);
      g_autofree char *time = dup_time (plan, i);

      if (i > 0)
        g_string_append (text, _(", "));
      /* Translators: a step of a plan: “5 %”, “after 2 hours” */
      g_string_append_printf (text, _("%s %s"), share, time);
    }
  return g_string_free (text, FALSE);
}
