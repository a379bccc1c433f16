/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-member-service.h"

#include "config.h"

#include "hub-account-service.h"
#include "hub-app-service.h"
#include "hub-attempts.h"
#include "hub-error.h"
#include "hub-key-service.h"
#include "hub-language.h"
#include "hub-people-notices.h"
#include "hub-permissions.h"
#include "hub-preview-repository.h"
#include "hub-refusals.h"
#include "hub-run-repository.h"
#include "hub-session-repository.h"
#include "hub-sign-in-repository.h"
#include "hub-webhook-service.h"

/* In 5 minutes. */
#define MISSES 100

/* Project members are the admin's business; test members are every project member's. Asked again in the transaction of
 * the change, for the actor may have been removed since the request came in. */
static gboolean
may_change (HubPlatform *platform, HubActor *actor, const char *app_id, const char *old_kind,
            const char *new_kind, GError **error)
{
  gboolean about_testers = (old_kind == NULL || g_str_equal (old_kind, "test"))
                           && (new_kind == NULL || g_str_equal (new_kind, "test"));
  g_autoptr (HubMember) member = NULL;

  if (!hub_member_repository_find (platform->database, app_id, actor->superhub_id, &member, error))
    return FALSE;
  if (hub_permissions_member_has (member, about_testers ? "login" : HUB_PERMISSION_ADMIN))
    return TRUE;
  hub_actor_set_detail (actor, "permission", about_testers ? "login" : HUB_PERMISSION_ADMIN);
  hub_refuse (error, "auth.permission_denied", "%s",
              about_testers ? _("Only the program's admin and project members add and remove test members")
                            : _("Only the program's admin adds, changes and removes project members"));
  return FALSE;
}

static gboolean
check_roles (const char *kind, HubRoles roles, GError **error)
{
  gboolean project = g_str_equal (kind, "project");

  if (project == (roles != 0))
    return TRUE;
  if (project)
    hub_refuse (error, "member.needs_role",
                _("A project member has at least one role: operator, developer or data-analyst"));
  else
    hub_refuse (error, "member.needs_role",
                _("A test member has no role; make the person a project member, or name no role"));
  return FALSE;
}

static gboolean
check_limit (gint64 count, guint limit, const char *code, const char *sentence, GError **error)
{
  if (count < 0)
    return FALSE;
  if (count < limit)
    return TRUE;
  hub_refuse (error, code, "%s", sentence);
  return FALSE;
}

static gboolean
check_limits (HubPlatform *platform, const char *app_id, const char *superhub_id, const char *kind,
              GError **error)
{
  const HubLimits *limits = &platform->limits;
  gboolean tester = g_str_equal (kind, "test");
  gint64 count;

  count = hub_member_repository_count (platform->database, app_id, kind, superhub_id, error);
  if (!check_limit (count, tester ? limits->test_members : limits->project_members,
                    tester ? "member.test_limit" : "member.project_limit",
                    tester ? _("The program has as many test members as it may have; remove one first")
                           : _("The program has as many project members as it may have; remove one first"),
                    error))
    return FALSE;
  count = hub_member_repository_count_of_person (platform->database, superhub_id, tester, app_id, error);
  return check_limit (count, tester ? limits->programs_as_tester : limits->programs_as_member,
                      tester ? "member.person_test_limit" : "member.person_limit",
                      tester ? _("The person is a test member of as many programs as one may be, and must leave "
                                 "one first")
                             : _("The person is a member of as many programs as one may be, and must leave one "
                                 "first"), error);
}

static gboolean
refuse_admin (HubMember *member, GError **error)
{
  if (member == NULL || !g_str_equal (member->kind, "admin"))
    return FALSE;
  hub_refuse (error, "member.is_admin",
              _("“%s” is the program's admin, who can only be replaced by another admin"),
              member->superhub_id);
  return TRUE;
}

