/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A language besides the process's own, for those who ask a program that serves many people at once. What is built
 * into a program that answers requests includes this instead of glib/gi18n-lib.h. */
#define _(text) hub_language_text (text)
#define N_(text) (text)

typedef struct _HubLanguage HubLanguage;

HubLanguage *hub_language_new        (const char         *tag);
HubLanguage *hub_language_read       (const char         *tag,
                                      GBytes             *catalogue,
                                      GError            **error);
void         hub_language_free       (HubLanguage        *self);
const char  *hub_language_get_tag    (const HubLanguage  *self);
const char  *hub_language_text       (const char         *text) G_GNUC_FORMAT (1);
char        *hub_language_of_process (void);

/* Until its end, the thread speaks a language. */
typedef struct
{
  const HubLanguage *before;
} HubLanguageScope;

HubLanguageScope hub_language_begin  (const HubLanguage  *language);
void             hub_language_end    (HubLanguageScope   *scope);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubLanguage, hub_language_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HubLanguageScope, hub_language_end)

G_END_DECLS
