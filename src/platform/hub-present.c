/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-present.h"

#include "config.h"

#include "hub-clock.h"
#include "hub-json.h"
#include "hub-language.h"
#include "hub-permissions.h"

/**
 * hub_present_set_time:
 * @object: an object
 * @member: its member
 * @time: microseconds since 1970; 0 for null
 */
void
hub_present_set_time (JsonObject *object, const char *member, gint64 time)
{
  g_autofree char *text = hub_clock_format (time);

  if (time == 0)
    json_object_set_null_member (object, member);
  else
    json_object_set_string_member (object, member, text);
}

/**
 * hub_present_add_time:
 * @object: an object
 * @member: its member
 * @time: microseconds since 1970; with 0 the member is left out
 */
void
hub_present_add_time (JsonObject *object, const char *member, gint64 time)
{
  if (time != 0)
    hub_present_set_time (object, member, time);
}

/**
 * hub_present_set_text:
 * @object: an object
 * @member: its member
 * @text: (nullable): %NULL for null
 */
void
hub_present_set_text (JsonObject *object, const char *member, const char *text)
{
  if (text == NULL)
    json_object_set_null_member (object, member);
  else
    json_object_set_string_member (object, member, text);
}

/* Only for JSON that the platform has written itself. */
static void
set_json (JsonObject *object, const char *member, const char *json)
{
  JsonNode *node = hub_json_parse (json, -1, member, NULL);

  if (node != NULL)
    json_object_set_member (object, member, node);
  else
    json_object_set_null_member (object, member);
}

/**
 * hub_present_object:
 * @object: (transfer full): an object
 *
 * Returns: (transfer full): a node that holds it
 */
JsonNode *
hub_present_object (JsonObject *object)
{
  JsonNode *node = json_node_alloc ();

  json_node_init (node, JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}

/**
 * hub_present_account:
 * @account: an account
 *
 * Returns: (transfer full): the schema Account
 */
JsonNode *
hub_present_account (const HubAccount *account)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "superhub_id", account->superhub_id);
  json_object_set_string_member (object, "display_name", account->display_name);
  json_object_set_boolean_member (object, "reviewer", account->reviewer);
  hub_present_set_time (object, "created_at", account->created_at);
  return hub_present_object (object);
}

static JsonArray *
list_roles (const HubMember *member)
{
  JsonArray *roles = json_array_new ();

  for (guint bit = 0; member != NULL && bit < 3; bit++)
    if (member->roles & (1u << bit))
      json_array_add_string_element (roles, hub_permissions_role_name (bit));
  return roles;
}

static JsonArray *
list_permissions (const HubMember *member)
{
  JsonArray *held = json_array_new ();
  gsize n_permissions;
  const HubPermission *permissions = hub_permissions_list (&n_permissions);

  for (gsize i = 0; i < n_permissions; i++)
    if (hub_permissions_member_has (member, permissions[i].name))
      json_array_add_string_element (held, permissions[i].name);
  return held;
}

static const char *
state_of (const HubApp *app)
{
  if (app->removed)
    return "removed";
  if (app->suspended)
    return "suspended";
  return app->online_version != NULL ? "online" : "unreleased";
}

static void
set_suspension (JsonObject *object, const HubApp *app)
{
  JsonObject *suspension;

  json_object_set_null_member (object, "suspension");
  if (!app->suspended)
    return;
  suspension = json_object_new ();
  json_object_set_boolean_member (suspension, "by_owner", app->suspended_by_owner);
  json_object_set_boolean_member (suspension, "by_platform", app->suspended_by_platform);
  json_object_set_string_member (suspension, "owner_reason", app->owner_reason);
  json_object_set_string_member (suspension, "platform_reason", app->platform_reason);
  json_object_set_object_member (object, "suspension", suspension);
}

/**
 * hub_present_app:
 * @app: a program
 * @member: (nullable): the membership of the one who asks
 *
 * Returns: (transfer full): the schema App
 */
JsonNode *
hub_present_app (const HubApp *app, const HubMember *member)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "app_id", app->app_id);
  json_object_set_string_member (object, "name", app->name);
  json_object_set_string_member (object, "admin", app->admin);
  json_object_set_string_member (object, "my_kind", member != NULL ? member->kind : "none");
  json_object_set_array_member (object, "my_roles", list_roles (member));
  json_object_set_array_member (object, "my_permissions", list_permissions (member));
  json_object_set_string_member (object, "state", state_of (app));
  set_suspension (object, app);
  hub_present_set_text (object, "online_version", app->online_version);
  hub_present_set_time (object, "created_at", app->created_at);
  return hub_present_object (object);
}

