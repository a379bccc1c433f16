/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "hub-domain-repository.h"
#include "hub-json.h"
#include "hub-link-service.h"
#include "hub-link.h"
#include "hub-present.h"

static JsonObject *
present_rule (const HubLinkRule *rule)
{
  JsonObject *object = json_object_new ();
  JsonArray *urls = json_array_new ();

  for (char **url = rule->debug_urls; *url != NULL; url++)
    json_array_add_string_element (urls, *url);
  json_object_set_string_member (object, "id", rule->id);
  json_object_set_string_member (object, "prefix", rule->prefix);
  json_object_set_string_member (object, "path", rule->page);
  json_object_set_string_member (object, "open_version", rule->open_version);
  json_object_set_array_member (object, "debug_url", urls);
  json_object_set_string_member (object, "state", rule->published ? "published" : "draft");
  json_object_set_string_member (object, "made_by", rule->made_by);
  hub_present_set_time (object, "made_at", rule->made_at);
  hub_present_set_time (object, "published_at", rule->published_at);
  return object;
}

static void
download_qrcode_text (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *content = NULL;
  JsonObject *object;

  if (!hub_link_service_get_file (request->platform, hub_request_get (request, "app_id"), &name, &content, &error))
    {
      hub_request_refuse (request, error);
      return;
    }
  object = json_object_new ();
  json_object_set_string_member (object, "file_name", name);
  json_object_set_string_member (object, "file_content", content);
  hub_request_finish (request, hub_present_object (object), NULL);
}

static gint64
publications_left (HubRequest *request, GError **error)
{
  HubPlatform *platform = request->platform;
  gint64 first;
  gint64 used = hub_domain_repository_count_edits (platform->database, hub_request_get (request, "app_id"), "links",
                                                   hub_clock_now (platform->clock) - HUB_DAYS (30), &first, error);

  return used < 0 ? -1 : MAX (0, (gint64) platform->limits.link_publications_a_month - used);
}

static void
get_jump_qrcode (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rules = NULL;
  JsonArray *items;
  JsonObject *object;
  gint64 left = publications_left (request, &error);

  if (left >= 0)
    rules = hub_link_repository_list (request->platform->database, hub_request_get (request, "app_id"), &error);
  if (rules == NULL)
    {
      hub_request_refuse (request, error);
      return;
    }
  items = json_array_new ();
  object = json_object_new ();
  for (guint i = 0; i < rules->len; i++)
    json_array_add_object_element (items, present_rule (g_ptr_array_index (rules, i)));
  json_object_set_array_member (object, "items", items);
  json_object_set_int_member (object, "publications_left", left);
  json_object_set_int_member (object, "rules_at_most", request->platform->limits.link_rules);
  hub_request_finish (request, hub_present_object (object), NULL);
}

static char **
read_debug_urls (HubRequest *request)
{
  JsonArray *given = hub_json_get_array (request->values, "debug_url");
  g_autoptr (GStrvBuilder) urls = g_strv_builder_new ();

  for (guint i = 0; given != NULL && i < json_array_get_length (given); i++)
    g_strv_builder_add (urls, json_array_get_string_element (given, i));
  return g_strv_builder_end (urls);
}

static void
on_put (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HubRequest *request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HubLinkRule) rule = hub_link_service_put_finish (result, &error);

  hub_request_finish (request, rule != NULL ? hub_present_object (present_rule (rule)) : NULL, error);
  hub_request_resume (request);
}

static void
put_rule (HubRequest *request)
{
  HubLinkRule *rule = g_new0 (HubLinkRule, 1);

  rule->id = g_strdup (hub_request_get (request, "id"));
  rule->app_id = g_strdup (hub_request_get (request, "app_id"));
  rule->prefix = g_strdup (hub_request_get (request, "prefix"));
  rule->page = g_strdup (hub_request_get (request, "path"));
  rule->open_version = g_strdup (hub_json_get_string (request->values, "open_version", "trial"));
  rule->debug_urls = read_debug_urls (request);
  rule->made_by = g_strdup (request->actor->superhub_id);
  rule->made_at = hub_clock_now (request->platform->clock);
  hub_request_suspend (request);
  hub_link_service_put_async (request->platform, request->actor, rule, on_put, request);
}

