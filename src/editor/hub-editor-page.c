/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-editor-page.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "hub-comment.h"
#include "hub-editor-marks.h"
#include "hub-error.h"
#include "hub-search-bar.h"

struct _HubEditorPage
{
  GtkWidget       parent_instance;
  GtkWidget      *layout;
  GtkStack       *stack;
  GtkSourceView  *view;
  HubSearchBar   *search_bar;
  GtkRevealer    *goto_revealer;
  GtkEditable    *goto_entry;
  GtkRevealer    *disk_bar;
  GtkLabel       *disk_label;
  GtkWidget      *reload_button;
  GtkWidget      *keep_button;
  GtkPicture     *picture;
  AdwStatusPage  *message;
  HubDocument    *document;
  HubEditorMarks *marks;
  GSettings      *settings;
  GListModel     *diagnostics;
  char           *diagnostics_name;
  GtkCssProvider *font_provider;
  guint           goto_line;     /* wanted once the text is here */
  guint           goto_column;
  guint           scroll_tick;
  gboolean        loading;
};

G_DEFINE_FINAL_TYPE (HubEditorPage, hub_editor_page, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_TITLE, PROP_MODIFIED, N_PROPS };
static GParamSpec *properties[N_PROPS];
enum { SIGNAL_SAVED, SIGNAL_CURSOR_MOVED, N_SIGNALS };
static guint signals[N_SIGNALS];

static GtkTextBuffer *
get_buffer (HubEditorPage *self)
{
  return GTK_TEXT_BUFFER (self->document);
}

static gboolean
is_picture (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *type = g_content_type_guess (name, NULL, 0, NULL);

  return g_content_type_is_a (type, "image/*") && !g_str_has_suffix (name, ".svg");
}

static void
apply_scheme (HubEditorPage *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleSchemeManager *manager = gtk_source_style_scheme_manager_get_default ();

  gtk_source_buffer_set_style_scheme (GTK_SOURCE_BUFFER (self->document),
                                      gtk_source_style_scheme_manager_get_scheme (manager, dark ? "Adwaita-dark" : "Adwaita"));
}

static char *
css_of_font (const char *name)
{
  PangoFontDescription *font = pango_font_description_from_string (name);
  const char *family = pango_font_description_get_family (font);
  g_autofree char *size = NULL;
  char *css;

  if (pango_font_description_get_size (font) > 0)
    size = g_strdup_printf ("font-size: %dpt;", pango_font_description_get_size (font) / PANGO_SCALE);
  css = g_strdup_printf ("textview { font-family: \"%s\"; %s }", family != NULL ? family : "monospace",
                         size != NULL ? size : "");
  pango_font_description_free (font);
  return css;
}

static void
apply_font (HubEditorPage *self)
{
  g_autofree char *name = g_settings_get_string (self->settings, "editor-font");
  g_autofree char *css = css_of_font (*name != '\0' ? name : "monospace");

  gtk_css_provider_load_from_data (self->font_provider, css, -1);
}

static void
apply_tab_width (HubEditorPage *self)
{
  guint width = g_settings_get_uint (self->settings, "tab-width");

  gtk_source_view_set_tab_width (self->view, width);
  gtk_source_view_set_indent_width (self->view, (int) width);
}

static gboolean
wrap_to_mode (GValue *value, GVariant *variant, gpointer data)
{
  g_value_set_enum (value, g_variant_get_boolean (variant) ? GTK_WRAP_WORD_CHAR : GTK_WRAP_NONE);
  return TRUE;
}

static void
bind_settings (HubEditorPage *self)
{
  g_settings_bind (self->settings, "insert-spaces", self->view, "insert-spaces-instead-of-tabs", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "show-line-numbers", self->view, "show-line-numbers", G_SETTINGS_BIND_GET);
  g_settings_bind_with_mapping (self->settings, "wrap-lines", self->view, "wrap-mode", G_SETTINGS_BIND_GET,
                                wrap_to_mode, NULL, NULL, NULL);
  g_signal_connect_object (self->settings, "changed::tab-width", G_CALLBACK (apply_tab_width), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::editor-font", G_CALLBACK (apply_font), self, G_CONNECT_SWAPPED);
  apply_tab_width (self);
  apply_font (self);
}

static void
modified_changed (HubEditorPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODIFIED]);
}

