/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-wxss.h"

#include <glib/gstdio.h>
#include <string.h>

#include "hub-wxml-rewrite.h"
#include "hub-js-scan.h"
#include "hub-json-text.h"

static HubProject *project;

static void
add_source (HubCompilation *compilation, const char *name, const char *text)
{
  HubSource *source = g_new0 (HubSource, 1);

  source->name = g_strdup (name);
  source->text = g_strdup (text);
  source->length = strlen (text);
  g_hash_table_replace (compilation->sources, source->name, source);
}

static HubCompilation *
new_compilation (void)
{
  HubCompilation *compilation = hub_compilation_new (project, "/nonexistent", NULL, FALSE);

  add_source (compilation, "images/a.png", "");
  add_source (compilation, "pages/index/b.png", "");
  add_source (compilation, "style/base.wxss", ".base { margin: 75rpx }");
  add_source (compilation, "style/deep.wxss", "@import './base.wxss'; .deep { background: url(d.png) }");
  add_source (compilation, "style/d.png", "");
  add_source (compilation, "style/one.wxss", "@import 'two.wxss';.one{}");
  add_source (compilation, "style/two.wxss", "@import 'one.wxss';.two{}");
  return compilation;
}

static const struct
{
  const char *scope;
  const char *wxss;
  const char *css;
} table[] = {
  /* Units. */
  { "", ".a { width: 750rpx }", ".a { width: 100vw }" },
  { "", ".a { margin: -1rpx 0.5RPX .5rpx +10rpx }",
    ".a { margin: -0.13333vw 0.06667vw 0.06667vw 1.33333vw }" },
  { "", ".a { width: calc(100% - 75rpx) }", ".a { width: calc(100% - 10vw) }" },
  { "", ".a { width: 0rpx; height: -0rpx; top: 1e2rpx }",
    ".a { width: 0vw; height: 0vw; top: 13.33333vw }" },
  { "", ".a { --h: 190rpx; content: '190rpx'; height: var(--h) }",
    ".a { --h: 25.33333vw; content: '190rpx'; height: var(--h) }" },
  { "", "@media (min-width: 75rpx) { .a { width: 15rpx } }",
    "@media (min-width: 10vw) { .a { width: 2vw } }" },
  { "", ".rpx-10rpx #10rpx { color: red }", ".rpx-10rpx #10rpx { color: red }" },
  /* Tags. */
  { "", "page, view > text + button ~ my-tag {}", "body, wx-view > wx-text + wx-button ~ wx-my-tag {}" },
  { "", "html body * wx-view {}", "html body * wx-view {}" },
  { "", "view.a#view[view=view]:not(text):hover::before {}",
    "wx-view.a#view[view=view]:not(wx-text):hover::before {}" },
  { "", "view:nth-child(2n + 1):nth-of-type(odd) {}", "wx-view:nth-child(2n + 1):nth-of-type(odd) {}" },
  { "", "view:nth-child(2n of text, .a) {}", "wx-view:nth-child(2n of wx-text, .a) {}" },
  { "", "view:lang(en):is(text, :where(image)) {}", "wx-view:lang(en):is(wx-text, :where(wx-image)) {}" },
  { "", "@supports (display: grid) { view { display: grid } }",
    "@supports (display: grid) { wx-view { display: grid } }" },
  { "", "view/* x */text {}", "wx-view/**/wx-text {}" },
  { "", "page{a:b}view{c:d}", "body{a:b}wx-view{c:d}" },
  /* Components. */
  { "c1", ".a .b.c, view.d {}", ".c1--a .c1--b.c1--c, wx-view.c1--d {}" },
  { "c1", ":host { display: block } :host(.x) .a {}",
    "[wx-host=\"c1\"] { display: block } [wx-host=\"c1\"].x .c1--a {}" },
  { "c1", ".a:not(.b) {}", ".c1--a:not(.c1--b) {}" },
  { "c1", "[class~=a] #a {}", "[class~=a] #a {}" },
  { "c1", ".中文 .\\31 0 {}", ".c1--中文 .c1--\\31 0 {}" },
  { "c1", "@media print { .a {} }", "@media print { .c1--a {} }" },
  { "c1", ".a { animation: spin 1s } @keyframes spin { from { top: 75rpx } 50.5% { top: 0 } to {} }",
    ".c1--a { animation: spin 1s } @keyframes spin {from { top: 10vw }50.5% { top: 0 }to {}}" },
  { "c1", "@-webkit-keyframes x{0%,50%{left:75rpx}}", "@-webkit-keyframes x{0%,50%{left:10vw}}" },
  { "c1", ".a { .b { color: red } &:hover { color: blue } }",
    ".c1--a { .c1--b { color: red } &:hover { color: blue } }" },
  { "c1", ".a{@media print{color:red;.b{top:0}}}", ".c1--a{@media print{color:red;.c1--b{top:0}}}" },
  /* Addresses. */
  { "", ".a { background: url(b.png) }", ".a { background: url(\"pages/index/b.png\") }" },
  { "", ".a { background: url('../../images/a.png?x#y') }",
    ".a { background: url(\"images/a.png?x#y\") }" },
  { "", ".a { background: url( /images/a.png ) no-repeat }",
    ".a { background: url(\"images/a.png\") no-repeat }" },
  { "", ".a { background: url(data:image/png;base64,AA==) }",
    ".a { background: url(data:image/png;base64,AA==) }" },
  { "", ".a { background: url(\"data:image/svg+xml,%3Csvg xmlns='x'{}/%3E\") }",
    ".a { background: url(\"data:image/svg+xml,%3Csvg xmlns='x'{}/%3E\") }" },
  { "", ".a { background: url(https://e.org/a.png), url(//e.org/b.png), url(#c) }",
    ".a { background: url(https://e.org/a.png), url(//e.org/b.png), url(#c) }" },
  { "", "@font-face { font-family: f; src: url(/images/a.png) format('woff') }",
    "@font-face { font-family: f; src: url(\"images/a.png\") format('woff') }" },
  /* Imports. */
  { "", "@import '/style/base.wxss'; .a {}", ".base { margin: 10vw } .a {}" },
  { "c1", "@import \"../../style/deep.wxss\";",
    ".c1--base { margin: 10vw } .c1--deep { background: url(\"style/d.png\") }" },
  { "", "@import url(/style/base.wxss) screen;", "@media screen{.base { margin: 10vw }}" },
  { "", "@import url('/style/base') print and (color);.a{}",
    "@media print and (color){.base { margin: 10vw }}.a{}" },
  { "", "@charset \"utf-8\";.a{}", ".a{}" },
  { "", "@layer x, y;.a{}", "@layer x, y;.a{}" },
  /* The rest stays. */
  { "", "/* c */ .a { color: red !important; /* d */ ; filter: alpha(opacity=50) }",
    " .a { color: red !important;  ; filter: alpha(opacity=50) }" },
  { "", "\xEF\xBB\xBF.a{}", ".a{}" },
  { "", "", "" },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (HubCompilation) compilation = new_compilation ();
      g_autofree char *css = NULL;

      add_source (compilation, "pages/index/index.wxss", table[i].wxss);
      css = hub_wxss_compile (compilation, "pages/index/index.wxss", table[i].scope);
      g_assert_cmpstr (css, ==, table[i].css);
      g_assert_cmpuint (compilation->diagnostics->len, ==, 0);
    }
}

