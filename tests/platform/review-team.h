/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A team with a program, its reviewers and a stranger, for the tests of reviews; included once in each. */
#include "platform-fixture.h"

#include "hub-json.h"

#define HOURS(n) ((gint64) (n) * 3600 * G_USEC_PER_SEC)

typedef struct
{
  Platform *platform;
  char     *app_id;
  char     *version;      /* id of a developer version */
  char     *reviews;      /* paths */
  char     *draft;
  char     *quota;
  char     *anna;         /* tokens: the admin, an operator, a developer, two reviewers, nobody of theirs */
  char     *opal;
  char     *dev;
  char     *judge;
  char     *jury;
  char     *stranger;
} Team;

G_GNUC_UNUSED static void
become (Team *self, const char *token)
{
  platform_as (self->platform, token);
}

G_GNUC_UNUSED static char *
take_text (JsonObject *answer, const char *member)
{
  char *text = g_strdup (hub_json_get_string (answer, member, ""));

  json_object_unref (answer);
  return text;
}

/* Passwords cost a part of a second each: tests that leave the clock alone share a platform and its people. */
static Team people;

G_GNUC_UNUSED static char *
token_of (Platform *platform, const char *name)
{
  g_free (platform->token);
  platform->token = g_strdup ("");
  platform_account (platform, name);
  return platform_token_of (platform, name);
}

G_GNUC_UNUSED static void
add_people (Team *self)
{
  Platform *platform = platform_start_clocked (NULL);

  self->platform = platform;
  self->anna = token_of (platform, "anna");
  self->opal = token_of (platform, "opal");
  self->dev = token_of (platform, "dev");
  self->judge = token_of (platform, "judge");
  self->jury = token_of (platform, "jury");
  self->stranger = token_of (platform, "stranger");
  platform_reviewer (platform, "judge");
  platform_reviewer (platform, "jury");
}

G_GNUC_UNUSED static void
clear_people (Team *self)
{
  g_clear_pointer (&self->platform, platform_free);
  g_free (self->anna);
  g_free (self->opal);
  g_free (self->dev);
  g_free (self->judge);
  g_free (self->jury);
  g_free (self->stranger);
}

G_GNUC_UNUSED static Team *
add_program (Team *self)
{
  become (self, self->anna);
  self->app_id = platform_app (self->platform, "Corner Shop");
  platform_member (self->platform, self->app_id, "opal", "project", "[\"operator\"]");
  platform_member (self->platform, self->app_id, "dev", "project", "[\"developer\"]");
  self->version = platform_version (self->platform, self->app_id, "x", "1.0.0");
  self->reviews = g_strdup_printf ("/api/v1/apps/%s/reviews", self->app_id);
  self->draft = g_strdup_printf ("/api/v1/apps/%s/review-draft", self->app_id);
  self->quota = g_strdup_printf ("/api/v1/apps/%s/review-quota", self->app_id);
  return self;
}

/* A program of its own, on the platform that is shared. */
G_GNUC_UNUSED static Team *
team_new (void)
{
  Team *self;

  if (people.platform == NULL)
    add_people (&people);
  self = g_memdup2 (&people, sizeof people);
  return add_program (self);
}

/* A platform of its own, whose clock may be put forward. */
G_GNUC_UNUSED static Team *
team_new_alone (void)
{
  Team *self = g_new0 (Team, 1);

  add_people (self);
  return add_program (self);
}

G_GNUC_UNUSED static void
team_free (Team *self)
{
  if (self->platform != people.platform)
    clear_people (self);
  g_free (self->app_id);
  g_free (self->version);
  g_free (self->reviews);
  g_free (self->draft);
  g_free (self->quota);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Team, team_free)

/* Submits with @members of the form; the review's id, "" where it was refused. */
G_GNUC_UNUSED static char *
submit (Team *self, const char *members)
{
  return take_text (platform_call (self->platform, "POST", self->reviews, "{\"id\": \"%s\"%s%s}", self->version,
                                   members[0] != '\0' ? ", " : "", members), "id");
}

G_GNUC_UNUSED static JsonObject *
on_review (Team *self, const char *method, const char *id, const char *rest, const char *body)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/reviews/%s%s%s", id, rest[0] != '\0' ? "/" : "", rest);

  return body != NULL ? platform_call (self->platform, method, path, "%s", body)
                      : platform_call (self->platform, method, path, NULL);
}

G_GNUC_UNUSED static void
reject_as_judge (Team *self, const char *id)
{
  become (self, self->judge);
  platform_done (on_review (self, "POST", id, "decision", "{\"decision\": \"reject\", \"reason\": \"broken\"}"));
  platform_expect (self->platform, 200, "");
  become (self, self->opal);
}
