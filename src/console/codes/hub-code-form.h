/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hub-console-change.h"

G_BEGIN_DECLS

/* What a Mini Program code opens and how it looks. Signals: "wanted" (the code was asked for), "looks-changed". */
#define HUB_TYPE_CODE_FORM (hub_code_form_get_type ())
G_DECLARE_FINAL_TYPE (HubCodeForm, hub_code_form, HUB, CODE_FORM, GtkWidget)

GtkWidget        *hub_code_form_new        (void);
HubConsoleChange *hub_code_form_dup_change (HubCodeForm *self,
                                            const char  *format);
void              hub_code_form_load       (HubCodeForm *self,
                                            JsonObject  *code);
void              hub_code_form_set_error  (HubCodeForm *self,
                                            const char  *text);
void              hub_code_form_set_busy   (HubCodeForm *self,
                                            gboolean     busy);

G_END_DECLS
