/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-model-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-reader.h"
#include "hub-error.h"
#include "hub-json.h"

/* One question to the platform during a reading of the state. A later reading cancels it, and then its
 * answer is dropped whether or not it came. */
typedef struct
{
  HubConsoleModel *model;
  GCancellable *cancellable;
  HubConsoleSection section;
  gboolean shows_pages;               /* what it has read so far is in sight */
} Question;

static Question *
question_new (HubConsoleModel *self, HubConsoleSection section)
{
  Question *question = g_new0 (Question, 1);

  question->model = g_object_ref (self);
  question->cancellable = g_object_ref (self->reading);
  question->section = section;
  hub_console_model_await (self);
  return question;
}

static void
question_free (Question *question)
{
  hub_console_model_end_await (question->model);
  g_object_unref (question->model);
  g_object_unref (question->cancellable);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static JsonObject *
program_parameters (HubConsoleModel *self)
{
  JsonObject *parameters = json_object_new ();

  json_object_set_string_member (parameters, "app_id", self->app_id);
  return parameters;
}

/* (transfer full) (nullable): the answered object; a failure is the section's. */
static JsonObject *
finish_object (Question *question, GObject *source, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = hub_client_call_finish (HUB_CLIENT (source), result, &error);

  if (g_cancellable_is_cancelled (question->cancellable))
    return NULL;
  if (error == NULL && (answer == NULL || !JSON_NODE_HOLDS_OBJECT (answer)))
    error = hub_error_new (HUB_ERROR_FAILED, "platform.bad_answer", _("The platform answered something unexpected."));
  if (error != NULL)
    {
      hub_console_model_set_failed (question->model, question->section, error);
      return NULL;
    }
  return json_object_ref (json_node_get_object (answer));
}

/* (transfer full) (nullable) */
static JsonArray *
finish_records (Question *question, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonArray) records = hub_console_reader_read_finish (result, &error);

  if (g_cancellable_is_cancelled (question->cancellable))
    return NULL;
  if (error != NULL)
    hub_console_model_set_failed (question->model, question->section, error);
  return g_steal_pointer (&records);
}

/* (transfer full): the records whose @member is one of @values, oldest or newest first as they came. */
static JsonArray *
choose (JsonArray *records, const char *member, const char * const *values)
{
  JsonArray *chosen = json_array_new ();

  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      JsonNode *node = json_array_get_element (records, i);

      if (JSON_NODE_HOLDS_OBJECT (node)
          && g_strv_contains (values, hub_json_get_string (json_node_get_object (node), member, "")))
        json_array_add_element (chosen, json_node_copy (node));
    }
  return chosen;
}

static void
fill_with (HubConsoleModel *self, HubConsoleList list, JsonArray *records, const char *member,
           const char * const *values)
{
  g_autoptr (JsonArray) chosen = choose (records, member, values);

  hub_console_item_fill_store (self->lists[list], chosen);
}

static void
fill_one (HubConsoleModel *self, HubConsoleList list, JsonObject *record)
{
  g_autoptr (JsonArray) one = json_array_new ();

  if (record != NULL)
    json_array_add_object_element (one, json_object_ref (record));
  hub_console_item_fill_store (self->lists[list], one);
}

static void
versions_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  static const char * const open_states[] = { "pending", "in_review", "approved", "rejected", NULL };
  g_autoptr (Question) question = user_data;
  HubConsoleModel *self = question->model;
  g_autoptr (JsonObject) versions = finish_object (question, source, result);
  JsonObject *review;

  if (versions == NULL)
    return;
  review = hub_json_get_object (versions, "review");
  /* A version that was withdrawn or released is no longer in review. */
  if (review != NULL && !g_strv_contains (open_states, hub_json_get_string (review, "state", "")))
    review = NULL;
  fill_one (self, HUB_CONSOLE_LIST_IN_REVIEW, review);
  fill_one (self, HUB_CONSOLE_LIST_TEST, hub_json_get_object (versions, "test"));
  fill_one (self, HUB_CONSOLE_LIST_ONLINE, hub_json_get_object (versions, "online"));
  fill_one (self, HUB_CONSOLE_LIST_PHASED, hub_json_get_object (versions, "phased"));
  hub_console_item_fill_store (self->lists[HUB_CONSOLE_LIST_DEVELOPER],
                               hub_json_get_array (versions, "developer"));
  hub_console_item_fill_store (self->lists[HUB_CONSOLE_LIST_HISTORY], hub_json_get_array (versions, "history"));
  hub_console_model_set_ready (self, question->section);
}

static const struct
{
  HubConsoleList list;
  const char *kind;
} members_lists[] = {
  { HUB_CONSOLE_LIST_ADMIN, "admin" },
  { HUB_CONSOLE_LIST_PROJECT_MEMBERS, "project" },
  { HUB_CONSOLE_LIST_TEST_MEMBERS, "test" },
};

