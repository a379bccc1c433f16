/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-review-desk.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "hub-console-page.h"
#include "hub-console-progress.h"
#include "hub-console-row.h"
#include "hub-console-run.h"
#include "hub-json.h"
#include "hub-permission-hint.h"
#include "hub-qr-popover.h"
#include "hub-reject-dialog.h"
#include "hub-review-checks.h"
#include "hub-review-difference.h"
#include "hub-review-facts.h"
#include "hub-review-state.h"
#include "hub-simulator-button.h"

struct _HubReviewDesk
{
  GtkWidget parent_instance;

  HubConsoleModel *model;
  HubConsoleQuery *review;      /* in full */
  HubConsoleQuery *checks;
  HubConsoleQuery *difference;
  GtkWidget *root;
  GtkBox *state;
  GtkBox *facts;
  GtkBox *changes;
  GtkWindow *dialog;            /* (unowned) (nullable) */
};

G_DEFINE_FINAL_TYPE (HubReviewDesk, hub_review_desk, GTK_TYPE_WIDGET)

static void
clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
add_message (GtkBox *box, HubConsoleQuery *query)
{
  const GError *error = hub_console_query_get_error (query);
  GtkWidget *label;

  if (error != NULL)
    {
      label = gtk_label_new (error->message);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_widget_add_css_class (label, "error");
      gtk_box_append (box, label);
    }
  else if (hub_console_query_get_state (query) == HUB_CONSOLE_STATE_LOADING)
    {
      label = hub_console_spinner_new ();
      gtk_box_append (box, label);
    }
}

/* Actions */

static const char *
get_id (HubReviewDesk *self)
{
  JsonObject *review = hub_console_query_get_answer (self->review);

  return review != NULL ? hub_json_get_string (review, "id", "") : "";
}

static char *
dup_name (HubReviewDesk *self)
{
  JsonObject *review = hub_console_query_get_answer (self->review);

  return review != NULL ? g_strdup_printf ("%s %s", hub_json_get_string (review, "app_name", ""),
                                           hub_json_get_string (review, "version", "")) : g_strdup ("");
}

static HubConsoleChange *
change_new (HubReviewDesk *self, const char *operation, const char *done)
{
  HubConsoleChange *change = hub_console_change_new (operation, done);

  hub_console_change_set_global (change);
  hub_console_change_set_string (change, "id", get_id (self));
  return change;
}

static void
take_action (GtkWidget *widget, const char *name, GVariant *target)
{
  g_autoptr (HubConsoleChange) change = change_new (HUB_REVIEW_DESK (widget), "takeReview", _("The review is yours"));

  hub_console_run (widget, change, NULL, NULL, NULL);
}

static void
return_action (GtkWidget *widget, const char *name, GVariant *target)
{
  g_autoptr (HubConsoleChange) change = change_new (HUB_REVIEW_DESK (widget), "returnReview", _("The review waits again"));

  hub_console_run (widget, change, NULL, NULL, NULL);
}

static void
approve_action (GtkWidget *widget, const char *name, GVariant *target)
{
  HubReviewDesk *self = HUB_REVIEW_DESK (widget);
  g_autofree char *version = dup_name (self);
  g_autofree char *heading = g_strdup_printf (_("Approve %s?"), version);

  hub_console_confirm (widget, hub_console_change_decide_review (get_id (self), TRUE, NULL), heading,
                       _("Its admin is told, and can release it."), _("_Approve"), ADW_RESPONSE_SUGGESTED);
}

static void
reject_action (GtkWidget *widget, const char *name, GVariant *target)
{
  HubReviewDesk *self = HUB_REVIEW_DESK (widget);
  JsonObject *review = hub_console_query_get_answer (self->review);

  if (review == NULL)
    return;
  if (self->dialog == NULL)
    g_set_weak_pointer (&self->dialog, GTK_WINDOW (hub_reject_dialog_new (widget, self->model, review)));
  gtk_window_present (self->dialog);
}

/* What is shown */

static gboolean
is_mine (HubReviewDesk *self, JsonObject *review)
{
  return g_str_equal (hub_json_get_string (review, "state", ""), "in_review")
         && g_str_equal (hub_json_get_string (review, "taken_by", ""), hub_console_model_get_account (self->model));
}

/* (transfer full) (nullable): why the reviewer cannot decide now. */
static char *
dup_obstacle (HubReviewDesk *self, JsonObject *review)
{
  const char *state = hub_json_get_string (review, "state", "");

  if (is_mine (self, review))
    return NULL;
  if (g_str_equal (state, "pending"))
    return g_strdup (_("Take the review first, so that nobody else works on it"));
  return g_strdup_printf (_("%s has taken this review"), hub_json_get_string (review, "taken_by", ""));
}

