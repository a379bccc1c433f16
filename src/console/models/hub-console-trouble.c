/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the way of reading the platform, and whether an answer is awaited. */
#include "hub-console-model-private.h"

#include "hub-error.h"

/* Whether another try may succeed though nothing else changed; what was read before is still the best that is known. */
gboolean
hub_console_model_is_passing (const GError *error)
{
  const char *name = hub_error_get_name (error);

  return g_error_matches (error, HUB_ERROR, HUB_ERROR_UNREACHABLE)
         || g_error_matches (error, HUB_ERROR, HUB_ERROR_UNAUTHENTICATED)
         || g_error_matches (error, HUB_ERROR, HUB_ERROR_FAILED)
         || g_error_matches (error, HUB_ERROR, HUB_ERROR_STORAGE)
         || (name != NULL && (g_str_has_suffix (name, ".rate_limited") || g_str_has_suffix (name, ".too_many")));
}

/* @reader, an address that stands for itself, read in vain; or, without @error, reads again. */
void
hub_console_model_note_trouble (HubConsoleModel *self, gconstpointer reader, const GError *error)
{
  gboolean changed = TRUE;

  if (error != NULL)
    g_hash_table_insert (self->troubles, (gpointer) reader, g_error_copy (error));
  else
    changed = g_hash_table_remove (self->troubles, reader);
  if (changed)
    hub_console_model_emit_connection (self);
}

void
hub_console_model_await (HubConsoleModel *self)
{
  if (self->awaited++ == 0)
    hub_console_model_emit_progress (self);
}

void
hub_console_model_end_await (HubConsoleModel *self)
{
  if (--self->awaited == 0)
    hub_console_model_emit_progress (self);
}

static const GError *
find_trouble (HubConsoleModel *self, HubError kind)
{
  GHashTableIter iter;
  gpointer error;

  g_hash_table_iter_init (&iter, self->troubles);
  while (g_hash_table_iter_next (&iter, NULL, &error))
    if (g_error_matches (error, HUB_ERROR, kind))
      return error;
  return NULL;
}

/**
 * hub_console_model_get_trouble:
 * @self: a model
 * @message: (out) (optional) (transfer none) (nullable): the sentence of a reading that failed
 *
 * Returns: what is wrong with the connection, the worst first
 */
HubConsoleTrouble
hub_console_model_get_trouble (HubConsoleModel *self, const char **message)
{
  HubClientEventsState live = hub_console_model_get_connection (self);
  GHashTableIter iter;
  const GError *error;
  gpointer any = NULL;

  g_return_val_if_fail (HUB_IS_CONSOLE_MODEL (self), HUB_CONSOLE_TROUBLE_NONE);

  if (message != NULL)
    *message = NULL;
  if (self->client == NULL)
    return HUB_CONSOLE_TROUBLE_NONE;
  error = find_trouble (self, HUB_ERROR_UNAUTHENTICATED);
  if (error != NULL || (live == HUB_CLIENT_EVENTS_SIGNED_OUT && self->was_live))
    {
      if (message != NULL && error != NULL)
        *message = error->message;
      return HUB_CONSOLE_TROUBLE_SIGNED_OUT;
    }
  error = find_trouble (self, HUB_ERROR_UNREACHABLE);
  if (error != NULL || (live == HUB_CLIENT_EVENTS_CONNECTING && self->was_live))
    {
      if (message != NULL && error != NULL)
        *message = error->message;
      return HUB_CONSOLE_TROUBLE_OFFLINE;
    }
  g_hash_table_iter_init (&iter, self->troubles);
  if (!g_hash_table_iter_next (&iter, NULL, &any))
    return HUB_CONSOLE_TROUBLE_NONE;
  if (message != NULL)
    *message = ((GError *) any)->message;
  return HUB_CONSOLE_TROUBLE_FAILED;
}

/**
 * hub_console_model_try_now:
 * @self: a model
 *
 * Connects and reads anew at once, without waiting for the next try.
 */
void
hub_console_model_try_now (HubConsoleModel *self)
{
  g_return_if_fail (HUB_IS_CONSOLE_MODEL (self));

  if (self->live != NULL && hub_client_events_get_state (self->live) == HUB_CLIENT_EVENTS_CONNECTING)
    hub_client_events_start (self->live);
  hub_console_model_reload (self, TRUE);
}

/**
 * hub_console_model_is_waiting:
 * @self: a model
 *
 * Returns: whether an answer of the platform is awaited, to a reading or a change
 */
gboolean
hub_console_model_is_waiting (HubConsoleModel *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_MODEL (self), FALSE);

  return self->awaited > 0;
}
