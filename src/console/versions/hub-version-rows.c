/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-version-rows.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-model.h"
#include "hub-console-row.h"
#include "hub-json.h"
#include "hub-link-box.h"
#include "hub-permission-hint.h"
#include "hub-review-state.h"
#include "hub-version-buttons.h"

#define MANAGE "development-management"

static HubConsoleRow *
row_new (HubConsoleItem *item)
{
  HubConsoleRow *row = HUB_CONSOLE_ROW (hub_console_row_new (hub_console_item_get_string (item, "version")));
  const char *remarks = hub_console_item_get_string (item, "remarks");

  if (*remarks != '\0')
    hub_console_row_add_detail (row, remarks);
  return row;
}

static void
add_time (HubConsoleRow *row, const char *before, HubConsoleItem *item, const char *member)
{
  g_autoptr (GDateTime) time = hub_console_item_dup_time (item, member);

  hub_console_row_add_time (row, before, time);
}

static void
add_size (HubConsoleRow *row, HubConsoleItem *item)
{
  g_autofree char *size = hub_console_item_dup_size (item);

  if (size != NULL)
    hub_console_row_add_fact (row, size);
}

static void
add_link (HubConsoleRow *row, HubConsoleItem *item, const char *what)
{
  const char *url = hub_console_item_get_string (item, "url");

  if (*url != '\0')
    hub_console_row_add_below (row, hub_link_box_new (url, what));
}

static void
add_buttons (HubConsoleRow *row, HubConsoleItem *item, HubConsoleModel *model)
{
  GtkWidget *open = hub_version_open_button_new ();
  GtkWidget *qr = hub_version_qr_button_new (), *submit = hub_version_submit_button_new (model, TRUE);
  GtkWidget *test = hub_version_test_button_new (FALSE), *delete = hub_version_delete_button_new ();

  hub_version_open_button_fill (open, item, model);
  hub_version_qr_button_fill (qr, item);
  hub_version_submit_button_fill (submit, item, model);
  hub_version_test_button_fill (test, item, model);
  hub_version_delete_button_fill (delete, item, model);
  hub_console_row_add_action (row, open);
  hub_console_row_add_action (row, qr);
  hub_console_row_add_action (row, submit);
  hub_console_row_add_action (row, test);
  hub_console_row_add_action (row, delete);
}

GtkWidget *
hub_version_rows_developer (gpointer item, gpointer user_data)
{
  HubConsoleModel *model = user_data;
  HubConsoleRow *row = row_new (item);
  g_autofree char *who = hub_version_dup_who (item);

  hub_console_row_set_avatar (row, hub_console_item_get_string (item, "developer"));
  if (hub_json_get_boolean (hub_console_item_get_record (item), "is_test", FALSE))
    hub_console_row_add_badge (row, _("Test version"), "accent");
  hub_console_row_add_fact (row, who);
  add_size (row, item);
  add_time (row, NULL, item, "uploaded_at");
  add_buttons (row, item, model);
  return GTK_WIDGET (row);
}

GtkWidget *
hub_version_rows_test (gpointer item, gpointer user_data)
{
  HubConsoleModel *model = user_data;
  HubConsoleRow *row = row_new (item);
  const char *developer = hub_console_item_get_string (item, "developer");
  GtkWidget *end;

  hub_console_row_set_icon (row, "phone-symbolic", "accent");
  if (g_str_equal (hub_console_item_get_string (item, "mode"), "pin"))
    {
      g_autofree char *text = g_strdup_printf (_("stays at this upload of %s"), developer);

      hub_console_row_add_fact (row, text);
    }
  else
    {
      g_autofree char *text = g_strdup_printf (_("follows the uploads of %s"), developer);

      hub_console_row_add_fact (row, text);
    }
  add_link (row, item, _("Opens the test version, for members"));
  end = hub_console_row_add_button (row, _("_End"), "console.end-test-version", NULL);
  gtk_widget_set_tooltip_text (end, _("End the test version: its link stops working"));
  hub_permission_hint_apply (end, model, MANAGE);
  return GTK_WIDGET (row);
}

static void
add_decision (HubConsoleRow *row, HubConsoleItem *item, const char *state)
{
  g_autofree char *by = NULL;

  if (g_str_equal (state, "approved"))
    by = g_strdup_printf (_("approved by %s"), hub_console_item_get_string (item, "decided_by"));
  else if (g_str_equal (state, "rejected"))
    by = g_strdup_printf (_("rejected by %s"), hub_console_item_get_string (item, "decided_by"));
  else
    return;
  add_time (row, by, item, "decided_at");
}

GtkWidget *
hub_version_rows_in_review (gpointer item, gpointer user_data)
{
  HubConsoleModel *model = user_data;
  HubConsoleRow *row = row_new (item);
  const char *state = hub_console_item_get_string (item, "state");
  const char *reason = hub_console_item_get_string (item, "reason");
  g_autofree char *submitted = g_strdup_printf (_("submitted by %s"),
                                                hub_console_item_get_string (item, "submitted_by"));
  GtkWidget *button;

  hub_console_row_set_icon (row, hub_review_state_get_icon (state), hub_review_state_get_style (state));
  hub_console_row_add_badge (row, hub_review_state_get_name (state), hub_review_state_get_style (state));
  if (g_str_equal (state, "rejected") && *reason != '\0')
    {
      g_autofree char *text = g_strdup_printf (_("Reason: %s"), reason);
      GtkWidget *label = hub_console_row_add_detail (row, text);

      gtk_label_set_lines (GTK_LABEL (label), -1);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
      gtk_label_set_selectable (GTK_LABEL (label), TRUE);
      gtk_widget_add_css_class (label, "error");
    }
  add_size (row, item);
  add_time (row, submitted, item, "submitted_at");
  add_decision (row, item, state);

  if (g_str_equal (state, "pending") || g_str_equal (state, "in_review"))
    {
      button = hub_console_row_add_button (row, _("_Withdraw…"), "console.withdraw-review", NULL);
      hub_permission_hint_apply (button, model, MANAGE);
    }
  else if (g_str_equal (state, "approved"))
    {
      button = hub_console_row_add_button (row, _("_Release…"), "console.release",
                                           hub_console_item_get_string (item, "id"));
      gtk_widget_add_css_class (button, "suggested-action");
      hub_permission_hint_apply (button, model, MANAGE);
      button = hub_console_row_add_button (row, _("In _Phases…"), "console.plan-release", NULL);
      hub_permission_hint_apply (button, model, MANAGE);
    }
  return GTK_WIDGET (row);
}

GtkWidget *
hub_version_rows_online (gpointer item, gpointer user_data)
{
  HubConsoleRow *row = row_new (item);
  g_autofree char *by = g_strdup_printf (_("released by %s"), hub_console_item_get_string (item, "released_by"));

  hub_console_row_set_icon (row, "emblem-ok-symbolic", "success");
  hub_console_row_add_badge (row, _("Online"), "success");
  add_time (row, by, item, "released_at");
  add_link (row, item, _("Opens the online version, for everyone"));
  return GTK_WIDGET (row);
}
