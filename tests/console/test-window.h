/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hub-console-view.h"

G_BEGIN_DECLS

/* A window with a console in it, and what a person would look for there. */
typedef struct
{
  GtkWindow *window;
  HubConsoleView *view;
} TestWindow;

TestWindow *test_window_new        (HubClient  *client,
                                    const char *app_id);
void        test_window_free       (TestWindow *self);
/* Waits until a row (its summary holds @text), a button or a label with @text is in sight. */
void        test_window_wait_row   (TestWindow *self,
                                    const char *text);
void        test_window_wait_label (TestWindow *self,
                                    const char *text);
gboolean    test_window_has_row    (TestWindow *self,
                                    const char *text);
gboolean    test_window_has_label  (TestWindow *self,
                                    const char *text);
void        test_window_wait_gone  (TestWindow *self,
                                    const char *text);
/* The button @label in the row whose summary holds @row. */
GtkWidget  *test_window_button     (TestWindow *self,
                                    const char *row,
                                    const char *label);
void        test_window_click      (GtkWidget  *button);
/* (transfer none): the dialog over the window, once there is one with @text in it. */
GtkWindow  *test_window_dialog     (TestWindow *self,
                                    const char *text);
/* Presses the button @verb of a question and waits for its end. */
void        test_window_accept     (GtkWindow  *dialog,
                                    const char *verb);
GtkWidget  *test_window_find_button (GtkWidget *root,
                                    const char *label);
/* (nullable): the same, where there may be none */
GtkWidget  *test_window_look_for_button (GtkWidget *root,
                                         const char *label);
GtkWidget  *test_window_find       (GtkWidget  *root,
                                    GType       type);
/* (element-type GtkWidget): all in sight, in their order */
GPtrArray  *test_window_find_all   (GtkWidget  *root,
                                    GType       type);
void        test_window_type_text  (GtkWindow  *dialog,
                                    const char *text);
void        test_window_give_password (TestWindow *self,
                                       const char *password);
/* In the dialog for files that is open: opens the file at @path, or saves there under the name that is proposed. */
void        test_window_choose_file (const char *path,
                                    const char *verb);
void        test_window_wait_clipboard (TestWindow *self,
                                    const char *text);
void        test_window_keep       (TestWindow *self,
                                    const char *name);
void        test_window_keep_over  (GtkWindow  *window,
                                    const char *name);
/* The same in light and in dark, as NAME.png and NAME-dark.png. */
void        test_window_keep_both  (TestWindow *self,
                                    const char *name);
/* As narrow as the Console has to be readable. */
void        test_window_set_narrow (TestWindow *self);

G_END_DECLS
