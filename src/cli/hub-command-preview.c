/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <unistd.h>

#include "hub-cli-program.h"
#include "hub-commands.h"
#include "hub-error.h"
#include "hub-json.h"
#include "hub-session.h"

#define PIXELS_PER_MODULE 8
#define QUIET_ZONE 2

/* (transfer full) (nullable): what the phone starts with. */
static JsonObject *
read_condition (HubCli *cli, GError **error)
{
  static const char *const names[] = { "path", "query" };
  JsonObject *condition = json_object_new ();
  const char *scene = hub_cli_get_option (cli, "scene");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (hub_cli_get_option (cli, names[i]) != NULL)
        json_object_set_string_member (condition, names[i], hub_cli_get_option (cli, names[i]));
    }
  if (scene != NULL)
    {
      guint64 number;

      if (!g_ascii_string_to_unsigned (scene, 10, 0, G_MAXINT32, &number, NULL))
        {
          hub_set_error (error, HUB_ERROR_INVALID, "usage.bad_arguments",
                         _("“--scene %s”: a scene is a number, like 1047"), scene);
          json_object_unref (condition);
          return NULL;
        }
      json_object_set_int_member (condition, "scene", number);
    }
  return condition;
}

/* Two modules in one character, light ones drawn; a terminal is told to draw white on black, whatever
 * its theme. */
static gboolean
print_terminal (const char *text, GError **error)
{
  static const char *const blocks[] = { "█", "▀", "▄", " " };
  guint width;
  g_autofree guint8 *modules = hub_qr_encode (text, &width, error);
  int last = (int) width + QUIET_ZONE;

  if (modules == NULL)
    return FALSE;
  for (int y = -QUIET_ZONE; y < last; y += 2)
    {
      g_print ("%s", hub_cli_colour (STDOUT_FILENO, "97;40"));
      for (int x = -QUIET_ZONE; x < last; x++)
        {
          guint dark = 0;

          for (int half = 0; half < 2; half++)
            {
              int row = y + half;
              gboolean inside = row >= 0 && row < (int) width && x >= 0 && x < (int) width;

              dark |= (inside && modules[row * (int) width + x] ? 1u : 0u) << (1 - half);
            }
          g_print ("%s", blocks[dark]);
        }
      g_print ("%s\n", hub_cli_colour (STDOUT_FILENO, "0"));
    }
  return TRUE;
}

static gboolean
show_code (HubCli *cli, JsonObject *preview, GError **error)
{
  const char *url = hub_json_get_string (preview, "url", "");
  const char *file = hub_cli_get_option (cli, "qr-output");

  if (file != NULL && !hub_qr_write_png (url, file, PIXELS_PER_MODULE, error))
    return FALSE;
  if (cli->json || !(hub_cli_has_option (cli, "terminal") || (file == NULL && isatty (STDOUT_FILENO))))
    return TRUE;
  return print_terminal (url, error);
}

static gboolean
share (HubCli *cli, GError **error)
{
  g_autoptr (JsonObject) parameters = json_object_new ();
  g_autoptr (JsonNode) sharing = NULL;

  json_object_set_boolean_member (parameters, "enabled", TRUE);
  sharing = hub_cli_call (cli, "putSharing", parameters, error);
  return sharing != NULL;
}

/* Who may reach the link: a local platform answers this machine, or its network for as long as it is shared. */
static void
note_reach (HubCli *cli, const char *url)
{
  if (!hub_session_is_local (cli->client))
    return;
  if (g_str_has_prefix (url, hub_client_get_server (cli->client)))
    hub_cli_note (cli, _("The local platform answers on this machine only; --share lets a phone on the local network open it."));
  else
    hub_cli_note (cli, _("Shared on the local network, unencrypted, until the link ends. The phone is asked for the password: "
                         "superhub account show --show-password"));
}

static gboolean
run (HubCli *cli, GError **error)
{
  g_auto (HubCliProgram) program = { 0 };
  g_autoptr (JsonObject) condition = read_condition (cli, error);
  HubCliAwait await = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonNode) preview = NULL;
  g_autofree char *app_id = NULL;
  g_autofree char *until = NULL;
  JsonObject *object;

  if (condition == NULL || !hub_cli_program_open (&program, cli, hub_cli_get_argument (cli, 0), error))
    return FALSE;
  app_id = hub_cli_connect_program (cli, &program, error);
  if (app_id == NULL || (hub_cli_has_option (cli, "share") && !share (cli, error)))
    return FALSE;
  hub_delivery_preview_async (program.pipeline, cli->client, app_id, condition, hub_cli_delivery_progress, cli,
                              cli->cancellable, hub_cli_await_done, &await);
  result = hub_cli_await (&await);
  preview = hub_delivery_preview_finish (result, error);
  hub_cli_progress_end (cli);
  if (preview == NULL)
    return FALSE;
  object = json_node_get_object (preview);
  if (!show_code (cli, object, error))
    return FALSE;
  until = hub_cli_time (hub_json_get_string (object, "expires_at", NULL));
  hub_cli_print (cli, "%s", hub_json_get_string (object, "url", ""));
  hub_cli_print (cli, _("Good until %s. Sign in on the phone as “%s”."), until,
                 hub_client_get_account (cli->client));
  note_reach (cli, hub_json_get_string (object, "url", ""));
  hub_cli_take_result (cli, g_steal_pointer (&preview));
  return TRUE;
}

static const HubCliOption options[] = {
  { "qr-output", 'q', "FILE", N_("Write the QR code as a PNG") },
  { "terminal", 't', NULL, N_("Print the QR code here") },
  { "share", 's', NULL, N_("Let phones on the local network open it, until the link ends; for the local platform") },
  { "path", 0, "PAGE", N_("Start with this page") },
  { "query", 0, "QUERY", N_("Give this query to the page: a=1&b=2") },
  { "scene", 0, "NUMBER", N_("Start with this scene") },
  { "app", 'a', "ID", N_("The program on the platform; that of project.config.json without") },
  { "key", 'k', "FILE", N_("Sign in with an upload key instead of an account; “superhub key create” makes one") },
  { NULL },
};

const HubCliCommand hub_command_preview = {
  .name = "preview",
  .arguments = "DIR",
  .min_arguments = 1,
  .max_arguments = 1,
  .summary = N_("Show a mini program on a phone by a QR code"),
  .description = N_("Compiles, checks the sizes, packs and sends the program. The link lives 25 minutes; only your own "
                    "Super Hub ID may open it, and a new preview ends the one before. Your versions stay as they are."),
  .options = options,
  .examples = "superhub preview my-shop --qr-output preview.png\n"
              "superhub preview my-shop --terminal --share\n"
              "superhub preview my-shop --terminal --path pages/item/item --query id=7",
  .run = run,
};
