/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer's way into what clients read of a platform: the first byte says whether the rest is the whole document, the set of
 * keys, or a payload that the platform's key has signed, for a platform may be somebody's own. */
#include <sodium.h>
#include <string.h>

#include "hub-error.h"
#include "hub-release-manifest.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static guint8 public_key[crypto_sign_PUBLICKEYBYTES];
static guint8 secret_key[crypto_sign_SECRETKEYBYTES];

static char *
encode (const guint8 *bytes, gsize length)
{
  gsize size = sodium_base64_ENCODED_LEN (length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  char *text = g_malloc (size);

  return sodium_bin2base64 (text, size, bytes, length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

static char *
sign (const guint8 *payload, gsize size)
{
  const char *header = "{\"alg\":\"EdDSA\",\"kid\":\"a\",\"typ\":\"" HUB_MANIFEST_TYPE "\"}";
  g_autofree char *first = encode ((const guint8 *) header, strlen (header));
  g_autofree char *second = encode (payload, size);
  g_autofree char *text = g_strconcat (first, ".", second, NULL);
  g_autofree char *third = NULL;
  guint8 signature[crypto_sign_BYTES];

  crypto_sign_detached (signature, NULL, (const guint8 *) text, strlen (text), secret_key);
  third = encode (signature, sizeof signature);
  return g_strdup_printf ("{\"protected\":\"%s\",\"payload\":\"%s\",\"signature\":\"%s\"}", first, second, third);
}

static void
check (gboolean read, const GError *error)
{
  g_assert (read == (error == NULL));
  if (!read)
    g_assert_nonnull (hub_error_get_name (error));
}

static void
read_manifest (const char *document)
{
  g_autofree char *key = encode (public_key, sizeof public_key);
  g_autoptr (GError) error = NULL;
  g_autoptr (HubReleaseManifest) manifest = hub_release_manifest_read (document, key, "wx0123456789abcdef", 1000, 5, &error);
  HubReleaseRule rule;

  check (manifest != NULL, error);
  if (manifest == NULL)
    return;
  g_assert_cmpint (manifest->number, >=, 5);
  g_assert_cmpuint (manifest->share, <=, HUB_BUCKETS);
  hub_release_manifest_choose (manifest, FALSE, "somebody", &rule);
  hub_release_manifest_choose (manifest, TRUE, "somebody", &rule);
}

static void
read_keys (const char *document)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *key = hub_release_manifest_trust (document, NULL, "a", &error);
  g_autofree char *id = NULL;

  check (key != NULL, error);
  g_clear_error (&error);
  id = hub_release_manifest_get_key_id (document, &error);
  check (id != NULL, error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const guint8 seed[crypto_sign_SEEDBYTES];
  g_autofree char *document = NULL;

  if (sodium_init () < 0 || size < 1)
    return 0;
  crypto_sign_seed_keypair (public_key, secret_key, seed);
  document = data[0] % 4 == 0 ? g_strndup ((const char *) data + 1, size - 1) : sign (data + 1, size - 1);
  if (data[0] % 4 == 1)
    read_keys (document);
  else
    read_manifest (document);
  return 0;
}
