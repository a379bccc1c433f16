/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-query.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-model-private.h"
#include "hub-error.h"
#include "hub-json.h"

/* As many as the platform gives at once: fewer questions while one scrolls. */
#define PAGE_RECORDS 200

struct _HubConsoleQuery
{
  GObject parent_instance;

  HubConsoleModel *model;
  HubConsoleQueryKind kind;
  const char *operation;
  char **events;
  JsonObject *parameters;
  gboolean global;              /* not of one program */
  gboolean unpaged;             /* a list whose operation answers it whole */
  gboolean active;
  gboolean stale;               /* to be read when it gets active */

  GCancellable *reading;        /* (nullable): of the question under way */
  JsonArray *records;           /* (nullable): of the pages read since the reading began */
  guint wanted;                 /* records that a reading anew wants, so that what was scrolled to stays */
  HubConsoleState state;
  GError *error;
  JsonObject *answer;
  GListStore *items;
  char *next;                   /* (nullable): where the next page begins */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubConsoleQuery, hub_console_query, G_TYPE_OBJECT)

typedef struct
{
  HubConsoleQuery *query;
  GCancellable *cancellable;
} Question;

static void
question_free (Question *question)
{
  hub_console_model_end_await (question->query->model);
  g_object_unref (question->query);
  g_object_unref (question->cancellable);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void ask (HubConsoleQuery *self, const char *cursor);

static void
set_state (HubConsoleQuery *self, HubConsoleState state)
{
  self->state = state;
  if (state != HUB_CONSOLE_STATE_FAILED)
    g_clear_error (&self->error);
  if (state == HUB_CONSOLE_STATE_READY || state == HUB_CONSOLE_STATE_NONE)
    hub_console_model_note_trouble (self->model, self, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
stop (HubConsoleQuery *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->records, json_array_unref);
}

static void
forget (HubConsoleQuery *self)
{
  stop (self);
  g_clear_pointer (&self->answer, json_object_unref);
  g_clear_pointer (&self->next, g_free);
  g_list_store_remove_all (self->items);
}

static gboolean
is_askable (HubConsoleQuery *self)
{
  return hub_console_model_get_client (self->model) != NULL
         && (self->global || hub_console_model_get_app_id (self->model) != NULL);
}

/* The place in @records from which on everything was known before, or their number. */
static guint
find_known (HubConsoleQuery *self, JsonArray *records)
{
  g_autoptr (HubConsoleItem) newest = g_list_model_get_item (G_LIST_MODEL (self->items), 0);
  guint n = json_array_get_length (records), i;

  for (i = 0; newest != NULL && i < n; i++)
    {
      JsonNode *a = json_array_get_element (records, i);
      g_autoptr (JsonNode) b = json_node_new (JSON_NODE_OBJECT);

      json_node_set_object (b, hub_console_item_get_record (newest));
      if (json_node_equal (a, b))
        return i;
    }
  return n;
}

static void
prepend (HubConsoleQuery *self, JsonArray *records, guint n)
{
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (records, i)))
      g_ptr_array_add (fresh, hub_console_item_new (json_array_get_object_element (records, i)));
  g_list_store_splice (self->items, 0, 0, fresh->pdata, fresh->len);
}

static void
take_next (HubConsoleQuery *self, JsonObject *answer)
{
  g_free (self->next);
  self->next = g_strdup (hub_json_get_string (answer, "next", NULL));
}

/* A page of a reading anew: %TRUE when the next one is needed before anything is shown. */
static gboolean
take_page_anew (HubConsoleQuery *self, JsonObject *answer, JsonArray *items)
{
  guint known;

  for (guint i = 0; i < json_array_get_length (items); i++)
    json_array_add_element (self->records, json_array_dup_element (items, i));
  known = find_known (self, self->records);
  /* What stands below in a log is what stood there before. */
  if (self->kind == HUB_CONSOLE_QUERY_LOG && known < json_array_get_length (self->records))
    {
      prepend (self, self->records, known);
      return FALSE;
    }
  take_next (self, answer);
  if (self->next != NULL && json_array_get_length (self->records) < self->wanted && self->kind != HUB_CONSOLE_QUERY_LOG)
    return TRUE;
  hub_console_item_fill_store (self->items, self->records);
  return FALSE;
}

