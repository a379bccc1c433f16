/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-preferences.h"

#include "config.h"

#include <glib/gi18n.h>

struct _HubPreferences
{
  AdwPreferencesWindow parent_instance;
  AdwComboRow    *scheme_row;
  GtkSwitch      *auto_compile_switch;
  GtkSwitch      *spaces_switch;
  GtkSwitch      *wrap_switch;
  GtkSwitch      *numbers_switch;
  GtkSwitch      *notifications_switch;
  GtkSpinButton  *tab_spin;
  GtkFontButton  *font_button;
  AdwEntryRow    *server_row;
  AdwActionRow   *account_row;
  GtkWidget      *connect_button;
  GtkWidget      *sign_out_button;
  GtkWidget      *sign_in_group;
  AdwEntryRow    *id_row;
  AdwPasswordEntryRow *password_row;
  GSettings      *settings;
  HubAccount     *account;
};

G_DEFINE_FINAL_TYPE (HubPreferences, hub_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static const char *const schemes[] = { "default", "light", "dark" };

static gboolean
scheme_to_position (GValue *value, GVariant *variant, gpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_equal (schemes[i], g_variant_get_string (variant, NULL)))
      g_value_set_uint (value, i);
  return TRUE;
}

static GVariant *
position_to_scheme (const GValue *value, const GVariantType *type, gpointer data)
{
  return g_variant_new_string (schemes[MIN (g_value_get_uint (value), G_N_ELEMENTS (schemes) - 1)]);
}

static void
toast (HubPreferences *self, const char *text)
{
  AdwToast *message = adw_toast_new ("");

  g_autofree char *escaped = g_markup_escape_text (text, -1);
  adw_toast_set_title (message, escaped);
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), message);
}

static void
show_account (HubPreferences *self)
{
  g_autofree char *text = hub_account_describe (self->account);
  g_autofree char *server = g_settings_get_string (self->settings, "server");
  HubAccountState state = hub_account_get_state (self->account);
  gboolean remote = *server != '\0';

  adw_action_row_set_subtitle (self->account_row, text);
  gtk_widget_set_visible (self->connect_button, state == HUB_ACCOUNT_IDLE || state == HUB_ACCOUNT_FAILED);
  gtk_widget_set_visible (self->sign_out_button, state == HUB_ACCOUNT_CONNECTED && remote);
  gtk_widget_set_visible (self->sign_in_group, remote && state != HUB_ACCOUNT_CONNECTED);
}

static void
server_applied (HubPreferences *self)
{
  g_autofree char *server = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->server_row))));
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = NULL;
  gsize length = strlen (server);

  if (length > 0 && server[length - 1] == '/')
    server[length - 1] = '\0';
  if (*server != '\0')
    {
      uri = g_uri_parse (server, G_URI_FLAGS_NONE, NULL);
      if (uri == NULL || g_uri_get_host (uri) == NULL
          || (!g_str_equal (g_uri_get_scheme (uri), "http") && !g_str_equal (g_uri_get_scheme (uri), "https")))
        {
          toast (self, _("An address looks like https://platform.example.org"));
          return;
        }
    }
  g_settings_set_string (self->settings, "server", server);
  show_account (self);
}

static void
connected (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (HubPreferences) self = data;
  g_autoptr (HubClient) client = hub_account_connect_finish (HUB_ACCOUNT (object), result, NULL);
}

static void
connect_clicked (HubPreferences *self)
{
  hub_account_connect_async (self->account, NULL, connected, g_object_ref (self));
}

static void
signed_in (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (HubPreferences) self = data;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (self->sign_in_group, TRUE);
  if (!hub_account_sign_in_finish (HUB_ACCOUNT (object), result, &error))
    toast (self, error->message);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->password_row), "");
}

static void
sign_in_clicked (HubPreferences *self)
{
  gtk_widget_set_sensitive (self->sign_in_group, FALSE);
  hub_account_sign_in_async (self->account, gtk_editable_get_text (GTK_EDITABLE (self->id_row)),
                             gtk_editable_get_text (GTK_EDITABLE (self->password_row)), NULL, signed_in,
                             g_object_ref (self));
}

static void
sign_out_clicked (HubPreferences *self)
{
  g_autoptr (GError) error = NULL;

  if (!hub_account_sign_out (self->account, &error))
    toast (self, error->message);
}

