/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-application.h"

#include "config.h"

#include <glib/gi18n.h>

#include "hub-desktop-notifier.h"
#include "hub-editor.h"
#include "hub-preferences.h"
#include "hub-settings.h"
#include "hub-simulator-window.h"
#include "hub-window.h"

struct _HubApplication
{
  AdwApplication  parent_instance;
  GSettings      *settings;
  HubAccount     *account;
  HubDesktopNotifier *notifier;
};

G_DEFINE_FINAL_TYPE (HubApplication, hub_application, ADW_TYPE_APPLICATION)

static const struct { const char *action; const char *keys[3]; } shortcuts[] = {
  { "app.quit", { "<Control>q" } },
  { "app.new-window", { "<Control><Shift>n" } },
  { "app.preferences", { "<Control>comma" } },
  { "win.show-help-overlay", { "<Control>question", "F1" } },
  { "window.close", { "<Control><Shift>w" } },
  { "win.open-folder", { "<Control>o" } },
  { "win.new-program::", { "<Control>n" } },
  { "win.save", { "<Control>s" } },
  { "win.save-all", { "<Control><Shift>s" } },
  { "win.close-tab", { "<Control>w" } },
  { "win.next-tab", { "<Control>Tab", "<Control>Page_Down" } },
  { "win.previous-tab", { "<Control><Shift>Tab", "<Control>Page_Up" } },
  { "win.find", { "<Control>f" } },
  { "win.replace", { "<Control>h" } },
  { "win.find-next", { "F3", "<Control>g" } },
  { "win.find-previous", { "<Shift>F3", "<Control><Shift>g" } },
  { "win.go-to-line", { "<Control>l", "<Control>i" } },
  { "win.toggle-comment", { "<Control>slash" } },
  { "win.compile", { "<Control>b" } },
  { "win.compile-or-refresh", { "F5" } },
  { "win.relaunch", { "<Control><Shift>r" } },
  { "win.inspect", { "F12" } },
  { "win.condition", { "<Control><Shift>c" } },
  { "win.preview", { "<Control><Shift>p" } },
  { "win.upload", { "<Control><Shift>u" } },
  { "win.show-develop", { "<Alt>1" } },
  { "win.show-console", { "<Alt>2" } },
  { "win.show-notifications", { "<Control><Shift>o" } },
  { "win.show-panel::console", { "<Control><Shift>y" } },
  { "win.show-panel::problems", { "<Control><Shift>m" } },
  { "win.show-simulator", { "F6" } },
  { "win.show-tree", { "F9" } },
  { "win.show-panels", { "<Control>j" } },
};

static GtkWidget *
add_window (HubApplication *self)
{
  return hub_window_new (ADW_APPLICATION (self), self->settings, self->account);
}

/* The window that shows @folder already. */
static GtkWindow *
find_window (HubApplication *self, const char *folder)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      HubWorkbench *workbench = HUB_IS_WINDOW (l->data) ? hub_window_get_workbench (l->data) : NULL;

      if (workbench != NULL && g_str_equal (hub_project_get_folder (hub_workbench_get_project (workbench)), folder))
        return l->data;
    }
  return NULL;
}

static GtkWindow *
find_empty_window (HubApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (HUB_IS_WINDOW (l->data) && hub_window_is_empty (l->data))
      return l->data;
  return NULL;
}

/* A window about the program @app_id, the active one before others. */
static HubWindow *
find_program (HubApplication *self, const char *app_id)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (HUB_IS_WINDOW (l->data) && g_strcmp0 (hub_window_get_app_id (l->data), app_id) == 0)
      return l->data;
  return NULL;
}

/* The Console of a program, or without @app_id the choice of one; a window that shows it already is used again. */
static HubWindow *
open_console (HubApplication *self, const char *app_id)
{
  HubWindow *window = app_id != NULL ? find_program (self, app_id) : NULL;

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); window == NULL && l != NULL; l = l->next)
    if (HUB_IS_WINDOW (l->data) && hub_window_is_console (l->data) && hub_window_get_app_id (l->data) == NULL)
      window = l->data;
  if (window == NULL)
    window = HUB_WINDOW (find_empty_window (self));
  if (window == NULL)
    window = HUB_WINDOW (add_window (self));
  if (hub_window_get_workbench (window) == NULL)
    hub_window_open_console (window, app_id);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