static void
publish_jump_qrcode (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubLinkRule) rule = NULL;

  rule = hub_link_service_publish (request->platform, request->actor, hub_request_get (request, "app_id"),
                                   hub_request_get (request, "id"), &error);
  hub_request_finish (request, rule != NULL ? hub_present_object (present_rule (rule)) : NULL, error);
}

static void
delete_jump_qrcode (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  gboolean done;

  done = hub_link_service_delete (request->platform, request->actor, hub_request_get (request, "app_id"),
                                  hub_request_get (request, "id"), &error);
  hub_request_finish_done (request, done, error);
}

/* How each of the program's own rules stands to the link; other programs' rules are theirs. */
static JsonArray *
explain (HubLinkHit *hit, const char *app_id)
{
  g_autoptr (HubLink) link = hub_link_parse (hit->url, NULL);
  JsonArray *rules = json_array_new ();

  for (guint i = 0; i < hit->candidates->len; i++)
    {
      const HubLinkRule *rule = g_ptr_array_index (hit->candidates, i);
      g_autoptr (HubLink) prefix = hub_link_parse (rule->prefix, NULL);
      JsonObject *object;

      if (!g_str_equal (rule->app_id, app_id) || prefix == NULL)
        continue;
      object = json_object_new ();
      json_object_set_string_member (object, "id", rule->id);
      json_object_set_string_member (object, "prefix", rule->prefix);
      json_object_set_string_member (object, "state", rule->published ? "published" : "draft");
      json_object_set_string_member (object, "match", hub_link_match_to_string (hub_link_match (prefix, link)));
      json_array_add_object_element (rules, object);
    }
  return rules;
}

static const char *
reason_of (const HubLinkHit *hit, gboolean own)
{
  if (hit->rule == NULL)
    return "no_rule";
  if (!own)
    return "other_program";
  if (hit->opens == NULL)
    return "not_published";
  return hit->rule->published ? "published" : "debug_url";
}

static void
match_jump_qrcode (HubRequest *request)
{
  const char *app_id = hub_request_get (request, "app_id");
  g_autoptr (GError) error = NULL;
  const char *url = hub_request_get (request, "url");
  g_autoptr (HubLinkHit) hit = hub_link_service_resolve (request->platform, request->actor, url != NULL ? url : "", &error);
  JsonObject *object;
  gboolean own;

  if (hit == NULL)
    {
      hub_request_refuse (request, error);
      return;
    }
  own = hit->rule != NULL && g_str_equal (hit->rule->app_id, app_id);
  object = json_object_new ();
  json_object_set_string_member (object, "url", hit->url);
  json_object_set_string_member (object, "reason", reason_of (hit, own));
  if (own)
    json_object_set_object_member (object, "rule", present_rule (hit->rule));
  else
    json_object_set_null_member (object, "rule");
  if (own && hit->opens != NULL)
    json_object_set_string_member (object, "opens", hit->opens);
  else
    json_object_set_null_member (object, "opens");
  json_object_set_array_member (object, "rules", explain (hit, app_id));
  hub_request_finish (request, hub_present_object (object), NULL);
}

const HubOperation hub_link_handlers[] = {
  { "downloadQRCodeText", download_qrcode_text },
  { "getJumpQRCode", get_jump_qrcode },
  { "addJumpQRCode", put_rule },
  { "editJumpQRCode", put_rule },
  { "publishJumpQRCode", publish_jump_qrcode },
  { "deleteJumpQRCode", delete_jump_qrcode },
  { "matchJumpQRCode", match_jump_qrcode },
  { NULL, NULL },
};
