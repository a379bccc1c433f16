/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-session-service.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-account-repository.h"
#include "hub-key-service.h"
#include "hub-password.h"
#include "hub-refusals.h"
#include "hub-session-repository.h"

#define CONFIRMED_FOR HUB_MINUTES (5)
/* Failures in 5 minutes: of one address for one account, of one account from anywhere, of one
 * address for any account. */
#define PAIR_FAILURES 10
#define ACCOUNT_FAILURES 100
#define ADDRESS_FAILURES 50

static const struct
{
  const char *scope;
  int         days;
} lifetimes[] = {
  { "devtools", 30 },
  { "console", 7 },
  { "phone", 30 },
};

/**
 * hub_sign_in_free:
 * @sign_in: (transfer full): a sign-in
 */
void
hub_sign_in_free (HubSignIn *sign_in)
{
  g_free (sign_in->token);
  g_free (sign_in->scope);
  g_free (sign_in);
}

static void
limit_names (HubActor *actor, const char *superhub_id, char *names[3])
{
  names[0] = g_strconcat ("pair ", actor->address, " ", superhub_id, NULL);
  names[1] = g_strconcat ("account ", superhub_id, NULL);
  names[2] = g_strconcat ("address ", actor->address, NULL);
}

static void
free_names (char *names[3])
{
  for (guint i = 0; i < 3; i++)
    g_free (names[i]);
}

/**
 * hub_session_service_begin_try:
 * @platform: the platform
 * @actor: whoever tries
 * @superhub_id: the ID that is tried
 * @error: (out) (optional): "auth.rate_limited", with the seconds to wait in the actor's detail
 *
 * Counts the try as a failure until it has succeeded: looking at a password takes a while, and many that were sent
 * at once must not all pass before the first of them has failed.
 *
 * Returns: whether the password may be looked at
 */
gboolean
hub_session_service_begin_try (HubPlatform *platform, HubActor *actor, const char *superhub_id,
                               GError **error)
{
  const guint allowed[3] = { PAIR_FAILURES, ACCOUNT_FAILURES, ADDRESS_FAILURES };
  gint64 now = hub_clock_now (platform->clock);
  char *names[3];
  gint64 wait = 0;

  limit_names (actor, superhub_id, names);
  for (guint i = 0; i < 3; i++)
    wait = MAX (wait, hub_rate_limit_check (platform->sign_in_limit, names[i], allowed[i], now));
  for (guint i = 0; i < 3 && wait == 0; i++)
    hub_rate_limit_count (platform->sign_in_limit, names[i], now);
  free_names (names);
  if (wait == 0)
    return TRUE;
  wait = (wait + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
  hub_actor_set_detail_int (actor, "retry_after", wait);
  hub_refuse (error, "auth.rate_limited",
              _("Too many failed sign-ins; try again in %d seconds"), (int) wait);
  return FALSE;
}

/**
 * hub_session_service_refuse_try:
 * @error: (out) (optional): "auth.bad_credentials", always
 *
 * Ends a try whose password was wrong; it stays counted.
 */
void
hub_session_service_refuse_try (GError **error)
{
  hub_refuse (error, "auth.bad_credentials",
              _("Super Hub ID and password do not belong together; check both"));
}

/* The failures of this address for the account are over; for others only this try is taken back. */
static void
forget_failures (HubPlatform *platform, HubActor *actor, const char *superhub_id)
{
  gint64 now = hub_clock_now (platform->clock);
  char *names[3];

  limit_names (actor, superhub_id, names);
  hub_rate_limit_forget (platform->sign_in_limit, names[0]);
  hub_rate_limit_uncount (platform->sign_in_limit, names[1], now);
  hub_rate_limit_uncount (platform->sign_in_limit, names[2], now);
  free_names (names);
}

static gint64
lifetime_of (const char *scope)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lifetimes); i++)
    if (g_str_equal (lifetimes[i].scope, scope))
      return HUB_DAYS (lifetimes[i].days);
  return HUB_DAYS (1);
}

/**
 * hub_session_service_create:
 * @platform: the platform
 * @actor: who signs in
 * @superhub_id: an account whose password was verified
 * @scope: "devtools", "console", "phone"
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer full) (nullable): the sign-in, with the token, which is not kept
 */
HubSignIn *
hub_session_service_create (HubPlatform *platform, HubActor *actor, const char *superhub_id,
                            const char *scope, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubSignIn) sign_in = g_new0 (HubSignIn, 1);
  g_autofree char *hash = NULL;
  gint64 now = hub_clock_now (platform->clock);
  HubSessionRow row = { .superhub_id = (char *) superhub_id, .scope = (char *) scope };

  if (transaction == NULL)
    return NULL;
  sign_in->token = hub_token_new ();
  sign_in->scope = g_strdup (scope);
  sign_in->expires_at = now + lifetime_of (scope);
  hash = hub_token_hash (sign_in->token);
  row.token_hash = hash;
  row.created_at = row.confirmed_at = now;
  row.expires_at = sign_in->expires_at;
  g_free (actor->superhub_id);
  actor->superhub_id = g_strdup (superhub_id);
  if (!hub_session_repository_insert (platform->database, &row, error)
      || !hub_session_repository_delete_expired (platform->database, now - HUB_DAYS (30), error)
      || !hub_platform_log_done (platform, actor, "createSession", NULL, scope, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  forget_failures (platform, actor, superhub_id);
  return g_steal_pointer (&sign_in);
}

/**
 * hub_session_service_confirm:
 * @platform: the platform
 * @actor: who has just given the password again
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether sensitive operations are open for 5 minutes
 */
gboolean
hub_session_service_confirm (HubPlatform *platform, HubActor *actor, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);

  if (transaction == NULL
      || !hub_session_repository_confirm (platform->database, actor->token_hash,
                                          hub_clock_now (platform->clock), error)
      || !hub_platform_log_done (platform, actor, "confirmSession", NULL, NULL, error)
      || !hub_transaction_commit (transaction, error))
    return FALSE;
  forget_failures (platform, actor, actor->superhub_id);
  return TRUE;
}

