/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-log.h"

#include <stdio.h>

static const char *
name_of (GLogLevelFlags level)
{
  switch (level & G_LOG_LEVEL_MASK)
    {
    case G_LOG_LEVEL_ERROR:
    case G_LOG_LEVEL_CRITICAL:
      return "error";
    case G_LOG_LEVEL_WARNING:
      return "warning";
    case G_LOG_LEVEL_DEBUG:
      return "debug";
    default:
      return "info";
    }
}

static GLogWriterOutput
write_line (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S");

  if ((level & G_LOG_LEVEL_MASK) >= G_LOG_LEVEL_DEBUG && g_getenv ("G_MESSAGES_DEBUG") == NULL)
    return G_LOG_WRITER_HANDLED;
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE"))
      {
        g_autofree char *line = NULL;

        line = g_strdup_printf ("%s.%03dZ level=%s %s\n", time, g_date_time_get_microsecond (now) / 1000, name_of (level),
                                (const char *) fields[i].value);
        /* In one piece: standard error has no buffer of its own, so formatting into it is a write for each part. */
        fputs (line, stderr);
      }
  return G_LOG_WRITER_HANDLED;
}

/**
 * hub_log_init:
 *
 * From now on each message is one line of `key=value` on standard error, with time and level.
 */
void
hub_log_init (void)
{
  g_log_set_writer_func (write_line, NULL, NULL);
}
