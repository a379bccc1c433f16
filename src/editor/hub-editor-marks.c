/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-editor-marks.h"

#include "config.h"

#define ERROR_CATEGORY "hub-error"
#define WARNING_CATEGORY "hub-warning"

struct _HubEditorMarks
{
  GObject        parent_instance;
  GtkSourceView *view;          /* not owned: the view's page owns us */
  GPtrArray     *diagnostics;   /* of this file */
  GtkTextTag    *error_tag;
  GtkTextTag    *warning_tag;
};

G_DEFINE_FINAL_TYPE (HubEditorMarks, hub_editor_marks, G_TYPE_OBJECT)

static GtkTextBuffer *
get_buffer (HubEditorMarks *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
}

static gboolean
is_error (HubDiagnostic *diagnostic)
{
  return hub_diagnostic_get_severity (diagnostic) == HUB_SEVERITY_ERROR;
}

/* The word at the place, or the line's text where the column is not known. */
static void
find_range (HubEditorMarks *self, HubDiagnostic *diagnostic, GtkTextIter *start, GtkTextIter *end)
{
  GtkTextBuffer *buffer = get_buffer (self);
  int line = MAX (0, (int) hub_diagnostic_get_line (diagnostic) - 1);
  int column = (int) hub_diagnostic_get_column (diagnostic) - 1;

  gtk_text_buffer_get_iter_at_line (buffer, start, MIN (line, gtk_text_buffer_get_line_count (buffer) - 1));
  *end = *start;
  if (!gtk_text_iter_ends_line (end))
    gtk_text_iter_forward_to_line_end (end);
  if (column < 0)
    {
      while (!gtk_text_iter_equal (start, end) && g_unichar_isspace (gtk_text_iter_get_char (start)))
        gtk_text_iter_forward_char (start);
      return;
    }
  gtk_text_iter_forward_chars (start, MIN (column, gtk_text_iter_get_line_offset (end)));
  if (gtk_text_iter_equal (start, end) && column > 0)
    gtk_text_iter_backward_char (start);
  else if (!gtk_text_iter_equal (start, end))
    {
      GtkTextIter word = *start;

      do
        gtk_text_iter_forward_char (&word);
      while (gtk_text_iter_compare (&word, end) < 0 && g_unichar_isalnum (gtk_text_iter_get_char (&word)));
      *end = word;
    }
}

static void
clear (HubEditorMarks *self)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag (buffer, self->error_tag, &start, &end);
  gtk_text_buffer_remove_tag (buffer, self->warning_tag, &start, &end);
  gtk_source_buffer_remove_source_marks (GTK_SOURCE_BUFFER (buffer), &start, &end, ERROR_CATEGORY);
  gtk_source_buffer_remove_source_marks (GTK_SOURCE_BUFFER (buffer), &start, &end, WARNING_CATEGORY);
}

static void
show (HubEditorMarks *self, HubDiagnostic *diagnostic)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter start, end;

  find_range (self, diagnostic, &start, &end);
  gtk_text_buffer_apply_tag (buffer, is_error (diagnostic) ? self->error_tag : self->warning_tag, &start, &end);
  /* The gutter shows only marks at the beginning of a line. */
  gtk_text_iter_set_line_offset (&start, 0);
  gtk_source_buffer_create_source_mark (GTK_SOURCE_BUFFER (buffer), NULL,
                                        is_error (diagnostic) ? ERROR_CATEGORY : WARNING_CATEGORY, &start);
}

/* (transfer full) (nullable): the sentences of @line, counted from 0. */
static char *
sentences_at (HubEditorMarks *self, int line)
{
  GString *sentences = g_string_new (NULL);

  for (guint i = 0; i < self->diagnostics->len; i++)
    {
      HubDiagnostic *diagnostic = self->diagnostics->pdata[i];

      if ((int) hub_diagnostic_get_line (diagnostic) - 1 != line
          && !(line == 0 && hub_diagnostic_get_line (diagnostic) == 0))
        continue;
      if (sentences->len > 0)
        g_string_append_c (sentences, '\n');
      g_string_append (sentences, hub_diagnostic_get_message (diagnostic));
    }
  return g_string_free (sentences, sentences->len == 0);
}

