/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

#include "hub-program-files.h"

G_BEGIN_DECLS

/* Lets a person choose files for a program, in a dialog, or gives it those that were chosen before. */
typedef struct _HubChooser HubChooser;

HubChooser *hub_chooser_new         (void);
void        hub_chooser_free        (HubChooser         *self);
void        hub_chooser_set_parent  (HubChooser         *self,
                                     GtkWidget          *parent);
void        hub_chooser_set_choices (HubChooser         *self,
                                     const char *const  *paths);
void        hub_chooser_ask         (HubChooser         *self,
                                     HubProgramFiles    *files,
                                     JsonObject         *arguments,
                                     GTask              *task);
void        hub_chooser_open        (HubChooser         *self,
                                     HubProgramFiles    *files,
                                     JsonObject         *arguments,
                                     GTask              *task);
void        hub_chooser_cancel      (HubChooser         *self);

G_END_DECLS
