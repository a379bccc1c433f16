/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-table.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "hub-console-progress.h"

/* So many heights of the view before the end the next page is asked for. */
#define READ_AHEAD 3
/* A search reads on until so many rows were found, which is more than are in sight. */
#define FOUND_ENOUGH 100

struct _HubConsoleTable
{
  GtkWidget parent_instance;

  GtkWidget *root;
  GtkBox *tools;
  GtkSearchEntry *search;
  GtkLabel *count;
  GtkStack *stack;
  AdwStatusPage *placeholder;
  GtkColumnView *view;
  GtkScrolledWindow *scrolled;
  GtkSpinner *spinner;                  /* while the query reads */
  GtkWidget *retry;
  GtkWidget *trouble;                   /* the bar that says why reading on has ended */
  GtkLabel *trouble_text;

  GListModel *items;
  GtkFilterListModel *filtered;
  GtkCustomFilter *filter;
  HubConsoleQuery *query;               /* (nullable) */
  gboolean partial;                     /* more items come by themselves */
  const char *search_parameter;         /* (nullable): the platform searches, not the table */
  char *words;                          /* (nullable): what is searched for, folded */
  const HubConsoleColumn *columns;
  guint n_columns;
  gpointer user_data;
  GQuark searched;                      /* under which items keep what they are searched by */
  char *empty_title;
  char *empty_description;
  char *empty_icon;
};

enum
{
  ACTIVATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubConsoleTable, hub_console_table, GTK_TYPE_WIDGET)

/* Made once for each item: with every letter typed thousands of them are looked through. */
static const char *
get_searched (HubConsoleTable *self, HubConsoleItem *item)
{
  char *searched = g_object_get_qdata (G_OBJECT (item), self->searched);

  if (searched == NULL)
    {
      searched = hub_console_column_dup_searched (self->columns, self->n_columns, item, self->user_data);
      g_object_set_qdata_full (G_OBJECT (item), self->searched, searched, g_free);
    }
  return searched;
}

static gboolean
matches (gpointer object, gpointer user_data)
{
  HubConsoleTable *self = user_data;

  return self->words == NULL || strstr (get_searched (self, object), self->words) != NULL;
}

static gboolean
has_more (HubConsoleTable *self)
{
  return self->partial || (self->query != NULL && hub_console_query_has_more (self->query));
}

/* What was found so far is not all there is. */
static gboolean
is_being_read (HubConsoleTable *self)
{
  return self->partial || (self->query != NULL && hub_console_query_is_reading (self->query));
}

static void
show_count (HubConsoleTable *self)
{
  guint all = g_list_model_get_n_items (self->items);
  guint shown = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
  gboolean more = has_more (self);
  g_autofree char *text = NULL;

  if (shown != all)
    text = g_strdup_printf (more ? _("%u of %u and more") : _("%u of %u"), shown, all);
  else
    text = g_strdup_printf (more ? _("%u and more") : "%u", all);
  gtk_label_set_text (self->count, text);
  gtk_widget_set_visible (GTK_WIDGET (self->count), all > 0);
}

/* @description: (nullable): markup */
static void
show_placeholder (HubConsoleTable *self, const char *icon_name, const char *title, const char *description)
{
  adw_status_page_set_icon_name (self->placeholder, icon_name);
  adw_status_page_set_title (self->placeholder, title);
  adw_status_page_set_description (self->placeholder, description);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->placeholder));
}

/* How the query stands: whether it reads, and what went wrong, in the place of rows or below them. */
static gboolean
show_query (HubConsoleTable *self, gboolean has_rows)
{
  const GError *error = hub_console_query_get_state (self->query) == HUB_CONSOLE_STATE_FAILED
                        ? hub_console_query_get_error (self->query) : NULL;
  g_autofree char *escaped = error != NULL ? g_markup_escape_text (error->message, -1) : NULL;

  gtk_label_set_text (self->trouble_text, error != NULL ? error->message : "");
  gtk_widget_set_visible (self->trouble, error != NULL && has_rows);
  gtk_widget_set_visible (self->retry, error != NULL);
  if (has_rows)
    return FALSE;
  if (error == NULL)
    {
      if (hub_console_query_get_state (self->query) == HUB_CONSOLE_STATE_READY)
        return FALSE;
      gtk_stack_set_visible_child_name (self->stack, "reading");
      return TRUE;
    }
  show_placeholder (self, "dialog-warning-symbolic", _("This Could Not Be Read"), escaped);
  return TRUE;
}