static gboolean
has_members (HubConsoleModel *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (members_lists); i++)
    if (g_list_model_get_n_items (G_LIST_MODEL (self->lists[members_lists[i].list])) > 0)
      return TRUE;
  return FALSE;
}

/* Thousands of members are many pages. While nothing else is in sight the first ones are shown as they come; where there is
 * something, it stays until all of the new was read. */
static void
members_came (JsonArray *page, gpointer user_data)
{
  Question *question = user_data;
  HubConsoleModel *self = question->model;

  if (!question->shows_pages && has_members (self))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (members_lists); i++)
    {
      g_autoptr (JsonArray) chosen = choose (page, "kind", (const char *[]) { members_lists[i].kind, NULL });

      hub_console_item_append_store (self->lists[members_lists[i].list], chosen);
    }
  question->shows_pages = TRUE;
  hub_console_model_set_partial (self, question->section);
}

static void
members_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  HubConsoleModel *self = question->model;
  g_autoptr (JsonArray) members = finish_records (question, result);

  if (members == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (members_lists); i++)
    fill_with (self, members_lists[i].list, members, "kind", (const char *[]) { members_lists[i].kind, NULL });
  hub_console_model_set_ready (self, question->section);
}

/* Only what waits: what was decided is read by the page that shows it. */
static void
waiting_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  HubConsoleModel *self = question->model;
  g_autoptr (JsonArray) reviews = finish_records (question, result);

  if (reviews == NULL)
    return;
  hub_console_item_fill_store (self->lists[HUB_CONSOLE_LIST_WAITING_REVIEWS], reviews);
  hub_console_model_set_ready (self, question->section);
}

static void
read_reviews (HubConsoleModel *self)
{
  g_autoptr (JsonObject) parameters = json_object_new ();

  json_object_set_string_member (parameters, "state", "pending");
  hub_console_reader_read_async (self->client, "listReviews", parameters, self->reading, NULL, waiting_answered,
                                 question_new (self, HUB_CONSOLE_SECTION_REVIEWS));
}

static void
notifications_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  HubConsoleModel *self = question->model;
  g_autoptr (JsonArray) notifications = finish_records (question, result);

  if (notifications == NULL)
    return;
  fill_with (self, HUB_CONSOLE_LIST_NOTIFICATIONS, notifications, "app_id",
             (const char *[]) { self->app_id != NULL ? self->app_id : "", NULL });
  hub_console_model_set_ready (self, question->section);
}

/* With the first one, which those wait for. */
static void
fail_sections (HubConsoleModel *self, HubConsoleSection first, HubConsoleSection last)
{
  const GError *error = self->errors[HUB_CONSOLE_SECTION_APP];

  if (error == NULL)
    error = g_hash_table_lookup (self->troubles, &self->states[HUB_CONSOLE_SECTION_APP]);
  for (HubConsoleSection i = first; error != NULL && i <= last; i++)
    if (self->states[i] != HUB_CONSOLE_STATE_NONE)
      hub_console_model_set_failed (self, i, error);
}

static void
read_versions (HubConsoleModel *self)
{
  g_autoptr (JsonObject) parameters = program_parameters (self);

  hub_client_call_async (self->client, "getVersions", parameters, self->reading, versions_answered,
                         question_new (self, HUB_CONSOLE_SECTION_VERSIONS));
}

static void
read_members (HubConsoleModel *self)
{
  g_autoptr (JsonObject) parameters = program_parameters (self);

  hub_console_reader_read_async (self->client, "listMembers", parameters, self->reading, members_came,
                                 members_answered, question_new (self, HUB_CONSOLE_SECTION_MEMBERS));
}

static void
read_notifications (HubConsoleModel *self)
{
  hub_console_reader_read_async (self->client, "listNotifications", NULL, self->reading, NULL, notifications_answered,
                                 question_new (self, HUB_CONSOLE_SECTION_NOTIFICATIONS));
}

/* Testers and reviewers are not asked about what they would be refused; who has just become a member has not read it yet. */
static void
read_of_program (HubConsoleModel *self, HubConsoleSection section, void (*read) (HubConsoleModel *self))
{
  if (!hub_console_model_may (self, "login"))
    hub_console_model_set_state (self, section, HUB_CONSOLE_STATE_NONE);
  else if ((self->asked & (1u << section)) || self->states[section] == HUB_CONSOLE_STATE_NONE)
    read (self);
}

