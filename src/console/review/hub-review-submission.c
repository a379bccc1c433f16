/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-review-submission.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "hub-console-roles.h"
#include "hub-console-run.h"
#include "hub-json.h"
#include "hub-review-checks.h"
#include "hub-review-draft.h"
#include "hub-review-form.h"

#define MANAGE "development-management"

struct _HubReviewSubmission
{
  GtkWidget parent_instance;

  HubConsoleModel *model;
  HubConsoleQuery *draft_query;
  HubConsoleQuery *checks_query;
  JsonObject *quota;            /* (nullable) until it was read */

  GtkWidget *group;
  GtkLabel *locked;
  GtkWidget *content;
  GtkDropDown *versions;
  GPtrArray *version_ids;       /* char *, as in @versions */
  char *version_id;             /* (nullable): the chosen one */
  gboolean own;                 /* the person's own upload: the next one takes its place here, too */
  gboolean gone;                /* it is no developer version any more */
  HubReviewForm *form;
  HubReviewDraft *draft;
  HubReviewChecks *checks;
  GtkLabel *problem;            /* what stands in the way */
  GtkLabel *unread;             /* why the form could not be read */
  GtkLabel *refusal;            /* of what was submitted: stays until the form is another */
  GtkWidget *submit;
  gboolean filling;
  gboolean sending;
};

G_DEFINE_FINAL_TYPE (HubReviewSubmission, hub_review_submission, GTK_TYPE_WIDGET)

/* (transfer full) (nullable): why nothing can be submitted, whatever stands in the form. */
static char *
dup_obstacle (HubReviewSubmission *self)
{
  static const char * const states[] = { "pending", "in_review" };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (HubConsoleItem) open = hub_console_model_find (self->model, HUB_CONSOLE_LIST_IN_REVIEW, "state", states[i]);

      if (open != NULL)
        return g_strdup_printf (_("Version %s, submitted by %s, is in review: wait for the result or withdraw it"),
                                hub_console_item_get_string (open, "version"),
                                hub_console_item_get_string (open, "submitted_by"));
    }
  if (self->version_ids->len == 0)
    return g_strdup (_("There is no developer version to submit: press Upload first."));
  if (self->gone)
    return g_strdup (_("The version that was chosen was deleted, or another upload took its place: choose one above."));
  if (self->quota != NULL && hub_json_get_string (self->quota, "wait_until", NULL) != NULL)
    return g_strdup (_("After several rejections the next submission has to wait: see the countdown above."));
  return NULL;
}

static void
update_submit (HubReviewSubmission *self)
{
  g_autofree char *problem = dup_obstacle (self);
  g_autofree char *in_form = NULL;
  g_autoptr (JsonObject) form = hub_review_form_dup (self->form, &in_form);

  if (problem == NULL)
    problem = g_steal_pointer (&in_form);
  if (problem == NULL && !hub_review_checks_may_send (self->checks))
    problem = g_strdup (hub_console_query_get_state (self->checks_query) == HUB_CONSOLE_STATE_READY
                          ? _("A check failed: repair what it names, upload again and choose the new version.")
                          : _("The checks of the version have not ended yet."));
  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  gtk_widget_set_sensitive (self->submit, problem == NULL && !self->sending);
}

/* The version to submit */

static char *
describe (HubConsoleItem *version)
{
  g_autofree char *size = hub_console_item_dup_size (version);
  const char *remarks = hub_console_item_get_string (version, "remarks");
  g_autofree char *first = g_strndup (remarks, strcspn (remarks, "\n"));

  return g_strdup_printf ("%s · %s%s%s%s%s", hub_console_item_get_string (version, "version"),
                          hub_console_item_get_string (version, "developer"), size != NULL ? " · " : "",
                          size != NULL ? size : "", *first != '\0' ? " · " : "", first);
}

