/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-host-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-chooser.h"
#include "hub-error.h"
#include "hub-json.h"
#include "hub-network.h"
#include "hub-program-storage.h"

/* Longest key of the storage and longest name of a service that a program may send. */
#define MAX_KEY     1024
#define MAX_SERVICE 64

/**
 * HubHost:
 *
 * The services a running program asks of the system below `host/`: storage, network, clipboard.
 * Knows nothing of WebKit: a name and JSON go in, JSON comes out, so a test can call it directly.
 */
struct _HubHost
{
  GObject parent_instance;

  HubProgramStorage *storage;
  HubProgramFiles   *files;
  HubNetwork        *network;
  HubChooser        *chooser;
  double             latitude;
  double             longitude;
};

enum { NOTICE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubHost, hub_host, G_TYPE_OBJECT)

static void
hub_host_dispose (GObject *object)
{
  HubHost *self = HUB_HOST (object);

  g_clear_object (&self->storage);
  g_clear_object (&self->files);
  g_clear_pointer (&self->chooser, hub_chooser_free);
  if (self->network != NULL)
    hub_network_end (self->network);
  g_clear_object (&self->network);
  G_OBJECT_CLASS (hub_host_parent_class)->dispose (object);
}

static void
hub_host_class_init (HubHostClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_host_dispose;
  signals[NOTICE] = g_signal_new ("notice", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
on_network_notice (HubNetwork *network, const char *text, HubHost *self)
{
  g_signal_emit (self, signals[NOTICE], 0, text);
}

static void
hub_host_init (HubHost *self)
{
  self->network = hub_network_new ();
  g_signal_connect_object (self->network, "notice", G_CALLBACK (on_network_notice), self, 0);
  self->chooser = hub_chooser_new ();
  self->latitude = HUB_HOST_LATITUDE;
  self->longitude = HUB_HOST_LONGITUDE;
  self->storage = hub_program_storage_new ("program", NULL);
  self->files = hub_program_files_new ("program", NULL);
  hub_network_set_files (self->network, self->files);
}

/**
 * hub_host_new:
 *
 * Returns: (transfer full): the services for one running program
 */
HubHost *
hub_host_new (void)
{
  return g_object_new (HUB_TYPE_HOST, NULL);
}

/**
 * hub_host_set_storage:
 * @self: a host
 * @storage_id: whose storage it is: an app id, or a folder
 * @folder: (nullable): where the storages stand, for tests; %NULL for the person's own
 *
 * From now on `storage/…` and `file/…` mean that program's.
 */
void
hub_host_set_storage (HubHost *self, const char *storage_id, const char *folder)
{
  g_clear_object (&self->storage);
  g_clear_object (&self->files);
  self->storage = hub_program_storage_new (storage_id, folder);
  self->files = hub_program_files_new (storage_id, folder);
  hub_network_set_files (self->network, self->files);
}

/**
 * hub_host_set_domains:
 * @self: a host
 * @domains: (nullable): see hub_network_set_domains()
 * @unchecked: (nullable): as there
 *
 * From now on the program asks only these servers.
 */
void
hub_host_set_domains (HubHost *self, JsonObject *domains, const char *unchecked)
{
  hub_network_set_domains (self->network, domains, unchecked);
}

/**
 * hub_host_set_parent:
 * @self: a host
 * @parent: a widget in the window that dialogs belong to; not owned
 *
 * Without one a program cannot ask for files.
 */
void
hub_host_set_parent (HubHost *self, GtkWidget *parent)
{
  hub_chooser_set_parent (self->chooser, parent);
}

/**
 * hub_host_set_choices:
 * @self: a host
 * @paths: (nullable): what a program gets whenever it lets the person choose files; empty: the person cancels;
 *   %NULL: a dialog asks
 *
 * For tests and automation. The environment's `SUPERHUB_SIMULATOR_CHOOSE` does the same from the start.
 */
void
hub_host_set_choices (HubHost *self, const char *const *paths)
{
  hub_chooser_set_choices (self->chooser, paths);
}

/**
 * hub_host_set_location:
 * @self: a host
 * @latitude: in degrees, WGS 84
 * @longitude: in degrees, WGS 84
 *
 * Says where the simulated device is.
 */
void
hub_host_set_location (HubHost *self, double latitude, double longitude)
{
  self->latitude = CLAMP (latitude, -90, 90);
  self->longitude = CLAMP (longitude, -180, 180);
}

/**
 * hub_host_reset:
 * @self: a host
 *
 * A program starts or ends: nothing of a former run goes on, and its temporary files are gone.
 */
void
hub_host_reset (HubHost *self)
{
  hub_chooser_cancel (self->chooser);
  hub_network_end (self->network);
  hub_program_files_clear_temporary (self->files);
}

/**
 * hub_host_get_files:
 * @self: a host
 *
 * Returns: (transfer none): the program's files
 */
HubProgramFiles *
hub_host_get_files (HubHost *self)
{
  return self->files;
}

static void
take_answer (GTask *task, JsonNode *answer)
{
  g_task_return_pointer (task, answer, (GDestroyNotify) json_node_unref);
  g_object_unref (task);
}

/* Answers `{"ok": true, "result": …}`; takes @result (nullable) and the task. */
void
hub_host_return_value (GTask *task, JsonNode *result)
{
  JsonObject *object = json_object_new ();
  JsonNode *answer = json_node_new (JSON_NODE_OBJECT);

  json_object_set_boolean_member (object, "ok", TRUE);
  if (result == NULL)
    {
      result = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (result, json_object_new ());
    }
  json_object_set_member (object, "result", result);
  json_node_take_object (answer, object);
  take_answer (task, answer);
}

/* The same with an object, which it takes. */
void
hub_host_return_object (GTask *task, JsonObject *result)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, result);
  hub_host_return_value (task, node);
}

