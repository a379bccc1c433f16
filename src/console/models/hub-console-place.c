/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-place.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-error.h"

struct _HubConsolePlace
{
  GObject    parent_instance;

  HubClient *client;
  char      *app_id;        /* (nullable) */
};

G_DEFINE_FINAL_TYPE (HubConsolePlace, hub_console_place, G_TYPE_OBJECT)

static void
hub_console_place_finalize (GObject *object)
{
  HubConsolePlace *self = HUB_CONSOLE_PLACE (object);

  g_clear_object (&self->client);
  g_free (self->app_id);
  G_OBJECT_CLASS (hub_console_place_parent_class)->finalize (object);
}

static void
hub_console_place_class_init (HubConsolePlaceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hub_console_place_finalize;
}

static void
hub_console_place_init (HubConsolePlace *self)
{
}

/**
 * hub_console_place_new:
 * @model: the state
 *
 * Returns: (transfer full) (nullable): what the model is about now; %NULL while nobody is signed in
 */
HubConsolePlace *
hub_console_place_new (HubConsoleModel *model)
{
  HubClient *client = hub_console_model_get_client (model);
  HubConsolePlace *self;

  if (client == NULL)
    return NULL;
  self = g_object_new (HUB_TYPE_CONSOLE_PLACE, NULL);
  self->client = g_object_ref (client);
  self->app_id = g_strdup (hub_console_model_get_app_id (model));
  return self;
}

/**
 * hub_console_place_is_of:
 * @self: a place
 * @model: the state
 *
 * Returns: whether the model is about the same program
 */
gboolean
hub_console_place_is_of (HubConsolePlace *self, HubConsoleModel *model)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_PLACE (self), FALSE);

  return g_strcmp0 (self->app_id, hub_console_model_get_app_id (model)) == 0;
}

/**
 * hub_console_place_follow:
 * @self: a place
 * @model: the state
 *
 * A new sign-in of the same person to the same program goes on with what was begun.
 */
void
hub_console_place_follow (HubConsolePlace *self, HubConsoleModel *model)
{
  HubClient *client = hub_console_model_get_client (model);

  g_return_if_fail (HUB_IS_CONSOLE_PLACE (self));

  if (client != NULL && hub_console_place_is_of (self, model)
      && g_strcmp0 (hub_client_get_account (client), hub_client_get_account (self->client)) == 0)
    g_set_object (&self->client, client);
}

/**
 * hub_console_place_get_app_id:
 * @self: a place
 *
 * Returns: (transfer none) (nullable): the program
 */
const char *
hub_console_place_get_app_id (HubConsolePlace *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_PLACE (self), NULL);

  return self->app_id;
}

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (JsonNode) answer = hub_client_call_finish (HUB_CLIENT (source), result, &error);

  if (error == NULL && (answer == NULL || !JSON_NODE_HOLDS_OBJECT (answer)))
    error = hub_error_new (HUB_ERROR_FAILED, "platform.bad_answer", _("The platform answered something unexpected."));
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, json_object_ref (json_node_get_object (answer)), (GDestroyNotify) json_object_unref);
}

/**
 * hub_console_place_ask_async:
 * @self: a place
 * @operation: of the API, which answers an object
 * @parameters: all of them, "app_id" too where the operation takes it
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Asks the platform of the place, beside what the model reads and changes.
 */
void
hub_console_place_ask_async (HubConsolePlace *self, const char *operation, JsonObject *parameters, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (HUB_IS_CONSOLE_PLACE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, hub_console_place_ask_async);
  hub_client_call_async (self->client, operation, parameters, NULL, answered, g_steal_pointer (&task));
}

/**
 * hub_console_place_ask_finish:
 * @self: a place
 * @result: what the callback got
 * @error: (out) (optional): the platform's refusal, or why it was not reached
 *
 * Returns: (transfer full) (nullable): the answer
 */
JsonObject *
hub_console_place_ask_finish (HubConsolePlace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