static gboolean
is_own (HubReviewSubmission *self, guint position)
{
  GListModel *list = hub_console_model_get_list (self->model, HUB_CONSOLE_LIST_DEVELOPER);
  g_autoptr (HubConsoleItem) version = g_list_model_get_item (list, position);

  return version != NULL && hub_json_get_int (hub_console_item_get_record (version), "key_slot", 0) == 0
         && g_strcmp0 (hub_console_item_get_string (version, "developer"), hub_console_model_get_account (self->model)) == 0;
}

static void
version_chosen (HubReviewSubmission *self)
{
  guint chosen = gtk_drop_down_get_selected (self->versions);

  if (self->filling || chosen >= self->version_ids->len)
    return;
  self->gone = FALSE;
  self->own = is_own (self, chosen);
  g_free (self->version_id);
  self->version_id = g_strdup (g_ptr_array_index (self->version_ids, chosen));
  hub_console_query_set_parameter (self->checks_query, "id", self->version_id);
  hub_console_query_set_active (self->checks_query, gtk_widget_get_mapped (GTK_WIDGET (self)));
  update_submit (self);
}

/* Nobody submits another version than the one they chose: where that is gone, and not by an upload of their own, none is chosen. */
static void
fill_versions (HubReviewSubmission *self)
{
  GListModel *list = hub_console_model_get_list (self->model, HUB_CONSOLE_LIST_DEVELOPER);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = self->version_id != NULL ? GTK_INVALID_LIST_POSITION : 0;

  g_ptr_array_set_size (self->version_ids, 0);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (HubConsoleItem) version = g_list_model_get_item (list, i);
      g_autofree char *name = describe (version);

      if (g_strcmp0 (hub_console_item_get_string (version, "id"), self->version_id) == 0)
        chosen = i;
      g_ptr_array_add (self->version_ids, g_strdup (hub_console_item_get_string (version, "id")));
      gtk_string_list_append (names, name);
    }
  for (guint i = 0; self->own && chosen == GTK_INVALID_LIST_POSITION && i < self->version_ids->len; i++)
    if (is_own (self, i))
      chosen = i;
  self->filling = TRUE;
  gtk_drop_down_set_model (self->versions, G_LIST_MODEL (names));
  self->filling = FALSE;
  self->gone = self->version_ids->len > 0 && chosen == GTK_INVALID_LIST_POSITION;
  if (self->gone)
    hub_console_query_set_active (self->checks_query, FALSE);
  if (self->version_ids->len == 0)
    return;
  gtk_drop_down_set_selected (self->versions, chosen);
  version_chosen (self);
}

/* Sending */

static void
show_error (GtkLabel *label, const GError *error)
{
  gtk_label_set_text (label, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (label), error != NULL);
}

static void
submitted (GtkWidget *widget, HubConsoleChange *change, const GError *error)
{
  HubReviewSubmission *self = HUB_REVIEW_SUBMISSION (widget);

  self->sending = FALSE;
  show_error (self->refusal, error);
  if (error == NULL)
    hub_review_draft_submitted (self->draft);
  update_submit (self);
}

static void
submit_clicked (HubReviewSubmission *self)
{
  g_autoptr (HubConsoleChange) change = hub_console_change_new ("submitReview", _("Submitted for review"));
  g_autofree char *problem = NULL;
  g_autoptr (JsonObject) form = hub_review_form_dup (self->form, &problem);
  GList *members = json_object_get_members (form);

  for (GList *l = members; l != NULL; l = l->next)
    json_object_set_member (hub_console_change_get_parameters (change), l->data, json_object_dup_member (form, l->data));
  g_list_free (members);
  hub_console_change_set_string (change, "id", self->version_id);
  self->sending = TRUE;
  update_submit (self);
  hub_console_run_for (GTK_WIDGET (self), change, submitted);
}

static void
form_changed (HubReviewSubmission *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), FALSE);
  update_submit (self);
}

