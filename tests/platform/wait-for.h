/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define WAIT_SECONDS 30

static gboolean
on_too_late (gpointer data)
{
  g_error ("%s did not happen in %d seconds", (const char *) data, WAIT_SECONDS);
  return G_SOURCE_REMOVE;
}

/* Runs the main loop until it is so; too late is a failure. */
#define WAIT_FOR(condition) \
  G_STMT_START { \
    guint timeout_ = g_timeout_add_seconds (WAIT_SECONDS, on_too_late, (gpointer) #condition); \
    while (!(condition)) \
      g_main_context_iteration (NULL, TRUE); \
    g_source_remove (timeout_); \
  } G_STMT_END
