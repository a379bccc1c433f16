/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-review-draft-service.h"

#include "config.h"

#include <string.h>

#include "hub-json.h"
#include "hub-language.h"
#include "hub-refusals.h"
#include "hub-review-form.h"

#define MAX_PICTURE (2 * 1024 * 1024)
/* Of one program's forms in a day, and of one review's decision in all. */
#define PICTURES_A_DAY 30
#define PICTURES_A_DECISION 10
/* Whoever saves again sooner still writes on the same text. */
#define SITTING HUB_MINUTES (10)

/**
 * hub_review_draft_service_put:
 * @platform: the platform, in a transaction
 * @actor: who saves it
 * @app_id: the program
 * @members: of a form
 * @test_account: kept apart from the rest
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Keeps a form for the next time.
 *
 * Returns: whether it is stored
 */
gboolean
hub_review_draft_service_put (HubPlatform *platform, HubActor *actor, const char *app_id, JsonObject *members,
                              const char *test_account, GError **error)
{
  g_autoptr (HubReviewForm) form = hub_review_form_new (members);
  g_autofree char *text = hub_review_form_to_json (form);
  const HubReviewDraft row = {
    .app_id = (char *) app_id,
    .form = text,
    .test_account = (char *) test_account,
    .saved_by = actor->superhub_id,
    .saved_at = hub_clock_now (platform->clock),
  };

  return hub_review_draft_repository_put (platform->database, &row, error);
}

/* Whether the form that @values were made from is still @draft, the one that is kept. */
static gboolean
check_unchanged (HubActor *actor, const HubReviewDraft *draft, JsonObject *values, GError **error)
{
  const char *expected = hub_json_get_string (values, "if_saved_at", NULL);
  g_autofree char *saved_at = NULL;

  if (expected == NULL)
    return TRUE;
  saved_at = draft != NULL ? hub_clock_format (draft->saved_at) : g_strdup ("");
  if (g_str_equal (saved_at, expected))
    return TRUE;
  hub_actor_set_detail (actor, "saved_at", saved_at);
  if (draft == NULL)
    {
      hub_refuse (error, "review.draft_changed", _("Somebody has emptied this form since you read it; read it again"));
      return FALSE;
    }
  hub_actor_set_detail (actor, "saved_by", draft->saved_by);
  hub_refuse (error, "review.draft_changed", _("“%s” has saved this form since you read it; read it again"), draft->saved_by);
  return FALSE;
}

/* Programs save a form after every pause of whoever fills it in: a row of the log tells that somebody went to it, not each pause. Who
 * looks at the form is told of each. */
static gboolean
log_sitting (HubPlatform *platform, HubActor *actor, const char *app_id, const HubReviewDraft *before, GError **error)
{
  const HubChange change = { .action = (char *) "putReviewDraft", .app_id = (char *) app_id, .actor = actor->superhub_id };

  if (before != NULL && g_str_equal (before->saved_by, actor->superhub_id)
      && hub_clock_now (platform->clock) - before->saved_at < SITTING)
    return hub_platform_mark_done (platform, actor, app_id, error) && hub_platform_tell_change (platform, &change, error);
  return hub_platform_log_done (platform, actor, "putReviewDraft", app_id, "", error);
}

/**
 * hub_review_draft_service_save:
 * @platform: the platform
 * @actor: somebody with the permission "development-management"
 * @app_id: the program
 * @values: an object that holds the members of a form; one that is not finished yet, too; with "if_saved_at", only in place of
 *   the one of that time
 * @error: (out) (optional): "review.draft_changed"
 *
 * The audit log has a row for each sitting: for the first time a person saves it after somebody else, or after ten minutes.
 *
 * Returns: (transfer full) (nullable): the draft, in place of the one before
 */
HubReviewDraft *
hub_review_draft_service_save (HubPlatform *platform, HubActor *actor, const char *app_id, JsonObject *values,
                               GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubReviewForm) form = hub_review_form_new (values);
  g_autoptr (HubReviewDraft) before = NULL;
  HubReviewDraft *draft = NULL;

  if (transaction == NULL
      || !hub_review_draft_repository_find (platform->database, app_id, &before, error)
      || !check_unchanged (actor, before, values, error)
      || !hub_review_draft_service_put (platform, actor, app_id, form->members, form->test_account, error)
      || !log_sitting (platform, actor, app_id, before, error)
      || !hub_transaction_commit (transaction, error)
      || !hub_review_draft_repository_find (platform->database, app_id, &draft, error))
    return NULL;
  return draft;
}

