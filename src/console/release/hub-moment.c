/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moments that are still to come, in local time. */
#include "hub-moment.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-json.h"

/**
 * hub_moment_format:
 * @time: a moment in local time
 *
 * Returns: (transfer full): its day and time, for people
 */
char *
hub_moment_format (GDateTime *time)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  if (g_date_time_get_year (now) == g_date_time_get_year (time)
      && g_date_time_get_day_of_year (now) == g_date_time_get_day_of_year (time))
    /* Translators: a time of today */
    return g_date_time_format (time, _("today, %H:%M"));
  /* Translators: a weekday, a day and a time */
  return g_date_time_format (time, _("%a %e %b, %H:%M"));
}

/**
 * hub_moment_read:
 * @object: (nullable): a record
 * @member: the name of a member that is an RFC 3339 time
 *
 * Returns: (transfer full): it for people; "" where there is none
 */
char *
hub_moment_read (JsonObject *object, const char *member)
{
  const char *text = object != NULL ? hub_json_get_string (object, member, "") : "";
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);
  g_autoptr (GDateTime) local = time != NULL ? g_date_time_to_local (time) : NULL;

  return local != NULL ? hub_moment_format (local) : g_strdup ("");
}
