/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-versions-page.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-section.h"
#include "hub-version-rows.h"

struct _HubVersionsPage
{
  HubConsolePage parent_instance;
};

G_DEFINE_FINAL_TYPE (HubVersionsPage, hub_versions_page, HUB_TYPE_CONSOLE_PAGE)

static void
hub_versions_page_update (HubConsolePage *page)
{
  static const HubConsoleList lists[] = { HUB_CONSOLE_LIST_DEVELOPER, HUB_CONSOLE_LIST_TEST,
                                          HUB_CONSOLE_LIST_IN_REVIEW, HUB_CONSOLE_LIST_ONLINE,
                                          HUB_CONSOLE_LIST_HISTORY };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    n += g_list_model_get_n_items (hub_console_model_get_list (hub_console_page_get_model (page), lists[i]));
  if (n > 0)
    hub_console_page_set_empty (page, NULL, NULL, NULL);
  else
    hub_console_page_set_empty (page, "package-x-generic-symbolic", _("No Versions Yet"),
                                _("Press Upload once and the versions appear here: from there they go to testers, "
                                  "to review and online."));
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

static GtkWidget *
add_list (HubVersionsPage *self, const char *title, const char *description, const char *nothing,
          HubConsoleList list, GtkListBoxCreateWidgetFunc create)
{
  HubConsoleModel *model = hub_console_page_get_model (HUB_CONSOLE_PAGE (self));
  GtkWidget *section = hub_console_section_new (title, description, nothing,
                                                hub_console_model_get_list (model, list), create, model);

  hub_console_page_add (HUB_CONSOLE_PAGE (self), section);
  return section;
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
  GtkWidget *history;

  hub_console_page_set_up (HUB_CONSOLE_PAGE (self), _("Versions"), HUB_CONSOLE_SECTION_VERSIONS);
  add_list (self, _("Developer Versions"), _("The latest upload of each developer"),
            _("Nobody has uploaded a version, or all were deleted. Press Upload to add yours."),
            HUB_CONSOLE_LIST_DEVELOPER, hub_version_rows_developer);
  add_list (self, _("Test Version"), _("What project members and test members open"),
            _("No version was chosen for testers. Choose one of the developer versions."),
            HUB_CONSOLE_LIST_TEST, hub_version_rows_test);
  add_list (self, _("In-Review Version"), _("One version at a time; after the result a new one can be submitted"),
            _("No version is in review."), HUB_CONSOLE_LIST_IN_REVIEW, hub_version_rows_in_review);
  add_list (self, _("Online Version"), _("What everyone gets"),
            _("Nothing is online yet. Submit a version for review; once it is approved, release it."),
            HUB_CONSOLE_LIST_ONLINE, hub_version_rows_online);
  history = add_list (self, _("Releases"), NULL, "", HUB_CONSOLE_LIST_HISTORY, hub_version_rows_release);
  hub_console_section_hide_when_empty (history, hub_console_model_get_list (model, HUB_CONSOLE_LIST_HISTORY));
  return GTK_WIDGET (self);
}
