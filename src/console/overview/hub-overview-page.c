/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-overview-page.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "hub-console-badge.h"
#include "hub-console-roles.h"
#include "hub-console-row.h"
#include "hub-console-section.h"
#include "hub-console-words.h"
#include "hub-json.h"
#include "hub-link-box.h"
#include "hub-moment.h"
#include "hub-overview-tasks.h"
#include "hub-plan.h"

/* As many as one reads at a glance; the rest is on the page of the audit log. */
#define LATEST 8

/* A group with a link, and its code for a phone. */
typedef struct
{
  AdwPreferencesGroup *group;
  GtkWidget *row;               /* (nullable): made anew for another link */
  char *url;
} Link;

struct _HubOverviewPage
{
  HubConsolePage parent_instance;

  GtkWidget *name;              /* rows */
  GtkWidget *app_id;
  GtkWidget *copy;
  GtkWidget *admin;
  GtkWidget *state;
  GtkWidget *badge;
  GtkWidget *me;
  GtkWidget *may;
  GtkWidget *phased;            /* the row of a phased release */
  GtkProgressBar *phased_share;
  GtkWidget *quotas;            /* what is left of them, for those who may submit */
  GtkWidget *withdrawals;
  GtkWidget *submissions;
  GListStore *tasks;            /* what waits for the person */
  GListStore *latest;           /* rows of the audit log */
  GtkWidget *latest_section;
  HubConsoleQuery *quota;       /* (unowned): the page's, as the next two */
  HubConsoleQuery *audit;
  HubConsoleQuery *sign_ins;
  Link online;
  Link test;                    /* of a test member, who has no other page to find it on */
};

G_DEFINE_FINAL_TYPE (HubOverviewPage, hub_overview_page, HUB_TYPE_CONSOLE_PAGE)

static void
show_app_state (HubOverviewPage *self, HubConsoleItem *app)
{
  const char *version = hub_console_item_get_string (app, "online_version");
  const char *state = hub_console_item_get_string (app, "state"), *style = NULL;
  const char *name = hub_console_words_app_state (state, &style);
  g_autofree char *subtitle = *version != '\0' ? g_strdup_printf (_("Version %s"), version) : NULL;

  if (subtitle == NULL && g_str_equal (state, "unreleased"))
    subtitle = g_strdup (_("Upload a version, submit it for review, and release it once it is approved"));
  hub_console_badge_set (self->badge, name, style);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->state), subtitle != NULL ? subtitle : "");
}

static void
show_me (HubOverviewPage *self, HubConsoleModel *model, HubConsoleItem *app)
{
  const char *kind = hub_console_item_get_string (app, "my_kind");
  JsonObject *record = hub_console_item_get_record (app);
  g_autofree char *roles = hub_console_roles_dup_list (hub_json_get_array (record, "my_roles"),
                                                       hub_console_roles_get_name);
  g_autofree char *may = hub_console_roles_dup_list (hub_json_get_array (record, "my_permissions"),
                                                     hub_console_roles_permission_name);
  g_autofree char *text = NULL;

  if (g_str_equal (kind, "admin"))
    text = g_strdup_printf (_("%s, the admin"), hub_console_model_get_account (model));
  else if (g_str_equal (kind, "project"))
    text = g_strdup_printf ("%s: %s", hub_console_model_get_account (model), roles);
  else if (g_str_equal (kind, "test"))
    text = g_strdup_printf (_("%s, a test member"), hub_console_model_get_account (model));
  else
    text = g_strdup_printf (_("%s, not a member"), hub_console_model_get_account (model));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->me), text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->may), *may != '\0' ? may : _("Nothing in this program"));
}

/* @url: "" for no link */
static void
show_link (Link *link, const char *url, const char *what)
{
  GtkWidget *box;

  gtk_widget_set_visible (GTK_WIDGET (link->group), *url != '\0');
  if (g_strcmp0 (url, link->url) == 0)
    return;
  g_free (link->url);
  link->url = g_strdup (url);
  if (link->row != NULL)
    adw_preferences_group_remove (link->group, link->row);
  link->row = NULL;
  if (*url == '\0')
    return;
  link->row = adw_preferences_row_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (link->row), GTK_ACCESSIBLE_PROPERTY_LABEL, what, -1);
  box = hub_link_box_new (url, what);
  gtk_widget_add_css_class (box, "console-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (link->row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (link->row), FALSE);
  adw_preferences_group_add (link->group, link->row);
}

