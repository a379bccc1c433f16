/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-instance.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
#include <sys/file.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "hub-account-repository.h"
#include "hub-account-service.h"
#include "hub-json.h"
#include "hub-password.h"
#include "hub-refusals.h"
#include "hub-session-repository.h"
#include "hub-session-service.h"

#define LOCAL_ACCOUNT "local"
/* A token that ends sooner is replaced when the platform starts. */
#define RENEW_BEFORE HUB_DAYS (7)

static char *
read_pid (int fd)
{
  char text[32] = "";
  gssize length = pread (fd, text, sizeof text - 1, 0);

  text[MAX (length, 0)] = '\0';
  g_strstrip (text);
  return g_strdup (text[0] != '\0' ? text : "?");
}

/**
 * hub_instance_lock:
 * @data_dir: the platform's folder; made when it does not exist
 * @shared: whether other processes may work on the same folder, because one database brings them together
 * @error: (out) (optional): "platform.already_runs" naming the process; the file system's
 *
 * Takes the folder for this process, or for all those that share it, until it ends in whatever way.
 *
 * Returns: the lock's descriptor, to be kept open, or -1
 */
int
hub_instance_lock (const char *data_dir, gboolean shared, GError **error)
{
  g_autofree char *path = g_build_filename (data_dir, "superhubd.lock", NULL);
  int fd = -1;

  if (g_mkdir_with_parents (data_dir, 0700) == 0)
    fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      hub_set_error (error, HUB_ERROR_STORAGE, "storage.read_only",
                     _("The folder %s cannot be used: %s"), data_dir, g_strerror (errno));
      return -1;
    }
  if (flock (fd, (shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0)
    {
      g_autofree char *pid = read_pid (fd);

      hub_set_error (error, HUB_ERROR_CONFLICT, "platform.already_runs",
                     _("A platform is running on %s already, as process %s; stop it or use another "
                       "--data-dir"), data_dir, pid);
      close (fd);
      return -1;
    }
  if (ftruncate (fd, 0) == 0)
    dprintf (fd, "%d\n", (int) getpid ());
  return fd;
}

/**
 * hub_instance_write_file:
 * @path: the file
 * @text: what it holds from now on
 * @mode: its permissions
 * @error: (out) (optional): the file system's
 *
 * Replaces a file as a whole: who reads it sees the old or the new one.
 *
 * Returns: whether it was written
 */
gboolean
hub_instance_write_file (const char *path, const char *text, int mode, GError **error)
{
  return g_file_set_contents_full (path, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   mode, error);
}

static gboolean
token_is_good (HubPlatform *platform, const char *token)
{
  g_autofree char *hash = token != NULL ? hub_token_hash (token) : NULL;
  g_autoptr (HubSessionRow) session = NULL;

  return hash != NULL
         && hub_session_repository_find (platform->database, hash, &session, NULL)
         && session != NULL && g_str_equal (session->superhub_id, LOCAL_ACCOUNT)
         && session->expires_at - hub_clock_now (platform->clock) > RENEW_BEFORE;
}

/* The password is only known to the file: when that was lost, the account gets a new one. */
static gboolean
set_password (HubPlatform *platform, HubActor *actor, const char *password, GError **error)
{
  g_autofree char *hash = hub_password_hash (password);
  g_autoptr (HubAccount) account = NULL;

  if (hash == NULL)
    {
      hub_set_error (error, HUB_ERROR_FAILED, "internal",
                     _("There is not enough memory to keep a password safely"));
      return FALSE;
    }
  if (!hub_account_repository_find (platform->database, LOCAL_ACCOUNT, &account, error))
    return FALSE;
  if (account != NULL)
    return hub_account_repository_set_password (platform->database, LOCAL_ACCOUNT, hash, error);
  account = hub_account_service_create (platform, actor, LOCAL_ACCOUNT, hash, g_get_real_name (),
                                        TRUE, error);
  return account != NULL;
}

static char *
to_json (const char *password, const char *token)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "superhub_id", LOCAL_ACCOUNT);
  json_object_set_string_member (object, "password", password);
  json_object_set_string_member (object, "token", token);
  json_node_init (node, JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return hub_json_to_string (node, TRUE);
}

/**
 * hub_instance_prepare_local:
 * @platform: a platform that only its own machine reaches
 * @account_file: where the account is written for the programs of its user
 * @error: (out) (optional): %HUB_ERROR_STORAGE or the file system's
 *
 * Makes sure that the account "local" exists and that @account_file holds its password and a token that
 * is good for some days.
 *
 * Returns: whether it is so
 */
gboolean
hub_instance_prepare_local (HubPlatform *platform, const char *account_file, GError **error)
{
  g_autoptr (HubActor) actor = hub_actor_new ("local");
  g_autoptr (JsonNode) node = hub_json_parse_file (account_file, 65536, NULL);
  JsonObject *old = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autofree char *password = g_strdup (hub_json_get_string (old, "password", NULL));
  g_autoptr (HubSignIn) sign_in = NULL;
  g_autoptr (HubAccount) account = NULL;
  g_autofree char *text = NULL;

  platform->local_account = g_strdup (LOCAL_ACCOUNT);
  if (!hub_account_repository_find (platform->database, LOCAL_ACCOUNT, &account, error))
    return FALSE;
  if (account != NULL && password != NULL
      && token_is_good (platform, hub_json_get_string (old, "token", NULL)))
    return TRUE;
  if (account == NULL || password == NULL)
    {
      g_free (password);
      password = hub_token_new ();
      if (!set_password (platform, actor, password, error))
        return FALSE;
    }
  sign_in = hub_session_service_create (platform, actor, LOCAL_ACCOUNT, "devtools", error);
  if (sign_in == NULL)
    return FALSE;
  text = to_json (password, sign_in->token);
  return hub_instance_write_file (account_file, text, 0600, error);
}