/* A window in which a version runs is not the program that was started. */
static GtkWindow *
find_any_window (HubApplication *self)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (!HUB_IS_SIMULATOR_WINDOW (active))
    return active;
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (HUB_IS_WINDOW (l->data))
      return l->data;
  return NULL;
}

static void
hub_application_activate (GApplication *application)
{
  GtkWindow *window = find_any_window (HUB_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (add_window (HUB_APPLICATION (application)));
  gtk_window_present (window);
}

static void
hub_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  HubApplication *self = HUB_APPLICATION (application);

  for (int i = 0; i < n_files; i++)
    {
      const char *path = g_file_peek_path (files[i]);
      g_autofree char *parent = NULL;
      GtkWindow *window;

      if (path == NULL)
        continue;
      /* A file of a program ("app.json") opens its folder. */
      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        path = parent = g_path_get_dirname (path);
      window = find_window (self, path);
      if (window == NULL)
        {
          window = find_empty_window (self);
          if (window == NULL)
            window = GTK_WINDOW (add_window (self));
          hub_window_open (HUB_WINDOW (window), path);
        }
      gtk_window_present (window);
    }
}

static int
hub_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("superhub-devtools %s\n", PACKAGE_VERSION);
      return 0;
    }
  return -1;
}

/* What --console is about: a folder, or a program by its app id. */
static void
show_console (HubApplication *self, GFile **files, guint n_files)
{
  if (n_files == 0)
    open_console (self, NULL);
  for (guint i = 0; i < n_files; i++)
    {
      g_autofree char *name = g_file_get_basename (files[i]);
      GtkWindow *window;

      if (g_regex_match_simple ("^wx[0-9a-f]{16}$", name, 0, 0) && !g_file_query_exists (files[i], NULL))
        {
          open_console (self, name);
          continue;
        }
      hub_application_open (G_APPLICATION (self), &files[i], 1, "");
      window = gtk_application_get_active_window (GTK_APPLICATION (self));
      if (HUB_IS_WINDOW (window))
        gtk_widget_activate_action (GTK_WIDGET (window), "win.show-console", NULL);
    }
}

static int
hub_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  g_auto (GStrv) names = NULL;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&ay", &names);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    g_ptr_array_add (files, g_application_command_line_create_file_for_arg (line, names[i]));
  if (g_variant_dict_contains (options, "console"))
    show_console (HUB_APPLICATION (application), (GFile **) files->pdata, files->len);
  else if (files->len > 0)
    hub_application_open (application, (GFile **) files->pdata, (int) files->len, "");
  else if (g_variant_dict_contains (options, "new-window"))
    gtk_window_present (GTK_WINDOW (add_window (HUB_APPLICATION (application))));
  else
    hub_application_activate (application);
  /* The names in the list belong to the dictionary. */
  if (names != NULL)
    g_free (g_steal_pointer (&names));
  return 0;
}

static void
apply_scheme (HubApplication *self)
{
  g_autofree char *name = g_settings_get_string (self->settings, "color-scheme");
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (name, "light"))
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (name, "dark"))
    scheme = ADW_COLOR_SCHEME_FORCE_DARK;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
}

static void
new_window (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_present (GTK_WINDOW (add_window (data)));
}

/* As the launcher's menu has it, which names an action where the desktop starts the program by D-Bus. */
static void
console (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  open_console (data, NULL);
}

static void
preferences (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  HubApplication *self = data;
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (self));

  gtk_window_present (GTK_WINDOW (hub_preferences_new (parent, self->settings, self->account)));
}

static void
sign_in (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  HubApplication *self = data;
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (self));
  GtkWidget *window = hub_preferences_new (parent, self->settings, self->account);

  hub_preferences_show_platform (HUB_PREFERENCES (window));
  gtk_window_present (GTK_WINDOW (window));
}

/* (sss): the notification's id, its program and its link; from the bell or from the desktop. */
static void
open_notification (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  HubApplication *self = data;
  const char *id, *app_id, *link;

  g_variant_get (parameter, "(&s&s&s)", &id, &app_id, &link);
  hub_notifications_read (hub_account_get_notifications (self->account), id);
  if (*app_id != '\0')
    hub_window_show_link (open_console (self, app_id), link);
}