static void
draft_answered (HubReviewSubmission *self)
{
  const GError *error = hub_console_query_get_error (self->draft_query);

  if (hub_console_query_get_state (self->draft_query) == HUB_CONSOLE_STATE_READY)
    hub_review_draft_take (self->draft);
  show_error (self->unread, error);
  /* Nothing is typed into a form that is not there yet. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), hub_console_query_get_answer (self->draft_query) != NULL);
  update_submit (self);
}

/* What the form declares counts for the checks. */
static void
draft_saved (HubReviewSubmission *self)
{
  if (self->version_id != NULL && !self->gone)
    hub_console_query_reload (self->checks_query);
}

static void
update_queries (HubReviewSubmission *self)
{
  gboolean active = gtk_widget_get_mapped (GTK_WIDGET (self)) && hub_console_model_may (self->model, MANAGE);

  hub_console_query_set_active (self->draft_query, active);
  hub_console_query_set_active (self->checks_query, active && self->version_id != NULL && !self->gone);
}

static void
hub_review_submission_map (GtkWidget *widget)
{
  HubReviewSubmission *self = HUB_REVIEW_SUBMISSION (widget);

  GTK_WIDGET_CLASS (hub_review_submission_parent_class)->map (widget);
  update_queries (self);
}

static void
hub_review_submission_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hub_review_submission_parent_class)->unmap (widget);
  update_queries (HUB_REVIEW_SUBMISSION (widget));
}

static void
model_reset (HubReviewSubmission *self)
{
  g_clear_pointer (&self->version_id, g_free);
  self->gone = FALSE;
  self->own = FALSE;
  g_clear_pointer (&self->quota, json_object_unref);
  hub_console_query_set_active (self->checks_query, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), FALSE);
}

static void
hub_review_submission_dispose (GObject *object)
{
  HubReviewSubmission *self = HUB_REVIEW_SUBMISSION (object);

  g_clear_pointer (&self->group, gtk_widget_unparent);
  g_clear_object (&self->draft_query);
  g_clear_object (&self->checks_query);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (hub_review_submission_parent_class)->dispose (object);
}

static void
hub_review_submission_finalize (GObject *object)
{
  HubReviewSubmission *self = HUB_REVIEW_SUBMISSION (object);

  g_ptr_array_unref (self->version_ids);
  g_free (self->version_id);
  g_clear_pointer (&self->quota, json_object_unref);
  G_OBJECT_CLASS (hub_review_submission_parent_class)->finalize (object);
}

static void
hub_review_submission_class_init (HubReviewSubmissionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_review_submission_dispose;
  G_OBJECT_CLASS (klass)->finalize = hub_review_submission_finalize;
  GTK_WIDGET_CLASS (klass)->map = hub_review_submission_map;
  GTK_WIDGET_CLASS (klass)->unmap = hub_review_submission_unmap;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
hub_review_submission_init (HubReviewSubmission *self)
{
  self->version_ids = g_ptr_array_new_with_free_func (g_free);
}

static GtkLabel *
sentence_new (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style);
  gtk_widget_set_visible (label, FALSE);
  return GTK_LABEL (label);
}

static GtkWidget *
make_versions (HubReviewSubmission *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *caption = gtk_label_new (_("Version (required)"));

  self->versions = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  g_signal_connect_swapped (self->versions, "notify::selected", G_CALLBACK (version_chosen), self);
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "heading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->versions), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Version"), -1);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->versions));
  return box;
}

