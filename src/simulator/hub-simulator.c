/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-simulator-private.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "hub-diagnostic.h"

/* More would only be scrolled past; the rest is in the Problems panel. */
#define MAX_PLACES 5
#define DEFAULT_LIMIT_MS 5000

enum {
  PROP_0,
  PROP_DEVICE,
  PROP_ZOOM,
  PROP_SCALE,
  PROP_PAGE,
  PROP_QUERY,
  PROP_DARK,
  PROP_FOLLOW_SYSTEM,
  PROP_STATE,
  PROP_RESPONSE_LIMIT,
  PROP_DEVELOPER,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum { OPEN_LOCATION, PAGE_CHANGED, READY, FAILED, MESSAGE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubSimulator, hub_simulator, GTK_TYPE_WIDGET)

static void
show_diagnostics (HubSimulator *self)
{
  GListModel *diagnostics = hub_build_get_diagnostics (self->broken);
  guint n = g_list_model_get_n_items (diagnostics);
  guint n_errors = 0;
  g_autofree char *more = NULL;

  hub_simulator_overlay_begin (self->overlay, "dialog-error-symbolic",
                               _("The Program Has Errors"),
                               _("Correct them and save: the simulator goes on by itself."));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HubDiagnostic) one = g_list_model_get_item (diagnostics, i);

      if (hub_diagnostic_get_severity (one) != HUB_SEVERITY_ERROR || ++n_errors > MAX_PLACES)
        continue;
      hub_simulator_overlay_add_place (self->overlay, hub_diagnostic_get_message (one),
                                       hub_diagnostic_get_file (one), hub_diagnostic_get_line (one),
                                       hub_diagnostic_get_column (one));
    }
  if (n_errors > MAX_PLACES)
    {
      more = g_strdup_printf (ngettext ("and %u more", "and %u more", n_errors - MAX_PLACES),
                              n_errors - MAX_PLACES);
      hub_simulator_overlay_add_place (self->overlay, more, NULL, 0, 0);
    }
  if (self->good != NULL)
    hub_simulator_overlay_add_action (self->overlay, _("Show the _Last Good State"),
                                      "simulator.show-good", FALSE);
}

static void
show_start_failure (HubSimulator *self)
{
  hub_simulator_overlay_begin (self->overlay, "dialog-error-symbolic",
                               _("The Program Stopped at Its Start"), NULL);
  hub_simulator_overlay_add_place (self->overlay, self->failure, self->failure_file,
                                   self->failure_line, self->failure_column);
  if (self->failure_stack != NULL)
    hub_simulator_overlay_add_detail (self->overlay, self->failure_stack);
  hub_simulator_overlay_add_action (self->overlay, _("_Start Again"), "simulator.relaunch", TRUE);
}

static void
show_state (HubSimulator *self)
{
  HubSimulatorOverlay *overlay = self->overlay;

  switch (self->state)
    {
    case HUB_SIMULATOR_EMPTY:
      hub_simulator_overlay_begin (overlay, NULL, _("Compiling…"), NULL);
      break;
    case HUB_SIMULATOR_STARTING:
      hub_simulator_overlay_begin (overlay, NULL, _("Starting…"), NULL);
      break;
    case HUB_SIMULATOR_START_FAILED:
      show_start_failure (self);
      break;
    case HUB_SIMULATOR_SILENT:
      hub_simulator_overlay_begin (overlay, "media-playback-pause-symbolic",
                                   _("The Program Does Not Answer"),
                                   _("Perhaps a loop never ends. Wait, or start the program again; "
                                     "saving a corrected file does so too."));
      hub_simulator_overlay_add_action (overlay, _("_Start Again"), "simulator.relaunch", TRUE);
      hub_simulator_overlay_add_action (overlay, _("_Wait"), "simulator.wait", FALSE);
      break;
    case HUB_SIMULATOR_CRASHED:
      hub_simulator_overlay_begin (overlay, "computer-fail-symbolic", _("The Simulator Crashed"),
                                   self->failure);
      hub_simulator_overlay_add_action (overlay, _("_Start Again"), "simulator.relaunch", TRUE);
      break;
    case HUB_SIMULATOR_UNAVAILABLE:
      hub_simulator_overlay_begin (overlay, "dialog-warning-symbolic",
                                   _("The Program Cannot Be Shown"), self->failure);
      if (self->good != NULL)
        hub_simulator_overlay_add_action (overlay, _("_Try Again"), "simulator.relaunch", TRUE);
      break;
    case HUB_SIMULATOR_RUNNING:
    default:
      break;
    }
}

