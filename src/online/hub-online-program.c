/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-online-program.h"

#include "config.h"

#include "hub-error.h"
#include "hub-online-work.h"

struct _HubOnlineProgram
{
  GObject        parent_instance;

  HubOnlineWork *work;      /* the thread's while @busy */
  gboolean       busy;
  char          *latest;    /* (nullable): the package that was opened or fetched last */
  char          *running;   /* (nullable): the package that runs */
  char          *version;   /* (nullable): what is known when nothing is under way */
  char          *name;
  JsonObject    *domains;   /* (nullable) */
};

G_DEFINE_FINAL_TYPE (HubOnlineProgram, hub_online_program, G_TYPE_OBJECT)

static void
hub_online_program_finalize (GObject *object)
{
  HubOnlineProgram *self = HUB_ONLINE_PROGRAM (object);

  hub_online_work_free (self->work);
  g_free (self->latest);
  g_free (self->running);
  g_free (self->version);
  g_free (self->name);
  g_clear_pointer (&self->domains, json_object_unref);
  G_OBJECT_CLASS (hub_online_program_parent_class)->finalize (object);
}

static void
hub_online_program_class_init (HubOnlineProgramClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hub_online_program_finalize;
}

static void
hub_online_program_init (HubOnlineProgram *self)
{
}

/**
 * hub_online_program_new:
 * @link: its link
 * @folder: (nullable): where everything is kept, for tests; %NULL for the person's data and cache
 *
 * Returns: (transfer full): a program that nothing is known of yet
 */
HubOnlineProgram *
hub_online_program_new (const HubOnlineLink *link, const char *folder)
{
  HubOnlineProgram *self = g_object_new (HUB_TYPE_ONLINE_PROGRAM, NULL);

  self->work = hub_online_work_new (link, folder);
  return self;
}

/**
 * hub_online_program_forget_key:
 * @self: a program
 *
 * Believes the key that its platform has now, as at the first time: for one that was set up anew.
 */
void
hub_online_program_forget_key (HubOnlineProgram *self)
{
  hub_online_store_forget (self->work->store);
}

/**
 * hub_online_program_set_token:
 * @self: a program, before it is opened
 * @token: (nullable): of the sign-in with which it is opened
 *
 * Opens it as a person: what only its people may open, and of an online program the version that this person gets.
 */
void
hub_online_program_set_token (HubOnlineProgram *self, const char *token)
{
  g_free (self->work->token);
  self->work->token = g_strdup (token);
}

/**
 * hub_online_program_use_stored_sign_in:
 * @self: a program, before it is opened
 *
 * As hub_online_program_set_token(), with the sign-in that the DevTools and `superhub login` keep for the link's platform, or the one
 * in `SUPERHUB_TOKEN`; where there is none, as anybody.
 */
void
hub_online_program_use_stored_sign_in (HubOnlineProgram *self)
{
  self->work->uses_stored = TRUE;
}

static void
begin (HubOnlineProgram *self, gpointer tag, GTaskThreadFunc function, GCancellable *cancellable,
       GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (!self->busy);

  self->busy = TRUE;
  g_task_set_source_tag (task, tag);
  g_task_run_in_thread (task, function);
}

/* The thread has ended: what it found is everybody's. */
static void
end (HubOnlineProgram *self, HubBuild *build)
{
  HubOnlineWork *work = self->work;

  self->busy = FALSE;
  g_free (self->name);
  self->name = g_strdup (work->name);
  g_clear_pointer (&self->domains, json_object_unref);
  if (work->domains != NULL && !work->lifted)
    self->domains = json_object_ref (work->domains);
  if (build == NULL)
    return;
  g_free (self->latest);
  self->latest = g_strdup (self->work->package);
}

