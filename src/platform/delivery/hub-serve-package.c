/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packages by their hash. What was put online is everybody's, and never changes below its address; the rest needs a sign-in.
 * A package's entries are stored as they are, so the whole of it is sent compressed to who takes that: made once, in
 * another thread, and kept beside the packages in a folder that may be emptied at any time. */
#include "hub-serve.h"

#include <glib/gstdio.h>

#include "hub-app-service.h"
#include "hub-manifest-repository.h"
#include "hub-manifests.h"
#include "hub-package-service.h"
#include "hub-refusals.h"
#include "hub-review-desk-service.h"
#include "hub-review-repository.h"
#include "hub-session-service.h"
#include "hub-test-version-repository.h"

#define PUBLIC_CACHE "public, max-age=31536000, immutable"
#define PRIVATE_CACHE "private, max-age=31536000, immutable"
#define MAX_MAPPED 64
#define WORTH_COMPRESSING 1024

/* One file that is being sent, or will be again. */
typedef struct
{
  GBytes  *bytes;
  guint64  checked;     /* the stamp of the manifests when it was found to be everybody's; 0 for never */
} File;

static void
file_free (gpointer data)
{
  File *file = data;

  g_bytes_unref (file->bytes);
  g_free (file);
}

static GHashTable *
mapped_files (void)
{
  static GHashTable *files;

  if (files == NULL)
    files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, file_free);
  return files;
}

static File *
map_file (const char *path, GError **error)
{
  File *file = g_hash_table_lookup (mapped_files (), path);
  g_autoptr (GMappedFile) mapped = NULL;

  if (file != NULL)
    return file;
  mapped = g_mapped_file_new (path, FALSE, error);
  if (mapped == NULL)
    return NULL;
  if (g_hash_table_size (mapped_files ()) >= MAX_MAPPED)
    g_hash_table_remove_all (mapped_files ());
  file = g_new0 (File, 1);
  file->bytes = g_mapped_file_get_bytes (mapped);
  g_hash_table_insert (mapped_files (), g_strdup (path), file);
  return file;
}

/* ---- Who may have it ---- */

/* It is or was the online version of a program that is open to everybody. */
static gboolean
is_public (HubPlatform *platform, const char *sha256, GError **error)
{
  g_autoptr (GPtrArray) owners = hub_manifest_repository_releasers (platform->database, sha256, FALSE, error);

  for (guint i = 0; owners != NULL && i < owners->len; i++)
    {
      const HubManifest *manifest = hub_manifests_get (platform->manifests, g_ptr_array_index (owners, i), NULL);

      if (manifest != NULL
          && g_str_equal (json_object_get_string_member (manifest->content, "state"), "online"))
        return TRUE;
    }
  return FALSE;
}

static gboolean
tests_it (HubRequest *request, const char *app_id, const char *sha256)
{
  g_autoptr (HubTestVersion) test = NULL;
  g_autoptr (GPtrArray) released = NULL;

  if (!hub_app_service_require (request->platform, request->actor, app_id, "experience", NULL))
    return FALSE;
  if (hub_test_version_repository_find (request->platform->database, app_id, &test, NULL)
      && test != NULL && g_str_equal (test->package, sha256))
    return TRUE;
  released = hub_manifest_repository_releasers (request->platform->database, sha256, TRUE, NULL);
  return released != NULL && g_ptr_array_find_with_equal_func (released, app_id, g_str_equal, NULL);
}

/* A reviewer runs what is on their desk, and nothing else of the program. */
static gboolean
reviews_it (HubRequest *request, const char *app_id, const char *sha256)
{
  g_autoptr (HubReview) review = NULL;
  g_autoptr (HubReview) held = NULL;

  if (!request->actor->reviewer
      || !hub_review_repository_find_open (request->platform->database, app_id, &review, NULL)
      || review == NULL || !g_str_equal (review->package, sha256))
    return FALSE;
  held = hub_review_desk_service_require_held (request->platform, request->actor, review->id, NULL);
  return held != NULL;
}

