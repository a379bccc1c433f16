/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <string.h>

/* What real programs contain and the platform's own tools run: nothing of it may stop a program. */

static const char *const templates[] = {
  "<view wx:for=\"{{l}}\" wx:key=\"{{item.id}}\">a</view>",
  "<view wx:for=\"{{l}}\" wx:key=\"\">a</view><view wx:for=\"{{l}}\" wx:key>a</view>",
  "<view wx:for-items=\"{{l}}\" wx:for-item=\"a\" wx:for-index=\"b\">{{a}}{{b}}</view>",
  "<view wx:for=\"{{l}}\" wx:for-idx=\"i\" wx:item=\"x\" wx:for-key=\"k\">a</view>",
  "<view wx:for=\"abc\" wx:for-item=\"c\">{{c}}</view><view wx:for=\"{{5}}\">{{index}}</view>",
  "<view wx:for=\"{{[1, 2]}} \">{{index}}</view>",
  "<view bindtap=\"start{{item}}\" id=\"1a\">a</view>",
  "<view bindtap=\"\" bind:tap=\"a\" catchtap bindtap=\"b\"/>",
  "<template name=\"a\"><view/></template><template is=\"{{x ? 'a' : 'b'}}\" data=\"{{...a, b, c: 1}}\"/>",
  "<template name=\"a\"/><template is=\"a\" data=\"{{a}}\"/><template name=\"a\"/>",
  "<import src=\"none\"/><include src=\"../none.wxml\"/><wxs module=\"m\" src=\"./none.wxs\"/>{{m.a()}}",
  "<import src=\"{{x}}\"/><import/><include src=\"\"/>",
  "<template><view/></template>",
  "<view class=a id=b>unquoted</view>",
  "<view class=\"a\" class=\"b\"/>",
  "<view wx:else>no if</view><view wx:if=\"{{a}}\"/>text<view wx:elif=\"{{b}}\"/>",
  "<view>{{}}</view><view class=\"{{ }}\"/>",
  "<view>&nbsp;&lt;&copy;&#65;&unknown; & a > b</view>",
  "<View class = \"a\" data-someName=\"b\">capitals</View>",
  "<view class=\"a\"\"  id=\"b\",/><view @tap=\"x\" :class=\"y\" v-if=\"z\" #ref 1a=\"b\" 中=\"c\"/>",
  "<view hidden disabled/>\r\n<view\r\nclass=\"a\r\nb\"\r\n/>\r\n",
  "\xEF\xBB\xBF<!DOCTYPE html><?xml version=\"1.0\"?><html><body><p>a<b>c</b></p></body></html>",
  "<script>var a</script><style>.a{}</style><!-- a -- b --><!-- not closed",
  "<wxs module=\"m\">module.exports = { a: function () { return 1 < 2 && '</view>' } }</wxs>{{m.a()}}",
  "<wxs module=\"m\">module.exports = function (class) { var enum = class; return enum }</wxs>{{m()}}",
  "<view style=\"width: {{w}}rpx; {{s}}\" class=\"a {{b ? 'c' : 'd'}} {{e}}\"/>",
  "<view a=\"{{l[0].b['c']}}\" b=\"{{ {a: 1} }}\" c=\"{{[a, 'b', 1]}}\" d=\"{{!a && b || c}}\"/>",
  "<view wx:if=\"a\"/><view wx:if=\"\"/><block wx:for=\"{{l}}\" wx:if=\"{{item}}\"><slot name=\"{{n}}\"/></block>",
  "<input model:value=\"{{a}}\"/><view mark:a=\"{{b}}\" generic:x=\"y\" capture-bind:tap=\"a\"/>",
  "plain text, <text>no root</text> {{a.toFixed(2)}} {{0x10}} {{a.default.class}}",
};

static void
test_templates (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (templates); i++)
    {
      g_autoptr (HubBuild) build = NULL;

      fixture_write (self, "pages/index/index.wxml", templates[i]);
      build = fixture_compile (self);
      if (hub_build_has_errors (build))
        fixture_assert_has (build, templates[i]);
    }
}

