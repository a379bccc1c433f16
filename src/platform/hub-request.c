/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-request.h"

#include "hub-client-address.h"
#include "hub-idempotency.h"
#include "hub-json.h"
#include "hub-language.h"
#include "hub-languages.h"
#include "hub-refusals.h"
#include "hub-sharing.h"

#define KEY "hub-request"
#define MAX_LABEL 120

/* (transfer full): what a person sees in the list of sign-ins; anything may stand in a header. */
static char *
copy_label (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  for (char *at = valid; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';
  return g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_LABEL));
}

/**
 * hub_request_new:
 * @platform: the platform
 * @router: its routes
 * @message: a message whose headers have arrived
 *
 * Returns: (transfer none): a request, owned by @message
 */
HubRequest *
hub_request_new (HubPlatform *platform, HubRouter *router, SoupServerMessage *message)
{
  HubRequest *self = g_new0 (HubRequest, 1);
  const char *host = soup_server_message_get_remote_host (message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autofree char *address = hub_client_address_find (platform->trusted_proxies, host != NULL ? host : "", headers);

  self->platform = platform;
  self->router = router;
  self->message = message;
  self->actor = hub_actor_new (address);
  if (platform->languages != NULL)
    self->actor->language = hub_languages_choose (platform->languages,
                                                  soup_message_headers_get_list (headers, "Accept-Language"));
  self->actor->label = copy_label (soup_message_headers_get_one (headers, "User-Agent"));
  self->values = json_object_new ();
  self->began = g_get_monotonic_time ();
  g_object_set_data_full (G_OBJECT (message), KEY, self, (GDestroyNotify) hub_request_free);
  return self;
}

/**
 * hub_request_free:
 * @self: (transfer full): a request
 */
void
hub_request_free (HubRequest *self)
{
  hub_actor_free (self->actor);
  json_object_unref (self->values);
  g_clear_pointer (&self->spool, hub_spool_free);
  g_clear_pointer (&self->body_hash, g_checksum_free);
  g_free (self);
}

/**
 * hub_request_of:
 * @message: a message
 *
 * Returns: (transfer none) (nullable): its request
 */
HubRequest *
hub_request_of (SoupServerMessage *message)
{
  return g_object_get_data (G_OBJECT (message), KEY);
}

/**
 * hub_request_get:
 * @self: a request
 * @name: of a parameter or of a member of the body
 *
 * Returns: (transfer none) (nullable): its text
 */
const char *
hub_request_get (HubRequest *self, const char *name)
{
  return hub_json_get_string (self->values, name, NULL);
}

/**
 * hub_request_get_int:
 * @self: a request
 * @name: of a parameter or of a member of the body
 * @fallback: what to return without it
 *
 * Returns: its number
 */
gint64
hub_request_get_int (HubRequest *self, const char *name, gint64 fallback)
{
  return hub_json_get_int (self->values, name, fallback);
}

/**
 * hub_request_get_cursor:
 * @self: a request for a page of a list whose places are numbers
 * @fallback: what to return for the first page
 *
 * Returns: behind which item the page begins
 */
gint64
hub_request_get_cursor (HubRequest *self, gint64 fallback)
{
  const char *cursor = hub_request_get (self, "cursor");

  return cursor != NULL ? g_ascii_strtoll (cursor, NULL, 10) : fallback;
}

static gboolean
host_is_plain (const char *host)
{
  return host != NULL && host[0] != '\0' && strlen (host) < 256
         && strspn (host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]_")
            == strlen (host);
}

/**
 * hub_request_base_url:
 * @self: a request
 *
 * Returns: (transfer full): the address of the platform for the one who asks, without a slash at
 *   its end: the configured one, or the one for phones while it is shared, or else the one that was used
 */
char *
hub_request_base_url (HubRequest *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  const char *host = soup_message_headers_get_one (headers, "Host");

  if (self->platform->public_url != NULL)
    return g_strdup (self->platform->public_url);
  if (hub_sharing_is_on (self->platform->sharing))
    return g_strdup (hub_sharing_get_url (self->platform->sharing));
  return g_strconcat ("http://", host_is_plain (host) ? host : "localhost", NULL);
}

/**
 * hub_request_reply:
 * @self: a request
 * @status: of HTTP
 * @body: (transfer full) (nullable): the answer
 */
void
hub_request_reply (HubRequest *self, guint status, JsonNode *body)
{
  g_autoptr (JsonNode) owned = body;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);

  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_append (headers, "Vary", "Accept-Language");
  if (self->actor->language != NULL)
    soup_message_headers_replace (headers, "Content-Language", hub_language_get_tag (self->actor->language));
  soup_server_message_set_status (self->message, status, NULL);
  if (body == NULL)
    hub_idempotency_finish (self, status, "");
  if (body != NULL)
    {
      char *text = hub_json_to_string (body, FALSE);

      hub_idempotency_finish (self, status, text);
      soup_server_message_set_response (self->message, "application/json", SOUP_MEMORY_TAKE, text,
                                        strlen (text));
    }
}