/**
 * hub_review_draft_service_delete:
 * @platform: the platform
 * @actor: somebody with the permission "development-management"
 * @app_id: the program
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the program has no draft any more
 */
gboolean
hub_review_draft_service_delete (HubPlatform *platform, HubActor *actor, const char *app_id, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);

  return transaction != NULL
         && hub_review_draft_repository_delete (platform->database, app_id, error)
         && hub_platform_log_done (platform, actor, "deleteReviewDraft", app_id, "", error)
         && hub_transaction_commit (transaction, error);
}

/* By what it is, not by what somebody says it is. */
static const char *
find_type (const guint8 *bytes, gsize length)
{
  if (length > 8 && memcmp (bytes, "\x89PNG\r\n\x1a\n", 8) == 0)
    return "image/png";
  if (length > 3 && memcmp (bytes, "\xff\xd8\xff", 3) == 0)
    return "image/jpeg";
  if (length > 12 && memcmp (bytes, "RIFF", 4) == 0 && memcmp (bytes + 8, "WEBP", 4) == 0)
    return "image/webp";
  return NULL;
}

static gboolean
has_room (HubPlatform *platform, HubActor *actor, const char *app_id, const char *review_id, GError **error)
{
  gint64 since = review_id == NULL ? hub_clock_now (platform->clock) - HUB_DAYS (1) : 0;
  gint64 limit = review_id == NULL ? PICTURES_A_DAY : PICTURES_A_DECISION;
  gint64 count = hub_review_attachment_repository_count (platform->database, app_id, review_id, since, error);

  if (count < 0)
    return FALSE;
  if (count < limit)
    return TRUE;
  hub_actor_set_detail_int (actor, "limit", limit);
  hub_refuse (error, "review.attachment_limit",
              review_id == NULL ? _("A program sends at most %d pictures a day for its forms")
                                : _("A decision has at most %d pictures"), (int) limit);
  return FALSE;
}

static HubReviewAttachment *
read_picture (HubPlatform *platform, HubActor *actor, const char *data, GError **error)
{
  g_autoptr (HubReviewAttachment) row = g_new0 (HubReviewAttachment, 1);
  g_autofree guint8 *bytes = NULL;
  gsize length = 0;

  bytes = g_base64_decode (data, &length);
  row->type = g_strdup (find_type (bytes, length));
  if (row->type == NULL || length > MAX_PICTURE)
    {
      hub_actor_set_detail_int (actor, "limit", MAX_PICTURE);
      hub_refuse (error, "review.bad_attachment",
                  _("A picture is a PNG, JPEG or WebP file of at most 2 MB, sent in base64"));
      return NULL;
    }
  row->bytes = length;
  row->data = g_base64_encode (bytes, length);
  row->id = hub_platform_new_id ("i");
  row->added_by = g_strdup (actor->superhub_id);
  row->added_at = hub_clock_now (platform->clock);
  return g_steal_pointer (&row);
}

/**
 * hub_review_draft_service_attach:
 * @platform: the platform
 * @actor: somebody with the permission "development-management", or the reviewer who has the review
 * @app_id: the program
 * @review_id: (nullable): the review whose decision it belongs to; %NULL for a form
 * @data: the picture in base64
 * @error: (out) (optional): "review.bad_attachment", "review.attachment_limit"
 *
 * Keeps a picture, to be named in a form or a decision by its id.
 *
 * Returns: (transfer full) (nullable): the picture
 */
HubReviewAttachment *
hub_review_draft_service_attach (HubPlatform *platform, HubActor *actor, const char *app_id, const char *review_id,
                                 const char *data, GError **error)
{
  g_autoptr (HubReviewAttachment) row = read_picture (platform, actor, data, error);
  g_autoptr (HubTransaction) transaction = NULL;

  if (row == NULL)
    return NULL;
  row->app_id = g_strdup (app_id);
  row->review_id = g_strdup (review_id);
  transaction = hub_transaction_begin (platform->database, error);
  if (transaction == NULL
      || !has_room (platform, actor, app_id, review_id, error)
      || !hub_review_attachment_repository_insert (platform->database, row, error)
      || !hub_platform_log_done (platform, actor, review_id == NULL ? "addReviewAttachment" : "addReviewScreenshot",
                                 app_id, row->id, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return g_steal_pointer (&row);
}
