/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-inspector.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-command-entry.h"
#include "hub-console-message.h"
#include "hub-inspector-row.h"
#include "hub-panel-placeholder.h"

/* So near the end of the list, in pixels, that the person means the end. */
#define AT_END 24

struct _HubConsolePanel
{
  GtkWidget parent_instance;

  GtkWidget          *box;
  GtkWidget          *search;
  GtkWidget          *levels;
  GtkWidget          *stack;
  GtkWidget          *empty;
  GtkWidget          *list;
  GtkWidget          *scroller;
  GtkFilter          *filter;
  GtkFilterListModel *shown;
  GtkSingleSelection *selection;
  char               *needle;   /* case-folded, or NULL */
  gboolean            follows;  /* the end is in sight, so new messages are to be seen */
  guint               follow_id;
  double              last_value;
  double              last_upper;
};

enum { OPEN_LOCATION, CLEAR, EVALUATE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubConsolePanel, hub_console_panel, GTK_TYPE_WIDGET)

static const struct
{
  const char *level;
  const char *icon;
  const char *label;
  const char *css_class;
} looks[] = {
  { "error", "dialog-error-symbolic", N_("Error"), "error" },
  { "warn", "dialog-warning-symbolic", N_("Warning"), "warning" },
  { "info", "dialog-information-symbolic", N_("Information"), "accent" },
  { "debug", "applications-engineering-symbolic", N_("Debug"), "dim-label" },
  { "log", "go-next-symbolic", N_("Log"), "dim-label" },
};

/* The rows of the level menu, in order; NULL matches all. */
static const char *const menu_levels[] = { NULL, "error", "warn", "info", "log", "debug" };

static guint
look_for_level (const char *level)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_str_equal (looks[i].level, level))
      return i;
  return G_N_ELEMENTS (looks) - 1;
}

static char *
describe_place (HubConsoleMessage *message)
{
  const char *file = hub_console_message_get_file (message);
  guint line = hub_console_message_get_line (message);

  if (file == NULL)
    return NULL;
  return line > 0 ? g_strdup_printf ("%s:%u", file, line) : g_strdup (file);
}

static gboolean
matches (gpointer item, gpointer user_data)
{
  HubConsolePanel *self = user_data;
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->levels));
  const char *level = chosen < G_N_ELEMENTS (menu_levels) ? menu_levels[chosen] : NULL;
  g_autofree char *folded = NULL;
  const char *file = hub_console_message_get_file (item);

  if (level != NULL && !g_str_equal (level, hub_console_message_get_level (item)))
    return FALSE;
  if (self->needle == NULL)
    return TRUE;
  folded = g_utf8_casefold (hub_console_message_get_text (item), -1);
  return strstr (folded, self->needle) != NULL
         || (file != NULL && strcasestr (file, self->needle) != NULL);
}

static void
update_empty (HubConsolePanel *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->shown)) > 0;
  GListModel *all = gtk_filter_list_model_get_model (self->shown);
  gboolean hidden = all != NULL && g_list_model_get_n_items (all) > 0;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), any ? "list" : "empty");
  hub_panel_placeholder_set (HUB_PANEL_PLACEHOLDER (self->empty),
                             hidden ? _("No Message Matches") : _("No Messages"),
                             hidden ? _("Change the filter to see others.")
                                    : _("What the program logs appears here."));
}

static gboolean
on_follow (gpointer user_data)
{
  HubConsolePanel *self = user_data;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->shown));

  self->follow_id = 0;
  if (n > 0)
    gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", n - 1);
  return G_SOURCE_REMOVE;
}

/* After the list has taken the rows; once for a flood of messages. */
static void
follow (HubConsolePanel *self)
{
  if (self->follows && self->follow_id == 0)
    self->follow_id = g_idle_add_full (G_PRIORITY_LOW, on_follow, self, NULL);
}

static void
on_shown_changed (HubConsolePanel *self)
{
  update_empty (self);
  follow (self);
}

/* Rows get their heights when they are shown, so the list's length changes under our feet: only a
 * move upwards in a list of the same length is the person's wish to read on there. */
