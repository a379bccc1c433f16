/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-review-page.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "hub-console-row.h"
#include "hub-console-run.h"
#include "hub-console-section.h"
#include "hub-json.h"
#include "hub-permission-hint.h"
#include "hub-review-countdown.h"
#include "hub-review-facts.h"
#include "hub-review-state.h"
#include "hub-review-submission.h"

#define MANAGE "development-management"

struct _HubReviewPage
{
  HubConsolePage parent_instance;

  HubConsoleQuery *quota;
  HubConsoleQuery *history;
  HubConsoleQuery *current;     /* the last review, in full; of none while there is none */
  HubConsoleQuery *chosen;      /* one of the history, in full */
  HubReviewCountdown *countdown;
  GtkBox *rejection;
  GtkBox *shown;                /* below the history: the review that was chosen in it */
  HubReviewSubmission *submission;
  GtkWidget *more;
  GtkWidget *section;           /* the version in review */
  GListStore *in_review;        /* as the model's, each item anew when the quota changes */
};

G_DEFINE_FINAL_TYPE (HubReviewPage, hub_review_page, HUB_TYPE_CONSOLE_PAGE)

static void
clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
current_answered (HubReviewPage *self)
{
  JsonObject *review = hub_console_query_get_answer (self->current);

  clear (self->rejection);
  if (review != NULL && g_str_equal (hub_json_get_string (review, "state", ""), "rejected"))
    gtk_box_append (self->rejection,
                    hub_review_facts_rejection_new (hub_console_page_get_model (HUB_CONSOLE_PAGE (self)), review));
  gtk_widget_set_visible (GTK_WIDGET (self->rejection), gtk_widget_get_first_child (GTK_WIDGET (self->rejection)) != NULL);
}

static void
chosen_answered (HubReviewPage *self)
{
  HubConsoleModel *model = hub_console_page_get_model (HUB_CONSOLE_PAGE (self));
  JsonObject *review = hub_console_query_get_answer (self->chosen);
  g_autofree char *title = NULL;
  GtkWidget *heading;

  clear (self->shown);
  gtk_widget_set_visible (GTK_WIDGET (self->shown), review != NULL);
  if (review == NULL)
    return;
  title = g_strdup_printf (_("Review of %s"), hub_json_get_string (review, "version", ""));
  heading = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "title-4");
  gtk_box_append (self->shown, heading);
  if (g_str_equal (hub_json_get_string (review, "state", ""), "rejected"))
    gtk_box_append (self->shown, hub_review_facts_rejection_new (model, review));
  gtk_box_append (self->shown, hub_review_facts_form_new (model, review));
}

static void
choose (HubConsoleQuery *query, GtkWidget *page, const char *id)
{
  hub_console_query_set_parameter (query, "id", id);
  hub_console_query_set_active (query, id != NULL && gtk_widget_get_mapped (page));
}

static void
history_changed (HubReviewPage *self)
{
  gtk_widget_set_visible (self->more, hub_console_query_has_more (self->history));
}

static void
hub_review_page_update (HubConsolePage *page)
{
  HubReviewPage *self = HUB_REVIEW_PAGE (page);
  HubConsoleModel *model = hub_console_page_get_model (page);
  JsonObject *quota = hub_console_query_get_answer (self->quota);
  g_autoptr (HubConsoleItem) review = hub_console_model_dup_first (model, HUB_CONSOLE_LIST_IN_REVIEW);

  /* The row's button tells of the quota. */
  g_list_store_remove_all (self->in_review);
  if (review != NULL)
    g_list_store_append (self->in_review, review);
  choose (self->current, GTK_WIDGET (self), review != NULL ? hub_console_item_get_string (review, "id") : NULL);
  hub_review_countdown_set_quota (self->countdown, quota);
  hub_review_submission_update (self->submission, quota);
}

/* The last review is in sight anyway. */
static void
hub_review_page_show_link (HubConsolePage *page, const char *place, const char *id)
{
  HubReviewPage *self = HUB_REVIEW_PAGE (page);
  g_autoptr (HubConsoleItem) last = hub_console_model_dup_first (hub_console_page_get_model (page), HUB_CONSOLE_LIST_IN_REVIEW);

  if (id != NULL && g_str_equal (place, "reviews")
      && (last == NULL || !g_str_equal (hub_console_item_get_string (last, "id"), id)))
    choose (self->chosen, GTK_WIDGET (self), id);
}

