/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-review-checks.h"

#include "config.h"

#include "hub-json.h"
#include "hub-language.h"
#include "hub-present.h"
#include "hub-script-scan.h"
#include "hub-server-domain.h"

/* Findings of one check in an answer. */
#define MAX_FINDINGS 100

typedef enum
{
  PASSED,
  WARNING,
  FAILED,
} Verdict;

typedef struct
{
  const HubReviewEvidence *evidence;
  JsonArray               *checks;
  JsonArray               *findings;   /* of the check that is being made */
  Verdict                  verdict;    /* of that check */
  Verdict                  worst;
} Judge;

static const char *const verdicts[] = { "passed", "warning", "failed" };
static const char *const levels[] = { "note", "warning", "error" };

static void
begin (Judge *self)
{
  self->findings = json_array_new ();
  self->verdict = PASSED;
}

static void
end (Judge *self, const char *name, const char *passed, const char *otherwise)
{
  JsonObject *check = json_object_new ();

  json_object_set_string_member (check, "check", name);
  json_object_set_string_member (check, "state", verdicts[self->verdict]);
  json_object_set_string_member (check, "text", self->verdict == PASSED ? passed : otherwise);
  json_object_set_array_member (check, "findings", self->findings);
  json_array_add_object_element (self->checks, check);
  self->worst = MAX (self->worst, self->verdict);
}

static void
find (Judge *self, Verdict level, const char *name, const char *file, gint64 line)
{
  JsonObject *finding;

  self->verdict = MAX (self->verdict, level);
  if (json_array_get_length (self->findings) >= MAX_FINDINGS)
    return;
  finding = json_object_new ();
  json_object_set_string_member (finding, "level", levels[level]);
  json_object_set_string_member (finding, "name", name);
  hub_present_set_text (finding, "file", file);
  if (line > 0)
    json_object_set_int_member (finding, "line", line);
  else
    json_object_set_null_member (finding, "line");
  json_array_add_object_element (self->findings, finding);
}

static void
check_integrity (Judge *self)
{
  JsonArray *unread = hub_json_get_array (self->evidence->facts, "unread");

  begin (self);
  for (guint i = 0; unread != NULL && i < json_array_get_length (unread); i++)
    find (self, WARNING, "unread", json_array_get_string_element (unread, i), 0);
  if (hub_json_get_boolean (self->evidence->facts, "truncated", FALSE))
    find (self, WARNING, "truncated", NULL, 0);
  end (self, "integrity", _("Each file has the hash that the manifest names, and every script was read"),
       _("Some scripts are too large to be read here, or hold more than is listed"));
}

static void
check_sizes (Judge *self)
{
  const HubPackageLimits *limits = self->evidence->limits;
  g_autoptr (JsonNode) node = hub_json_parse (self->evidence->package->sizes, -1, "sizes", NULL);
  JsonObject *sizes = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *packages = hub_json_get_array (sizes, "packages");

  begin (self);
  for (guint i = 0; packages != NULL && i < json_array_get_length (packages); i++)
    {
      JsonObject *package = json_array_get_object_element (packages, i);

      if ((guint64) hub_json_get_int (package, "bytes", 0) > limits->max_package)
        find (self, FAILED, hub_json_get_string (package, "root", ""), NULL, 0);
    }
  if ((guint64) hub_json_get_int (sizes, "total", 0) > limits->max_total)
    find (self, FAILED, "total", NULL, 0);
  end (self, "sizes", _("Every package is within the limits"), _("A package is larger than this platform allows"));
}

static void
check_manifest (Judge *self)
{
  JsonObject *facts = self->evidence->facts;
  const char *app_id = hub_json_get_string (facts, "app_id", "");

  begin (self);
  if (!hub_json_get_boolean (facts, "config", FALSE))
    find (self, FAILED, "app-config.json", "app-config.json", 0);
  else if (!hub_json_get_boolean (facts, "pages_declared", FALSE))
    find (self, FAILED, "pages", "manifest.json", 0);
  if (app_id[0] != '\0' && !g_str_equal (app_id, self->evidence->package->app_id))
    find (self, WARNING, app_id, "app-config.json", 0);
  end (self, "manifest", _("The manifest describes this program"),
       self->verdict == FAILED ? _("The manifest and the program's configuration do not belong together")
                               : _("The package was compiled for another program's id"));
}

