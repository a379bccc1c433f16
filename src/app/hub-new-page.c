/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-new-page.h"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hub-error.h"
#include "hub-json-text.h"

#define MAX_APP_JSON (1024 * 1024)

/* Adds one name to the list "pages"; every other byte of app.json stays. */
static char *
add_page (const char *text, gsize length, const char *page, GError **error)
{
  const char *path[] = { "pages", NULL };
  const char *last;
  const char *gap;
  GString *changed;
  gsize start, end;

  if (!hub_json_text_find (text, length, path, &start, &end) || text[start] != '[')
    {
      hub_set_error (error, HUB_ERROR_INVALID, "project.bad_app_json",
                     _("app.json has no list “pages”, or is not valid JSON. Mend it, then make the page."));
      return NULL;
    }
  changed = g_string_new_len (text, (gssize) length);
  last = text + end - 2;
  while (last > text + start && g_ascii_isspace (*last))
    last--;
  if (last == text + start)
    {
      g_autofree char *only = g_strdup_printf ("\"%s\"", page);

      g_string_insert (changed, (gssize) start + 1, only);
      return g_string_free (changed, FALSE);
    }
  /* The new line looks like the first one: what stands between "[" and the first name. */
  gap = text + start + 1;
  while (g_ascii_isspace (*gap))
    gap++;
  {
    g_autofree char *space = g_strndup (text + start + 1, (gsize) (gap - (text + start + 1)));
    g_autofree char *added = g_strdup_printf (",%s\"%s\"", *space != '\0' ? space : " ", page);

    g_string_insert (changed, (last + 1) - text, added);
  }
  return g_string_free (changed, FALSE);
}

static gboolean
write_file (GFile *root, const char *page, const char *suffix, const char *content, GError **error)
{
  g_autofree char *name = g_strconcat (page, suffix, NULL);
  g_autoptr (GFile) file = g_file_resolve_relative_path (root, name);

  if (g_file_query_exists (file, NULL))
    return TRUE;
  return g_file_set_contents (g_file_peek_path (file), content, -1, error);
}

static gboolean
write_files (GFile *root, const char *page, GError **error)
{
  g_autofree char *title = g_path_get_basename (page);
  g_autofree char *template = g_strdup_printf ("<view class=\"page\">\n  <text>%s</text>\n</view>\n", title);

  return write_file (root, page, ".json", "{\n  \"usingComponents\": {}\n}\n", error)
         && write_file (root, page, ".wxss", ".page {\n  padding: 32rpx;\n}\n", error)
         && write_file (root, page, ".js", "Page({\n  data: {},\n\n  onLoad(query) {\n  }\n})\n", error)
         && write_file (root, page, ".wxml", template, error);
}

/**
 * hub_new_page_create:
 * @root: the program's root, where app.json stands
 * @page: the page's name: "pages/cart/cart"
 * @error: (out) (optional): "project.bad_app_json", "project.page_exists", or an I/O error
 *
 * Makes the page's files and adds it to app.json. Files that exist already stay as they are.
 *
 * Returns: (transfer full) (nullable): the page's template
 */
GFile *
hub_new_page_create (GFile *root, const char *page, GError **error)
{
  g_autoptr (GFile) app_json = g_file_get_child (root, "app.json");
  g_autofree char *wxml = g_strconcat (page, ".wxml", NULL);
  g_autoptr (GFile) template = g_file_resolve_relative_path (root, wxml);
  g_autoptr (GFile) folder = g_file_get_parent (template);
  g_autofree char *text = NULL;
  g_autofree char *changed = NULL;
  gsize length;

  if (!g_file_get_contents (g_file_peek_path (app_json), &text, &length, error))
    return NULL;
  if (g_file_query_exists (template, NULL))
    {
      hub_set_error (error, HUB_ERROR_CONFLICT, "project.page_exists", _("There is a page “%s” already."), page);
      return NULL;
    }
  if (length > MAX_APP_JSON || strpbrk (page, "\"\\") != NULL)
    {
      hub_set_error (error, HUB_ERROR_INVALID, "project.bad_page_name", _("“%s” is not a name for a page."), page);
      return NULL;
    }
  changed = add_page (text, length, page, error);
  if (changed == NULL)
    return NULL;
  if (g_mkdir_with_parents (g_file_peek_path (folder), 0777) != 0)
    {
      hub_set_error (error, HUB_ERROR_STORAGE, "io.failed", _("The folder “%s” could not be made."),
                     g_file_peek_path (folder));
      return NULL;
    }
  if (!write_files (root, page, error)
      || !g_file_set_contents (g_file_peek_path (app_json), changed, -1, error))
    return NULL;
  return g_steal_pointer (&template);
}
