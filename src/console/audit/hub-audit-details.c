/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-audit-details.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-audit-words.h"
#include "hub-json.h"

static void
add_line (GtkGrid *grid, int *line, const char *name, const char *value, gboolean monospace)
{
  GtkWidget *title, *text;

  if (*value == '\0')
    return;
  title = gtk_label_new (name);
  text = gtk_label_new (value);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_yalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title, NULL, -1);
  if (monospace)
    gtk_widget_add_css_class (text, "monospace");
  gtk_grid_attach (grid, title, 0, *line, 1, 1);
  gtk_grid_attach (grid, text, 1, *line, 1, 1);
  (*line)++;
}

static char *
dup_time (HubConsoleItem *row)
{
  g_autoptr (GDateTime) local = hub_console_item_dup_time (row, "at");
  g_autofree char *text = local != NULL ? g_date_time_format (local, "%c") : NULL;

  return text != NULL ? g_strdup_printf ("%s\n%s", text, hub_console_item_get_string (row, "at")) : g_strdup ("");
}

static GtkWidget *
make_grid (HubConsoleItem *row)
{
  GtkWidget *grid = gtk_grid_new ();
  const char *action = hub_console_item_get_string (row, "action");
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT,
                                             hub_json_get_int (hub_console_item_get_record (row), "number", 0));
  g_autofree char *time = dup_time (row);
  g_autofree char *actor = hub_audit_words_dup_actor (row);
  g_autofree char *what = g_strdup_printf ("%s\n%s", hub_audit_words_name (action), action);
  g_autofree char *outcome = hub_audit_words_dup_outcome (row);
  g_autofree char *subject = hub_audit_words_dup_subject (row);
  const char *target = hub_console_item_get_string (row, "target");
  int line = 0;

  gtk_grid_set_row_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  add_line (GTK_GRID (grid), &line, _("Entry"), number, FALSE);
  add_line (GTK_GRID (grid), &line, _("Time"), time, FALSE);
  add_line (GTK_GRID (grid), &line, _("Who"), actor, FALSE);
  add_line (GTK_GRID (grid), &line, _("What"), what, FALSE);
  add_line (GTK_GRID (grid), &line, _("About"), subject, FALSE);
  if (!g_str_equal (subject, target))
    add_line (GTK_GRID (grid), &line, _("Its ID"), target, TRUE);
  add_line (GTK_GRID (grid), &line, _("Outcome"), outcome, FALSE);
  add_line (GTK_GRID (grid), &line, _("Code"), hub_console_item_get_string (row, "code"), TRUE);
  add_line (GTK_GRID (grid), &line, _("Program"), hub_console_item_get_string (row, "app_id"), TRUE);
  add_line (GTK_GRID (grid), &line, _("Hash"), hub_console_item_get_string (row, "hash"), TRUE);
  add_line (GTK_GRID (grid), &line, _("Hash Before"), hub_console_item_get_string (row, "previous"), TRUE);
  gtk_widget_set_margin_top (grid, 12);
  gtk_widget_set_margin_bottom (grid, 24);
  gtk_widget_set_margin_start (grid, 18);
  gtk_widget_set_margin_end (grid, 18);
  return grid;
}

static void
copy_clicked (GtkButton *button, HubConsoleItem *row)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_node_set_object (node, hub_console_item_get_record (row));
  text = json_to_string (node, TRUE);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), text);
}

/**
 * hub_audit_details_show:
 * @owner: a widget in the window to show it over
 * @row: a row of the log
 *
 * Shows all that the log has about it.
 */
void
hub_audit_details_show (GtkWidget *owner, HubConsoleItem *row)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  GtkEventController *keys = gtk_shortcut_controller_new ();

  g_object_set (window, "transient-for", gtk_widget_get_root (owner), "modal", TRUE, "destroy-with-parent", TRUE,
                "default-width", 560, "default-height", 520, "title", _("Audit Entry"), NULL);
  gtk_widget_set_tooltip_text (copy, _("Copy as JSON"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (copy), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Copy as JSON"), -1);
  g_signal_connect_object (copy, "clicked", G_CALLBACK (copy_clicked), row, 0);
  g_object_set_data_full (G_OBJECT (window), "row", g_object_ref (row), g_object_unref);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), copy);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), make_grid (row));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
  gtk_window_present (GTK_WINDOW (window));
}
