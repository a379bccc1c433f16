/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-domains-panel.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-run.h"
#include "hub-json.h"
#include "hub-line-editor.h"

/* The uses of the API, and what a domain of each looks like. */
static const struct
{
  const char *id;
  const char *title;
  const char *form;
} uses[] = {
  { "request", "wx.request", "https://HOST[:PORT]" },
  { "socket", "wx.connectSocket", "wss://HOST[:PORT]" },
  { "uploadFile", "wx.uploadFile", "https://HOST[:PORT]" },
  { "downloadFile", "wx.downloadFile", "https://HOST[:PORT]" },
  { "udp", "wx.createUDPSocket", "udp://HOST:PORT" },
  { "tcp", "wx.createTCPSocket", "tcp://HOST:PORT" },
};

#define N_USES G_N_ELEMENTS (uses)

struct _HubDomainsPanel
{
  AdwBin parent_instance;

  HubConsoleQuery *query;
  HubLineEditor *editors[N_USES];
  GtkLabel *counts[N_USES];
  GtkLabel *left;
  GtkLabel *error;
  GtkWidget *save;
  GtkWidget *revert;
  gint64 at_most;               /* domains of a use */
  gboolean saving;
};

G_DEFINE_FINAL_TYPE (HubDomainsPanel, hub_domains_panel, ADW_TYPE_BIN)

static void
update (HubDomainsPanel *self)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < N_USES; i++)
    {
      g_auto (GStrv) lines = hub_line_editor_dup_lines (self->editors[i]);
      g_autofree char *count = g_strdup_printf ("%u/%d", g_strv_length (lines), (int) self->at_most);

      gtk_label_set_text (self->counts[i], count);
      changed = changed || hub_line_editor_is_changed (self->editors[i]);
    }
  gtk_widget_set_sensitive (self->save, changed && !self->saving);
  gtk_widget_set_sensitive (self->revert, changed && !self->saving);
}

static void
show_editor (HubLineEditor *editor, JsonObject *answer, const char *use)
{
  JsonArray *domains = hub_json_get_array (answer, use);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; domains != NULL && i < json_array_get_length (domains); i++)
    g_strv_builder_add (builder, json_array_get_string_element (domains, i));
  lines = g_strv_builder_end (builder);
  hub_line_editor_show (editor, (const char * const *) lines);
}

static void
query_changed (HubDomainsPanel *self)
{
  JsonObject *answer = hub_console_query_get_answer (self->query);
  g_autofree char *left = NULL;

  if (answer == NULL)
    return;
  self->at_most = hub_json_get_int (answer, "domains_of_a_kind", 0);
  left = g_strdup_printf (_("%d of %d changes left this month"), (int) hub_json_get_int (answer, "edits_left", 0),
                          (int) hub_json_get_int (answer, "edits_a_month", 0));
  gtk_label_set_text (self->left, left);
  for (guint i = 0; i < N_USES; i++)
    show_editor (self->editors[i], answer, uses[i].id);
  update (self);
}

/* The platform writes domains in their one form: what it answers stands in the place of what was typed. */
static void
saved (GtkWidget *widget, HubConsoleChange *change, const GError *error)
{
  HubDomainsPanel *self = HUB_DOMAINS_PANEL (widget);
  JsonNode *answer = hub_console_change_get_answer (change);

  self->saving = FALSE;
  gtk_label_set_text (self->error, error != NULL ? error->message : "");
  for (guint i = 0; error == NULL && answer != NULL && i < N_USES; i++)
    {
      hub_line_editor_revert (self->editors[i]);
      show_editor (self->editors[i], json_node_get_object (answer), uses[i].id);
    }
  update (self);
}

/* Several lists in one change count once. */
static void
save_clicked (HubDomainsPanel *self)
{
  g_autoptr (HubConsoleChange) change = hub_console_change_new ("modifyServerDomain", _("Server domains saved"));
  JsonObject *parameters = hub_console_change_get_parameters (change);

  hub_console_change_set_string (change, "action", "set");
  for (guint i = 0; i < N_USES; i++)
    {
      g_auto (GStrv) lines = hub_line_editor_dup_lines (self->editors[i]);
      JsonArray *domains;

      if (!hub_line_editor_is_changed (self->editors[i]))
        continue;
      domains = json_array_new ();
      for (guint j = 0; lines[j] != NULL; j++)
        json_array_add_string_element (domains, lines[j]);
      json_object_set_array_member (parameters, uses[i].id, domains);
    }
  self->saving = TRUE;
  update (self);
  hub_console_run_for (GTK_WIDGET (self), change, saved);
}

