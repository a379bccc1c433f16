/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-phone-private.h"

#include <sodium.h>

#include "hub-account-repository.h"
#include "hub-password.h"
#include "hub-refusals.h"
#include "hub-session-service.h"

#define SESSION_COOKIE "superhub_session"
/* Repeated in a hidden field: a form on another site cannot know it, nor sign somebody in as somebody else. */
#define FORM_COOKIE "superhub_form"
#define FORM_SECONDS 3600
#define SESSION_SECONDS (30 * 24 * 3600)

/**
 * hub_cookie_get:
 * @request: for a page
 * @name: a cookie's name
 *
 * Returns: (transfer full) (nullable): its value
 */
char *
hub_cookie_get (HubRequest *request, const char *name)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *text = soup_message_headers_get_list (headers, "Cookie");
  g_auto (GStrv) pairs = g_strsplit (text != NULL ? text : "", ";", 64);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *value = strchr (g_strstrip (pairs[i]), '=');

      if (value == NULL)
        continue;
      *value++ = '\0';
      if (g_str_equal (pairs[i], name))
        return g_strdup (value);
    }
  return NULL;
}

/**
 * hub_cookie_set:
 * @request: for a page
 * @name: a cookie's name
 * @value: its value, of letters that need no escaping
 * @seconds: how long it lives; 0 to delete it
 */
void
hub_cookie_set (HubRequest *request, const char *name, const char *value, gint64 seconds)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
  const char *url = request->platform->public_url;
  gboolean secure = url != NULL && g_str_has_prefix (url, "https:");
  g_autofree char *text = NULL;

  text = g_strdup_printf ("%s=%s; Path=/; HttpOnly; SameSite=Lax; Max-Age=%" G_GINT64_FORMAT "%s",
                          name, value, seconds, secure ? "; Secure" : "");
  soup_message_headers_append (headers, "Set-Cookie", text);
}

/**
 * hub_phone_redirect:
 * @request: for a page
 * @path: where to go, on this platform
 */
void
hub_phone_redirect (HubRequest *request, const char *path)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);

  soup_message_headers_replace (headers, "Location", path);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_server_message_set_status (request->message, 303, NULL);
}

/* Only our own pages, so that nobody is sent elsewhere from here. */
static char *
clean_next (const char *next)
{
  if (next != NULL && g_regex_match_simple ("^/([acptv]/[A-Za-z0-9_-]{1,128}|d/[a-z0-9]{1,64}/[A-Za-z0-9_-]{1,64}|"
                                            "q\\?url=[A-Za-z0-9%._~-]{1,6000})$", next, G_REGEX_DOLLAR_ENDONLY, 0))
    return g_strdup (next);
  return g_strdup ("/");
}

/**
 * hub_phone_sign_in:
 * @request: for a page
 *
 * Reads the cookie.
 *
 * Returns: whether the actor is a person now
 */
gboolean
hub_phone_sign_in (HubRequest *request)
{
  g_autofree char *token = hub_cookie_get (request, SESSION_COOKIE);

  return token != NULL
         && hub_session_service_authenticate_token (request->platform, request->actor, token, TRUE, NULL);
}

/**
 * hub_phone_ask_sign_in:
 * @request: for a page
 * @path: where to come back to
 */
void
hub_phone_ask_sign_in (HubRequest *request, const char *path)
{
  g_autofree char *encoded = g_uri_escape_string (path, NULL, FALSE);
  g_autofree char *target = g_strconcat ("/signin?next=", encoded, NULL);

  hub_phone_redirect (request, target);
}

static void
send_form (HubRequest *request, guint status, const char *next, const char *superhub_id,
           const char *alert)
{
  g_autoptr (HubPage) page = hub_page_new (request);
  g_autofree char *form = hub_token_new ();
  g_autofree char *seconds = NULL;

  if (request->actor->detail != NULL
      && json_object_has_member (request->actor->detail, "retry_after"))
    {
      gint64 wait = json_object_get_int_member (request->actor->detail, "retry_after");

      seconds = g_strdup_printf ("%" G_GINT64_FORMAT, wait);
      hub_page_set (page, "seconds", seconds);
      soup_message_headers_replace (soup_server_message_get_response_headers (request->message),
                                    "Retry-After", seconds);
    }
  hub_cookie_set (request, FORM_COOKIE, form, FORM_SECONDS);
  hub_page_set (page, "next", next);
  hub_page_set (page, "form", form);
  hub_page_set (page, "superhub_id", superhub_id);
  hub_page_set_message (page, "heading", "sign_in_heading");
  hub_page_set_message (page, "text", "sign_in_text");
  if (alert != NULL)
    {
      hub_page_set_message (page, "alert_text", alert);
      hub_page_set_fragment (page, "alert", "alert.html");
    }
  hub_page_set_fragment (page, "body", "sign-in.html");
  hub_page_send (page, status, "page.html");
}

