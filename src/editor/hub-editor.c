/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-editor.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-editor-private.h"
#include "hub-error.h"
#include "hub-paths.h"

G_DEFINE_FINAL_TYPE (HubEditor, hub_editor, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_CURRENT, N_PROPS };
static GParamSpec *properties[N_PROPS];
enum { SIGNAL_SAVED, SIGNAL_CURSOR_MOVED, N_SIGNALS };
static guint signals[N_SIGNALS];

/**
 * hub_editor_init_languages:
 *
 * Makes WXML, WXSS and WXS known to GtkSourceView. Once, before the first editor.
 */
void
hub_editor_init_languages (void)
{
  GtkSourceLanguageManager *manager = gtk_source_language_manager_get_default ();
  const char *const *search_path = gtk_source_language_manager_get_search_path (manager);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *own = hub_paths_find_data ("language-specs", NULL);
  g_auto (GStrv) folders = NULL;

  gtk_source_init ();
  if (own == NULL || g_strv_contains (search_path, own))
    return;
  g_strv_builder_add (builder, own);
  g_strv_builder_addv (builder, (const char **) search_path);
  folders = g_strv_builder_end (builder);
  gtk_source_language_manager_set_search_path (manager, (const char *const *) folders);
}

static HubEditorPage *
page_of (AdwTabPage *tab)
{
  return HUB_EDITOR_PAGE (adw_tab_page_get_child (tab));
}

static AdwTabPage *
find_tab (HubEditor *self, GFile *file)
{
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
    {
      AdwTabPage *tab = adw_tab_view_get_nth_page (self->tab_view, i);

      if (g_file_equal (hub_editor_page_get_file (page_of (tab)), file))
        return tab;
    }
  return NULL;
}

static void
apply_diagnostics (HubEditor *self, HubEditorPage *page)
{
  g_autofree char *name = NULL;

  if (self->root == NULL)
    return;
  name = g_file_get_relative_path (self->root, hub_editor_page_get_file (page));
  if (name != NULL)
    hub_editor_page_set_diagnostics (page, self->diagnostics, name);
}

static void
update_tab (HubEditorPage *page, GParamSpec *pspec, AdwTabPage *tab)
{
  g_autofree char *title = NULL;
  g_autofree char *tooltip = g_markup_escape_text (g_file_peek_path (hub_editor_page_get_file (page)), -1);

  g_object_get (page, "title", &title, NULL);
  adw_tab_page_set_title (tab, title);
  adw_tab_page_set_tooltip (tab, tooltip);
  if (hub_editor_page_is_modified (page))
    {
      g_autoptr (GIcon) dot = g_themed_icon_new ("hub-modified-symbolic");

      adw_tab_page_set_indicator_icon (tab, dot);
    }
  else
    adw_tab_page_set_indicator_icon (tab, NULL);
}

static void
page_saved (HubEditorPage *page, HubEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_SAVED], 0, hub_editor_page_get_file (page));
}

static void
page_cursor_moved (HubEditorPage *page, HubEditor *self)
{
  if (page == hub_editor_get_current (self))
    g_signal_emit (self, signals[SIGNAL_CURSOR_MOVED], 0);
}

static void
current_changed (HubEditor *self)
{
  gboolean empty = adw_tab_view_get_n_pages (self->tab_view) == 0;

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "tabs");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
  g_signal_emit (self, signals[SIGNAL_CURSOR_MOVED], 0);
}

static void
hub_editor_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, hub_editor_get_current (HUB_EDITOR (object)));
}

static void
hub_editor_dispose (GObject *object)
{
  HubEditor *self = HUB_EDITOR (object);
  GtkWidget *child;

  if (self->tab_view != NULL)
    g_signal_handlers_disconnect_by_data (self->tab_view, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), HUB_TYPE_EDITOR);
  child = gtk_widget_get_first_child (GTK_WIDGET (self));
  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_object (&self->settings);
  g_clear_object (&self->root);
  g_clear_object (&self->diagnostics);
  G_OBJECT_CLASS (hub_editor_parent_class)->dispose (object);
}

static void
hub_editor_class_init (HubEditorClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = hub_editor_get_property;
  object_class->dispose = hub_editor_dispose;
  properties[PROP_CURRENT] = g_param_spec_object ("current", NULL, NULL, HUB_TYPE_EDITOR_PAGE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_SAVED] = g_signal_new ("saved", HUB_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                        1, G_TYPE_FILE);
  signals[SIGNAL_CURSOR_MOVED] = g_signal_new ("cursor-moved", HUB_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/superhub/DevTools/ui/hub-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, HubEditor, stack);
  gtk_widget_class_bind_template_child (widget_class, HubEditor, tab_view);
}

static void
hub_editor_init (HubEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The tab view's own keys would take Ctrl+Home from the text. */
  adw_tab_view_set_shortcuts (self->tab_view, ADW_TAB_VIEW_SHORTCUT_ALT_DIGITS | ADW_TAB_VIEW_SHORTCUT_ALT_ZERO);
  g_signal_connect_swapped (self->tab_view, "notify::selected-page", G_CALLBACK (current_changed), self);
  g_signal_connect (self->tab_view, "close-page", G_CALLBACK (hub_editor_close_page_cb), self);
}

/**
 * hub_editor_new:
 *
 * Returns: (transfer floating): an editor without files
 */
GtkWidget *
hub_editor_new (void)
{
  return g_object_new (HUB_TYPE_EDITOR, NULL);
}

/**
 * hub_editor_set_settings:
 * @self: an editor
 * @settings: the application's settings; before the first file is opened
 */
