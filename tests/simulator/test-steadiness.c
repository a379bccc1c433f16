/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Programs that ask too much: the simulator says what happened and stays usable. */
#include "config.h"

#include "simulator-driver.h"

#define ROWS 10000

static const char *const program[][2] = {
  { "app.json", "{\"pages\": [\"pages/start/start\", \"pages/throws/throws\", \"pages/rows/rows\"]}\n" },
  { "app.js", "App({})\n" },
  { "pages/start/start.json", "{}\n" },
  { "pages/start/start.wxml",
    "<view class=\"depth\">Depth {{depth}}</view>\n"
    "<view class=\"length\">{{blob.length}} {{list.length}}</view>\n"
    "<button class=\"count\" bindtap=\"count\">Count</button><view class=\"counted\">{{counted}}</view>\n" },
  { "pages/start/start.js",
    "Page({\n"
    "  data: { blob: '', list: [], counted: 0, depth: 0 },\n"
    "  onLoad(query) { this.setData({ depth: getCurrentPages().length }) },\n"
    "  count() { this.setData({ counted: this.data.counted + 1 }) },\n"
    "})\n" },
  { "pages/throws/throws.json", "{}\n" },
  { "pages/throws/throws.wxml", "<view class=\"rest\">The rest {{n}}</view><button class=\"more\" bindtap=\"more\">More</button>\n" },
  { "pages/throws/throws.js",
    "Page({\n"
    "  data: { n: 1 },\n"
    "  onLoad() { throw new Error('thrown in onLoad') },\n"
    "  more() { this.setData({ n: this.data.n + 1 }) },\n"
    "})\n" },
  { "pages/rows/rows.json", "{}\n" },
  { "pages/rows/rows.wxml",
    "<view class=\"row\" wx:for=\"{{rows}}\" wx:key=\"id\" data-id=\"{{item.id}}\" bindtap=\"pick\">"
    "<text>{{item.id}}</text> <text>{{item.label}}</text></view>\n"
    "<view class=\"picked\">{{picked}}</view>\n" },
  { "pages/rows/rows.js",
    "Page({\n"
    "  data: { rows: [], picked: -1 },\n"
    "  fill(n) { this.setData({ rows: Array.from({ length: n }, (_, id) => ({ id, label: 'Row ' + id })) }) },\n"
    "  pick(e) { this.setData({ picked: e.currentTarget.dataset.id }) },\n"
    "})\n" },
};

static void
set_up (Driver *driver, gconstpointer data)
{
  driver_set_up (driver, data);
  for (guint i = 0; i < G_N_ELEMENTS (program); i++)
    driver_write (driver, program[i][0], program[i][1]);
  driver_open (driver, NULL);
  driver_wait_running (driver);
}

static void
assert_usable (Driver *driver, const char *count)
{
  driver_wait_overlay (driver, NULL);
  driver_tell (driver, "hubShell.tap('.count')");
  driver_wait_text (driver, ".counted", count);
}

static gboolean
console_says (Driver *driver, const char *text)
{
  return driver_console_has (driver, text);
}

static void
test_throwing_on_load (Driver *driver, gconstpointer data)
{
  driver_ask (driver, TRUE, "wx.navigateTo({ url: '/pages/throws/throws' })");
  driver_wait_page (driver, "pages/throws/throws");
  driver_wait_text (driver, ".rest", "The rest 1");
  driver_wait (driver, "the exception is told", console_says, "thrown in onLoad");
  driver_tell (driver, "hubShell.tap('.more')");
  driver_wait_text (driver, ".rest", "The rest 2");
}

static void
test_large_data (Driver *driver, gconstpointer data)
{
  driver_ask (driver, TRUE, "getCurrentPages()[0].setData({ blob: 'x'.repeat(10 * 1024 * 1024) })");
  driver_wait_text (driver, ".length", "10485760 0");
  driver_ask (driver, TRUE,
              "getCurrentPages()[0].setData({ blob: '', list: Array.from({ length: 100000 }, (_, i) => "
              "({ i, text: 'an entry with about a hundred characters of text in it, so that all of them are ten megabytes' })) })");
  driver_wait_text (driver, ".length", "0 100000");
  assert_usable (driver, "1");
}

