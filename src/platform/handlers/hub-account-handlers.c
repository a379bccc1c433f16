/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "hub-account-service.h"
#include "hub-language.h"
#include "hub-password.h"
#include "hub-present.h"

static void
on_hashed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HubRequest *request = user_data;
  g_auto (HubLanguageScope) spoken = hub_language_begin (request->actor->language);
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = hub_password_hash_finish (result, &error);
  g_autoptr (HubAccount) account = NULL;

  if (hash != NULL)
    account = hub_account_service_create (request->platform, request->actor,
                                          hub_request_get (request, "superhub_id"), hash,
                                          hub_request_get (request, "display_name"), FALSE, &error);
  hub_request_finish (request, account != NULL ? hub_present_account (account) : NULL, error);
  hub_request_resume (request);
}

static void
create_account (HubRequest *request)
{
  g_autoptr (GError) error = NULL;

  if (!hub_account_service_check (request->platform, request->actor,
                                  hub_request_get (request, "superhub_id"),
                                  hub_request_get (request, "password"), &error))
    {
      hub_request_refuse (request, error);
      return;
    }
  hub_request_suspend (request);
  hub_password_hash_async (hub_request_get (request, "password"), on_hashed, request);
}

static void
get_account (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubAccount) account = NULL;

  account = hub_account_service_get (request->platform, request->actor->superhub_id, &error);
  hub_request_finish (request, account != NULL ? hub_present_account (account) : NULL, error);
}

static void
rename_account (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubAccount) account = NULL;

  account = hub_account_service_rename (request->platform, request->actor, hub_request_get (request, "display_name"), &error);
  hub_request_finish (request, account != NULL ? hub_present_account (account) : NULL, error);
}

/* What is carried from one step of changing a password to the next. */
typedef struct
{
  HubRequest *request;
  char       *old_hash;
} Change;

static void
change_finish (Change *change, gboolean done, const GError *error)
{
  HubRequest *request = change->request;

  hub_request_finish_done (request, done, error);
  g_free (change->old_hash);
  g_free (change);
  hub_request_resume (request);
}

static void
on_new_hashed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Change *change = user_data;
  g_auto (HubLanguageScope) spoken = hub_language_begin (change->request->actor->language);
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = hub_password_hash_finish (result, &error);
  gboolean done = FALSE;

  if (hash != NULL)
    done = hub_account_service_change_password (change->request->platform, change->request->actor,
                                                change->old_hash, hash, &error);
  change_finish (change, done, error);
}

static void
on_old_verified (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Change *change = user_data;
  g_auto (HubLanguageScope) spoken = hub_language_begin (change->request->actor->language);
  g_autoptr (GError) error = NULL;

  if (hub_password_verify_finish (result))
    {
      hub_password_hash_async (hub_request_get (change->request, "new_password"), on_new_hashed, change);
      return;
    }
  hub_session_service_refuse_try (&error);
  change_finish (change, FALSE, error);
}

static void
change_password (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubAccount) account = NULL;
  const char *superhub_id = request->actor->superhub_id;
  Change *change;

  if (!hub_account_service_check_change (request->platform, request->actor,
                                         hub_request_get (request, "new_password"), &error)
      || !hub_session_service_begin_try (request->platform, request->actor, superhub_id, &error)
      || (account = hub_account_service_get (request->platform, superhub_id, &error)) == NULL)
    {
      hub_request_refuse (request, error);
      return;
    }
  change = g_new0 (Change, 1);
  change->request = request;
  change->old_hash = g_strdup (account->password_hash);
  hub_request_suspend (request);
  hub_password_verify_async (hub_request_get (request, "password"), account->password_hash, on_old_verified, change);
}

const HubOperation hub_account_handlers[] = {
  { "createAccount", create_account },
  { "getAccount", get_account },
  { "renameAccount", rename_account },
  { "changePassword", change_password },
  { NULL, NULL },
};
