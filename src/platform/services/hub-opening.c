/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may open which version by its link: decided here once, for phones and for clients that run programs themselves. */
#include "hub-opening.h"

#include "config.h"

#include "hub-app-service.h"
#include "hub-code-service.h"
#include "hub-developer-version-repository.h"
#include "hub-json.h"
#include "hub-language.h"
#include "hub-offer.h"
#include "hub-preview-service.h"
#include "hub-refusals.h"
#include "hub-review-desk-service.h"
#include "hub-version-service.h"

/* An ordinary link follows, encoded. */
#define ORDINARY_LINK "/q?url="

/**
 * hub_opening_free:
 * @self: (transfer full): what a link opens
 */
void
hub_opening_free (HubOpening *self)
{
  g_free (self->app_id);
  g_free (self->name);
  g_free (self->version);
  g_free (self->package);
  g_free (self->condition);
  g_free (self);
}

/* Of a program that is there. */
static HubOpening *
opening_new (HubPlatform *platform, const char *kind, const char *app_id, const char *version, const char *package,
             GError **error)
{
  g_autoptr (HubApp) app = hub_app_service_get (platform, app_id, error);
  HubOpening *self;

  if (app == NULL)
    return NULL;
  self = g_new0 (HubOpening, 1);
  self->kind = kind;
  self->app_id = g_strdup (app_id);
  self->name = g_strdup (app->name);
  self->version = g_strdup (version);
  self->package = g_strdup (package);
  return self;
}

/**
 * hub_opening_find_preview:
 * @platform: the platform
 * @actor: who has signed in
 * @token: the token of a preview's link
 * @error: (out) (optional): as hub_preview_service_open()
 *
 * Returns: (transfer full) (nullable): the preview, for the developer who made it
 */
HubOpening *
hub_opening_find_preview (HubPlatform *platform, HubActor *actor, const char *token, GError **error)
{
  g_autoptr (HubPreviewRow) preview = hub_preview_service_open (platform, actor, token, error);
  HubOpening *self;

  if (preview == NULL)
    return NULL;
  self = opening_new (platform, "preview", preview->app_id, "", preview->package, error);
  if (self == NULL)
    return NULL;
  self->condition = g_strdup (preview->condition);
  self->key_slot = preview->key_slot;
  self->expires_at = preview->expires_at;
  return self;
}

/**
 * hub_opening_find_developer:
 * @platform: the platform
 * @actor: who has signed in
 * @app_id: a program
 * @id: of one of its developer versions
 * @error: (out) (optional): "app.not_found", "auth.permission_denied"; "version.not_found" also once another upload took its place
 *
 * Returns: (transfer full) (nullable): what stands in a developer's slot, for people with the permission "developer"
 */
HubOpening *
hub_opening_find_developer (HubPlatform *platform, HubActor *actor, const char *app_id, const char *id, GError **error)
{
  g_autoptr (HubDeveloperVersion) version = NULL;

  if (hub_app_service_require (platform, actor, app_id, "developer", error))
    version = hub_version_service_get (platform, app_id, id, error);
  return version != NULL ? opening_new (platform, "developer", app_id, version->version, version->package, error) : NULL;
}

/**
 * hub_opening_find_own:
 * @platform: the platform
 * @actor: who has signed in
 * @app_id: a program
 * @error: (out) (optional): "app.not_found", "auth.permission_denied", "version.not_found"
 *
 * Returns: (transfer full) (nullable): the developer version that the person uploaded
 */
HubOpening *
hub_opening_find_own (HubPlatform *platform, HubActor *actor, const char *app_id, GError **error)
{
  g_autoptr (GPtrArray) versions = NULL;

  if (!hub_app_service_require (platform, actor, app_id, "developer", error))
    return NULL;
  versions = hub_developer_version_repository_list (platform->database, app_id, error);
  for (guint i = 0; versions != NULL && i < versions->len; i++)
    {
      const HubDeveloperVersion *version = g_ptr_array_index (versions, i);

      if (version->key_slot == 0 && g_str_equal (version->developer, actor->superhub_id))
        return opening_new (platform, "developer", app_id, version->version, version->package, error);
    }
  if (versions != NULL)
    hub_refuse (error, "version.not_found", _("You have uploaded no version of this program; press Upload, and open it again"));
  return NULL;
}

/**
 * hub_opening_find_test:
 * @platform: the platform
 * @actor: who has signed in
 * @app_id: a program
 * @error: (out) (optional): "app.not_found", "auth.permission_denied", "version.not_found"
 *
 * Returns: (transfer full) (nullable): the test version, for people with the permission "experience"
 */
