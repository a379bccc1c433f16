/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-postgresql-connection.h"

#include "config.h"

#include <errno.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "hub-error.h"

/* A server that does not answer is waited for so long, then given up. */
#define ANSWER_SECONDS 40
#define CONNECT_SECONDS "5"
/* While it cannot be reached, requests are answered at once; one in so often tries again. */
#define RETRY_AFTER (G_USEC_PER_SEC / 2)

/* A statement, and the wait for the right to write, end by themselves; so does the transaction of a process that hangs. */
#define SESSION_SETTINGS \
  "SET statement_timeout = '30s'; SET lock_timeout = '10s'; " \
  "SET idle_in_transaction_session_timeout = '60s'; SET standard_conforming_strings = on; " \
  "SELECT set_config ('synchronous_commit', 'on', false) WHERE current_setting ('synchronous_commit') = 'off'"

/* The first line of what libpq says, without its end. */
static char *
first_line (const char *text)
{
  gsize length = text != NULL ? strcspn (text, "\n") : 0;

  return length > 0 ? g_strndup (text, length) : g_strdup ("?");
}

static void
set_unreachable (HubPostgresqlConnection *self, const char *detail, GError **error)
{
  g_autofree char *line = first_line (detail);

  hub_set_error (error, HUB_ERROR_STORAGE, "storage.unreachable",
                 _("The database %s cannot be reached; check that its server runs. The platform goes on by itself "
                   "when it is back (%s)"), self->place, line);
}

static void
set_refused (HubPostgresqlConnection *self, const char *detail, GError **error)
{
  g_autofree char *line = first_line (detail);

  hub_set_error (error, HUB_ERROR_STORAGE, "storage.read_only",
                 _("The database %s cannot be opened or written; check its owner, its permissions and the disk (%s)"),
                 self->place, line);
}

static gboolean
is_one_of (const char *state, const char *const *list)
{
  return state != NULL && g_strv_contains (list, state);
}

static gboolean
is_busy (const char *state)
{
  /* No lock, cancelled for taking too long, serialisation, deadlock, no connection left. */
  const char *const list[] = { "55P03", "57014", "25P03", "40001", "40P01", "53300", "53400", NULL };

  return is_one_of (state, list);
}

static gboolean
is_refused (const char *state)
{
  /* Read-only, no right, no such role, wrong password, no such database. */
  const char *const list[] = { "25006", "42501", "28000", "28P01", "3D000", NULL };

  return is_one_of (state, list);
}

static gboolean
is_gone (const char *state)
{
  return state == NULL || g_str_has_prefix (state, "08") || g_str_has_prefix (state, "57P");
}

static void
set_error_of_state (HubPostgresqlConnection *self, const char *state, const char *detail, GError **error)
{
  g_autofree char *line = first_line (detail);

  if (is_gone (state))
    set_unreachable (self, line, error);
  else if (is_refused (state))
    set_refused (self, line, error);
  else if (is_busy (state))
    hub_set_error (error, HUB_ERROR_STORAGE, "storage.busy",
                   _("The database %s is busy; try again in a moment (%s)"), self->place, line);
  else if (g_str_has_prefix (state, "23"))
    hub_set_error (error, HUB_ERROR_CONFLICT, "storage.conflict", _("The database refuses the change: %s"), line);
  else if (g_str_equal (state, "53100"))
    hub_set_error (error, HUB_ERROR_STORAGE, "storage.full",
                   _("The disk that holds %s is full; make room and try again. Nothing was changed."), self->place);
  else if (g_str_equal (state, "XX001") || g_str_equal (state, "XX002"))
    hub_set_error (error, HUB_ERROR_STORAGE, "storage.corrupt",
                   _("The database %s is damaged; stop the platform and restore it from a backup (%s)"), self->place,
                   line);
  else
    hub_set_error (error, HUB_ERROR_STORAGE, "storage.failed",
                   _("The database %s failed: %s. Check the disk."), self->place, line);
}

/**
 * hub_postgresql_connection_set_error:
 * @self: a connection
 * @result: an answer that is an error
 * @error: (out) (optional): where to put it
 *
 * Turns PostgreSQL's words, by its SQLSTATE, into one of the errors that every engine has.
 */
