/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-password.h"

#include "config.h"

#include <sodium.h>

#include "hub-error.h"
#include "hub-language.h"

/* Each hash takes 64 MB: two at a time, however many people sign in at once. */
#define THREADS 2

/* Verified where the Super Hub ID does not exist, so that this takes as long. Nobody knows a password for
 * it: its salt and its hash are both zero. */
#define NOBODY "$argon2id$v=19$m=65536,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$" \
               "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

typedef struct
{
  char *password;
  char *hash;       /* (nullable): to verify against; else make one */
} Job;

static void
job_free (Job *job)
{
  sodium_memzero (job->password, strlen (job->password));
  g_free (job->password);
  g_free (job->hash);
  g_free (job);
}

static void
work (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  Job *job = g_task_get_task_data (task);

  if (job->hash != NULL)
    {
      int result = crypto_pwhash_str_verify (job->hash, job->password, strlen (job->password));

      g_task_return_boolean (task, result == 0);
    }
  else
    {
      char *hash = hub_password_hash (job->password);

      if (hash != NULL)
        g_task_return_pointer (task, hash, g_free);
      else
        g_task_return_new_error (task, HUB_ERROR, HUB_ERROR_FAILED,
                                 _("There is not enough memory to keep a password safely"));
    }
}

static void
start (const char *password, const char *hash, GAsyncReadyCallback callback, gpointer user_data)
{
  static GThreadPool *pool;
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Job *job = g_new0 (Job, 1);

  if (pool == NULL)
    pool = g_thread_pool_new (work, NULL, THREADS, FALSE, NULL);
  job->password = g_strdup (password);
  job->hash = g_strdup (hash);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_thread_pool_push (pool, task, NULL);
}

/**
 * hub_password_hash:
 * @password: a password
 *
 * Takes about a tenth of a second.
 *
 * Returns: (transfer full) (nullable): its Argon2id hash with salt and parameters; %NULL without memory
 */
char *
hub_password_hash (const char *password)
{
  char hash[crypto_pwhash_STRBYTES];

  if (crypto_pwhash_str (hash, password, strlen (password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                         crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    return NULL;
  return g_strdup (hash);
}

/**
 * hub_password_hash_async:
 * @password: a password
 * @callback: called in the caller's thread
 * @user_data: for @callback
 *
 * As hub_password_hash(), in another thread.
 */
void
hub_password_hash_async (const char *password, GAsyncReadyCallback callback, gpointer user_data)
{
  start (password, NULL, callback, user_data);
}

/**
 * hub_password_hash_finish:
 * @result: a result
 * @error: (out) (optional): no memory
 *
 * Returns: (transfer full) (nullable): the hash
 */
char *
hub_password_hash_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hub_password_verify_async:
 * @password: what a person typed
 * @hash: (nullable): the account's hash; %NULL where there is no account, which takes as long
 * @callback: called in the caller's thread
 * @user_data: for @callback
 *
 * Compares in constant time, in another thread.
 */
void
hub_password_verify_async (const char *password, const char *hash, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  start (password, hash != NULL ? hash : NOBODY, callback, user_data);
}

/**
 * hub_password_verify_finish:
 * @result: a result
 *
 * Returns: whether the password is the account's
 */
gboolean
hub_password_verify_finish (GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

/**
 * hub_token_new:
 *
 * Returns: (transfer full): 256 random bits as text for headers, cookies and addresses
 */
char *
hub_token_new (void)
{
  guint8 bytes[32];
  char text[sodium_base64_ENCODED_LEN (sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];

  randombytes_buf (bytes, sizeof bytes);
  sodium_bin2base64 (text, sizeof text, bytes, sizeof bytes,
                     sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return g_strdup (text);
}

/**
 * hub_token_hash:
 * @token: a token
 *
 * A token has more randomness than a hash can lose, so a fast hash does.
 *
 * Returns: (transfer full): what the database keeps: its SHA-256 in hexadecimal digits
 */
char *
hub_token_hash (const char *token)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
}
