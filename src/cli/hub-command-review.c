/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "hub-cli-review.h"
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

      if (g_strcmp0 (hub_json_get_string (version, "developer", ""), hub_client_get_account (cli->client)) == 0
          && hub_json_get_int (version, "key_slot", 0) == 0)
        return g_strdup (hub_json_get_string (version, "id", ""));
    }
  hub_set_error (error, HUB_ERROR_NOT_FOUND, "version.not_found",
                 _("You have no developer version of this program; upload one, or name another's with --id"));
  return NULL;
}

/* (transfer full) (nullable): the developer version that is meant: by argument, by option, or one's own. */
static char *
find_version (HubCli *cli, JsonObject *parameters, GError **error)
{
  const char *given = hub_cli_get_argument (cli, 0);

  if (given == NULL)
    given = hub_cli_get_option (cli, "id");
  return given != NULL ? g_strdup (given) : own_version (cli, parameters, error);
}

/* The platform refuses what comes before its checks have ended; here it is waited for. */
static gboolean
await_checks (HubCli *cli, JsonObject *app, const char *version, GError **error)
{
  g_autoptr (JsonObject) parameters = json_object_new ();
  g_autoptr (JsonNode) checks = NULL;

  json_object_set_string_member (parameters, "app_id", hub_json_get_string (app, "app_id", ""));
  json_object_set_string_member (parameters, "id", version);
  json_object_set_int_member (parameters, "wait", 1);
  checks = hub_cli_call (cli, "getVersionChecks", parameters, error);
  if (checks == NULL)
    return FALSE;
  hub_cli_note_findings (cli, json_node_get_object (checks));
  return TRUE;
}

static gboolean
run_submit (HubCli *cli, GError **error)
{
  g_autoptr (JsonObject) app = hub_cli_app_parameters (cli, error);
  g_autoptr (JsonObject) parameters = app != NULL ? hub_cli_read_form (cli, app, error) : NULL;
  g_autofree char *id = parameters != NULL ? find_version (cli, app, error) : NULL;
  JsonNode *review;

  if (id == NULL || !await_checks (cli, app, id, error))
    return FALSE;
  json_object_set_string_member (parameters, "app_id", hub_json_get_string (app, "app_id", ""));
  json_object_set_string_member (parameters, "id", id);
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
run_draft (HubCli *cli, GError **error)
{
  g_autoptr (JsonObject) app = hub_cli_app_parameters (cli, error);
  g_autofree char *text = NULL;
  JsonNode *draft;

  if (app == NULL)
    return FALSE;
  if (hub_cli_has_option (cli, "clear"))
    return hub_cli_finish_empty (cli, hub_cli_call (cli, "deleteReviewDraft", app, error), _("The form is empty"));
  if (hub_cli_get_option (cli, "form") != NULL || hub_cli_get_option (cli, "desc") != NULL)
    {
      g_autoptr (JsonObject) form = hub_cli_read_form (cli, app, error);

      if (form == NULL)
        return FALSE;
    }
  draft = hub_cli_call (cli, "getReviewDraft", app, error);
  if (draft == NULL)
    return FALSE;
  text = hub_json_to_string (draft, TRUE);
  hub_cli_take_result (cli, draft);
  hub_cli_print (cli, "%s", text);
  return TRUE;
}

static gboolean
run_checks (HubCli *cli, GError **error)
{
  g_autoptr (JsonObject) parameters = NULL;
  const char *review = hub_cli_get_option (cli, "review");
  g_autofree char *id = NULL;
  JsonNode *checks;

  if (review != NULL)
    {
      parameters = hub_cli_connect (cli, error) ? json_object_new () : NULL;
      id = g_strdup (review);
    }
  else if ((parameters = hub_cli_app_parameters (cli, error)) != NULL)
    id = find_version (cli, parameters, error);
  if (parameters == NULL || id == NULL)
    return FALSE;
  json_object_set_string_member (parameters, "id", id);
  json_object_set_int_member (parameters, "wait", 1);
  checks = hub_cli_call (cli, review != NULL ? "getReviewChecks" : "getVersionChecks", parameters, error);
  if (checks == NULL)
    return FALSE;
  hub_cli_take_result (cli, checks);
  hub_cli_print_checks (cli, json_node_get_object (checks));
  if (!g_str_equal (hub_json_get_string (json_node_get_object (checks), "state", ""), "failed"))
    return TRUE;
  cli->detail = json_node_copy (checks);
  hub_set_error (error, HUB_ERROR_CONFLICT, "review.checks_failed", _("An automatic check failed; see above"));
  return FALSE;
}

static void
print_quota (HubCli *cli, JsonObject *quota)
{
  g_autofree char *until = hub_cli_time (hub_json_get_string (quota, "wait_until", NULL));

  hub_cli_print (cli, _("Withdrawals left: %d today, %d in 30 days"),
                 (int) hub_json_get_int (quota, "withdrawals_left_today", 0),
                 (int) hub_json_get_int (quota, "withdrawals_left_this_month", 0));
  if (hub_json_get_int (quota, "wait_seconds", 0) > 0)
    hub_cli_print (cli, _("After %d rejections in a row, the next version can be submitted at %s"),
                   (int) hub_json_get_int (quota, "rejections_in_a_row", 0), until);
}

/* The newest review, what became of it, and what may be done now. */
static gboolean
run_status (HubCli *cli, GError **error)
{
  g_autoptr (JsonObject) app = hub_cli_app_parameters (cli, error);
  g_autoptr (JsonNode) quota = app != NULL ? hub_cli_call (cli, "getReviewQuota", app, error) : NULL;
  g_autoptr (JsonNode) versions = quota != NULL ? hub_cli_call (cli, "getVersions", app, error) : NULL;
  g_autoptr (JsonNode) result = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonNode) review = NULL;
  JsonObject *current;

  if (versions == NULL)
    return FALSE;
  current = hub_json_get_object (json_node_get_object (versions), "review");
  if (current != NULL)
    {
      g_autoptr (JsonObject) parameters = json_object_new ();

      json_object_set_string_member (parameters, "id", hub_json_get_string (current, "id", ""));
      review = hub_cli_call (cli, "getReview", parameters, error);
      if (review == NULL)
        return FALSE;
    }
  json_node_take_object (result, json_object_new ());
  json_object_set_member (json_node_get_object (result), "review",
                          review != NULL ? json_node_copy (review) : json_node_new (JSON_NODE_NULL));
  json_object_set_member (json_node_get_object (result), "quota", json_node_copy (quota));
  if (review != NULL)
    hub_cli_print_review (cli, json_node_get_object (review));
  else
    hub_cli_print (cli, _("No version is in review"));
  print_quota (cli, json_node_get_object (quota));
  hub_cli_take_result (cli, g_steal_pointer (&result));
  return TRUE;
}

