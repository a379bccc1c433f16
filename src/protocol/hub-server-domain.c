/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-server-domain.h"

#include "config.h"

#include "hub-error.h"
#include "hub-json.h"
#include "hub-language.h"

/* Longer than any host name with scheme and port. */
#define MAX_DOMAIN 300

static const struct
{
  const char *name;
  const char *scheme;
  const char *plain;          /* without TLS: only where a test says so */
  guint       port;           /* 0: it must be written */
} uses[HUB_DOMAIN_N_USES] = {
  [HUB_DOMAIN_REQUEST] = { "request", "https", "http", 443 },
  [HUB_DOMAIN_SOCKET] = { "socket", "wss", "ws", 443 },
  [HUB_DOMAIN_UPLOAD_FILE] = { "uploadFile", "https", "http", 443 },
  [HUB_DOMAIN_DOWNLOAD_FILE] = { "downloadFile", "https", "http", 443 },
  [HUB_DOMAIN_UDP] = { "udp", "udp", NULL, 0 },
  [HUB_DOMAIN_TCP] = { "tcp", "tcp", NULL, 0 },
};

/**
 * hub_domain_use_to_string:
 * @use: what a domain is for
 *
 * Returns: (transfer none): its name in the API and the console: "uploadFile"
 */
const char *
hub_domain_use_to_string (HubDomainUse use)
{
  return uses[use].name;
}

