/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-session-service.h"

#include "config.h"

#include "hub-account-repository.h"
#include "hub-attempts.h"
#include "hub-key-service.h"
#include "hub-language.h"
#include "hub-password.h"
#include "hub-refusals.h"
#include "hub-run-repository.h"
#include "hub-session-repository.h"

#define CONFIRMED_FOR HUB_MINUTES (5)
/* Failures in 5 minutes: of one address for one account, of one account from anywhere, of one
 * address for any account. */
#define PAIR_FAILURES 10
#define ACCOUNT_FAILURES 100
#define ADDRESS_FAILURES 50
#define N_ATTEMPTS 3
/* How exactly it is known when a sign-in was used: to know it better would be a write with each request. */
#define USED_PRECISION HUB_HOURS (1)

static const struct
{
  const char *scope;
  int         days;
} lifetimes[] = {
  { "devtools", 30 },
  { "console", 7 },
  { "phone", 30 },
};
/* A sign-in to one program's console. */
#define BOUND_LIFETIME HUB_HOURS (12)

/**
 * hub_sign_in_free:
 * @sign_in: (transfer full): a sign-in
 */
void
hub_sign_in_free (HubSignIn *sign_in)
{
  g_free (sign_in->token);
  g_free (sign_in->scope);
  g_free (sign_in->app_id);
  g_free (sign_in);
}

static void
list_attempts (HubActor *actor, const char *superhub_id, HubAttempt attempts[N_ATTEMPTS])
{
  g_autofree char *address = hub_attempts_address (actor->address);

  attempts[0] = (HubAttempt) { g_strconcat ("pair ", address, " ", superhub_id, NULL), PAIR_FAILURES };
  attempts[1] = (HubAttempt) { g_strconcat ("account ", superhub_id, NULL), ACCOUNT_FAILURES };
  attempts[2] = (HubAttempt) { g_strconcat ("address ", address, NULL), ADDRESS_FAILURES };
}

static void
free_attempts (HubAttempt attempts[N_ATTEMPTS])
{
  for (guint i = 0; i < N_ATTEMPTS; i++)
    g_free (attempts[i].name);
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
  HubAttempt attempts[N_ATTEMPTS];
  gboolean done;

  list_attempts (actor, superhub_id, attempts);
  done = hub_attempts_begin (platform, actor, attempts, N_ATTEMPTS,
                             _("Too many failed sign-ins; try again in {} seconds"), error);
  free_attempts (attempts);
  return done;
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

/**
 * hub_session_service_forget_failures:
 * @platform: the platform, in a transaction
 * @actor: who gave the right password
 * @superhub_id: of which account
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether what hub_session_service_begin_try() counted is taken back
 */
gboolean
hub_session_service_forget_failures (HubPlatform *platform, HubActor *actor, const char *superhub_id, GError **error)
{
  HubAttempt attempts[N_ATTEMPTS];
  gboolean done;

  list_attempts (actor, superhub_id, attempts);
  done = hub_attempts_succeed (platform, attempts, N_ATTEMPTS, error);
  free_attempts (attempts);
  return done;
}

static gint64
lifetime_of (const char *scope)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lifetimes); i++)
    if (g_str_equal (lifetimes[i].scope, scope))
      return HUB_DAYS (lifetimes[i].days);
  return HUB_DAYS (1);
}

