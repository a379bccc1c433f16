/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-domain-service.h"

#include "config.h"

#include "hub-app-service.h"
#include "hub-domain-repository.h"
#include "hub-json.h"
#include "hub-language.h"
#include "hub-refusals.h"
#include "hub-server-domain.h"

#define MONTH HUB_DAYS (30)

static gint64
count_edits (HubPlatform *platform, const char *app_id, const char *kind, gint64 *first, GError **error)
{
  return hub_domain_repository_count_edits (platform->database, app_id, kind,
                                            hub_clock_now (platform->clock) - MONTH, first, error);
}

static void
add_list (JsonObject *object, const char *name, char **domains)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; domains[i] != NULL; i++)
    json_array_add_string_element (list, domains[i]);
  json_object_set_array_member (object, name, list);
}

static JsonObject *
read_all (HubPlatform *platform, const char *app_id, GError **error)
{
  g_autoptr (JsonObject) all = json_object_new ();
  gint64 used, first;

  for (HubDomainUse use = 0; use < HUB_DOMAIN_N_USES; use++)
    {
      const char *name = hub_domain_use_to_string (use);
      g_auto (GStrv) domains = hub_domain_repository_list (platform->database, app_id, name, error);

      if (domains == NULL)
        return NULL;
      add_list (all, name, domains);
    }
  used = count_edits (platform, app_id, "domains", &first, error);
  if (used < 0)
    return NULL;
  json_object_set_int_member (all, "edits_left", MAX (0, (gint64) platform->limits.domain_edits_a_month - used));
  json_object_set_int_member (all, "edits_a_month", platform->limits.domain_edits_a_month);
  json_object_set_int_member (all, "domains_of_a_kind", platform->limits.domains_of_a_kind);
  return g_steal_pointer (&all);
}

/**
 * hub_domain_service_get:
 * @platform: the platform
 * @app_id: the program
 * @error: (out) (optional): "app.not_found"
 *
 * Returns: (transfer full) (nullable): the server domains by use, and how many changes are left in these 30 days
 */
JsonObject *
hub_domain_service_get (HubPlatform *platform, const char *app_id, GError **error)
{
  g_autoptr (HubApp) app = hub_app_service_get (platform, app_id, error);

  return app != NULL ? read_all (platform, app_id, error) : NULL;
}

/**
 * hub_domain_service_spend_edit:
 * @platform: the platform, in the transaction of the change
 * @actor: who changes a setting
 * @app_id: the program's
 * @kind: "domains" or "links"
 * @a_month: how many changes 30 days may have
 * @error: (out) (optional): "settings.edit_quota"
 *
 * Counts a change, if there is one left.
 *
 * Returns: whether it may be made
 */
gboolean
hub_domain_service_spend_edit (HubPlatform *platform, HubActor *actor, const char *app_id, const char *kind,
                               guint a_month, GError **error)
{
  gint64 first;
  gint64 used = count_edits (platform, app_id, kind, &first, error);
  g_autofree char *until = NULL;

  if (used < 0)
    return FALSE;
  if (used < a_month)
    return hub_domain_repository_add_edit (platform->database, app_id, kind, actor->superhub_id,
                                           hub_clock_now (platform->clock), error);
  until = hub_clock_format (first != 0 ? first + MONTH : hub_clock_now (platform->clock) + MONTH);
  hub_actor_set_detail_int (actor, "in_a_month", a_month);
  hub_actor_set_detail (actor, "until", until);
  hub_refuse (error, "settings.edit_quota",
              _("These settings can be changed %u times in 30 days, and that is used up; the next change is possible at %s"),
              a_month, until);
  return FALSE;
}

