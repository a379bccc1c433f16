/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-idempotency.h"

#include "config.h"

#include "hub-answer-repository.h"
#include "hub-json.h"
#include "hub-language.h"
#include "hub-refusals.h"

#define KEPT_FOR HUB_HOURS (24)
/* Longer than any request works once its body is there: who has not answered by then never will. */
#define ABANDONED_AFTER HUB_MINUTES (2)
#define MAX_KEY 255
#define MAX_ANSWER (1024 * 1024)

static const char *
get_key (HubRequest *request)
{
  return soup_message_headers_get_one (soup_server_message_get_request_headers (request->message),
                                       HUB_IDEMPOTENCY_HEADER);
}

/**
 * hub_idempotency_prepare:
 * @request: a request whose headers have arrived
 * @error: (out) (optional): "request.invalid" for a key that is too long or not of visible ASCII
 *
 * Where the request has the header and its operation honours it, the bytes of its body are going to be compared.
 *
 * Returns: whether the key can be used, or is not there
 */
gboolean
hub_idempotency_prepare (HubRequest *request, GError **error)
{
  const char *key = request->route->idempotent ? get_key (request) : NULL;
  const char *uri_path;
  gsize length;

  if (key == NULL)
    return TRUE;
  length = strlen (key);
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (key[i]))
      length = 0;
  if (length == 0 || length > MAX_KEY)
    {
      hub_actor_set_detail (request->actor, "member", HUB_IDEMPOTENCY_HEADER);
      hub_refuse (error, "request.invalid", _("An Idempotency-Key has 1 to %d visible characters of ASCII"), MAX_KEY);
      return FALSE;
    }
  uri_path = g_uri_get_path (soup_server_message_get_uri (request->message));
  request->body_hash = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (request->body_hash, (const guchar *) uri_path, strlen (uri_path) + 1);
  return TRUE;
}

/**
 * hub_idempotency_add:
 * @request: a request
 * @data: the next bytes of its body
 * @length: how many
 */
void
hub_idempotency_add (HubRequest *request, const void *data, gsize length)
{
  if (request->body_hash != NULL)
    g_checksum_update (request->body_hash, data, length);
}

/* An upload key and the person who made it choose their keys apart. */
static char *
name_actor (HubActor *actor)
{
  return g_strdup_printf ("%s#%d", actor->superhub_id, (int) actor->key_slot);
}

static void
replay (HubRequest *request, const HubAnswerRow *row)
{
  JsonNode *body = row->answer[0] != '\0' ? hub_json_parse (row->answer, -1, "answer", NULL) : NULL;

  soup_message_headers_replace (soup_server_message_get_response_headers (request->message),
                                "Idempotent-Replayed", "true");
  hub_request_reply (request, row->status, body);
}

/* What an earlier request of the same key means for this one: it is answered, refused, or goes on. */
static gboolean
look_at (HubRequest *request, const HubAnswerRow *old, const HubAnswerRow *row, gboolean *answered,
         GError **error)
{
  if (!g_str_equal (old->body_hash, row->body_hash))
    {
      hub_refuse (error, "request.key_reused",
                  _("This Idempotency-Key was used for another request; use a new one for each thing that is done once"));
      return FALSE;
    }
  if (old->status != 0)
    {
      replay (request, old);
      *answered = TRUE;
      return TRUE;
    }
  if (old->done)
    {
      hub_refuse (error, "request.answer_lost",
                  _("This was done, but the answer was lost; look at what is there now"));
      return FALSE;
    }
  if (row->created_at - old->created_at < ABANDONED_AFTER)
    {
      hub_actor_set_detail_int (request->actor, "retry_after", 1);
      hub_refuse (error, "request.in_progress",
                  _("The same request is being worked on; ask again in a moment"));
      return FALSE;
    }
  return TRUE;
}

/**
 * hub_idempotency_begin:
 * @request: a request whose body has arrived, of somebody who may
 * @answered: (out): whether it was answered as the first time; nothing is left to do then
 * @error: (out) (optional): "request.key_reused" for a different body, "request.in_progress",
 *   "request.answer_lost"
 *
 * Claims the key: of several requests with it, in whichever processes, one works. hub_platform_log_done() marks the claim in
 * the transaction of the change, so that what was done is known even where the answer could not be kept.
 *
 * Returns: whether to go on
 */
