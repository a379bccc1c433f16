/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-versions-page.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "hub-console-section.h"
#include "hub-version-rows.h"
#include "hub-version-table.h"

/* More than these make a table. */
#define FEW 12

struct _HubVersionsPage
{
  HubConsolePage parent_instance;

  GtkWidget *list;              /* the developer versions while they are few, */
  GtkWidget *table;             /* and when they are many */
};

G_DEFINE_FINAL_TYPE (HubVersionsPage, hub_versions_page, HUB_TYPE_CONSOLE_PAGE)

/* A few are read as they stand; many are searched and sorted. */
static void
show_developer_versions (HubVersionsPage *self)
{
  HubConsoleModel *model = hub_console_page_get_model (HUB_CONSOLE_PAGE (self));
  gboolean many = g_list_model_get_n_items (hub_console_model_get_list (model, HUB_CONSOLE_LIST_DEVELOPER)) > FEW;

  gtk_widget_set_visible (self->list, !many);
  gtk_widget_set_visible (self->table, many);
}

static void
hub_versions_page_update (HubConsolePage *page)
{
  HubVersionsPage *self = HUB_VERSIONS_PAGE (page);
  static const HubConsoleList lists[] = { HUB_CONSOLE_LIST_DEVELOPER, HUB_CONSOLE_LIST_TEST,
                                          HUB_CONSOLE_LIST_IN_REVIEW, HUB_CONSOLE_LIST_ONLINE,
                                          HUB_CONSOLE_LIST_HISTORY };
  guint n = 0;

  show_developer_versions (self);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    n += g_list_model_get_n_items (hub_console_model_get_list (hub_console_page_get_model (page), lists[i]));
  if (n > 0)
    hub_console_page_set_empty (page, NULL, NULL, NULL);
  else
    hub_console_page_set_empty (page, "package-x-generic-symbolic", _("No Versions Yet"),
                                _("Press Upload once. Versions appear here, and go on to testers, to review and "
                                  "online."));
}

static void
hub_versions_page_class_init (HubVersionsPageClass *klass)
{
  HUB_CONSOLE_PAGE_CLASS (klass)->update = hub_versions_page_update;
}

static void
hub_versions_page_init (HubVersionsPage *self)
{
}

static void
add_list (HubVersionsPage *self, const char *title, const char *description, const char *nothing,
          HubConsoleList list, GtkListBoxCreateWidgetFunc create)
{
  HubConsoleModel *model = hub_console_page_get_model (HUB_CONSOLE_PAGE (self));
  GtkWidget *section = hub_console_section_new (title, description, nothing,
                                                hub_console_model_get_list (model, list), create, model);

  hub_console_page_add (HUB_CONSOLE_PAGE (self), section);
}

static void
add_developer_versions (HubVersionsPage *self, HubConsoleModel *model)
{
  GListModel *versions = hub_console_model_get_list (model, HUB_CONSOLE_LIST_DEVELOPER);
  g_autoptr (GListModel) few = G_LIST_MODEL (gtk_slice_list_model_new (g_object_ref (versions), 0, FEW));
  const char *title = _("Developer Versions");
  const char *description = _("The latest upload of each developer, and of each upload key");
  GtkWidget *table = hub_version_table_new (model);

  self->list = hub_console_section_new (title, description,
                                        _("Nobody has uploaded a version, or all were deleted. Press Upload to add yours."), few,
                                        hub_version_rows_developer, model);
  self->table = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->table), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->table), description);
  gtk_widget_add_css_class (table, "card");
  gtk_widget_set_overflow (table, GTK_OVERFLOW_HIDDEN);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->table), table);
  gtk_widget_set_visible (self->table, FALSE);
  hub_console_page_add (HUB_CONSOLE_PAGE (self), self->list);
  hub_console_page_add (HUB_CONSOLE_PAGE (self), self->table);
}

/**
 * hub_versions_page_new:
 * @model: the state to show
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
hub_versions_page_new (HubConsoleModel *model)
{
  HubVersionsPage *self = g_object_new (HUB_TYPE_VERSIONS_PAGE, "model", model, NULL);
  GtkWidget *release = gtk_button_new_with_mnemonic (_("_History and Release"));

  hub_console_page_set_up (HUB_CONSOLE_PAGE (self), _("Versions"), HUB_CONSOLE_SECTION_VERSIONS);
  hub_console_page_set_permission (HUB_CONSOLE_PAGE (self), "login");
  add_developer_versions (self, model);
  add_list (self, _("Test Version"), _("What project members and test members open"),
            _("No version was chosen for testers. Choose one of the developer versions."),
            HUB_CONSOLE_LIST_TEST, hub_version_rows_test);
  add_list (self, _("In-Review Version"), _("One version at a time; after the result a new one can be submitted"),
            _("No version is in review."), HUB_CONSOLE_LIST_IN_REVIEW, hub_version_rows_in_review);
  add_list (self, _("Online Version"), _("What everyone gets"),
            _("Nothing is online yet. Submit a version for review; once it is approved, release it."),
            HUB_CONSOLE_LIST_ONLINE, hub_version_rows_online);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (release), "s", "release");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (release), "console.show-page");
  gtk_widget_set_halign (release, GTK_ALIGN_START);
  hub_console_page_add (HUB_CONSOLE_PAGE (self), release);
  return GTK_WIDGET (self);
}