void
hub_postgresql_connection_set_error (HubPostgresqlConnection *self, const PGresult *result, GError **error)
{
  const char *state = PQresultErrorField (result, PG_DIAG_SQLSTATE);

  /* "cached plan must not change result type": another process has changed the tables. */
  self->stale = self->stale || g_strcmp0 (state, "0A000") == 0;
  set_error_of_state (self, state, PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY), error);
}

static void
on_notice (void *data, const char *message)
{
  g_debug ("%s", message);
}

static const char *
find_option (const PQconninfoOption *options, const char *keyword)
{
  for (; options != NULL && options->keyword != NULL; options++)
    if (g_str_equal (options->keyword, keyword) && options->val != NULL && options->val[0] != '\0')
      return options->val;
  return NULL;
}

static char *
describe (const char *conninfo)
{
  PQconninfoOption *options = PQconninfoParse (conninfo, NULL);
  const char *name = find_option (options, "dbname");
  const char *host = find_option (options, "host");
  char *place = host != NULL ? g_strdup_printf ("“%s” (%s)", name != NULL ? name : "", host)
                             : g_strdup_printf ("“%s”", name != NULL ? name : "");

  PQconninfoFree (options);
  return place;
}

/**
 * hub_postgresql_connection_new:
 * @conninfo: libpq's connection string or URI
 *
 * Returns: (transfer full): no connection yet
 */
HubPostgresqlConnection *
hub_postgresql_connection_new (const char *conninfo)
{
  HubPostgresqlConnection *self = g_new0 (HubPostgresqlConnection, 1);

  self->conninfo = g_strdup (conninfo);
  self->place = describe (conninfo);
  return self;
}

/**
 * hub_postgresql_connection_free:
 * @self: (transfer full): a connection
 */
void
hub_postgresql_connection_free (HubPostgresqlConnection *self)
{
  hub_postgresql_connection_lose (self);
  g_free (self->conninfo);
  g_free (self->place);
  g_free (self);
}

/**
 * hub_postgresql_connection_lose:
 * @self: a connection
 *
 * Gives up what is left of it. What it had begun is undone by the server.
 */
void
hub_postgresql_connection_lose (HubPostgresqlConnection *self)
{
  g_clear_pointer (&self->handle, PQfinish);
}

/* What the server said unasked since the last time: that it goes, for one. */
static void
look_for_end (HubPostgresqlConnection *self)
{
  GPollFD fd = { PQsocket (self->handle), G_IO_IN, 0 };

  for (guint i = 0; i < 8 && PQstatus (self->handle) == CONNECTION_OK && g_poll (&fd, 1, 0) > 0; i++)
    if (!PQconsumeInput (self->handle))
      break;
  if (PQstatus (self->handle) != CONNECTION_OK)
    hub_postgresql_connection_lose (self);
}

/* libpq 15 keeps no SQLSTATE of a connection that was refused; its words are there. A server that speaks another language is
 * taken for one that cannot be reached, with its words in the message. */
static const char *
guess_state (const char *message)
{
  const char *const words[] = {
    "too many clients", "too many connections", "connection slots", "does not exist", "authentication failed",
    "permission denied", "no password supplied", "no pg_hba.conf entry",
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (message, words[i]) != NULL)
      return i < 3 ? "53300" : "28000";
  return NULL;
}

static gboolean
connect_now (HubPostgresqlConnection *self, GError **error)
{
  const char *const names[] = {
    "connect_timeout", "keepalives_idle", "tcp_user_timeout", "fallback_application_name", "dbname",
    "client_encoding", NULL
  };
  const char *const values[] = { CONNECT_SECONDS, "30", "30000", "superhubd", self->conninfo, "UTF8", NULL };
  const char *message;

  self->handle = PQconnectdbParams (names, values, TRUE);
  if (PQstatus (self->handle) == CONNECTION_OK)
    {
      PQsetNoticeProcessor (self->handle, on_notice, NULL);
      self->generation++;
      return hub_postgresql_connection_run (self, SESSION_SETTINGS, NULL, error);
    }
  message = PQerrorMessage (self->handle);
  set_error_of_state (self, guess_state (message), message, error);
  hub_postgresql_connection_lose (self);
  return FALSE;
}

