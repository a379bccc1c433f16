/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the automatic checks read in a script, and what they are not deceived by. */
#include "hub-script-scan.h"

#include <string.h>

static void
on_found (const HubScriptFinding *finding, gpointer user_data)
{
  static const char *const kinds[] = { "module", "template", "api", "address", "dynamic" };
  GString *all = user_data;

  g_string_append_printf (all, "%s%s:%s:%s:%u", all->len > 0 ? " " : "", kinds[finding->kind], finding->name,
                          finding->key, finding->line);
}

static void
expect (const char *script, const char *expected)
{
  g_autoptr (GString) all = g_string_new (NULL);

  g_test_message ("%.120s", script);
  hub_script_scan (script, strlen (script), on_found, all);
  g_assert_cmpstr (all->str, ==, expected);
}

static void
test_members (void)
{
  expect ("wx.getLocation()", "api:getLocation:Location:1");
  expect ("\n\nwx\n .chooseAddress ()", "api:chooseAddress:Address:4");
  expect ("wx?.chooseImage()", "api:chooseImage:Album:1");
  expect ("wx['getLocation'](); wx[\"startRecord\"]()", "api:getLocation:Location:1 api:startRecord:Record:1");
  expect ("wx[name]()", "dynamic:::1");
  expect ("wx[`get${what}`]()", "dynamic:::1");
  expect ("wx.request(); wx.navigateTo()", "");
  expect ("promisify(wx.getClipboardData)", "api:getClipboardData:Clipboard:1");
  expect ("const { getLocation, request, chooseMedia: pick } = wx", "api:chooseMedia:Album:1 api:getLocation:Location:1");
  expect ("const w = wx; w.getLocation()", "api:getLocation:Location:1");
  expect ("var w=wx,b=1;w.getLocation()", "api:getLocation:Location:1");
  expect ("my.wx.getLocation(); uni.getLocation()", "");
}

static void
test_not_deceived (void)
{
  expect ("// wx.getLocation()\n/* wx.getLocation() */", "");
  expect ("'wx.getLocation()'; \"it's wx.getLocation\"", "");
  expect ("const r = /wx.getLocation[/\"]/g; wx.startRecord()", "api:startRecord:Record:1");
  expect ("a = b / wx.getLocation / c", "api:getLocation:Location:1");
  expect ("return /'/.test(x) && wx.getLocation()", "api:getLocation:Location:1");
  expect ("`a ${`b ${wx.getLocation()} c`} wx.startRecord()`", "api:getLocation:Location:1");
  expect ("`${{a: {b: 1}}.a.b}` + wx.getLocation()", "api:getLocation:Location:1");
  expect ("'a\\'b'; wx.getLocation()", "api:getLocation:Location:1");
  expect ("'never closed\nwx.getLocation()", "api:getLocation:Location:2");
  expect ("wx", "");
  expect ("wx.", "");
  expect ("wx[", "");
  expect ("}", "");
  expect ("/*", "");
  expect ("`${", "");
}

static void
test_addresses (void)
{
  expect ("wx.request({ url: 'https://a.example.com/x' })", "address:https://a.example.com:request:1");
  expect ("wx.request({ method: 'GET', data: {a: 1},\n url: \"https://A.example.com:8443/x?\" + 1 })",
          "address:https://a.example.com:8443:request:2");
  expect ("wx.request({ url: `https://a.example.com/${x}` })", "address:https://a.example.com:request:1");
  expect ("wx.request({ url: `https://${host}/x` })", "");
  expect ("wx.request({ url: 'https://' + host })", "");
  expect ("wx.request({ url: 'https://api.' + host })", "");
  expect ("const BASE = 'https:\\/\\/a.example.com'", "address:https://a.example.com::1");
  expect ("wx.connectSocket({ url: 'wss://s.example.com' })", "address:wss://s.example.com:connectSocket:1");
  expect ("fn({ data: { url: 'https://a.example.com' } })", "address:https://a.example.com::1");
  expect ("wx.request({ data: { url: 'https://a.example.com' } })", "address:https://a.example.com::1");
  expect ("// https://a.example.com\nconst svg = 'http://www.w3.org/2000/svg'", "");
}

static void
test_compiled (void)
{
  expect ("__hubDefine(\"app.js\", function () { const w = wx;\n});\n"
          "__hubDefine(\"b.js\", function () { w.getLocation()\n});\n"
          "__hubTemplates(\"\", function () { $(\"pages/a\",()=>{ E(\"camera\",{}); O(N,\"open-type\",\"getPhoneNumber\") }) });",
          "module:app.js::1 module:b.js::3 module:::5 template:pages/a::5 api:camera:Camera:5 "
          "api:getPhoneNumber:PhoneNumber:5");
}

/* Whatever comes, it ends, and reads nothing beyond its bytes. */
static void
test_anything (void)
{
  const char pieces[] = "wx.['\"`${}/*\n\\(){}[]:=url?#ab\xff\x01";
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 3000; i++)
    {
      gsize length = g_rand_int_range (rand, 0, 80);
      g_autofree char *text = g_malloc (MAX (length, 1));
      g_autoptr (GString) all = g_string_new (NULL);

      for (gsize j = 0; j < length; j++)
        text[j] = pieces[g_rand_int_range (rand, 0, sizeof pieces)];
      hub_script_scan (text, length, on_found, all);
      g_assert_true (g_utf8_validate (all->str, -1, NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/script-scan/members", test_members);
  g_test_add_func ("/script-scan/not-deceived", test_not_deceived);
  g_test_add_func ("/script-scan/addresses", test_addresses);
  g_test_add_func ("/script-scan/compiled", test_compiled);
  g_test_add_func ("/script-scan/anything", test_anything);
  return g_test_run ();
}
