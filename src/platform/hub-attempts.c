/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Failures are counted in the database: all processes of a platform count together, and a restart forgets nothing. What is
 * counted is known there by its hash only, for people type passwords where an ID belongs. */
#include "hub-attempts.h"

#include <string.h>

#include "hub-attempt-repository.h"
#include "hub-refusals.h"

#define MAPPED "::ffff:"
#define WINDOW HUB_MINUTES (5)

/**
 * hub_attempts_address:
 * @address: where somebody is
 *
 * Returns: (transfer full): what counts as one place: an IPv4 address, or the network of 64 bits that a single customer
 *   of IPv6 has to themselves
 */
char *
hub_attempts_address (const char *address)
{
  g_autoptr (GInetAddress) parsed = g_inet_address_new_from_string (address);
  g_autofree guint8 *bytes = NULL;
  g_autoptr (GInetAddress) network = NULL;

  /* An IPv4 address may arrive as one of IPv6. */
  if (g_ascii_strncasecmp (address, MAPPED, strlen (MAPPED)) == 0)
    return g_strdup (address + strlen (MAPPED));
  if (parsed == NULL || g_inet_address_get_family (parsed) != G_SOCKET_FAMILY_IPV6)
    return g_strdup (address);
  bytes = g_memdup2 (g_inet_address_to_bytes (parsed), 16);
  memset (bytes + 8, 0, 8);
  network = g_inet_address_new_from_bytes (bytes, G_SOCKET_FAMILY_IPV6);
  return g_inet_address_to_string (network);
}

static char *
hash_name (const char *name)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);
}

/* How long to wait for all of them; -1 on an error. */
static gint64
find_wait (HubPlatform *platform, const HubAttempt *attempts, gsize n_attempts, gint64 now, GError **error)
{
  gint64 wait = 0;

  for (gsize i = 0; i < n_attempts; i++)
    {
      g_autofree char *name = hash_name (attempts[i].name);
      gint64 began, failures;

      if (!hub_attempt_repository_find (platform->database, name, &began, &failures, error))
        return -1;
      if (now - began < WINDOW && failures >= attempts[i].allowed)
        wait = MAX (wait, began + WINDOW - now);
    }
  return wait;
}

static gboolean
count_all (HubPlatform *platform, const HubAttempt *attempts, gsize n_attempts, gint64 now, GError **error)
{
  for (gsize i = 0; i < n_attempts; i++)
    {
      g_autofree char *name = hash_name (attempts[i].name);

      if (!hub_attempt_repository_count (platform->database, name, now, now - WINDOW, error))
        return FALSE;
    }
  return hub_attempt_repository_delete_old (platform->database, now - WINDOW, error);
}

static gboolean
refuse (HubActor *actor, gint64 wait, const char *sentence, GError **error)
{
  gint64 seconds = (wait + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, seconds);
  g_auto (GStrv) parts = g_strsplit (sentence, "{}", 2);
  g_autofree char *text = g_strjoinv (number, parts);

  hub_actor_set_detail_int (actor, "retry_after", seconds);
  hub_refuse (error, "auth.rate_limited", "%s", text);
  return FALSE;
}

/**
 * hub_attempts_check:
 * @platform: the platform
 * @actor: whoever tries
 * @attempts: (array length=n_attempts): what a failure would count for
 * @n_attempts: how many
 * @sentence: what to say when there were too many, with "{}" for the seconds to wait
 * @error: (out) (optional): "auth.rate_limited", with the seconds to wait in the actor's detail
 *
 * For what fails or succeeds at once; hub_attempts_count() counts a failure afterwards.
 *
 * Returns: whether it may be tried
 */
gboolean
hub_attempts_check (HubPlatform *platform, HubActor *actor, const HubAttempt *attempts, gsize n_attempts,
                    const char *sentence, GError **error)
{
  gint64 wait = find_wait (platform, attempts, n_attempts, hub_clock_now (platform->clock), error);

  return wait > 0 ? refuse (actor, wait, sentence, error) : wait == 0;
}

/**
 * hub_attempts_count:
 * @platform: the platform, outside of a transaction
 * @attempts: (array length=n_attempts): what has failed
 * @n_attempts: how many
 *
 * A failure that cannot be counted is told in the log, and changes nothing else.
 */
void
hub_attempts_count (HubPlatform *platform, const HubAttempt *attempts, gsize n_attempts)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, &error);

  if (transaction == NULL
      || !count_all (platform, attempts, n_attempts, hub_clock_now (platform->clock), &error)
      || !hub_transaction_commit (transaction, &error))
    g_message ("event=failure operation=countAttempt reason=\"%s\"", error->message);
}

/**
 * hub_attempts_begin:
 * @platform: the platform
 * @actor: whoever tries
 * @attempts: (array length=n_attempts): what the try counts for
 * @n_attempts: how many
 * @sentence: what to say when there were too many, with "{}" for the seconds to wait
 * @error: (out) (optional): "auth.rate_limited", with the seconds to wait in the actor's detail
 *
 * Counts the try as a failure until hub_attempts_succeed(): looking at a password takes a while, and many that were sent
 * at once, to several processes even, must not all pass before the first of them has failed.
 *
 * Returns: whether it may be tried
 */
gboolean
hub_attempts_begin (HubPlatform *platform, HubActor *actor, const HubAttempt *attempts, gsize n_attempts,
                    const char *sentence, GError **error)
{
  g_autoptr (HubTransaction) transaction = NULL;
  gint64 now = hub_clock_now (platform->clock);

  /* Who is over the limit is told so without a write. */
  if (!hub_attempts_check (platform, actor, attempts, n_attempts, sentence, error))
    return FALSE;
  transaction = hub_transaction_begin (platform->database, error);
  return transaction != NULL
         && hub_attempts_check (platform, actor, attempts, n_attempts, sentence, error)
         && count_all (platform, attempts, n_attempts, now, error)
         && hub_transaction_commit (transaction, error);
}

/**
 * hub_attempts_succeed:
 * @platform: the platform, in a transaction
 * @attempts: (array length=n_attempts): what hub_attempts_begin() counted
 * @n_attempts: how many
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * The failures of the first are over; for the others only this try is taken back.
 *
 * Returns: whether it was written
 */
gboolean
hub_attempts_succeed (HubPlatform *platform, const HubAttempt *attempts, gsize n_attempts, GError **error)
{
  for (gsize i = 0; i < n_attempts; i++)
    {
      g_autofree char *name = hash_name (attempts[i].name);

      if (i == 0 ? !hub_attempt_repository_forget (platform->database, name, error)
                 : !hub_attempt_repository_uncount (platform->database, name, error))
        return FALSE;
    }
  return TRUE;
}