static void
show_rows (HubConsoleTable *self)
{
  gboolean searching = *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0';
  gboolean has_rows = g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) > 0;
  guint all = g_list_model_get_n_items (self->items);

  show_count (self);
  gtk_spinner_set_spinning (self->spinner, is_being_read (self));
  if (self->query != NULL && show_query (self, has_rows))
    return;
  if (has_rows)
    {
      gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->scrolled));
      return;
    }
  if (self->partial && !searching)
    {
      gtk_stack_set_visible_child_name (self->stack, "reading");
      return;
    }
  if (searching && has_more (self))
    {
      g_autofree char *text = g_strdup_printf (ngettext ("%u row was looked through; the rest is being read.",
                                                         "%u rows were looked through; the rest is being read.", all), all);

      show_placeholder (self, "edit-find-symbolic", _("Nothing Found Yet"), text);
      return;
    }
  if (searching)
    show_placeholder (self, "edit-find-symbolic", _("Nothing Found"), _("Try other words, or fewer of them."));
  else
    show_placeholder (self, self->empty_icon, self->empty_title, self->empty_description);
}

static void
read_on (HubConsoleTable *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  double height = gtk_adjustment_get_page_size (adjustment);
  double end = gtk_adjustment_get_upper (adjustment) - height;
  gboolean near_end = gtk_adjustment_get_value (adjustment) >= end - READ_AHEAD * height;

  /* What is searched for may stand further down. The height is of the rows before while they are only being laid out. */
  if (self->words != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) < FOUND_ENOUGH)
    near_end = TRUE;
  /* What failed is asked for again by whoever presses Retry. */
  if (near_end && self->query != NULL && hub_console_query_get_state (self->query) != HUB_CONSOLE_STATE_FAILED
      && gtk_widget_get_mapped (GTK_WIDGET (self)))
    hub_console_query_load_more (self->query);
}

static void
query_changed (HubConsoleTable *self)
{
  show_rows (self);
  read_on (self);
}

static void
retry_clicked (HubConsoleTable *self)
{
  if (self->query != NULL)
    hub_console_query_reload (self->query);
}

/* @words: (transfer full) (nullable). A letter more only takes rows away, one less only brings some back. */
static void
search_for (HubConsoleTable *self, char *words)
{
  g_autofree char *before = g_steal_pointer (&self->words);
  GtkFilterChange change = GTK_FILTER_CHANGE_DIFFERENT;

  self->words = words;
  if (before == NULL || (words != NULL && strstr (words, before) != NULL))
    change = GTK_FILTER_CHANGE_MORE_STRICT;
  else if (words == NULL || strstr (before, words) != NULL)
    change = GTK_FILTER_CHANGE_LESS_STRICT;
  gtk_filter_changed (GTK_FILTER (self->filter), change);
}

static void
search_changed (HubConsoleTable *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (self->search_parameter != NULL)
    {
      hub_console_query_set_parameter (self->query, self->search_parameter, *text != '\0' ? text : NULL);
      return;
    }
  search_for (self, *text != '\0' ? g_utf8_casefold (text, -1) : NULL);
  read_on (self);
  show_rows (self);
}

static void
search_stopped (HubConsoleTable *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
row_activated (HubConsoleTable *self, guint position)
{
  g_autoptr (HubConsoleItem) item = g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (self->view)),
                                                           position);

  if (item != NULL)
    g_signal_emit (self, signals[ACTIVATE], 0, item);
}

/* The last column's title stands above its numbers; GtkColumnView has no other way to say so. */
static void
align_title (GtkColumnView *view)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view));
  GtkWidget *title = header != NULL ? gtk_widget_get_last_child (header) : NULL;
  GtkWidget *box = title != NULL ? gtk_widget_get_first_child (title) : NULL;

  if (box != NULL)
    gtk_widget_set_halign (box, GTK_ALIGN_END);
}

static void
hub_console_table_dispose (GObject *object)
{
  HubConsoleTable *self = HUB_CONSOLE_TABLE (object);

  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  self->view = NULL;
  g_clear_pointer (&self->root, gtk_widget_unparent);
  g_clear_object (&self->filtered);
  g_clear_object (&self->items);
  g_clear_object (&self->query);
  G_OBJECT_CLASS (hub_console_table_parent_class)->dispose (object);
}

