/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-message.h"

/* Longest text kept of one message; a program may log megabytes. */
#define MAX_TEXT (64 * 1024)

struct _HubConsoleMessage
{
  GObject parent_instance;

  char   *level;
  char   *text;
  char   *file;
  char   *stack;
  guint   line;
  guint   column;
  gint64  time;
};

G_DEFINE_FINAL_TYPE (HubConsoleMessage, hub_console_message, G_TYPE_OBJECT)

static void
hub_console_message_finalize (GObject *object)
{
  HubConsoleMessage *self = HUB_CONSOLE_MESSAGE (object);

  g_free (self->level);
  g_free (self->text);
  g_free (self->file);
  g_free (self->stack);
  G_OBJECT_CLASS (hub_console_message_parent_class)->finalize (object);
}

static void
hub_console_message_class_init (HubConsoleMessageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hub_console_message_finalize;
}

static void
hub_console_message_init (HubConsoleMessage *self)
{
}

static char *
bounded (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;
  g_autofree char *valid = NULL;

  if (length <= MAX_TEXT)
    return g_utf8_make_valid (text != NULL ? text : "", -1);
  /* Cut between characters, not inside one. */
  valid = g_strndup (text, g_utf8_find_prev_char (text, text + MAX_TEXT) - text);
  return g_strconcat (valid, "…", NULL);
}

/**
 * hub_console_message_new:
 * @level: "log", "info", "warn", "error" or "debug"; anything else counts as "log"
 * @text: what was logged
 * @file: (nullable): the source, relative to the program's root
 * @line: from 1, 0 where unknown
 * @column: from 1, 0 where unknown
 * @stack: (nullable): the stack of an exception
 *
 * Returns: (transfer full): a message of now; very long texts are cut
 */
HubConsoleMessage *
hub_console_message_new (const char *level, const char *text, const char *file, guint line,
                         guint column, const char *stack)
{
  static const char *const levels[] = { "log", "info", "warn", "error", "debug", NULL };
  HubConsoleMessage *self = g_object_new (HUB_TYPE_CONSOLE_MESSAGE, NULL);

  self->level = g_strdup (level != NULL && g_strv_contains (levels, level) ? level : "log");
  self->text = bounded (text);
  self->file = file != NULL && file[0] != '\0' ? bounded (file) : NULL;
  self->stack = stack != NULL && stack[0] != '\0' ? bounded (stack) : NULL;
  self->line = line;
  self->column = column;
  self->time = g_get_real_time ();
  return self;
}

/**
 * hub_console_message_get_level:
 * @self: a message
 *
 * Returns: "log", "info", "warn", "error" or "debug"
 */
const char *
hub_console_message_get_level (HubConsoleMessage *self)
{
  return self->level;
}

/**
 * hub_console_message_get_text:
 * @self: a message
 *
 * Returns: what was logged, UTF-8, perhaps of several lines
 */
const char *
hub_console_message_get_text (HubConsoleMessage *self)
{
  return self->text;
}

/**
 * hub_console_message_get_file:
 * @self: a message
 *
 * Returns: (nullable): the source it came from, relative to the program's root
 */
const char *
hub_console_message_get_file (HubConsoleMessage *self)
{
  return self->file;
}

/**
 * hub_console_message_get_line:
 * @self: a message
 *
 * Returns: the line in the source, from 1; 0 where unknown
 */
guint
hub_console_message_get_line (HubConsoleMessage *self)
{
  return self->line;
}

/**
 * hub_console_message_get_column:
 * @self: a message
 *
 * Returns: the column in the source, from 1; 0 where unknown
 */
guint
hub_console_message_get_column (HubConsoleMessage *self)
{
  return self->column;
}

/**
 * hub_console_message_get_stack:
 * @self: a message
 *
 * Returns: (nullable): the stack of the exception it reports
 */
const char *
hub_console_message_get_stack (HubConsoleMessage *self)
{
  return self->stack;
}

/**
 * hub_console_message_get_time:
 * @self: a message
 *
 * Returns: when it arrived, in microseconds since 1970, UTC
 */
gint64
hub_console_message_get_time (HubConsoleMessage *self)
{
  return self->time;
}
