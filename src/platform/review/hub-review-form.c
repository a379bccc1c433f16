/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-review-form.h"

#include "config.h"

#include "hub-json.h"
#include "hub-language.h"
#include "hub-refusals.h"
#include "hub-review-form-repository.h"

/* Lengths and numbers are in the API's description, which has checked them; here is what depends on the rest. */
static const char *const members[] = {
  "description", "item_list", "preview_info", "ugc_declare", "setting_list", "feedback_info",
};

/**
 * hub_review_form_new:
 * @values: an object that holds the members of a form, and perhaps others
 *
 * Returns: (transfer full): the form
 */
HubReviewForm *
hub_review_form_new (JsonObject *values)
{
  HubReviewForm *self = g_new0 (HubReviewForm, 1);

  self->members = json_object_new ();
  for (gsize i = 0; values != NULL && i < G_N_ELEMENTS (members); i++)
    if (json_object_has_member (values, members[i]))
      json_object_set_member (self->members, members[i], json_object_dup_member (values, members[i]));
  self->test_account = g_strdup (hub_json_get_string (values, "test_account", ""));
  return self;
}

/**
 * hub_review_form_parse:
 * @json: as hub_review_form_to_json() wrote it
 * @test_account: what was kept apart
 *
 * Returns: (transfer full): the form
 */
HubReviewForm *
hub_review_form_parse (const char *json, const char *test_account)
{
  g_autoptr (JsonNode) node = hub_json_parse (json, -1, "form", NULL);
  HubReviewForm *self = hub_review_form_new (node != NULL && JSON_NODE_HOLDS_OBJECT (node)
                                               ? json_node_get_object (node) : NULL);

  g_free (self->test_account);
  self->test_account = g_strdup (test_account);
  return self;
}

/**
 * hub_review_form_free:
 * @self: (transfer full): a form
 */
void
hub_review_form_free (HubReviewForm *self)
{
  json_object_unref (self->members);
  g_free (self->test_account);
  g_free (self);
}

/**
 * hub_review_form_get_text:
 * @self: a form
 * @member: "description" or "feedback_info"
 *
 * Returns: (transfer none): the text, "" where it was left open
 */
const char *
hub_review_form_get_text (HubReviewForm *self, const char *member)
{
  return hub_json_get_string (self->members, member, "");
}

/**
 * hub_review_form_to_json:
 * @self: a form
 *
 * Returns: (transfer full): its text, without the test account
 */
char *
hub_review_form_to_json (HubReviewForm *self)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), self->members);

  return hub_json_to_string (node, FALSE);
}

/**
 * hub_review_form_has_page:
 * @package: a package
 * @path: a page's path, without a leading slash
 *
 * Returns: whether the package has it
 */
gboolean
hub_review_form_has_page (const HubPackageRow *package, const char *path)
{
  g_autoptr (JsonNode) node = hub_json_parse (package->pages, -1, "pages", NULL);
  JsonArray *pages = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; pages != NULL && i < json_array_get_length (pages); i++)
    if (g_strcmp0 (json_array_get_string_element (pages, i), path) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
refuse_member (HubActor *actor, GError **error, const char *code, const char *member, guint index, const char *text)
{
  g_autofree char *name = g_strdup_printf ("%s[%u]", member, index);

  hub_actor_set_detail (actor, "member", name);
  hub_refuse (error, code, "%s", text);
  return FALSE;
}

static gboolean
check_pages (HubReviewForm *self, HubActor *actor, HubPackageRow *package, GError **error)
{
  JsonArray *items = hub_json_get_array (self->members, "item_list");

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);
      const char *address = hub_json_get_string (item, "address", "");
      g_autofree char *text = NULL;

      if (hub_review_form_has_page (package, address))
        continue;
      text = g_strdup_printf (_("The version has no page “%s”; name one of its pages, without a slash before it"),
                              address);
      return refuse_member (actor, error, "review.no_such_page", "item_list", i, text);
    }
  return TRUE;
}

static gboolean
is_web_address (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_str_equal (g_uri_get_scheme (uri), "https") && g_uri_get_host (uri) != NULL
         && g_uri_get_host (uri)[0] != '\0' && g_uri_get_userinfo (uri) == NULL;
}

static gboolean
check_links (HubReviewForm *self, HubPlatform *platform, HubActor *actor, const char *app_id, const char *member,
             gboolean attachments, GError **error)
{
  JsonArray *links = hub_json_get_array (hub_json_get_object (self->members, "preview_info"), member);

  for (guint i = 0; links != NULL && i < json_array_get_length (links); i++)
    {
      const char *link = json_array_get_string_element (links, i);
      g_autoptr (HubReviewAttachment) picture = NULL;
      g_autofree char *text = NULL;

      if (is_web_address (link))
        continue;
      if (attachments && !hub_review_attachment_repository_find (platform->database, app_id, link, &picture, error))
        return FALSE;
      if (picture != NULL && picture->review_id == NULL)
        continue;
      text = g_strdup_printf (_("“%s” is neither an https address nor a picture that was sent for this program"), link);
      return refuse_member (actor, error, "review.bad_link", member, i, text);
    }
  return TRUE;
}

/**
 * hub_review_form_check:
 * @self: a form whose lengths and numbers keep to the description
 * @platform: the platform
 * @actor: who submits it
 * @package: the package to be reviewed
 * @after_rejection: whether the last decision was a rejection
 * @error: (out) (optional): "review.no_such_page", "review.bad_link", "review.no_feedback"; the detail
 *   names the member
 *
 * Returns: whether the form fits the package and the moment
 */
gboolean
hub_review_form_check (HubReviewForm *self, HubPlatform *platform, HubActor *actor, HubPackageRow *package,
                       gboolean after_rejection, GError **error)
{
  if (!check_pages (self, actor, package, error)
      || !check_links (self, platform, actor, package->app_id, "pic_list", TRUE, error)
      || !check_links (self, platform, actor, package->app_id, "video_list", FALSE, error))
    return FALSE;
  if (after_rejection || hub_review_form_get_text (self, "feedback_info")[0] == '\0')
    return TRUE;
  hub_actor_set_detail (actor, "member", "feedback_info");
  hub_refuse (error, "review.no_feedback",
              _("Feedback answers a rejection, and the last version was not rejected; leave feedback_info out"));
  return FALSE;
}