static void
hub_console_table_finalize (GObject *object)
{
  HubConsoleTable *self = HUB_CONSOLE_TABLE (object);

  g_free (self->words);
  g_free (self->empty_icon);
  g_free (self->empty_title);
  g_free (self->empty_description);
  G_OBJECT_CLASS (hub_console_table_parent_class)->finalize (object);
}

static gboolean
find (GtkWidget *widget, GVariant *parameters, gpointer user_data)
{
  gtk_widget_grab_focus (GTK_WIDGET (HUB_CONSOLE_TABLE (widget)->search));
  return TRUE;
}

static void
hub_console_table_class_init (HubConsoleTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hub_console_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = hub_console_table_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, find, NULL);
  /**
   * HubConsoleTable::activate:
   * @item: the #HubConsoleItem whose row was activated by a double click or Return
   */
  signals[ACTIVATE] = g_signal_new ("activate", HUB_TYPE_CONSOLE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, HUB_TYPE_CONSOLE_ITEM);
}

static GtkWidget *
make_toolbar (HubConsoleTable *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->search, "placeholder-text", _("Search"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search"), -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->search), TRUE);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (search_changed), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (search_stopped), self);
  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "numeric");
  self->tools = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spinner), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Loading"), -1);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->spinner));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->count));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->tools));
  gtk_widget_add_css_class (bar, "console-table-tools");
  return bar;
}

static GtkWidget *
retry_button_new (HubConsoleTable *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Retry"));

  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (retry_clicked), self);
  return button;
}

static void
make_states (HubConsoleTable *self)
{
  GtkWidget *reading = hub_console_spinner_new ();
  GtkWidget *text = gtk_label_new (NULL);

  gtk_widget_set_size_request (reading, 32, 32);
  gtk_widget_set_halign (reading, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (reading, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (reading), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Loading"), -1);
  gtk_stack_add_named (self->stack, reading, "reading");

  self->retry = retry_button_new (self);
  gtk_widget_add_css_class (self->retry, "pill");
  gtk_widget_set_visible (self->retry, FALSE);
  adw_status_page_set_child (self->placeholder, self->retry);

  self->trouble = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->trouble_text = GTK_LABEL (text);
  gtk_label_set_wrap (self->trouble_text, TRUE);
  gtk_label_set_xalign (self->trouble_text, 0);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_add_css_class (text, "error");
  gtk_widget_add_css_class (self->trouble, "console-note");
  gtk_box_append (GTK_BOX (self->trouble), text);
  gtk_box_append (GTK_BOX (self->trouble), retry_button_new (self));
  gtk_widget_set_visible (self->trouble, FALSE);
}

static void
hub_console_table_init (HubConsoleTable *self)
{
  self->root = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->stack = GTK_STACK (gtk_stack_new ());
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  self->scrolled = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  self->placeholder = ADW_STATUS_PAGE (adw_status_page_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->placeholder), "compact");
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->scrolled), "console-rows");
  gtk_widget_set_overflow (GTK_WIDGET (self->scrolled), GTK_OVERFLOW_HIDDEN);
  gtk_scrolled_window_set_child (self->scrolled, GTK_WIDGET (self->view));
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->scrolled));
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->placeholder));
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (self->root), make_toolbar (self));
  gtk_box_append (GTK_BOX (self->root), GTK_WIDGET (self->stack));
  make_states (self);
  gtk_box_append (GTK_BOX (self->root), self->trouble);
  gtk_widget_set_parent (self->root, GTK_WIDGET (self));
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (row_activated), self);
  g_signal_connect_swapped (gtk_scrolled_window_get_vadjustment (self->scrolled), "value-changed", G_CALLBACK (read_on),
                            self);
}

/**
 * hub_console_table_new:
 * @items: a list of #HubConsoleItem
 * @columns: (array length=n_columns): the columns, which must live as long as the program
 * @n_columns: how many
 * @user_data: for what the columns call; not owned, it outlives the table
 *
 * Returns: (transfer floating): the table
 */
