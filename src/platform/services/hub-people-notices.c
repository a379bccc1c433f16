/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-people-notices.h"

#include "config.h"

#include "hub-app-repository.h"
#include "hub-language.h"
#include "hub-notification-service.h"

static gboolean
tell (HubPlatform *platform, const char *superhub_id, const char *kind, const char *subject, const HubApp *app,
      const char *place, const char *text, GError **error)
{
  g_autofree char *link = g_strconcat ("superhub://", app->app_id, place, NULL);
  const HubNotification row = {
    .superhub_id = (char *) superhub_id,
    .kind = (char *) kind,
    .subject = (char *) subject,
    .text = (char *) text,
    .app_id = app->app_id,
    .link = link,
    .created_at = hub_clock_now (platform->clock),
  };

  return hub_notification_service_store (platform, &row, error);
}

/**
 * hub_people_notices_tell_new_admin:
 * @platform: the platform, in the transaction of the change
 * @app_id: a program
 * @from: who was its admin
 * @to: who is now, and is told
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it is stored
 */
gboolean
hub_people_notices_tell_new_admin (HubPlatform *platform, const char *app_id, const char *from, const char *to,
                                   GError **error)
{
  /* Read by somebody else, whose language is not known here. */
  g_auto (HubLanguageScope) spoken = hub_language_begin (NULL);
  g_autoptr (HubApp) app = NULL;
  g_autofree char *text = NULL;
  g_autofree char *subject = NULL;

  if (!hub_app_repository_find (platform->database, app_id, &app, error))
    return FALSE;
  if (app == NULL)
    return TRUE;
  text = g_strdup_printf (_("%s handed “%s” over to you: you are its admin now."), from, app->name);
  subject = g_strdup_printf ("%s %" G_GINT64_FORMAT, app_id, hub_clock_now (platform->clock));
  return tell (platform, to, "member.admin", subject, app, "/members", text, error);
}

/**
 * hub_people_notices_tell_request:
 * @platform: the platform, in the transaction of the change
 * @row: somebody asks to sign in to a program's console; the admin is told
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it is stored
 */
gboolean
hub_people_notices_tell_request (HubPlatform *platform, const HubSignInRow *row, GError **error)
{
  /* Read by somebody else, whose language is not known here. */
  g_auto (HubLanguageScope) spoken = hub_language_begin (NULL);
  g_autoptr (HubApp) app = NULL;
  g_autofree char *text = NULL;

  if (!hub_app_repository_find (platform->database, row->app_id, &app, error))
    return FALSE;
  if (app == NULL)
    return TRUE;
  text = g_strdup_printf (_("%s asks to sign in to the Console of “%s”. Allow it only if you know why."),
                          row->superhub_id, app->name);
  return tell (platform, app->admin, "console.request", row->id, app, "/console-sign-ins", text, error);
}

/**
 * hub_people_notices_tell_answer:
 * @platform: the platform, in the transaction of the change
 * @row: a request to sign in to a program's console; the one who asked is told
 * @allowed: what the admin said
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it is stored
 */
gboolean
hub_people_notices_tell_answer (HubPlatform *platform, const HubSignInRow *row, gboolean allowed, GError **error)
{
  /* Read by somebody else, whose language is not known here. */
  g_auto (HubLanguageScope) spoken = hub_language_begin (NULL);
  g_autoptr (HubApp) app = NULL;
  g_autofree char *text = NULL;

  if (!hub_app_repository_find (platform->database, row->app_id, &app, error))
    return FALSE;
  if (app == NULL)
    return TRUE;
  text = g_strdup_printf (allowed ? _("You may sign in to the Console of “%s” now, once.")
                                  : _("The admin of “%s” did not let you sign in to its Console."), app->name);
  return tell (platform, row->superhub_id, allowed ? "console.allowed" : "console.denied", row->id, app,
               "/console-sign-ins", text, error);
}
