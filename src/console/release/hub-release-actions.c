/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done on the Release page; every question says which version people get next. */
#include "hub-release-page-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-run.h"
#include "hub-json.h"
#include "hub-permission-hint.h"
#include "hub-plan.h"
#include "hub-release-buttons.h"

static HubConsoleModel *
get_model (GtkWidget *widget)
{
  return hub_console_page_get_model (HUB_CONSOLE_PAGE (widget));
}

/* (transfer full): the version in @list, or "" */
static char *
dup_version (GtkWidget *widget, HubConsoleList list)
{
  g_autoptr (HubConsoleItem) item = hub_console_model_dup_first (get_model (widget), list);

  return g_strdup (item != NULL ? hub_console_item_get_string (item, "version") : "");
}

static const char *
get_name (GtkWidget *widget)
{
  HubConsoleItem *app = hub_console_model_get_app (get_model (widget));

  return app != NULL ? hub_console_item_get_string (app, "name") : "";
}

/**
 * hub_release_confirm_full:
 * @widget: a widget of the console
 * @model: the state
 * @review_id: of an approved version; one that is not there any more asks nothing
 *
 * Asks whether to release a version to everyone, and does it.
 */
void
hub_release_confirm_full (GtkWidget *widget, HubConsoleModel *model, const char *review_id)
{
  g_autoptr (HubConsoleItem) review = hub_console_model_find (model, HUB_CONSOLE_LIST_IN_REVIEW, "id", review_id);
  g_autoptr (HubConsoleItem) online = hub_console_model_dup_first (model, HUB_CONSOLE_LIST_ONLINE);
  HubConsoleItem *app = hub_console_model_get_app (model);
  const char *name = app != NULL ? hub_console_item_get_string (app, "name") : "";
  g_autofree char *heading = NULL, *body = NULL;

  if (review == NULL)
    return;
  heading = g_strdup_printf (_("Release %s to Everyone?"), hub_console_item_get_string (review, "version"));
  if (online != NULL)
    body = g_strdup_printf (_("All users of “%s” get it at their next start, in place of %s."), name,
                            hub_console_item_get_string (online, "version"));
  else
    body = g_strdup_printf (_("“%s” goes online with it: everyone can open the program."), name);
  hub_console_confirm (widget, hub_console_change_release (review_id), heading, body, _("_Release"),
                       ADW_RESPONSE_SUGGESTED);
}

static void
release_full (GtkWidget *widget, const char *name, GVariant *target)
{
  hub_release_confirm_full (widget, get_model (widget), g_variant_get_string (target, NULL));
}

static void
release_phased (GtkWidget *widget, const char *name, GVariant *target)
{
  HubReleasePage *self = HUB_RELEASE_PAGE (widget);
  g_autoptr (HubConsoleItem) review = g_list_model_get_item (self->approved, 0);
  g_autofree char *online = dup_version (widget, HUB_CONSOLE_LIST_ONLINE);
  g_autofree char *plan = NULL, *heading = NULL, *body = NULL;
  HubConsoleChange *change;

  if (review == NULL || !hub_plan_editor_check (self->editor))
    return;
  plan = hub_plan_describe (hub_plan_editor_get_plan (self->editor));
  heading = g_strdup_printf (_("Release %s in Phases?"), hub_console_item_get_string (review, "version"));
  body = g_strdup_printf (_("%s. Members and test members get it at once; the others keep %s until their turn comes."), plan,
                          online);
  change = hub_console_change_new ("createRelease", _("The phased release has begun"));
  hub_console_change_set_string (change, "mode", "phased");
  hub_console_change_set_string (change, "review_id", hub_console_item_get_string (review, "id"));
  json_object_set_array_member (hub_console_change_get_parameters (change), "steps",
                                hub_plan_to_json (hub_plan_editor_get_plan (self->editor)));
  hub_console_confirm (widget, change, heading, body, _("_Release"), ADW_RESPONSE_SUGGESTED);
}

static void
pause_release (GtkWidget *widget, const char *name, GVariant *target)
{
  g_autoptr (HubConsoleChange) change = hub_console_change_new ("pauseGrayRelease", _("Paused: nobody else gets it"));

  /* It only protects people, and can be taken back: no question. */
  hub_console_run (widget, change, NULL, NULL, NULL);
}

