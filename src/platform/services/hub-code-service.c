/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-code-service.h"

#include "config.h"

#include <string.h>
#include <sodium.h>

#include "hub-app-repository.h"
#include "hub-code.h"
#include "hub-developer-version-repository.h"
#include "hub-json.h"
#include "hub-language.h"
#include "hub-package-repository.h"
#include "hub-refusals.h"
#include "hub-release-repository.h"
#include "hub-test-version-repository.h"

/* The launch scene of somebody who scanned a mini program code. */
#define SCENE_CODE 1047
#define MAX_SCENE 32
#define SCENE_CHARACTERS "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$&'()*+,/:;=?@-._~"
/* Without those that look alike on paper. */
#define ID_CHARACTERS "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
#define ID_LENGTH 8
#define MAX_WAITING 65536

static gboolean
check_scene (HubActor *actor, const char *scene, GError **error)
{
  if (scene[0] != '\0' && strlen (scene) <= MAX_SCENE && strspn (scene, SCENE_CHARACTERS) == strlen (scene))
    return TRUE;
  hub_actor_set_detail (actor, "member", "scene");
  hub_refuse (error, "code.bad_scene", _("A scene has 1 to %d characters: digits, letters and %s"), MAX_SCENE,
              "!#$&'()*+,/:;=?@-._~");
  return FALSE;
}

static gboolean
check_page (HubActor *actor, const char *page, GError **error)
{
  if (page[0] != '/' && strpbrk (page, "?#") == NULL)
    return TRUE;
  hub_actor_set_detail (actor, "member", "page");
  hub_refuse (error, "code.bad_page",
              _("A page is written without a slash at its beginning and without a query, like pages/index/index; the query is what “scene” is for"));
  return FALSE;
}

/* (transfer full): the package that the code would open, "" where there is none yet; %NULL on an error. */
static char *
find_package (HubPlatform *platform, HubActor *actor, const HubCode *wanted, HubRelease *online, GError **error)
{
  g_autoptr (HubTestVersion) test = NULL;
  g_autoptr (GPtrArray) versions = NULL;

  if (g_str_equal (wanted->env_version, "release"))
    return g_strdup (online->package);
  if (g_str_equal (wanted->env_version, "trial"))
    {
      if (!hub_test_version_repository_find (platform->database, wanted->app_id, &test, error))
        return NULL;
      return g_strdup (test != NULL ? test->package : "");
    }
  versions = hub_developer_version_repository_list (platform->database, wanted->app_id, error);
  for (guint i = 0; versions != NULL && i < versions->len; i++)
    {
      const HubDeveloperVersion *version = g_ptr_array_index (versions, i);

      if (g_str_equal (version->developer, actor->superhub_id))
        return g_strdup (version->package);
    }
  return versions != NULL ? g_strdup ("") : NULL;
}

