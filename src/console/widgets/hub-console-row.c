/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-row.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "hub-console-badge.h"
#include "hub-time-label.h"

/* Characters of a fact that is always shown whole. */
#define WHOLE_FACT 9

struct _HubConsoleRow
{
  GtkListBoxRow parent_instance;

  GtkBox *line;
  GtkBox *column;
  GtkBox *heading;
  GtkWidget *image;     /* (nullable) */
  GtkBox *facts;        /* (nullable) until there is one */
  GtkBox *actions;      /* (nullable) until there is one */
  char *title;
  GString *summary;     /* what a screen reader says of the row */
  gsize heading_end;    /* in it: badges come before details, as on the screen */
};

G_DEFINE_FINAL_TYPE (HubConsoleRow, hub_console_row, GTK_TYPE_LIST_BOX_ROW)

static void
hub_console_row_finalize (GObject *object)
{
  HubConsoleRow *self = HUB_CONSOLE_ROW (object);

  g_free (self->title);
  g_string_free (self->summary, TRUE);
  G_OBJECT_CLASS (hub_console_row_parent_class)->finalize (object);
}

static void
hub_console_row_class_init (HubConsoleRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hub_console_row_finalize;
}

static void
hub_console_row_init (HubConsoleRow *self)
{
  self->summary = g_string_new (NULL);
  self->line = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));
  self->column = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 3));
  self->heading = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8));
  gtk_widget_add_css_class (GTK_WIDGET (self->line), "console-row");
  gtk_widget_set_hexpand (GTK_WIDGET (self->column), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->column), GTK_ALIGN_CENTER);
  gtk_box_append (self->column, GTK_WIDGET (self->heading));
  gtk_box_append (self->line, GTK_WIDGET (self->column));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), GTK_WIDGET (self->line));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
}

static void
update_name (HubConsoleRow *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->summary->str, -1);
}

static void
add_to_summary (HubConsoleRow *self, const char *text)
{
  if (self->summary->len > 0)
    g_string_append (self->summary, ", ");
  g_string_append (self->summary, text);
  update_name (self);
}

/* Texts come from other people: never as markup. */
static GtkWidget *
text_new (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

/**
 * hub_console_row_new:
 * @title: what the row is about
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
hub_console_row_new (const char *title)
{
  HubConsoleRow *self = g_object_new (HUB_TYPE_CONSOLE_ROW, NULL);
  GtkWidget *label = text_new (title);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (self->heading, label);
  self->title = g_strdup (title);
  add_to_summary (self, title);
  self->heading_end = self->summary->len;
  return GTK_WIDGET (self);
}

/**
 * hub_console_row_set_avatar:
 * @self: a row without an image
 * @name: a person
 */
void
hub_console_row_set_avatar (HubConsoleRow *self, const char *name)
{
  GtkWidget *avatar = adw_avatar_new (36, name, TRUE);

  gtk_widget_set_valign (avatar, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (avatar, name);
  gtk_box_prepend (self->line, avatar);
}

/**
 * hub_console_row_set_icon:
 * @self: a row without an image
 * @icon_name: a symbolic icon
 * @style: (nullable): "success", "warning", "error" or "accent"
 */
void
hub_console_row_set_icon (HubConsoleRow *self, const char *icon_name, const char *style)
{
  GtkWidget *image = gtk_image_new_from_icon_name (icon_name);

  self->image = image;
  gtk_widget_set_margin_start (image, 10);
  gtk_widget_set_margin_end (image, 10);
  gtk_widget_add_css_class (image, style != NULL ? style : "dim-label");
  gtk_accessible_update_state (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_prepend (self->line, image);
}

/**
 * hub_console_row_add_badge:
 * @self: a row
 * @text: a word or two
 * @style: (nullable): "success", "warning", "error" or "accent"
 */
void
hub_console_row_add_badge (HubConsoleRow *self, const char *text, const char *style)
{
  g_autofree char *part = g_strconcat (", ", text, NULL);

  gtk_box_append (self->heading, hub_console_badge_new (text, style != NULL ? style : "dim-label"));
  g_string_insert (self->summary, self->heading_end, part);
  self->heading_end += strlen (part);
  update_name (self);
}

/**
 * hub_console_row_add_detail:
 * @self: a row
 * @text: a sentence or more
 *
 * Returns: (transfer none): its label
 */
GtkWidget *
hub_console_row_add_detail (HubConsoleRow *self, const char *text)
{
  GtkWidget *label = text_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 3);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (self->column, label);
  add_to_summary (self, text);
  return label;
}

static void
append_fact (HubConsoleRow *self, GtkWidget *widget)
{
  if (self->facts == NULL)
    {
      self->facts = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
      gtk_widget_add_css_class (GTK_WIDGET (self->facts), "caption");
      gtk_widget_add_css_class (GTK_WIDGET (self->facts), "dim-label");
      gtk_box_append (self->column, GTK_WIDGET (self->facts));
    }
  else
    {
      gtk_box_append (self->facts, gtk_label_new ("·"));
    }
  gtk_box_append (self->facts, widget);
}

/* Cut where it is long, but never to nothing: “gr… · 3.…” says less than one of the two. */
static GtkWidget *
fact_new (const char *text)
{
  GtkWidget *label = text_new (text);

  if (g_utf8_strlen (text, -1) <= WHOLE_FACT)
    return label;
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), WHOLE_FACT);
  return label;
}

