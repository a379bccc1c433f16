/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-diagnostic.h"

#include "config.h"

#include <glib/gi18n-lib.h>

struct _HubDiagnostic
{
  GObject      parent_instance;

  HubSeverity  severity;
  char        *code;
  char        *message;
  char        *file;
  guint        line;
  guint        column;
};

G_DEFINE_FINAL_TYPE (HubDiagnostic, hub_diagnostic, G_TYPE_OBJECT)

static void
hub_diagnostic_finalize (GObject *object)
{
  HubDiagnostic *self = HUB_DIAGNOSTIC (object);

  g_free (self->code);
  g_free (self->message);
  g_free (self->file);
  G_OBJECT_CLASS (hub_diagnostic_parent_class)->finalize (object);
}

static void
hub_diagnostic_class_init (HubDiagnosticClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hub_diagnostic_finalize;
}

static void
hub_diagnostic_init (HubDiagnostic *self)
{
}

/**
 * hub_diagnostic_new:
 * @severity: how bad it is; an error stops the program
 * @code: a stable name, "wxml.syntax"
 * @message: a translated sentence
 * @file: (nullable): the file, relative to the program's root; %NULL is ""
 * @line: the line from 1, 0 where unknown
 * @column: the column in characters from 1, 0 where unknown
 *
 * Returns: (transfer full): a new diagnostic
 */
HubDiagnostic *
hub_diagnostic_new (HubSeverity severity, const char *code, const char *message, const char *file,
                    guint line, guint column)
{
  HubDiagnostic *self = g_object_new (HUB_TYPE_DIAGNOSTIC, NULL);

  self->severity = severity;
  self->code = g_strdup (code != NULL ? code : "");
  self->message = g_strdup (message != NULL ? message : "");
  self->file = g_strdup (file != NULL ? file : "");
  self->line = line;
  self->column = line > 0 ? column : 0;
  return self;
}

/**
 * hub_diagnostic_get_severity:
 * @self: a diagnostic
 *
 * Returns: how bad it is
 */
HubSeverity
hub_diagnostic_get_severity (HubDiagnostic *self)
{
  g_return_val_if_fail (HUB_IS_DIAGNOSTIC (self), HUB_SEVERITY_ERROR);
  return self->severity;
}

/**
 * hub_diagnostic_get_code:
 * @self: a diagnostic
 *
 * Returns: (transfer none): its stable name
 */
const char *
hub_diagnostic_get_code (HubDiagnostic *self)
{
  g_return_val_if_fail (HUB_IS_DIAGNOSTIC (self), NULL);
  return self->code;
}

/**
 * hub_diagnostic_get_message:
 * @self: a diagnostic
 *
 * Returns: (transfer none): the sentence for people
 */
const char *
hub_diagnostic_get_message (HubDiagnostic *self)
{
  g_return_val_if_fail (HUB_IS_DIAGNOSTIC (self), NULL);
  return self->message;
}

/**
 * hub_diagnostic_get_file:
 * @self: a diagnostic
 *
 * Returns: (transfer none): the file, relative to the program's root; "" for the whole program
 */
const char *
hub_diagnostic_get_file (HubDiagnostic *self)
{
  g_return_val_if_fail (HUB_IS_DIAGNOSTIC (self), NULL);
  return self->file;
}

/**
 * hub_diagnostic_get_line:
 * @self: a diagnostic
 *
 * Returns: the line from 1, 0 where unknown
 */
guint
hub_diagnostic_get_line (HubDiagnostic *self)
{
  g_return_val_if_fail (HUB_IS_DIAGNOSTIC (self), 0);
  return self->line;
}

/**
 * hub_diagnostic_get_column:
 * @self: a diagnostic
 *
 * Returns: the column in characters from 1, 0 where unknown
 */
guint
hub_diagnostic_get_column (HubDiagnostic *self)
{
  g_return_val_if_fail (HUB_IS_DIAGNOSTIC (self), 0);
  return self->column;
}

static const char *
severity_name (HubSeverity severity)
{
  switch (severity)
    {
    case HUB_SEVERITY_HINT:
      return _("hint");
    case HUB_SEVERITY_WARNING:
      return _("warning");
    case HUB_SEVERITY_ERROR:
    default:
      return _("error");
    }
}

/**
 * hub_diagnostic_to_string:
 * @self: a diagnostic
 *
 * Returns: (transfer full): one line as compilers print it, "pages/a.wxml:3:5: error: message",
 *   without the parts that are not known
 */
char *
hub_diagnostic_to_string (HubDiagnostic *self)
{
  g_autoptr (GString) text = NULL;

  g_return_val_if_fail (HUB_IS_DIAGNOSTIC (self), NULL);

  text = g_string_new (self->file);
  if (self->file[0] != '\0' && self->line > 0)
    g_string_append_printf (text, ":%u", self->line);
  if (self->file[0] != '\0' && self->column > 0)
    g_string_append_printf (text, ":%u", self->column);
  if (self->file[0] != '\0')
    g_string_append (text, ": ");
  g_string_append_printf (text, "%s: %s", severity_name (self->severity), self->message);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