static void
take_list (HubConsoleQuery *self, JsonObject *answer)
{
  JsonArray *items = hub_json_get_array (answer, "items");

  if (items == NULL)
    return;
  if (self->records == NULL)
    {
      hub_console_item_append_store (self->items, items);
      take_next (self, answer);
    }
  else if (take_page_anew (self, answer, items))
    {
      ask (self, self->next);
      return;
    }
  g_clear_pointer (&self->records, json_array_unref);
  if (self->next != NULL && self->kind == HUB_CONSOLE_QUERY_WHOLE_LIST)
    ask (self, self->next);
}

/* What was read before stays while another try may succeed: the bar over the pages tells of it. */
static void
take_failure (HubConsoleQuery *self, const GError *error)
{
  gboolean passing = hub_console_model_is_passing (error);

  g_clear_pointer (&self->records, json_array_unref);
  self->stale = TRUE;
  hub_console_model_note_trouble (self->model, self, passing ? error : NULL);
  if (passing && self->state == HUB_CONSOLE_STATE_READY)
    return;
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
  set_state (self, HUB_CONSOLE_STATE_FAILED);
}

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  HubConsoleQuery *self = question->query;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = hub_client_call_finish (HUB_CLIENT (source), result, &error);

  if (g_cancellable_is_cancelled (question->cancellable))
    return;
  g_clear_object (&self->reading);
  if (error == NULL && (answer == NULL || !JSON_NODE_HOLDS_OBJECT (answer)))
    error = hub_error_new (HUB_ERROR_FAILED, "platform.bad_answer", _("The platform answered something unexpected."));
  if (error != NULL)
    {
      take_failure (self, error);
      return;
    }
  g_clear_pointer (&self->answer, json_object_unref);
  self->answer = json_object_ref (json_node_get_object (answer));
  if (self->kind != HUB_CONSOLE_QUERY_OBJECT)
    take_list (self, self->answer);
  if (self->records == NULL)
    set_state (self, HUB_CONSOLE_STATE_READY);
}

static void
ask (HubConsoleQuery *self, const char *cursor)
{
  g_autoptr (JsonObject) parameters = json_object_new ();
  GList *names = json_object_get_members (self->parameters);
  Question *question = g_new0 (Question, 1);

  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (parameters, l->data, json_object_dup_member (self->parameters, l->data));
  g_list_free (names);
  if (!self->global)
    json_object_set_string_member (parameters, "app_id", hub_console_model_get_app_id (self->model));
  if (self->kind != HUB_CONSOLE_QUERY_OBJECT && !self->unpaged)
    json_object_set_int_member (parameters, "limit", PAGE_RECORDS);
  if (cursor != NULL)
    json_object_set_string_member (parameters, "cursor", cursor);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  hub_console_model_await (self->model);
  question->query = g_object_ref (self);
  question->cancellable = g_object_ref (self->reading);
  hub_client_call_async (hub_console_model_get_client (self->model), self->operation, parameters, self->reading, answered,
                         question);
}

static void
model_reset (HubConsoleModel *model, HubConsoleQuery *self)
{
  forget (self);
  self->stale = TRUE;
  set_state (self, HUB_CONSOLE_STATE_NONE);
  if (self->active)
    hub_console_query_reload (self);
}

static void
model_reloading (HubConsoleModel *model, HubConsoleQuery *self)
{
  hub_console_query_reload (self);
}

