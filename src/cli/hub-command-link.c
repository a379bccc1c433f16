/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "hub-commands.h"
#include "hub-error.h"
#include "hub-json.h"

static gboolean
run_list (HubCli *cli, GError **error)
{
  g_autoptr (HubCliTable) table = hub_cli_table_new (_("Rule"), _("Link"), _("Page"), _("State"), _("Debugging opens"), NULL);
  JsonArray *items = hub_cli_take_items (cli, hub_cli_call_app (cli, "getJumpQRCode", error, NULL));

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *rule = json_array_get_object_element (items, i);

      hub_cli_table_add (table, hub_json_get_string (rule, "id", ""), hub_json_get_string (rule, "prefix", ""),
                         hub_json_get_string (rule, "path", ""),
                         g_str_equal (hub_json_get_string (rule, "state", ""), "published") ? _("published") : _("draft"),
                         hub_json_get_string (rule, "open_version", ""));
    }
  hub_cli_table_print (table, cli, _("No rules: ordinary links do not open the program"));
  return TRUE;
}

static gboolean
run_file (HubCli *cli, GError **error)
{
  const char *output = hub_cli_get_option (cli, "output");
  JsonObject *file = hub_cli_take_object (cli, hub_cli_call_app (cli, "downloadQRCodeText", error, NULL));
  g_autofree char *path = NULL;

  if (file == NULL)
    return FALSE;
  path = g_build_filename (output != NULL ? output : ".", hub_json_get_string (file, "file_name", ""), NULL);
  if (output != NULL && !g_file_set_contents (path, hub_json_get_string (file, "file_content", ""), -1, error))
    return FALSE;
  hub_cli_print (cli, "%s  %s", hub_json_get_string (file, "file_name", ""), hub_json_get_string (file, "file_content", ""));
  hub_cli_note (cli, _("Put a file of this name with this content into the folder of the link, then add the rule"));
  return TRUE;
}

static JsonObject *
read_rule (HubCli *cli, const char *link, GError **error)
{
  GPtrArray *debug = hub_cli_get_options (cli, "debug");
  const char *page = hub_cli_get_option (cli, "page");
  const char *version = hub_cli_get_option (cli, "open");
  JsonObject *parameters;
  JsonArray *urls;

  if (page == NULL)
    {
      hub_set_error (error, HUB_ERROR_INVALID, "usage.bad_arguments", _("Say which page opens: --page pages/index/index"));
      return NULL;
    }
  parameters = hub_cli_app_parameters (cli, error);
  if (parameters == NULL)
    return NULL;
  urls = json_array_new ();
  for (guint i = 0; debug != NULL && i < debug->len; i++)
    json_array_add_string_element (urls, g_ptr_array_index (debug, i));
  json_object_set_string_member (parameters, "prefix", link);
  json_object_set_string_member (parameters, "path", page);
  json_object_set_string_member (parameters, "open_version", version != NULL ? version : "trial");
  json_object_set_array_member (parameters, "debug_url", urls);
  return parameters;
}

static gboolean
run_add (HubCli *cli, GError **error)
{
  const char *link = hub_cli_get_argument (cli, 0);
  const char *id = hub_cli_get_option (cli, "rule");
  g_autoptr (JsonObject) parameters = read_rule (cli, link, error);
  JsonObject *rule;

  if (parameters == NULL)
    return FALSE;
  if (id != NULL)
    json_object_set_string_member (parameters, "id", id);
  rule = hub_cli_take_object (cli, hub_cli_call (cli, id != NULL ? "editJumpQRCode" : "addJumpQRCode", parameters, error));
  if (rule == NULL)
    return FALSE;
  hub_cli_print (cli, _("%s: links that begin with %s open %s, once it is published"),
                 hub_json_get_string (rule, "id", ""), hub_json_get_string (rule, "prefix", ""),
                 hub_json_get_string (rule, "path", ""));
  return TRUE;
}

static gboolean
run_publish (HubCli *cli, GError **error)
{
  const char *id = hub_cli_get_argument (cli, 0);
  JsonObject *rule = hub_cli_take_object (cli, hub_cli_call_app (cli, "publishJumpQRCode", error, "id", id, NULL));

  if (rule == NULL)
    return FALSE;
  hub_cli_print (cli, _("Links that begin with %s open the program now"), hub_json_get_string (rule, "prefix", ""));
  return TRUE;
}