static gboolean
check_put (HubPlatform *platform, HubActor *actor, const char *app_id, const char *superhub_id,
           const char *kind, HubRoles roles, HubMember *old, GError **error)
{
  g_autoptr (HubAccount) account = NULL;

  if (refuse_admin (old, error)
      || !may_change (platform, actor, app_id, old != NULL ? old->kind : NULL, kind, error)
      || !check_roles (kind, roles, error))
    return FALSE;
  account = hub_account_service_get (platform, superhub_id, error);
  return account != NULL && check_limits (platform, app_id, superhub_id, kind, error);
}

/* Ends what somebody has open of this program as its developer, and the machines that upload in their name. */
static gboolean
end_development (HubPlatform *platform, HubActor *actor, const char *app_id, const char *superhub_id,
                 GError **error)
{
  return hub_preview_repository_end (platform->database, app_id, superhub_id,
                                     hub_clock_now (platform->clock), error)
         && hub_run_repository_delete_previews (platform->database, app_id, superhub_id, error)
         && hub_key_service_end_of_person (platform, actor, app_id, superhub_id, error);
}

/* Nothing of this program stays open for somebody who is no member any more. */
static gboolean
end_everything (HubPlatform *platform, HubActor *actor, const char *app_id, const char *superhub_id, GError **error)
{
  return end_development (platform, actor, app_id, superhub_id, error)
         && hub_run_repository_delete_of_person (platform->database, app_id, superhub_id, error)
         && hub_session_repository_delete_of_app (platform->database, app_id, superhub_id, error)
         && hub_sign_in_repository_end_of_person (platform->database, app_id, superhub_id,
                                                  hub_clock_now (platform->clock), error);
}

/* In a transaction; whatever is refused is refused before anything is written. */
static gboolean
put_one (HubPlatform *platform, HubActor *actor, const char *app_id, HubMemberChange *change, GError **error)
{
  const HubMember put = {
    .app_id = (char *) app_id,
    .superhub_id = (char *) change->superhub_id,
    .kind = (char *) change->kind,
    .roles = change->roles,
    .added_by = actor->superhub_id,
    .added_at = hub_clock_now (platform->clock),
  };
  g_autoptr (HubMember) old = NULL;

  if (!hub_member_repository_find (platform->database, app_id, change->superhub_id, &old, error)
      || !check_put (platform, actor, app_id, change->superhub_id, change->kind, change->roles, old, error))
    return FALSE;
  change->outcome = old == NULL ? "added" : "changed";
  if (old != NULL && old->roles == change->roles && g_str_equal (old->kind, change->kind))
    {
      change->outcome = "unchanged";
      return TRUE;
    }
  return hub_member_repository_put (platform->database, &put, error)
         && (hub_permissions_member_has (&put, "developer")
             || end_development (platform, actor, app_id, change->superhub_id, error))
         && hub_platform_log_done (platform, actor, "putMember", app_id, change->superhub_id, error);
}

/* Who adds members learns who has an account: a few typing errors are borne, looking people up is not. */
static gboolean
check_misses (HubPlatform *platform, HubActor *actor, char **name, GError **error)
{
  HubAttempt attempt = { NULL, MISSES };

  attempt.name = *name = g_strconcat ("misses ", actor->superhub_id, NULL);
  return hub_attempts_check (platform, actor, &attempt, 1,
                             _("You named too many people who do not exist; try again in {} seconds"), error);
}

static void
count_miss (HubPlatform *platform, char *name, const GError *error)
{
  const HubAttempt attempt = { name, MISSES };

  if (g_strcmp0 (hub_error_get_name (error), "member.no_such_account") == 0)
    hub_attempts_count (platform, &attempt, 1);
}

/**
 * hub_member_service_put:
 * @platform: the platform
 * @actor: who does it, with the permission "login"
 * @app_id: the program
 * @superhub_id: whom
 * @kind: "project" or "test"
 * @roles: of a project member
 * @error: (out) (optional): "auth.permission_denied", one of "member.*", "auth.rate_limited" for who names people that do
 *   not exist
 *
 * Adds a member, or gives one another kind and other roles. Who is no developer any more has no preview and no
 * upload key any more.
 *
 * Returns: (transfer full) (nullable): the member
 */
