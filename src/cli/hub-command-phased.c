/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Releases in phases. */
#include "config.h"

#include <glib/gi18n.h>

#include "hub-commands.h"
#include "hub-error.h"
#include "hub-json.h"

/* The words by which the platform tells states of phased releases. */
static const char *const words[] G_GNUC_UNUSED = {
  NC_("word", "running"), NC_("word", "paused"), NC_("word", "deciding"), NC_("word", "finished"), NC_("word", "cancelled"),
};

static gboolean
bad_steps (const char *text, GError **error)
{
  hub_set_error (error, HUB_ERROR_INVALID, "usage.bad_arguments",
                 _("“%s” is no step; write a percentage, and after the first one a time, like 1%%,5%%@2h,50%%@1d12h or "
                   "20%%@2030-01-31T08:00:00Z"), text);
  return FALSE;
}

static gboolean
read_percentage (const char *text, double *percentage)
{
  char *end;

  *percentage = g_ascii_strtod (text, &end);
  if (end != text && *end == '%')
    end++;
  return end != text && *end == '\0' && text[0] != '-' && *percentage >= 0 && *percentage <= 100;
}

/* "1d12h30m" in seconds. */
static gboolean
read_duration (const char *text, gint64 *seconds)
{
  const struct { char letter; gint64 seconds; } units[] = { { 'd', 86400 }, { 'h', 3600 }, { 'm', 60 }, { 's', 1 } };

  *seconds = 0;
  while (*text != '\0')
    {
      char *end;
      guint64 number = g_ascii_strtoull (text, &end, 10);
      gsize unit = 0;

      while (unit < G_N_ELEMENTS (units) && units[unit].letter != *end)
        unit++;
      if (end == text || !g_ascii_isdigit (text[0]) || unit == G_N_ELEMENTS (units) || number > 100000)
        return FALSE;
      *seconds += (gint64) number * units[unit].seconds;
      text = end + 1;
    }
  return TRUE;
}

static gboolean
add_step (JsonArray *steps, const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "@", 2);
  g_autofree char *percentage_text = g_strstrip (g_strdup (parts[0] != NULL ? parts[0] : ""));
  g_autoptr (JsonObject) step = json_object_new ();
  double percentage;
  gint64 seconds;

  if (!read_percentage (percentage_text, &percentage) || (parts[1] != NULL && parts[1][0] == '\0'))
    return bad_steps (text, error);
  json_object_set_double_member (step, "percentage", percentage);
  if (parts[1] != NULL && strchr (parts[1], '-') != NULL)
    json_object_set_string_member (step, "at", parts[1]);
  else if (parts[1] != NULL && read_duration (parts[1], &seconds))
    json_object_set_int_member (step, "after", seconds);
  else if (parts[1] != NULL)
    return bad_steps (text, error);
  json_array_add_object_element (steps, g_steal_pointer (&step));
  return TRUE;
}

static JsonArray *
read_steps (const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", 64);
  g_autoptr (JsonArray) steps = json_array_new ();

  for (char **part = parts; *part != NULL; part++)
    if (!add_step (steps, *part, error))
      return NULL;
  return g_steal_pointer (&steps);
}

static void
print_steps (HubCli *cli, JsonObject *phased)
{
  g_autoptr (HubCliTable) table = hub_cli_table_new (_("Share"), _("When"), _("Done"), NULL);
  JsonArray *steps = hub_json_get_array (phased, "steps");

  for (guint i = 0; steps != NULL && i < json_array_get_length (steps); i++)
    {
      JsonObject *step = json_array_get_object_element (steps, i);
      g_autofree char *share = g_strdup_printf ("%g %%", json_object_get_double_member (step, "percentage"));
      g_autofree char *at = hub_cli_time (hub_json_get_string (step, "at", NULL));
      g_autofree char *done = hub_cli_time (hub_json_get_string (step, "done_at", NULL));

      hub_cli_table_add (table, share, at, done);
    }
  hub_cli_table_print (table, cli, "");
}

static gboolean
print_phased (HubCli *cli, JsonNode *release)
{
  JsonObject *object, *phased;
  g_autofree char *decide_by = NULL;

  if (release == NULL)
    return FALSE;
  hub_cli_take_result (cli, release);
  object = json_node_get_object (release);
  phased = hub_json_get_object (object, "phased");
  decide_by = hub_cli_time (hub_json_get_string (phased, "decide_by", NULL));
  hub_cli_print (cli, _("Version %s: %s, %g %%"), hub_json_get_string (object, "version", ""), hub_cli_word (object, "state"),
                 json_object_get_double_member (phased, "percentage"));
  if (json_object_get_null_member (phased, "ended_at"))
    {
      print_steps (cli, phased);
      hub_cli_print (cli, _("Bring it to 100 %% or cancel it by %s"), decide_by);
    }
  return TRUE;
}