static const char *const sheets[] = {
  "@import 'none.wxss'; @import url(none.css); .a { color: red }",
  ".a { *zoom: 1; _height: 1px; filter: progid:DXImageTransform.Microsoft.gradient(startColorstr='#80000000') }",
  ".a { color: red;; } ; .b { } } .c { color: blue }",
  ".a { width: 100rpx; .b { color: red } &:hover { color: blue } }",
  ".a { color: red",
  ".a",
  ".a { background: url(none.png) url('none a.png') }",
  "@media (max-width: 100px) { .a { width: 1rpx } } @supports (display: grid) { .a { width: 1rpx } }",
  "@keyframes a { 0% { left: 1rpx } 50%, 100% { left: 2rpx } } @-webkit-keyframes a { to { left: 0 } }",
  "view, page, .a > text::after, :host, :not(.b), [data-a='b'], #a, *, wx-view { width: calc(100% - 10rpx) }",
  "// a comment of another language\n.a { color: red }\n",
  ".a { color: red } /* not closed",
  "$a: 1px;\n.a { color: $a; @include b; }",
  ".a { content: 'not closed\n}\n.b { color: red }",
  ".1a, .a..b, .a > , #1 { color: red } .b { color: blue }",
  "\xEF\xBB\xBF@charset \"utf-8\";\r\n.a{color:red}\r\n",
};

static void
test_sheets (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      g_autoptr (HubBuild) build = NULL;

      fixture_write (self, "pages/index/index.wxss", sheets[i]);
      fixture_write (self, "components/card/card.wxss", sheets[i]);
      build = fixture_compile (self);
      if (hub_build_has_errors (build))
        fixture_assert_has (build, sheets[i]);
    }
}

/* Keys nobody knows, and those of other renderers, change nothing and are not worth a word. */
static void
test_configuration (Fixture *self, gconstpointer data)
{
  g_autoptr (HubBuild) build = NULL;

  fixture_write (self, "app.json",
                 "{\"pages\": [\"pages/index/index\"], \"renderer\": \"skyline\", \"componentFramework\": \"glass-easel\","
                 " \"rendererOptions\": {\"skyline\": {}}, \"lazyCodeLoading\": \"requiredComponents\","
                 " \"sitemapLocation\": \"sitemap.json\", \"entranceDeclare\": {}, \"unknown\": [1],"
                 " \"requiredPrivateInfos\": [], \"pageOrientation\": \"auto\", \"darkmode\": true,"
                 " \"window\": {\"navigationBarTextStyle\": \"@text\"}, \"themeLocation\": \"theme.json\"}");
  fixture_write (self, "theme.json", "{\"light\": {\"text\": \"black\"}, \"dark\": {\"text\": \"white\"}}");
  fixture_write (self, "project.config.json",
                 "{\"compileType\": \"miniprogram\", \"srcMiniprogramRoot\": \"./\", \"setting\": {\"es6\": true,"
                 " \"minified\": true, \"useCompilerPlugins\": false, \"babelSetting\": {}}, \"condition\": {}}");
  build = fixture_compile (self);
  g_assert_cmpuint (g_list_model_get_n_items (hub_build_get_diagnostics (build)), ==, 0);
}

/* What comes with the installation, and what comes from nowhere. */
static void
test_extended (Fixture *self, gconstpointer data)
{
  g_autoptr (HubBuild) build = NULL;
  g_autofree char *service = NULL;
  g_autofree char *css = NULL;

  fixture_write (self, "app.json",
                 "{\"pages\": [\"pages/index/index\"], \"useExtendedLib\": {\"weui\": true, \"none\": true},"
                 " \"plugins\": {\"my\": {\"version\": \"1.0.0\", \"provider\": \"wx1\"}}}");
  fixture_write (self, "pages/index/index.json",
                 "{\"usingComponents\": {\"mp-dialog\": \"weui-miniprogram/dialog/dialog\","
                 " \"my-card\": \"plugin://my/card{{x}}\"}}");
  build = fixture_compile (self);
  g_assert_false (hub_build_has_errors (build));
  fixture_assert_has (build, "app.json:1:*: warning: *“none”*");
  fixture_assert_has (build, "pages/index/index.json:1:*: warning: *<my-card>*");
  g_assert_cmpuint (g_list_model_get_n_items (hub_build_get_diagnostics (build)), ==, 2);
  service = fixture_read (build, "app-service.js");
  g_assert_nonnull (strstr (service, "__hubDefine(\"miniprogram_npm/weui-miniprogram/dialog/dialog.js\""));
  g_assert_null (strstr (service, "weui-miniprogram/gallery"));
  g_assert_nonnull (strstr (service, "plugin://my/cardx"));
  css = fixture_read (build, "app.css");
  g_assert_nonnull (strstr (css, ".weui-"));
  g_assert_nonnull (strstr (css, "font-size: 4.26667vw"));
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  fixture_add ("/facts/templates", test_templates);
  fixture_add ("/facts/sheets", test_sheets);
  fixture_add ("/facts/configuration", test_configuration);
  fixture_add ("/facts/extended", test_extended);
  return fixture_run ();
}
