/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-client.h"

#include "config.h"

#include <libsoup/soup.h>

#include "hub-client-private.h"
#include "hub-error.h"
#include "hub-language.h"
#include "hub-server-address.h"

/* Seconds without a byte in either direction. */
#define TIMEOUT 60

struct _HubClient
{
  GObject      parent_instance;

  char        *server;
  char        *token;
  char        *account;
  JsonNode    *detail;
  SoupSession *session;
  HubClientRenewal renewal;    /* (nullable) */
};

G_DEFINE_FINAL_TYPE (HubClient, hub_client, G_TYPE_OBJECT)

static void
hub_client_finalize (GObject *object)
{
  HubClient *self = HUB_CLIENT (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->detail, json_node_unref);
  g_free (self->account);
  g_free (self->token);
  g_free (self->server);
  G_OBJECT_CLASS (hub_client_parent_class)->finalize (object);
}

static void
hub_client_class_init (HubClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hub_client_finalize;
}

static void
hub_client_init (HubClient *self)
{
}

/**
 * hub_client_new:
 * @server_url: the platform's address: "http://127.0.0.1:4000", "https://hub.example.com"
 *
 * Nothing is sent yet; an address that is none shows with the first call ("client.bad_server").
 *
 * Returns: (transfer full): a client that is not signed in
 */
HubClient *
hub_client_new (const char *server_url)
{
  HubClient *self = g_object_new (HUB_TYPE_CLIENT, NULL);
  g_autofree char *language = hub_language_of_process ();
  gsize length;

  g_return_val_if_fail (server_url != NULL, NULL);

  length = strlen (server_url);
  while (length > 0 && server_url[length - 1] == '/')
    length--;
  self->server = g_strndup (server_url, length);
  self->session = soup_session_new_with_options ("timeout", TIMEOUT, "idle-timeout", TIMEOUT,
                                                 "user-agent", "superhub/" PACKAGE_VERSION,
                                                 /* Sentences of both in one language. */
                                                 "accept-language", language, NULL);
  /* A proxy of the surroundings cannot know this machine's own ports. */
  if (hub_server_address_is_loopback (self->server))
    soup_session_set_proxy_resolver (self->session, NULL);
  return self;
}

/**
 * hub_client_get_server:
 * @self: a client
 *
 * Returns: (transfer none): the platform's address, without a slash at its end
 */
const char *
hub_client_get_server (HubClient *self)
{
  g_return_val_if_fail (HUB_IS_CLIENT (self), NULL);

  return self->server;
}

/**
 * hub_client_set_token:
 * @self: a client
 * @token: (nullable): the sign-in's token; never logged
 */
void
hub_client_set_token (HubClient *self, const char *token)
{
  g_return_if_fail (HUB_IS_CLIENT (self));

  if (g_strcmp0 (self->token, token) == 0)
    return;
  g_free (self->token);
  self->token = g_strdup (token);
  g_clear_pointer (&self->account, g_free);
}

/**
 * hub_client_get_token:
 * @self: a client
 *
 * Returns: (transfer none) (nullable): the token
 */
const char *
hub_client_get_token (HubClient *self)
{
  g_return_val_if_fail (HUB_IS_CLIENT (self), NULL);

  return self->token;
}

/**
 * hub_client_get_account:
 * @self: a client
 *
 * Returns: (transfer none) (nullable): the Super Hub ID that is signed in, once `getAccount` or
 *   `createSession` answered
 */
const char *
hub_client_get_account (HubClient *self)
{
  g_return_val_if_fail (HUB_IS_CLIENT (self), NULL);

  return self->account;
}

/**
 * hub_client_get_error_detail:
 * @self: a client
 *
 * Returns: (transfer none) (nullable): the `detail` of the last refusal, an object; %NULL when the last
 *   answer was none or had no detail
 */
JsonNode *
hub_client_get_error_detail (HubClient *self)
{
  g_return_val_if_fail (HUB_IS_CLIENT (self), NULL);

  return self->detail;
}

/* (transfer full) @detail */
void
hub_client_take_detail (HubClient *self, JsonNode *detail)
{
  g_clear_pointer (&self->detail, json_node_unref);
  self->detail = detail;
}

SoupSession *
hub_client_get_session (HubClient *self)
{
  return self->session;
}

/* (transfer full) (nullable): a place on the platform. */
static GUri *
dup_uri (HubClient *self, const char *path, GError **error)
{
  g_autofree char *url = g_strconcat (self->server, path, NULL);
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";

  if (uri != NULL && (g_str_equal (scheme, "http") || g_str_equal (scheme, "https"))
      && g_uri_get_host (uri) != NULL && g_uri_get_host (uri)[0] != '\0')
    return g_steal_pointer (&uri);
  hub_set_error (error, HUB_ERROR_INVALID, "client.bad_server",
                 _("“%s” is not the address of a platform; it looks like http://127.0.0.1:4000"), self->server);
  return NULL;
}

/* Whether the address is one: before somebody is asked to sign in to it. */
gboolean
hub_client_check_server (HubClient *self, GError **error)
{
  g_autoptr (GUri) uri = dup_uri (self, "/", error);

  return uri != NULL;
}

/* (transfer full) (nullable): a request with the sign-in in its headers. */
SoupMessage *
hub_client_new_message (HubClient *self, const char *method, const char *path, GError **error)
{
  g_autoptr (GUri) uri = dup_uri (self, path, error);
  SoupMessage *message;

  if (uri == NULL)
    return NULL;
  message = soup_message_new_from_uri (method, uri);
  /* A redirect would take the token to wherever it points. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  if (self->token != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", self->token, NULL);

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
    }
  return message;
}

/* After a change of the token that is known to be this account's. */
void
hub_client_adopt_account (HubClient *self, const char *superhub_id)
{
  g_free (self->account);
  self->account = g_strdup (superhub_id);
}

/* With what the client signed in it can do so again: from now on an ended sign-in is renewed. */
void
hub_client_set_renewal (HubClient *self, HubClientRenewal renewal)
{
  self->renewal = renewal;
}

/* Whether the sign-in has ended, or is forgotten, and hub_client_renew_async() may help. */
gboolean
hub_client_may_renew (HubClient *self, const GError *error)
{
  const char *name = error->domain == HUB_ERROR ? hub_error_get_name (error) : "";

  return self->renewal != NULL && (g_str_equal (name, "auth.token_expired") || g_str_equal (name, "auth.required"));
}

void
hub_client_renew_async (HubClient *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  self->renewal (self, cancellable, callback, user_data);
}

/* Whether the client is signed in again. */
gboolean
hub_client_renew_finish (HubClient *self, GAsyncResult *result, GError **error)
{
  g_autoptr (HubClient) same = g_task_propagate_pointer (G_TASK (result), error);

  return same != NULL;
}