static const char *
get_target (HubRequest *self)
{
  const char *const names[] = { "superhub_id", "id", "review_id", "package", "key_id" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (hub_request_get (self, names[i]) != NULL)
      return hub_request_get (self, names[i]);
  return "";
}

/* Refusals that tell somebody later who tried what; typing errors and full disks do not. */
static void
write_down (HubRequest *self, const HubRefusal *refusal)
{
  gboolean reads = self->route != NULL && g_str_equal (self->route->method, "GET");

  if (self->route == NULL || refusal->status == 429 || refusal->status >= 500
      || g_str_has_prefix (refusal->code, "request."))
    return;
  if (self->actor->superhub_id[0] == '\0' && !g_str_equal (refusal->code, "auth.bad_credentials")
      && !g_str_equal (refusal->code, "key.refused"))
    return;
  if (reads && refusal->kind != HUB_ERROR_DENIED)
    return;
  hub_platform_log_refused (self->platform, self->actor, self->route->id,
                            hub_request_get (self, "app_id"), get_target (self), refusal->code);
}

static void
add_refusal_headers (HubRequest *self, const HubRefusal *refusal)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  gint64 wait = hub_json_get_int (self->actor->detail, "retry_after", 0);

  if (refusal->kind == HUB_ERROR_UNAUTHENTICATED)
    soup_message_headers_replace (headers, "WWW-Authenticate", "Bearer");
  if (wait > 0)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, wait);

      soup_message_headers_replace (headers, "Retry-After", text);
    }
}

/**
 * hub_request_refuse:
 * @self: a request
 * @error: why
 *
 * Answers with the error's code and sentence, and writes the refusal down in the audit log. What went wrong
 * inside of the platform goes to its log, not to the answer.
 */
void
hub_request_refuse (HubRequest *self, const GError *error)
{
  const HubRefusal *refusal = hub_refusals_of_error (error);
  gboolean inside = refusal->kind == HUB_ERROR_STORAGE || refusal->kind == HUB_ERROR_FAILED;
  JsonObject *body = json_object_new ();
  JsonObject *inner = json_object_new ();
  g_auto (HubLanguageScope) spoken = hub_language_begin (self->actor->language);
  /* Translators: what went wrong, and what to do now. */
  g_autofree char *meaning = g_strdup_printf (_("%s. %s."), _(refusal->meaning), _(refusal->remedy));

  if (inside)
    g_message ("event=failure operation=%s code=%s reason=\"%s\"",
               self->route != NULL ? self->route->id : "-", refusal->code, error->message);
  json_object_set_string_member (inner, "code", refusal->code);
  json_object_set_string_member (inner, "message", inside ? meaning : error->message);
  if (self->actor->detail != NULL)
    json_object_set_object_member (inner, "detail", json_object_ref (self->actor->detail));
  json_object_set_object_member (body, "error", inner);
  write_down (self, refusal);
  add_refusal_headers (self, refusal);
  hub_request_reply (self, refusal->status,
                     json_node_init_object (json_node_alloc (), body));
  json_object_unref (body);
}

/**
 * hub_request_finish:
 * @self: a request
 * @body: (transfer full) (nullable): the answer, %NULL where it was refused
 * @error: (nullable): why it was refused
 */
void
hub_request_finish (HubRequest *self, JsonNode *body, const GError *error)
{
  if (error != NULL)
    {
      g_clear_pointer (&body, json_node_unref);
      hub_request_refuse (self, error);
    }
  else
    hub_request_reply (self, self->route->status, body);
}

/**
 * hub_request_finish_list:
 * @self: a request
 * @items: (transfer full) (nullable): one page of the list
 * @limit: how many were asked for
 * @last: (nullable): the cursor of the last item
 * @error: (nullable): why it was refused
 */
void
hub_request_finish_list (HubRequest *self, JsonArray *items, guint limit, const char *last,
                         const GError *error)
{
  JsonObject *page;
  JsonNode *node;

  if (error != NULL)
    {
      g_clear_pointer (&items, json_array_unref);
      hub_request_refuse (self, error);
      return;
    }
  page = json_object_new ();
  if (json_array_get_length (items) >= limit && last != NULL)
    json_object_set_string_member (page, "next", last);
  else
    json_object_set_null_member (page, "next");
  json_object_set_array_member (page, "items", items);
  node = json_node_init_object (json_node_alloc (), page);
  json_object_unref (page);
  hub_request_reply (self, self->route->status, node);
}

/**
 * hub_request_finish_page:
 * @self: a request
 * @items: (transfer full) (nullable): one page of a list whose places are numbers
 * @limit: how many were asked for
 * @last: the place of the last item, which hub_request_get_cursor() reads again; any without items
 * @error: (nullable): why it was refused
 */
void
hub_request_finish_page (HubRequest *self, JsonArray *items, guint limit, gint64 last, const GError *error)
{
  g_autofree char *cursor = g_strdup_printf ("%" G_GINT64_FORMAT, last);

  hub_request_finish_list (self, items, limit, cursor, error);
}

/**
 * hub_request_finish_done:
 * @self: a request whose success has no answer
 * @done: whether it succeeded
 * @error: (nullable): why it was refused
 */
void
hub_request_finish_done (HubRequest *self, gboolean done, const GError *error)
{
  if (done)
    hub_request_reply (self, self->route->status, NULL);
  else
    hub_request_refuse (self, error);
}

/**
 * hub_request_suspend:
 * @self: a request whose answer comes later
 *
 * The request stays alive until hub_request_resume(), also when the one who asked has gone.
 */
void
hub_request_suspend (HubRequest *self)
{
  g_object_ref (self->message);
  soup_server_message_pause (self->message);
}

/**
 * hub_request_resume:
 * @self: a suspended request that was answered; not to be used afterwards
 */
void
hub_request_resume (HubRequest *self)
{
  SoupServerMessage *message = self->message;

  if (!self->finished)
    soup_server_message_unpause (message);
  g_object_unref (message);
}
