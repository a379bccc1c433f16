/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-cli-review.h"

#include "config.h"

#include <glib/gi18n.h>

#include "hub-error.h"
#include "hub-json.h"

#define MAX_FORM (256 * 1024)
#define MAX_PICTURE (2 * 1024 * 1024)

/* (transfer full) (nullable): a file's bytes in base64. */
char *
hub_cli_read_picture (const char *path, GError **error)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) local = NULL;
  gsize length;

  if (!g_file_get_contents (path, &bytes, &length, &local))
    {
      hub_set_error (error, HUB_ERROR_NOT_FOUND, "io.not_found", "%s", local->message);
      return NULL;
    }
  if (length <= MAX_PICTURE)
    return g_base64_encode ((const guchar *) bytes, length);
  hub_set_error (error, HUB_ERROR_INVALID, "review.bad_attachment",
                 _("“%s” is larger than 2 MB; make the picture smaller"), path);
  return NULL;
}

/* (transfer full) (nullable): the picture's id on the platform. */
static char *
send_picture (HubCli *cli, JsonObject *app, const char *path, GError **error)
{
  g_autofree char *data = hub_cli_read_picture (path, error);
  g_autoptr (JsonObject) parameters = json_object_new ();
  g_autoptr (JsonNode) sent = NULL;

  if (data == NULL)
    return NULL;
  json_object_set_string_member (parameters, "app_id", hub_json_get_string (app, "app_id", ""));
  json_object_set_string_member (parameters, "data", data);
  sent = hub_cli_call (cli, "addReviewAttachment", parameters, error);
  return sent != NULL ? g_strdup (hub_json_get_string (json_node_get_object (sent), "id", "")) : NULL;
}

/* Pictures that are files beside the form are sent, and named by their ids from then on. */
static gboolean
send_pictures (HubCli *cli, JsonObject *app, JsonObject *form, const char *file, GError **error)
{
  JsonObject *info = hub_json_get_object (form, "preview_info");
  JsonArray *pictures = hub_json_get_array (info, "pic_list");
  g_autofree char *folder = g_path_get_dirname (file);
  JsonArray *named;

  if (pictures == NULL)
    return TRUE;
  named = json_array_new ();
  for (guint i = 0; i < json_array_get_length (pictures); i++)
    {
      const char *name = json_array_get_string_element (pictures, i);
      g_autofree char *path = g_build_filename (folder, name != NULL ? name : "", NULL);
      g_autofree char *id = NULL;

      if (name == NULL || g_str_has_prefix (name, "https://") || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
        {
          json_array_add_string_element (named, name != NULL ? name : "");
          continue;
        }
      id = send_picture (cli, app, path, error);
      if (id == NULL)
        {
          json_array_unref (named);
          return FALSE;
        }
      json_array_add_string_element (named, id);
    }
  json_object_set_array_member (info, "pic_list", named);
  return TRUE;
}

/* (transfer full) (nullable): the form in a file, its pictures sent. */
static JsonObject *
read_file (HubCli *cli, JsonObject *app, const char *file, GError **error)
{
  g_autoptr (JsonNode) node = hub_json_parse_file (file, MAX_FORM, error);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      hub_set_error (error, HUB_ERROR_INVALID, "usage.bad_arguments", _("“%s” holds no JSON object"), file);
      return NULL;
    }
  if (!send_pictures (cli, app, json_node_get_object (node), file, error))
    return NULL;
  return json_node_dup_object (node);
}

/* (transfer full) (nullable): the form as the platform has kept it. */
static JsonObject *
read_draft (HubCli *cli, JsonObject *app, GError **error)
{
  g_autoptr (JsonNode) draft = hub_cli_call (cli, "getReviewDraft", app, error);
  JsonObject *form;

  if (draft == NULL)
    return NULL;
  form = json_object_ref (hub_json_get_object (json_node_get_object (draft), "form"));
  json_object_set_string_member (form, "test_account",
                                 hub_json_get_string (json_node_get_object (draft), "test_account", ""));
  return form;
}

/* (transfer full) (nullable): the form of --form, or else the one that was kept, with the text of --desc. What is
 * new in it is kept from now on, so that the checks are judged by it. */
