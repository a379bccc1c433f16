/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which links a rule takes: the table of the rules, and what people would try. */
#include "hub-link.h"

static HubLinkMatch
match (const char *rule_text, const char *link_text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubLink) rule = hub_link_parse (rule_text, &error);
  g_autoptr (HubLink) link = NULL;

  g_assert_no_error (error);
  link = hub_link_parse (link_text, &error);
  g_assert_no_error (error);
  return hub_link_match (rule, link);
}

static void
test_matches (void)
{
  static const struct { const char *rule, *link; HubLinkMatch expected; } rows[] = {
    { "http://www.example.com/a/b", "https://www.example.com/a/b", HUB_LINK_OTHER_SCHEME },
    { "https://www.example.com/a/b", "https://www.sub.example.com/a/b", HUB_LINK_OTHER_HOST },
    { "https://www.example.com/a/b?id=123", "https://www.example.com/a/b?id=132", HUB_LINK_OTHER_QUERY },
    { "https://www.example.com/a/b", "https://www.example.com/a/bc", HUB_LINK_OTHER_PATH },
    { "https://www.example.com/a/b", "https://www.example.com/a/b/123", HUB_LINK_BELOW_PATH },

    { "https://www.example.com/a/b", "https://www.example.com/a/b", HUB_LINK_MATCHES },
    { "https://www.example.com/a/b", "https://www.example.com/a/b?id=1#top", HUB_LINK_MATCHES },
    { "https://www.example.com/a/", "https://www.example.com/a/", HUB_LINK_MATCHES },
    { "https://www.example.com/a/", "https://www.example.com/a/b/c?d=e", HUB_LINK_MATCHES },
    { "https://www.example.com/a/", "https://www.example.com/a", HUB_LINK_OTHER_PATH },
    { "https://www.example.com", "https://www.example.com/anything", HUB_LINK_MATCHES },
    { "https://www.example.com/a/b?id=123", "https://www.example.com/a/b?id=123", HUB_LINK_MATCHES },
    { "https://www.example.com/a/b?id=123", "https://www.example.com/a/b?id=1234&x=y", HUB_LINK_MATCHES },
    { "https://www.example.com/a/b?id=123", "https://www.example.com/a/b?x=y&id=123", HUB_LINK_OTHER_QUERY },
    { "https://www.example.com/a/b?id=123", "https://www.example.com/a/b", HUB_LINK_OTHER_QUERY },
    { "https://www.example.com/a/?id=", "https://www.example.com/a/b?id=1", HUB_LINK_OTHER_PATH },
    { "https://www.example.com/a/?id=", "https://www.example.com/a/?id=1", HUB_LINK_MATCHES },

    { "https://www.example.com/a", "HTTPS://WWW.Example.COM:443/a", HUB_LINK_MATCHES },
    { "https://www.example.com/a", "https://www.example.com:8443/a", HUB_LINK_OTHER_HOST },
    { "https://bücher.example/a", "https://xn--bcher-kva.example/a", HUB_LINK_MATCHES },
    { "https://www.example.com/A", "https://www.example.com/a", HUB_LINK_OTHER_PATH },
    { "https://www.example.com/~a/中", "https://www.example.com/%7ea/%e4%b8%ad", HUB_LINK_MATCHES },
    { "https://www.example.com/a%2fb", "https://www.example.com/a/b", HUB_LINK_OTHER_PATH },
    { "https://www.example.com/public/", "https://www.example.com/public/../private", HUB_LINK_OTHER_PATH },
    { "https://www.example.com/public/", "https://www.example.com/public/%2e%2E/private", HUB_LINK_OTHER_PATH },
    { "https://www.example.com/public/", "https://www.example.com/x/../public/y", HUB_LINK_MATCHES },
    { "https://www.example.com/a/", "https://www.example.com/a/b/..", HUB_LINK_MATCHES },
    { "https://www.example.com/", "https://www.example.com/../../..", HUB_LINK_MATCHES },
    { "https://www.example.com/a?x=%af", "https://www.example.com/a?x=%%41f", HUB_LINK_OTHER_QUERY },
    { "https://www.example.com/100%", "https://www.example.com/100%25", HUB_LINK_MATCHES },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s and %s", rows[i].rule, rows[i].link);
      g_assert_cmpstr (hub_link_match_to_string (match (rows[i].rule, rows[i].link)), ==,
                       hub_link_match_to_string (rows[i].expected));
    }
}

