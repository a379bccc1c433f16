/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-search-bar.h"

#include "config.h"

#include <glib/gi18n-lib.h>

struct _HubSearchBar
{
  GtkWidget               parent_instance;
  GtkRevealer            *revealer;
  GtkEditable            *search_entry;
  GtkEditable            *replace_entry;
  GtkWidget              *replace_row;
  GtkLabel               *count_label;
  GtkToggleButton        *case_toggle;
  GtkToggleButton        *regex_toggle;
  GtkSourceView          *view;   /* not owned: our sibling */
  GtkSourceSearchContext *context;
  GCancellable           *cancellable;
};

G_DEFINE_FINAL_TYPE (HubSearchBar, hub_search_bar, GTK_TYPE_WIDGET)

static GtkTextBuffer *
get_buffer (HubSearchBar *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
}

static gboolean
is_open (HubSearchBar *self)
{
  return gtk_revealer_get_reveal_child (self->revealer);
}

static void
show_count (HubSearchBar *self)
{
  g_autoptr (GError) error = gtk_source_search_context_get_regex_error (self->context);
  int count = gtk_source_search_context_get_occurrences_count (self->context);
  const char *text = gtk_editable_get_text (self->search_entry);
  g_autofree char *label = NULL;
  GtkTextIter start, end;
  int position;

  gtk_widget_remove_css_class (GTK_WIDGET (self->search_entry), "error");
  if (*text == '\0' || count < 0)
    label = g_strdup ("");
  else if (error != NULL)
    label = g_strdup (_("Not a regular expression"));
  else if (count == 0)
    label = g_strdup (_("Not found"));
  if (label != NULL)
    {
      if (*label != '\0')
        gtk_widget_add_css_class (GTK_WIDGET (self->search_entry), "error");
      gtk_label_set_text (self->count_label, label);
      return;
    }
  gtk_text_buffer_get_selection_bounds (get_buffer (self), &start, &end);
  position = gtk_source_search_context_get_occurrence_position (self->context, &start, &end);
  if (position > 0)
    /* Translators: which of how many places found */
    label = g_strdup_printf (_("%d of %d"), position, count);
  else
    label = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d place", "%d places", (gulong) count), count);
  gtk_label_set_text (self->count_label, label);
}

static void
select_match (HubSearchBar *self, const GtkTextIter *start, const GtkTextIter *end)
{
  gtk_text_buffer_select_range (get_buffer (self), start, end);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self->view), gtk_text_buffer_get_insert (get_buffer (self)),
                                0.1, FALSE, 0, 0);
  show_count (self);
}

static void
found (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (HubSearchBar) self = data;
  GtkTextIter start, end;

  if (gtk_source_search_context_forward_finish (GTK_SOURCE_SEARCH_CONTEXT (object), result, &start, &end, NULL, NULL))
    select_match (self, &start, &end);
}

static void
search_from (HubSearchBar *self, const GtkTextIter *from, gboolean forward)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (forward)
    gtk_source_search_context_forward_async (self->context, from, self->cancellable, found, g_object_ref (self));
  else
    gtk_source_search_context_backward_async (self->context, from, self->cancellable, found, g_object_ref (self));
}

/**
 * hub_search_bar_move:
 * @self: a search bar
 * @forward: to the next place, or to the one before
 */
void
hub_search_bar_move (HubSearchBar *self, gboolean forward)
{
  GtkTextIter start, end;

  if (self->context == NULL)
    return;
  gtk_text_buffer_get_selection_bounds (get_buffer (self), &start, &end);
  search_from (self, forward ? &end : &start, forward);
}

static void
search_changed (HubSearchBar *self)
{
  GtkSourceSearchSettings *settings = gtk_source_search_context_get_settings (self->context);
  GtkTextIter start;

  gtk_source_search_settings_set_case_sensitive (settings, gtk_toggle_button_get_active (self->case_toggle));
  gtk_source_search_settings_set_regex_enabled (settings, gtk_toggle_button_get_active (self->regex_toggle));
  gtk_source_search_settings_set_search_text (settings, gtk_editable_get_text (self->search_entry));
  gtk_text_buffer_get_selection_bounds (get_buffer (self), &start, NULL);
  search_from (self, &start, TRUE);
  show_count (self);
}

