/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-audit-page.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "hub-audit-details.h"
#include "hub-audit-export.h"
#include "hub-audit-filter.h"
#include "hub-audit-words.h"
#include "hub-console-column.h"
#include "hub-console-file.h"
#include "hub-console-run.h"
#include "hub-console-table.h"
#include "hub-json.h"

struct _HubAuditPage
{
  HubConsolePage parent_instance;

  HubConsoleModel *model;       /* (unowned): the page's */
  HubAuditFilter *filter;
  HubConsoleTable *table;
  GtkWidget *bar;               /* what comes of verifying and exporting */
  GtkSpinner *spinner;
  GtkImage *icon;
  GtkLabel *text;
  GtkButton *end;               /* "Cancel" or "Close" */
  GCancellable *exporting;      /* (nullable) */
};

G_DEFINE_FINAL_TYPE (HubAuditPage, hub_audit_page, HUB_TYPE_CONSOLE_PAGE)

static char *
dup_what (HubConsoleItem *item, gpointer user_data)
{
  return g_strdup (hub_audit_words_name (hub_console_item_get_string (item, "action")));
}

static char *
dup_who (HubConsoleItem *item, gpointer user_data)
{
  return hub_audit_words_dup_actor (item);
}

/* By its id as well, as others may have noted it. */
static char *
dup_about (HubConsoleItem *item, gpointer user_data)
{
  g_autofree char *subject = hub_audit_words_dup_subject (item);

  return g_strdup_printf ("%s %s", subject, hub_console_item_get_string (item, "target"));
}

static gboolean
tell_target (GtkWidget *label, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  const char *target = g_object_get_data (G_OBJECT (label), "target");

  gtk_tooltip_set_text (tooltip, target);
  return target != NULL && *target != '\0';
}

static GtkWidget *
make_about (gpointer user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_has_tooltip (label, TRUE);
  g_signal_connect (label, "query-tooltip", G_CALLBACK (tell_target), NULL);
  return label;
}

static void
fill_about (GtkWidget *cell, HubConsoleItem *item, gpointer user_data)
{
  g_autofree char *subject = hub_audit_words_dup_subject (item);

  gtk_label_set_text (GTK_LABEL (cell), subject);
  g_object_set_data_full (G_OBJECT (cell), "target", g_strdup (hub_console_item_get_string (item, "target")), g_free);
}

static char *
dup_outcome (HubConsoleItem *item, gpointer user_data)
{
  return hub_audit_words_dup_outcome (item);
}

static GtkWidget *
make_outcome (gpointer user_data)
{
  return hub_console_column_make_text (0);
}

/* What was refused is what one looks for. */
static void
fill_outcome (GtkWidget *cell, HubConsoleItem *item, gpointer user_data)
{
  g_autofree char *text = hub_audit_words_dup_outcome (item);

  gtk_label_set_text (GTK_LABEL (cell), text);
  if (g_str_equal (hub_console_item_get_string (item, "outcome"), "done"))
    gtk_widget_remove_css_class (cell, "error");
  else
    gtk_widget_add_css_class (cell, "error");
}

static const HubConsoleColumn columns[] = {
  { N_("Time"), HUB_CONSOLE_COLUMN_TIME, "at", NULL, NULL, FALSE, 120 },
  { N_("Who"), HUB_CONSOLE_COLUMN_TEXT, "actor", dup_who, NULL, FALSE, 120 },
  { N_("What"), HUB_CONSOLE_COLUMN_TEXT, "action", dup_what, NULL, TRUE, 0 },
  { N_("About"), HUB_CONSOLE_COLUMN_WIDGET, "target", dup_about, NULL, FALSE, 120, make_about, fill_about },
  { N_("Outcome"), HUB_CONSOLE_COLUMN_WIDGET, "outcome", dup_outcome, NULL, TRUE, 0, make_outcome, fill_outcome },
};

/* The bar below the filter */