/**
 * hub_present_warning:
 * @roles: what somebody holds
 *
 * Returns: (transfer none) (nullable): why that is too much, for the one who gave it
 */
const char *
hub_present_warning (HubRoles roles)
{
  return roles == HUB_ROLES_ALL ? _("This person holds all three roles. Sensitive operations such as release, withdrawal "
                                    "and removal should not be given to unrelated people.") : NULL;
}

/**
 * hub_present_member:
 * @member: a member
 *
 * Returns: (transfer full): the schema Member
 */
JsonNode *
hub_present_member (const HubMember *member)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "superhub_id", member->superhub_id);
  json_object_set_string_member (object, "display_name", member->display_name);
  json_object_set_string_member (object, "kind", member->kind);
  json_object_set_array_member (object, "roles", list_roles (member));
  json_object_set_array_member (object, "permissions", list_permissions (member));
  json_object_set_string_member (object, "added_by", member->added_by);
  hub_present_set_time (object, "added_at", member->added_at);
  hub_present_set_text (object, "warning", hub_present_warning (member->roles));
  return hub_present_object (object);
}

/**
 * hub_present_package:
 * @package: a package
 *
 * Returns: (transfer full): the schema Package
 */
JsonNode *
hub_present_package (const HubPackageRow *package)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "sha256", package->sha256);
  set_json (object, "sizes", package->sizes);
  set_json (object, "pages", package->pages);
  hub_present_set_time (object, "created_at", package->created_at);
  return hub_present_object (object);
}

/**
 * hub_present_upload_key:
 * @key: an upload key
 *
 * Returns: (transfer full): the schema UploadKey
 */
JsonNode *
hub_present_upload_key (const HubUploadKey *key)
{
  JsonObject *object = json_object_new ();
  JsonArray *ranges = json_array_new ();
  g_auto (GStrv) parts = g_strsplit (key->ip_ranges, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    json_array_add_string_element (ranges, parts[i]);
  json_object_set_string_member (object, "id", key->id);
  json_object_set_int_member (object, "slot", key->slot);
  json_object_set_string_member (object, "name", key->name);
  json_object_set_string_member (object, "public_key", key->public_key);
  json_object_set_array_member (object, "ip_ranges", ranges);
  json_object_set_string_member (object, "created_by", key->created_by);
  hub_present_set_time (object, "created_at", key->created_at);
  hub_present_set_time (object, "last_used_at", key->last_used_at);
  hub_present_set_text (object, "last_used_from", key->last_used_at != 0 ? key->last_used_from : NULL);
  return hub_present_object (object);
}

/**
 * hub_present_developer_version:
 * @version: a developer version
 * @test: (nullable): the program's test version
 * @base_url: the platform's address
 *
 * Returns: (transfer full): the schema DeveloperVersion
 */
JsonNode *
hub_present_developer_version (const HubDeveloperVersion *version, const HubTestVersion *test, const char *base_url)
{
  JsonObject *object = json_object_new ();
  g_autofree char *url = g_strconcat (base_url, "/d/", version->app_id, "/", version->id, NULL);
  gboolean is_test = test != NULL && g_str_equal (test->developer, version->developer)
                     && test->key_slot == version->key_slot
                     && g_str_equal (test->package, version->package)
                     && g_str_equal (test->version, version->version);

  json_object_set_string_member (object, "id", version->id);
  json_object_set_string_member (object, "developer", version->developer);
  json_object_set_int_member (object, "key_slot", version->key_slot);
  json_object_set_string_member (object, "version", version->version);
  json_object_set_string_member (object, "remarks", version->remarks);
  json_object_set_string_member (object, "package", version->package);
  set_json (object, "sizes", version->sizes);
  hub_present_set_time (object, "uploaded_at", version->uploaded_at);
  json_object_set_boolean_member (object, "is_test", is_test);
  json_object_set_string_member (object, "url", url);
  return hub_present_object (object);
}

static void
set_url (JsonObject *object, const char *base_url, const char *folder, const char *app_id)
{
  g_autofree char *url = g_strconcat (base_url, folder, app_id, NULL);

  json_object_set_string_member (object, "url", url);
}

/**
 * hub_present_test_version:
 * @test: a test version
 * @base_url: the platform's address
 *
 * Returns: (transfer full): the schema TestVersion
 */
JsonNode *
hub_present_test_version (const HubTestVersion *test, const char *base_url)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "developer", test->developer);
  json_object_set_int_member (object, "key_slot", test->key_slot);
  json_object_set_string_member (object, "mode", test->mode);
  json_object_set_string_member (object, "version", test->version);
  json_object_set_string_member (object, "remarks", test->remarks);
  json_object_set_string_member (object, "package", test->package);
  set_url (object, base_url, "/t/", test->app_id);
  return hub_present_object (object);
}

