/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-chooser-page.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-badge.h"
#include "hub-console-roles.h"
#include "hub-console-table.h"
#include "hub-console-words.h"
#include "hub-json.h"

struct _HubChooserPage
{
  HubConsolePage parent_instance;

  HubConsoleQuery *programs;    /* (unowned): the page's */
  HubConsoleTable *table;
  GtkWidget *queue;
};

G_DEFINE_FINAL_TYPE (HubChooserPage, hub_chooser_page, HUB_TYPE_CONSOLE_PAGE)

static char *
dup_part (HubConsoleItem *item, gpointer user_data)
{
  const char *kind = hub_console_item_get_string (item, "my_kind");
  g_autofree char *roles = hub_console_roles_dup_list (hub_json_get_array (hub_console_item_get_record (item),
                                                                                "my_roles"),
                                                            hub_console_roles_get_name);

  if (g_str_equal (kind, "admin"))
    return g_strdup (_("Admin"));
  if (g_str_equal (kind, "test"))
    return g_strdup (_("Test member"));
  return g_steal_pointer (&roles);
}

static char *
dup_state (HubConsoleItem *item, gpointer user_data)
{
  return g_strdup (hub_console_words_app_state (hub_console_item_get_string (item, "state"), NULL));
}

static GtkWidget *
make_state (gpointer user_data)
{
  return hub_console_badge_new (NULL, NULL);
}

static void
fill_state (GtkWidget *cell, HubConsoleItem *item, gpointer user_data)
{
  const char *style;
  const char *name = hub_console_words_app_state (hub_console_item_get_string (item, "state"), &style);

  hub_console_badge_set (cell, name, style);
}

static char *
dup_online (HubConsoleItem *item, gpointer user_data)
{
  const char *version = hub_console_item_get_string (item, "online_version");

  return g_strdup (*version != '\0' ? version : "–");
}

static GtkWidget *
create_open (HubConsoleItem *item, gpointer user_data)
{
  GtkWidget *button = gtk_button_new_with_label (_("Open"));
  g_autofree char *label = g_strdup_printf (_("Open %s"), hub_console_item_get_string (item, "name"));

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", hub_console_item_get_string (item, "app_id"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "console.open-program");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return button;
}

static const HubConsoleColumn columns[] = {
  { N_("Name"), HUB_CONSOLE_COLUMN_TEXT, "name", .expand = TRUE },
  { N_("State"), HUB_CONSOLE_COLUMN_WIDGET, NULL, .dup_text = dup_state, .make = make_state, .fill = fill_state },
  { N_("Online Version"), HUB_CONSOLE_COLUMN_TEXT, "online_version", .dup_text = dup_online },
  { N_("Your Part"), HUB_CONSOLE_COLUMN_TEXT, NULL, .dup_text = dup_part },
  { N_("App ID"), HUB_CONSOLE_COLUMN_TEXT, "app_id" },
  { "", HUB_CONSOLE_COLUMN_WIDGET, NULL, .create = create_open },
};

static void
activated (HubConsoleTable *table, HubConsoleItem *item, HubChooserPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "console.open-program", "s",
                              hub_console_item_get_string (item, "app_id"));
}

static void
hub_chooser_page_update (HubConsolePage *page)
{
  HubChooserPage *self = HUB_CHOOSER_PAGE (page);
  HubConsoleModel *model = hub_console_page_get_model (page);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->queue, hub_console_model_is_reviewer (model));
  if (g_list_model_get_n_items (hub_console_query_get_items (self->programs)) > 0)
    {
      hub_console_page_set_empty (page, NULL, NULL, NULL);
      return;
    }
  if (hub_console_model_is_reviewer (model))
    {
      text = g_strdup_printf (_("You review for this platform: what waits for you is in the Review Queue, above. Programs of "
                                "your own appear here with their first upload, those of others when their admin adds your "
                                "Super Hub ID, %s, as a member."),
                              hub_console_model_get_account (model));
      hub_console_page_set_empty (page, "emblem-ok-symbolic", _("No Programs of Your Own"), text);
      return;
    }
  text = g_strdup_printf (_("You are signed in as %s. Give this Super Hub ID to the admin of a program, who can add you as a "
                            "member; the program then appears here. Developers make a program with Upload."),
                          hub_console_model_get_account (model));
  hub_console_page_set_empty (page, "view-grid-symbolic", _("No Programs Yet"), text);
}

static void
hub_chooser_page_class_init (HubChooserPageClass *klass)
{
  HUB_CONSOLE_PAGE_CLASS (klass)->update = hub_chooser_page_update;
}

static void
hub_chooser_page_init (HubChooserPage *self)
{
}

/**
 * hub_chooser_page_new:
 * @model: the state to show
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
hub_chooser_page_new (HubConsoleModel *model)
{
  HubChooserPage *self = g_object_new (HUB_TYPE_CHOOSER_PAGE, "model", model, NULL);
  HubConsolePage *page = HUB_CONSOLE_PAGE (self);
  GListModel *items;

  /* What is the person's own, and of no program. */
  hub_console_page_set_up (page, _("Your Programs"), HUB_CONSOLE_SECTION_NOTIFICATIONS);
  self->programs = hub_console_query_new (model, HUB_CONSOLE_QUERY_WHOLE_LIST, "listApps", NULL);
  hub_console_query_set_global (self->programs);
  hub_console_page_add_query (page, self->programs);
  items = hub_console_query_get_items (self->programs);
  self->table = HUB_CONSOLE_TABLE (hub_console_table_new (items, columns, G_N_ELEMENTS (columns), NULL));
  hub_console_table_set_label (self->table, _("Your Programs"));
  hub_console_table_set_query (self->table, self->programs, NULL);
  hub_console_table_sort_by (self->table, 0);
  g_signal_connect (self->table, "activate", G_CALLBACK (activated), self);
  hub_console_page_set_content (page, GTK_WIDGET (self->table));

  self->queue = gtk_button_new_with_mnemonic (_("_Review Queue"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->queue), "s", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->queue), "console.open-program");
  gtk_widget_set_visible (self->queue, FALSE);
  hub_console_page_add_header (page, self->queue);
  return GTK_WIDGET (self);
}
