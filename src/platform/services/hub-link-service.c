/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-link-service.h"

#include "config.h"

#include <string.h>

#include "hub-app-service.h"
#include "hub-domain-service.h"
#include "hub-error.h"
#include "hub-fetch.h"
#include "hub-language.h"
#include "hub-link.h"
#include "hub-member-repository.h"
#include "hub-permissions.h"
#include "hub-refusals.h"

#define FILE_TIMEOUT 5000
#define MAX_FILE 4096
/* Of a rule's link and its debugging URLs, which are keys of an index: less than a link may have that is only matched. */
#define MAX_KEPT 1000

/**
 * hub_link_service_get_file:
 * @platform: the platform
 * @app_id: the program
 * @name: (out) (transfer full): what the file is called
 * @content: (out) (transfer full): what stands in it
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * The file that the program's people put into the folder of a rule, to prove that the site is theirs. It is the same for
 * all of a program's rules, made up when it is first asked for.
 *
 * Returns: whether there is one
 */
gboolean
hub_link_service_get_file (HubPlatform *platform, const char *app_id, char **name, char **content, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autofree char *id = hub_platform_new_id ("");
  g_autofree char *first = hub_platform_new_id ("");
  g_autofree char *second = hub_platform_new_id ("");
  g_autofree char *new_name = g_strdup_printf ("%.10s.txt", id);
  g_autofree char *new_content = g_strconcat (first, second, NULL);

  if (transaction == NULL || !hub_link_repository_get_file (platform->database, app_id, name, content, error))
    return FALSE;
  if (*name != NULL)
    return TRUE;
  if (!hub_link_repository_put_file (platform->database, app_id, new_name, new_content, error)
      || !hub_transaction_commit (transaction, error))
    return FALSE;
  *name = g_steal_pointer (&new_name);
  *content = g_steal_pointer (&new_content);
  return TRUE;
}

/* A rule on its way in: checked, proved, stored. */
typedef struct
{
  HubPlatform *platform;
  HubActor    *actor;
  HubLinkRule *rule;
  char        *file;        /* where the proof lies */
  char        *content;
} Put;

static void
put_free (gpointer data)
{
  Put *put = data;

  hub_link_rule_free (put->rule);
  g_free (put->file);
  g_free (put->content);
  g_free (put);
}

static HubLink *
parse_kept (const char *text, char **normalised, GError **error)
{
  g_autoptr (HubLink) link = hub_link_parse (text, error);

  if (link == NULL)
    return NULL;
  *normalised = hub_link_to_string (link);
  if (strlen (*normalised) <= MAX_KEPT)
    return g_steal_pointer (&link);
  g_clear_pointer (normalised, g_free);
  hub_refuse (error, "link.bad_url", _("The link has more than %d characters"), MAX_KEPT);
  return NULL;
}

/* Each debugging URL is one of the rule's links. */
static gboolean
check_debug_urls (HubLinkRule *rule, const HubLink *prefix, GError **error)
{
  for (char **url = rule->debug_urls; *url != NULL; url++)
    {
      g_autofree char *normalised = NULL;
      g_autoptr (HubLink) link = parse_kept (*url, &normalised, error);

      if (link == NULL)
        return FALSE;
      if (hub_link_match (prefix, link) != HUB_LINK_MATCHES)
        {
          hub_refuse (error, "link.bad_debug_url", _("“%s” does not begin with the rule’s link"), *url);
          return FALSE;
        }
      g_free (*url);
      *url = g_steal_pointer (&normalised);
    }
  return TRUE;
}

static gboolean
check_page (const char *page, GError **error)
{
  if (page[0] != '/' && page[0] != '\0' && strpbrk (page, "?#\\ ") == NULL && strstr (page, "..") == NULL)
    return TRUE;
  hub_refuse (error, "link.bad_page", _("Write the page as in app.json, like pages/index/index, without a slash before it and without a query"));
  return FALSE;
}

