/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that changed which version people get: what it was, who did it, and what has become of it. */
#include "hub-release-history.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-table.h"
#include "hub-json.h"
#include "hub-moment.h"
#include "hub-plan.h"
#include "hub-release-buttons.h"

/* Pixels: with nothing to show but words about it; around the rows, of a row, and at most; more rows scroll. */
#define EMPTY 340
#define FRAME 112
#define ROW 48
#define HEIGHT 400

static const struct
{
  const char *id;
  const char *name;
} kinds[] = {
  { "full", N_("Full release") },
  { "phased", N_("Phased release") },
  { "rollback", N_("Rollback") },
  { "redo", N_("Rollback taken back") },
  { "suspend", N_("Service suspended") },
  { "resume", N_("Service resumed") },
};

static char *
dup_kind (HubConsoleItem *item, gpointer user_data)
{
  const char *kind = hub_console_item_get_string (item, "kind");

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].id, kind))
      return g_strdup (_(kinds[i].name));
  return g_strdup (kind);
}

static char *
dup_person (const char *who)
{
  return g_str_equal (who, ":platform") ? g_strdup (_("the plan")) : g_strdup (who);
}

static char *
dup_who (HubConsoleItem *item, gpointer user_data)
{
  return dup_person (hub_console_item_get_string (item, "made_by"));
}

/* How a phased release has ended, or how it stands. */
static char *
dup_state (HubConsoleItem *item, JsonObject *phased)
{
  const char *state = hub_console_item_get_string (item, "state");
  g_autofree char *share = hub_plan_dup_share (hub_plan_get_percentage (phased));
  g_autofree char *by = dup_person (hub_json_get_string (phased, "ended_by", ""));
  g_autofree char *at = hub_moment_read (phased, "ended_at");

  if (g_str_equal (state, "finished"))
    return g_strdup_printf (_("Finished by %s, %s"), by, at);
  if (g_str_equal (state, "cancelled"))
    return g_strdup_printf (_("Cancelled at %s by %s, %s"), share, by, at);
  if (g_str_equal (state, "paused"))
    return g_strdup_printf (_("Paused at %s"), share);
  if (g_str_equal (state, "deciding"))
    return g_strdup_printf (_("At %s, needs a decision"), share);
  return g_strdup_printf (_("Running, at %s"), share);
}

/* With the steps that were planned; all of it is in the cell's tooltip, too. */
static char *
dup_outcome (HubConsoleItem *item, gpointer user_data)
{
  JsonObject *phased = hub_json_get_object (hub_console_item_get_record (item), "phased");
  JsonArray *steps = phased != NULL ? hub_json_get_array (phased, "steps") : NULL;
  g_autoptr (GString) plan = g_string_new (NULL);
  g_autofree char *state = NULL;

  if (phased == NULL)
    return g_strdup ("");
  state = dup_state (item, phased);
  for (guint i = 0; steps != NULL && i < json_array_get_length (steps); i++)
    {
      g_autofree char *share = hub_plan_dup_share (hub_plan_get_percentage (json_array_get_object_element (steps, i)));

      g_string_append_printf (plan, "%s%s", i > 0 ? " → " : "", share);
    }
  /* Translators: how a phased release ended, and its planned steps: "Cancelled at 5 % by ada, today, 10:00 (1 % → 5 % → 100 %)" */
  return g_strdup_printf (_("%s (%s)"), state, plan->str);
}

static GtkWidget *
create_button (HubConsoleItem *item, gpointer user_data)
{
  const char *release_id = hub_console_item_get_string (item, "release_id");
  GtkWidget *button;
  g_autofree char *name = NULL;

  /* A suspension, or what never was for everyone. */
  if (*release_id == '\0')
    return gtk_label_new (NULL);
  button = hub_release_button_new (user_data, _("Roll Back…"), "release.roll-back", release_id);
  name = g_strdup_printf (_("Roll back to %s"), hub_console_item_get_string (item, "version"));

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static const HubConsoleColumn columns[] = {
  { N_("What"), HUB_CONSOLE_COLUMN_TEXT, "kind", dup_kind, NULL, FALSE, 0 },
  { N_("Version"), HUB_CONSOLE_COLUMN_TEXT, "version", NULL, NULL, FALSE, 0 },
  { N_("By"), HUB_CONSOLE_COLUMN_TEXT, "made_by", dup_who, NULL, FALSE, 0 },
  { N_("When"), HUB_CONSOLE_COLUMN_TIME, "made_at", NULL, NULL, FALSE, 100 },
  { N_("Outcome"), HUB_CONSOLE_COLUMN_TEXT, NULL, dup_outcome, NULL, TRUE, 0 },
  { "", HUB_CONSOLE_COLUMN_WIDGET, NULL, NULL, create_button, FALSE, 0 },
};

static void
items_changed (GListModel *items, guint position, guint removed, guint added, GtkWidget *table)
{
  int n = (int) g_list_model_get_n_items (items);

  gtk_widget_set_size_request (table, -1, n == 0 ? EMPTY : CLAMP (FRAME + n * ROW, FRAME + 3 * ROW, HEIGHT));
}

/**
 * hub_release_history_new:
 * @model: the state
 * @history: reads listReleases
 *
 * Returns: (transfer floating): the history as a table, with a button on each version to go back to it
 */
GtkWidget *
hub_release_history_new (HubConsoleModel *model, HubConsoleQuery *history)
{
  GtkWidget *table = hub_console_table_new (hub_console_query_get_items (history), columns, G_N_ELEMENTS (columns), model);

  hub_console_table_set_label (HUB_CONSOLE_TABLE (table), _("History of Releases"));
  hub_console_table_set_query (HUB_CONSOLE_TABLE (table), history, NULL);
  hub_console_table_set_placeholder (HUB_CONSOLE_TABLE (table), "document-open-recent-symbolic", _("Nothing Was Released Yet"),
                                     _("Releases, rollbacks and suspensions appear here, with a way back to each version that was online."));
  g_signal_connect_object (hub_console_query_get_items (history), "items-changed", G_CALLBACK (items_changed), table, 0);
  items_changed (hub_console_query_get_items (history), 0, 0, 0, table);
  return table;
}