static void
hub_review_page_map (GtkWidget *widget)
{
  HubReviewPage *self = HUB_REVIEW_PAGE (widget);
  HubConsoleModel *model = hub_console_page_get_model (HUB_CONSOLE_PAGE (self));
  g_autoptr (HubConsoleItem) review = hub_console_model_dup_first (model, HUB_CONSOLE_LIST_IN_REVIEW);

  GTK_WIDGET_CLASS (hub_review_page_parent_class)->map (widget);
  hub_console_query_set_active (self->current, review != NULL);
}

static void
hub_review_page_unmap (GtkWidget *widget)
{
  HubReviewPage *self = HUB_REVIEW_PAGE (widget);

  hub_console_query_set_active (self->current, FALSE);
  hub_console_query_set_active (self->chosen, FALSE);
  GTK_WIDGET_CLASS (hub_review_page_parent_class)->unmap (widget);
}

/* Actions */

static void
withdraw_action (GtkWidget *widget, const char *name, GVariant *target)
{
  HubReviewPage *self = HUB_REVIEW_PAGE (widget);
  JsonObject *quota = hub_console_query_get_answer (self->quota);
  gint64 today = quota != NULL ? hub_json_get_int (quota, "withdrawals_left_today", 0) : 0;
  gint64 month = quota != NULL ? hub_json_get_int (quota, "withdrawals_left_this_month", 0) : 0;
  g_autofree char *body = g_strdup_printf (_("It can be submitted again, and then waits in the queue anew. Withdrawals left: "
                                             "%d in 24 hours, %d in 30 days."), (int) today, (int) month);

  hub_console_confirm (widget, hub_console_change_withdraw_review (), _("Withdraw the Version from Review?"), body,
                       _("_Withdraw"), ADW_RESPONSE_DESTRUCTIVE);
}

static void
show_action (GtkWidget *widget, const char *name, GVariant *target)
{
  choose (HUB_REVIEW_PAGE (widget)->chosen, widget, g_variant_get_string (target, NULL));
}

static void
more_action (GtkWidget *widget, const char *name, GVariant *target)
{
  hub_console_query_load_more (HUB_REVIEW_PAGE (widget)->history);
}

static void
hub_review_page_dispose (GObject *object)
{
  HubReviewPage *self = HUB_REVIEW_PAGE (object);

  g_clear_object (&self->quota);
  g_clear_object (&self->history);
  g_clear_object (&self->current);
  g_clear_object (&self->chosen);
  g_clear_object (&self->in_review);
  G_OBJECT_CLASS (hub_review_page_parent_class)->dispose (object);
}

static void
hub_review_page_class_init (HubReviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hub_review_page_dispose;
  HUB_CONSOLE_PAGE_CLASS (klass)->update = hub_review_page_update;
  HUB_CONSOLE_PAGE_CLASS (klass)->show_link = hub_review_page_show_link;
  widget_class->map = hub_review_page_map;
  widget_class->unmap = hub_review_page_unmap;
  gtk_widget_class_install_action (widget_class, "review.withdraw", NULL, withdraw_action);
  gtk_widget_class_install_action (widget_class, "review.show", "s", show_action);
  gtk_widget_class_install_action (widget_class, "review.more", NULL, more_action);
}

static void
hub_review_page_init (HubReviewPage *self)
{
  self->in_review = g_list_store_new (HUB_TYPE_CONSOLE_ITEM);
}

static HubConsoleRow *
row_new (HubConsoleItem *item)
{
  HubConsoleRow *row = HUB_CONSOLE_ROW (hub_review_facts_history_new (hub_console_item_get_record (item)));
  const char *state = hub_console_item_get_string (item, "state");

  hub_console_row_set_icon (row, hub_review_state_get_icon (state), hub_review_state_get_style (state));
  hub_console_row_add_badge (row, hub_review_state_get_name (state), hub_review_state_get_style (state));
  return row;
}

/* "Withdraw… (4 left)", or why not. */
static void
add_withdraw (HubReviewPage *self, HubConsoleRow *row)
{
  JsonObject *quota = hub_console_query_get_answer (self->quota);
  int left = quota != NULL ? hub_json_get_int (quota, "withdrawals_left", 0) : 0;
  g_autofree char *label = g_strdup_printf (_("_Withdraw… (%d left)"), left);
  GtkWidget *button = hub_console_row_add_button (row, label, "review.withdraw", NULL);

  if (left <= 0)
    hub_permission_hint_deny (button, _("No withdrawals are left: 5 in 24 hours and 10 in 30 days"));
  hub_permission_hint_apply (button, hub_console_page_get_model (HUB_CONSOLE_PAGE (self)), MANAGE);
}