static void
make_content (HubReviewSubmission *self)
{
  static const char * const draft_events[] = { "putReviewDraft", "deleteReviewDraft", "submitReview", NULL };
  static const char * const no_events[] = { NULL };

  self->draft_query = hub_console_query_new (self->model, HUB_CONSOLE_QUERY_OBJECT, "getReviewDraft", draft_events);
  self->checks_query = hub_console_query_new (self->model, HUB_CONSOLE_QUERY_OBJECT, "getVersionChecks", no_events);
  hub_console_query_set_parameter (self->checks_query, "wait", "1");
  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  self->form = HUB_REVIEW_FORM (hub_review_form_new (self->model));
  self->draft = HUB_REVIEW_DRAFT (hub_review_draft_new (self->model, self->form, self->draft_query));
  self->checks = HUB_REVIEW_CHECKS (hub_review_checks_new (self->checks_query));
  self->problem = sentence_new ("dim-label");
  self->unread = sentence_new ("error");
  self->refusal = sentence_new ("error");
  self->submit = gtk_button_new_with_mnemonic (_("_Submit for Review"));
  gtk_widget_add_css_class (self->submit, "suggested-action");
  gtk_widget_add_css_class (self->submit, "pill");
  gtk_widget_set_halign (self->submit, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->content), make_versions (self));
  gtk_box_append (GTK_BOX (self->content), GTK_WIDGET (self->draft));
  gtk_box_append (GTK_BOX (self->content), GTK_WIDGET (self->form));
  gtk_box_append (GTK_BOX (self->content), GTK_WIDGET (self->checks));
  gtk_box_append (GTK_BOX (self->content), GTK_WIDGET (self->unread));
  gtk_box_append (GTK_BOX (self->content), GTK_WIDGET (self->refusal));
  gtk_box_append (GTK_BOX (self->content), GTK_WIDGET (self->problem));
  gtk_box_append (GTK_BOX (self->content), self->submit);
  g_signal_connect_swapped (self->submit, "clicked", G_CALLBACK (submit_clicked), self);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (form_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->draft, "saved", G_CALLBACK (draft_saved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->draft_query, "changed", G_CALLBACK (draft_answered), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->checks_query, "changed", G_CALLBACK (update_submit), self, G_CONNECT_SWAPPED);
}

/**
 * hub_review_submission_new:
 * @model: the state
 *
 * Returns: (transfer floating): the submission; see hub_review_submission_update()
 */
GtkWidget *
hub_review_submission_new (HubConsoleModel *model)
{
  HubReviewSubmission *self = g_object_new (HUB_TYPE_REVIEW_SUBMISSION, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->model = g_object_ref (model);
  self->group = adw_preferences_group_new ();
  self->locked = sentence_new ("dim-label");
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), _("Submit a Version"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->group),
                                         _("Test it well first: while it is in review no other version can be submitted."));
  make_content (self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->locked));
  gtk_box_append (GTK_BOX (box), self->content);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), box);
  gtk_widget_set_parent (self->group, GTK_WIDGET (self));
  g_signal_connect_object (model, "reset", G_CALLBACK (model_reset), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

static void
show_locked (HubReviewSubmission *self)
{
  HubConsoleItem *app = hub_console_model_get_app (self->model);
  g_autofree char *needed = hub_console_roles_dup_needed (MANAGE);
  g_autofree char *text = g_strdup_printf (_("%s. The admin of this program, %s, can give it to you."), needed,
                                           app != NULL ? hub_console_item_get_string (app, "admin") : "");

  gtk_label_set_text (self->locked, text);
}

/**
 * hub_review_submission_update:
 * @self: a submission
 * @quota: the schema ReviewQuota
 *
 * The versions, what the person may do, or the quota have been read.
 */
void
hub_review_submission_update (HubReviewSubmission *self, JsonObject *quota)
{
  gboolean may;

  g_return_if_fail (HUB_IS_REVIEW_SUBMISSION (self));

  may = hub_console_model_may (self->model, MANAGE);
  g_clear_pointer (&self->quota, json_object_unref);
  self->quota = json_object_ref (quota);
  gtk_widget_set_visible (GTK_WIDGET (self->locked), !may);
  gtk_widget_set_visible (self->content, may);
  if (!may)
    show_locked (self);
  hub_review_form_set_feedback_allowed (self->form, hub_json_get_boolean (quota, "feedback_allowed", FALSE));
  fill_versions (self);
  update_queries (self);
  update_submit (self);
}

/**
 * hub_review_submission_choose_version:
 * @self: a submission
 * @version_id: of a developer version
 */
void
hub_review_submission_choose_version (HubReviewSubmission *self, const char *version_id)
{
  g_return_if_fail (HUB_IS_REVIEW_SUBMISSION (self));

  g_free (self->version_id);
  self->version_id = g_strdup (version_id);
  fill_versions (self);
}
