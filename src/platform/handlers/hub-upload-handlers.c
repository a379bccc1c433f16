/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "hub-json.h"
#include "hub-package-service.h"
#include "hub-present.h"
#include "hub-refusals.h"
#include "hub-upload-service.h"

static JsonNode *
present (HubRequest *request, const HubUpload *upload)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", upload->id);
  json_object_set_int_member (object, "size", upload->size);
  json_object_set_string_member (object, "sha256", upload->sha256);
  json_object_set_int_member (object, "offset", hub_upload_service_offset (request->platform, upload));
  json_object_set_int_member (object, "part_size", HUB_UPLOAD_PART_BYTES);
  hub_present_set_time (object, "expires_at", upload->expires_at);
  return hub_present_object (object);
}

static HubUpload *
find (HubRequest *request, GError **error)
{
  return hub_upload_service_get (request->platform, request->actor, hub_request_get (request, "app_id"),
                                 hub_request_get (request, "id"), error);
}

static void
create_upload (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubUpload) upload = NULL;

  upload = hub_upload_service_create (request->platform, request->actor, hub_request_get (request, "app_id"),
                                      hub_request_get_int (request, "size", 0), hub_request_get (request, "sha256"),
                                      &error);
  hub_request_finish (request, upload != NULL ? present (request, upload) : NULL, error);
}

static void
get_upload (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubUpload) upload = find (request, &error);

  hub_request_finish (request, upload != NULL ? present (request, upload) : NULL, error);
}

/* The bytes are in the file by now; see hub_upload_service_open_part(). */
static void
put_part (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubUpload) upload = NULL;

  if (hub_spool_close (request->spool, &error))
    upload = find (request, &error);
  hub_request_finish (request, upload != NULL ? present (request, upload) : NULL, error);
}

static void
on_received (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HubRequest *request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HubPackageRow) package = hub_package_service_receive_finish (result, &error);

  if (package == NULL && hub_refusals_of_error (error)->kind != HUB_ERROR_STORAGE)
    hub_upload_service_drop (request->platform, hub_request_get (request, "id"));
  hub_request_finish (request, package != NULL ? hub_present_package (package) : NULL, error);
  hub_request_resume (request);
}

static void
finish_upload (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubUpload) upload = find (request, &error);

  if (upload != NULL)
    request->spool = hub_upload_service_open_all (request->platform, request->actor, upload, &error);
  if (request->spool == NULL)
    {
      hub_request_refuse (request, error);
      return;
    }
  hub_request_suspend (request);
  hub_package_service_receive_async (request->platform, request->actor, upload->app_id, request->spool, upload,
                                     on_received, request);
}

static void
delete_upload (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  gboolean done;

  done = hub_upload_service_cancel (request->platform, request->actor, hub_request_get (request, "app_id"),
                                    hub_request_get (request, "id"), &error);
  hub_request_finish_done (request, done, error);
}

static void
get_limits (HubRequest *request)
{
  const HubPackageLimits *limits = &request->platform->limits.package;
  JsonObject *object = json_object_new ();
  JsonObject *package = json_object_new ();
  JsonObject *members = json_object_new ();

  json_object_set_int_member (package, "max_package", limits->max_package);
  json_object_set_int_member (package, "max_total", limits->max_total);
  json_object_set_int_member (package, "max_files", limits->max_files);
  json_object_set_object_member (object, "package", package);
  json_object_set_int_member (object, "part_size", HUB_UPLOAD_PART_BYTES);
  json_object_set_int_member (object, "phased_days", request->platform->limits.phased_days);
  json_object_set_int_member (members, "project", request->platform->limits.project_members);
  json_object_set_int_member (members, "test", request->platform->limits.test_members);
  json_object_set_object_member (object, "members", members);
  hub_request_finish (request, hub_present_object (object), NULL);
}

const HubOperation hub_upload_handlers[] = {
  { "createUpload", create_upload },
  { "getUpload", get_upload },
  { "putUploadPart", put_part },
  { "finishUpload", finish_upload },
  { "deleteUpload", delete_upload },
  { "getLimits", get_limits },
  { NULL, NULL },
};