JsonObject *
hub_cli_read_form (HubCli *cli, JsonObject *app, GError **error)
{
  const char *file = hub_cli_get_option (cli, "form");
  const char *description = hub_cli_get_option (cli, "desc");
  g_autoptr (JsonObject) form = file != NULL ? read_file (cli, app, file, error) : read_draft (cli, app, error);
  g_autoptr (JsonNode) kept = NULL;

  if (form == NULL || (file == NULL && description == NULL))
    return g_steal_pointer (&form);
  if (description != NULL)
    json_object_set_string_member (form, "description", description);
  json_object_set_string_member (form, "app_id", hub_json_get_string (app, "app_id", ""));
  kept = hub_cli_call (cli, "putReviewDraft", form, error);
  return kept != NULL ? g_steal_pointer (&form) : NULL;
}

static char *
place_of (JsonObject *finding)
{
  const char *file = hub_json_get_string (finding, "file", NULL);
  gint64 line = hub_json_get_int (finding, "line", 0);

  if (file == NULL)
    return g_strdup ("");
  return line > 0 ? g_strdup_printf ("%s:%d: ", file, (int) line) : g_strdup_printf ("%s: ", file);
}

static void
each_finding (HubCli *cli, JsonObject *checks, gboolean notes,
              void (*print) (HubCli *cli, const char *format, ...) G_GNUC_PRINTF (2, 3))
{
  JsonArray *list = hub_json_get_array (checks, "checks");

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *check = json_array_get_object_element (list, i);
      JsonArray *findings = hub_json_get_array (check, "findings");

      for (guint j = 0; j < json_array_get_length (findings); j++)
        {
          JsonObject *finding = json_array_get_object_element (findings, j);
          const char *level = hub_json_get_string (finding, "level", "");
          g_autofree char *place = place_of (finding);

          if (notes || !g_str_equal (level, "note"))
            print (cli, "%s%s: %s: %s", place, level, hub_json_get_string (check, "check", ""),
                   hub_json_get_string (finding, "name", ""));
        }
    }
}

/* What deserves a look before the version is submitted, as a compiler would say it. */
void
hub_cli_note_findings (HubCli *cli, JsonObject *checks)
{
  each_finding (cli, checks, FALSE, hub_cli_note);
}

void
hub_cli_print_checks (HubCli *cli, JsonObject *checks)
{
  g_autoptr (HubCliTable) table = hub_cli_table_new (_("Check"), _("Result"), "", NULL);
  JsonArray *list = hub_json_get_array (checks, "checks");

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *check = json_array_get_object_element (list, i);

      hub_cli_table_add (table, hub_json_get_string (check, "check", ""), hub_cli_word (check, "state"),
                         hub_json_get_string (check, "text", ""));
    }
  hub_cli_table_print (table, cli, _("The checks have not ended yet"));
  each_finding (cli, checks, TRUE, hub_cli_print);
}

static void
print_pages (HubCli *cli, JsonObject *review)
{
  JsonArray *pages = hub_json_get_array (hub_json_get_object (review, "form"), "item_list");
  JsonArray *notes = hub_json_get_array (review, "page_notes");

  for (guint i = 0; pages != NULL && i < json_array_get_length (pages); i++)
    {
      JsonObject *page = json_array_get_object_element (pages, i);

      hub_cli_print (cli, _("Page %s: %s"), hub_json_get_string (page, "address", ""), hub_json_get_string (page, "title", ""));
    }
  for (guint i = 0; notes != NULL && i < json_array_get_length (notes); i++)
    {
      JsonObject *page = json_array_get_object_element (notes, i);

      hub_cli_print (cli, _("Note on %s: %s"), hub_json_get_string (page, "address", ""), hub_json_get_string (page, "note", ""));
    }
}

void
hub_cli_print_review (HubCli *cli, JsonObject *review)
{
  const char *description = hub_json_get_string (review, "description", "");
  const char *account = hub_json_get_string (review, "test_account", NULL);
  const char *taken_by = hub_json_get_string (review, "taken_by", NULL);
  const char *reason = hub_json_get_string (review, "reason", NULL);
  const char *url = hub_json_get_string (review, "url", NULL);

  hub_cli_print (cli, _("%s %s: %s"), hub_json_get_string (review, "app_name", ""), hub_json_get_string (review, "version", ""),
                 hub_cli_word (review, "state"));
  if (taken_by != NULL)
    hub_cli_print (cli, _("Reviewer: %s"), taken_by);
  if (*description != '\0')
    hub_cli_print (cli, "%s", description);
  print_pages (cli, review);
  if (account != NULL && *account != '\0')
    hub_cli_print (cli, _("Test account: %s"), account);
  if (reason != NULL)
    hub_cli_print (cli, _("Reason: %s"), reason);
  if (url != NULL)
    hub_cli_print (cli, "%s", url);
}
