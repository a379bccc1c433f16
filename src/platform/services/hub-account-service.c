/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-account-service.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-attempts.h"
#include "hub-refusals.h"

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
  if (!g_regex_match_simple (ID_PATTERN, superhub_id, G_REGEX_DOLLAR_ENDONLY, 0))
    {
      hub_refuse (error, "account.bad_id",
                  _("“%s” cannot be a Super Hub ID: use 3 to 64 of a–z, 0–9, dot, dash and "
                    "underline, with a letter or digit at both ends"), superhub_id);
      return FALSE;
    }
  if (g_utf8_strlen (password, -1) < MIN_PASSWORD || g_str_equal (password, superhub_id))
    {
      hub_refuse (error, "account.weak_password",
                  _("The password is too easy to guess; use at least %d characters, and not the "
                    "Super Hub ID"), MIN_PASSWORD);
      return FALSE;
    }
  return check_rate (platform, actor, error);
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

/**
 * hub_account_service_make_reviewer:
 * @platform: the platform
 * @superhub_id: who is to decide reviews
 * @error: (out) (optional): "member.no_such_account"
 *
 * The operator's command; it is not part of the API.
 *
 * Returns: whether the account is a reviewer now
 */
gboolean
hub_account_service_make_reviewer (HubPlatform *platform, const char *superhub_id, GError **error)
{
  g_autoptr (HubActor) operator = hub_actor_new ("");
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  gint64 changed;

  if (transaction == NULL
      || !hub_account_repository_set_reviewer (platform->database, superhub_id, TRUE, &changed, error))
    return FALSE;
  if (changed == 0)
    {
      hub_refuse (error, "member.no_such_account",
                  _("Nobody has the Super Hub ID “%s”; check its spelling"), superhub_id);
      return FALSE;
    }
  return hub_platform_log_done (platform, operator, "makeReviewer", NULL, superhub_id, error)
         && hub_transaction_commit (transaction, error);
}
