/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer's way into what the API reads: the first two bytes choose an operation, the rest is its body and its query.
 * Whatever they are, reading ends with values that keep to the description or with a refusal that has a code. */
#include "hub-error.h"
#include "hub-router.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static HubRouter *router;

static void
check (gboolean read, const GError *error)
{
  g_assert (read == (error == NULL));
  if (!read)
    g_assert_nonnull (hub_error_get_name (error));
}

static void
read_body (const HubRoute *route, const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (JsonObject) values = json_object_new ();
  g_autofree char *member = NULL;
  g_autoptr (GError) error = NULL;
  gboolean read = hub_router_read_body (router, route, bytes, values, &member, &error);

  check (read, error);
}

static void
read_query (const HubRoute *route, const guint8 *data, gsize size)
{
  g_autofree char *query = g_strndup ((const char *) data, size);
  g_autoptr (JsonObject) values = json_object_new ();
  g_autofree char *member = NULL;
  g_autoptr (GError) error = NULL;
  gboolean read = hub_router_read_query (router, route, query, values, &member, &error);

  check (read, error);
}

static void
match_path (const guint8 *data, gsize size)
{
  g_autofree char *rest = g_strndup ((const char *) data, size);
  g_autofree char *path = g_strconcat ("/api/v1/", rest, NULL);
  g_autoptr (JsonObject) values = json_object_new ();
  g_autofree char *allowed = NULL;
  g_autoptr (GError) error = NULL;
  gboolean found = hub_router_match (router, "PUT", path, values, &allowed, &error) != NULL;

  check (found, error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  GPtrArray *routes;
  const HubRoute *route;

  if (router == NULL)
    {
      g_setenv ("SUPERHUB_DATA_PATH", SOURCE_ROOT "/data", TRUE);
      router = hub_router_new (NULL);
      g_assert_nonnull (router);
    }
  if (size < 2)
    return 0;
  routes = hub_router_list (router);
  route = g_ptr_array_index (routes, (data[0] << 8 | data[1]) % routes->len);
  if (route->body != NULL)
    read_body (route, data + 2, size - 2);
  read_query (route, data + 2, size - 2);
  match_path (data + 2, size - 2);
  return 0;
}
