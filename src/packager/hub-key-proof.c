/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-key-proof.h"

#include <sodium.h>
#include <string.h>

#include "hub-package-private.h"

/* A signature made for something else never fits. */
#define PREFIX "superhub upload key sign-in 1"

static char *
dup_message (const char *key_id, gint64 time, const char *nonce)
{
  return g_strdup_printf (PREFIX "\n%s\n%" G_GINT64_FORMAT "\n%s\n", key_id, time, nonce);
}

static gboolean
read_hex (const char *text, guint8 *bytes, gsize length)
{
  gsize read = 0;

  return strlen (text) == 2 * length
         && sodium_hex2bin (bytes, length, text, strlen (text), NULL, &read, NULL) == 0 && read == length;
}

/**
 * hub_key_proof_new_pair:
 * @secret_key: (out caller-allocates) (array fixed-size=64): the private half, which stays with its maker
 *
 * Returns: (transfer full) (nullable): the public half in hexadecimal; %NULL where the machine gives no
 *   random numbers
 */
char *
hub_key_proof_new_pair (guint8 *secret_key)
{
  guint8 public_key[crypto_sign_PUBLICKEYBYTES];

  if (sodium_init () < 0 || crypto_sign_keypair (public_key, secret_key) != 0)
    return NULL;
  return hub_package_to_hex (public_key, sizeof public_key);
}

/**
 * hub_key_proof_sign:
 * @key_id: the key's name on the platform
 * @time: seconds since 1970 UTC
 * @nonce: never used before with this key
 * @secret_key: (array fixed-size=64): the private half
 *
 * Returns: (transfer full) (nullable): the Ed25519 signature in hexadecimal
 */
char *
hub_key_proof_sign (const char *key_id, gint64 time, const char *nonce, const guint8 *secret_key)
{
  g_autofree char *message = dup_message (key_id, time, nonce);
  guint8 signature[crypto_sign_BYTES];

  if (sodium_init () < 0
      || crypto_sign_detached (signature, NULL, (const guint8 *) message, strlen (message), secret_key) != 0)
    return NULL;
  return hub_package_to_hex (signature, sizeof signature);
}

/**
 * hub_key_proof_verify:
 * @key_id: the key's name on the platform
 * @time: seconds since 1970 UTC
 * @nonce: what was signed with it
 * @public_key: the public half in hexadecimal
 * @signature: what came, in hexadecimal
 *
 * Whether the time is near and the nonce is fresh is the caller's to say.
 *
 * Returns: whether the owner of the private half made the signature
 */
gboolean
hub_key_proof_verify (const char *key_id, gint64 time, const char *nonce, const char *public_key,
                      const char *signature)
{
  g_autofree char *message = dup_message (key_id, time, nonce);
  guint8 key[crypto_sign_PUBLICKEYBYTES];
  guint8 bytes[crypto_sign_BYTES];

  return sodium_init () >= 0
         && read_hex (public_key, key, sizeof key)
         && read_hex (signature, bytes, sizeof bytes)
         && crypto_sign_verify_detached (bytes, (const guint8 *) message, strlen (message), key) == 0;
}

/**
 * hub_key_proof_is_public_key:
 * @public_key: what should be one, in hexadecimal
 *
 * Returns: whether signatures can be verified with it: a point of the curve, none of those whose signatures anybody
 *   can make
 */
gboolean
hub_key_proof_is_public_key (const char *public_key)
{
  guint8 key[crypto_sign_PUBLICKEYBYTES];
  guint8 converted[crypto_scalarmult_curve25519_BYTES];

  return sodium_init () >= 0 && read_hex (public_key, key, sizeof key)
         && crypto_sign_ed25519_pk_to_curve25519 (converted, key) == 0;
}
