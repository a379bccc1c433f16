/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-release-page-private.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "hub-adoption-section.h"
#include "hub-console-section.h"
#include "hub-json.h"
#include "hub-plan.h"
#include "hub-release-buttons.h"
#include "hub-release-history.h"
#include "hub-release-rows.h"
#include "hub-why-section.h"

/* Until the platform has said its own; docs/releases.md. */
#define DEFAULT_DAYS 15

G_DEFINE_FINAL_TYPE (HubReleasePage, hub_release_page, HUB_TYPE_CONSOLE_PAGE)

static void
update_plan (HubReleasePage *self)
{
  HubConsoleModel *model = hub_console_page_get_model (HUB_CONSOLE_PAGE (self));
  JsonObject *limits = hub_console_query_get_answer (self->limits);
  g_autofree char *reason = hub_release_dup_reason (model, "release.phased", NULL);

  if (limits != NULL)
    hub_plan_editor_set_days (self->editor, MAX (1, hub_json_get_int (limits, "phased_days", DEFAULT_DAYS)));
  gtk_widget_set_visible (self->plan_card, g_list_model_get_n_items (self->approved) > 0);
  /* Nobody edits a plan that they cannot carry out. */
  gtk_widget_set_visible (GTK_WIDGET (self->editor), reason == NULL);
  gtk_label_set_text (self->plan_reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->plan_reason), reason != NULL);
  self->plan_wanted = self->plan_wanted && reason == NULL && gtk_widget_get_visible (self->plan_card);
}

static char *
dup_suspension (HubConsoleItem *app)
{
  JsonObject *suspension = hub_json_get_object (hub_console_item_get_record (app), "suspension");
  gboolean by_owner = suspension != NULL && hub_json_get_boolean (suspension, "by_owner", FALSE);
  gboolean by_platform = suspension != NULL && hub_json_get_boolean (suspension, "by_platform", FALSE);

  if (by_platform)
    return g_strdup_printf (_("Suspended by the platform’s operator, who alone can resume it: %s"),
                            hub_json_get_string (suspension, "platform_reason", ""));
  if (by_owner)
    return g_strdup_printf (_("Suspended. People who open it read: %s"), hub_json_get_string (suspension, "owner_reason", ""));
  return g_strdup (_("Suspending it shows everyone a notice instead of the program, within a minute, until you resume it. "
                     "The versions stay as they are."));
}

static void
update_service (HubReleasePage *self)
{
  HubConsoleItem *app = hub_console_model_get_app (hub_console_page_get_model (HUB_CONSOLE_PAGE (self)));
  JsonObject *suspension = app != NULL ? hub_json_get_object (hub_console_item_get_record (app), "suspension") : NULL;
  gboolean by_owner = suspension != NULL && hub_json_get_boolean (suspension, "by_owner", FALSE);
  g_autofree char *text = NULL;

  if (app == NULL)
    return;
  text = dup_suspension (app);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->suspension),
                                 suspension != NULL ? _("The Service Is Suspended") : _("Suspend the Service"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->suspension), text);
  gtk_label_set_text (self->notice, text);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), suspension != NULL);
  gtk_widget_set_visible (self->suspend, !by_owner);
  gtk_widget_set_visible (self->resume, by_owner);
}

static void
update_redo (HubReleasePage *self)
{
  g_autoptr (HubConsoleItem) undone = hub_release_page_find_undone (self);
  g_autofree char *label = NULL;

  gtk_widget_set_visible (self->redo, undone != NULL);
  if (undone == NULL)
    return;
  label = g_strdup_printf (_("_Take Rollback to %s Back…"), hub_console_item_get_string (undone, "version"));
  gtk_button_set_label (GTK_BUTTON (self->redo), label);
  gtk_button_set_use_underline (GTK_BUTTON (self->redo), TRUE);
}

