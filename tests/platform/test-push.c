/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Message push, to a server that really listens. */
#include "told-server.h"

#include <string.h>
#include <nettle/aes.h>
#include <nettle/cbc.h>

#include "hub-json.h"
#include "hub-push-crypt.h"

#define TOKEN "pamtest"
#define KEY "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"

static World *
start (void)
{
  World *self = world_new ("push");

  outside_answer (self->outside, "/hook", 200, "{echostr}", NULL);
  return self;
}

static void
set (World *self, const char *mode, const char *format, guint status, const char *code)
{
  g_autofree char *url = outside_url (self->outside, "hooks", "/hook?shop=1");
  g_autofree char *body = g_strdup_printf ("{\"url\": \"%s\", \"token\": \"" TOKEN "\", \"encoding_aes_key\": \"" KEY "\", "
                                           "\"mode\": \"%s\", \"format\": \"%s\"}", url, mode, format);

  platform_done (call (self, "PUT", "", body));
  platform_expect (self->platform, status, code);
}

static char *
value_of (OutsideRequest *request, const char *name)
{
  g_autoptr (GHashTable) query = soup_form_decode (request->query);

  return g_strdup (g_hash_table_lookup (query, name));
}

static void
assert_signed (OutsideRequest *request)
{
  g_autofree char *timestamp = value_of (request, "timestamp");
  g_autofree char *nonce = value_of (request, "nonce");
  g_autofree char *signature = value_of (request, "signature");
  g_autofree char *expected = hub_push_sign (TOKEN, timestamp, nonce, NULL);
  g_autofree char *shop = value_of (request, "shop");

  g_assert_cmpstr (signature, ==, expected);
  g_assert_cmpstr (shop, ==, "1");
}

/* As a server does it: what was sent, decrypted; the program's id behind it is checked. */
static char *
decrypt (World *self, const char *encrypted)
{
  struct CBC_CTX (struct aes256_ctx, AES_BLOCK_SIZE) context;
  guint8 key[32];
  gsize length;
  guint32 n;
  g_autofree guchar *bytes = g_base64_decode (encrypted, &length);

  g_assert_true (hub_push_key_decode (KEY, key));
  g_assert_cmpuint (length % 32, ==, 0);
  aes256_set_decrypt_key (&context.ctx, key);
  CBC_SET_IV (&context, key);
  CBC_DECRYPT (&context, aes256_decrypt, length, bytes, bytes);
  length -= bytes[length - 1];
  memcpy (&n, bytes + 16, 4);
  n = GUINT32_FROM_BE (n);
  g_assert_cmpuint (20 + n, <=, length);
  g_assert_cmpmem (bytes + 20 + n, length - 20 - n, self->app_id, strlen (self->app_id));
  return g_strndup ((const char *) bytes + 20, n);
}

static void
test_handshake (void)
{
  g_autoptr (World) self = start ();
  JsonObject *answer;

  outside_answer (self->outside, "/hook", 200, "hello", NULL);
  set (self, "safe", "json", 409, "push.not_verified");
  outside_answer (self->outside, "/hook", 403, "{echostr}", NULL);
  set (self, "safe", "json", 409, "push.not_verified");
  answer = call (self, "GET", "", NULL);
  g_assert_false (hub_json_get_boolean (answer, "enabled", TRUE));
  platform_done (answer);
  outside_answer (self->outside, "/hook", 200, "{echostr}", NULL);
  set (self, "safe", "json", 200, "");
  assert_signed (outside_wait (self->outside, outside_count (self->outside) - 1));
  /* Who reads the settings does not read the secrets. */
  answer = call (self, "GET", "", NULL);
  g_assert_true (hub_json_get_boolean (answer, "enabled", FALSE));
  g_assert_false (json_object_has_member (answer, "token"));
  g_assert_false (json_object_has_member (answer, "encoding_aes_key"));
  platform_done (answer);
  platform_done (call (self, "PUT", "", "{\"url\": \"https://127.0.0.1/x\", \"token\": \"abc\", \"encoding_aes_key\": \"" KEY "\"}"));
  platform_expect (self->platform, 400, "push.bad_url");
  platform_done (call (self, "PUT", "", "{\"url\": \"https://a.example.com/\", \"token\": \"abc\", \"encoding_aes_key\": \"+bcdefghijklmnopqrstuvwxyz0123456789ABCDEFG\"}"));
  platform_expect (self->platform, 400, "push.bad_key");
  platform_done (call (self, "PUT", "", "{\"url\": \"https://a.example.com/\", \"token\": \"a b\", \"encoding_aes_key\": \"" KEY "\"}"));
  platform_expect (self->platform, 400, "request.invalid");
}

static void
test_who_may (void)
{
  g_autoptr (World) self = start ();

  for (const char *const *id = (const char *const[]) { "otto", "tess", "eve", NULL }; *id != NULL; id++)
    {
      platform_become (self->platform, *id);
      set (self, "safe", "json", 403, "auth.permission_denied");
      platform_done (call (self, "GET", "", NULL));
      platform_expect (self->platform, 403, "auth.permission_denied");
      platform_done (call (self, "POST", "/test", NULL));
      platform_expect (self->platform, 403, "auth.permission_denied");
      platform_done (call (self, "DELETE", "", NULL));
      platform_expect (self->platform, 403, "auth.permission_denied");
    }
  g_assert_cmpuint (outside_count (self->outside), ==, 0);
}

