/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-review-form-rows.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-counted-text.h"
#include "hub-json.h"
#include "hub-review-names.h"

/* The limits of data/api/openapi.json. */
#define MAX_PAGES 5
#define MAX_ADDRESS 256
#define MAX_TITLE 32
#define MAX_TAGS 10
#define MAX_TAG 20
#define MAX_CATEGORY 60
#define MAX_PRIVACY 40
#define MAX_PRIVACY_TEXT 200

static void
entry_changed (HubRowsEditor *editor)
{
  g_signal_emit_by_name (editor, "changed");
}

static GtkWidget *
add_text (HubRowsEditor *editor, GtkWidget *entry, GtkWidget *box, const char *member, const char *title, guint max_length,
          gboolean required)
{
  GtkWidget *text = hub_counted_text_new (title, max_length, FALSE, required);

  gtk_widget_set_hexpand (text, TRUE);
  g_object_set_data (G_OBJECT (entry), member, text);
  g_signal_connect_object (text, "changed", G_CALLBACK (entry_changed), editor, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), text);
  return text;
}

static HubCountedText *
get_text (GtkWidget *entry, const char *member)
{
  return HUB_COUNTED_TEXT (g_object_get_data (G_OBJECT (entry), member));
}

static char *
dup_text (GtkWidget *entry, const char *member)
{
  return g_strstrip (hub_counted_text_dup_text (get_text (entry, member)));
}

static void
load_text (GtkWidget *entry, JsonObject *object, const char *member)
{
  hub_counted_text_set_text (get_text (entry, member), hub_json_get_string (object, member, ""));
}

/* The first thing that keeps the form from being sent is told. */
static void
set_problem (char **problem, const char *text)
{
  if (*problem == NULL)
    *problem = g_strdup (text);
}

/* Functional pages */

static GtkWidget *
page_new (HubRowsEditor *editor)
{
  GtkWidget *entry = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *first = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *second = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_set_homogeneous (GTK_BOX (first), TRUE);
  gtk_box_set_homogeneous (GTK_BOX (second), TRUE);
  add_text (editor, entry, first, "address", _("Page"), MAX_ADDRESS, TRUE);
  add_text (editor, entry, first, "title", _("Title"), MAX_TITLE, TRUE);
  add_text (editor, entry, second, "tag", _("Tags, with Commas"), MAX_TAGS * (MAX_TAG + 2), FALSE);
  add_text (editor, entry, second, "category", _("Category"), MAX_CATEGORY, FALSE);
  gtk_box_append (GTK_BOX (entry), first);
  gtk_box_append (GTK_BOX (entry), second);
  return entry;
}

/**
 * hub_review_form_pages_new:
 *
 * Returns: (transfer floating): the functional pages of the form
 */
GtkWidget *
hub_review_form_pages_new (void)
{
  return hub_rows_editor_new (_("Functional Pages"), _("Pages that show what the program is for, like pages/index/index"),
                              _("Add _Page"), MAX_PAGES, page_new);
}

static char *
join_tags (JsonArray *tags)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", json_array_get_string_element (tags, i));
  return g_string_free (text, FALSE);
}

void
hub_review_form_pages_load (HubRowsEditor *editor, JsonArray *pages)
{
  hub_rows_editor_clear (editor);
  for (guint i = 0; pages != NULL && i < json_array_get_length (pages); i++)
    {
      JsonObject *page = json_array_get_object_element (pages, i);
      GtkWidget *entry = hub_rows_editor_add (editor);
      g_autofree char *tags = join_tags (hub_json_get_array (page, "tag"));

      load_text (entry, page, "address");
      load_text (entry, page, "title");
      load_text (entry, page, "category");
      hub_counted_text_set_text (get_text (entry, "tag"), tags);
    }
}

static JsonArray *
read_tags (const char *text, char **problem)
{
  g_autoptr (GString) commas = g_string_new (text);
  g_auto (GStrv) words = NULL;
  JsonArray *tags = json_array_new ();

  g_string_replace (commas, "，", ",", 0);
  g_string_replace (commas, "、", ",", 0);
  words = g_strsplit (commas->str, ",", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *word = g_strstrip (words[i]);

      if (*word == '\0')
        continue;
      if (g_utf8_strlen (word, -1) > MAX_TAG)
        set_problem (problem, _("A tag of a functional page has at most 20 characters."));
      else
        json_array_add_string_element (tags, word);
    }
  if (json_array_get_length (tags) > MAX_TAGS)
    {
      set_problem (problem, _("A functional page has at most 10 tags."));
      json_array_unref (tags);
      tags = json_array_new ();
    }
  return tags;
}

static gboolean
is_too_long (GtkWidget *entry, const char * const *members)
{
  for (; *members != NULL; members++)
    if (hub_counted_text_is_too_long (get_text (entry, *members)))
      return TRUE;
  return FALSE;
}

