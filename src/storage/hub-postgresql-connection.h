/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libpq-fe.h>

G_BEGIN_DECLS

/* One connection to a server, which may be lost and made again. Not thread-safe. */
typedef struct
{
  char    *conninfo;
  char    *place;         /* for people: which database where, without a password */
  PGconn  *handle;        /* (nullable): %NULL while there is none */
  guint    generation;    /* counts the connections made */
  gint64   not_before;    /* on the monotonic clock: no new attempt before */
  gboolean stale;         /* what was prepared on it is not good any more */
  gboolean patient;       /* no limits of time, for migrations */
} HubPostgresqlConnection;

HubPostgresqlConnection *hub_postgresql_connection_new     (const char               *conninfo);
void                     hub_postgresql_connection_free    (HubPostgresqlConnection  *self);
gboolean                 hub_postgresql_connection_ensure  (HubPostgresqlConnection  *self,
                                                            GError                  **error);
void                     hub_postgresql_connection_lose    (HubPostgresqlConnection  *self);
gboolean                 hub_postgresql_connection_receive (HubPostgresqlConnection  *self,
                                                            PGresult                **result,
                                                            GError                  **error);
gboolean                 hub_postgresql_connection_finish  (HubPostgresqlConnection  *self,
                                                            char                    **tag,
                                                            GError                  **error);
gboolean                 hub_postgresql_connection_run     (HubPostgresqlConnection  *self,
                                                            const char               *sql,
                                                            char                    **tag,
                                                            GError                  **error);
void                     hub_postgresql_connection_set_error (HubPostgresqlConnection *self,
                                                              const PGresult          *result,
                                                              GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubPostgresqlConnection, hub_postgresql_connection_free)

G_END_DECLS
