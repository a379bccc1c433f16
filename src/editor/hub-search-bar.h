/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/* Search and replace in one view. */
#define HUB_TYPE_SEARCH_BAR (hub_search_bar_get_type ())
G_DECLARE_FINAL_TYPE (HubSearchBar, hub_search_bar, HUB, SEARCH_BAR, GtkWidget)

void hub_search_bar_set_view (HubSearchBar  *self,
                              GtkSourceView *view);
void hub_search_bar_open     (HubSearchBar  *self,
                              gboolean       replace);
void hub_search_bar_close    (HubSearchBar  *self);
void hub_search_bar_move     (HubSearchBar  *self,
                              gboolean       forward);

G_END_DECLS
