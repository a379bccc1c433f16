/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-model-private.h"

#include "hub-json.h"
#include "hub-session.h"

enum
{
  CHANGED,
  BUSY_CHANGED,
  RESET,
  RELOADING,
  EVENT,
  LIVE_CHANGE,
  NOTIFICATION,
  CONNECTION_CHANGED,
  PROGRESS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubConsoleModel, hub_console_model, G_TYPE_OBJECT)

static void
hub_console_model_dispose (GObject *object)
{
  HubConsoleModel *self = HUB_CONSOLE_MODEL (object);

  hub_console_model_stop_listening (self);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->client);
  g_clear_object (&self->app);
  for (guint i = 0; i < HUB_CONSOLE_N_LISTS; i++)
    g_clear_object (&self->lists[i]);
  G_OBJECT_CLASS (hub_console_model_parent_class)->dispose (object);
}

static void
hub_console_model_finalize (GObject *object)
{
  HubConsoleModel *self = HUB_CONSOLE_MODEL (object);

  g_clear_pointer (&self->app_id, g_free);
  g_clear_pointer (&self->account, g_free);
  g_hash_table_unref (self->troubles);
  for (guint i = 0; i < HUB_CONSOLE_N_SECTIONS; i++)
    g_clear_error (&self->errors[i]);
  G_OBJECT_CLASS (hub_console_model_parent_class)->finalize (object);
}