static void
show_working (HubAuditPage *self, const char *text, gboolean can_end)
{
  gtk_widget_set_visible (self->bar, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), FALSE);
  gtk_spinner_start (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_label_set_text (self->text, text);
  gtk_button_set_label (self->end, _("_Cancel"));
  gtk_widget_set_visible (GTK_WIDGET (self->end), can_end);
}

static void
show_result (HubAuditPage *self, const char *icon, const char *text)
{
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), TRUE);
  gtk_label_set_text (self->text, text);
  gtk_button_set_label (self->end, _("_Close"));
  gtk_widget_set_visible (GTK_WIDGET (self->end), TRUE);
  gtk_widget_set_visible (self->bar, TRUE);
}

static void
end_clicked (HubAuditPage *self)
{
  if (self->exporting != NULL)
    g_cancellable_cancel (self->exporting);
  else
    gtk_widget_set_visible (self->bar, FALSE);
}

/* Work that the page may not live to see the end of. */
typedef struct
{
  GWeakRef page;
  HubConsoleChange *change;     /* (nullable) */
} Work;

static Work *
work_new (HubAuditPage *self, HubConsoleChange *change)
{
  Work *work = g_new0 (Work, 1);

  g_weak_ref_init (&work->page, self);
  work->change = change;
  return work;
}

static void
work_free (Work *work)
{
  g_weak_ref_clear (&work->page);
  g_clear_object (&work->change);
  g_free (work);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, work_free)

static char *
dup_verdict (JsonObject *answer)
{
  JsonObject *head = hub_json_get_object (answer, "head");
  gint64 entries = hub_json_get_int (answer, "entries", 0);
  gint64 broken_at = hub_json_get_int (answer, "broken_at", 0);

  if (!hub_json_get_boolean (answer, "whole", FALSE))
    return g_strdup_printf (_("The log was changed: entry %lld is not as it was written, or one before "
                              "it is missing. Do not rely on it from there on. Export it now, and tell the platform’s operator, "
                              "who can compare it with a backup (superhubd --verify-audit)."), (long long) broken_at);
  return g_strdup_printf (_("The log is whole: all %lld entries of this program are as they were written, and none is missing up "
                            "to the end. To check later that it was not written anew, note its end: %lld:%s"),
                          (long long) entries, (long long) hub_json_get_int (head, "number", 0),
                          hub_json_get_string (head, "hash", ""));
}

static void
verified (const GError *error, gpointer user_data)
{
  Work *work = user_data;
  g_autoptr (HubAuditPage) self = g_weak_ref_get (&work->page);
  JsonNode *node = hub_console_change_get_answer (work->change);
  g_autofree char *text = NULL;
  gboolean whole;

  if (self == NULL)
    return;
  if (error != NULL || node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      show_result (self, "dialog-warning-symbolic",
                   error != NULL ? error->message : _("The platform answered something unexpected."));
      return;
    }
  text = dup_verdict (json_node_get_object (node));
  whole = hub_json_get_boolean (json_node_get_object (node), "whole", FALSE);
  show_result (self, whole ? "emblem-ok-symbolic" : "dialog-warning-symbolic", text);
}

static void
verify_action (GtkWidget *widget, const char *name, GVariant *target)
{
  HubAuditPage *self = HUB_AUDIT_PAGE (widget);
  HubConsoleChange *change = hub_console_change_new ("verifyAudit", NULL);

  show_working (self, _("Verifying the chain of entries…"), FALSE);
  hub_console_run (widget, change, verified, work_new (self, change), (GDestroyNotify) work_free);
}

/* Export */

static void
export_progressed (guint64 rows, gpointer user_data)
{
  Work *work = user_data;
  g_autoptr (HubAuditPage) self = g_weak_ref_get (&work->page);
  g_autofree char *text = g_strdup_printf (_("Exporting: %lld entries so far…"), (long long) rows);

  if (self != NULL)
    show_working (self, text, TRUE);
}

