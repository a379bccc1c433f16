/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-key-service.h"

#include "config.h"

#include "hub-address-ranges.h"
#include "hub-app-service.h"
#include "hub-attempts.h"
#include "hub-key-proof.h"
#include "hub-language.h"
#include "hub-member-repository.h"
#include "hub-password.h"
#include "hub-refusals.h"

#define TOKEN_LIFETIME HUB_MINUTES (30)
/* How far the machine's clock may be from the platform's, and so how long a nonce must be remembered. */
#define CLOCK_DIFFERENCE HUB_MINUTES (5)
/* Failures of one address in 5 minutes. */
#define ADDRESS_FAILURES 50
/* Compared with where there is no such key, so that the answer takes as long: the base point of the curve. */
#define NOBODYS_KEY "5866666666666666666666666666666666666666666666666666666666666666"

/**
 * hub_key_sign_in_free:
 * @sign_in: (transfer full): a sign-in
 */
void
hub_key_sign_in_free (HubKeySignIn *sign_in)
{
  g_free (sign_in->token);
  g_clear_pointer (&sign_in->key, hub_upload_key_free);
  g_free (sign_in);
}

/* The slot that is asked for, or the first free one; 0 with an error. */
static gint64
choose_slot (HubPlatform *platform, const HubUploadKey *wanted, GError **error)
{
  gint64 first = wanted->slot > 0 ? wanted->slot : 1;
  gint64 last = wanted->slot > 0 ? wanted->slot : HUB_MAX_KEY_SLOT;

  for (gint64 slot = first; slot <= last; slot++)
    {
      g_autoptr (HubUploadKey) key = NULL;

      if (!hub_upload_key_repository_find_slot (platform->database, wanted->app_id, slot, &key, error))
        return 0;
      if (key == NULL)
        return slot;
    }
  hub_refuse (error, "key.slot_taken",
              wanted->slot > 0 ? _("The slot %d has a key; revoke that first, or take another slot")
                               : _("All %d slots have keys; revoke one first"), (int) last);
  return 0;
}

/**
 * hub_key_service_create:
 * @platform: the platform
 * @actor: a developer
 * @wanted: app_id, name, public_key in hexadecimal, and slot, 0 for the first free one
 * @ranges: (array zero-terminated=1): the addresses it may come from, in CIDR; none for any
 * @error: (out) (optional): "key.slot_taken", "key.bad_range", "key.bad_public_key"
 *
 * The private half never comes here: who holds it signs in with it.
 *
 * Returns: (transfer full) (nullable): the key
 */
HubUploadKey *
hub_key_service_create (HubPlatform *platform, HubActor *actor, const HubUploadKey *wanted,
                        const char *const *ranges, GError **error)
{
  g_autofree char *joined = hub_address_ranges_join (ranges, error);
  g_autofree char *id = hub_platform_new_id ("k");
  g_autoptr (HubTransaction) transaction = NULL;
  HubUploadKey *key = NULL;
  HubUploadKey row = *wanted;

  if (joined == NULL)
    return NULL;
  if (!hub_key_proof_is_public_key (wanted->public_key))
    {
      hub_refuse (error, "key.bad_public_key", _("This is no public key of Ed25519; make the key with “superhub key create”"));
      return NULL;
    }
  transaction = hub_transaction_begin (platform->database, error);
  row.slot = transaction != NULL ? choose_slot (platform, wanted, error) : 0;
  if (row.slot == 0)
    return NULL;
  row.id = id;
  row.ip_ranges = joined;
  row.created_by = actor->superhub_id;
  row.created_at = hub_clock_now (platform->clock);
  if (!hub_upload_key_repository_insert (platform->database, &row, error)
      || !hub_platform_log_done (platform, actor, "createUploadKey", wanted->app_id, id, error)
      || !hub_upload_key_repository_find (platform->database, id, &key, error)
      || !hub_transaction_commit (transaction, error))
    g_clear_pointer (&key, hub_upload_key_free);
  return key;
}

static gboolean
may_revoke (HubPlatform *platform, HubActor *actor, HubUploadKey *key, GError **error)
{
  g_autoptr (HubMember) member = NULL;

  if (g_str_equal (key->created_by, actor->superhub_id))
    return TRUE;
  if (!hub_member_repository_find (platform->database, key->app_id, actor->superhub_id, &member, error))
    return FALSE;
  if (member != NULL && g_str_equal (member->kind, "admin"))
    return TRUE;
  hub_refuse (error, "key.not_yours", _("This key was made by “%s”; only they and the admin revoke it"),
              key->created_by);
  return FALSE;
}

