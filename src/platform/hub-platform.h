/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "hub-change-repository.h"
#include "hub-clock.h"
#include "hub-database.h"
#include "hub-metrics.h"
#include "hub-package-repository.h"
#include "hub-package.h"

G_BEGIN_DECLS

/* Numbers an operator may want to change; the defaults are those of the rules. */
typedef struct
{
  guint            project_members;
  guint            test_members;
  guint            programs_as_member;
  guint            programs_as_tester;
  guint            sign_ins_a_day;        /* that one person asks the admins of programs for */
  guint            sign_in_hours;         /* before such a request expires */
  guint            withdrawals_a_day;
  guint            withdrawals_a_month;
  guint            rejections_before_wait;
  guint            domains_of_a_kind;
  guint            domain_edits_a_month;
  guint            link_rules;
  guint            codes;                 /* Mini Program codes of one program */
  guint            link_publications_a_month;
  guint            review_minutes;        /* a reviewer has a review for so long */
  guint            delivery_days;         /* for which what was delivered to webhooks and servers is listed */
  guint            phased_days;           /* how long a phased release runs until it asks for a decision */
  guint64          stored_bytes;          /* of one person in one program */
  HubPackageLimits package;
  guint            patience;              /* seconds a client may let the platform wait */
} HubLimits;

extern const HubLimits hub_platform_default_limits;

typedef struct _HubEvents HubEvents;
typedef struct _HubManifests HubManifests;
typedef struct _HubAdoption HubAdoption;
typedef struct _HubSchedule HubSchedule;
typedef struct _HubSharing HubSharing;
typedef struct _HubLanguage HubLanguage;
typedef struct _HubLanguages HubLanguages;

/* What the services stand on. One thread. */
typedef struct
{
  HubDatabase  *database;
  HubClock     *clock;
  char         *data_dir;
  char         *public_url;       /* (nullable): else what the request's Host header says */
  char         *local_account;    /* (nullable): Super Hub ID of a local platform's own account */
  HubSharing   *sharing;          /* (unowned) (nullable): of a local platform */
  HubSchedule  *schedule;         /* (unowned) (nullable): its timed work */
  HubEvents    *events;           /* (unowned) (nullable): who hears what happens while it happens */
  HubManifests *manifests;        /* what those who run programs are told */
  char         *trusted_proxies;  /* (nullable): ranges of addresses, as hub_address_ranges_join() makes them */
  gboolean      closed;           /* nobody makes accounts by themselves */
  gboolean      allow_private;    /* tests only: programs may ask this machine, without TLS */
  HubLimits     limits;
  HubLanguages *languages;        /* (nullable): that it answers in besides its own */
  HubMetrics   *metrics;
  HubPackageRow *collected_to;    /* (nullable): where the collection of packages goes on */
  HubAdoption  *adoption;         /* (nullable): update checks that are not written down yet */
  GHashTable   *scans;            /* (nullable): codes that were opened, neither */
} HubPlatform;

void         hub_adoption_free    (HubAdoption  *self);

HubPlatform *hub_platform_new     (HubDatabase  *database,
                                   HubClock     *clock,
                                   const char   *data_dir);
void         hub_platform_free    (HubPlatform  *self);

/* Who asks: the account that is signed in, or nobody. */
typedef struct
{
  char       *superhub_id;    /* "" for nobody */
  char       *token_hash;
  char       *scope;
  char       *app_id;         /* (nullable): the only program it may work on, of an upload key or a sign-in to one console */
  char       *claim;          /* (nullable): of a request that is done once: see hub-idempotency.h */
  gint64      key_slot;       /* 1 to 30 for an upload key, which acts in the name of its maker; 0 for a person */
  gboolean    guest;          /* let in to that program's console by its admin */
  char       *address;        /* where the request comes from */
  char       *label;          /* (nullable): what it comes from: the User-Agent */
  const HubLanguage *language; /* (unowned) (nullable): what the one who asks reads; else the platform's own */
  gboolean    reviewer;
  gint64      confirmed_at;
  JsonObject *detail;         /* (nullable): more about a refusal, for the answer */
} HubActor;

/* Who has done what the clock made the platform do: no Super Hub ID has a colon. */
#define HUB_ACTOR_PLATFORM ":platform"

HubActor *hub_actor_new             (const char  *address);
void      hub_actor_free            (HubActor    *self);
void      hub_actor_set_detail      (HubActor    *self,
                                     const char  *member,
                                     const char  *text);
void      hub_actor_set_detail_int  (HubActor    *self,
                                     const char  *member,
                                     gint64       number);

gboolean  hub_platform_mark_done    (HubPlatform  *self,
                                     HubActor     *actor,
                                     const char   *app_id,
                                     GError      **error);
gboolean  hub_platform_log_done     (HubPlatform  *self,
                                     HubActor     *actor,
                                     const char   *action,
                                     const char   *app_id,
                                     const char   *target,
                                     GError      **error);
gboolean  hub_platform_tell_change  (HubPlatform     *self,
                                     const HubChange *change,
                                     GError         **error);
void      hub_platform_log_refused  (HubPlatform  *self,
                                     HubActor     *actor,
                                     const char   *action,
                                     const char   *app_id,
                                     const char   *target,
                                     const char   *code);
char     *hub_platform_new_id       (const char   *prefix);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubPlatform, hub_platform_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubActor, hub_actor_free)

G_END_DECLS
