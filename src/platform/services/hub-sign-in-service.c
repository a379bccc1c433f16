/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-sign-in-service.h"

#include "config.h"

#include "hub-app-service.h"
#include "hub-language.h"
#include "hub-people-notices.h"
#include "hub-permissions.h"
#include "hub-refusals.h"
#include "hub-session-repository.h"

/* How long an allowed sign-in waits for the one who asked. */
#define USE_WITHIN HUB_HOURS (1)

static gboolean
is_open (const HubSignInRow *row)
{
  return g_str_equal (row->state, "pending") || g_str_equal (row->state, "allowed");
}

/**
 * hub_sign_in_service_state:
 * @platform: the platform
 * @row: a request
 *
 * Returns: (transfer none): its state now: that of the row, or "expired"
 */
const char *
hub_sign_in_service_state (HubPlatform *platform, const HubSignInRow *row)
{
  return is_open (row) && row->expires_at <= hub_clock_now (platform->clock) ? "expired" : row->state;
}

/* What the person is to the program: whoever holds "login" needs nobody; test members never get in. */
static gboolean
check_person (HubPlatform *platform, HubActor *actor, const char *app_id, gboolean *is_member, GError **error)
{
  g_autoptr (HubApp) app = hub_app_service_get (platform, app_id, error);
  g_autoptr (HubMember) member = NULL;

  if (app == NULL
      || !hub_member_repository_find (platform->database, app_id, actor->superhub_id, &member, error))
    return FALSE;
  *is_member = hub_permissions_member_has (member, "login");
  if (member == NULL || *is_member)
    return TRUE;
  hub_refuse (error, "console.test_member",
              _("Test members do not sign in to the Console; %s, the program's admin, can make you a project member"),
              app->admin);
  return FALSE;
}

/* A request whose time is over makes room for the next. */
static gboolean
clear_old (HubPlatform *platform, HubActor *actor, const char *app_id, gboolean is_member, GError **error)
{
  g_autoptr (HubSignInRow) old = NULL;

  if (!hub_sign_in_repository_find_open (platform->database, app_id, actor->superhub_id, &old, error))
    return FALSE;
  if (old == NULL)
    return TRUE;
  if (is_member || g_str_equal (hub_sign_in_service_state (platform, old), "expired"))
    return hub_sign_in_repository_set_state (platform->database, old, "ended", error);
  hub_actor_set_detail (actor, "id", old->id);
  hub_refuse (error, "console.already_asked", _("You have asked already, and the answer waits: %s"), old->id);
  return FALSE;
}

static gboolean
check_number (HubPlatform *platform, HubActor *actor, gboolean is_member, GError **error)
{
  gint64 since = hub_clock_now (platform->clock) - HUB_DAYS (1);
  gint64 count;

  if (is_member)
    return TRUE;
  count = hub_sign_in_repository_count_since (platform->database, actor->superhub_id, since, error);
  if (count < 0)
    return FALSE;
  if (count < platform->limits.sign_ins_a_day)
    return TRUE;
  hub_refuse (error, "console.request_limit",
              _("You have asked admins to let you in %d times in 24 hours; ask again tomorrow"), (int) count);
  return FALSE;
}

/**
 * hub_sign_in_service_request:
 * @platform: the platform
 * @actor: who wants to sign in
 * @app_id: to the console of which program
 * @message: what the admin should know
 * @error: (out) (optional): "app.not_found", "console.test_member", "console.already_asked", "console.request_limit"
 *
 * Somebody with the permission "login" is let in at once; anybody else leaves a request that waits for the admin, who is
 * told.
 *
 * Returns: (transfer full) (nullable): the request, "allowed" or "pending"
 */
