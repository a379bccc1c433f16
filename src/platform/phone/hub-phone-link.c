/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ordinary links that open a page of a program: `/q?url=LINK`. */
#include "hub-phone-private.h"

#include "hub-link-service.h"
#include "hub-opening.h"

static void
open_developer_version (HubRequest *request, const HubLinkHit *hit, const char *condition)
{
  g_autoptr (HubOpening) opening = hub_opening_find_newest (request->platform, request->actor, hit->rule->app_id, NULL);

  if (opening == NULL)
    hub_page_send_notice (request, 404, "quiet", "unknown", NULL);
  else
    hub_phone_start (request, "preview", opening->app_id, opening->package, opening->name, condition);
}

static void
open_hit (HubRequest *request, const HubLinkHit *hit, const char *url, const char *here)
{
  g_autofree char *condition = hub_opening_dup_link_start (request->platform, hit, url);

  if (g_str_equal (hit->opens, "develop"))
    open_developer_version (request, hit, condition);
  else if (g_str_equal (hit->opens, "trial"))
    hub_phone_open_test (request, hit->rule->app_id, here, condition);
  else
    hub_phone_open_online (request, hit->rule->app_id, here, condition);
}

/**
 * hub_phone_open_link:
 * @request: for `/q?url=LINK`
 *
 * Whoever has not signed in is asked to, where a rule exists: who scans it decides what opens.
 */
void
hub_phone_open_link (HubRequest *request)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (request->message));
  g_autoptr (GHashTable) values = soup_form_decode (query != NULL ? query : "");
  const char *url = g_hash_table_lookup (values, "url");
  gboolean signed_in = hub_phone_sign_in (request);
  g_autoptr (HubLinkHit) hit = NULL;
  g_autofree char *encoded = url != NULL ? g_uri_escape_string (url, NULL, FALSE) : NULL;
  g_autofree char *here = g_strconcat ("/q?url=", encoded, NULL);
  g_autoptr (GError) error = NULL;

  if (url != NULL)
    hit = hub_link_service_resolve (request->platform, request->actor, url, &error);
  if (hit == NULL || hit->rule == NULL)
    hub_page_send_notice (request, 404, "quiet", "unknown", NULL);
  else if (!signed_in)
    hub_phone_ask_sign_in (request, here);
  else if (hit->opens == NULL)
    hub_page_send_notice (request, 404, "quiet", "link_not_published", NULL);
  else
    open_hit (request, hit, url, here);
}
