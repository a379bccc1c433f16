/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ordinary links that open a page of a program: `/q?url=LINK`. */
#include "hub-phone-private.h"

#include "hub-developer-version-repository.h"
#include "hub-app-service.h"
#include "hub-json.h"
#include "hub-link-service.h"
#include "hub-refusals.h"

/* The page, with the link as it was scanned, encoded once, and the moment in seconds. */
static char *
make_condition (HubRequest *request, const HubLinkHit *hit, const char *url)
{
  g_autofree char *encoded = g_uri_escape_string (url, NULL, FALSE);
  g_autofree char *query = g_strdup_printf ("q=%s&scancode_time=%" G_GINT64_FORMAT, encoded,
                                            hub_clock_now (request->platform->clock) / G_USEC_PER_SEC);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *condition = json_object_new ();

  json_object_set_string_member (condition, "path", hit->rule->page);
  json_object_set_string_member (condition, "query", query);
  json_object_set_int_member (condition, "scene", HUB_SCENE_SCANNED);
  json_node_take_object (node, condition);
  return hub_json_to_string (node, FALSE);
}

/* The person's own developer version, else the last that somebody uploaded. */
static HubDeveloperVersion *
find_developer_version (HubRequest *request, const char *app_id)
{
  g_autoptr (GPtrArray) versions = hub_developer_version_repository_list (request->platform->database, app_id, NULL);
  HubDeveloperVersion *found = NULL;

  for (guint i = 0; versions != NULL && i < versions->len; i++)
    {
      HubDeveloperVersion *version = g_ptr_array_index (versions, i);
      gboolean own = g_str_equal (version->developer, request->actor->superhub_id) && version->key_slot == 0;

      if (own || found == NULL || version->uploaded_at > found->uploaded_at)
        found = version;
      if (own)
        break;
    }
  if (found == NULL)
    return NULL;
  g_ptr_array_set_free_func (versions, NULL);
  for (guint i = 0; i < versions->len; i++)
    if (g_ptr_array_index (versions, i) != found)
      hub_developer_version_free (g_ptr_array_index (versions, i));
  return found;
}

static void
open_developer_version (HubRequest *request, const HubLinkHit *hit, const char *condition)
{
  g_autoptr (HubDeveloperVersion) version = find_developer_version (request, hit->rule->app_id);
  g_autoptr (HubApp) app = hub_app_service_get (request->platform, hit->rule->app_id, NULL);

  if (version == NULL || app == NULL)
    hub_page_send_notice (request, 404, "quiet", "unknown", NULL);
  else
    hub_phone_start (request, "preview", app->app_id, version->package, app->name, condition);
}

static void
open_hit (HubRequest *request, const HubLinkHit *hit, const char *url, const char *here)
{
  g_autofree char *condition = make_condition (request, hit, url);

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