static void
font_set (HubPreferences *self)
{
  g_autofree char *font = gtk_font_chooser_get_font (GTK_FONT_CHOOSER (self->font_button));

  g_settings_set_string (self->settings, "editor-font", font != NULL ? font : "");
}

static void
font_reset (HubPreferences *self)
{
  g_settings_reset (self->settings, "editor-font");
  gtk_font_chooser_set_font (GTK_FONT_CHOOSER (self->font_button), "Monospace 11");
}

static void
hub_preferences_dispose (GObject *object)
{
  HubPreferences *self = HUB_PREFERENCES (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->account);
  G_OBJECT_CLASS (hub_preferences_parent_class)->dispose (object);
}

static void
hub_preferences_class_init (HubPreferencesClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hub_preferences_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/superhub/DevTools/ui/hub-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, HubPreferences, scheme_row);
  gtk_widget_class_bind_template_child (widget_class, HubPreferences, auto_compile_switch);
  gtk_widget_class_bind_template_child (widget_class, HubPreferences, spaces_switch);
  gtk_widget_class_bind_template_child (widget_class, HubPreferences, wrap_switch);
  gtk_widget_class_bind_template_child (widget_class, HubPreferences, numbers_switch);
  gtk_widget_class_bind_template_child (widget_class, HubPreferences, notifications_switch);
  gtk_widget_class_bind_template_child (widget_class, HubPreferences, tab_spin);
  gtk_widget_class_bind_template_child (widget_class, HubPreferences, font_button);
  gtk_widget_class_bind_template_child (widget_class, HubPreferences, server_row);
  gtk_widget_class_bind_template_child (widget_class, HubPreferences, account_row);
  gtk_widget_class_bind_template_child (widget_class, HubPreferences, connect_button);
  gtk_widget_class_bind_template_child (widget_class, HubPreferences, sign_out_button);
  gtk_widget_class_bind_template_child (widget_class, HubPreferences, sign_in_group);
  gtk_widget_class_bind_template_child (widget_class, HubPreferences, id_row);
  gtk_widget_class_bind_template_child (widget_class, HubPreferences, password_row);
  gtk_widget_class_bind_template_callback (widget_class, server_applied);
  gtk_widget_class_bind_template_callback (widget_class, connect_clicked);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_clicked);
  gtk_widget_class_bind_template_callback (widget_class, sign_out_clicked);
  gtk_widget_class_bind_template_callback (widget_class, font_set);
  gtk_widget_class_bind_template_callback (widget_class, font_reset);
}

static void
hub_preferences_init (HubPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
bind_settings (HubPreferences *self)
{
  g_autofree char *server = g_settings_get_string (self->settings, "server");
  g_autofree char *font = g_settings_get_string (self->settings, "editor-font");

  g_settings_bind_with_mapping (self->settings, "color-scheme", self->scheme_row, "selected", G_SETTINGS_BIND_DEFAULT,
                                scheme_to_position, position_to_scheme, NULL, NULL);
  g_settings_bind (self->settings, "auto-compile", self->auto_compile_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "insert-spaces", self->spaces_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "wrap-lines", self->wrap_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "show-line-numbers", self->numbers_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "desktop-notifications", self->notifications_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "tab-width", self->tab_spin, "value", G_SETTINGS_BIND_DEFAULT);
  gtk_font_chooser_set_font (GTK_FONT_CHOOSER (self->font_button), *font != '\0' ? font : "Monospace 11");
  gtk_editable_set_text (GTK_EDITABLE (self->server_row), server);
}

/**
 * hub_preferences_new:
 * @parent: (nullable): the window it belongs to
 * @settings: the application's settings
 * @account: the application's account
 *
 * Returns: (transfer full): the preferences
 */
GtkWidget *
hub_preferences_new (GtkWindow *parent, GSettings *settings, HubAccount *account)
{
  HubPreferences *self = g_object_new (HUB_TYPE_PREFERENCES, "transient-for", parent, NULL);

  self->settings = g_object_ref (settings);
  self->account = g_object_ref (account);
  bind_settings (self);
  g_signal_connect_object (account, "changed", G_CALLBACK (show_account), self, G_CONNECT_SWAPPED);
  show_account (self);
  return GTK_WIDGET (self);
}

/**
 * hub_preferences_show_platform:
 * @self: the preferences
 *
 * Shows the page with the server and the sign-in.
 */
void
hub_preferences_show_platform (HubPreferences *self)
{
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (self), "platform");
}
