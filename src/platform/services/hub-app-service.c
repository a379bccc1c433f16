/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-app-service.h"

#include "config.h"

#include "hub-language.h"
#include "hub-permissions.h"
#include "hub-refusals.h"

/**
 * hub_app_service_is_name:
 * @name: what somebody wants to call a program, or themselves
 *
 * Returns: whether people can see it: 1 to 60 characters, none of which controls anything
 */
gboolean
hub_app_service_is_name (const char *name)
{
  gboolean visible = FALSE;

  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT)
        return FALSE;
      visible = visible || g_unichar_isgraph (c);
    }
  return visible && g_utf8_strlen (name, -1) <= 60;
}

static gboolean
person_has_room (HubPlatform *platform, HubActor *actor, GError **error)
{
  gint64 count = hub_member_repository_count_of_person (platform->database, actor->superhub_id, FALSE,
                                                        "", error);

  if (count < 0)
    return FALSE;
  if (count < platform->limits.programs_as_member)
    return TRUE;
  hub_refuse (error, "app.limit", _("You are a member of %d programs, as many as one person may be; "
                                    "leave one first"), (int) count);
  return FALSE;
}

/**
 * hub_app_service_create:
 * @platform: the platform
 * @actor: who becomes its admin
 * @name: what people see
 * @error: (out) (optional): "app.bad_name", "app.limit"
 *
 * Returns: (transfer full) (nullable): the new program
 */
HubApp *
hub_app_service_create (HubPlatform *platform, HubActor *actor, const char *name, GError **error)
{
  g_autoptr (HubTransaction) transaction = NULL;
  g_autoptr (HubApp) app = g_new0 (HubApp, 1);
  g_autofree char *stripped = g_strstrip (g_strdup (name));
  HubMember admin = { .kind = "admin" };

  if (!hub_app_service_is_name (stripped))
    {
      hub_refuse (error, "app.bad_name", _("The program needs a name of 1 to 60 visible characters"));
      return NULL;
    }
  transaction = hub_transaction_begin (platform->database, error);
  if (transaction == NULL || !person_has_room (platform, actor, error))
    return NULL;
  app->app_id = hub_platform_new_id ("wx");
  app->name = g_steal_pointer (&stripped);
  app->admin = g_strdup (actor->superhub_id);
  app->created_at = hub_clock_now (platform->clock);
  admin.app_id = app->app_id;
  admin.superhub_id = admin.added_by = actor->superhub_id;
  admin.added_at = app->created_at;
  if (!hub_app_repository_insert (platform->database, app, error)
      || !hub_member_repository_put (platform->database, &admin, error)
      || !hub_member_repository_set_admin (platform->database, app->app_id, actor->superhub_id, error)
      || !hub_platform_log_done (platform, actor, "createApp", app->app_id, app->name, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return g_steal_pointer (&app);
}

static HubApp *
find (HubPlatform *platform, const char *app_id, gboolean removed, GError **error)
{
  HubApp *app;

  if (!hub_app_repository_find (platform->database, app_id, &app, error))
    return NULL;
  if (app == NULL || (app->removed && !removed))
    {
      g_clear_pointer (&app, hub_app_free);
      hub_refuse (error, "app.not_found", _("There is no program with the id “%s”"), app_id);
    }
  return app;
}

/**
 * hub_app_service_get:
 * @platform: the platform
 * @app_id: an id
 * @error: (out) (optional): "app.not_found"
 *
 * Returns: (transfer full) (nullable): the program
 */
HubApp *
hub_app_service_get (HubPlatform *platform, const char *app_id, GError **error)
{
  return find (platform, app_id, FALSE, error);
}

/**
 * hub_app_service_get_mine:
 * @platform: the platform
 * @actor: who asks
 * @app_id: an id
 * @member: (out) (transfer full) (nullable): the person's membership
 * @error: (out) (optional): "app.not_found", also for a stranger where the program is not online
 *
 * A removed program is there for those who worked on it, who shall learn what became of it, and for nobody else.
 *
 * Returns: (transfer full) (nullable): the program
 */
HubApp *
hub_app_service_get_mine (HubPlatform *platform, HubActor *actor, const char *app_id,
                          HubMember **member, GError **error)
{
  g_autoptr (HubApp) app = find (platform, app_id, TRUE, error);

  *member = NULL;
  if (app == NULL
      || !hub_member_repository_find (platform->database, app_id, actor->superhub_id, member, error))
    return NULL;
  if ((app->removed && !hub_permissions_member_has (*member, "login"))
      || (*member == NULL && !actor->reviewer && (app->online_version == NULL || app->suspended)))
    {
      hub_refuse (error, "app.not_found", _("There is no program with the id “%s”"), app_id);
      return NULL;
    }
  return g_steal_pointer (&app);
}

/* Whom the admin let in, as long as the sign-in lives: as "login", and no more. */
static gboolean
is_let_in (HubActor *actor, HubMember *member, const char *app_id, const char *permission)
{
  return member == NULL && actor->guest && g_strcmp0 (actor->app_id, app_id) == 0
         && g_str_equal (permission, "login");
}

static gboolean
require (HubPlatform *platform, HubActor *actor, const char *app_id, const char *permission, gboolean removed, GError **error)
{
  g_autoptr (HubApp) app = find (platform, app_id, removed, error);
  g_autoptr (HubMember) member = NULL;

  if (app == NULL
      || !hub_member_repository_find (platform->database, app_id, actor->superhub_id, &member, error))
    return FALSE;
  if (hub_permissions_member_has (member, permission) || is_let_in (actor, member, app_id, permission))
    return TRUE;
  hub_actor_set_detail (actor, "permission", permission);
  if (g_str_equal (permission, HUB_PERMISSION_ADMIN))
    hub_refuse (error, "auth.permission_denied", _("Only %s, the program's admin, may do this"), app->admin);
  else if (member == NULL)
    hub_refuse (error, "auth.permission_denied",
                _("“%s” is no member of this program; its admin can add you"), actor->superhub_id);
  else
    hub_refuse (error, "auth.permission_denied",
                _("This needs the permission “%s”, which your roles do not hold; ask %s, the "
                  "program's admin"), permission, app->admin);
  return FALSE;
}

/**
 * hub_app_service_require_kept:
 * @platform: the platform
 * @actor: who wants to read what is kept of a program
 * @app_id: which, also a removed one
 * @permission: what it takes, or %HUB_PERMISSION_ADMIN
 * @error: (out) (optional): as hub_app_service_require()
 *
 * A removed program leaves its audit trail, to those who answered for it.
 *
 * Returns: whether the person may
 */
gboolean
hub_app_service_require_kept (HubPlatform *platform, HubActor *actor, const char *app_id,
                              const char *permission, GError **error)
{
  return require (platform, actor, app_id, permission, TRUE, error);
}

/**
 * hub_app_service_require:
 * @platform: the platform
 * @actor: who wants to do something
 * @app_id: with which program
 * @permission: what it takes, or %HUB_PERMISSION_ADMIN
 * @error: (out) (optional): "auth.permission_denied", "app.not_found"
 *
 * The one place where permissions are looked up. Asked anew with each request, so that a removed
 * member is out at once.
 *
 * Returns: whether the person may
 */
gboolean
hub_app_service_require (HubPlatform *platform, HubActor *actor, const char *app_id,
                         const char *permission, GError **error)
{
  return require (platform, actor, app_id, permission, FALSE, error);
}
