/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the audit log: a program's, by those who answer for it, and one's own. */
#include "hub-handlers.h"

#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "hub-audit-repository.h"
#include "hub-present.h"
#include "hub-refusals.h"

#define EXPORT_PAGE 10000

static const char *const columns[] = {
  "number", "at", "actor", "action", "app_id", "target", "outcome", "code", "previous", "hash",
};

static gboolean
read_time (HubRequest *request, const char *name, gint64 *time, GError **error)
{
  const char *text = hub_request_get (request, name);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) moment = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  *time = 0;
  if (text == NULL)
    return TRUE;
  if (moment != NULL)
    {
      *time = g_date_time_to_unix (moment) * G_USEC_PER_SEC + g_date_time_get_microsecond (moment);
      return TRUE;
    }
  hub_actor_set_detail (request->actor, "member", name);
  hub_refuse (error, "request.invalid", _("“%s” must be a time like 2026-01-31T08:00:00Z"), name);
  return FALSE;
}

static gboolean
read_filter (HubRequest *request, HubAuditFilter *filter, GError **error)
{
  filter->actor = hub_request_get (request, "actor");
  filter->action = hub_request_get (request, "action");
  filter->target = hub_request_get (request, "target");
  filter->outcome = hub_request_get (request, "outcome");
  if (hub_request_get (request, "cursor") != NULL)
    filter->before = MAX (hub_request_get_cursor (request, 0), 1);
  return read_time (request, "since", &filter->since, error) && read_time (request, "until", &filter->until, error);
}

static JsonNode *
present_row (const HubAuditRow *row)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "number", row->number);
  hub_present_set_time (object, "at", row->at);
  json_object_set_string_member (object, "actor", row->actor);
  json_object_set_string_member (object, "action", row->action);
  json_object_set_string_member (object, "app_id", row->app_id);
  json_object_set_string_member (object, "target", row->target);
  json_object_set_string_member (object, "outcome", row->outcome);
  json_object_set_string_member (object, "code", row->code);
  json_object_set_string_member (object, "previous", row->previous);
  json_object_set_string_member (object, "hash", row->hash);
  return hub_present_object (object);
}

/* For people; what is exported is what the chain was made of. */
static JsonNode *
present_with_reason (const HubAuditRow *row)
{
  const HubRefusal *refusal = *row->code != '\0' ? hub_refusals_find (row->code) : NULL;
  JsonNode *node = present_row (row);

  if (refusal != NULL)
    json_object_set_string_member (json_node_get_object (node), "reason", refusal->meaning);
  return node;
}

static void
finish_list (HubRequest *request, HubAuditFilter *filter)
{
  guint limit = hub_request_get_int (request, "limit", HUB_DEFAULT_PAGE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  JsonArray *items = json_array_new ();
  gint64 last = 0;

  rows = hub_audit_repository_list (request->platform->database, filter, limit, &error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const HubAuditRow *row = g_ptr_array_index (rows, i);

      json_array_add_element (items, present_with_reason (row));
      last = row->number;
    }
  hub_request_finish_page (request, items, limit, last, error);
}

static void
list_audit (HubRequest *request)
{
  HubAuditFilter filter = { .app_id = hub_request_get (request, "app_id") };
  g_autoptr (GError) error = NULL;

  if (read_filter (request, &filter, &error))
    finish_list (request, &filter);
  else
    hub_request_refuse (request, error);
}

static void
list_own_audit (HubRequest *request)
{
  HubAuditFilter filter = { 0 };
  g_autoptr (GError) error = NULL;

  if (!read_filter (request, &filter, &error))
    {
      hub_request_refuse (request, error);
      return;
    }
  filter.actor = request->actor->superhub_id;
  finish_list (request, &filter);
}

/* A program that opens the file must not take a name for a formula. */
static void
append_cell (GString *text, const char *cell)
{
  g_auto (GStrv) parts = g_strsplit (cell, "\"", -1);
  g_autofree char *escaped = g_strjoinv ("\"\"", parts);
  gboolean formula = cell[0] != '\0' && strchr ("=+-@\t\r", cell[0]) != NULL;

  g_string_append_printf (text, "\"%s%s\"", formula ? "'" : "", escaped);
}

static void
append_csv (GString *text, JsonObject *row)
{
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      if (i == 0)
        g_string_append_printf (text, "%" G_GINT64_FORMAT, json_object_get_int_member (row, columns[0]));
      else
        append_cell (text, json_object_get_string_member (row, columns[i]));
    }
  g_string_append (text, "\r\n");
}