HubMember *
hub_member_service_put (HubPlatform *platform, HubActor *actor, const char *app_id,
                        const char *superhub_id, const char *kind, HubRoles roles, GError **error)
{
  g_autoptr (HubTransaction) transaction = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *misses = NULL;
  HubMemberChange change = { .superhub_id = superhub_id, .kind = kind, .roles = roles };
  HubMember *member = NULL;

  if (!check_misses (platform, actor, &misses, error))
    return NULL;
  transaction = hub_transaction_begin (platform->database, &local);
  if (transaction != NULL
      && put_one (platform, actor, app_id, &change, &local)
      && hub_transaction_commit (transaction, &local)
      && hub_member_repository_find (platform->database, app_id, superhub_id, &member, &local))
    return member;
  g_clear_pointer (&transaction, hub_transaction_free);
  count_miss (platform, misses, local);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
is_named_before (const HubMemberChange *changes, gsize index)
{
  for (gsize i = 0; i < index; i++)
    if (g_str_equal (changes[i].superhub_id, changes[index].superhub_id))
      return TRUE;
  return FALSE;
}

/* Each line for itself; only what is wrong with the platform ends them all. */
static gboolean
put_all (HubPlatform *platform, HubActor *actor, const char *app_id, HubMemberChange *changes, gsize n_changes,
         gsize *n_refused, GError **error)
{
  for (gsize i = 0; i < n_changes; i++)
    {
      HubMemberChange *change = &changes[i];

      if (is_named_before (changes, i))
        hub_refuse (&change->error, "member.twice", _("“%s” stands here twice"), change->superhub_id);
      else if (put_one (platform, actor, app_id, change, &change->error))
        continue;
      if (hub_refusals_of_error (change->error)->status >= 500)
        {
          g_propagate_error (error, g_steal_pointer (&change->error));
          return FALSE;
        }
      change->outcome = "refused";
      (*n_refused)++;
    }
  return TRUE;
}

/**
 * hub_member_service_put_many:
 * @platform: the platform
 * @actor: who does it, with the permission "login"
 * @app_id: the program
 * @changes: (array length=n_changes): whom to add or change; outcome and error are set
 * @n_changes: how many
 * @all_or_nothing: whether one refused line keeps the others from being done
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Adds many members in one transaction. Each line says what became of it: "added", "changed", "unchanged", "refused" with
 * its error, or "left" where @all_or_nothing kept it from being done.
 *
 * Returns: whether the lines were looked at; on an error nothing was done
 */
gboolean
hub_member_service_put_many (HubPlatform *platform, HubActor *actor, const char *app_id,
                             HubMemberChange *changes, gsize n_changes, gboolean all_or_nothing, GError **error)
{
  g_autoptr (HubTransaction) transaction = NULL;
  g_autofree char *misses = NULL;
  gsize n_refused = 0;

  if (!check_misses (platform, actor, &misses, error))
    return FALSE;
  transaction = hub_transaction_begin (platform->database, error);
  if (transaction == NULL || !put_all (platform, actor, app_id, changes, n_changes, &n_refused, error))
    return FALSE;
  if (all_or_nothing && n_refused > 0)
    {
      for (gsize i = 0; i < n_changes; i++)
        if (changes[i].error == NULL)
          changes[i].outcome = "left";
    }
  else if (!hub_transaction_commit (transaction, error))
    return FALSE;
  g_clear_pointer (&transaction, hub_transaction_free);
  for (gsize i = 0; i < n_changes; i++)
    if (changes[i].error != NULL)
      {
        count_miss (platform, misses, changes[i].error);
        hub_platform_log_refused (platform, actor, "putMember", app_id, changes[i].superhub_id,
                                  hub_error_get_name (changes[i].error));
      }
  return TRUE;
}

/* Leaving takes no permission, so the operation names none: that to remove somebody else is asked for here, before
 * anything is said about who is a member. */
static gboolean
check_remove (HubPlatform *platform, HubActor *actor, const char *app_id, HubMember *old,
              const char *superhub_id, GError **error)
{
  if (!g_str_equal (superhub_id, actor->superhub_id)
      && !hub_app_service_require (platform, actor, app_id, "login", error))
    return FALSE;
  if (old == NULL)
    {
      hub_refuse (error, "member.not_found", _("“%s” is no member of this program"), superhub_id);
      return FALSE;
    }
  if (refuse_admin (old, error))
    return FALSE;
  return g_str_equal (superhub_id, actor->superhub_id)
         || may_change (platform, actor, app_id, old->kind, NULL, error);
}

/**
 * hub_member_service_remove:
 * @platform: the platform
 * @actor: who does it, with the permission "login"; oneself for leaving
 * @app_id: the program
 * @superhub_id: whom
 * @error: (out) (optional): "member.not_found", "member.is_admin", "auth.permission_denied"
 *
 * Removes a member and ends at once what the person has open of this program.
 *
 * Returns: whether the person is no member any more
 */
gboolean
hub_member_service_remove (HubPlatform *platform, HubActor *actor, const char *app_id,
                           const char *superhub_id, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubMember) old = NULL;

  return transaction != NULL
         && hub_member_repository_find (platform->database, app_id, superhub_id, &old, error)
         && check_remove (platform, actor, app_id, old, superhub_id, error)
         && hub_member_repository_delete (platform->database, app_id, superhub_id, error)
         && end_everything (platform, actor, app_id, superhub_id, error)
         && hub_platform_log_done (platform, actor, "removeMember", app_id, superhub_id, error)
         && hub_transaction_commit (transaction, error);
}

