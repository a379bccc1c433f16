/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-phone-private.h"

#include "hub-app-service.h"
#include "hub-json.h"
#include "hub-manifests.h"
#include "hub-member-repository.h"
#include "hub-offer.h"
#include "hub-password.h"
#include "hub-refusals.h"
#include "hub-preview-repository.h"
#include "hub-review-repository.h"
#include "hub-run-repository.h"

#define RUN_LIFETIME HUB_HOURS (12)

/* What the shell is started with; program.js adds the theme. */
static char *
start_text (const char *condition, const char *language)
{
  g_autoptr (JsonNode) given = condition != NULL ? hub_json_parse (condition, -1, "condition", NULL) : NULL;
  JsonObject *from = given != NULL ? json_node_get_object (given) : NULL;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *start = json_object_new ();
  JsonObject *launch = json_object_new ();
  const char *path = hub_json_get_string (from, "path", "");

  json_object_set_string_member (launch, "path", path[0] == '/' ? path + 1 : path);
  json_object_set_string_member (launch, "query", hub_json_get_string (from, "query", ""));
  json_object_set_int_member (launch, "scene", hub_json_get_int (from, "scene", HUB_SCENE_SCANNED));
  json_object_set_object_member (start, "launch", launch);
  json_object_set_boolean_member (start, "embedded", FALSE);
  json_object_set_string_member (start, "language", language);
  json_node_take_object (node, start);
  return hub_json_to_string (node, FALSE);
}

static gboolean
is_still_held (HubRequest *request, const HubRunRow *run, GError **error)
{
  g_autoptr (HubReview) review = NULL;

  if (!hub_review_repository_find_open (request->platform->database, run->app_id, &review, error))
    return FALSE;
  if (review != NULL && g_strcmp0 (review->taken_by, run->superhub_id) == 0
      && g_str_equal (review->package, run->package))
    return TRUE;
  hub_refuse (error, "review.not_held", "given back meanwhile");
  return FALSE;
}

/* In the transaction of the start: somebody who was just removed starts nothing any more. */
static gboolean
is_still_open (HubRequest *request, const HubRunRow *run, GError **error)
{
  if (g_str_equal (run->kind, "review"))
    return is_still_held (request, run, error);
  return g_str_equal (run->kind, "online")
         || hub_app_service_require (request->platform, request->actor, run->app_id, "experience", error);
}

/* What update.js needs to find the person's version again; "" where there is none but this. */
static char *
update_text (HubRequest *request, const HubRunRow *run)
{
  const HubManifest *manifest = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (HubMember) member = NULL;
  JsonObject *object;

  if (g_str_equal (run->kind, "online"))
    manifest = hub_manifests_get (request->platform->manifests, run->app_id, NULL);
  if (manifest == NULL
      || !hub_member_repository_find (request->platform->database, run->app_id, run->superhub_id, &member, NULL))
    return g_strdup ("");
  object = json_object_new ();
  json_object_set_string_member (object, "app", run->app_id);
  json_object_set_string_member (object, "package", run->package);
  json_object_set_string_member (object, "user", run->superhub_id);
  json_object_set_boolean_member (object, "member", member != NULL);
  json_object_set_int_member (object, "number", manifest->number);
  node = json_node_init_object (json_node_alloc (), object);
  json_object_unref (object);
  return hub_json_to_string (node, FALSE);
}

static void
start (HubRequest *request, HubRunRow *run, const char *name, const char *condition)
{
  g_autoptr (HubPage) page = hub_page_new (request);
  g_autofree char *token = hub_token_new ();
  g_autofree char *base = g_strconcat ("/r/", token, "/", NULL);
  g_autofree char *text = start_text (condition, hub_page_get_language (page));
  g_autofree char *update = update_text (request, run);
  g_autoptr (HubTransaction) transaction = NULL;
  g_autoptr (GError) error = NULL;
  HubDatabase *database = request->platform->database;

  run->token_hash = hub_token_hash (token);
  transaction = hub_transaction_begin (database, &error);
  if (transaction == NULL
      || !is_still_open (request, run, &error)
      || !hub_run_repository_delete_expired (database, hub_clock_now (request->platform->clock) - HUB_DAYS (1), &error)
      || !hub_run_repository_insert (database, run, &error)
      || !hub_transaction_commit (transaction, &error))
    {
      hub_page_send_error (request, error, "/");
      return;
    }
  hub_page_set (page, "heading", name);
  hub_page_set (page, "run", base);
  hub_page_set (page, "start", text);
  hub_page_set (page, "update", update);
  hub_page_send (page, 200, "program.html");
}

static HubRunRow *
run_new (HubRequest *request, const char *kind, const char *app_id, const char *package,
         gint64 expires_at)
{
  HubRunRow *run = g_new0 (HubRunRow, 1);

  run->kind = g_strdup (kind);
  run->app_id = g_strdup (app_id);
  run->superhub_id = g_strdup (request->actor->superhub_id);
  run->package = g_strdup (package);
  run->expires_at = expires_at;
  return run;
}