gboolean
hub_idempotency_begin (HubRequest *request, gboolean *answered, GError **error)
{
  HubDatabase *database = request->platform->database;
  g_autofree char *actor = NULL;
  g_autofree char *claim = NULL;
  g_autoptr (HubAnswerRow) old = NULL;
  g_autoptr (HubTransaction) transaction = NULL;
  HubAnswerRow row = { .operation = request->route->id, .request_key = (char *) get_key (request) };

  *answered = FALSE;
  if (request->body_hash == NULL)
    return TRUE;
  actor = name_actor (request->actor);
  claim = hub_platform_new_id ("c");
  row.actor = actor;
  row.claim = claim;
  row.body_hash = (char *) g_checksum_get_string (request->body_hash);
  row.created_at = hub_clock_now (request->platform->clock);
  transaction = hub_transaction_begin (database, error);
  if (transaction == NULL
      || !hub_answer_repository_delete_before (database, row.created_at - KEPT_FOR, error)
      || !hub_answer_repository_find (database, actor, row.operation, row.request_key, &old, error))
    return FALSE;
  if (old != NULL && (!look_at (request, old, &row, answered, error) || *answered))
    return *answered;
  if (!hub_answer_repository_claim (database, &row, error) || !hub_transaction_commit (transaction, error))
    return FALSE;
  request->actor->claim = g_steal_pointer (&claim);
  return TRUE;
}

/* Whatever the database says wrong: then there is no answer to give again. */
static HubAnswerRow *
find_answer (HubRequest *request)
{
  g_autofree char *actor = name_actor (request->actor);
  g_autoptr (HubAnswerRow) old = NULL;

  if (request->body_hash == NULL
      || !hub_answer_repository_find (request->platform->database, actor, request->route->id, get_key (request), &old, NULL)
      || old == NULL || old->status == 0 || old->created_at < hub_clock_now (request->platform->clock) - KEPT_FOR)
    return NULL;
  return g_steal_pointer (&old);
}

/**
 * hub_idempotency_has_answer:
 * @request: a request whose headers have arrived, of somebody who is known
 *
 * What was done may have taken the person the right to do it again, as handing over does. Who repeats it then, because the
 * answer did not arrive, is to hear that answer.
 *
 * Returns: whether the person has had an answer with this key, so that the body is worth reading
 */
gboolean
hub_idempotency_has_answer (HubRequest *request)
{
  g_autoptr (HubAnswerRow) old = find_answer (request);

  return old != NULL && !request->route->takes_package;
}

/**
 * hub_idempotency_replay:
 * @request: a request whose body has arrived, of somebody who is known
 *
 * Answers it as the first time, where it is the same request to the byte.
 *
 * Returns: whether it was answered
 */
gboolean
hub_idempotency_replay (HubRequest *request)
{
  g_autoptr (HubAnswerRow) old = find_answer (request);

  if (old == NULL || !g_str_equal (old->body_hash, g_checksum_get_string (request->body_hash)))
    return FALSE;
  replay (request, old);
  return TRUE;
}

static gboolean
keep (HubRequest *request, guint status, const char *body, GError **error)
{
  HubDatabase *database = request->platform->database;
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (database, error);
  gboolean done = status >= 200 && status < 300;

  if (transaction == NULL)
    return FALSE;
  if (done && strlen (body) <= MAX_ANSWER
      && !hub_answer_repository_keep (database, request->actor->claim, status, body, error))
    return FALSE;
  if (!done && !hub_answer_repository_give_up (database, request->actor->claim, error))
    return FALSE;
  return hub_transaction_commit (transaction, error);
}

/**
 * hub_idempotency_finish:
 * @request: a request that is being answered
 * @status: of HTTP
 * @body: the answer; "" for none
 *
 * Keeps the answer of what was done. A refusal has changed nothing and is forgotten: the same request may succeed later.
 */
void
hub_idempotency_finish (HubRequest *request, guint status, const char *body)
{
  g_autoptr (GError) error = NULL;

  if (request->actor->claim == NULL)
    return;
  if (!keep (request, status, body, &error))
    g_message ("event=answer-not-kept operation=%s reason=\"%s\"", request->route->id, error->message);
  g_clear_pointer (&request->actor->claim, g_free);
}