static void
test_many_rows (Driver *driver, gconstpointer data)
{
  g_autofree char *fill = g_strdup_printf ("getCurrentPages()[1].fill(%d)", ROWS);
  g_autofree char *count = g_strdup_printf ("hubShell.view('count', '.row')\n%d", ROWS);

  driver_ask (driver, TRUE, "wx.navigateTo({ url: '/pages/rows/rows' })");
  driver_wait_page (driver, "pages/rows/rows");
  driver_wait_text (driver, ".picked", "-1");
  driver_ask (driver, TRUE, fill);
  driver_wait_answer (driver, count);
  driver_tell (driver, "hubShell.tap('.row[data-id=\"9000\"], .row:nth-child(9001)')");
  driver_wait_text (driver, ".picked", "9000");
  driver_ask (driver, TRUE, "getCurrentPages()[1].fill(0)");
  driver_wait_answer (driver, "hubShell.view('count', '.row')\n0");
  hub_simulator_navigate_back (driver->simulator);
  driver_wait_page (driver, "pages/start/start");
  assert_usable (driver, "1");
}

/* A phone keeps ten pages; the eleventh is refused with a reason. */
static void
test_many_pages (Driver *driver, gconstpointer data)
{
  g_autofree char *refused = NULL;

  for (guint depth = 2; depth <= 10; depth++)
    {
      g_autofree char *text = g_strdup_printf ("Depth %u", depth);

      driver_ask (driver, TRUE, "wx.navigateTo({ url: '/pages/start/start' })");
      driver_wait_text (driver, ".depth", text);
    }
  for (guint i = 0; i < 10; i++)
    {
      g_clear_pointer (&refused, g_free);
      refused = driver_ask (driver, TRUE, "wx.navigateTo({ url: '/pages/start/start' }).then(() => 'opened', (e) => e.errMsg)");
      g_assert_nonnull (strstr (refused, "navigateTo:fail"));
      g_assert_nonnull (strstr (refused, "limit"));
    }
  driver_ask (driver, TRUE, "wx.navigateBack({ delta: 20 })");
  driver_wait_text (driver, ".depth", "Depth 1");
  for (guint i = 0; i < 30; i++)
    {
      driver_ask (driver, TRUE, "wx.navigateTo({ url: '/pages/start/start' })");
      driver_wait_text (driver, ".depth", "Depth 2");
      driver_ask (driver, TRUE, "wx.navigateBack()");
      driver_wait_text (driver, ".depth", "Depth 1");
    }
  /* No frame stays behind. */
  driver_wait_answer (driver, "document.querySelectorAll('iframe').length\n1");
  assert_usable (driver, "1");
}

/* A component that loops while it renders is an endless loop like any other. */
static void
test_endless_loop_of_data (Driver *driver, gconstpointer data)
{
  g_object_set (driver->simulator, "response-limit", 1500u, NULL);
  driver_tell (driver, "void hubShell.evaluate('for (;;) getCurrentPages()[0].setData({ counted: Math.random() })')");
  driver_wait_overlay (driver, "Does Not Answer");
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.relaunch", NULL);
  driver_wait_running (driver);
  assert_usable (driver, "1");
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(path, function) g_test_add (path, Driver, NULL, set_up, function, driver_tear_down)
  ADD ("/simulator/steadiness/throwing-on-load", test_throwing_on_load);
  ADD ("/simulator/steadiness/large-data", test_large_data);
  ADD ("/simulator/steadiness/many-rows", test_many_rows);
  ADD ("/simulator/steadiness/many-pages", test_many_pages);
  ADD ("/simulator/steadiness/endless-loop-of-data", test_endless_loop_of_data);
  return g_test_run ();
}
