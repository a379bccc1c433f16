/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hub-console-query.h"

G_BEGIN_DECLS

/* Signal "standing-changed": hub_console_page_is_locked() or hub_console_page_get_waiting() is another.
 * A page of the console: a title, and below it either its content or what stands in its way: loading, an
 * error with Retry, nobody signed in, no program yet, a permission that is missing, nothing to show. */
#define HUB_TYPE_CONSOLE_PAGE (hub_console_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (HubConsolePage, hub_console_page, HUB, CONSOLE_PAGE, GtkWidget)

struct _HubConsolePageClass
{
  GtkWidgetClass parent_class;

  /* The page's section of the model or one of its queries was read anew, and all of them are there. */
  void (*update) (HubConsolePage *self);
  /* A link led here: @place is its kind ("reviews"), @id (nullable) what it is about. The page is in sight. Optional. */
  void (*show_link) (HubConsolePage *self, const char *place, const char *id);
};

void             hub_console_page_set_up     (HubConsolePage    *self,
                                              const char        *title,
                                              HubConsoleSection  section);
void             hub_console_page_set_permission (HubConsolePage *self,
                                                 const char        *permission);
void             hub_console_page_add_query  (HubConsolePage    *self,
                                              HubConsoleQuery   *query);
void             hub_console_page_add_query_if (HubConsolePage  *self,
                                              HubConsoleQuery   *query,
                                              const char        *permission);
void             hub_console_page_add_part_query (HubConsolePage *self,
                                                 HubConsoleQuery *query,
                                                 const char      *permission);
void             hub_console_page_set_content (HubConsolePage   *self,
                                              GtkWidget         *widget);
GtkWidget       *hub_console_page_scrolled_new (GtkWidget       *content);
void             hub_console_page_keep       (HubConsolePage    *self);
HubConsoleModel *hub_console_page_get_model  (HubConsolePage    *self);
void             hub_console_page_add        (HubConsolePage    *self,
                                              GtkWidget         *widget);
void             hub_console_page_add_header (HubConsolePage    *self,
                                              GtkWidget         *widget);
void             hub_console_page_set_empty  (HubConsolePage    *self,
                                              const char        *icon_name,
                                              const char        *title,
                                              const char        *description);
void             hub_console_page_set_folded (HubConsolePage    *self,
                                              gboolean           folded);

void             hub_console_page_show_link  (HubConsolePage    *self,
                                              const char        *place,
                                              const char        *id);
gboolean         hub_console_page_is_locked  (HubConsolePage    *self);
void             hub_console_page_set_waiting (HubConsolePage   *self,
                                              guint              n,
                                              const char        *what);
guint            hub_console_page_get_waiting (HubConsolePage   *self,
                                              const char       **what);

G_END_DECLS