static void
append_json (GString *text, JsonNode *row)
{
  g_autofree char *line = json_to_string (row, FALSE);

  g_string_append_printf (text, "%s\n", line);
}

static void
send_export (HubRequest *request, GPtrArray *rows, gboolean csv)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
  GString *text = g_string_new (NULL);
  gint64 last = 0;

  if (csv && hub_request_get (request, "cursor") == NULL)
    {
      g_autofree char *heading = g_strjoinv (",", (char **) (const char *[]) {
        columns[0], columns[1], columns[2], columns[3], columns[4], columns[5], columns[6], columns[7], columns[8],
        columns[9], NULL });

      g_string_append_printf (text, "%s\r\n", heading);
    }
  for (guint i = 0; i < rows->len; i++)
    {
      const HubAuditRow *row = g_ptr_array_index (rows, i);
      g_autoptr (JsonNode) node = present_row (row);

      if (csv)
        append_csv (text, json_node_get_object (node));
      else
        append_json (text, node);
      last = row->number;
    }
  if (rows->len == EXPORT_PAGE)
    {
      g_autofree char *cursor = g_strdup_printf ("%" G_GINT64_FORMAT, last);

      soup_message_headers_replace (headers, "X-Next-Cursor", cursor);
    }
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Content-Disposition",
                                csv ? "attachment; filename=\"audit.csv\"" : "attachment; filename=\"audit.jsonl\"");
  soup_server_message_set_status (request->message, 200, NULL);
  soup_server_message_set_response (request->message, csv ? "text/csv; charset=utf-8" : "application/jsonl",
                                    SOUP_MEMORY_TAKE, text->str, text->len);
  g_string_free (text, FALSE);
}

static void
export_audit (HubRequest *request)
{
  HubAuditFilter filter = { .app_id = hub_request_get (request, "app_id") };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  if (read_filter (request, &filter, &error))
    rows = hub_audit_repository_list (request->platform->database, &filter, EXPORT_PAGE, &error);
  if (rows != NULL)
    send_export (request, rows, g_strcmp0 (hub_request_get (request, "format"), "jsonl") != 0);
  else
    hub_request_refuse (request, error);
}

static void
set_place (JsonObject *object, const char *member, gint64 number, const char *hash)
{
  JsonObject *place = json_object_new ();

  json_object_set_int_member (place, "number", number);
  hub_present_set_text (place, "hash", hash);
  json_object_set_object_member (object, member, place);
}

static void
verify_audit (HubRequest *request)
{
  HubDatabase *database = request->platform->database;
  gint64 number = hub_request_get_int (request, "number", 0);
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *head_hash = NULL;
  HubAuditCheck check = { 0 };
  JsonObject *object;
  gboolean done;

  done = hub_audit_repository_verify_app (database, hub_request_get (request, "app_id"), &check, &error);
  head_hash = check.head_hash;
  if (!done || (number > 0 && !hub_audit_repository_find_hash (database, number, &hash, &error)))
    {
      hub_request_refuse (request, error);
      return;
    }
  if (check.broken_at != 0)
    g_message ("event=audit-broken entry=%" G_GINT64_FORMAT, check.broken_at);
  object = json_object_new ();
  json_object_set_boolean_member (object, "whole", check.broken_at == 0);
  json_object_set_int_member (object, "entries", check.entries);
  if (check.broken_at != 0)
    json_object_set_int_member (object, "broken_at", check.broken_at);
  else
    json_object_set_null_member (object, "broken_at");
  set_place (object, "head", check.head, head_hash);
  if (number > 0)
    set_place (object, "noted", number, hash);
  else
    json_object_set_null_member (object, "noted");
  hub_request_finish (request, hub_present_object (object), NULL);
}

const HubOperation hub_audit_handlers[] = {
  { "listAudit", list_audit },
  { "listOwnAudit", list_own_audit },
  { "exportAudit", export_audit },
  { "verifyAudit", verify_audit },
  { NULL, NULL },
};
