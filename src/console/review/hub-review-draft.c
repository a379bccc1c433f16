/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-review-draft.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-item.h"
#include "hub-console-place.h"
#include "hub-error.h"
#include "hub-json.h"

/* So long a pause in the typing saves what was typed. */
#define PAUSE_MS 1200

struct _HubReviewDraft
{
  GtkWidget parent_instance;

  HubConsoleModel *model;
  HubReviewForm *form;          /* (unowned): in the same page */
  HubConsoleQuery *query;       /* getReviewDraft */
  HubConsolePlace *place;       /* (nullable): whose form it is, and of which program, while something is written in it */
  char *base;                   /* (nullable): "saved_at" of what the form was made from, "" for nothing; NULL before */
  gboolean changed;             /* by the person, since then */
  gboolean saving;
  gboolean refused;             /* somebody else's is kept by now: the next answer says whose */
  guint pause;

  GtkWidget *box;
  GtkLabel *state;
  GtkWidget *conflict;
  GtkLabel *conflict_text;
};

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubReviewDraft, hub_review_draft, GTK_TYPE_WIDGET)

static void
say (HubReviewDraft *self, const char *text, gboolean wrong)
{
  gtk_label_set_text (self->state, text);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->state), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), "error");
}

static gboolean
in_conflict (HubReviewDraft *self)
{
  return gtk_widget_get_visible (self->conflict);
}

/* (transfer full): the time of day at which @draft was saved */
static char *
dup_time (JsonObject *draft)
{
  g_autoptr (HubConsoleItem) item = hub_console_item_new (draft);
  g_autoptr (GDateTime) time = hub_console_item_dup_time (item, "saved_at");

  return time != NULL ? g_date_time_format (time, "%X") : g_strdup ("");
}

/* Whose text it is that stands in the form now, where it is not what stood there. */
static void
say_loaded (HubReviewDraft *self, JsonObject *draft, gboolean anew)
{
  const char *by = hub_json_get_string (draft, "saved_by", "");
  g_autofree char *when = dup_time (draft);
  g_autofree char *text = NULL;

  if (*self->base == '\0')
    text = g_strdup (anew ? _("The form was emptied; what you write is kept on the platform") : _("What you write is kept on the platform"));
  else if (!anew)
    text = g_strdup (_("The form is kept on the platform"));
  else if (g_strcmp0 (by, hub_console_model_get_account (self->model)) == 0)
    text = g_strdup_printf (_("You have changed the form elsewhere: it stands here as you saved it at %s"), when);
  else
    text = g_strdup_printf (_("%s has changed the form: it stands here as saved at %s"), by, when);
  say (self, text, FALSE);
}

static void
load (HubReviewDraft *self, JsonObject *draft)
{
  JsonObject *form = hub_json_get_object (draft, "form");
  g_autoptr (JsonObject) nothing = json_object_new ();
  gboolean anew = self->base != NULL;

  g_free (self->base);
  self->base = g_strdup (hub_json_get_string (draft, "saved_at", ""));
  self->changed = FALSE;
  self->refused = FALSE;
  g_clear_object (&self->place);
  self->place = hub_console_place_new (self->model);
  g_clear_handle_id (&self->pause, g_source_remove);
  gtk_widget_set_visible (self->conflict, FALSE);
  hub_review_form_load (self->form, form != NULL ? form : nothing, hub_json_get_string (draft, "test_account", ""));
  say_loaded (self, draft, anew);
}

static void
show_conflict (HubReviewDraft *self, JsonObject *draft)
{
  const char *by = hub_json_get_string (draft, "saved_by", "");
  g_autofree char *when = dup_time (draft);
  g_autofree char *text = NULL;

  if (*by == '\0')
    text = g_strdup (_("Somebody has emptied this form while you were writing in it."));
  else if (g_str_equal (by, hub_console_model_get_account (self->model)))
    text = g_strdup_printf (_("You have saved this form elsewhere at %s, while you were writing here."), when);
  else
    text = g_strdup_printf (_("%s has saved this form at %s, while you were writing in it."), by, when);
  gtk_label_set_text (self->conflict_text, text);
  gtk_widget_set_visible (self->conflict, TRUE);
  say (self, _("Not saved: two people have changed the form"), TRUE);
}

/**
 * hub_review_draft_take:
 * @self: a draft
 *
 * The query has an answer: it is shown, unless that would lose what was typed.
 */
