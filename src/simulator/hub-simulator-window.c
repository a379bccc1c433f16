/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-simulator-window.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-error.h"
#include "hub-pipeline.h"
#include "hub-simulator-online.h"

struct _HubSimulatorWindow
{
  AdwApplicationWindow parent_instance;

  AdwWindowTitle    *title;
  GtkWidget         *stack;
  GtkWidget         *status;
  HubSimulator      *simulator;
  GtkWidget         *toasts;
  HubProject        *project;
  HubPipeline       *pipeline;
  HubProjectWatcher *watcher;
  HubSimulatorOnline *online;      /* (nullable): instead of a project */
  gboolean           refused;      /* @online: it can be tried again */
  GtkWidget         *retry;
  AdwToast          *offer;        /* (nullable): of a newer version */
  GCancellable      *cancellable;
};

enum { REFUSED, REOPENING, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubSimulatorWindow, hub_simulator_window, ADW_TYPE_APPLICATION_WINDOW)

static void
show_problem (HubSimulatorWindow *self, const char *title, const char *message)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->status), "dialog-warning-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->status), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->status), escaped);
  gtk_widget_set_visible (self->retry, self->refused);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->status);
}

static void
close_project (HubSimulatorWindow *self)
{
  g_clear_object (&self->watcher);
  g_clear_object (&self->pipeline);
  g_clear_object (&self->project);
}

/* The order of the zoom menu; 0 fits the device into the window. */
static const double zooms[] = { 0, 0.5, 0.75, 0.85, 1, 1.25, 1.5 };

static void
on_compiled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HubSimulatorWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HubBuild) build = hub_pipeline_compile_finish (HUB_PIPELINE (source), result, &error);
  const char *app_id;

  if (HUB_PIPELINE (source) != self->pipeline)
    return;
  if (build == NULL)
    {
      if (!g_str_equal (hub_error_get_name (error), "cancelled"))
        hub_simulator_set_failure (self->simulator, error);
      return;
    }
  app_id = hub_project_get_app_id (self->project);
  hub_simulator_set_build (self->simulator, build,
                           app_id != NULL && app_id[0] != '\0' && !g_str_equal (app_id, "touristappid")
                             ? app_id
                             : hub_project_get_folder (self->project));
}

static void
compile (HubSimulatorWindow *self)
{
  hub_pipeline_compile_async (self->pipeline, HUB_COMPILE_DEVELOPMENT, self->cancellable, on_compiled,
                              g_object_ref (self));
}

static void
on_files_changed (HubProjectWatcher *watcher, GStrv names, HubSimulatorWindow *self)
{
  compile (self);
}

/* (transfer full) (nullable): which of the program's versions it is, where that is not the one for everybody */
static char *
dup_version (HubOnlineProgram *program)
{
  const char *version = hub_online_program_get_version (program);
  const char *kind = hub_online_program_get_kind (program);

  if (g_str_equal (kind, "preview"))
    return g_strdup (_("preview"));
  if (g_str_equal (kind, "developer"))
    return g_strdup_printf (_("developer version %s"), version);
  if (g_str_equal (kind, "test"))
    return g_strdup_printf (_("test version %s"), version);
  if (g_str_equal (kind, "review"))
    return g_strdup_printf (_("version %s in review"), version);
  return NULL;
}

static void
on_page_changed (HubSimulator *simulator, HubSimulatorWindow *self)
{
  g_autofree char *page = NULL;
  g_autofree char *version = NULL;
  g_autofree char *text = NULL;

  g_object_get (simulator, "page", &page, NULL);
  if (self->online != NULL)
    version = dup_version (hub_simulator_online_get_program (self->online));
  text = version != NULL && page != NULL ? g_strdup_printf ("%s · %s", version, page) : NULL;
  adw_window_title_set_subtitle (self->title, text != NULL ? text : page != NULL ? page : "");
}

/* There is no editor here: the place can be pasted into the person's own. */
static void
on_open_location (HubSimulator *simulator, const char *file, guint line, guint column,
                  HubSimulatorWindow *self)
{
  const char *root = self->project != NULL ? hub_project_get_root (self->project) : NULL;
  g_autofree char *path = root != NULL ? g_build_filename (root, file, NULL) : g_strdup (file);
  g_autofree char *place = g_strdup_printf ("%s:%u:%u", path, line, column);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), place);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), adw_toast_new (_("Place copied")));
}

/* Opens what the link leads to; the window says meanwhile that it does. */
static void
begin_opening (HubSimulatorWindow *self)
{
  self->refused = FALSE;
  gtk_widget_set_visible (self->retry, FALSE);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->status), "phone-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->status), _("Opening…"));
  adw_status_page_set_description (ADW_STATUS_PAGE (self->status), NULL);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->status);
  hub_simulator_online_open (self->online);
}