static GHashTable *
parse_form (const char *text)
{
  GHashTable *form = text != NULL ? soup_form_decode (text) : NULL;

  return form != NULL ? form : g_hash_table_new (g_str_hash, g_str_equal);
}

/**
 * hub_phone_get_form:
 * @request: for `/signin`
 */
void
hub_phone_get_form (HubRequest *request)
{
  g_autoptr (GHashTable) query = NULL;
  g_autofree char *next = NULL;

  query = parse_form (g_uri_get_query (soup_server_message_get_uri (request->message)));
  next = clean_next (g_hash_table_lookup (query, "next"));
  send_form (request, 200, next, "", NULL);
}

static void
on_verified (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HubRequest *request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HubSignIn) sign_in = NULL;
  const char *superhub_id = hub_request_get (request, "superhub_id");
  const char *next = hub_request_get (request, "next");

  if (!hub_password_verify_finish (result))
    {
      hub_platform_log_refused (request->platform, request->actor, "createSession", NULL, superhub_id,
                                "auth.bad_credentials");
      send_form (request, 401, next, superhub_id, "bad_credentials");
    }
  else
    {
      sign_in = hub_session_service_create (request->platform, request->actor, superhub_id, "phone", &error);
      if (sign_in == NULL)
        hub_page_send_error (request, error, next);
      else
        {
          hub_cookie_set (request, SESSION_COOKIE, sign_in->token, SESSION_SECONDS);
          hub_cookie_set (request, FORM_COOKIE, "", 0);
          hub_phone_redirect (request, next);
        }
    }
  hub_request_resume (request);
}

static void
verify (HubRequest *request, const char *superhub_id, const char *password, const char *next)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubAccount) account = NULL;

  if (!hub_session_service_begin_try (request->platform, request->actor, superhub_id, &error))
    {
      send_form (request, 429, next, superhub_id, "rate_limited");
      return;
    }
  if (!hub_account_repository_find (request->platform->database, superhub_id, &account, &error))
    {
      hub_page_send_error (request, error, next);
      return;
    }
  json_object_set_string_member (request->values, "superhub_id", superhub_id);
  json_object_set_string_member (request->values, "next", next);
  hub_request_suspend (request);
  hub_password_verify_async (password, account != NULL ? account->password_hash : NULL, on_verified,
                             request);
}

static gboolean
form_is_ours (HubRequest *request, GHashTable *form)
{
  g_autofree char *cookie = hub_cookie_get (request, FORM_COOKIE);
  const char *field = g_hash_table_lookup (form, "form");

  return cookie != NULL && field != NULL && strlen (cookie) == strlen (field)
         && sodium_memcmp (cookie, field, strlen (field)) == 0;
}

static gboolean
is_text (const char *text, gsize limit)
{
  return text != NULL && text[0] != '\0' && strlen (text) <= limit && g_utf8_validate (text, -1, NULL);
}

/**
 * hub_phone_post_form:
 * @request: for `/signin`
 */
void
hub_phone_post_form (HubRequest *request)
{
  g_autoptr (GBytes) body = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GHashTable) form = NULL;
  g_autofree char *next = NULL;
  const char *superhub_id, *password;

  body = soup_message_body_flatten (soup_server_message_get_request_body (request->message));
  text = g_bytes_get_size (body) > 0 ? g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body))
                                     : g_strdup ("");
  form = parse_form (text);
  next = clean_next (g_hash_table_lookup (form, "next"));
  superhub_id = g_hash_table_lookup (form, "superhub_id");
  password = g_hash_table_lookup (form, "password");
  if (!form_is_ours (request, form))
    send_form (request, 403, next, "", "form_expired");
  else if (!is_text (superhub_id, 64) || !is_text (password, 1024))
    send_form (request, 400, next, "", "form_incomplete");
  else
    verify (request, superhub_id, password, next);
}

/**
 * hub_phone_sign_out:
 * @request: for `/signout`
 */
void
hub_phone_sign_out (HubRequest *request)
{
  g_autofree char *cookie = hub_cookie_get (request, SESSION_COOKIE);

  if (hub_phone_sign_in (request))
    hub_session_service_delete (request->platform, request->actor, NULL);
  /* A form on another site comes without the cookie (SameSite), and must not end a sign-in by its answer. */
  if (cookie != NULL)
    hub_cookie_set (request, SESSION_COOKIE, "", 0);
  hub_page_send_notice (request, 200, "quiet", "signed_out", NULL);
}
