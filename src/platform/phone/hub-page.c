/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-phone-private.h"

#include "hub-json.h"
#include "hub-phone-resources.h"
#include "hub-refusals.h"

#define FOLDER "/org/superhub/platform/phone/"
#define POLICY \
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; frame-src 'self'; connect-src 'self'; " \
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/* A server speaks several languages at a time, which gettext's one locale a process does not: the
 * few sentences for phones are tables by language. */
struct _HubPage
{
  HubRequest *request;
  const char *language;
  JsonNode   *messages;
  GHashTable *values;      /* name → escaped text */
};

/**
 * hub_page_find_asset:
 * @name: a file of phone/assets
 *
 * Returns: (transfer full) (nullable): its bytes
 */
GBytes *
hub_page_find_asset (const char *name)
{
  g_autofree char *path = g_strconcat (FOLDER, name, NULL);

  return g_resource_lookup_data (hub_phone_get_resource (), path, 0, NULL);
}

static char *
asset_text (const char *name)
{
  g_autoptr (GBytes) bytes = hub_page_find_asset (name);

  g_return_val_if_fail (bytes != NULL, g_strdup (""));
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static const char *
choose_language (HubRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *accepted = soup_message_headers_get_list (headers, "Accept-Language");
  GSList *languages = soup_header_parse_quality_list (accepted != NULL ? accepted : "", NULL);
  const char *chosen = NULL;

  for (GSList *l = languages; l != NULL && chosen == NULL; l = l->next)
    if (g_ascii_strncasecmp (l->data, "zh", 2) == 0)
      chosen = "zh-CN";
    else if (g_ascii_strncasecmp (l->data, "en", 2) == 0)
      chosen = "en";
  soup_header_free_list (languages);
  return chosen != NULL ? chosen : "en";
}

/**
 * hub_page_new:
 * @request: for a page
 *
 * Returns: (transfer full): a page in the language that the browser asks for
 */
HubPage *
hub_page_new (HubRequest *request)
{
  HubPage *self = g_new0 (HubPage, 1);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  self->request = request;
  self->language = choose_language (request);
  name = g_strconcat (self->language, ".json", NULL);
  text = asset_text (name);
  self->messages = hub_json_parse (text, -1, name, NULL);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  hub_page_set (self, "lang", self->language);
  return self;
}

/**
 * hub_page_free:
 * @self: (transfer full): a page
 */
void
hub_page_free (HubPage *self)
{
  json_node_unref (self->messages);
  g_hash_table_unref (self->values);
  g_free (self);
}

/**
 * hub_page_get_language:
 * @self: a page
 *
 * Returns: (transfer none): "en" or "zh-CN"
 */
const char *
hub_page_get_language (HubPage *self)
{
  return self->language;
}

/**
 * hub_page_set:
 * @self: a page
 * @name: what `{{name}}` in the page and `{name}` in its sentences stand for
 * @text: any text; it is escaped here
 */
void
hub_page_set (HubPage *self, const char *name, const char *text)
{
  g_hash_table_replace (self->values, g_strdup (name), g_markup_escape_text (text, -1));
}

static const char *
get_message (HubPage *self, const char *message)
{
  return hub_json_get_string (json_node_get_object (self->messages), message, message);
}

/* Replaces @open NAME @close by values; what has no value becomes nothing. */
static char *
expand (HubPage *self, const char *text, const char *open, const char *close)
{
  g_autoptr (GString) result = g_string_new (NULL);
  const char *begin, *end;

  while ((begin = strstr (text, open)) != NULL && (end = strstr (begin, close)) != NULL)
    {
      g_autofree char *name = g_strndup (begin + strlen (open), end - begin - strlen (open));
      const char *value = g_hash_table_lookup (self->values, name);

      g_string_append_len (result, text, begin - text);
      if (g_str_has_prefix (name, "t:"))
        g_string_append (result, get_message (self, name + 2));
      else if (value != NULL)
        g_string_append (result, value);
      text = end + strlen (close);
    }
  g_string_append (result, text);
  return g_string_free (g_steal_pointer (&result), FALSE);
}

/**
 * hub_page_set_message:
 * @self: a page
 * @name: what `{{name}}` stands for
 * @message: a sentence of the language's table, with what was set before
 */
void
hub_page_set_message (HubPage *self, const char *name, const char *message)
{
  g_hash_table_replace (self->values, g_strdup (name),
                        expand (self, get_message (self, message), "{", "}"));
}

/**
 * hub_page_set_fragment:
 * @self: a page
 * @name: what `{{name}}` stands for
 * @asset: a piece of HTML, with what was set before
 */
void
hub_page_set_fragment (HubPage *self, const char *name, const char *asset)
{
  g_autofree char *text = asset_text (asset);

  g_hash_table_replace (self->values, g_strdup (name), expand (self, text, "{{", "}}"));
}

/**
 * hub_page_send:
 * @self: a page
 * @status: of HTTP
 * @asset: the HTML around it
 */
void
hub_page_send (HubPage *self, guint status, const char *asset)
{
  SoupServerMessage *message = self->request->message;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *text = asset_text (asset);
  char *html = expand (self, text, "{{", "}}");

  soup_message_headers_replace (headers, "Content-Security-Policy", POLICY);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Content-Language", self->language);
  soup_message_headers_replace (headers, "Vary", "Accept-Language, Cookie");
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_TAKE, html,
                                    strlen (html));
}

