/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "hub-commands.h"
#include "hub-error.h"
#include "hub-json.h"

/* (transfer full) (nullable): the caller's own developer version. */
static char *
own_version (HubCli *cli, JsonObject *parameters, GError **error)
{
  g_autoptr (JsonNode) versions = hub_cli_call (cli, "getVersions", parameters, error);
  JsonArray *developer;

  if (versions == NULL)
    return NULL;
  developer = hub_json_get_array (json_node_get_object (versions), "developer");
  for (guint i = 0; developer != NULL && i < json_array_get_length (developer); i++)
    {
      JsonObject *version = json_array_get_object_element (developer, i);

      if (g_strcmp0 (hub_json_get_string (version, "developer", ""), hub_client_get_account (cli->client)) == 0)
        return g_strdup (hub_json_get_string (version, "id", ""));
    }
  hub_set_error (error, HUB_ERROR_NOT_FOUND, "version.not_found",
                 _("You have no developer version of this program; upload one, or name another's with --id"));
  return NULL;
}

static gboolean
run_submit (HubCli *cli, GError **error)
{
  g_autoptr (JsonObject) parameters = hub_cli_app_parameters (cli, error);
  const char *given = hub_cli_get_argument (cli, 0);
  g_autofree char *id = NULL;
  JsonNode *review;

  if (parameters == NULL)
    return FALSE;
  if (given == NULL)
    given = hub_cli_get_option (cli, "id");
  id = given != NULL ? g_strdup (given) : own_version (cli, parameters, error);
  if (id == NULL)
    return FALSE;
  json_object_set_string_member (parameters, "id", id);
  if (hub_cli_get_option (cli, "desc") != NULL)
    json_object_set_string_member (parameters, "description", hub_cli_get_option (cli, "desc"));
  review = hub_cli_call_sensitive (cli, "submitReview", parameters, error);
  if (review == NULL)
    return FALSE;
  hub_cli_take_result (cli, review);
  hub_cli_print (cli, _("Version %s waits for review (%s)"),
                 hub_json_get_string (json_node_get_object (review), "version", ""),
                 hub_json_get_string (json_node_get_object (review), "id", ""));
  return TRUE;
}

static gboolean
run_list (HubCli *cli, GError **error)
{
  g_autoptr (HubCliTable) table = hub_cli_table_new (_("ID"), _("Program"), _("Version"), _("State"), _("By"), _("When"), NULL);
  g_autoptr (JsonObject) parameters = json_object_new ();
  JsonNode *reviews;
  JsonArray *items;

  if (!hub_cli_connect (cli, error))
    return FALSE;
  if (hub_cli_get_option (cli, "state") != NULL)
    json_object_set_string_member (parameters, "state", hub_cli_get_option (cli, "state"));
  reviews = hub_cli_list (cli, "listReviews", parameters, error);
  if (reviews == NULL)
    return FALSE;
  hub_cli_take_result (cli, reviews);
  items = hub_json_get_array (json_node_get_object (reviews), "items");
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *review = json_array_get_object_element (items, i);
      g_autofree char *when = hub_cli_time (hub_json_get_string (review, "submitted_at", NULL));

      hub_cli_table_add (table, hub_json_get_string (review, "id", ""), hub_json_get_string (review, "app_name", ""),
                         hub_json_get_string (review, "version", ""), hub_cli_word (review, "state"),
                         hub_json_get_string (review, "submitted_by", ""), when);
    }
  hub_cli_table_print (table, cli, _("Nothing waits for review"));
  return TRUE;
}

static gboolean
decide (HubCli *cli, const char *decision, GError **error)
{
  const char *id = hub_cli_require (cli, 0, "id", error);
  const char *reason = hub_cli_get_option (cli, "reason");
  g_autoptr (JsonObject) parameters = json_object_new ();
  JsonNode *review;

  if (id == NULL || !hub_cli_connect (cli, error))
    return FALSE;
  json_object_set_string_member (parameters, "id", id);
  json_object_set_string_member (parameters, "decision", decision);
  if (reason != NULL)
    json_object_set_string_member (parameters, "reason", reason);
  review = hub_cli_call_sensitive (cli, "decideReview", parameters, error);
  if (review == NULL)
    return FALSE;
  hub_cli_take_result (cli, review);
  hub_cli_print (cli, _("%s %s: %s"), hub_json_get_string (json_node_get_object (review), "app_name", ""),
                 hub_json_get_string (json_node_get_object (review), "version", ""),
                 hub_cli_word (json_node_get_object (review), "state"));
  return TRUE;
}

static gboolean
run_approve (HubCli *cli, GError **error)
{
  return decide (cli, "approve", error);
}

static gboolean
run_reject (HubCli *cli, GError **error)
{
  return decide (cli, "reject", error);
}

static gboolean
run_withdraw (HubCli *cli, GError **error)
{
  g_autoptr (JsonObject) parameters = hub_cli_app_parameters (cli, error);
  JsonNode *review = parameters != NULL ? hub_cli_call_sensitive (cli, "withdrawReview", parameters, error) : NULL;

  if (review == NULL)
    return FALSE;
  hub_cli_take_result (cli, review);
  hub_cli_print (cli, _("Withdrawn"));
  return TRUE;
}

#define APP_OPTIONS                                                                          \
  { "app", 'a', "ID", N_("The program") },                                                   \
  { "project", 'p', "DIR", N_("The project whose program is meant; this folder without") }

static const HubCliOption submit_options[] = {
  { "id", 'i', "ID", N_("The developer version; your own without") },
  { "desc", 'd', "TEXT", N_("What the reviewer should know, at most 500 characters") },
  APP_OPTIONS,
  { NULL },
};

static const HubCliOption list_options[] = {
  { "state", 0, "STATE", N_("Only these: pending, approved, rejected, withdrawn or released") },
  { NULL },
};

static const HubCliOption decision_options[] = {
  { "id", 'i', "ID", N_("The review, as “review list” shows it") },
  { "reason", 'r', "TEXT", N_("Why; a rejection needs a reason") },
  { NULL },
};

static const HubCliOption withdraw_options[] = {
  APP_OPTIONS,
  { NULL },
};

const HubCliCommand hub_command_review_submit = {
  .name = "review submit",
  .arguments = "[ID]",
  .max_arguments = 1,
  .summary = N_("Submit a developer version for review"),
  .options = submit_options,
  .examples = "superhub review submit --desc \"New: opening hours\"",
  .run = run_submit,
};

const HubCliCommand hub_command_review_list = {
  .name = "review list",
  .summary = N_("List what waits for review; for reviewers"),
  .options = list_options,
  .run = run_list,
};

const HubCliCommand hub_command_review_approve = {
  .name = "review approve",
  .arguments = "ID",
  .max_arguments = 1,
  .summary = N_("Approve a version; for reviewers"),
  .options = decision_options,
  .run = run_approve,
};

const HubCliCommand hub_command_review_reject = {
  .name = "review reject",
  .arguments = "ID --reason TEXT",
  .max_arguments = 1,
  .summary = N_("Reject a version; for reviewers"),
  .options = decision_options,
  .examples = "superhub review reject 42 --reason \"The order page is empty\"",
  .run = run_reject,
};

const HubCliCommand hub_command_review_withdraw = {
  .name = "review withdraw",
  .summary = N_("Withdraw the pending review"),
  .options = withdraw_options,
  .run = run_withdraw,
};
