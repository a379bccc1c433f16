/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

typedef struct
{
  gint64      at;
  const char *actor;      /* Super Hub ID, "" for nobody signed in */
  const char *action;     /* an operation id of the API: "createRelease" */
  const char *app_id;     /* "" for none */
  const char *target;     /* whom or what: a Super Hub ID, a review's id, a package */
  const char *outcome;    /* "done" or "refused" */
  const char *code;       /* why refused, "" when done */
} HubAuditEntry;

/* An entry with its place in the chain. */
typedef struct
{
  gint64  number;
  gint64  at;
  char   *actor;
  char   *action;
  char   *app_id;
  char   *target;
  char   *outcome;
  char   *code;
  char   *previous;     /* hash of the row before it */
  char   *hash;
} HubAuditRow;

typedef struct
{
  const char *app_id;   /* (nullable): without it @actor's, of all programs */
  const char *actor;    /* (nullable) */
  const char *action;   /* (nullable) */
  const char *target;   /* (nullable) */
  const char *outcome;  /* (nullable) */
  gint64      since;    /* a time */
  gint64      until;    /* a time, not itself; 0 for now */
  gint64      before;   /* a number; 0 for the latest */
} HubAuditFilter;

typedef struct
{
  gint64  entries;      /* of the program, whose hashes are right */
  gint64  broken_at;    /* the number of a row that was changed, or before which one is missing; 0 for none */
  gint64  head;         /* the last row of the log */
  char   *head_hash;
} HubAuditCheck;

/* Verifies a program's part of the log piece by piece. */
typedef struct _HubAuditVerifier HubAuditVerifier;

gboolean   hub_audit_row_is_of_reviews     (const HubAuditRow     *row);
gboolean   hub_audit_row_is_of_members     (const HubAuditRow     *row);
void       hub_audit_row_free              (HubAuditRow           *row);
GPtrArray *hub_audit_repository_list       (HubDatabase           *database,
                                            const HubAuditFilter  *filter,
                                            guint                  limit,
                                            GError               **error);
/* What a target is called by people. */
gboolean   hub_audit_repository_find_subject (HubDatabase         *database,
                                              const char          *app_id,
                                              const char          *target,
                                              char               **subject,
                                              GError             **error);
GPtrArray *hub_audit_repository_list_after (HubDatabase           *database,
                                            gint64                 after,
                                            guint                  limit,
                                            GError               **error);
GPtrArray *hub_audit_repository_list_for_person (HubDatabase      *database,
                                                 const char       *superhub_id,
                                                 gint64            after,
                                                 guint             limit,
                                                 GError          **error);
gboolean   hub_audit_repository_get_last   (HubDatabase           *database,
                                            gint64                *number,
                                            GError               **error);
gboolean   hub_audit_repository_find_place (HubDatabase           *database,
                                            const HubAuditFilter  *filter,
                                            guint                  place,
                                            gint64                *number,
                                            GError               **error);
gboolean   hub_audit_repository_find_hash  (HubDatabase           *database,
                                            gint64                 number,
                                            char                 **hash,
                                            GError               **error);
gboolean hub_audit_repository_append (HubDatabase          *database,
                                      const HubAuditEntry  *entry,
                                      GError              **error);
gboolean hub_audit_repository_verify (HubDatabase          *database,
                                      gint64               *entries,
                                      GError              **error);

HubAuditVerifier    *hub_audit_verifier_new       (HubDatabase       *database,
                                                   const char        *app_id,
                                                   GError           **error);
void                 hub_audit_verifier_free      (HubAuditVerifier  *self);
gboolean             hub_audit_verifier_step      (HubAuditVerifier  *self,
                                                   gboolean          *done,
                                                   GError           **error);
const HubAuditCheck *hub_audit_verifier_get_check (HubAuditVerifier  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubAuditVerifier, hub_audit_verifier_free)

G_END_DECLS