static void
on_scrolled (GtkAdjustment *adjustment, HubConsolePanel *self)
{
  double value = gtk_adjustment_get_value (adjustment);
  double upper = gtk_adjustment_get_upper (adjustment);

  if (value >= upper - gtk_adjustment_get_page_size (adjustment) - AT_END)
    self->follows = TRUE;
  else if (upper == self->last_upper && value < self->last_value)
    self->follows = FALSE;
  self->last_value = value;
  self->last_upper = upper;
}

static void
on_search_changed (HubConsolePanel *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  g_clear_pointer (&self->needle, g_free);
  if (text[0] != '\0')
    self->needle = g_utf8_casefold (text, -1);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update_empty (self);
}

static void
on_level_changed (HubConsolePanel *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update_empty (self);
}

static void
on_setup (GtkListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, hub_inspector_row_new ());
}

static gboolean
starts_with_lines (const char *text, const char *lines)
{
  gsize length = strlen (lines);

  return strncmp (text, lines, length) == 0 && (text[length] == '\n' || text[length] == '\0');
}

/* Some engines begin a stack with the message, some with the name of its class as well. */
static gboolean
stack_names_message (const char *stack, const char *text)
{
  const char *colon = strstr (stack, ": ");

  return starts_with_lines (stack, text) || (colon != NULL && starts_with_lines (colon + 2, text));
}

static void
on_bind (GtkListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  HubConsoleMessage *message = gtk_list_item_get_item (item);
  GtkWidget *row = gtk_list_item_get_child (item);
  guint look = look_for_level (hub_console_message_get_level (message));
  const char *stack = hub_console_message_get_stack (message);
  const char *text = hub_console_message_get_text (message);
  g_autofree char *place = describe_place (message);
  g_autofree char *whole = NULL;

  if (stack != NULL && !stack_names_message (stack, text))
    whole = g_strdup_printf ("%s\n%s", text, stack);
  hub_inspector_row_set (HUB_INSPECTOR_ROW (row), looks[look].icon, _(looks[look].label),
                         looks[look].css_class, whole != NULL ? whole : stack != NULL ? stack : text,
                         place);
}

static void
on_activate (GtkListView *list, guint position, HubConsolePanel *self)
{
  g_autoptr (HubConsoleMessage) message = g_list_model_get_item (G_LIST_MODEL (self->selection),
                                                                 position);
  const char *file = message != NULL ? hub_console_message_get_file (message) : NULL;

  if (file != NULL)
    g_signal_emit (self, signals[OPEN_LOCATION], 0, file, hub_console_message_get_line (message),
                   hub_console_message_get_column (message));
}

static void
on_copy (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HubConsolePanel *self = HUB_CONSOLE_PANEL (widget);
  GListModel *model = G_LIST_MODEL (self->selection);
  guint n = g_list_model_get_n_items (model);
  guint chosen = gtk_single_selection_get_selected (self->selection);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HubConsoleMessage) message = g_list_model_get_item (model, i);

      if (g_str_equal (name, "console.copy") && i != chosen)
        continue;
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "",
                              hub_console_message_get_text (message));
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
}

static void
on_clear (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HubConsolePanel *self = HUB_CONSOLE_PANEL (widget);

  self->follows = TRUE;
  g_signal_emit (self, signals[CLEAR], 0);
}

static void
on_command (HubCommandEntry *entry, const char *source, HubConsolePanel *self)
{
  self->follows = TRUE;
  g_signal_emit (self, signals[EVALUATE], 0, source);
}

static void
hub_console_panel_dispose (GObject *object)
{
  HubConsolePanel *self = HUB_CONSOLE_PANEL (object);

  g_clear_handle_id (&self->follow_id, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->shown);
  G_OBJECT_CLASS (hub_console_panel_parent_class)->dispose (object);
}

static void
hub_console_panel_finalize (GObject *object)
{
  g_free (HUB_CONSOLE_PANEL (object)->needle);
  G_OBJECT_CLASS (hub_console_panel_parent_class)->finalize (object);
}