void
hub_review_draft_take (HubReviewDraft *self)
{
  JsonObject *draft;
  const char *saved_at;

  g_return_if_fail (HUB_IS_REVIEW_DRAFT (self));

  draft = hub_console_query_get_answer (self->query);
  saved_at = hub_json_get_string (draft, "saved_at", "");
  /* What comes of one's own saving is told by its answer. */
  if (draft == NULL || self->saving || g_strcmp0 (self->base, saved_at) == 0)
    return;
  /* An answer that was under way meanwhile is of before. Times are written so that they sort. */
  if (!self->refused && self->base != NULL && *saved_at != '\0' && strcmp (saved_at, self->base) < 0)
    return;
  if (self->changed)
    show_conflict (self, draft);
  else
    load (self, draft);
}

/* The form of a program that was left meanwhile has other people's answers to wait for. */
static gboolean
is_of_another (HubReviewDraft *self, HubConsolePlace *place)
{
  return self->place == NULL
         || g_strcmp0 (hub_console_place_get_app_id (place), hub_console_place_get_app_id (self->place)) != 0;
}

static void
draft_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HubReviewDraft) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = hub_console_place_ask_finish (HUB_CONSOLE_PLACE (source), result, &error);
  g_autofree char *text = NULL;

  if (self->box == NULL || is_of_another (self, HUB_CONSOLE_PLACE (source)))
    return;
  self->saving = FALSE;
  if (answer != NULL)
    {
      g_free (self->base);
      self->base = g_strdup (hub_json_get_string (answer, "saved_at", ""));
      if (!self->changed)
        say (self, _("The form is kept on the platform"), FALSE);
      g_signal_emit (self, signals[SAVED], 0);
      return;
    }
  self->changed = TRUE;
  /* Whose it is now is told by the answer. */
  if (g_strcmp0 (hub_error_get_name (error), "review.draft_changed") == 0)
    {
      self->refused = TRUE;
      hub_console_query_reload (self->query);
      return;
    }
  text = g_strdup_printf (_("Not saved yet: %s"), error->message);
  say (self, text, TRUE);
}

static void
send (HubReviewDraft *self)
{
  g_autofree char *problem = NULL;
  g_autoptr (JsonObject) parameters = hub_review_form_dup (self->form, &problem);

  json_object_set_string_member (parameters, "if_saved_at", self->base);
  json_object_set_string_member (parameters, "app_id", hub_console_place_get_app_id (self->place));
  hub_console_place_ask_async (self->place, "putReviewDraft", parameters, draft_saved, g_object_ref (self));
}

static gboolean
is_to_save (HubReviewDraft *self)
{
  return self->changed && !self->saving && self->base != NULL && self->place != NULL && !in_conflict (self);
}

/**
 * hub_review_draft_save:
 * @self: a draft
 *
 * Saves what was typed at once, when something was.
 */
void
hub_review_draft_save (HubReviewDraft *self)
{
  g_autofree char *overlong = NULL;

  g_return_if_fail (HUB_IS_REVIEW_DRAFT (self));

  g_clear_handle_id (&self->pause, g_source_remove);
  /* When the model is about another program already, this one is still to be saved where it came from. */
  if (self->place != NULL)
    hub_console_place_follow (self->place, self->model);
  if (!is_to_save (self))
    return;
  overlong = hub_review_form_dup_overlong (self->form);
  if (overlong != NULL)
    {
      g_autofree char *text = g_strdup_printf (_("Not saved yet: %s"), overlong);

      say (self, text, TRUE);
      return;
    }
  self->changed = FALSE;
  self->saving = TRUE;
  say (self, _("Saving…"), FALSE);
  send (self);
}

/**
 * hub_review_draft_submitted:
 * @self: a draft
 *
 * The form was submitted: nothing of it is left to save, and what the platform keeps of it is shown.
 */
void
hub_review_draft_submitted (HubReviewDraft *self)
{
  g_return_if_fail (HUB_IS_REVIEW_DRAFT (self));

  self->changed = FALSE;
  g_clear_pointer (&self->base, g_free);
  g_clear_handle_id (&self->pause, g_source_remove);
  gtk_widget_set_visible (self->conflict, FALSE);
  hub_console_query_reload (self->query);
}

static gboolean
pause_ended (gpointer user_data)
{
  HubReviewDraft *self = user_data;

  self->pause = 0;
  hub_review_draft_save (self);
  return G_SOURCE_REMOVE;
}

static void
form_changed (HubReviewDraft *self)
{
  self->changed = TRUE;
  if (in_conflict (self))
    return;
  say (self, _("Saved after a pause"), FALSE);
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (PAUSE_MS, pause_ended, self);
}

