/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exporting and verifying the audit log. Both take long where there is much: they are done piece by piece, and whoever else
 * asks is served between two pieces. */
#include "hub-audit-handlers.h"

#include "config.h"

#include <string.h>

#include "hub-present.h"

/* Rows of one answer, and of one piece of it. */
#define EXPORT_ROWS 10000
#define EXPORT_PIECE 250

static const char *const columns[] = {
  "number", "at", "actor", "action", "app_id", "target", "outcome", "code", "previous", "hash",
  NULL,
};
#define N_COLUMNS (G_N_ELEMENTS (columns) - 1)

/* An answer that is made as fast as the one who asked takes it in. It is gone with the message. */
typedef struct
{
  HubRequest *request;          /* (unowned): ends with the message, and this before */
  HubAuditFilter filter;        /* its strings are the request's */
  guint left;
  gboolean csv;
  guint next;                   /* the source of the next piece */
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_clear_handle_id (&export->next, g_source_remove);
  g_free (export);
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
  g_string_append_printf (text, "%" G_GINT64_FORMAT, json_object_get_int_member (row, columns[0]));
  for (gsize i = 1; i < N_COLUMNS; i++)
    {
      g_string_append_c (text, ',');
      append_cell (text, json_object_get_string_member (row, columns[i]));
    }
  g_string_append (text, "\r\n");
}

static void
append_row (GString *text, const HubAuditRow *row, gboolean csv)
{
  g_autoptr (JsonNode) node = hub_audit_present_row (row);
  g_autofree char *line = csv ? NULL : json_to_string (node, FALSE);

  if (csv)
    append_csv (text, json_node_get_object (node));
  else
    g_string_append_printf (text, "%s\n", line);
}

/* The next rows, after the @heading; the last ones end the answer. */
static gboolean
add_piece (Export *export, const char *heading, GError **error)
{
  g_autoptr (GString) text = g_string_new (heading);
  SoupMessageBody *body = soup_server_message_get_response_body (export->request->message);
  guint limit = MIN (EXPORT_PIECE, export->left);
  g_autoptr (GPtrArray) rows = hub_audit_repository_list (export->request->platform->database, &export->filter, limit, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const HubAuditRow *row = g_ptr_array_index (rows, i);

      append_row (text, row, export->csv);
      export->filter.before = row->number;
    }
  export->left -= rows->len;
  if (text->len > 0)
    {
      g_autoptr (GBytes) piece = g_string_free_to_bytes (g_steal_pointer (&text));

      soup_message_body_append_bytes (body, piece);
    }
  if (rows->len < limit || export->left == 0)
    soup_message_body_complete (body);
  return TRUE;
}

static gboolean
on_next (gpointer user_data)
{
  Export *export = user_data;
  SoupServerMessage *message = export->request->message;
  g_autoptr (GError) error = NULL;

  export->next = 0;
  if (export->request->finished)
    return G_SOURCE_REMOVE;
  if (add_piece (export, "", &error))
    {
      soup_server_message_unpause (message);
      return G_SOURCE_REMOVE;
    }
  /* What is there already is an answer that breaks off, and not one that looks whole. */
  g_message ("event=export-broken reason=\"%s\"", error->message);
  g_socket_close (soup_server_message_get_socket (message), NULL);
  soup_server_message_unpause (message);
  return G_SOURCE_REMOVE;
}

/* libsoup waits for more. Later than everything that others ask. */
static void
on_wrote_chunk (SoupServerMessage *message, Export *export)
{
  if (export->next == 0)
    export->next = g_idle_add (on_next, export);
}

static void
on_wrote_body (SoupServerMessage *message, Export *export)
{
  g_clear_handle_id (&export->next, g_source_remove);
}

static void
send_headers (Export *export, gint64 last)
{
  SoupServerMessage *message = export->request->message;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (last != 0)
    {
      g_autofree char *cursor = g_strdup_printf ("%" G_GINT64_FORMAT, last);

      soup_message_headers_replace (headers, "X-Next-Cursor", cursor);
    }
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Content-Disposition",
                                export->csv ? "attachment; filename=\"audit.csv\"" : "attachment; filename=\"audit.jsonl\"");
  soup_message_headers_set_content_type (headers, export->csv ? "text/csv" : "application/jsonl", NULL);
  if (export->csv)
    soup_message_headers_replace (headers, "Content-Type", "text/csv; charset=utf-8");
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  soup_server_message_set_status (message, 200, NULL);
}