/* What the list is after the change, without repetitions. */
static char **
combine (char **before, const char *action, GPtrArray *given)
{
  g_autoptr (GPtrArray) after = g_ptr_array_new ();
  gboolean removes = g_str_equal (action, "delete");
  char **result;

  for (guint i = 0; !g_str_equal (action, "set") && before[i] != NULL; i++)
    if (!removes || !g_ptr_array_find_with_equal_func (given, before[i], g_str_equal, NULL))
      g_ptr_array_add (after, before[i]);
  for (guint i = 0; !removes && i < given->len; i++)
    if (!g_ptr_array_find_with_equal_func (after, g_ptr_array_index (given, i), g_str_equal, NULL))
      g_ptr_array_add (after, g_ptr_array_index (given, i));
  g_ptr_array_add (after, NULL);
  result = g_strdupv ((char **) after->pdata);
  return result;
}

static GPtrArray *
normalise_all (HubPlatform *platform, HubActor *actor, HubDomainUse use, JsonArray *list, GError **error)
{
  g_autoptr (GPtrArray) given = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      char *domain = hub_domain_normalise (use, json_array_get_string_element (list, i),
                                           platform->allow_private, error);

      if (domain == NULL)
        {
          hub_actor_set_detail (actor, "member", hub_domain_use_to_string (use));
          return NULL;
        }
      g_ptr_array_add (given, domain);
    }
  return g_steal_pointer (&given);
}

static gboolean
modify_one (HubPlatform *platform, HubActor *actor, const char *app_id, const char *action, HubDomainUse use,
            JsonArray *list, gboolean *changed, GError **error)
{
  const char *name = hub_domain_use_to_string (use);
  g_auto (GStrv) before = hub_domain_repository_list (platform->database, app_id, name, error);
  g_autoptr (GPtrArray) given = NULL;
  g_auto (GStrv) after = NULL;

  if (before == NULL)
    return FALSE;
  given = normalise_all (platform, actor, use, list, error);
  if (given == NULL)
    return FALSE;
  after = combine (before, action, given);
  if (g_strv_length (after) > platform->limits.domains_of_a_kind)
    {
      hub_actor_set_detail (actor, "member", name);
      hub_actor_set_detail_int (actor, "limit", platform->limits.domains_of_a_kind);
      hub_refuse (error, "settings.too_many_domains", _("A program has at most %u %s domains; this would make %u"),
                  platform->limits.domains_of_a_kind, name, g_strv_length (after));
      return FALSE;
    }
  if (g_strv_equal ((const char *const *) before, (const char *const *) after))
    return TRUE;
  *changed = TRUE;
  return hub_domain_repository_replace (platform->database, app_id, name, (const char *const *) after, error);
}

static gboolean
modify_all (HubPlatform *platform, HubActor *actor, const char *app_id, const char *action, JsonObject *lists,
            gboolean *changed, GError **error)
{
  for (HubDomainUse use = 0; use < HUB_DOMAIN_N_USES; use++)
    {
      JsonArray *list = hub_json_get_array (lists, hub_domain_use_to_string (use));

      if (list != NULL && !modify_one (platform, actor, app_id, action, use, list, changed, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * hub_domain_service_modify:
 * @platform: the platform
 * @actor: somebody with the permission "development-settings"
 * @app_id: the program
 * @action: "set" replaces the lists that are given, "add" adds to them, "delete" takes away from them
 * @lists: lists of domains by use; a use that is missing stays as it is
 * @error: (out) (optional): "settings.bad_domain", "settings.too_many_domains", "settings.edit_quota"
 *
 * All of it is one change, which counts against the month's number; what changes nothing counts nothing.
 *
 * Returns: (transfer full) (nullable): as hub_domain_service_get()
 */
JsonObject *
hub_domain_service_modify (HubPlatform *platform, HubActor *actor, const char *app_id, const char *action,
                           JsonObject *lists, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  gboolean changed = FALSE;

  if (transaction == NULL || !modify_all (platform, actor, app_id, action, lists, &changed, error))
    return NULL;
  if (changed
      && (!hub_domain_service_spend_edit (platform, actor, app_id, "domains",
                                          platform->limits.domain_edits_a_month, error)
          || !hub_platform_log_done (platform, actor, "modifyServerDomain", app_id, action, error)
          || !hub_transaction_commit (transaction, error)))
    return NULL;
  g_clear_pointer (&transaction, hub_transaction_free);
  return read_all (platform, app_id, error);
}
