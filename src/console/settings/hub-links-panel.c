/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-links-panel.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-row.h"
#include "hub-console-file.h"
#include "hub-console-run.h"
#include "hub-console-section.h"
#include "hub-json.h"
#include "hub-link-dialog.h"

struct _HubLinksPanel
{
  AdwBin parent_instance;

  HubConsoleQuery *rules;
  HubConsoleQuery *match;
  GtkWidget *add;
  GtkLabel *left;
  AdwEntryRow *url;
  GtkWidget *verdict_row;
  GtkLabel *verdict;
};

G_DEFINE_FINAL_TYPE (HubLinksPanel, hub_links_panel, ADW_TYPE_BIN)

static const char *
get_version_name (const char *version)
{
  return g_str_equal (version, "trial") ? _("test version") : g_str_equal (version, "develop") ? _("developer version")
                                                                                           : _("online version");
}

static void
rules_changed (HubLinksPanel *self)
{
  JsonObject *answer = hub_console_query_get_answer (self->rules);
  guint n = g_list_model_get_n_items (hub_console_query_get_items (self->rules));
  int at_most, publications;
  g_autofree char *text = NULL;

  if (answer == NULL)
    return;
  at_most = hub_json_get_int (answer, "rules_at_most", 0);
  publications = hub_json_get_int (answer, "publications_left", 0);
  text = g_strdup_printf (_("%u of %d rules; %d publications left this month"), n, at_most, publications);
  gtk_label_set_text (self->left, text);
  gtk_widget_set_sensitive (self->add, (int) n < at_most);
}

/* The tester */

static const struct
{
  const char *match;
  const char *why;
} mismatches[] = {
  { "matches", N_("matches") },
  { "other_scheme", N_("the scheme is another") },
  { "other_host", N_("the host is another") },
  { "other_path", N_("the path is another") },
  { "below_path", N_("the link lies below it, and the rule does not end with /") },
  { "other_query", N_("the query does not begin with the rule’s") },
};

static void
append_rules (GString *text, JsonObject *answer)
{
  JsonArray *rules = hub_json_get_array (answer, "rules");

  for (guint i = 0; rules != NULL && i < json_array_get_length (rules); i++)
    {
      JsonObject *rule = json_array_get_object_element (rules, i);
      const char *match = hub_json_get_string (rule, "match", "");

      for (guint j = 0; j < G_N_ELEMENTS (mismatches); j++)
        if (g_str_equal (mismatches[j].match, match))
          g_string_append_printf (text, "\n• %s: %s", hub_json_get_string (rule, "prefix", ""), _(mismatches[j].why));
    }
}

static char *
dup_verdict (JsonObject *answer)
{
  const char *reason = hub_json_get_string (answer, "reason", "");
  JsonObject *rule = hub_json_get_object (answer, "rule");
  const char *prefix = rule != NULL ? hub_json_get_string (rule, "prefix", "") : "";
  const char *page = rule != NULL ? hub_json_get_string (rule, "path", "") : "";

  if (g_str_equal (reason, "published"))
    return g_strdup_printf (_("Opens %s in the online version, by the rule %s."), page, prefix);
  if (g_str_equal (reason, "debug_url"))
    return g_strdup_printf (_("Opens %s in the %s, as a debugging link of the rule %s."), page,
                            get_version_name (hub_json_get_string (answer, "opens", "release")), prefix);
  if (g_str_equal (reason, "not_published"))
    return g_strdup_printf (_("Opens nothing: it hits the rule %s, which is not published."), prefix);
  if (g_str_equal (reason, "other_program"))
    return g_strdup (_("Opens another program, which published a rule for it."));
  return g_strdup (_("Opens nothing: no rule fits."));
}

static void
match_changed (HubLinksPanel *self)
{
  JsonObject *answer = hub_console_query_get_answer (self->match);
  const GError *error = hub_console_query_get_error (self->match);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *verdict = NULL;

  if (*gtk_editable_get_text (GTK_EDITABLE (self->url)) != '\0' && error != NULL)
    g_string_append (text, error->message);
  else if (*gtk_editable_get_text (GTK_EDITABLE (self->url)) != '\0' && answer != NULL)
    {
      verdict = dup_verdict (answer);
      g_string_append (text, verdict);
      append_rules (text, answer);
    }
  gtk_label_set_text (self->verdict, text->str);
  gtk_widget_set_visible (self->verdict_row, text->len > 0);
}

static void
test_link (HubLinksPanel *self)
{
  const char *url = gtk_editable_get_text (GTK_EDITABLE (self->url));

  hub_console_query_set_active (self->match, *url != '\0');
  hub_console_query_set_parameter (self->match, "url", *url != '\0' ? url : NULL);
  match_changed (self);
}

/* What is done with a rule */