static gboolean
prepare (Put *put, GError **error)
{
  g_autofree char *normalised = NULL;
  g_autoptr (HubLink) prefix = parse_kept (put->rule->prefix, &normalised, error);
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;

  if (prefix == NULL || !check_page (put->rule->page, error) || !check_debug_urls (put->rule, prefix, error))
    return FALSE;
  g_free (put->rule->prefix);
  put->rule->prefix = g_steal_pointer (&normalised);
  put->rule->host = g_strdup (prefix->host);
  if (!hub_link_service_get_file (put->platform, put->rule->app_id, &name, &put->content, error))
    return FALSE;
  folder = hub_link_get_folder (prefix);
  put->file = g_strconcat (folder, name, NULL);
  return TRUE;
}

static gboolean
refuse_conflict (GError **error, GError *local)
{
  if (g_error_matches (local, HUB_ERROR, HUB_ERROR_CONFLICT))
    {
      hub_refuse (error, "link.exists", _("There is a rule for this link already; change or delete that one"));
      g_error_free (local);
    }
  else
    g_propagate_error (error, local);
  return FALSE;
}

static gboolean
insert (Put *put, GError **error)
{
  HubPlatform *platform = put->platform;
  g_autoptr (GPtrArray) rules = hub_link_repository_list (platform->database, put->rule->app_id, error);
  GError *local = NULL;

  if (rules == NULL)
    return FALSE;
  if (rules->len >= platform->limits.link_rules)
    {
      hub_actor_set_detail_int (put->actor, "limit", platform->limits.link_rules);
      hub_refuse (error, "link.too_many", _("A program has at most %u rules for links; delete one first"), platform->limits.link_rules);
      return FALSE;
    }
  put->rule->id = hub_platform_new_id ("l");
  return hub_link_repository_insert (platform->database, put->rule, &local) || refuse_conflict (error, local);
}

static gboolean
change (Put *put, GError **error)
{
  g_autoptr (HubLinkRule) before = NULL;
  GError *local = NULL;

  if (!hub_link_repository_find (put->platform->database, put->rule->app_id, put->rule->id, &before, error))
    return FALSE;
  if (before == NULL)
    hub_refuse (error, "link.not_found", _("The program has no rule “%s”"), put->rule->id);
  else if (before->published)
    hub_refuse (error, "link.published", _("A published rule is not changed: add a new one for the same link, test it, and publish it in the place of this one"));
  else
    return hub_link_repository_change (put->platform->database, put->rule, &local) || refuse_conflict (error, local);
  return FALSE;
}

