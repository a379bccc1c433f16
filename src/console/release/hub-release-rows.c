/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-release-rows.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-model.h"
#include "hub-console-row.h"
#include "hub-json.h"
#include "hub-link-box.h"
#include "hub-moment.h"
#include "hub-plan-curve.h"
#include "hub-plan.h"
#include "hub-release-buttons.h"

static const struct
{
  const char *id;
  const char *name;
  const char *style;
} states[] = {
  { "running", N_("Running"), "accent" },
  { "paused", N_("Paused"), "warning" },
  { "deciding", N_("Needs a decision"), "error" },
};

static HubConsoleRow *
row_new (HubConsoleItem *item, const char *icon_name, const char *style)
{
  HubConsoleRow *row = HUB_CONSOLE_ROW (hub_console_row_new (hub_console_item_get_string (item, "version")));
  const char *remarks = hub_console_item_get_string (item, "remarks");

  hub_console_row_set_icon (row, icon_name, style);
  if (*remarks != '\0')
    hub_console_row_add_detail (row, remarks);
  return row;
}

static void
add_release (HubConsoleRow *row, HubConsoleItem *item)
{
  g_autoptr (GDateTime) time = hub_console_item_dup_time (item, "released_at");
  g_autofree char *text = g_strdup_printf (_("released by %s"), hub_console_item_get_string (item, "released_by"));

  hub_console_row_add_time (row, text, time);
}

GtkWidget *
hub_release_rows_approved (gpointer item, gpointer user_data)
{
  HubConsoleRow *row = row_new (item, "emblem-ok-symbolic", "success");
  GtkWidget *button = hub_release_button_new (user_data, _("Release to _Everyone…"), "release.full",
                                              hub_console_item_get_string (item, "id"));
  g_autoptr (GDateTime) time = hub_console_item_dup_time (item, "decided_at");
  g_autofree char *submitted = g_strdup_printf (_("submitted by %s"), hub_console_item_get_string (item, "submitted_by"));
  g_autofree char *approved = g_strdup_printf (_("approved by %s"), hub_console_item_get_string (item, "decided_by"));

  hub_console_row_add_badge (row, _("Approved"), "success");
  hub_console_row_add_fact (row, submitted);
  hub_console_row_add_time (row, approved, time);
  gtk_widget_add_css_class (button, "suggested-action");
  hub_console_row_add_action (row, button);
  return GTK_WIDGET (row);
}

static GtkWidget *
curve_new (HubConsoleItem *item, JsonObject *phased)
{
  GtkWidget *curve = hub_plan_curve_new ();
  JsonArray *steps = hub_json_get_array (phased, "steps");
  g_autoptr (GArray) plan = g_array_new (FALSE, FALSE, sizeof (HubPlanStep));
  g_autoptr (GDateTime) begin = hub_console_item_dup_time (item, "released_at");
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  for (guint i = 0; steps != NULL && i < json_array_get_length (steps); i++)
    {
      JsonObject *from = json_array_get_object_element (steps, i);
      g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (hub_json_get_string (from, "at", ""), NULL);
      HubPlanStep step = { (guint) (hub_plan_get_percentage (from) * 100 + 0.5), 0,
                           time != NULL ? g_date_time_to_unix (time) : HUB_PLAN_NO_MOMENT };

      g_array_append_val (plan, step);
    }
  hub_plan_curve_set_plan (HUB_PLAN_CURVE (curve), plan, begin != NULL ? g_date_time_to_unix (begin) : now);
  hub_plan_curve_set_now (HUB_PLAN_CURVE (curve), now, (guint) (hub_plan_get_percentage (phased) * 100 + 0.5));
  return curve;
}

static GtkWidget *
level_new (double percentage, const char *text)
{
  GtkWidget *level = gtk_level_bar_new_for_interval (0, 100);

  gtk_level_bar_set_value (GTK_LEVEL_BAR (level), percentage);
  for (guint i = 0; i < 3; i++)
    {
      const char *offsets[] = { GTK_LEVEL_BAR_OFFSET_LOW, GTK_LEVEL_BAR_OFFSET_HIGH, GTK_LEVEL_BAR_OFFSET_FULL };

      /* How far a release has come is neither good nor bad. */
      gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (level), offsets[i]);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (level), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_margin_top (level, 6);
  return level;
}