static gboolean
label_is_good (const char *label)
{
  gsize length = strlen (label);

  if (length == 0 || length > 63 || label[0] == '-' || label[length - 1] == '-')
    return FALSE;
  return strspn (label, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

/* "127.1" and "0x7f.1" are addresses to many resolvers: what ends in a number is no name. */
static gboolean
ends_in_number (const char *last)
{
  return strspn (last, "0123456789") == strlen (last)
         || (g_str_has_prefix (last, "0x") && strspn (last + 2, "0123456789abcdef") == strlen (last + 2));
}

/**
 * hub_domain_host_to_ascii:
 * @host: a host name as somebody writes it: upper case, other scripts, a dot at its end
 *
 * Returns: (transfer full) (nullable): the one way to write it; %NULL for an IP address, a name without a dot, and what
 *   is no host name
 */
char *
hub_domain_host_to_ascii (const char *host)
{
  g_autofree char *ascii = NULL;
  g_autofree char *lower = NULL;
  g_auto (GStrv) labels = NULL;
  guint n;

  if (strlen (host) > MAX_DOMAIN || !g_utf8_validate (host, -1, NULL))
    return NULL;
  ascii = g_hostname_to_ascii (host);
  if (ascii == NULL)
    return NULL;
  lower = g_ascii_strdown (ascii, -1);
  if (g_str_has_suffix (lower, "."))
    lower[strlen (lower) - 1] = '\0';
  if (strlen (lower) > 253 || g_hostname_is_ip_address (lower))
    return NULL;
  labels = g_strsplit (lower, ".", -1);
  n = g_strv_length (labels);
  for (guint i = 0; i < n; i++)
    if (!label_is_good (labels[i]))
      return NULL;
  return n >= 2 && !ends_in_number (labels[n - 1]) ? g_steal_pointer (&lower) : NULL;
}

/* Takes "HOST" or "HOST:PORT" apart. Port 0 for none; -1 for what is no port. */
static char *
split_port (const char *authority, gint64 *port)
{
  const char *colon = strrchr (authority, ':');

  *port = 0;
  if (colon == NULL || strchr (colon, ']') != NULL)
    return g_strdup (authority);
  if (strlen (colon + 1) > 5 || strspn (colon + 1, "0123456789") != strlen (colon + 1))
    *port = -1;
  else
    *port = g_ascii_strtoll (colon + 1, NULL, 10);
  if (*port < 1 || *port > 65535)
    *port = -1;
  return g_strndup (authority, colon - authority);
}

static char *
join (const char *scheme, const char *host, gint64 port, guint usual)
{
  if (port == 0 || port == usual)
    return g_strdup_printf ("%s://%s", scheme, host);
  return g_strdup_printf ("%s://%s:%u", scheme, host, (guint) port);
}

static gboolean
scheme_is_good (HubDomainUse use, const char *scheme, gboolean relaxed)
{
  return g_ascii_strcasecmp (scheme, uses[use].scheme) == 0
         || (relaxed && uses[use].plain != NULL && g_ascii_strcasecmp (scheme, uses[use].plain) == 0);
}

static char *
refuse (GError **error, const char *text, const char *why)
{
  g_autofree char *shown = g_utf8_make_valid (text, MIN (strlen (text), 100));

  hub_set_error (error, HUB_ERROR_INVALID, "settings.bad_domain", "“%s”: %s", shown, why);
  return NULL;
}

/* What stands behind the scheme: a host and perhaps a port, and nothing else but one "/" at the end. */
static char *
normalise_rest (HubDomainUse use, const char *text, const char *scheme, const char *rest, GError **error)
{
  g_autofree char *authority = g_strdup (rest);
  g_autofree char *host = NULL;
  g_autofree char *ascii = NULL;
  gint64 port;

  if (g_str_has_suffix (authority, "/"))
    authority[strlen (authority) - 1] = '\0';
  if (strpbrk (authority, "/?#@\\") != NULL)
    return refuse (error, text, _("a server domain has no path, no query and no user name"));
  if (strchr (authority, '*') != NULL)
    return refuse (error, text, _("wildcards are not allowed; name each host"));
  host = split_port (authority, &port);
  if (port < 0)
    return refuse (error, text, _("the port must be a number from 1 to 65535"));
  if (port == 0 && uses[use].port == 0)
    return refuse (error, text, _("a port is needed here, like udp://game.example.com:4000"));
  ascii = hub_domain_host_to_ascii (host);
  if (ascii == NULL)
    return refuse (error, text, _("write a host name with a dot, like api.example.com; IP addresses and localhost are not allowed"));
  return join (scheme, ascii, port, g_str_equal (scheme, uses[use].scheme) ? uses[use].port : 80);
}

/**
 * hub_domain_normalise:
 * @use: what the domain is for
 * @text: what somebody wrote
 * @relaxed: also without TLS; only for tests on one machine
 * @error: (out) (optional): "settings.bad_domain", with a sentence that says what is wrong
 *
 * Brings a server domain into the one form in which it is stored and compared: lower case, other scripts as
 * Punycode, the usual port left out.
 *
 * Returns: (transfer full) (nullable): "https://api.example.com:8443"
 */
char *
hub_domain_normalise (HubDomainUse use, const char *text, gboolean relaxed, GError **error)
{
  const char *end = strstr (text, "://");
  g_autofree char *scheme = NULL;
  g_autofree char *why = g_strdup_printf (_("it must begin with %s://"), uses[use].scheme);

  if (strlen (text) > MAX_DOMAIN)
    return refuse (error, text, _("it is too long"));
  if (end == NULL)
    return refuse (error, text, why);
  scheme = g_ascii_strdown (text, end - text);
  if (!scheme_is_good (use, scheme, relaxed))
    return refuse (error, text, why);
  return normalise_rest (use, text, scheme, end + 3, error);
}

static guint
usual_port (const char *scheme)
{
  if (g_str_equal (scheme, "https") || g_str_equal (scheme, "wss"))
    return 443;
  return g_str_equal (scheme, "http") || g_str_equal (scheme, "ws") ? 80 : 0;
}

/**
 * hub_domain_of_url:
 * @url: what a program asks for
 *
 * Returns: (transfer full) (nullable): its scheme, host and port in the form of hub_domain_normalise(); %NULL where it
 *   has none that could be declared: an IP address, a user name, something that is no URL
 */
char *
hub_domain_of_url (const char *url)
{
  const char *end = strstr (url, "://");
  g_autofree char *scheme = NULL;
  g_autofree char *authority = NULL;
  g_autofree char *host = NULL;
  g_autofree char *ascii = NULL;
  gint64 port;

  if (end == NULL || end - url > 10)
    return NULL;
  scheme = g_ascii_strdown (url, end - url);
  authority = g_strndup (end + 3, strcspn (end + 3, "/?#"));
  if (strpbrk (authority, "@\\") != NULL)
    return NULL;
  host = split_port (authority, &port);
  ascii = port >= 0 ? hub_domain_host_to_ascii (host) : NULL;
  return ascii != NULL ? join (scheme, ascii, port, usual_port (scheme)) : NULL;
}

/**
 * hub_domain_is_declared:
 * @domains: (nullable): lists by the name of the use, as getServerDomain answers
 * @use: what the program does
 * @url: where it wants to go
 *
 * Returns: whether the URL's scheme, host and port stand in the list
 */
gboolean
hub_domain_is_declared (JsonObject *domains, HubDomainUse use, const char *url)
{
  JsonArray *list = hub_json_get_array (domains, uses[use].name);
  g_autofree char *domain = hub_domain_of_url (url);

  for (guint i = 0; domain != NULL && list != NULL && i < json_array_get_length (list); i++)
    if (g_strcmp0 (json_array_get_string_element (list, i), domain) == 0)
      return TRUE;
  return FALSE;
}