static void
resume_release (GtkWidget *widget, const char *name, GVariant *target)
{
  HubConsoleChange *change = hub_console_change_new ("resumeGrayRelease", _("The release goes on"));
  g_autofree char *version = dup_version (widget, HUB_CONSOLE_LIST_PHASED);
  g_autofree char *heading = g_strdup_printf (_("Resume the Release of %s?"), version);

  json_object_set_boolean_member (hub_console_change_get_parameters (change), "confirm", TRUE);
  hub_console_confirm (widget, change, heading,
                       _("More people get it again. Each step that is left comes later by as long as the release was "
                         "paused."), _("_Resume"), ADW_RESPONSE_SUGGESTED);
}

static HubConsoleChange *
raise_new (double percentage, const char *done)
{
  HubConsoleChange *change = hub_console_change_new ("raiseGrayRelease", done);

  json_object_set_double_member (hub_console_change_get_parameters (change), "percentage", percentage);
  return change;
}

static double
get_reached (GtkWidget *widget)
{
  g_autoptr (HubConsoleItem) item = hub_console_model_dup_first (get_model (widget), HUB_CONSOLE_LIST_PHASED);
  JsonObject *phased = item != NULL ? hub_json_get_object (hub_console_item_get_record (item), "phased") : NULL;

  return phased != NULL ? hub_plan_get_percentage (phased) : 0;
}

static HubConsoleChange *
raise_to (const char *text)
{
  double percentage = g_ascii_strtod (text, NULL);
  g_autofree char *share = hub_plan_dup_share (percentage);
  g_autofree char *done = g_strdup_printf (_("%s of the people get it now"), share);

  return raise_new (percentage, done);
}

static void
raise_release (GtkWidget *widget, const char *name, GVariant *target)
{
  HubConsolePrompt prompt = { HUB_CONSOLE_PROMPT_NUMBER };
  double reached = get_reached (widget);
  g_autofree char *version = dup_version (widget, HUB_CONSOLE_LIST_PHASED);
  g_autofree char *share = hub_plan_dup_share (reached);
  g_autofree char *heading = g_strdup_printf (_("Raise the Release of %s"), version);
  g_autofree char *body = g_strdup_printf (_("It has reached %s, and a percentage never falls. Steps of the plan up to the new "
                                             "one are behind it; greater ones come at their times."), share);
  g_autofree char *bounds = g_strdup_printf (_("Type a number above %s, up to 100 %%."), share);

  prompt.heading = heading;
  prompt.body = body;
  prompt.verb = _("_Raise");
  prompt.appearance = ADW_RESPONSE_SUGGESTED;
  prompt.label = _("_Percentage of the people");
  /* Two decimals at most: above what was reached, whatever its last bits are. */
  prompt.lowest = reached + 0.005;
  prompt.highest = 100;
  prompt.proposal = MIN (reached + (reached < 99 ? 1 : 0.01), 100);
  prompt.bounds = bounds;
  hub_console_ask (widget, &prompt, raise_to);
}

static void
make_full (GtkWidget *widget, const char *name, GVariant *target)
{
  g_autofree char *version = dup_version (widget, HUB_CONSOLE_LIST_PHASED);
  g_autofree char *online = dup_version (widget, HUB_CONSOLE_LIST_ONLINE);
  g_autofree char *heading = g_strdup_printf (_("Make %s the Version of Everyone?"), version);
  g_autofree char *body = g_strdup_printf (_("Everyone gets %s at their next start, in place of %s."), version, online);

  hub_console_confirm (widget, raise_new (100, _("Released: everyone gets this version now")), heading, body,
                       _("Make _Full"), ADW_RESPONSE_SUGGESTED);
}

static void
cancel_release (GtkWidget *widget, const char *name, GVariant *target)
{
  g_autofree char *version = dup_version (widget, HUB_CONSOLE_LIST_PHASED);
  g_autofree char *online = dup_version (widget, HUB_CONSOLE_LIST_ONLINE);
  g_autofree char *heading = g_strdup_printf (_("Cancel the Release of %s?"), version);
  g_autofree char *body = g_strdup_printf (_("Everyone returns to %s at once. The version stays approved and can be released "
                                             "again, to other first people."), online);

  hub_console_confirm (widget, hub_console_change_new ("revertGrayRelease", _("Cancelled: everyone has the full version")),
                       heading, body, _("_Cancel Release"), ADW_RESPONSE_DESTRUCTIVE);
}

