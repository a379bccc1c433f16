/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "hub-commands.h"
#include "hub-error.h"
#include "hub-project.h"

#define DEFAULT_TEMPLATE "blank"

static gboolean
list_templates (HubCli *cli)
{
  g_autoptr (GPtrArray) templates = hub_project_list_templates ();
  g_autoptr (HubCliTable) table = hub_cli_table_new (_("Template"), _("Title"), _("What it is"), NULL);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "items");
  json_builder_begin_array (builder);
  for (guint i = 0; i < templates->len; i++)
    {
      HubTemplate *template = g_ptr_array_index (templates, i);

      hub_cli_table_add (table, template->id, template->title, template->description);
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "id");
      json_builder_add_string_value (builder, template->id);
      json_builder_set_member_name (builder, "title");
      json_builder_add_string_value (builder, template->title);
      json_builder_set_member_name (builder, "description");
      json_builder_add_string_value (builder, template->description);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  hub_cli_table_print (table, cli, _("No templates are installed"));
  hub_cli_take_result (cli, json_builder_get_root (builder));
  return TRUE;
}

static gboolean
run (HubCli *cli, GError **error)
{
  const char *folder = hub_cli_get_argument (cli, 0);
  const char *template = hub_cli_get_option (cli, "template");
  const char *name = hub_cli_get_option (cli, "name");
  g_autofree char *base = NULL;
  g_autoptr (JsonBuilder) builder = NULL;

  if (hub_cli_has_option (cli, "list"))
    return list_templates (cli);
  if (folder == NULL)
    {
      hub_set_error (error, HUB_ERROR_INVALID, "usage.bad_arguments", _("Say which folder to make: superhub new DIR"));
      return FALSE;
    }
  base = g_path_get_basename (folder);
  if (!hub_project_create (template != NULL ? template : DEFAULT_TEMPLATE, folder, name != NULL ? name : base, error))
    return FALSE;
  hub_cli_print (cli, _("Made “%s”. Next: superhub preview %s"), folder, folder);
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "folder");
  json_builder_add_string_value (builder, folder);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, name != NULL ? name : base);
  json_builder_end_object (builder);
  hub_cli_take_result (cli, json_builder_get_root (builder));
  return TRUE;
}

static const HubCliOption options[] = {
  { "template", 't', "ID", N_("Which template; “blank” where none is named") },
  { "name", 'n', "NAME", N_("The program's name; the folder's where none is given") },
  { "list", 'l', NULL, N_("Show the templates") },
  { NULL },
};

const HubCliCommand hub_command_new = {
  .name = "new",
  .arguments = "DIR",
  .max_arguments = 1,
  .summary = N_("Make a mini program from a template"),
  .options = options,
  .examples = "superhub new my-shop --template tabs --name \"My Shop\"\nsuperhub new --list",
  .run = run,
};