static void
check_pages (Judge *self)
{
  JsonObject *facts = self->evidence->facts;
  JsonArray *pages = hub_json_get_array (facts, "pages");
  JsonArray *missing = hub_json_get_array (facts, "missing_pages");

  begin (self);
  if (pages == NULL || json_array_get_length (pages) == 0)
    find (self, FAILED, "pages", "app-config.json", 0);
  for (guint i = 0; missing != NULL && i < json_array_get_length (missing); i++)
    find (self, FAILED, json_array_get_string_element (missing, i), "app-config.json", 0);
  if (self->verdict == PASSED && !hub_json_get_boolean (facts, "pages_known", FALSE))
    find (self, WARNING, "components", "app-config.json", 0);
  end (self, "pages", _("Every page that app.json names is there"),
       self->verdict == FAILED ? _("Pages that app.json names are not in the package")
                               : _("The package does not say what its pages are made of"));
}

static gboolean
is_listed (JsonArray *names, const char *name)
{
  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    if (g_strcmp0 (json_array_get_string_element (names, i), name) == 0)
      return TRUE;
  return FALSE;
}

/* What a member of wx that takes an address needs a server domain for; %HUB_DOMAIN_N_USES for a mention. */
static HubDomainUse
use_of (const char *api)
{
  static const struct { const char *api; HubDomainUse use; } uses[] = {
    { "request", HUB_DOMAIN_REQUEST },
    { "connectSocket", HUB_DOMAIN_SOCKET },
    { "uploadFile", HUB_DOMAIN_UPLOAD_FILE },
    { "downloadFile", HUB_DOMAIN_DOWNLOAD_FILE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (uses); i++)
    if (g_str_equal (uses[i].api, api))
      return uses[i].use;
  return HUB_DOMAIN_N_USES;
}

static gboolean
is_declared (JsonObject *domains, HubDomainUse use, const char *address)
{
  if (use != HUB_DOMAIN_N_USES)
    return hub_domain_is_declared (domains, use, address);
  for (guint any = 0; any < HUB_DOMAIN_N_USES; any++)
    if (hub_domain_is_declared (domains, any, address))
      return TRUE;
  return FALSE;
}

static gboolean
has_domains (JsonObject *domains)
{
  for (guint use = 0; domains != NULL && use < HUB_DOMAIN_N_USES; use++)
    {
      JsonArray *list = hub_json_get_array (domains, hub_domain_use_to_string (use));

      if (list != NULL && json_array_get_length (list) > 0)
        return TRUE;
    }
  return FALSE;
}

static void
each_finding (Judge *self, const char *kind, void (*look) (Judge *self, JsonObject *finding))
{
  JsonArray *findings = hub_json_get_array (self->evidence->facts, "findings");

  for (guint i = 0; findings != NULL && i < json_array_get_length (findings); i++)
    {
      JsonObject *finding = json_array_get_object_element (findings, i);

      if (g_str_equal (hub_json_get_string (finding, "kind", ""), kind))
        look (self, finding);
    }
}

static void
note (Judge *self, Verdict level, const char *name, JsonObject *finding)
{
  find (self, level, name, hub_json_get_string (finding, "file", NULL), hub_json_get_int (finding, "line", 0));
}

/* A program that declares domains means its list to be whole; one that declares none yet is only warned. An address that
 * stands somewhere in a script may never be asked for. */
static void
look_at_address (Judge *self, JsonObject *finding)
{
  const char *address = hub_json_get_string (finding, "name", "");
  HubDomainUse use = use_of (hub_json_get_string (finding, "key", ""));

  if (is_declared (self->evidence->domains, use, address))
    return;
  if (use == HUB_DOMAIN_N_USES)
    note (self, PASSED, address, finding);
  else
    note (self, has_domains (self->evidence->domains) ? FAILED : WARNING, address, finding);
}

static void
check_domains (Judge *self)
{
  begin (self);
  each_finding (self, "address", look_at_address);
  end (self, "domains", _("Every server that scripts name in a request is declared"),
       _("Scripts name servers in requests that are not declared among the program's server domains"));
}

static gboolean
is_in_form (HubReviewForm *form, const char *key)
{
  JsonArray *list = form != NULL ? hub_json_get_array (form->members, "setting_list") : NULL;

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    if (g_str_equal (hub_json_get_string (json_array_get_object_element (list, i), "privacy_key", ""), key))
      return TRUE;
  return FALSE;
}

static gboolean
has_permission (JsonObject *facts, const char *key)
{
  static const struct { const char *key, *scope; } scopes[] = {
    { "Location", "scope.userLocation" }, { "Location", "scope.userFuzzyLocation" },
    { "Location", "scope.userLocationBackground" }, { "Record", "scope.record" }, { "Camera", "scope.camera" },
    { "AlbumWriteOnly", "scope.writePhotosAlbum" }, { "BlueTooth", "scope.bluetooth" },
    { "Contact", "scope.addPhoneContact" }, { "CalendarWriteOnly", "scope.addPhoneCalendar" },
    { "RunData", "scope.werun" },
  };
  JsonArray *permissions = hub_json_get_array (facts, "permissions");

  for (gsize i = 0; i < G_N_ELEMENTS (scopes); i++)
    if (g_str_equal (scopes[i].key, key) && is_listed (permissions, scopes[i].scope))
      return TRUE;
  return FALSE;
}

/* Only what app.json must name anyway fails: a script may bring an interface that the program never calls, and the
 * reviewer sees which. */
static void
look_at_api (Judge *self, JsonObject *finding)
{
  const char *api = hub_json_get_string (finding, "name", "");
  const char *key = hub_json_get_string (finding, "key", "");
  JsonObject *facts = self->evidence->facts;
  gboolean declared = is_listed (hub_json_get_array (facts, "private_infos"), api)
                      || has_permission (facts, key) || is_in_form (self->evidence->form, key);

  if (declared)
    note (self, PASSED, api, finding);
  else
    note (self, hub_script_scan_is_listed (api) ? FAILED : WARNING, api, finding);
}

static void
look_at_dynamic (Judge *self, JsonObject *finding)
{
  note (self, PASSED, "wx[…]", finding);
}

static void
check_privacy (Judge *self)
{
  begin (self);
  each_finding (self, "api", look_at_api);
  each_finding (self, "dynamic", look_at_dynamic);
  end (self, "privacy", _("What handles information about people is declared"),
       _("Scripts handle information about people that neither app.json (requiredPrivateInfos, permission) nor the "
         "form's privacy declaration names"));
}

static JsonNode *
present (const char *state, const char *package, JsonArray *checks)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "state", state);
  json_object_set_string_member (object, "package", package);
  json_object_set_array_member (object, "checks", checks);
  return hub_present_object (object);
}

