/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the platform connects to for strangers. */
#include "hub-checked-address.h"

static const char *const public_ones[] = {
  "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "126.255.255.255", "128.0.0.1",
  "169.253.255.255", "172.15.255.255", "172.32.0.1", "192.0.1.1", "192.167.1.1", "192.169.1.1", "198.17.1.1", "198.20.0.1",
  "223.255.255.255", "2606:4700:4700::1111", "2a00:1450:4001::1", "2400:cb00::1", "2001:200::1",
};

static const char *const others[] = {
  "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.0.1",
  "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1",
  "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
  "::", "::1", "::ffff:8.8.8.8", "::ffff:127.0.0.1", "::8.8.8.8", "64:ff9b::8.8.8.8", "64:ff9b:1::1", "100::1", "fc00::1",
  "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1", "2001::1", "2001:10::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1", "4000::1",
};

static void
test_ranges (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (public_ones); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (public_ones[i]);

      g_test_message ("%s", public_ones[i]);
      g_assert_true (hub_address_is_public (address));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (others[i]);

      g_test_message ("%s", others[i]);
      g_assert_false (hub_address_is_public (address));
    }
}

/* A resolver that answers as it likes, and differently each time. */
#define TEST_TYPE_RESOLVER (test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (TestResolver, test_resolver, TEST, RESOLVER, GResolver)

struct _TestResolver
{
  GResolver          parent_instance;
  const char *const *answers;     /* each "ADDRESS ADDRESS …" */
  guint              asked;
};

G_DEFINE_FINAL_TYPE (TestResolver, test_resolver, G_TYPE_RESOLVER)

static GList *
look_up (GResolver *resolver, const char *host, GResolverNameLookupFlags flags, GCancellable *cancellable, GError **error)
{
  TestResolver *self = TEST_RESOLVER (resolver);
  g_auto (GStrv) parts = g_strsplit (self->answers[self->asked++], " ", -1);
  GList *list = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    list = g_list_append (list, g_inet_address_new_from_string (parts[i]));
  return list;
}

static GList *
look_up_plainly (GResolver *resolver, const char *host, GCancellable *cancellable, GError **error)
{
  return look_up (resolver, host, 0, cancellable, error);
}

static void
test_resolver_class_init (TestResolverClass *klass)
{
  G_RESOLVER_CLASS (klass)->lookup_by_name = look_up_plainly;
  G_RESOLVER_CLASS (klass)->lookup_by_name_with_flags = look_up;
}

static void
test_resolver_init (TestResolver *self)
{
}

/* The addresses that would be connected to, "A B"; or the error's name. */
static char *
enumerate (const char *const *answers, guint *asked)
{
  g_autoptr (GResolver) before = g_resolver_get_default ();
  g_autoptr (TestResolver) resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);
  g_autoptr (GSocketConnectable) address = hub_checked_address_new ("shop.example.com", 443, FALSE);
  g_autoptr (GSocketAddressEnumerator) enumerator = g_socket_connectable_enumerate (address);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  GSocketAddress *next;

  resolver->answers = answers;
  g_resolver_set_default (G_RESOLVER (resolver));
  while ((next = g_socket_address_enumerator_next (enumerator, NULL, &error)) != NULL)
    {
      g_autofree char *one = g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (next)));

      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", one);
      g_object_unref (next);
    }
  g_resolver_set_default (before);
  *asked = resolver->asked;
  return error != NULL ? g_strdup ("refused") : g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_addresses (const char *first, const char *second, const char *expected)
{
  const char *const answers[] = { first, second, NULL };
  guint asked;
  g_autofree char *text = enumerate (answers, &asked);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (asked, ==, 1);
}

/* The name is asked for once: what was checked is what is connected to. */
static void
test_rebinding (void)
{
  assert_addresses ("1.1.1.1", "127.0.0.1", "1.1.1.1");
  assert_addresses ("127.0.0.1", "1.1.1.1", "refused");
  assert_addresses ("10.0.0.1 1.1.1.1 ::1 2606:4700::1 169.254.169.254", "127.0.0.1", "1.1.1.1 2606:4700::1");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/addresses/ranges", test_ranges);
  g_test_add_func ("/addresses/rebinding", test_rebinding);
  return g_test_run ();
}
