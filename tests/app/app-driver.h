/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-application.h"
#include "hub-window.h"

typedef gboolean (*DriverCondition) (gpointer data);

/* Runs the main loop until @condition holds; fails the test after a minute. */
void            driver_wait        (DriverCondition condition, gpointer data);
HubApplication *driver_application (void);
HubWindow      *driver_window      (void);
void            driver_close       (HubWindow *window);
char           *driver_copy_sample (void);
/* Until some frames were drawn, and everything that was asked for before is done. */
void            driver_settle      (GtkWidget *widget);
/* The window as PNG in the build folder, for people to look at. */
void            driver_screenshot  (GtkWidget *window, const char *name);
/* The first widget below @widget of a type, or (nullable) with a text in its label. */
GtkWidget      *driver_find_type   (GtkWidget *widget, GType type);
GtkWidget      *driver_find_label  (GtkWidget *widget, const char *part);
/* The message dialog that is open, or %NULL. */
GtkWidget      *driver_dialog      (void);
/* Answers it as its button would: the dialog is gone afterwards. */
void            driver_answer      (const char *response);
/* Ends the local platform this test started: it would wait for an hour for the next window. */
void            driver_end_platform (void);
