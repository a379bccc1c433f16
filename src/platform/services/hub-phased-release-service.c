/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A version that a growing share of the people gets, by a plan or by hand. */
#include "hub-phased-release-service.h"

#include "config.h"

#include <sodium.h>

#include "hub-app-repository.h"
#include "hub-bucket.h"
#include "hub-language.h"
#include "hub-notification-service.h"
#include "hub-refusals.h"
#include "hub-release-plan.h"
#include "hub-release-service.h"
#include "hub-schedule.h"

static HubPhasedRelease *
read_again (HubPlatform *platform, const char *app_id, const char *id, GError **error)
{
  HubPhasedRelease *row = NULL;

  hub_phased_release_repository_find (platform->database, app_id, id, &row, error);
  hub_schedule_wake (platform->schedule);
  return row;
}

/**
 * hub_phased_release_service_check_none:
 * @platform: the platform, in the transaction of another release
 * @actor: who releases
 * @app_id: the program
 * @error: (out) (optional): "release.phase_active"
 *
 * Returns: whether no phased release is active, so that another may start
 */
gboolean
hub_phased_release_service_check_none (HubPlatform *platform, HubActor *actor, const char *app_id, GError **error)
{
  g_autoptr (HubPhasedRelease) active = NULL;

  if (!hub_phased_release_repository_find_active (platform->database, app_id, &active, error))
    return FALSE;
  if (active == NULL)
    return TRUE;
  hub_actor_set_detail (actor, "release_id", active->id);
  hub_refuse (error, "release.phase_active",
              _("Version %s is being released in phases and has reached %g %%; bring it to everybody or cancel it first"),
              active->version, hub_release_plan_percentage (active->share));
  return FALSE;
}

static gboolean
check_not_first (HubPlatform *platform, const char *app_id, GError **error)
{
  g_autoptr (HubRelease) online = NULL;

  if (!hub_release_repository_find_online (platform->database, app_id, &online, error))
    return FALSE;
  if (online == NULL)
    hub_refuse (error, "release.first_is_full",
                _("The first release of a program is for everybody: there is no version yet that the others could keep"));
  return online != NULL;
}

static HubPhasedRelease *
phased_of (HubPlatform *platform, HubActor *actor, HubReview *approved)
{
  HubPhasedRelease *row = g_new0 (HubPhasedRelease, 1);
  guint8 bytes[16];

  randombytes_buf (bytes, sizeof bytes);
  row->salt = g_malloc (2 * sizeof bytes + 1);
  sodium_bin2hex (row->salt, 2 * sizeof bytes + 1, bytes, sizeof bytes);
  row->id = hub_platform_new_id ("l");
  row->app_id = g_strdup (approved->app_id);
  row->review_id = g_strdup (approved->id);
  row->version = g_strdup (approved->version);
  row->remarks = g_strdup (approved->remarks);
  row->package = g_strdup (approved->package);
  row->state = g_strdup ("running");
  row->released_by = g_strdup (actor->superhub_id);
  row->released_at = row->share_since = hub_clock_now (platform->clock);
  row->ends_at = row->released_at + HUB_DAYS (platform->limits.phased_days);
  return row;
}

/* The first step is taken with the release where it has no later time; nobody has to wait for 0 %. */
static gboolean
insert (HubPlatform *platform, HubPhasedRelease *row, GArray *plan, GError **error)
{
  HubReleaseStep *first = &g_array_index (plan, HubReleaseStep, 0);

  if (first->due_at == row->released_at || first->share == 0)
    {
      row->share = first->share;
      first->done_at = row->released_at;
    }
  if (!hub_phased_release_repository_insert (platform->database, row, error))
    return FALSE;
  for (guint i = 0; i < plan->len; i++)
    if (!hub_release_step_repository_insert (platform->database, row->id, i, &g_array_index (plan, HubReleaseStep, i),
                                             error))
      return FALSE;
  return TRUE;
}