/* What a switch of the full version does besides. */
static char *
dup_switch (GtkWidget *widget, const char *version)
{
  g_autofree char *online = dup_version (widget, HUB_CONSOLE_LIST_ONLINE);
  g_autofree char *phased = dup_version (widget, HUB_CONSOLE_LIST_PHASED);

  if (*phased != '\0')
    return g_strdup_printf (_("Everyone gets %s next, in place of %s. The phased release of %s is cancelled."), version, online,
                            phased);
  return g_strdup_printf (_("Everyone gets %s next, in place of %s."), version, online);
}

static HubConsoleItem *
find_switch (HubReleasePage *self, const char *release_id)
{
  GListModel *items = hub_console_query_get_items (self->events);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (HubConsoleItem) item = g_list_model_get_item (items, i);

      if (g_str_equal (hub_console_item_get_string (item, "release_id"), release_id))
        return g_steal_pointer (&item);
    }
  return NULL;
}

static void
roll_back (GtkWidget *widget, const char *name, GVariant *target)
{
  const char *id = g_variant_get_string (target, NULL);
  g_autoptr (HubConsoleItem) item = find_switch (HUB_RELEASE_PAGE (widget), id);
  g_autofree char *heading = NULL, *body = NULL, *done = NULL;
  HubConsoleChange *change;
  const char *version;

  if (item == NULL)
    return;
  version = hub_console_item_get_string (item, "version");
  heading = g_strdup_printf (_("Roll Back to %s?"), version);
  body = dup_switch (widget, version);
  done = g_strdup_printf (_("Rolled back: everyone gets %s"), version);
  change = hub_console_change_new ("revertCodeRelease", done);
  hub_console_change_set_string (change, "id", id);
  hub_console_confirm (widget, change, heading, body, _("_Roll Back"), ADW_RESPONSE_DESTRUCTIVE);
}

/**
 * hub_release_page_find_undone:
 * @self: the page
 *
 * As the platform finds it: backwards through the history, each redo has used up the rollback before it, and a release ends
 * what can be redone.
 *
 * Returns: (transfer full) (nullable): the rollback that would be taken back
 */
HubConsoleItem *
hub_release_page_find_undone (HubReleasePage *self)
{
  GListModel *items = hub_console_query_get_items (self->history);
  guint used = 0;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (HubConsoleItem) item = g_list_model_get_item (items, i);
      const char *how = hub_console_item_get_string (item, "how");

      if (g_str_equal (how, "redo"))
        used++;
      else if (!g_str_equal (how, "rollback"))
        return NULL;
      else if (used == 0)
        return g_steal_pointer (&item);
      else
        used--;
    }
  return NULL;
}

static void
redo (GtkWidget *widget, const char *name, GVariant *target)
{
  g_autoptr (HubConsoleItem) undone = hub_release_page_find_undone (HUB_RELEASE_PAGE (widget));
  g_autofree char *heading = NULL, *body = NULL, *done = NULL;
  const char *version;

  if (undone == NULL)
    return;
  version = hub_console_item_get_string (undone, "previous_version");
  heading = g_strdup_printf (_("Take the Rollback to %s Back?"), hub_console_item_get_string (undone, "version"));
  body = dup_switch (widget, version);
  done = g_strdup_printf (_("Taken back: everyone gets %s"), version);
  hub_console_confirm (widget, hub_console_change_new ("redoCodeRelease", done), heading, body, _("_Take Back"),
                       ADW_RESPONSE_SUGGESTED);
}

static HubConsoleChange *
suspend_for (const char *reason)
{
  HubConsoleChange *change = hub_console_change_new ("setVisitStatus", _("The service is suspended"));

  hub_console_change_set_string (change, "status", "closed");
  if (*reason != '\0')
    hub_console_change_set_string (change, "reason", reason);
  return change;
}

static void
suspend (GtkWidget *widget, const char *name, GVariant *target)
{
  HubConsolePrompt prompt = { HUB_CONSOLE_PROMPT_TEXT };
  g_autofree char *heading = g_strdup_printf (_("Suspend “%s”?"), get_name (widget));

  prompt.heading = heading;
  prompt.body = _("Nobody can use the online version until it is resumed: who opens it reads your reason, and who has it open "
                  "reads it within a minute. The versions stay as they are.");
  prompt.verb = _("_Suspend");
  prompt.appearance = ADW_RESPONSE_DESTRUCTIVE;
  prompt.label = _("Reason, for the People Who Use It");
  prompt.max_length = 200;
  hub_console_ask (widget, &prompt, suspend_for);
}