static gboolean
has_page (const HubPackageRow *package, const char *page)
{
  g_autoptr (JsonNode) node = hub_json_parse (package->pages, -1, "pages", NULL);
  JsonArray *pages = node != NULL ? json_node_get_array (node) : NULL;

  for (guint i = 0; pages != NULL && i < json_array_get_length (pages); i++)
    if (g_strcmp0 (json_array_get_string_element (pages, i), page) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
check_exists (HubPlatform *platform, HubActor *actor, const HubCode *wanted, HubRelease *online, GError **error)
{
  g_autofree char *sha256 = find_package (platform, actor, wanted, online, error);
  g_autoptr (HubPackageRow) package = NULL;

  if (sha256 == NULL || !hub_package_repository_find (platform->database, wanted->app_id, sha256, &package, error))
    return FALSE;
  if (package != NULL && (wanted->page[0] == '\0' || has_page (package, wanted->page)))
    return TRUE;
  hub_actor_set_detail (actor, "member", "page");
  if (package == NULL)
    hub_refuse (error, "code.no_such_page",
                _("There is no %s version to look for the page in; set “check_path” to false to make the code beforehand"),
                wanted->env_version);
  else
    hub_refuse (error, "code.no_such_page",
                _("The %s version has no page “%s”; set “check_path” to false to make the code before the page is there"),
                wanted->env_version, wanted->page);
  return FALSE;
}

static char *
new_id (void)
{
  char id[ID_LENGTH + 1] = { 0 };

  for (guint i = 0; i < ID_LENGTH; i++)
    id[i] = ID_CHARACTERS[randombytes_uniform (strlen (ID_CHARACTERS))];
  return g_strdup (id);
}

static gboolean
check_released (HubPlatform *platform, const char *app_id, HubRelease **online, GError **error)
{
  if (!hub_release_repository_find_online (platform->database, app_id, online, error))
    return FALSE;
  if (*online == NULL)
    hub_refuse (error, "code.not_released",
                _("The program has no Mini Program code yet: there is one after its first release"));
  return *online != NULL;
}

/* In the transaction that has added one; a refusal takes it back. */
static gboolean
check_room (HubPlatform *platform, HubActor *actor, const char *app_id, GError **error)
{
  gint64 count;

  if (!hub_code_repository_count (platform->database, app_id, &count, error))
    return FALSE;
  if (count <= platform->limits.codes)
    return TRUE;
  hub_actor_set_detail_int (actor, "limit", platform->limits.codes);
  hub_refuse (error, "code.too_many", _("The program has %u codes, as many as it may have; use one of them"), platform->limits.codes);
  return FALSE;
}

/**
 * hub_code_service_make:
 * @platform: the platform
 * @actor: somebody with the permission "login"
 * @wanted: program, version, page, scene and looks
 * @check_path: whether the page must be there already
 * @error: (out) (optional): "code.not_released", "code.bad_scene", "code.bad_page", "code.no_such_page"
 *
 * Gives a program a code. Asked again for the same page, scene and version, it is the same code with other looks, so that
 * what was printed goes on to be counted with it.
 *
 * Returns: (transfer full) (nullable): the code
 */
HubCode *
hub_code_service_make (HubPlatform *platform, HubActor *actor, const HubCode *wanted, gboolean check_path, GError **error)
{
  g_autoptr (HubTransaction) transaction = NULL;
  g_autoptr (HubRelease) online = NULL;
  g_autofree char *id = new_id ();
  HubCode row = *wanted;
  HubCode *code = NULL;
  gboolean made;

  if (!check_scene (actor, wanted->scene, error) || !check_page (actor, wanted->page, error))
    return NULL;
  row.id = id;
  row.made_by = actor->superhub_id;
  row.made_at = hub_clock_now (platform->clock);
  transaction = hub_transaction_begin (platform->database, error);
  if (transaction == NULL || !check_released (platform, wanted->app_id, &online, error)
      || (check_path && !check_exists (platform, actor, wanted, online, error))
      || !hub_code_repository_put (platform->database, &row, &made, error)
      || !hub_code_repository_find_same (platform->database, &row, &code, error))
    return NULL;
  if (made && !check_room (platform, actor, wanted->app_id, error))
    {
      hub_code_free (code);
      return NULL;
    }
  if ((made && !hub_platform_log_done (platform, actor, "getUnlimitedQRCode", wanted->app_id, code->id, error))
      || !hub_transaction_commit (transaction, error))
    g_clear_pointer (&code, hub_code_free);
  return code;
}

/**
 * hub_code_service_describe_start:
 * @code: a code
 *
 * Returns: (transfer full): where it starts: "path", "query" and "scene". What the page gets as options.scene is encoded once, as
 *   it is where mini programs come from
 */
JsonNode *
hub_code_service_describe_start (const HubCode *code)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *scene = g_uri_escape_string (code->scene, "!'()*", FALSE);
  g_autofree char *query = g_strconcat ("scene=", scene, NULL);

  json_object_set_string_member (object, "path", code->page);
  json_object_set_string_member (object, "query", query);
  json_object_set_int_member (object, "scene", SCENE_CODE);
  json_node_take_object (node, object);
  return node;
}

/**
 * hub_code_service_get:
 * @platform: the platform
 * @app_id: a program
 * @id: of a code
 * @error: (out) (optional): "code.not_found"
 *
 * Returns: (transfer full) (nullable): the program's code
 */
HubCode *
hub_code_service_get (HubPlatform *platform, const char *app_id, const char *id, GError **error)
{
  g_autoptr (HubCode) code = NULL;

  if (!hub_code_repository_find (platform->database, id, &code, error))
    return NULL;
  if (code != NULL && g_str_equal (code->app_id, app_id))
    return g_steal_pointer (&code);
  hub_refuse (error, "code.not_found", _("The program has no code “%s”"), id);
  return NULL;
}

static GBytes *
load_logo (HubPlatform *platform, const char *app_id, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;
  guchar *bytes;

  if (!hub_code_repository_find_logo (platform->database, app_id, &text, error) || text == NULL)
    return NULL;
  bytes = g_base64_decode (text, &length);
  return g_bytes_new_take (bytes, length);
}

/**
 * hub_code_service_draw:
 * @platform: the platform
 * @code: a code
 * @base_url: what its address begins with
 * @format: "png" or "svg"
 * @width: in pixels; 0 for the code's own
 * @error: (out) (optional): "code.too_long"
 *
 * Returns: (transfer full) (nullable): the picture
 */
GBytes *
hub_code_service_draw (HubPlatform *platform, const HubCode *code, const char *base_url, const char *format, guint width,
                       GError **error)
{
  g_autofree char *text = g_strconcat (base_url, "/c/", code->id, NULL);
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) logo = load_logo (platform, code->app_id, &local);
  g_autoptr (HubApp) app = NULL;
  g_autoptr (HubCodeFigure) figure = NULL;
  HubCodeStyle style = { .text = text, .seed = code->app_id, .logo = logo, .is_hyaline = code->is_hyaline };

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (!hub_app_repository_find (platform->database, code->app_id, &app, error))
    return NULL;
  style.name = app != NULL ? app->name : "";
  if (code->line_colour < 0)
    style.line_colour = hub_code_colour_of_logo (logo, hub_code_colour_of (code->app_id));
  else
    style.line_colour = (HubCodeColour){ code->line_colour >> 16, code->line_colour >> 8, code->line_colour };
  figure = hub_code_figure_new (&style, error);
  if (figure == NULL)
    return NULL;
  if (width == 0)
    width = code->width;
  return g_str_equal (format, "svg") ? hub_code_figure_to_svg (figure, width)
                                     : hub_code_figure_to_png (figure, width, error);
}