static void
return_build (GTask *task, HubBuild *build, GError *error)
{
  if (build != NULL)
    g_task_return_pointer (task, build, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
open_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  HubOnlineWork *work = HUB_ONLINE_PROGRAM (source)->work;
  g_autoptr (HubOnlineFetch) fetch = hub_online_fetch_new (work->link->server, cancellable);
  GError *error = NULL;
  HubBuild *build = NULL;

  work->fetch = fetch;
  hub_online_work_find_sign_in (work);
  if (hub_online_work_resolve (work, &error)
      && (hub_online_work_remember (work) || hub_online_work_ask (work, &error)))
    build = hub_online_work_load (work, &error);
  work->fetch = NULL;
  return_build (task, build, error);
}

/**
 * hub_online_program_open_async:
 * @self: a program, with nothing under way
 * @cancellable: (nullable): ends it
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Opens what was run here before, where the platform's word for it has not expired: also without the network. Else asks the
 * platform and fetches the package.
 */
void
hub_online_program_open_async (HubOnlineProgram *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  begin (self, hub_online_program_open_async, open_in_thread, cancellable, callback, user_data);
}

static HubBuild *
finish_build (HubOnlineProgram *self, GAsyncResult *result, GError **error)
{
  HubBuild *build = g_task_propagate_pointer (G_TASK (result), error);

  end (self, build);
  return build;
}

/**
 * hub_online_program_open_finish:
 * @self: a program
 * @result: the result
 * @error: (out) (optional): "app.not_found", "app.suspended", "code.not_found", "online.bad_package"; "auth.sign_in_required",
 *   "auth.token_expired" and what openVersion refuses with; "manifest.bad_signature", "manifest.expired", "manifest.older", "manifest.corrupt"; the package reader's;
 *   "platform.unreachable", "platform.bad_answer"; the file system's; "cancelled"
 *
 * Returns: (transfer full) (nullable): the version that this device gets
 */
HubBuild *
hub_online_program_open_finish (HubOnlineProgram *self, GAsyncResult *result, GError **error)
{
  HubBuild *build = finish_build (self, result, error);

  if (build != NULL)
    hub_online_program_adopt (self);
  return build;
}

static void
check_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  HubOnlineProgram *self = source;
  g_autoptr (HubOnlineFetch) fetch = hub_online_fetch_new (self->work->link->server, cancellable);
  GError *error = NULL;
  gboolean known;

  self->work->fetch = fetch;
  known = hub_online_work_ask (self->work, &error);
  if (known && !self->work->is_private)
    hub_online_work_report (self->work, self->running);
  self->work->fetch = NULL;
  if (known)
    g_task_return_boolean (task, !g_str_equal (self->work->package, self->latest));
  else
    g_task_return_error (task, error);
}

/**
 * hub_online_program_check_async:
 * @self: a program that was opened, with nothing under way
 * @cancellable: (nullable): ends it
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Asks the platform whether this device gets another version now, and says once a day which one it runs.
 */
void
hub_online_program_check_async (HubOnlineProgram *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (self->running != NULL);

  begin (self, hub_online_program_check_async, check_in_thread, cancellable, callback, user_data);
}

/**
 * hub_online_program_check_finish:
 * @self: a program
 * @result: the result
 * @newer: (out): whether there is another version than the one that was opened or fetched last
 * @error: (out) (optional): as hub_online_program_open_finish(); see hub_online_program_is_ended()
 *
 * Returns: whether the platform said so
 */
gboolean
hub_online_program_check_finish (HubOnlineProgram *self, GAsyncResult *result, gboolean *newer, GError **error)
{
  g_autoptr (GError) failure = NULL;

  *newer = g_task_propagate_boolean (G_TASK (result), &failure);
  end (self, NULL);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * hub_online_program_is_ended:
 * @self: a program, with nothing under way
 * @error: of a check
 *
 * Returns: whether the platform has said that what runs may not run any more: it was suspended or removed, or the person lost the
 *   right to the version, or it is not there any more. Everything else is only in the way
 */
gboolean
hub_online_program_is_ended (HubOnlineProgram *self, const GError *error)
{
  const char *name = hub_error_get_name (error);

  if (g_str_equal (name, "app.suspended") || g_str_equal (name, "app.not_found"))
    return TRUE;
  return self->work->is_private
         && (g_error_matches (error, HUB_ERROR, HUB_ERROR_DENIED) || g_error_matches (error, HUB_ERROR, HUB_ERROR_NOT_FOUND)
             || g_error_matches (error, HUB_ERROR, HUB_ERROR_CONFLICT)
             || g_error_matches (error, HUB_ERROR, HUB_ERROR_UNAUTHENTICATED));
}

static void
update_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  HubOnlineWork *work = HUB_ONLINE_PROGRAM (source)->work;
  g_autoptr (HubOnlineFetch) fetch = hub_online_fetch_new (work->link->server, cancellable);
  GError *error = NULL;
  HubBuild *build;

  work->fetch = fetch;
  build = hub_online_work_load (work, &error);
  work->fetch = NULL;
  return_build (task, build, error);
}

