/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The declaration of content that people make and others see. Signal "changed". */
#define HUB_TYPE_REVIEW_CONTENT (hub_review_content_get_type ())
G_DECLARE_FINAL_TYPE (HubReviewContent, hub_review_content, HUB, REVIEW_CONTENT, GtkWidget)

GtkWidget  *hub_review_content_new          (void);
void        hub_review_content_load         (HubReviewContent *self,
                                             JsonObject       *declaration);
JsonObject *hub_review_content_dup          (HubReviewContent *self);
char       *hub_review_content_dup_overlong (HubReviewContent *self);

G_END_DECLS
