/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules that need time to pass or limits to be near, without a server. */
#include <sodium.h>
#include <glib/gstdio.h>

#include "hub-account-service.h"
#include "hub-app-service.h"
#include "hub-error.h"
#include "hub-member-service.h"
#include "hub-migrations.h"
#include "hub-package-repository.h"
#include "hub-preview-service.h"
#include "hub-check-service.h"
#include "hub-review-desk-service.h"
#include "hub-review-service.h"
#include "hub-session-service.h"
#include "hub-version-service.h"
#include "test-database.h"

#define FIRST "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define SECOND "f123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define START (HUB_DAYS (20000))

typedef struct
{
  char        *folder;
  HubClock    *clock;
  HubPlatform *platform;
  HubActor    *anna;
  HubActor    *ben;
  char        *app_id;
} Fixture;

static HubActor *
add_person (HubPlatform *platform, const char *superhub_id)
{
  HubActor *actor = hub_actor_new ("10.0.0.1");
  g_autoptr (HubAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  account = hub_account_service_create (platform, actor, superhub_id, "hash", NULL, FALSE, &error);
  g_assert_no_error (error);
  g_free (actor->superhub_id);
  actor->superhub_id = g_strdup (superhub_id);
  return actor;
}

static void
add_package (Fixture *self, const char *sha256)
{
  const HubPackageRow row = { self->app_id, (char *) sha256, (char *) "{}", (char *) "[\"pages/a/a\"]",
                              (char *) "anna", START };
  g_autoptr (GError) error = NULL;

  g_assert_true (hub_package_repository_insert (self->platform->database, &row, &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (HubDatabase) database = NULL;
  g_autoptr (HubApp) app = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;

  self->folder = g_dir_make_tmp ("superhub-services-XXXXXX", NULL);
  address = test_database_new (self->folder);
  database = hub_database_open (address, &error);
  g_assert_no_error (error);
  g_assert_true (hub_migrations_run (database, &error));
  self->clock = hub_clock_new_manual (START);
  self->platform = hub_platform_new (database, self->clock, self->folder);
  self->anna = add_person (self->platform, "anna");
  self->ben = add_person (self->platform, "ben");
  app = hub_app_service_create (self->platform, self->anna, "  Shop ", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (app->name, ==, "Shop");
  self->app_id = g_strdup (app->app_id);
  add_package (self, FIRST);
  add_package (self, SECOND);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  const char *const names[] = { "platform.db", "platform.db-wal", "platform.db-shm" };

  hub_actor_free (self->anna);
  hub_actor_free (self->ben);
  hub_platform_free (self->platform);
  g_object_unref (self->clock);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, names[i], NULL);

      g_remove (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->app_id);
}

static void
expect (GError **error, const char *code)
{
  g_assert_nonnull (*error);
  g_assert_cmpstr (hub_error_get_name (*error), ==, code);
  g_clear_error (error);
}

static void
test_preview_lives_25_minutes (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubPreviewLink) link = NULL;
  g_autoptr (HubPreviewRow) row = NULL;

  link = hub_preview_service_create (self->platform, self->anna, self->app_id, FIRST, NULL, &error);
  g_assert_no_error (error);
  hub_clock_advance (self->clock, HUB_MINUTES (25) - 1);
  row = hub_preview_service_open (self->platform, self->anna, link->token, &error);
  g_assert_no_error (error);
  g_assert_null (hub_preview_service_open (self->platform, self->ben, link->token, &error));
  expect (&error, "preview.not_yours");
  hub_clock_advance (self->clock, 1);
  g_assert_null (hub_preview_service_open (self->platform, self->anna, link->token, &error));
  expect (&error, "preview.expired");
  g_assert_null (hub_preview_service_create (self->platform, self->anna, "wx0", FIRST, NULL, &error));
  expect (&error, "package.not_found");
}

static void
test_sign_in_over_time (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubSignIn) sign_in = NULL;
  g_autoptr (HubActor) actor = hub_actor_new ("10.0.0.1");

  sign_in = hub_session_service_create (self->platform, self->anna, "anna", "console", &error);
  g_assert_no_error (error);
  g_assert_true (hub_session_service_authenticate_token (self->platform, actor, sign_in->token, FALSE, &error));
  g_assert_true (hub_session_service_require_confirmed (self->platform, actor, &error));
  hub_clock_advance (self->clock, HUB_MINUTES (5));
  g_assert_false (hub_session_service_require_confirmed (self->platform, actor, &error));
  expect (&error, "auth.confirm_required");
  g_assert_true (hub_session_service_confirm (self->platform, actor, &error));
  g_assert_true (hub_session_service_authenticate_token (self->platform, actor, sign_in->token, FALSE, &error));
  g_assert_true (hub_session_service_require_confirmed (self->platform, actor, &error));
  /* A token of the console does not open the pages for phones. */
  g_assert_false (hub_session_service_authenticate_token (self->platform, actor, sign_in->token, TRUE, &error));
  expect (&error, "auth.required");
  hub_clock_advance (self->clock, HUB_DAYS (7));
  g_assert_false (hub_session_service_authenticate_token (self->platform, actor, sign_in->token, FALSE, &error));
  expect (&error, "auth.token_expired");
}

static void
test_failures_are_forgotten (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 10; i++)
    g_assert_true (hub_session_service_begin_try (self->platform, self->ben, "anna", &error));
  g_assert_false (hub_session_service_begin_try (self->platform, self->ben, "anna", &error));
  expect (&error, "auth.rate_limited");
  g_assert_cmpint (json_object_get_int_member (self->ben->detail, "retry_after"), ==, 300);
  hub_clock_advance (self->clock, HUB_MINUTES (5));
  g_assert_true (hub_session_service_begin_try (self->platform, self->ben, "anna", &error));
}