static HubConsoleItem *
dup_rule (HubLinksPanel *self, GVariant *target)
{
  GListModel *rules = hub_console_query_get_items (self->rules);

  for (guint i = 0; i < g_list_model_get_n_items (rules); i++)
    {
      g_autoptr (HubConsoleItem) rule = g_list_model_get_item (rules, i);

      if (g_str_equal (hub_console_item_get_string (rule, "id"), g_variant_get_string (target, NULL)))
        return g_steal_pointer (&rule);
    }
  return NULL;
}

static void
publish_action (GtkWidget *widget, const char *name, GVariant *target)
{
  g_autoptr (HubConsoleItem) rule = dup_rule (HUB_LINKS_PANEL (widget), target);
  HubConsoleChange *change;
  g_autofree char *heading = NULL;

  if (rule == NULL)
    return;
  heading = g_strdup_printf (_("Publish the Rule for %s?"), hub_console_item_get_string (rule, "prefix"));
  change = hub_console_change_new ("publishJumpQRCode", _("Published: the links open the program for everyone"));
  hub_console_change_set_string (change, "id", hub_console_item_get_string (rule, "id"));
  hub_console_confirm (widget, change, heading,
                       _("From now on these links open the program for everyone. A published rule is not changed any more, only "
                         "replaced by another."),
                       _("_Publish"), ADW_RESPONSE_SUGGESTED);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *target)
{
  g_autoptr (HubConsoleItem) rule = dup_rule (HUB_LINKS_PANEL (widget), target);
  HubConsoleChange *change;
  g_autofree char *heading = NULL;

  if (rule == NULL)
    return;
  heading = g_strdup_printf (_("Delete the Rule for %s?"), hub_console_item_get_string (rule, "prefix"));
  change = hub_console_change_new ("deleteJumpQRCode", _("Rule deleted"));
  hub_console_change_set_string (change, "id", hub_console_item_get_string (rule, "id"));
  hub_console_confirm (widget, change, heading, _("Its links open the program no more."), _("_Delete"),
                       ADW_RESPONSE_DESTRUCTIVE);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *target)
{
  g_autoptr (HubConsoleItem) rule = dup_rule (HUB_LINKS_PANEL (widget), target);

  if (rule != NULL)
    hub_link_dialog_show (widget, rule);
}

static void
add_clicked (HubLinksPanel *self)
{
  hub_link_dialog_show (GTK_WIDGET (self), NULL);
}

/* The verification file: asked for by a change of nothing, since its answer is all there is to it. */

static void
file_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HubLinksPanel) self = user_data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    hub_console_toast (GTK_WIDGET (self), _("Saved; put it into the folder of the rule on your site"));
  else
    hub_console_refuse (GTK_WIDGET (self), error->message);
}

static void
file_chosen (GtkWidget *widget, GFile *file, gpointer content)
{
  g_file_replace_contents_bytes_async (file, content, NULL, FALSE, G_FILE_CREATE_NONE, NULL, file_saved, g_object_ref (widget));
}

