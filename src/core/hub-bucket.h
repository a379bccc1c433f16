/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Buckets are 0 to 9,999, so one is a hundredth of a percent. */
#define HUB_BUCKETS 10000

/**
 * HubReleaseRule:
 * @HUB_RELEASE_RULE_NO_PHASE: the full version; no phased release is on top of it
 * @HUB_RELEASE_RULE_MEMBER: the phased version; members and test members come first
 * @HUB_RELEASE_RULE_BUCKET: the phased version; the person's bucket is inside its share
 * @HUB_RELEASE_RULE_NOT_YET: the full version; the person's bucket is outside of the phased one's share
 *
 * Which version a person gets, and why.
 */
typedef enum
{
  HUB_RELEASE_RULE_NO_PHASE,
  HUB_RELEASE_RULE_MEMBER,
  HUB_RELEASE_RULE_BUCKET,
  HUB_RELEASE_RULE_NOT_YET,
} HubReleaseRule;

guint          hub_release_bucket         (const char     *salt,
                                           const char     *user_key);
HubReleaseRule hub_release_choose         (const char     *salt,
                                           guint           share,
                                           gboolean        member,
                                           const char     *user_key,
                                           guint          *bucket);
gboolean       hub_release_rule_is_phased (HubReleaseRule  rule);
const char    *hub_release_rule_get_name  (HubReleaseRule  rule);

G_END_DECLS
