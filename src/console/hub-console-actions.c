/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-view-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-permission-hint.h"
#include "hub-release-page.h"
#include "hub-review-page.h"

static void
run (HubConsoleView *self, HubConsoleChange *change)
{
  hub_console_view_run (self, change, NULL, NULL, NULL);
}

/* @change: (transfer full) */
static void
confirm (HubConsoleView *self, HubConsoleChange *change, const char *heading, const char *body, const char *verb,
         AdwResponseAppearance appearance)
{
  hub_console_confirm (GTK_WIDGET (self), change, heading, body, verb, appearance);
}

static void
refresh_action (GtkWidget *widget, const char *name, GVariant *target)
{
  hub_console_model_reload (HUB_CONSOLE_VIEW (widget)->model, FALSE);
  g_signal_emit_by_name (widget, "refreshing");
}

static void
try_now_action (GtkWidget *widget, const char *name, GVariant *target)
{
  hub_console_model_try_now (HUB_CONSOLE_VIEW (widget)->model);
  g_signal_emit_by_name (widget, "refreshing");
}

static void
sign_in_action (GtkWidget *widget, const char *name, GVariant *target)
{
  g_signal_emit_by_name (widget, "sign-in");
}

/* "" is the queue of a reviewer, which is of no program. */
static void
open_program_action (GtkWidget *widget, const char *name, GVariant *target)
{
  HubConsoleView *self = HUB_CONSOLE_VIEW (widget);
  const char *app_id = g_variant_get_string (target, NULL);

  if (*app_id != '\0')
    {
      g_signal_emit_by_name (self, "chosen", app_id);
      return;
    }
  gtk_stack_set_visible_child_name (self->main, "program");
  hub_console_view_show_page (self, "reviews");
}

static void
choose_program_action (GtkWidget *widget, const char *name, GVariant *target)
{
  HubConsoleView *self = HUB_CONSOLE_VIEW (widget);

  g_signal_emit_by_name (self, "chosen", NULL);
  hub_console_view_show_page (self, "overview");
  gtk_stack_set_visible_child_name (self->main, "chooser");
}

static void
next_page_action (GtkWidget *widget, const char *name, GVariant *target)
{
  hub_console_view_step (HUB_CONSOLE_VIEW (widget), 1);
}

static void
previous_page_action (GtkWidget *widget, const char *name, GVariant *target)
{
  hub_console_view_step (HUB_CONSOLE_VIEW (widget), -1);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *target)
{
  adw_leaflet_navigate (HUB_CONSOLE_VIEW (widget)->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static void
show_page_action (GtkWidget *widget, const char *name, GVariant *target)
{
  hub_console_view_lead_to (HUB_CONSOLE_VIEW (widget), g_variant_get_string (target, NULL));
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *target)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), g_variant_get_string (target, NULL));
  hub_console_view_toast (HUB_CONSOLE_VIEW (widget), _("Copied to the clipboard"));
}

static void
open_link_action (GtkWidget *widget, const char *name, GVariant *target)
{
  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (widget)), g_variant_get_string (target, NULL), GDK_CURRENT_TIME);
}

static void
open_in_simulator_action (GtkWidget *widget, const char *name, GVariant *target)
{
  g_signal_emit_by_name (widget, "open-in-simulator", g_variant_get_string (target, NULL));
}

/* The form knows what else is told with it. */
static void
submit_review_action (GtkWidget *widget, const char *name, GVariant *target)
{
  HubConsoleView *self = HUB_CONSOLE_VIEW (widget);

  hub_review_page_choose_version (HUB_REVIEW_PAGE (gtk_stack_get_child_by_name (self->stack, "review")),
                                  g_variant_get_string (target, NULL));
  hub_console_view_show_page (self, "review");
}

/* Where no project is open that has the place, its path is still good for something. */
static void
open_location_action (GtkWidget *widget, const char *name, GVariant *target)
{
  HubConsoleView *self = HUB_CONSOLE_VIEW (widget);
  g_autofree char *text = NULL;
  const char *place;
  gboolean shown = FALSE;
  guint line;

  g_variant_get (target, "(&su)", &place, &line);
  g_signal_emit_by_name (self, "open-location", place, line, &shown);
  if (shown)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), place);
  text = g_strdup_printf (_("%s is in no open project; its path was copied"), place);
  hub_console_view_toast (self, text);
}

static void
withdraw_review_action (GtkWidget *widget, const char *name, GVariant *target)
{
  confirm (HUB_CONSOLE_VIEW (widget), hub_console_change_withdraw_review (), _("Withdraw the Version from Review?"),
           _("It can be submitted again, and then waits in the queue anew. The number of withdrawals a day and a "
             "month is limited."),
           _("_Withdraw"), ADW_RESPONSE_DESTRUCTIVE);
}

static void
release_action (GtkWidget *widget, const char *name, GVariant *target)
{
  hub_release_confirm_full (widget, HUB_CONSOLE_VIEW (widget)->model, g_variant_get_string (target, NULL));
}

