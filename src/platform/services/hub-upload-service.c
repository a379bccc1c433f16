/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-upload-service.h"

#include "config.h"

#include <stdio.h>
#include <sys/stat.h>
#include <glib/gstdio.h>

#include "hub-language.h"
#include "hub-refusals.h"

#define FOLDER "uploads"
#define LIFETIME HUB_HOURS (24)
/* Of one person and their keys, in all programs: what is begun and never finished takes room for a day. */
#define MAX_UNFINISHED 10
#define AT_ONCE 50
/* For the directory and the manifest of the container. */
#define CONTAINER_BYTES (4 * 1024 * 1024)

static char *
get_path (HubPlatform *platform, const char *id)
{
  g_autofree char *name = g_strconcat (id, ".part", NULL);

  return g_build_filename (platform->data_dir, FOLDER, name, NULL);
}

static void
remove_file (HubPlatform *platform, const char *id)
{
  g_autofree char *path = get_path (platform, id);

  g_unlink (path);
}

/**
 * hub_upload_service_max_bytes:
 * @platform: the platform
 *
 * Returns: the most a package's file may have, in bytes
 */
gint64
hub_upload_service_max_bytes (HubPlatform *platform)
{
  return platform->limits.package.max_total + CONTAINER_BYTES;
}

static gboolean
check_room (HubPlatform *platform, HubActor *actor, gint64 size, GError **error)
{
  gint64 unfinished;

  if (size > hub_upload_service_max_bytes (platform))
    {
      hub_actor_set_detail_int (actor, "limit", hub_upload_service_max_bytes (platform));
      hub_refuse (error, "package.too_large", _("The package has %lld bytes, more than the %lld that are taken here"),
                  (long long) size, (long long) hub_upload_service_max_bytes (platform));
      return FALSE;
    }
  unfinished = hub_upload_repository_count (platform->database, actor->superhub_id, error);
  if (unfinished < 0)
    return FALSE;
  if (unfinished < MAX_UNFINISHED)
    return TRUE;
  hub_refuse (error, "upload.too_many", _("You have begun %d uploads without finishing them; finish or cancel one, or wait a day"),
              (int) unfinished);
  return FALSE;
}

/**
 * hub_upload_service_create:
 * @platform: the platform
 * @actor: a developer, or an upload key
 * @app_id: the program
 * @size: bytes of the package
 * @sha256: the hash of the package
 * @error: (out) (optional): "package.too_large", "upload.too_many"
 *
 * Begins an upload in parts, or finds the one that the same uploader has begun for the same package.
 *
 * Returns: (transfer full) (nullable): the upload
 */
