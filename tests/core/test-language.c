/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Catalogues as msgfmt writes them, and as nobody should. */
#include "hub-language.h"

#include <gio/gio.h>

#include "hub-error.h"

#define N_TEXTS 4

static const char *const texts[N_TEXTS][2] = {
  { "", "Language: zh_CN\n" },
  { "Look at the list again", "请重新查看列表" },
  { "“%s” stands here twice", "“%s”在这里出现了两次" },
  { "Not translated", "" },
};

static void
add_number (GByteArray *bytes, guint32 number, gboolean swapped)
{
  guint32 stored = swapped ? GUINT32_SWAP_LE_BE (number) : number;

  g_byte_array_append (bytes, (const guint8 *) &stored, sizeof stored);
}

/* (transfer full): the bytes of a file .mo with the texts above */
static GByteArray *
make_catalogue (gboolean swapped)
{
  GByteArray *bytes = g_byte_array_new ();
  guint32 at = 28 + N_TEXTS * 16;

  add_number (bytes, 0x950412de, swapped);
  add_number (bytes, 0, swapped);
  add_number (bytes, N_TEXTS, swapped);
  add_number (bytes, 28, swapped);
  add_number (bytes, 28 + N_TEXTS * 8, swapped);
  add_number (bytes, 0, swapped);
  add_number (bytes, 0, swapped);
  for (guint side = 0; side < 2; side++)
    for (guint i = 0; i < N_TEXTS; i++)
      {
        add_number (bytes, strlen (texts[i][side]), swapped);
        add_number (bytes, at, swapped);
        at += strlen (texts[i][side]) + 1;
      }
  for (guint side = 0; side < 2; side++)
    for (guint i = 0; i < N_TEXTS; i++)
      g_byte_array_append (bytes, (const guint8 *) texts[i][side], strlen (texts[i][side]) + 1);
  return bytes;
}

static void
assert_speaks (HubLanguage *language)
{
  g_auto (HubLanguageScope) spoken = hub_language_begin (language);

  g_assert_cmpstr (_("Look at the list again"), ==, "请重新查看列表");
  g_assert_cmpstr (_("“%s” stands here twice"), ==, "“%s”在这里出现了两次");
  g_assert_cmpstr (_("Not translated"), ==, "Not translated");
  g_assert_cmpstr (_("Nobody has this"), ==, "Nobody has this");
  /* Which is where a catalogue keeps its description. */
  g_assert_cmpstr (_(""), ==, "");
}

static void
test_reads (void)
{
  for (guint swapped = 0; swapped < 2; swapped++)
    {
      g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (make_catalogue (swapped));
      g_autoptr (GError) error = NULL;
      g_autoptr (HubLanguage) language = hub_language_read ("zh-CN", bytes, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (hub_language_get_tag (language), ==, "zh-CN");
      assert_speaks (language);
    }
  g_assert_cmpstr (_("Look at the list again"), ==, "Look at the list again");
}

static gpointer
speak_elsewhere (gpointer language)
{
  const char *before = _("Look at the list again");

  assert_speaks (language);
  return (gpointer) before;
}

/* Each thread speaks for itself, and a scope within a scope ends first. */
static void
test_scopes (void)
{
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (make_catalogue (FALSE));
  g_autoptr (HubLanguage) chinese = hub_language_read ("zh-CN", bytes, NULL);
  g_autoptr (HubLanguage) english = hub_language_new ("en");
  g_auto (HubLanguageScope) outer = hub_language_begin (chinese);

  {
    g_auto (HubLanguageScope) inner = hub_language_begin (english);

    g_assert_cmpstr (_("Look at the list again"), ==, "Look at the list again");
    g_assert_cmpstr (g_thread_join (g_thread_new ("speaker", speak_elsewhere, chinese)), ==, "Look at the list again");
  }
  g_assert_cmpstr (_("Look at the list again"), ==, "请重新查看列表");
}

/* Whatever is read, nothing beyond the bytes is touched: the sanitizers watch. */
static void
test_damaged (void)
{
  g_autoptr (GByteArray) whole = make_catalogue (FALSE);

  for (guint length = 0; length < whole->len; length++)
    {
      g_autoptr (GBytes) part = g_bytes_new (whole->data, length);
      g_autoptr (GError) error = NULL;

      g_assert_null (hub_language_read ("zh-CN", part, &error));
      g_assert_cmpstr (hub_error_get_name (error), ==, "language.bad_catalogue");
    }
  for (guint i = 0; i < whole->len; i++)
    {
      const guint8 was = whole->data[i];

      for (guint8 other = 0x80; other > 0; other >>= 1)
        {
          g_autoptr (GBytes) bytes = NULL;
          g_autoptr (HubLanguage) language = NULL;

          whole->data[i] = was ^ other;
          bytes = g_bytes_new (whole->data, whole->len);
          language = hub_language_read ("zh-CN", bytes, NULL);
          if (language != NULL)
            {
              g_auto (HubLanguageScope) spoken = hub_language_begin (language);

              g_assert_true (g_utf8_validate (_("Look at the list again"), -1, NULL));
            }
        }
      whole->data[i] = was;
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/language/reads", test_reads);
  g_test_add_func ("/language/scopes", test_scopes);
  g_test_add_func ("/language/damaged", test_damaged);
  return g_test_run ();
}
