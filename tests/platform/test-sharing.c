/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The door for phones: what is behind it, who gets in, and when it closes. Over real HTTP, on addresses that every machine has. */
#include <string.h>
#include <sodium.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>

#include "hub-error.h"
#include "hub-lan.h"
#include "hub-migrations.h"
#include "hub-preview-repository.h"
#include "hub-sharing.h"

#define START (HUB_DAYS (20000))

typedef struct
{
  char        *folder;
  HubClock    *clock;
  HubPlatform *platform;
  HubSharing  *sharing;
  SoupSession *session;
  char        *location;   /* of the last answer */
} Fixture;

static GPtrArray *
find_two (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (list, g_inet_address_new_from_string ("127.0.0.2"));
  g_ptr_array_add (list, g_inet_address_new_from_string ("127.0.0.3"));
  return list;
}

static GPtrArray *
find_none (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (HubDatabase) database = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;

  self->folder = g_dir_make_tmp ("superhub-sharing-XXXXXX", NULL);
  address = g_strconcat ("sqlite:", self->folder, "/platform.db", NULL);
  database = hub_database_open (address, &error);
  g_assert_no_error (error);
  g_assert_true (hub_migrations_run (database, &error));
  self->clock = hub_clock_new_manual (START);
  self->platform = hub_platform_new (database, self->clock, self->folder);
  self->sharing = hub_sharing_new (self->platform, find_two);
  self->platform->sharing = self->sharing;
  self->session = soup_session_new_with_options ("timeout", 20, NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  const char *const names[] = { "platform.db", "platform.db-wal", "platform.db-shm", "sharing-port" };

  hub_sharing_free (self->sharing);
  hub_platform_free (self->platform);
  g_object_unref (self->clock);
  g_object_unref (self->session);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, names[i], NULL);

      g_remove (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->location);
}

static void
on_answer (GObject *object, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* The status, or 0 where nobody answers. */
static guint
ask (Fixture *self, const char *method, const char *base, const char *path, const char *host)
{
  g_autofree char *url = g_strconcat (base, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) sent = g_bytes_new_static ("{}", 2);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (g_str_equal (method, "POST"))
    soup_message_set_request_body_from_bytes (message, "application/json", sent);
  if (host != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Host", host);
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL, on_answer, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  body = soup_session_send_and_read_finish (self->session, result, NULL);
  g_free (self->location);
  self->location = g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (message), "Location"));
  return body != NULL ? soup_message_get_status (message) : 0;
}

static char *
start (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (hub_sharing_start (self->sharing, &error));
  g_assert_no_error (error);
  g_assert_true (hub_sharing_is_on (self->sharing));
  return g_strdup (hub_sharing_get_url (self->sharing));
}

static void
add_link (Fixture *self, gint64 expires_at)
{
  HubPreviewRow row = { (char *) "hash", (char *) "app", (char *) "local", (char *) "package", (char *) "{}", START,
                        expires_at, 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (hub_database_run_script (self->platform->database, "PRAGMA foreign_keys = OFF", &error));
  g_assert_true (hub_preview_repository_insert (self->platform->database, &row, &error));
  g_assert_no_error (error);
}

static void
test_pages_only (Fixture *self, gconstpointer data)
{
  const char *const hidden[] = { "/api/v1/account", "/api/v1/accounts", "/api/v1/sessions", "/api/v1/sharing",
                                 "/api/v1/apps", "/openapi.json", "/healthz" };
  g_autofree char *url = start (self);

  g_assert_true (g_str_has_prefix (url, "http://127.0.0.2:"));
  g_assert_cmpuint (g_strv_length ((char **) hub_sharing_get_addresses (self->sharing)), ==, 2);
  g_assert_cmpuint (ask (self, "GET", url, "/signin", NULL), ==, 200);
  g_assert_cmpuint (ask (self, "GET", url, "/assets/phone.css", NULL), ==, 200);
  g_assert_cmpuint (ask (self, "GET", url, "/", NULL), ==, 303);
  g_assert_cmpstr (self->location, ==, "/signin?next=%2F");
  for (gsize i = 0; i < G_N_ELEMENTS (hidden); i++)
    {
      g_test_message ("%s", hidden[i]);
      g_assert_cmpuint (ask (self, "GET", url, hidden[i], NULL), ==, 404);
      g_assert_cmpuint (ask (self, "POST", url, hidden[i], NULL), ==, 405);
      g_assert_cmpuint (ask (self, "PUT", url, hidden[i], NULL), ==, 405);
    }
}

static void
test_other_names_are_refused (Fixture *self, gconstpointer data)
{
  g_autofree char *url = start (self);

  g_assert_cmpuint (ask (self, "GET", url, "/signin", "127.0.0.3"), ==, 200);
  g_assert_cmpuint (ask (self, "GET", url, "/signin", "rebound.example:80"), ==, 421);
  g_assert_cmpuint (ask (self, "GET", url, "/signin", "127.0.0.2.rebound.example"), ==, 421);
  g_assert_cmpuint (ask (self, "GET", url, "/signin", "localhost"), ==, 421);
  g_assert_cmpuint (ask (self, "GET", url, "/p/some-token", "rebound.example"), ==, 421);
}

static void
test_off_closes (Fixture *self, gconstpointer data)
{
  g_autofree char *url = start (self);
  g_autofree char *again = NULL;

  g_assert_cmpuint (ask (self, "GET", url, "/signin", NULL), ==, 200);
  hub_sharing_stop (self->sharing, "test");
  g_assert_false (hub_sharing_is_on (self->sharing));
  g_assert_null (hub_sharing_get_url (self->sharing));
  g_assert_cmpuint (ask (self, "GET", url, "/signin", NULL), ==, 0);
  again = start (self);
  g_assert_cmpstr (again, ==, url);
  g_assert_cmpuint (ask (self, "GET", again, "/signin", NULL), ==, 200);
}

static void
on_ended (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (object), result, NULL);

  *(gboolean *) data = TRUE;
}