static GtkWidget *
button_new (const char *label, const char *action, const char *style, const char *obstacle)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (style != NULL)
    gtk_widget_add_css_class (button, style);
  if (obstacle != NULL)
    hub_permission_hint_deny (button, obstacle);
  return button;
}

static void
add_open (GtkBox *box, JsonObject *review)
{
  const char *url = hub_json_get_string (review, "url", NULL);
  GtkWidget *open;

  if (url == NULL)
    return;
  gtk_box_append (box, hub_simulator_button_new (url, TRUE));
  open = gtk_button_new_from_icon_name ("adw-external-link-symbolic");
  gtk_widget_add_css_class (open, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (open), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Open in the Browser"), -1);
  gtk_widget_set_tooltip_text (open, _("Runs it in the browser, signed in with your Super Hub ID"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (open), "s", url);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "console.open-link");
  gtk_box_append (box, open);
  gtk_box_append (box, hub_qr_popover_button_new (url, _("Opens the version in review, for the reviewer who has it")));
}

/* What one looks at it with. */
static void
add_buttons (HubReviewDesk *self, HubConsoleRow *row, JsonObject *review)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_margin_top (box, 6);
  add_open (GTK_BOX (box), review);
  if (is_mine (self, review))
    gtk_box_append (GTK_BOX (box), button_new (_("_Give Back"), "desk.return", NULL, NULL));
  hub_console_row_add_below (row, box);
}

static gboolean
is_open (JsonObject *review)
{
  const char *state = hub_json_get_string (review, "state", "");

  return g_str_equal (state, "pending") || g_str_equal (state, "in_review");
}

/* The program and its version, with what one decides about it. */
static GtkWidget *
title_new (HubReviewDesk *self, JsonObject *review)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *name = dup_name (self), *obstacle = dup_obstacle (self, review);
  GtkWidget *title = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "title-3");
  gtk_box_append (GTK_BOX (box), title);
  if (!is_open (review))
    return box;
  if (g_str_equal (hub_json_get_string (review, "state", ""), "pending"))
    gtk_box_append (GTK_BOX (box), button_new (_("_Take"), "desk.take", "suggested-action", NULL));
  gtk_box_append (GTK_BOX (box), button_new (_("_Reject…"), "desk.reject", NULL, obstacle));
  gtk_box_append (GTK_BOX (box), button_new (_("_Approve…"), "desk.approve", obstacle == NULL ? "suggested-action" : NULL,
                                             obstacle));
  return box;
}

static void
show_state (HubReviewDesk *self, JsonObject *review)
{
  const char *state = hub_json_get_string (review, "state", "");
  GtkWidget *list = gtk_list_box_new ();
  HubConsoleRow *row = HUB_CONSOLE_ROW (hub_review_facts_history_new (review));
  g_autoptr (HubConsoleItem) item = hub_console_item_new (review);
  g_autoptr (GDateTime) until = hub_console_item_dup_time (item, "taken_until");

  hub_console_row_set_icon (row, hub_review_state_get_icon (state), hub_review_state_get_style (state));
  hub_console_row_add_badge (row, hub_review_state_get_name (state), hub_review_state_get_style (state));
  if (until != NULL && g_str_equal (state, "in_review"))
    {
      g_autofree char *time = g_date_time_format (until, "%R");
      g_autofree char *text = g_strdup_printf (_("until %s"), time);

      hub_console_row_add_fact (row, text);
    }
  if (is_open (review))
    add_buttons (self, row, review);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (row));
  gtk_box_append (self->state, list);
}

static void
review_answered (HubReviewDesk *self)
{
  JsonObject *review = hub_console_query_get_answer (self->review);

  clear (self->state);
  clear (self->facts);
  if (review == NULL)
    {
      add_message (self->state, self->review);
      return;
    }
  gtk_box_append (self->state, title_new (self, review));
  show_state (self, review);
  if (g_str_equal (hub_json_get_string (review, "state", ""), "rejected"))
    gtk_box_append (self->facts, hub_review_facts_rejection_new (self->model, review));
  gtk_box_append (self->facts, hub_review_facts_form_new (self->model, review));
}

static void
difference_answered (HubReviewDesk *self)
{
  JsonObject *difference = hub_console_query_get_answer (self->difference);

  clear (self->changes);
  if (difference != NULL)
    gtk_box_append (self->changes, hub_review_difference_new (difference));
  else
    add_message (self->changes, self->difference);
}

