/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-simulator-online.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-json.h"
#include "hub-simulator-private.h"

/* As on a phone: a suspension ends a program within a minute. */
#define EVERY_SECONDS 20

struct _HubSimulatorOnline
{
  GObject           parent_instance;

  HubSimulator     *simulator;    /* (unowned): outlives this */
  HubOnlineProgram *program;
  GCancellable     *cancellable;
  HubBuild         *pending;      /* (nullable): the newer version, fetched */
  char             *path;         /* (nullable): where a person wants it to start */
  char             *query;
  int               scene;
  char             *told;         /* (nullable): the last failure of a check */
  gboolean          program_asks;
  gboolean          again;        /* something was under way when the next check was due */
  guint             timer;
};

enum { OPENED, REFUSED, OFFER, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubSimulatorOnline, hub_simulator_online, G_TYPE_OBJECT)

static void check (HubSimulatorOnline *self);

/* After whatever was under way. */
static void
check_again (HubSimulatorOnline *self)
{
  if (self->again)
    check (self);
}

static void
offer (HubSimulatorOnline *self)
{
  g_signal_emit (self, signals[OFFER], 0, self->pending != NULL && !self->program_asks);
}

/* ---- Updates ---- */

static void
on_updated (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HubSimulatorOnline) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HubBuild) build = hub_online_program_update_finish (HUB_ONLINE_PROGRAM (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (build == NULL)
    {
      hub_simulator_log (self->simulator, "warn", error->message);
      hub_simulator_set_update (self->simulator, "failed");
      check_again (self);
      return;
    }
  g_set_object (&self->pending, build);
  hub_simulator_set_update (self->simulator, "ready");
  offer (self);
  check_again (self);
}

/* What the platform says of the program itself ends it; what is only in the way is told once, and tried again. */
static void
check_failed (HubSimulatorOnline *self, const GError *error)
{
  self->again = FALSE;
  if (hub_online_program_is_ended (self->program, error))
    {
      g_clear_handle_id (&self->timer, g_source_remove);
      g_clear_object (&self->pending);
      offer (self);
      hub_simulator_stop (self->simulator);
      g_signal_emit (self, signals[REFUSED], 0, error);
      return;
    }
  if (g_strcmp0 (self->told, error->message) != 0)
    hub_simulator_log (self->simulator, "warn", error->message);
  g_free (self->told);
  self->told = g_strdup (error->message);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HubSimulatorOnline) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean newer = FALSE;
  gboolean known = hub_online_program_check_finish (HUB_ONLINE_PROGRAM (source), result, &newer, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!known)
    {
      check_failed (self, error);
      return;
    }
  g_clear_pointer (&self->told, g_free);
  hub_simulator_set_domains (self->simulator, hub_online_program_get_domains (self->program), NULL);
  if (newer)
    {
      hub_simulator_set_update (self->simulator, "found");
      hub_online_program_update_async (self->program, self->cancellable, on_updated, g_object_ref (self));
    }
  else
    {
      if (self->pending == NULL)
        hub_simulator_set_update (self->simulator, "none");
      check_again (self);
    }
}

static void
check (HubSimulatorOnline *self)
{
  self->again = hub_online_program_is_busy (self->program);
  if (!self->again)
    hub_online_program_check_async (self->program, self->cancellable, on_checked, g_object_ref (self));
}

static gboolean
on_timer (gpointer user_data)
{
  check (user_data);
  return G_SOURCE_CONTINUE;
}

/* ---- Starting ---- */

