/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan of a phased release, and moments as people type them: without a window. */
#include "hub-json.h"
#include "hub-moment-entry.h"
#include "hub-plan.h"

#define HOUR 3600
#define DAY (24 * HOUR)

/* 2027-01-15 08:00 UTC */
#define NOW 1800000000

static GArray *
plan_new (const HubPlanStep *steps, guint n)
{
  return g_array_append_vals (g_array_new (FALSE, FALSE, sizeof (HubPlanStep)), steps, n);
}

/* The rules of the platform, said before anything is sent. */
static void
test_check (void)
{
  static const struct { HubPlanStep steps[3]; guint n; guint where; const char *wrong; } cases[] = {
    { { { 100, 0 }, { 500, HOUR }, { 10000, HOUR } }, 3, 0, NULL },
    { { { 0, 60 } }, 1, 0, NULL },
    { { { 100, 0 }, { 100, HOUR } }, 2, 1, "Step 2 must reach more than the 1 % before it" },
    { { { 100, 0 }, { 10001, HOUR } }, 2, 1, "Step 2 reaches more than 100 %" },
    { { { 100, HOUR }, { 500, 0 } }, 2, 1, "Step 2 must come later" },
    { { { 100, 0 }, { 500, 15 * DAY } }, 2, 1, "Step 2 is too late: after 15 days" },
    { { { 100, 0 }, { 500, 8 * DAY }, { 600, 7 * DAY } }, 3, 2, "Step 3 is too late" },
    { { { 0, 0 } }, 0, 0, "A plan has 1 to 20 steps" },
    /* Fixed moments, between delays, too. */
    { { { 100, 0, NOW + 60 }, { 500, HOUR }, { 10000, 0, NOW + DAY } }, 3, 0, NULL },
    { { { 100, 0, NOW } }, 1, 0, NULL },
    { { { 100, 0, NOW - 1 } }, 1, 0, "The moment of step 1 has passed" },
    { { { 100, 0 }, { 500, 0, NOW - 60 } }, 2, 1, "The moment of step 2 has passed" },
    { { { 100, HOUR }, { 500, 0, NOW + HOUR } }, 2, 1, "Step 2 must come later" },
    { { { 100, 0, NOW + DAY }, { 500, 0, NOW + HOUR } }, 2, 1, "Step 2 must come later" },
    { { { 100, 0 }, { 500, 0, NOW + 15 * DAY - 1 } }, 2, 0, NULL },
    { { { 100, 0 }, { 500, 0, NOW + 15 * DAY } }, 2, 1, "Step 2 is too late: after 15 days" },
    { { { 100, 0, NOW + 14 * DAY }, { 500, DAY } }, 2, 1, "Step 2 is too late: after 15 days" },
    { { { 100, 0 }, { 500, 0, HUB_PLAN_NO_MOMENT } }, 2, 1, "Step 2 needs a day and a time" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) plan = plan_new (cases[i].steps, cases[i].n);
      guint where = 0;
      g_autofree char *wrong = hub_plan_check (plan, 15, NOW, &where);

      g_test_message ("%u: %s", i, wrong);
      if (cases[i].wrong == NULL)
        g_assert_null (wrong);
      else
        g_assert_true (wrong != NULL && g_str_has_prefix (wrong, cases[i].wrong) && where == cases[i].where);
    }
}

static void
test_words (void)
{
  static const HubPlanStep mixed[] = { { 50, 90 * 60 }, { 100, 90 * 60 }, { 10000, 0, NOW } };
  g_autoptr (GArray) plan = hub_plan_new_default ();
  g_autoptr (GArray) other = plan_new (mixed, G_N_ELEMENTS (mixed));
  g_autofree char *words = hub_plan_describe (plan);
  g_autofree char *others = hub_plan_describe (other);

  g_assert_null (hub_plan_check (plan, 15, NOW, NULL));
  g_assert_cmpstr (words, ==, "1 % at once, 5 % 2 hours later, 20 % 1 day later, 50 % 1 day later, 100 % 1 day later");
  g_assert_cmpstr (others, ==, "0.5 % after 90 minutes, 1 % 90 minutes later, 100 % from Fri 15 Jan, 09:00 on");
}