static gboolean
run_remove (HubCli *cli, GError **error)
{
  const char *id = hub_cli_get_argument (cli, 0);

  return hub_cli_finish_empty (cli, hub_cli_call_app (cli, "deleteJumpQRCode", error, "id", id, NULL),
                               _("The rule is gone"));
}

static const char *
explain (const char *match)
{
  static const struct { const char *match, *text; } texts[] = {
    { "matches", N_("matches") },
    { "other_scheme", N_("another scheme") },
    { "other_host", N_("another host") },
    { "other_path", N_("another path") },
    { "below_path", N_("below it, but the rule does not end with “/”") },
    { "other_query", N_("the query begins otherwise") },
    { "published", N_("opens the released version") },
    { "debug_url", N_("opens for you, by its debugging URL") },
    { "not_published", N_("hits a rule that is not published: nothing opens") },
    { "other_program", N_("hits a rule of another program") },
    { "no_rule", N_("hits no rule") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (texts[i].match, match))
      return _(texts[i].text);
  return match;
}

static gboolean
run_match (HubCli *cli, GError **error)
{
  g_autoptr (HubCliTable) table = hub_cli_table_new (_("Rule"), _("Link"), _("Match"), NULL);
  const char *link = hub_cli_get_argument (cli, 0);
  JsonObject *found = hub_cli_take_object (cli, hub_cli_call_app (cli, "matchJumpQRCode", error, "url", link, NULL));
  JsonArray *rules;

  if (found == NULL)
    return FALSE;
  hub_cli_print (cli, "%s: %s", hub_json_get_string (found, "url", ""), explain (hub_json_get_string (found, "reason", "")));
  rules = hub_json_get_array (found, "rules");
  for (guint i = 0; i < json_array_get_length (rules); i++)
    {
      JsonObject *rule = json_array_get_object_element (rules, i);

      hub_cli_table_add (table, hub_json_get_string (rule, "id", ""), hub_json_get_string (rule, "prefix", ""),
                         explain (hub_json_get_string (rule, "match", "")));
    }
  hub_cli_table_print (table, cli, _("The program has no rule for this host"));
  return TRUE;
}

static const HubCliOption common_options[] = {
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption file_options[] = {
  { "output", 'o', "DIR", N_("Write the file into this folder") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption add_options[] = {
  { "page", 0, "PAGE", N_("The page that opens, as in app.json") },
  { "debug", 0, "URL", N_("A link that opens for testers before the rule is published; up to 5") },
  { "open", 0, "VERSION", N_("What those open: develop, trial or release; trial without") },
  { "rule", 0, "ID", N_("Change this rule, which is not published") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

const HubCliCommand hub_command_link_list = {
  .name = "settings link",
  .summary = N_("List the rules by which ordinary links open the program"),
  .options = common_options,
  .run = run_list,
};

const HubCliCommand hub_command_link_file = {
  .name = "settings link file",
  .summary = N_("Show the file that proves a site is yours"),
  .options = file_options,
  .run = run_file,
};

const HubCliCommand hub_command_link_add = {
  .name = "settings link add",
  .arguments = "LINK --page PAGE",
  .min_arguments = 1,
  .max_arguments = 1,
  .summary = N_("Add a rule, or change one that is not published"),
  .options = add_options,
  .examples = "superhub settings link add https://www.example.com/shop/ --page pages/shop/shop --debug https://www.example.com/shop/?id=1",
  .run = run_add,
};

const HubCliCommand hub_command_link_publish = {
  .name = "settings link publish",
  .arguments = "ID",
  .min_arguments = 1,
  .max_arguments = 1,
  .summary = N_("Publish a rule, in the place of the published one with the same link"),
  .options = common_options,
  .run = run_publish,
};

const HubCliCommand hub_command_link_remove = {
  .name = "settings link remove",
  .arguments = "ID",
  .min_arguments = 1,
  .max_arguments = 1,
  .summary = N_("Remove a rule, published or not"),
  .options = common_options,
  .run = run_remove,
};

const HubCliCommand hub_command_link_match = {
  .name = "settings link match",
  .arguments = "LINK",
  .min_arguments = 1,
  .max_arguments = 1,
  .summary = N_("Say which rule a link hits, and why"),
  .options = common_options,
  .run = run_match,
};
