/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-wxss.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A page's viewport is 750 rpx wide, so 7.5 rpx are one hundredth of it. */
#define RPX_PER_VW 7.5

static void
append_rpx (HubWxssReader *reader, const HubCssToken *token)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *number = g_strndup (reader->text + token->start, token->unit - token->start);
  double value = g_ascii_strtod (number, NULL) / RPX_PER_VW;
  char *end;

  if (value > 1e9 || value < -1e9)
    value = value > 0 ? 1e9 : -1e9;
  g_ascii_formatd (buffer, sizeof buffer, "%.5f", value);
  end = buffer + strlen (buffer);
  while (end[-1] == '0')
    *--end = '\0';
  if (end[-1] == '.')
    *--end = '\0';
  if (g_str_equal (buffer, "-0"))
    g_string_append (reader->sheet->out, "0vw");
  else
    g_string_append_printf (reader->sheet->out, "%svw", buffer);
}

static gboolean
is_local (const char *url)
{
  const char *p = url;

  if (url[0] == '\0' || url[0] == '#' || g_str_has_prefix (url, "//"))
    return FALSE;
  while (g_ascii_isalnum (*p) || *p == '+' || *p == '-' || *p == '.')
    p++;
  return *p != ':' || p == url;
}

/* A name in a sheet is relative to that sheet, or to the root with a slash in front; what the
 * page gets is relative to the root. */
static void
append_url (HubWxssReader *reader, const HubCssToken *token, const char *url)
{
  gsize path_length = strcspn (url, "?#");
  g_autofree char *path = g_strndup (url, path_length);
  g_autofree char *name = NULL;
  GString *out = reader->sheet->out;

  if (!is_local (url))
    {
      g_string_append_len (out, reader->text + token->start, token->end - token->start);
      return;
    }
  name = hub_compilation_join (reader->name, path);
  if (name == NULL || hub_compilation_find (reader->sheet->compilation, name) == NULL)
    hub_wxss_report (reader, HUB_SEVERITY_WARNING, token->start, "wxss.missing_file",
                     _("the file “%s” is missing"), path);
  if (token->type == HUB_CSS_URL)
    g_string_append (out, "url(");
  g_string_append_c (out, '"');
  for (const char *p = name != NULL ? name : path; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p == '\n' ? ' ' : *p);
    }
  g_string_append (out, url + path_length);
  g_string_append (out, token->type == HUB_CSS_URL ? "\")" : "\"");
}

/* What is between the quotes or brackets; an escape in it is kept, so such a name is left alone. */
static char *
url_text (HubWxssReader *reader, const HubCssToken *token)
{
  guint start = token->start + (token->type == HUB_CSS_URL ? 4 : 1);
  guint end = token->unclosed ? token->end : token->end - 1;
  char *url = g_strndup (reader->text + start, end > start ? end - start : 0);

  g_strstrip (url);
  return url;
}

static void
copy_url (HubWxssReader *reader, const HubCssToken *token)
{
  g_autofree char *url = url_text (reader, token);

  if (strchr (url, '\\') != NULL)
    g_string_append_len (reader->sheet->out, reader->text + token->start,
                         token->end - token->start);
  else
    append_url (reader, token, url);
}

static gboolean
is_url_function (HubWxssReader *reader, const HubCssToken *token)
{
  return token->end - token->start == 4
         && (g_ascii_strncasecmp (reader->text + token->start, "url(", 4) == 0
             || g_ascii_strncasecmp (reader->text + token->start, "src(", 4) == 0);
}

/* Copies tokens up to @end with rpx converted and local URLs made relative to the root. */
void
hub_wxss_copy_values (HubWxssReader *reader, guint end)
{
  gboolean in_url = FALSE;

  while (reader->at < end)
    {
      const HubCssToken *token = &reader->tokens[reader->at++];
      gboolean opens_url = token->type == HUB_CSS_FUNCTION && is_url_function (reader, token);

      if (token->type == HUB_CSS_DIMENSION && token->end - token->unit == 3
          && g_ascii_strncasecmp (reader->text + token->unit, "rpx", 3) == 0)
        append_rpx (reader, token);
      else if (token->type == HUB_CSS_URL || (in_url && token->type == HUB_CSS_STRING))
        copy_url (reader, token);
      else if (token->type == HUB_CSS_COMMENT)
        g_string_append_c (reader->sheet->out, ' ');
      else
        g_string_append_len (reader->sheet->out, reader->text + token->start,
                             token->end - token->start);
      if (token->type == HUB_CSS_BAD_STRING)
        hub_wxss_report (reader, HUB_SEVERITY_WARNING, token->start, "wxss.unclosed",
                         _("this string has no closing quote on its line"));
      else if (token->type == HUB_CSS_BAD_URL)
        hub_wxss_report (reader, HUB_SEVERITY_WARNING, token->start, "wxss.bad_url",
                         _("this url() cannot be read; put the address in quotes"));
      if (opens_url)
        in_url = TRUE;
      else if (token->type != HUB_CSS_WHITESPACE && token->type != HUB_CSS_COMMENT)
        in_url = FALSE;
    }
}
