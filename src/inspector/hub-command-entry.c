/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-command-entry.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#define MAX_HISTORY 200

struct _HubCommandEntry
{
  GtkWidget parent_instance;

  GtkWidget *entry;
  GPtrArray *history;
  guint      position;  /* in history; its length means the line being written */
  char      *draft;
};

enum { COMMAND, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubCommandEntry, hub_command_entry, GTK_TYPE_WIDGET)

static void
show (HubCommandEntry *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static void
on_activate (HubCommandEntry *self)
{
  g_autofree char *source = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  const char *last = self->history->len > 0 ? self->history->pdata[self->history->len - 1] : NULL;

  if (g_strstrip (source)[0] == '\0')
    return;
  if (g_strcmp0 (last, source) != 0)
    g_ptr_array_add (self->history, g_strdup (source));
  if (self->history->len > MAX_HISTORY)
    g_ptr_array_remove_index (self->history, 0);
  self->position = self->history->len;
  show (self, "");
  g_signal_emit (self, signals[COMMAND], 0, source);
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType modifiers,
        gpointer user_data)
{
  HubCommandEntry *self = user_data;

  if (key == GDK_KEY_Up && self->position > 0)
    {
      if (self->position == self->history->len)
        {
          g_free (self->draft);
          self->draft = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
        }
      show (self, self->history->pdata[--self->position]);
      return TRUE;
    }
  if (key == GDK_KEY_Down && self->position < self->history->len)
    {
      self->position++;
      show (self, self->position < self->history->len ? self->history->pdata[self->position]
                                                      : self->draft);
      return TRUE;
    }
  return FALSE;
}

static gboolean
hub_command_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (HUB_COMMAND_ENTRY (widget)->entry);
}

static void
hub_command_entry_dispose (GObject *object)
{
  g_clear_pointer (&HUB_COMMAND_ENTRY (object)->entry, gtk_widget_unparent);
  G_OBJECT_CLASS (hub_command_entry_parent_class)->dispose (object);
}

static void
hub_command_entry_finalize (GObject *object)
{
  HubCommandEntry *self = HUB_COMMAND_ENTRY (object);

  g_ptr_array_unref (self->history);
  g_free (self->draft);
  G_OBJECT_CLASS (hub_command_entry_parent_class)->finalize (object);
}

static void
hub_command_entry_class_init (HubCommandEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_command_entry_dispose;
  G_OBJECT_CLASS (klass)->finalize = hub_command_entry_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = hub_command_entry_grab_focus;
  signals[COMMAND] = g_signal_new ("command", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
hub_command_entry_init (HubCommandEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->history = g_ptr_array_new_with_free_func (g_free);
  self->draft = g_strdup ("");
  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _("Run in the program…"));
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_PRIMARY,
                                     "go-next-symbolic");
  gtk_entry_set_icon_activatable (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_PRIMARY, FALSE);
  gtk_widget_add_css_class (self->entry, "monospace");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Command to run in the program"), -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->entry, keys);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, 0);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (on_activate), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
}

GtkWidget *
hub_command_entry_new (void)
{
  return g_object_new (HUB_TYPE_COMMAND_ENTRY, NULL);
}
