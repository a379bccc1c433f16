/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-review-difference.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "hub-console-item.h"
#include "hub-console-row.h"
#include "hub-console-table.h"
#include "hub-json.h"

#define TABLE_HEIGHT 300

static char *
format_size (gint64 bytes)
{
  return g_format_size_full (MAX (0, bytes), G_FORMAT_SIZE_IEC_UNITS);
}

static char *
dup_change (HubConsoleItem *item, gpointer user_data)
{
  const char *change = hub_console_item_get_string (item, "change");

  if (g_str_equal (change, "added"))
    return g_strdup (_("Added"));
  return g_strdup (g_str_equal (change, "removed") ? _("Removed") : _("Changed"));
}

/* Sorted by the number, read as a size. */
static char *
dup_before (HubConsoleItem *item, gpointer user_data)
{
  if (g_str_equal (hub_console_item_get_string (item, "change"), "added"))
    return g_strdup ("");
  return format_size (hub_json_get_int (hub_console_item_get_record (item), "bytes_before", 0));
}

static char *
dup_now (HubConsoleItem *item, gpointer user_data)
{
  if (g_str_equal (hub_console_item_get_string (item, "change"), "removed"))
    return g_strdup ("");
  return format_size (hub_json_get_int (hub_console_item_get_record (item), "bytes", 0));
}

static const HubConsoleColumn columns[] = {
  { N_("File"), HUB_CONSOLE_COLUMN_TEXT, "name", NULL, NULL, TRUE, 0 },
  { N_("Change"), HUB_CONSOLE_COLUMN_TEXT, "change", dup_change, NULL, FALSE, 110 },
  { N_("Online"), HUB_CONSOLE_COLUMN_NUMBER, "bytes_before", dup_before, NULL, FALSE, 110 },
  { N_("This Version"), HUB_CONSOLE_COLUMN_NUMBER, "bytes", dup_now, NULL, FALSE, 110 },
};

static void
append_list (GString *text, JsonArray *array, const char *sign)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_string_append_printf (text, "%s%s %s", text->len > 0 ? "\n" : "", sign, json_array_get_string_element (array, i));
}

/* "+ pages/new/new" and "− pages/old/old", below a title. */
static void
add_names (GtkWidget *list, JsonObject *difference, const char *member, const char *title)
{
  JsonObject *names = hub_json_get_object (difference, member);
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *row, *label;

  if (names == NULL)
    return;
  append_list (text, hub_json_get_array (names, "added"), "+");
  append_list (text, hub_json_get_array (names, "removed"), "−");
  if (text->len == 0)
    return;
  row = hub_console_row_new (title);
  label = hub_console_row_add_detail (HUB_CONSOLE_ROW (row), text->str);
  gtk_label_set_lines (GTK_LABEL (label), -1);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "monospace");
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

/* @text: (transfer full): how many, and what became of them */
static void
add_count (GString *counts, gint64 n, char *text)
{
  g_autofree char *owned = text;

  if (n > 0)
    g_string_append_printf (counts, "%s%s", counts->len > 0 ? _(", ") : "", owned);
}

/* (transfer full): "Files: 1 added, 2 changed" */
static char *
dup_counts (JsonObject *difference)
{
  g_autoptr (GString) text = g_string_new (NULL);
  int added = hub_json_get_int (difference, "files_added", 0), changed = hub_json_get_int (difference, "files_changed", 0);
  int removed = hub_json_get_int (difference, "files_removed", 0), same = hub_json_get_int (difference, "files_same", 0);

  add_count (text, added, g_strdup_printf (_("%d added"), added));
  add_count (text, changed, g_strdup_printf (_("%d changed"), changed));
  add_count (text, removed, g_strdup_printf (_("%d removed"), removed));
  add_count (text, same, g_strdup_printf (_("%d as before"), same));
  return text->len > 0 ? g_strdup_printf (_("Files: %s"), text->str) : g_strdup (_("No Files"));
}

static GtkWidget *
summary_new (JsonObject *difference)
{
  g_autofree char *before = format_size (hub_json_get_int (difference, "bytes_before", 0));
  g_autofree char *now = format_size (hub_json_get_int (difference, "bytes", 0));
  g_autofree char *counts = dup_counts (difference);
  JsonObject *base = hub_json_get_object (difference, "base");
  g_autofree char *sizes = base != NULL ? g_strdup_printf (_("%s online, %s in this version"), before, now) : g_strdup (now);
  GtkWidget *row = hub_console_row_new (counts);

  hub_console_row_add_fact (HUB_CONSOLE_ROW (row), sizes);
  if (hub_json_get_boolean (difference, "truncated", FALSE))
    hub_console_row_add_fact (HUB_CONSOLE_ROW (row), _("the list shows the first 1,000 files"));
  return row;
}

static GtkWidget *
files_new (JsonObject *difference)
{
  g_autoptr (GListStore) items = g_list_store_new (HUB_TYPE_CONSOLE_ITEM);
  GtkWidget *table;

  hub_console_item_fill_store (items, hub_json_get_array (difference, "files"));
  table = hub_console_table_new (G_LIST_MODEL (items), columns, G_N_ELEMENTS (columns), NULL);
  hub_console_table_set_label (HUB_CONSOLE_TABLE (table), _("Changed files"));
  hub_console_table_set_placeholder (HUB_CONSOLE_TABLE (table), "emblem-ok-symbolic", _("No File Is Different"),
                                     _("The version has the same files as the online one."));
  gtk_widget_set_size_request (table, -1, TABLE_HEIGHT);
  gtk_widget_set_margin_top (table, 9);
  gtk_widget_add_css_class (table, "card");
  return table;
}

/**
 * hub_review_difference_new:
 * @difference: the schema VersionDifference
 *
 * Returns: (transfer floating): what is other than in the online version
 */
GtkWidget *
hub_review_difference_new (JsonObject *difference)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  JsonObject *base = hub_json_get_object (difference, "base");
  g_autofree char *title = base != NULL ? g_strdup_printf (_("Difference to the Online Version %s"),
                                                           hub_json_get_string (base, "version", ""))
                                        : g_strdup (_("First Release: Nothing Is Online Yet"));
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), summary_new (difference));
  add_names (list, difference, "pages", _("Pages"));
  add_names (list, difference, "permissions", _("Permissions"));
  add_names (list, difference, "private_apis", _("Information about people"));
  add_names (list, difference, "domains", _("Servers"));
  add_names (list, difference, "plugins", _("Plug-ins"));
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), files_new (difference));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), box);
  return group;
}