/* What comes next, by itself or by a person. */
static char *
dup_outlook (JsonObject *phased, const char *state)
{
  JsonObject *next = hub_json_get_object (phased, "next");
  g_autofree char *end = hub_moment_read (phased, "decide_by");
  g_autofree char *share = next != NULL ? hub_plan_dup_share (hub_plan_get_percentage (next)) : NULL;
  g_autofree char *at = hub_moment_read (next, "at");

  if (g_str_equal (state, "paused"))
    return g_strdup (_("Paused: who has it keeps it, nobody else gets it. When it is resumed, each step that is left comes "
                       "later by as long as it was paused."));
  if (g_str_equal (state, "deciding"))
    return g_strdup (_("It has run as long as a phased release may: bring it to everyone, or cancel it."));
  if (next != NULL)
    return g_strdup_printf (_("Next step: %s, %s"), share, at);
  return g_strdup_printf (_("No step is left: raise it, make it full or cancel it, at the latest %s"), end);
}

static GtkWidget *
buttons_new (HubConsoleModel *model, const char *state)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *raise = hub_release_button_new (model, _("_Raise…"), "release.raise", NULL);
  GtkWidget *full = hub_release_button_new (model, _("Make _Full…"), "release.make-full", NULL);
  GtkWidget *cancel = hub_release_button_new (model, _("_Cancel Release…"), "release.cancel", NULL);

  if (g_str_equal (state, "paused"))
    gtk_box_append (GTK_BOX (box), hub_release_button_new (model, _("Re_sume…"), "release.resume", NULL));
  else if (g_str_equal (state, "running"))
    gtk_box_append (GTK_BOX (box), hub_release_button_new (model, _("_Pause"), "release.pause", NULL));
  if (!g_str_equal (state, "deciding"))
    gtk_box_append (GTK_BOX (box), raise);
  else
    g_object_unref (g_object_ref_sink (raise));
  gtk_box_append (GTK_BOX (box), full);
  gtk_widget_add_css_class (cancel, "destructive-action");
  gtk_box_append (GTK_BOX (box), cancel);
  gtk_widget_set_margin_top (box, 6);
  return box;
}

GtkWidget *
hub_release_rows_phased (gpointer item, gpointer user_data)
{
  HubConsoleRow *row = row_new (item, "media-seek-forward-symbolic", "accent");
  JsonObject *phased = hub_json_get_object (hub_console_item_get_record (item), "phased");
  const char *state = hub_console_item_get_string (item, "state");
  g_autofree char *share = NULL;
  g_autofree char *reached = NULL;
  g_autofree char *outlook = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].id, state))
      hub_console_row_add_badge (row, _(states[i].name), states[i].style);
  if (phased == NULL)
    return GTK_WIDGET (row);
  share = hub_plan_dup_share (hub_plan_get_percentage (phased));
  reached = g_strdup_printf (_("%s of the people have it, and all members"), share);
  outlook = dup_outlook (phased, state);
  gtk_widget_add_css_class (hub_console_row_add_detail (row, reached), "title-4");
  hub_console_row_add_detail (row, outlook);
  add_release (row, item);
  hub_console_row_add_below (row, level_new (hub_plan_get_percentage (phased), reached));
  hub_console_row_add_below (row, curve_new (item, phased));
  hub_console_row_add_below (row, buttons_new (user_data, state));
  return GTK_WIDGET (row);
}

GtkWidget *
hub_release_rows_online (gpointer item, gpointer user_data)
{
  HubConsoleRow *row = row_new (item, "emblem-ok-symbolic", "success");
  const char *url = hub_console_item_get_string (item, "url");

  add_release (row, item);
  if (*url != '\0')
    hub_console_row_add_below (row, hub_link_box_new (url, _("Opens the online version, for everyone")));
  return GTK_WIDGET (row);
}
