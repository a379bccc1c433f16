/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer's way into ordinary links: the first line is a rule, the rest a link. What can be read has one form, which
 * reads as itself; a link matches the rule that it is, and every comparison is the same both times. */
#include <string.h>

#include "hub-error.h"
#include "hub-link.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static HubLink *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  HubLink *link = hub_link_parse (text, &error);

  g_assert ((link != NULL) == (error == NULL));
  if (link == NULL)
    g_assert_nonnull (hub_error_get_name (error));
  return link;
}

static void
check_form (const HubLink *link)
{
  g_autofree char *text = hub_link_to_string (link);
  g_autoptr (HubLink) again = parse (text);
  g_autofree char *twice = NULL;
  g_autofree char *folder = hub_link_get_folder (link);

  /* Its form may be longer than what people may write. */
  if (again == NULL && strlen (text) > 2000)
    return;
  g_assert_nonnull (again);
  twice = hub_link_to_string (again);
  g_assert_cmpstr (text, ==, twice);
  g_assert_cmpint (hub_link_match (link, again), ==, HUB_LINK_MATCHES);
  g_assert_cmpint (hub_link_compare_depth (link, again), ==, 0);
  g_assert_nonnull (folder);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 2);
  g_autoptr (HubLink) rule = lines[0] != NULL ? parse (lines[0]) : NULL;
  g_autoptr (HubLink) link = lines[0] != NULL && lines[1] != NULL ? parse (lines[1]) : NULL;
  HubLinkMatch match;

  if (rule != NULL)
    check_form (rule);
  if (link != NULL)
    check_form (link);
  if (rule == NULL || link == NULL)
    return 0;
  match = hub_link_match (rule, link);
  g_assert_nonnull (hub_link_match_to_string (match));
  if (match == HUB_LINK_MATCHES)
    {
      g_assert_cmpstr (rule->scheme, ==, link->scheme);
      g_assert_cmpstr (rule->host, ==, link->host);
      g_assert_true (g_str_has_prefix (link->path, rule->path));
    }
  g_assert_cmpint (hub_link_compare_depth (rule, link), ==, -hub_link_compare_depth (link, rule));
  return 0;
}
