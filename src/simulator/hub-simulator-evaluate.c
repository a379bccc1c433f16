/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking the running program: scripts and pictures, for the console, tests and automation. */
#include "hub-simulator-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-error.h"

static void
on_evaluated (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value = webkit_web_view_call_async_javascript_function_finish (
    WEBKIT_WEB_VIEW (source), result, &error);

  if (value != NULL)
    g_task_return_pointer (task, jsc_value_to_string (value), g_free);
  else if (error->domain == WEBKIT_JAVASCRIPT_ERROR)
    g_task_return_error (task, hub_error_new (HUB_ERROR_FAILED, "simulator.exception", "%s",
                                              error->message));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * hub_simulator_evaluate_async:
 * @self: a simulator
 * @in_logic: %TRUE for the program's logic layer, %FALSE for the shell's document
 * @script: in the logic layer any script, its last value is the answer; in the shell an expression
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Runs a script in the program, and waits for the promise it may return.
 */
void
hub_simulator_evaluate_async (HubSimulator *self, gboolean in_logic, const char *script,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *body = NULL;
  GVariant *arguments = NULL;

  g_task_set_source_tag (task, hub_simulator_evaluate_async);
  if (self->state == HUB_SIMULATOR_EMPTY)
    {
      g_task_return_error (task, hub_error_new (HUB_ERROR_NOT_FOUND, "simulator.not_running",
                                                _("No program is running")));
      return;
    }
  if (in_logic)
    {
      GVariantDict dict;

      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert (&dict, "source", "s", script);
      arguments = g_variant_dict_end (&dict);
      body = g_strdup ("const value = await hubShell.evaluate(source);"
                       "return value === undefined ? 'null' : JSON.stringify(value);");
    }
  else
    body = g_strdup_printf ("const value = await (%s\n);"
                            "return value === undefined ? 'null' : JSON.stringify(value);", script);
  webkit_web_view_call_async_javascript_function (self->view, body, -1, arguments, NULL, NULL,
                                                  cancellable, on_evaluated, g_object_ref (task));
}

/**
 * hub_simulator_evaluate_finish:
 * @self: a simulator
 * @result: what the callback got
 * @error: (out) (optional): "simulator.exception" with the exception's text, "simulator.not_running"
 *
 * Returns: (transfer full) (nullable): the answer as JSON text, "null" for undefined
 */
char *
hub_simulator_evaluate_finish (HubSimulator *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* A sign before the text tells an answer from a refusal, whose words WebKit would add some of its own to. */
static void
on_automated (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value = webkit_web_view_call_async_javascript_function_finish (
    WEBKIT_WEB_VIEW (source), result, &error);
  g_autofree char *text = value != NULL ? jsc_value_to_string (value) : NULL;

  if (text == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (text[0] == '+')
    g_task_return_pointer (task, g_strdup (text + 1), g_free);
  else
    g_task_return_error (task, hub_error_new (HUB_ERROR_FAILED, "simulator.exception", "%s",
                                              text[0] != '\0' ? text + 1 : text));
}

/**
 * hub_simulator_automate_async:
 * @self: a simulator
 * @request: JSON text of an object with "method" and "params"
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called with the answer
 * @user_data: for @callback
 *
 * Has the program carry out a request of an automation client; see src/runtime/protocol.md.
 */
void
hub_simulator_automate_async (HubSimulator *self, const char *request, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  static const char body[] = "const { method, params } = JSON.parse(request);"
                             "try { return '+' + JSON.stringify(await hubShell.automate(method, params)); }"
                             "catch (error) { return '-' + (error?.message ?? error); }";
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  GVariantDict dict;

  g_task_set_source_tag (task, hub_simulator_automate_async);
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "request", "s", request);
  webkit_web_view_call_async_javascript_function (self->view, body, -1, g_variant_dict_end (&dict), NULL, NULL,
                                                  cancellable, on_automated, task);
}

/**
 * hub_simulator_automate_finish:
 * @self: a simulator
 * @result: what the callback got
 * @error: (out) (optional): "simulator.exception" with why the program refused
 *
 * Returns: (transfer full) (nullable): the answer as JSON text
 */
char *
hub_simulator_automate_finish (HubSimulator *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_snapshot (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GdkTexture *texture = webkit_web_view_get_snapshot_finish (WEBKIT_WEB_VIEW (source), result, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * hub_simulator_snapshot_async:
 * @self: a simulator
 * @cancellable: (nullable): a cancellable
 * @callback: called with the picture
 * @user_data: for @callback
 *
 * Takes a picture of the program's screen as it is shown now, without the frame.
 */
void
hub_simulator_snapshot_async (HubSimulator *self, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, hub_simulator_snapshot_async);
  webkit_web_view_get_snapshot (self->view, WEBKIT_SNAPSHOT_REGION_VISIBLE,
                                WEBKIT_SNAPSHOT_OPTIONS_NONE, cancellable, on_snapshot, task);
}

/**
 * hub_simulator_snapshot_finish:
 * @self: a simulator
 * @result: what the callback got
 * @error: (out) (optional): WebKit's
 *
 * Returns: (transfer full) (nullable): the picture; gdk_texture_save_to_png() writes it
 */
GdkTexture *
hub_simulator_snapshot_finish (HubSimulator *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