/**
 * hub_review_checks_judge:
 * @evidence: a package, what was read in it, and what is declared
 *
 * The automatic checks of section 4 of the rules. A check that failed stops a submission; a warning and a note are for
 * the reviewer and for those who submit. docs/review.md says which is which.
 *
 * Returns: (transfer full): the schema ReviewChecks
 */
JsonNode *
hub_review_checks_judge (const HubReviewEvidence *evidence)
{
  static const char *const states[] = { "passed", "warnings", "failed" };
  Judge judge = { .evidence = evidence, .checks = json_array_new () };

  check_integrity (&judge);
  check_sizes (&judge);
  check_manifest (&judge);
  check_pages (&judge);
  check_domains (&judge);
  check_privacy (&judge);
  return present (states[judge.worst], evidence->package->sha256, judge.checks);
}

/**
 * hub_review_checks_broken:
 * @package: the hash of a package that cannot be read any more
 * @why: a sentence
 *
 * Returns: (transfer full): the schema ReviewChecks
 */
JsonNode *
hub_review_checks_broken (const char *package, const char *why)
{
  Judge judge = { .checks = json_array_new () };

  begin (&judge);
  judge.verdict = FAILED;
  end (&judge, "integrity", "", why);
  return present ("failed", package, judge.checks);
}

/**
 * hub_review_checks_running:
 * @package: the hash of a package that is being read
 *
 * Returns: (transfer full): the schema ReviewChecks
 */
JsonNode *
hub_review_checks_running (const char *package)
{
  return present ("running", package, json_array_new ());
}

/**
 * hub_review_checks_get_error:
 * @checks: the schema ReviewChecks
 * @check: (out) (optional): the name of the first check that failed
 *
 * Returns: (transfer none) (nullable): what it says, or %NULL where none failed
 */
const char *
hub_review_checks_get_error (JsonNode *checks, const char **check)
{
  JsonArray *list = hub_json_get_array (json_node_get_object (checks), "checks");

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *one = json_array_get_object_element (list, i);

      if (!g_str_equal (hub_json_get_string (one, "state", ""), "failed"))
        continue;
      if (check != NULL)
        *check = hub_json_get_string (one, "check", "");
      return hub_json_get_string (one, "text", "");
    }
  return NULL;
}