/**
 * hub_page_send_notice:
 * @request: for a page
 * @status: of HTTP
 * @kind: "refused", "quiet"
 * @message: the name of heading and text: MESSAGE_heading, MESSAGE_text
 * @next: (nullable): with a button that signs in as somebody else and goes there
 */
void
hub_page_send_notice (HubRequest *request, guint status, const char *kind, const char *message,
                      const char *next)
{
  g_autoptr (HubPage) page = hub_page_new (request);
  g_autofree char *heading = g_strconcat (message, "_heading", NULL);
  g_autofree char *text = g_strconcat (message, "_text", NULL);

  hub_page_set (page, "who", request->actor->superhub_id);
  hub_page_set (page, "kind", kind);
  hub_page_set_message (page, "heading", heading);
  hub_page_set_message (page, "text", text);
  if (next != NULL)
    {
      g_autofree char *encoded = g_uri_escape_string (next, NULL, FALSE);

      hub_page_set (page, "next_encoded", encoded);
      hub_page_set_fragment (page, "body", "switch.html");
    }
  hub_page_send (page, status, "page.html");
}

/**
 * hub_page_send_error:
 * @request: for a page
 * @error: why it cannot be shown
 * @next: where to go after signing in as somebody else
 */
void
hub_page_send_error (HubRequest *request, const GError *error, const char *next)
{
  const HubRefusal *refusal = hub_refusals_of_error (error);
  const struct { const char *code, *kind, *message; gboolean other; } pages[] = {
    { "preview.not_yours", "refused", "not_yours", TRUE },
    { "auth.permission_denied", "refused", "not_member", TRUE },
    { "review.not_held", "refused", "not_held", TRUE },
    { "review.own_program", "refused", "own_program", TRUE },
    { "preview.expired", "quiet", "expired", FALSE },
    { "release.none_online", "quiet", "not_released", FALSE },
    { "app.suspended", "quiet", "suspended", FALSE },
    { "version.not_found", "quiet", "no_test", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_equal (pages[i].code, refusal->code))
      {
        hub_page_send_notice (request, refusal->status, pages[i].kind, pages[i].message,
                              pages[i].other ? next : NULL);
        return;
      }
  if (refusal->status == 404)
    {
      hub_page_send_notice (request, 404, "quiet", "unknown", NULL);
      return;
    }
  g_message ("event=failure operation=phone-page code=%s reason=\"%s\"", refusal->code, error->message);
  hub_page_send_notice (request, MAX (refusal->status, 500), "refused", "failed", NULL);
}
