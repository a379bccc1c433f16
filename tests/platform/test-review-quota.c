/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often a review may be withdrawn, and how long a team waits after rejections, by the platform's clock. */
#include "review-team.h"

static JsonObject *
read_quota (Team *self)
{
  JsonObject *quota = platform_call (self->platform, "GET", self->quota, NULL);

  platform_expect (self->platform, 200, "");
  return quota;
}

static void
test_quotas (void)
{
  g_autoptr (Team) self = team_new_alone ();
  g_autofree char *withdraw = g_strdup_printf ("%s/current/withdraw", self->reviews);

  for (guint day = 0; day < 3; day++)
    {
      /* The second day began with one. */
      gint64 left = day == 0 ? 5 : day == 1 ? 4 : 0;

      platform_become (self->platform, "opal");
      for (; left > 0; left--)
        {
          g_autoptr (JsonObject) answer = NULL;

          g_free (submit (self, ""));
          platform_expect (self->platform, 201, "");
          answer = platform_call (self->platform, "POST", withdraw, NULL);
          platform_expect (self->platform, 200, "");
          g_assert_cmpint (hub_json_get_int (hub_json_get_object (answer, "quota"), "withdrawals_left", -1), ==, left - 1);
        }
      if (day != 1)
        g_free (submit (self, ""));
      platform_done (platform_call (self->platform, "POST", withdraw, NULL));
      platform_expect (self->platform, 409, day == 1 ? "review.none_pending" : "review.withdraw_quota");
      platform_advance (self->platform, HOURS (25));
      if (day == 0)
        {
          platform_become (self->platform, "opal");
          platform_done (platform_call (self->platform, "POST", withdraw, NULL));
          platform_expect (self->platform, 200, "");
        }
    }
}

static void
test_waits (void)
{
  g_autoptr (Team) self = team_new_alone ();
  const gint64 waits[] = { 600, 1200, 2400 };
  g_autofree char *last = NULL;

  become (self, self->opal);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *id = submit (self, "");

      reject_as_judge (self, id);
    }
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      g_autofree char *id = submit (self, "");
      g_autoptr (JsonObject) quota = NULL;

      platform_expect (self->platform, 201, "");
      reject_as_judge (self, id);
      quota = read_quota (self);
      g_assert_cmpint (hub_json_get_int (quota, "rejections_in_a_row", 0), ==, 3 + i);
      g_assert_cmpint (hub_json_get_int (quota, "wait_seconds", 0), >, waits[i] - 30);
      g_assert_cmpint (hub_json_get_int (quota, "wait_seconds", 0), <=, waits[i]);
      g_free (submit (self, ""));
      platform_expect (self->platform, 409, "review.cooling_down");
      g_assert_cmpint (g_ascii_strtoll (self->platform->retry_after, NULL, 10), >, waits[i] - 30);
      platform_advance (self->platform, (waits[i] - 60) * G_USEC_PER_SEC);
      g_free (submit (self, ""));
      platform_expect (self->platform, 409, "review.cooling_down");
      platform_advance (self->platform, 60 * G_USEC_PER_SEC);
    }
  /* An approval ends it. */
  last = submit (self, "");
  become (self, self->judge);
  platform_done (on_review (self, "POST", last, "decision", "{\"decision\": \"approve\"}"));
  become (self, self->opal);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *id = submit (self, "");

      platform_expect (self->platform, 201, "");
      reject_as_judge (self, id);
    }
  g_free (submit (self, ""));
  platform_expect (self->platform, 201, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/review-quota/withdrawals", test_quotas);
  g_test_add_func ("/review-quota/waits", test_waits);
  return g_test_run ();
}
