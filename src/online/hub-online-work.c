/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-online-work.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "hub-error.h"
#include "hub-json.h"
#include "hub-package.h"

#define MAX_DOCUMENT (256 * 1024)
/* What a container has besides its files: names, a manifest, a signature. */
#define MAX_AROUND (32 * 1024 * 1024)
#define MAX_FILES 100000
#define MAX_PROGRAM (G_GUINT64_CONSTANT (1) << 30)
/* Launch scenes: 1011 scanned a code. */
#define SCENE_SCANNED 1011

/**
 * hub_online_work_new:
 * @link: what was opened
 * @folder: (nullable): as for hub_online_store_new()
 *
 * Returns: (transfer full): nothing is done yet
 */
HubOnlineWork *
hub_online_work_new (const HubOnlineLink *link, const char *folder)
{
  HubOnlineWork *self = g_new0 (HubOnlineWork, 1);

  self->link = hub_online_link_copy (link);
  self->store = hub_online_store_new (link->server, folder);
  self->path = g_strdup ("");
  self->query = g_strdup ("");
  self->scene = SCENE_SCANNED;
  self->is_private = link->kind == HUB_ONLINE_LINK_VERSION;
  self->kind = g_strdup ("online");
  return self;
}

/**
 * hub_online_work_free:
 * @self: (transfer full): on which no thread works
 */
void
hub_online_work_free (HubOnlineWork *self)
{
  hub_online_link_free (self->link);
  hub_online_store_free (self->store);
  g_clear_pointer (&self->manifest, hub_release_manifest_free);
  g_free (self->app_id);
  g_free (self->path);
  g_free (self->query);
  g_free (self->token);
  g_free (self->kind);
  g_free (self->name);
  g_clear_pointer (&self->domains, json_object_unref);
  g_free (self->version);
  g_free (self->package);
  g_free (self);
}

/* (transfer full) (nullable): an answer that is an object */
JsonNode *
hub_online_parse_object (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (JsonNode) node = data != NULL ? hub_json_parse (data, (gssize) size, "answer", NULL) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? g_steal_pointer (&node) : NULL;
}

static void
set_bad_answer (HubOnlineWork *self, guint status, GError **error)
{
  hub_set_error (error, HUB_ERROR_FAILED, "platform.bad_answer",
                 _("%s answers, but not as a platform does (HTTP status %u); check the address"), self->link->server, status);
}

/* ---- Links of codes ---- */

static gboolean
take_code (HubOnlineWork *self, JsonObject *code)
{
  const char *app_id = hub_json_get_string (code, "app_id", NULL);

  if (app_id == NULL)
    return FALSE;
  g_free (self->app_id);
  g_free (self->path);
  g_free (self->query);
  self->app_id = g_strdup (app_id);
  self->path = g_strdup (hub_json_get_string (code, "path", ""));
  self->query = g_strdup (hub_json_get_string (code, "query", ""));
  self->scene = (int) hub_json_get_int (code, "scene", SCENE_SCANNED);
  return TRUE;
}

static gboolean
refuse_code (HubOnlineWork *self, guint status, GError **error)
{
  if (status == 404)
    hub_set_error (error, HUB_ERROR_NOT_FOUND, "code.not_found",
                   _("There is no code “%s” on %s; perhaps its program was removed"), self->link->id, self->link->server);
  else
    set_bad_answer (self, status, error);
  return FALSE;
}

/**
 * hub_online_work_resolve:
 * @self: in a thread, with a fetch
 * @error: (out) (optional): "code.not_found", "platform.unreachable", "platform.bad_answer"; of an ordinary link what
 *   hub_online_work_ask_signed_in() is refused with
 *
 * Finds out which program the link opens, and where. A code that was opened before is known without the network, too.
 *
 * Returns: whether that is known
 */
gboolean
hub_online_work_resolve (HubOnlineWork *self, GError **error)
{
  g_autofree char *path = g_strconcat ("/c/", self->link->id, NULL);
  g_autofree char *file = g_strconcat ("code-", self->link->id, NULL);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) failure = NULL;
  g_autoptr (JsonObject) kept = NULL;
  guint status = 0;

  if (self->link->kind == HUB_ONLINE_LINK_ORDINARY)
    return hub_online_work_resolve_ordinary (self, error);
  if (self->link->kind != HUB_ONLINE_LINK_CODE)
    {
      if (self->link->kind == HUB_ONLINE_LINK_PROGRAM && self->app_id == NULL)
        self->app_id = g_strdup (self->link->id);
      return TRUE;
    }
  answer = hub_online_fetch_get (self->fetch, path, "application/json", MAX_DOCUMENT, &status, &failure);
  if (answer == NULL)
    {
      kept = hub_online_store_read (self->store, file);
      if (!g_error_matches (failure, HUB_ERROR, HUB_ERROR_UNREACHABLE) || !take_code (self, kept))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      return TRUE;
    }
  /* Of a version that is not online nobody is told who is not known. */
  self->is_private = status == 401;
  if (self->is_private)
    return TRUE;
  node = status == 200 ? hub_online_parse_object (answer) : NULL;
  if (node == NULL || !take_code (self, json_node_get_object (node)))
    return refuse_code (self, status, error);
  hub_online_store_write (self->store, file, json_node_get_object (node), NULL);
  return TRUE;
}

