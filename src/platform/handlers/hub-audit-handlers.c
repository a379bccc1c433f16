/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the audit log: a program's, by those who answer for it, and one's own. */
#include "hub-audit-handlers.h"

#include "config.h"

#include "hub-audit-repository.h"
#include "hub-language.h"
#include "hub-present.h"
#include "hub-refusals.h"

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

/**
 * hub_audit_read_filter:
 * @request: a request that takes the filter of the log
 * @filter: (inout): gets what the request says; its strings are the request's
 * @error: (out) (optional): "request.invalid"
 *
 * Returns: whether all of it can be read
 */
gboolean
hub_audit_read_filter (HubRequest *request, HubAuditFilter *filter, GError **error)
{
  filter->actor = hub_request_get (request, "actor");
  filter->action = hub_request_get (request, "action");
  filter->target = hub_request_get (request, "target");
  filter->outcome = hub_request_get (request, "outcome");
  if (hub_request_get (request, "cursor") != NULL)
    filter->before = MAX (hub_request_get_cursor (request, 0), 1);
  return read_time (request, "since", &filter->since, error) && read_time (request, "until", &filter->until, error);
}

/**
 * hub_audit_present_row:
 * @row: a row
 *
 * Returns: (transfer full): it as it stands in the log
 */
JsonNode *
hub_audit_present_row (const HubAuditRow *row)
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
  JsonNode *node = hub_audit_present_row (row);

  if (refusal != NULL)
    json_object_set_string_member (json_node_get_object (node), "reason", _(refusal->meaning));
  return node;
}

/* @known: (element-type utf8 utf8): what was found out already; many rows are about the same. */
static gboolean
add_subject (HubDatabase *database, GHashTable *known, const HubAuditRow *row, JsonNode *node, GError **error)
{
  gpointer subject = NULL;

  if (*row->app_id == '\0' || *row->target == '\0')
    return TRUE;
  if (!g_hash_table_lookup_extended (known, row->target, NULL, &subject))
    {
      if (!hub_audit_repository_find_subject (database, row->app_id, row->target, (char **) &subject, error))
        return FALSE;
      g_hash_table_insert (known, row->target, subject);
    }
  if (subject != NULL)
    json_object_set_string_member (json_node_get_object (node), "subject", subject);
  return TRUE;
}

static void
finish_list (HubRequest *request, HubAuditFilter *filter)
{
  guint limit = hub_request_get_int (request, "limit", HUB_DEFAULT_PAGE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  JsonArray *items = json_array_new ();
  gint64 last = 0;

  rows = hub_audit_repository_list (request->platform->database, filter, limit, &error);
  for (guint i = 0; rows != NULL && error == NULL && i < rows->len; i++)
    {
      const HubAuditRow *row = g_ptr_array_index (rows, i);
      JsonNode *node = present_with_reason (row);

      json_array_add_element (items, node);
      /* One’s own log may tell of programs that one has left: what they call things now is not told. */
      if (filter->app_id != NULL)
        add_subject (request->platform->database, known, row, node, &error);
      last = row->number;
    }
  hub_request_finish_page (request, items, limit, last, error);
}

static void
list_audit (HubRequest *request)
{
  HubAuditFilter filter = { .app_id = hub_request_get (request, "app_id") };
  g_autoptr (GError) error = NULL;

  if (hub_audit_read_filter (request, &filter, &error))
    finish_list (request, &filter);
  else
    hub_request_refuse (request, error);
}

static void
list_own_audit (HubRequest *request)
{
  HubAuditFilter filter = { 0 };
  g_autoptr (GError) error = NULL;

  if (!hub_audit_read_filter (request, &filter, &error))
    {
      hub_request_refuse (request, error);
      return;
    }
  filter.actor = request->actor->superhub_id;
  finish_list (request, &filter);
}

const HubOperation hub_audit_handlers[] = {
  { "listAudit", list_audit },
  { "listOwnAudit", list_own_audit },
  { "exportAudit", hub_audit_export },
  { "verifyAudit", hub_audit_verify },
  { NULL, NULL },
};
