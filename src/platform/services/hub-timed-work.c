/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-timed-work.h"

#include "hub-collection-service.h"
#include "hub-review-desk-service.h"
#include "hub-adoption.h"
#include "hub-push-service.h"
#include "hub-code-service.h"
#include "hub-phased-release-service.h"
#include "hub-retention.h"
#include "hub-upload-service.h"
#include "hub-webhook-service.h"

/* Everything that is done by the clock, by every process that serves. */
static const struct
{
  const char  *name;
  HubTimedWork work;
} works[] = {
  { "return-reviews", hub_review_desk_service_give_back_expired },
  { "phased-releases", hub_phased_release_service_work },
  { "adoption", hub_adoption_work },
  { "collect-packages", hub_collection_service_work },
  { "expire-uploads", hub_upload_service_expire },
  { "message-push", hub_push_service_work },
  { "webhooks", hub_webhook_service_work },
  { "forget-deliveries", hub_retention_work },
  { "forget-changes", hub_retention_forget_changes },
  { "forget-pictures", hub_retention_forget_pictures },
  { "scans", hub_code_service_work },
  { NULL, NULL },
};

/**
 * hub_timed_work_add_all:
 * @schedule: a schedule
 *
 * Adds the works of all services.
 */
void
hub_timed_work_add_all (HubSchedule *schedule)
{
  for (gsize i = 0; works[i].name != NULL; i++)
    hub_schedule_add (schedule, works[i].name, works[i].work);
}
