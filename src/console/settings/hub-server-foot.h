/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Below the fields of a server that the platform sends to: what went wrong, and the buttons that turn it off, test and
 * save it. Signals "off", "test" and "save". */
#define HUB_TYPE_SERVER_FOOT (hub_server_foot_get_type ())
G_DECLARE_FINAL_TYPE (HubServerFoot, hub_server_foot, HUB, SERVER_FOOT, AdwBin)

GtkWidget *hub_server_foot_new       (void);
void       hub_server_foot_update    (HubServerFoot *self,
                                      const char    *wrong,
                                      gboolean       enabled);
void       hub_server_foot_set_busy  (HubServerFoot *self,
                                      gboolean       busy);
void       hub_server_foot_set_error (HubServerFoot *self,
                                      const char    *error);

/* A field for a secret, with a button that fills in a random one. */
GtkWidget *hub_secret_row_new        (const char    *title,
                                      guint          length);

G_END_DECLS