/* ---- Manifests ---- */

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* Takes over what is believed. FALSE where the program may not run now, with the notice. */
static gboolean
take_manifest (HubOnlineWork *self, HubReleaseManifest *manifest, GError **error)
{
  g_autofree char *device = hub_online_store_get_device (self->store, error);
  const HubOfferedVersion *offer;

  g_clear_pointer (&self->manifest, hub_release_manifest_free);
  self->manifest = manifest;
  g_free (self->name);
  self->name = g_strdup (manifest->name);
  g_clear_pointer (&self->domains, json_object_unref);
  self->domains = manifest->domains != NULL ? json_object_ref (manifest->domains) : NULL;
  if (device == NULL)
    return FALSE;
  offer = hub_release_manifest_choose (manifest, FALSE, device, NULL);
  if (offer != NULL)
    {
      g_free (self->version);
      g_free (self->package);
      self->version = g_strdup (offer->version);
      self->package = g_strdup (offer->package);
      self->bytes = offer->bytes;
      return TRUE;
    }
  if (g_str_equal (manifest->state, "removed"))
    hub_set_error (error, HUB_ERROR_NOT_FOUND, "app.not_found", _("“%s” was removed by its people, and does not come back"),
                   manifest->name);
  else if (manifest->notice != NULL)
    hub_set_error (error, HUB_ERROR_DENIED, "app.suspended", _("The service of “%s” is suspended: %s"), manifest->name,
                   manifest->notice);
  else
    hub_set_error (error, HUB_ERROR_DENIED, "app.suspended", _("The service of “%s” is suspended; come back later"),
                   manifest->name);
  return FALSE;
}

/* The key to check @document with: the one that is believed, or one that it vouches for. */
static char *
find_key (HubOnlineWork *self, const char *document, gint64 seen, GError **error)
{
  g_autofree char *pinned = hub_online_store_get_key (self->store);
  g_autofree char *id = hub_release_manifest_get_key_id (document, error);
  g_autofree char *text = NULL;
  g_autofree char *key = NULL;
  g_autoptr (HubReleaseManifest) manifest = NULL;
  g_autoptr (GBytes) keys = NULL;
  guint status = 0;

  if (id == NULL)
    return NULL;
  if (pinned != NULL)
    manifest = hub_release_manifest_read (document, pinned, self->app_id, now (), seen, NULL);
  if (manifest != NULL)
    return g_steal_pointer (&pinned);
  keys = hub_online_fetch_get (self->fetch, HUB_MANIFEST_KEYS_PATH, NULL, MAX_DOCUMENT, &status, error);
  if (keys == NULL)
    return NULL;
  if (status != 200)
    {
      set_bad_answer (self, status, error);
      return NULL;
    }
  text = g_strndup (g_bytes_get_data (keys, NULL), g_bytes_get_size (keys));
  key = hub_release_manifest_trust (text, pinned, id, error);
  return g_steal_pointer (&key);
}

static gboolean
believe (HubOnlineWork *self, const char *document, GError **error)
{
  g_autoptr (JsonObject) kept = hub_online_store_read (self->store, self->app_id);
  gint64 seen = hub_json_get_int (kept, "number", 0);
  g_autofree char *key = find_key (self, document, seen, error);
  g_autoptr (HubReleaseManifest) manifest = NULL;

  if (key != NULL)
    manifest = hub_release_manifest_read (document, key, self->app_id, now (), seen, error);
  if (manifest == NULL)
    return FALSE;
  json_object_set_int_member (kept, "number", manifest->number);
  json_object_set_string_member (kept, "document", document);
  return hub_online_store_set_key (self->store, key, error)
         && hub_online_store_write (self->store, self->app_id, kept, error)
         && take_manifest (self, g_steal_pointer (&manifest), error);
}