static void
cursor_moved (HubEditorPage *self)
{
  g_signal_emit (self, signals[SIGNAL_CURSOR_MOVED], 0);
}

static void
file_changed (HubEditorPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

static void
disk_changed (HubEditorPage *self)
{
  gboolean deleted = hub_document_is_deleted (self->document);
  gboolean changed = hub_document_is_changed_on_disk (self->document);

  if (deleted)
    gtk_label_set_text (self->disk_label, _("The file is gone from the disk. Saving makes it again."));
  else if (changed)
    gtk_label_set_text (self->disk_label, _("Another program changed this file, and you changed it here."));
  gtk_widget_set_visible (self->reload_button, !deleted);
  gtk_widget_set_visible (self->keep_button, !deleted);
  gtk_revealer_set_reveal_child (self->disk_bar, deleted || changed);
}

static void
show_message (HubEditorPage *self, const GError *error)
{
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);
  gboolean binary = g_strcmp0 (hub_error_get_name (error), "document.binary") == 0;

  adw_status_page_set_icon_name (self->message, binary ? "application-x-executable-symbolic" : "dialog-warning-symbolic");
  adw_status_page_set_title (self->message, binary ? _("Not a Text File") : _("Cannot Show This File"));
  adw_status_page_set_description (self->message, escaped);
  gtk_stack_set_visible_child_name (self->stack, "message");
}

static void
apply_diagnostics (HubEditorPage *self)
{
  if (self->diagnostics_name != NULL && !self->loading)
    hub_editor_marks_set (self->marks, self->diagnostics, self->diagnostics_name);
}

/* A view that has no size yet, or whose lines have none, would scroll to a wrong place. */
static gboolean
scroll_to_cursor (GtkWidget *view, GdkFrameClock *clock, gpointer data)
{
  HubEditorPage *self = data;

  if (gtk_widget_get_height (view) == 0)
    return G_SOURCE_CONTINUE;
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (view), gtk_text_buffer_get_insert (get_buffer (self)), 0.2, FALSE, 0, 0);
  self->scroll_tick = 0;
  return G_SOURCE_REMOVE;
}

static void
loaded (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (HubEditorPage) self = data;
  g_autoptr (GError) error = NULL;

  self->loading = FALSE;
  if (!hub_document_load_finish (HUB_DOCUMENT (object), result, &error))
    {
      show_message (self, error);
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, "text");
  apply_diagnostics (self);
  hub_editor_page_go_to (self, MAX (1, self->goto_line), self->goto_column);
}

static void
load (HubEditorPage *self)
{
  GFile *file = hub_document_get_file (self->document);

  if (is_picture (file))
    {
      gtk_picture_set_file (self->picture, file);
      gtk_stack_set_visible_child_name (self->stack, "picture");
      return;
    }
  self->loading = TRUE;
  hub_document_load_async (self->document, NULL, loaded, g_object_ref (self));
}

static void
reload_done (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (HubEditorPage) self = data;
  g_autoptr (GError) error = NULL;

  if (hub_document_load_finish (HUB_DOCUMENT (object), result, &error))
    return;
  gtk_text_buffer_set_modified (get_buffer (self), TRUE);
  gtk_label_set_text (self->disk_label, error->message);
  gtk_revealer_set_reveal_child (self->disk_bar, TRUE);
}

static void
reload_clicked (HubEditorPage *self)
{
  /* What was typed here stays reachable by Undo. */
  gtk_text_buffer_set_modified (get_buffer (self), FALSE);
  hub_document_load_async (self->document, NULL, reload_done, g_object_ref (self));
}

