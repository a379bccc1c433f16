/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-simulator-overlay.h"

#include "config.h"

#include <glib/gi18n-lib.h>

struct _HubSimulatorOverlay
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkWidget *image;
  GtkWidget *spinner;
  GtkWidget *title;
  GtkWidget *description;
  GtkWidget *places;
  GtkWidget *detail;
  GtkWidget *actions;
  GString   *text;   /* everything a person reads here */
};

enum { OPEN_LOCATION, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubSimulatorOverlay, hub_simulator_overlay, GTK_TYPE_WIDGET)

typedef struct
{
  char *file;
  guint line;
  guint column;
} Place;

static void
place_free (gpointer data, GClosure *closure)
{
  Place *place = data;

  g_free (place->file);
  g_free (place);
}

static void
on_place_clicked (GtkButton *button, gpointer user_data)
{
  Place *place = user_data;
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (button), HUB_TYPE_SIMULATOR_OVERLAY);

  g_signal_emit (overlay, signals[OPEN_LOCATION], 0, place->file, place->line, place->column);
}

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
clear_box (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static void
hub_simulator_overlay_dispose (GObject *object)
{
  HubSimulatorOverlay *self = HUB_SIMULATOR_OVERLAY (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (hub_simulator_overlay_parent_class)->dispose (object);
}

static void
hub_simulator_overlay_finalize (GObject *object)
{
  g_string_free (HUB_SIMULATOR_OVERLAY (object)->text, TRUE);
  G_OBJECT_CLASS (hub_simulator_overlay_parent_class)->finalize (object);
}

static void
hub_simulator_overlay_class_init (HubSimulatorOverlayClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hub_simulator_overlay_dispose;
  G_OBJECT_CLASS (klass)->finalize = hub_simulator_overlay_finalize;
  signals[OPEN_LOCATION] = g_signal_new ("open-location", G_TYPE_FROM_CLASS (klass),
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                         G_TYPE_STRING, G_TYPE_UINT, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hub_simulator_overlay_init (HubSimulatorOverlay *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->text = g_string_new (NULL);
  self->image = gtk_image_new ();
  gtk_image_set_pixel_size (GTK_IMAGE (self->image), 48);
  self->spinner = gtk_spinner_new ();
  /* Out of sight it would go on turning, and with it the window's drawing. */
  g_signal_connect (self->spinner, "map", G_CALLBACK (gtk_spinner_start), NULL);
  g_signal_connect (self->spinner, "unmap", G_CALLBACK (gtk_spinner_stop), NULL);
  gtk_widget_set_size_request (self->spinner, 32, 32);
  gtk_widget_set_halign (self->spinner, GTK_ALIGN_CENTER);
  self->title = make_label ("title-3");
  self->description = make_label (NULL);
  self->places = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->detail = make_label ("monospace");
  gtk_label_set_justify (GTK_LABEL (self->detail), GTK_JUSTIFY_LEFT);
  gtk_label_set_selectable (GTK_LABEL (self->detail), TRUE);
  gtk_widget_add_css_class (self->detail, "caption");
  gtk_widget_add_css_class (self->detail, "dim-label");
  self->actions = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_halign (self->actions, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_bottom (self->actions, 6);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 48);
  gtk_widget_set_margin_bottom (box, 48);
  gtk_box_append (GTK_BOX (box), self->spinner);
  gtk_box_append (GTK_BOX (box), self->image);
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), self->description);
  /* The way on stands before the list, in sight however many mistakes there are. */
  gtk_box_append (GTK_BOX (box), self->actions);
  gtk_box_append (GTK_BOX (box), self->places);
  gtk_box_append (GTK_BOX (box), self->detail);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "background");
}

/**
 * hub_simulator_overlay_new:
 *
 * Returns: (transfer floating): an empty overlay
 */
GtkWidget *
hub_simulator_overlay_new (void)
{
  return g_object_new (HUB_TYPE_SIMULATOR_OVERLAY, NULL);
}

/**
 * hub_simulator_overlay_begin:
 * @self: an overlay
 * @icon_name: (nullable): a symbolic icon; %NULL shows a spinner
 * @title: a few words
 * @description: (nullable): a sentence that says what to do
 *
 * Starts over: places, detail and actions of what stood here before go.
 */
void
hub_simulator_overlay_begin (HubSimulatorOverlay *self, const char *icon_name, const char *title,
                             const char *description)
{
  gtk_widget_set_visible (self->image, icon_name != NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), icon_name);
  if (g_strcmp0 (icon_name, "dialog-error-symbolic") == 0)
    gtk_widget_add_css_class (self->image, "error");
  else
    gtk_widget_remove_css_class (self->image, "error");
  gtk_widget_set_visible (self->spinner, icon_name == NULL);
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_label_set_label (GTK_LABEL (self->description), description != NULL ? description : "");
  gtk_widget_set_visible (self->description, description != NULL);
  clear_box (self->places);
  clear_box (self->actions);
  gtk_widget_set_visible (self->places, FALSE);
  gtk_widget_set_visible (self->actions, FALSE);
  gtk_widget_set_visible (self->detail, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_string_printf (self->text, "%s\n%s\n", title, description != NULL ? description : "");
}

/**
 * hub_simulator_overlay_add_place:
 * @self: an overlay
 * @message: what is wrong there
 * @file: (nullable): relative to the program's root; empty or %NULL for no place
 * @line: from 1, 0 where unknown
 * @column: from 1, 0 where unknown
 *
 * Adds a message, with its place as a button that emits "open-location".
 */
void
hub_simulator_overlay_add_place (HubSimulatorOverlay *self, const char *message, const char *file,
                                 guint line, guint column)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *text = make_label (NULL);

  gtk_widget_add_css_class (box, "card");
  gtk_label_set_label (GTK_LABEL (text), message);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_justify (GTK_LABEL (text), GTK_JUSTIFY_LEFT);
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_widget_set_margin_start (text, 10);
  gtk_widget_set_margin_end (text, 10);
  gtk_widget_set_margin_top (text, 8);
  gtk_widget_set_margin_bottom (text, 8);
  if (file != NULL && file[0] != '\0')
    {
      g_autofree char *where = line == 0 ? g_strdup (file)
                               : column == 0 ? g_strdup_printf ("%s:%u", file, line)
                                             : g_strdup_printf ("%s:%u:%u", file, line, column);
      GtkWidget *label = make_label ("monospace");
      GtkWidget *button = gtk_button_new ();
      Place *place = g_new (Place, 1);

      *place = (Place) { g_strdup (file), line, column };
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "accent");
      gtk_label_set_label (GTK_LABEL (label), where);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_LEFT);
      gtk_button_set_child (GTK_BUTTON (button), label);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, _("Open this place in the editor"));
      gtk_widget_set_margin_bottom (text, 0);
      g_signal_connect_data (button, "clicked", G_CALLBACK (on_place_clicked), place, place_free, 0);
      gtk_box_append (GTK_BOX (box), text);
      gtk_box_append (GTK_BOX (box), button);
      g_string_append_printf (self->text, "%s: ", where);
    }
  else
    gtk_box_append (GTK_BOX (box), text);
  g_string_append_printf (self->text, "%s\n", message);
  gtk_box_append (GTK_BOX (self->places), box);
  gtk_widget_set_visible (self->places, TRUE);
}

/**
 * hub_simulator_overlay_add_detail:
 * @self: an overlay
 * @text: for instance a stack; shown small, last
 */
void
hub_simulator_overlay_add_detail (HubSimulatorOverlay *self, const char *text)
{
  gtk_label_set_label (GTK_LABEL (self->detail), text);
  gtk_widget_set_visible (self->detail, TRUE);
  g_string_append_printf (self->text, "%s\n", text);
}

/**
 * hub_simulator_overlay_add_action:
 * @self: an overlay
 * @label: the button's label, with a mnemonic
 * @action_name: the action it activates
 * @suggested: whether it is the way most people want
 */
void
hub_simulator_overlay_add_action (HubSimulatorOverlay *self, const char *label,
                                  const char *action_name, gboolean suggested)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action_name);
  gtk_widget_add_css_class (button, "pill");
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_box_append (GTK_BOX (self->actions), button);
  gtk_widget_set_visible (self->actions, TRUE);
}

/**
 * hub_simulator_overlay_get_text:
 * @self: an overlay
 *
 * Returns: (transfer full): everything it says, line by line, for tests and automation
 */
char *
hub_simulator_overlay_get_text (HubSimulatorOverlay *self)
{
  return g_strdup (self->text->str);
}
