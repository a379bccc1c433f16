/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-dialog.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-run.h"

struct _HubConsoleDialog
{
  AdwWindow parent_instance;

  GWeakRef owner;               /* the widget of the console it is about */
  char *app_id;                 /* (nullable): the program it is about, whatever the console is about later */
  GtkBox *outer;
  GtkBox *content;
  GtkLabel *error;
  GtkWidget *accept;
  GtkSpinner *spinner;
  const char *style;
  gboolean ready;
  gboolean running;
  gboolean stays;
};

enum
{
  ACCEPT,
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubConsoleDialog, hub_console_dialog, ADW_TYPE_WINDOW)

static void
update (HubConsoleDialog *self)
{
  gtk_widget_set_sensitive (self->accept, self->ready && !self->running);
  gtk_spinner_set_spinning (self->spinner, self->running);
}

static void
accept_clicked (HubConsoleDialog *self)
{
  hub_console_dialog_show_error (self, NULL);
  g_signal_emit (self, signals[ACCEPT], 0);
}

static void
hub_console_dialog_finalize (GObject *object)
{
  HubConsoleDialog *self = HUB_CONSOLE_DIALOG (object);

  g_weak_ref_clear (&self->owner);
  g_free (self->app_id);
  G_OBJECT_CLASS (hub_console_dialog_parent_class)->finalize (object);
}

static void
hub_console_dialog_class_init (HubConsoleDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hub_console_dialog_finalize;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  /**
   * HubConsoleDialog::accept:
   *
   * The person wants it done: see hub_console_dialog_run().
   */
  signals[ACCEPT] = g_signal_new ("accept", HUB_TYPE_CONSOLE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * HubConsoleDialog::done:
   * @change: the change that was made, with its answer
   */
  signals[DONE] = g_signal_new ("done", HUB_TYPE_CONSOLE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                HUB_TYPE_CONSOLE_CHANGE);
}

static GtkWidget *
make_header (HubConsoleDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  self->accept = gtk_button_new ();
  gtk_button_set_use_underline (GTK_BUTTON (self->accept), TRUE);
  self->style = "suggested-action";
  gtk_widget_add_css_class (self->accept, self->style);
  g_signal_connect_swapped (self->accept, "clicked", G_CALLBACK (accept_clicked), self);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->accept);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->accept);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), GTK_WIDGET (self->spinner));
  return header;
}

static void
hub_console_dialog_init (HubConsoleDialog *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  g_weak_ref_init (&self->owner, NULL);
  self->outer = GTK_BOX (outer);
  self->content = GTK_BOX (box);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  self->error = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->error, TRUE);
  gtk_label_set_selectable (self->error, TRUE);
  gtk_label_set_xalign (self->error, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  gtk_box_append (GTK_BOX (outer), make_header (self));
  gtk_box_append (self->content, GTK_WIDGET (self->error));
  gtk_box_append (GTK_BOX (outer), box);
  adw_window_set_content (ADW_WINDOW (self), outer);
}

/**
 * hub_console_dialog_new:
 * @owner: a widget of the console, in a window
 * @title: the dialog's title
 * @verb: the label of the button that does it, with a mnemonic
 *
 * Returns: (transfer none): a dialog without contents, not shown yet
 */
HubConsoleDialog *
hub_console_dialog_new (GtkWidget *owner, const char *title, const char *verb)
{
  HubConsoleDialog *self = g_object_new (HUB_TYPE_CONSOLE_DIALOG, "transient-for", gtk_widget_get_root (owner), "modal", TRUE,
                                         "destroy-with-parent", TRUE, "default-width", 480, "title", title, NULL);

  g_weak_ref_set (&self->owner, owner);
  self->app_id = g_strdup (hub_console_get_app_id (owner));
  hub_console_dialog_set_verb (self, verb);
  update (self);
  return self;
}

/**
 * hub_console_dialog_add:
 * @self: a dialog
 * @widget: what stands below what is there
 */
void
hub_console_dialog_add (HubConsoleDialog *self, GtkWidget *widget)
{
  g_return_if_fail (HUB_IS_CONSOLE_DIALOG (self));

  gtk_box_append (self->content, widget);
}