/**
 * hub_session_service_delete:
 * @platform: the platform
 * @actor: who signs out
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the token has ended
 */
gboolean
hub_session_service_delete (HubPlatform *platform, HubActor *actor, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);

  return transaction != NULL
         && hub_session_repository_delete (platform->database, actor->token_hash, error)
         && hub_platform_log_done (platform, actor, "deleteSession", NULL, NULL, error)
         && hub_transaction_commit (transaction, error);
}

static gboolean
adopt (HubPlatform *platform, HubActor *actor, HubSessionRow *session, GError **error)
{
  g_autoptr (HubAccount) account = NULL;

  if (!hub_account_repository_find (platform->database, session->superhub_id, &account, error))
    return FALSE;
  g_free (actor->superhub_id);
  g_free (actor->token_hash);
  g_free (actor->scope);
  actor->superhub_id = g_strdup (session->superhub_id);
  actor->token_hash = g_strdup (session->token_hash);
  actor->scope = g_strdup (session->scope);
  actor->reviewer = account != NULL && account->reviewer;
  actor->confirmed_at = session->confirmed_at;
  return TRUE;
}

/**
 * hub_session_service_authenticate_token:
 * @platform: the platform
 * @actor: nobody yet
 * @token: (nullable): a token
 * @phone: whether the token is a phone's cookie; cookies do not open the API, nor tokens the pages
 * @error: (out) (optional): "auth.required", "auth.token_expired"
 *
 * Returns: whether @actor is now the person of the token
 */
gboolean
hub_session_service_authenticate_token (HubPlatform *platform, HubActor *actor, const char *token,
                                        gboolean phone, GError **error)
{
  g_autofree char *hash = token != NULL ? hub_token_hash (token) : NULL;
  g_autoptr (HubSessionRow) session = NULL;
  g_autoptr (GError) local = NULL;

  gboolean of_key;

  if (hash != NULL
      && !hub_session_repository_find (platform->database, hash, &session, error))
    return FALSE;
  if (hash != NULL && session == NULL && !phone)
    {
      gboolean done = hub_key_service_authenticate (platform, actor, hash, &of_key, &local);

      if (of_key || local != NULL)
        {
          if (local != NULL)
            g_propagate_error (error, g_steal_pointer (&local));
          return done;
        }
    }
  if (session == NULL || g_str_equal (session->scope, "phone") != phone)
    {
      hub_refuse (error, "auth.required", _("Sign in with a Super Hub ID first"));
      return FALSE;
    }
  if (session->expires_at <= hub_clock_now (platform->clock))
    {
      hub_refuse (error, "auth.token_expired", _("The sign-in has ended; sign in again"));
      return FALSE;
    }
  return adopt (platform, actor, session, error);
}

/**
 * hub_session_service_authenticate:
 * @platform: the platform
 * @actor: nobody yet
 * @headers: of a request
 * @error: (out) (optional): "auth.required", "auth.token_expired"
 *
 * Reads the Authorization header.
 *
 * Returns: whether @actor is now the person of the token
 */
gboolean
hub_session_service_authenticate (HubPlatform *platform, HubActor *actor,
                                  SoupMessageHeaders *headers, GError **error)
{
  const char *value = soup_message_headers_get_one (headers, "Authorization");

  if (value != NULL && g_ascii_strncasecmp (value, "Bearer ", 7) == 0)
    value += 7;
  else
    value = NULL;
  return hub_session_service_authenticate_token (platform, actor, value, FALSE, error);
}

/**
 * hub_session_service_require_reviewer:
 * @actor: somebody
 * @error: (out) (optional): "auth.reviewers_only"
 *
 * Returns: whether the person decides reviews
 */
gboolean
hub_session_service_require_reviewer (HubActor *actor, GError **error)
{
  if (actor->reviewer)
    return TRUE;
  hub_refuse (error, "auth.reviewers_only",
              _("Only reviewers of the platform may do this; “%s” is none"), actor->superhub_id);
  return FALSE;
}

/**
 * hub_session_service_require_confirmed:
 * @platform: the platform
 * @actor: somebody
 * @error: (out) (optional): "auth.confirm_required"
 *
 * Returns: whether the person gave the password in the last 5 minutes
 */
gboolean
hub_session_service_require_confirmed (HubPlatform *platform, HubActor *actor, GError **error)
{
  if (hub_clock_now (platform->clock) - actor->confirmed_at < CONFIRMED_FOR)
    return TRUE;
  hub_refuse (error, "auth.confirm_required",
              _("Give your password again: this changes what people see, and the last time was "
                "more than 5 minutes ago"));
  return FALSE;
}
