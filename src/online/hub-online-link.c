/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-online-link.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-error.h"

/* An ordinary link has up to 2000 characters, and three times as many when it is encoded. */
#define MAX_LINK 6400
#define MAX_ID 64

/**
 * hub_online_link_looks_like:
 * @text: what somebody typed
 *
 * Returns: whether it is meant to be a link, and not a folder
 */
gboolean
hub_online_link_looks_like (const char *text)
{
  return g_ascii_strncasecmp (text, "http://", 7) == 0 || g_ascii_strncasecmp (text, "https://", 8) == 0;
}

static const struct
{
  const char        *prefix;
  HubOnlineLinkKind  kind;
  guint              ids;      /* how many stand behind it */
} shapes[] = {
  { "/a/", HUB_ONLINE_LINK_PROGRAM, 1 },
  { "/c/", HUB_ONLINE_LINK_CODE, 1 },
  { "/p/", HUB_ONLINE_LINK_VERSION, 1 },
  { "/d/", HUB_ONLINE_LINK_VERSION, 2 },
  { "/t/", HUB_ONLINE_LINK_VERSION, 1 },
  { "/v/", HUB_ONLINE_LINK_VERSION, 1 },
};

/* "ID" or "ID/ID", with or without a slash at its end; (transfer full) (nullable) */
static char *
read_ids (const char *text, guint n)
{
  const char *end = text;

  for (guint i = 0; i < n; i++)
    {
      gsize length;

      if (i > 0 && *end++ != '/')
        return NULL;
      length = strspn (end, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
      if (length == 0 || length > MAX_ID)
        return NULL;
      end += length;
    }
  return *end == '\0' || g_str_equal (end, "/") ? g_strndup (text, end - text) : NULL;
}

/* (transfer full) (nullable): the link that stands in `url=` */
static char *
read_ordinary (const char *query)
{
  g_autoptr (GHashTable) values = query != NULL ? g_uri_parse_params (query, -1, "&", G_URI_PARAMS_WWW_FORM, NULL) : NULL;
  const char *url = values != NULL ? g_hash_table_lookup (values, "url") : NULL;

  return url != NULL && url[0] != '\0' ? g_strdup (url) : NULL;
}

static HubOnlineLink *
read_path (const char *path, const char *query, const char *text, GError **error)
{
  g_autoptr (HubOnlineLink) self = g_new0 (HubOnlineLink, 1);

  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (g_str_has_prefix (path, shapes[i].prefix))
      {
        self->kind = shapes[i].kind;
        self->id = read_ids (path + strlen (shapes[i].prefix), shapes[i].ids);
        self->path = self->id != NULL ? g_strconcat (shapes[i].prefix, self->id, NULL) : NULL;
      }
  if (g_str_equal (path, "/q") || g_str_equal (path, "/q/"))
    {
      g_autofree char *escaped = NULL;

      self->kind = HUB_ONLINE_LINK_ORDINARY;
      self->id = read_ordinary (query);
      escaped = self->id != NULL ? g_uri_escape_string (self->id, NULL, FALSE) : NULL;
      self->path = g_strconcat ("/q?url=", escaped, NULL);
    }
  if (self->id != NULL)
    return g_steal_pointer (&self);
  hub_set_error (error, HUB_ERROR_INVALID, "online.bad_link",
                 _("“%s” is not the link of a program; it looks like https://hub.example.com/a/wx…, or as the Console and "
                   "codes give it"), text);
  return NULL;
}

/**
 * hub_online_link_parse:
 * @text: what somebody typed or a code says
 * @error: (out) (optional): "online.bad_link"
 *
 * Returns: (transfer full) (nullable): the link
 */
HubOnlineLink *
hub_online_link_parse (const char *text, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strndup (text, MAX_LINK + 1));
  gboolean fits = strlen (stripped) <= MAX_LINK && hub_online_link_looks_like (stripped);
  g_autoptr (GUri) uri = fits ? g_uri_parse (stripped, G_URI_FLAGS_ENCODED_QUERY, NULL) : NULL;
  HubOnlineLink *self;

  if (uri == NULL || g_uri_get_host (uri) == NULL || g_uri_get_host (uri)[0] == '\0')
    return read_path ("", NULL, stripped, error);
  self = read_path (g_uri_get_path (uri), g_uri_get_query (uri), stripped, error);
  if (self != NULL)
    self->server = g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri), g_uri_get_port (uri),
                               "", NULL, NULL);
  return self;
}

/**
 * hub_online_link_set_server:
 * @self: a link
 * @server: the address by which its platform is spoken to, where the link has another one of it, such as that for phones
 */
void
hub_online_link_set_server (HubOnlineLink *self, const char *server)
{
  char *copy = g_strdup (server);

  g_free (self->server);
  self->server = copy;
}

/**
 * hub_online_link_copy:
 * @self: a link
 *
 * Returns: (transfer full): the same
 */
HubOnlineLink *
hub_online_link_copy (const HubOnlineLink *self)
{
  HubOnlineLink *copy = g_new0 (HubOnlineLink, 1);

  copy->server = g_strdup (self->server);
  copy->kind = self->kind;
  copy->id = g_strdup (self->id);
  copy->path = g_strdup (self->path);
  return copy;
}

/**
 * hub_online_link_free:
 * @self: (transfer full): a link
 */
void
hub_online_link_free (HubOnlineLink *self)
{
  g_free (self->server);
  g_free (self->id);
  g_free (self->path);
  g_free (self);
}
