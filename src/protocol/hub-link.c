/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-link.h"

#include "config.h"

#include "hub-error.h"
#include "hub-language.h"
#include "hub-server-domain.h"

/* The same bound as the API's description. */
#define MAX_LINK 2000

static gboolean
is_unreserved (guchar c)
{
  return g_ascii_isalnum (c) || strchr ("-._~", c) != NULL;
}

/* One byte as it is compared: what needs no percent sign has none, all else has it in upper case. */
static void
append_byte (GString *text, guchar c, gboolean encoded)
{
  if ((encoded && !is_unreserved (c)) || c >= 0x80)
    g_string_append_printf (text, "%%%02X", c);
  else
    g_string_append_c (text, c);
}

static char *
normalise_escapes (const char *text)
{
  g_autoptr (GString) result = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    if (at[0] == '%' && g_ascii_isxdigit (at[1]) && g_ascii_isxdigit (at[2]))
      {
        append_byte (result, g_ascii_xdigit_value (at[1]) << 4 | g_ascii_xdigit_value (at[2]), TRUE);
        at += 2;
      }
    else
      /* A percent sign that stands for itself must not begin an escape with what follows: "%%41f" is not "%Af". */
      append_byte (result, *at, at[0] == '%');
  return g_string_free (g_steal_pointer (&result), FALSE);
}

