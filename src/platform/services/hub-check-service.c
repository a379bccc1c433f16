/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-check-service.h"

#include "config.h"

#include "hub-domain-service.h"
#include "hub-json.h"
#include "hub-language.h"
#include "hub-package-facts-repository.h"
#include "hub-package-facts.h"
#include "hub-package-service.h"
#include "hub-refusals.h"
#include "hub-review-checks.h"

/* One package that is being read, by its path; whoever waits for it has a task in the list. */
typedef struct
{
  HubPlatform      *platform;
  char             *sha256;
  char             *path;
  HubPackageLimits  limits;
  GPtrArray        *waiting;    /* of GTask */
} Reading;

static void
reading_free (Reading *reading)
{
  g_free (reading->sha256);
  g_free (reading->path);
  g_ptr_array_unref (reading->waiting);
  g_free (reading);
}

static GHashTable *
readings (void)
{
  static GHashTable *table;

  if (table == NULL)
    table = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) reading_free);
  return table;
}

/* Why a package could not be read, by its path, until it is asked for again. */
static GHashTable *
failures (void)
{
  static GHashTable *table;

  if (table == NULL)
    table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return table;
}

/**
 * hub_check_service_keep_facts:
 * @platform: the platform, in a transaction
 * @sha256: the hash of a package
 * @facts: what hub_package_facts_read() read in it
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it is stored
 */
gboolean
hub_check_service_keep_facts (HubPlatform *platform, const char *sha256, const char *facts, GError **error)
{
  return hub_package_facts_repository_put (platform->database, sha256, HUB_PACKAGE_FACTS_READER, facts,
                                           hub_clock_now (platform->clock), error);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HubPackage) package = hub_package_open (reading->path, &reading->limits, &error);

  if (package == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, hub_package_facts_read (package), g_free);
}

static gboolean
store (Reading *reading, const char *facts, GError **error)
{
  HubPlatform *platform = reading->platform;
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);

  return transaction != NULL
         && hub_check_service_keep_facts (platform, reading->sha256, facts, error)
         && hub_transaction_commit (transaction, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *facts = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (GPtrArray) waiting = g_ptr_array_ref (reading->waiting);

  if (facts == NULL || !store (reading, facts, &error))
    {
      g_message ("event=failure operation=read-package package=%s reason=\"%s\"", reading->sha256, error->message);
      g_hash_table_insert (failures (), g_strdup (reading->path), g_strdup (error->message));
    }
  g_hash_table_remove (readings (), reading->path);
  for (guint i = 0; i < waiting->len; i++)
    if (error != NULL)
      g_task_return_error (waiting->pdata[i], g_error_copy (error));
    else
      g_task_return_boolean (waiting->pdata[i], TRUE);
}

static Reading *
start (HubPlatform *platform, const char *sha256)
{
  g_autofree char *path = hub_package_service_path (platform, sha256);
  Reading *reading = g_hash_table_lookup (readings (), path);
  g_autoptr (GTask) task = NULL;

  if (reading != NULL)
    return reading;
  reading = g_new0 (Reading, 1);
  reading->platform = platform;
  reading->sha256 = g_strdup (sha256);
  reading->path = g_steal_pointer (&path);
  reading->limits = platform->limits.package;
  reading->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_hash_table_remove (failures (), reading->path);
  g_hash_table_insert (readings (), reading->path, reading);
  task = g_task_new (NULL, NULL, on_read, NULL);
  g_task_set_task_data (task, reading, NULL);
  g_task_run_in_thread (task, read_in_thread);
  return reading;
}

/**
 * hub_check_service_read_async:
 * @platform: the platform
 * @sha256: the hash of a package
 * @callback: called in the main thread when what the checks want to know was read, at once where it was before
 * @user_data: for @callback
 *
 * Reads a package in another thread. Who asks while it is being read waits for the same reading; another process of the
 * platform may read it, too, and gets the same.
 */
void
hub_check_service_read_async (HubPlatform *platform, const char *sha256, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_autofree char *facts = NULL;
  GError *error = NULL;

  if (!hub_package_facts_repository_find (platform->database, sha256, HUB_PACKAGE_FACTS_READER, &facts, &error))
    g_task_return_error (task, error);
  else if (facts != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_ptr_array_add (start (platform, sha256)->waiting, g_steal_pointer (&task));
}

/**
 * hub_check_service_read_finish:
 * @result: a result
 * @error: (out) (optional): the package cannot be read
 *
 * Returns: whether it was read
 */
gboolean
hub_check_service_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static JsonNode *
judge (HubPlatform *platform, HubPackageRow *package, HubReviewForm *form, const char *facts, GError **error)
{
  g_autoptr (JsonNode) node = hub_json_parse (facts, -1, "facts", error);
  g_autoptr (JsonObject) domains = node != NULL ? hub_domain_service_get (platform, package->app_id, error) : NULL;
  HubReviewEvidence evidence = { .package = package, .form = form, .limits = &platform->limits.package };

  if (domains == NULL)
    return NULL;
  evidence.facts = json_node_get_object (node);
  evidence.domains = domains;
  return hub_review_checks_judge (&evidence);
}

/**
 * hub_check_service_get:
 * @platform: the platform
 * @package: a package
 * @form: (nullable): what is declared beside app.json
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * The checks as they stand now: what was read is kept by the package's hash, and judged by what is declared at this
 * moment. Where nothing was read yet, reading begins.
 *
 * Returns: (transfer full) (nullable): the schema ReviewChecks
 */
JsonNode *
hub_check_service_get (HubPlatform *platform, HubPackageRow *package, HubReviewForm *form, GError **error)
{
  g_autofree char *path = hub_package_service_path (platform, package->sha256);
  g_autofree char *facts = NULL;
  g_autofree char *failure = NULL;

  if (!hub_package_facts_repository_find (platform->database, package->sha256, HUB_PACKAGE_FACTS_READER, &facts, error))
    return NULL;
  if (facts != NULL)
    return judge (platform, package, form, facts, error);
  /* Told once: who asks again has perhaps mended the disk. */
  failure = g_strdup (g_hash_table_lookup (failures (), path));
  g_hash_table_remove (failures (), path);
  if (failure != NULL)
    return hub_review_checks_broken (package->sha256, failure);
  start (platform, package->sha256);
  return hub_review_checks_running (package->sha256);
}

/**
 * hub_check_service_require:
 * @platform: the platform
 * @actor: who submits
 * @package: what is submitted
 * @form: with what
 * @error: (out) (optional): "review.checks_running", "review.checks_failed"
 *
 * Returns: whether the checks have ended, and none failed
 */
gboolean
hub_check_service_require (HubPlatform *platform, HubActor *actor, HubPackageRow *package, HubReviewForm *form,
                           GError **error)
{
  g_autoptr (JsonNode) checks = hub_check_service_get (platform, package, form, error);
  const char *name = NULL;
  const char *text;

  if (checks == NULL)
    return FALSE;
  if (g_str_equal (hub_json_get_string (json_node_get_object (checks), "state", ""), "running"))
    {
      hub_refuse (error, "review.checks_running",
                  _("The automatic checks of this version have not ended yet; submit it in a moment"));
      return FALSE;
    }
  text = hub_review_checks_get_error (checks, &name);
  if (text == NULL)
    return TRUE;
  hub_actor_set_detail (actor, "check", name);
  hub_refuse (error, "review.checks_failed", _("The automatic check “%s” failed: %s"), name, text);
  return FALSE;
}
