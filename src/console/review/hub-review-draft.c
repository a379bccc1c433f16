/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-review-draft.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-item.h"
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
  HubClient *client;            /* (nullable): whose form it is, and */
  char *app_id;                 /* (nullable): of which program, while something is written in it */
  char *base;                   /* (nullable): "saved_at" of what the form was made from, "" for nothing; NULL before */
  gboolean changed;             /* by the person, since then */
  gboolean saving;
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

/* A new sign-in of the same person goes on with the form; when it is about another program already, this one is still to be
 * saved where it came from. */
static void
follow_sign_in (HubReviewDraft *self)
{
  HubClient *client = hub_console_model_get_client (self->model);

  if (client != NULL && self->client != NULL
      && g_strcmp0 (hub_console_model_get_app_id (self->model), self->app_id) == 0
      && g_strcmp0 (hub_client_get_account (client), hub_client_get_account (self->client)) == 0)
    g_set_object (&self->client, client);
}

static void
load (HubReviewDraft *self, JsonObject *draft)
{
  JsonObject *form = hub_json_get_object (draft, "form");
  g_autoptr (JsonObject) nothing = json_object_new ();

  g_free (self->base);
  self->base = g_strdup (hub_json_get_string (draft, "saved_at", ""));
  self->changed = FALSE;
  g_set_object (&self->client, hub_console_model_get_client (self->model));
  g_free (self->app_id);
  self->app_id = g_strdup (hub_console_model_get_app_id (self->model));
  g_clear_handle_id (&self->pause, g_source_remove);
  gtk_widget_set_visible (self->conflict, FALSE);
  hub_review_form_load (self->form, form != NULL ? form : nothing, hub_json_get_string (draft, "test_account", ""));
  say (self, *self->base != '\0' ? _("The form is kept on the platform") : _("What you write is kept on the platform"), FALSE);
}

static void
show_conflict (HubReviewDraft *self, JsonObject *draft)
{
  g_autoptr (HubConsoleItem) item = hub_console_item_new (draft);
  g_autoptr (GDateTime) time = hub_console_item_dup_time (item, "saved_at");
  const char *by = hub_console_item_get_string (item, "saved_by");
  g_autofree char *when = time != NULL ? g_date_time_format (time, "%X") : NULL;
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

  g_return_if_fail (HUB_IS_REVIEW_DRAFT (self));

  draft = hub_console_query_get_answer (self->query);
  /* What comes of one's own saving is told by its answer. */
  if (draft == NULL || self->saving || g_strcmp0 (self->base, hub_json_get_string (draft, "saved_at", "")) == 0)
    return;
  if (self->changed)
    show_conflict (self, draft);
  else
    load (self, draft);
}

/* The answer to a saving of the form of a program that was left since then. */
static gboolean
is_of_another (HubReviewDraft *self, const char *app_id)
{
  return self->client == NULL || g_strcmp0 (app_id, self->app_id) != 0;
}

typedef struct
{
  HubReviewDraft *draft;
  char *app_id;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->draft);
  g_free (saving->app_id);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
draft_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  HubReviewDraft *self = saving->draft;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = hub_client_call_finish (HUB_CLIENT (source), result, &error);
  g_autofree char *text = NULL;

  if (self->box == NULL || is_of_another (self, saving->app_id))
    return;
  self->saving = FALSE;
  if (error == NULL && answer != NULL && JSON_NODE_HOLDS_OBJECT (answer))
    {
      g_free (self->base);
      self->base = g_strdup (hub_json_get_string (json_node_get_object (answer), "saved_at", ""));
      if (!self->changed)
        say (self, _("The form is kept on the platform"), FALSE);
      g_signal_emit (self, signals[SAVED], 0);
      return;
    }
  self->changed = TRUE;
  /* Whose it is now is told by the answer. */
  if (g_strcmp0 (hub_error_get_name (error), "review.draft_changed") == 0)
    {
      hub_console_query_reload (self->query);
      return;
    }
  text = g_strdup_printf (_("Not saved yet: %s"), error != NULL ? error->message : "");
  say (self, text, TRUE);
}

static void
send (HubReviewDraft *self)
{
  g_autofree char *problem = NULL;
  g_autoptr (JsonObject) parameters = hub_review_form_dup (self->form, &problem);
  Saving *saving = g_new0 (Saving, 1);

  json_object_set_string_member (parameters, "if_saved_at", self->base);
  json_object_set_string_member (parameters, "app_id", self->app_id);
  saving->draft = g_object_ref (self);
  saving->app_id = g_strdup (self->app_id);
  hub_client_call_async (self->client, "putReviewDraft", parameters, NULL, draft_saved, saving);
}

static gboolean
is_to_save (HubReviewDraft *self)
{
  return self->changed && !self->saving && self->base != NULL && !in_conflict (self);
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
  follow_sign_in (self);
  if (!is_to_save (self) || self->client == NULL || self->app_id == NULL)
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

  if (is_to_save (self) && overlong == NULL && self->client != NULL && self->app_id != NULL)
    send (self);
  g_clear_object (&self->client);
  g_clear_pointer (&self->app_id, g_free);
  g_clear_pointer (&self->base, g_free);
  self->changed = FALSE;
  self->saving = FALSE;
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
  g_clear_object (&self->client);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (hub_review_draft_parent_class)->dispose (object);
}

static void
hub_review_draft_finalize (GObject *object)
{
  g_free (HUB_REVIEW_DRAFT (object)->base);
  g_free (HUB_REVIEW_DRAFT (object)->app_id);
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