/* What the person may do decides what is shown of the rest, so the program comes first. */
static void
app_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  HubConsoleModel *self = question->model;
  g_autoptr (JsonObject) record = finish_object (question, source, result);
  g_autoptr (HubConsoleItem) app = NULL;

  if (record == NULL)
    {
      if (!g_cancellable_is_cancelled (question->cancellable))
        fail_sections (self, HUB_CONSOLE_SECTION_VERSIONS, HUB_CONSOLE_SECTION_MEMBERS);
      return;
    }
  app = hub_console_item_new (record);
  hub_console_model_set_app_item (self, app);
  hub_console_model_set_ready (self, HUB_CONSOLE_SECTION_APP);
  /* A listener may have begun another reading. */
  if (g_cancellable_is_cancelled (question->cancellable) || hub_console_model_is_removed (self))
    return;
  read_of_program (self, HUB_CONSOLE_SECTION_VERSIONS, read_versions);
  read_of_program (self, HUB_CONSOLE_SECTION_MEMBERS, read_members);
}

static void
read_app (HubConsoleModel *self)
{
  g_autoptr (JsonObject) parameters = program_parameters (self);

  hub_client_call_async (self->client, "getApp", parameters, self->reading, app_answered,
                         question_new (self, HUB_CONSOLE_SECTION_APP));
}

static void
account_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  HubConsoleModel *self = question->model;
  g_autoptr (JsonObject) account = finish_object (question, source, result);

  if (account == NULL)
    {
      if (!g_cancellable_is_cancelled (question->cancellable))
        fail_sections (self, HUB_CONSOLE_SECTION_VERSIONS, HUB_CONSOLE_N_SECTIONS - 1);
      return;
    }
  g_free (self->account);
  self->account = g_strdup (hub_json_get_string (account, "superhub_id", ""));
  self->reviewer = hub_json_get_boolean (account, "reviewer", FALSE);

  read_notifications (self);
  if (self->reviewer)
    read_reviews (self);
  else
    hub_console_model_set_state (self, HUB_CONSOLE_SECTION_REVIEWS, HUB_CONSOLE_STATE_NONE);
  if (self->app_id != NULL)
    read_app (self);
  else
    hub_console_model_set_state (self, HUB_CONSOLE_SECTION_APP, HUB_CONSOLE_STATE_NONE);
}

static gboolean
is_of_program (HubConsoleSection section)
{
  return section == HUB_CONSOLE_SECTION_VERSIONS || section == HUB_CONSOLE_SECTION_MEMBERS;
}

static void
begin_reading (HubConsoleModel *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
}

/* Reads some sections anew, as after an event. What a reading under way has not answered yet is read with them. */
void
hub_console_model_reload_sections (HubConsoleModel *self, guint sections)
{
  if (self->client == NULL || sections == 0)
    return;
  for (HubConsoleSection i = 0; i < HUB_CONSOLE_N_SECTIONS; i++)
    if (self->states[i] != HUB_CONSOLE_STATE_READY && self->states[i] != HUB_CONSOLE_STATE_NONE)
      {
        hub_console_model_reload (self, TRUE);
        return;
      }
  self->asked |= sections;
  begin_reading (self);
  if ((self->asked & HUB_CONSOLE_SECTION_BIT (REVIEWS)) && self->reviewer)
    read_reviews (self);
  if (self->asked & HUB_CONSOLE_SECTION_BIT (NOTIFICATIONS))
    read_notifications (self);
  if (self->app_id == NULL)
    return;
  if (self->asked & HUB_CONSOLE_SECTION_BIT (APP))
    {
      read_app (self);
      return;
    }
  read_of_program (self, HUB_CONSOLE_SECTION_VERSIONS, read_versions);
  read_of_program (self, HUB_CONSOLE_SECTION_MEMBERS, read_members);
}

/**
 * hub_console_model_reload:
 * @self: a model
 * @quietly: whether an error stays in sight until the new answer comes
 *
 * Reads the whole state anew; a reading under way is given up. What was read before stays until the
 * new answers come.
 */
void
hub_console_model_reload (HubConsoleModel *self, gboolean quietly)
{
  g_return_if_fail (HUB_IS_CONSOLE_MODEL (self));

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (self->client == NULL)
    return;
  begin_reading (self);
  self->asked = ~0u;
  for (HubConsoleSection i = 0; i < HUB_CONSOLE_N_SECTIONS; i++)
    {
      if (is_of_program (i) && self->app_id == NULL)
        continue;
      if (self->states[i] == HUB_CONSOLE_STATE_NONE || (self->states[i] == HUB_CONSOLE_STATE_FAILED && !quietly))
        hub_console_model_set_state (self, i, HUB_CONSOLE_STATE_LOADING);
    }
  hub_client_call_async (self->client, "getAccount", NULL, self->reading, account_answered,
                         question_new (self, HUB_CONSOLE_SECTION_APP));
  hub_console_model_emit_reloading (self);
}
