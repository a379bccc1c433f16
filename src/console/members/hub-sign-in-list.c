/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who asks to be let in to the program's Console, for its admin. */
#include "hub-members-page-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-column.h"
#include "hub-console-stamp.h"
#include "hub-console-table.h"
#include "hub-member-cells.h"

static gboolean
is_in_state (HubConsoleItem *item, const char *state)
{
  return g_str_equal (hub_console_item_get_string (item, "state"), state);
}

static char *
dup_person (HubConsoleItem *item, gpointer user_data)
{
  return hub_member_cell_dup_person (item);
}

static GtkWidget *
person_new (HubConsoleItem *item, gpointer user_data)
{
  GtkWidget *cell = hub_member_cell_make_person ();

  hub_member_cell_fill_person (cell, item, HUB_MEMBERS_PAGE (user_data)->model);
  return cell;
}

/* Sorted by the time, and found by where it came from. */
static char *
dup_asked (HubConsoleItem *item, gpointer user_data)
{
  g_autofree char *origin = hub_member_cell_dup_origin (item);

  return g_strdup_printf ("%s %s", hub_console_item_get_string (item, "created_at"), origin);
}

/* In two lines: the table has rows of one height. */
static GtkWidget *
lines_new (const char *text)
{
  GtkWidget *label = hub_console_column_make_text (0);

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_width_chars (GTK_LABEL (label), 9);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  return label;
}

static GtkWidget *
message_new (HubConsoleItem *item, gpointer user_data)
{
  return lines_new (hub_console_item_get_string (item, "message"));
}

/* Whoever asks chooses how the client is called, so it stands behind what the platform saw itself. */
static GtkWidget *
asked_new (HubConsoleItem *item, gpointer user_data)
{
  GtkWidget *stamp = hub_console_stamp_new ();
  g_autofree char *origin = hub_member_cell_dup_origin (item);

  hub_console_stamp_fill (stamp, item, "created_at", *origin != '\0' ? origin : _("From an unknown address"));
  return stamp;
}

static char *
dup_until (HubConsoleItem *item)
{
  g_autoptr (GDateTime) time = hub_console_item_dup_time (item, "expires_at");

  /* Translators: a day of the near future, and a time */
  return time != NULL ? g_date_time_format (time, _("%-d %b, %H:%M")) : g_strdup ("");
}

static char *
dup_state (HubConsoleItem *item, gpointer user_data)
{
  const char *by = hub_console_item_get_string (item, "decided_by");
  g_autofree char *until = dup_until (item);

  if (is_in_state (item, "pending"))
    return g_strdup_printf (_("Waits until %s"), until);
  if (is_in_state (item, "allowed"))
    return *by != '\0' ? g_strdup_printf (_("Allowed by %s, not signed in yet"), by)
                       : g_strdup (_("A member: needs nobody’s permission"));
  if (is_in_state (item, "denied"))
    return g_strdup_printf (_("Denied by %s"), by);
  if (is_in_state (item, "used"))
    return *by != '\0' ? g_strdup_printf (_("Signed in, allowed by %s"), by) : g_strdup (_("Signed in as a member"));
  if (is_in_state (item, "ended"))
    return g_strdup (_("Ended"));
  if (is_in_state (item, "expired"))
    return g_strdup (_("Expired without a decision in time"));
  return g_strdup (hub_console_item_get_string (item, "state"));
}

static GtkWidget *
state_new (HubConsoleItem *item, gpointer user_data)
{
  g_autofree char *text = dup_state (item, user_data);

  return lines_new (text);
}

static GtkWidget *
decide_button (GtkWidget *box, const char *label, const char *action, HubConsoleItem *item)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", hub_console_item_get_string (item, "id"),
                                    hub_console_item_get_string (item, "superhub_id"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  hub_console_item_get_string (item, "superhub_id"), -1);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
buttons_new (HubConsoleItem *item, gpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_halign (box, GTK_ALIGN_END);
  if (is_in_state (item, "pending"))
    {
      decide_button (box, _("_Deny"), "members.deny-sign-in", item);
      decide_button (box, _("_Allow…"), "members.allow-sign-in", item);
    }
  else if ((is_in_state (item, "allowed") || is_in_state (item, "used"))
           && *hub_console_item_get_string (item, "decided_by") != '\0')
    {
      decide_button (box, _("_End Sign-In…"), "members.end-sign-in", item);
    }
  return box;
}

static const HubConsoleColumn columns[] = {
  { N_("Who"), HUB_CONSOLE_COLUMN_WIDGET, "superhub_id", dup_person, person_new, TRUE, 0 },
  { N_("Message"), HUB_CONSOLE_COLUMN_WIDGET, "message", NULL, message_new, TRUE, 0 },
  { N_("Asked"), HUB_CONSOLE_COLUMN_WIDGET, "created_at", dup_asked, asked_new, FALSE, 115 },
  { N_("State"), HUB_CONSOLE_COLUMN_WIDGET, NULL, dup_state, state_new, TRUE, 0 },
  { "", HUB_CONSOLE_COLUMN_WIDGET, NULL, NULL, buttons_new, FALSE, 0 },
};

/**
 * hub_sign_in_list_new:
 * @page: the page, with its query for the requests
 *
 * Returns: (transfer floating): the requests, with a sentence on what allowing one means
 */
GtkWidget *
hub_sign_in_list_new (HubMembersPage *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *note = gtk_label_new (_("People who are no project members ask here to use this program’s Console. Who is let in "
                                     "sees what project members see and may add and remove test members, until you end it; "
                                     "uploading, submitting, releasing and settings stay closed."));
  GtkWidget *table = hub_console_table_new (hub_console_query_get_items (page->sign_ins), columns, G_N_ELEMENTS (columns),
                                            page);

  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_widget_add_css_class (note, "dim-label");
  gtk_widget_add_css_class (note, "console-table-note");
  hub_console_table_set_label (HUB_CONSOLE_TABLE (table), _("Sign-in requests"));
  hub_console_table_set_placeholder (HUB_CONSOLE_TABLE (table), "avatar-default-symbolic", _("Nobody Has Asked"),
                                     _("When somebody who is no member asks to sign in to this program’s Console, the request "
                                       "appears here at once."));
  hub_console_table_set_query (HUB_CONSOLE_TABLE (table), page->sign_ins, NULL);
  gtk_widget_set_vexpand (table, TRUE);
  gtk_box_append (GTK_BOX (box), note);
  gtk_box_append (GTK_BOX (box), table);
  return box;
}

/**
 * hub_sign_in_list_count_waiting:
 * @query: the requests, the latest first
 *
 * Returns: how many of those that were read wait for the admin
 */
guint
hub_sign_in_list_count_waiting (HubConsoleQuery *query)
{
  GListModel *items = hub_console_query_get_items (query);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (HubConsoleItem) item = g_list_model_get_item (items, i);

      n += is_in_state (item, "pending");
    }
  return n;
}
