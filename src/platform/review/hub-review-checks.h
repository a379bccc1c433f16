/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-package-repository.h"
#include "hub-platform.h"
#include "hub-review-form.h"

G_BEGIN_DECLS

/* What a judgement stands on. */
typedef struct
{
  HubPackageRow          *package;
  JsonObject             *facts;      /* of hub_package_facts_read() */
  JsonObject             *domains;    /* (nullable): the program's server domains, by use */
  HubReviewForm          *form;       /* (nullable): what is declared there */
  const HubPackageLimits *limits;
} HubReviewEvidence;

JsonNode   *hub_review_checks_judge     (const HubReviewEvidence *evidence);
JsonNode   *hub_review_checks_broken    (const char              *package,
                                         const char              *why);
JsonNode   *hub_review_checks_running   (const char              *package);
const char *hub_review_checks_get_error (JsonNode                *checks,
                                         const char             **check);

G_END_DECLS
