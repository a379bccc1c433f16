/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Whether a program may go there: asked for the first address and for each redirect. */
typedef gboolean (*HubFetchAllows) (const char *url,
                                    gpointer    data);

/* What the platform asks a server outside, for a program. */
typedef struct
{
  char               *method;
  char               *url;
  SoupMessageHeaders *headers;
  GBytes             *body;             /* (nullable) */
  guint               redirects;        /* how many are followed; the next one is the answer */
  gboolean            fails_on_redirect; /* where there are more than that */
  gboolean            allow_plain;      /* http:// too */
  gboolean            allow_private;    /* any address; only for tests */
  gsize               max_bytes;        /* of the answer's body, unpacked */
  guint               timeout;          /* of all of it, in milliseconds */
  HubFetchAllows      allows;           /* (nullable): any host on the public internet */
  gpointer            allows_data;      /* owned */
  GDestroyNotify      free_allows_data;
} HubFetch;

typedef struct
{
  guint               status;
  SoupMessageHeaders *headers;
  GBytes             *body;
  char               *url;       /* after redirects */
} HubFetchAnswer;

HubFetch       *hub_fetch_new         (const char           *method,
                                       const char           *url);
void            hub_fetch_free        (HubFetch             *self);
void            hub_fetch_send_async  (HubFetch             *self,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
HubFetchAnswer *hub_fetch_send_finish (GAsyncResult         *result,
                                       GError              **error);
void            hub_fetch_answer_free (HubFetchAnswer       *self);
GUri           *hub_fetch_check_url   (const char           *url,
                                       gboolean              allow_plain,
                                       GError              **error);
SoupSession    *hub_fetch_make_session (GUri                *uri,
                                        gboolean             allow_private);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubFetch, hub_fetch_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubFetchAnswer, hub_fetch_answer_free)

G_END_DECLS