/**
 * hub_review_form_pages_dup:
 * @editor: the functional pages
 * @problem: (inout) (transfer full) (nullable): what keeps the form from being sent; the first of several is kept
 *
 * Returns: (transfer full): the pages that are complete
 */
JsonArray *
hub_review_form_pages_dup (HubRowsEditor *editor, char **problem)
{
  static const char * const members[] = { "address", "title", "category", NULL };
  g_autoptr (GPtrArray) entries = hub_rows_editor_list (editor);
  JsonArray *pages = json_array_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      GtkWidget *entry = g_ptr_array_index (entries, i);
      g_autofree char *address = dup_text (entry, "address");
      g_autofree char *title = dup_text (entry, "title");
      g_autofree char *category = dup_text (entry, "category");
      g_autofree char *tag = dup_text (entry, "tag");
      g_autoptr (JsonArray) tags = read_tags (tag, problem);
      JsonObject *page;

      if (is_too_long (entry, members))
        set_problem (problem, _("A text of a functional page is too long."));
      else if (*address == '\0' || *title == '\0')
        set_problem (problem, _("A functional page needs its path and a title; fill them in, or remove the page."));
      else
        {
          page = json_object_new ();
          json_object_set_string_member (page, "address", address);
          json_object_set_string_member (page, "title", title);
          if (json_array_get_length (tags) > 0)
            json_object_set_array_member (page, "tag", g_steal_pointer (&tags));
          if (*category != '\0')
            json_object_set_string_member (page, "category", category);
          json_array_add_object_element (pages, page);
        }
    }
  return pages;
}

/* The privacy declaration */

static GtkWidget *
privacy_new (HubRowsEditor *editor)
{
  GtkWidget *entry = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *key;

  for (const HubReviewName *each = hub_review_privacy_keys; each->id != NULL; each++)
    gtk_string_list_append (names, _(each->name));
  key = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  gtk_widget_set_valign (key, GTK_ALIGN_END);
  gtk_accessible_update_property (GTK_ACCESSIBLE (key), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Information"), -1);
  g_object_set_data (G_OBJECT (entry), "privacy_key", key);
  g_signal_connect_object (key, "notify::selected", G_CALLBACK (entry_changed), editor, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (entry), key);
  add_text (editor, entry, entry, "privacy_text", _("What it is needed for"), MAX_PRIVACY_TEXT, TRUE);
  return entry;
}

/**
 * hub_review_form_privacy_new:
 *
 * Returns: (transfer floating): the privacy declaration of the form
 */
GtkWidget *
hub_review_form_privacy_new (void)
{
  return hub_rows_editor_new (_("Privacy"), _("Information about people that the program handles, and why"),
                              _("Add _Information"), MAX_PRIVACY, privacy_new);
}

void
hub_review_form_privacy_load (HubRowsEditor *editor, JsonArray *items)
{
  hub_rows_editor_clear (editor);
  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);
      GtkWidget *entry = hub_rows_editor_add (editor);
      const char *key = hub_json_get_string (item, "privacy_key", "");

      for (guint j = 0; hub_review_privacy_keys[j].id != NULL; j++)
        if (g_str_equal (hub_review_privacy_keys[j].id, key))
          gtk_drop_down_set_selected (GTK_DROP_DOWN (g_object_get_data (G_OBJECT (entry), "privacy_key")), j);
      load_text (entry, item, "privacy_text");
    }
}

/**
 * hub_review_form_privacy_dup:
 * @editor: the privacy declaration
 * @problem: (inout) (transfer full) (nullable): what keeps the form from being sent; the first of several is kept
 *
 * Returns: (transfer full): the items that are complete
 */
JsonArray *
hub_review_form_privacy_dup (HubRowsEditor *editor, char **problem)
{
  g_autoptr (GPtrArray) entries = hub_rows_editor_list (editor);
  JsonArray *items = json_array_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      GtkWidget *entry = g_ptr_array_index (entries, i);
      guint key = gtk_drop_down_get_selected (GTK_DROP_DOWN (g_object_get_data (G_OBJECT (entry), "privacy_key")));
      g_autofree char *text = dup_text (entry, "privacy_text");
      JsonObject *item;

      if (hub_counted_text_is_too_long (get_text (entry, "privacy_text")))
        set_problem (problem, _("A text of the privacy declaration is too long."));
      else if (*text == '\0')
        set_problem (problem, _("Write what the information is needed for, or remove it from the privacy declaration."));
      else
        {
          item = json_object_new ();
          json_object_set_string_member (item, "privacy_key", hub_review_privacy_keys[key].id);
          json_object_set_string_member (item, "privacy_text", text);
          json_array_add_object_element (items, item);
        }
    }
  return items;
}
