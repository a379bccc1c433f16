/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-reviews-page.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-badge.h"
#include "hub-console-stamp.h"
#include "hub-console-table.h"
#include "hub-review-desk.h"
#include "hub-review-state.h"

struct _HubReviewsPage
{
  HubConsolePage parent_instance;

  HubConsoleQuery *query;
  GtkStack *stack;
  GtkWidget *table;
  HubReviewDesk *desk;
  GtkDropDown *filter;
};

/* What the queue can be narrowed to; "mine" is those that the reviewer has taken. */
enum
{
  FILTER_OPEN,
  FILTER_MINE,
  FILTER_DECIDED,
  FILTER_ALL,
};

G_DEFINE_FINAL_TYPE (HubReviewsPage, hub_reviews_page, HUB_TYPE_CONSOLE_PAGE)

static char *
dup_state (HubConsoleItem *item, gpointer user_data)
{
  const char *state = hub_console_item_get_string (item, "state");

  /* For the team it is in review, for the reviewers it waits for one of them. */
  return g_strdup (g_str_equal (state, "pending") ? _("Waiting") : hub_review_state_get_name (state));
}

static GtkWidget *
create_state (HubConsoleItem *item, gpointer user_data)
{
  const char *state = hub_console_item_get_string (item, "state");
  const char *style = hub_review_state_get_style (state);
  g_autofree char *name = dup_state (item, NULL);

  return hub_console_badge_new (name, style != NULL ? style : "dim-label");
}

static char *
dup_submitted (HubConsoleItem *item, gpointer user_data)
{
  return g_strdup_printf ("%s %s", hub_console_item_get_string (item, "submitted_at"),
                          hub_console_item_get_string (item, "submitted_by"));
}

static GtkWidget *
create_submitted (HubConsoleItem *item, gpointer user_data)
{
  GtkWidget *stamp = hub_console_stamp_new ();
  g_autofree char *below = g_strdup_printf (_("by %s"), hub_console_item_get_string (item, "submitted_by"));

  hub_console_stamp_fill (stamp, item, "submitted_at", below);
  return stamp;
}

/* Who works on it, or who decided. */
static char *
dup_reviewer (HubConsoleItem *item, gpointer user_data)
{
  const char *taken_by = hub_console_item_get_string (item, "taken_by");

  return g_strdup (*taken_by != '\0' ? taken_by : hub_console_item_get_string (item, "decided_by"));
}

static GtkWidget *
create_show (HubConsoleItem *item, gpointer user_data)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Show"));
  g_autofree char *what = g_strdup_printf ("%s %s", hub_console_item_get_string (item, "app_name"),
                                           hub_console_item_get_string (item, "version"));

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, what, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", hub_console_item_get_string (item, "id"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "reviews.open");
  return button;
}

static const HubConsoleColumn columns[] = {
  { N_("Program"), HUB_CONSOLE_COLUMN_TEXT, "app_name", NULL, NULL, TRUE, 0 },
  { N_("Version"), HUB_CONSOLE_COLUMN_TEXT, "version", NULL, NULL, FALSE, 0 },
  { N_("State"), HUB_CONSOLE_COLUMN_WIDGET, NULL, dup_state, create_state, FALSE, 0 },
  { N_("Submitted"), HUB_CONSOLE_COLUMN_WIDGET, "submitted_at", dup_submitted, create_submitted, FALSE, 115 },
  { N_("Reviewer"), HUB_CONSOLE_COLUMN_TEXT, NULL, dup_reviewer, NULL, FALSE, 0 },
  { "", HUB_CONSOLE_COLUMN_WIDGET, NULL, NULL, create_show, FALSE, 0 },
};

static void
filter_changed (HubReviewsPage *self)
{
  static const char * const states[] = { "open", "in_review", "closed", NULL };
  HubConsoleModel *model = hub_console_page_get_model (HUB_CONSOLE_PAGE (self));
  guint filter = gtk_drop_down_get_selected (self->filter);

  hub_console_query_set_parameter (self->query, "taken_by",
                                   filter == FILTER_MINE ? hub_console_model_get_account (model) : NULL);
  hub_console_query_set_parameter (self->query, "order", filter >= FILTER_DECIDED ? "newest" : NULL);
  hub_console_query_set_parameter (self->query, "state", states[filter]);
}