static gboolean
run_withdraw (HubCli *cli, GError **error)
{
  JsonObject *review = hub_cli_take_object (cli, hub_cli_call_app (cli, "withdrawReview", error, NULL));

  if (review == NULL)
    return FALSE;
  hub_cli_print (cli, _("Withdrawn"));
  print_quota (cli, hub_json_get_object (review, "quota"));
  return TRUE;
}

#define FORM_OPTIONS                                                                                            \
  { "form", 'f', "FILE", N_("The form as JSON, see docs/review.md; pictures in it may be files beside it") },    \
  { "desc", 'd', "TEXT", N_("What the reviewer should know, at most 500 characters") }

static const HubCliOption submit_options[] = {
  { "id", 'i', "ID", N_("The developer version; your own without") },
  FORM_OPTIONS,
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption draft_options[] = {
  FORM_OPTIONS,
  { "clear", 0, NULL, N_("Empty the form") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption checks_options[] = {
  { "id", 'i', "ID", N_("The developer version; your own without") },
  { "review", 'r', "ID", N_("The checks of a review instead; for reviewers, too") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption app_options[] = {
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

const HubCliCommand hub_command_review_submit = {
  .name = "review submit",
  .arguments = "[ID]",
  .max_arguments = 1,
  .summary = N_("Submit a developer version for review"),
  .description = N_("Waits for the automatic checks, shows what they found, and submits. A check that failed stops it. Without --form the form is the one that was kept or submitted last."),
  .options = submit_options,
  .examples = "superhub review submit --desc \"New: opening hours\"\nsuperhub review submit --form review.json",
  .run = run_submit,
};

const HubCliCommand hub_command_review_draft = {
  .name = "review draft",
  .summary = N_("Show or keep the form for the next submission"),
  .options = draft_options,
  .examples = "superhub review draft --form review.json",
  .run = run_draft,
};

const HubCliCommand hub_command_review_checks = {
  .name = "review checks",
  .arguments = "[ID]",
  .max_arguments = 1,
  .summary = N_("Show what the automatic checks found in a version"),
  .options = checks_options,
  .run = run_checks,
};

const HubCliCommand hub_command_review_status = {
  .name = "review status",
  .summary = N_("Show the version in review, why one was rejected, and what is left of the quotas"),
  .options = app_options,
  .run = run_status,
};

const HubCliCommand hub_command_review_withdraw = {
  .name = "review withdraw",
  .summary = N_("Withdraw the version that is in review"),
  .options = app_options,
  .run = run_withdraw,
};