static void
hub_release_page_update (HubConsolePage *page)
{
  HubReleasePage *self = HUB_RELEASE_PAGE (page);

  update_plan (self);
  update_service (self);
  update_redo (self);
  hub_release_page_update_actions (self);
}

static void
app_changed (HubConsoleModel *model, guint section, HubReleasePage *self)
{
  if (section == HUB_CONSOLE_SECTION_APP)
    update_service (self);
}

static void
hub_release_page_dispose (GObject *object)
{
  g_clear_object (&HUB_RELEASE_PAGE (object)->approved);
  G_OBJECT_CLASS (hub_release_page_parent_class)->dispose (object);
}

static void
hub_release_page_class_init (HubReleasePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_release_page_dispose;
  HUB_CONSOLE_PAGE_CLASS (klass)->update = hub_release_page_update;
  hub_release_page_install_actions (GTK_WIDGET_CLASS (klass));
}

static void
hub_release_page_init (HubReleasePage *self)
{
}

static gboolean
is_approved (gpointer item, gpointer user_data)
{
  return g_str_equal (hub_console_item_get_string (item, "state"), "approved");
}

static GtkWidget *
make_plan (HubReleasePage *self, HubConsoleModel *model)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->editor = HUB_PLAN_EDITOR (hub_plan_editor_new (DEFAULT_DAYS));
  g_signal_connect_object (self->editor, "changed", G_CALLBACK (hub_release_page_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "map", G_CALLBACK (hub_release_page_plan_mapped), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  self->plan_reason = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->plan_reason, TRUE);
  gtk_label_set_xalign (self->plan_reason, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->plan_reason), "dim-label");
  self->plan_start = hub_release_button_new (model, _("Release in _Phases…"), "release.phased", NULL);
  gtk_widget_set_margin_start (self->plan_start, 12);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->editor));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->plan_reason));
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "console-card");
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Release in Phases"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _("A growing share of the people gets it, step by step; the others keep the "
                                           "version they have."));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), self->plan_start);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), box);
  self->plan_card = group;
  return group;
}

static GtkWidget *
make_history (HubReleasePage *self, HubConsoleModel *model)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *table = hub_release_history_new (model, self->events);

  self->redo = hub_release_button_new (model, "", "release.redo", NULL);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("History of Releases"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _("Releases in full and in phases, rollbacks and suspensions. Any version that was for "
                                           "everyone can be put online again."));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), self->redo);
  gtk_widget_add_css_class (table, "card");
  gtk_widget_set_overflow (table, GTK_OVERFLOW_HIDDEN);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), table);
  return group;
}