/**
 * hub_phone_refuse:
 * @request: for a page
 * @error: why it opens nothing
 * @action: what was tried, for the audit log
 * @app_id: (nullable): the program
 * @path: where to try again
 */
void
hub_phone_refuse (HubRequest *request, const GError *error, const char *action, const char *app_id, const char *path)
{
  const HubRefusal *refusal = hub_refusals_of_error (error);

  if (refusal->kind == HUB_ERROR_DENIED)
    hub_platform_log_refused (request->platform, request->actor, action, app_id, "", refusal->code);
  hub_page_send_error (request, error, path);
}

/* Who has not signed in yet is told at once when there is nothing to sign in for. */
static gboolean
link_is_dead (HubRequest *request, const char *token)
{
  g_autofree char *hash = hub_token_hash (token);
  g_autoptr (HubPreviewRow) row = NULL;

  if (!hub_preview_repository_find (request->platform->database, hash, &row, NULL))
    return FALSE;
  if (row == NULL)
    hub_page_send_notice (request, 404, "quiet", "unknown", NULL);
  else if (row->ended_at != 0 || row->expires_at <= hub_clock_now (request->platform->clock))
    hub_page_send_notice (request, 410, "quiet", "expired", NULL);
  else
    return FALSE;
  return TRUE;
}

/**
 * hub_phone_open_preview:
 * @request: for `/p/TOKEN`
 * @token: the link's token
 */
void
hub_phone_open_preview (HubRequest *request, const char *token)
{
  g_autofree char *path = g_strconcat ("/p/", token, NULL);
  g_autoptr (HubOpening) opening = NULL;
  g_autoptr (GError) error = NULL;

  if (!hub_phone_sign_in (request))
    {
      if (!link_is_dead (request, token))
        hub_phone_ask_sign_in (request, path);
      return;
    }
  opening = hub_opening_find_preview (request->platform, request->actor, token, &error);
  if (opening == NULL)
    hub_phone_refuse (request, error, "openPreview", NULL, path);
  else
    hub_phone_start_opening (request, opening, opening->condition);
}

/**
 * hub_phone_start_opening:
 * @request: for a page, of somebody who has signed in
 * @opening: what their link opens
 * @condition: (nullable): JSON with path, query and scene
 */
void
hub_phone_start_opening (HubRequest *request, const HubOpening *opening, const char *condition)
{
  gint64 until = opening->expires_at != 0 ? opening->expires_at : hub_clock_now (request->platform->clock) + RUN_LIFETIME;
  /* To a phone every version of a program's people is one for tests. */
  const char *kind = g_str_equal (opening->kind, "developer") ? "test" : opening->kind;
  g_autoptr (HubRunRow) run = run_new (request, kind, opening->app_id, opening->package, until);

  run->key_slot = opening->key_slot;
  start (request, run, opening->name, condition);
}

/**
 * hub_phone_start:
 * @request: for a page, of somebody who has signed in
 * @kind: "preview", "test", "online": what it counts as
 * @app_id: the program
 * @package: what runs
 * @name: what the program is called
 * @condition: (nullable): JSON with path, query and scene
 *
 * Starts a version of which it is known that the person may open it.
 */
void
hub_phone_start (HubRequest *request, const char *kind, const char *app_id, const char *package, const char *name,
                 const char *condition)
{
  g_autoptr (HubRunRow) run = run_new (request, kind, app_id, package,
                                       hub_clock_now (request->platform->clock) + RUN_LIFETIME);

  start (request, run, name, condition);
}

/**
 * hub_phone_open_test:
 * @request: for `/t/APPID`, or a link that leads there
 * @app_id: the program
 * @here: (nullable): where to come back to after signing in
 * @condition: (nullable): JSON with path, query and scene
 */
void
hub_phone_open_test (HubRequest *request, const char *app_id, const char *here, const char *condition)
{
  g_autofree char *path = here != NULL ? g_strdup (here) : g_strconcat ("/t/", app_id, NULL);
  g_autoptr (HubOpening) opening = NULL;
  g_autoptr (GError) error = NULL;

  if (!hub_phone_sign_in (request))
    {
      hub_phone_ask_sign_in (request, path);
      return;
    }
  opening = hub_opening_find_test (request->platform, request->actor, app_id, &error);
  if (opening == NULL)
    hub_phone_refuse (request, error, "openTestVersion", app_id, path);
  else
    hub_phone_start_opening (request, opening, condition);
}

/**
 * hub_phone_open_developer:
 * @request: for `/d/APPID/VERSION`
 * @path: "APPID/VERSION", where the latter is the id of a developer version
 *
 * Runs what stands in a developer's slot, for people with the permission "developer". Once another upload took its place, or it
 * was deleted, the link says so.
 */
