/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HubLanguage HubLanguage;
typedef struct _HubLanguages HubLanguages;

HubLanguages      *hub_languages_new    (const char   *folder);
void               hub_languages_free   (HubLanguages *self);
const HubLanguage *hub_languages_choose (HubLanguages *self,
                                         const char   *accepted);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubLanguages, hub_languages_free)

G_END_DECLS