/* In a transaction. */
static gboolean
insert (HubPlatform *platform, HubActor *actor, HubSignIn *sign_in, HubSessionRow *row, GError **error)
{
  gint64 now = hub_clock_now (platform->clock);
  g_autofree char *hash = NULL;

  sign_in->token = hub_token_new ();
  sign_in->scope = g_strdup (row->scope);
  sign_in->app_id = g_strdup (row->app_id);
  sign_in->expires_at = now + (row->app_id != NULL ? BOUND_LIFETIME : lifetime_of (row->scope));
  hash = hub_token_hash (sign_in->token);
  row->token_hash = hash;
  row->address = actor->address;
  row->label = actor->label;
  row->created_at = now;
  row->expires_at = sign_in->expires_at;
  return hub_session_repository_insert (platform->database, row, error)
         && hub_session_repository_delete_expired (platform->database, now - HUB_DAYS (30), error);
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
  HubSessionRow row = {
    .superhub_id = (char *) superhub_id,
    .scope = (char *) scope,
    .confirmed_at = hub_clock_now (platform->clock),
  };

  if (transaction == NULL)
    return NULL;
  g_free (actor->superhub_id);
  actor->superhub_id = g_strdup (superhub_id);
  if (!insert (platform, actor, sign_in, &row, error)
      || !hub_session_service_forget_failures (platform, actor, superhub_id, error)
      || !hub_platform_log_done (platform, actor, "createSession", NULL, scope, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return g_steal_pointer (&sign_in);
}

/**
 * hub_session_service_create_bound:
 * @platform: the platform, in the transaction that lets the person in
 * @actor: who is signed in
 * @app_id: to the console of which program
 * @guest: whether its admin let in somebody who is no member
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * The password counts as given when it was given for the sign-in that is used now.
 *
 * Returns: (transfer full) (nullable): the sign-in, with the token, which is not kept
 */
HubSignIn *
hub_session_service_create_bound (HubPlatform *platform, HubActor *actor, const char *app_id, gboolean guest,
                                  GError **error)
{
  g_autoptr (HubSignIn) sign_in = g_new0 (HubSignIn, 1);
  HubSessionRow row = {
    .superhub_id = actor->superhub_id,
    .scope = (char *) "console",
    .app_id = (char *) app_id,
    .guest = guest,
    .confirmed_at = actor->confirmed_at,
  };

  return insert (platform, actor, sign_in, &row, error) ? g_steal_pointer (&sign_in) : NULL;
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
      || !hub_session_service_forget_failures (platform, actor, actor->superhub_id, error)
      || !hub_platform_log_done (platform, actor, "confirmSession", NULL, NULL, error)
      || !hub_transaction_commit (transaction, error))
    return FALSE;
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

/**
 * hub_session_service_delete_one:
 * @platform: the platform
 * @actor: somebody
 * @id: of one of the person's sign-ins, as hub_session_row_id() makes it
 * @error: (out) (optional): "session.not_found"
 *
 * Returns: whether it has ended
 */
gboolean
hub_session_service_delete_one (HubPlatform *platform, HubActor *actor, const char *id, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  gint64 deleted = 0;

  if (transaction == NULL
      || !hub_session_repository_delete_by_id (platform->database, actor->superhub_id, id, &deleted, error))
    return FALSE;
  if (deleted == 0)
    {
      hub_refuse (error, "session.not_found", _("You have no sign-in “%s”; it may have ended"), id);
      return FALSE;
    }
  return hub_platform_log_done (platform, actor, "revokeSession", NULL, id, error)
         && hub_transaction_commit (transaction, error);
}

/**
 * hub_session_service_delete_others:
 * @platform: the platform
 * @actor: somebody, whose sign-in that is used now stays
 * @deleted: (out): how many have ended
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Phones that show programs to this person stop as well.
 *
 * Returns: whether all others have ended
 */
gboolean
hub_session_service_delete_others (HubPlatform *platform, HubActor *actor, gint64 *deleted, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);

  return transaction != NULL
         && hub_session_repository_delete_others (platform->database, actor->superhub_id, actor->token_hash,
                                                  deleted, error)
         && hub_run_repository_delete_of_account (platform->database, actor->superhub_id, error)
         && hub_platform_log_done (platform, actor, "revokeOtherSessions", NULL, NULL, error)
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
  g_free (actor->app_id);
  actor->superhub_id = g_strdup (session->superhub_id);
  actor->token_hash = g_strdup (session->token_hash);
  actor->scope = g_strdup (session->scope);
  actor->app_id = g_strdup (session->app_id);
  actor->guest = session->guest;
  actor->reviewer = account != NULL && account->reviewer;
  actor->confirmed_at = session->confirmed_at;
  return TRUE;
}

/* Only for the list of one's sign-ins: that it could not be written changes nothing. */
static void
touch (HubPlatform *platform, HubSessionRow *session)
{
  gint64 now = hub_clock_now (platform->clock);

  if (now - session->used_at >= USED_PRECISION)
    hub_session_repository_touch (platform->database, session->token_hash, now, NULL);
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
  touch (platform, session);
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
