/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sodium.h>

#include "hub-commands.h"
#include "hub-error.h"
#include "hub-json.h"
#include "hub-key-file.h"
#include "hub-session.h"

/* (transfer full) (nullable): what `createUploadKey` takes. */
static JsonObject *
new_parameters (HubCli *cli, const char *public_key, GError **error)
{
  const char *slot = hub_cli_get_option (cli, "slot");
  GPtrArray *ranges = hub_cli_get_options (cli, "ip-range");
  guint64 number = 0;
  JsonObject *parameters;

  if (slot != NULL && !g_ascii_string_to_unsigned (slot, 10, 1, 30, &number, NULL))
    {
      hub_set_error (error, HUB_ERROR_INVALID, "usage.bad_arguments",
                     _("“--slot %s”: a slot is a number from 1 to 30"), slot);
      return NULL;
    }
  parameters = hub_cli_app_parameters (cli, error);
  if (parameters == NULL)
    return NULL;
  if (slot != NULL)
    json_object_set_int_member (parameters, "slot", number);
  if (hub_cli_get_option (cli, "name") != NULL)
    json_object_set_string_member (parameters, "name", hub_cli_get_option (cli, "name"));
  json_object_set_string_member (parameters, "public_key", public_key);
  if (ranges != NULL && ranges->len > 0)
    {
      JsonArray *array = json_array_new ();

      for (guint i = 0; i < ranges->len; i++)
        json_array_add_string_element (array, g_ptr_array_index (ranges, i));
      json_object_set_array_member (parameters, "ip_ranges", array);
    }
  return parameters;
}

/* A key whose private half could not be kept is of no use to anybody. */
static void
take_back (HubCli *cli, HubKeyFile *file)
{
  g_autoptr (JsonObject) parameters = json_object_new ();
  g_autoptr (JsonNode) answer = NULL;

  json_object_set_string_member (parameters, "app_id", file->app_id);
  json_object_set_string_member (parameters, "id", file->key_id);
  answer = hub_cli_call (cli, "revokeUploadKey", parameters, NULL);
}

static gboolean
create (HubCli *cli, HubKeyFile *file, const char *path, GError **error)
{
  g_autofree char *public_key = hub_key_proof_new_pair (file->secret);
  g_autoptr (JsonObject) parameters = NULL;
  g_autoptr (JsonNode) key = NULL;

  if (public_key == NULL)
    {
      hub_set_error (error, HUB_ERROR_FAILED, "key.no_crypto", _("The machine gives no random numbers"));
      return FALSE;
    }
  parameters = new_parameters (cli, public_key, error);
  key = parameters != NULL ? hub_cli_call_sensitive (cli, "createUploadKey", parameters, error) : NULL;
  if (key == NULL)
    return FALSE;
  file->server = g_strdup (hub_session_is_local (cli->client) ? "local" : hub_client_get_server (cli->client));
  file->app_id = g_strdup (hub_json_get_string (parameters, "app_id", ""));
  file->key_id = g_strdup (hub_json_get_string (json_node_get_object (key), "id", ""));
  file->slot = hub_json_get_int (json_node_get_object (key), "slot", 0);
  if (!hub_key_file_write (file, path, error))
    {
      take_back (cli, file);
      return FALSE;
    }
  json_object_set_string_member (json_node_get_object (key), "file", path);
  hub_cli_take_result (cli, g_steal_pointer (&key));
  return TRUE;
}

static gboolean
run_create (HubCli *cli, GError **error)
{
  const char *path = hub_cli_require (cli, 0, "output", error);
  g_autoptr (HubKeyFile) file = g_new0 (HubKeyFile, 1);

  if (path == NULL || !hub_key_file_claim (path, error))
    return FALSE;
  if (!create (cli, file, path, error))
    {
      g_unlink (path);
      return FALSE;
    }
  hub_cli_print (cli, _("The key of slot %d is in %s. Whoever has this file can upload: keep it out of the project's folder. Next: "
                        "superhub upload DIR --version 1.0.0 --key %s"), (int) file->slot, path, path);
  return TRUE;
}

