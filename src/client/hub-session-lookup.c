/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sign-in for one address, for programs that were given a link: a token goes to the platform it is of, and to nobody else. */
#include "hub-session.h"

#include "hub-credentials.h"
#include "hub-local-platform.h"

static gboolean
is_same_server (const char *one, const char *other)
{
  g_autoptr (GUri) a = g_uri_parse (one, G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  g_autoptr (GUri) b = g_uri_parse (other, G_URI_FLAGS_SCHEME_NORMALIZE, NULL);

  return a != NULL && b != NULL && g_strcmp0 (g_uri_get_scheme (a), g_uri_get_scheme (b)) == 0
         && g_uri_get_host (a) != NULL && g_uri_get_host (b) != NULL
         && g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0 && g_uri_get_port (a) == g_uri_get_port (b);
}

static gboolean
is_local (const char *server)
{
  g_autofree char *local = hub_local_platform_dup_url ();

  return local != NULL && is_same_server (local, server);
}

/* (transfer full) (nullable): SUPERHUB_TOKEN, where it is for @server */
static char *
dup_environment (const char *server, gboolean local)
{
  const char *token = g_getenv ("SUPERHUB_TOKEN");
  const char *meant = g_getenv ("SUPERHUB_SERVER");
  g_autofree char *chosen = meant != NULL && meant[0] != '\0' ? g_strdup (meant) : hub_credentials_dup_default ();

  if (token == NULL || token[0] == '\0')
    return NULL;
  if (chosen == NULL || g_str_equal (chosen, HUB_CREDENTIALS_LOCAL))
    return local ? g_strdup (token) : NULL;
  return is_same_server (chosen, server) ? g_strdup (token) : NULL;
}

/**
 * hub_session_lookup_token:
 * @server: a platform's address
 * @cancellable: (nullable): ends it
 *
 * Looks for the sign-in to one platform: `SUPERHUB_TOKEN`, where that platform is the one that `SUPERHUB_SERVER` or the last sign-in
 * means, else the stored one, else, of the local platform, its own account's. Blocks: the Secret Service may ask the person to
 * unlock it.
 *
 * Returns: (transfer full) (nullable): the token, which the platform may not take any more; %NULL where nobody is signed in
 */
char *
hub_session_lookup_token (const char *server, GCancellable *cancellable)
{
  gboolean local = is_local (server);
  g_autofree char *account = NULL;
  char *token = dup_environment (server, local);

  if (token == NULL)
    token = hub_credentials_lookup (local ? HUB_CREDENTIALS_LOCAL : server, cancellable, NULL);
  if (token == NULL && local)
    hub_local_platform_read_account (&account, NULL, &token, NULL);
  return token;
}