static gboolean
check_heir (HubPlatform *platform, const char *app_id, const char *superhub_id, GError **error)
{
  g_autoptr (HubMember) heir = NULL;

  if (!hub_member_repository_find (platform->database, app_id, superhub_id, &heir, error))
    return FALSE;
  if (heir == NULL)
    hub_refuse (error, "member.not_found", _("“%s” is no member of this program"), superhub_id);
  else if (g_str_equal (heir->kind, "admin"))
    hub_refuse (error, "member.is_admin", _("“%s” is the program's admin already"), superhub_id);
  else if (!g_str_equal (heir->kind, "project"))
    hub_refuse (error, "member.not_project",
                _("“%s” is a test member; only a project member can become the admin"), superhub_id);
  else
    return TRUE;
  return FALSE;
}

/* What stays of the old admin: roles, or nothing. */
static gboolean
step_down (HubPlatform *platform, HubActor *actor, const char *app_id, HubRoles roles, GError **error)
{
  if (roles == 0)
    return hub_member_repository_delete (platform->database, app_id, actor->superhub_id, error)
           && end_everything (platform, actor, app_id, actor->superhub_id, error);
  return (roles & HUB_ROLE_DEVELOPER) != 0
         || end_development (platform, actor, app_id, actor->superhub_id, error);
}

/**
 * hub_member_service_hand_over:
 * @platform: the platform
 * @actor: the program's admin, who has just given the password
 * @app_id: the program
 * @superhub_id: a project member, the admin from now on
 * @roles: what the old admin stays a project member with; none for leaving
 * @error: (out) (optional): "member.not_found", "member.is_admin", "member.not_project", "auth.permission_denied"
 *
 * One transaction: the program has exactly one admin before, after, and at every moment between.
 *
 * Returns: whether @superhub_id is the admin now
 */
gboolean
hub_member_service_hand_over (HubPlatform *platform, HubActor *actor, const char *app_id,
                              const char *superhub_id, HubRoles roles, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);

  return transaction != NULL
         && hub_app_service_require (platform, actor, app_id, HUB_PERMISSION_ADMIN, error)
         && check_heir (platform, app_id, superhub_id, error)
         && hub_member_repository_hand_over (platform->database, app_id, actor->superhub_id,
                                             roles != 0 ? roles : HUB_ROLE_OPERATOR, superhub_id, error)
         && step_down (platform, actor, app_id, roles, error)
         && hub_webhook_service_stop (platform, app_id, error)
         && hub_people_notices_tell_new_admin (platform, app_id, actor->superhub_id, superhub_id, error)
         && hub_platform_log_done (platform, actor, "handOverApp", app_id, superhub_id, error)
         && hub_transaction_commit (transaction, error);
}