static void
start (HubSimulatorOnline *self, HubBuild *build)
{
  g_autofree char *storage_id = hub_online_program_dup_storage_id (self->program);
  const char *path = self->path != NULL ? self->path : hub_online_program_get_path (self->program);
  const char *query = self->path != NULL ? self->query : hub_online_program_get_query (self->program);

  hub_simulator_stop (self->simulator);
  self->program_asks = FALSE;
  hub_simulator_set_domains (self->simulator, hub_online_program_get_domains (self->program), NULL);
  hub_simulator_set_condition (self->simulator, path[0] != '\0' ? path : NULL, query,
                               self->scene > 0 ? self->scene : hub_online_program_get_scene (self->program));
  hub_simulator_set_update (self->simulator, "checking");
  hub_simulator_set_build (self->simulator, build, storage_id);
  check (self);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HubSimulatorOnline) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HubBuild) build = hub_online_program_open_finish (HUB_ONLINE_PROGRAM (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (build == NULL)
    {
      g_signal_emit (self, signals[REFUSED], 0, error);
      return;
    }
  g_signal_emit (self, signals[OPENED], 0);
  start (self, build);
  self->timer = g_timeout_add_seconds (EVERY_SECONDS, on_timer, self);
}

/* What the program does about a newer version. One that starts has not listened yet. */
static void
on_message (HubSimulator *simulator, JsonObject *message, HubSimulatorOnline *self)
{
  const char *type = hub_json_get_string (message, "type", "");
  gboolean is_update = g_str_equal (type, "update");
  const char *action = is_update ? hub_json_get_string (message, "action", "") : "";

  if (g_str_equal (type, "start") || g_str_equal (action, "listens"))
    {
      self->program_asks = is_update;
      offer (self);
    }
  else if (g_str_equal (action, "apply") && self->pending != NULL)
    hub_simulator_online_start_again (self);
}

static void
hub_simulator_online_dispose (GObject *object)
{
  HubSimulatorOnline *self = HUB_SIMULATOR_ONLINE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->program);
  g_clear_object (&self->pending);
  G_OBJECT_CLASS (hub_simulator_online_parent_class)->dispose (object);
}

static void
hub_simulator_online_finalize (GObject *object)
{
  HubSimulatorOnline *self = HUB_SIMULATOR_ONLINE (object);

  g_clear_object (&self->cancellable);
  g_free (self->path);
  g_free (self->query);
  g_free (self->told);
  G_OBJECT_CLASS (hub_simulator_online_parent_class)->finalize (object);
}

static void
hub_simulator_online_class_init (HubSimulatorOnlineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = hub_simulator_online_dispose;
  object_class->finalize = hub_simulator_online_finalize;
  signals[OPENED] = g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REFUSED] = g_signal_new ("refused", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[OFFER] = g_signal_new ("offer", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
hub_simulator_online_init (HubSimulatorOnline *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * hub_simulator_online_new:
 * @simulator: where it runs; outlives this
 * @program: what is opened
 *
 * Returns: (transfer full): nothing is opened yet; freeing it ends looking for newer versions
 */
HubSimulatorOnline *
hub_simulator_online_new (HubSimulator *simulator, HubOnlineProgram *program)
{
  HubSimulatorOnline *self = g_object_new (HUB_TYPE_SIMULATOR_ONLINE, NULL);

  self->simulator = simulator;
  self->program = g_object_ref (program);
  g_signal_connect_object (simulator, "message", G_CALLBACK (on_message), self, 0);
  return self;
}

/**
 * hub_simulator_online_set_start:
 * @self: before it is opened
 * @path: (nullable): the page to start at; %NULL for the one that the link says
 * @query: (nullable): its query
 * @scene: the launch scene, 0 for the one that the link says
 */
void
hub_simulator_online_set_start (HubSimulatorOnline *self, const char *path, const char *query, int scene)
{
  g_free (self->path);
  g_free (self->query);
  self->path = g_strdup (path);
  self->query = g_strdup (query);
  self->scene = scene;
}

/**
 * hub_simulator_online_open:
 * @self: a run that has not begun, or that was refused
 *
 * Opens the program; "opened" or "refused" tells how that went. Does nothing while it is being opened.
 */
void
hub_simulator_online_open (HubSimulatorOnline *self)
{
  if (!hub_online_program_is_busy (self->program))
    hub_online_program_open_async (self->program, self->cancellable, on_opened, g_object_ref (self));
}

/**
 * hub_simulator_online_start_again:
 * @self: an opened program
 *
 * Starts the program anew, in the newer version where one is ready, and looks for one.
 */
void
hub_simulator_online_start_again (HubSimulatorOnline *self)
{
  g_autoptr (HubBuild) build = g_steal_pointer (&self->pending);

  if (build != NULL)
    {
      offer (self);
      if (!hub_online_program_is_busy (self->program))
        hub_online_program_adopt (self->program);
      start (self, build);
      return;
    }
  hub_simulator_relaunch (self->simulator);
  check (self);
}

/**
 * hub_simulator_online_get_program:
 * @self: a run
 *
 * Returns: (transfer none): its program
 */
HubOnlineProgram *
hub_simulator_online_get_program (HubSimulatorOnline *self)
{
  return self->program;
}
