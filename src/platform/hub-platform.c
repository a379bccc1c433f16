/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-platform.h"

#include "config.h"

#include <sodium.h>

#include "hub-answer-repository.h"
#include "hub-audit-repository.h"
#include "hub-language.h"
#include "hub-languages.h"
#include "hub-manifests.h"
#include "hub-refusals.h"

/* But for those of packages, which are hub_package_default_limits. */
const HubLimits hub_platform_default_limits = {
  .project_members = 90,
  .test_members = 90,
  .programs_as_member = 50,
  .programs_as_tester = 50,
  .sign_ins_a_day = 10,
  .sign_in_hours = 24,
  .withdrawals_a_day = 5,
  .withdrawals_a_month = 10,
  .rejections_before_wait = 3,
  .domains_of_a_kind = 200,
  .domain_edits_a_month = 50,
  .link_rules = 100,
  .codes = 100000,
  .link_publications_a_month = 100,
  .review_minutes = 240,
  .delivery_days = 30,
  .phased_days = 15,
  .stored_bytes = 10 * 1024 * 1024,
  .patience = 30,
};

/**
 * hub_platform_new:
 * @database: with its tables
 * @clock: its time
 * @data_dir: the folder of the packages; exists
 *
 * Returns: (transfer full): a platform with the default limits
 */
HubPlatform *
hub_platform_new (HubDatabase *database, HubClock *clock, const char *data_dir)
{
  HubPlatform *self = g_new0 (HubPlatform, 1);

  self->database = g_object_ref (database);
  self->clock = g_object_ref (clock);
  self->data_dir = g_strdup (data_dir);
  self->limits = hub_platform_default_limits;
  self->limits.package = hub_package_default_limits;
  self->metrics = hub_metrics_new ();
  self->manifests = hub_manifests_new (self);
  return self;
}

/**
 * hub_platform_free:
 * @self: (transfer full): a platform
 */
void
hub_platform_free (HubPlatform *self)
{
  hub_manifests_free (self->manifests);
  g_clear_object (&self->database);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->scans, g_hash_table_unref);
  g_free (self->data_dir);
  g_clear_pointer (&self->collected_to, hub_package_row_free);
  g_free (self->public_url);
  g_free (self->local_account);
  g_free (self->trusted_proxies);
  g_clear_pointer (&self->languages, hub_languages_free);
  hub_metrics_free (self->metrics);
  g_clear_pointer (&self->adoption, hub_adoption_free);
  g_free (self);
}

/**
 * hub_actor_new:
 * @address: where the request comes from
 *
 * Returns: (transfer full): nobody, at that address
 */
HubActor *
hub_actor_new (const char *address)
{
  HubActor *self = g_new0 (HubActor, 1);

  self->superhub_id = g_strdup ("");
  self->address = g_strdup (address);
  return self;
}

/**
 * hub_actor_free:
 * @self: (transfer full): an actor
 */
void
hub_actor_free (HubActor *self)
{
  g_free (self->superhub_id);
  g_free (self->token_hash);
  g_free (self->scope);
  g_free (self->app_id);
  g_free (self->label);
  g_free (self->claim);
  g_free (self->address);
  g_clear_pointer (&self->detail, json_object_unref);
  g_free (self);
}

static JsonObject *
get_detail (HubActor *self)
{
  if (self->detail == NULL)
    self->detail = json_object_new ();
  return self->detail;
}

/**
 * hub_actor_set_detail:
 * @self: an actor
 * @member: a name for programs
 * @text: its value
 *
 * Adds to the "detail" of the refusal that follows.
 */
void
hub_actor_set_detail (HubActor *self, const char *member, const char *text)
{
  json_object_set_string_member (get_detail (self), member, text);
}

/**
 * hub_actor_set_detail_int:
 * @self: an actor
 * @member: a name for programs
 * @number: its value
 *
 * As hub_actor_set_detail(), for a number.
 */
void
hub_actor_set_detail_int (HubActor *self, const char *member, gint64 number)
{
  json_object_set_int_member (get_detail (self), member, number);
}