void
hub_phone_open_developer (HubRequest *request, const char *path)
{
  g_autofree char *here = g_strconcat ("/d/", path, NULL);
  g_autofree char *app_id = g_strndup (path, strcspn (path, "/"));
  const char *id = strchr (path, '/');
  g_autoptr (HubOpening) opening = NULL;
  g_autoptr (GError) error = NULL;

  if (!hub_phone_sign_in (request))
    {
      hub_phone_ask_sign_in (request, here);
      return;
    }
  opening = hub_opening_find_developer (request->platform, request->actor, app_id, id != NULL ? id + 1 : "", &error);
  if (opening == NULL)
    hub_phone_refuse (request, error, "openDeveloperVersion", app_id, here);
  else
    hub_phone_start_opening (request, opening, NULL);
}

/* With the reason that the owner or the operator gave, where they did. */
static void
send_suspended (HubRequest *request, const HubApp *app)
{
  const char *reason = app->suspended_by_platform ? app->platform_reason : app->owner_reason;
  g_autoptr (HubPage) page = hub_page_new (request);

  hub_page_set (page, "kind", "quiet");
  hub_page_set (page, "reason", reason);
  hub_page_set_message (page, "heading", "suspended_heading");
  hub_page_set_message (page, "text", reason[0] != '\0' ? "suspended_because" : "suspended_text");
  hub_page_send (page, 403, "page.html");
}

/**
 * hub_phone_open_review:
 * @request: for `/v/REVIEW`
 * @review_id: the review
 *
 * Runs a version in review for the reviewer who has taken it, until they decide or their time with it is over.
 */
void
hub_phone_open_review (HubRequest *request, const char *review_id)
{
  g_autofree char *path = g_strconcat ("/v/", review_id, NULL);
  g_autoptr (HubOpening) opening = NULL;
  g_autoptr (GError) error = NULL;

  if (!hub_phone_sign_in (request))
    {
      hub_phone_ask_sign_in (request, path);
      return;
    }
  opening = hub_opening_find_review (request->platform, request->actor, review_id, &error);
  if (opening == NULL)
    hub_phone_refuse (request, error, "openReviewVersion", NULL, path);
  else
    hub_phone_start_opening (request, opening, NULL);
}

/**
 * hub_phone_open_online:
 * @request: for `/a/APPID`, or a link that leads there
 * @app_id: the program
 * @here: (nullable): where to come back to after signing in
 * @condition: (nullable): JSON with path, query and scene
 */
void
hub_phone_open_online (HubRequest *request, const char *app_id, const char *here, const char *condition)
{
  g_autofree char *path = here != NULL ? g_strdup (here) : g_strconcat ("/a/", app_id, NULL);
  g_autoptr (HubOffer) offer = NULL;
  g_autoptr (HubRunRow) run = NULL;
  g_autoptr (GError) error = NULL;
  HubChoice choice;

  offer = hub_offer_load (request->platform, app_id, &error);
  if (offer == NULL || !hub_offer_check (offer, &error))
    {
      if (offer != NULL && offer->full != NULL && offer->app->suspended)
        send_suspended (request, offer->app);
      else
        hub_phone_refuse (request, error, "openOnlineVersion", app_id, path);
      return;
    }
  if (!hub_phone_sign_in (request))
    {
      hub_phone_ask_sign_in (request, path);
      return;
    }
  if (!hub_offer_choose_for (offer, request->platform, request->actor->superhub_id, &choice, &error))
    {
      hub_page_send_error (request, error, path);
      return;
    }
  run = run_new (request, "online", app_id, choice.package,
                 hub_clock_now (request->platform->clock) + RUN_LIFETIME);
  start (request, run, offer->app->name, condition);
}

/**
 * hub_phone_tell_version:
 * @request: for `/a/APPID/version`, of a page that is open
 * @path: "APPID/version"
 *
 * Answers which version the person gets now: `{"package", "version"}`.
 */
void
hub_phone_tell_version (HubRequest *request, const char *path)
{
  g_autofree char *app_id = g_strndup (path, strlen (path) - strlen ("/version"));
  g_autoptr (HubOffer) offer = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *object;
  JsonNode *node;
  HubChoice choice;

  if (!hub_phone_sign_in (request))
    hub_refuse (&error, "auth.required", "no sign-in");
  else
    offer = hub_offer_load (request->platform, app_id, &error);
  if (offer == NULL || !hub_offer_check (offer, &error)
      || !hub_offer_choose_for (offer, request->platform, request->actor->superhub_id, &choice, &error))
    {
      hub_request_refuse (request, error);
      return;
    }
  object = json_object_new ();
  json_object_set_string_member (object, "package", choice.package);
  json_object_set_string_member (object, "version", choice.version);
  node = json_node_init_object (json_node_alloc (), object);
  json_object_unref (object);
  hub_request_reply (request, 200, node);
}