/* As the platform counts: from the release on; what follows a fixed moment is fixed with it. */
static void
test_json (void)
{
  static const HubPlanStep steps[] = {
    { 100, 0 }, { 500, HOUR }, { 1000, HOUR }, { 2550, 0, NOW + DAY }, { 10000, 2 * HOUR },
  };
  g_autoptr (GArray) plan = plan_new (steps, G_N_ELEMENTS (steps));
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *text = NULL;

  json_node_take_array (node, hub_plan_to_json (plan));
  text = json_to_string (node, FALSE);
  g_assert_cmpstr (text, ==,
                   "[{\"percentage\":1.0},{\"percentage\":5.0,\"after\":3600},{\"percentage\":10.0,\"after\":7200},"
                   "{\"percentage\":25.5,\"at\":\"2027-01-16T08:00:00Z\"},"
                   "{\"percentage\":100.0,\"at\":\"2027-01-16T10:00:00Z\"}]");
}

/* Central Europe, without the system's list of zones. */
#define ZONE "CET-1CEST,M3.5.0,M10.5.0/3"

static void
test_moments (void)
{
  static const struct { const char *text; const char *zone; const char *utc; } cases[] = {
    { "2026-01-31 08:00", ZONE, "2026-01-31T07:00:00Z" },
    { "2026-07-01 08:00", ZONE, "2026-07-01T06:00:00Z" },
    { "2026-01-31", ZONE, "2026-01-30T23:00:00Z" },
    { "  2026-1-31 8:05 ", ZONE, "2026-01-31T07:05:00Z" },
    { "2024-02-29 23:59", ZONE, "2024-02-29T22:59:00Z" },
    { "2026-01-31 08:00", "<+0545>-5:45", "2026-01-31T02:15:00Z" },
    { "2026-01-31 08:00", "UTC", "2026-01-31T08:00:00Z" },
    /* The clocks are put forward from 02:00 to 03:00, and back from 03:00 to 02:00. */
    { "2026-03-29 01:59", ZONE, "2026-03-29T00:59:00Z" },
    { "2026-03-29 03:00", ZONE, "2026-03-29T01:00:00Z" },
    { "2026-10-25 01:59", ZONE, "2026-10-24T23:59:00Z" },
    { "2026-10-25 02:30", ZONE, "2026-10-25T01:30:00Z" },
    { "2026-10-25 03:00", ZONE, "2026-10-25T02:00:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (cases[i].zone);
      gboolean skipped = TRUE;
      g_autoptr (GDateTime) time = hub_moment_entry_parse (cases[i].text, zone, &skipped);
      g_autoptr (GDateTime) utc = time != NULL ? g_date_time_to_utc (time) : NULL;
      g_autofree char *text = utc != NULL ? g_date_time_format_iso8601 (utc) : NULL;

      g_assert_cmpstr (text, ==, cases[i].utc);
      g_assert_false (skipped);
    }
}

static void
test_no_moments (void)
{
  static const char * const bad[] = {
    "", " ", "tomorrow", "8:00", "2026", "2026-01", "2026-02-30 08:00", "2025-02-29 08:00", "2026-13-01 08:00",
    "2026-00-10 08:00", "2026-01-00", "2026-01-31 24:00", "2026-01-31 08:60", "2026-01-31 8", "2026-01-31 08:",
    "2026-01-31 08:00 h", "2026-01-31 08:00:30", "2026-01-31x", "31.01.2026 08:00", "2026/01/31 08:00", "26-01-31 08:00",
    "20260-01-31", "-026-01-31 08:00", "2026-01--3 08:00",
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (ZONE);
  gboolean skipped = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("“%s”", bad[i]);
      g_assert_null (hub_moment_entry_parse (bad[i], zone, &skipped));
      g_assert_false (skipped);
    }
  /* There is no such time, because the clocks jump over it. */
  g_assert_null (hub_moment_entry_parse ("2026-03-29 02:00", zone, &skipped));
  g_assert_true (skipped);
  g_assert_null (hub_moment_entry_parse ("2026-03-29 02:59", zone, NULL));
}

int
main (int argc, char **argv)
{
  /* Before anything asks which one is local. */
  g_setenv ("TZ", ZONE, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/console/plan/check", test_check);
  g_test_add_func ("/console/plan/words", test_words);
  g_test_add_func ("/console/plan/json", test_json);
  g_test_add_func ("/console/moment/good", test_moments);
  g_test_add_func ("/console/moment/bad", test_no_moments);
  return g_test_run ();
}