static void
test_no_links (void)
{
  static const char *const texts[] = {
    "", "https://", "https:///a", "www.example.com/a", "ftp://www.example.com/a", "https://192.0.2.1/a",
    "https://localhost/a", "https://me@www.example.com/a", "https://www.example.com\\@evil.example.com/",
    "https://www.example.com/a b", "https://www.example.com/a\nb", "javascript://www.example.com/%0aalert(1)",
    "https://www.example.com:99999/", "https://www.example.com:x/",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HubLink) link = hub_link_parse (texts[i], &error);

      g_test_message ("%s", texts[i]);
      g_assert_null (link);
      g_assert_nonnull (error);
    }
}

static int
compare (const char *a_text, const char *b_text)
{
  g_autoptr (HubLink) a = hub_link_parse (a_text, NULL);
  g_autoptr (HubLink) b = hub_link_parse (b_text, NULL);

  return hub_link_compare_depth (a, b);
}

static void
test_most_specific (void)
{
  g_assert_cmpint (compare ("https://e.example.com/a/b", "https://e.example.com/a/"), >, 0);
  g_assert_cmpint (compare ("https://e.example.com/", "https://e.example.com/a/"), <, 0);
  g_assert_cmpint (compare ("https://e.example.com/a?id=1", "https://e.example.com/a?id="), >, 0);
  g_assert_cmpint (compare ("https://e.example.com/a?id=", "https://e.example.com/a"), >, 0);
  g_assert_cmpint (compare ("https://e.example.com/a/b", "https://e.example.com/a/b"), ==, 0);
}

static void
assert_folder (const char *text, const char *expected)
{
  g_autoptr (HubLink) link = hub_link_parse (text, NULL);
  g_autofree char *folder = hub_link_get_folder (link);

  g_assert_cmpstr (folder, ==, expected);
}

static void
test_folders (void)
{
  assert_folder ("https://e.example.com", "https://e.example.com/");
  assert_folder ("https://e.example.com/a/b", "https://e.example.com/a/");
  assert_folder ("https://e.example.com:8443/a/b/?id=/x", "https://e.example.com:8443/a/b/");
}

/* Whatever is a link comes out the same when it is read again, and matches itself. */
static void
test_any_bytes (void)
{
  static const char alphabet[] = "ahtps:/.?#%2eE5cC&=@\\ é中-0";

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (i % 2 == 0 ? "https://e.example.com/" : "http");
      g_autoptr (HubLink) link = NULL;

      for (guint n = g_test_rand_int_range (0, 30); n > 0; n--)
        g_string_append_c (text, alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)]);
      link = hub_link_parse (text->str, NULL);
      if (link != NULL)
        {
          g_autofree char *once = hub_link_to_string (link);
          g_autoptr (HubLink) again = hub_link_parse (once, NULL);
          g_autofree char *twice = again != NULL ? hub_link_to_string (again) : NULL;

          g_assert_cmpstr (once, ==, twice);
          g_assert_cmpint (hub_link_match (link, again), ==, HUB_LINK_MATCHES);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/link-rules/matches", test_matches);
  g_test_add_func ("/link-rules/no-links", test_no_links);
  g_test_add_func ("/link-rules/most-specific", test_most_specific);
  g_test_add_func ("/link-rules/folders", test_folders);
  g_test_add_func ("/link-rules/any-bytes", test_any_bytes);
  return g_test_run ();
}
