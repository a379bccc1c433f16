/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people are told: once, with a count of what they have not read. */
#include "platform-fixture.h"

#include "hub-json.h"

static void
assert_notifications (Platform *self, guint n, gint64 unread)
{
  g_autoptr (JsonObject) answer = platform_call (self, "GET", "/api/v1/notifications", NULL);

  platform_expect (self, 200, "");
  g_assert_cmpuint (json_array_get_length (hub_json_get_array (answer, "items")), ==, n);
  g_assert_cmpint (hub_json_get_int (answer, "unread", -1), ==, unread);
}

static void
test_read_all (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autofree char *app_id = NULL;

  platform_account (self, "eve");
  app_id = platform_shop (self, "Shop");
  assert_notifications (self, 0, 0);
  g_free (platform_put_online (self, app_id, "Hello", "1.0.0"));
  assert_notifications (self, 1, 1);
  /* Nobody reads for another. */
  platform_become (self, "eve");
  assert_notifications (self, 0, 0);
  json_object_unref (platform_call (self, "POST", "/api/v1/notifications/read", NULL));
  platform_expect (self, 204, "");
  platform_become (self, "anna");
  assert_notifications (self, 1, 1);
  json_object_unref (platform_call (self, "POST", "/api/v1/notifications/read", NULL));
  platform_expect (self, 204, "");
  assert_notifications (self, 1, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/notifications/read-all", test_read_all);
  return g_test_run ();
}
