/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-automation-button.h"

#include "config.h"

#include <glib/gi18n.h>

/* Milliseconds: a port is typed figure by figure. */
#define PATIENCE 600

struct _HubAutomationButton
{
  GtkWidget      parent_instance;
  GtkMenuButton *button;
  GtkSwitch     *control;
  GtkSpinButton *port_spin;
  GtkWidget     *endpoint_box;
  GtkLabel      *endpoint;
  GtkLabel      *status;
  HubAutomation *automation;
  GSettings     *settings;
  gboolean       available;  /* a program is open */
  char          *problem;    /* why the port is closed, though it should be open */
  char          *hint;
  guint          apply_id;
};

enum { PROP_0, PROP_HINT, N_PROPS };
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HubAutomationButton, hub_automation_button, GTK_TYPE_WIDGET)

static char *
describe (HubAutomationButton *self)
{
  guint n = hub_automation_get_n_clients (self->automation);

  if (self->problem != NULL)
    return g_strdup (self->problem);
  if (hub_automation_get_port (self->automation) == 0)
    return g_strdup ("");
  if (n == 0)
    return g_strdup (_("No client is connected"));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u client is connected", "%u clients are connected", n), n);
}

static void
set_hint (HubAutomationButton *self, const char *hint)
{
  if (g_strcmp0 (self->hint, hint) == 0)
    return;
  g_free (self->hint);
  self->hint = g_strdup (hint);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HINT]);
}

static void
show (HubAutomationButton *self)
{
  g_autofree char *endpoint = hub_automation_dup_endpoint (self->automation);
  g_autofree char *text = describe (self);
  gboolean driven = hub_automation_get_n_clients (self->automation) > 0;

  gtk_widget_set_visible (self->endpoint_box, endpoint != NULL);
  gtk_label_set_text (self->endpoint, endpoint != NULL ? endpoint : "");
  gtk_label_set_text (self->status, text);
  gtk_widget_set_visible (GTK_WIDGET (self->status), text[0] != '\0');
  if (self->problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->status), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->status), "error");
  if (endpoint != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "automation-on");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "automation-on");
  set_hint (self, driven ? _("An automation client drives the program") : "");
}

/* Opens or closes the port, as the settings say. */
static void
apply (HubAutomationButton *self)
{
  gboolean wanted = self->available && g_settings_get_boolean (self->settings, "automation");
  guint port = g_settings_get_uint (self->settings, "automation-port");

  g_clear_handle_id (&self->apply_id, g_source_remove);
  if (wanted && hub_automation_get_port (self->automation) == port)
    return;
  g_clear_pointer (&self->problem, g_free);
  if (wanted)
    {
      g_autoptr (GError) error = NULL;

      if (!hub_automation_listen (self->automation, port, &error))
        self->problem = g_strdup (error->message);
    }
  else if (hub_automation_get_port (self->automation) > 0)
    hub_automation_stop (self->automation);
  show (self);
}

static gboolean
on_patience_over (gpointer user_data)
{
  HubAutomationButton *self = user_data;

  self->apply_id = 0;
  apply (self);
  return G_SOURCE_REMOVE;
}

static void
on_port (HubAutomationButton *self)
{
  g_clear_handle_id (&self->apply_id, g_source_remove);
  self->apply_id = g_timeout_add (PATIENCE, on_patience_over, self);
}

static void
on_copy (HubAutomationButton *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_text (self->endpoint));
}

/* A client that closes the project means its own: this window stays, and the program starts anew. */
static void
on_closed (HubAutomation *automation, HubSimulator *simulator)
{
  hub_simulator_relaunch (simulator);
}

static void
hub_automation_button_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_HINT)
    g_value_set_string (value, HUB_AUTOMATION_BUTTON (object)->hint);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hub_automation_button_dispose (GObject *object)
{
  HubAutomationButton *self = HUB_AUTOMATION_BUTTON (object);
  GtkWidget *child;

  g_clear_handle_id (&self->apply_id, g_source_remove);
  if (self->automation != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->automation, self);
      hub_automation_stop (self->automation);
    }
  g_clear_object (&self->automation);
  gtk_widget_dispose_template (GTK_WIDGET (self), HUB_TYPE_AUTOMATION_BUTTON);
  child = gtk_widget_get_first_child (GTK_WIDGET (self));
  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (hub_automation_button_parent_class)->dispose (object);
}

static void
hub_automation_button_finalize (GObject *object)
{
  HubAutomationButton *self = HUB_AUTOMATION_BUTTON (object);

  g_free (self->problem);
  g_free (self->hint);
  G_OBJECT_CLASS (hub_automation_button_parent_class)->finalize (object);
}

static void
hub_automation_button_class_init (HubAutomationButtonClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = hub_automation_button_get_property;
  object_class->dispose = hub_automation_button_dispose;
  object_class->finalize = hub_automation_button_finalize;
  properties[PROP_HINT] = g_param_spec_string ("hint", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/superhub/DevTools/ui/hub-automation-button.ui");
  gtk_widget_class_bind_template_child (widget_class, HubAutomationButton, button);
  gtk_widget_class_bind_template_child (widget_class, HubAutomationButton, control);
  gtk_widget_class_bind_template_child (widget_class, HubAutomationButton, port_spin);
  gtk_widget_class_bind_template_child (widget_class, HubAutomationButton, endpoint_box);
  gtk_widget_class_bind_template_child (widget_class, HubAutomationButton, endpoint);
  gtk_widget_class_bind_template_child (widget_class, HubAutomationButton, status);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
}

static void
hub_automation_button_init (HubAutomationButton *self)
{
  self->hint = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hub_automation_button_set_simulator:
 * @self: a button
 * @simulator: what clients drive
 * @settings: the application's settings, which hold the switch and the port
 *
 * To be called once.
 */
void
hub_automation_button_set_simulator (HubAutomationButton *self, HubSimulator *simulator, GSettings *settings)
{
  self->automation = hub_automation_new (simulator);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (self->automation, "notify::n-clients", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->automation, "closed", G_CALLBACK (on_closed), simulator, 0);
  g_settings_bind (settings, "automation", self->control, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "automation-port", gtk_spin_button_get_adjustment (self->port_spin), "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (settings, "changed::automation", G_CALLBACK (apply), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::automation-port", G_CALLBACK (on_port), self, G_CONNECT_SWAPPED);
  apply (self);
}

/**
 * hub_automation_button_set_available:
 * @self: a button
 * @available: whether there is a program to drive
 */
void
hub_automation_button_set_available (HubAutomationButton *self, gboolean available)
{
  self->available = available;
  if (self->automation != NULL)
    apply (self);
}

/**
 * hub_automation_button_get_automation:
 * @self: a button
 *
 * Returns: (transfer none) (nullable): the automation it switches
 */
HubAutomation *
hub_automation_button_get_automation (HubAutomationButton *self)
{
  return self->automation;
}