HubOpening *
hub_opening_find_test (HubPlatform *platform, HubActor *actor, const char *app_id, GError **error)
{
  g_autoptr (HubTestVersion) test = NULL;

  if (!hub_app_service_require (platform, actor, app_id, "experience", error)
      || !hub_test_version_repository_find (platform->database, app_id, &test, error))
    return NULL;
  if (test != NULL)
    return opening_new (platform, "test", app_id, test->version, test->package, error);
  hub_refuse (error, "version.not_found", _("The program has no test version now; its developers choose one on the Versions page"));
  return NULL;
}

/**
 * hub_opening_find_review:
 * @platform: the platform
 * @actor: who has signed in
 * @review_id: a review
 * @error: (out) (optional): "review.not_found", "review.own_program", "review.not_held"
 *
 * Returns: (transfer full) (nullable): the version in review, for the reviewer who has taken it, until they decide or their time
 *   with it is over
 */
HubOpening *
hub_opening_find_review (HubPlatform *platform, HubActor *actor, const char *review_id, GError **error)
{
  g_autoptr (HubReview) review = NULL;
  HubOpening *self;

  /* To anybody else a review that exists looks like one that does not. */
  if (!actor->reviewer)
    {
      hub_refuse (error, "review.not_found", _("There is no review “%s”"), review_id);
      return NULL;
    }
  review = hub_review_desk_service_require_held (platform, actor, review_id, error);
  if (review == NULL)
    return NULL;
  self = opening_new (platform, "review", review->app_id, review->version, review->package, error);
  if (self != NULL)
    self->expires_at = review->taken_until;
  return self;
}

/**
 * hub_opening_find_online:
 * @platform: the platform
 * @actor: who has signed in
 * @app_id: a program
 * @error: (out) (optional): "app.not_found", "release.none_online", "app.suspended"
 *
 * Returns: (transfer full) (nullable): the online version that the person gets; members and test members come first
 */
HubOpening *
hub_opening_find_online (HubPlatform *platform, HubActor *actor, const char *app_id, GError **error)
{
  g_autoptr (HubOffer) offer = hub_offer_load (platform, app_id, error);
  HubOpening *self;
  HubChoice choice;

  if (offer == NULL || !hub_offer_check (offer, error)
      || !hub_offer_choose_for (offer, platform, actor->superhub_id, &choice, error))
    return NULL;
  self = opening_new (platform, "online", app_id, choice.version, choice.package, error);
  if (self != NULL)
    self->member = choice.member;
  return self;
}

/* With a dash behind it the code was counted before. */
static HubOpening *
find_code (HubPlatform *platform, HubActor *actor, const char *id, GError **error)
{
  g_autofree char *plain = g_strndup (id, strlen (id) - (g_str_has_suffix (id, "-") ? 1 : 0));
  g_autoptr (HubCode) code = NULL;
  HubOpening *self;

  if (!hub_code_repository_find (platform->database, plain, &code, error))
    return NULL;
  if (code == NULL)
    {
      hub_refuse (error, "code.not_found", _("There is no such code; perhaps its program was removed"));
      return NULL;
    }
  if (g_str_equal (plain, id))
    hub_code_service_count_scan (platform, code);
  if (g_str_equal (code->env_version, "trial"))
    self = hub_opening_find_test (platform, actor, code->app_id, error);
  else if (g_str_equal (code->env_version, "develop"))
    self = hub_opening_find_own (platform, actor, code->app_id, error);
  else
    self = hub_opening_find_online (platform, actor, code->app_id, error);
  if (self != NULL)
    {
      g_autoptr (JsonNode) start = hub_code_service_describe_start (code);

      self->condition = hub_json_to_string (start, FALSE);
    }
  return self;
}

/* The person's own developer version, else the last that somebody uploaded; (transfer none) (nullable) */
static const HubDeveloperVersion *
choose_developer_version (GPtrArray *versions, const char *superhub_id)
{
  const HubDeveloperVersion *chosen = NULL;

  for (guint i = 0; i < versions->len; i++)
    {
      const HubDeveloperVersion *version = g_ptr_array_index (versions, i);

      if (version->key_slot == 0 && g_str_equal (version->developer, superhub_id))
        return version;
      if (chosen == NULL || version->uploaded_at > chosen->uploaded_at)
        chosen = version;
    }
  return chosen;
}

/**
 * hub_opening_find_newest:
 * @platform: the platform
 * @actor: who has signed in
 * @app_id: a program
 * @error: (out) (optional): "app.not_found", "auth.permission_denied", "version.not_found"
 *
 * Returns: (transfer full) (nullable): the developer version that the person uploaded, else the last one
 */
