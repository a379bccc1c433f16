/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-line-editor.h"

#define HEIGHT 76

struct _HubLineEditor
{
  AdwBin parent_instance;

  GtkTextBuffer *buffer;        /* (unowned): the view's */
  char *shown;                  /* what the platform has */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubLineEditor, hub_line_editor, ADW_TYPE_BIN)

static char *
dup_text (HubLineEditor *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

/* Without the lines and spaces that mean nothing. */
static char **
split (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      g_strv_builder_add (builder, lines[i]);
  return g_strv_builder_end (builder);
}

static void
text_changed (HubLineEditor *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
hub_line_editor_finalize (GObject *object)
{
  g_free (HUB_LINE_EDITOR (object)->shown);
  G_OBJECT_CLASS (hub_line_editor_parent_class)->finalize (object);
}

static void
hub_line_editor_class_init (HubLineEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hub_line_editor_finalize;
  /**
   * HubLineEditor::changed:
   *
   * The text is another.
   */
  signals[CHANGED] = g_signal_new ("changed", HUB_TYPE_LINE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hub_line_editor_init (HubLineEditor *self)
{
  self->shown = g_strdup ("");
}

/**
 * hub_line_editor_new:
 * @label: what assistive technology calls it
 *
 * Returns: (transfer floating): an empty editor
 */
GtkWidget *
hub_line_editor_new (const char *label)
{
  HubLineEditor *self = g_object_new (HUB_TYPE_LINE_EDITOR, NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();

  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (view), TRUE);
  /* Tab leads on to the next control, as everywhere in the Console. */
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (text_changed), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), HEIGHT);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 3 * HEIGHT);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_widget_add_css_class (scrolled, "card");
  gtk_widget_add_css_class (scrolled, "console-text");
  adw_bin_set_child (ADW_BIN (self), scrolled);
  return GTK_WIDGET (self);
}

/**
 * hub_line_editor_show:
 * @self: an editor
 * @lines: (nullable): what the platform has
 *
 * Shows @lines, unless something else was typed meanwhile, which stays.
 */
void
hub_line_editor_show (HubLineEditor *self, const char * const *lines)
{
  g_autofree char *text = lines != NULL ? g_strjoinv ("\n", (char **) lines) : g_strdup ("");
  gboolean typed = hub_line_editor_is_changed (self);

  g_free (self->shown);
  self->shown = g_steal_pointer (&text);
  if (!typed)
    hub_line_editor_revert (self);
  else
    text_changed (self);
}

/**
 * hub_line_editor_dup_lines:
 * @self: an editor
 *
 * Returns: (transfer full): the lines, without spaces around them and without empty ones
 */
char **
hub_line_editor_dup_lines (HubLineEditor *self)
{
  g_autofree char *text = dup_text (self);

  return split (text);
}

/**
 * hub_line_editor_is_changed:
 * @self: an editor
 *
 * Returns: whether its lines are others than the platform has
 */
gboolean
hub_line_editor_is_changed (HubLineEditor *self)
{
  g_auto (GStrv) now = hub_line_editor_dup_lines (self);
  g_auto (GStrv) before = split (self->shown);

  return !g_strv_equal ((const char * const *) now, (const char * const *) before);
}

/**
 * hub_line_editor_revert:
 * @self: an editor
 *
 * Shows what the platform has, in place of what was typed.
 */
void
hub_line_editor_revert (HubLineEditor *self)
{
  g_autofree char *text = dup_text (self);

  if (!g_str_equal (text, self->shown))
    gtk_text_buffer_set_text (self->buffer, self->shown, -1);
}