static void
show_online (HubOverviewPage *self, HubConsoleModel *model)
{
  g_autoptr (HubConsoleItem) online = hub_console_model_dup_first (model, HUB_CONSOLE_LIST_ONLINE);

  show_link (&self->online, online != NULL ? hub_console_item_get_string (online, "url") : "",
             _("Opens the online version, for everyone"));
}

static void
show_test (HubOverviewPage *self, HubConsoleModel *model, HubConsoleItem *app)
{
  g_autofree char *test = NULL;

  if (g_str_equal (hub_console_item_get_string (app, "my_kind"), "test"))
    test = g_strdup_printf ("%s/t/%s", hub_client_get_server (hub_console_model_get_client (model)),
                            hub_console_item_get_string (app, "app_id"));
  show_link (&self->test, test != NULL ? test : "", _("Opens the test version, signed in with your Super Hub ID"));
}

/* "30 % from tomorrow 9:00 on", or why it goes no further by itself. */
static char *
dup_phased_text (JsonObject *phased, const char *state)
{
  JsonObject *next = hub_json_get_object (phased, "next");
  double share = hub_plan_get_percentage (phased);
  g_autofree char *when = hub_moment_read (next, "at");

  if (g_str_equal (state, "paused"))
    return g_strdup_printf (_("%g %% of the users have it; it is paused"), share);
  if (g_str_equal (state, "deciding"))
    return g_strdup_printf (_("%g %% of the users have it; it waits for a decision"), share);
  if (next == NULL)
    return g_strdup_printf (_("%g %% of the users have it; no further step is planned"), share);
  return g_strdup_printf (_("%g %% of the users have it; %g %% from %s on"), share, hub_plan_get_percentage (next), when);
}

static void
show_phased (HubOverviewPage *self, HubConsoleModel *model)
{
  g_autoptr (HubConsoleItem) item = hub_console_model_dup_first (model, HUB_CONSOLE_LIST_PHASED);
  JsonObject *phased = item != NULL ? hub_json_get_object (hub_console_item_get_record (item), "phased") : NULL;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->phased, phased != NULL);
  if (phased == NULL)
    return;
  title = g_strdup_printf (_("Phased release of %s"), hub_console_item_get_string (item, "version"));
  text = dup_phased_text (phased, hub_console_item_get_string (item, "state"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->phased), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->phased), text);
  gtk_progress_bar_set_fraction (self->phased_share, hub_plan_get_percentage (phased) / 100);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->phased_share), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
show_quota (HubOverviewPage *self)
{
  JsonObject *quota = hub_console_query_get_answer (self->quota);
  g_autofree char *withdrawals = NULL;
  g_autofree char *submissions = NULL;
  g_autofree char *when = NULL;
  gint64 row;

  if (quota == NULL)
    return;
  withdrawals = g_strdup_printf (_("%d left today, %d left this month"),
                                 (int) hub_json_get_int (quota, "withdrawals_left_today", 0),
                                 (int) hub_json_get_int (quota, "withdrawals_left_this_month", 0));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->withdrawals), withdrawals);
  when = hub_moment_read (quota, "wait_until");
  row = hub_json_get_int (quota, "rejections_in_a_row", 0);
  if (*when != '\0')
    submissions = g_strdup_printf (_("Rejections in a row: %d; the next one is taken from %s on"), (int) row, when);
  else if (row > 0)
    submissions = g_strdup_printf (_("Possible now; rejections in a row: %d, after %d one has to wait"), (int) row,
                                   (int) hub_json_get_int (quota, "rejections_before_wait", 0));
  else
    submissions = g_strdup (_("Possible now"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->submissions), submissions);
}

static void
show_latest (HubOverviewPage *self, HubConsoleModel *model)
{
  GListModel *items = hub_console_query_get_items (self->audit);
  g_autoptr (JsonArray) records = json_array_new ();

  gtk_widget_set_visible (self->latest_section, hub_console_model_may (model, "development-management"));
  for (guint i = 0; i < MIN (LATEST, g_list_model_get_n_items (items)); i++)
    {
      g_autoptr (HubConsoleItem) item = g_list_model_get_item (items, i);

      json_array_add_object_element (records, json_object_ref (hub_console_item_get_record (item)));
    }
  hub_console_item_fill_store (self->latest, records);
}