GtkWidget *
hub_console_table_new (GListModel *items, const HubConsoleColumn *columns, guint n_columns, gpointer user_data)
{
  HubConsoleTable *self = g_object_new (HUB_TYPE_CONSOLE_TABLE, NULL);
  GtkSorter *sorter;
  GtkSortListModel *sorted;
  GtkSingleSelection *selection;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  g_autoptr (HubConsoleSight) sight = hub_console_sight_new (GTK_WIDGET (self->view), adjustment);
  /* Columns are static, so there are as many names as tables in the program. */
  g_autofree char *name = g_strdup_printf ("console-searched-%p", columns);

  self->items = g_object_ref (items);
  self->columns = columns;
  self->n_columns = n_columns;
  self->user_data = user_data;
  self->searched = g_quark_from_string (name);
  for (guint i = 0; i < n_columns; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = hub_console_column_new (&columns[i], sight, user_data);

      gtk_column_view_append_column (self->view, column);
      if (columns[i].kind == HUB_CONSOLE_COLUMN_NUMBER || columns[i].kind == HUB_CONSOLE_COLUMN_SIZE)
        align_title (self->view);
    }
  self->filter = gtk_custom_filter_new (matches, self, NULL);
  self->filtered = gtk_filter_list_model_new (g_object_ref (items), GTK_FILTER (self->filter));
  sorter = gtk_column_view_get_sorter (self->view);
  sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->filtered)), g_object_ref (sorter));
  selection = gtk_single_selection_new (G_LIST_MODEL (sorted));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  /* It selected the first row of a list that was filled before. */
  gtk_single_selection_set_selected (selection, GTK_INVALID_LIST_POSITION);
  hub_console_sight_set_rows (sight, G_LIST_MODEL (sorted));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  g_signal_connect_object (self->filtered, "items-changed", G_CALLBACK (show_rows), self, G_CONNECT_SWAPPED);
  show_rows (self);
  return GTK_WIDGET (self);
}

/**
 * hub_console_table_set_label:
 * @self: a table
 * @label: what assistive technology calls it
 */
void
hub_console_table_set_label (HubConsoleTable *self, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * hub_console_table_set_query:
 * @self: a table
 * @query: where its items come from, for reading on at the end
 * @search_parameter: (nullable): a parameter of the query that searches on the platform; otherwise the table searches what
 *   was read
 */
void
hub_console_table_set_query (HubConsoleTable *self, HubConsoleQuery *query, const char *search_parameter)
{
  g_return_if_fail (HUB_IS_CONSOLE_TABLE (self));

  g_set_object (&self->query, query);
  self->search_parameter = search_parameter;
  g_signal_connect_object (query, "changed", G_CALLBACK (query_changed), self, G_CONNECT_SWAPPED);
  show_rows (self);
}

/**
 * hub_console_table_set_placeholder:
 * @self: a table
 * @icon_name: a symbolic icon
 * @title: what to say while there is nothing
 * @description: what to do about it
 */
void
hub_console_table_set_placeholder (HubConsoleTable *self, const char *icon_name, const char *title,
                                   const char *description)
{
  g_return_if_fail (HUB_IS_CONSOLE_TABLE (self));

  g_free (self->empty_icon);
  g_free (self->empty_title);
  g_free (self->empty_description);
  self->empty_icon = g_strdup (icon_name);
  self->empty_title = g_strdup (title);
  self->empty_description = g_markup_escape_text (description, -1);
  show_rows (self);
}

/**
 * hub_console_table_sort_by:
 * @self: a table
 * @column: which of its columns, 0 for the first
 *
 * Sorts it from the first to the last, until a person sorts it otherwise.
 */
void
hub_console_table_sort_by (HubConsoleTable *self, guint column)
{
  g_autoptr (GtkColumnViewColumn) found = NULL;

  g_return_if_fail (HUB_IS_CONSOLE_TABLE (self));

  found = g_list_model_get_item (gtk_column_view_get_columns (self->view), column);
  gtk_column_view_sort_by_column (self->view, found, GTK_SORT_ASCENDING);
}

/**
 * hub_console_table_add_tool:
 * @self: a table
 * @widget: a control for the end of its search line
 */
void
hub_console_table_add_tool (HubConsoleTable *self, GtkWidget *widget)
{
  g_return_if_fail (HUB_IS_CONSOLE_TABLE (self));

  gtk_box_append (self->tools, widget);
}

/**
 * hub_console_table_set_search:
 * @self: a table
 * @text: what to search for
 */
void
hub_console_table_set_search (HubConsoleTable *self, const char *text)
{
  g_return_if_fail (HUB_IS_CONSOLE_TABLE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
}

/**
 * hub_console_table_set_partial:
 * @self: a table
 * @partial: whether more items come by themselves
 *
 * For items that no query reads: lets the table say that they are still being read.
 */
void
hub_console_table_set_partial (HubConsoleTable *self, gboolean partial)
{
  g_return_if_fail (HUB_IS_CONSOLE_TABLE (self));

  if (self->partial == partial)
    return;
  self->partial = partial;
  show_rows (self);
}