static gboolean
is_theirs (HubRequest *request, const char *sha256, GError **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  g_autoptr (GPtrArray) owners = NULL;

  if (soup_message_headers_get_one (headers, "Authorization") != NULL)
    {
      if (!hub_session_service_authenticate (request->platform, request->actor, headers, error))
        return FALSE;
      owners = hub_manifest_repository_owners (request->platform->database, sha256, error);
      if (owners == NULL)
        return FALSE;
    }
  for (guint i = 0; owners != NULL && i < owners->len; i++)
    {
      const char *app_id = g_ptr_array_index (owners, i);

      if (hub_app_service_require (request->platform, request->actor, app_id, "developer", NULL)
          || tests_it (request, app_id, sha256) || reviews_it (request, app_id, sha256))
        return TRUE;
    }
  g_clear_pointer (&request->actor->detail, json_object_unref);
  /* Whether there is such a package is nobody's business. */
  hub_refuse (error, "package.not_found", "no such package for %s", request->actor->superhub_id);
  return FALSE;
}

/* ---- Sending ---- */

static gboolean
has_already (HubRequest *request, const char *tag)
{
  const char *tags;

  tags = soup_message_headers_get_list (soup_server_message_get_request_headers (request->message), "If-None-Match");
  return tags != NULL && (strstr (tags, tag) != NULL || g_str_equal (tags, "*"));
}

/* Several ranges at once, and those of another file, are answered with the whole: libsoup must not see them either. */
static GBytes *
cut (HubRequest *request, GBytes *bytes, const char *tag)
{
  SoupMessageHeaders *asked = soup_server_message_get_request_headers (request->message);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
  const char *if_range = soup_message_headers_get_one (asked, "If-Range");
  gsize size = g_bytes_get_size (bytes);
  g_autofree char *all = NULL;
  SoupRange *ranges = NULL;
  int n = 0;
  goffset start, end;

  if (soup_message_headers_get_one (asked, "Range") == NULL
      || soup_server_message_get_method (request->message) != SOUP_METHOD_GET
      || (if_range != NULL && !g_str_equal (if_range, tag))
      || !soup_message_headers_get_ranges (asked, size, &ranges, &n) || n != 1)
    {
      if (ranges != NULL)
        soup_message_headers_free_ranges (asked, ranges);
      soup_message_headers_remove (asked, "Range");
      return g_bytes_ref (bytes);
    }
  start = ranges[0].start;
  end = MIN (ranges[0].end, (goffset) size - 1);
  soup_message_headers_free_ranges (asked, ranges);
  if (start < 0 || start > end)
    {
      all = g_strdup_printf ("bytes */%" G_GSIZE_FORMAT, size);
      soup_message_headers_replace (headers, "Content-Range", all);
      soup_server_message_set_status (request->message, SOUP_STATUS_REQUESTED_RANGE_NOT_SATISFIABLE, NULL);
      return NULL;
    }
  soup_message_headers_set_content_range (headers, start, end, size);
  soup_server_message_set_status (request->message, SOUP_STATUS_PARTIAL_CONTENT, NULL);
  return g_bytes_new_from_bytes (bytes, start, end - start + 1);
}

static void
send (HubRequest *request, GBytes *bytes, const char *sha256, gboolean compressed)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
  g_autofree char *tag = g_strdup_printf ("\"%s%s\"", sha256, compressed ? "-gzip" : "");
  gboolean everybody = request->actor->superhub_id[0] == '\0';
  g_autoptr (GBytes) part = NULL;

  soup_message_headers_replace (headers, "ETag", tag);
  soup_message_headers_replace (headers, "Cache-Control", everybody ? PUBLIC_CACHE : PRIVATE_CACHE);
  soup_message_headers_replace (headers, "Vary", everybody ? "Accept-Encoding" : "Accept-Encoding, Authorization");
  soup_message_headers_replace (headers, "Access-Control-Allow-Origin", "*");
  soup_message_headers_replace (headers, "Accept-Ranges", "bytes");
  if (has_already (request, tag))
    {
      soup_server_message_set_status (request->message, SOUP_STATUS_NOT_MODIFIED, NULL);
      return;
    }
  soup_server_message_set_status (request->message, SOUP_STATUS_OK, NULL);
  part = cut (request, bytes, tag);
  if (part == NULL)
    return;
  soup_message_headers_replace (headers, "Content-Type", "application/vnd.superhub.package");
  if (compressed)
    soup_message_headers_replace (headers, "Content-Encoding", "gzip");
  soup_message_body_append_bytes (soup_server_message_get_response_body (request->message), part);
}

/* ---- Compressing ---- */

static char *
compressed_path (HubPlatform *platform, const char *sha256)
{
  g_autofree char *name = g_strconcat (sha256, ".gz", NULL);

  return g_build_filename (platform->data_dir, "cache", "gzip", name, NULL);
}

typedef struct
{
  HubRequest *request;
  GBytes     *bytes;
  char       *path;
  char       *sha256;
} Compressing;