static const struct
{
  const char *wxss;
  const char *first;   /* the first diagnostic, as a pattern */
} problems[] = {
  { ".a { color: red;\n.b { color: blue }\n", "s.wxss:1:4: warning: *no “}”*" },
  { ".a {}\n}\n", "s.wxss:2:1: warning: *closes nothing*" },
  { ".a {}\n  .b", "s.wxss:2:3: warning: *“{” is missing*" },
  { ".a { content: \"x;\n }", "s.wxss:1:15: warning: *quote*" },
  { ".a {}\n/* x", "s.wxss:2:1: warning: *“*/”*" },
  { ".a { color red; top: 0 }", "s.wxss:1:6: warning: *" },
  { "中 {}\n.a { 文: 1; width 1 }", "s.wxss:2:12: warning: *" },
  { "\n @import 'none.wxss';", "s.wxss:2:10: warning: *none.wxss*" },
  { "@import;", "s.wxss:1:1: warning: *" },
  { "@import 'https://e.org/a.css';", "s.wxss:1:9: warning: *" },
  { ".a { background: url(none.png) }", "s.wxss:1:18: warning: *none.png*" },
  { ".a { background: url(a b) }", "s.wxss:1:18: warning: *" },
  { "@import 'style/one.wxss';", "style/two.wxss:1:9: warning: *imports itself*" },
  { ".a { color: red }\n\xff", "s.wxss:2:1: error: *UTF-8*" },
};

