/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents are signed as RFC 7515 (JWS, flattened JSON) and RFC 8037 (Ed25519) say, so that any client can check them with
 * a library it has. Keys are published as RFC 7517 (a set of JWK) with two members more: which key vouches for this one,
 * and its signature. */
#include "hub-signing.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>

#include "hub-error.h"
#include "hub-json.h"
#include "hub-manifest-repository.h"
#include "hub-release-manifest.h"

struct _HubSigning
{
  GPtrArray *keys;      /* of HubSigningKeyRow, the one to sign with first */
  guint8     secret[crypto_sign_SECRETKEYBYTES];
};

static char *
encode (gconstpointer bytes, gsize length)
{
  gsize size = sodium_base64_encoded_len (length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  char *text = g_malloc (size);

  return sodium_bin2base64 (text, size, bytes, length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

static gboolean
read_secret (const HubSigningKeyRow *row, guint8 *secret, GError **error)
{
  gsize length = 0;

  if (sodium_base642bin (secret, crypto_sign_SECRETKEYBYTES, row->secret_key, strlen (row->secret_key), NULL, &length, NULL,
                         sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0
      && length == crypto_sign_SECRETKEYBYTES)
    return TRUE;
  hub_set_error (error, HUB_ERROR_STORAGE, "storage.failed",
                 _("The signing key “%s” in the database cannot be read; restore it from a backup"), row->id);
  return FALSE;
}

static char *
sign_text (const guint8 *secret, const char *text)
{
  guint8 signature[crypto_sign_BYTES];

  crypto_sign_detached (signature, NULL, (const guint8 *) text, strlen (text), secret);
  return encode (signature, sizeof signature);
}

static char *
id_of (const guint8 *public_key)
{
  char *hex = g_compute_checksum_for_data (G_CHECKSUM_SHA256, public_key, crypto_sign_PUBLICKEYBYTES);

  hex[16] = '\0';
  return hex;
}

/* A new key, which the newest of @before vouches for. */
static HubSigningKeyRow *
make_key (HubPlatform *platform, GPtrArray *before, GError **error)
{
  HubSigningKeyRow *last = before->len > 0 ? g_ptr_array_index (before, 0) : NULL;
  g_autoptr (HubSigningKeyRow) row = g_new0 (HubSigningKeyRow, 1);
  guint8 public_key[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES], old[crypto_sign_SECRETKEYBYTES];

  crypto_sign_keypair (public_key, secret);
  row->id = id_of (public_key);
  row->public_key = encode (public_key, sizeof public_key);
  row->secret_key = encode (secret, sizeof secret);
  row->created_at = hub_clock_now (platform->clock);
  sodium_memzero (secret, sizeof secret);
  if (last != NULL)
    {
      g_autofree char *text = g_strconcat (HUB_MANIFEST_ENDORSEMENT, row->public_key, NULL);

      if (!read_secret (last, old, error))
        return NULL;
      row->endorsed_by = g_strdup (last->id);
      row->endorsement = sign_text (old, text);
      sodium_memzero (old, sizeof old);
    }
  return g_steal_pointer (&row);
}

static gboolean
add_key (HubPlatform *platform, gboolean only_first, char **id, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubActor) operator = hub_actor_new ("");
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (HubSigningKeyRow) row = NULL;

  if (transaction == NULL)
    return FALSE;
  keys = hub_signing_key_repository_list (platform->database, error);
  if (keys == NULL)
    return FALSE;
  /* Another process may have been faster. */
  if (only_first && keys->len > 0)
    return TRUE;
  row = make_key (platform, keys, error);
  if (row == NULL
      || !hub_signing_key_repository_insert (platform->database, row, error)
      || !hub_platform_log_done (platform, operator, HUB_ROTATE_SIGNING_KEY, NULL, row->id, error)
      || !hub_transaction_commit (transaction, error))
    return FALSE;
  if (id != NULL)
    *id = g_strdup (row->id);
  return TRUE;
}

/**
 * hub_signing_load:
 * @platform: the platform
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Reads the platform's keys, and makes the first one where there is none.
 *
 * Returns: (transfer full) (nullable): the keys
 */
HubSigning *
hub_signing_load (HubPlatform *platform, GError **error)
{
  g_autoptr (HubSigning) self = g_new0 (HubSigning, 1);

  self->keys = hub_signing_key_repository_list (platform->database, error);
  if (self->keys != NULL && self->keys->len == 0)
    {
      g_clear_pointer (&self->keys, g_ptr_array_unref);
      if (add_key (platform, TRUE, NULL, error))
        self->keys = hub_signing_key_repository_list (platform->database, error);
    }
  if (self->keys == NULL || !read_secret (g_ptr_array_index (self->keys, 0), self->secret, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * hub_signing_free:
 * @self: (transfer full): keys
 */
void
hub_signing_free (HubSigning *self)
{
  sodium_memzero (self->secret, sizeof self->secret);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_free (self);
}

/**
 * hub_signing_sign:
 * @self: keys
 * @type: what kind of document it is, so that none passes for one of another kind
 * @payload: the document
 *
 * The same document and key give the same bytes, in every process.
 *
 * Returns: (transfer full): `{"protected", "payload", "signature"}` as JSON
 */
char *
hub_signing_sign (HubSigning *self, const char *type, const char *payload)
{
  const HubSigningKeyRow *key = g_ptr_array_index (self->keys, 0);
  g_autofree char *header = g_strdup_printf ("{\"alg\":\"EdDSA\",\"kid\":\"%s\",\"typ\":\"%s\"}", key->id, type);
  g_autofree char *first = encode (header, strlen (header));
  g_autofree char *second = encode (payload, strlen (payload));
  g_autofree char *signed_text = g_strconcat (first, ".", second, NULL);
  g_autofree char *signature = sign_text (self->secret, signed_text);

  return g_strdup_printf ("{\"protected\":\"%s\",\"payload\":\"%s\",\"signature\":\"%s\"}\n", first, second, signature);
}

static void
add_to_set (JsonArray *set, const HubSigningKeyRow *row)
{
  JsonObject *key = json_object_new ();

  json_object_set_string_member (key, "kty", "OKP");
  json_object_set_string_member (key, "crv", "Ed25519");
  json_object_set_string_member (key, "use", "sig");
  json_object_set_string_member (key, "alg", "EdDSA");
  json_object_set_string_member (key, "kid", row->id);
  json_object_set_string_member (key, "x", row->public_key);
  if (row->endorsed_by != NULL && row->endorsed_by[0] != '\0')
    {
      json_object_set_string_member (key, "endorsed_by", row->endorsed_by);
      json_object_set_string_member (key, "endorsement", row->endorsement);
    }
  json_array_add_object_element (set, key);
}

/**
 * hub_signing_to_key_set:
 * @self: keys
 *
 * Returns: (transfer full): the public halves as JSON, the one that signs now first
 */
char *
hub_signing_to_key_set (HubSigning *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *set = json_array_new ();

  for (guint i = 0; i < self->keys->len; i++)
    add_to_set (set, g_ptr_array_index (self->keys, i));
  json_object_set_array_member (object, "keys", set);
  json_node_take_object (node, object);
  return hub_json_to_string (node, FALSE);
}

/**
 * hub_signing_rotate:
 * @platform: the platform
 * @id: (out) (transfer full): the new key's id
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Makes a key that signs from now on, in every process that serves; the one before vouches for it, so clients that know
 * that one trust this one.
 *
 * Returns: whether it was made
 */
gboolean
hub_signing_rotate (HubPlatform *platform, char **id, GError **error)
{
  g_autoptr (HubSigning) loaded = hub_signing_load (platform, error);

  return loaded != NULL && add_key (platform, FALSE, id, error);
}
