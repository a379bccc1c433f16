/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-client.h"

G_BEGIN_DECLS

#define TEST_PASSWORD "correct horse battery"

/* A real superhubd on a free port, with a data folder of its own. */
typedef struct
{
  char *folder;
  char *url;
  GSubprocess *daemon;
  char *clock;                  /* the file with the microseconds that it is ahead of the machine; or NULL */
} TestPlatform;

typedef gboolean (*TestCondition) (gpointer user_data);

/* Runs the main loop until @condition holds; fails the test after some seconds, naming @what. */
void          test_wait_until             (TestCondition  condition,
                                           gpointer       user_data,
                                           const char    *what);
TestPlatform *test_platform_start         (void);
/* The same with a clock @ahead microseconds before the machine's, and its change: for what a test cannot wait for. */
TestPlatform *test_platform_start_clocked (gint64         ahead);
void          test_platform_travel        (TestPlatform  *self,
                                           gint64         ahead);
void          test_platform_stop          (TestPlatform  *self);
/* Waits for the daemon's end; its data stays. */
void          test_platform_halt          (TestPlatform  *self);
/* Starts it again, at the same address. */
void          test_platform_resume        (TestPlatform  *self);
/* Makes it slower than anybody's patience, until it is told to go on. */
void          test_platform_freeze        (TestPlatform  *self,
                                           gboolean       freeze);
/* Changes the platform's database behind its back: for what would take long, or other machines. Something must change. */
void          test_platform_sql           (TestPlatform  *self,
                                           const char    *format,
                                           ...) G_GNUC_PRINTF (2, 3);
/* Makes all sign-ins as old as need be for the platform to want the password again. */
void          test_platform_age_sessions  (TestPlatform  *self);
/* (transfer full): a client signed in with a new account. */
HubClient    *test_platform_add_account   (TestPlatform  *self,
                                           const char    *superhub_id,
                                           gboolean       reviewer);
/* Ends all sign-ins. */
void          test_platform_end_sessions  (TestPlatform  *self);
/* (transfer full): a new sign-in of somebody who has an account. */
HubClient    *test_platform_sign_in       (TestPlatform  *self,
                                           const char    *superhub_id);
/* (transfer full) (nullable): calls an operation and waits; @parameters is JSON or NULL. */
JsonNode     *test_platform_call          (HubClient     *client,
                                           const char    *operation,
                                           const char    *parameters,
                                           GError       **error);
/* (transfer full): the id of a new program. */
char         *test_platform_add_app       (HubClient     *client,
                                           const char    *name);
/* Packs a small program and puts it in the account's developer slot. */
void          test_platform_upload        (TestPlatform  *self,
                                           HubClient     *client,
                                           const char    *app_id,
                                           const char    *version,
                                           const char    *remarks);
/* The same with @pages, the first of which it begins with. */
void          test_platform_upload_pages  (TestPlatform  *self,
                                           HubClient     *client,
                                           const char    *app_id,
                                           const char    *version,
                                           const char    *remarks,
                                           const char    *const *pages);
/* Calls an operation, which must succeed; @format gives its parameters as JSON. */
void          test_platform_do            (HubClient     *client,
                                           const char    *operation,
                                           const char    *format,
                                           ...) G_GNUC_PRINTF (3, 4);
/* (transfer full): the id of the review of a new version; @decision is JSON: "decision": "approve". */
char         *test_platform_review        (TestPlatform  *self,
                                           HubClient     *client,
                                           HubClient     *reviewer,
                                           const char    *app_id,
                                           const char    *version,
                                           const char    *decision);
/* Uploads a version, submits it, and lets @reviewer approve it. */
void          test_platform_approve       (TestPlatform  *self,
                                           HubClient     *client,
                                           HubClient     *reviewer,
                                           const char    *app_id,
                                           const char    *version);
/* The same, and releases it to everyone. */
void          test_platform_put_online    (TestPlatform  *self,
                                           HubClient     *client,
                                           HubClient     *reviewer,
                                           const char    *app_id,
                                           const char    *version);

G_END_DECLS
