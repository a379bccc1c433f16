/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The update check is asked by everybody all the time and changes seldom: its answer is in memory, signed, and a change of
 * the program throws it away. A change in this process says so itself (hub_platform_log_done()); one in another process
 * shows in the audit log, whose last number is looked at twice a second. */
#include "hub-manifests.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-adoption-repository.h"
#include "hub-json.h"
#include "hub-manifest-repository.h"
#include "hub-refusals.h"
#include "hub-release-manifest.h"
#include "hub-signing.h"

#define MAX_KEPT 50000
#define MAX_CHANGES 1000
#define WATCH_MS 500
/* Every process gives out the same bytes, so the time a document is issued at is the beginning of a period. */
#define PERIOD HUB_HOURS (6)
#define LIFETIME HUB_HOURS (24)

struct _HubManifests
{
  HubPlatform *platform;    /* (unowned) */
  HubSigning  *signing;     /* (nullable): not loaded yet */
  char        *key_set;     /* (nullable) */
  GHashTable  *kept;        /* app id → HubManifest */
  HubDirectory *directory;
  gint64       seen;        /* the last row of the audit log */
  guint64      stamp;       /* another whenever anything was changed */
  guint        watch;
};

static void
manifest_free (gpointer data)
{
  HubManifest *manifest = data;

  g_clear_pointer (&manifest->document, g_bytes_unref);
  g_clear_pointer (&manifest->content, json_object_unref);
  g_clear_pointer (&manifest->releases, g_hash_table_unref);
  g_free (manifest->tag);
  g_free (manifest);
}

/**
 * hub_manifests_new:
 * @platform: the platform, which outlives them; invalidates what its changes concern
 *
 * Returns: (transfer full): manifests, none of them made yet
 */
HubManifests *
hub_manifests_new (HubPlatform *platform)
{
  HubManifests *self = g_new0 (HubManifests, 1);

  self->platform = platform;
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, manifest_free);
  self->directory = hub_directory_new (platform);
  self->seen = -1;
  self->stamp = 1;
  return self;
}

/**
 * hub_manifests_free:
 * @self: (transfer full): manifests
 */
void
hub_manifests_free (HubManifests *self)
{
  g_clear_handle_id (&self->watch, g_source_remove);
  g_clear_pointer (&self->signing, hub_signing_free);
  g_free (self->key_set);
  g_hash_table_unref (self->kept);
  hub_directory_free (self->directory);
  g_free (self);
}

static gboolean
load_signing (HubManifests *self, GError **error)
{
  if (self->signing != NULL)
    return TRUE;
  self->signing = hub_signing_load (self->platform, error);
  if (self->signing == NULL)
    return FALSE;
  g_free (self->key_set);
  self->key_set = hub_signing_to_key_set (self->signing);
  return TRUE;
}

/* In one transaction: what is true of the program, under a number that has risen if it is not what was said before. */
static HubManifestRow *
write_down (HubManifests *self, const char *app_id, GError **error)
{
  HubDatabase *database = self->platform->database;
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (database, error);
  g_autoptr (HubManifestRow) row = NULL;
  g_autofree char *facts = NULL;

  if (transaction == NULL)
    return NULL;
  facts = hub_manifests_read_facts (self->platform, app_id, error);
  if (facts == NULL || !hub_manifest_repository_find (database, app_id, &row, error))
    return NULL;
  if (row != NULL && g_str_equal (row->content, facts))
    return g_steal_pointer (&row);
  g_clear_pointer (&row, hub_manifest_row_free);
  if (!hub_manifest_repository_put (database, app_id, facts, hub_clock_now (self->platform->clock), error)
      || !hub_manifest_repository_find (database, app_id, &row, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return g_steal_pointer (&row);
}

/* Reading is enough where nothing has changed since the last time, in whichever process. */
static HubManifestRow *
look_up (HubManifests *self, const char *app_id, GError **error)
{
  g_autofree char *facts = hub_manifests_read_facts (self->platform, app_id, error);
  g_autoptr (HubManifestRow) row = NULL;

  if (facts == NULL || !hub_manifest_repository_find (self->platform->database, app_id, &row, error))
    return NULL;
  if (row != NULL && g_str_equal (row->content, facts))
    return g_steal_pointer (&row);
  return write_down (self, app_id, error);
}

static char *
payload_of (const HubManifest *manifest, gint64 issued, gint64 expires)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_set_int_member (object, "number", manifest->number);
  json_object_set_int_member (object, "issued_at", issued / G_USEC_PER_SEC);
  json_object_set_int_member (object, "expires_at", expires / G_USEC_PER_SEC);
  json_object_iter_init_ordered (&iter, manifest->content);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    json_object_set_member (object, name, json_node_copy (value));
  json_node_take_object (node, object);
  return hub_json_to_string (node, FALSE);
}

static void
sign (HubManifests *self, HubManifest *manifest)
{
  gint64 now = hub_clock_now (self->platform->clock);
  gint64 begin = now - now % PERIOD;
  g_autofree char *payload = payload_of (manifest, MAX (begin, MIN (manifest->changed_at, now)), begin + LIFETIME);
  char *document = hub_signing_sign (self->signing, HUB_MANIFEST_TYPE, payload);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, document, -1);

  g_clear_pointer (&manifest->document, g_bytes_unref);
  g_free (manifest->tag);
  manifest->document = g_bytes_new_take (document, strlen (document));
  manifest->tag = g_strdup_printf ("\"%.32s\"", hash);
  manifest->renew_at = begin + PERIOD;
}