static void
forward (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HubSimulatorWindow *self = HUB_SIMULATOR_WINDOW (widget);
  g_autofree char *action = g_strconcat ("simulator.", name + strlen ("win."), NULL);

  if (self->refused && g_str_equal (name, "win.relaunch"))
    {
      g_signal_emit (self, signals[REOPENING], 0, hub_simulator_online_get_program (self->online));
      begin_opening (self);
    }
  else if (self->online != NULL && g_str_equal (name, "win.relaunch"))
    hub_simulator_online_start_again (self->online);
  else
    gtk_widget_activate_action (GTK_WIDGET (self->simulator), action, NULL);
}

static void
on_chosen (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  HubSimulatorWindow *self = user_data;
  g_autoptr (GFile) file = NULL;
  g_autoptr (HubProject) project = NULL;
  g_autoptr (GError) error = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      project = hub_project_open (g_file_peek_path (file), &error);
      if (project != NULL)
        hub_simulator_window_open (self, project);
      else
        hub_simulator_window_show_error (self, error->message);
    }
  g_object_unref (dialog);
}

static void
on_open_folder (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Open a Mini Program"),
                                                              GTK_WINDOW (widget),
                                                              GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                                              _("_Open"), _("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_chosen), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* ---- Online programs ---- */

static void
close_online (HubSimulatorWindow *self)
{
  if (self->offer != NULL)
    adw_toast_dismiss (self->offer);
  if (self->online != NULL)
    g_signal_handlers_disconnect_by_data (self->online, self);
  g_clear_object (&self->online);
  self->refused = FALSE;
}

static void
on_opened (HubSimulatorOnline *online, HubSimulatorWindow *self)
{
  HubOnlineProgram *program = hub_simulator_online_get_program (online);
  const char *name = hub_online_program_get_name (program);
  g_autofree char *version = dup_version (program);
  g_autofree char *title = version != NULL ? g_strdup_printf ("%s – %s", name, version) : g_strdup (name);

  adw_window_title_set_title (self->title, name);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), GTK_WIDGET (self->simulator));
}

static void
on_refused (HubSimulatorOnline *online, const GError *error, HubSimulatorWindow *self)
{
  self->refused = TRUE;
  adw_window_title_set_subtitle (self->title, "");
  show_problem (self, _("This Program Cannot Be Opened"), error->message);
  g_signal_emit (self, signals[REFUSED], 0, error->message);
}

static void
on_offer_dismissed (AdwToast *toast, HubSimulatorWindow *self)
{
  if (self->offer == toast)
    self->offer = NULL;
}

static void
on_offer (HubSimulatorOnline *online, gboolean ready, HubSimulatorWindow *self)
{
  if (!ready && self->offer != NULL)
    adw_toast_dismiss (self->offer);
  if (!ready || self->offer != NULL)
    return;
  self->offer = adw_toast_new (_("A newer version is ready"));
  adw_toast_set_button_label (self->offer, _("_Restart"));
  adw_toast_set_action_name (self->offer, "win.relaunch");
  adw_toast_set_timeout (self->offer, 0);
  g_signal_connect_object (self->offer, "dismissed", G_CALLBACK (on_offer_dismissed), self, 0);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), self->offer);
}

static void
on_link_answer (GtkDialog *dialog, const char *answer, HubSimulatorWindow *self)
{
  GtkWidget *entry = adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (dialog));
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  g_autoptr (HubOnlineProgram) program = NULL;
  g_autoptr (HubOnlineLink) link = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (answer, "open"))
    return;
  link = hub_online_link_parse (text, &error);
  if (link == NULL)
    {
      hub_simulator_window_show_refusal (self, error->message);
      return;
    }
  program = hub_online_program_new (link, NULL);
  hub_online_program_use_stored_sign_in (program);
  hub_simulator_window_open_online (self, program, NULL, NULL, 0);
}

static void
on_link_text (GtkEditable *entry, AdwMessageDialog *dialog)
{
  adw_message_dialog_set_response_enabled (dialog, "open", hub_online_link_looks_like (gtk_editable_get_text (entry)));
}