/* What who is signed in got last, where that is still to be had: members may have another version than everybody. */
static void
take_own (HubOnlineWork *self, JsonObject *kept)
{
  const char *package = hub_json_get_string (kept, "package", "");
  g_autofree char *path = NULL;

  if (self->token == NULL || !hub_json_get_boolean (kept, "own", FALSE)
      || strspn (package, "0123456789abcdef") != 64 || package[64] != '\0')
    return;
  path = hub_online_store_package_path (self->store, package, NULL);
  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return;
  g_free (self->package);
  g_free (self->version);
  self->package = g_strdup (package);
  self->version = g_strdup (hub_json_get_string (kept, "version", ""));
  self->bytes = (guint64) MAX (0, hub_json_get_int (kept, "bytes", 0));
}

/**
 * hub_online_work_remember:
 * @self: in a thread, resolved
 *
 * Looks whether the program can run as it was last seen: its manifest has not expired, and its package is there.
 *
 * Returns: whether it can
 */
gboolean
hub_online_work_remember (HubOnlineWork *self)
{
  g_autoptr (JsonObject) kept = NULL;
  const char *document;
  g_autofree char *key = hub_online_store_get_key (self->store);
  g_autofree char *path = NULL;
  g_autoptr (HubReleaseManifest) manifest = NULL;

  if (self->is_private)
    return FALSE;
  kept = hub_online_store_read (self->store, self->app_id);
  document = hub_json_get_string (kept, "document", NULL);
  if (document != NULL && key != NULL)
    manifest = hub_release_manifest_read (document, key, self->app_id, now (), hub_json_get_int (kept, "number", 0), NULL);
  if (manifest == NULL || !take_manifest (self, g_steal_pointer (&manifest), NULL))
    return FALSE;
  take_own (self, kept);
  path = hub_online_store_package_path (self->store, self->package, NULL);
  return path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/**
 * hub_online_work_ask:
 * @self: in a thread, with a fetch, resolved
 * @error: (out) (optional): "app.not_found", "app.suspended"; those of hub_release_manifest_read() and of
 *   hub_online_work_ask_signed_in(); "platform.unreachable", "platform.bad_answer"; "cancelled"
 *
 * Asks the platform which version this device, or who is signed in, gets now.
 *
 * Returns: whether it gets one
 */
gboolean
hub_online_work_ask (HubOnlineWork *self, GError **error)
{
  g_autofree char *path = NULL;
  guint status = 0;
  g_autoptr (GBytes) answer = NULL;
  g_autofree char *document = NULL;

  if (self->is_private)
    {
      path = g_strconcat (self->link->path, self->link->kind == HUB_ONLINE_LINK_CODE ? "-" : "", NULL);
      return hub_online_work_ask_signed_in (self, path, error);
    }
  path = g_strconcat ("/m/", self->app_id, NULL);
  answer = hub_online_fetch_get (self->fetch, path, NULL, MAX_DOCUMENT, &status, error);
  if (answer == NULL)
    return FALSE;
  if (status == 404)
    {
      hub_set_error (error, HUB_ERROR_NOT_FOUND, "app.not_found",
                     _("There is no online program “%s” on %s; check the link"), self->app_id, self->link->server);
      return FALSE;
    }
  if (status != 200)
    {
      set_bad_answer (self, status, error);
      return FALSE;
    }
  document = g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
  return believe (self, document, error) && hub_online_work_ask_member (self, error);
}

/* ---- Packages ---- */

/* The platform's operator may have set other limits than the usual ones; it has said the program's size. */
static HubPackage *
open_package (HubOnlineWork *self, const char *path, GError **error)
{
  HubPackageLimits limits = hub_package_default_limits;
  g_autoptr (HubPackage) package = NULL;

  limits.max_total = MAX (limits.max_total, MIN (self->bytes, MAX_PROGRAM));
  limits.max_package = limits.max_total;
  limits.max_files = MAX_FILES;
  package = hub_package_open (path, &limits, error);
  if (package == NULL || g_str_equal (hub_package_get_sha256 (package), self->package))
    return g_steal_pointer (&package);
  hub_set_error (error, HUB_ERROR_INVALID, "online.bad_package",
                 _("What %s sends is not the package that it has signed; try again in a minute"), self->link->server);
  return NULL;
}

/* What is kept, where it is whole; else what the platform has. */
static HubPackage *
get_package (HubOnlineWork *self, GError **error)
{
  g_autofree char *path = hub_online_store_package_path (self->store, self->package, error);
  g_autofree char *source = g_strconcat ("/packages/", self->package, NULL);
  HubPackage *package;
  gboolean saved;

  if (path == NULL)
    return NULL;
  package = g_file_test (path, G_FILE_TEST_EXISTS) ? open_package (self, path, NULL) : NULL;
  if (package != NULL)
    return package;
  hub_online_fetch_set_token (self->fetch, self->token);
  saved = hub_online_fetch_save (self->fetch, source, path, self->package, MIN (self->bytes, MAX_PROGRAM) + MAX_AROUND, error);
  hub_online_fetch_set_token (self->fetch, NULL);
  if (!saved)
    return NULL;
  return open_package (self, path, error);
}

/* The package that was run before is not needed any more. */
static void
keep (HubOnlineWork *self)
{
  g_autofree char *name = self->is_private ? g_strconcat (self->app_id, "-", self->kind, NULL) : g_strdup (self->app_id);
  g_autoptr (JsonObject) kept = hub_online_store_read (self->store, name);
  g_autofree char *before = g_strdup (hub_json_get_string (kept, "package", self->package));
  g_autofree char *path = NULL;

  json_object_set_string_member (kept, "package", self->package);
  json_object_set_boolean_member (kept, "own", self->token != NULL);
  json_object_set_string_member (kept, "version", self->version);
  json_object_set_int_member (kept, "bytes", (gint64) self->bytes);
  if (!hub_online_store_write (self->store, name, kept, NULL) || g_str_equal (before, self->package)
      || strspn (before, "0123456789abcdef") != 64 || before[64] != '\0')
    return;
  path = hub_online_store_package_path (self->store, before, NULL);
  if (path != NULL)
    g_unlink (path);
}

/* A developer's own preview may ask any server where the project says `urlCheck: false`, as on a phone. */
static gboolean
lifts_check (HubOnlineWork *self, HubPackage *package)
{
  g_autoptr (GBytes) text = g_str_equal (self->kind, "preview") ? hub_package_read (package, "app-config.json", NULL) : NULL;
  g_autoptr (JsonNode) node = text != NULL ? hub_online_parse_object (text) : NULL;

  return node != NULL && !hub_json_get_boolean (json_node_get_object (node), "urlCheck", TRUE);
}

static GBytes *
read_file (const char *name, gpointer user_data, GError **error)
{
  return hub_package_read (user_data, name, error);
}

/**
 * hub_online_work_load:
 * @self: in a thread, with a fetch, after a version was chosen
 * @error: (out) (optional): "online.bad_package"; the package reader's; "platform.unreachable", "platform.bad_answer"; the
 *   file system's; "cancelled"
 *
 * Returns: (transfer full) (nullable): the chosen version, from the cache or the platform
 */
HubBuild *
hub_online_work_load (HubOnlineWork *self, GError **error)
{
  g_autoptr (HubPackage) package = get_package (self, error);
  g_auto (GStrv) names = package != NULL ? hub_package_list_names (package) : NULL;
  HubBuild *build = NULL;

  if (package != NULL)
    build = hub_build_unpack ((const char *const *) names, self->package, read_file, package, error);
  if (build == NULL)
    return NULL;
  self->lifted = lifts_check (self, package);
  keep (self);
  return build;
}

/* ---- Being counted ---- */

static gboolean
was_said (JsonArray *packages, const char *package)
{
  for (guint i = 0; packages != NULL && i < json_array_get_length (packages); i++)
    if (g_strcmp0 (json_array_get_string_element (packages, i), package) == 0)
      return TRUE;
  return FALSE;
}

/**
 * hub_online_work_report:
 * @self: in a thread, with a fetch, resolved
 * @package: what runs
 *
 * Says to the platform what runs here, each version once a day; docs/releases.md.
 */
void
hub_online_work_report (HubOnlineWork *self, const char *package)
{
  g_autoptr (JsonObject) kept = hub_online_store_read (self->store, self->app_id);
  g_autoptr (GDateTime) date = g_date_time_new_now_utc ();
  g_autofree char *day = g_date_time_format (date, "%F");
  g_autofree char *path = g_strdup_printf ("/m/%s?package=%s", self->app_id, package);
  gboolean same_day = g_str_equal (hub_json_get_string (kept, "day", ""), day);
  JsonArray *said = same_day ? hub_json_get_array (kept, "said") : NULL;
  JsonArray *list;

  if (was_said (said, package))
    return;
  list = said != NULL ? json_array_ref (said) : json_array_new ();
  json_array_add_string_element (list, package);
  json_object_set_string_member (kept, "day", day);
  json_object_set_array_member (kept, "said", list);
  if (hub_online_store_write (self->store, self->app_id, kept, NULL))
    hub_online_fetch_post (self->fetch, path);
}