static gboolean
program_is_seen (HubSimulator *self)
{
  return self->state == HUB_SIMULATOR_RUNNING
         || (self->state == HUB_SIMULATOR_STARTING && self->loaded);
}

/* Brings the widgets above the screen in line with builds and state. */
void
hub_simulator_update_overlay (HubSimulator *self)
{
  gboolean problems = hub_simulator_shows_problems (self);

  if (problems)
    show_diagnostics (self);
  else
    show_state (self);
  gtk_widget_set_visible (GTK_WIDGET (self->overlay), problems || !program_is_seen (self));
  gtk_widget_set_visible (self->problems_button, self->broken != NULL && self->broken_hidden);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "simulator.relaunch", self->good != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "simulator.back", self->ready);
  if (problems || self->state > HUB_SIMULATOR_RUNNING)
    {
      g_autofree char *text = hub_simulator_overlay_get_text (self->overlay);

      g_signal_emit (self, signals[FAILED], 0, g_strchomp (text));
    }
}

void
hub_simulator_set_state (HubSimulator *self, HubSimulatorState state)
{
  gboolean changed = self->state != state;

  self->state = state;
  hub_simulator_update_overlay (self);
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
hub_simulator_fail (HubSimulator *self, HubSimulatorState state, const char *message)
{
  g_free (self->failure);
  self->failure = g_strdup (message);
  hub_simulator_set_state (self, state);
}

void
hub_simulator_set_page (HubSimulator *self, const char *page, const char *query)
{
  g_free (self->page);
  g_free (self->query);
  self->page = g_strdup (page);
  self->query = g_strdup (query);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUERY]);
  g_signal_emit (self, signals[PAGE_CHANGED], 0);
}

static void
set_dark (HubSimulator *self, gboolean dark)
{
  GdkRGBA ground = dark ? (GdkRGBA) { 0.1, 0.1, 0.1, 1 } : (GdkRGBA) { 1, 1, 1, 1 };

  webkit_web_view_set_background_color (self->view, &ground);
  if (self->dark == dark)
    return;
  self->dark = dark;
  if (self->ready)
    hub_simulator_run (self, dark ? "hubShell.setTheme('dark')" : "hubShell.setTheme('light')");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DARK]);
}

static void
on_desktop_theme (HubSimulator *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  hub_device_frame_set_dark (self->frame, dark);
  if (self->follow_system)
    set_dark (self, dark);
}

static void
on_scale (HubSimulator *self)
{
  webkit_web_view_set_zoom_level (self->view, hub_device_frame_get_scale (self->frame));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCALE]);
}

static void
on_overlay_location (HubSimulatorOverlay *overlay, const char *file, guint line, guint column,
                     HubSimulator *self)
{
  g_signal_emit (self, signals[OPEN_LOCATION], 0, file, line, column);
}

static void
on_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HubSimulator *self = HUB_SIMULATOR (widget);

  if (g_str_equal (name, "simulator.relaunch"))
    hub_simulator_relaunch (self);
  else if (g_str_equal (name, "simulator.back"))
    hub_simulator_navigate_back (self);
  else if (g_str_equal (name, "simulator.inspect"))
    hub_simulator_show_inspector (self);
  else if (g_str_equal (name, "simulator.wait"))
    hub_simulator_saw_life (self);
  else
    {
      self->broken_hidden = g_str_equal (name, "simulator.show-good");
      hub_simulator_update_overlay (self);
    }
}

static void
set_device (HubSimulator *self, const char *id)
{
  const HubDeviceProfile *device = hub_device_profile_find (id);

  if (device == NULL || device == self->device)
    return;
  self->device = device;
  hub_device_frame_set_profile (self->frame, device);
  /* A program asks for the screen once, at its start. */
  if (self->good != NULL && self->state != HUB_SIMULATOR_EMPTY)
    hub_simulator_launch (self, TRUE);
}