static void
set_active (HubReviewDesk *self, gboolean active)
{
  hub_console_query_set_active (self->review, active);
  hub_console_query_set_active (self->checks, active);
  hub_console_query_set_active (self->difference, active);
}

static void
hub_review_desk_unmap (GtkWidget *widget)
{
  set_active (HUB_REVIEW_DESK (widget), FALSE);
  GTK_WIDGET_CLASS (hub_review_desk_parent_class)->unmap (widget);
}

static void
hub_review_desk_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hub_review_desk_parent_class)->map (widget);
  set_active (HUB_REVIEW_DESK (widget), TRUE);
}

static void
hub_review_desk_dispose (GObject *object)
{
  HubReviewDesk *self = HUB_REVIEW_DESK (object);

  g_clear_weak_pointer (&self->dialog);
  g_clear_pointer (&self->root, gtk_widget_unparent);
  g_clear_object (&self->review);
  g_clear_object (&self->checks);
  g_clear_object (&self->difference);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (hub_review_desk_parent_class)->dispose (object);
}

static void
hub_review_desk_class_init (HubReviewDeskClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hub_review_desk_dispose;
  widget_class->map = hub_review_desk_map;
  widget_class->unmap = hub_review_desk_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "desk.take", NULL, take_action);
  gtk_widget_class_install_action (widget_class, "desk.return", NULL, return_action);
  gtk_widget_class_install_action (widget_class, "desk.approve", NULL, approve_action);
  gtk_widget_class_install_action (widget_class, "desk.reject", NULL, reject_action);
}

static void
hub_review_desk_init (HubReviewDesk *self)
{
}

static GtkBox *
add_box (GtkWidget *content)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_box_append (GTK_BOX (content), box);
  return GTK_BOX (box);
}

static GtkWidget *
make_content (HubReviewDesk *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  GtkWidget *back = gtk_button_new_with_mnemonic (_("_All Reviews"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (back), "reviews.back");
  gtk_widget_set_halign (back, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (content), back);
  self->state = add_box (content);
  self->facts = add_box (content);
  gtk_box_append (GTK_BOX (content), hub_review_checks_new (self->checks));
  self->changes = add_box (content);
  return hub_console_page_scrolled_new (content);
}

static HubConsoleQuery *
query_new (HubReviewDesk *self, const char *operation, const char * const *events, GCallback answered)
{
  HubConsoleQuery *query = hub_console_query_new (self->model, HUB_CONSOLE_QUERY_OBJECT, operation, events);

  hub_console_query_set_global (query);
  if (answered != NULL)
    g_signal_connect_object (query, "changed", answered, self, G_CONNECT_SWAPPED);
  return query;
}

/**
 * hub_review_desk_new:
 * @model: the state, of a reviewer
 *
 * Returns: (transfer floating): an empty desk; see hub_review_desk_set_review()
 */
GtkWidget *
hub_review_desk_new (HubConsoleModel *model)
{
  static const char * const events[] = { "withdrawReview", "takeReview", "returnReview", "approveReview", "rejectReview",
                                         "decideReview", NULL };
  static const char * const no_events[] = { NULL };
  HubReviewDesk *self = g_object_new (HUB_TYPE_REVIEW_DESK, NULL);

  self->model = g_object_ref (model);
  self->review = query_new (self, "getReview", events, G_CALLBACK (review_answered));
  self->checks = query_new (self, "getReviewChecks", no_events, NULL);
  self->difference = query_new (self, "getReviewDifference", no_events, G_CALLBACK (difference_answered));
  hub_console_query_set_parameter (self->checks, "wait", "1");
  self->root = make_content (self);
  gtk_widget_set_parent (self->root, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

/**
 * hub_review_desk_set_review:
 * @self: a desk
 * @review_id: of a review
 *
 * Puts a review on the desk; it is read while the desk is in sight.
 */
void
hub_review_desk_set_review (HubReviewDesk *self, const char *review_id)
{
  g_return_if_fail (HUB_IS_REVIEW_DESK (self));

  set_active (self, FALSE);
  if (self->dialog != NULL)
    gtk_window_destroy (self->dialog);
  hub_console_query_set_parameter (self->review, "id", review_id);
  hub_console_query_set_parameter (self->checks, "id", review_id);
  hub_console_query_set_parameter (self->difference, "id", review_id);
  set_active (self, gtk_widget_get_mapped (GTK_WIDGET (self)));
}
