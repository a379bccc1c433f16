/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "hub-rows-editor.h"

G_BEGIN_DECLS

/* The parts of the submission form that have several entries. Their JSON holds the entries that are complete. */
GtkWidget *hub_review_form_pages_new     (void);
void       hub_review_form_pages_load    (HubRowsEditor *editor,
                                          JsonArray     *pages);
JsonArray *hub_review_form_pages_dup     (HubRowsEditor *editor,
                                          char         **problem);
GtkWidget *hub_review_form_privacy_new   (void);
void       hub_review_form_privacy_load  (HubRowsEditor *editor,
                                          JsonArray     *items);
JsonArray *hub_review_form_privacy_dup   (HubRowsEditor *editor,
                                          char         **problem);

G_END_DECLS
