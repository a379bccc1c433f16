/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "hub-directory.h"
#include "hub-manifests.h"

static JsonObject *
present (const HubDirectoryEntry *entry, const char *base_url)
{
  JsonObject *object = json_object_new ();
  g_autofree char *link = g_strconcat (base_url, "/a/", entry->app_id, NULL);

  json_object_set_string_member (object, "app_id", entry->app_id);
  json_object_set_string_member (object, "name", entry->name);
  json_object_set_string_member (object, "version", entry->version);
  json_object_set_string_member (object, "link", link);
  return object;
}

static void
search_directory (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *base_url = hub_request_base_url (request);
  const char *query = hub_request_get (request, "query");
  guint limit = hub_request_get_int (request, "limit", HUB_DEFAULT_PAGE);
  const char *last = NULL;
  g_autoptr (GPtrArray) found = NULL;
  JsonArray *items = NULL;

  found = hub_directory_search (hub_manifests_get_directory (request->platform->manifests), query != NULL ? query : "",
                                hub_request_get (request, "cursor"), limit, &error);
  if (found != NULL)
    items = json_array_new ();
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const HubDirectoryEntry *entry = g_ptr_array_index (found, i);

      json_array_add_object_element (items, present (entry, base_url));
      last = entry->place;
    }
  hub_request_finish_list (request, items, limit, last, error);
}

const HubOperation hub_directory_handlers[] = {
  { "searchDirectory", search_directory },
  { NULL, NULL },
};