/**
 * hub_key_service_revoke:
 * @platform: the platform
 * @actor: who made the key, or the admin
 * @app_id: the program
 * @id: of one of its keys
 * @error: (out) (optional): "key.not_found", "key.not_yours"
 *
 * The key's tokens end with it: the next request of each is refused.
 *
 * Returns: whether the key is good for nothing any more
 */
gboolean
hub_key_service_revoke (HubPlatform *platform, HubActor *actor, const char *app_id, const char *id,
                        GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubUploadKey) key = NULL;

  if (transaction == NULL || !hub_upload_key_repository_find (platform->database, id, &key, error))
    return FALSE;
  if (key == NULL || key->revoked_at != 0 || !g_str_equal (key->app_id, app_id))
    {
      hub_refuse (error, "key.not_found", _("The program has no such upload key; “superhub key list” shows those it has"));
      return FALSE;
    }
  return may_revoke (platform, actor, key, error)
         && hub_upload_key_repository_revoke (platform->database, id, hub_clock_now (platform->clock),
                                              actor->superhub_id, error)
         && hub_platform_log_done (platform, actor, "revokeUploadKey", app_id, id, error)
         && hub_transaction_commit (transaction, error);
}

/**
 * hub_key_service_end_of_person:
 * @platform: the platform, in the transaction that takes the permission "developer" from the person
 * @actor: who takes it
 * @app_id: the program
 * @superhub_id: the person
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Revokes the keys the person made for the program, and their tokens.
 *
 * Returns: whether the database answered
 */
gboolean
hub_key_service_end_of_person (HubPlatform *platform, HubActor *actor, const char *app_id,
                               const char *superhub_id, GError **error)
{
  return hub_upload_key_repository_revoke_of_person (platform->database, app_id, superhub_id,
                                                     hub_clock_now (platform->clock),
                                                     actor->superhub_id, error);
}

/* From now on the actor is the key, in the name of its maker. */
static void
adopt (HubActor *actor, const HubUploadKey *key, const char *token_hash)
{
  g_free (actor->superhub_id);
  g_free (actor->token_hash);
  g_free (actor->scope);
  g_free (actor->app_id);
  actor->superhub_id = g_strdup (key->created_by);
  actor->token_hash = g_strdup (token_hash);
  actor->scope = g_strdup ("upload-key");
  actor->app_id = g_strdup (key->app_id);
  actor->key_slot = key->slot;
  actor->reviewer = FALSE;
  actor->confirmed_at = 0;
}

static gboolean
check_address (HubActor *actor, const HubUploadKey *key, GError **error)
{
  if (hub_address_ranges_contain (key->ip_ranges, actor->address))
    return TRUE;
  hub_actor_set_detail (actor, "address", actor->address);
  hub_refuse (error, "key.address_not_allowed",
              _("The upload key may not be used from %s; its maker chose the addresses"), actor->address);
  return FALSE;
}

/* Whether the time that was signed is near; says what time it is, so that a machine with another one tries again. */
static gboolean
check_time (HubPlatform *platform, HubActor *actor, gint64 time, GError **error)
{
  gint64 now = hub_clock_now (platform->clock) / G_USEC_PER_SEC;

  if (ABS (now - time) <= CLOCK_DIFFERENCE / G_USEC_PER_SEC)
    return TRUE;
  hub_actor_set_detail_int (actor, "server_time", now);
  hub_refuse (error, "key.bad_time",
              _("The signature's time is more than 5 minutes away from the platform's; set the machine's clock"));
  return FALSE;
}

static gboolean
check_signature (HubPlatform *platform, const HubKeyProof *proof, HubUploadKey *key, GError **error)
{
  gboolean known = key != NULL && key->revoked_at == 0;
  gboolean good = hub_key_proof_verify (proof->key_id, proof->time, proof->nonce,
                                        known ? key->public_key : NOBODYS_KEY, proof->signature);

  if (known && good)
    return TRUE;
  hub_refuse (error, "key.refused",
              _("The upload key is not known, was revoked, or did not sign this; ask who made it"));
  return FALSE;
}

/* In the transaction: the nonce makes sure that what was signed is taken once, by one process. */
static gboolean
add_token (HubPlatform *platform, const HubKeyProof *proof, const HubUploadKey *key, const char *token,
           GError **error)
{
  gint64 now = hub_clock_now (platform->clock);
  g_autofree char *hash = hub_token_hash (token);
  gboolean fresh;

  if (!hub_upload_key_repository_delete_expired (platform->database, now, error)
      || !hub_upload_key_repository_use_nonce (platform->database, key->id, proof->nonce,
                                               now + 2 * CLOCK_DIFFERENCE, &fresh, error))
    return FALSE;
  if (!fresh)
    {
      hub_refuse (error, "key.refused", _("This signature was used before; sign another nonce"));
      return FALSE;
    }
  return hub_upload_key_repository_add_token (platform->database, key->id, hash, now, now + TOKEN_LIFETIME,
                                              error);
}