static gboolean
append (HubPlatform *self, HubActor *actor, const char *action, const char *app_id,
        const char *target, const char *outcome, const char *code, GError **error)
{
  /* No Super Hub ID has a “#” in it. */
  g_autofree char *key = actor->key_slot > 0
                           ? g_strdup_printf ("%s#%d", actor->superhub_id, (int) actor->key_slot) : NULL;
  const HubAuditEntry entry = {
    .at = hub_clock_now (self->clock),
    .actor = key != NULL ? key : actor->superhub_id,
    .action = action,
    .app_id = app_id != NULL ? app_id : "",
    .target = target != NULL ? target : "",
    .outcome = outcome,
    .code = code,
  };

  return hub_audit_repository_append (self->database, &entry, error);
}

/**
 * hub_platform_mark_done:
 * @self: a platform, in the transaction of the change
 * @actor: who did it
 * @app_id: (nullable): the program
 * @error: (out) (optional): %HUB_ERROR_STORAGE, "request.in_progress"
 *
 * Sees to it that a repeated request does not do it again, and lets what is said about the program be made anew. For a change
 * that the audit log has a row of already; all others are told of by hub_platform_log_done().
 *
 * Returns: whether it may be committed
 */
gboolean
hub_platform_mark_done (HubPlatform *self, HubActor *actor, const char *app_id, GError **error)
{
  gboolean marked = TRUE;

  if (actor->claim != NULL
      && !hub_answer_repository_mark_done (self->database, actor->claim, &marked, error))
    return FALSE;
  if (!marked)
    {
      hub_refuse (error, "request.in_progress", _("The same request is being worked on; ask again in a moment"));
      return FALSE;
    }
  if (app_id != NULL)
    hub_manifests_invalidate (self->manifests, app_id);
  return TRUE;
}

/**
 * hub_platform_log_done:
 * @self: a platform, in the transaction of the change
 * @actor: who did it
 * @action: the operation's id
 * @app_id: (nullable): the program
 * @target: (nullable): whom or what
 * @error: (out) (optional): %HUB_ERROR_STORAGE, "request.in_progress"
 *
 * Writes a change down in the audit log, and lets what is said about the program be made anew.
 *
 * Returns: whether it was written
 */
gboolean
hub_platform_log_done (HubPlatform *self, HubActor *actor, const char *action, const char *app_id,
                       const char *target, GError **error)
{
  return hub_platform_mark_done (self, actor, app_id, error)
         && append (self, actor, action, app_id, target, "done", "", error);
}

/**
 * hub_platform_tell_change:
 * @self: a platform, in the transaction of the change
 * @change: its action; whom or which program it concerns, by whom, and what: %NULL where there is none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Lets live events tell of something that is no row of the audit log, such as that somebody has read a notification: it says nothing of
 * the program, but who looks at it wants to see it at once. What the log has a row of is told by that.
 *
 * Returns: whether it was written
 */
gboolean
hub_platform_tell_change (HubPlatform *self, const HubChange *change, GError **error)
{
  HubChange row = *change;

  row.app_id = change->app_id != NULL ? change->app_id : (char *) "";
  row.superhub_id = change->superhub_id != NULL ? change->superhub_id : (char *) "";
  row.actor = change->actor != NULL ? change->actor : (char *) HUB_ACTOR_PLATFORM;
  row.target = change->target != NULL ? change->target : (char *) "";
  row.at = hub_clock_now (self->clock);
  return hub_change_repository_insert (self->database, &row, error);
}

/**
 * hub_platform_log_refused:
 * @self: a platform, outside of a transaction
 * @actor: who was refused
 * @action: the operation's id
 * @app_id: (nullable): the program
 * @target: (nullable): whom or what
 * @code: why
 *
 * Writes a refusal down in the audit log. A log that cannot be written does not change the answer.
 */
void
hub_platform_log_refused (HubPlatform *self, HubActor *actor, const char *action,
                          const char *app_id, const char *target, const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (self->database, &error);

  if (transaction == NULL
      || !append (self, actor, action, app_id, target, "refused", code, &error)
      || !hub_transaction_commit (transaction, &error))
    g_message ("event=audit-failed reason=\"%s\"", error->message);
}

/**
 * hub_platform_new_id:
 * @prefix: what the id begins with
 *
 * Returns: (transfer full): an id nobody can guess, 16 hexadecimal digits after the prefix
 */
char *
hub_platform_new_id (const char *prefix)
{
  guint8 bytes[8];
  char hex[17];

  randombytes_buf (bytes, sizeof bytes);
  sodium_bin2hex (hex, sizeof hex, bytes, sizeof bytes);
  return g_strconcat (prefix, hex, NULL);
}