/* Everybody has it: it is the full version. */
static gboolean
finish (HubPlatform *platform, HubActor *actor, HubPhasedRelease *phased, GError **error)
{
  gint64 now = hub_clock_now (platform->clock);
  HubRelease release = {
    .id = phased->id,
    .app_id = phased->app_id,
    .review_id = phased->review_id,
    .version = phased->version,
    .remarks = phased->remarks,
    .package = phased->package,
    .released_by = phased->released_by,
    .released_at = now,
  };
  gboolean changed, done;

  done = hub_phased_release_repository_raise (platform->database, phased->id, HUB_BUCKETS, now, error)
         && hub_phased_release_repository_change (platform->database, phased->id, NULL, "finished", actor->superhub_id, now,
                                                  &changed, error)
         && hub_release_repository_insert (platform->database, &release, error)
         && hub_release_service_switch (platform, actor, &release, "phased", error);
  g_free (release.state);
  return done;
}

static gboolean
raise_to (HubPlatform *platform, HubActor *actor, HubPhasedRelease *phased, guint share, GError **error)
{
  if (share == HUB_BUCKETS)
    return finish (platform, actor, phased, error);
  return hub_phased_release_repository_raise (platform->database, phased->id, share, hub_clock_now (platform->clock), error);
}

/**
 * hub_phased_release_service_create:
 * @platform: the platform
 * @actor: somebody with the permission "development-management" who gave the password just now
 * @app_id: the program
 * @review_id: (nullable): the review whose version to release; the approved one
 * @steps: (nullable): the plan, as for hub_release_plan_parse()
 * @error: (out) (optional): "release.phase_active", "release.first_is_full", "release.bad_plan", "release.not_approved"
 *
 * Begins to release the approved version in phases. Members have it at once.
 *
 * Returns: (transfer full) (nullable): the release
 */
