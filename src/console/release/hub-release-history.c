/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every switch of the version that everyone gets: how it came, who made it, and what it ended with. */
#include "hub-release-history.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-table.h"
#include "hub-release-buttons.h"

/* Pixels: without rows, of a row, and at most; more rows scroll. */
#define FRAME 112
#define ROW 48
#define HEIGHT 400

static char *
dup_how (HubConsoleItem *item, gpointer user_data)
{
  const char *how = hub_console_item_get_string (item, "how");

  if (g_str_equal (how, "full"))
    return g_strdup (_("Full release"));
  if (g_str_equal (how, "phased"))
    return g_strdup (_("Phased release"));
  if (g_str_equal (how, "rollback"))
    return g_strdup (_("Rollback"));
  if (g_str_equal (how, "redo"))
    return g_strdup (_("Rollback taken back"));
  return g_strdup (how);
}

static char *
dup_who (HubConsoleItem *item, gpointer user_data)
{
  const char *who = hub_console_item_get_string (item, "made_by");

  return g_str_equal (who, ":platform") ? g_strdup (_("the plan")) : g_strdup (who);
}

static char *
dup_end (HubConsoleItem *item, gpointer user_data)
{
  const char *next = hub_console_item_get_string (item, "next_version");

  if (*next == '\0')
    return g_strdup (_("Online now"));
  if (g_str_equal (hub_console_item_get_string (item, "next_how"), "rollback"))
    return g_strdup_printf (_("Rolled back to %s"), next);
  return g_strdup_printf (_("Replaced by %s"), next);
}

static GtkWidget *
create_button (HubConsoleItem *item, gpointer user_data)
{
  GtkWidget *button = hub_release_button_new (user_data, _("Roll Back…"), "release.roll-back",
                                              hub_console_item_get_string (item, "release_id"));
  g_autofree char *name = g_strdup_printf (_("Roll back to %s"), hub_console_item_get_string (item, "version"));

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static const HubConsoleColumn columns[] = {
  { N_("Version"), HUB_CONSOLE_COLUMN_TEXT, "version", NULL, NULL, TRUE, 0 },
  { N_("Mode"), HUB_CONSOLE_COLUMN_TEXT, "how", dup_how, NULL, TRUE, 0 },
  { N_("By"), HUB_CONSOLE_COLUMN_TEXT, "made_by", dup_who, NULL, TRUE, 0 },
  { N_("When"), HUB_CONSOLE_COLUMN_TIME, "made_at", NULL, NULL, FALSE, 120 },
  { N_("Ended With"), HUB_CONSOLE_COLUMN_TEXT, NULL, dup_end, NULL, TRUE, 0 },
  { "", HUB_CONSOLE_COLUMN_WIDGET, NULL, NULL, create_button, FALSE, 0 },
};

static void
items_changed (GListModel *items, guint position, guint removed, guint added, GtkWidget *table)
{
  gtk_widget_set_size_request (table, -1, CLAMP (FRAME + (int) g_list_model_get_n_items (items) * ROW, FRAME + 3 * ROW,
                                                 HEIGHT));
}

/**
 * hub_release_history_new:
 * @model: the state
 * @history: reads getHistoryVersion
 *
 * Returns: (transfer floating): the history as a table, with a button on each version to go back to it
 */
GtkWidget *
hub_release_history_new (HubConsoleModel *model, HubConsoleQuery *history)
{
  GtkWidget *table = hub_console_table_new (hub_console_query_get_items (history), columns, G_N_ELEMENTS (columns), model);

  hub_console_table_set_label (HUB_CONSOLE_TABLE (table), _("History of Releases"));
  hub_console_table_set_query (HUB_CONSOLE_TABLE (table), history, NULL);
  hub_console_table_set_placeholder (HUB_CONSOLE_TABLE (table), "document-open-recent-symbolic", _("Nothing Was Released Yet"),
                                     _("The versions that were online appear here, to go back to."));
  g_signal_connect_object (hub_console_query_get_items (history), "items-changed", G_CALLBACK (items_changed), table, 0);
  items_changed (hub_console_query_get_items (history), 0, 0, 0, table);
  return table;
}
