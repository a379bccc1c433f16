/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-operator.h"

#include "config.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "hub-account-service.h"
#include "hub-error.h"
#include "hub-password.h"

#define MAX_PASSWORD 1024

/* (transfer full) (nullable): the hash of the first line of standard input. A password in an argument would be seen by
 * everybody on the machine. */
static char *
read_password_hash (const char *superhub_id, GError **error)
{
  char line[MAX_PASSWORD + 2] = "";
  char *hash = NULL;

  if (fgets (line, sizeof line, stdin) == NULL)
    line[0] = '\0';
  line[strcspn (line, "\r\n")] = '\0';
  if (!g_utf8_validate (line, -1, NULL))
    hub_set_error (error, HUB_ERROR_INVALID, "account.weak_password", _("The password is no text in UTF-8"));
  else if (hub_account_service_check_password (superhub_id, line, error))
    {
      hash = hub_password_hash (line);
      if (hash == NULL)
        hub_set_error (error, HUB_ERROR_FAILED, "internal", _("There is not enough memory to keep a password safely"));
    }
  sodium_memzero (line, sizeof line);
  return hash;
}

/**
 * hub_operator_make_account:
 * @platform: the platform, also one that lets nobody make accounts
 * @superhub_id: the new ID; its password is the first line of standard input
 * @error: (out) (optional): "account.bad_id", "account.id_taken", "account.weak_password"
 *
 * Returns: whether the account exists now
 */
gboolean
hub_operator_make_account (HubPlatform *platform, const char *superhub_id, GError **error)
{
  g_autoptr (HubActor) operator = hub_actor_new ("");
  g_autofree char *hash = NULL;
  g_autoptr (HubAccount) account = NULL;

  if (!hub_account_service_check_id (superhub_id, error))
    return FALSE;
  hash = read_password_hash (superhub_id, error);
  if (hash != NULL)
    account = hub_account_service_create (platform, operator, superhub_id, hash, NULL, FALSE, error);
  return account != NULL;
}

/**
 * hub_operator_set_password:
 * @platform: the platform
 * @superhub_id: who has forgotten the password; the new one is the first line of standard input
 * @error: (out) (optional): "member.no_such_account", "account.weak_password"
 *
 * Every sign-in of the account ends.
 *
 * Returns: whether it is set
 */
gboolean
hub_operator_set_password (HubPlatform *platform, const char *superhub_id, GError **error)
{
  g_autofree char *hash = read_password_hash (superhub_id, error);

  return hash != NULL && hub_account_service_reset_password (platform, superhub_id, hash, error);
}
