/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-counted-text.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#define TEXT_HEIGHT 84

struct _HubCountedText
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *counter;
  GtkLabel *hint;
  GtkEditable *entry;           /* (nullable): of one line */
  GtkTextBuffer *buffer;        /* (nullable): of several */
  guint max_length;             /* characters */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubCountedText, hub_counted_text, GTK_TYPE_WIDGET)

static glong
get_left (HubCountedText *self)
{
  g_autofree char *text = hub_counted_text_dup_text (self);

  return (glong) self->max_length - g_utf8_strlen (text, -1);
}

static void
changed (HubCountedText *self)
{
  glong left = get_left (self);
  g_autofree char *text = NULL;

  if (left >= 0)
    {
      text = g_strdup_printf (ngettext ("%ld character left", "%ld characters left", left), left);
      gtk_widget_remove_css_class (GTK_WIDGET (self->counter), "error");
    }
  else
    {
      text = g_strdup_printf (ngettext ("%ld character too long", "%ld characters too long", -left), -left);
      gtk_widget_add_css_class (GTK_WIDGET (self->counter), "error");
    }
  gtk_label_set_text (self->counter, text);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
hub_counted_text_dispose (GObject *object)
{
  g_clear_pointer (&HUB_COUNTED_TEXT (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (hub_counted_text_parent_class)->dispose (object);
}

static void
hub_counted_text_class_init (HubCountedTextClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_counted_text_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  /**
   * HubCountedText::changed:
   *
   * The text is another, whoever changed it.
   */
  signals[CHANGED] = g_signal_new ("changed", HUB_TYPE_COUNTED_TEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkLabel *
caption_new (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, style);
  return GTK_LABEL (label);
}

static void
hub_counted_text_init (HubCountedText *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->counter = caption_new ("dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->counter), "numeric");
  self->hint = caption_new ("dim-label");
  gtk_label_set_wrap (self->hint, TRUE);
  gtk_label_set_xalign (self->hint, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), FALSE);
}

static GtkWidget *
make_lines (HubCountedText *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();

  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  g_signal_connect_swapped (self->buffer, "changed", G_CALLBACK (changed), self);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_widget_add_css_class (scrolled, "card");
  gtk_widget_add_css_class (scrolled, "console-text");
  gtk_widget_set_size_request (scrolled, -1, TEXT_HEIGHT);
  gtk_box_append (GTK_BOX (self->box), scrolled);
  return view;
}

static GtkWidget *
make_entry (HubCountedText *self)
{
  GtkWidget *entry = gtk_entry_new ();

  self->entry = GTK_EDITABLE (entry);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed), self);
  gtk_box_append (GTK_BOX (self->box), entry);
  return entry;
}

/**
 * hub_counted_text_new:
 * @title: what the text is
 * @max_length: how many characters it may have
 * @lines: whether it may have several lines
 * @required: whether the form cannot be sent without it, which is marked
 *
 * Returns: (transfer floating): an empty text
 */
GtkWidget *
hub_counted_text_new (const char *title, guint max_length, gboolean lines, gboolean required)
{
  HubCountedText *self = g_object_new (HUB_TYPE_COUNTED_TEXT, NULL);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *marked = g_strdup_printf (_("%s (required)"), title);
  GtkLabel *caption = caption_new ("heading");
  GtkWidget *input;

  self->max_length = max_length;
  gtk_label_set_text (caption, required ? marked : title);
  gtk_label_set_xalign (caption, 0);
  gtk_label_set_ellipsize (caption, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (caption), TRUE);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (caption));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->counter));
  gtk_box_append (GTK_BOX (self->box), line);
  input = lines ? make_lines (self) : make_entry (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (input), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_REQUIRED, required, -1);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->hint));
  changed (self);
  return GTK_WIDGET (self);
}

/**
 * hub_counted_text_set_hint:
 * @self: a text
 * @hint: a sentence below it
 */
void
hub_counted_text_set_hint (HubCountedText *self, const char *hint)
{
  g_return_if_fail (HUB_IS_COUNTED_TEXT (self));

  gtk_label_set_text (self->hint, hint);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), TRUE);
}

/**
 * hub_counted_text_set_text:
 * @self: a text
 * @text: what it is from now on; the same as before moves no cursor
 */
void
hub_counted_text_set_text (HubCountedText *self, const char *text)
{
  g_autofree char *old = NULL;

  g_return_if_fail (HUB_IS_COUNTED_TEXT (self));

  old = hub_counted_text_dup_text (self);
  if (g_str_equal (old, text))
    return;
  if (self->entry != NULL)
    gtk_editable_set_text (self->entry, text);
  else
    gtk_text_buffer_set_text (self->buffer, text, -1);
}

/**
 * hub_counted_text_dup_text:
 * @self: a text
 *
 * Returns: (transfer full): what was typed
 */
char *
hub_counted_text_dup_text (HubCountedText *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (HUB_IS_COUNTED_TEXT (self), NULL);

  if (self->entry != NULL)
    return g_strdup (gtk_editable_get_text (self->entry));
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

/**
 * hub_counted_text_is_too_long:
 * @self: a text
 *
 * Returns: whether it has more characters than the platform takes
 */
gboolean
hub_counted_text_is_too_long (HubCountedText *self)
{
  g_return_val_if_fail (HUB_IS_COUNTED_TEXT (self), FALSE);

  return get_left (self) < 0;
}