/**
 * hub_console_row_add_fact:
 * @self: a row
 * @text: a fact of a few words
 */
void
hub_console_row_add_fact (HubConsoleRow *self, const char *text)
{
  GtkWidget *label = fact_new (text);

  append_fact (self, label);
  add_to_summary (self, text);
}

/**
 * hub_console_row_add_time:
 * @self: a row
 * @before: (nullable): what happened then: "submitted by ada"
 * @time: (nullable): when, in the local time zone
 */
void
hub_console_row_add_time (HubConsoleRow *self, const char *before, GDateTime *time)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  if (before != NULL)
    {
      GtkWidget *label = text_new (before);

      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (box), label);
      add_to_summary (self, before);
    }
  if (time != NULL)
    gtk_box_append (GTK_BOX (box), hub_time_label_new (time));
  append_fact (self, box);
}

/**
 * hub_console_row_add_below:
 * @self: a row
 * @widget: what to show below its texts
 */
void
hub_console_row_add_below (HubConsoleRow *self, GtkWidget *widget)
{
  gtk_box_append (self->column, widget);
  /* In a high row the icon stays beside the title. */
  if (self->image != NULL)
    gtk_widget_set_valign (self->image, GTK_ALIGN_START);
}

/**
 * hub_console_row_add_action:
 * @self: a row
 * @widget: a control for its end
 */
void
hub_console_row_add_action (HubConsoleRow *self, GtkWidget *widget)
{
  if (self->actions == NULL)
    {
      self->actions = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
      gtk_box_append (self->line, GTK_WIDGET (self->actions));
    }
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_box_append (self->actions, widget);
}

static void
set_action (GtkWidget *button, const char *action, const char *target)
{
  /* The target first: a button whose action wants one has to know it when it looks the action up. */
  if (target != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
}

/**
 * hub_console_row_add_button:
 * @self: a row
 * @label: what the button does
 * @action: an action of the console
 * @target: (nullable): the action's target
 *
 * Returns: (transfer none): the button
 */
GtkWidget *
hub_console_row_add_button (HubConsoleRow *self, const char *label, const char *action, const char *target)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  /* Every row has such a button. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, self->title, -1);
  set_action (button, action, target);
  hub_console_row_add_action (self, button);
  return button;
}

/**
 * hub_console_row_add_icon:
 * @self: a row
 * @icon_name: a symbolic icon
 * @label: what the button does: its tooltip and, with the row's title, its accessible name
 * @action: an action of the console
 * @target: (nullable): the action's target
 *
 * Returns: (transfer none): the button
 */
GtkWidget *
hub_console_row_add_icon (HubConsoleRow *self, const char *icon_name, const char *label, const char *action,
                          const char *target)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);
  /* Translators: what a button does, and what with: “Delete Rule: https://www.example.com/offers/” */
  g_autofree char *name = g_strdup_printf (_("%s: %s"), label, self->title);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  set_action (button, action, target);
  hub_console_row_add_action (self, button);
  return button;
}

/**
 * hub_console_row_get_summary:
 * @self: a row
 *
 * Returns: (transfer none): title, badges, details and facts, as a screen reader says them
 */
const char *
hub_console_row_get_summary (HubConsoleRow *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_ROW (self), NULL);

  return self->summary->str;
}