static void
test_limits_have_codes (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubMember) member = NULL;
  g_autoptr (HubActor) cleo = add_person (self->platform, "cleo");

  self->platform->limits.project_members = 1;
  self->platform->limits.test_members = 0;
  self->platform->limits.programs_as_member = 1;
  member = hub_member_service_put (self->platform, self->anna, self->app_id, "ben", "project",
                                   HUB_ROLE_DEVELOPER, &error);
  g_assert_no_error (error);
  g_assert_null (hub_member_service_put (self->platform, self->anna, self->app_id, "cleo", "project",
                                         HUB_ROLE_OPERATOR, &error));
  expect (&error, "member.project_limit");
  g_assert_null (hub_member_service_put (self->platform, self->anna, self->app_id, "cleo", "test", 0, &error));
  expect (&error, "member.test_limit");
  g_assert_null (hub_app_service_create (self->platform, self->anna, "Second", &error));
  expect (&error, "app.limit");
  self->platform->limits.project_members = 5;
  self->platform->limits.programs_as_member = 0;
  g_assert_null (hub_member_service_put (self->platform, self->anna, self->app_id, "cleo", "project",
                                         HUB_ROLE_OPERATOR, &error));
  expect (&error, "member.person_limit");
  g_assert_null (hub_app_service_create (self->platform, cleo, " \xE2\x80\x8B ", &error));
  expect (&error, "app.bad_name");
}

static void
test_pinned_stays (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubDeveloperVersion) first = NULL;
  g_autoptr (HubDeveloperVersion) second = NULL;
  g_autoptr (HubTestVersion) test = NULL;
  g_autoptr (HubTestVersion) later = NULL;
  const char *const bad[] = { "", "v1", "1.0 beta", "1.", "1/2", NULL };

  for (gsize i = 0; bad[i] != NULL; i++)
    {
      g_assert_null (hub_version_service_put (self->platform, self->anna, self->app_id, FIRST, bad[i], "", &error));
      expect (&error, "version.bad_number");
    }
  first = hub_version_service_put (self->platform, self->anna, self->app_id, FIRST, "1.0.0", "", &error);
  g_assert_no_error (error);
  test = hub_version_service_set_test (self->platform, self->anna, self->app_id, first->id, "pin", &error);
  g_assert_no_error (error);
  second = hub_version_service_put (self->platform, self->anna, self->app_id, SECOND, "1.1.0-beta.1", "", &error);
  g_assert_no_error (error);
  g_assert_true (hub_version_service_delete (self->platform, self->anna, self->app_id, second->id, &error));
  g_assert_true (hub_test_version_repository_find (self->platform->database, self->app_id, &later, &error));
  g_assert_cmpstr (later->package, ==, FIRST);
}

static void
test_local_reviews_alone_only (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubDeveloperVersion) version = NULL;
  g_autoptr (HubReview) review = NULL;
  g_autoptr (HubReview) decided = NULL;
  g_autoptr (HubReviewForm) form = hub_review_form_new (NULL);
  g_autoptr (JsonObject) approve = json_object_new ();

  json_object_set_string_member (approve, "decision", "approve");
  g_assert_true (hub_check_service_keep_facts (self->platform, FIRST, "{\"config\": true, \"pages_declared\": true, "
                                               "\"pages\": [\"pages/index/index\"]}", &error));
  self->platform->local_account = g_strdup ("anna");
  version = hub_version_service_put (self->platform, self->anna, self->app_id, FIRST, "1.0.0", "", &error);
  review = hub_review_service_submit (self->platform, self->anna, self->app_id, version->id, form, &error);
  g_assert_no_error (error);
  g_assert_null (hub_review_desk_service_decide (self->platform, self->anna, review->id, approve, &error));
  expect (&error, "review.own_program");
  decided = hub_review_desk_service_decide (self->platform, self->ben, review->id, approve, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (decided->state, ==, "approved");
  /* What is approved but not released makes room for the next. */
  g_clear_pointer (&decided, hub_review_free);
  decided = hub_review_service_submit (self->platform, self->anna, self->app_id, version->id, form, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (decided->state, ==, "pending");
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  add ("/platform/services/preview-time", test_preview_lives_25_minutes);
  add ("/platform/services/sign-in-time", test_sign_in_over_time);
  add ("/platform/services/rate", test_failures_are_forgotten);
  add ("/platform/services/limits", test_limits_have_codes);
  add ("/platform/services/pinned", test_pinned_stays);
  add ("/platform/services/own-review", test_local_reviews_alone_only);
  return g_test_run ();
}
