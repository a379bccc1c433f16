/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One prepared statement of a database; freed before its database is closed. */
#define HUB_TYPE_STATEMENT (hub_statement_get_type ())
G_DECLARE_DERIVABLE_TYPE (HubStatement, hub_statement, HUB, STATEMENT, GObject)

struct _HubStatementClass
{
  GObjectClass parent_class;

  void        (*bind_text) (HubStatement *self, guint index, const char *text);
  void        (*bind_int)  (HubStatement *self, guint index, gint64 number);
  gboolean    (*step)      (HubStatement *self, gboolean *row, GError **error);
  const char *(*get_text)  (HubStatement *self, guint column);
  gint64      (*get_int)   (HubStatement *self, guint column);
};

gboolean    hub_statement_step     (HubStatement  *self,
                                    gboolean      *row,
                                    GError       **error);
const char *hub_statement_get_text (HubStatement  *self,
                                    guint          column);
char       *hub_statement_dup_text (HubStatement  *self,
                                    guint          column);
gint64      hub_statement_get_int  (HubStatement  *self,
                                    guint          column);

/* Makes an object of the row that the statement stands on. */
typedef gpointer (*HubRowReader) (HubStatement *statement);

gpointer    hub_statement_read_text (HubStatement  *self);
char      **hub_statement_read_texts (HubStatement  *self,
                                      GError       **error);
GPtrArray  *hub_statement_read_all (HubStatement    *self,
                                    HubRowReader     read_row,
                                    GDestroyNotify   free_row,
                                    GError         **error);

/* A database: what the repositories see. SQLite or PostgreSQL stand behind it. Placeholders are "?", numbers are 64 bits, times are microseconds since 1970. */
#define HUB_TYPE_DATABASE (hub_database_get_type ())
G_DECLARE_DERIVABLE_TYPE (HubDatabase, hub_database, HUB, DATABASE, GObject)

struct _HubDatabaseClass
{
  GObjectClass parent_class;

  const char    *engine;    /* "sqlite", "postgresql": which migrations are its own */

  HubStatement *(*prepare)     (HubDatabase *self, const char *sql, GError **error);
  gboolean      (*run_script)  (HubDatabase *self, const char *sql, GError **error);
  gint64        (*get_changes) (HubDatabase *self);
  gboolean      (*begin)       (HubDatabase *self, GError **error);
  gboolean      (*commit)      (HubDatabase *self, GError **error);
  void          (*rollback)    (HubDatabase *self);
  gboolean      (*enforce_references) (HubDatabase *self, gboolean enforce, GError **error);
  gboolean      (*check_references)   (HubDatabase *self, GError **error);
  char         *(*translate_schema)   (const char *sql);
  char         *(*backup)             (HubDatabase *self, const char *folder, GError **error);
};

HubDatabase  *hub_database_open       (const char   *address,
                                       GError      **error);
HubStatement *hub_database_query      (HubDatabase  *self,
                                       GError      **error,
                                       const char   *sql,
                                       const char   *types,
                                       ...);
gboolean      hub_database_find       (HubDatabase  *self,
                                       HubRowReader  read_row,
                                       gpointer     *found,
                                       GError      **error,
                                       const char   *sql,
                                       const char   *types,
                                       ...);
GPtrArray    *hub_database_list       (HubDatabase  *self,
                                       HubRowReader  read_row,
                                       GDestroyNotify free_row,
                                       GError      **error,
                                       const char   *sql,
                                       const char   *types,
                                       ...);
gboolean      hub_database_find_int   (HubDatabase  *self,
                                       gint64       *number,
                                       GError      **error,
                                       const char   *sql,
                                       const char   *types,
                                       ...);
gboolean      hub_database_execute    (HubDatabase  *self,
                                       gint64       *changed,
                                       GError      **error,
                                       const char   *sql,
                                       const char   *types,
                                       ...);
gboolean      hub_database_run_script (HubDatabase  *self,
                                       const char   *sql,
                                       GError      **error);
const char   *hub_database_get_engine (HubDatabase  *self);
char         *hub_database_translate_schema   (HubDatabase  *self,
                                               const char   *sql);
char         *hub_database_backup             (HubDatabase  *self,
                                               const char   *folder,
                                               GError      **error);
gboolean      hub_database_enforce_references (HubDatabase  *self,
                                               gboolean      enforce,
                                               GError      **error);
gboolean      hub_database_check_references   (HubDatabase  *self,
                                               GError      **error);

/* A transaction that is rolled back unless it was committed:
 * `g_autoptr (HubTransaction) transaction = hub_transaction_begin (database, error);` */
typedef struct _HubTransaction HubTransaction;

HubTransaction *hub_transaction_begin  (HubDatabase     *database,
                                        GError         **error);
gboolean        hub_transaction_commit (HubTransaction  *self,
                                        GError         **error);
void            hub_transaction_free   (HubTransaction  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubTransaction, hub_transaction_free)

G_END_DECLS