static void
model_event (HubConsoleModel *model, const char *action, HubConsoleQuery *self)
{
  if (self->events == NULL || g_strv_contains ((const char * const *) self->events, action))
    hub_console_query_reload (self);
}

/* What reads after every event shows what the audit log tells; of the rest only who names it hears. */
static void
model_live_change (HubConsoleModel *model, const char *action, HubConsoleQuery *self)
{
  if (self->events != NULL && g_strv_contains ((const char * const *) self->events, action))
    hub_console_query_reload (self);
}

static void
hub_console_query_dispose (GObject *object)
{
  HubConsoleQuery *self = HUB_CONSOLE_QUERY (object);

  stop (self);
  if (self->model != NULL)
    hub_console_model_note_trouble (self->model, self, NULL);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (hub_console_query_parent_class)->dispose (object);
}

static void
hub_console_query_finalize (GObject *object)
{
  HubConsoleQuery *self = HUB_CONSOLE_QUERY (object);

  g_strfreev (self->events);
  json_object_unref (self->parameters);
  g_clear_error (&self->error);
  g_clear_pointer (&self->answer, json_object_unref);
  g_clear_object (&self->items);
  g_free (self->next);
  G_OBJECT_CLASS (hub_console_query_parent_class)->finalize (object);
}

static void
hub_console_query_class_init (HubConsoleQueryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_console_query_dispose;
  G_OBJECT_CLASS (klass)->finalize = hub_console_query_finalize;
  /**
   * HubConsoleQuery::changed:
   *
   * Its state, its answer or its items are others.
   */
  signals[CHANGED] = g_signal_new ("changed", HUB_TYPE_CONSOLE_QUERY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   0);
}

static void
hub_console_query_init (HubConsoleQuery *self)
{
  self->parameters = json_object_new ();
  self->items = g_list_store_new (HUB_TYPE_CONSOLE_ITEM);
  self->stale = TRUE;
}

/**
 * hub_console_query_new:
 * @model: whose client and program it asks about
 * @kind: what kind of answer @operation gives
 * @operation: (transfer none): a static string, an operation of the API that changes nothing
 * @events: (nullable): operations after which it is to be read anew, and changes of docs/events.md; %NULL for all operations
 *
 * Returns: (transfer full): a query that is not active yet
 */
HubConsoleQuery *
hub_console_query_new (HubConsoleModel *model, HubConsoleQueryKind kind, const char *operation,
                       const char * const *events)
{
  HubConsoleQuery *self = g_object_new (HUB_TYPE_CONSOLE_QUERY, NULL);

  self->model = g_object_ref (model);
  self->kind = kind;
  self->operation = operation;
  self->events = g_strdupv ((char **) events);
  g_signal_connect_object (model, "reset", G_CALLBACK (model_reset), self, 0);
  g_signal_connect_object (model, "reloading", G_CALLBACK (model_reloading), self, 0);
  g_signal_connect_object (model, "event", G_CALLBACK (model_event), self, 0);
  g_signal_connect_object (model, "live-change", G_CALLBACK (model_live_change), self, 0);
  return self;
}

/**
 * hub_console_query_set_parameter:
 * @self: a query
 * @name: of a parameter
 * @value: (nullable): its value; %NULL leaves it out
 *
 * What was read for other parameters is forgotten.
 */
void
hub_console_query_set_parameter (HubConsoleQuery *self, const char *name, const char *value)
{
  g_return_if_fail (HUB_IS_CONSOLE_QUERY (self));

  if (g_strcmp0 (hub_json_get_string (self->parameters, name, NULL), value) == 0)
    return;
  if (value != NULL)
    json_object_set_string_member (self->parameters, name, value);
  else
    json_object_remove_member (self->parameters, name);
  model_reset (self->model, self);
}

/**
 * hub_console_query_set_global:
 * @self: a query
 *
 * Its operation is not about one program.
 */
