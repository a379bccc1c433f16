/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page reads besides its section of the model, for those who may. */
#include "hub-console-page-private.h"

typedef struct
{
  HubConsoleQuery *query;
  char *permission;             /* (nullable) */
  gboolean alone;               /* says itself how it stands: the page does not wait for it */
} Part;

static void
part_free (gpointer data)
{
  Part *part = data;

  g_object_unref (part->query);
  g_free (part->permission);
  g_free (part);
}

GPtrArray *
hub_console_page_queries_new (void)
{
  return g_ptr_array_new_with_free_func (part_free);
}

/* The parts for which the person has no permission are not there for the page. */
static gboolean
is_wanted (HubConsolePage *self, const Part *part)
{
  HubConsoleModel *model = hub_console_page_get_private (self)->model;

  if (part->permission == NULL)
    return TRUE;
  if (g_str_equal (part->permission, "admin"))
    return hub_console_model_is_admin (model);
  return hub_console_model_may (model, part->permission);
}

/* The state of the section and of all queries together; an error is more than a wait, a wait more than nothing. */
HubConsoleState
hub_console_page_get_state (HubConsolePage *self, const GError **error)
{
  HubConsolePagePrivate *priv = hub_console_page_get_private (self);
  HubConsoleState state = hub_console_model_get_state (priv->model, priv->section);

  *error = hub_console_model_get_error (priv->model, priv->section);
  if (state != HUB_CONSOLE_STATE_READY)
    return state;
  for (guint i = 0; i < priv->queries->len; i++)
    {
      const Part *part = g_ptr_array_index (priv->queries, i);

      if (part->alone || !is_wanted (self, part))
        continue;
      if (hub_console_query_get_state (part->query) == HUB_CONSOLE_STATE_FAILED)
        {
          *error = hub_console_query_get_error (part->query);
          return HUB_CONSOLE_STATE_FAILED;
        }
      if (hub_console_query_get_state (part->query) != HUB_CONSOLE_STATE_READY)
        state = HUB_CONSOLE_STATE_LOADING;
    }
  return state;
}

/* A page nobody looks at, or may look at, asks nothing. */
void
hub_console_page_update_queries (HubConsolePage *self)
{
  HubConsolePagePrivate *priv = hub_console_page_get_private (self);
  gboolean active = gtk_widget_get_mapped (GTK_WIDGET (self)) && !priv->locked && !hub_console_page_is_over (self)
                    && hub_console_model_get_state (priv->model, priv->section) == HUB_CONSOLE_STATE_READY;

  for (guint i = 0; i < priv->queries->len; i++)
    {
      const Part *part = g_ptr_array_index (priv->queries, i);

      hub_console_query_set_active (part->query, active && is_wanted (self, part));
    }
}

static void
add_part (HubConsolePage *self, HubConsoleQuery *query, const char *permission, gboolean alone)
{
  Part *part = g_new0 (Part, 1);

  part->query = query;
  part->permission = g_strdup (permission);
  part->alone = alone;
  g_ptr_array_add (hub_console_page_get_private (self)->queries, part);
  g_signal_connect_object (query, "changed", G_CALLBACK (hub_console_page_update), self, G_CONNECT_SWAPPED);
}

/**
 * hub_console_page_add_query:
 * @self: a page
 * @query: (transfer full): what the page needs besides its section
 *
 * For the page's own constructor. The query is read while the page is in sight; update() comes when all are there.
 */
void
hub_console_page_add_query (HubConsolePage *self, HubConsoleQuery *query)
{
  hub_console_page_add_query_if (self, query, NULL);
}

/**
 * hub_console_page_add_query_if:
 * @self: a page
 * @query: (transfer full): what the page needs besides its section
 * @permission: (nullable): read only for those who have it; "admin" for the program's admin
 *
 * As hub_console_page_add_query(), for a part of the page that not everybody sees.
 */
void
hub_console_page_add_query_if (HubConsolePage *self, HubConsoleQuery *query, const char *permission)
{
  add_part (self, query, permission, FALSE);
}

/**
 * hub_console_page_add_part_query:
 * @self: a page
 * @query: (transfer full): what a part of the page needs, such as a table
 * @permission: (nullable): read only for those who have it; "admin" for the program's admin
 *
 * As hub_console_page_add_query_if(), but the page does not wait for it: whoever shows it says how it stands, so that a filter
 * can be changed without a spinner in the place of the whole page. update() comes when its state is another, too.
 */
void
hub_console_page_add_part_query (HubConsolePage *self, HubConsoleQuery *query, const char *permission)
{
  add_part (self, query, permission, TRUE);
}
