/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Release manifests as clients see them: signed by the platform, copied by anybody on the way. */
#include "hub-release-manifest.h"

#include "config.h"

#include <sodium.h>

#include "hub-error.h"
#include "hub-json.h"
#include "hub-language.h"

#define MAX_DOCUMENT (256 * 1024)
#define MAX_CHAIN 64
/* What two clocks may differ by. */
#define CLOCK_SECONDS 300

static gboolean
fail (GError **error, HubError kind, const char *code, const char *sentence)
{
  hub_set_error (error, kind, code, "%s", sentence);
  return FALSE;
}

static gboolean
fail_corrupt (GError **error)
{
  return fail (error, HUB_ERROR_INVALID, "manifest.corrupt",
               _("What the platform says about the program cannot be read; try again later"));
}

static gboolean
fail_signature (GError **error)
{
  return fail (error, HUB_ERROR_INVALID, "manifest.bad_signature",
               _("What is said about the program is not signed by the platform that is known here; if the platform was set "
                 "up anew, forget its key"));
}

static gboolean
decode (const char *text, guint8 *bytes, gsize size)
{
  gsize length = 0;

  return sodium_base642bin (bytes, size, text, strlen (text), NULL, &length, NULL,
                            sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0
         && length == size;
}

/* (transfer full) (nullable): a JSON object in base64url. */
static JsonNode *
decode_object (const char *text)
{
  gsize size = strlen (text), length = 0;
  g_autofree guint8 *bytes = g_malloc (size + 1);
  g_autoptr (JsonNode) node = NULL;

  if (sodium_base642bin (bytes, size, text, size, NULL, &length, NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
    return NULL;
  node = hub_json_parse ((const char *) bytes, length, "manifest", NULL);
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? g_steal_pointer (&node) : NULL;
}

static JsonNode *
parse_object (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = NULL;

  if (strlen (text) <= MAX_DOCUMENT)
    node = hub_json_parse (text, -1, "manifest", NULL);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return g_steal_pointer (&node);
  fail_corrupt (error);
  return NULL;
}

/**
 * hub_release_manifest_get_key_id:
 * @document: as it came
 * @error: (out) (optional): "manifest.corrupt"
 *
 * Returns: (transfer full) (nullable): the id of the key that it says it is signed with; nothing is checked
 */
char *
hub_release_manifest_get_key_id (const char *document, GError **error)
{
  g_autoptr (JsonNode) node = parse_object (document, error);
  g_autoptr (JsonNode) header = NULL;
  const char *id = NULL;

  if (node == NULL)
    return NULL;
  header = decode_object (hub_json_get_string (json_node_get_object (node), "protected", ""));
  if (header != NULL)
    id = hub_json_get_string (json_node_get_object (header), "kid", NULL);
  if (id == NULL)
    fail_corrupt (error);
  return g_strdup (id);
}

static JsonObject *
find_key (JsonArray *keys, const char *id)
{
  for (guint i = 0; keys != NULL && i < json_array_get_length (keys); i++)
    {
      JsonNode *node = json_array_get_element (keys, i);

      if (JSON_NODE_HOLDS_OBJECT (node)
          && g_str_equal (hub_json_get_string (json_node_get_object (node), "kid", ""), id))
        return json_node_get_object (node);
    }
  return NULL;
}

static gboolean
endorses (const char *public_key, JsonObject *key)
{
  g_autofree char *text = g_strconcat (HUB_MANIFEST_ENDORSEMENT, hub_json_get_string (key, "x", ""), NULL);
  guint8 signature[crypto_sign_BYTES], bytes[crypto_sign_PUBLICKEYBYTES];

  return decode (public_key, bytes, sizeof bytes)
         && decode (hub_json_get_string (key, "endorsement", ""), signature, sizeof signature)
         && crypto_sign_verify_detached (signature, (const guint8 *) text, strlen (text), bytes) == 0;
}

/**
 * hub_release_manifest_trust:
 * @key_set: what the platform publishes at %HUB_MANIFEST_KEYS_PATH
 * @pinned: (nullable): the key that this platform had when it was first met, base64url; %NULL at the first time
 * @key_id: the key that a document says it is signed with
 * @error: (out) (optional): "manifest.bad_signature" for a key that the pinned one does not vouch for, directly or through
 *   the keys between; "manifest.corrupt"
 *
 * Returns: (transfer full) (nullable): the public key to believe from now on, base64url
 */
char *
hub_release_manifest_trust (const char *key_set, const char *pinned, const char *key_id, GError **error)
{
  g_autoptr (JsonNode) node = parse_object (key_set, error);
  JsonArray *keys = node != NULL ? hub_json_get_array (json_node_get_object (node), "keys") : NULL;
  JsonObject *wanted = find_key (keys, key_id), *key = wanted;

  if (node == NULL)
    return NULL;
  for (guint i = 0; key != NULL && i < MAX_CHAIN; i++)
    {
      const char *public_key = hub_json_get_string (key, "x", "");
      JsonObject *before = find_key (keys, hub_json_get_string (key, "endorsed_by", ""));

      if (pinned == NULL || g_str_equal (public_key, pinned))
        return g_strdup (hub_json_get_string (wanted, "x", ""));
      if (before == NULL || !endorses (hub_json_get_string (before, "x", ""), key))
        break;
      key = before;
    }
  fail_signature (error);
  return NULL;
}

/* (transfer full) (nullable): what is signed, where the signature is that of @public_key and for a manifest. */
static JsonNode *
verify (const char *document, const char *public_key, GError **error)
{
  g_autoptr (JsonNode) node = parse_object (document, error);
  JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;
  const char *first = hub_json_get_string (object, "protected", "");
  const char *second = hub_json_get_string (object, "payload", "");
  g_autofree char *text = g_strconcat (first, ".", second, NULL);
  g_autoptr (JsonNode) header = NULL;
  JsonNode *payload;
  guint8 signature[crypto_sign_BYTES], key[crypto_sign_PUBLICKEYBYTES];

  if (node == NULL)
    return NULL;
  header = decode_object (first);
  if (header == NULL
      || !g_str_equal (hub_json_get_string (json_node_get_object (header), "typ", ""), HUB_MANIFEST_TYPE)
      || !g_str_equal (hub_json_get_string (json_node_get_object (header), "alg", ""), "EdDSA")
      || !decode (public_key, key, sizeof key)
      || !decode (hub_json_get_string (object, "signature", ""), signature, sizeof signature)
      || crypto_sign_verify_detached (signature, (const guint8 *) text, strlen (text), key) != 0)
    {
      fail_signature (error);
      return NULL;
    }
  payload = decode_object (second);
  if (payload == NULL)
    fail_corrupt (error);
  return payload;
}

static void
offered_free (HubOfferedVersion *version)
{
  g_free (version->version);
  g_free (version->package);
  g_free (version);
}

static HubOfferedVersion *
read_offer (JsonObject *object)
{
  HubOfferedVersion *version;
  const char *package = hub_json_get_string (object, "package", "");

  if (strlen (package) != 64 || strspn (package, "0123456789abcdef") != 64)
    return NULL;
  version = g_new0 (HubOfferedVersion, 1);
  version->version = g_strdup (hub_json_get_string (object, "version", ""));
  version->package = g_strdup (package);
  version->bytes = MAX (0, hub_json_get_int (object, "bytes", 0));
  return version;
}

static HubReleaseManifest *
read_payload (JsonObject *object)
{
  HubReleaseManifest *self = g_new0 (HubReleaseManifest, 1);
  JsonObject *phased = hub_json_get_object (object, "phased");

  self->app_id = g_strdup (hub_json_get_string (object, "app_id", ""));
  self->name = g_strdup (hub_json_get_string (object, "name", ""));
  self->state = g_strdup (hub_json_get_string (object, "state", ""));
  self->notice = g_strdup (hub_json_get_string (hub_json_get_object (object, "notice"), "text", NULL));
  self->number = hub_json_get_int (object, "number", 0);
  self->issued_at = hub_json_get_int (object, "issued_at", 0);
  self->expires_at = hub_json_get_int (object, "expires_at", 0);
  self->domains = hub_json_get_object (object, "domains");
  self->domains = self->domains != NULL ? json_object_ref (self->domains) : json_object_new ();
  self->full = read_offer (hub_json_get_object (object, "full"));
  self->phased = read_offer (phased);
  if (self->phased != NULL)
    {
      self->salt = g_strdup (hub_json_get_string (phased, "salt", ""));
      self->share = CLAMP (hub_json_get_int (phased, "share", 0), 0, HUB_BUCKETS);
    }
  return self;
}

/**
 * hub_release_manifest_read:
 * @document: as it came
 * @public_key: the platform's, base64url
 * @app_id: the program that was asked for
 * @now: seconds since 1970
 * @seen: the greatest number of this program's manifests that was read before, 0 for none
 * @error: (out) (optional): "manifest.bad_signature"; "manifest.corrupt", also for another program's; "manifest.expired";
 *   "manifest.older" for one that somebody has kept back
 *
 * Returns: (transfer full) (nullable): what it says
 */
HubReleaseManifest *
hub_release_manifest_read (const char *document, const char *public_key, const char *app_id, gint64 now, gint64 seen,
                           GError **error)
{
  g_autoptr (JsonNode) payload = verify (document, public_key, error);
  g_autoptr (HubReleaseManifest) self = NULL;

  if (payload == NULL)
    return NULL;
  self = read_payload (json_node_get_object (payload));
  if (!g_str_equal (self->app_id, app_id) || self->number < 1
      || (self->full == NULL && g_str_equal (self->state, "online")))
    {
      fail_corrupt (error);
      return NULL;
    }
  if (self->expires_at <= now || self->issued_at > now + CLOCK_SECONDS)
    {
      fail (error, HUB_ERROR_INVALID, "manifest.expired",
            _("What is known of the program is too old to rely on; connect to the network, and check this machine's clock"));
      return NULL;
    }
  if (self->number < seen)
    {
      fail (error, HUB_ERROR_INVALID, "manifest.older",
            _("Something on the way to the platform answers with an older state of the program than was seen before; try "
              "again in a minute"));
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * hub_release_manifest_free:
 * @self: (transfer full): a manifest
 */
void
hub_release_manifest_free (HubReleaseManifest *self)
{
  g_free (self->app_id);
  g_free (self->name);
  g_free (self->state);
  g_free (self->notice);
  g_free (self->salt);
  json_object_unref (self->domains);
  g_clear_pointer (&self->full, offered_free);
  g_clear_pointer (&self->phased, offered_free);
  g_free (self);
}

/**
 * hub_release_manifest_choose:
 * @self: a manifest
 * @member: whether the person is a member of the program, who comes first
 * @user_key: as in hub_release_bucket()
 * @rule: (out) (optional): what decided
 *
 * Returns: (transfer none) (nullable): the version to run; %NULL while the program is not online
 */
const HubOfferedVersion *
hub_release_manifest_choose (const HubReleaseManifest *self, gboolean member, const char *user_key, HubReleaseRule *rule)
{
  HubReleaseRule decided = hub_release_choose (self->phased != NULL ? self->salt : NULL, self->share, member, user_key, NULL);

  if (rule != NULL)
    *rule = decided;
  if (!g_str_equal (self->state, "online"))
    return NULL;
  return hub_release_rule_is_phased (decided) ? self->phased : self->full;
}
