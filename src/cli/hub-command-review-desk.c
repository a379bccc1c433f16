/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "hub-cli-review.h"
#include "hub-commands.h"
#include "hub-error.h"
#include "hub-json.h"

static gboolean
run_list (HubCli *cli, GError **error)
{
  static const char *const filters[] = { "state", "app_id", "taken_by", "submitted_by" };
  static const char *const options[] = { "state", "app", "taken-by", "by" };
  g_autoptr (HubCliTable) table = hub_cli_table_new (_("ID"), _("Program"), _("Version"), _("State"), _("By"), _("When"), NULL);
  g_autoptr (JsonObject) parameters = json_object_new ();
  JsonArray *items;

  if (!hub_cli_connect (cli, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    if (hub_cli_get_option (cli, options[i]) != NULL)
      json_object_set_string_member (parameters, filters[i], hub_cli_get_option (cli, options[i]));
  if (g_str_equal (cli->command->name, "review queue") && !json_object_has_member (parameters, "state"))
    json_object_set_string_member (parameters, "state", "pending");
  items = hub_cli_take_items (cli, hub_cli_list (cli, "listReviews", parameters, error));
  if (items == NULL)
    return FALSE;
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

/* (transfer full) (nullable): {"id": …} of the review that the command is about, signed in. */
static JsonObject *
review_parameters (HubCli *cli, GError **error)
{
  const char *id = hub_cli_require (cli, 0, "id", error);
  JsonObject *parameters;

  if (id == NULL || !hub_cli_connect (cli, error))
    return NULL;
  parameters = json_object_new ();
  json_object_set_string_member (parameters, "id", id);
  return parameters;
}

static gboolean
call_and_print (HubCli *cli, const char *operation, GError **error)
{
  g_autoptr (JsonObject) parameters = review_parameters (cli, error);
  JsonNode *answer = parameters != NULL ? hub_cli_call (cli, operation, parameters, error) : NULL;
  JsonObject *review = hub_cli_take_object (cli, answer);

  if (review == NULL)
    return FALSE;
  hub_cli_print_review (cli, review);
  return TRUE;
}

static gboolean
run_show (HubCli *cli, GError **error)
{
  return call_and_print (cli, "getReview", error);
}

static gboolean
run_take (HubCli *cli, GError **error)
{
  return call_and_print (cli, "takeReview", error);
}

static gboolean
run_return (HubCli *cli, GError **error)
{
  return call_and_print (cli, "returnReview", error);
}

static void
print_names (HubCli *cli, JsonObject *difference, const char *what)
{
  JsonObject *change = hub_json_get_object (difference, what);
  const struct { const char *member, *sign; } sides[] = { { "added", "+" }, { "removed", "-" } };

  for (gsize side = 0; side < G_N_ELEMENTS (sides); side++)
    {
      JsonArray *names = hub_json_get_array (change, sides[side].member);

      for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
        hub_cli_print (cli, "%s %s %s", sides[side].sign, what, json_array_get_string_element (names, i));
    }
}

static void
print_files (HubCli *cli, JsonObject *difference)
{
  JsonArray *files = hub_json_get_array (difference, "files");

  for (guint i = 0; i < json_array_get_length (files); i++)
    {
      JsonObject *file = json_array_get_object_element (files, i);
      const char *change = hub_json_get_string (file, "change", "");
      const char *sign = g_str_equal (change, "added") ? "+" : g_str_equal (change, "removed") ? "-" : "~";

      hub_cli_print (cli, "%s %s  %u → %u", sign, hub_json_get_string (file, "name", ""),
                     (guint) hub_json_get_int (file, "bytes_before", 0), (guint) hub_json_get_int (file, "bytes", 0));
    }
  if (hub_json_get_boolean (difference, "truncated", FALSE))
    hub_cli_print (cli, _("… and more files"));
}

static gboolean
run_diff (HubCli *cli, GError **error)
{
  static const char *const names[] = { "pages", "permissions", "private_apis", "domains", "plugins" };
  g_autoptr (JsonObject) parameters = review_parameters (cli, error);
  JsonNode *answer = parameters != NULL ? hub_cli_call (cli, "getReviewDifference", parameters, error) : NULL;
  JsonObject *difference, *base;

  if (answer == NULL)
    return FALSE;
  hub_cli_take_result (cli, answer);
  difference = json_node_get_object (answer);
  base = hub_json_get_object (difference, "base");
  hub_cli_print (cli, "%s → %s", base != NULL ? hub_json_get_string (base, "version", "") : "–",
                 hub_json_get_string (difference, "version", ""));
  print_files (cli, difference);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    print_names (cli, difference, names[i]);
  return TRUE;
}

/* (transfer full) (nullable): the pictures' ids on the platform. */
static JsonArray *
send_screenshots (HubCli *cli, const char *id, GError **error)
{
  GPtrArray *files = hub_cli_get_options (cli, "screenshot");
  g_autoptr (JsonArray) ids = json_array_new ();

  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      g_autofree char *data = hub_cli_read_picture (files->pdata[i], error);
      g_autoptr (JsonObject) parameters = json_object_new ();
      g_autoptr (JsonNode) sent = NULL;

      if (data == NULL)
        return NULL;
      json_object_set_string_member (parameters, "id", id);
      json_object_set_string_member (parameters, "data", data);
      sent = hub_cli_call (cli, "addReviewScreenshot", parameters, error);
      if (sent == NULL)
        return NULL;
      json_array_add_string_element (ids, hub_json_get_string (json_node_get_object (sent), "id", ""));
    }
  return g_steal_pointer (&ids);
}

/* --note pages/index/index=TEXT, any number of times. */
static gboolean
read_notes (HubCli *cli, JsonObject *parameters, GError **error)
{
  GPtrArray *given = hub_cli_get_options (cli, "note");
  JsonArray *notes;

  if (given == NULL || given->len == 0)
    return TRUE;
  notes = json_array_new ();
  json_object_set_array_member (parameters, "page_notes", notes);
  for (guint i = 0; i < given->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (given->pdata[i], "=", 2);
      JsonObject *note;

      if (g_strv_length (parts) != 2)
        {
          hub_set_error (error, HUB_ERROR_INVALID, "usage.bad_arguments",
                         _("A note is a page and a text with “=” between: --note \"pages/index/index=It is empty\""));
          return FALSE;
        }
      note = json_object_new ();
      json_object_set_string_member (note, "address", parts[0]);
      json_object_set_string_member (note, "note", parts[1]);
      json_array_add_object_element (notes, note);
    }
  return TRUE;
}

static gboolean
add_screenshots (HubCli *cli, JsonObject *parameters, GError **error)
{
  GPtrArray *files = hub_cli_get_options (cli, "screenshot");
  const char *id = hub_json_get_string (parameters, "id", "");
  g_autoptr (JsonObject) taking = json_object_new ();
  g_autoptr (JsonNode) taken = NULL;
  JsonArray *ids;

  if (files == NULL || files->len == 0)
    return TRUE;
  /* Pictures belong to whoever has the review. */
  json_object_set_string_member (taking, "id", id);
  taken = hub_cli_call (cli, "takeReview", taking, error);
  ids = taken != NULL ? send_screenshots (cli, id, error) : NULL;
  if (ids == NULL)
    return FALSE;
  json_object_set_array_member (parameters, "screenshots", ids);
  return TRUE;
}

static gboolean
decide (HubCli *cli, const char *decision, GError **error)
{
  g_autoptr (JsonObject) parameters = review_parameters (cli, error);
  const char *reason = hub_cli_get_option (cli, "reason");
  JsonObject *review;

  if (parameters == NULL)
    return FALSE;
  json_object_set_string_member (parameters, "decision", decision);
  if (reason != NULL)
    json_object_set_string_member (parameters, "reason", reason);
  if (!read_notes (cli, parameters, error) || !add_screenshots (cli, parameters, error))
    return FALSE;
  review = hub_cli_take_object (cli, hub_cli_call_sensitive (cli, "decideReview", parameters, error));
  if (review == NULL)
    return FALSE;
  hub_cli_print (cli, _("%s %s: %s"), hub_json_get_string (review, "app_name", ""),
                 hub_json_get_string (review, "version", ""), hub_cli_word (review, "state"));
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

static const HubCliOption list_options[] = {
  { "state", 0, "STATE", N_("Only these: pending, in_review, approved, rejected, withdrawn or released") },
  { "app", 'a', "ID", N_("Only this program's") },
  { "taken-by", 0, "ID", N_("Only those that this reviewer has taken") },
  { "by", 0, "ID", N_("Only those that this person submitted") },
  { NULL },
};

static const HubCliOption id_options[] = {
  { "id", 'i', "ID", N_("The review, as “review list” shows it") },
  { NULL },
};

static const HubCliOption decision_options[] = {
  { "id", 'i', "ID", N_("The review, as “review list” shows it") },
  { "reason", 'r', "TEXT", N_("Why; a rejection needs a reason") },
  { "note", 'n', "PAGE=TEXT", N_("What is wrong with a page; may be given several times") },
  { "screenshot", 's', "FILE", N_("A picture, PNG, JPEG or WebP, at most 2 MB; may be given several times") },
  { NULL },
};

const HubCliCommand hub_command_review_list = {
  .name = "review list",
  .summary = N_("List reviews; for reviewers"),
  .options = list_options,
  .run = run_list,
};

const HubCliCommand hub_command_review_queue = {
  .name = "review queue",
  .summary = N_("List what waits for a reviewer, oldest first; for reviewers"),
  .options = list_options,
  .run = run_list,
};

const HubCliCommand hub_command_review_show = {
  .name = "review show",
  .arguments = "ID",
  .max_arguments = 1,
  .summary = N_("Show a review: its form, its state and what the reviewer wrote"),
  .options = id_options,
  .run = run_show,
};

const HubCliCommand hub_command_review_take = {
  .name = "review take",
  .arguments = "ID",
  .max_arguments = 1,
  .summary = N_("Take a review, so that nobody else works on it; for reviewers"),
  .options = id_options,
  .run = run_take,
};

const HubCliCommand hub_command_review_return = {
  .name = "review return",
  .arguments = "ID",
  .max_arguments = 1,
  .summary = N_("Give a review back; for reviewers"),
  .options = id_options,
  .run = run_return,
};

const HubCliCommand hub_command_review_diff = {
  .name = "review diff",
  .arguments = "ID",
  .max_arguments = 1,
  .summary = N_("Compare the version of a review with the online version"),
  .options = id_options,
  .run = run_diff,
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