/**
 * hub_console_dialog_set_scrolls:
 * @self: a dialog
 * @width: in pixels
 * @height: in pixels
 *
 * Gives it a size of its own, in which its contents scroll: for what can grow beyond the screen.
 */
void
hub_console_dialog_set_scrolls (HubConsoleDialog *self, int width, int height)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  g_autoptr (GtkWidget) content = NULL;

  g_return_if_fail (HUB_IS_CONSOLE_DIALOG (self));

  content = g_object_ref (GTK_WIDGET (self->content));
  gtk_box_remove (self->outer, content);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), content);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (self->outer, scrolled);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
}

/**
 * hub_console_dialog_set_verb:
 * @self: a dialog
 * @verb: the label of the button that does it, with a mnemonic
 */
void
hub_console_dialog_set_verb (HubConsoleDialog *self, const char *verb)
{
  g_return_if_fail (HUB_IS_CONSOLE_DIALOG (self));

  gtk_button_set_label (GTK_BUTTON (self->accept), verb);
}

/**
 * hub_console_dialog_set_style:
 * @self: a dialog
 * @style: a static string, the button's style class: "destructive-action" for what cannot be taken back, which Return then does
 *   not do
 */
void
hub_console_dialog_set_style (HubConsoleDialog *self, const char *style)
{
  g_return_if_fail (HUB_IS_CONSOLE_DIALOG (self));

  gtk_widget_remove_css_class (self->accept, self->style);
  self->style = style;
  gtk_widget_add_css_class (self->accept, style);
  gtk_window_set_default_widget (GTK_WINDOW (self), g_str_equal (style, "destructive-action") ? NULL : self->accept);
}

/**
 * hub_console_dialog_set_ready:
 * @self: a dialog
 * @ready: whether all that is needed was given
 */
void
hub_console_dialog_set_ready (HubConsoleDialog *self, gboolean ready)
{
  g_return_if_fail (HUB_IS_CONSOLE_DIALOG (self));

  self->ready = ready;
  update (self);
}

/**
 * hub_console_dialog_set_stays:
 * @self: a dialog
 * @stays: whether it stays open after its change was made
 *
 * For the handler of "done".
 */
void
hub_console_dialog_set_stays (HubConsoleDialog *self, gboolean stays)
{
  g_return_if_fail (HUB_IS_CONSOLE_DIALOG (self));

  self->stays = stays;
}

/**
 * hub_console_dialog_show_error:
 * @self: a dialog
 * @text: (nullable): what is wrong; %NULL for nothing
 */
void
hub_console_dialog_show_error (HubConsoleDialog *self, const char *text)
{
  g_return_if_fail (HUB_IS_CONSOLE_DIALOG (self));

  gtk_label_set_text (self->error, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), text != NULL);
}

/**
 * hub_console_dialog_dup_owner:
 * @self: a dialog
 *
 * Returns: (transfer full) (nullable): the widget of the console it is about; %NULL once that is gone
 */
GtkWidget *
hub_console_dialog_dup_owner (HubConsoleDialog *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_DIALOG (self), NULL);

  return g_weak_ref_get (&self->owner);
}

/* Not called once the dialog was closed, which it can be while the platform is still thinking. */
static void
was_run (GtkWidget *widget, HubConsoleChange *change, const GError *error)
{
  HubConsoleDialog *self = HUB_CONSOLE_DIALOG (widget);

  self->running = FALSE;
  update (self);
  if (error != NULL)
    {
      hub_console_dialog_show_error (self, error->message);
      return;
    }
  self->stays = FALSE;
  g_signal_emit (self, signals[DONE], 0, change);
  if (!self->stays)
    gtk_window_destroy (GTK_WINDOW (self));
}

/**
 * hub_console_dialog_run:
 * @self: a dialog
 * @change: what to change
 *
 * For the handler of "accept": makes the change, and closes the dialog or says in it why it stays.
 */
void
hub_console_dialog_run (HubConsoleDialog *self, HubConsoleChange *change)
{
  g_return_if_fail (HUB_IS_CONSOLE_DIALOG (self));

  hub_console_change_set_app (change, self->app_id);
  self->running = TRUE;
  update (self);
  hub_console_run_for (GTK_WIDGET (self), change, was_run);
}
