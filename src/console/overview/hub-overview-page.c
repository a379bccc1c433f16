/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-overview-page.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "hub-console-roles.h"
#include "hub-console-row.h"
#include "hub-console-section.h"
#include "hub-json.h"
#include "hub-link-box.h"

struct _HubOverviewPage
{
  HubConsolePage parent_instance;

  GtkWidget *name;              /* rows */
  GtkWidget *app_id;
  GtkWidget *copy;
  GtkWidget *admin;
  GtkWidget *state;
  GtkLabel *badge;
  GtkWidget *me;
  GtkWidget *may;
  AdwPreferencesGroup *online;
  GtkWidget *online_row;        /* (nullable): made anew for another link */
  char *online_url;
};

G_DEFINE_FINAL_TYPE (HubOverviewPage, hub_overview_page, HUB_TYPE_CONSOLE_PAGE)

static const struct
{
  const char *id;
  const char *name;
  const char *style;
} states[] = {
  { "unreleased", N_("Not released yet"), "dim-label" },
  { "online", N_("Online"), "success" },
  { "suspended", N_("Suspended"), "warning" },
  { "removed", N_("Removed"), "error" },
};

static void
show_app_state (HubOverviewPage *self, HubConsoleItem *app)
{
  const char *state = hub_console_item_get_string (app, "state");
  const char *version = hub_console_item_get_string (app, "online_version");
  g_autofree char *subtitle = *version != '\0' ? g_strdup_printf (_("Version %s"), version) : NULL;

  gtk_label_set_text (self->badge, state);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->badge), states[i].style);
      if (g_str_equal (states[i].id, state))
        gtk_label_set_text (self->badge, _(states[i].name));
    }
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].id, state))
      gtk_widget_add_css_class (GTK_WIDGET (self->badge), states[i].style);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->state), subtitle != NULL ? subtitle : "");
}

/* The names of the strings in @member, joined for reading. */
static char *
dup_names (HubConsoleItem *app, const char *member, const char *(*get_name) (const char *id))
{
  JsonArray *array = hub_json_get_array (hub_console_item_get_record (app), member);
  GString *text = g_string_new (NULL);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *id = json_array_get_string_element (array, i);

      if (id != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? _(", ") : "", get_name (id));
    }
  return g_string_free (text, FALSE);
}

static void
show_me (HubOverviewPage *self, HubConsoleModel *model, HubConsoleItem *app)
{
  const char *kind = hub_console_item_get_string (app, "my_kind");
  g_autofree char *roles = dup_names (app, "my_roles", hub_console_roles_get_name);
  g_autofree char *may = dup_names (app, "my_permissions", hub_console_roles_permission_name);
  g_autofree char *text = NULL;

  if (g_str_equal (kind, "admin"))
    text = g_strdup_printf (_("%s, the admin"), hub_console_model_get_account (model));
  else if (g_str_equal (kind, "project"))
    text = g_strdup_printf ("%s: %s", hub_console_model_get_account (model), roles);
  else if (g_str_equal (kind, "test"))
    text = g_strdup_printf (_("%s, a test member"), hub_console_model_get_account (model));
  else
    text = g_strdup_printf (_("%s, not a member"), hub_console_model_get_account (model));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->me), text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->may), *may != '\0' ? may : _("Nothing in this program"));
}

static void
show_online (HubOverviewPage *self, HubConsoleModel *model)
{
  g_autoptr (HubConsoleItem) online = hub_console_model_dup_first (model, HUB_CONSOLE_LIST_ONLINE);
  const char *url = online != NULL ? hub_console_item_get_string (online, "url") : "";

  gtk_widget_set_visible (GTK_WIDGET (self->online), *url != '\0');
  if (g_strcmp0 (url, self->online_url) == 0)
    return;
  g_free (self->online_url);
  self->online_url = g_strdup (url);
  if (self->online_row != NULL)
    adw_preferences_group_remove (self->online, self->online_row);
  self->online_row = NULL;
  if (*url == '\0')
    return;
  self->online_row = adw_preferences_row_new ();
  {
    GtkWidget *box = hub_link_box_new (url, _("Opens the online version, for everyone"));

    gtk_widget_add_css_class (box, "console-row");
    gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->online_row), box);
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->online_row), FALSE);
  }
  adw_preferences_group_add (self->online, self->online_row);
}

