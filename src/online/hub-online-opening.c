/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a link opens for who is signed in: versions that are not online, and online ones of which members get the next first. */
#include "hub-online-work.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-client.h"
#include "hub-error.h"
#include "hub-json.h"
#include "hub-session.h"

#define MAX_ANSWER (256 * 1024)
#define STATUS_TOO_MANY 429

/**
 * hub_online_work_find_sign_in:
 * @self: in a thread, with a fetch
 *
 * Looks for the stored sign-in, where the program is to be run as whoever it belongs to: who was refused may have signed in meanwhile.
 */
void
hub_online_work_find_sign_in (HubOnlineWork *self)
{
  if (!self->uses_stored)
    return;
  g_free (self->token);
  self->token = hub_session_lookup_token (self->link->server, hub_online_fetch_get_cancellable (self->fetch));
}

static void
set_sign_in_required (HubOnlineWork *self, GError **error)
{
  hub_set_error (error, HUB_ERROR_UNAUTHENTICATED, "auth.sign_in_required",
                 _("The link opens a program only for who is signed in, and nobody is signed in to %s. Sign in in the DevTools "
                   "(Preferences → Platform) or with “superhub login --server %s”, and open it again"),
                 self->link->server, self->link->server);
}

static void
set_sign_in_ended (HubOnlineWork *self, GError **error)
{
  hub_set_error (error, HUB_ERROR_UNAUTHENTICATED, "auth.token_expired",
                 _("Your sign-in to %s has ended. Sign in again in the DevTools (Preferences → Platform) or with “superhub login "
                   "--server %s”, and open the program again"), self->link->server, self->link->server);
}

/* What the platform says; a wait that it asks for is no word on who may open what. */
static void
set_refusal (HubOnlineWork *self, guint status, GBytes *answer, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (answer, &size);
  g_autoptr (JsonNode) body = data != NULL ? hub_json_parse (data, (gssize) size, "answer", NULL) : NULL;
  g_autoptr (GError) refusal = hub_client_read_refusal (self->link->server, status, body);

  if (status == 401)
    set_sign_in_ended (self, error);
  else if (status == STATUS_TOO_MANY)
    hub_set_error (error, HUB_ERROR_FAILED, hub_error_get_name (refusal), "%s", refusal->message);
  else
    g_propagate_error (error, g_steal_pointer (&refusal));
}

static void
take (char **place, const char *text)
{
  char *copy = g_strdup (text);

  g_free (*place);
  *place = copy;
}

static gboolean
take_opening (HubOnlineWork *self, JsonObject *opening)
{
  const char *app_id = hub_json_get_string (opening, "app_id", NULL);
  const char *package = hub_json_get_string (opening, "package", "");
  JsonObject *domains = hub_json_get_object (opening, "domains");

  if (app_id == NULL || domains == NULL || strspn (package, "0123456789abcdef") != 64 || package[64] != '\0'
      || (self->app_id != NULL && !g_str_equal (self->app_id, app_id)))
    return FALSE;
  take (&self->app_id, app_id);
  take (&self->name, hub_json_get_string (opening, "name", ""));
  take (&self->kind, hub_json_get_string (opening, "kind", ""));
  take (&self->version, hub_json_get_string (opening, "version", ""));
  take (&self->package, package);
  self->bytes = (guint64) MAX (0, hub_json_get_int (opening, "bytes", 0));
  g_clear_pointer (&self->domains, json_object_unref);
  self->domains = json_object_ref (domains);
  if (self->is_private)
    {
      take (&self->path, hub_json_get_string (opening, "path", ""));
      take (&self->query, hub_json_get_string (opening, "query", ""));
      if (hub_json_get_int (opening, "scene", 0) > 0)
        self->scene = (int) hub_json_get_int (opening, "scene", 0);
    }
  return TRUE;
}

/**
 * hub_online_work_ask_signed_in:
 * @self: in a thread, with a fetch
 * @path: of the link: "/v/REVIEW"
 * @error: (out) (optional): "auth.sign_in_required", "auth.token_expired"; what the platform refuses with; "platform.unreachable",
 *   "platform.bad_answer"; "cancelled"
 *
 * Asks the platform what a link opens for who is signed in.
 *
 * Returns: whether that is known
 */
gboolean
hub_online_work_ask_signed_in (HubOnlineWork *self, const char *path, GError **error)
{
  g_autofree char *escaped = g_uri_escape_string (path, "/", FALSE);
  g_autofree char *question = g_strconcat ("/api/v1/opening?link=", escaped, NULL);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (JsonNode) node = NULL;
  guint status = 0;

  if (self->token == NULL)
    {
      set_sign_in_required (self, error);
      return FALSE;
    }
  hub_online_fetch_set_token (self->fetch, self->token);
  answer = hub_online_fetch_get (self->fetch, question, "application/json", MAX_ANSWER, &status, error);
  hub_online_fetch_set_token (self->fetch, NULL);
  if (answer == NULL)
    return FALSE;
  if (status != 200)
    {
      set_refusal (self, status, answer, error);
      return FALSE;
    }
  node = hub_online_parse_object (answer);
  if (node != NULL && take_opening (self, json_node_get_object (node)))
    return TRUE;
  g_propagate_error (error, hub_client_read_refusal (self->link->server, status, NULL));
  return FALSE;
}

/**
 * hub_online_work_resolve_ordinary:
 * @self: in a thread, with a fetch, of an ordinary link
 * @error: (out) (optional): as hub_online_work_ask_signed_in()
 *
 * Asks the platform which program's rule the link hits, and which version that opens for who is signed in: as on a phone, nobody else
 * is told. From then on the online version is one like those that are opened by `/a/APPID`.
 *
 * Returns: whether that is known
 */
gboolean
hub_online_work_resolve_ordinary (HubOnlineWork *self, GError **error)
{
  self->is_private = TRUE;
  if (!hub_online_work_ask_signed_in (self, self->link->path, error))
    return FALSE;
  self->is_private = !g_str_equal (self->kind, "online");
  return TRUE;
}

/**
 * hub_online_work_ask_member:
 * @self: in a thread, with a fetch, after the manifest was asked
 * @error: (out) (optional): as hub_online_work_ask_signed_in()
 *
 * Members and test members come first, also at 0 %, and other people by their Super Hub ID: who is signed in asks which version they
 * get. Whose sign-in has ended is anybody.
 *
 * Returns: whether it is known which version to run
 */
gboolean
hub_online_work_ask_member (HubOnlineWork *self, GError **error)
{
  g_autofree char *path = g_strconcat ("/a/", self->app_id, NULL);
  g_autoptr (GError) refusal = NULL;

  if (self->token == NULL || hub_online_work_ask_signed_in (self, path, &refusal))
    return TRUE;
  if (g_error_matches (refusal, HUB_ERROR, HUB_ERROR_UNAUTHENTICATED))
    {
      g_clear_pointer (&self->token, g_free);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&refusal));
  return FALSE;
}
