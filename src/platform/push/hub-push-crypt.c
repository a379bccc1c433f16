/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signatures and the safe mode of message push, as the mini program platform's developers publish them: what a
 * program's server has for it works with this platform, too. */
#include "hub-push-crypt.h"

#include <string.h>
#include <nettle/aes.h>
#include <nettle/cbc.h>

#define BLOCK 32

/**
 * hub_push_key_decode:
 * @encoding_aes_key: 43 letters and digits
 * @key: (out caller-allocates): the key for AES-256
 *
 * Returns: whether it is a key
 */
gboolean
hub_push_key_decode (const char *encoding_aes_key, guint8 key[32])
{
  g_autofree char *padded = g_strconcat (encoding_aes_key, "=", NULL);
  g_autofree guchar *bytes = NULL;
  gsize length;

  if (strlen (encoding_aes_key) != HUB_PUSH_KEY_LENGTH)
    return FALSE;
  for (const char *at = encoding_aes_key; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at))
      return FALSE;
  bytes = g_base64_decode (padded, &length);
  if (length != 32)
    return FALSE;
  memcpy (key, bytes, 32);
  return TRUE;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * hub_push_sign:
 * @token: what platform and server both know
 * @timestamp: seconds, as text
 * @nonce: random digits
 * @encrypted: (nullable): what is sent in safe mode
 *
 * Returns: (transfer full): SHA-1 of the sorted parts, in hexadecimal digits
 */
char *
hub_push_sign (const char *token, const char *timestamp, const char *nonce, const char *encrypted)
{
  const char *parts[] = { token, timestamp, nonce, encrypted, NULL };
  gsize n = encrypted != NULL ? 4 : 3;
  g_autofree char *text = NULL;

  qsort (parts, n, sizeof parts[0], compare_texts);
  text = g_strjoinv ("", (char **) parts);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA1, text, -1);
}

/**
 * hub_push_encrypt:
 * @key: of hub_push_key_decode()
 * @random: sixteen random bytes
 * @message: what is told
 * @app_id: the program
 *
 * AES-256-CBC over random bytes, the message's length in four bytes, the message and the program's id, padded to 32 bytes after
 * PKCS #7; the first half of the key is the initialization vector.
 *
 * Returns: (transfer full): in base64
 */
char *
hub_push_encrypt (const guint8 key[32], const guint8 random[16], const char *message, const char *app_id)
{
  g_autoptr (GByteArray) plain = g_byte_array_new ();
  guint32 length = GUINT32_TO_BE ((guint32) strlen (message));
  struct CBC_CTX (struct aes256_ctx, AES_BLOCK_SIZE) context;
  guint8 padding[BLOCK];
  gsize n_padding;

  g_byte_array_append (plain, random, 16);
  g_byte_array_append (plain, (const guint8 *) &length, 4);
  g_byte_array_append (plain, (const guint8 *) message, strlen (message));
  g_byte_array_append (plain, (const guint8 *) app_id, strlen (app_id));
  n_padding = BLOCK - plain->len % BLOCK;
  memset (padding, n_padding, n_padding);
  g_byte_array_append (plain, padding, n_padding);
  aes256_set_encrypt_key (&context.ctx, key);
  CBC_SET_IV (&context, key);
  CBC_ENCRYPT (&context, aes256_encrypt, plain->len, plain->data, plain->data);
  return g_base64_encode (plain->data, plain->len);
}
