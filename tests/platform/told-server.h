/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A program whose settings say which server is told of it, and that server. */
#include "platform-fixture.h"

#include "outside-server.h"

typedef struct
{
  Outside    *outside;
  Platform   *platform;
  char       *app_id;
  const char *settings;    /* "push" or "webhook" */
} World;

/* @rest follows the settings' path; @body is JSON, or %NULL for none. */
static JsonObject *
call (World *self, const char *method, const char *rest, const char *body)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/settings/%s%s", self->app_id, self->settings, rest);

  return body != NULL ? platform_call (self->platform, method, path, "%s", body)
                      : platform_call (self->platform, method, path, NULL);
}

/* Anna asks, whose program it is; otto is an operator, dave a developer, tess a test member, eve nobody, judge a reviewer. */
static World *
world_new (const char *settings)
{
  World *self = g_new0 (World, 1);

  self->settings = settings;
  self->outside = outside_start ();
  self->platform = platform_start_clocked ((const char *const[]) { "--proxy-allow-private", NULL });
  for (const char *const *id = (const char *const[]) { "otto", "dave", "tess", "eve", NULL }; *id != NULL; id++)
    platform_account (self->platform, *id);
  self->app_id = platform_shop (self->platform, "Shop");
  platform_member (self->platform, self->app_id, "otto", "project", "[\"operator\"]");
  platform_member (self->platform, self->app_id, "dave", "project", "[\"developer\"]");
  platform_member (self->platform, self->app_id, "tess", "test", "[]");
  return self;
}

static void
world_free (World *self)
{
  platform_free (self->platform);
  outside_free (self->outside);
  g_free (self->app_id);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)