/**
 * hub_postgresql_connection_ensure:
 * @self: a connection without an open transaction
 * @error: (out) (optional): "storage.unreachable" and the other errors of hub_postgresql_connection_set_error()
 *
 * Connects where there is no connection, or where the server has ended it.
 *
 * Returns: whether there is a connection now
 */
gboolean
hub_postgresql_connection_ensure (HubPostgresqlConnection *self, GError **error)
{
  gint64 now = g_get_monotonic_time ();

  if (self->handle != NULL)
    look_for_end (self);
  if (self->handle != NULL)
    return TRUE;
  if (now < self->not_before)
    {
      set_unreachable (self, _("tried a moment ago"), error);
      return FALSE;
    }
  if (connect_now (self, error))
    return TRUE;
  self->not_before = g_get_monotonic_time () + RETRY_AFTER;
  return FALSE;
}

/* Whether the whole next answer is there before the time is over. */
static gboolean
await (HubPostgresqlConnection *self)
{
  gint64 until = g_get_monotonic_time () + ANSWER_SECONDS * G_USEC_PER_SEC;
  GPollFD fd = { PQsocket (self->handle), G_IO_IN, 0 };

  while (PQisBusy (self->handle))
    {
      gint64 left = self->patient ? -1 : MAX (until - g_get_monotonic_time (), 0) / 1000;

      if (left == 0 || (g_poll (&fd, 1, left) <= 0 && errno != EINTR) || !PQconsumeInput (self->handle))
        return FALSE;
    }
  return TRUE;
}

/**
 * hub_postgresql_connection_receive:
 * @self: a connection to which something was sent
 * @result: (out) (nullable) (transfer full): the next answer, %NULL when all were received
 * @error: (out) (optional): "storage.unreachable" when the connection was lost; there is none from then on
 *
 * Returns: whether the server answered; what it answered may be an error
 */
gboolean
hub_postgresql_connection_receive (HubPostgresqlConnection *self, PGresult **result, GError **error)
{
  g_autofree char *message = NULL;

  *result = NULL;
  if (await (self))
    {
      *result = PQgetResult (self->handle);
      if (PQstatus (self->handle) == CONNECTION_OK)
        return TRUE;
    }
  message = g_strdup (*result != NULL ? PQresultErrorMessage (*result) : PQerrorMessage (self->handle));
  g_clear_pointer (result, PQclear);
  hub_postgresql_connection_lose (self);
  set_unreachable (self, message, error);
  return FALSE;
}

/**
 * hub_postgresql_connection_finish:
 * @self: a connection to which something was sent
 * @tag: (out) (optional) (transfer full): the last command's tag, like "COMMIT"
 * @error: (out) (optional): the first error among the answers
 *
 * Receives all answers and leaves the rows aside.
 *
 * Returns: whether none was an error
 */
gboolean
hub_postgresql_connection_finish (HubPostgresqlConnection *self, char **tag, GError **error)
{
  g_autoptr (GError) first = NULL;
  PGresult *result;

  do
    {
      if (!hub_postgresql_connection_receive (self, &result, first == NULL ? &first : NULL))
        break;
      if (result == NULL)
        break;
      if (PQresultStatus (result) == PGRES_FATAL_ERROR && first == NULL)
        hub_postgresql_connection_set_error (self, result, &first);
      if (tag != NULL)
        {
          g_free (*tag);
          *tag = g_strdup (PQcmdStatus (result));
        }
      PQclear (result);
    }
  while (TRUE);
  if (first == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

/**
 * hub_postgresql_connection_run:
 * @self: a connection that is there and has nothing under way
 * @sql: statements without values
 * @tag: (inout) (optional) (transfer full): as hub_postgresql_connection_finish()
 * @error: (out) (optional): why not
 *
 * Returns: whether all succeeded
 */
gboolean
hub_postgresql_connection_run (HubPostgresqlConnection *self, const char *sql, char **tag, GError **error)
{
  if (PQsendQuery (self->handle, sql))
    return hub_postgresql_connection_finish (self, tag, error);
  set_unreachable (self, PQerrorMessage (self->handle), error);
  hub_postgresql_connection_lose (self);
  return FALSE;
}
