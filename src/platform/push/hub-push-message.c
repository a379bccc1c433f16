/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-push-message.h"

#include <sodium.h>
#include <string.h>

#include "hub-json.h"
#include "hub-push-crypt.h"

#define TIMEOUT 5000
#define MAX_ANSWER (64 * 1024)

static HubFetch *
make_fetch (HubPlatform *platform, const char *method, const char *url)
{
  HubFetch *fetch = hub_fetch_new (method, url);

  fetch->redirects = 0;
  fetch->fails_on_redirect = FALSE;
  fetch->allow_plain = fetch->allow_private = platform->allow_private;
  fetch->max_bytes = MAX_ANSWER;
  fetch->timeout = TIMEOUT;
  return fetch;
}

static char *
add_query (const char *url, const char *query)
{
  return g_strconcat (url, strchr (url, '?') != NULL ? "&" : "?", query, NULL);
}

/* Seconds, for they are what a server compares with its own clock. */
static void
make_stamp (HubPlatform *platform, char **timestamp, char **nonce)
{
  *timestamp = g_strdup_printf ("%" G_GINT64_FORMAT, hub_clock_now (platform->clock) / G_USEC_PER_SEC);
  *nonce = g_strdup_printf ("%u", 100000000 + randombytes_uniform (900000000));
}

/**
 * hub_push_make_handshake:
 * @platform: the platform
 * @push: where to
 * @echo: (out) (transfer full): what the server must answer
 *
 * Returns: (transfer full): the question whether the server knows the token
 */
HubFetch *
hub_push_make_handshake (HubPlatform *platform, const HubPush *push, char **echo)
{
  g_autofree char *timestamp = NULL;
  g_autofree char *nonce = NULL;
  g_autofree char *signature = NULL;
  g_autofree char *query = NULL;
  g_autofree char *url = NULL;

  make_stamp (platform, &timestamp, &nonce);
  signature = hub_push_sign (push->token, timestamp, nonce, NULL);
  *echo = hub_platform_new_id ("");
  query = g_strdup_printf ("signature=%s&timestamp=%s&nonce=%s&echostr=%s", signature, timestamp, nonce, *echo);
  url = add_query (push->url, query);
  return make_fetch (platform, "GET", url);
}

static void
append_cdata (GString *text, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, "]]>", -1);
  g_autofree char *safe = g_strjoinv ("]]]]><![CDATA[>", parts);

  g_string_append_printf (text, "<![CDATA[%s]]>", safe);
}

static char *
to_xml (JsonObject *message)
{
  g_autoptr (GString) text = g_string_new ("<xml>");
  g_autoptr (GList) names = json_object_get_members (message);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *value = json_object_get_member (message, l->data);

      g_string_append_printf (text, "<%s>", (const char *) l->data);
      if (json_node_get_value_type (value) == G_TYPE_STRING)
        append_cdata (text, json_node_get_string (value));
      else
        g_string_append_printf (text, "%" G_GINT64_FORMAT, json_node_get_int (value));
      g_string_append_printf (text, "</%s>", (const char *) l->data);
    }
  g_string_append (text, "</xml>");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
to_text (const HubPush *push, JsonObject *message)
{
  g_autoptr (JsonNode) node = NULL;

  if (g_str_equal (push->format, "xml"))
    return to_xml (message);
  node = json_node_init_object (json_node_alloc (), message);
  return hub_json_to_string (node, FALSE);
}

static char *
encrypt (const HubPush *push, const char *text)
{
  guint8 key[32], random[16];
  char *encrypted;

  g_return_val_if_fail (hub_push_key_decode (push->aes_key, key), NULL);
  randombytes_buf (random, sizeof random);
  encrypted = hub_push_encrypt (key, random, text, push->app_id);
  sodium_memzero (key, sizeof key);
  return encrypted;
}

/* Around what is encrypted, in the open: for whom it is. */
static char *
envelop (const HubPush *push, const char *encrypted)
{
  g_autoptr (JsonObject) envelope = json_object_new ();

  json_object_set_string_member (envelope, "ToUserName", push->app_id);
  json_object_set_string_member (envelope, "Encrypt", encrypted);
  return to_text (push, envelope);
}

/**
 * hub_push_make_message:
 * @platform: the platform
 * @push: where to, and how
 * @message: what is told, in the order of its members
 *
 * Returns: (transfer full): the request, signed, and encrypted in safe mode
 */
HubFetch *
hub_push_make_message (HubPlatform *platform, const HubPush *push, JsonObject *message)
{
  g_autofree char *text = to_text (push, message);
  g_autofree char *encrypted = g_str_equal (push->mode, "safe") ? encrypt (push, text) : NULL;
  g_autofree char *timestamp = NULL;
  g_autofree char *nonce = NULL;
  g_autofree char *signature = NULL;
  g_autofree char *query = NULL;
  g_autofree char *url = NULL;
  HubFetch *fetch;
  char *body;

  make_stamp (platform, &timestamp, &nonce);
  signature = hub_push_sign (push->token, timestamp, nonce, NULL);
  query = g_strdup_printf ("signature=%s&timestamp=%s&nonce=%s&openid=%s", signature, timestamp, nonce,
                           hub_json_get_string (message, "FromUserName", ""));
  if (encrypted != NULL)
    {
      g_autofree char *before = g_steal_pointer (&query);
      g_autofree char *message_signature = hub_push_sign (push->token, timestamp, nonce, encrypted);

      query = g_strconcat (before, "&encrypt_type=aes&msg_signature=", message_signature, NULL);
    }
  url = add_query (push->url, query);
  fetch = make_fetch (platform, "POST", url);
  body = encrypted != NULL ? envelop (push, encrypted) : g_steal_pointer (&text);
  fetch->body = g_bytes_new_take (body, strlen (body));
  soup_message_headers_replace (fetch->headers, "Content-Type", g_str_equal (push->format, "xml") ? "text/xml" : "application/json");
  return fetch;
}

/**
 * hub_push_is_taken:
 * @answer: of a program's server
 *
 * Returns: whether it said that it has the message: "success", or nothing
 */
gboolean
hub_push_is_taken (HubFetchAnswer *answer)
{
  gsize length;
  const char *data = g_bytes_get_data (answer->body, &length);
  g_autofree char *text = g_strndup (data != NULL ? data : "", length);

  g_strstrip (text);
  return answer->status == 200
         && (text[0] == '\0' || g_ascii_strcasecmp (text, "success") == 0 || g_str_equal (text, "\"success\""));
}