static void
keep_mine (HubReviewDraft *self)
{
  JsonObject *draft = hub_console_query_get_answer (self->query);

  if (draft == NULL)
    return;
  g_free (self->base);
  self->base = g_strdup (hub_json_get_string (draft, "saved_at", ""));
  self->refused = FALSE;
  gtk_widget_set_visible (self->conflict, FALSE);
  hub_review_draft_save (self);
}

static void
take_theirs (HubReviewDraft *self)
{
  JsonObject *draft = hub_console_query_get_answer (self->query);

  if (draft != NULL)
    load (self, draft);
}

/* Another program, or nobody: what was typed belongs to the one before, and is saved there without waiting for a pause. */
static void
model_reset (HubReviewDraft *self)
{
  g_autoptr (JsonObject) nothing = json_object_new ();
  g_autofree char *overlong = hub_review_form_dup_overlong (self->form);

  if (is_to_save (self) && overlong == NULL)
    send (self);
  g_clear_object (&self->place);
  g_clear_pointer (&self->base, g_free);
  self->changed = FALSE;
  self->saving = FALSE;
  self->refused = FALSE;
  g_clear_handle_id (&self->pause, g_source_remove);
  gtk_widget_set_visible (self->conflict, FALSE);
  hub_review_form_load (self->form, nothing, "");
}

/* A connection that is back saves what could not be saved. */
static void
connection_changed (HubReviewDraft *self)
{
  if (hub_console_model_get_connection (self->model) == HUB_CLIENT_EVENTS_LIVE)
    hub_review_draft_save (self);
}

static void
hub_review_draft_unmap (GtkWidget *widget)
{
  hub_review_draft_save (HUB_REVIEW_DRAFT (widget));
  GTK_WIDGET_CLASS (hub_review_draft_parent_class)->unmap (widget);
}

static void
hub_review_draft_dispose (GObject *object)
{
  HubReviewDraft *self = HUB_REVIEW_DRAFT (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->query);
  g_clear_object (&self->place);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (hub_review_draft_parent_class)->dispose (object);
}

static void
hub_review_draft_finalize (GObject *object)
{
  g_free (HUB_REVIEW_DRAFT (object)->base);
  G_OBJECT_CLASS (hub_review_draft_parent_class)->finalize (object);
}

static void
hub_review_draft_class_init (HubReviewDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_review_draft_dispose;
  G_OBJECT_CLASS (klass)->finalize = hub_review_draft_finalize;
  GTK_WIDGET_CLASS (klass)->unmap = hub_review_draft_unmap;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  /**
   * HubReviewDraft::saved:
   *
   * The platform has kept the form: what is declared in it counts for the checks.
   */
  signals[SAVED] = g_signal_new ("saved", HUB_TYPE_REVIEW_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hub_review_draft_init (HubReviewDraft *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *mine = gtk_button_new_with_mnemonic (_("_Keep Mine"));
  GtkWidget *theirs = gtk_button_new_with_mnemonic (_("_Take the Other"));

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->state = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->state, 0);
  gtk_label_set_wrap (self->state, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->state), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->state), "dim-label");
  self->conflict_text = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->conflict_text, TRUE);
  gtk_label_set_xalign (self->conflict_text, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->conflict_text), TRUE);
  gtk_widget_set_tooltip_text (mine, _("Saves what stands here in place of what was saved elsewhere"));
  gtk_widget_set_tooltip_text (theirs, _("Shows what was saved elsewhere; what you wrote since then is given up"));
  g_signal_connect_swapped (mine, "clicked", G_CALLBACK (keep_mine), self);
  g_signal_connect_swapped (theirs, "clicked", G_CALLBACK (take_theirs), self);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->conflict_text));
  gtk_box_append (GTK_BOX (line), theirs);
  gtk_box_append (GTK_BOX (line), mine);
  gtk_widget_add_css_class (line, "card");
  gtk_widget_add_css_class (line, "console-row");
  self->conflict = line;
  gtk_widget_set_visible (line, FALSE);
  gtk_box_append (GTK_BOX (self->box), line);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->state));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * hub_review_draft_new:
 * @model: the state
 * @form: the form, which lives as long as the draft
 * @query: reads the draft
 *
 * Returns: (transfer floating): the draft of a program's form
 */
GtkWidget *
hub_review_draft_new (HubConsoleModel *model, HubReviewForm *form, HubConsoleQuery *query)
{
  HubReviewDraft *self = g_object_new (HUB_TYPE_REVIEW_DRAFT, NULL);

  self->model = g_object_ref (model);
  self->form = form;
  self->query = g_object_ref (query);
  g_signal_connect_object (form, "changed", G_CALLBACK (form_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "reset", G_CALLBACK (model_reset), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "connection-changed", G_CALLBACK (connection_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
