/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-review-checks.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "hub-console-progress.h"
#include "hub-console-row.h"
#include "hub-console-section.h"
#include "hub-json.h"
#include "hub-review-names.h"

/* More findings of a check than this are told as a number. */
#define MAX_FINDINGS 12

struct _HubReviewChecks
{
  GtkWidget parent_instance;

  HubConsoleQuery *query;       /* of getVersionChecks or getReviewChecks */
  GListStore *items;
  GtkWidget *box;
  GtkWidget *progress;
  GtkLabel *error;
  GtkWidget *section;
};

G_DEFINE_FINAL_TYPE (HubReviewChecks, hub_review_checks, GTK_TYPE_WIDGET)

static void
query_changed (HubReviewChecks *self)
{
  JsonObject *answer = hub_console_query_get_answer (self->query);
  const GError *error = hub_console_query_get_error (self->query);
  gboolean reading = hub_console_query_get_state (self->query) == HUB_CONSOLE_STATE_LOADING;

  gtk_widget_set_visible (self->progress, reading);
  gtk_widget_set_visible (GTK_WIDGET (self->error), error != NULL);
  if (error != NULL)
    gtk_label_set_text (self->error, error->message);
  hub_console_item_fill_store (self->items, answer != NULL ? hub_json_get_array (answer, "checks") : NULL);
  gtk_widget_set_visible (self->section, !reading && error == NULL);
}

static void
hub_review_checks_dispose (GObject *object)
{
  HubReviewChecks *self = HUB_REVIEW_CHECKS (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->query);
  g_clear_object (&self->items);
  G_OBJECT_CLASS (hub_review_checks_parent_class)->dispose (object);
}

static void
hub_review_checks_class_init (HubReviewChecksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_review_checks_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
hub_review_checks_init (HubReviewChecks *self)
{
  self->items = g_list_store_new (HUB_TYPE_CONSOLE_ITEM);
}

static const char *
get_style (const char *state)
{
  if (g_str_equal (state, "passed"))
    return "success";
  return g_str_equal (state, "warning") ? "warning" : "error";
}

static const char *
get_icon (const char *state)
{
  if (g_str_equal (state, "passed"))
    return "emblem-ok-symbolic";
  return g_str_equal (state, "warning") ? "dialog-warning-symbolic" : "dialog-error-symbolic";
}

static GtkWidget *
finding_new (JsonObject *finding)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = gtk_label_new (hub_json_get_string (finding, "name", ""));
  const char *file = hub_json_get_string (finding, "file", NULL);
  guint line = MAX (0, hub_json_get_int (finding, "line", 0));

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (name, "monospace");
  gtk_box_append (GTK_BOX (box), name);
  if (file != NULL)
    {
      g_autofree char *place = line > 0 ? g_strdup_printf ("%s:%u", file, line) : g_strdup (file);
      GtkWidget *button = gtk_button_new_with_label (place);

      gtk_widget_add_css_class (button, "link");
      gtk_widget_add_css_class (button, "console-place");
      gtk_widget_set_tooltip_text (button, _("Open this place in the editor"));
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(su)", file, line);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "console.open-location");
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  JsonArray *findings = hub_json_get_array (hub_console_item_get_record (item), "findings");
  const char *state = hub_console_item_get_string (item, "state");
  guint n = findings != NULL ? json_array_get_length (findings) : 0;
  GtkWidget *row = hub_console_row_new (hub_review_names_get (hub_review_check_names,
                                                              hub_console_item_get_string (item, "check")));

  hub_console_row_set_icon (HUB_CONSOLE_ROW (row), get_icon (state), get_style (state));
  hub_console_row_add_detail (HUB_CONSOLE_ROW (row), hub_console_item_get_string (item, "text"));
  for (guint i = 0; i < MIN (n, MAX_FINDINGS); i++)
    hub_console_row_add_below (HUB_CONSOLE_ROW (row), finding_new (json_array_get_object_element (findings, i)));
  if (n > MAX_FINDINGS)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("and %u more", "and %u more", n - MAX_FINDINGS), n - MAX_FINDINGS);

      hub_console_row_add_fact (HUB_CONSOLE_ROW (row), more);
    }
  return row;
}

/**
 * hub_review_checks_new:
 * @query: (transfer none): a query of getVersionChecks or getReviewChecks
 *
 * Returns: (transfer floating): the section; the query is somebody else's to activate
 */
GtkWidget *
hub_review_checks_new (HubConsoleQuery *query)
{
  HubReviewChecks *self = g_object_new (HUB_TYPE_REVIEW_CHECKS, NULL);
  GtkWidget *spinner = hub_console_spinner_new ();

  self->query = g_object_ref (query);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->progress = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->error = GTK_LABEL (gtk_label_new (NULL));
  self->section = hub_console_section_new (_("Automatic Checks"), _("A check that failed stops a submission; a warning does not"),
                                           _("Choose a version to see how its checks went."), G_LIST_MODEL (self->items),
                                           create_row, NULL);
  gtk_box_append (GTK_BOX (self->progress), spinner);
  gtk_box_append (GTK_BOX (self->progress), gtk_label_new (_("The version is checked…")));
  gtk_label_set_wrap (self->error, TRUE);
  gtk_label_set_xalign (self->error, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "error");
  gtk_box_append (GTK_BOX (self->box), self->progress);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->error));
  gtk_box_append (GTK_BOX (self->box), self->section);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect_object (query, "changed", G_CALLBACK (query_changed), self, G_CONNECT_SWAPPED);
  query_changed (self);
  return GTK_WIDGET (self);
}

/**
 * hub_review_checks_may_send:
 * @self: checks
 *
 * Returns: whether they ended and none failed
 */
gboolean
hub_review_checks_may_send (HubReviewChecks *self)
{
  JsonObject *answer = hub_console_query_get_answer (self->query);
  const char *state = answer != NULL ? hub_json_get_string (answer, "state", "") : "";

  return hub_console_query_get_state (self->query) == HUB_CONSOLE_STATE_READY
         && (g_str_equal (state, "passed") || g_str_equal (state, "warnings"));
}