/* Answers `{"ok": false, "errMsg": "SERVICE:fail REASON"}`; takes the task. */
void
hub_host_return_failure (GTask *task, const char *reason)
{
  g_autofree char *message = g_strdup_printf ("%s:fail %s", (const char *) g_task_get_task_data (task),
                                              reason);
  JsonObject *object = json_object_new ();
  JsonNode *answer = json_node_new (JSON_NODE_OBJECT);

  json_object_set_boolean_member (object, "ok", FALSE);
  json_object_set_string_member (object, "errMsg", message);
  json_node_take_object (answer, object);
  take_answer (task, answer);
}

/* @error by its address: arguments are evaluated in any order. */
static void
return_done (GTask *task, gboolean done, GError **error)
{
  if (done)
    hub_host_return_value (task, NULL);
  else
    hub_host_return_failure (task, (*error)->message);
}

static void
storage_get (HubHost *self, const char *key, GTask *task)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;
  JsonObject *result;
  JsonNode *node = NULL;

  if (!hub_program_storage_get (self->storage, key, &value, &error))
    {
      hub_host_return_failure (task, error->message);
      return;
    }
  if (value != NULL)
    node = json_from_string (value, NULL);
  result = json_object_new ();
  json_object_set_boolean_member (result, "found", node != NULL);
  json_object_set_member (result, "value", node != NULL ? node : json_node_new (JSON_NODE_NULL));
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, result);
  hub_host_return_value (task, node);
}

static void
storage_set (HubHost *self, const char *key, JsonNode *value, GTask *task)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = value != NULL ? hub_json_to_string (value, FALSE) : g_strdup ("null");

  return_done (task, hub_program_storage_set (self->storage, key, text, &error), &error);
}

static void
storage_info (HubHost *self, GTask *task)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) keys = NULL;
  gsize size = 0;
  JsonObject *result;
  JsonArray *names;
  JsonNode *node;

  if (!hub_program_storage_info (self->storage, &keys, &size, &error))
    {
      hub_host_return_failure (task, error->message);
      return;
    }
  names = json_array_new ();
  for (guint i = 0; keys[i] != NULL; i++)
    json_array_add_string_element (names, keys[i]);
  result = json_object_new ();
  json_object_set_array_member (result, "keys", names);
  json_object_set_int_member (result, "currentSize", (size + 1023) / 1024);
  json_object_set_int_member (result, "limitSize", HUB_PROGRAM_STORAGE_MAX_TOTAL / 1024);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, result);
  hub_host_return_value (task, node);
}

