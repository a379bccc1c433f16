/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "hub-code.h"
#include "hub-code-service.h"
#include "hub-json.h"
#include "hub-present.h"

static JsonObject *
present (HubRequest *request, const HubCode *code)
{
  JsonObject *object = json_object_new ();
  g_autofree char *base = hub_request_base_url (request);
  g_autofree char *url = g_strconcat (base, "/c/", code->id, NULL);

  json_object_set_string_member (object, "id", code->id);
  json_object_set_string_member (object, "url", url);
  json_object_set_string_member (object, "env_version", code->env_version);
  json_object_set_string_member (object, "page", code->page);
  json_object_set_string_member (object, "scene", code->scene);
  json_object_set_int_member (object, "width", code->width);
  json_object_set_boolean_member (object, "is_hyaline", code->is_hyaline);
  json_object_set_string_member (object, "made_by", code->made_by);
  hub_present_set_time (object, "made_at", code->made_at);
  json_object_set_int_member (object, "scans", code->scans);
  hub_present_add_time (object, "scanned_at", code->scanned_at);
  return object;
}

/* Black, if nothing else is said. */
static gint64
read_colour (HubRequest *request)
{
  JsonObject *colour = hub_json_get_object (request->values, "line_color");

  if (colour == NULL)
    return hub_json_get_boolean (request->values, "auto_color", FALSE) ? -1 : 0;
  return hub_json_get_int (colour, "r", 0) << 16 | hub_json_get_int (colour, "g", 0) << 8
         | hub_json_get_int (colour, "b", 0);
}

static GBytes *
draw (HubRequest *request, const HubCode *code, const char *format, GError **error)
{
  g_autofree char *base = hub_request_base_url (request);

  return hub_code_service_draw (request->platform, code, base, format, hub_request_get_int (request, "width", 0), error);
}

static const char *
get_format (HubRequest *request)
{
  const char *format = hub_request_get (request, "format");

  return format != NULL ? format : "png";
}

static const char *
get_type (const char *format)
{
  return g_str_equal (format, "svg") ? "image/svg+xml" : "image/png";
}

static const char *
get_or (HubRequest *request, const char *name, const char *fallback)
{
  const char *text = hub_request_get (request, name);

  return text != NULL ? text : fallback;
}

static void
get_unlimited_qr_code (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubCode) code = NULL;
  g_autoptr (GBytes) picture = NULL;
  g_autofree char *buffer = NULL;
  const char *format = get_format (request);
  JsonObject *object;
  HubCode wanted = {
    .app_id = (char *) hub_request_get (request, "app_id"),
    .env_version = (char *) get_or (request, "env_version", "release"),
    .page = (char *) get_or (request, "page", ""),
    .scene = (char *) hub_request_get (request, "scene"),
    .width = hub_request_get_int (request, "width", HUB_CODE_DEFAULT_WIDTH),
    .line_colour = read_colour (request),
    .is_hyaline = hub_json_get_boolean (request->values, "is_hyaline", FALSE),
  };

  code = hub_code_service_make (request->platform, request->actor, &wanted,
                                hub_json_get_boolean (request->values, "check_path", TRUE), &error);
  if (code != NULL)
    picture = draw (request, code, format, &error);
  if (picture == NULL)
    {
      hub_request_refuse (request, error);
      return;
    }
  object = present (request, code);
  buffer = g_base64_encode (g_bytes_get_data (picture, NULL), g_bytes_get_size (picture));
  json_object_set_string_member (object, "contentType", get_type (format));
  json_object_set_string_member (object, "buffer", buffer);
  hub_request_reply (request, request->route->status, hub_present_object (object));
}

static void
list_codes (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  guint limit = hub_request_get_int (request, "limit", HUB_DEFAULT_PAGE);
  JsonArray *items = json_array_new ();
  gint64 last = 0;

  /* What this process counted shows at once. */
  if (hub_code_service_flush_scans (request->platform, &error))
    rows = hub_code_repository_list (request->platform->database, hub_request_get (request, "app_id"),
                                     hub_request_get_cursor (request, G_MAXINT64), limit, &error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const HubCode *row = g_ptr_array_index (rows, i);

      json_array_add_object_element (items, present (request, row));
      last = row->number;
    }
  hub_request_finish_page (request, items, limit, last, error);
}

static void
get_code_picture (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubCode) code = NULL;
  g_autoptr (GBytes) picture = NULL;
  const char *format = get_format (request);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);

  code = hub_code_service_get (request->platform, hub_request_get (request, "app_id"), hub_request_get (request, "id"),
                               &error);
  if (code != NULL)
    picture = draw (request, code, format, &error);
  if (picture == NULL)
    {
      hub_request_refuse (request, error);
      return;
    }
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Content-Security-Policy", "default-src 'none'; img-src data:; style-src 'unsafe-inline'");
  soup_server_message_set_status (request->message, 200, NULL);
  soup_server_message_set_response (request->message, get_type (format), SOUP_MEMORY_COPY,
                                    g_bytes_get_data (picture, NULL), g_bytes_get_size (picture));
}

static void
put_logo (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  gboolean done = hub_code_service_put_logo (request->platform, request->actor, hub_request_get (request, "app_id"),
                                             hub_request_get (request, "png"), &error);

  hub_request_finish_done (request, done, error);
}

static void
delete_logo (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  gboolean done = hub_code_service_delete_logo (request->platform, request->actor, hub_request_get (request, "app_id"),
                                                &error);

  hub_request_finish_done (request, done, error);
}

const HubOperation hub_code_handlers[] = {
  { "getUnlimitedQRCode", get_unlimited_qr_code },
  { "listCodes", list_codes },
  { "getCodePicture", get_code_picture },
  { "putLogo", put_logo },
  { "deleteLogo", delete_logo },
  { NULL, NULL },
};