static void
show_tasks (HubOverviewPage *self, HubConsoleModel *model)
{
  if (hub_console_model_get_app (model) == NULL)
    {
      g_list_store_remove_all (self->tasks);
      hub_console_page_set_waiting (HUB_CONSOLE_PAGE (self), 0, NULL);
      return;
    }
  hub_overview_tasks_fill (self->tasks, model, hub_console_query_get_items (self->sign_ins));
  hub_console_page_set_waiting (HUB_CONSOLE_PAGE (self), g_list_model_get_n_items (G_LIST_MODEL (self->tasks)),
                                _("What waits for you"));
}

static void
hub_overview_page_update (HubConsolePage *page)
{
  HubOverviewPage *self = HUB_OVERVIEW_PAGE (page);
  HubConsoleModel *model = hub_console_page_get_model (page);
  HubConsoleItem *app = hub_console_model_get_app (model);

  if (app == NULL)
    return;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->name), hub_console_item_get_string (app, "name"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->app_id), hub_console_item_get_string (app, "app_id"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->admin), hub_console_item_get_string (app, "admin"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->copy), "s", hub_console_item_get_string (app, "app_id"));
  show_app_state (self, app);
  show_me (self, model, app);
  show_test (self, model, app);
  gtk_widget_set_visible (self->quotas, hub_console_model_may (model, "login"));
  show_quota (self);
  show_latest (self, model);
  show_tasks (self, model);
}

/* What waits is counted beside the page's name also while the page is out of sight. */
static void
model_changed (HubConsoleModel *model, guint section, HubOverviewPage *self)
{
  if (section == HUB_CONSOLE_SECTION_VERSIONS)
    {
      show_online (self, model);
      show_phased (self, model);
    }
  show_tasks (self, model);
}

static void
hub_overview_page_finalize (GObject *object)
{
  g_clear_object (&HUB_OVERVIEW_PAGE (object)->tasks);
  g_clear_object (&HUB_OVERVIEW_PAGE (object)->latest);
  g_free (HUB_OVERVIEW_PAGE (object)->online.url);
  g_free (HUB_OVERVIEW_PAGE (object)->test.url);
  G_OBJECT_CLASS (hub_overview_page_parent_class)->finalize (object);
}

static void
hub_overview_page_class_init (HubOverviewPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hub_overview_page_finalize;
  HUB_CONSOLE_PAGE_CLASS (klass)->update = hub_overview_page_update;
}

static void
hub_overview_page_init (HubOverviewPage *self)
{
  self->tasks = g_list_store_new (HUB_TYPE_CONSOLE_ITEM);
  self->latest = g_list_store_new (HUB_TYPE_CONSOLE_ITEM);
}

/* Names come from other people: never as markup. */
static GtkWidget *
add_row (GtkWidget *group, const char *title)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static GtkWidget *
make_program (HubOverviewPage *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->name = add_row (group, _("Name"));
  self->app_id = add_row (group, _("App ID"));
  self->copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  gtk_widget_set_valign (self->copy, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->copy, "flat");
  gtk_widget_set_tooltip_text (self->copy, _("Copy App ID"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Copy App ID"), -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->copy), "s", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->copy), "console.copy");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->app_id), self->copy);
  self->admin = add_row (group, _("Admin"));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Program"));
  return group;
}

static GtkWidget *
task_row (gpointer item, gpointer user_data)
{
  HubConsoleRow *row = HUB_CONSOLE_ROW (hub_console_row_new (hub_console_item_get_string (item, "title")));
  const char *detail = hub_console_item_get_string (item, "detail");

  hub_console_row_set_icon (row, hub_console_item_get_string (item, "icon"), hub_console_item_get_string (item, "style"));
  if (*detail != '\0')
    hub_console_row_add_detail (row, detail);
  hub_console_row_add_button (row, _("_Show"), "console.show-page", hub_console_item_get_string (item, "page"));
  return GTK_WIDGET (row);
}

/* Where it is a person: other targets have names that say nothing to people. */
static gboolean
is_about_person (const char *action)
{
  static const char * const actions[] = { "putMember", "removeMember", "handOverApp", "allowConsoleSignIn",
                                          "denyConsoleSignIn", NULL };

  return g_strv_contains (actions, action);
}

static GtkWidget *
latest_row (gpointer item, gpointer user_data)
{
  const char *actor = hub_console_item_get_string (item, "actor");
  /* What it does by the clock, and what nobody did who is signed in */
  gboolean person = *actor != '\0' && *actor != ':';
  g_autofree char *title = g_strdup_printf ("%s: %s", person ? actor : _("The platform"),
                                            hub_console_words_doing (hub_console_item_get_string (item, "action")));
  HubConsoleRow *row = HUB_CONSOLE_ROW (hub_console_row_new (title));
  g_autoptr (GDateTime) time = hub_console_item_dup_time (item, "at");

  hub_console_row_set_avatar (row, person ? actor : "?");
  if (g_str_equal (hub_console_item_get_string (item, "outcome"), "refused"))
    hub_console_row_add_badge (row, _("Refused"), "warning");
  if (is_about_person (hub_console_item_get_string (item, "action"))
      && *hub_console_item_get_string (item, "target") != '\0')
    hub_console_row_add_fact (row, hub_console_item_get_string (item, "target"));
  hub_console_row_add_time (row, NULL, time);
  return GTK_WIDGET (row);
}

static GtkWidget *
make_online (HubOverviewPage *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *more = gtk_button_new_with_mnemonic (_("_Show"));

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Online"));
  self->state = add_row (group, _("State"));
  self->badge = hub_console_badge_new (NULL, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->state), self->badge);

  self->phased = add_row (group, "");
  self->phased_share = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->phased_share), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (more, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (more), "s", "release");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (more), "console.show-page");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->phased), GTK_WIDGET (self->phased_share));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->phased), more);
  gtk_widget_set_visible (self->phased, FALSE);
  return group;
}