static void
hub_simulator_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HubSimulator *self = HUB_SIMULATOR (object);

  switch (id)
    {
    case PROP_DEVICE: g_value_set_string (value, self->device->id); break;
    case PROP_ZOOM: g_value_set_double (value, self->zoom); break;
    case PROP_SCALE: g_value_set_double (value, hub_device_frame_get_scale (self->frame)); break;
    case PROP_PAGE: g_value_set_string (value, self->page); break;
    case PROP_QUERY: g_value_set_string (value, self->query); break;
    case PROP_DARK: g_value_set_boolean (value, self->dark); break;
    case PROP_FOLLOW_SYSTEM: g_value_set_boolean (value, self->follow_system); break;
    case PROP_STATE: g_value_set_int (value, self->state); break;
    case PROP_RESPONSE_LIMIT: g_value_set_uint (value, self->limit_ms); break;
    case PROP_DEVELOPER: g_value_set_boolean (value, self->developer); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hub_simulator_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  HubSimulator *self = HUB_SIMULATOR (object);

  switch (id)
    {
    case PROP_DEVICE:
      set_device (self, g_value_get_string (value));
      break;
    case PROP_ZOOM:
      self->zoom = g_value_get_double (value);
      hub_device_frame_set_zoom (self->frame, self->zoom);
      break;
    case PROP_DARK:
      self->follow_system = FALSE;
      set_dark (self, g_value_get_boolean (value));
      break;
    case PROP_FOLLOW_SYSTEM:
      self->follow_system = g_value_get_boolean (value);
      on_desktop_theme (self);
      break;
    case PROP_RESPONSE_LIMIT:
      self->limit_ms = g_value_get_uint (value);
      break;
    case PROP_DEVELOPER:
      self->developer = g_value_get_boolean (value);
      break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static gboolean
hub_simulator_grab_focus (GtkWidget *widget)
{
  HubSimulator *self = HUB_SIMULATOR (widget);

  return gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
hub_simulator_dispose (GObject *object)
{
  HubSimulator *self = HUB_SIMULATOR (object);

  hub_simulator_unwatch (self);
  if (self->scheme != NULL)
    hub_program_scheme_set_lookup (self->scheme, NULL, NULL, NULL);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->view);
  g_clear_object (&self->scheme);
  if (self->host != NULL)
    hub_host_reset (self->host);
  g_clear_object (&self->host);
  g_clear_object (&self->good);
  g_clear_object (&self->broken);
  G_OBJECT_CLASS (hub_simulator_parent_class)->dispose (object);
}

static void
hub_simulator_finalize (GObject *object)
{
  HubSimulator *self = HUB_SIMULATOR (object);

  g_clear_object (&self->console);
  g_free (self->page);
  g_free (self->query);
  g_free (self->storage_id);
  g_free (self->condition_path);
  g_free (self->condition_query);
  g_free (self->update);
  g_free (self->failure);
  g_free (self->failure_file);
  g_free (self->failure_stack);
  G_OBJECT_CLASS (hub_simulator_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  properties[PROP_DEVICE] = g_param_spec_string ("device", NULL, NULL, "iphone-15", flags);
  properties[PROP_ZOOM] = g_param_spec_double ("zoom", NULL, NULL, 0, 4, 0, flags);
  properties[PROP_SCALE] = g_param_spec_double ("scale", NULL, NULL, 0, 10, 1, readable);
  properties[PROP_PAGE] = g_param_spec_string ("page", NULL, NULL, NULL, readable);
  properties[PROP_QUERY] = g_param_spec_string ("query", NULL, NULL, NULL, readable);
  properties[PROP_DARK] = g_param_spec_boolean ("dark", NULL, NULL, FALSE, flags);
  properties[PROP_FOLLOW_SYSTEM] = g_param_spec_boolean ("follow-system", NULL, NULL, TRUE, flags);
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, HUB_SIMULATOR_UNAVAILABLE, 0,
                                             readable);
  properties[PROP_RESPONSE_LIMIT] = g_param_spec_uint ("response-limit", NULL, NULL, 500, G_MAXUINT,
                                                       DEFAULT_LIMIT_MS, flags);
  properties[PROP_DEVELOPER] = g_param_spec_boolean ("developer", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (klass, N_PROPS, properties);
}

static void
hub_simulator_class_init (HubSimulatorClass *klass)
{
  static const char *const actions[] = { "simulator.relaunch", "simulator.back", "simulator.inspect",
                                         "simulator.wait", "simulator.show-good",
                                         "simulator.show-problems" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hub_simulator_get_property;
  object_class->set_property = hub_simulator_set_property;
  object_class->dispose = hub_simulator_dispose;
  object_class->finalize = hub_simulator_finalize;
  widget_class->grab_focus = hub_simulator_grab_focus;
  install_properties (object_class);
  signals[OPEN_LOCATION] = g_signal_new ("open-location", G_TYPE_FROM_CLASS (klass),
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                         G_TYPE_STRING, G_TYPE_UINT, G_TYPE_UINT);
  g_signal_new ("notice", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PAGE_CHANGED] = g_signal_new ("page-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[READY] = g_signal_new ("ready", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[MESSAGE] = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, JSON_TYPE_OBJECT);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], NULL, on_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "simulator");
}

static GtkWidget *
make_screen (HubSimulator *self)
{
  GtkWidget *screen = gtk_overlay_new ();

  self->overlay = HUB_SIMULATOR_OVERLAY (hub_simulator_overlay_new ());
  g_signal_connect_object (self->overlay, "open-location", G_CALLBACK (on_overlay_location), self, 0);
  self->problems_button = gtk_button_new_with_mnemonic (_("The Program Has _Errors"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->problems_button), "simulator.show-problems");
  gtk_widget_add_css_class (self->problems_button, "osd");
  gtk_widget_add_css_class (self->problems_button, "pill");
  gtk_widget_set_halign (self->problems_button, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->problems_button, GTK_ALIGN_END);
  gtk_widget_set_margin_bottom (self->problems_button, 36);
  gtk_overlay_set_child (GTK_OVERLAY (screen), GTK_WIDGET (self->view));
  gtk_overlay_add_overlay (GTK_OVERLAY (screen), GTK_WIDGET (self->overlay));
  gtk_overlay_add_overlay (GTK_OVERLAY (screen), self->problems_button);
  return screen;
}

/* Before the page sees the key: the page would only type with it. */
static void
add_shortcuts (HubSimulator *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Alt>Left"),
                      gtk_named_action_new ("simulator.back")));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
hub_simulator_init (HubSimulator *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  self->device = hub_device_profiles (NULL);
  self->limit_ms = DEFAULT_LIMIT_MS;
  self->follow_system = TRUE;
  self->console = g_list_store_new (HUB_TYPE_CONSOLE_MESSAGE);
  hub_simulator_create_view (self);
  self->frame = HUB_DEVICE_FRAME (hub_device_frame_new ());
  hub_device_frame_set_child (self->frame, make_screen (self));
  g_signal_connect_object (self->frame, "notify::scale", G_CALLBACK (on_scale), self,
                           G_CONNECT_SWAPPED);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->frame));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  add_shortcuts (self);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (on_desktop_theme), self,
                           G_CONNECT_SWAPPED);
  on_desktop_theme (self);
  hub_simulator_update_overlay (self);
}

/**
 * hub_simulator_new:
 *
 * Returns: (transfer floating): a device without a program; libadwaita must be initialised
 */
GtkWidget *
hub_simulator_new (void)
{
  return g_object_new (HUB_TYPE_SIMULATOR, NULL);
}

/**
 * hub_simulator_get_state:
 * @self: a simulator
 *
 * Returns: how the program is
 */
HubSimulatorState
hub_simulator_get_state (HubSimulator *self)
{
  return self->state;
}

/**
 * hub_simulator_shows_problems:
 * @self: a simulator
 *
 * Returns: whether the errors of the newest build cover the screen
 */
gboolean
hub_simulator_shows_problems (HubSimulator *self)
{
  return self->broken != NULL && !self->broken_hidden;
}

/**
 * hub_simulator_get_overlay_text:
 * @self: a simulator
 *
 * Returns: (transfer full) (nullable): what a person reads over the screen, %NULL where the program is seen
 */
char *
hub_simulator_get_overlay_text (HubSimulator *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->overlay))
           ? hub_simulator_overlay_get_text (self->overlay)
           : NULL;
}