static void
hub_console_model_class_init (HubConsoleModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_console_model_dispose;
  G_OBJECT_CLASS (klass)->finalize = hub_console_model_finalize;

  /**
   * HubConsoleModel::changed:
   * @section: the #HubConsoleSection whose state or contents changed
   */
  signals[CHANGED] = g_signal_new ("changed", HUB_TYPE_CONSOLE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_UINT);
  /**
   * HubConsoleModel::busy-changed:
   *
   * A change was begun or has ended.
   */
  signals[BUSY_CHANGED] = g_signal_new ("busy-changed", HUB_TYPE_CONSOLE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 0);
  /**
   * HubConsoleModel::reset:
   *
   * The model is about another program or another person: what was read is forgotten.
   */
  signals[RESET] = g_signal_new ("reset", HUB_TYPE_CONSOLE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * HubConsoleModel::reloading:
   *
   * Everything is being read anew.
   */
  signals[RELOADING] = g_signal_new ("reloading", HUB_TYPE_CONSOLE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);
  /**
   * HubConsoleModel::event:
   * @operation: the operation of the API that was done in the program, by anybody
   */
  signals[EVENT] = g_signal_new ("event", HUB_TYPE_CONSOLE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_STRING);
  /**
   * HubConsoleModel::live-change:
   * @action: what somebody did that no log has, and that who shows it reads anew
   */
  signals[LIVE_CHANGE] = g_signal_new ("live-change", HUB_TYPE_CONSOLE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * HubConsoleModel::notification:
   * @row: a new notification of the signed-in person, as listNotifications has them
   */
  signals[NOTIFICATION] = g_signal_new ("notification", HUB_TYPE_CONSOLE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, JSON_TYPE_OBJECT);
  /**
   * HubConsoleModel::connection-changed:
   *
   * hub_console_model_get_connection() or hub_console_model_get_trouble() is another.
   */
  signals[CONNECTION_CHANGED] = g_signal_new ("connection-changed", HUB_TYPE_CONSOLE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL,
                                              NULL, NULL, G_TYPE_NONE, 0);
  /**
   * HubConsoleModel::progress-changed:
   *
   * hub_console_model_is_waiting() is another.
   */
  signals[PROGRESS_CHANGED] = g_signal_new ("progress-changed", HUB_TYPE_CONSOLE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 0);
}

void
hub_console_model_emit_reloading (HubConsoleModel *self)
{
  g_signal_emit (self, signals[RELOADING], 0);
}

void
hub_console_model_emit_event (HubConsoleModel *self, const char *action)
{
  g_signal_emit (self, signals[EVENT], 0, action);
}

void
hub_console_model_emit_live_change (HubConsoleModel *self, const char *action)
{
  g_signal_emit (self, signals[LIVE_CHANGE], 0, action);
}

void
hub_console_model_emit_notification (HubConsoleModel *self, JsonObject *notification)
{
  g_signal_emit (self, signals[NOTIFICATION], 0, notification);
}

void
hub_console_model_emit_connection (HubConsoleModel *self)
{
  g_signal_emit (self, signals[CONNECTION_CHANGED], 0);
}

void
hub_console_model_emit_progress (HubConsoleModel *self)
{
  g_signal_emit (self, signals[PROGRESS_CHANGED], 0);
}

static void
hub_console_model_init (HubConsoleModel *self)
{
  self->troubles = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_error_free);
  for (guint i = 0; i < HUB_CONSOLE_N_LISTS; i++)
    self->lists[i] = g_list_store_new (HUB_TYPE_CONSOLE_ITEM);
}

/**
 * hub_console_model_new:
 *
 * Returns: (transfer full): a model of nothing yet
 */
HubConsoleModel *
hub_console_model_new (void)
{
  return g_object_new (HUB_TYPE_CONSOLE_MODEL, NULL);
}

void
hub_console_model_set_state (HubConsoleModel *self, HubConsoleSection section, HubConsoleState state)
{
  self->states[section] = state;
  self->partial &= ~(1u << section);
  if (state != HUB_CONSOLE_STATE_LOADING)
    self->asked &= ~(1u << section);
  if (state != HUB_CONSOLE_STATE_FAILED)
    g_clear_error (&self->errors[section]);
  if (state == HUB_CONSOLE_STATE_READY || state == HUB_CONSOLE_STATE_NONE)
    hub_console_model_note_trouble (self, &self->states[section], NULL);
  g_signal_emit (self, signals[CHANGED], 0, section);
}

void
hub_console_model_set_ready (HubConsoleModel *self, HubConsoleSection section)
{
  hub_console_model_set_state (self, section, HUB_CONSOLE_STATE_READY);
}

/* There is something to show, and the answer is still awaited. */
void
hub_console_model_set_partial (HubConsoleModel *self, HubConsoleSection section)
{
  if (self->partial & (1u << section))
    return;
  self->states[section] = HUB_CONSOLE_STATE_READY;
  self->partial |= 1u << section;
  g_signal_emit (self, signals[CHANGED], 0, section);
}

void
hub_console_model_set_failed (HubConsoleModel *self, HubConsoleSection section, const GError *error)
{
  gboolean passing = hub_console_model_is_passing (error);

  hub_console_model_note_trouble (self, &self->states[section], passing ? error : NULL);
  if (passing && self->states[section] == HUB_CONSOLE_STATE_READY)
    {
      self->asked &= ~(1u << section);
      return;
    }
  g_clear_error (&self->errors[section]);
  self->errors[section] = g_error_copy (error);
  hub_console_model_set_state (self, section, HUB_CONSOLE_STATE_FAILED);
}

static void
clear_lists (HubConsoleModel *self)
{
  for (guint i = 0; i < HUB_CONSOLE_N_LISTS; i++)
    g_list_store_remove_all (self->lists[i]);
}

/* Rows are made for what the person may do, so other permissions mean other rows. */
void
hub_console_model_set_app_item (HubConsoleModel *self, HubConsoleItem *app)
{
  gboolean same = self->app != NULL && app != NULL
                  && json_array_equal (hub_json_get_array (hub_console_item_get_record (self->app), "my_permissions"),
                                       hub_json_get_array (hub_console_item_get_record (app), "my_permissions"));

  g_set_object (&self->app, app);
  if (same)
    return;
  for (guint i = 0; i < HUB_CONSOLE_LIST_WAITING_REVIEWS; i++)
    g_list_store_remove_all (self->lists[i]);
  self->asked |= HUB_CONSOLE_SECTION_BIT (VERSIONS) | HUB_CONSOLE_SECTION_BIT (MEMBERS);
}

/* Whether @client, of a sign-in after the last one ended, is the same person's on the same platform; the one on this
 * computer has another address after each start. */
static gboolean
is_same_person (HubConsoleModel *self, HubClient *client)
{
  const char *account = client != NULL ? hub_client_get_account (client) : NULL;

  if (self->client == NULL || account == NULL || g_strcmp0 (account, self->account) != 0)
    return FALSE;
  return g_str_equal (hub_client_get_server (client), hub_client_get_server (self->client))
         || (hub_session_is_local (client) && hub_session_is_local (self->client));
}

/**
 * hub_console_model_set_app:
 * @self: a model
 * @client: (nullable): a client that is signed in
 * @app_id: (nullable): a program
 *
 * Sets what the model is about and reads its state anew. What was read stays when only the sign-in is a new one.
 */
void
hub_console_model_set_app (HubConsoleModel *self, HubClient *client, const char *app_id)
{
  g_return_if_fail (HUB_IS_CONSOLE_MODEL (self));

  if (client != self->client && g_strcmp0 (app_id, self->app_id) == 0 && is_same_person (self, client))
    {
      g_cancellable_cancel (self->reading);
      g_set_object (&self->client, client);
      hub_console_model_listen (self);
    }
  else if (client != self->client || g_strcmp0 (app_id, self->app_id) != 0)
    {
      gboolean same_person = client == self->client;

      g_cancellable_cancel (self->reading);
      g_set_object (&self->client, client);
      g_free (self->app_id);
      self->app_id = app_id != NULL && *app_id != '\0' ? g_strdup (app_id) : NULL;
      g_clear_pointer (&self->account, g_free);
      self->reviewer = FALSE;
      g_clear_object (&self->app);
      clear_lists (self);
      for (guint i = 0; i < HUB_CONSOLE_N_SECTIONS; i++)
        hub_console_model_set_state (self, i, HUB_CONSOLE_STATE_NONE);
      g_signal_emit (self, signals[RESET], 0);
      if (!same_person)
        hub_console_model_listen (self);
    }
  hub_console_model_reload (self, FALSE);
}

/**
 * hub_console_model_get_client:
 * @self: a model
 *
 * Returns: (transfer none) (nullable): its client
 */
HubClient *
hub_console_model_get_client (HubConsoleModel *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_MODEL (self), NULL);

  return self->client;
}

