/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-account.h"

#include "config.h"

#include <glib/gi18n.h>

#include "hub-credentials.h"
#include "hub-error.h"
#include "hub-limits.h"
#include "hub-session.h"

struct _HubAccount
{
  GObject          parent_instance;
  GSettings       *settings;
  HubClient       *client;
  GError          *error;
  HubNotifications *notifications; /* of who is signed in, for all windows */
  GPtrArray       *waiting;   /* of GTask: those who asked while a connection was being made */
  HubAccountState  state;
  guint            epoch;     /* counts changes of the server: an older answer is thrown away */
};

G_DEFINE_FINAL_TYPE (HubAccount, hub_account, G_TYPE_OBJECT)

enum { SIGNAL_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

typedef struct
{
  HubAccount *account;
  guint       epoch;
  gboolean    quiet;          /* nobody asked for it: what goes wrong is told when somebody does */
} Attempt;

static void
set_state (HubAccount *self, HubAccountState state)
{
  self->state = state;
  /* What was told stays while the platform is away. */
  if (self->client != NULL || state == HUB_ACCOUNT_IDLE)
    hub_notifications_set_client (self->notifications, self->client);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
take_client (HubAccount *self, HubClient *client)
{
  g_clear_error (&self->error);
  g_set_object (&self->client, client);
  hub_limits_read (client);
  set_state (self, HUB_ACCOUNT_CONNECTED);
}

static void
answer_waiting (HubAccount *self)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++)
    {
      GTask *task = waiting->pdata[i];

      if (self->client != NULL)
        g_task_return_pointer (task, g_object_ref (self->client), g_object_unref);
      else if (self->error != NULL)
        g_task_return_error (task, g_error_copy (self->error));
      else
        g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The platform was changed meanwhile."));
    }
}

static void
connected (GObject *object, GAsyncResult *result, gpointer data)
{
  Attempt *attempt = data;
  HubAccount *self = attempt->account;
  g_autoptr (GError) error = NULL;
  g_autoptr (HubClient) client = hub_session_connect_finish (result, &error);

  if (attempt->epoch == self->epoch)
    {
      if (client != NULL)
        take_client (self, client);
      else if (attempt->quiet && self->waiting->len == 0)
        set_state (self, HUB_ACCOUNT_IDLE);
      else
        {
          g_clear_error (&self->error);
          self->error = g_steal_pointer (&error);
          set_state (self, HUB_ACCOUNT_FAILED);
        }
      answer_waiting (self);
    }
  g_object_unref (self);
  g_free (attempt);
}

static char *
dup_server (HubAccount *self)
{
  g_autofree char *server = g_strstrip (g_settings_get_string (self->settings, "server"));

  return *server != '\0' ? g_steal_pointer (&server) : NULL;
}

static void
hub_account_dispose (GObject *object)
{
  HubAccount *self = HUB_ACCOUNT (object);

  g_clear_object (&self->notifications);
  g_clear_object (&self->client);
  g_clear_object (&self->settings);
  g_clear_error (&self->error);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  G_OBJECT_CLASS (hub_account_parent_class)->dispose (object);
}

