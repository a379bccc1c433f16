/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <glib/gi18n.h>

#include "hub-commands.h"
#include "hub-error.h"
#include "hub-json.h"

#define MAX_LOGO (128 * 1024)

/* #RRGGBB */
static gboolean
read_colour (HubCli *cli, JsonObject *parameters, GError **error)
{
  const char *text = hub_cli_get_option (cli, "color");
  JsonObject *colour;
  guint red, green, blue;
  int end = 0;

  if (text == NULL)
    return TRUE;
  if (sscanf (text, "#%2x%2x%2x%n", &red, &green, &blue, &end) != 3 || end != 7 || text[7] != '\0')
    {
      hub_set_error (error, HUB_ERROR_INVALID, "usage.bad_arguments", _("“%s” is no colour; write it like #1a7f37"), text);
      return FALSE;
    }
  colour = json_object_new ();
  json_object_set_int_member (colour, "r", red);
  json_object_set_int_member (colour, "g", green);
  json_object_set_int_member (colour, "b", blue);
  json_object_set_object_member (parameters, "line_color", colour);
  return TRUE;
}

static gboolean
read_width (HubCli *cli, JsonObject *parameters, GError **error)
{
  const char *text = hub_cli_get_option (cli, "width");
  gint64 width;

  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_signed (text, 10, 280, 1280, &width, NULL))
    {
      hub_set_error (error, HUB_ERROR_INVALID, "usage.bad_arguments", _("A code is 280 to 1280 pixels wide"));
      return FALSE;
    }
  json_object_set_int_member (parameters, "width", width);
  return TRUE;
}

static JsonObject *
read_options (HubCli *cli, GError **error)
{
  const struct { const char *option, *member; } texts[] = { { "scene", "scene" }, { "page", "page" }, { "version", "env_version" } };
  const char *scene = hub_cli_require (cli, 0, "scene", error);
  g_autoptr (JsonObject) parameters = scene != NULL ? hub_cli_app_parameters (cli, error) : NULL;
  const char *output = hub_cli_get_option (cli, "output");

  if (parameters == NULL)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (hub_cli_get_option (cli, texts[i].option) != NULL)
      json_object_set_string_member (parameters, texts[i].member, hub_cli_get_option (cli, texts[i].option));
  json_object_set_string_member (parameters, "scene", scene);
  if (output != NULL && g_str_has_suffix (output, ".svg"))
    json_object_set_string_member (parameters, "format", "svg");
  if (hub_cli_has_option (cli, "no-check"))
    json_object_set_boolean_member (parameters, "check_path", FALSE);
  if (hub_cli_has_option (cli, "auto-color"))
    json_object_set_boolean_member (parameters, "auto_color", TRUE);
  if (hub_cli_has_option (cli, "transparent"))
    json_object_set_boolean_member (parameters, "is_hyaline", TRUE);
  if (!read_colour (cli, parameters, error) || !read_width (cli, parameters, error))
    return NULL;
  return g_steal_pointer (&parameters);
}

static gboolean
save (JsonObject *code, const char *path, GError **error)
{
  g_autofree guchar *data = NULL;
  gsize length;

  data = g_base64_decode (hub_json_get_string (code, "buffer", ""), &length);
  return g_file_set_contents (path, (const char *) data, length, error);
}

static gboolean
run_create (HubCli *cli, GError **error)
{
  g_autoptr (JsonObject) parameters = read_options (cli, error);
  JsonNode *answer = parameters != NULL ? hub_cli_call (cli, "getUnlimitedQRCode", parameters, error) : NULL;
  const char *output = hub_cli_get_option (cli, "output");
  g_autofree char *name = NULL;
  JsonObject *code;

  if (answer == NULL)
    return FALSE;
  hub_cli_take_result (cli, answer);
  code = json_node_get_object (answer);
  name = output != NULL ? g_strdup (output) : g_strconcat (hub_json_get_string (code, "id", "code"), ".png", NULL);
  if (!save (code, name, error))
    return FALSE;
  /* The picture is in the file. */
  json_object_remove_member (code, "buffer");
  json_object_set_string_member (code, "file", name);
  hub_cli_print (cli, _("The code is in %s and leads to %s"), name, hub_json_get_string (code, "url", ""));
  return TRUE;
}

