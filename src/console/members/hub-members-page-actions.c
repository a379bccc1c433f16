/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-members-page-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-roles.h"
#include "hub-console-run.h"
#include "hub-hand-over-dialog.h"
#include "hub-json.h"
#include "hub-member-cells.h"
#include "hub-member-dialog.h"
#include "hub-member-list-dialog.h"
#include "hub-permission-hint.h"

static void
add_action (GtkWidget *widget, const char *name, GVariant *target)
{
  HubMembersPage *self = HUB_MEMBERS_PAGE (widget);

  hub_member_dialog_show (widget, self->model, NULL, g_str_equal (name, "members.add-tester"));
}

static void
add_list_action (GtkWidget *widget, const char *name, GVariant *target)
{
  HubMembersPage *self = HUB_MEMBERS_PAGE (widget);

  hub_member_list_dialog_show (widget, self->model, hub_console_query_get_answer (self->limits));
}

static void
change_roles_action (GtkWidget *widget, const char *name, GVariant *target)
{
  HubMembersPage *self = HUB_MEMBERS_PAGE (widget);
  g_autoptr (HubConsoleItem) member = hub_console_model_find (self->model, HUB_CONSOLE_LIST_PROJECT_MEMBERS,
                                                              "superhub_id", g_variant_get_string (target, NULL));

  if (member != NULL)
    hub_member_dialog_show (widget, self->model, member, FALSE);
}

/* The change that makes @member what it was. */
static HubConsoleChange *
restoring (HubConsoleItem *member)
{
  JsonArray *array = hub_json_get_array (hub_console_item_get_record (member), "roles");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) roles = NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));
  roles = g_strv_builder_end (builder);
  return hub_console_change_put_member (hub_console_item_get_string (member, "superhub_id"),
                                        hub_console_item_get_string (member, "kind"), (const char * const *) roles);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *target)
{
  HubMembersPage *self = HUB_MEMBERS_PAGE (widget);
  const char *id = g_variant_get_string (target, NULL);
  g_autoptr (HubConsoleItem) member = hub_console_model_find (self->model, HUB_CONSOLE_LIST_PROJECT_MEMBERS, "superhub_id", id);
  gboolean tester = member == NULL;
  HubConsoleChange *change;
  g_autofree char *heading = NULL;

  if (tester)
    member = hub_console_model_find (self->model, HUB_CONSOLE_LIST_TEST_MEMBERS, "superhub_id", id);
  if (member == NULL)
    return;
  heading = g_strdup_printf (_("Remove %s?"), id);
  change = hub_console_change_remove_member (id);
  hub_console_change_set_undo (change, restoring (member));
  hub_console_confirm (widget, change, heading,
                       tester ? _("This person can no longer open the test version; a phone that shows it learns so within a "
                                  "second.")
                              : _("Within a second this person’s sign-ins to this program, previews and upload keys end. "
                                  "Versions they uploaded stay, also those in review and online. Adding them again does "
                                  "not bring back the upload keys."),
                       _("_Remove"), ADW_RESPONSE_DESTRUCTIVE);
}

static void
leave_action (GtkWidget *widget, const char *name, GVariant *target)
{
  HubMembersPage *self = HUB_MEMBERS_PAGE (widget);
  HubConsoleItem *app = hub_console_model_get_app (self->model);
  g_autofree char *heading = NULL;

  if (app == NULL)
    return;
  heading = g_strdup_printf (_("Leave “%s”?"), hub_console_item_get_string (app, "name"));
  hub_console_confirm (widget, hub_console_change_leave (hub_console_model_get_account (self->model)), heading,
                       _("You lose access to the program at once, and your upload keys for it end. Only its admin can add you "
                         "again."),
                       _("_Leave"), ADW_RESPONSE_DESTRUCTIVE);
}

static void
hand_over_action (GtkWidget *widget, const char *name, GVariant *target)
{
  hub_hand_over_dialog_show (widget, HUB_MEMBERS_PAGE (widget)->model);
}

static HubConsoleChange *
decision_new (const char *id, const char *decision, const char *done)
{
  HubConsoleChange *change = hub_console_change_new ("decideConsoleSignIn", done);

  hub_console_change_set_string (change, "id", id);
  hub_console_change_set_string (change, "decision", decision);
  return change;
}

/* (nullable) (transfer full): a sentence on where the request @id came from */
static char *
dup_origin (HubMembersPage *self, const char *id)
{
  GListModel *items = hub_console_query_get_items (self->sign_ins);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (HubConsoleItem) item = g_list_model_get_item (items, i);
      g_autoptr (GDateTime) time = hub_console_item_dup_time (item, "created_at");
      g_autofree char *origin = hub_member_cell_dup_origin (item);
      g_autofree char *asked = time != NULL ? g_date_time_format (time, _("%-d %b, %H:%M")) : NULL;

      if (asked != NULL && *origin != '\0' && g_str_equal (hub_console_item_get_string (item, "id"), id))
        /* Translators: a date and a time, then an address and a client, such as “192.0.2.7, superhub/1.0” */
        return g_strdup_printf (_("Asked on %s from %s."), asked, origin);
    }
  return NULL;
}

