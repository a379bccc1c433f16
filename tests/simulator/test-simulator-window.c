/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real window, WebKit, compiler and runtime, used as a person would. */
#include <libsoup/soup.h>
#include <webkit/webkit.h>

#include "hub-paths.h"
#include "simulator-driver.h"

static void
test_first_page_and_moves (Driver *driver, gconstpointer data)
{
  g_autofree char *state = NULL;

  driver_open (driver, NULL);
  driver_wait_running (driver);
  driver_wait_page (driver, "pages/home/home");
  driver_wait_overlay (driver, NULL);
  driver_wait_text (driver, ".title", "Hello world");
  g_assert_true (driver_console_has (driver, "launched"));
  driver_tell (driver, "hubShell.tap('.go')");
  driver_wait_page (driver, "pages/detail/detail");
  driver_wait_text (driver, ".title", "Detail 7");
  state = driver_ask (driver, FALSE, "hubShell.state().query");
  g_assert_cmpstr (state, ==, "\"id=7\"");
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.back", NULL);
  driver_wait_page (driver, "pages/home/home");
  driver_tell (driver, "document.querySelectorAll('.tab')[1].click()");
  driver_wait_page (driver, "pages/me/me");
  driver_wait_text (driver, ".title", "It is me");
}

static void
test_input_and_evaluation (Driver *driver, gconstpointer data)
{
  g_autofree char *sum = NULL;
  g_autofree char *route = NULL;
  g_autofree char *wrong = NULL;

  driver_open (driver, NULL);
  driver_wait_running (driver);
  driver_tell (driver, "hubShell.input('.name', '茶')");
  driver_wait_text (driver, ".title", "Hello 茶");
  sum = driver_ask (driver, TRUE, "6 * 7");
  g_assert_cmpstr (sum, ==, "42");
  route = driver_ask (driver, TRUE, "getCurrentPages()[0].route");
  g_assert_cmpstr (route, ==, "\"pages/home/home\"");
  wrong = driver_ask (driver, TRUE, "nothing.there");
  g_assert_nonnull (strstr (wrong, "nothing"));
}

static void
test_save_shows_at_once (Driver *driver, gconstpointer data)
{
  g_autofree char *color = NULL;

  driver_open (driver, NULL);
  driver_wait_running (driver);
  driver_tell (driver, "hubShell.input('.name', 'Ada')");
  driver_wait_text (driver, ".title", "Hello Ada");
  /* A template keeps the page's data, a style too. */
  driver_write (driver, "pages/home/home.wxml", "<view class=\"title\">Goodbye {{name}}</view>\n");
  driver_wait_text (driver, ".title", "Goodbye Ada");
  /* The logic keeps the page. */
  driver_tell (driver, "document.querySelectorAll('.tab')[1].click()");
  driver_wait_page (driver, "pages/me/me");
  driver_write (driver, "pages/me/me.js", "Page({ data: { who: 'you' } })\n");
  driver_write (driver, "pages/me/me.wxml", "<view class=\"title\">It is {{who}}</view>\n");
  driver_wait_text (driver, ".title", "It is you");
  driver_wait_page (driver, "pages/me/me");
}

static void
test_syntax_error_and_recovery (Driver *driver, gconstpointer data)
{
  driver_open (driver, NULL);
  driver_wait_running (driver);
  driver_write (driver, "pages/home/home.wxml", "<view class=\"title\">\n  <text>never closed\n</view>\n");
  driver_wait_overlay (driver, "pages/home/home.wxml:");
  g_assert_true (hub_simulator_shows_problems (driver->simulator));
  gtk_widget_activate_action (GTK_WIDGET (driver->simulator), "simulator.show-good", NULL);
  driver_wait_overlay (driver, NULL);
  driver_wait_text (driver, ".title", "Hello world");
  gtk_widget_activate_action (GTK_WIDGET (driver->simulator), "simulator.show-problems", NULL);
  driver_wait_overlay (driver, "pages/home/home.wxml:");
  driver_write (driver, "pages/home/home.wxml", "<view class=\"title\">Mended</view>\n");
  driver_wait_overlay (driver, NULL);
  driver_wait_text (driver, ".title", "Mended");
}

static void
test_broken_from_the_start (Driver *driver, gconstpointer data)
{
  driver_write (driver, "app.json", "{\"pages\": [\n  \"pages/home/home\"\n  \"pages/me/me\"]}\n");
  driver_open (driver, NULL);
  driver_wait_overlay (driver, "app.json:3");
  driver_write (driver, "app.json", "{\"pages\": [\"pages/home/home\"]}\n");
  driver_wait_running (driver);
  driver_wait_text (driver, ".title", "Hello world");
}