static void
on_open_link (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (widget), _("Open a Program by Its Link"),
                                              _("Paste the link that its code leads to, or that of a version which you may open."));
  GtkWidget *entry = gtk_entry_new ();
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), "https://hub.example.com/a/wx…");
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_URL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Link"), -1);
  adw_message_dialog_set_extra_child (message, entry);
  adw_message_dialog_add_responses (message, "cancel", _("_Cancel"), "open", _("_Open"), NULL);
  adw_message_dialog_set_response_appearance (message, "open", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (message, "open", FALSE);
  adw_message_dialog_set_default_response (message, "open");
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_link_text), dialog, 0);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_link_answer), widget, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static GMenuModel *
make_device_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) phones = g_menu_new ();
  g_autoptr (GMenu) tablets = g_menu_new ();
  g_autoptr (GMenu) zoom = g_menu_new ();
  g_autoptr (GMenu) open = g_menu_new ();
  guint n;
  const HubDeviceProfile *profiles = hub_device_profiles (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label = g_strdup_printf ("%s  (%d × %d)", _(profiles[i].name), profiles[i].width,
                                                profiles[i].height);
      g_autofree char *action = g_strdup_printf ("win.device::%s", profiles[i].id);

      g_menu_append (profiles[i].width < 600 ? phones : tablets, label, action);
    }
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      g_autofree char *label = zooms[i] > 0 ? g_strdup_printf (_("%d %%"), (int) (zooms[i] * 100))
                                            : g_strdup (_("Fit the Window"));
      g_autofree char *action = g_strdup_printf ("win.zoom(%d)", (int) (zooms[i] * 100));

      g_menu_append (zoom, label, action);
    }
  g_menu_append_section (menu, _("Phones"), G_MENU_MODEL (phones));
  g_menu_append_section (menu, _("Tablets"), G_MENU_MODEL (tablets));
  g_menu_append_section (menu, _("Zoom"), G_MENU_MODEL (zoom));
  g_menu_append (open, _("_Open Folder…"), "win.open-folder");
  g_menu_append (open, _("Open _Link…"), "win.open-link");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (open));
  return G_MENU_MODEL (menu);
}

static void
on_device (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  HubSimulatorWindow *self = user_data;

  g_object_set (self->simulator, "device", g_variant_get_string (value, NULL), NULL);
  g_simple_action_set_state (action, value);
}

static void
on_zoom (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  HubSimulatorWindow *self = user_data;

  g_object_set (self->simulator, "zoom", g_variant_get_int32 (value) / 100.0, NULL);
  g_simple_action_set_state (action, value);
}

static void
add_actions (HubSimulatorWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "device", .parameter_type = "s", .state = "'iphone-15'", .change_state = on_device },
    { .name = "zoom", .parameter_type = "i", .state = "0", .change_state = on_zoom },
  };
  g_autoptr (GPropertyAction) dark = g_property_action_new ("dark", self->simulator, "dark");

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (dark));
}

static void
name_icon (GtkWidget *button, const char *label)
{
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static GtkWidget *
make_button (const char *icon, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  name_icon (button, label);
  return button;
}

static GtkWidget *
make_header (HubSimulatorWindow *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *devices = gtk_menu_button_new ();
  GtkWidget *dark = gtk_toggle_button_new ();
  g_autoptr (GMenuModel) menu = make_device_menu ();

  self->title = ADW_WINDOW_TITLE (adw_window_title_new (_("Simulator"), ""));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), GTK_WIDGET (self->title));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), make_button ("go-previous-symbolic", _("Back"),
                                                                   "win.back"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), make_button ("view-refresh-symbolic",
                                                                   _("Start Again"), "win.relaunch"));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (devices), "phone-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (devices), menu);
  name_icon (devices, _("Device and Zoom"));
  gtk_button_set_icon_name (GTK_BUTTON (dark), "weather-clear-night-symbolic");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (dark), "win.dark");
  name_icon (dark, _("Dark Theme of the Program"));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), devices);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), dark);
  return header;
}

static GtkWidget *
make_pill (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  return button;
}

static GtkWidget *
make_status (HubSimulatorWindow *self)
{
  GtkWidget *status = adw_status_page_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *button = make_pill (_("_Open Folder…"), "win.open-folder");

  self->retry = make_pill (_("_Try Again"), "win.relaunch");
  gtk_widget_set_visible (self->retry, FALSE);
  gtk_box_append (GTK_BOX (box), self->retry);
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), make_pill (_("Open _Link…"), "win.open-link"));
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status), "phone-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (status), _("Open a Mini Program"));
  adw_status_page_set_description (ADW_STATUS_PAGE (status),
                                   _("Choose the folder that holds its app.json, or open a program on a platform by its link."));
  adw_status_page_set_child (ADW_STATUS_PAGE (status), box);
  return status;
}

static void
hub_simulator_window_dispose (GObject *object)
{
  HubSimulatorWindow *self = HUB_SIMULATOR_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  self->offer = NULL;
  close_online (self);
  g_clear_object (&self->watcher);
  g_clear_object (&self->pipeline);
  g_clear_object (&self->project);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (hub_simulator_window_parent_class)->dispose (object);
}

