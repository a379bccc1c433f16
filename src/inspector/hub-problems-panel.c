/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-inspector.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-diagnostic.h"
#include "hub-inspector-row.h"
#include "hub-panel-placeholder.h"

struct _HubProblemsPanel
{
  GtkWidget parent_instance;

  GtkWidget          *stack;
  GtkWidget          *list;
  GtkSingleSelection *selection;
};

enum { OPEN_LOCATION, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubProblemsPanel, hub_problems_panel, GTK_TYPE_WIDGET)

static const struct
{
  const char *icon;
  const char *label;
  const char *css_class;
} looks[] = {
  [HUB_SEVERITY_HINT] = { "dialog-information-symbolic", N_("Hint"), "accent" },
  [HUB_SEVERITY_WARNING] = { "dialog-warning-symbolic", N_("Warning"), "warning" },
  [HUB_SEVERITY_ERROR] = { "dialog-error-symbolic", N_("Error"), "error" },
};

static char *
describe_place (HubDiagnostic *diagnostic)
{
  const char *file = hub_diagnostic_get_file (diagnostic);
  guint line = hub_diagnostic_get_line (diagnostic);
  guint column = hub_diagnostic_get_column (diagnostic);

  if (file == NULL || file[0] == '\0')
    return NULL;
  if (line == 0)
    return g_strdup (file);
  return column > 0 ? g_strdup_printf ("%s:%u:%u", file, line, column)
                    : g_strdup_printf ("%s:%u", file, line);
}

static void
on_setup (GtkListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, hub_inspector_row_new ());
}

static void
on_bind (GtkListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  HubDiagnostic *diagnostic = gtk_list_item_get_item (item);
  HubSeverity severity = hub_diagnostic_get_severity (diagnostic);
  g_autofree char *place = describe_place (diagnostic);

  hub_inspector_row_set (HUB_INSPECTOR_ROW (gtk_list_item_get_child (item)), looks[severity].icon,
                         _(looks[severity].label), looks[severity].css_class,
                         hub_diagnostic_get_message (diagnostic), place);
}

static void
on_activate (GtkListView *list, guint position, HubProblemsPanel *self)
{
  g_autoptr (HubDiagnostic) diagnostic = g_list_model_get_item (G_LIST_MODEL (self->selection),
                                                                position);

  if (diagnostic != NULL && hub_diagnostic_get_file (diagnostic)[0] != '\0')
    g_signal_emit (self, signals[OPEN_LOCATION], 0, hub_diagnostic_get_file (diagnostic),
                   hub_diagnostic_get_line (diagnostic), hub_diagnostic_get_column (diagnostic));
}

static void
update_empty (HubProblemsPanel *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), any ? "list" : "empty");
}

static void
on_copy (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HubProblemsPanel *self = HUB_PROBLEMS_PANEL (widget);
  HubDiagnostic *chosen = gtk_single_selection_get_selected_item (self->selection);
  g_autofree char *text = chosen != NULL ? hub_diagnostic_to_string (chosen) : NULL;

  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
hub_problems_panel_dispose (GObject *object)
{
  g_clear_pointer (&HUB_PROBLEMS_PANEL (object)->stack, gtk_widget_unparent);
  G_OBJECT_CLASS (hub_problems_panel_parent_class)->dispose (object);
}

static void
hub_problems_panel_class_init (HubProblemsPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hub_problems_panel_dispose;
  signals[OPEN_LOCATION] = g_signal_new ("open-location", G_TYPE_FROM_CLASS (klass),
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                         G_TYPE_STRING, G_TYPE_UINT, G_TYPE_UINT);
  gtk_widget_class_install_action (widget_class, "problems.copy", NULL, on_copy);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "problems.copy", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "problemspanel");
}

static void
hub_problems_panel_init (HubProblemsPanel *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *empty = hub_panel_placeholder_new ("emblem-ok-symbolic");

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  self->list = gtk_list_view_new (GTK_SELECTION_MODEL (self->selection), factory);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (self->list), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Problems"), -1);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (on_activate), self, 0);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (update_empty), self,
                           G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  hub_panel_placeholder_set (HUB_PANEL_PLACEHOLDER (empty), _("No Problems"),
                             _("Errors and warnings of the compiler appear here."));
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), scroller, "list");
  gtk_stack_add_named (GTK_STACK (self->stack), empty, "empty");
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
  update_empty (self);
}

/**
 * hub_problems_panel_new:
 *
 * Returns: (transfer floating): a panel without problems
 */
GtkWidget *
hub_problems_panel_new (void)
{
  return g_object_new (HUB_TYPE_PROBLEMS_PANEL, NULL);
}

/**
 * hub_problems_panel_set_diagnostics:
 * @self: a panel
 * @diagnostics: (nullable): of #HubDiagnostic, in the order to show
 *
 * Shows the diagnostics of a build; an empty list shows "No Problems".
 */
void
hub_problems_panel_set_diagnostics (HubProblemsPanel *self, GListModel *diagnostics)
{
  gtk_single_selection_set_model (self->selection, diagnostics);
  update_empty (self);
}