static HubManifest *
make (HubManifests *self, const char *app_id, GError **error)
{
  g_autoptr (HubManifestRow) row = NULL;
  g_autoptr (JsonNode) node = NULL;
  HubManifest *manifest;

  if (!load_signing (self, error))
    return NULL;
  row = look_up (self, app_id, error);
  if (row != NULL)
    node = hub_json_parse (row->content, -1, "manifest", error);
  if (node == NULL)
    return NULL;
  manifest = g_new0 (HubManifest, 1);
  manifest->content = json_node_dup_object (node);
  manifest->number = row->number;
  manifest->changed_at = row->changed_at;
  sign (self, manifest);
  return manifest;
}

/**
 * hub_manifests_get:
 * @self: manifests
 * @app_id: an id, which may not exist
 * @error: (out) (optional): "app.not_found" also for a program that was never released; %HUB_ERROR_STORAGE
 *
 * Reads the database only where the program was changed since, or was not asked for before.
 *
 * Returns: (transfer none) (nullable): the program's manifest, until the main loop goes on
 */
const HubManifest *
hub_manifests_get (HubManifests *self, const char *app_id, GError **error)
{
  HubManifest *manifest = g_hash_table_lookup (self->kept, app_id);

  if (manifest != NULL && !manifest->stale)
    {
      if (hub_clock_now (self->platform->clock) >= manifest->renew_at)
        sign (self, manifest);
      return manifest;
    }
  manifest = make (self, app_id, error);
  if (manifest == NULL)
    return NULL;
  if (g_hash_table_size (self->kept) >= MAX_KEPT)
    g_hash_table_remove_all (self->kept);
  g_hash_table_replace (self->kept, g_strdup (app_id), manifest);
  return manifest;
}

/**
 * hub_manifests_find_release:
 * @self: manifests
 * @app_id: an id, which may not exist
 * @package: what somebody says they run
 * @error: (out) (optional): as hub_manifests_get()
 *
 * Reads the database only where the program was changed since, as hub_manifests_get().
 *
 * Returns: (transfer none) (nullable): the release that the package came with; %NULL without @error where it came with none
 */
const char *
hub_manifests_find_release (HubManifests *self, const char *app_id, const char *package, GError **error)
{
  HubManifest *manifest;

  if (hub_manifests_get (self, app_id, error) == NULL)
    return NULL;
  manifest = g_hash_table_lookup (self->kept, app_id);
  if (manifest->releases == NULL)
    manifest->releases = hub_adoption_repository_list_packages (self->platform->database, app_id, error);
  return manifest->releases != NULL ? g_hash_table_lookup (manifest->releases, package) : NULL;
}

/**
 * hub_manifests_get_keys:
 * @self: manifests
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer none) (nullable): the public keys, as JSON
 */
const char *
hub_manifests_get_keys (HubManifests *self, GError **error)
{
  return load_signing (self, error) ? self->key_set : NULL;
}

/**
 * hub_manifests_invalidate:
 * @self: (nullable): manifests
 * @app_id: the program that is changed; "" where it is the platform itself
 *
 * May be called before the change is committed: nothing is answered until the main loop goes on.
 */
void
hub_manifests_invalidate (HubManifests *self, const char *app_id)
{
  HubManifest *manifest;

  if (self == NULL)
    return;
  self->stamp++;
  hub_directory_invalidate (self->directory, app_id);
  manifest = app_id[0] != '\0' ? g_hash_table_lookup (self->kept, app_id) : NULL;
  if (manifest != NULL)
    manifest->stale = TRUE;
}

/* The keys may be others; what was signed is signed again. */
static void
forget_all (HubManifests *self)
{
  g_clear_pointer (&self->signing, hub_signing_free);
  g_hash_table_remove_all (self->kept);
  hub_directory_invalidate (self->directory, "");
  self->stamp++;
}

/**
 * hub_manifests_catch_up:
 * @self: manifests
 *
 * Looks at what other processes have changed. A database that does not answer changes nothing: what is known is still
 * answered, and the documents' expiry bounds for how long it is believed.
 */
void
hub_manifests_catch_up (HubManifests *self)
{
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  gint64 before;

  if (self->seen < 0)
    {
      self->seen = hub_manifest_repository_last_change (self->platform->database, &error);
      forget_all (self);
      return;
    }
  do
    {
      before = self->seen;
      if (!hub_manifest_repository_changed (self->platform->database, &self->seen, MAX_CHANGES, changed, &error))
        break;
    }
  while (self->seen - before >= MAX_CHANGES);
  for (guint i = 0; i < changed->len; i++)
    {
      const char *app_id = g_ptr_array_index (changed, i);

      if (app_id[0] == '\0')
        forget_all (self);
      else
        hub_manifests_invalidate (self, app_id);
    }
}

static gboolean
on_watch (gpointer user_data)
{
  hub_manifests_catch_up (user_data);
  return G_SOURCE_CONTINUE;
}

/**
 * hub_manifests_watch:
 * @self: manifests
 *
 * From now on what other processes change is seen within a second.
 */
void
hub_manifests_watch (HubManifests *self)
{
  g_return_if_fail (self->watch == 0);

  hub_manifests_catch_up (self);
  self->watch = g_timeout_add (WATCH_MS, on_watch, self);
}

/**
 * hub_manifests_get_stamp:
 * @self: manifests
 *
 * Returns: a number that is another whenever anything may have changed
 */
guint64
hub_manifests_get_stamp (HubManifests *self)
{
  return self->stamp;
}

/**
 * hub_manifests_get_directory:
 * @self: manifests
 *
 * Returns: (transfer none): the programs that anybody may find
 */
HubDirectory *
hub_manifests_get_directory (HubManifests *self)
{
  return self->directory;
}