/* Whether a wrong password was written down: the check of a password goes on in a thread, whoever waits for it. */
static gboolean
is_checked (Fixture *self)
{
  g_autoptr (HubStatement) statement = NULL;
  gboolean row = FALSE;

  statement = hub_database_query (self->platform->database, NULL, "SELECT 1 FROM audit WHERE code = ?", "s",
                                  "auth.bad_credentials");
  g_assert_nonnull (statement);
  g_assert_true (hub_statement_step (statement, &row, NULL));
  return row;
}

static void
on_wrote (SoupMessage *message, gpointer data)
{
  *(gboolean *) data = TRUE;
}

/* Somebody is signing in at that moment. */
static void
test_off_in_between (Fixture *self, gconstpointer data)
{
  g_autofree char *base = start (self);
  g_autofree char *url = g_strconcat (base, "/signin", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) form = g_bytes_new_static ("form=abc&next=/&superhub_id=local&password=guess", 48);
  gboolean wrote = FALSE, ended = FALSE;

  g_signal_connect (message, "wrote-body", G_CALLBACK (on_wrote), &wrote);
  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", form);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Cookie", "superhub_form=abc");
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL, on_ended, &ended);
  while (!wrote)
    g_main_context_iteration (NULL, TRUE);
  /* All that can be done at once; the password takes its time in a thread. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  hub_sharing_stop (self->sharing, "test");
  while (!ended || !is_checked (self))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_port_is_taken (Fixture *self, gconstpointer data)
{
  g_autofree char *url = start (self);
  g_autoptr (HubSharing) second = hub_sharing_new (self->platform, find_two);

  g_assert_true (hub_sharing_start (second, NULL));
  g_assert_cmpstr (hub_sharing_get_url (second), !=, url);
  g_assert_cmpuint (ask (self, "GET", hub_sharing_get_url (second), "/signin", NULL), ==, 200);
}

static void
test_ends_with_the_last_link (Fixture *self, gconstpointer data)
{
  g_autofree char *url = start (self);

  /* Time to make the first link. */
  hub_clock_advance (self->clock, HUB_MINUTES (4));
  hub_sharing_check (self->sharing);
  g_assert_true (hub_sharing_is_on (self->sharing));
  add_link (self, START + HUB_MINUTES (29));
  hub_clock_advance (self->clock, HUB_MINUTES (24));
  hub_sharing_check (self->sharing);
  g_assert_cmpuint (ask (self, "GET", url, "/signin", NULL), ==, 200);
  hub_clock_advance (self->clock, HUB_MINUTES (1));
  hub_sharing_check (self->sharing);
  g_assert_false (hub_sharing_is_on (self->sharing));
  g_assert_cmpuint (ask (self, "GET", url, "/signin", NULL), ==, 0);
}

static void
test_ends_without_a_link (Fixture *self, gconstpointer data)
{
  g_free (start (self));
  hub_clock_advance (self->clock, HUB_MINUTES (5));
  hub_sharing_check (self->sharing);
  g_assert_false (hub_sharing_is_on (self->sharing));
}

static void
test_no_network (Fixture *self, gconstpointer data)
{
  g_autoptr (HubSharing) alone = hub_sharing_new (self->platform, find_none);
  g_autoptr (GError) error = NULL;

  g_assert_false (hub_sharing_start (alone, &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, "sharing.no_network");
  g_assert_false (hub_sharing_is_on (alone));
}

static void
test_private_addresses (void)
{
  const struct { const char *address; gboolean is_private; } rows[] = {
    { "10.0.0.1", TRUE }, { "172.16.0.1", TRUE }, { "172.31.255.254", TRUE }, { "192.168.1.7", TRUE },
    { "fd00::2", TRUE }, { "fc12::1", TRUE }, { "172.15.0.1", FALSE }, { "172.32.0.1", FALSE },
    { "192.169.0.1", FALSE }, { "11.0.0.1", FALSE }, { "127.0.0.1", FALSE }, { "169.254.3.4", FALSE },
    { "100.64.0.1", FALSE }, { "8.8.8.8", FALSE }, { "0.0.0.0", FALSE }, { "::1", FALSE }, { "fe80::1", FALSE },
    { "2001:db8::1", FALSE },
  };
  g_autoptr (GPtrArray) mine = hub_lan_list ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (rows[i].address);

      g_test_message ("%s", rows[i].address);
      g_assert_cmpint (hub_lan_is_private (address), ==, rows[i].is_private);
    }
  for (guint i = 0; i < mine->len; i++)
    g_assert_true (hub_lan_is_private (g_ptr_array_index (mine, i)));
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  add ("/platform/sharing/pages-only", test_pages_only);
  add ("/platform/sharing/other-names", test_other_names_are_refused);
  add ("/platform/sharing/off", test_off_closes);
  add ("/platform/sharing/off-in-between", test_off_in_between);
  add ("/platform/sharing/port-taken", test_port_is_taken);
  add ("/platform/sharing/last-link", test_ends_with_the_last_link);
  add ("/platform/sharing/no-link", test_ends_without_a_link);
  add ("/platform/sharing/no-network", test_no_network);
  g_test_add_func ("/platform/sharing/private-addresses", test_private_addresses);
  return g_test_run ();
}