/**
 * hub_console_model_get_app_id:
 * @self: a model
 *
 * Returns: (transfer none) (nullable): its program
 */
const char *
hub_console_model_get_app_id (HubConsoleModel *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_MODEL (self), NULL);

  return self->app_id;
}

/**
 * hub_console_model_get_account:
 * @self: a model
 *
 * Returns: (transfer none): the Super Hub ID that is signed in; "" while it is not known
 */
const char *
hub_console_model_get_account (HubConsoleModel *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_MODEL (self), "");

  return self->account != NULL ? self->account : "";
}

/**
 * hub_console_model_is_reviewer:
 * @self: a model
 *
 * Returns: whether the account decides reviews on this platform
 */
gboolean
hub_console_model_is_reviewer (HubConsoleModel *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_MODEL (self), FALSE);

  return self->reviewer;
}

/**
 * hub_console_model_get_app:
 * @self: a model
 *
 * Returns: (transfer none) (nullable): the program's record, once it was read
 */
HubConsoleItem *
hub_console_model_get_app (HubConsoleModel *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_MODEL (self), NULL);

  return self->app;
}

/**
 * hub_console_model_is_admin:
 * @self: a model
 *
 * Returns: whether the account is the program's admin
 */
gboolean
hub_console_model_is_admin (HubConsoleModel *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_MODEL (self), FALSE);

  return self->app != NULL && g_str_equal (hub_console_item_get_string (self->app, "my_kind"), "admin");
}

/**
 * hub_console_model_is_removed:
 * @self: a model
 *
 * Returns: whether the program was removed for good; its name, its people and its audit log are all that is left
 */
gboolean
hub_console_model_is_removed (HubConsoleModel *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_MODEL (self), FALSE);

  return self->app != NULL && g_str_equal (hub_console_item_get_string (self->app, "state"), "removed");
}

/**
 * hub_console_model_may:
 * @self: a model
 * @permission: "developer", "development-management" …
 *
 * For showing only: the platform decides.
 *
 * Returns: whether the account has the permission in this program
 */
gboolean
hub_console_model_may (HubConsoleModel *self, const char *permission)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_MODEL (self), FALSE);

  return self->app != NULL && hub_console_item_has (self->app, "my_permissions", permission);
}

/**
 * hub_console_model_get_state:
 * @self: a model
 * @section: a section
 *
 * Returns: what is known of it
 */
HubConsoleState
hub_console_model_get_state (HubConsoleModel *self, HubConsoleSection section)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_MODEL (self), HUB_CONSOLE_STATE_NONE);

  return self->states[section];
}

/**
 * hub_console_model_is_partial:
 * @self: a model
 * @section: a section
 *
 * Returns: whether only the first records of its lists are there, and the rest is being read
 */
gboolean
hub_console_model_is_partial (HubConsoleModel *self, HubConsoleSection section)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_MODEL (self), FALSE);

  return (self->partial & (1u << section)) != 0;
}

/**
 * hub_console_model_get_error:
 * @self: a model
 * @section: a section
 *
 * Returns: (transfer none) (nullable): why it could not be read
 */
const GError *
hub_console_model_get_error (HubConsoleModel *self, HubConsoleSection section)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_MODEL (self), NULL);

  return self->errors[section];
}

/**
 * hub_console_model_get_list:
 * @self: a model
 * @list: which
 *
 * Returns: (transfer none): the list, of #HubConsoleItem; the same one for the model's whole life
 */
GListModel *
hub_console_model_get_list (HubConsoleModel *self, HubConsoleList list)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_MODEL (self), NULL);

  return G_LIST_MODEL (self->lists[list]);
}