static gboolean
query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  HubEditorMarks *self = data;
  g_autofree char *sentences = NULL;
  GtkTextIter iter;
  int buffer_x, buffer_y;

  if (self->diagnostics->len == 0)
    return FALSE;
  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (widget), GTK_TEXT_WINDOW_WIDGET, x, y, &buffer_x, &buffer_y);
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (widget), &iter, buffer_y, NULL);
  sentences = sentences_at (self, gtk_text_iter_get_line (&iter));
  gtk_tooltip_set_text (tooltip, sentences);
  return sentences != NULL;
}

static char *
mark_tooltip (GtkSourceMarkAttributes *attributes, GtkSourceMark *mark, gpointer data)
{
  HubEditorMarks *self = data;
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (get_buffer (self), &iter, GTK_TEXT_MARK (mark));
  return sentences_at (self, gtk_text_iter_get_line (&iter));
}

static void
add_category (HubEditorMarks *self, const char *category, const char *icon, const char *background, int priority)
{
  g_autoptr (GtkSourceMarkAttributes) attributes = gtk_source_mark_attributes_new ();
  GdkRGBA colour;

  gdk_rgba_parse (&colour, background);
  gtk_source_mark_attributes_set_icon_name (attributes, icon);
  gtk_source_mark_attributes_set_background (attributes, &colour);
  g_signal_connect_object (attributes, "query-tooltip-text", G_CALLBACK (mark_tooltip), self, 0);
  gtk_source_view_set_mark_attributes (self->view, category, attributes, priority);
}

static GtkTextTag *
add_tag (HubEditorMarks *self, const char *colour)
{
  GdkRGBA rgba;

  gdk_rgba_parse (&rgba, colour);
  return gtk_text_buffer_create_tag (get_buffer (self), NULL, "underline", PANGO_UNDERLINE_ERROR,
                                     "underline-rgba", &rgba, NULL);
}

static void
hub_editor_marks_finalize (GObject *object)
{
  g_ptr_array_unref (HUB_EDITOR_MARKS (object)->diagnostics);
  G_OBJECT_CLASS (hub_editor_marks_parent_class)->finalize (object);
}

static void
hub_editor_marks_class_init (HubEditorMarksClass *class)
{
  G_OBJECT_CLASS (class)->finalize = hub_editor_marks_finalize;
}

static void
hub_editor_marks_init (HubEditorMarks *self)
{
  self->diagnostics = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * hub_editor_marks_new:
 * @view: (transfer none): a view that has its buffer already, and outlives the marks
 *
 * Returns: (transfer full): the marks of @view
 */
HubEditorMarks *
hub_editor_marks_new (GtkSourceView *view)
{
  HubEditorMarks *self = g_object_new (HUB_TYPE_EDITOR_MARKS, NULL);

  self->view = view;
  add_category (self, ERROR_CATEGORY, "hub-mark-error", "rgba(224,27,36,0.10)", 2);
  add_category (self, WARNING_CATEGORY, "hub-mark-warning", "rgba(229,165,10,0.10)", 1);
  self->error_tag = add_tag (self, "#e01b24");
  self->warning_tag = add_tag (self, "#e5a50a");
  gtk_widget_set_has_tooltip (GTK_WIDGET (view), TRUE);
  g_signal_connect_object (view, "query-tooltip", G_CALLBACK (query_tooltip), self, 0);
  return self;
}

/**
 * hub_editor_marks_set:
 * @self: the marks
 * @diagnostics: (nullable): of #HubDiagnostic, of the whole program
 * @name: the file's name in them
 *
 * Shows those of the file, instead of those shown before.
 */
void
hub_editor_marks_set (HubEditorMarks *self, GListModel *diagnostics, const char *name)
{
  clear (self);
  g_ptr_array_set_size (self->diagnostics, 0);
  for (guint i = 0; diagnostics != NULL && i < g_list_model_get_n_items (diagnostics); i++)
    {
      g_autoptr (HubDiagnostic) diagnostic = g_list_model_get_item (diagnostics, i);

      if (g_strcmp0 (hub_diagnostic_get_file (diagnostic), name) != 0)
        continue;
      show (self, diagnostic);
      g_ptr_array_add (self->diagnostics, g_steal_pointer (&diagnostic));
    }
}
