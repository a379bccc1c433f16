/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-online-link.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-error.h"

#define MAX_LINK 2048
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

/* "/a/ID", with or without a slash at its end; (transfer full) (nullable) */
static char *
read_id (const char *path, const char *prefix)
{
  gsize length;

  if (!g_str_has_prefix (path, prefix))
    return NULL;
  path += strlen (prefix);
  length = strspn (path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
  if (length == 0 || length > MAX_ID || (path[length] != '\0' && !g_str_equal (path + length, "/")))
    return NULL;
  return g_strndup (path, length);
}

static HubOnlineLink *
read_path (const char *path, const char *text, GError **error)
{
  g_autoptr (HubOnlineLink) self = g_new0 (HubOnlineLink, 1);

  self->kind = HUB_ONLINE_LINK_PROGRAM;
  self->id = read_id (path, "/a/");
  if (self->id == NULL)
    {
      self->kind = HUB_ONLINE_LINK_CODE;
      self->id = read_id (path, "/c/");
    }
  if (self->id != NULL)
    return g_steal_pointer (&self);
  if (g_str_has_prefix (path, "/p/") || g_str_has_prefix (path, "/t/") || g_str_has_prefix (path, "/v/"))
    hub_set_error (error, HUB_ERROR_INVALID, "online.not_online",
                   _("“%s” opens a version that is not online; open it with a phone, where its people sign in"), text);
  else
    hub_set_error (error, HUB_ERROR_INVALID, "online.bad_link",
                   _("“%s” is not the link of an online program; it looks like https://hub.example.com/a/wx… or "
                     "https://hub.example.com/c/…"), text);
  return NULL;
}

/**
 * hub_online_link_parse:
 * @text: what somebody typed or a code says
 * @error: (out) (optional): "online.bad_link"; "online.not_online" for a preview, a test version or a review
 *
 * Returns: (transfer full) (nullable): the link
 */
HubOnlineLink *
hub_online_link_parse (const char *text, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strndup (text, MAX_LINK));
  g_autoptr (GUri) uri = hub_online_link_looks_like (stripped) ? g_uri_parse (stripped, G_URI_FLAGS_NONE, NULL) : NULL;
  HubOnlineLink *self;

  if (uri == NULL || g_uri_get_host (uri) == NULL || g_uri_get_host (uri)[0] == '\0')
    return read_path ("", stripped, error);
  self = read_path (g_uri_get_path (uri), stripped, error);
  if (self != NULL)
    self->server = g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri), g_uri_get_port (uri),
                               "", NULL, NULL);
  return self;
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
  g_free (self);
}
