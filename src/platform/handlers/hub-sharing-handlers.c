/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "config.h"

#include "hub-json.h"
#include "hub-language.h"
#include "hub-present.h"
#include "hub-refusals.h"
#include "hub-sharing.h"

static gboolean
comes_from_here (HubRequest *request)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (request->actor->address);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

static gboolean
check (HubRequest *request, GError **error)
{
  if (request->platform->sharing == NULL)
    {
      hub_refuse (error, "sharing.not_local",
                  _("This platform is on the network already; only a local platform is shared"));
      return FALSE;
    }
  if (!comes_from_here (request)
      || g_strcmp0 (request->actor->superhub_id, request->platform->local_account) != 0)
    {
      hub_refuse (error, "sharing.not_yours",
                  _("Only the account “%s”, on this computer, may share the local platform"),
                  request->platform->local_account);
      return FALSE;
    }
  return TRUE;
}

static JsonNode *
present (HubSharing *sharing)
{
  JsonObject *object = json_object_new ();
  JsonArray *addresses = json_array_new ();
  const char *const *list = hub_sharing_get_addresses (sharing);

  for (guint i = 0; list != NULL && list[i] != NULL; i++)
    json_array_add_string_element (addresses, list[i]);
  json_object_set_boolean_member (object, "enabled", hub_sharing_is_on (sharing));
  json_object_set_array_member (object, "addresses", addresses);
  if (hub_sharing_is_on (sharing))
    json_object_set_string_member (object, "url", hub_sharing_get_url (sharing));
  return hub_present_object (object);
}

static void
get_sharing (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  gboolean good = check (request, &error);

  hub_request_finish (request, good ? present (request->platform->sharing) : NULL, error);
}

static gboolean
write_down (HubRequest *request, const char *what, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (request->platform->database, error);

  return transaction != NULL
         && hub_platform_log_done (request->platform, request->actor, "putSharing", NULL, what, error)
         && hub_transaction_commit (transaction, error);
}

/* Who opens the door is written down before it opens; closing it does not wait for the disk. */
static gboolean
set_sharing (HubRequest *request, gboolean enabled, GError **error)
{
  HubSharing *sharing = request->platform->sharing;
  gboolean changes = enabled != hub_sharing_is_on (sharing);

  if (!enabled)
    hub_sharing_stop (sharing, "switch");
  if (changes && !write_down (request, enabled ? "on" : "off", error))
    return FALSE;
  return !enabled || hub_sharing_start (sharing, error);
}

static void
put_sharing (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  gboolean good;

  good = check (request, &error)
         && set_sharing (request, hub_json_get_boolean (request->values, "enabled", FALSE), &error);
  hub_request_finish (request, good ? present (request->platform->sharing) : NULL, error);
}

const HubOperation hub_sharing_handlers[] = {
  { "getSharing", get_sharing },
  { "putSharing", put_sharing },
  { NULL, NULL },
};