static void
test_problems (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      g_autoptr (HubCompilation) compilation = new_compilation ();
      g_autofree char *css = NULL;
      g_autofree char *text = NULL;

      add_source (compilation, "s.wxss", problems[i].wxss);
      css = hub_wxss_compile (compilation, "s.wxss", "");
      g_assert_cmpuint (compilation->diagnostics->len, >, 0);
      text = hub_diagnostic_to_string (g_ptr_array_index (compilation->diagnostics, 0));
      g_test_message ("%s", text);
      g_assert_true (g_pattern_match_simple (problems[i].first, text));
    }
}

/* Pieces that matter to a tokenizer, in random order: it has to come to an end and stay inside. */
static void
test_fuzz (void)
{
  static const char *const pieces[] = {
    "{", "}", "(", ")", "[", "]", ";", ":", ",", ".", "#", "@", "\\", "\"", "'", "/*", "*/", "a", "-",
    "--", "1", "rpx", "e", "+", "%", "url(", "@import", "@media", "@keyframes", ":host", "not(", " ",
    "\n", "\xE4\xB8\xAD", "<!--", "-->", "!important", "&", "page", "$", "\\41 ", "@font-face", "1rpx"
  };

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (HubCompilation) compilation = new_compilation ();
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *css = NULL;
      guint length = g_test_rand_int_range (0, 60);

      for (guint i = 0; i < length; i++)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      add_source (compilation, "s.wxss", text->str);
      css = hub_wxss_compile (compilation, "s.wxss", round % 2 ? "c1" : "");
      g_assert_true (g_utf8_validate (css, -1, NULL));
    }
}

static void
test_deep_nesting (void)
{
  g_autoptr (HubCompilation) compilation = new_compilation ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *css = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append (text, i % 3 == 0 ? ".a{" : i % 3 == 1 ? "@media x{" : ":not(");
  add_source (compilation, "s.wxss", text->str);
  css = hub_wxss_compile (compilation, "s.wxss", "");
  g_assert_cmpuint (compilation->diagnostics->len, >, 0);
}

/* The same for the readers of the other languages. */
static void
test_noise (void)
{
  static const char *const pieces[] = {
    "<", ">", "/", "</", "<view", " bindtap", "=", "\"", "'", "{{", "}}", "<!--", "-->", "<wxs", "</wxs>",
    "`", "${", "&", "&lt;", "\\n", "//", "/*", "*/", "require", "(", ")", ".async", "\\", "[", "]", "\n", " ", "a", "\xE4\xB8\xAD",
    "{", "}", ":", ",", "1", "-", ".", "e", "true", "nul", "\\u00"
  };

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GArray) shifts = g_array_new (FALSE, FALSE, sizeof (HubWxmlShift));
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GPtrArray) requires = NULL;
      g_autofree char *rewritten = NULL;
      g_autofree char *problem = NULL;
      const char *const path[] = { "a", "1", NULL };
      guint length = g_test_rand_int_range (0, 40);
      gsize offset = 0;
      int grown;

      for (guint i = 0; i < length; i++)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      rewritten = hub_wxml_rewrite (text->str, text->len, shifts);
      grown = 0;
      for (guint i = 0; i < shifts->len; i++)
        grown += g_array_index (shifts, HubWxmlShift, i).by;
      g_assert_cmpuint (strlen (rewritten), ==, text->len + grown);
      requires = hub_js_find_requires (text->str, text->len);
      if (!hub_json_text_check (text->str, text->len, &problem, &offset))
        g_assert_cmpuint (offset, <=, text->len);
      hub_json_text_find (text->str, text->len, path, NULL, NULL);
    }
}