HubPhasedRelease *
hub_phased_release_service_create (HubPlatform *platform, HubActor *actor, const char *app_id, const char *review_id,
                                   JsonArray *steps, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubReview) approved = NULL;
  g_autoptr (HubPhasedRelease) row = NULL;
  g_autoptr (GArray) plan = NULL;

  if (transaction == NULL
      || !hub_phased_release_service_check_none (platform, actor, app_id, error)
      || !check_not_first (platform, app_id, error))
    return NULL;
  approved = hub_release_service_take_approved (platform, app_id, review_id, error);
  if (approved == NULL)
    return NULL;
  row = phased_of (platform, actor, approved);
  plan = hub_release_plan_parse (steps, row->released_at, row->ends_at, error);
  if (plan == NULL
      || !insert (platform, row, plan, error)
      || (row->share == HUB_BUCKETS && !finish (platform, actor, row, error))
      || !hub_platform_log_done (platform, actor, "createRelease", app_id, row->id, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return read_again (platform, app_id, row->id, error);
}

static HubPhasedRelease *
find_active (HubPlatform *platform, const char *app_id, GError **error)
{
  HubPhasedRelease *active;

  if (!hub_phased_release_repository_find_active (platform->database, app_id, &active, error))
    return NULL;
  if (active == NULL)
    hub_refuse (error, "release.no_phase", _("No version of this program is being released in phases"));
  return active;
}

/**
 * hub_phased_release_service_get:
 * @platform: the platform
 * @app_id: the program
 * @error: (out) (optional): "release.no_phase"
 *
 * Returns: (transfer full) (nullable): the active phased release
 */
HubPhasedRelease *
hub_phased_release_service_get (HubPlatform *platform, const char *app_id, GError **error)
{
  return find_active (platform, app_id, error);
}

static gboolean
check_raise (HubPlatform *platform, const HubPhasedRelease *active, guint share, GError **error)
{
  gboolean over = g_str_equal (active->state, "deciding") || active->ends_at <= hub_clock_now (platform->clock);

  if (share <= active->share && share < HUB_BUCKETS)
    hub_refuse (error, "release.share_falls",
                _("Version %s has reached %g %% already, and a percentage never falls; pause or cancel the release instead"),
                active->version, hub_release_plan_percentage (active->share));
  else if (over && share < HUB_BUCKETS)
    hub_refuse (error, "release.decision_needed",
                _("The phased release of version %s has run as long as it may; bring it to 100 %% or cancel it"),
                active->version);
  else if (g_str_equal (active->state, "paused"))
    hub_refuse (error, "release.paused", _("The phased release of version %s is paused; resume it first"), active->version);
  else
    return TRUE;
  return FALSE;
}

/**
 * hub_phased_release_service_raise:
 * @platform: the platform
 * @actor: somebody with the permission "development-management" who gave the password just now
 * @app_id: the program
 * @percentage: (nullable): a greater one; with 100 the version becomes the full one
 * @error: (out) (optional): "release.no_phase", "release.bad_percentage", "release.share_falls", "release.paused",
 *   "release.decision_needed"
 *
 * Sets the percentage by hand. Steps of the plan up to it are behind it; greater ones are taken at their times.
 *
 * Returns: (transfer full) (nullable): the release
 */
HubPhasedRelease *
hub_phased_release_service_raise (HubPlatform *platform, HubActor *actor, const char *app_id, JsonNode *percentage,
                                  GError **error)
{
  g_autoptr (HubTransaction) transaction = NULL;
  g_autoptr (HubPhasedRelease) active = NULL;
  guint share;

  if (!hub_release_plan_read_share (percentage, &share))
    {
      hub_refuse (error, "release.bad_percentage", _("A percentage is 0 to 100, with two decimals at most"));
      return NULL;
    }
  transaction = hub_transaction_begin (platform->database, error);
  if (transaction == NULL)
    return NULL;
  active = find_active (platform, app_id, error);
  if (active == NULL
      || !check_raise (platform, active, share, error)
      || !raise_to (platform, actor, active, share, error)
      || !hub_platform_log_done (platform, actor, "raiseGrayRelease", app_id, active->id, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return read_again (platform, app_id, active->id, error);
}

static gboolean
change (HubPlatform *platform, HubActor *actor, const HubPhasedRelease *active, const char *to, GError **error)
{
  gboolean changed;

  return hub_phased_release_repository_change (platform->database, active->id, active->state, to,
                                               actor->superhub_id, hub_clock_now (platform->clock), &changed, error);
}

/**
 * hub_phased_release_service_pause:
 * @platform: the platform
 * @actor: somebody with the permission "development-management"
 * @app_id: the program
 * @error: (out) (optional): "release.no_phase", "release.not_running"
 *
 * Lets the percentage stand still: who has the version keeps it, nobody new gets it, no step of the plan is taken.
 *
 * Returns: (transfer full) (nullable): the release
 */
HubPhasedRelease *
hub_phased_release_service_pause (HubPlatform *platform, HubActor *actor, const char *app_id, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubPhasedRelease) active = NULL;

  if (transaction == NULL)
    return NULL;
  active = find_active (platform, app_id, error);
  if (active == NULL)
    return NULL;
  if (!g_str_equal (active->state, "running"))
    {
      hub_actor_set_detail (actor, "state", active->state);
      hub_refuse (error, "release.not_running", _("The phased release of version %s does not run, so it cannot be paused"),
                  active->version);
      return NULL;
    }
  if (!change (platform, actor, active, "paused", error)
      || !hub_platform_log_done (platform, actor, "pauseGrayRelease", app_id, active->id, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return read_again (platform, app_id, active->id, error);
}

static gboolean
check_resume (HubPlatform *platform, HubActor *actor, const HubPhasedRelease *active, gboolean confirm, GError **error)
{
  if (g_str_equal (active->state, "deciding") || active->ends_at <= hub_clock_now (platform->clock))
    hub_refuse (error, "release.decision_needed",
                _("The phased release of version %s has run as long as it may; bring it to 100 %% or cancel it"),
                active->version);
  else if (!g_str_equal (active->state, "paused"))
    hub_refuse (error, "release.not_paused", _("The phased release of version %s is not paused"), active->version);
  else if (!confirm)
    hub_refuse (error, "release.confirm_resume",
                _("Version %s will go to more people again; confirm that it may"), active->version);
  else
    return TRUE;
  hub_actor_set_detail (actor, "state", active->state);
  return FALSE;
}

/**
 * hub_phased_release_service_resume:
 * @platform: the platform
 * @actor: somebody with the permission "development-management" who gave the password just now
 * @app_id: the program
 * @confirm: whether the person has confirmed that more people get the version
 * @error: (out) (optional): "release.no_phase", "release.not_paused", "release.confirm_resume", "release.decision_needed"
 *
 * Lets a paused release go on. The plan stood still meanwhile: each step that is left comes later by as long as the
 * release was paused.
 *
 * Returns: (transfer full) (nullable): the release
 */
HubPhasedRelease *
hub_phased_release_service_resume (HubPlatform *platform, HubActor *actor, const char *app_id, gboolean confirm,
                                   GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubPhasedRelease) active = NULL;

  if (transaction == NULL)
    return NULL;
  active = find_active (platform, app_id, error);
  if (active == NULL
      || !check_resume (platform, actor, active, confirm, error)
      || !hub_release_step_repository_postpone (platform->database, active->id,
                                                hub_clock_now (platform->clock) - active->paused_at, error)
      || !change (platform, actor, active, "running", error)
      || !hub_platform_log_done (platform, actor, "resumeGrayRelease", app_id, active->id, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return read_again (platform, app_id, active->id, error);
}

/* What was on its way waits for a release again, unless something newer was submitted meanwhile. */
static gboolean
give_back_approved (HubPlatform *platform, const HubPhasedRelease *phased, GError **error)
{
  g_autoptr (HubReview) latest = NULL;
  gboolean changed;

  if (!hub_review_repository_find_latest (platform->database, phased->app_id, &latest, error))
    return FALSE;
  if (latest == NULL || !g_str_equal (latest->id, phased->review_id))
    return TRUE;
  return hub_review_repository_change (platform->database, phased->review_id, "released", "approved", NULL, NULL, 0,
                                       &changed, error);
}

/**
 * hub_phased_release_service_drop:
 * @platform: the platform, in the transaction of what ends it
 * @actor: who ends it
 * @app_id: the program
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Cancels the phased release where there is one: everybody gets the full version. The version that was on its way is
 * approved as before, and may be released again.
 *
 * Returns: whether none is active now
 */
gboolean
hub_phased_release_service_drop (HubPlatform *platform, HubActor *actor, const char *app_id, GError **error)
{
  g_autoptr (HubPhasedRelease) active = NULL;

  if (!hub_phased_release_repository_find_active (platform->database, app_id, &active, error))
    return FALSE;
  return active == NULL
         || (change (platform, actor, active, "cancelled", error)
             && give_back_approved (platform, active, error));
}

/**
 * hub_phased_release_service_cancel:
 * @platform: the platform
 * @actor: somebody with the permission "development-management"
 * @app_id: the program
 * @error: (out) (optional): "release.no_phase"
 *
 * Returns everyone to the full version.
 *
 * Returns: (transfer full) (nullable): the release, cancelled
 */
HubPhasedRelease *
hub_phased_release_service_cancel (HubPlatform *platform, HubActor *actor, const char *app_id, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubPhasedRelease) active = NULL;

  if (transaction == NULL)
    return NULL;
  active = find_active (platform, app_id, error);
  if (active == NULL
      || !hub_phased_release_service_drop (platform, actor, app_id, error)
      || !hub_platform_log_done (platform, actor, "revertGrayRelease", app_id, active->id, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return read_again (platform, app_id, active->id, error);
}

static gboolean
ask_for_decision (HubPlatform *platform, HubActor *actor, const HubPhasedRelease *active, GError **error)
{
  g_autoptr (HubApp) app = NULL;
  g_autofree char *text = NULL;
  g_autofree char *link = g_strconcat ("superhub://", active->app_id, "/releases/", active->id, NULL);
  HubNotification told = {
    .kind = (char *) "release.decision",
    .subject = active->id,
    .app_id = active->app_id,
    .link = link,
    .created_at = hub_clock_now (platform->clock),
  };

  if (!change (platform, actor, active, "deciding", error)
      || !hub_platform_log_done (platform, actor, "askReleaseDecision", active->app_id, active->id, error)
      || !hub_app_repository_find (platform->database, active->app_id, &app, error))
    return FALSE;
  text = g_strdup_printf (_("Version %s of “%s” has been released in phases for %u days and has reached %g %%. Bring it to "
                            "everybody or cancel it."), active->version, app->name, platform->limits.phased_days,
                          hub_release_plan_percentage (active->share));
  told.superhub_id = app->admin;
  told.text = text;
  return hub_notification_service_store (platform, &told, error);
}

/* The greatest share whose time has come: steps that were missed while nothing ran are taken at once. */
static guint
due_share (GArray *plan, gint64 now)
{
  guint share = 0;

  for (guint i = 0; i < plan->len; i++)
    {
      const HubReleaseStep *step = &g_array_index (plan, HubReleaseStep, i);

      if (step->done_at == 0 && step->due_at <= now)
        share = MAX (share, step->share);
    }
  return share;
}

static gboolean
work_on (HubPlatform *platform, HubActor *clockwork, const char *app_id, gint64 now, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubPhasedRelease) active = NULL;
  g_autoptr (GArray) plan = NULL;
  guint share = 0;

  if (transaction == NULL || !hub_phased_release_repository_find_active (platform->database, app_id, &active, error))
    return FALSE;
  if (active == NULL)
    return TRUE;
  plan = hub_release_step_repository_list (platform->database, active->id, error);
  if (plan == NULL)
    return FALSE;
  /* A step whose time came before the end is taken, also when both are noticed late. */
  if (g_str_equal (active->state, "running"))
    share = due_share (plan, MIN (now, active->ends_at));
  if (share > 0
      && (!raise_to (platform, clockwork, active, share, error)
          || !hub_platform_log_done (platform, clockwork, "raiseGrayRelease", app_id, active->id, error)))
    return FALSE;
  if (share < HUB_BUCKETS && active->ends_at <= now && !g_str_equal (active->state, "deciding")
      && !ask_for_decision (platform, clockwork, active, error))
    return FALSE;
  return hub_transaction_commit (transaction, error);
}

/**
 * hub_phased_release_service_work:
 * @platform: the platform
 * @now: its time
 * @next: (inout): when the next step or end is due
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Takes the steps that are due, and lets releases that have run as long as they may ask for a decision. Nothing is written
 * where nothing is due.
 *
 * Returns: whether it worked
 */
gboolean
hub_phased_release_service_work (HubPlatform *platform, gint64 now, gint64 *next, GError **error)
{
  g_autoptr (GPtrArray) app_ids = NULL;
  g_autoptr (HubActor) clockwork = hub_actor_new ("");

  g_free (clockwork->superhub_id);
  clockwork->superhub_id = g_strdup (HUB_ACTOR_PLATFORM);
  if (!hub_phased_release_repository_find_due (platform->database, now, next, &app_ids, error))
    return FALSE;
  for (guint i = 0; i < app_ids->len; i++)
    if (!work_on (platform, clockwork, g_ptr_array_index (app_ids, i), now, error))
      return FALSE;
  return TRUE;
}