static void
replace_one (HubSearchBar *self)
{
  const char *text = gtk_editable_get_text (self->replace_entry);
  GtkTextIter start, end;

  if (gtk_text_buffer_get_selection_bounds (get_buffer (self), &start, &end))
    gtk_source_search_context_replace (self->context, &start, &end, text, -1, NULL);
  hub_search_bar_move (self, TRUE);
}

static void
replace_all (HubSearchBar *self)
{
  gtk_source_search_context_replace_all (self->context, gtk_editable_get_text (self->replace_entry), -1, NULL);
  show_count (self);
}

static void
next_clicked (HubSearchBar *self)
{
  hub_search_bar_move (self, TRUE);
}

static void
previous_clicked (HubSearchBar *self)
{
  hub_search_bar_move (self, FALSE);
}

static gboolean
key_pressed (HubSearchBar *self, guint key)
{
  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  hub_search_bar_close (self);
  return GDK_EVENT_STOP;
}

static void
hub_search_bar_dispose (GObject *object)
{
  HubSearchBar *self = HUB_SEARCH_BAR (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), HUB_TYPE_SEARCH_BAR);
  child = gtk_widget_get_first_child (GTK_WIDGET (self));
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (hub_search_bar_parent_class)->dispose (object);
}

static void
hub_search_bar_class_init (HubSearchBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hub_search_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/superhub/DevTools/ui/hub-search-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, HubSearchBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, HubSearchBar, search_entry);
  gtk_widget_class_bind_template_child (widget_class, HubSearchBar, replace_entry);
  gtk_widget_class_bind_template_child (widget_class, HubSearchBar, replace_row);
  gtk_widget_class_bind_template_child (widget_class, HubSearchBar, count_label);
  gtk_widget_class_bind_template_child (widget_class, HubSearchBar, case_toggle);
  gtk_widget_class_bind_template_child (widget_class, HubSearchBar, regex_toggle);
  gtk_widget_class_bind_template_callback (widget_class, search_changed);
  gtk_widget_class_bind_template_callback (widget_class, replace_one);
  gtk_widget_class_bind_template_callback (widget_class, replace_all);
  gtk_widget_class_bind_template_callback (widget_class, next_clicked);
  gtk_widget_class_bind_template_callback (widget_class, previous_clicked);
  gtk_widget_class_bind_template_callback (widget_class, hub_search_bar_close);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed);
}

static void
hub_search_bar_init (HubSearchBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hub_search_bar_set_view:
 * @self: a search bar
 * @view: (transfer none): the view it searches; it has its buffer already
 */
void
hub_search_bar_set_view (HubSearchBar *self, GtkSourceView *view)
{
  g_autoptr (GtkSourceSearchSettings) settings = gtk_source_search_settings_new ();

  self->view = view;
  gtk_source_search_settings_set_wrap_around (settings, TRUE);
  self->context = gtk_source_search_context_new (GTK_SOURCE_BUFFER (get_buffer (self)), settings);
  gtk_source_search_context_set_highlight (self->context, FALSE);
  g_signal_connect_object (self->context, "notify::occurrences-count", G_CALLBACK (show_count), self,
                           G_CONNECT_SWAPPED);
}

/**
 * hub_search_bar_open:
 * @self: a search bar
 * @replace: whether the row for replacing is shown too
 *
 * Takes what is selected in the view, when it is a part of one line, as what to look for.
 */
void
hub_search_bar_open (HubSearchBar *self, gboolean replace)
{
  GtkTextIter start, end;

  gtk_widget_set_visible (self->replace_row, replace);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  gtk_source_search_context_set_highlight (self->context, TRUE);
  if (gtk_text_buffer_get_selection_bounds (get_buffer (self), &start, &end)
      && gtk_text_iter_get_line (&start) == gtk_text_iter_get_line (&end))
    {
      g_autofree char *text = gtk_text_buffer_get_text (get_buffer (self), &start, &end, TRUE);

      gtk_editable_set_text (self->search_entry, text);
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_select_region (self->search_entry, 0, -1);
}

/**
 * hub_search_bar_close:
 * @self: a search bar
 */
void
hub_search_bar_close (HubSearchBar *self)
{
  if (!is_open (self))
    return;
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  gtk_source_search_context_set_highlight (self->context, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