static void
exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (HubAuditPage) self = g_weak_ref_get (&work->page);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint64 rows = 0;
  gboolean done = hub_audit_export_finish (result, &rows, &error);

  if (self == NULL)
    return;
  g_clear_object (&self->exporting);
  if (done)
    text = g_strdup_printf (ngettext ("Exported %lld entry.", "Exported %lld entries.", rows), (long long) rows);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = g_strdup (_("The export was cancelled; nothing was written."));
  else
    text = g_strdup_printf (_("Nothing was exported: %s"), error->message);
  show_result (self, done ? "emblem-ok-symbolic" : "dialog-warning-symbolic", text);
}

/**
 * hub_audit_page_export:
 * @self: the page
 * @file: where to write; a name that ends with ".jsonl" gives JSON lines, others a table
 *
 * Writes what the filter lets through, with what it has beyond what is in sight.
 */
void
hub_audit_page_export (HubAuditPage *self, GFile *file)
{
  g_autoptr (JsonObject) parameters = json_object_new ();
  g_autofree char *name = g_file_get_basename (file);
  HubClient *client = hub_console_model_get_client (self->model);

  if (client == NULL || self->exporting != NULL)
    return;
  json_object_set_string_member (parameters, "app_id", hub_console_model_get_app_id (self->model));
  json_object_set_string_member (parameters, "format", g_str_has_suffix (name, ".jsonl") ? "jsonl" : "csv");
  hub_audit_filter_fill (self->filter, parameters);
  self->exporting = g_cancellable_new ();
  show_working (self, _("Exporting…"), TRUE);
  hub_audit_export_async (client, parameters, file, self->exporting, export_progressed, exported, work_new (self, NULL));
}

static void
file_chosen (GtkWidget *widget, GFile *file, gpointer user_data)
{
  hub_audit_page_export (HUB_AUDIT_PAGE (widget), file);
}

static void
add_file_filter (GtkFileChooser *chooser, const char *name, const char *pattern)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_pattern (filter, pattern);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *target)
{
  const char *suggested = g_variant_get_string (target, NULL);
  GtkFileChooser *chooser;

  if (HUB_AUDIT_PAGE (widget)->exporting != NULL)
    return;
  chooser = hub_console_file_chooser_new (widget, GTK_FILE_CHOOSER_ACTION_SAVE, _("Export the Audit Log"), _("_Export"),
                                          file_chosen, NULL, NULL);
  gtk_file_chooser_set_current_name (chooser, suggested);
  if (g_str_has_suffix (suggested, ".jsonl"))
    add_file_filter (chooser, _("JSON lines"), "*.jsonl");
  else
    add_file_filter (chooser, _("Tables"), "*.csv");
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* The page */

static void
row_activated (HubConsoleTable *table, HubConsoleItem *item, HubAuditPage *self)
{
  hub_audit_details_show (GTK_WIDGET (self), item);
}

static void
hub_audit_page_update (HubConsolePage *page)
{
  HubAuditPage *self = HUB_AUDIT_PAGE (page);

  if (hub_audit_filter_is_set (self->filter))
    hub_console_table_set_placeholder (self->table, "edit-find-symbolic", _("Nothing Found"),
                                       _("No entry fits the filter above."));
  else
    hub_console_table_set_placeholder (self->table, "document-open-recent-symbolic", _("Nothing Has Happened Yet"),
                                       _("Every change of the program appears here, and every refused try."));
}

/* What was found out about one program's log says nothing of another's; an export goes on. */
static void
model_reset (HubAuditPage *self)
{
  if (self->exporting == NULL)
    gtk_widget_set_visible (self->bar, FALSE);
}

static void
hub_audit_page_dispose (GObject *object)
{
  HubAuditPage *self = HUB_AUDIT_PAGE (object);

  g_cancellable_cancel (self->exporting);
  g_clear_object (&self->exporting);
  G_OBJECT_CLASS (hub_audit_page_parent_class)->dispose (object);
}

static void
hub_audit_page_class_init (HubAuditPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hub_audit_page_dispose;
  HUB_CONSOLE_PAGE_CLASS (klass)->update = hub_audit_page_update;
  gtk_widget_class_install_action (widget_class, "audit.verify", NULL, verify_action);
  gtk_widget_class_install_action (widget_class, "audit.export", "s", export_action);
}

static void
hub_audit_page_init (HubAuditPage *self)
{
}

static GtkWidget *
make_bar (HubAuditPage *self)
{
  GtkWidget *text = gtk_label_new (NULL);

  self->bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  self->icon = GTK_IMAGE (gtk_image_new ());
  self->text = GTK_LABEL (text);
  self->end = GTK_BUTTON (gtk_button_new ());
  gtk_button_set_use_underline (self->end, TRUE);
  gtk_label_set_wrap (self->text, TRUE);
  gtk_label_set_wrap_mode (self->text, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (self->text, TRUE);
  gtk_label_set_xalign (self->text, 0);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->end), GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->end, "clicked", G_CALLBACK (end_clicked), self);
  gtk_box_append (GTK_BOX (self->bar), GTK_WIDGET (self->spinner));
  gtk_box_append (GTK_BOX (self->bar), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (self->bar), text);
  gtk_box_append (GTK_BOX (self->bar), GTK_WIDGET (self->end));
  gtk_widget_add_css_class (self->bar, "console-note");
  gtk_widget_set_visible (self->bar, FALSE);
  return self->bar;
}