void
hub_console_query_set_global (HubConsoleQuery *self)
{
  g_return_if_fail (HUB_IS_CONSOLE_QUERY (self));

  self->global = TRUE;
}

/**
 * hub_console_query_set_unpaged:
 * @self: a query of a list
 *
 * Its operation answers all "items" at once and takes no "limit".
 */
void
hub_console_query_set_unpaged (HubConsoleQuery *self)
{
  g_return_if_fail (HUB_IS_CONSOLE_QUERY (self));

  self->unpaged = TRUE;
}

/**
 * hub_console_query_set_active:
 * @self: a query
 * @active: whether anybody looks at it
 *
 * One that nobody looks at is read when somebody does.
 */
void
hub_console_query_set_active (HubConsoleQuery *self, gboolean active)
{
  g_return_if_fail (HUB_IS_CONSOLE_QUERY (self));

  self->active = active;
  if (!active)
    hub_console_model_note_trouble (self->model, self, NULL);
  if (active && self->stale)
    hub_console_query_reload (self);
}

/**
 * hub_console_query_reload:
 * @self: a query
 *
 * Reads it anew, at once or when it gets active; what was read before stays until the answer comes.
 */
void
hub_console_query_reload (HubConsoleQuery *self)
{
  g_return_if_fail (HUB_IS_CONSOLE_QUERY (self));

  self->stale = TRUE;
  if (!self->active || !is_askable (self))
    return;
  self->stale = FALSE;
  stop (self);
  if (self->kind != HUB_CONSOLE_QUERY_OBJECT)
    {
      self->records = json_array_new ();
      self->wanted = g_list_model_get_n_items (G_LIST_MODEL (self->items));
    }
  ask (self, NULL);
  if (self->state != HUB_CONSOLE_STATE_READY)
    set_state (self, HUB_CONSOLE_STATE_LOADING);
}

/**
 * hub_console_query_load_more:
 * @self: a query of a list
 *
 * Reads the next page, when there is one and it is not being read.
 */
void
hub_console_query_load_more (HubConsoleQuery *self)
{
  g_return_if_fail (HUB_IS_CONSOLE_QUERY (self));

  if (!hub_console_query_has_more (self) || self->reading != NULL || !is_askable (self))
    return;
  ask (self, self->next);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * hub_console_query_get_state:
 * @self: a query
 *
 * Returns: what is known
 */
HubConsoleState
hub_console_query_get_state (HubConsoleQuery *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_QUERY (self), HUB_CONSOLE_STATE_NONE);

  return self->state;
}

/**
 * hub_console_query_get_error:
 * @self: a query
 *
 * Returns: (transfer none) (nullable): why it could not be read
 */
const GError *
hub_console_query_get_error (HubConsoleQuery *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_QUERY (self), NULL);

  return self->error;
}

/**
 * hub_console_query_is_reading:
 * @self: a query
 *
 * Returns: whether an answer is awaited
 */
gboolean
hub_console_query_is_reading (HubConsoleQuery *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_QUERY (self), FALSE);

  return self->reading != NULL;
}

/**
 * hub_console_query_has_more:
 * @self: a query
 *
 * Returns: whether the platform has more items than were read
 */
gboolean
hub_console_query_has_more (HubConsoleQuery *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_QUERY (self), FALSE);

  return self->next != NULL && self->records == NULL;
}

/**
 * hub_console_query_get_answer:
 * @self: a query
 *
 * Returns: (transfer none) (nullable): the last answer, which of a list is its last page
 */
JsonObject *
hub_console_query_get_answer (HubConsoleQuery *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_QUERY (self), NULL);

  return self->answer;
}

/**
 * hub_console_query_get_items:
 * @self: a query
 *
 * Returns: (transfer none): what was read of a list, of #HubConsoleItem; the same model for the query's whole life
 */
GListModel *
hub_console_query_get_items (HubConsoleQuery *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_QUERY (self), NULL);

  return G_LIST_MODEL (self->items);
}