/* The Release page has the plan of the version that is approved: there is one at most. */
static void
plan_release_action (GtkWidget *widget, const char *name, GVariant *target)
{
  HubConsoleView *self = HUB_CONSOLE_VIEW (widget);

  if (hub_console_view_show_page (self, "release"))
    gtk_widget_activate_action (gtk_stack_get_visible_child (self->stack), "release.edit-plan", NULL);
}

static void
set_test_version_action (GtkWidget *widget, const char *name, GVariant *target)
{
  g_autoptr (HubConsoleChange) change = NULL;
  const char *id, *mode;

  g_variant_get (target, "(&s&s)", &id, &mode);
  change = hub_console_change_set_test_version (id, mode);
  run (HUB_CONSOLE_VIEW (widget), change);
}

static void
end_test_version_action (GtkWidget *widget, const char *name, GVariant *target)
{
  confirm (HUB_CONSOLE_VIEW (widget), hub_console_change_end_test_version (), _("End the Test Version?"),
           _("Its link stops working until another version is chosen. The developer version stays."), _("_End"),
           ADW_RESPONSE_DESTRUCTIVE);
}

static void
delete_version_action (GtkWidget *widget, const char *name, GVariant *target)
{
  HubConsoleView *self = HUB_CONSOLE_VIEW (widget);
  const char *id = g_variant_get_string (target, NULL);
  g_autoptr (HubConsoleItem) version = hub_console_model_find (self->model, HUB_CONSOLE_LIST_DEVELOPER, "id", id);
  g_autofree char *heading = NULL;

  if (version == NULL)
    return;
  heading = g_strdup_printf (_("Delete the Developer Version %s of %s?"),
                             hub_console_item_get_string (version, "version"),
                             hub_console_item_get_string (version, "developer"));
  confirm (self, hub_console_change_delete_version (id), heading,
           _("The in-review and the online version stay as they are."), _("_Delete"), ADW_RESPONSE_DESTRUCTIVE);
}

/* What an action takes, apart from no other change being under way. */
static const struct
{
  const char *name;
  const char *parameter;
  GtkWidgetActionActivateFunc activate;
  const char *permission;       /* (nullable) */
  enum { ANYTIME, CHANGES, SUBMITS } kind;
} actions[] = {
  { "console.refresh", NULL, refresh_action },
  { "console.try-now", NULL, try_now_action },
  { "console.sign-in", NULL, sign_in_action },
  { "console.open-program", "s", open_program_action },
  { "console.choose-program", NULL, choose_program_action },
  { "console.next-page", NULL, next_page_action },
  { "console.previous-page", NULL, previous_page_action },
  { "console.back", NULL, back_action },
  { "console.show-page", "s", show_page_action },
  { "console.copy", "s", copy_action },
  { "console.open-link", "s", open_link_action },
  { "console.open-in-simulator", "s", open_in_simulator_action },
  { "console.open-location", "(su)", open_location_action },
  { "console.submit-review", "s", submit_review_action, "development-management", SUBMITS },
  { "console.withdraw-review", NULL, withdraw_review_action, "development-management", CHANGES },
  { "console.release", "s", release_action, "development-management", CHANGES },
  { "console.plan-release", NULL, plan_release_action, "development-management", CHANGES },
  { "console.set-test-version", "(ss)", set_test_version_action, "development-management", CHANGES },
  { "console.end-test-version", NULL, end_test_version_action, "development-management", CHANGES },
  { "console.delete-version", "s", delete_version_action, "developer", CHANGES },
};

void
hub_console_view_install_actions (GtkWidgetClass *klass)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (klass, actions[i].name, actions[i].parameter, actions[i].activate);
}

/* Wherever the focus is, while the console is in sight. */
void
hub_console_view_add_shortcuts (HubConsoleView *self)
{
  static const struct { const char *keys; const char *action; } shortcuts[] = {
    { "<Control>r|F5", "console.refresh" },
    { "<Alt>Down|<Control>Page_Down", "console.next-page" },
    { "<Alt>Up|<Control>Page_Up", "console.previous-page" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_GLOBAL);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (shortcuts[i].keys),
                                                            gtk_named_action_new (shortcuts[i].action)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

/* The platform decides; this only spares people a refusal they can foresee. */
void
hub_console_view_update_actions (HubConsoleView *self)
{
  gboolean busy = hub_console_model_is_busy (self->model);
  g_autoptr (HubConsoleItem) pending = hub_console_model_find (self->model, HUB_CONSOLE_LIST_IN_REVIEW, "state",
                                                               "pending");
  g_autoptr (HubConsoleItem) taken = hub_console_model_find (self->model, HUB_CONSOLE_LIST_IN_REVIEW, "state",
                                                             "in_review");

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gboolean may = actions[i].permission == NULL || hub_console_model_may (self->model, actions[i].permission);

      if (actions[i].kind == SUBMITS && (pending != NULL || taken != NULL))
        may = FALSE;
      hub_permission_hint_enable (GTK_WIDGET (self), actions[i].name,
                                     actions[i].kind == ANYTIME || (may && !busy));
    }
}
