/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The developer versions of everyone where they are many: sorted and searched. */
#include "hub-version-table.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-table.h"
#include "hub-json.h"
#include "hub-version-buttons.h"

#define HEIGHT 420

static char *
dup_who (HubConsoleItem *item, gpointer user_data)
{
  return hub_version_dup_who (item);
}

/* With what marks the test version, which is searched for as well. */
static char *
dup_version (HubConsoleItem *item, gpointer user_data)
{
  const char *version = hub_console_item_get_string (item, "version");

  if (hub_json_get_boolean (hub_console_item_get_record (item), "is_test", FALSE))
    return g_strdup_printf (_("%s (test version)"), version);
  return g_strdup (version);
}

static GtkWidget *
make_buttons (gpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);

  gtk_box_append (GTK_BOX (box), hub_version_open_button_new ());
  gtk_box_append (GTK_BOX (box), hub_version_qr_button_new ());
  gtk_box_append (GTK_BOX (box), hub_version_submit_button_new (user_data, TRUE));
  gtk_box_append (GTK_BOX (box), hub_version_test_button_new (TRUE));
  gtk_box_append (GTK_BOX (box), hub_version_delete_button_new ());
  return box;
}

static void
fill_buttons (GtkWidget *cell, HubConsoleItem *item, gpointer user_data)
{
  GtkWidget *open = gtk_widget_get_first_child (cell), *qr = gtk_widget_get_next_sibling (open);
  GtkWidget *submit = gtk_widget_get_next_sibling (qr);
  GtkWidget *test = gtk_widget_get_next_sibling (submit), *delete = gtk_widget_get_next_sibling (test);

  hub_version_open_button_fill (open, item, user_data);
  hub_version_qr_button_fill (qr, item);
  hub_version_submit_button_fill (submit, item, user_data);
  hub_version_test_button_fill (test, item, user_data);
  hub_version_delete_button_fill (delete, item, user_data);
}

static const HubConsoleColumn columns[] = {
  { N_("Version"), HUB_CONSOLE_COLUMN_TEXT, "version", dup_version, NULL, TRUE, 0 },
  { N_("By"), HUB_CONSOLE_COLUMN_TEXT, "developer", dup_who, NULL, TRUE, 0 },
  { N_("Remarks"), HUB_CONSOLE_COLUMN_TEXT, "remarks", NULL, NULL, TRUE, 0 },
  { N_("Size"), HUB_CONSOLE_COLUMN_SIZE, NULL, NULL, NULL, FALSE, 84 },
  { N_("Uploaded"), HUB_CONSOLE_COLUMN_TIME, "uploaded_at", NULL, NULL, FALSE, 110 },
  { "", HUB_CONSOLE_COLUMN_WIDGET, NULL, NULL, NULL, FALSE, 0, make_buttons, fill_buttons },
};

/**
 * hub_version_table_new:
 * @model: the state
 *
 * Returns: (transfer floating): the developer versions as a table
 */
GtkWidget *
hub_version_table_new (HubConsoleModel *model)
{
  GtkWidget *table = hub_console_table_new (hub_console_model_get_list (model, HUB_CONSOLE_LIST_DEVELOPER), columns,
                                            G_N_ELEMENTS (columns), model);

  hub_console_table_set_label (HUB_CONSOLE_TABLE (table), _("Developer Versions"));
  hub_console_table_set_placeholder (HUB_CONSOLE_TABLE (table), "package-x-generic-symbolic", _("No Versions Yet"),
                                     _("Press Upload to add yours."));
  gtk_widget_set_size_request (table, -1, HEIGHT);
  return table;
}
