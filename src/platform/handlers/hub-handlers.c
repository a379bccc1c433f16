/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "hub-present.h"

static const HubOperation *const tables[] = {
  hub_account_handlers,
  hub_app_handlers,
  hub_audit_handlers,
  hub_check_handlers,
  hub_console_handlers,
  hub_directory_handlers,
  hub_code_handlers,
  hub_domain_handlers,
  hub_event_handlers,
  hub_key_handlers,
  hub_link_handlers,
  hub_member_handlers,
  hub_notification_handlers,
  hub_opening_handlers,
  hub_package_handlers,
  hub_permission_handlers,
  hub_preview_handlers,
  hub_push_handlers,
  hub_release_handlers,
  hub_review_desk_handlers,
  hub_review_handlers,
  hub_session_handlers,
  hub_sharing_handlers,
  hub_system_handlers,
  hub_upload_handlers,
  hub_version_handlers,
  hub_visit_handlers,
  hub_webhook_handlers,
};

/**
 * hub_handlers_find:
 * @operation: an operation's id
 *
 * Returns: (nullable): what answers it
 */
HubHandler
hub_handlers_find (const char *operation)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const HubOperation *row = tables[i]; row->operation != NULL; row++)
      if (g_str_equal (row->operation, operation))
        return row->handle;
  return NULL;
}

/**
 * hub_handlers_finish_test:
 * @request: a suspended request; not to be used afterwards
 * @delivered: whether the server took what it was sent
 * @error: (nullable): why it did not
 */
void
hub_handlers_finish_test (HubRequest *request, gboolean delivered, const GError *error)
{
  JsonObject *object = NULL;

  if (delivered)
    {
      object = json_object_new ();
      json_object_set_boolean_member (object, "delivered", TRUE);
    }
  hub_request_finish (request, object != NULL ? hub_present_object (object) : NULL, error);
  hub_request_resume (request);
}