static GtkWidget *
make_service (HubReleasePage *self, HubConsoleModel *model)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *removal = adw_action_row_new ();
  GtkWidget *remove = hub_release_button_new (model, _("Re_move…"), "release.remove", NULL);

  self->suspend = hub_release_button_new (model, _("S_uspend…"), "release.suspend", NULL);
  self->resume = hub_release_button_new (model, _("Res_ume…"), "release.resume-service", NULL);
  self->suspension = adw_action_row_new ();
  /* A reason is typed by people: never markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->suspension), FALSE);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->suspension), 0);
  gtk_widget_add_css_class (self->suspend, "destructive-action");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->suspension), self->suspend);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->suspension), self->resume);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (removal), _("Remove the Program"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (removal),
                               _("Takes it offline for good: nobody finds or opens it any more, only the audit trail stays. "
                                 "This cannot be undone."));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (removal), 0);
  gtk_widget_add_css_class (remove, "destructive-action");
  adw_action_row_add_suffix (ADW_ACTION_ROW (removal), remove);
  adw_preferences_group_set_title (group, _("Service"));
  adw_preferences_group_set_description (group, _("Both ask for your password."));
  adw_preferences_group_add (group, self->suspension);
  adw_preferences_group_add (group, removal);
  return GTK_WIDGET (group);
}

static void
add_queries (HubReleasePage *self, HubConsoleModel *model)
{
  static const char * const none[] = { NULL };
  static const char * const switches[] = { "createRelease", "raiseGrayRelease", "revertCodeRelease", "redoCodeRelease", NULL };
  static const char * const events[] = { "createRelease", "raiseGrayRelease", "pauseGrayRelease", "resumeGrayRelease",
                                         "revertGrayRelease", "askReleaseDecision", "revertCodeRelease", "redoCodeRelease",
                                         "setVisitStatus", NULL };

  self->limits = hub_console_query_new (model, HUB_CONSOLE_QUERY_OBJECT, "getLimits", none);
  hub_console_query_set_global (self->limits);
  self->history = hub_console_query_new (model, HUB_CONSOLE_QUERY_LIST, "getHistoryVersion", switches);
  hub_console_page_add_query (HUB_CONSOLE_PAGE (self), self->limits);
  self->events = hub_console_query_new (model, HUB_CONSOLE_QUERY_LIST, "listReleases", events);
  hub_console_page_add_query (HUB_CONSOLE_PAGE (self), self->history);
  hub_console_page_add_query (HUB_CONSOLE_PAGE (self), self->events);
}

static void
add_list (HubReleasePage *self, const char *title, const char *description, const char *nothing, GListModel *list,
          GtkListBoxCreateWidgetFunc create)
{
  HubConsoleModel *model = hub_console_page_get_model (HUB_CONSOLE_PAGE (self));
  GtkWidget *section = hub_console_section_new (title, description, nothing != NULL ? nothing : "", list, create, model);

  if (nothing == NULL)
    hub_console_section_hide_when_empty (section, list);
  hub_console_page_add (HUB_CONSOLE_PAGE (self), section);
}

/**
 * hub_release_page_new:
 * @model: the state to show
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
hub_release_page_new (HubConsoleModel *model)
{
  HubReleasePage *self = g_object_new (HUB_TYPE_RELEASE_PAGE, "model", model, NULL);
  HubConsolePage *page = HUB_CONSOLE_PAGE (self);

  hub_console_page_set_up (page, _("Release"), HUB_CONSOLE_SECTION_VERSIONS);
  hub_console_page_set_permission (page, "login");
  add_queries (self, model);
  self->approved = G_LIST_MODEL (gtk_filter_list_model_new (
    g_object_ref (hub_console_model_get_list (model, HUB_CONSOLE_LIST_IN_REVIEW)),
    GTK_FILTER (gtk_custom_filter_new (is_approved, NULL, NULL))));
  self->notice = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->notice, TRUE);
  gtk_label_set_xalign (self->notice, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->notice), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self->notice), "console-card");
  gtk_widget_add_css_class (GTK_WIDGET (self->notice), "warning");
  gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
  hub_console_page_add (page, GTK_WIDGET (self->notice));
  add_list (self, _("Waiting to Be Released"), _("The version that passed the review"),
            _("No approved version waits. Submit a developer version for review; once it is approved it is released here."),
            self->approved, hub_release_rows_approved);
  hub_console_page_add (page, make_plan (self, model));
  add_list (self, _("Phased Release"), _("On its way to everyone"), NULL,
            hub_console_model_get_list (model, HUB_CONSOLE_LIST_PHASED), hub_release_rows_phased);
  add_list (self, _("Online Version"), _("What everyone gets, apart from a phased release"), NULL,
            hub_console_model_get_list (model, HUB_CONSOLE_LIST_ONLINE), hub_release_rows_online);
  hub_console_page_add (page, hub_adoption_section_new (model));
  hub_console_page_add (page, make_history (self, model));
  hub_console_page_add (page, hub_why_section_new (model));
  hub_console_page_add (page, make_service (self, model));
  g_signal_connect_object (model, "changed", G_CALLBACK (app_changed), self, 0);
  g_signal_connect_object (model, "busy-changed", G_CALLBACK (hub_release_page_update_actions), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
