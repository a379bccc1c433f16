/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-cli.h"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "hub-error.h"
#include "hub-json.h"

/* (transfer none): an escape sequence where @fd is a terminal whose user wants colours, else "". */
const char *
hub_cli_colour (int fd, const char *code)
{
  static char sequences[4][16];
  static guint next;
  const char *off = g_getenv ("NO_COLOR");
  char *sequence = sequences[next++ % G_N_ELEMENTS (sequences)];

  if (!isatty (fd) || (off != NULL && off[0] != '\0') || g_strcmp0 (g_getenv ("TERM"), "dumb") == 0)
    return "";
  g_snprintf (sequence, sizeof sequences[0], "\033[%sm", code);
  return sequence;
}

/* For people, on standard output; nothing with --json. */
void
hub_cli_print (HubCli *cli, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  if (cli->json)
    return;
  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_print ("%s\n", text);
}

/* For people, on standard error: what they should know besides the result. */
void
hub_cli_note (HubCli *cli, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  if (cli->json)
    return;
  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("%s\n", text);
}

/* (transfer full) @result: what --json prints. */
void
hub_cli_take_result (HubCli *cli, JsonNode *result)
{
  g_clear_pointer (&cli->result, json_node_unref);
  cli->result = result;
}

/* (transfer full) (nullable) @answer: what --json prints. (transfer none) (nullable): its object; none without an answer */
JsonObject *
hub_cli_take_object (HubCli *cli, JsonNode *answer)
{
  if (answer == NULL)
    return NULL;
  hub_cli_take_result (cli, answer);
  return json_node_get_object (answer);
}

/* As hub_cli_take_object(). (transfer none) (nullable): the items of a list */
JsonArray *
hub_cli_take_items (HubCli *cli, JsonNode *answer)
{
  return hub_json_get_array (hub_cli_take_object (cli, answer), "items");
}

/* Takes the answer of an operation that has none. */
gboolean
hub_cli_finish_empty (HubCli *cli, JsonNode *answer, const char *sentence)
{
  if (answer == NULL)
    return FALSE;
  json_node_unref (answer);
  hub_cli_print (cli, "%s", sentence);
  return TRUE;
}

HubCliExit
hub_cli_exit_code (const GError *error)
{
  const char *name = error != NULL ? hub_error_get_name (error) : NULL;

  if (error == NULL)
    return HUB_CLI_EXIT_OK;
  if (g_str_equal (name, "cancelled"))
    return HUB_CLI_EXIT_CANCELLED;
  if (g_str_has_prefix (name, "usage."))
    return HUB_CLI_EXIT_USAGE;
  if (g_error_matches (error, HUB_ERROR, HUB_ERROR_UNAUTHENTICATED))
    return HUB_CLI_EXIT_SIGN_IN;
  if (g_error_matches (error, HUB_ERROR, HUB_ERROR_UNREACHABLE))
    return HUB_CLI_EXIT_UNREACHABLE;
  if (g_error_matches (error, HUB_ERROR, HUB_ERROR_STORAGE) || g_str_has_prefix (name, "io."))
    return HUB_CLI_EXIT_STORAGE;
  return HUB_CLI_EXIT_REFUSED;
}

static JsonNode *
error_document (HubCli *cli, GError *error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "error");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "code");
  json_builder_add_string_value (builder, hub_error_get_name (error));
  json_builder_set_member_name (builder, "message");
  json_builder_add_string_value (builder, error->message);
  json_builder_set_member_name (builder, "detail");
  if (cli->detail != NULL)
    {
      json_builder_add_value (builder, json_node_copy (cli->detail));
    }
  else
    {
      json_builder_begin_object (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
print_error (GError *error)
{
  g_printerr ("%ssuperhub: %s%s\n", hub_cli_colour (STDERR_FILENO, "1;31"),
              hub_cli_colour (STDERR_FILENO, "0"), error->message);
  if (hub_cli_exit_code (error) == HUB_CLI_EXIT_USAGE)
    return;
  if (!g_str_equal (hub_error_get_name (error), "cancelled"))
    g_printerr ("%s(%s)%s\n", hub_cli_colour (STDERR_FILENO, "2"), hub_error_get_name (error),
                hub_cli_colour (STDERR_FILENO, "0"));
}

/* The end of every run: exactly one document with --json, else the error's sentence. */
void
hub_cli_finish (HubCli *cli, GError *error)
{
  g_autoptr (JsonNode) document = NULL;
  g_autofree char *text = NULL;

  hub_cli_progress_end (cli);
  if (!cli->json)
    {
      if (error != NULL)
        print_error (error);
      return;
    }
  if (error != NULL)
    document = error_document (cli, error);
  else if (cli->result != NULL)
    document = json_node_ref (cli->result);
  else
    document = json_from_string ("{\"ok\": true}", NULL);
  text = hub_json_to_string (document, TRUE);
  g_print ("%s\n", text);
}

/* (transfer full): a moment of the platform in the reader's time zone. */
char *
hub_cli_time (const char *rfc3339)
{
  g_autoptr (GDateTime) utc = rfc3339 != NULL ? g_date_time_new_from_iso8601 (rfc3339, NULL) : NULL;
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%F %H:%M") : g_strdup (rfc3339 != NULL ? rfc3339 : "");
}

/* The words by which the platform tells kinds of members and states of reviews. */
static const char *const words[] G_GNUC_UNUSED = {
  NC_("word", "admin"), NC_("word", "project"), NC_("word", "test"),
  NC_("word", "pending"), NC_("word", "passed"), NC_("word", "warning"), NC_("word", "failed"),
  NC_("word", "in_review"), NC_("word", "approved"), NC_("word", "rejected"),
  NC_("word", "withdrawn"), NC_("word", "released"),
  NC_("word", "added"), NC_("word", "changed"), NC_("word", "unchanged"), NC_("word", "refused"), NC_("word", "left"),
  NC_("word", "allowed"), NC_("word", "denied"), NC_("word", "used"), NC_("word", "ended"), NC_("word", "expired"),
  NC_("word", "done"),
};

/* One of those words as people read it; scripts get it as it is, from --json. */
const char *
hub_cli_word (JsonObject *object, const char *member)
{
  const char *word = hub_json_get_string (object, member, "");

  return *word != '\0' ? g_dpgettext2 (GETTEXT_PACKAGE, "word", word) : word;
}