static HubKeySignIn *
sign_in (HubPlatform *platform, HubActor *actor, const HubKeyProof *proof, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubKeySignIn) result = g_new0 (HubKeySignIn, 1);

  if (transaction == NULL
      || !hub_upload_key_repository_find (platform->database, proof->key_id, &result->key, error)
      || !check_signature (platform, proof, result->key, error)
      || !check_time (platform, actor, proof->time, error)
      || !check_address (actor, result->key, error))
    return NULL;
  result->token = hub_token_new ();
  result->expires_at = hub_clock_now (platform->clock) + TOKEN_LIFETIME;
  adopt (actor, result->key, "");
  if (!hub_app_service_require (platform, actor, result->key->app_id, "developer", error)
      || !add_token (platform, proof, result->key, result->token, error)
      || !hub_upload_key_repository_use (platform->database, result->key->id,
                                         hub_clock_now (platform->clock), actor->address, error)
      || !hub_platform_log_done (platform, actor, "createKeySession", result->key->app_id, result->key->id, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return g_steal_pointer (&result);
}

/**
 * hub_key_service_sign_in:
 * @platform: the platform
 * @actor: nobody yet
 * @proof: what the key shows
 * @error: (out) (optional): "key.refused" for a key that is not known, was revoked or did not sign this, without saying
 *   which; "key.bad_time"; "key.address_not_allowed"; "auth.permission_denied" where its maker is no developer
 *   any more; "auth.rate_limited"
 *
 * Returns: (transfer full) (nullable): a sign-in for half an hour, with the token, which is not kept
 */
HubKeySignIn *
hub_key_service_sign_in (HubPlatform *platform, HubActor *actor, const HubKeyProof *proof, GError **error)
{
  g_autofree char *address = hub_attempts_address (actor->address);
  g_autofree char *name = g_strconcat ("keys ", address, NULL);
  const HubAttempt attempt = { name, ADDRESS_FAILURES };
  g_autoptr (GError) local = NULL;
  HubKeySignIn *result;

  if (!hub_attempts_check (platform, actor, &attempt, 1, _("Too many failed sign-ins; try again in {} seconds"), error))
    return NULL;
  result = sign_in (platform, actor, proof, &local);
  if (result != NULL)
    return result;
  if (g_str_equal (hub_refusals_of_error (local)->code, "key.refused"))
    hub_attempts_count (platform, &attempt, 1);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * hub_key_service_authenticate:
 * @platform: the platform
 * @actor: nobody yet
 * @token_hash: the hash of a token
 * @found: (out): whether it is a key's
 * @error: (out) (optional): "auth.token_expired", "key.address_not_allowed"
 *
 * Asked with each request, so that a revoked key is out at once.
 *
 * Returns: whether @actor is now the key of the token; %FALSE without an error where @found is %FALSE
 */
gboolean
hub_key_service_authenticate (HubPlatform *platform, HubActor *actor, const char *token_hash,
                              gboolean *found, GError **error)
{
  g_autoptr (HubKeyToken) token = NULL;

  *found = FALSE;
  if (!hub_upload_key_repository_find_token (platform->database, token_hash, &token, error))
    return FALSE;
  if (token == NULL)
    return FALSE;
  *found = TRUE;
  if (token->expires_at <= hub_clock_now (platform->clock))
    {
      hub_refuse (error, "auth.token_expired", _("The sign-in of the upload key has ended; sign in with it again"));
      return FALSE;
    }
  if (!check_address (actor, token->key, error))
    return FALSE;
  adopt (actor, token->key, token_hash);
  return TRUE;
}

/**
 * hub_key_service_check_scope:
 * @actor: somebody who is signed in
 * @for_keys: whether the operation is one for upload keys
 * @app_id: (nullable): the program it is about
 * @error: (out) (optional): "auth.wrong_scope"
 *
 * Returns: whether a person asks, or a key for what it is there for
 */
gboolean
hub_key_service_check_scope (HubActor *actor, gboolean for_keys, const char *app_id, GError **error)
{
  if (actor->key_slot == 0 || (for_keys && (app_id == NULL || g_strcmp0 (app_id, actor->app_id) == 0)))
    return TRUE;
  hub_refuse (error, "auth.wrong_scope",
              _("An upload key sends packages, developer versions and previews of its own program, nothing else; sign in "
                "as a person"));
  return FALSE;
}
