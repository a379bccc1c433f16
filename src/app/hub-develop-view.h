/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hub-editor.h"
#include "hub-project-tree.h"
#include "hub-simulator.h"
#include "hub-workbench.h"

G_BEGIN_DECLS

/* The Develop tab: simulator, files, editor, panels and the status line, in panes that remember their sizes. */
#define HUB_TYPE_DEVELOP_VIEW (hub_develop_view_get_type ())
G_DECLARE_FINAL_TYPE (HubDevelopView, hub_develop_view, HUB, DEVELOP_VIEW, GtkWidget)

void            hub_develop_view_set_settings  (HubDevelopView *self,
                                                GSettings      *settings);
void            hub_develop_view_set_workbench (HubDevelopView *self,
                                                HubWorkbench   *workbench);
HubEditor      *hub_develop_view_get_editor    (HubDevelopView *self);
HubProjectTree *hub_develop_view_get_tree      (HubDevelopView *self);
HubSimulator   *hub_develop_view_get_simulator (HubDevelopView *self);
GtkWidget      *hub_develop_view_get_problems  (HubDevelopView *self);
void            hub_develop_view_show_panel    (HubDevelopView *self,
                                                const char     *name);
void            hub_develop_view_open_location (HubDevelopView *self,
                                                const char     *file,
                                                guint           line,
                                                guint           column);
char           *hub_develop_view_dup_build_text (HubDevelopView *self);

G_END_DECLS