static void
hub_console_panel_class_init (HubConsolePanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hub_console_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = hub_console_panel_finalize;
  signals[OPEN_LOCATION] = g_signal_new ("open-location", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_UINT,
                                         G_TYPE_UINT);
  signals[CLEAR] = g_signal_new ("clear", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[EVALUATE] = g_signal_new ("evaluate", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "console.clear", NULL, on_clear);
  gtk_widget_class_install_action (widget_class, "console.copy", NULL, on_copy);
  gtk_widget_class_install_action (widget_class, "console.copy-all", NULL, on_copy);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, GDK_CONTROL_MASK, "console.clear", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "consolepanel");
}

static GtkWidget *
make_icon_button (const char *icon, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
make_toolbar (HubConsolePanel *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const char *names[] = { _("All Levels"), _("Errors"), _("Warnings"), _("Information"), _("Logs"),
                          _("Debug"), NULL };

  gtk_widget_add_css_class (bar, "toolbar");
  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _("Filter"), NULL);
  gtk_widget_set_hexpand (self->search, TRUE);
  self->levels = gtk_drop_down_new_from_strings (names);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->levels), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Level"), -1);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (on_search_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->levels, "notify::selected", G_CALLBACK (on_level_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (bar), self->search);
  gtk_box_append (GTK_BOX (bar), self->levels);
  gtk_box_append (GTK_BOX (bar), make_icon_button ("edit-copy-symbolic", _("Copy All Messages"),
                                                   "console.copy-all"));
  gtk_box_append (GTK_BOX (bar), make_icon_button ("edit-clear-all-symbolic", _("Clear Messages"),
                                                   "console.clear"));
  return bar;
}

static void
add_copy_shortcut (GtkWidget *list)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>c"),
                      gtk_named_action_new ("console.copy")));
  gtk_widget_add_controller (list, controller);
}

static void
make_list (HubConsolePanel *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkAdjustment *adjustment;

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  self->filter = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
  self->shown = gtk_filter_list_model_new (NULL, self->filter);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->shown)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  self->list = gtk_list_view_new (GTK_SELECTION_MODEL (self->selection), factory);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (self->list), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Console messages"), -1);
  add_copy_shortcut (self->list);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->list);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (on_scrolled), self, 0);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (on_activate), self, 0);
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (on_shown_changed), self,
                           G_CONNECT_SWAPPED);
}

static void
hub_console_panel_init (HubConsolePanel *self)
{
  GtkWidget *entry = hub_command_entry_new ();

  self->follows = TRUE;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), make_toolbar (self));
  make_list (self);
  self->empty = hub_panel_placeholder_new ("utilities-terminal-symbolic");
  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_add_named (GTK_STACK (self->stack), self->scroller, "list");
  gtk_stack_add_named (GTK_STACK (self->stack), self->empty, "empty");
  gtk_box_append (GTK_BOX (self->box), self->stack);
  gtk_widget_set_margin_start (entry, 6);
  gtk_widget_set_margin_end (entry, 6);
  gtk_widget_set_margin_top (entry, 6);
  gtk_widget_set_margin_bottom (entry, 6);
  g_signal_connect_object (entry, "command", G_CALLBACK (on_command), self, 0);
  gtk_box_append (GTK_BOX (self->box), entry);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  update_empty (self);
}

/**
 * hub_console_panel_new:
 *
 * Returns: (transfer floating): a console without messages
 */
GtkWidget *
hub_console_panel_new (void)
{
  return g_object_new (HUB_TYPE_CONSOLE_PANEL, NULL);
}

/**
 * hub_console_panel_set_messages:
 * @self: a console
 * @messages: (nullable): of #HubConsoleMessage, oldest first
 *
 * Shows these messages, and those added later.
 */
void
hub_console_panel_set_messages (HubConsolePanel *self, GListModel *messages)
{
  gtk_filter_list_model_set_model (self->shown, messages);
  update_empty (self);
}

/**
 * hub_console_panel_set_filter:
 * @self: a console
 * @text: what messages must contain, in any case; empty for all
 */
void
hub_console_panel_set_filter (HubConsolePanel *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  on_search_changed (self);
}

/**
 * hub_console_panel_get_n_shown:
 * @self: a console
 *
 * Returns: how many messages pass the filters
 */
guint
hub_console_panel_get_n_shown (HubConsolePanel *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->shown));
}
