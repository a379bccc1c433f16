/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "hub-account-service.h"
#include "hub-password.h"
#include "hub-present.h"

static void
on_hashed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HubRequest *request = user_data;
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

const HubOperation hub_account_handlers[] = {
  { "createAccount", create_account },
  { "getAccount", get_account },
  { NULL, NULL },
};