static HubLinkRule *
store (Put *put, GError **error)
{
  HubPlatform *platform = put->platform;
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  gboolean is_new = put->rule->id == NULL;
  HubLinkRule *found = NULL;

  /* Proving took its time: the person may have been removed meanwhile. */
  if (transaction == NULL
      || !hub_app_service_require (platform, put->actor, put->rule->app_id, "development-settings", error)
      || !(is_new ? insert (put, error) : change (put, error))
      || !hub_platform_log_done (platform, put->actor, is_new ? "addJumpQRCode" : "editJumpQRCode", put->rule->app_id,
                                 put->rule->id, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  hub_link_repository_find (platform->database, put->rule->app_id, put->rule->id, &found, error);
  return found;
}

static gboolean
is_proof (HubFetchAnswer *answer, const char *content)
{
  gsize length;
  const char *data = g_bytes_get_data (answer->body, &length);
  g_autofree char *text = g_strndup (data != NULL ? data : "", length);

  return answer->status == 200 && g_str_equal (g_strstrip (text), content);
}

static void
on_proof (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Put *put = g_task_get_task_data (task);
  g_auto (HubLanguageScope) spoken = hub_language_begin (put->actor->language);
  g_autoptr (GError) problem = NULL;
  g_autoptr (HubFetchAnswer) answer = hub_fetch_send_finish (result, &problem);
  GError *error = NULL;
  HubLinkRule *stored = NULL;

  if (answer != NULL && is_proof (answer, put->content))
    stored = store (put, &error);
  else
    {
      hub_actor_set_detail (put->actor, "url", put->file);
      hub_actor_set_detail (put->actor, "content", put->content);
      hub_refuse (&error, "link.not_verified", _("%s does not answer with the program’s verification file; put it there, and try again"), put->file);
    }
  if (stored != NULL)
    g_task_return_pointer (task, stored, (GDestroyNotify) hub_link_rule_free);
  else
    g_task_return_error (task, error);
}

/**
 * hub_link_service_put_async:
 * @platform: the platform
 * @actor: somebody with the permission "development-settings"; kept until the callback
 * @rule: (transfer full): what it shall be; with an id to change that one
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Adds a rule, or changes one that is not published. The verification file is fetched first: whoever cannot put a file
 * there makes no rule, so that nobody blocks links of others.
 */
void
hub_link_service_put_async (HubPlatform *platform, HubActor *actor, HubLinkRule *rule, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Put *put = g_new0 (Put, 1);
  GError *error = NULL;
  HubFetch *fetch;

  g_task_set_source_tag (task, hub_link_service_put_async);
  put->platform = platform;
  put->actor = actor;
  put->rule = rule;
  g_task_set_task_data (task, put, put_free);
  if (!prepare (put, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  fetch = hub_fetch_new ("GET", put->file);
  /* A redirect may be anybody's. */
  fetch->redirects = 0;
  fetch->fails_on_redirect = FALSE;
  fetch->allow_plain = g_str_has_prefix (put->file, "http:");
  fetch->allow_private = platform->allow_private;
  fetch->max_bytes = MAX_FILE;
  fetch->timeout = FILE_TIMEOUT;
  hub_fetch_send_async (fetch, NULL, on_proof, task);
}

/**
 * hub_link_service_put_finish:
 * @result: given to the callback
 * @error: (out) (optional): "link.bad_url", "link.bad_page", "link.bad_debug_url", "link.not_verified", "link.too_many",
 *   "link.exists", "link.published", "link.not_found", "auth.permission_denied"
 *
 * Returns: (transfer full) (nullable): the rule
 */
HubLinkRule *
hub_link_service_put_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
check_released (HubPlatform *platform, const char *app_id, GError **error)
{
  g_autoptr (HubApp) app = hub_app_service_get (platform, app_id, error);

  if (app == NULL)
    return FALSE;
  if (app->online_version != NULL)
    return TRUE;
  hub_refuse (error, "link.not_released", _("A rule is published after the program’s first release; until then testers use debugging URLs"));
  return FALSE;
}

static gboolean
publish (HubPlatform *platform, const HubLinkRule *rule, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (hub_link_repository_publish (platform->database, rule, hub_clock_now (platform->clock), &local))
    return TRUE;
  if (g_error_matches (local, HUB_ERROR, HUB_ERROR_CONFLICT))
    hub_refuse (error, "link.taken", _("Another program has published a rule for %s; it must be deleted there first"), rule->prefix);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * hub_link_service_publish:
 * @platform: the platform
 * @actor: somebody with the permission "development-settings"
 * @app_id: the program
 * @id: of a rule
 * @error: (out) (optional): "link.not_found", "link.published", "link.not_released", "link.taken", "settings.edit_quota"
 *
 * From now on everybody's links hit the rule; the program's published rule with the same link is gone.
 *
 * Returns: (transfer full) (nullable): the rule
 */
HubLinkRule *
hub_link_service_publish (HubPlatform *platform, HubActor *actor, const char *app_id, const char *id, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubLinkRule) rule = NULL;
  HubLinkRule *after = NULL;

  if (transaction == NULL || !hub_link_repository_find (platform->database, app_id, id, &rule, error))
    return NULL;
  if (rule == NULL)
    {
      hub_refuse (error, "link.not_found", _("The program has no rule “%s”"), id);
      return NULL;
    }
  if (rule->published)
    {
      hub_refuse (error, "link.published", _("This rule is published already"));
      return NULL;
    }
  if (!check_released (platform, app_id, error)
      || !hub_domain_service_spend_edit (platform, actor, app_id, "links", platform->limits.link_publications_a_month, error)
      || !publish (platform, rule, error)
      || !hub_platform_log_done (platform, actor, "publishJumpQRCode", app_id, id, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  hub_link_repository_find (platform->database, app_id, id, &after, error);
  return after;
}

/**
 * hub_link_service_delete:
 * @platform: the platform
 * @actor: somebody with the permission "development-settings"
 * @app_id: the program
 * @id: of a rule
 * @error: (out) (optional): "link.not_found"
 *
 * Returns: whether the rule is gone, published or not
 */
gboolean
hub_link_service_delete (HubPlatform *platform, HubActor *actor, const char *app_id, const char *id, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  gboolean deleted;

  if (transaction == NULL || !hub_link_repository_delete (platform->database, app_id, id, &deleted, error))
    return FALSE;
  if (!deleted)
    {
      hub_refuse (error, "link.not_found", _("The program has no rule “%s”"), id);
      return FALSE;
    }
  return hub_platform_log_done (platform, actor, "deleteJumpQRCode", app_id, id, error)
         && hub_transaction_commit (transaction, error);
}

/**
 * hub_link_hit_free:
 * @self: (transfer full): what a link leads to
 */
void
hub_link_hit_free (HubLinkHit *self)
{
  g_free (self->url);
  g_free (self->opens);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_free (self);
}

/* Whether the person may open what the rule's debugging URLs open. */
static gboolean
may_debug (HubPlatform *platform, HubActor *actor, const HubLinkRule *rule, const char *url)
{
  const char *permission = g_str_equal (rule->open_version, "develop") ? "developer" : "experience";
  g_autoptr (HubMember) member = NULL;

  if (!g_strv_contains ((const char *const *) rule->debug_urls, url))
    return FALSE;
  return hub_member_repository_find (platform->database, rule->app_id, actor->superhub_id, &member, NULL)
         && hub_permissions_member_has (member, permission);
}

/* Of two rules that match equally well: one that is being tested, a published one, another. */
static int
rank (const HubLinkRule *rule, gboolean debugs)
{
  return debugs ? 2 : rule->published ? 1 : 0;
}

static void
choose (HubPlatform *platform, HubActor *actor, HubLinkHit *hit, const HubLink *link)
{
  g_autoptr (HubLink) best = NULL;
  int best_rank = -1;

  for (guint i = 0; i < hit->candidates->len; i++)
    {
      HubLinkRule *rule = g_ptr_array_index (hit->candidates, i);
      g_autoptr (HubLink) prefix = hub_link_parse (rule->prefix, NULL);
      gboolean debugs;
      int depth;

      if (prefix == NULL || hub_link_match (prefix, link) != HUB_LINK_MATCHES)
        continue;
      debugs = !rule->published && may_debug (platform, actor, rule, hit->url);
      depth = best != NULL ? hub_link_compare_depth (prefix, best) : 1;
      if (depth < 0 || (depth == 0 && rank (rule, debugs) <= best_rank))
        continue;
      g_clear_pointer (&best, hub_link_free);
      best = g_steal_pointer (&prefix);
      best_rank = rank (rule, debugs);
      hit->rule = rule;
      g_free (hit->opens);
      hit->opens = debugs ? g_strdup (rule->open_version) : rule->published ? g_strdup ("release") : NULL;
    }
}

/**
 * hub_link_service_resolve:
 * @platform: the platform
 * @actor: who scanned it; nobody is a stranger
 * @url: a link
 * @error: (out) (optional): "link.bad_url"
 *
 * The most specific rule wins, also one that is not published: then nothing opens, but for testers of a program
 * whose rule lists the very link for debugging.
 *
 * Returns: (transfer full) (nullable): what the link leads to, with a rule of %NULL for nothing
 */
HubLinkHit *
hub_link_service_resolve (HubPlatform *platform, HubActor *actor, const char *url, GError **error)
{
  g_autoptr (HubLinkHit) hit = g_new0 (HubLinkHit, 1);
  g_autoptr (HubLink) link = hub_link_parse (url, error);

  if (link == NULL)
    return NULL;
  hit->url = hub_link_to_string (link);
  hit->candidates = hub_link_repository_list_of_host (platform->database, link->host, error);
  if (hit->candidates == NULL)
    return NULL;
  choose (platform, actor, hit, link);
  return g_steal_pointer (&hit);
}