static gboolean
click_place (GtkWidget *widget)
{
  const char *tooltip = gtk_widget_get_tooltip_text (widget);

  if (GTK_IS_BUTTON (widget) && tooltip != NULL && strstr (tooltip, "Open this place") != NULL)
    {
      g_signal_emit_by_name (widget, "clicked");
      return TRUE;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (click_place (child))
      return TRUE;
  return FALSE;
}

static void
test_exception_at_start (Driver *driver, gconstpointer data)
{
  driver_write (driver, "pages/home/home.js", "const x = 1\n\nPage({ data: missing.thing })\n");
  driver_open (driver, NULL);
  driver_wait_overlay (driver, "pages/home/home.js:3");
  g_assert_true (click_place (GTK_WIDGET (driver->simulator)));
  g_assert_true (g_str_has_prefix (driver->place, "pages/home/home.js:3:"));
  driver_write (driver, "pages/home/home.js", "Page({ data: { name: 'again' } })\n");
  driver_wait_running (driver);
  driver_wait_overlay (driver, NULL);
  driver_wait_text (driver, ".title", "Hello again");
}

static gboolean
console_has (Driver *driver, const char *text)
{
  return driver_console_has (driver, text);
}

static void
test_exception_while_running (Driver *driver, gconstpointer data)
{
  driver_open (driver, NULL);
  driver_wait_running (driver);
  driver_tell (driver, "hubShell.tap('.throw')");
  driver_wait (driver, "the console tells it", console_has, "thrown on purpose");
  g_assert_cmpint (hub_simulator_get_state (driver->simulator), ==, HUB_SIMULATOR_RUNNING);
}

static void
test_endless_loop (Driver *driver, gconstpointer data)
{
  g_object_set (driver->simulator, "response-limit", 1500, NULL);
  driver_open (driver, NULL);
  driver_wait_running (driver);
  driver_tell (driver, "hubShell.tap('.loop')");
  driver_wait_overlay (driver, "Does Not Answer");
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.relaunch", NULL);
  driver_wait_running (driver);
  driver_wait_text (driver, ".title", "Hello world");
}

static void
test_endless_loop_at_start (Driver *driver, gconstpointer data)
{
  g_object_set (driver->simulator, "response-limit", 1500, NULL);
  driver_write (driver, "pages/home/home.js", "Page({ onLoad() { for (;;); } })\n");
  driver_open (driver, NULL);
  driver_wait_overlay (driver, "Does Not Answer");
  g_object_set (driver->simulator, "response-limit", 30000, NULL);
  driver_write (driver, "pages/home/home.js", "Page({ data: { name: 'mended' } })\n");
  driver_wait_running (driver);
  driver_wait_text (driver, ".title", "Hello mended");
}

static void
test_crashed_web_process (Driver *driver, gconstpointer data)
{
  driver_open (driver, NULL);
  driver_wait_running (driver);
  webkit_web_view_terminate_web_process (
    WEBKIT_WEB_VIEW (hub_simulator_get_web_view (driver->simulator)));
  driver_wait_overlay (driver, "Crashed");
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.relaunch", NULL);
  driver_wait_running (driver);
  driver_wait_text (driver, ".title", "Hello world");
}

static void
test_page_is_confined (Driver *driver, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autofree char *network = NULL;
  g_autofree char *file = NULL;
  g_autofree char *here = NULL;

  driver_open (driver, NULL);
  driver_wait_running (driver);
  code = driver_ask (driver, FALSE, "(() => { try { return (0, eval)('1') } catch (e) { return 'refused' } })()");
  g_assert_cmpstr (code, ==, "\"refused\"");
  network = driver_ask (driver, FALSE, "fetch('http://127.0.0.1:9/').then(() => 1, () => 'refused')");
  g_assert_cmpstr (network, ==, "\"refused\"");
  file = driver_ask (driver, FALSE, "fetch('file:///etc/hostname').then(() => 1, () => 'refused')");
  g_assert_cmpstr (file, ==, "\"refused\"");
  driver_tell (driver, "void (location.href = 'https://example.com/')");
  driver_wait (driver, "the console tells it", console_has, "tried to leave");
  here = driver_ask (driver, FALSE, "location.protocol");
  g_assert_cmpstr (here, ==, "\"miniapp:\"");
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer user_data)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body->data,
                                    body->length);
}

static void
check_logic (Driver *driver, const char *script, const char *expected)
{
  g_autofree char *answer = driver_ask (driver, TRUE, script);

  g_assert_cmpstr (answer, ==, expected);
}