static void
add_header (HubAuditPage *self)
{
  GtkWidget *verify = gtk_button_new_with_mnemonic (_("_Verify"));
  GtkWidget *export = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _("As a _Table (CSV)…"), "audit.export::audit.csv");
  g_menu_append (menu, _("As _JSON Lines…"), "audit.export::audit.jsonl");
  gtk_menu_button_set_label (GTK_MENU_BUTTON (export), _("_Export"));
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (export), TRUE);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (export), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (verify, _("Check that nobody has changed the log"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (verify), "audit.verify");
  hub_console_page_add_header (HUB_CONSOLE_PAGE (self), verify);
  hub_console_page_add_header (HUB_CONSOLE_PAGE (self), export);
}

/**
 * hub_audit_page_new:
 * @model: the state
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
hub_audit_page_new (HubConsoleModel *model)
{
  HubAuditPage *self = g_object_new (HUB_TYPE_AUDIT_PAGE, "model", model, NULL);
  HubConsoleQuery *query = hub_console_query_new (model, HUB_CONSOLE_QUERY_LOG, "listAudit", NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *table = hub_console_table_new (hub_console_query_get_items (query), columns, G_N_ELEMENTS (columns), self);

  self->model = model;
  self->table = HUB_CONSOLE_TABLE (table);
  self->filter = HUB_AUDIT_FILTER (hub_audit_filter_new (query));
  hub_console_page_set_up (HUB_CONSOLE_PAGE (self), _("Audit"), HUB_CONSOLE_SECTION_APP);
  hub_console_page_set_permission (HUB_CONSOLE_PAGE (self), "development-management");
  hub_console_page_keep (HUB_CONSOLE_PAGE (self));
  hub_console_table_set_label (self->table, _("Audit log"));
  hub_console_table_set_query (self->table, query, NULL);
  hub_console_page_add_part_query (HUB_CONSOLE_PAGE (self), query, NULL);
  g_signal_connect_object (model, "reset", G_CALLBACK (model_reset), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (table, "activate", G_CALLBACK (row_activated), self, 0);
  add_header (self);
  gtk_widget_set_vexpand (table, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->filter));
  gtk_box_append (GTK_BOX (box), make_bar (self));
  gtk_box_append (GTK_BOX (box), table);
  hub_console_page_set_content (HUB_CONSOLE_PAGE (self), box);
  return GTK_WIDGET (self);
}