static void
hub_overview_page_update (HubConsolePage *page)
{
  HubOverviewPage *self = HUB_OVERVIEW_PAGE (page);
  HubConsoleModel *model = hub_console_page_get_model (page);
  HubConsoleItem *app = hub_console_model_get_app (model);

  if (app == NULL)
    return;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->name), hub_console_item_get_string (app, "name"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->app_id), hub_console_item_get_string (app, "app_id"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->admin), hub_console_item_get_string (app, "admin"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->copy), "s", hub_console_item_get_string (app, "app_id"));
  show_app_state (self, app);
  show_me (self, model, app);
}

static void
model_changed (HubConsoleModel *model, guint section, HubOverviewPage *self)
{
  if (section == HUB_CONSOLE_SECTION_VERSIONS)
    show_online (self, model);
}

static void
hub_overview_page_finalize (GObject *object)
{
  g_free (HUB_OVERVIEW_PAGE (object)->online_url);
  G_OBJECT_CLASS (hub_overview_page_parent_class)->finalize (object);
}

static void
hub_overview_page_class_init (HubOverviewPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hub_overview_page_finalize;
  HUB_CONSOLE_PAGE_CLASS (klass)->update = hub_overview_page_update;
}

static void
hub_overview_page_init (HubOverviewPage *self)
{
}

/* Names come from other people: never as markup. */
static GtkWidget *
add_row (GtkWidget *group, const char *title)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static GtkWidget *
make_program (HubOverviewPage *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->name = add_row (group, _("Name"));
  self->app_id = add_row (group, _("App ID"));
  self->copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  gtk_widget_set_valign (self->copy, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->copy, "flat");
  gtk_widget_set_tooltip_text (self->copy, _("Copy App ID"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Copy App ID"), -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->copy), "s", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->copy), "console.copy");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->app_id), self->copy);
  self->admin = add_row (group, _("Admin"));
  self->state = add_row (group, _("State"));
  self->badge = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_valign (GTK_WIDGET (self->badge), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->badge), "console-badge");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->state), GTK_WIDGET (self->badge));
  return group;
}

static GtkWidget *
notification_row (gpointer item, gpointer user_data)
{
  HubConsoleRow *row = HUB_CONSOLE_ROW (hub_console_row_new (hub_console_item_get_string (item, "text")));
  g_autoptr (GDateTime) time = hub_console_item_dup_time (item, "created_at");

  hub_console_row_set_icon (row, "preferences-system-notifications-symbolic",
                            hub_json_get_boolean (hub_console_item_get_record (item), "read", FALSE) ? NULL
                                                                                                     : "accent");
  hub_console_row_add_time (row, NULL, time);
  return GTK_WIDGET (row);
}

/**
 * hub_overview_page_new:
 * @model: the state to show
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
hub_overview_page_new (HubConsoleModel *model)
{
  HubOverviewPage *self = g_object_new (HUB_TYPE_OVERVIEW_PAGE, "model", model, NULL);
  HubConsolePage *page = HUB_CONSOLE_PAGE (self);
  GtkWidget *me = adw_preferences_group_new ();

  hub_console_page_set_up (page, _("Program"), HUB_CONSOLE_SECTION_APP);
  hub_console_page_add (page, make_program (self));

  self->online = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->online, _("Online Link"));
  gtk_widget_set_visible (GTK_WIDGET (self->online), FALSE);
  hub_console_page_add (page, GTK_WIDGET (self->online));

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (me), _("You"));
  self->me = add_row (me, _("Signed in as"));
  self->may = add_row (me, _("Permissions"));
  hub_console_page_add (page, me);
  hub_console_page_add (page, hub_console_section_new (
                                _("Notifications"), NULL, _("Review results appear here."),
                                hub_console_model_get_list (model, HUB_CONSOLE_LIST_NOTIFICATIONS), notification_row,
                                model));
  g_signal_connect_object (model, "changed", G_CALLBACK (model_changed), self, 0);
  return GTK_WIDGET (self);
}