static void
row_activated (HubReviewsPage *self, HubConsoleItem *item)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "reviews.open", "s", hub_console_item_get_string (item, "id"));
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *target)
{
  HubReviewsPage *self = HUB_REVIEWS_PAGE (widget);

  hub_review_desk_set_review (self->desk, g_variant_get_string (target, NULL));
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->desk));
  gtk_widget_child_focus (GTK_WIDGET (self->desk), GTK_DIR_TAB_FORWARD);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *target)
{
  HubReviewsPage *self = HUB_REVIEWS_PAGE (widget);

  gtk_stack_set_visible_child (self->stack, self->table);
  gtk_widget_child_focus (self->table, GTK_DIR_TAB_FORWARD);
}

/* Another account has another queue. */
static void
model_reset (HubReviewsPage *self)
{
  gtk_stack_set_visible_child (self->stack, self->table);
  gtk_drop_down_set_selected (self->filter, FILTER_OPEN);
}

static void
hub_reviews_page_dispose (GObject *object)
{
  g_clear_object (&HUB_REVIEWS_PAGE (object)->query);
  G_OBJECT_CLASS (hub_reviews_page_parent_class)->dispose (object);
}

static void
hub_reviews_page_class_init (HubReviewsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hub_reviews_page_dispose;
  gtk_widget_class_install_action (widget_class, "reviews.open", "s", open_action);
  gtk_widget_class_install_action (widget_class, "reviews.back", NULL, back_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "reviews.back", NULL);
}

static void
hub_reviews_page_init (HubReviewsPage *self)
{
}

static GtkWidget *
make_filter (HubReviewsPage *self)
{
  GtkWidget *filter = gtk_drop_down_new_from_strings (
    (const char *[]) { C_("reviews", "Open"), _("Taken by Me"), _("Decided"), _("All"), NULL });

  self->filter = GTK_DROP_DOWN (filter);
  gtk_accessible_update_property (GTK_ACCESSIBLE (filter), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Which reviews"), -1);
  g_signal_connect_object (filter, "notify::selected", G_CALLBACK (filter_changed), self, G_CONNECT_SWAPPED);
  return filter;
}

static void
make_table (HubReviewsPage *self)
{
  self->table = hub_console_table_new (hub_console_query_get_items (self->query), columns, G_N_ELEMENTS (columns), self);
  hub_console_table_set_label (HUB_CONSOLE_TABLE (self->table), _("Reviews"));
  hub_console_table_set_query (HUB_CONSOLE_TABLE (self->table), self->query, NULL);
  hub_console_table_set_placeholder (HUB_CONSOLE_TABLE (self->table), "emblem-ok-symbolic", _("Nothing to Review"),
                                     _("Versions that are submitted for review appear here."));
  hub_console_table_add_tool (HUB_CONSOLE_TABLE (self->table), make_filter (self));
  g_signal_connect_object (self->table, "activate", G_CALLBACK (row_activated), self, G_CONNECT_SWAPPED);
}

static void
waiting_changed (GListModel *waiting, guint position, guint removed, guint added, HubConsolePage *page)
{
  hub_console_page_set_waiting (page, g_list_model_get_n_items (waiting), _("Versions that wait for a decision"));
}

/**
 * hub_reviews_page_new:
 * @model: the state to show
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
hub_reviews_page_new (HubConsoleModel *model)
{
  static const char * const events[] = { "submitReview", "withdrawReview", "takeReview", "returnReview", "approveReview",
                                         "rejectReview", "decideReview", NULL };
  HubReviewsPage *self = g_object_new (HUB_TYPE_REVIEWS_PAGE, "model", model, NULL);
  GListModel *waiting = hub_console_model_get_list (model, HUB_CONSOLE_LIST_WAITING_REVIEWS);

  hub_console_page_set_up (HUB_CONSOLE_PAGE (self), _("Review Queue"), HUB_CONSOLE_SECTION_REVIEWS);
  self->query = hub_console_query_new (model, HUB_CONSOLE_QUERY_LIST, "listReviews", events);
  hub_console_query_set_global (self->query);
  hub_console_query_set_parameter (self->query, "state", "open");
  self->stack = GTK_STACK (gtk_stack_new ());
  self->desk = HUB_REVIEW_DESK (hub_review_desk_new (model));
  make_table (self);
  gtk_stack_add_child (self->stack, self->table);
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->desk));
  hub_console_page_set_content (HUB_CONSOLE_PAGE (self), GTK_WIDGET (self->stack));
  hub_console_page_add_query (HUB_CONSOLE_PAGE (self), g_object_ref (self->query));
  g_signal_connect_object (waiting, "items-changed", G_CALLBACK (waiting_changed), self, 0);
  g_signal_connect_object (model, "reset", G_CALLBACK (model_reset), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