static void
about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (data));

  adw_show_about_window (parent, "application-name", _("Super Hub Mini App DevTools"), "application-icon", HUB_APP_ID,
                         "version", PACKAGE_VERSION, "developer-name", _("The Super Hub project"), "license-type",
                         GTK_LICENSE_GPL_3_0, "comments",
                         _("Write, preview and publish mini programs. What it puts on phones is under the MIT licence."),
                         "translator-credits", _("translator-credits"), NULL);
}

/* Every window asks about its own changes; the last one ends the application. */
static void
quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (data)));

  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
}

static void
hub_application_startup (GApplication *application)
{
  HubApplication *self = HUB_APPLICATION (application);
  static const GActionEntry actions[] = {
    { .name = "new-window", .activate = new_window },
    { .name = "console", .activate = console },
    { .name = "preferences", .activate = preferences },
    { .name = "sign-in", .activate = sign_in },
    { .name = "open-notification", .activate = open_notification, .parameter_type = "(sss)" },
    { .name = "about", .activate = about },
    { .name = "quit", .activate = quit },
  };
  g_autoptr (GAction) scheme = NULL;

  G_APPLICATION_CLASS (hub_application_parent_class)->startup (application);
  hub_editor_init_languages ();
  gtk_window_set_default_icon_name (HUB_APP_ID);
  self->settings = hub_settings_new ();
  self->account = hub_account_new (self->settings);
  self->notifier = hub_desktop_notifier_new (GTK_APPLICATION (self), self->settings,
                                             hub_account_get_notifications (self->account));
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  scheme = g_settings_create_action (self->settings, "color-scheme");
  g_action_map_add_action (G_ACTION_MAP (self), scheme);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), shortcuts[i].action, (const char **) shortcuts[i].keys);
  g_signal_connect_object (self->settings, "changed::color-scheme", G_CALLBACK (apply_scheme), self, G_CONNECT_SWAPPED);
  apply_scheme (self);
  hub_account_resume (self->account);
}

static void
hub_application_dispose (GObject *object)
{
  HubApplication *self = HUB_APPLICATION (object);

  g_clear_object (&self->notifier);
  g_clear_object (&self->account);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (hub_application_parent_class)->dispose (object);
}

static void
hub_application_class_init (HubApplicationClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hub_application_dispose;
  application_class->startup = hub_application_startup;
  application_class->activate = hub_application_activate;
  application_class->open = hub_application_open;
  application_class->command_line = hub_application_command_line;
  application_class->handle_local_options = hub_application_handle_local_options;
}

static void
hub_application_init (HubApplication *self)
{
  static const GOptionEntry options[] = {
    { "version", 'v', 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and end"), NULL },
    { "new-window", 'n', 0, G_OPTION_ARG_NONE, NULL, N_("Open a new window"), NULL },
    { "console", 'c', 0, G_OPTION_ARG_NONE, NULL,
      N_("Show the Console, of a folder's program, of an app ID, or of one to choose"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_("[FOLDER…]") },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), NULL);
  g_application_set_option_context_summary (G_APPLICATION (self), _("Write, preview and publish mini programs."));
}

/**
 * hub_application_new:
 *
 * Returns: (transfer full): the application
 */
HubApplication *
hub_application_new (void)
{
  return g_object_new (HUB_TYPE_APPLICATION, "application-id", HUB_APP_ID, "resource-base-path",
                       "/org/superhub/DevTools", "flags",
                       G_APPLICATION_HANDLES_OPEN | G_APPLICATION_HANDLES_COMMAND_LINE, NULL);
}

/**
 * hub_application_get_settings:
 * @self: the application
 *
 * Returns: (transfer none): its settings
 */
GSettings *
hub_application_get_settings (HubApplication *self)
{
  return self->settings;
}

/**
 * hub_application_get_account:
 * @self: the application
 *
 * Returns: (transfer none): who is signed in
 */
HubAccount *
hub_application_get_account (HubApplication *self)
{
  return self->account;
}
