/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signature and safe mode, against the vectors that the algorithm was published with. */
#include <string.h>

#include "hub-push-crypt.h"

static const char *const key_text = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

static void
test_encryption (void)
{
  guint8 key[32];
  g_autofree char *encrypted = NULL;

  g_assert_true (hub_push_key_decode (key_text, key));
  encrypted = hub_push_encrypt (key, (const guint8 *) "aaaabbbbccccdddd", "我是中文abcd123", "wxb11529c136998cb6");
  g_assert_cmpstr (encrypted, ==, "jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==");
}

/* A full block of padding where the text ends with a block. */
static void
test_padding (void)
{
  guint8 key[32];

  g_assert_true (hub_push_key_decode (key_text, key));
  for (gsize n = 0; n < 70; n++)
    {
      g_autofree char *text = g_strnfill (n, 'x');
      g_autofree char *encrypted = hub_push_encrypt (key, (const guint8 *) "aaaabbbbccccdddd", text, "app");
      g_autofree guchar *bytes = NULL;
      gsize length;

      bytes = g_base64_decode (encrypted, &length);
      g_assert_cmpuint (length, ==, ((16 + 4 + n + 3) / 32 + 1) * 32);
    }
}

static void
test_signature (void)
{
  g_autofree char *plain = hub_push_sign ("pamtest", "1409304348", "xxxxxx", NULL);
  g_autofree char *sorted = g_compute_checksum_for_string (G_CHECKSUM_SHA1, "1409304348pamtestxxxxxx", -1);
  g_autofree char *safe = hub_push_sign ("pamtest", "1409304348", "xxxxxx", "Zm9v");
  g_autofree char *four = g_compute_checksum_for_string (G_CHECKSUM_SHA1, "1409304348Zm9vpamtestxxxxxx", -1);

  g_assert_cmpstr (plain, ==, sorted);
  g_assert_cmpstr (safe, ==, four);
}

static void
test_keys (void)
{
  guint8 key[32];

  g_assert_false (hub_push_key_decode ("", key));
  g_assert_false (hub_push_key_decode ("abcdefghijklmnopqrstuvwxyz0123456789ABCDEF", key));
  g_assert_false (hub_push_key_decode ("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGH", key));
  g_assert_false (hub_push_key_decode ("abcdefghijklmnopqrstuvwxyz0123456789ABCDEF+", key));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/push-crypt/encryption", test_encryption);
  g_test_add_func ("/push-crypt/padding", test_padding);
  g_test_add_func ("/push-crypt/signature", test_signature);
  g_test_add_func ("/push-crypt/keys", test_keys);
  return g_test_run ();
}