static void
file_answered (GtkWidget *widget, HubConsoleChange *change, const GError *error)
{
  JsonNode *answer = hub_console_change_get_answer (change);
  GtkFileChooser *chooser;
  const char *content;

  if (error != NULL || answer == NULL)
    {
      hub_console_refuse (widget, error != NULL ? error->message : _("The platform answered something unexpected."));
      return;
    }
  content = hub_json_get_string (json_node_get_object (answer), "file_content", "");
  chooser = hub_console_file_chooser_new (widget, GTK_FILE_CHOOSER_ACTION_SAVE, _("Save Verification File"), _("_Save"),
                                          file_chosen, g_bytes_new (content, strlen (content)), (GDestroyNotify) g_bytes_unref);
  gtk_file_chooser_set_current_name (chooser, hub_json_get_string (json_node_get_object (answer), "file_name", ""));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
file_clicked (HubLinksPanel *self)
{
  g_autoptr (HubConsoleChange) change = hub_console_change_new ("downloadQRCodeText", NULL);

  hub_console_run_for (GTK_WIDGET (self), change, file_answered);
}

static void
hub_links_panel_dispose (GObject *object)
{
  HubLinksPanel *self = HUB_LINKS_PANEL (object);

  g_clear_object (&self->rules);
  g_clear_object (&self->match);
  G_OBJECT_CLASS (hub_links_panel_parent_class)->dispose (object);
}

static void
hub_links_panel_class_init (HubLinksPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hub_links_panel_dispose;
  gtk_widget_class_install_action (widget_class, "links.publish", "s", publish_action);
  gtk_widget_class_install_action (widget_class, "links.edit", "s", edit_action);
  gtk_widget_class_install_action (widget_class, "links.delete", "s", delete_action);
}

static void
hub_links_panel_init (HubLinksPanel *self)
{
}

static void
add_debugging (HubConsoleRow *row, HubConsoleItem *item)
{
  JsonArray *debug = hub_json_get_array (hub_console_item_get_record (item), "debug_url");

  for (guint i = 0; debug != NULL && i < json_array_get_length (debug); i++)
    {
      g_autofree char *text = g_strdup_printf (_("%s opens the %s"), json_array_get_string_element (debug, i),
                                               get_version_name (hub_console_item_get_string (item, "open_version")));

      hub_console_row_add_detail (row, text);
    }
}

static GtkWidget *
rule_row (gpointer item, gpointer user_data)
{
  HubConsoleRow *row = HUB_CONSOLE_ROW (hub_console_row_new (hub_console_item_get_string (item, "prefix")));
  const char *id = hub_console_item_get_string (item, "id");
  gboolean published = g_str_equal (hub_console_item_get_string (item, "state"), "published");
  g_autoptr (GDateTime) time = hub_console_item_dup_time (item, published ? "published_at" : "made_at");

  hub_console_row_set_icon (row, "insert-link-symbolic", published ? "success" : NULL);
  hub_console_row_add_badge (row, published ? _("Published") : _("Draft"), published ? "success" : NULL);
  hub_console_row_add_detail (row, hub_console_item_get_string (item, "path"));
  if (!published)
    add_debugging (row, item);
  hub_console_row_add_fact (row, hub_console_item_get_string (item, "made_by"));
  hub_console_row_add_time (row, NULL, time);
  if (!published)
    {
      hub_console_row_add_button (row, _("_Publish…"), "links.publish", id);
      hub_console_row_add_icon (row, "document-edit-symbolic", _("Change Rule"), "links.edit", id);
    }
  hub_console_row_add_icon (row, "user-trash-symbolic", _("Delete Rule"), "links.delete", id);
  return GTK_WIDGET (row);
}

static GtkWidget *
make_tester (HubLinksPanel *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Tester"));
  self->url = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->url), _("Which rule does this link hit?"));
  adw_entry_row_set_show_apply_button (self->url, TRUE);
  g_signal_connect_swapped (self->url, "apply", G_CALLBACK (test_link), self);
  self->verdict = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->verdict, TRUE);
  gtk_label_set_wrap_mode (self->verdict, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (self->verdict, TRUE);
  gtk_label_set_xalign (self->verdict, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->verdict), "console-note");
  self->verdict_row = adw_preferences_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->verdict_row), GTK_WIDGET (self->verdict));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->verdict_row), FALSE);
  gtk_widget_set_visible (self->verdict_row, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->url));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->verdict_row);
  return group;
}

static GtkWidget *
make_tools (HubLinksPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *file = gtk_button_new_with_mnemonic (_("_Verification File…"));

  self->left = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->left), "dim-label");
  gtk_label_set_xalign (self->left, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->left), TRUE);
  self->add = gtk_button_new_with_mnemonic (_("_Add Rule…"));
  gtk_widget_add_css_class (self->add, "suggested-action");
  gtk_widget_set_tooltip_text (file, _("Proves to the platform that the site is yours"));
  g_signal_connect_swapped (file, "clicked", G_CALLBACK (file_clicked), self);
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (add_clicked), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->left));
  gtk_box_append (GTK_BOX (box), file);
  gtk_box_append (GTK_BOX (box), self->add);
  return box;
}

/**
 * hub_links_panel_new:
 * @page: the page it is part of
 *
 * Returns: (transfer floating): the rules by which links of a site open the program, with a tester
 */
GtkWidget *
hub_links_panel_new (HubConsolePage *page)
{
  static const char *const events[] = { "addJumpQRCode", "editJumpQRCode", "deleteJumpQRCode", "publishJumpQRCode", NULL };
  HubConsoleModel *model = hub_console_page_get_model (page);
  HubLinksPanel *self = g_object_new (HUB_TYPE_LINKS_PANEL, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->rules = hub_console_query_new (model, HUB_CONSOLE_QUERY_WHOLE_LIST, "getJumpQRCode", events);
  hub_console_query_set_unpaged (self->rules);
  self->match = hub_console_query_new (model, HUB_CONSOLE_QUERY_OBJECT, "matchJumpQRCode", events);
  g_signal_connect_object (self->rules, "changed", G_CALLBACK (rules_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->match, "changed", G_CALLBACK (match_changed), self, G_CONNECT_SWAPPED);
  hub_console_page_add_query (page, g_object_ref (self->rules));
  gtk_box_append (GTK_BOX (box), make_tools (self));
  gtk_box_append (GTK_BOX (box),
                  hub_console_section_new (_("Rules"), _("Links of your site that open the program when they are scanned"),
                                           _("No rules yet. Save the verification file, put it on your site, and add a rule."),
                                           hub_console_query_get_items (self->rules), rule_row, self));
  gtk_box_append (GTK_BOX (box), make_tester (self));
  adw_bin_set_child (ADW_BIN (self), box);
  return GTK_WIDGET (self);
}
