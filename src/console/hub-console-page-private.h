/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hub-console-page.h"

G_BEGIN_DECLS

/* What the page's files share. */
typedef struct
{
  HubConsoleModel *model;
  HubConsoleSection section;
  char *permission;             /* (nullable): without it the page is locked */
  GPtrArray *queries;           /* of hub-console-page-queries.c */
  gboolean kept;                /* there also when the program was removed */
  gboolean locked;              /* as the page was told last, see hub_console_page_update_standing() */
  guint waiting;                /* things that wait for the person on this page */
  char *waiting_for;

  GtkWidget *root;
  GtkWidget *back;
  GtkWidget *title;
  GtkBox *header;
  GtkBox *header_end;
  GtkStack *stack;
  GtkBox *content;
  AdwStatusPage *status;
  GtkWidget *retry;

  char *empty_icon;
  char *empty_title;
  char *empty_description;
} HubConsolePagePrivate;

HubConsolePagePrivate *hub_console_page_get_private       (HubConsolePage  *self);
void                   hub_console_page_update            (HubConsolePage  *self);

/* hub-console-page-queries.c */
GPtrArray             *hub_console_page_queries_new       (void);
HubConsoleState        hub_console_page_get_state         (HubConsolePage  *self,
                                                           const GError   **error);
void                   hub_console_page_update_queries    (HubConsolePage  *self);

/* hub-console-page-standing.c */
void                   hub_console_page_install_standing  (HubConsolePageClass *klass);
void                   hub_console_page_update_standing   (HubConsolePage  *self);
gboolean               hub_console_page_is_over           (HubConsolePage  *self);
void                   hub_console_page_show_state        (HubConsolePage  *self);

G_END_DECLS