static void
keep_clicked (HubEditorPage *self)
{
  hub_document_keep_mine (self->document);
}

static void
goto_activated (HubEditorPage *self)
{
  g_auto (GStrv) parts = g_strsplit (gtk_editable_get_text (self->goto_entry), ":", 2);
  guint line = parts[0] != NULL ? (guint) strtoul (parts[0], NULL, 10) : 0;

  gtk_revealer_set_reveal_child (self->goto_revealer, FALSE);
  if (line > 0)
    hub_editor_page_go_to (self, line, parts[1] != NULL ? (guint) strtoul (parts[1], NULL, 10) : 1);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static gboolean
goto_key_pressed (HubEditorPage *self, guint key)
{
  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  gtk_revealer_set_reveal_child (self->goto_revealer, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  return GDK_EVENT_STOP;
}

static gboolean
hub_editor_page_grab_focus (GtkWidget *widget)
{
  HubEditorPage *self = HUB_EDITOR_PAGE (widget);

  return hub_editor_page_is_text (self) && gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
hub_editor_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HubEditorPage *self = HUB_EDITOR_PAGE (object);

  if (id == PROP_TITLE)
    g_value_take_string (value, g_file_get_basename (hub_document_get_file (self->document)));
  else
    g_value_set_boolean (value, hub_editor_page_is_modified (self));
}

static void
hub_editor_page_dispose (GObject *object)
{
  HubEditorPage *self = HUB_EDITOR_PAGE (object);
  GtkWidget *child;

  g_clear_object (&self->marks);
  gtk_widget_dispose_template (GTK_WIDGET (self), HUB_TYPE_EDITOR_PAGE);
  child = gtk_widget_get_first_child (GTK_WIDGET (self));
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (hub_editor_page_parent_class)->dispose (object);
}

static void
hub_editor_page_finalize (GObject *object)
{
  HubEditorPage *self = HUB_EDITOR_PAGE (object);

  g_clear_object (&self->document);
  g_clear_object (&self->settings);
  g_clear_object (&self->diagnostics);
  g_clear_object (&self->font_provider);
  g_free (self->diagnostics_name);
  G_OBJECT_CLASS (hub_editor_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/superhub/DevTools/ui/hub-editor-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HubEditorPage, layout);
  gtk_widget_class_bind_template_child (widget_class, HubEditorPage, stack);
  gtk_widget_class_bind_template_child (widget_class, HubEditorPage, view);
  gtk_widget_class_bind_template_child (widget_class, HubEditorPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, HubEditorPage, goto_revealer);
  gtk_widget_class_bind_template_child (widget_class, HubEditorPage, goto_entry);
  gtk_widget_class_bind_template_child (widget_class, HubEditorPage, disk_bar);
  gtk_widget_class_bind_template_child (widget_class, HubEditorPage, disk_label);
  gtk_widget_class_bind_template_child (widget_class, HubEditorPage, reload_button);
  gtk_widget_class_bind_template_child (widget_class, HubEditorPage, keep_button);
  gtk_widget_class_bind_template_child (widget_class, HubEditorPage, picture);
  gtk_widget_class_bind_template_child (widget_class, HubEditorPage, message);
  gtk_widget_class_bind_template_callback (widget_class, reload_clicked);
  gtk_widget_class_bind_template_callback (widget_class, keep_clicked);
  gtk_widget_class_bind_template_callback (widget_class, goto_activated);
  gtk_widget_class_bind_template_callback (widget_class, goto_key_pressed);
}

static void
hub_editor_page_class_init (HubEditorPageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hub_editor_page_get_property;
  object_class->dispose = hub_editor_page_dispose;
  object_class->finalize = hub_editor_page_finalize;
  widget_class->grab_focus = hub_editor_page_grab_focus;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_MODIFIED] = g_param_spec_boolean ("modified", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_SAVED] = g_signal_new ("saved", HUB_TYPE_EDITOR_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  signals[SIGNAL_CURSOR_MOVED] = g_signal_new ("cursor-moved", HUB_TYPE_EDITOR_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                               NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  g_type_ensure (HUB_TYPE_SEARCH_BAR);
  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  bind_template (widget_class);
}

static void
hub_editor_page_init (HubEditorPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->font_provider = gtk_css_provider_new ();
  gtk_style_context_add_provider (gtk_widget_get_style_context (GTK_WIDGET (self->view)),
                                  GTK_STYLE_PROVIDER (self->font_provider), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

/**
 * hub_editor_page_new:
 * @file: a local file
 * @settings: the application's settings, for font, tabs and wrapping
 *
 * Returns: (transfer floating): a page that is reading @file
 */
GtkWidget *
hub_editor_page_new (GFile *file, GSettings *settings)
{
  HubEditorPage *self = g_object_new (HUB_TYPE_EDITOR_PAGE, NULL);

  self->settings = g_object_ref (settings);
  self->document = hub_document_new (file);
  gtk_text_view_set_buffer (GTK_TEXT_VIEW (self->view), get_buffer (self));
  hub_search_bar_set_view (self->search_bar, self->view);
  self->marks = hub_editor_marks_new (self->view);
  bind_settings (self);
  apply_scheme (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (apply_scheme), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "modified-changed", G_CALLBACK (modified_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "notify::cursor-position", G_CALLBACK (cursor_moved), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "notify::file", G_CALLBACK (file_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "notify::changed-on-disk", G_CALLBACK (disk_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "notify::deleted", G_CALLBACK (disk_changed), self, G_CONNECT_SWAPPED);
  load (self);
  return GTK_WIDGET (self);
}

/**
 * hub_editor_page_get_file:
 * @self: a page
 *
 * Returns: (transfer none): its file
 */
GFile *
hub_editor_page_get_file (HubEditorPage *self)
{
  return hub_document_get_file (self->document);
}

/**
 * hub_editor_page_set_file:
 * @self: a page
 * @file: where its file stands now, after it was renamed
 */
void
hub_editor_page_set_file (HubEditorPage *self, GFile *file)
{
  hub_document_set_file (self->document, file);
}

/**
 * hub_editor_page_get_document:
 * @self: a page
 *
 * Returns: (transfer none): its text; empty while a picture or a sentence is shown
 */
HubDocument *
hub_editor_page_get_document (HubEditorPage *self)
{
  return self->document;
}

/**
 * hub_editor_page_get_view:
 * @self: a page
 *
 * Returns: (transfer none): the text view
 */
GtkWidget *
hub_editor_page_get_view (HubEditorPage *self)
{
  return GTK_WIDGET (self->view);
}

/**
 * hub_editor_page_is_modified:
 * @self: a page
 *
 * Returns: whether the text here is not saved
 */
gboolean
hub_editor_page_is_modified (HubEditorPage *self)
{
  return gtk_text_buffer_get_modified (get_buffer (self));
}

/**
 * hub_editor_page_is_text:
 * @self: a page
 *
 * Returns: whether text is shown, neither a picture nor a sentence
 */
gboolean
hub_editor_page_is_text (HubEditorPage *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "text") == 0;
}

/**
 * hub_editor_page_is_loading:
 * @self: a page
 *
 * Returns: whether the file is still being read
 */
gboolean
hub_editor_page_is_loading (HubEditorPage *self)
{
  return self->loading;
}

/**
 * hub_editor_page_go_to:
 * @self: a page; when it is still reading its file it goes there afterwards
 * @line: counted from 1
 * @column: counted from 1; 0 where unknown
 */
void
hub_editor_page_go_to (HubEditorPage *self, guint line, guint column)
{
  GtkTextIter iter;
  int last = gtk_text_buffer_get_line_count (get_buffer (self)) - 1;

  self->goto_line = line;
  self->goto_column = column;
  if (self->loading)
    return;
  gtk_text_buffer_get_iter_at_line (get_buffer (self), &iter, CLAMP ((int) line - 1, 0, last));
  for (guint i = 1; i < column && !gtk_text_iter_ends_line (&iter); i++)
    gtk_text_iter_forward_char (&iter);
  gtk_text_buffer_place_cursor (get_buffer (self), &iter);
  if (self->scroll_tick == 0)
    self->scroll_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), scroll_to_cursor, self, NULL);
}

/**
 * hub_editor_page_get_cursor:
 * @self: a page
 * @line: (out): counted from 1
 * @column: (out): counted from 1, in characters
 */
void
hub_editor_page_get_cursor (HubEditorPage *self, guint *line, guint *column)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (get_buffer (self), &iter, gtk_text_buffer_get_insert (get_buffer (self)));
  *line = (guint) gtk_text_iter_get_line (&iter) + 1;
  *column = (guint) gtk_text_iter_get_line_offset (&iter) + 1;
}

/**
 * hub_editor_page_set_diagnostics:
 * @self: a page
 * @diagnostics: (nullable): of #HubDiagnostic, of the whole program
 * @name: the file's name in them
 */
void
hub_editor_page_set_diagnostics (HubEditorPage *self, GListModel *diagnostics, const char *name)
{
  g_set_object (&self->diagnostics, diagnostics);
  g_free (self->diagnostics_name);
  self->diagnostics_name = g_strdup (name);
  apply_diagnostics (self);
}

/**
 * hub_editor_page_search:
 * @self: a page
 * @replace: whether to show the row for replacing too
 */
void
hub_editor_page_search (HubEditorPage *self, gboolean replace)
{
  if (hub_editor_page_is_text (self))
    hub_search_bar_open (self->search_bar, replace);
}

/**
 * hub_editor_page_search_move:
 * @self: a page
 * @forward: to the next place, or to the one before
 */
void
hub_editor_page_search_move (HubEditorPage *self, gboolean forward)
{
  hub_search_bar_move (self->search_bar, forward);
}

/**
 * hub_editor_page_ask_line:
 * @self: a page
 *
 * Shows the field for a line number.
 */
void
hub_editor_page_ask_line (HubEditorPage *self)
{
  if (!hub_editor_page_is_text (self))
    return;
  gtk_revealer_set_reveal_child (self->goto_revealer, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->goto_entry));
  gtk_editable_select_region (self->goto_entry, 0, -1);
}

/**
 * hub_editor_page_toggle_comment:
 * @self: a page
 */
void
hub_editor_page_toggle_comment (HubEditorPage *self)
{
  if (!hub_editor_page_is_text (self) || !hub_comment_toggle (GTK_SOURCE_BUFFER (self->document)))
    gtk_widget_error_bell (GTK_WIDGET (self->view));
}

static void
saved (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (!hub_document_save_finish (HUB_DOCUMENT (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_signal_emit (g_task_get_source_object (task), signals[SIGNAL_SAVED], 0);
  g_task_return_boolean (task, TRUE);
}

/**
 * hub_editor_page_save_async:
 * @self: a page
 * @cancellable: (nullable): to stop it
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Saves the text; does nothing for a picture, a sentence or a text that is saved already.
 */
void
hub_editor_page_save_async (HubEditorPage *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, hub_editor_page_save_async);
  if (!hub_editor_page_is_text (self)
      || (!hub_editor_page_is_modified (self) && !hub_document_is_deleted (self->document)))
    g_task_return_boolean (task, TRUE);
  else
    hub_document_save_async (self->document, cancellable, saved, g_steal_pointer (&task));
}

/**
 * hub_editor_page_save_finish:
 * @self: a page
 * @result: given to the callback
 * @error: (out) (optional): as hub_document_save_finish()
 *
 * Returns: whether the file has the text now
 */
gboolean
hub_editor_page_save_finish (HubEditorPage *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