static void
test_test (void)
{
  g_autoptr (World) self = start ();
  OutsideRequest *request;
  g_autofree char *text = NULL;
  g_autofree char *signature = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *timestamp = NULL;
  g_autofree char *nonce = NULL;
  g_autoptr (JsonNode) node = NULL;
  const char *encrypted;

  platform_done (call (self, "POST", "/test", NULL));
  platform_expect (self->platform, 404, "push.not_set");
  set (self, "plain", "xml", 200, "");
  outside_answer (self->outside, "/hook", 200, "success", NULL);
  platform_done (call (self, "POST", "/test", NULL));
  platform_expect (self->platform, 200, "");
  request = outside_wait (self->outside, 1);
  assert_signed (request);
  g_assert_cmpstr (request->method, ==, "POST");
  g_assert_true (g_str_has_prefix (request->body, "<xml><ToUserName><![CDATA["));
  g_assert_nonnull (strstr (request->body, "<Event><![CDATA[debug_demo]]></Event>"));
  outside_answer (self->outside, "/hook", 200, "{echostr}", NULL);
  set (self, "safe", "json", 200, "");
  outside_answer (self->outside, "/hook", 200, "success", NULL);
  platform_done (call (self, "POST", "/test", NULL));
  platform_expect (self->platform, 200, "");
  request = outside_wait (self->outside, 3);
  assert_signed (request);
  g_assert_null (strstr (request->body, "debug_demo"));
  node = hub_json_parse (request->body, -1, "message", NULL);
  encrypted = hub_json_get_string (json_node_get_object (node), "Encrypt", "");
  text = decrypt (self, encrypted);
  g_assert_nonnull (strstr (text, "\"debug_demo\""));
  timestamp = value_of (request, "timestamp");
  nonce = value_of (request, "nonce");
  signature = value_of (request, "msg_signature");
  expected = hub_push_sign (TOKEN, timestamp, nonce, encrypted);
  g_assert_cmpstr (signature, ==, expected);
  outside_answer (self->outside, "/hook", 500, "no", NULL);
  platform_done (call (self, "POST", "/test", NULL));
  platform_expect (self->platform, 409, "push.not_delivered");
}

/* The number of the message in plain JSON. */
static gint64
message_id (OutsideRequest *request, const char *event)
{
  g_autoptr (JsonNode) node = hub_json_parse (request->body, -1, "message", NULL);

  g_assert_nonnull (node);
  g_assert_cmpstr (hub_json_get_string (json_node_get_object (node), "Event", ""), ==, event);
  g_assert_cmpstr (hub_json_get_string (json_node_get_object (node), "MsgType", ""), ==, "event");
  return hub_json_get_int (json_node_get_object (node), "MsgId", 0);
}

static void
wait_for_state (World *self, const char *state)
{
  for (guint i = 0; i < 400; i++)
    {
      g_autoptr (JsonObject) list = call (self, "GET", "/messages", NULL);
      JsonArray *items = hub_json_get_array (list, "items");

      g_assert_cmpuint (json_array_get_length (items), ==, 1);
      if (g_str_equal (hub_json_get_string (json_array_get_object_element (items, 0), "state", ""), state))
        return;
      g_usleep (50000);
    }
  g_error ("the message did not become “%s”", state);
}

static void
test_review_is_told (void)
{
  g_autoptr (World) self = start ();
  OutsideRequest *request;
  g_autofree char *body = NULL;

  set (self, "plain", "json", 200, "");
  outside_answer (self->outside, "/hook", 200, "success", NULL);
  g_free (platform_put_online (self->platform, self->app_id, "one", "1.0.0"));
  request = outside_wait (self->outside, 1);
  assert_signed (request);
  g_assert_cmpint (message_id (request, "weapp_audit_success"), >, 0);
  g_assert_nonnull (strstr (request->body, "SuccTime"));
  wait_for_state (self, "delivered");
  g_assert_cmpuint (outside_count (self->outside), ==, 2);
}

/* Four times in all, with the same number, and then no more. */
static void
test_retries (void)
{
  g_autoptr (World) self = start ();
  gint64 id;

  set (self, "plain", "json", 200, "");
  outside_answer (self->outside, "/hook", 500, "no", NULL);
  g_free (platform_put_online (self->platform, self->app_id, "one", "1.0.0"));
  id = message_id (outside_wait (self->outside, 1), "weapp_audit_success");
  for (guint i = 2; i <= 4; i++)
    {
      guint before = i;

      while (outside_count (self->outside) <= before)
        {
          platform_advance (self->platform, 10 * G_TIME_SPAN_SECOND);
          g_usleep (100000);
        }
      g_assert_cmpint (message_id (outside_wait (self->outside, i), "weapp_audit_success"), ==, id);
    }
  platform_become (self->platform, "anna");
  wait_for_state (self, "failed");
  platform_advance (self->platform, G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (outside_count (self->outside), ==, 5);
  /* And a month later nobody asks what became of it. */
  platform_advance (self->platform, 31 * G_TIME_SPAN_DAY);
  platform_become (self->platform, "anna");
  for (guint n = 1, i = 0; n > 0; i++)
    {
      g_autoptr (JsonObject) list = call (self, "GET", "/messages", NULL);

      g_assert_cmpuint (i, <, 400);
      n = json_array_get_length (hub_json_get_array (list, "items"));
      g_usleep (n > 0 ? 50000 : 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/push/handshake", test_handshake);
  g_test_add_func ("/platform/push/who", test_who_may);
  g_test_add_func ("/platform/push/test", test_test);
  g_test_add_func ("/platform/push/review", test_review_is_told);
  g_test_add_func ("/platform/push/retries", test_retries);
  return g_test_run ();
}