HubUpload *
hub_upload_service_create (HubPlatform *platform, HubActor *actor, const char *app_id, gint64 size,
                           const char *sha256, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autofree char *id = hub_platform_new_id ("u");
  g_autoptr (HubUpload) upload = NULL;
  const HubUpload wanted = {
    .id = id,
    .app_id = (char *) app_id,
    .superhub_id = actor->superhub_id,
    .key_slot = actor->key_slot,
    .size = size,
    .sha256 = (char *) sha256,
    .created_at = hub_clock_now (platform->clock),
    .expires_at = hub_clock_now (platform->clock) + LIFETIME,
  };
  gboolean deleted;

  if (transaction == NULL || !hub_upload_repository_find_same (platform->database, &wanted, &upload, error))
    return NULL;
  if (upload != NULL && upload->size == size && upload->expires_at > wanted.created_at)
    return g_steal_pointer (&upload);
  if (upload != NULL && !hub_upload_repository_delete (platform->database, upload->id, &deleted, error))
    return NULL;
  g_clear_pointer (&upload, hub_upload_free);
  if (!check_room (platform, actor, size, error)
      || !hub_upload_repository_insert (platform->database, &wanted, error)
      || !hub_platform_log_done (platform, actor, "createUpload", app_id, id, error)
      || !hub_upload_repository_find (platform->database, id, &upload, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return g_steal_pointer (&upload);
}

/**
 * hub_upload_service_get:
 * @platform: the platform
 * @actor: who has begun it
 * @app_id: the program
 * @id: of an upload
 * @error: (out) (optional): "upload.not_found", also for somebody else's
 *
 * Returns: (transfer full) (nullable): the upload
 */
HubUpload *
hub_upload_service_get (HubPlatform *platform, HubActor *actor, const char *app_id, const char *id,
                        GError **error)
{
  g_autoptr (HubUpload) upload = NULL;

  if (!hub_upload_repository_find (platform->database, id, &upload, error))
    return NULL;
  if (upload != NULL && g_str_equal (upload->app_id, app_id)
      && g_str_equal (upload->superhub_id, actor->superhub_id) && upload->key_slot == actor->key_slot
      && upload->expires_at > hub_clock_now (platform->clock))
    return g_steal_pointer (&upload);
  hub_refuse (error, "upload.not_found", _("There is no such upload any more; begin it anew"));
  return NULL;
}

/**
 * hub_upload_service_offset:
 * @platform: the platform
 * @upload: an upload
 *
 * Returns: how many bytes have arrived
 */
gint64
hub_upload_service_offset (HubPlatform *platform, const HubUpload *upload)
{
  g_autofree char *path = get_path (platform, upload->id);
  struct stat info;

  return stat (path, &info) == 0 ? MIN (info.st_size, upload->size) : 0;
}

static void
refuse_offset (HubActor *actor, gint64 offset, GError **error)
{
  hub_actor_set_detail_int (actor, "offset", offset);
  hub_refuse (error, "upload.wrong_offset", _("%lld bytes have arrived; go on from there"), (long long) offset);
}

/**
 * hub_upload_service_open_part:
 * @platform: the platform
 * @actor: who has begun it
 * @upload: the upload
 * @content_range: (nullable): the header: "bytes FIRST-LAST/SIZE"
 * @length: (out): how many bytes are announced
 * @error: (out) (optional): "upload.bad_range", "upload.wrong_offset"
 *
 * What arrives stays, also where the connection breaks before the part is whole. Bytes that have arrived may be sent again: the
 * hash is compared in the end.
 *
 * Returns: (transfer full) (nullable): where the part's bytes go
 */
HubSpool *
hub_upload_service_open_part (HubPlatform *platform, HubActor *actor, const HubUpload *upload,
                              const char *content_range, gsize *length, GError **error)
{
  g_autofree char *path = get_path (platform, upload->id);
  gint64 offset = hub_upload_service_offset (platform, upload);
  long long first, last, size;
  int end = 0;

  if (content_range == NULL
      || sscanf (content_range, "bytes %19lld-%19lld/%19lld%n", &first, &last, &size, &end) != 3
      || content_range[end] != '\0' || first < 0 || last < first || last >= upload->size || size != upload->size)
    {
      hub_refuse (error, "upload.bad_range", _("The header Content-Range must say which bytes come, like bytes 0-4194303/%lld"),
                  (long long) upload->size);
      return NULL;
    }
  if (first > offset)
    {
      refuse_offset (actor, offset, error);
      return NULL;
    }
  *length = last - first + 1;
  return hub_spool_open (path, first, *length, error);
}

/**
 * hub_upload_service_open_all:
 * @platform: the platform
 * @actor: who has begun it
 * @upload: the upload
 * @error: (out) (optional): "upload.wrong_offset" where bytes are missing
 *
 * Returns: (transfer full) (nullable): all bytes
 */
HubSpool *
hub_upload_service_open_all (HubPlatform *platform, HubActor *actor, const HubUpload *upload, GError **error)
{
  g_autofree char *path = get_path (platform, upload->id);
  gint64 offset = hub_upload_service_offset (platform, upload);

  if (offset == upload->size)
    return hub_spool_open (path, offset, 0, error);
  refuse_offset (actor, offset, error);
  return NULL;
}

/**
 * hub_upload_service_cancel:
 * @platform: the platform
 * @actor: who has begun it
 * @app_id: the program
 * @id: of an upload
 * @error: (out) (optional): "upload.not_found"
 *
 * Returns: whether nothing of it is left
 */
gboolean
hub_upload_service_cancel (HubPlatform *platform, HubActor *actor, const char *app_id, const char *id,
                           GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubUpload) upload = NULL;
  gboolean deleted;

  if (transaction != NULL)
    upload = hub_upload_service_get (platform, actor, app_id, id, error);
  if (upload == NULL || !hub_upload_repository_delete (platform->database, id, &deleted, error)
      || !hub_platform_log_done (platform, actor, "deleteUpload", app_id, id, error)
      || !hub_transaction_commit (transaction, error))
    return FALSE;
  remove_file (platform, id);
  return TRUE;
}

/**
 * hub_upload_service_drop:
 * @platform: the platform
 * @id: of an upload whose bytes are no package
 *
 * Forgets it, so that the next try begins at the first byte.
 */
void
hub_upload_service_drop (HubPlatform *platform, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, &error);
  gboolean deleted;

  if (transaction != NULL && hub_upload_repository_delete (platform->database, id, &deleted, &error)
      && hub_transaction_commit (transaction, &error))
    remove_file (platform, id);
  else
    g_message ("event=upload-not-dropped reason=\"%s\"", error->message);
}

/* Files of uploads that are not known: somebody was killed between the row and the file. The row is there before the file. */
static void
sweep (HubPlatform *platform)
{
  g_autofree char *folder = g_build_filename (platform->data_dir, FOLDER, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *id = g_str_has_suffix (name, ".part") ? g_strndup (name, strlen (name) - strlen (".part")) : NULL;
      g_autoptr (HubUpload) upload = NULL;

      if (id != NULL && hub_upload_repository_find (platform->database, id, &upload, NULL) && upload == NULL)
        remove_file (platform, id);
    }
}

/**
 * hub_upload_service_expire:
 * @platform: the platform
 * @now: its time
 * @next: (inout): when to be called again
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * A #HubTimedWork: forgets uploads that were begun a day ago.
 *
 * Returns: whether the database answered
 */
gboolean
hub_upload_service_expire (HubPlatform *platform, gint64 now, gint64 *next, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (GPtrArray) expired = NULL;
  gboolean deleted;

  if (transaction != NULL)
    expired = hub_upload_repository_list_expired (platform->database, now, AT_ONCE, error);
  if (expired == NULL)
    return FALSE;
  for (guint i = 0; i < expired->len; i++)
    if (!hub_upload_repository_delete (platform->database, ((HubUpload *) g_ptr_array_index (expired, i))->id, &deleted, error))
      return FALSE;
  if (!hub_transaction_commit (transaction, error))
    return FALSE;
  sweep (platform);
  *next = expired->len < AT_ONCE ? now + HUB_MINUTES (10) : now;
  return TRUE;
}
