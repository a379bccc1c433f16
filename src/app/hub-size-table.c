/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-size-table.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "hub-json.h"

static gboolean
add_row (GtkListBox *list, const char *title, const char *subtitle, gint64 bytes, gint64 limit)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *bar = gtk_level_bar_new_for_interval (0, (double) MAX (limit, 1));
  g_autofree char *size = g_format_size_full ((guint64) bytes, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *most = g_format_size_full ((guint64) limit, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *text = g_strdup_printf (_("%s of %s"), size, most);
  GtkWidget *label = gtk_label_new (text);
  gboolean over = limit > 0 && bytes > limit;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_level_bar_add_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_LOW, (double) limit);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), (double) MIN (bytes, limit));
  gtk_widget_add_css_class (bar, "size-limit");
  gtk_widget_set_size_request (bar, 150, -1);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "caption");
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  if (over)
    {
      gtk_widget_add_css_class (bar, "over");
      gtk_widget_add_css_class (label, "error");
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), bar);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), box);
  gtk_list_box_append (list, row);
  return over;
}

static char *
describe_files (gint64 files)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d file", "%d files", (gulong) files), (int) files);
}

/**
 * hub_size_table_fill:
 * @list: where to put the rows; emptied first
 * @sizes: as hub_package_check_sizes() gives it
 *
 * Returns: whether a package is over its limit
 */
gboolean
hub_size_table_fill (GtkListBox *list, JsonObject *sizes)
{
  JsonArray *packages = hub_json_get_array (sizes, "packages");
  guint n = packages != NULL ? json_array_get_length (packages) : 0;
  gboolean over = FALSE;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
  for (guint i = 0; i < n; i++)
    {
      JsonObject *package = json_array_get_object_element (packages, i);
      const char *root = hub_json_get_string (package, "root", "");
      g_autofree char *files = describe_files (hub_json_get_int (package, "files", 0));

      over |= add_row (list, *root == '\0' ? _("Main package") : root, files, hub_json_get_int (package, "bytes", 0),
                       hub_json_get_int (package, "limit", 0));
    }
  if (n > 1)
    {
      g_autofree char *files = describe_files (hub_json_get_int (sizes, "files", 0));

      over |= add_row (list, _("All together"), files, hub_json_get_int (sizes, "total", 0),
                       hub_json_get_int (sizes, "limit", 30 * 1024 * 1024));
    }
  return over;
}