static void
hub_simulator_window_class_init (HubSimulatorWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hub_simulator_window_dispose;
  signals[REFUSED] = g_signal_new ("refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[REOPENING] = g_signal_new ("reopening", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, HUB_TYPE_ONLINE_PROGRAM);
  gtk_widget_class_install_action (widget_class, "win.relaunch", NULL, forward);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, forward);
  gtk_widget_class_install_action (widget_class, "win.inspect", NULL, forward);
  gtk_widget_class_install_action (widget_class, "win.open-folder", NULL, on_open_folder);
  gtk_widget_class_install_action (widget_class, "win.open-link", NULL, on_open_link);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, "win.relaunch", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F12, 0, "win.inspect", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "win.open-folder",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, GDK_CONTROL_MASK, "win.open-link", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

static void
hub_simulator_window_init (HubSimulatorWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->cancellable = g_cancellable_new ();
  self->simulator = HUB_SIMULATOR (hub_simulator_new ());
  self->stack = gtk_stack_new ();
  self->status = make_status (self);
  self->toasts = adw_toast_overlay_new ();
  gtk_stack_add_child (GTK_STACK (self->stack), self->status);
  gtk_stack_add_child (GTK_STACK (self->stack), GTK_WIDGET (self->simulator));
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), self->stack);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (self->toasts), box);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (self), self->toasts);
  gtk_window_set_default_size (GTK_WINDOW (self), 480, 900);
  gtk_window_set_title (GTK_WINDOW (self), _("Simulator"));
  add_actions (self);
  g_signal_connect_object (self->simulator, "page-changed", G_CALLBACK (on_page_changed), self, 0);
  g_signal_connect_object (self->simulator, "open-location", G_CALLBACK (on_open_location), self, 0);
}

/**
 * hub_simulator_window_new:
 * @application: the application it belongs to
 *
 * Returns: (transfer none): a window that asks for a folder
 */
HubSimulatorWindow *
hub_simulator_window_new (GtkApplication *application)
{
  return g_object_new (HUB_TYPE_SIMULATOR_WINDOW, "application", application, NULL);
}

/**
 * hub_simulator_window_open:
 * @self: a window
 * @project: what to run
 *
 * Compiles and shows the program, and does so again whenever one of its files changes.
 */
void
hub_simulator_window_open (HubSimulatorWindow *self, HubProject *project)
{
  close_online (self);
  close_project (self);
  hub_simulator_set_domains (self->simulator, NULL, NULL);
  self->project = g_object_ref (project);
  self->pipeline = hub_pipeline_new (project);
  self->watcher = hub_project_watcher_new (project);
  g_signal_connect_object (self->watcher, "changed", G_CALLBACK (on_files_changed), self, 0);
  adw_window_title_set_title (self->title, hub_project_get_name (project));
  gtk_window_set_title (GTK_WINDOW (self), hub_project_get_name (project));
  gtk_stack_set_visible_child (GTK_STACK (self->stack), GTK_WIDGET (self->simulator));
  compile (self);
}

/**
 * hub_simulator_window_show_error:
 * @self: a window
 * @message: why there is nothing to show
 */
void
hub_simulator_window_show_error (HubSimulatorWindow *self, const char *message)
{
  show_problem (self, _("This Folder Cannot Be Run"), message);
}

/**
 * hub_simulator_window_show_refusal:
 * @self: a window
 * @message: why a link opens nothing
 */
void
hub_simulator_window_show_refusal (HubSimulatorWindow *self, const char *message)
{
  close_project (self);
  close_online (self);
  show_problem (self, _("This Program Cannot Be Opened"), message);
}

/**
 * hub_simulator_window_open_online:
 * @self: a window
 * @program: what to run
 * @path: (nullable): the page to start at; %NULL for the one that its link says
 * @query: (nullable): its query
 * @scene: the launch scene, 0 for the one that its link says
 *
 * Opens an online program instead of a folder. Where that fails the window says why, and "refused" (const char *) too. Start Again
 * tries it anew; "reopening" (HubOnlineProgram) comes before, for who keeps its sign-in.
 */
void
hub_simulator_window_open_online (HubSimulatorWindow *self, HubOnlineProgram *program, const char *path, const char *query,
                                  int scene)
{
  close_online (self);
  close_project (self);
  hub_simulator_stop (self->simulator);
  self->online = hub_simulator_online_new (self->simulator, program);
  hub_simulator_online_set_start (self->online, path, query, scene);
  g_signal_connect_object (self->online, "opened", G_CALLBACK (on_opened), self, 0);
  g_signal_connect_object (self->online, "refused", G_CALLBACK (on_refused), self, 0);
  g_signal_connect_object (self->online, "offer", G_CALLBACK (on_offer), self, 0);
  begin_opening (self);
}

/**
 * hub_simulator_window_get_simulator:
 * @self: a window
 *
 * Returns: (transfer none): its device
 */
HubSimulator *
hub_simulator_window_get_simulator (HubSimulatorWindow *self)
{
  return self->simulator;
}
