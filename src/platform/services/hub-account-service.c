/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-account-service.h"

#include "config.h"

#include "hub-app-service.h"
#include "hub-attempts.h"
#include "hub-language.h"
#include "hub-refusals.h"
#include "hub-run-repository.h"
#include "hub-session-repository.h"
#include "hub-session-service.h"

#define ID_PATTERN "^[a-z0-9][a-z0-9._-]{1,62}[a-z0-9]$"
#define MIN_PASSWORD 8
/* Of one address in 5 minutes: each costs a tenth of a second and 64 MB for a moment. */
#define MAX_CREATED 200

static gboolean
check_rate (HubPlatform *platform, HubActor *actor, GError **error)
{
  g_autofree char *address = hub_attempts_address (actor->address);
  g_autofree char *name = g_strconcat ("create ", address, NULL);
  const HubAttempt attempt = { name, MAX_CREATED };

  return hub_attempts_begin (platform, actor, &attempt, 1,
                             _("Too many accounts were made from here; try again in {} seconds"), error);
}

/**
 * hub_account_service_check_id:
 * @superhub_id: the ID somebody wants
 * @error: (out) (optional): "account.bad_id"
 *
 * Returns: whether it can be one
 */
gboolean
hub_account_service_check_id (const char *superhub_id, GError **error)
{
  if (g_regex_match_simple (ID_PATTERN, superhub_id, G_REGEX_DOLLAR_ENDONLY, 0))
    return TRUE;
  hub_refuse (error, "account.bad_id",
              _("“%s” cannot be a Super Hub ID: use 3 to 64 of a–z, 0–9, dot, dash and "
                "underline, with a letter or digit at both ends"), superhub_id);
  return FALSE;
}

/**
 * hub_account_service_check_password:
 * @superhub_id: whose
 * @password: the password somebody wants
 * @error: (out) (optional): "account.weak_password"
 *
 * Returns: whether it may be used
 */
gboolean
hub_account_service_check_password (const char *superhub_id, const char *password, GError **error)
{
  if (g_utf8_strlen (password, -1) >= MIN_PASSWORD && !g_str_equal (password, superhub_id))
    return TRUE;
  hub_refuse (error, "account.weak_password",
              _("The password is too easy to guess; use at least %d characters, and not the "
                "Super Hub ID"), MIN_PASSWORD);
  return FALSE;
}

/**
 * hub_account_service_check:
 * @platform: the platform
 * @actor: whoever wants an account
 * @superhub_id: the ID somebody wants
 * @password: the password somebody wants
 * @error: (out) (optional): "account.closed", "account.bad_id", "account.weak_password",
 *   "auth.rate_limited", with the seconds to wait in the actor's detail
 *
 * What can be said before the password is hashed.
 *
 * Returns: whether both may be used
 */
gboolean
hub_account_service_check (HubPlatform *platform, HubActor *actor, const char *superhub_id,
                           const char *password, GError **error)
{
  if (platform->closed)
    {
      hub_refuse (error, "account.closed",
                  _("This platform does not let people make accounts; ask its operator for one"));
      return FALSE;
    }
  return hub_account_service_check_id (superhub_id, error)
         && hub_account_service_check_password (superhub_id, password, error)
         && check_rate (platform, actor, error);
}

/**
 * hub_account_service_create:
 * @platform: the platform
 * @actor: who makes it
 * @superhub_id: a checked ID
 * @password_hash: the hash of a checked password
 * @display_name: (nullable): what people see; the ID without it
 * @reviewer: whether the account may decide reviews
 * @error: (out) (optional): "account.id_taken"
 *
 * Returns: (transfer full) (nullable): the new account
 */