static void
test_host_services (Driver *driver, gconstpointer data)
{
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autofree char *json = NULL;
  g_autofree char *bytes = NULL;
  guint port;
  GSList *uris;

  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  soup_server_add_handler (server, NULL, on_request, NULL, NULL);
  uris = soup_server_get_uris (server);
  port = g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  driver_open (driver, NULL);
  driver_wait_running (driver);
  check_logic (driver, "wx.setStorageSync('k', { a: [1, '茶'] }), wx.getStorageSync('k')",
               "{\"a\":[1,\"茶\"]}");
  check_logic (driver, "wx.getStorageInfoSync().keys", "[\"k\"]");
  json = g_strdup_printf ("wx.request({ url: 'http://127.0.0.1:%u/', method: 'POST', data: { n: 7 } })"
                          ".then(r => [r.statusCode, r.data.n])", port);
  check_logic (driver, json, "[200,7]");
  bytes = g_strdup_printf ("wx.request({ url: 'http://127.0.0.1:%u/', method: 'POST', responseType: "
                           "'arraybuffer', data: new Uint8Array([0, 255, 16]).buffer })"
                           ".then(r => [...new Uint8Array(r.data)])", port);
  check_logic (driver, bytes, "[0,255,16]");
  check_logic (driver, "wx.setClipboardData({ data: 'copied' }).then(() => wx.getClipboardData())"
               ".then(r => r.data)", "\"copied\"");
}

static void
test_device_and_theme (Driver *driver, gconstpointer data)
{
  g_autofree char *size = NULL;
  g_autofree char *theme = NULL;

  driver_open (driver, NULL);
  driver_wait_running (driver);
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.device", "s", "pixel-8");
  driver_wait_running (driver);
  driver_wait_text (driver, ".title", "Hello world");
  size = driver_ask (driver, FALSE, "innerWidth");
  g_assert_cmpstr (size, ==, "412");
  g_object_set (driver->simulator, "dark", TRUE, NULL);
  theme = driver_ask (driver, FALSE, "document.documentElement.dataset.theme");
  g_assert_cmpstr (theme, ==, "\"dark\"");
}

static void
test_sample (Driver *driver, gconstpointer data)
{
  g_autofree char *sample = hub_paths_find_data ("samples/corner-shop", NULL);
  g_autofree char *text = NULL;

  driver_open (driver, sample);
  driver_wait_running (driver);
  driver_wait_page (driver, "pages/menu/menu");
  text = driver_ask (driver, FALSE, "hubShell.text('body')");
  g_assert_nonnull (strstr (text, "Flat white"));
  driver_tell (driver, "document.querySelectorAll('.tab')[1].click()");
  driver_wait_page (driver, "pages/basket/basket");
}

static void
test_another_program (Driver *driver, gconstpointer data)
{
  g_autofree char *sample = hub_paths_find_data ("samples/corner-shop", NULL);

  driver_open (driver, NULL);
  driver_wait_running (driver);
  g_assert_true (driver_console_has (driver, "launched"));
  driver_open (driver, sample);
  driver_wait_page (driver, "pages/menu/menu");
  driver_wait_running (driver);
  g_assert_false (driver_console_has (driver, "launched"));
  hub_simulator_stop (driver->simulator);
  g_assert_cmpint (hub_simulator_get_state (driver->simulator), ==, HUB_SIMULATOR_EMPTY);
  driver_write (driver, "app.json", "{\n");
  driver_open (driver, NULL);
  driver_wait_overlay (driver, "app.json:");
}

static void
test_weui (Driver *driver, gconstpointer data)
{
  const char *folder = g_getenv ("SUPERHUB_TEST_WEUI");

  if (folder == NULL)
    {
      g_test_skip ("SUPERHUB_TEST_WEUI does not name the dist folder of weui-wxss");
      return;
    }
  driver_open (driver, folder);
  driver_wait_running (driver);
  driver_wait_page (driver, "example/index");
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(path, function) g_test_add (path, Driver, NULL, driver_set_up, function, driver_tear_down)
  ADD ("/simulator/window/first-page-and-moves", test_first_page_and_moves);
  ADD ("/simulator/window/input-and-evaluation", test_input_and_evaluation);
  ADD ("/simulator/window/save-shows-at-once", test_save_shows_at_once);
  ADD ("/simulator/window/syntax-error-and-recovery", test_syntax_error_and_recovery);
  ADD ("/simulator/window/broken-from-the-start", test_broken_from_the_start);
  ADD ("/simulator/window/exception-at-start", test_exception_at_start);
  ADD ("/simulator/window/exception-while-running", test_exception_while_running);
  ADD ("/simulator/window/endless-loop", test_endless_loop);
  ADD ("/simulator/window/endless-loop-at-start", test_endless_loop_at_start);
  ADD ("/simulator/window/crashed-web-process", test_crashed_web_process);
  ADD ("/simulator/window/page-is-confined", test_page_is_confined);
  ADD ("/simulator/window/host-services", test_host_services);
  ADD ("/simulator/window/device-and-theme", test_device_and_theme);
  ADD ("/simulator/window/sample", test_sample);
  ADD ("/simulator/window/another-program", test_another_program);
  ADD ("/simulator/window/weui", test_weui);
  return g_test_run ();
}
