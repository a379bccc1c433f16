/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-item.h"

#include "hub-json.h"

struct _HubConsoleItem
{
  GObject parent_instance;
  JsonObject *record;
};

G_DEFINE_FINAL_TYPE (HubConsoleItem, hub_console_item, G_TYPE_OBJECT)

static void
hub_console_item_finalize (GObject *object)
{
  HubConsoleItem *self = HUB_CONSOLE_ITEM (object);

  g_clear_pointer (&self->record, json_object_unref);
  G_OBJECT_CLASS (hub_console_item_parent_class)->finalize (object);
}

static void
hub_console_item_class_init (HubConsoleItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hub_console_item_finalize;
}

static void
hub_console_item_init (HubConsoleItem *self)
{
}

/**
 * hub_console_item_new:
 * @record: a record of the API; not changed afterwards
 *
 * Returns: (transfer full): a new item
 */
HubConsoleItem *
hub_console_item_new (JsonObject *record)
{
  HubConsoleItem *self;

  g_return_val_if_fail (record != NULL, NULL);

  self = g_object_new (HUB_TYPE_CONSOLE_ITEM, NULL);
  self->record = json_object_ref (record);
  return self;
}

/**
 * hub_console_item_get_record:
 * @self: an item
 *
 * Returns: (transfer none): the record itself
 */
JsonObject *
hub_console_item_get_record (HubConsoleItem *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_ITEM (self), NULL);

  return self->record;
}

/**
 * hub_console_item_get_string:
 * @self: an item
 * @member: the name of a member
 *
 * Returns: (transfer none): its text; "" when the record has none
 */
const char *
hub_console_item_get_string (HubConsoleItem *self, const char *member)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_ITEM (self), "");

  return hub_json_get_string (self->record, member, "");
}

/**
 * hub_console_item_has:
 * @self: an item
 * @member: the name of a member that is a list of strings
 * @value: a string
 *
 * Returns: whether the list holds @value
 */
gboolean
hub_console_item_has (HubConsoleItem *self, const char *member, const char *value)
{
  JsonArray *array;

  g_return_val_if_fail (HUB_IS_CONSOLE_ITEM (self), FALSE);

  array = hub_json_get_array (self->record, member);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && g_strcmp0 (json_node_get_string (node), value) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * hub_console_item_dup_time:
 * @self: an item
 * @member: the name of a member that is an RFC 3339 time
 *
 * Returns: (transfer full) (nullable): the time, in the local time zone
 */
GDateTime *
hub_console_item_dup_time (HubConsoleItem *self, const char *member)
{
  g_autoptr (GDateTime) utc = NULL;

  g_return_val_if_fail (HUB_IS_CONSOLE_ITEM (self), NULL);

  utc = g_date_time_new_from_iso8601 (hub_json_get_string (self->record, member, ""), NULL);
  return utc != NULL ? g_date_time_to_local (utc) : NULL;
}

/**
 * hub_console_item_dup_size:
 * @self: an item with "sizes"
 *
 * In the units of the limits, which are powers of two.
 *
 * Returns: (transfer full) (nullable): the size of all its packages, for people
 */
char *
hub_console_item_dup_size (HubConsoleItem *self)
{
  JsonObject *sizes;

  g_return_val_if_fail (HUB_IS_CONSOLE_ITEM (self), NULL);

  sizes = hub_json_get_object (self->record, "sizes");
  if (sizes == NULL)
    return NULL;
  return g_format_size_full (MAX (0, hub_json_get_int (sizes, "total", 0)), G_FORMAT_SIZE_IEC_UNITS);
}

static gboolean
same_record (GListStore *store, guint position, JsonObject *record)
{
  g_autoptr (HubConsoleItem) item = g_list_model_get_item (G_LIST_MODEL (store), position);
  g_autoptr (JsonNode) a = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonNode) b = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (a, item->record);
  json_node_set_object (b, record);
  return json_node_equal (a, b);
}

/**
 * hub_console_item_fill_store:
 * @store: a store of items
 * @records: (nullable): an array of records; what is not an object is left out
 *
 * Makes @store hold @records. Items that did not change at both ends stay, so that reading the
 * state anew moves neither focus nor scroll position.
 */
void
hub_console_item_fill_store (GListStore *store, JsonArray *records)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new ();
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);
  guint old = g_list_model_get_n_items (G_LIST_MODEL (store));
  guint head = 0, tail = 0;

  for (guint i = 0; records != NULL && i < json_array_get_length (records); i++)
    {
      JsonNode *node = json_array_get_element (records, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        g_ptr_array_add (objects, json_node_get_object (node));
    }
  while (head < MIN (old, objects->len) && same_record (store, head, g_ptr_array_index (objects, head)))
    head++;
  while (tail < MIN (old, objects->len) - head
         && same_record (store, old - 1 - tail, g_ptr_array_index (objects, objects->len - 1 - tail)))
    tail++;
  for (guint i = head; i < objects->len - tail; i++)
    g_ptr_array_add (fresh, hub_console_item_new (g_ptr_array_index (objects, i)));
  if (old - head - tail > 0 || fresh->len > 0)
    g_list_store_splice (store, head, old - head - tail, fresh->pdata, fresh->len);
}

/**
 * hub_console_item_append_store:
 * @store: a store of items
 * @records: an array of records; what is not an object is left out
 *
 * Adds @records at the end, as one change of @store.
 */
void
hub_console_item_append_store (GListStore *store, JsonArray *records)
{
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < json_array_get_length (records); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (records, i)))
      g_ptr_array_add (fresh, hub_console_item_new (json_array_get_object_element (records, i)));
  if (fresh->len > 0)
    g_list_store_splice (store, g_list_model_get_n_items (G_LIST_MODEL (store)), 0, fresh->pdata, fresh->len);
}
