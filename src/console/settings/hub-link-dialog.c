/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-link-dialog.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-run.h"
#include "hub-json.h"
#include "hub-line-editor.h"

struct _HubLinkDialog
{
  AdwWindow parent_instance;

  GWeakRef over;                /* what runs the change: a dialog is in no console */
  char *id;                     /* (nullable): of the rule that is changed */
  AdwEntryRow *prefix;
  AdwEntryRow *page;
  AdwComboRow *opens;
  HubLineEditor *debug;
  GtkLabel *error;
  GtkWidget *save;
  gboolean saving;
};

G_DEFINE_FINAL_TYPE (HubLinkDialog, hub_link_dialog, ADW_TYPE_WINDOW)

static const char *const versions[] = { "develop", "trial", "release" };

static void
update (HubLinkDialog *self)
{
  gboolean filled = *gtk_editable_get_text (GTK_EDITABLE (self->prefix)) != '\0'
                    && *gtk_editable_get_text (GTK_EDITABLE (self->page)) != '\0';

  gtk_widget_set_sensitive (self->save, filled && !self->saving);
}

/* What was typed stays until the platform took it. */
static void
saved (const GError *error, gpointer user_data)
{
  g_autoptr (HubLinkDialog) self = g_weak_ref_get (user_data);

  if (self == NULL)
    return;
  self->saving = FALSE;
  if (error == NULL)
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  gtk_label_set_text (self->error, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->error), TRUE);
  update (self);
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
save_clicked (HubLinkDialog *self)
{
  g_autoptr (HubConsoleChange) change = hub_console_change_new (self->id != NULL ? "editJumpQRCode" : "addJumpQRCode",
                                                                _("Rule saved; publish it once it is tested"));
  g_autoptr (GtkWidget) over = g_weak_ref_get (&self->over);
  g_auto (GStrv) debug = hub_line_editor_dup_lines (self->debug);
  JsonArray *urls;
  GWeakRef *ref;

  if (over == NULL)
    return;
  if (self->id != NULL)
    hub_console_change_set_string (change, "id", self->id);
  hub_console_change_set_string (change, "prefix", gtk_editable_get_text (GTK_EDITABLE (self->prefix)));
  hub_console_change_set_string (change, "path", gtk_editable_get_text (GTK_EDITABLE (self->page)));
  hub_console_change_set_string (change, "open_version", versions[adw_combo_row_get_selected (self->opens)]);
  urls = json_array_new ();
  for (guint i = 0; debug[i] != NULL; i++)
    json_array_add_string_element (urls, debug[i]);
  json_object_set_array_member (hub_console_change_get_parameters (change), "debug_url", urls);
  self->saving = TRUE;
  update (self);
  ref = g_new0 (GWeakRef, 1);
  g_weak_ref_init (ref, self);
  hub_console_run (over, change, saved, ref, weak_ref_free);
}

static void
hub_link_dialog_finalize (GObject *object)
{
  HubLinkDialog *self = HUB_LINK_DIALOG (object);

  g_weak_ref_clear (&self->over);
  g_free (self->id);
  G_OBJECT_CLASS (hub_link_dialog_parent_class)->finalize (object);
}

static void
hub_link_dialog_class_init (HubLinkDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hub_link_dialog_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hub_link_dialog_init (HubLinkDialog *self)
{
  g_weak_ref_init (&self->over, NULL);
}

static GtkWidget *
make_header (HubLinkDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  self->save = gtk_button_new_with_mnemonic (_("_Save"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  gtk_window_set_default_widget (GTK_WINDOW (self), self->save);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_clicked), self);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->save);
  return header;
}

static AdwEntryRow *
add_entry (HubLinkDialog *self, GtkWidget *group, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (update), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return ADW_ENTRY_ROW (row);
}

static GtkWidget *
make_rule (HubLinkDialog *self)
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
make_debugging (HubLinkDialog *self)
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
load (HubLinkDialog *self, HubConsoleItem *rule)
{
  JsonArray *debug = hub_json_get_array (hub_console_item_get_record (rule), "debug_url");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;

  self->id = g_strdup (hub_console_item_get_string (rule, "id"));
  gtk_editable_set_text (GTK_EDITABLE (self->prefix), hub_console_item_get_string (rule, "prefix"));
  gtk_editable_set_text (GTK_EDITABLE (self->page), hub_console_item_get_string (rule, "path"));
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    if (g_str_equal (versions[i], hub_console_item_get_string (rule, "open_version")))
      adw_combo_row_set_selected (self->opens, i);
  for (guint i = 0; debug != NULL && i < json_array_get_length (debug); i++)
    g_strv_builder_add (builder, json_array_get_string_element (debug, i));
  lines = g_strv_builder_end (builder);
  hub_line_editor_show (self->debug, (const char * const *) lines);
}

/**
 * hub_link_dialog_new:
 * @over: a widget of the console, over whose window it is shown
 * @rule: (nullable): the rule to change; %NULL to add one
 *
 * Returns: (transfer none): a dialog, not shown yet, which saves by itself
 */
GtkWidget *
hub_link_dialog_new (GtkWidget *over, HubConsoleItem *rule)
{
  HubLinkDialog *self = g_object_new (HUB_TYPE_LINK_DIALOG, "transient-for", gtk_widget_get_root (over), "modal", TRUE,
                                      "destroy-with-parent", TRUE, "default-width", 520, "resizable", FALSE, "title",
                                      rule != NULL ? _("Change Rule") : _("Add Rule"), NULL);
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  g_weak_ref_set (&self->over, over);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  self->error = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->error, TRUE);
  gtk_label_set_xalign (self->error, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  gtk_box_append (GTK_BOX (outer), make_header (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->error));
  gtk_box_append (GTK_BOX (box), make_rule (self));
  gtk_box_append (GTK_BOX (box), make_debugging (self));
  gtk_box_append (GTK_BOX (outer), box);
  adw_window_set_content (ADW_WINDOW (self), outer);
  if (rule != NULL)
    load (self, rule);
  update (self);
  return GTK_WIDGET (self);
}
