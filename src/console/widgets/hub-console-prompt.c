/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-prompt.h"

#include "config.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  AdwMessageDialog *dialog;
  HubConsolePromptFunc accepted;
  gpointer user_data;
  GDestroyNotify destroy;
  GtkTextBuffer *buffer;        /* of a text */
  GtkLabel *counter;
  GtkEditable *entry;           /* of a line or password */
  GtkSpinButton *number;
  double lowest, highest;       /* of the number */
  GtkWidget *bounds;            /* what is wrong with another number */
  char *expected;
  gboolean required;
  guint max_length;
} Asking;

static void
asking_free (Asking *asking)
{
  if (asking->destroy != NULL)
    asking->destroy (asking->user_data);
  g_free (asking->expected);
  g_free (asking);
}

/* As it is typed: a spin button's value follows only at Return, and is bent into its range. */
static double
read_number (Asking *asking)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (asking->number));
  char *end = NULL;
  double number = g_strtod (text, &end);

  while (end != text && g_ascii_isspace (*end))
    end++;
  return end != text && *end == '\0' ? number : -G_MAXDOUBLE;
}

static char *
dup_text (Asking *asking)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  GtkTextIter start, end;

  if (asking->number != NULL)
    return g_strdup (g_ascii_formatd (number, sizeof number, "%g", read_number (asking)));
  if (asking->entry != NULL)
    return g_strdup (gtk_editable_get_text (asking->entry));
  if (asking->buffer == NULL)
    return g_strdup ("");
  gtk_text_buffer_get_bounds (asking->buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (asking->buffer, &start, &end, FALSE));
}

static gboolean
is_in_bounds (Asking *asking)
{
  double number = read_number (asking);

  return number >= asking->lowest && number <= asking->highest;
}

static void
update (Asking *asking)
{
  g_autofree char *text = dup_text (asking);
  glong length = g_utf8_strlen (text, -1);
  gboolean fits = (asking->max_length == 0 || length <= asking->max_length)
                  && (asking->expected == NULL || g_str_equal (text, asking->expected))
                  && (asking->number == NULL || is_in_bounds (asking));

  if (asking->bounds != NULL)
    gtk_widget_set_visible (asking->bounds, !fits);
  if (asking->counter != NULL)
    {
      g_autofree char *count = g_strdup_printf ("%ld/%u", length, asking->max_length);

      gtk_label_set_text (asking->counter, count);
      if (fits)
        gtk_widget_remove_css_class (GTK_WIDGET (asking->counter), "error");
      else
        gtk_widget_add_css_class (GTK_WIDGET (asking->counter), "error");
    }
  adw_message_dialog_set_response_enabled (asking->dialog, "accept", fits && (!asking->required || length > 0));
}

static void
responded (AdwMessageDialog *dialog, const char *response, Asking *asking)
{
  g_autofree char *text = NULL;

  if (!g_str_equal (response, "accept"))
    return;
  text = dup_text (asking);
  asking->accepted (text, asking->user_data);
}

static GtkWidget *
make_text (Asking *asking, const HubConsolePrompt *prompt)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *caption = gtk_label_new_with_mnemonic (prompt->label);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();

  asking->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  if (prompt->text != NULL)
    gtk_text_buffer_set_text (asking->buffer, prompt->text, -1);
  g_signal_connect_swapped (asking->buffer, "changed", G_CALLBACK (update), asking);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (GTK_LABEL (caption)), -1);
  gtk_label_set_mnemonic_widget (GTK_LABEL (caption), view);
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_set_hexpand (caption, TRUE);
  gtk_widget_add_css_class (caption, "caption-heading");
  asking->counter = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (asking->counter), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (asking->counter), "dim-label");
  gtk_box_append (GTK_BOX (line), caption);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (asking->counter));

  gtk_widget_add_css_class (scrolled, "card");
  gtk_widget_add_css_class (scrolled, "console-text");
  gtk_widget_set_size_request (scrolled, 320, 110);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), scrolled);
  return box;
}