static gboolean
run_list (HubCli *cli, GError **error)
{
  g_autoptr (HubCliTable) table = hub_cli_table_new (_("Code"), _("Version"), _("Page"), _("Scene"), _("Opened"), NULL);
  JsonArray *items = hub_cli_take_items (cli, hub_cli_list_app (cli, "listCodes", error, NULL));

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *code = json_array_get_object_element (items, i);
      g_autofree char *scans = g_strdup_printf ("%" G_GINT64_FORMAT, hub_json_get_int (code, "scans", 0));

      hub_cli_table_add (table, hub_cli_word (code, "id"), hub_cli_word (code, "env_version"), hub_cli_word (code, "page"),
                         hub_cli_word (code, "scene"), scans);
    }
  hub_cli_table_print (table, cli, _("The program has no codes yet. Next: superhub code create SCENE"));
  return TRUE;
}

static gboolean
set_logo (HubCli *cli, const char *path, GError **error)
{
  g_autoptr (JsonObject) parameters = hub_cli_app_parameters (cli, error);
  g_autoptr (JsonNode) answer = NULL;
  g_autofree char *data = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (parameters == NULL || !g_file_get_contents (path, &data, &length, error))
    return FALSE;
  if (length > MAX_LOGO)
    {
      hub_set_error (error, HUB_ERROR_TOO_LARGE, "code.bad_logo", _("%s is larger than %d KB"), path, MAX_LOGO / 1024);
      return FALSE;
    }
  text = g_base64_encode ((const guchar *) data, length);
  json_object_set_string_member (parameters, "png", text);
  answer = hub_cli_call (cli, "putLogo", parameters, error);
  if (answer != NULL)
    hub_cli_print (cli, _("%s stands in the middle of the program's codes now"), path);
  return answer != NULL;
}

static gboolean
run_logo (HubCli *cli, GError **error)
{
  const char *path;

  if (!hub_cli_has_option (cli, "remove"))
    {
      path = hub_cli_require (cli, 0, "file", error);
      return path != NULL && set_logo (cli, path, error);
    }
  return hub_cli_finish_empty (cli, hub_cli_call_app (cli, "deleteLogo", error, NULL),
                               _("The program's codes have the first letter of its name again"));
}

static const HubCliOption create_options[] = {
  { "scene", 's', "TEXT", N_("What the page learns: 1 to 32 characters") },
  { "page", 0, "PAGE", N_("The page to open, like pages/index/index; the first without") },
  { "version", 0, "VERSION", N_("release, trial or develop") },
  { "output", 'o', "FILE", N_("Where to save it, with .png or .svg at the end") },
  { "width", 0, "PIXELS", N_("280 to 1280; 430 without") },
  { "color", 0, "#RRGGBB", N_("The colour of the lines; black without") },
  { "auto-color", 0, NULL, N_("Take the logo's colour") },
  { "transparent", 0, NULL, N_("Nothing around the code") },
  { "no-check", 0, NULL, N_("Also for a page that is not there yet") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption list_options[] = {
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption logo_options[] = {
  { "file", 'f', "FILE", N_("A square PNG of 64 to 1024 pixels") },
  { "remove", 0, NULL, N_("Take the logo away") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

const HubCliCommand hub_command_code_create = {
  .name = "code create",
  .arguments = "SCENE",
  .max_arguments = 1,
  .summary = N_("Make a Mini Program code for a page and a scene"),
  .options = create_options,
  .examples = "superhub code create table=7 --page pages/menu/menu --color #1a7f37 -o table-7.svg",
  .run = run_create,
};

const HubCliCommand hub_command_code_list = {
  .name = "code list",
  .summary = N_("List the program's codes and how often they were opened"),
  .options = list_options,
  .run = run_list,
};

const HubCliCommand hub_command_code_logo = {
  .name = "code logo",
  .arguments = "FILE | --remove",
  .max_arguments = 1,
  .summary = N_("Set the logo in the middle of the program's codes"),
  .options = logo_options,
  .run = run_logo,
};
