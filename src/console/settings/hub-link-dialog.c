/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-link-dialog.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-dialog.h"
#include "hub-json.h"
#include "hub-line-editor.h"

typedef struct
{
  HubConsoleDialog *dialog;     /* (unowned): owns this */
  char *id;                     /* (nullable): of the rule that is changed */
  GtkEditable *prefix;
  GtkEditable *page;
  AdwComboRow *opens;
  HubLineEditor *debug;
} LinkDialog;

static const char *const versions[] = { "develop", "trial", "release" };

static void
link_dialog_free (LinkDialog *self)
{
  g_free (self->id);
  g_free (self);
}

static void
update (LinkDialog *self)
{
  if (gtk_widget_in_destruction (GTK_WIDGET (self->dialog)))
    return;
  hub_console_dialog_set_ready (self->dialog, *gtk_editable_get_text (self->prefix) != '\0'
                                              && *gtk_editable_get_text (self->page) != '\0');
}

static void
accepted (HubConsoleDialog *dialog, LinkDialog *self)
{
  g_autoptr (HubConsoleChange) change = hub_console_change_new (self->id != NULL ? "editJumpQRCode" : "addJumpQRCode",
                                                                _("Rule saved; publish it once it is tested"));
  g_auto (GStrv) debug = hub_line_editor_dup_lines (self->debug);
  JsonArray *urls = json_array_new ();

  if (self->id != NULL)
    hub_console_change_set_string (change, "id", self->id);
  hub_console_change_set_string (change, "prefix", gtk_editable_get_text (self->prefix));
  hub_console_change_set_string (change, "path", gtk_editable_get_text (self->page));
  hub_console_change_set_string (change, "open_version", versions[adw_combo_row_get_selected (self->opens)]);
  for (guint i = 0; debug[i] != NULL; i++)
    json_array_add_string_element (urls, debug[i]);
  json_object_set_array_member (hub_console_change_get_parameters (change), "debug_url", urls);
  hub_console_dialog_run (dialog, change);
}

static GtkEditable *
add_entry (LinkDialog *self, GtkWidget *group, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (update), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return GTK_EDITABLE (row);
}

static GtkWidget *
make_rule (LinkDialog *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _("Links that begin with this one open the page. End it with / for everything below it. "
                                           "The program's verification file must lie in its folder on the site."));
  self->prefix = add_entry (self, group, _("Link (https://…)"));
  self->page = add_entry (self, group, _("Page, such as pages/menu/menu"));
  return group;
}

static GtkWidget *
make_debugging (LinkDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *opens = adw_preferences_group_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Debugging Links"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _("Up to five, one in each line: until the rule is published they open a version for the "
                                           "people who may open it."));
  self->debug = HUB_LINE_EDITOR (hub_line_editor_new (_("Debugging Links")));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->debug));
  gtk_string_list_append (names, _("Developer Version"));
  gtk_string_list_append (names, _("Test Version"));
  gtk_string_list_append (names, _("Online Version"));
  self->opens = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->opens), _("They Open"));
  adw_combo_row_set_model (self->opens, G_LIST_MODEL (names));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (opens), GTK_WIDGET (self->opens));
  gtk_box_append (GTK_BOX (box), group);
  gtk_box_append (GTK_BOX (box), opens);
  return box;
}

static void
load (LinkDialog *self, HubConsoleItem *rule)
{
  JsonArray *debug = hub_json_get_array (hub_console_item_get_record (rule), "debug_url");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;

  self->id = g_strdup (hub_console_item_get_string (rule, "id"));
  gtk_editable_set_text (self->prefix, hub_console_item_get_string (rule, "prefix"));
  gtk_editable_set_text (self->page, hub_console_item_get_string (rule, "path"));
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    if (g_str_equal (versions[i], hub_console_item_get_string (rule, "open_version")))
      adw_combo_row_set_selected (self->opens, i);
  for (guint i = 0; debug != NULL && i < json_array_get_length (debug); i++)
    g_strv_builder_add (builder, json_array_get_string_element (debug, i));
  lines = g_strv_builder_end (builder);
  hub_line_editor_show (self->debug, (const char * const *) lines);
}

/**
 * hub_link_dialog_show:
 * @owner: a widget of the console
 * @rule: (nullable): the rule to change; %NULL to add one
 *
 * Shows a dialog that adds or changes a rule.
 */
void
hub_link_dialog_show (GtkWidget *owner, HubConsoleItem *rule)
{
  LinkDialog *self = g_new0 (LinkDialog, 1);

  self->dialog = hub_console_dialog_new (owner, rule != NULL ? _("Change Rule") : _("Add Rule"), _("_Save"));
  g_object_set_data_full (G_OBJECT (self->dialog), "link-dialog", self, (GDestroyNotify) link_dialog_free);
  hub_console_dialog_add (self->dialog, make_rule (self));
  hub_console_dialog_add (self->dialog, make_debugging (self));
  g_signal_connect (self->dialog, "accept", G_CALLBACK (accepted), self);
  if (rule != NULL)
    load (self, rule);
  update (self);
  gtk_window_present (GTK_WINDOW (self->dialog));
}
