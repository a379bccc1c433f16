/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An ordinary link, or the beginning of links that a rule names, in the one form in which they are compared. */
typedef struct
{
  char *scheme;     /* "http" or "https" */
  char *host;       /* with the port, where it is not the usual one */
  char *path;       /* "/" at least */
  char *query;      /* (nullable): without "?"; NULL for none */
} HubLink;

/* How a link stands to a rule; of several reasons against it the first of these. */
typedef enum
{
  HUB_LINK_MATCHES,
  HUB_LINK_OTHER_SCHEME,
  HUB_LINK_OTHER_HOST,
  HUB_LINK_OTHER_PATH,
  HUB_LINK_BELOW_PATH,      /* it lies below, but the rule does not end with "/" */
  HUB_LINK_OTHER_QUERY,
} HubLinkMatch;

HubLink      *hub_link_parse            (const char     *text,
                                         GError        **error);
void          hub_link_free             (HubLink        *self);
char         *hub_link_to_string        (const HubLink  *self);
char         *hub_link_get_folder       (const HubLink  *self);
HubLinkMatch  hub_link_match            (const HubLink  *rule,
                                         const HubLink  *link);
int           hub_link_compare_depth    (const HubLink  *a,
                                         const HubLink  *b);
const char   *hub_link_match_to_string  (HubLinkMatch    match);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubLink, hub_link_free)

G_END_DECLS