HubAccount *
hub_account_service_create (HubPlatform *platform, HubActor *actor, const char *superhub_id,
                            const char *password_hash, const char *display_name, gboolean reviewer,
                            GError **error)
{
  g_autoptr (HubTransaction) transaction = NULL;
  g_autoptr (HubAccount) account = g_new0 (HubAccount, 1);
  g_autoptr (GError) local = NULL;
  gboolean named = display_name != NULL && display_name[0] != '\0';

  account->superhub_id = g_strdup (superhub_id);
  account->display_name = g_strdup (named ? display_name : superhub_id);
  account->password_hash = g_strdup (password_hash);
  account->reviewer = reviewer;
  account->created_at = hub_clock_now (platform->clock);
  transaction = hub_transaction_begin (platform->database, error);
  if (transaction == NULL)
    return NULL;
  if (!hub_account_repository_insert (platform->database, account, &local))
    {
      if (g_error_matches (local, HUB_ERROR, HUB_ERROR_CONFLICT))
        hub_refuse (error, "account.id_taken", _("The Super Hub ID “%s” is taken; choose another"),
                    superhub_id);
      else
        g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (!hub_platform_log_done (platform, actor, "createAccount", NULL, superhub_id, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return g_steal_pointer (&account);
}

/**
 * hub_account_service_get:
 * @platform: the platform
 * @superhub_id: an ID
 * @error: (out) (optional): "member.no_such_account"
 *
 * Returns: (transfer full) (nullable): the account
 */
HubAccount *
hub_account_service_get (HubPlatform *platform, const char *superhub_id, GError **error)
{
  HubAccount *account;

  if (!hub_account_repository_find (platform->database, superhub_id, &account, error))
    return NULL;
  if (account == NULL)
    hub_refuse (error, "member.no_such_account",
                _("Nobody has the Super Hub ID “%s”; check its spelling"), superhub_id);
  return account;
}

static gboolean
require_found (gint64 changed, const char *superhub_id, GError **error)
{
  if (changed > 0)
    return TRUE;
  hub_refuse (error, "member.no_such_account",
              _("Nobody has the Super Hub ID “%s”; check its spelling"), superhub_id);
  return FALSE;
}

/**
 * hub_account_service_set_reviewer:
 * @platform: the platform
 * @superhub_id: whom
 * @reviewer: whether the account decides reviews from now on
 * @error: (out) (optional): "member.no_such_account"
 *
 * The operator's command; it is not part of the API.
 *
 * Returns: whether it is so now
 */
gboolean
hub_account_service_set_reviewer (HubPlatform *platform, const char *superhub_id, gboolean reviewer, GError **error)
{
  g_autoptr (HubActor) operator = hub_actor_new ("");
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  gint64 changed;

  return transaction != NULL
         && hub_account_repository_set_reviewer (platform->database, superhub_id, reviewer, &changed, error)
         && require_found (changed, superhub_id, error)
         && hub_platform_log_done (platform, operator, reviewer ? "makeReviewer" : "removeReviewer", NULL,
                                   superhub_id, error)
         && hub_transaction_commit (transaction, error);
}

/**
 * hub_account_service_reset_password:
 * @platform: the platform
 * @superhub_id: who has forgotten it
 * @password_hash: the hash of a checked password
 * @error: (out) (optional): "member.no_such_account"
 *
 * The operator's command; it is not part of the API. Every sign-in of the account ends.
 *
 * Returns: whether it is set
 */
gboolean
hub_account_service_reset_password (HubPlatform *platform, const char *superhub_id, const char *password_hash,
                                    GError **error)
{
  g_autoptr (HubActor) operator = hub_actor_new ("");
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubAccount) account = NULL;

  return transaction != NULL
         && hub_account_repository_find (platform->database, superhub_id, &account, error)
         && require_found (account != NULL, superhub_id, error)
         && hub_account_repository_set_password (platform->database, superhub_id, password_hash, error)
         && hub_session_repository_delete_others (platform->database, superhub_id, "", NULL, error)
         && hub_run_repository_delete_of_account (platform->database, superhub_id, error)
         && hub_platform_log_done (platform, operator, "resetPassword", NULL, superhub_id, error)
         && hub_transaction_commit (transaction, error);
}

/**
 * hub_account_service_check_change:
 * @platform: the platform
 * @actor: who wants another password
 * @password: the new one
 * @error: (out) (optional): "account.weak_password", "account.local_password"
 *
 * Returns: whether it may be set
 */
gboolean
hub_account_service_check_change (HubPlatform *platform, HubActor *actor, const char *password, GError **error)
{
  if (g_strcmp0 (platform->local_account, actor->superhub_id) != 0)
    return hub_account_service_check_password (actor->superhub_id, password, error);
  hub_refuse (error, "account.local_password",
              _("The password of the local platform's account is kept for you; it is not changed by hand"));
  return FALSE;
}

/**
 * hub_account_service_change_password:
 * @platform: the platform
 * @actor: who has just given the old password
 * @old_hash: the hash that was compared with it
 * @password_hash: the hash of a checked password
 * @error: (out) (optional): "auth.bad_credentials" where the password was changed in between
 *
 * Whoever knows the old password is out: every other sign-in ends, and programs on phones.
 *
 * Returns: whether it is changed
 */
gboolean
hub_account_service_change_password (HubPlatform *platform, HubActor *actor, const char *old_hash,
                                     const char *password_hash, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubAccount) account = NULL;

  if (transaction == NULL
      || !hub_account_repository_find (platform->database, actor->superhub_id, &account, error))
    return FALSE;
  if (account == NULL || !g_str_equal (account->password_hash, old_hash))
    {
      hub_session_service_refuse_try (error);
      return FALSE;
    }
  return hub_account_repository_set_password (platform->database, actor->superhub_id, password_hash, error)
         && hub_session_repository_delete_others (platform->database, actor->superhub_id, actor->token_hash, NULL,
                                                  error)
         && hub_run_repository_delete_of_account (platform->database, actor->superhub_id, error)
         && hub_session_service_forget_failures (platform, actor, actor->superhub_id, error)
         && hub_platform_log_done (platform, actor, "changePassword", NULL, NULL, error)
         && hub_transaction_commit (transaction, error);
}

/**
 * hub_account_service_rename:
 * @platform: the platform
 * @actor: whose name it is
 * @display_name: what people see from now on; white space around it is left out
 * @error: (out) (optional): "account.bad_name"
 *
 * Returns: (transfer full) (nullable): the account
 */
HubAccount *
hub_account_service_rename (HubPlatform *platform, HubActor *actor, const char *display_name, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (display_name));
  g_autoptr (HubTransaction) transaction = NULL;

  if (!hub_app_service_is_name (stripped))
    {
      hub_refuse (error, "account.bad_name", _("A name has 1 to 60 visible characters"));
      return NULL;
    }
  transaction = hub_transaction_begin (platform->database, error);
  if (transaction == NULL
      || !hub_account_repository_set_name (platform->database, actor->superhub_id, stripped, error)
      || !hub_platform_log_done (platform, actor, "renameAccount", NULL, stripped, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return hub_account_service_get (platform, actor->superhub_id, error);
}