static void
revert_clicked (HubDomainsPanel *self)
{
  for (guint i = 0; i < N_USES; i++)
    hub_line_editor_revert (self->editors[i]);
  gtk_label_set_text (self->error, "");
}

static void
hub_domains_panel_dispose (GObject *object)
{
  g_clear_object (&HUB_DOMAINS_PANEL (object)->query);
  G_OBJECT_CLASS (hub_domains_panel_parent_class)->dispose (object);
}

static void
hub_domains_panel_class_init (HubDomainsPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_domains_panel_dispose;
}

static void
hub_domains_panel_init (HubDomainsPanel *self)
{
}

/* What was typed for one program's servers is nothing for another's. */
static void
model_reset (HubDomainsPanel *self)
{
  for (guint i = 0; i < N_USES; i++)
    {
      hub_line_editor_revert (self->editors[i]);
      hub_line_editor_show (self->editors[i], NULL);
    }
  gtk_label_set_text (self->error, "");
}

static GtkWidget *
make_use (HubDomainsPanel *self, guint i)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *description = g_strdup_printf (_("One in each line: %s"), uses[i].form);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), uses[i].title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  self->counts[i] = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->counts[i]), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->counts[i]), "numeric");
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->counts[i]));
  self->editors[i] = HUB_LINE_EDITOR (hub_line_editor_new (uses[i].title));
  g_signal_connect_swapped (self->editors[i], "changed", G_CALLBACK (update), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->editors[i]));
  gtk_widget_set_hexpand (group, TRUE);
  return group;
}

static GtkWidget *
make_end (HubDomainsPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->left = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->left), "dim-label");
  gtk_label_set_xalign (self->left, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->left), TRUE);
  self->revert = gtk_button_new_with_mnemonic (_("_Revert"));
  self->save = gtk_button_new_with_mnemonic (_("_Save"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  g_signal_connect_swapped (self->revert, "clicked", G_CALLBACK (revert_clicked), self);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_clicked), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->left));
  gtk_box_append (GTK_BOX (box), self->revert);
  gtk_box_append (GTK_BOX (box), self->save);
  return box;
}

/**
 * hub_domains_panel_new:
 * @page: the page it is part of
 *
 * Returns: (transfer floating): the lists of servers that the program may ask
 */
GtkWidget *
hub_domains_panel_new (HubConsolePage *page)
{
  static const char *const events[] = { "modifyServerDomain", NULL };
  HubDomainsPanel *self = g_object_new (HUB_TYPE_DOMAINS_PANEL, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *note = gtk_label_new (_("The program asks only these servers, in the simulator and on phones. No IP addresses, no "
                                     "wildcards, no paths; the port is exact."));

  self->query = hub_console_query_new (hub_console_page_get_model (page), HUB_CONSOLE_QUERY_OBJECT, "getServerDomain", events);
  g_signal_connect_object (self->query, "changed", G_CALLBACK (query_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hub_console_page_get_model (page), "reset", G_CALLBACK (model_reset), self, G_CONNECT_SWAPPED);
  hub_console_page_add_query (page, g_object_ref (self->query));
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 18);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  for (guint i = 0; i < N_USES; i++)
    gtk_grid_attach (GTK_GRID (grid), make_use (self, i), i % 2, i / 2, 1, 1);
  self->error = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->error, TRUE);
  gtk_label_set_xalign (self->error, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "error");
  gtk_box_append (GTK_BOX (box), note);
  gtk_box_append (GTK_BOX (box), grid);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->error));
  gtk_box_append (GTK_BOX (box), make_end (self));
  adw_bin_set_child (ADW_BIN (self), box);
  update (self);
  return GTK_WIDGET (self);
}