static void
test_events_get_a_colon (void)
{
  static const struct
  {
    const char *from;
    const char *to;
  } rewrites[] = {
    { "<view bindtap=\"a\" catchtouchmove='b'/>", "<view bind:tap=\"a\" catch:touchmove='b'/>" },
    { "<view bind:tap=\"a\" capture-bind:tap=\"b\" mut-bindtap=\"c\"/>",
      "<view bind:tap=\"a\" capture-bind:tap=\"b\" mut-bind:tap=\"c\"/>" },
    { "<pan-gesture-handler worklet:ongesture=\"a\" bindtap=\"b\"/>",
      "<pan-gesture-handler bind:wk-ongesture=\"a\" bind:tap=\"b\"/>" },
    { "<!-- <view bindtap> --><text>bindtap=\"x\"</text>",
      "<!-- <view bindtap> --><text>bindtap=\"x\"</text>" },
    { "<view a=\"bindtap=\" b='{{\"bindtap\"}}' bindtap/>",
      "<view a=\"bindtap=\" b='{{\"bindtap\"}}' bind:tap/>" },
    { "<view a=\"{{ b > 1 ? \"x\" : 'bindtap' }}\"\n  bindtap=\"c\">",
      "<view a=\"{{ b > 1 ? \"x\" : 'bindtap' }}\"\n  bind:tap=\"c\">" },
    { "<wxs module=\"m\">if (a <b bindtap) {}</wxs><a bindx/>",
      "<wxs module=\"m\">if (a <b bindtap) {}</wxs><a bind:x/>" },
    { "<view bind=\"a\" catch binding-x/>", "<view bind=\"a\" catch bind:ing-x/>" },
    { "{{ a <b }}<view", "{{ a <b }}<view" },
    { "<view bindtap", "<view bind:tap" },
    { "<view a='{{", "<view a='{{" },
    /* Entities stay what they are, and line ends are written as in a string. */
    { "<text a=\"b?c&d\">&lt;\\n{{a && '\\n'}}\\t\\\\n &</text>",
      "<text a=\"b?c&amp;d\">&amp;lt;&#10;{{a && '\\n'}}&#9;\\\\n &amp;</text>" },
    { "<wxs module=\"m\">var class = '', a = {class: 1, b: x.class}; return class ? class : a['class']</wxs>",
      "<wxs module=\"m\">var clas_ = '', a = {class: 1, b: x.class}; return clas_ ? clas_ : a['class']</wxs>" },
    { "<wxs module=\"m\">a && '\\n'</wxs>", "<wxs module=\"m\">a && '\\n'</wxs>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rewrites); i++)
    {
      g_autoptr (GArray) shifts = g_array_new (FALSE, FALSE, sizeof (HubWxmlShift));
      g_autofree char *text =
        hub_wxml_rewrite (rewrites[i].from, strlen (rewrites[i].from), shifts);

      g_assert_cmpstr (text, ==, rewrites[i].to);
    }
}

static void
test_columns_are_those_of_the_source (void)
{
  g_autoptr (GArray) shifts = g_array_new (FALSE, FALSE, sizeof (HubWxmlShift));
  const char *text = "\n<view 中 bindtap='a' catchtap='b' c/>";
  g_autofree char *rewritten = hub_wxml_rewrite (text, strlen (text), shifts);

  g_assert_cmpuint (shifts->len, ==, 2);
  g_assert_cmpuint (hub_wxml_source_column (shifts, 1, 1), ==, 1);
  g_assert_cmpuint (hub_wxml_source_column (shifts, 1, 35), ==, 33);
  g_assert_cmpuint (hub_wxml_source_column (shifts, 0, 35), ==, 35);
}

static void
test_requires_are_found (void)
{
  const char *text = "const a = require('./a'), r = /require('no')/g\n"
                     "// require('no')\n/* require('no') */ 'require(\"no\")'; `require('no')`\n"
                     "x.require('no'); require(name); require ( /* c */ \"./b\" )\n"
                     "const d = 4 / require('./c') / 2; return /'/.test(require('d'))\n"
                     "require.async('./e').then(); require('f' + g)";
  static const char *const expected[] = { "./a", "./b", "./c", "d", "./e" };
  g_autoptr (GPtrArray) requires = hub_js_find_requires (text, strlen (text));

  g_assert_cmpuint (requires->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < requires->len; i++)
    g_assert_cmpstr (((HubRequire *) g_ptr_array_index (requires, i))->name, ==, expected[i]);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = NULL;
  g_autofree char *app_json = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("superhub-wxss-XXXXXX", NULL);
  app_json = g_build_filename (folder, "app.json", NULL);
  g_file_set_contents (app_json, "{}", -1, NULL);
  project = hub_project_open (folder, NULL);
  g_test_add_func ("/compiler/wxss/table", test_table);
  g_test_add_func ("/compiler/wxss/problems", test_problems);
  g_test_add_func ("/compiler/wxss/fuzz", test_fuzz);
  g_test_add_func ("/compiler/wxss/deep-nesting", test_deep_nesting);
  g_test_add_func ("/compiler/noise", test_noise);
  g_test_add_func ("/compiler/wxml/events-get-a-colon", test_events_get_a_colon);
  g_test_add_func ("/compiler/wxml/columns-are-those-of-the-source",
                   test_columns_are_those_of_the_source);
  g_test_add_func ("/compiler/script/requires-are-found", test_requires_are_found);
  result = g_test_run ();
  g_clear_object (&project);
  g_unlink (app_json);
  g_rmdir (folder);
  return result;
}
