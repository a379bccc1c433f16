/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-member-service.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-account-service.h"
#include "hub-app-service.h"
#include "hub-key-service.h"
#include "hub-permissions.h"
#include "hub-preview-repository.h"
#include "hub-refusals.h"
#include "hub-run-repository.h"

static gboolean
actor_is_admin (HubPlatform *platform, HubActor *actor, const char *app_id, gboolean *is_admin,
                GError **error)
{
  g_autoptr (HubMember) member = NULL;

  if (!hub_member_repository_find (platform->database, app_id, actor->superhub_id, &member, error))
    return FALSE;
  *is_admin = member != NULL && g_str_equal (member->kind, "admin");
  return TRUE;
}

/* Project members are the admin's business; test members are every project member's. */
static gboolean
may_change (HubPlatform *platform, HubActor *actor, const char *app_id, const char *old_kind,
            const char *new_kind, GError **error)
{
  gboolean about_testers = (old_kind == NULL || g_str_equal (old_kind, "test"))
                           && (new_kind == NULL || g_str_equal (new_kind, "test"));
  gboolean is_admin;

  if (!actor_is_admin (platform, actor, app_id, &is_admin, error))
    return FALSE;
  if (is_admin || about_testers)
    return TRUE;
  hub_actor_set_detail (actor, "permission", "admin");
  hub_refuse (error, "auth.permission_denied",
              _("Only the program's admin adds, changes and removes project members"));
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
                      "member.person_limit",
                      _("The person is a member of as many programs as one may be, and must leave one "
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

/**
 * hub_member_service_put:
 * @platform: the platform
 * @actor: who does it, with the permission "login"
 * @app_id: the program
 * @superhub_id: whom
 * @kind: "project" or "test"
 * @roles: of a project member
 * @error: (out) (optional): "auth.permission_denied" or one of "member.*"
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
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubMember) old = NULL;
  HubMember *member = NULL;
  const HubMember put = {
    .app_id = (char *) app_id,
    .superhub_id = (char *) superhub_id,
    .kind = (char *) kind,
    .roles = roles,
    .added_by = actor->superhub_id,
    .added_at = hub_clock_now (platform->clock),
  };

  if (transaction == NULL
      || !hub_member_repository_find (platform->database, app_id, superhub_id, &old, error)
      || !check_put (platform, actor, app_id, superhub_id, kind, roles, old, error)
      || !hub_member_repository_put (platform->database, &put, error)
      || (!hub_permissions_member_has (&put, "developer")
          && !end_development (platform, actor, app_id, superhub_id, error))
      || !hub_platform_log_done (platform, actor, "putMember", app_id, superhub_id, error)
      || !hub_transaction_commit (transaction, error)
      || !hub_member_repository_find (platform->database, app_id, superhub_id, &member, error))
    return NULL;
  return member;
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
         && end_development (platform, actor, app_id, superhub_id, error)
         && hub_run_repository_delete_of_person (platform->database, app_id, superhub_id, error)
         && hub_platform_log_done (platform, actor, "removeMember", app_id, superhub_id, error)
         && hub_transaction_commit (transaction, error);
}
