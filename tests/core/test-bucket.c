/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The properties that everybody who releases in phases counts on. */
#include "hub-bucket.h"

#define USERS 100000
#define FEWER_USERS 20000

static char *
name_of (guint user)
{
  return g_strdup_printf ("person-%u", user);
}

/* Made beside this code, with openssl: the first 13 digits of HMAC-SHA256, modulo 10,000. */
static void
test_vectors (void)
{
  g_assert_cmpuint (hub_release_bucket ("salt", "anna"), ==, 5281);
  g_assert_cmpuint (hub_release_bucket ("0123456789abcdef0123456789abcdef", "anna"), ==, 9280);
  g_assert_cmpuint (hub_release_bucket ("0123456789abcdef0123456789abcdef", "b58f0c1d2e3a4b5c6d7e8f9001122334"), ==, 2778);
}

static void
test_share_only_grows (void)
{
  const guint shares[] = { 0, 1, 100, 500, 2000, 5000, 9999, 10000 };

  for (guint user = 0; user < FEWER_USERS; user++)
    {
      g_autofree char *name = name_of (user);
      gboolean had = FALSE;

      for (gsize i = 0; i < G_N_ELEMENTS (shares); i++)
        {
          gboolean has = hub_release_rule_is_phased (hub_release_choose ("a salt", shares[i], FALSE, name, NULL));

          g_assert_true (has || !had);
          g_assert_false (has && shares[i] == 0);
          g_assert_true (has || shares[i] < HUB_BUCKETS);
          had = has;
        }
    }
}

/* 100 groups of 100 buckets: chi-squared with 99 degrees of freedom is under 160 but once in ten thousand salts. */
static void
test_uniform (void)
{
  guint groups[100] = { 0 };
  double squared = 0;

  for (guint user = 0; user < USERS; user++)
    {
      g_autofree char *name = name_of (user);
      guint bucket = hub_release_bucket ("5f1de2c3b4a59687", name);

      g_assert_cmpuint (bucket, <, HUB_BUCKETS);
      groups[bucket / 100]++;
    }
  for (guint i = 0; i < 100; i++)
    squared += (groups[i] - 1000.0) * (groups[i] - 1000.0) / 1000.0;
  g_assert_cmpfloat (squared, <, 160);
}

/* Of those who are among the first 5 % of one release, about 5 % are so in the next: not the same people every time. */
static void
test_salts_differ (void)
{
  guint first = 0, both = 0;

  for (guint user = 0; user < USERS; user++)
    {
      g_autofree char *name = name_of (user);

      if (hub_release_bucket ("release one", name) >= 500)
        continue;
      first++;
      both += hub_release_bucket ("release two", name) < 500;
    }
  g_assert_cmpuint (first, >, 4700);
  g_assert_cmpuint (first, <, 5300);
  g_assert_cmpuint (both, >, 180);
  g_assert_cmpuint (both, <, 320);
}

static void
test_rules (void)
{
  guint own = hub_release_bucket ("salt", "anna");
  guint bucket;

  g_assert_cmpint (hub_release_choose (NULL, 10000, TRUE, "anna", &bucket), ==, HUB_RELEASE_RULE_NO_PHASE);
  g_assert_cmpint (hub_release_choose ("salt", 0, TRUE, "anna", &bucket), ==, HUB_RELEASE_RULE_MEMBER);
  g_assert_cmpuint (bucket, ==, own);
  g_assert_cmpint (hub_release_choose ("salt", own, FALSE, "anna", &bucket), ==, HUB_RELEASE_RULE_NOT_YET);
  g_assert_cmpint (hub_release_choose ("salt", own + 1, FALSE, "anna", &bucket), ==, HUB_RELEASE_RULE_BUCKET);
  g_assert_cmpstr (hub_release_rule_get_name (HUB_RELEASE_RULE_NO_PHASE), ==, "no-phase");
  g_assert_cmpstr (hub_release_rule_get_name (HUB_RELEASE_RULE_MEMBER), ==, "member");
  g_assert_cmpstr (hub_release_rule_get_name (HUB_RELEASE_RULE_BUCKET), ==, "bucket");
  g_assert_cmpstr (hub_release_rule_get_name (HUB_RELEASE_RULE_NOT_YET), ==, "not-yet");
  g_assert_true (hub_release_rule_is_phased (HUB_RELEASE_RULE_MEMBER));
  g_assert_true (hub_release_rule_is_phased (HUB_RELEASE_RULE_BUCKET));
  g_assert_false (hub_release_rule_is_phased (HUB_RELEASE_RULE_NOT_YET));
  g_assert_false (hub_release_rule_is_phased (HUB_RELEASE_RULE_NO_PHASE));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bucket/vectors", test_vectors);
  g_test_add_func ("/bucket/share-only-grows", test_share_only_grows);
  g_test_add_func ("/bucket/uniform", test_uniform);
  g_test_add_func ("/bucket/salts-differ", test_salts_differ);
  g_test_add_func ("/bucket/rules", test_rules);
  return g_test_run ();
}