static void
compressing_free (gpointer data)
{
  Compressing *self = data;

  g_bytes_unref (self->bytes);
  g_free (self->path);
  g_free (self->sha256);
  g_free (self);
}

/* Two who do this at the same time write the same bytes, and each puts a whole file in the place. */
static gboolean
compress (Compressing *self, GError **error)
{
  g_autoptr (GConverter) converter = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6));
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *temporary = g_strdup_printf ("%s.%08x", self->path, g_random_int ());
  g_autoptr (GFile) file = g_file_new_for_path (temporary);
  g_autoptr (GFileOutputStream) stream = NULL;
  g_autoptr (GOutputStream) output = NULL;
  gsize size;
  gconstpointer data = g_bytes_get_data (self->bytes, &size);

  g_mkdir_with_parents (folder, 0700);
  stream = g_file_create (file, G_FILE_CREATE_PRIVATE, NULL, error);
  if (stream == NULL)
    return FALSE;
  output = g_converter_output_stream_new (G_OUTPUT_STREAM (stream), converter);
  if (g_output_stream_write_all (output, data, size, NULL, NULL, error)
      && g_output_stream_close (output, NULL, error) && g_rename (temporary, self->path) == 0)
    return TRUE;
  g_unlink (temporary);
  return FALSE;
}

static void
compress_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (compress (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error != NULL ? error : g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "not renamed"));
}

static void
on_compressed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Compressing *self = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  File *file = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    file = map_file (self->path, &error);
  if (file != NULL)
    send (self->request, file->bytes, self->sha256, TRUE);
  else
    {
      /* A full disk costs bandwidth, not the answer. */
      g_message ("event=compress-failed package=%s reason=\"%s\"", self->sha256, error->message);
      send (self->request, self->bytes, self->sha256, FALSE);
    }
  hub_request_resume (self->request);
}

static gboolean
wants_compressed (HubRequest *request, GBytes *bytes)
{
  SoupMessageHeaders *asked = soup_server_message_get_request_headers (request->message);

  return g_bytes_get_size (bytes) >= WORTH_COMPRESSING
         && soup_message_headers_get_one (asked, "Range") == NULL
         && soup_message_headers_header_contains (asked, "Accept-Encoding", "gzip");
}

static void
send_compressed (HubRequest *request, GBytes *bytes, const char *sha256)
{
  g_autofree char *path = compressed_path (request->platform, sha256);
  File *file = map_file (path, NULL);
  g_autoptr (GTask) task = NULL;
  Compressing *self;

  if (file != NULL)
    {
      send (request, file->bytes, sha256, TRUE);
      return;
    }
  self = g_new0 (Compressing, 1);
  self->request = request;
  self->bytes = g_bytes_ref (bytes);
  self->path = g_steal_pointer (&path);
  self->sha256 = g_strdup (sha256);
  task = g_task_new (NULL, NULL, on_compressed, NULL);
  g_task_set_task_data (task, self, compressing_free);
  hub_request_suspend (request);
  g_task_run_in_thread (task, compress_in_thread);
}

static File *
find (HubRequest *request, const char *sha256, GError **error)
{
  g_autofree char *path = hub_package_service_path (request->platform, sha256);
  File *file = g_hash_table_lookup (mapped_files (), path);
  guint64 stamp = hub_manifests_get_stamp (request->platform->manifests);

  if (file != NULL && file->checked == stamp)
    return file;
  if (is_public (request->platform, sha256, error))
    {
      file = map_file (path, error);
      if (file != NULL)
        file->checked = stamp;
      return file;
    }
  if ((error != NULL && *error != NULL) || !is_theirs (request, sha256, error))
    return NULL;
  return map_file (path, error);
}

/**
 * hub_serve_package:
 * @request: a GET or HEAD of `/packages/SHA256`
 * @sha256: whatever stands there
 */
void
hub_serve_package (HubRequest *request, const char *sha256)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  File *file = NULL;

  if (strlen (sha256) == 64 && strspn (sha256, "0123456789abcdef") == 64)
    file = find (request, sha256, &error);
  else
    hub_refuse (&error, "package.not_found", "“%s” is no hash of a package", sha256);
  if (file == NULL)
    {
      hub_request_refuse (request, error);
      return;
    }
  bytes = g_bytes_ref (file->bytes);
  if (wants_compressed (request, bytes))
    send_compressed (request, bytes, sha256);
  else
    send (request, bytes, sha256, FALSE);
}