HubSignInRow *
hub_sign_in_service_request (HubPlatform *platform, HubActor *actor, const char *app_id, const char *message,
                             GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autofree char *id = hub_platform_new_id ("si");
  HubSignInRow *found = NULL;
  HubSignInRow row = { .id = id, .app_id = (char *) app_id, .superhub_id = actor->superhub_id };
  gboolean is_member;

  if (transaction == NULL || !check_person (platform, actor, app_id, &is_member, error)
      || !clear_old (platform, actor, app_id, is_member, error)
      || !check_number (platform, actor, is_member, error))
    return NULL;
  row.message = (char *) message;
  row.address = actor->address;
  row.label = actor->label;
  row.state = (char *) (is_member ? "allowed" : "pending");
  row.created_at = hub_clock_now (platform->clock);
  row.expires_at = row.created_at + (is_member ? USE_WITHIN : HUB_HOURS (platform->limits.sign_in_hours));
  if (!hub_sign_in_repository_insert (platform->database, &row, error)
      || (!is_member && !hub_people_notices_tell_request (platform, &row, error))
      || !hub_platform_log_done (platform, actor, "requestConsoleSignIn", app_id, id, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return hub_sign_in_repository_find (platform->database, id, &found, error) ? found : NULL;
}

/* Requests of another program do not exist here. */
static HubSignInRow *
find (HubPlatform *platform, const char *app_id, const char *id, GError **error)
{
  HubSignInRow *row;

  if (!hub_sign_in_repository_find (platform->database, id, &row, error))
    return NULL;
  if (row != NULL && g_str_equal (row->app_id, app_id))
    return row;
  g_clear_pointer (&row, hub_sign_in_row_free);
  hub_refuse (error, "console.not_found", _("There is no request “%s” to sign in to this program's Console"), id);
  return NULL;
}

static HubSignInRow *
find_own (HubPlatform *platform, HubActor *actor, const char *app_id, const char *id, GError **error)
{
  g_autoptr (HubSignInRow) row = find (platform, app_id, id, error);

  if (row == NULL || g_str_equal (row->superhub_id, actor->superhub_id))
    return g_steal_pointer (&row);
  hub_refuse (error, "console.not_found", _("There is no request “%s” to sign in to this program's Console"), id);
  return NULL;
}

/**
 * hub_sign_in_service_get:
 * @platform: the platform
 * @actor: who asked to sign in, or the program's admin
 * @app_id: the program
 * @id: of a request
 * @error: (out) (optional): "console.not_found"
 *
 * Returns: (transfer full) (nullable): the request
 */
HubSignInRow *
hub_sign_in_service_get (HubPlatform *platform, HubActor *actor, const char *app_id, const char *id, GError **error)
{
  g_autoptr (HubMember) member = NULL;

  if (!hub_member_repository_find (platform->database, app_id, actor->superhub_id, &member, error))
    return NULL;
  if (hub_permissions_member_has (member, HUB_PERMISSION_ADMIN))
    return find (platform, app_id, id, error);
  return find_own (platform, actor, app_id, id, error);
}

static gboolean
check_decision (HubPlatform *platform, HubSignInRow *row, gboolean allow, GError **error)
{
  const char *state = hub_sign_in_service_state (platform, row);

  if (g_str_equal (state, "expired"))
    hub_refuse (error, "console.expired", _("The request has expired; %s can ask again"), row->superhub_id);
  else if (g_str_equal (state, "pending")
           || (!allow && (g_str_equal (state, "allowed") || g_str_equal (state, "used"))))
    return TRUE;
  else
    hub_refuse (error, "console.decided", _("The request was decided already: it is %s"), state);
  return FALSE;
}

/**
 * hub_sign_in_service_decide:
 * @platform: the platform
 * @actor: the program's admin
 * @app_id: the program
 * @id: of a request
 * @allow: whether to let the person in
 * @error: (out) (optional): "console.not_found", "console.expired", "console.decided", "auth.permission_denied"
 *
 * Who was let in can be denied later: that ends the sign-in at once.
 *
 * Returns: (transfer full) (nullable): the request
 */
HubSignInRow *
hub_sign_in_service_decide (HubPlatform *platform, HubActor *actor, const char *app_id, const char *id,
                            gboolean allow, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubSignInRow) row = NULL;
  HubSignInRow *found = NULL;

  if (transaction == NULL || !hub_app_service_require (platform, actor, app_id, HUB_PERMISSION_ADMIN, error))
    return NULL;
  row = find (platform, app_id, id, error);
  if (row == NULL || !check_decision (platform, row, allow, error))
    return NULL;
  g_free (row->decided_by);
  row->decided_by = g_strdup (actor->superhub_id);
  row->decided_at = hub_clock_now (platform->clock);
  if (allow)
    row->expires_at = row->decided_at + USE_WITHIN;
  if (!hub_sign_in_repository_set_state (platform->database, row, allow ? "allowed" : "denied", error)
      || (!allow && !hub_session_repository_delete_of_app (platform->database, app_id, row->superhub_id, error))
      || !hub_people_notices_tell_answer (platform, row, allow, error)
      || !hub_platform_log_done (platform, actor, allow ? "allowConsoleSignIn" : "denyConsoleSignIn", app_id,
                                 row->superhub_id, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return hub_sign_in_repository_find (platform->database, id, &found, error) ? found : NULL;
}

static gboolean
check_use (HubPlatform *platform, HubSignInRow *row, GError **error)
{
  const char *state = hub_sign_in_service_state (platform, row);

  if (g_str_equal (state, "allowed"))
    return TRUE;
  if (g_str_equal (state, "pending"))
    hub_refuse (error, "console.not_allowed", _("The program's admin has not answered yet"));
  else if (g_str_equal (state, "denied"))
    hub_refuse (error, "console.denied", _("The program's admin did not let you in"));
  else
    hub_refuse (error, "console.expired", _("This was good for one sign-in, and its time is over; ask again"));
  return FALSE;
}

/**
 * hub_sign_in_service_use:
 * @platform: the platform
 * @actor: who asked
 * @app_id: the program
 * @id: of an allowed request
 * @error: (out) (optional): "console.not_found", "console.not_allowed", "console.denied", "console.expired",
 *   "console.test_member"
 *
 * Works once.
 *
 * Returns: (transfer full) (nullable): a sign-in to this program's console
 */
HubSignIn *
hub_sign_in_service_use (HubPlatform *platform, HubActor *actor, const char *app_id, const char *id, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubSignInRow) row = NULL;
  g_autoptr (HubSignIn) sign_in = NULL;
  gboolean is_member;

  if (transaction == NULL || !check_person (platform, actor, app_id, &is_member, error))
    return NULL;
  row = find_own (platform, actor, app_id, id, error);
  if (row == NULL || !check_use (platform, row, error))
    return NULL;
  /* A row that no admin decided was a member's, who may have left since. */
  if (!is_member && row->decided_by == NULL)
    {
      hub_refuse (error, "console.expired", _("You are no member any more; ask the program's admin to let you in"));
      return NULL;
    }
  sign_in = hub_session_service_create_bound (platform, actor, app_id, !is_member, error);
  if (sign_in == NULL
      || !hub_sign_in_repository_set_state (platform->database, row, "used", error)
      || !hub_platform_log_done (platform, actor, "createConsoleSession", app_id, id, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return g_steal_pointer (&sign_in);
}
