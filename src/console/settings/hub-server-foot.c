/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-server-foot.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-random.h"

struct _HubServerFoot
{
  AdwBin parent_instance;

  GtkLabel *error;
  GtkSpinner *spinner;
  GtkWidget *off;
  GtkWidget *test;
  GtkWidget *save;
  char *wrong;                  /* (nullable): why what stands in the fields cannot be saved */
  gboolean enabled;
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (HubServerFoot, hub_server_foot, ADW_TYPE_BIN)

enum { OFF, TEST, SAVE, N_SIGNALS };

static const char *const names[N_SIGNALS] = { "off", "test", "save" };
static guint signals[N_SIGNALS];

static void
off_clicked (HubServerFoot *self)
{
  g_signal_emit (self, signals[OFF], 0);
}

static void
test_clicked (HubServerFoot *self)
{
  g_signal_emit (self, signals[TEST], 0);
}

static void
save_clicked (HubServerFoot *self)
{
  g_signal_emit (self, signals[SAVE], 0);
}

static void
show (HubServerFoot *self)
{
  gtk_widget_set_sensitive (self->save, self->wrong == NULL && !self->busy);
  gtk_widget_set_tooltip_text (self->save, self->wrong);
  gtk_widget_set_sensitive (self->test, self->enabled && !self->busy);
  gtk_widget_set_sensitive (self->off, self->enabled && !self->busy);
  gtk_spinner_set_spinning (self->spinner, self->busy);
}

static void
hub_server_foot_finalize (GObject *object)
{
  g_free (HUB_SERVER_FOOT (object)->wrong);
  G_OBJECT_CLASS (hub_server_foot_parent_class)->finalize (object);
}

static void
hub_server_foot_class_init (HubServerFootClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hub_server_foot_finalize;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], HUB_TYPE_SERVER_FOOT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
add_button (HubServerFoot *self, GtkWidget *box, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
hub_server_foot_init (HubServerFoot *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->error = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->error, TRUE);
  gtk_label_set_xalign (self->error, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "error");
  gtk_widget_set_hexpand (GTK_WIDGET (self->error), TRUE);
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->error));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->spinner));
  self->off = add_button (self, box, _("Turn _Off…"), G_CALLBACK (off_clicked));
  gtk_widget_add_css_class (self->off, "destructive-action");
  self->test = add_button (self, box, _("Send _Test"), G_CALLBACK (test_clicked));
  self->save = add_button (self, box, _("_Save"), G_CALLBACK (save_clicked));
  gtk_widget_add_css_class (self->save, "suggested-action");
  adw_bin_set_child (ADW_BIN (self), box);
  show (self);
}

/**
 * hub_server_foot_new:
 *
 * Returns: (transfer floating): the foot of a server that is not set
 */
GtkWidget *
hub_server_foot_new (void)
{
  return g_object_new (HUB_TYPE_SERVER_FOOT, NULL);
}

/**
 * hub_server_foot_update:
 * @self: a foot
 * @wrong: (nullable): why what stands in the fields cannot be saved
 * @enabled: whether there is a server that can be tested and turned off
 */
void
hub_server_foot_update (HubServerFoot *self, const char *wrong, gboolean enabled)
{
  g_return_if_fail (HUB_IS_SERVER_FOOT (self));

  g_free (self->wrong);
  self->wrong = g_strdup (wrong);
  self->enabled = enabled;
  show (self);
}

/**
 * hub_server_foot_set_busy:
 * @self: a foot
 * @busy: whether an answer is waited for
 */
void
hub_server_foot_set_busy (HubServerFoot *self, gboolean busy)
{
  g_return_if_fail (HUB_IS_SERVER_FOOT (self));

  self->busy = busy;
  show (self);
}

/**
 * hub_server_foot_set_error:
 * @self: a foot
 * @error: (nullable): a sentence on why the last thing was not done
 */
void
hub_server_foot_set_error (HubServerFoot *self, const char *error)
{
  g_return_if_fail (HUB_IS_SERVER_FOOT (self));

  gtk_label_set_text (self->error, error != NULL ? error : "");
}

static void
propose (GtkWidget *button, AdwEntryRow *row)
{
  guint length = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "hub-length"));
  g_autoptr (GError) error = NULL;
  g_autofree char *text = hub_random_letters (length, &error);

  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (row), text);
  else
    gtk_widget_set_tooltip_text (button, error->message);
}

/**
 * hub_secret_row_new:
 * @title: what the secret is called
 * @length: letters and digits of one that is proposed
 *
 * Returns: (transfer floating): an #AdwEntryRow
 */
GtkWidget *
hub_secret_row_new (const char *title, guint length)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_("Propose"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_object_set_data (G_OBJECT (row), "hub-length", GUINT_TO_POINTER (length));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Fills in a random one; give it to your server, too"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (propose), row, 0);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  return row;
}