static GtkWidget *
make_quotas (HubOverviewPage *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("What Is Left"));
  self->submissions = add_row (group, _("Submissions for review"));
  self->withdrawals = add_row (group, _("Withdrawals from review"));
  return group;
}

static void
add_link (HubOverviewPage *self, Link *link, const char *title, const char *description)
{
  link->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (link->group, title);
  adw_preferences_group_set_description (link->group, description);
  gtk_widget_set_visible (GTK_WIDGET (link->group), FALSE);
  hub_console_page_add (HUB_CONSOLE_PAGE (self), GTK_WIDGET (link->group));
}

static void
add_queries (HubOverviewPage *self, HubConsoleModel *model)
{
  static const char *const of_reviews[] = { "submitReview", "withdrawReview", "approveReview", "rejectReview", NULL };
  static const char *const of_sign_ins[] = { "requestConsoleSignIn", "allowConsoleSignIn", "denyConsoleSignIn",
                                             "createConsoleSession", NULL };
  HubConsolePage *page = HUB_CONSOLE_PAGE (self);

  self->quota = hub_console_query_new (model, HUB_CONSOLE_QUERY_OBJECT, "getReviewQuota", of_reviews);
  hub_console_page_add_query_if (page, self->quota, "login");
  self->audit = hub_console_query_new (model, HUB_CONSOLE_QUERY_LOG, "listAudit", NULL);
  hub_console_page_add_query_if (page, self->audit, "development-management");
  self->sign_ins = hub_console_query_new (model, HUB_CONSOLE_QUERY_LIST, "listConsoleSignIns", of_sign_ins);
  hub_console_page_add_query_if (page, self->sign_ins, "admin");
}

/**
 * hub_overview_page_new:
 * @model: the state to show
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
hub_overview_page_new (HubConsoleModel *model)
{
  HubOverviewPage *self = g_object_new (HUB_TYPE_OVERVIEW_PAGE, "model", model, NULL);
  HubConsolePage *page = HUB_CONSOLE_PAGE (self);
  GtkWidget *me = adw_preferences_group_new ();

  hub_console_page_set_up (page, _("Overview"), HUB_CONSOLE_SECTION_APP);
  add_queries (self, model);
  hub_console_page_add (page, make_online (self));
  hub_console_page_add (page, hub_console_section_new (_("Waits for You"), NULL, _("Nothing waits for you."),
                                                       G_LIST_MODEL (self->tasks), task_row, model));

  add_link (self, &self->test, _("Test Version"), _("What you are asked to try, as soon as the team has chosen it"));
  add_link (self, &self->online, _("Online Link"), NULL);

  self->latest_section = hub_console_section_new (_("Latest Events"), NULL, _("Nothing was done yet."),
                                                  G_LIST_MODEL (self->latest), latest_row, model);
  hub_console_page_add (page, self->latest_section);
  self->quotas = make_quotas (self);
  hub_console_page_add (page, self->quotas);

  hub_console_page_add (page, make_program (self));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (me), _("You"));
  self->me = add_row (me, _("Signed in as"));
  self->may = add_row (me, _("Permissions"));
  hub_console_page_add (page, me);
  g_signal_connect_object (model, "changed", G_CALLBACK (model_changed), self, 0);
  return GTK_WIDGET (self);
}