/* As a browser does before it asks the server: else "/public/../private" would lie below "/public/". */
static char *
remove_dots (const char *path)
{
  g_auto (GStrv) segments = g_strsplit (path + 1, "/", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  g_autoptr (GString) result = g_string_new (NULL);
  guint n = g_strv_length (segments);

  for (guint i = 0; i < n; i++)
    {
      gboolean dots = g_str_equal (segments[i], ".") || g_str_equal (segments[i], "..");

      if (g_str_equal (segments[i], "..") && kept->len > 0)
        g_ptr_array_set_size (kept, kept->len - 1);
      if (!dots)
        g_ptr_array_add (kept, segments[i]);
      else if (i == n - 1)
        g_ptr_array_add (kept, (char *) "");
    }
  for (guint i = 0; i < kept->len; i++)
    g_string_append_printf (result, "/%s", (const char *) g_ptr_array_index (kept, i));
  return result->len > 0 ? g_string_free (g_steal_pointer (&result), FALSE) : g_strdup ("/");
}

static gboolean
has_odd_characters (const char *text)
{
  for (const guchar *at = (const guchar *) text; *at != '\0'; at++)
    if (*at <= ' ' || *at == 0x7f || *at == '\\')
      return TRUE;
  return FALSE;
}

static HubLink *
refuse (GError **error)
{
  hub_set_error (error, HUB_ERROR_INVALID, "link.bad_url",
                 _("Write a link that begins with http:// or https:// and a host name, of at most %d characters, without a user name"), MAX_LINK);
  return NULL;
}

/**
 * hub_link_parse:
 * @text: a link, or the link a rule begins with
 * @error: (out) (optional): "link.bad_url"
 *
 * Scheme and host are compared without regard to case, "%7e" is "~", "/a/../b" is "/b"; a fragment does not count.
 *
 * Returns: (transfer full) (nullable): the link
 */
HubLink *
hub_link_parse (const char *text, GError **error)
{
  g_autoptr (HubLink) self = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *domain = NULL;
  g_autofree char *path = NULL;
  const char *rest, *query, *slashes;

  if (strlen (text) > MAX_LINK || !g_utf8_validate (text, -1, NULL) || has_odd_characters (text))
    return refuse (error);
  whole = g_strndup (text, strcspn (text, "#"));
  domain = hub_domain_of_url (whole);
  if (domain == NULL || !(g_str_has_prefix (domain, "https://") || g_str_has_prefix (domain, "http://")))
    return refuse (error);
  slashes = strstr (domain, "://");
  self = g_new0 (HubLink, 1);
  self->scheme = g_strndup (domain, slashes - domain);
  self->host = g_strdup (slashes + 3);
  rest = strstr (whole, "://") + 3;
  rest += strcspn (rest, "/?");
  query = strchr (rest, '?');
  path = g_strndup (rest, query != NULL ? (gsize) (query - rest) : strlen (rest));
  if (query != NULL)
    self->query = normalise_escapes (query + 1);
  if (path[0] == '\0')
    self->path = g_strdup ("/");
  else
    {
      g_autofree char *escaped = normalise_escapes (path);

      self->path = remove_dots (escaped);
    }
  return g_steal_pointer (&self);
}

/**
 * hub_link_free:
 * @self: (transfer full): a link
 */
void
hub_link_free (HubLink *self)
{
  g_free (self->scheme);
  g_free (self->host);
  g_free (self->path);
  g_free (self->query);
  g_free (self);
}

/**
 * hub_link_to_string:
 * @self: a link
 *
 * Returns: (transfer full): its one way to be written
 */
char *
hub_link_to_string (const HubLink *self)
{
  return g_strconcat (self->scheme, "://", self->host, self->path, self->query != NULL ? "?" : "",
                      self->query != NULL ? self->query : "", NULL);
}

/**
 * hub_link_get_folder:
 * @self: a rule's link
 *
 * Returns: (transfer full): where the file that proves ownership lies, with a "/" at the end
 */
char *
hub_link_get_folder (const HubLink *self)
{
  const char *slash = strrchr (self->path, '/');

  return g_strdup_printf ("%s://%s%.*s", self->scheme, self->host, (int) (slash + 1 - self->path), self->path);
}

static gboolean
lies_below (const char *path, const char *folder)
{
  return g_str_has_prefix (path, folder) && path[strlen (folder)] == '/';
}

/**
 * hub_link_match:
 * @rule: the link a rule begins with
 * @link: what was scanned
 *
 * Scheme and host are equal. The path is equal, or lies below one that ends with "/", where the rule has no query.
 * The query begins with the rule's.
 *
 * Returns: %HUB_LINK_MATCHES, or the first reason why not
 */
HubLinkMatch
hub_link_match (const HubLink *rule, const HubLink *link)
{
  gboolean open = g_str_has_suffix (rule->path, "/") && rule->query == NULL;

  if (!g_str_equal (rule->scheme, link->scheme))
    return HUB_LINK_OTHER_SCHEME;
  if (!g_str_equal (rule->host, link->host))
    return HUB_LINK_OTHER_HOST;
  if (open ? !g_str_has_prefix (link->path, rule->path) : !g_str_equal (rule->path, link->path))
    return lies_below (link->path, rule->path) ? HUB_LINK_BELOW_PATH : HUB_LINK_OTHER_PATH;
  if (rule->query != NULL && (link->query == NULL || !g_str_has_prefix (link->query, rule->query)))
    return HUB_LINK_OTHER_QUERY;
  return HUB_LINK_MATCHES;
}

/**
 * hub_link_compare_depth:
 * @a: a rule's link
 * @b: another's, which matches the same link
 *
 * Returns: more than 0 where @a is the more specific, less than 0 where @b is, 0 where they are equal
 */
int
hub_link_compare_depth (const HubLink *a, const HubLink *b)
{
  gsize a_path = strlen (a->path), b_path = strlen (b->path);
  gsize a_query = a->query != NULL ? strlen (a->query) + 1 : 0;
  gsize b_query = b->query != NULL ? strlen (b->query) + 1 : 0;

  if (a_path != b_path)
    return a_path > b_path ? 1 : -1;
  return (a_query > b_query) - (a_query < b_query);
}

/**
 * hub_link_match_to_string:
 * @match: how a link stands to a rule
 *
 * Returns: (transfer none): its name in the API: "other_scheme"
 */
const char *
hub_link_match_to_string (HubLinkMatch match)
{
  static const char *const names[] = {
    [HUB_LINK_MATCHES] = "matches",
    [HUB_LINK_OTHER_SCHEME] = "other_scheme",
    [HUB_LINK_OTHER_HOST] = "other_host",
    [HUB_LINK_OTHER_PATH] = "other_path",
    [HUB_LINK_BELOW_PATH] = "below_path",
    [HUB_LINK_OTHER_QUERY] = "other_query",
  };

  return names[match];
}
