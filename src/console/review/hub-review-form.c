/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-review-form.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "hub-console-pictures.h"
#include "hub-counted-text.h"
#include "hub-json.h"
#include "hub-review-content.h"
#include "hub-review-form-rows.h"

/* The limits of data/api/openapi.json. */
#define MAX_DESCRIPTION 500
#define MAX_ACCOUNT 1000
#define MAX_FEEDBACK 200
#define MAX_PICTURES 10
#define MAX_VIDEOS 5
#define MAX_LINK 1024

struct _HubReviewForm
{
  GtkWidget parent_instance;

  GtkWidget *box;
  HubCountedText *description;
  HubCountedText *test_account;
  HubCountedText *feedback;
  HubRowsEditor *pages;
  HubRowsEditor *privacy;
  HubReviewContent *content;
  HubConsolePictures *pictures;
  HubCountedText *picture_links;
  HubCountedText *video_links;
  gboolean loading;             /* what changes now is not the person's doing */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubReviewForm, hub_review_form, GTK_TYPE_WIDGET)

static void
changed (HubReviewForm *self)
{
  if (!self->loading)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
hub_review_form_dispose (GObject *object)
{
  g_clear_pointer (&HUB_REVIEW_FORM (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (hub_review_form_parent_class)->dispose (object);
}

static void
hub_review_form_class_init (HubReviewFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_review_form_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  /**
   * HubReviewForm::changed:
   *
   * The person has changed something.
   */
  signals[CHANGED] = g_signal_new ("changed", HUB_TYPE_REVIEW_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hub_review_form_init (HubReviewForm *self)
{
}

static gpointer
add (HubReviewForm *self, GtkWidget *part)
{
  gtk_box_append (GTK_BOX (self->box), part);
  g_signal_connect_object (part, "changed", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  return part;
}

static HubCountedText *
add_text (HubReviewForm *self, const char *title, guint max_length, const char *hint)
{
  HubCountedText *text = add (self, hub_counted_text_new (title, max_length, TRUE, FALSE));

  hub_counted_text_set_hint (text, hint);
  return text;
}

/**
 * hub_review_form_new:
 * @model: the state, with the client that sends pictures
 *
 * Returns: (transfer floating): an empty form
 */
GtkWidget *
hub_review_form_new (HubConsoleModel *model)
{
  HubReviewForm *self = g_object_new (HUB_TYPE_REVIEW_FORM, NULL);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->feedback = add_text (self, _("Feedback on the Rejection"), MAX_FEEDBACK, _("Your answer to the reviewer who rejected the last version"));
  self->description = add_text (self, _("Description"), MAX_DESCRIPTION, _("What changed, and what the reviewer should know"));
  self->pages = add (self, hub_review_form_pages_new ());
  self->test_account = add_text (self, _("Test Account"), MAX_ACCOUNT,
                                 _("How the reviewer signs in: only the reviewer who has taken the review sees it, beside your own people"));
  self->privacy = add (self, hub_review_form_privacy_new ());
  self->content = add (self, hub_review_content_new ());
  self->pictures = add (self, hub_console_pictures_new (model, _("Pictures, at most 10 of 2 MB"), MAX_PICTURES));
  self->picture_links = add_text (self, _("Pictures at Other Addresses"), MAX_PICTURES * MAX_LINK,
                                  _("An https address on each line; with the pictures above at most 10"));
  self->video_links = add_text (self, _("Videos"), MAX_VIDEOS * MAX_LINK, _("An https address on each line, at most 5"));
  hub_review_form_set_feedback_allowed (self, FALSE);
  return GTK_WIDGET (self);
}

/**
 * hub_review_form_set_feedback_allowed:
 * @self: a form
 * @allowed: whether the last version was rejected
 */
void
hub_review_form_set_feedback_allowed (HubReviewForm *self, gboolean allowed)
{
  g_return_if_fail (HUB_IS_REVIEW_FORM (self));

  gtk_widget_set_visible (GTK_WIDGET (self->feedback), allowed);
}

static char *
join_lines (JsonArray *lines)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", json_array_get_string_element (lines, i));
  return g_string_free (text, FALSE);
}

/* Pictures that were sent are told by their ids, others by their addresses. */
static void
load_pictures (HubReviewForm *self, JsonArray *list)
{
  g_autoptr (JsonArray) ids = json_array_new ();
  g_autoptr (JsonArray) links = json_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      const char *each = json_array_get_string_element (list, i);

      json_array_add_string_element (g_str_has_prefix (each, "https:") ? links : ids, each);
    }
  text = join_lines (links);
  hub_console_pictures_set_ids (self->pictures, ids);
  hub_counted_text_set_text (self->picture_links, text);
}

/**
 * hub_review_form_load:
 * @self: a form
 * @form: the schema ReviewForm
 * @test_account: kept apart from the rest
 *
 * Shows what was saved; "changed" is not emitted.
 */
void
hub_review_form_load (HubReviewForm *self, JsonObject *form, const char *test_account)
{
  JsonObject *previews;
  g_autofree char *videos = NULL;

  g_return_if_fail (HUB_IS_REVIEW_FORM (self));

  previews = hub_json_get_object (form, "preview_info");
  videos = join_lines (previews != NULL ? hub_json_get_array (previews, "video_list") : NULL);
  self->loading = TRUE;
  hub_counted_text_set_text (self->description, hub_json_get_string (form, "description", ""));
  hub_counted_text_set_text (self->feedback, hub_json_get_string (form, "feedback_info", ""));
  hub_counted_text_set_text (self->test_account, test_account);
  hub_counted_text_set_text (self->video_links, videos);
  hub_review_form_pages_load (self->pages, hub_json_get_array (form, "item_list"));
  hub_review_form_privacy_load (self->privacy, hub_json_get_array (form, "setting_list"));
  hub_review_content_load (self->content, hub_json_get_object (form, "ugc_declare"));
  load_pictures (self, previews != NULL ? hub_json_get_array (previews, "pic_list") : NULL);
  self->loading = FALSE;
}

static void
set_text (JsonObject *form, const char *member, HubCountedText *text)
{
  g_autofree char *value = g_strstrip (hub_counted_text_dup_text (text));

  if (*value != '\0')
    json_object_set_string_member (form, member, value);
}

static void
set_array (JsonObject *object, const char *member, JsonArray *array)
{
  if (json_array_get_length (array) > 0)
    json_object_set_array_member (object, member, array);
  else
    json_array_unref (array);
}

static void
add_lines (JsonArray *array, HubCountedText *text, guint max_lines, char **problem)
{
  g_autofree char *value = hub_counted_text_dup_text (text);
  g_auto (GStrv) lines = g_strsplit (value, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);

      if (*line == '\0')
        continue;
      if (g_str_has_prefix (line, "https://") && strlen (line) <= MAX_LINK && json_array_get_length (array) < max_lines)
        json_array_add_string_element (array, line);
      else if (*problem == NULL)
        *problem = g_strdup (_("Pictures and videos are named by https addresses, at most 10 and 5 of them."));
    }
}

/**
 * hub_review_form_dup_overlong:
 * @self: a form
 *
 * Returns: (transfer full) (nullable): which text the platform would not even keep as a draft
 */
char *
hub_review_form_dup_overlong (HubReviewForm *self)
{
  if (hub_counted_text_is_too_long (self->description))
    return g_strdup (_("The description is too long."));
  if (hub_counted_text_is_too_long (self->test_account))
    return g_strdup (_("The text about the test account is too long."));
  if (hub_counted_text_is_too_long (self->feedback) && gtk_widget_get_visible (GTK_WIDGET (self->feedback)))
    return g_strdup (_("The feedback is too long."));
  return hub_review_content_dup_overlong (self->content);
}

/**
 * hub_review_form_dup:
 * @self: a form
 * @problem: (out) (transfer full) (nullable): a sentence: what keeps the form from being sent
 *
 * Returns: (transfer full): the form's members in the API, with "test_account", without entries that are not complete
 */
JsonObject *
hub_review_form_dup (HubReviewForm *self, char **problem)
{
  JsonObject *form = json_object_new ();
  JsonObject *previews = json_object_new ();
  JsonObject *content;
  JsonArray *pictures, *videos = json_array_new ();

  g_return_val_if_fail (HUB_IS_REVIEW_FORM (self), form);

  *problem = hub_review_form_dup_overlong (self);
  set_text (form, "description", self->description);
  set_text (form, "test_account", self->test_account);
  if (gtk_widget_get_visible (GTK_WIDGET (self->feedback)))
    set_text (form, "feedback_info", self->feedback);
  set_array (form, "item_list", hub_review_form_pages_dup (self->pages, problem));
  set_array (form, "setting_list", hub_review_form_privacy_dup (self->privacy, problem));
  content = hub_review_content_dup (self->content);
  if (content != NULL)
    json_object_set_object_member (form, "ugc_declare", content);
  pictures = hub_console_pictures_dup_ids (self->pictures);
  add_lines (pictures, self->picture_links, MAX_PICTURES, problem);
  add_lines (videos, self->video_links, MAX_VIDEOS, problem);
  set_array (previews, "pic_list", pictures);
  set_array (previews, "video_list", videos);
  if (json_object_get_size (previews) > 0)
    json_object_set_object_member (form, "preview_info", previews);
  else
    json_object_unref (previews);
  if (*problem == NULL && hub_console_pictures_is_sending (self->pictures))
    *problem = g_strdup (_("A picture is still being sent."));
  return form;
}