static gboolean
run_phased (HubCli *cli, GError **error)
{
  const char *given = hub_cli_get_option (cli, "steps");
  g_autoptr (JsonObject) parameters = NULL;
  JsonArray *steps = read_steps (given != NULL ? given : "0%", error);

  if (steps == NULL)
    return FALSE;
  parameters = hub_cli_app_parameters (cli, error);
  if (parameters == NULL)
    {
      json_array_unref (steps);
      return FALSE;
    }
  json_object_set_string_member (parameters, "mode", "phased");
  json_object_set_array_member (parameters, "steps", steps);
  if (hub_cli_get_option (cli, "review") != NULL)
    json_object_set_string_member (parameters, "review_id", hub_cli_get_option (cli, "review"));
  return print_phased (cli, hub_cli_call_sensitive (cli, "createRelease", parameters, error));
}

static gboolean
run_plain (HubCli *cli, const char *operation, GError **error)
{
  return print_phased (cli, hub_cli_call_app (cli, operation, error, NULL));
}

static gboolean
run_show (HubCli *cli, GError **error)
{
  return run_plain (cli, "getGrayReleasePlan", error);
}

static gboolean
run_pause (HubCli *cli, GError **error)
{
  return run_plain (cli, "pauseGrayRelease", error);
}

static gboolean
run_cancel (HubCli *cli, GError **error)
{
  return run_plain (cli, "revertGrayRelease", error);
}

static gboolean
run_raise (HubCli *cli, GError **error)
{
  const char *given = hub_cli_require (cli, 0, "percentage", error);
  g_autoptr (JsonObject) parameters = NULL;
  double percentage;

  if (given == NULL)
    return FALSE;
  if (!read_percentage (given, &percentage))
    {
      hub_set_error (error, HUB_ERROR_INVALID, "usage.bad_arguments", _("“%s” is no percentage"), given);
      return FALSE;
    }
  parameters = hub_cli_app_parameters (cli, error);
  if (parameters == NULL)
    return FALSE;
  json_object_set_double_member (parameters, "percentage", percentage);
  return print_phased (cli, hub_cli_call_sensitive (cli, "raiseGrayRelease", parameters, error));
}

static gboolean
confirm (HubCli *cli, GError **error)
{
  g_autofree char *line = NULL;

  if (hub_cli_has_option (cli, "yes"))
    return TRUE;
  line = hub_cli_read_line (cli, _("More people will get the version again. Type “yes” to go on: "), error);
  if (line == NULL)
    return FALSE;
  if (g_str_equal (line, "yes"))
    return TRUE;
  hub_set_error (error, HUB_ERROR_FAILED, "cancelled", _("Nothing was changed"));
  return FALSE;
}

static gboolean
run_resume (HubCli *cli, GError **error)
{
  g_autoptr (JsonObject) parameters = NULL;

  if (!confirm (cli, error))
    return FALSE;
  parameters = hub_cli_app_parameters (cli, error);
  if (parameters == NULL)
    return FALSE;
  json_object_set_boolean_member (parameters, "confirm", TRUE);
  return print_phased (cli, hub_cli_call_sensitive (cli, "resumeGrayRelease", parameters, error));
}

static const HubCliOption phased_options[] = {
  { "steps", 0, "PLAN", N_("Percentages with times, like 1%,5%@2h,20%@1d,100%@3d; only members without") },
  { "review", 'r', "ID", N_("The approved review; the latest without") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption raise_options[] = {
  { "percentage", 0, "NUMBER", N_("What the release reaches now") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption resume_options[] = {
  { "yes", 'y', NULL, N_("Do not ask whether more people may get the version") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption app_options[] = {
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

const HubCliCommand hub_command_release_phased = {
  .name = "release phased",
  .summary = N_("Release the approved version to a growing share of the people"),
  .description = N_("Members and test members have it at once. Each step of the plan is a percentage with the time after "
                    "which, or the moment at which it is taken; the first one is taken now. A plan need not reach 100 %: "
                    "a phased release runs 15 days, then it asks for a decision. Needs your password again."),
  .options = phased_options,
  .examples = "superhub release phased --steps 1%,5%@2h,20%@1d,50%@2d,100%@3d\n"
              "superhub release phased --steps 0.1%,10%@2030-01-31T08:00:00Z",
  .run = run_phased,
};

const HubCliCommand hub_command_release_show = {
  .name = "release show",
  .summary = N_("Show the phased release and its plan"),
  .options = app_options,
  .run = run_show,
};

const HubCliCommand hub_command_release_raise = {
  .name = "release raise",
  .arguments = "PERCENTAGE",
  .max_arguments = 1,
  .summary = N_("Bring the phased release to more people; 100 makes it the full version"),
  .options = raise_options,
  .examples = "superhub release raise 25",
  .run = run_raise,
};

const HubCliCommand hub_command_release_pause = {
  .name = "release pause",
  .summary = N_("Let the phased release stand still; who has it keeps it"),
  .options = app_options,
  .run = run_pause,
};

const HubCliCommand hub_command_release_resume = {
  .name = "release resume",
  .summary = N_("Let a paused release go on"),
  .description = N_("Each step that is left comes later by as long as the release was paused."),
  .options = resume_options,
  .run = run_resume,
};

const HubCliCommand hub_command_release_cancel = {
  .name = "release cancel",
  .summary = N_("Return everyone to the full version at once"),
  .options = app_options,
  .run = run_cancel,
};
