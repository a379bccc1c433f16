/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan of a phased release before it is sent, with the platform's rules: who edits it is told while they edit. */
#include "hub-plan.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#define HOUR 3600
#define DAY (24 * HOUR)

/**
 * hub_plan_new_default:
 *
 * Returns: (transfer full) (element-type HubPlanStep): a careful plan of three days that ends with everybody
 */
GArray *
hub_plan_new_default (void)
{
  static const HubPlanStep steps[] = {
    { 100, 0 }, { 500, 2 * HOUR }, { 2000, DAY }, { 5000, 2 * DAY }, { 10000, 3 * DAY },
  };
  GArray *plan = g_array_new (FALSE, FALSE, sizeof (HubPlanStep));

  return g_array_append_vals (plan, steps, G_N_ELEMENTS (steps));
}

/**
 * hub_plan_dup_after:
 * @after: seconds from the release on
 *
 * Returns: (transfer full): that as words: "at once", "after 2 hours"
 */
char *
hub_plan_dup_after (gint64 after)
{
  if (after <= 0)
    return g_strdup (_("at once"));
  if (after % DAY == 0)
    return g_strdup_printf (ngettext ("after %d day", "after %d days", after / DAY), (int) (after / DAY));
  if (after % HOUR == 0)
    return g_strdup_printf (ngettext ("after %d hour", "after %d hours", after / HOUR), (int) (after / HOUR));
  return g_strdup_printf (ngettext ("after %d minute", "after %d minutes", after / 60), (int) (after / 60));
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

/**
 * hub_plan_check:
 * @plan: (element-type HubPlanStep): a plan
 * @days: how long a phased release may run
 * @where: (out) (optional): the place of the step that is wrong
 *
 * Asks what the platform asks when the plan is sent, see `hub_release_plan_parse()`.
 *
 * Returns: (transfer full) (nullable): a sentence that says what is wrong; %NULL for a good plan
 */
char *
hub_plan_check (GArray *plan, guint days, guint *where)
{
  guint at = 0;
  char *text = NULL;

  if (plan->len == 0 || plan->len > HUB_PLAN_MAX_STEPS)
    text = g_strdup_printf (_("A plan has 1 to %d steps"), HUB_PLAN_MAX_STEPS);
  for (guint i = 0; text == NULL && i < plan->len; i++)
    {
      const HubPlanStep *step = &g_array_index (plan, HubPlanStep, i);
      const HubPlanStep *before = i > 0 ? step - 1 : NULL;
      g_autofree char *share = before != NULL ? hub_plan_dup_share (before->share / 100.0) : NULL;

      at = i;
      if (step->share > 10000)
        text = g_strdup_printf (_("Step %u reaches more than 100 %%"), i + 1);
      else if (before != NULL && step->share <= before->share)
        text = g_strdup_printf (_("Step %u must reach more than the %s before it: a plan only rises"), i + 1, share);
      else if (before != NULL && step->after <= before->after)
        text = g_strdup_printf (_("Step %u must come later than the one before it"), i + 1);
      else if (step->after >= (gint64) days * DAY)
        text = g_strdup_printf (ngettext ("Step %u is too late: after %u day the release asks for a decision",
                                          "Step %u is too late: after %u days the release asks for a decision", days),
                                i + 1, days);
    }
  if (where != NULL)
    *where = at;
  return text;
}

/**
 * hub_plan_to_json:
 * @plan: (element-type HubPlanStep): a plan
 *
 * Returns: (transfer full): the parameter "steps" of createRelease
 */
JsonArray *
hub_plan_to_json (GArray *plan)
{
  JsonArray *steps = json_array_new ();

  for (guint i = 0; i < plan->len; i++)
    {
      const HubPlanStep *step = &g_array_index (plan, HubPlanStep, i);
      JsonObject *object = json_object_new ();

      json_object_set_double_member (object, "percentage", step->share / 100.0);
      /* The first step without a time is taken with the release itself. */
      if (step->after > 0 || i > 0)
        json_object_set_int_member (object, "after", step->after);
      json_array_add_object_element (steps, object);
    }
  return steps;
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
      g_autofree char *after = hub_plan_dup_after (step->after);

      if (i > 0)
        g_string_append (text, _(", "));
      /* Translators: a step of a plan: “5 %”, “after 2 hours” */
      g_string_append_printf (text, _("%s %s"), share, after);
    }
  return g_string_free (text, FALSE);
}

/**
 * hub_plan_share_at:
 * @plan: (element-type HubPlanStep): a plan
 * @after: seconds from the release on
 *
 * Returns: what it has reached then, in hundredths of a percent
 */
guint
hub_plan_share_at (GArray *plan, gint64 after)
{
  guint share = 0;

  for (guint i = 0; i < plan->len; i++)
    if (g_array_index (plan, HubPlanStep, i).after <= after)
      share = MAX (share, g_array_index (plan, HubPlanStep, i).share);
  return share;
}
