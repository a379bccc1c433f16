/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-editor.h"

G_BEGIN_DECLS

struct _HubEditor
{
  GtkWidget   parent_instance;
  GtkStack   *stack;
  AdwTabView *tab_view;
  GSettings  *settings;
  GFile      *root;
  GListModel *diagnostics;
  gboolean    closing_all;
};

/* Saving and the questions before closing: hub-editor-save.c */
gboolean hub_editor_close_page_cb (AdwTabView *tab_view,
                                   AdwTabPage *tab,
                                   HubEditor  *self);

G_END_DECLS
