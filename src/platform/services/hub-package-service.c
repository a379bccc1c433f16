/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-package-service.h"

#include "config.h"

#include "hub-check-service.h"
#include "hub-json.h"
#include "hub-language.h"
#include "hub-package-facts.h"
#include "hub-refusals.h"

typedef struct
{
  HubPlatform      *platform;
  HubActor         *actor;
  char             *app_id;
  HubSpool         *spool;
  HubPackageLimits  limits;
  char             *facts;      /* for the automatic checks of a review */
  const char       *operation;
  char             *upload_id;   /* (nullable): the upload that ends */
  char             *announced;   /* (nullable): the hash it was begun with */
  JsonNode         *sizes;
  JsonNode         *pages;
} Receive;

static void
receive_free (Receive *receive)
{
  g_free (receive->app_id);
  g_free (receive->facts);
  g_free (receive->upload_id);
  g_free (receive->announced);
  g_clear_pointer (&receive->sizes, json_node_unref);
  g_clear_pointer (&receive->pages, json_node_unref);
  g_free (receive);
}

/**
 * hub_package_service_path:
 * @platform: the platform
 * @sha256: the hash of a package
 *
 * Returns: (transfer full): where its bytes are
 */
char *
hub_package_service_path (HubPlatform *platform, const char *sha256)
{
  g_autofree char *folder = g_strndup (sha256, 2);
  g_autofree char *name = g_strconcat (sha256, ".hpkg", NULL);

  return g_build_filename (platform->data_dir, "packages", folder, name, NULL);
}

/* The upload that brought it ends with it; one that was cancelled meanwhile brings nothing. */
static gboolean
end_upload (Receive *receive, GError **error)
{
  gboolean ended;

  if (receive->upload_id == NULL)
    return TRUE;
  if (!hub_upload_repository_delete (receive->platform->database, receive->upload_id, &ended, error))
    return FALSE;
  if (!ended)
    hub_refuse (error, "upload.not_found", _("There is no such upload any more; begin it anew"));
  return ended;
}

/* In the database only when the file is in its place; and moved there with the right to write, so that a collection that
 * goes on at the same time has either taken the old file away before, or finds the row. */
static HubPackageRow *
keep (Receive *receive, HubPackage *package, GError **error)
{
  HubPlatform *platform = receive->platform;
  const char *sha256 = hub_package_get_sha256 (package);
  g_autofree char *path = hub_package_service_path (platform, sha256);
  g_autoptr (HubTransaction) transaction = NULL;
  g_autoptr (HubPackageRow) row = g_new0 (HubPackageRow, 1);
  g_autoptr (HubPackageRow) stored = NULL;

  row->app_id = g_strdup (receive->app_id);
  row->sha256 = g_strdup (sha256);
  row->sizes = hub_json_to_string (receive->sizes, FALSE);
  row->pages = hub_json_to_string (receive->pages, FALSE);
  row->uploaded_by = g_strdup (receive->actor->superhub_id);
  row->created_at = row->sent_at = hub_clock_now (platform->clock);
  if (!hub_spool_prepare (path, error))
    return NULL;
  transaction = hub_transaction_begin (platform->database, error);
  if (transaction == NULL
      || !end_upload (receive, error)
      || !hub_spool_keep (receive->spool, path, error)
      || !hub_package_repository_insert (platform->database, row, error)
      || !hub_check_service_keep_facts (platform, sha256, receive->facts, error)
      || !hub_platform_log_done (platform, receive->actor, receive->operation, receive->app_id, sha256, error)
      || !hub_package_repository_find (platform->database, receive->app_id, sha256, &stored, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return g_steal_pointer (&stored);
}

static gboolean
check_announced (Receive *receive, HubPackage *package, GError **error)
{
  if (receive->announced == NULL || g_str_equal (receive->announced, hub_package_get_sha256 (package)))
    return TRUE;
  hub_refuse (error, "upload.other_bytes", _("What arrived is not the package that was announced; send it anew"));
  return FALSE;
}

static void
check_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Receive *receive = data;
  g_auto (HubLanguageScope) spoken = hub_language_begin (receive->actor->language);
  g_autoptr (GError) error = NULL;
  g_autoptr (HubPackage) package = NULL;

  if (hub_spool_close (receive->spool, &error))
    package = hub_package_open (hub_spool_get_path (receive->spool), &receive->limits, &error);
  if (package == NULL || !check_announced (receive, package, &error)
      || !hub_package_check_config (package, &receive->limits, &receive->sizes, &receive->pages, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  receive->facts = hub_package_facts_read (package);
  g_task_return_pointer (task, g_steal_pointer (&package), g_object_unref);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HubPackage) package = g_task_propagate_pointer (G_TASK (result), &error);
  Receive *receive = g_task_get_task_data (task);
  g_auto (HubLanguageScope) spoken = hub_language_begin (receive->actor->language);
  HubPackageRow *row = NULL;

  if (package != NULL)
    row = keep (receive, package, &error);
  if (row == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, row, (GDestroyNotify) hub_package_row_free);
}

/**
 * hub_package_service_receive_async:
 * @platform: the platform
 * @actor: who sent it, with the permission "developer"; stays until the callback
 * @app_id: the program
 * @spool: all its bytes; stays until the callback
 * @upload: (nullable): the upload that brought them, which ends
 * @callback: called in the caller's thread
 * @user_data: for @callback
 *
 * Checks a package in another thread, puts it in its place and makes it known. The same bytes
 * a second time change nothing. Errors: "package.*", "upload.*", %HUB_ERROR_STORAGE.
 */
void
hub_package_service_receive_async (HubPlatform *platform, HubActor *actor, const char *app_id,
                                   HubSpool *spool, const HubUpload *upload, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (GTask) check = g_task_new (NULL, NULL, on_checked, task);
  Receive *receive = g_new0 (Receive, 1);

  receive->platform = platform;
  receive->actor = actor;
  receive->app_id = g_strdup (app_id);
  receive->spool = spool;
  receive->limits = platform->limits.package;
  receive->operation = upload != NULL ? "finishUpload" : "uploadPackage";
  receive->upload_id = g_strdup (upload != NULL ? upload->id : NULL);
  receive->announced = g_strdup (upload != NULL ? upload->sha256 : NULL);
  g_task_set_task_data (task, receive, (GDestroyNotify) receive_free);
  g_task_set_task_data (check, receive, NULL);
  g_task_run_in_thread (check, check_in_thread);
}

/**
 * hub_package_service_receive_finish:
 * @result: a result
 * @error: (out) (optional): why it was refused; nothing was kept then
 *
 * Returns: (transfer full) (nullable): the package
 */
HubPackageRow *
hub_package_service_receive_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hub_package_service_get:
 * @platform: the platform
 * @app_id: the program
 * @sha256: the hash of one of its packages
 * @error: (out) (optional): "package.not_found"
 *
 * Returns: (transfer full) (nullable): the package
 */
HubPackageRow *
hub_package_service_get (HubPlatform *platform, const char *app_id, const char *sha256, GError **error)
{
  HubPackageRow *row;

  if (!hub_package_repository_find (platform->database, app_id, sha256, &row, error))
    return NULL;
  if (row == NULL)
    hub_refuse (error, "package.not_found",
                _("The program has no package %.12s…; send it first"), sha256);
  return row;
}