static void
storage_call (HubHost *self, const char *verb, JsonObject *arguments, GTask *task)
{
  const char *key = hub_json_get_string (arguments, "key", NULL);
  g_autoptr (GError) error = NULL;

  if (g_str_equal (verb, "info"))
    storage_info (self, task);
  else if (g_str_equal (verb, "clear"))
    return_done (task, hub_program_storage_clear (self->storage, &error), &error);
  else if (!g_str_equal (verb, "get") && !g_str_equal (verb, "set") && !g_str_equal (verb, "remove"))
    hub_host_return_failure (task, "not supported");
  else if (key == NULL || key[0] == '\0' || strlen (key) > MAX_KEY)
    hub_host_return_failure (task, "parameter error: key should be a non-empty String");
  else if (g_str_equal (verb, "get"))
    storage_get (self, key, task);
  else if (g_str_equal (verb, "set"))
    storage_set (self, key, json_object_get_member (arguments, "value"), task);
  else
    return_done (task, hub_program_storage_remove (self->storage, key, &error), &error);
}

static void
return_location (HubHost *self, GTask *task)
{
  JsonObject *result = json_object_new ();

  json_object_set_double_member (result, "latitude", self->latitude);
  json_object_set_double_member (result, "longitude", self->longitude);
  hub_host_return_object (task, result);
}

static void
save_to_album (HubHost *self, JsonObject *arguments, GTask *task)
{
  g_autofree char *path = hub_host_album_save (self->files, arguments, task);
  g_autofree char *name = path != NULL ? g_filename_display_name (path) : NULL;
  g_autofree char *text = NULL;

  if (path == NULL)
    return;
  text = g_strdup_printf (_("The program saved “%s”"), name);
  g_signal_emit (self, signals[NOTICE], 0, text);
}

/* What concerns the person and the device. FALSE for a service that is not known. */
static gboolean
device_call (HubHost *self, const char *name, JsonObject *arguments, GTask *task)
{
  if (g_str_equal (name, "clipboard/get"))
    hub_host_clipboard_get (task);
  else if (g_str_equal (name, "clipboard/set"))
    hub_host_clipboard_set (arguments, task);
  else if (g_str_equal (name, "location/get"))
    return_location (self, task);
  else if (g_str_equal (name, "choose/files"))
    hub_chooser_ask (self->chooser, self->files, arguments, task);
  else if (g_str_equal (name, "document/open"))
    hub_chooser_open (self->chooser, self->files, arguments, task);
  else if (g_str_equal (name, "album/save"))
    save_to_album (self, arguments, task);
  else if (g_str_equal (name, "scan/decode"))
    hub_host_scan (self->files, arguments, task);
  else
    return FALSE;
  return TRUE;
}

/**
 * hub_host_call_async:
 * @self: a host
 * @service: its name: "storage/get"
 * @arguments: a JSON object as text; empty means `{}`
 * @length: of @arguments, or -1
 * @cancellable: (nullable): ends a request on the network
 * @callback: called when the answer is there
 * @user_data: for @callback
 *
 * Runs a service. A program may send anything, so bad input is an answer, never an error.
 */
void
hub_host_call_async (HubHost *self, const char *service, const char *arguments, gssize length,
                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *name = g_strndup (service, MAX_SERVICE);
  g_autofree char *text = length < 0 ? g_strdup (arguments) : g_strndup (arguments, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  g_task_set_source_tag (task, hub_host_call_async);
  /* An answer of the host is given also when the caller has gone. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_strdup (name), g_free);
  node = hub_json_parse (text[0] != '\0' ? text : "{}", -1, name, &error);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      hub_host_return_failure (task, "parameter error: arguments should be a JSON object");
      return;
    }
  object = json_node_get_object (node);
  if (g_str_has_prefix (name, "storage/"))
    storage_call (self, name + strlen ("storage/"), object, task);
  else if (g_str_has_prefix (name, "file/"))
    hub_host_file (self->files, name + strlen ("file/"), object, task);
  else if (g_str_has_prefix (name, "network/") || g_str_has_prefix (name, "socket/"))
    hub_network_call (self->network, name, object, task);
  else if (!device_call (self, name, object, task))
    hub_host_return_failure (task, "not supported");
}

/**
 * hub_host_call_finish:
 * @self: a host
 * @result: what the callback got
 *
 * Returns: (transfer full): the answer: `{"ok": true, "result": …}` or `{"ok": false, "errMsg": …}`
 */
JsonNode *
hub_host_call_finish (HubHost *self, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