HubOpening *
hub_opening_find_newest (HubPlatform *platform, HubActor *actor, const char *app_id, GError **error)
{
  g_autoptr (GPtrArray) versions = NULL;
  const HubDeveloperVersion *chosen;

  if (!hub_app_service_require (platform, actor, app_id, "developer", error))
    return NULL;
  versions = hub_developer_version_repository_list (platform->database, app_id, error);
  if (versions == NULL)
    return NULL;
  chosen = choose_developer_version (versions, actor->superhub_id);
  if (chosen != NULL)
    return opening_new (platform, "developer", app_id, chosen->version, chosen->package, error);
  hub_refuse (error, "version.not_found", _("The program has no developer version now; press Upload, and open the link again"));
  return NULL;
}

/**
 * hub_opening_dup_link_start:
 * @platform: the platform
 * @hit: the rule that an ordinary link hit
 * @url: the link as it was scanned
 *
 * Returns: (transfer full): JSON: the rule's page with the link, encoded once, and the moment in seconds
 */
char *
hub_opening_dup_link_start (HubPlatform *platform, const HubLinkHit *hit, const char *url)
{
  g_autofree char *encoded = g_uri_escape_string (url, NULL, FALSE);
  g_autofree char *query = g_strdup_printf ("q=%s&scancode_time=%" G_GINT64_FORMAT, encoded,
                                            hub_clock_now (platform->clock) / G_USEC_PER_SEC);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *start = json_object_new ();

  json_object_set_string_member (start, "path", hit->rule->page);
  json_object_set_string_member (start, "query", query);
  json_object_set_int_member (start, "scene", HUB_SCENE_SCANNED);
  json_node_take_object (node, start);
  return hub_json_to_string (node, FALSE);
}

/* @escaped: what stands behind `/q?url=` */
static HubOpening *
find_link (HubPlatform *platform, HubActor *actor, const char *escaped, GError **error)
{
  g_autofree char *url = g_uri_unescape_string (escaped, NULL);
  g_autoptr (HubLinkHit) hit = hub_link_service_resolve (platform, actor, url != NULL ? url : "", error);
  HubOpening *self = NULL;

  if (hit == NULL)
    return NULL;
  if (hit->rule == NULL)
    hub_refuse (error, "link.not_found", _("No program has a rule that the link hits; check it"));
  else if (hit->opens == NULL)
    hub_refuse (error, "link.not_published", _("The link will open a program, but only its testers can use it so far; come back later"));
  else if (g_str_equal (hit->opens, "develop"))
    self = hub_opening_find_newest (platform, actor, hit->rule->app_id, error);
  else if (g_str_equal (hit->opens, "trial"))
    self = hub_opening_find_test (platform, actor, hit->rule->app_id, error);
  else
    self = hub_opening_find_online (platform, actor, hit->rule->app_id, error);
  if (self != NULL)
    self->condition = hub_opening_dup_link_start (platform, hit, url);
  return self;
}

/**
 * hub_opening_find:
 * @platform: the platform
 * @actor: who has signed in
 * @link: the path of a link: "/p/TOKEN", "/d/APPID/VERSION", "/t/APPID", "/v/REVIEW", "/a/APPID", "/c/CODE", "/q?url=LINK"
 * @error: (out) (optional): those of the functions above; "code.not_found", "link.bad_url", "link.not_found", "link.not_published";
 *   "request.invalid" for another path
 *
 * Returns: (transfer full) (nullable): what it opens
 */
HubOpening *
hub_opening_find (HubPlatform *platform, HubActor *actor, const char *link, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (link, "/", -1);
  guint n = g_strv_length (parts);
  const char *kind = n > 2 ? parts[1] : "";

  if (g_str_has_prefix (link, ORDINARY_LINK))
    return find_link (platform, actor, link + strlen (ORDINARY_LINK), error);
  if (n == 4 && g_str_equal (kind, "d"))
    return hub_opening_find_developer (platform, actor, parts[2], parts[3], error);
  if (n == 3 && g_str_equal (kind, "p"))
    return hub_opening_find_preview (platform, actor, parts[2], error);
  if (n == 3 && g_str_equal (kind, "t"))
    return hub_opening_find_test (platform, actor, parts[2], error);
  if (n == 3 && g_str_equal (kind, "v"))
    return hub_opening_find_review (platform, actor, parts[2], error);
  if (n == 3 && g_str_equal (kind, "a"))
    return hub_opening_find_online (platform, actor, parts[2], error);
  if (n == 3 && g_str_equal (kind, "c"))
    return find_code (platform, actor, parts[2], error);
  hub_refuse (error, "request.invalid", _("“%s” is not the path of a program's link"), link);
  return NULL;
}