/**
 * hub_code_service_put_logo:
 * @platform: the platform
 * @actor: somebody with the permission "development-management"
 * @app_id: the program
 * @png: a picture, in base64
 * @error: (out) (optional): "code.bad_logo"
 *
 * Returns: whether it stands in the middle of the program's codes now
 */
gboolean
hub_code_service_put_logo (HubPlatform *platform, HubActor *actor, const char *app_id, const char *png, GError **error)
{
  gsize length;
  guchar *data = g_base64_decode (png, &length);
  g_autoptr (GBytes) given = g_bytes_new_take (data, length);
  g_autoptr (GBytes) logo = hub_code_logo_normalise (given, error);
  g_autoptr (HubTransaction) transaction = NULL;
  g_autofree char *text = NULL;

  if (logo == NULL)
    return FALSE;
  text = g_base64_encode (g_bytes_get_data (logo, NULL), g_bytes_get_size (logo));
  transaction = hub_transaction_begin (platform->database, error);
  return transaction != NULL
         && hub_code_repository_put_logo (platform->database, app_id, text, actor->superhub_id,
                                          hub_clock_now (platform->clock), error)
         && hub_platform_log_done (platform, actor, "putLogo", app_id, "", error)
         && hub_transaction_commit (transaction, error);
}

/**
 * hub_code_service_delete_logo:
 * @platform: the platform
 * @actor: somebody with the permission "development-management"
 * @app_id: the program
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the program's codes have its monogram again
 */
gboolean
hub_code_service_delete_logo (HubPlatform *platform, HubActor *actor, const char *app_id, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);

  return transaction != NULL
         && hub_code_repository_delete_logo (platform->database, app_id, error)
         && hub_platform_log_done (platform, actor, "deleteLogo", app_id, "", error)
         && hub_transaction_commit (transaction, error);
}

/**
 * hub_code_service_count_scan:
 * @platform: the platform
 * @code: a code that somebody opened
 *
 * Counts it in memory; hub_code_service_work() writes it down.
 */
void
hub_code_service_count_scan (HubPlatform *platform, const HubCode *code)
{
  gpointer count;

  if (platform->scans == NULL)
    platform->scans = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  count = g_hash_table_lookup (platform->scans, code->id);
  if (count == NULL && g_hash_table_size (platform->scans) >= MAX_WAITING)
    return;
  g_hash_table_insert (platform->scans, g_strdup (code->id), GUINT_TO_POINTER (GPOINTER_TO_UINT (count) + 1));
}

/**
 * hub_code_service_flush_scans:
 * @platform: the platform, outside of a transaction
 * @error: (out) (optional): %HUB_ERROR_STORAGE; then everything is still counted
 *
 * Returns: whether what was counted is written down
 */
gboolean
hub_code_service_flush_scans (HubPlatform *platform, GError **error)
{
  g_autoptr (HubTransaction) transaction = NULL;
  GHashTableIter iter;
  gpointer id, count;

  if (platform->scans == NULL || g_hash_table_size (platform->scans) == 0)
    return TRUE;
  transaction = hub_transaction_begin (platform->database, error);
  if (transaction == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, platform->scans);
  while (g_hash_table_iter_next (&iter, &id, &count))
    if (!hub_code_repository_add_scans (platform->database, id, GPOINTER_TO_UINT (count),
                                        hub_clock_now (platform->clock), error))
      return FALSE;
  if (!hub_transaction_commit (transaction, error))
    return FALSE;
  g_hash_table_remove_all (platform->scans);
  return TRUE;
}

/**
 * hub_code_service_work:
 * @platform: the platform
 * @now: its time
 * @next: (inout): as it is
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Writes down how often codes were opened.
 *
 * Returns: whether it worked
 */
gboolean
hub_code_service_work (HubPlatform *platform, gint64 now, gint64 *next, GError **error)
{
  return hub_code_service_flush_scans (platform, error);
}
