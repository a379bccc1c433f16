/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a program declares a server domain for: each has a list of its own. */
typedef enum
{
  HUB_DOMAIN_REQUEST,
  HUB_DOMAIN_SOCKET,
  HUB_DOMAIN_UPLOAD_FILE,
  HUB_DOMAIN_DOWNLOAD_FILE,
  HUB_DOMAIN_UDP,
  HUB_DOMAIN_TCP,
  HUB_DOMAIN_N_USES,
} HubDomainUse;

const char *hub_domain_use_to_string (HubDomainUse   use);
char       *hub_domain_host_to_ascii (const char    *host);
char       *hub_domain_normalise     (HubDomainUse   use,
                                      const char    *text,
                                      gboolean       relaxed,
                                      GError       **error);
char       *hub_domain_of_url        (const char    *url);
gboolean    hub_domain_is_declared   (JsonObject    *domains,
                                      HubDomainUse   use,
                                      const char    *url);

G_END_DECLS