/* (transfer full): "10.0.0.0/8, 192.0.2.0/24" */
static char *
join_ranges (JsonObject *key)
{
  JsonArray *ranges = hub_json_get_array (key, "ip_ranges");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; ranges != NULL && i < json_array_get_length (ranges); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", json_array_get_string_element (ranges, i));
  if (text->len == 0)
    g_string_append (text, _("anywhere"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
run_list (HubCli *cli, GError **error)
{
  g_autoptr (HubCliTable) table = hub_cli_table_new (_("Slot"), _("Name"), _("By"), _("From"), _("Last Used"), _("ID"), NULL);
  JsonArray *items = hub_cli_take_items (cli, hub_cli_list_app (cli, "listUploadKeys", error, NULL));

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *key = json_array_get_object_element (items, i);
      g_autofree char *slot = g_strdup_printf ("%d", (int) hub_json_get_int (key, "slot", 0));
      g_autofree char *ranges = join_ranges (key);
      g_autofree char *used = hub_cli_time (hub_json_get_string (key, "last_used_at", NULL));

      hub_cli_table_add (table, slot, hub_json_get_string (key, "name", ""), hub_json_get_string (key, "created_by", ""),
                         ranges, used, hub_json_get_string (key, "id", ""));
    }
  hub_cli_table_print (table, cli, _("No keys. Next: superhub key create -o FILE"));
  return TRUE;
}

/* (transfer full) (nullable): people name a key by its slot, too. */
static char *
find_id (HubCli *cli, JsonObject *parameters, const char *name, GError **error)
{
  g_autoptr (JsonNode) keys = NULL;
  JsonArray *items;
  guint64 slot;

  if (!g_ascii_string_to_unsigned (name, 10, 1, 30, &slot, NULL))
    return g_strdup (name);
  keys = hub_cli_list (cli, "listUploadKeys", parameters, error);
  if (keys == NULL)
    return NULL;
  items = hub_json_get_array (json_node_get_object (keys), "items");
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *key = json_array_get_object_element (items, i);

      if ((guint64) hub_json_get_int (key, "slot", 0) == slot)
        return g_strdup (hub_json_get_string (key, "id", ""));
    }
  hub_set_error (error, HUB_ERROR_NOT_FOUND, "key.not_found", _("The slot %s has no key; “superhub key list” shows those there are"),
                 name);
  return NULL;
}

static gboolean
run_revoke (HubCli *cli, GError **error)
{
  const char *name = hub_cli_require (cli, 0, "id", error);
  g_autoptr (JsonObject) parameters = name != NULL ? hub_cli_app_parameters (cli, error) : NULL;
  g_autofree char *id = parameters != NULL ? find_id (cli, parameters, name, error) : NULL;
  g_autoptr (JsonNode) answer = NULL;

  if (id == NULL)
    return FALSE;
  json_object_remove_member (parameters, "cursor");
  json_object_set_string_member (parameters, "id", id);
  answer = hub_cli_call_sensitive (cli, "revokeUploadKey", parameters, error);
  if (answer == NULL)
    return FALSE;
  hub_cli_print (cli, _("Revoked: nobody uploads with that key any more"));
  return TRUE;
}

static const HubCliOption create_options[] = {
  { "output", 'o', "FILE", N_("Where the private half is written; it goes nowhere else") },
  { "slot", 's', "NUMBER", N_("Which developer version it fills, 1 to 30; the first free one without") },
  { "name", 'n', "TEXT", N_("What the key is for") },
  { "ip-range", 0, "CIDR", N_("Addresses it may be used from, like 10.1.0.0/16; may be repeated") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption list_options[] = {
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption revoke_options[] = {
  { "id", 'i', "ID", N_("The key's id, or its slot") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

const HubCliCommand hub_command_key_create = {
  .name = "key create",
  .arguments = "FILE",
  .max_arguments = 1,
  .summary = N_("Make a key with which a machine uploads without an account"),
  .description = N_("The platform keeps the public half; the private half is written to FILE, which only you can read. With it a machine "
                    "previews and uploads this program in your name, into a developer version of its own, and can do nothing else. It "
                    "ends when you revoke it or are no developer of the program any more."),
  .options = create_options,
  .examples = "superhub key create ~/shop-ci.key --slot 1 --name \"Nightly build\" --ip-range 10.1.0.0/16\n"
              "superhub upload my-shop --version 1.2.0 --key ~/shop-ci.key",
  .run = run_create,
};

const HubCliCommand hub_command_key_list = {
  .name = "key list",
  .summary = N_("List a program's upload keys"),
  .options = list_options,
  .run = run_list,
};

const HubCliCommand hub_command_key_revoke = {
  .name = "key revoke",
  .arguments = "ID | SLOT",
  .max_arguments = 1,
  .summary = N_("End an upload key at once"),
  .options = revoke_options,
  .run = run_revoke,
};