static GtkWidget *
current_row (gpointer item, gpointer user_data)
{
  HubConsoleRow *row = row_new (item);
  const char *state = hub_console_item_get_string (item, "state");

  if (g_str_equal (state, "pending") || g_str_equal (state, "in_review"))
    add_withdraw (user_data, row);
  return GTK_WIDGET (row);
}

static GtkWidget *
history_row (gpointer item, gpointer user_data)
{
  HubConsoleRow *row = row_new (item);

  hub_console_row_add_button (row, _("_Show"), "review.show", hub_console_item_get_string (item, "id"));
  return GTK_WIDGET (row);
}

static GtkBox *
add_box (HubReviewPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_set_visible (box, FALSE);
  hub_console_page_add (HUB_CONSOLE_PAGE (self), box);
  return GTK_BOX (box);
}

static void
make_queries (HubReviewPage *self, HubConsoleModel *model)
{
  static const char * const events[] = { "submitReview", "withdrawReview", "takeReview", "returnReview", "approveReview",
                                         "rejectReview", "createRelease", NULL };
  static const char * const no_events[] = { NULL };

  self->quota = hub_console_query_new (model, HUB_CONSOLE_QUERY_OBJECT, "getReviewQuota", events);
  self->history = hub_console_query_new (model, HUB_CONSOLE_QUERY_LIST, "listAppReviews", events);
  self->current = hub_console_query_new (model, HUB_CONSOLE_QUERY_OBJECT, "getReview", events);
  self->chosen = hub_console_query_new (model, HUB_CONSOLE_QUERY_OBJECT, "getReview", no_events);
  hub_console_query_set_parameter (self->history, "order", "newest");
  hub_console_query_set_global (self->current);
  hub_console_query_set_global (self->chosen);
  g_signal_connect_object (self->current, "changed", G_CALLBACK (current_answered), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chosen, "changed", G_CALLBACK (chosen_answered), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->history, "changed", G_CALLBACK (history_changed), self, G_CONNECT_SWAPPED);
  hub_console_page_add_query (HUB_CONSOLE_PAGE (self), g_object_ref (self->quota));
  hub_console_page_add_query (HUB_CONSOLE_PAGE (self), g_object_ref (self->history));
}

static void
make_history (HubReviewPage *self)
{
  GListModel *items = hub_console_query_get_items (self->history);

  hub_console_page_add (HUB_CONSOLE_PAGE (self),
                        hub_console_section_new (_("History"), _("Newest first"),
                                                 _("No version was submitted yet."), items, history_row, self));
  self->more = gtk_button_new_with_mnemonic (_("Show _Earlier Ones"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->more), "review.more");
  gtk_widget_set_halign (self->more, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->more, FALSE);
  hub_console_page_add (HUB_CONSOLE_PAGE (self), self->more);
  self->shown = add_box (self);
}

/**
 * hub_review_page_new:
 * @model: the state to show
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
hub_review_page_new (HubConsoleModel *model)
{
  HubReviewPage *self = g_object_new (HUB_TYPE_REVIEW_PAGE, "model", model, NULL);

  hub_console_page_set_up (HUB_CONSOLE_PAGE (self), _("Review"), HUB_CONSOLE_SECTION_VERSIONS);
  hub_console_page_set_permission (HUB_CONSOLE_PAGE (self), "login");
  make_queries (self, model);
  self->section = hub_console_section_new (_("In-Review Version"),
                                           _("One version at a time; after the result a new one can be submitted"), "",
                                           G_LIST_MODEL (self->in_review), current_row, self);
  hub_console_section_hide_when_empty (self->section, G_LIST_MODEL (self->in_review));
  hub_console_page_add (HUB_CONSOLE_PAGE (self), self->section);
  self->rejection = add_box (self);
  self->countdown = HUB_REVIEW_COUNTDOWN (hub_review_countdown_new ());
  g_signal_connect_object (self->countdown, "over", G_CALLBACK (hub_console_query_reload), self->quota, G_CONNECT_SWAPPED);
  hub_console_page_add (HUB_CONSOLE_PAGE (self), GTK_WIDGET (self->countdown));
  self->submission = HUB_REVIEW_SUBMISSION (hub_review_submission_new (model));
  hub_console_page_add (HUB_CONSOLE_PAGE (self), GTK_WIDGET (self->submission));
  make_history (self);
  return GTK_WIDGET (self);
}

/**
 * hub_review_page_choose_version:
 * @self: the page
 * @version_id: of a developer version
 *
 * Chooses what is to be submitted.
 */
void
hub_review_page_choose_version (HubReviewPage *self, const char *version_id)
{
  g_return_if_fail (HUB_IS_REVIEW_PAGE (self));

  hub_review_submission_choose_version (self->submission, version_id);
}