static void
resume_service (GtkWidget *widget, const char *name, GVariant *target)
{
  HubConsoleChange *change = hub_console_change_new ("setVisitStatus", _("The service goes on"));
  g_autofree char *online = dup_version (widget, HUB_CONSOLE_LIST_ONLINE);
  g_autofree char *heading = g_strdup_printf (_("Resume “%s”?"), get_name (widget));
  g_autofree char *body = g_strdup_printf (_("Everyone can open it again, with version %s."), online);

  hub_console_change_set_string (change, "status", "open");
  hub_console_confirm (widget, change, heading, body, _("_Resume"), ADW_RESPONSE_SUGGESTED);
}

static HubConsoleChange *
remove_named (const char *name)
{
  HubConsoleChange *change = hub_console_change_new ("removeApp", _("The program is removed"));

  hub_console_change_set_string (change, "name", name);
  return change;
}

static void
remove_program (GtkWidget *widget, const char *name, GVariant *target)
{
  HubConsolePrompt prompt = { HUB_CONSOLE_PROMPT_LINE };
  g_autofree char *heading = g_strdup_printf (_("Remove “%s” for Good?"), get_name (widget));

  prompt.heading = heading;
  prompt.body = _("Nobody finds or opens the program any more, what runs on phones ends, and a phased release is cancelled. "
                  "This cannot be undone; only the audit trail stays. Type its name to go on.");
  prompt.verb = _("_Remove");
  prompt.appearance = ADW_RESPONSE_DESTRUCTIVE;
  prompt.label = _("Name of the Program");
  prompt.expected = get_name (widget);
  hub_console_ask (widget, &prompt, remove_named);
}

/* It has no place to scroll to before it was laid out. */
static gboolean
focus_plan (GtkWidget *editor, GdkFrameClock *clock, gpointer user_data)
{
  if (!gtk_widget_get_mapped (editor))
    return G_SOURCE_REMOVE;
  if (gtk_widget_get_height (editor) == 0)
    return G_SOURCE_CONTINUE;
  gtk_widget_child_focus (editor, GTK_DIR_TAB_FORWARD);
  return G_SOURCE_REMOVE;
}

/**
 * hub_release_page_plan_mapped:
 * @self: the page
 *
 * Gives the plan the focus, if that was asked for before it was there.
 */
void
hub_release_page_plan_mapped (HubReleasePage *self)
{
  if (self->plan_wanted)
    gtk_widget_add_tick_callback (GTK_WIDGET (self->editor), focus_plan, NULL, NULL);
  self->plan_wanted = FALSE;
}

/* A page that is shown for the first time has yet to read what it needs. Where there is nothing to edit, it says why. */
static void
edit_plan (GtkWidget *widget, const char *name, GVariant *target)
{
  HubReleasePage *self = HUB_RELEASE_PAGE (widget);

  self->plan_wanted = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self->editor)))
    hub_release_page_plan_mapped (self);
}

static const struct
{
  const char *name;
  const char *parameter;
  GtkWidgetActionActivateFunc activate;
} actions[] = {
  { "release.edit-plan", NULL, edit_plan },
  { "release.full", "s", release_full },
  { "release.phased", NULL, release_phased },
  { "release.pause", NULL, pause_release },
  { "release.resume", NULL, resume_release },
  { "release.raise", NULL, raise_release },
  { "release.make-full", NULL, make_full },
  { "release.cancel", NULL, cancel_release },
  { "release.roll-back", "s", roll_back },
  { "release.redo", NULL, redo },
  { "release.suspend", NULL, suspend },
  { "release.resume-service", NULL, resume_service },
  { "release.remove", NULL, remove_program },
};

void
hub_release_page_install_actions (GtkWidgetClass *klass)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (klass, actions[i].name, actions[i].parameter, actions[i].activate);
}

/* The platform decides; this only spares people a refusal they can foresee. */
void
hub_release_page_update_actions (HubReleasePage *self)
{
  HubConsoleModel *model = hub_console_page_get_model (HUB_CONSOLE_PAGE (self));
  gboolean busy = hub_console_model_is_busy (model);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autofree char *reason = hub_release_dup_reason (model, actions[i].name, NULL);
      gboolean may = reason == NULL && !busy;

      if (g_str_equal (actions[i].name, "release.phased"))
        may = may && hub_plan_editor_is_valid (self->editor);
      hub_permission_hint_enable (GTK_WIDGET (self), actions[i].name, may);
    }
}
