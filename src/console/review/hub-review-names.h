/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A value of the API's enumerations, and what people call it. */
typedef struct
{
  const char *id;
  const char *name;     /* not translated yet */
} HubReviewName;

/* Those that the submission form lets one choose of; each ends with a name without an id. */
extern const HubReviewName hub_review_privacy_keys[];
extern const HubReviewName hub_review_content_scenes[];
extern const HubReviewName hub_review_content_methods[];
extern const HubReviewName hub_review_check_names[];

const char *hub_review_names_get (const HubReviewName *names,
                                  const char          *id);

G_END_DECLS