/**
 * hub_console_model_dup_first:
 * @self: a model
 * @list: which
 *
 * Returns: (transfer full) (nullable): the list's first item
 */
HubConsoleItem *
hub_console_model_dup_first (HubConsoleModel *self, HubConsoleList list)
{
  return g_list_model_get_item (hub_console_model_get_list (self, list), 0);
}

/**
 * hub_console_model_find:
 * @self: a model
 * @list: where
 * @member: the name of a member
 * @value: its value
 *
 * Returns: (transfer full) (nullable): the first item of the list whose @member is @value
 */
HubConsoleItem *
hub_console_model_find (HubConsoleModel *self, HubConsoleList list, const char *member, const char *value)
{
  GListModel *model = hub_console_model_get_list (self, list);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (HubConsoleItem) item = g_list_model_get_item (model, i);

      if (g_str_equal (hub_console_item_get_string (item, member), value))
        return g_steal_pointer (&item);
    }
  return NULL;
}

/**
 * hub_console_model_is_busy:
 * @self: a model
 *
 * Returns: whether a change is under way
 */
gboolean
hub_console_model_is_busy (HubConsoleModel *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_MODEL (self), FALSE);

  return self->changing > 0;
}

static void
change_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (JsonNode) answer = NULL;
  HubConsoleModel *self = g_task_get_source_object (task);
  HubConsoleChange *change = g_task_get_task_data (task);
  GError *error = NULL;

  answer = hub_client_call_finish (HUB_CLIENT (source), result, &error);
  self->changing--;
  hub_console_model_end_await (self);

  g_signal_emit (self, signals[BUSY_CHANGED], 0);
  if (error != NULL)
    {
      if (change != NULL && HUB_CLIENT (source) == self->client)
        hub_console_model_note_refusal (self, hub_console_change_get_operation (change), error);
      g_task_return_error (task, error);
      return;
    }
  if (change != NULL)
    hub_console_change_set_answer (change, answer);
  /* The platform tells of it, too, where a socket is open. */
  if (change != NULL && HUB_CLIENT (source) == self->client)
    hub_console_model_note_event (self, hub_console_change_get_operation (change));
  g_task_return_boolean (task, TRUE);
}

static void
call (HubConsoleModel *self, const char *operation, JsonObject *parameters, GTask *task)
{
  self->changing++;
  hub_console_model_await (self);
  g_signal_emit (self, signals[BUSY_CHANGED], 0);
  hub_client_call_async (self->client, operation, parameters, g_task_get_cancellable (task), change_answered,
                         g_object_ref (task));
}

/**
 * hub_console_model_change_async:
 * @self: a model with a client
 * @change: what to change
 * @cancellable: (nullable): a cancellable
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Asks the platform for a change; once it was made, what it concerns is read anew.
 */
void
hub_console_model_change_async (HubConsoleModel *self, HubConsoleChange *change, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (HUB_IS_CONSOLE_MODEL (self));
  g_return_if_fail (HUB_IS_CONSOLE_CHANGE (change));
  g_return_if_fail (self->client != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hub_console_model_change_async);
  hub_console_change_set_app (change, self->app_id);
  g_task_set_task_data (task, g_object_ref (change), g_object_unref);
  call (self, hub_console_change_get_operation (change), hub_console_change_get_parameters (change), task);
}

/**
 * hub_console_model_change_finish:
 * @self: a model
 * @result: what the callback got
 * @error: (out) (optional): the platform's refusal; "auth.confirm_required" when the password must be
 *   given first, see hub_console_model_confirm_async()
 *
 * Returns: whether the change was made
 */
gboolean
hub_console_model_change_finish (HubConsoleModel *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hub_console_model_confirm_async:
 * @self: a model with a client
 * @password: the account's password
 * @cancellable: (nullable): a cancellable
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Gives the password again, which the platform wants before sensitive changes.
 */
void
hub_console_model_confirm_async (HubConsoleModel *self, const char *password, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (JsonObject) parameters = json_object_new ();

  g_return_if_fail (HUB_IS_CONSOLE_MODEL (self));
  g_return_if_fail (self->client != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hub_console_model_confirm_async);
  json_object_set_string_member (parameters, "password", password);
  call (self, "confirmSession", parameters, task);
}

/**
 * hub_console_model_confirm_finish:
 * @self: a model
 * @result: what the callback got
 * @error: (out) (optional): "auth.bad_credentials" for a wrong password
 *
 * Returns: whether the password was right
 */
gboolean
hub_console_model_confirm_finish (HubConsoleModel *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