static void
hub_account_class_init (HubAccountClass *class)
{
  G_OBJECT_CLASS (class)->dispose = hub_account_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HUB_TYPE_ACCOUNT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
hub_account_init (HubAccount *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->notifications = hub_notifications_new ();
}

/**
 * hub_account_new:
 * @settings: the settings, whose "server" names the platform
 *
 * Returns: (transfer full): an account that is not connected yet
 */
HubAccount *
hub_account_new (GSettings *settings)
{
  HubAccount *self = g_object_new (HUB_TYPE_ACCOUNT, NULL);

  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::server", G_CALLBACK (hub_account_disconnect), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * hub_account_get_state:
 * @self: an account
 *
 * Returns: how it stands with the platform
 */
HubAccountState
hub_account_get_state (HubAccount *self)
{
  return self->state;
}

/**
 * hub_account_get_client:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): the client, when connected
 */
HubClient *
hub_account_get_client (HubAccount *self)
{
  return self->client;
}

/**
 * hub_account_get_error:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): why the last attempt failed
 */
const GError *
hub_account_get_error (HubAccount *self)
{
  return self->error;
}

/**
 * hub_account_is_local:
 * @self: an account
 *
 * Returns: whether it is connected to the platform on this computer
 */
gboolean
hub_account_is_local (HubAccount *self)
{
  return self->client != NULL && hub_session_is_local (self->client);
}

/**
 * hub_account_describe:
 * @self: an account
 *
 * Returns: (transfer full): a sentence for the preferences
 */
char *
hub_account_describe (HubAccount *self)
{
  const char *account = self->client != NULL ? hub_client_get_account (self->client) : NULL;

  switch (self->state)
    {
    case HUB_ACCOUNT_CONNECTING:
      return g_strdup (_("Connecting…"));
    case HUB_ACCOUNT_FAILED:
      return g_strdup (self->error->message);
    case HUB_ACCOUNT_CONNECTED:
      if (hub_account_is_local (self))
        return g_strdup_printf (_("Signed in as %s on this computer"), account != NULL ? account : "?");
      return g_strdup_printf (_("Signed in as %s on %s"), account != NULL ? account : "?",
                              hub_client_get_server (self->client));
    case HUB_ACCOUNT_IDLE:
    default:
      return g_strdup (_("Not connected yet; it happens when it is needed"));
    }
}

static void
begin_attempt (HubAccount *self, gboolean quiet)
{
  g_autofree char *server = dup_server (self);
  Attempt *attempt = g_new (Attempt, 1);

  set_state (self, HUB_ACCOUNT_CONNECTING);
  attempt->account = g_object_ref (self);
  attempt->epoch = self->epoch;
  attempt->quiet = quiet;
  hub_session_connect_async (server, NULL, connected, attempt);
}

static void
connect_anew (HubAccount *self, GTask *task)
{
  g_ptr_array_add (self->waiting, task);
  if (self->state != HUB_ACCOUNT_CONNECTING)
    begin_attempt (self, FALSE);
}

/**
 * hub_account_resume:
 * @self: an account
 *
 * Goes on with the sign-in of an earlier run, so that notifications come before anything else needs the platform. The
 * platform on this computer is not started for it, and nothing is said when it fails.
 */
void
hub_account_resume (HubAccount *self)
{
  g_autofree char *server = dup_server (self);

  if (server == NULL)
    server = hub_credentials_dup_default ();
  if (server != NULL && !g_str_equal (server, HUB_CREDENTIALS_LOCAL) && self->state == HUB_ACCOUNT_IDLE)
    begin_attempt (self, TRUE);
}

/**
 * hub_account_get_notifications:
 * @self: an account
 *
 * Returns: (transfer none): what the signed-in person is told; one for all windows
 */
HubNotifications *
hub_account_get_notifications (HubAccount *self)
{
  return self->notifications;
}

static gboolean
is_lost (const GError *error)
{
  return g_error_matches (error, HUB_ERROR, HUB_ERROR_UNREACHABLE)
         || g_error_matches (error, HUB_ERROR, HUB_ERROR_UNAUTHENTICATED);
}

static void
still_there (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HubAccount *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = hub_client_call_finish (HUB_CLIENT (object), result, &error);

  if (g_task_return_error_if_cancelled (task))
    return;
  /* Somebody else may have connected again, or signed in elsewhere, meanwhile. */
  if (answer == NULL && is_lost (error) && self->client == HUB_CLIENT (object))
    g_clear_object (&self->client);
  if (self->client == NULL)
    connect_anew (self, g_steal_pointer (&task));
  else
    g_task_return_pointer (task, g_object_ref (self->client), g_object_unref);
}

/**
 * hub_account_connect_async:
 * @self: an account
 * @cancellable: (nullable): stops waiting; the connection itself is still made for others
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Gives the client when there is one whose platform still answers and knows it, and otherwise connects: the local
 * platform, which ends when nobody needed it for an hour, is started when needed.
 */
void
hub_account_connect_async (HubAccount *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, hub_account_connect_async);
  if (self->client != NULL)
    hub_client_call_async (self->client, "getAccount", NULL, cancellable, still_there, task);
  else
    connect_anew (self, task);
}

/**
 * hub_account_connect_finish:
 * @self: an account
 * @result: given to the callback
 * @error: (out) (optional): as hub_session_connect_finish()
 *
 * Returns: (transfer full) (nullable): the client
 */
HubClient *
hub_account_connect_finish (HubAccount *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
signed_in (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HubAccount *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (HubClient) client = hub_session_sign_in_finish (result, &error);

  if (client == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->epoch++;
  take_client (self, client);
  answer_waiting (self);
  g_task_return_boolean (task, TRUE);
}

/**
 * hub_account_sign_in_async:
 * @self: an account
 * @superhub_id: who
 * @password: the password; not kept
 * @cancellable: (nullable): to stop it
 * @callback: called in the main thread
 * @user_data: for @callback
 */
void
hub_account_sign_in_async (HubAccount *self, const char *superhub_id, const char *password,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *server = dup_server (self);

  g_task_set_source_tag (task, hub_account_sign_in_async);
  hub_session_sign_in_async (server, superhub_id, password, cancellable, signed_in, task);
}

/**
 * hub_account_sign_in_finish:
 * @self: an account
 * @result: given to the callback
 * @error: (out) (optional): as hub_session_sign_in_finish()
 *
 * Returns: whether it worked
 */
gboolean
hub_account_sign_in_finish (HubAccount *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hub_account_sign_out:
 * @self: an account
 * @error: (out) (optional): when the stored sign-in could not be removed
 *
 * Returns: whether the sign-in is forgotten
 */
gboolean
hub_account_sign_out (HubAccount *self, GError **error)
{
  g_autofree char *server = dup_server (self);

  if (!hub_session_sign_out (server, error))
    return FALSE;
  hub_account_disconnect (self);
  return TRUE;
}

/**
 * hub_account_disconnect:
 * @self: an account
 *
 * Forgets the client; the next hub_account_connect_async() connects anew.
 */
void
hub_account_disconnect (HubAccount *self)
{
  self->epoch++;
  g_clear_object (&self->client);
  g_clear_error (&self->error);
  set_state (self, HUB_ACCOUNT_IDLE);
  answer_waiting (self);
}