/**
 * hub_audit_export:
 * @request: exportAudit
 *
 * Answers with the rows that the filter lets through, in as many pieces as it takes; a header leads to what is beyond.
 */
void
hub_audit_export (HubRequest *request)
{
  Export *export = g_new0 (Export, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_strjoinv (",", (char **) columns);
  g_autofree char *heading = g_strconcat (line, "\r\n", NULL);
  gint64 last = 0;

  /* With the message, which is there for as long as anything is written to it. */
  g_object_set_data_full (G_OBJECT (request->message), "hub-audit-export", export, export_free);
  export->request = request;
  export->filter.app_id = hub_request_get (request, "app_id");
  export->left = EXPORT_ROWS;
  export->csv = g_strcmp0 (hub_request_get (request, "format"), "jsonl") != 0;
  if (!hub_audit_read_filter (request, &export->filter, &error)
      || !hub_audit_repository_find_place (request->platform->database, &export->filter, EXPORT_ROWS, &last, &error))
    {
      hub_request_refuse (request, error);
      return;
    }
  if (!add_piece (export, export->csv && hub_request_get (request, "cursor") == NULL ? heading : "", &error))
    {
      hub_request_refuse (request, error);
      return;
    }
  send_headers (export, last);
  g_signal_connect (request->message, "wrote-chunk", G_CALLBACK (on_wrote_chunk), export);
  g_signal_connect (request->message, "wrote-body", G_CALLBACK (on_wrote_body), export);
}

static void
set_place (JsonObject *object, const char *member, gint64 number, const char *hash)
{
  JsonObject *place = json_object_new ();

  json_object_set_int_member (place, "number", number);
  hub_present_set_text (place, "hash", hash);
  json_object_set_object_member (object, member, place);
}

static JsonNode *
present_check (const HubAuditCheck *check, gint64 number, const char *hash)
{
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "whole", check->broken_at == 0);
  json_object_set_int_member (object, "entries", check->entries);
  if (check->broken_at != 0)
    json_object_set_int_member (object, "broken_at", check->broken_at);
  else
    json_object_set_null_member (object, "broken_at");
  set_place (object, "head", check->head, check->head_hash);
  if (number > 0)
    set_place (object, "noted", number, hash);
  else
    json_object_set_null_member (object, "noted");
  return hub_present_object (object);
}

typedef struct
{
  HubRequest *request;
  HubAuditVerifier *verifier;
} Verification;

static void
finish_verification (Verification *verification, GError *failure)
{
  HubRequest *request = verification->request;
  const HubAuditCheck *check = hub_audit_verifier_get_check (verification->verifier);
  gint64 number = hub_request_get_int (request, "number", 0);
  g_autoptr (GError) error = failure;
  g_autofree char *hash = NULL;

  if (error != NULL
      || (number > 0 && !hub_audit_repository_find_hash (request->platform->database, number, &hash, &error)))
    hub_request_refuse (request, error);
  else
    {
      if (check->broken_at != 0)
        g_message ("event=audit-broken entry=%" G_GINT64_FORMAT, check->broken_at);
      hub_request_finish (request, present_check (check, number, hash), NULL);
    }
  hub_audit_verifier_free (verification->verifier);
  g_free (verification);
  hub_request_resume (request);
}

static gboolean
on_verify (gpointer user_data)
{
  Verification *verification = user_data;
  gboolean done = FALSE;
  GError *error = NULL;

  /* Nobody waits for it any more. */
  if (!verification->request->finished && hub_audit_verifier_step (verification->verifier, &done, &error) && !done)
    return G_SOURCE_CONTINUE;
  finish_verification (verification, error);
  return G_SOURCE_REMOVE;
}

/**
 * hub_audit_verify:
 * @request: verifyAudit
 *
 * Answers whether the program's part of the log is as it was written, and the chain behind it whole.
 */
void
hub_audit_verify (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  HubAuditVerifier *verifier;
  Verification *verification;

  verifier = hub_audit_verifier_new (request->platform->database, hub_request_get (request, "app_id"), &error);
  if (verifier == NULL)
    {
      hub_request_refuse (request, error);
      return;
    }
  verification = g_new0 (Verification, 1);
  verification->request = request;
  verification->verifier = verifier;
  hub_request_suspend (request);
  g_idle_add (on_verify, verification);
}