/**
 * hub_present_review:
 * @review: a review
 *
 * Returns: (transfer full): the schema Review
 */
JsonNode *
hub_present_review (const HubReview *review)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", review->id);
  json_object_set_string_member (object, "app_id", review->app_id);
  json_object_set_string_member (object, "app_name", review->app_name);
  json_object_set_string_member (object, "version", review->version);
  json_object_set_string_member (object, "remarks", review->remarks);
  json_object_set_string_member (object, "description", review->description);
  json_object_set_string_member (object, "package", review->package);
  set_json (object, "sizes", review->sizes);
  json_object_set_string_member (object, "state", review->state);
  hub_present_set_text (object, "reason", review->reason);
  json_object_set_string_member (object, "submitted_by", review->submitted_by);
  hub_present_set_time (object, "submitted_at", review->submitted_at);
  hub_present_set_text (object, "decided_by", review->decided_by);
  hub_present_set_time (object, "decided_at", review->decided_at);
  hub_present_set_text (object, "taken_by", review->taken_by);
  hub_present_set_time (object, "taken_until", review->taken_until);
  return hub_present_object (object);
}

/* A list out of JSON that the platform has written itself. */
static void
copy_member (JsonObject *object, const char *json, const char *member)
{
  g_autoptr (JsonNode) node = json != NULL ? hub_json_parse (json, -1, member, NULL) : NULL;
  JsonArray *array = node != NULL ? hub_json_get_array (json_node_get_object (node), member) : NULL;

  json_object_set_array_member (object, member, array != NULL ? json_array_ref (array) : json_array_new ());
}

/**
 * hub_present_review_in_full:
 * @review: a review; its test account only where the one who asks may see it
 *
 * Returns: (transfer full): the schema Review with the form and what the reviewer wrote
 */
JsonNode *
hub_present_review_in_full (const HubReview *review)
{
  JsonNode *node = hub_present_review (review);
  JsonObject *object = json_node_get_object (node);

  set_json (object, "form", review->form);
  hub_present_set_text (object, "test_account", review->test_account);
  copy_member (object, review->notes, "page_notes");
  copy_member (object, review->notes, "screenshots");
  return node;
}

/**
 * hub_present_review_draft:
 * @draft: a draft
 *
 * Returns: (transfer full): the schema ReviewDraft
 */
JsonNode *
hub_present_review_draft (const HubReviewDraft *draft)
{
  JsonObject *object = json_object_new ();

  set_json (object, "form", draft->form);
  json_object_set_string_member (object, "test_account", draft->test_account);
  hub_present_set_text (object, "saved_by", draft->saved_by);
  hub_present_set_time (object, "saved_at", draft->saved_at);
  return hub_present_object (object);
}

/**
 * hub_present_attachment:
 * @attachment: a picture
 *
 * Returns: (transfer full): the schema ReviewAttachment, without the bytes
 */
JsonNode *
hub_present_attachment (const HubReviewAttachment *attachment)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", attachment->id);
  json_object_set_string_member (object, "type", attachment->type);
  json_object_set_int_member (object, "bytes", attachment->bytes);
  json_object_set_string_member (object, "added_by", attachment->added_by);
  hub_present_set_time (object, "added_at", attachment->added_at);
  return hub_present_object (object);
}

/**
 * hub_present_attachment_in_full:
 * @attachment: a picture
 *
 * Returns: (transfer full): the schema ReviewAttachment, with the bytes
 */
JsonNode *
hub_present_attachment_in_full (const HubReviewAttachment *attachment)
{
  JsonNode *node = hub_present_attachment (attachment);

  json_object_set_string_member (json_node_get_object (node), "data", attachment->data);
  return node;
}

/**
 * hub_present_notification:
 * @notification: a notification
 *
 * Returns: (transfer full): the schema Notification
 */
JsonNode *
hub_present_notification (const HubNotification *notification)
{
  JsonObject *object = json_object_new ();
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, notification->number);

  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "kind", notification->kind);
  json_object_set_string_member (object, "text", notification->text);
  json_object_set_string_member (object, "app_id", notification->app_id);
  json_object_set_string_member (object, "link", notification->link);
  hub_present_set_time (object, "created_at", notification->created_at);
  json_object_set_boolean_member (object, "read", notification->read_at != 0);
  return hub_present_object (object);
}