void
hub_editor_set_settings (HubEditor *self, GSettings *settings)
{
  g_set_object (&self->settings, settings);
}

/**
 * hub_editor_set_root:
 * @self: an editor
 * @root: (nullable): the program's root; the names in diagnostics are relative to it
 */
void
hub_editor_set_root (HubEditor *self, const char *root)
{
  g_clear_object (&self->root);
  if (root != NULL)
    self->root = g_file_new_for_path (root);
}

/**
 * hub_editor_open:
 * @self: an editor
 * @file: a local file
 * @line: where to go, from 1; 0 to leave the cursor where it is
 * @column: from 1; 0 where unknown
 *
 * Shows the file's tab, made when there is none.
 *
 * Returns: (transfer none): its page
 */
HubEditorPage *
hub_editor_open (HubEditor *self, GFile *file, guint line, guint column)
{
  AdwTabPage *tab = find_tab (self, file);
  HubEditorPage *page;

  if (tab == NULL)
    {
      page = HUB_EDITOR_PAGE (hub_editor_page_new (file, self->settings));
      tab = adw_tab_view_append (self->tab_view, GTK_WIDGET (page));
      g_signal_connect_object (page, "notify::title", G_CALLBACK (update_tab), tab, 0);
      g_signal_connect_object (page, "notify::modified", G_CALLBACK (update_tab), tab, 0);
      g_signal_connect_object (page, "saved", G_CALLBACK (page_saved), self, 0);
      g_signal_connect_object (page, "cursor-moved", G_CALLBACK (page_cursor_moved), self, 0);
      update_tab (page, NULL, tab);
      apply_diagnostics (self, page);
    }
  page = page_of (tab);
  adw_tab_view_set_selected_page (self->tab_view, tab);
  if (line > 0)
    hub_editor_page_go_to (page, line, column);
  gtk_widget_grab_focus (GTK_WIDGET (page));
  return page;
}

/**
 * hub_editor_get_current:
 * @self: an editor
 *
 * Returns: (transfer none) (nullable): the page that is shown
 */
HubEditorPage *
hub_editor_get_current (HubEditor *self)
{
  AdwTabPage *tab = self->tab_view != NULL ? adw_tab_view_get_selected_page (self->tab_view) : NULL;

  return tab != NULL ? page_of (tab) : NULL;
}

/**
 * hub_editor_get_pages:
 * @self: an editor
 *
 * Returns: (transfer full): of #AdwTabPage, whose child is a #HubEditorPage
 */
GListModel *
hub_editor_get_pages (HubEditor *self)
{
  return G_LIST_MODEL (adw_tab_view_get_pages (self->tab_view));
}

/**
 * hub_editor_has_unsaved:
 * @self: an editor
 *
 * Returns: whether any open file has changes that are not saved
 */
gboolean
hub_editor_has_unsaved (HubEditor *self)
{
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
    if (hub_editor_page_is_modified (page_of (adw_tab_view_get_nth_page (self->tab_view, i))))
      return TRUE;
  return FALSE;
}

/**
 * hub_editor_set_diagnostics:
 * @self: an editor
 * @diagnostics: (nullable): of #HubDiagnostic
 *
 * Marks their places in all open files, and in those opened later.
 */
void
hub_editor_set_diagnostics (HubEditor *self, GListModel *diagnostics)
{
  g_set_object (&self->diagnostics, diagnostics);
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
    apply_diagnostics (self, page_of (adw_tab_view_get_nth_page (self->tab_view, i)));
}

/**
 * hub_editor_file_moved:
 * @self: an editor
 * @from: a file or folder that was renamed
 * @to: its new place
 *
 * The open files go with it.
 */
void
hub_editor_file_moved (HubEditor *self, GFile *from, GFile *to)
{
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
    {
      HubEditorPage *page = page_of (adw_tab_view_get_nth_page (self->tab_view, i));
      GFile *file = hub_editor_page_get_file (page);
      g_autofree char *below = g_file_get_relative_path (from, file);
      g_autoptr (GFile) moved = NULL;

      if (g_file_equal (file, from))
        moved = g_object_ref (to);
      else if (below != NULL)
        moved = g_file_resolve_relative_path (to, below);
      if (moved != NULL)
        hub_editor_page_set_file (page, moved);
    }
}

/**
 * hub_editor_close_current:
 * @self: an editor
 *
 * Asks first when the file is not saved.
 */
void
hub_editor_close_current (HubEditor *self)
{
  AdwTabPage *tab = adw_tab_view_get_selected_page (self->tab_view);

  if (tab != NULL)
    adw_tab_view_close_page (self->tab_view, tab);
}

/**
 * hub_editor_close_all:
 * @self: an editor
 *
 * Closes all tabs without a question: for after hub_editor_confirm_close_async().
 */
void
hub_editor_close_all (HubEditor *self)
{
  self->closing_all = TRUE;
  while (adw_tab_view_get_n_pages (self->tab_view) > 0)
    adw_tab_view_close_page (self->tab_view, adw_tab_view_get_nth_page (self->tab_view, 0));
  self->closing_all = FALSE;
}

/**
 * hub_editor_step:
 * @self: an editor
 * @forward: to the tab after this one, or before
 */
void
hub_editor_step (HubEditor *self, gboolean forward)
{
  int n = adw_tab_view_get_n_pages (self->tab_view);
  int position;

  if (n < 2)
    return;
  position = adw_tab_view_get_page_position (self->tab_view, adw_tab_view_get_selected_page (self->tab_view));
  position = (position + (forward ? 1 : n - 1)) % n;
  adw_tab_view_set_selected_page (self->tab_view, adw_tab_view_get_nth_page (self->tab_view, position));
}