static void
allow_action (GtkWidget *widget, const char *name, GVariant *target)
{
  const char *id, *person;
  g_autofree char *heading = NULL, *done = NULL, *origin = NULL, *body = NULL;

  g_variant_get (target, "(&s&s)", &id, &person);
  heading = g_strdup_printf (_("Let %s In?"), person);
  done = g_strdup_printf (_("%s may sign in once"), person);
  origin = dup_origin (HUB_MEMBERS_PAGE (widget), id);
  body = g_strconcat (origin != NULL ? origin : "", origin != NULL ? "\n\n" : "",
                      _("Make sure that you know this person and expect the request. They can sign in once, see what project "
                        "members see, and add and remove test members, until you end it here. Make them a project member "
                        "instead if they should work with you for longer."), NULL);
  hub_console_confirm (widget, decision_new (id, "allow", done), heading, body, _("_Allow"), ADW_RESPONSE_SUGGESTED);
}

static void
deny_action (GtkWidget *widget, const char *name, GVariant *target)
{
  const char *id, *person;
  g_autofree char *done = NULL;
  g_autoptr (HubConsoleChange) change = NULL;

  g_variant_get (target, "(&s&s)", &id, &person);
  done = g_strdup_printf (_("Denied: %s is not let in"), person);
  change = decision_new (id, "deny", done);
  hub_console_run (widget, change, NULL, NULL, NULL);
}

static void
end_action (GtkWidget *widget, const char *name, GVariant *target)
{
  const char *id, *person;
  g_autofree char *heading = NULL, *done = NULL;

  g_variant_get (target, "(&s&s)", &id, &person);
  heading = g_strdup_printf (_("End the Sign-In of %s?"), person);
  done = g_strdup_printf (_("%s is signed out"), person);
  hub_console_confirm (widget, decision_new (id, "deny", done), heading,
                       _("They are signed out of this program’s Console at once and have to ask again."), _("_End"),
                       ADW_RESPONSE_DESTRUCTIVE);
}

/* Who may use an action. The platform decides; this only spares people a refusal they can foresee. */
static const struct
{
  const char *name;
  const char *parameter;
  GtkWidgetActionActivateFunc activate;
  enum { MEMBERS, ADMIN, NOT_ADMIN } who;
  gboolean of_all;              /* takes that all members were read */
} actions[] = {
  { "members.add", NULL, add_action, ADMIN },
  { "members.add-tester", NULL, add_action, MEMBERS },
  { "members.add-list", NULL, add_list_action, MEMBERS, TRUE },
  { "members.change-roles", "s", change_roles_action, ADMIN },
  { "members.remove", "s", remove_action, MEMBERS },
  { "members.leave", NULL, leave_action, NOT_ADMIN },
  { "members.hand-over", NULL, hand_over_action, ADMIN, TRUE },
  { "members.allow-sign-in", "(ss)", allow_action, ADMIN },
  { "members.deny-sign-in", "(ss)", deny_action, ADMIN },
  { "members.end-sign-in", "(ss)", end_action, ADMIN },
};

/**
 * hub_members_page_install_actions:
 * @klass: the page's class
 */
void
hub_members_page_install_actions (GtkWidgetClass *klass)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (klass, actions[i].name, actions[i].parameter, actions[i].activate);
}

/**
 * hub_members_page_update_actions:
 * @self: the page
 *
 * Lets the person do what the platform would let them do, one change after the other.
 */
void
hub_members_page_update_actions (HubMembersPage *self)
{
  gboolean member = hub_console_model_may (self->model, "login");
  gboolean admin = hub_console_model_is_admin (self->model);
  gboolean partial = hub_console_model_is_partial (self->model, HUB_CONSOLE_SECTION_MEMBERS);
  gboolean heirs = g_list_model_get_n_items (hub_console_model_get_list (self->model, HUB_CONSOLE_LIST_PROJECT_MEMBERS)) > 0;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gboolean may = member && (actions[i].who == MEMBERS || (actions[i].who == ADMIN) == admin);

      if ((actions[i].activate == hand_over_action && !heirs) || (actions[i].of_all && partial))
        may = FALSE;
      hub_permission_hint_enable (GTK_WIDGET (self), actions[i].name, may && !hub_console_model_is_busy (self->model));
    }
  gtk_widget_set_tooltip_text (self->add_project,
                               admin ? NULL : _("Only the admin adds and removes project members and sets their roles"));
}
