/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who gets a phased release: the one place where it is decided, for the platform, which says why, and for the
 * clients, which find it out by themselves. */
#include "hub-bucket.h"

#include <string.h>

#define DIGITS 13    /* of the hash: 52 bits */

/**
 * hub_release_bucket:
 * @salt: of one phased release, as it stands in the release manifest
 * @user_key: the Super Hub ID of who is signed in, else the anonymous key of the device
 *
 * Computes HMAC-SHA256 (@salt, @user_key), both as the bytes of their text, takes its first 52 bits as a number and that
 * modulo 10,000. A new salt deals everybody a new bucket, so that it is not always the same people who go first.
 *
 * Returns: 0 to 9,999
 */
guint
hub_release_bucket (const char *salt, const char *user_key)
{
  g_autofree char *hex = g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) salt, strlen (salt), user_key, -1);

  hex[DIGITS] = '\0';
  return g_ascii_strtoull (hex, NULL, 16) % HUB_BUCKETS;
}

/**
 * hub_release_choose:
 * @salt: (nullable): of the phased release that is on top of the full version; %NULL where none is
 * @share: how many of the 10,000 buckets it has reached: its percentage times 100
 * @member: whether the person is the program's admin, a project member or a test member
 * @user_key: as in hub_release_bucket()
 * @bucket: (out) (optional): the person's bucket; 0 without a phased release
 *
 * Decides between the full and the phased version. Members come first, also at 0 %. A paused release is decided in the
 * same way: its share stands still, so nobody is added and nobody loses it. A share only grows, so who has the phased
 * version keeps it until the release is finished or cancelled.
 *
 * Returns: the rule that decides
 */
HubReleaseRule
hub_release_choose (const char *salt, guint share, gboolean member, const char *user_key, guint *bucket)
{
  guint own = salt != NULL ? hub_release_bucket (salt, user_key) : 0;

  if (bucket != NULL)
    *bucket = own;
  if (salt == NULL)
    return HUB_RELEASE_RULE_NO_PHASE;
  if (member)
    return HUB_RELEASE_RULE_MEMBER;
  return own < share ? HUB_RELEASE_RULE_BUCKET : HUB_RELEASE_RULE_NOT_YET;
}

/**
 * hub_release_rule_is_phased:
 * @rule: a rule
 *
 * Returns: whether who falls under it gets the phased version, and not the full one
 */
gboolean
hub_release_rule_is_phased (HubReleaseRule rule)
{
  return rule == HUB_RELEASE_RULE_MEMBER || rule == HUB_RELEASE_RULE_BUCKET;
}

/**
 * hub_release_rule_get_name:
 * @rule: a rule
 *
 * Returns: (transfer none): its name in the API: "no-phase", "member", "bucket", "not-yet"
 */
const char *
hub_release_rule_get_name (HubReleaseRule rule)
{
  switch (rule)
    {
    case HUB_RELEASE_RULE_MEMBER:
      return "member";
    case HUB_RELEASE_RULE_BUCKET:
      return "bucket";
    case HUB_RELEASE_RULE_NOT_YET:
      return "not-yet";
    case HUB_RELEASE_RULE_NO_PHASE:
    default:
      return "no-phase";
    }
}