/**
 * hub_online_program_update_async:
 * @self: a program of which a check found a newer version, with nothing under way
 * @cancellable: (nullable): ends it
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Fetches that version.
 */
void
hub_online_program_update_async (HubOnlineProgram *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (self->work->package != NULL);

  begin (self, hub_online_program_update_async, update_in_thread, cancellable, callback, user_data);
}

/**
 * hub_online_program_update_finish:
 * @self: a program
 * @result: the result
 * @error: (out) (optional): as hub_online_program_open_finish()
 *
 * Returns: (transfer full) (nullable): the newer version; hub_online_program_adopt() once it runs
 */
HubBuild *
hub_online_program_update_finish (HubOnlineProgram *self, GAsyncResult *result, GError **error)
{
  return finish_build (self, result, error);
}

/**
 * hub_online_program_adopt:
 * @self: a program, with nothing under way
 *
 * From now on the version that was fetched last is the one that runs.
 */
void
hub_online_program_adopt (HubOnlineProgram *self)
{
  g_free (self->running);
  g_free (self->version);
  self->running = g_strdup (self->latest);
  self->version = g_strdup (self->work->version);
}

/**
 * hub_online_program_is_busy:
 * @self: a program
 *
 * Returns: whether something is under way
 */
gboolean
hub_online_program_is_busy (HubOnlineProgram *self)
{
  return self->busy;
}

/**
 * hub_online_program_get_name:
 * @self: a program
 *
 * Returns: (transfer none) (nullable): what it is called, once the platform said so
 */
const char *
hub_online_program_get_name (HubOnlineProgram *self)
{
  return self->name;
}

/**
 * hub_online_program_get_version:
 * @self: a program
 *
 * Returns: (transfer none) (nullable): the version that runs
 */
const char *
hub_online_program_get_version (HubOnlineProgram *self)
{
  return self->version;
}

/**
 * hub_online_program_get_kind:
 * @self: a program that was opened, with nothing under way
 *
 * Returns: (transfer none): "online"; "preview", "developer", "test" or "review" of a version that is not for everybody
 */
const char *
hub_online_program_get_kind (HubOnlineProgram *self)
{
  return self->work->kind;
}

/**
 * hub_online_program_get_path:
 * @self: a program that was opened, with nothing under way
 *
 * Returns: (transfer none): the page that the link opens, "" for the first one
 */
const char *
hub_online_program_get_path (HubOnlineProgram *self)
{
  return self->work->path;
}

/**
 * hub_online_program_get_query:
 * @self: a program that was opened, with nothing under way
 *
 * Returns: (transfer none): that page's query
 */
const char *
hub_online_program_get_query (HubOnlineProgram *self)
{
  return self->work->query;
}

/**
 * hub_online_program_get_scene:
 * @self: a program that was opened, with nothing under way
 *
 * Returns: the launch scene of the link
 */
int
hub_online_program_get_scene (HubOnlineProgram *self)
{
  return self->work->scene;
}

/**
 * hub_online_program_get_domains:
 * @self: a program
 *
 * Returns: (transfer none) (nullable): the servers it may ask, by use; %NULL before it was opened, and for any server
 */
JsonObject *
hub_online_program_get_domains (HubOnlineProgram *self)
{
  return self->domains;
}

/**
 * hub_online_program_dup_storage_id:
 * @self: a program that was opened
 *
 * Returns: (transfer full): what names its storage: the program and the platform, whatever the version
 */
char *
hub_online_program_dup_storage_id (HubOnlineProgram *self)
{
  return g_strconcat (self->work->link->server, "/", self->work->app_id, NULL);
}