static GtkWidget *
make_entry (Asking *asking, const char *label, gboolean secret)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *entry = secret ? adw_password_entry_row_new () : adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), label);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (entry), TRUE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), entry);
  asking->entry = GTK_EDITABLE (entry);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (update), asking);
  return group;
}

static GtkWidget *
make_number (Asking *asking, const HubConsolePrompt *prompt)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new_with_mnemonic (prompt->label);
  /* From 0 on: a smaller number than the lowest is told what is wrong with it, not silently made another. */
  GtkWidget *spin = gtk_spin_button_new_with_range (MIN (0, prompt->lowest), prompt->highest, 1);

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), 2);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), prompt->proposal);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), spin);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (GTK_LABEL (label)), -1);
  gtk_widget_set_hexpand (spin, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), spin);
  asking->bounds = gtk_label_new (prompt->bounds);
  gtk_label_set_wrap (GTK_LABEL (asking->bounds), TRUE);
  gtk_label_set_xalign (GTK_LABEL (asking->bounds), 0);
  gtk_widget_add_css_class (asking->bounds, "error");
  gtk_box_append (GTK_BOX (outer), box);
  gtk_box_append (GTK_BOX (outer), asking->bounds);
  asking->lowest = prompt->lowest;
  asking->highest = prompt->highest;
  asking->number = GTK_SPIN_BUTTON (spin);
  g_signal_connect_swapped (spin, "changed", G_CALLBACK (update), asking);
  return outer;
}

/**
 * hub_console_prompt_ask:
 * @parent: a widget in the window to ask over
 * @prompt: what to ask; copied
 * @accepted: called once when the person accepts, with the text without spaces around it
 * @user_data: for @accepted
 * @destroy: (nullable): frees @user_data when the prompt is gone
 *
 * Shows a small dialog. Its responses are "cancel" and "accept".
 *
 * Returns: (transfer none): the dialog
 */
GtkWidget *
hub_console_prompt_ask (GtkWidget *parent, const HubConsolePrompt *prompt, HubConsolePromptFunc accepted,
                        gpointer user_data, GDestroyNotify destroy)
{
  GtkWidget *window = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)), prompt->heading,
                                              prompt->body);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (window);
  Asking *asking = g_new0 (Asking, 1);

  asking->dialog = dialog;
  asking->accepted = accepted;
  asking->user_data = user_data;
  asking->destroy = destroy;
  asking->required = prompt->required || prompt->kind == HUB_CONSOLE_PROMPT_PASSWORD;
  asking->max_length = prompt->max_length;
  asking->expected = g_strdup (prompt->expected);
  g_object_set_data_full (G_OBJECT (window), "asking", asking, (GDestroyNotify) asking_free);

  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "accept", prompt->verb, NULL);
  adw_message_dialog_set_response_appearance (dialog, "accept", prompt->appearance);
  adw_message_dialog_set_close_response (dialog, "cancel");
  /* Enter must not destroy: a destructive answer is chosen, not the default. */
  adw_message_dialog_set_default_response (dialog, prompt->appearance == ADW_RESPONSE_DESTRUCTIVE ? "cancel"
                                                                                                  : "accept");
  if (prompt->kind == HUB_CONSOLE_PROMPT_TEXT)
    adw_message_dialog_set_extra_child (dialog, make_text (asking, prompt));
  else if (prompt->kind == HUB_CONSOLE_PROMPT_PASSWORD)
    adw_message_dialog_set_extra_child (dialog, make_entry (asking, prompt->label, TRUE));
  else if (prompt->kind == HUB_CONSOLE_PROMPT_LINE)
    adw_message_dialog_set_extra_child (dialog, make_entry (asking, prompt->label, FALSE));
  else if (prompt->kind == HUB_CONSOLE_PROMPT_NUMBER)
    adw_message_dialog_set_extra_child (dialog, make_number (asking, prompt));
  update (asking);
  g_signal_connect (dialog, "response", G_CALLBACK (responded), asking);
  gtk_window_present (GTK_WINDOW (dialog));
  return window;
}
