/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <string.h>

/* Programs written in more than JavaScript and WXSS. */

static void
assert_no_diagnostics (HubBuild *build)
{
  GListModel *list = hub_build_get_diagnostics (build);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (HubDiagnostic) one = g_list_model_get_item (list, i);
      g_autofree char *text = hub_diagnostic_to_string (one);

      g_test_message ("found: %s", text);
    }
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 0);
}

/* The number of the line of @text, from 1, that holds @what. */
static guint
line_of (const char *text, const char *what)
{
  const char *found = strstr (text, what);
  guint line = 1;

  g_assert_nonnull (found);
  for (const char *p = text; p < found; p++)
    line += *p == '\n';
  return line;
}

/* The line of the source that a line of the compiled file stands for. */
static guint
source_line (HubBuild *build, const char *file, guint line, const char *source)
{
  JsonObject *config = json_node_get_object (hub_build_get_app_config (build));
  JsonArray *rows = json_object_get_array_member (json_object_get_object_member (config, "lineMap"),
                                                  file);

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonArray *row = json_array_get_array_element (rows, i);

      if (g_str_equal (json_array_get_string_element (row, 1), source))
        return line - json_array_get_int_element (row, 0) + 1;
    }
  g_assert_not_reached ();
}

static void
test_es_modules (Fixture *self, gconstpointer data)
{
  g_autoptr (HubBuild) build = NULL;
  g_autofree char *code = NULL;

  fixture_write (self, "utils/greet.js",
                 "import * as words from './words'\n"
                 "export { polite } from './words'\n"
                 "export * from './words'\n"
                 "export default function () {}\n"
                 "export const greet = () => words.hello\n");
  fixture_write (self, "utils/words.js", "exports.hello = 'hello'\nexports.polite = true\n");
  fixture_write (self, "pages/index/index.js",
                 "import any, { greet } from '../../utils/greet'\n"
                 "\n"
                 "Page({\n"
                 "  data: { a: greet(), any, later: import('../../utils/words') },\n"
                 "  import: 1\n"
                 "})\n");
  build = fixture_compile (self);
  assert_no_diagnostics (build);
  code = fixture_read (build, "app-service.js");
  g_assert_null (strstr (code, "import '"));
  g_assert_cmpuint (source_line (build, "app-service.js", line_of (code, "later:"),
                                 "pages/index/index.js"), ==, 4);
  g_assert_cmpuint (source_line (build, "app-service.js", line_of (code, "const greet"),
                                 "utils/greet.js"), ==, 5);
}

static void
test_common_js_untouched (Fixture *self, gconstpointer data)
{
  g_autoptr (HubBuild) build = NULL;
  g_autofree char *code = NULL;

  fixture_write (self, "utils/greet.js",
                 "const a = { import: 1, export: 2, default: 3 }\n"
                 "/* import x from 'y' */ const s = \"export default\"\n"
                 "module.exports = { ...require('./words'), greet() { return a + s } }\n");
  fixture_write (self, "utils/words.js", "exports.hello = 'hello'\n");
  build = fixture_compile (self);
  assert_no_diagnostics (build);
  code = fixture_read (build, "app-service.js");
  g_assert_nonnull (strstr (code, "const a = { import: 1, export: 2, default: 3 }\n/* import x"));
  g_assert_null (strstr (code, "use strict"));
}

static void
test_typescript (Fixture *self, gconstpointer data)
{
  g_autoptr (HubBuild) build = NULL;
  g_autofree char *code = NULL;

  fixture_remove (self, "app.js");
  fixture_remove (self, "utils/greet.js");
  fixture_remove (self, "pages/index/index.js");
  fixture_remove (self, "components/card/card.js");
  fixture_write (self, "app.ts", "App<{ version: string }>({ version: '1' as string })\n");
  fixture_write (self, "typings/index.d.ts", "declare const nothing: never\n");
  fixture_write (self, "utils/greet.ts",
                 "export enum Mood { Good, Bad = 'bad' }\n"
                 "export const enum Level { One = 1 }\n"
                 "export interface Greeting {\n"
                 "  text: string\n"
                 "}\n"
                 "export type Make = (mood?: Mood) => Greeting\n"
                 "abstract class Base<T> { constructor(protected readonly value: T) {} }\n"
                 "export class Greeter extends Base<string> { text = this.value! }\n"
                 "export const greet: Make = (mood = Mood.Good) => <Greeting>{ text: `${mood}` }\n");
  fixture_write (self, "utils/old.ts", "import fs = require('./greet')\nexport = fs.greet\n");
  fixture_write (self, "pages/index/index.ts",
                 "import { greet, type Make } from '../../utils/greet.ts'\n"
                 "import type { Nothing } from '../../typings/none'\n"
                 "import old from '../../utils/old'\n"
                 "\n"
                 "const make: Make = greet satisfies Make\n"
                 "Page({ data: { a: make(), old } as const })\n");
  fixture_write (self, "components/card/card.ts",
                 "Component({ options: { styleIsolation: 'apply-shared' } })\n");
  build = fixture_compile (self);
  assert_no_diagnostics (build);
  code = fixture_read (build, "app-service.js");
  g_assert_nonnull (strstr (code, "__hubDefine(\"pages/index/index.js\""));
  g_assert_null (strstr (code, "typings"));
  g_assert_cmpuint (source_line (build, "app-service.js", line_of (code, "data: { a: make()"),
                                 "pages/index/index.ts"), ==, 6);
  g_assert_cmpuint (source_line (build, "app-service.js", line_of (code, "const greet"),
                                 "utils/greet.ts"), ==, 9);
  g_assert_null (hub_build_lookup (build, "app.ts"));
}

/* What tsc made stands beside its source; only the plug-in makes the source count. */
static void
test_typescript_beside_js (Fixture *self, gconstpointer data)
{
  g_autoptr (HubBuild) without = NULL;
  g_autoptr (HubBuild) with = NULL;
  g_autofree char *old = NULL;
  g_autofree char *code = NULL;

  fixture_write (self, "app.ts", "App({ from: 'ts' as string })\n");
  without = fixture_compile (self);
  old = fixture_read (without, "app-service.js");
  g_assert_null (strstr (old, "from: 'ts'"));
  fixture_write (self, "project.config.json",
                 "{\"setting\": {\"useCompilerPlugins\": [\"typescript\", 7]}}");
  with = fixture_compile (self);
  code = fixture_read (with, "app-service.js");
  g_assert_nonnull (strstr (code, "from: 'ts'"));
}

static const struct
{
  const char *name;
  const char *text;
  const char *expected;
} mistakes[] = {
  { "utils/greet.js", "import a from './none'\nexport const greet = a\n",
    "utils/greet.js:1:15: warning: *“./none”*" },
  { "utils/greet.js", "import a from './words'\nlet b = ;\nexport default a\n", "utils/greet.js:2:9: error: *" },
  { "utils/greet.js", "export const a = 1\nexport const a = 2\n", "utils/greet.js:2: error: *twice*" },
  { "utils/greet.js", "exports.a = require('./words.json')\n", "utils/greet.js:1:21: warning: *module.exports = *" },
  { "utils/greet.js", "exports.a = require('dayjs/plugin/utc')\n",
    "utils/greet.js:1:21: warning: *superhub build-npm*" },
  { "utils/greet.js", "exports.a = require('built/lib/a')\n", "utils/greet.js:1:21: warning: *main script*" },
  { "utils/words.js", "export const broken = [\n", NULL },
  { "utils/deco.ts", "@made\nclass A {}\nexport default A\n", "utils/deco.ts:1:1: error: *decorators*" },
  { "utils/deco.ts", "namespace N { export const a = 1 }\nexport default 1\n",
    "utils/deco.ts:1:1: warning: *namespace*" },
  { "utils/deco.ts", "export default 1\nlet a: number = (1 +\n", "utils/deco.ts:3:1: error: *" },
};

static void
test_mistakes (Fixture *self, gconstpointer data)
{
  fixture_write (self, "node_modules/dayjs/package.json", "{}");
  fixture_write (self, "miniprogram_npm/built/index.js", "exports.a = 1\n");
  fixture_write (self, "utils/words.js", "exports.hello = 'hello'\n");
  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (HubBuild) build = NULL;

      fixture_write (self, "utils/greet.js", "exports.greet = require('./deco')\n");
      fixture_write (self, "utils/deco.ts", "export default 1\n");
      fixture_write (self, mistakes[i].name, mistakes[i].text);
      build = fixture_compile (self);
      if (mistakes[i].expected != NULL)
        fixture_assert_has (build, mistakes[i].expected);
      else
        assert_no_diagnostics (build);
    }
}

static void
test_alias (Fixture *self, gconstpointer data)
{
  g_autoptr (HubBuild) build = NULL;

  fixture_write (self, "app.json",
                 "{\"pages\": [\"pages/index/index\"],"
                 " \"resolveAlias\": {\"@/*\": \"/*\", \"@utils/*\": \"utils/*\"}}");
  fixture_write (self, "pages/index/index.json",
                 "{\"usingComponents\": {\"my-card\": \"@/components/card/card\"}}");
  fixture_write (self, "pages/index/index.js",
                 "const { greet } = require('@utils/greet')\nPage({ greet, other: require('@/utils/greet.js') })\n");
  build = fixture_compile (self);
  assert_no_diagnostics (build);
}

static void
test_workers (Fixture *self, gconstpointer data)
{
  g_autoptr (HubBuild) build = NULL;
  g_autofree char *worker = NULL;
  g_autofree char *service = NULL;

  fixture_write (self, "app.json", "{\"pages\": [\"pages/index/index\"], \"workers\": \"workers\"}");
  fixture_write (self, "workers/main.ts", "import { add } from './add'\nworker.postMessage(add(1, 2) as number)\n");
  fixture_write (self, "workers/add.js", "exports.add = (a, b) => a + b\n");
  build = fixture_compile (self);
  assert_no_diagnostics (build);
  worker = fixture_read (build, "workers/app-worker.js");
  service = fixture_read (build, "app-service.js");
  g_assert_nonnull (strstr (worker, "__hubDefine(\"workers/main.js\""));
  g_assert_nonnull (strstr (worker, "__hubDefine(\"workers/add.js\""));
  g_assert_null (strstr (service, "workers/"));
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (hub_build_get_app_config (build)),
                                                  "workers"), ==, "workers/");
}

static void
assert_css (Fixture *self, const char *name, const char *pattern)
{
  g_autoptr (HubBuild) build = fixture_compile (self);
  g_autofree char *css = NULL;

  assert_no_diagnostics (build);
  css = fixture_read (build, name);
  if (!g_pattern_match_simple (pattern, css))
    g_assert_cmpstr (css, ==, pattern);
}

static void
test_sass (Fixture *self, gconstpointer data)
{
  fixture_remove (self, "pages/index/index.wxss");
  fixture_remove (self, "components/card/card.wxss");
  fixture_write (self, "styles/_vars.scss", "$gap: 75rpx;\n@mixin wide($n) { width: $gap * $n; }\n");
  fixture_write (self, "styles/old.wxss", ".old { height: 75rpx }\n");
  fixture_write (self, "node_modules/theme/index.scss", "$colour: red;\n");
  fixture_write (self, "pages/index/index.scss",
                 "@use 'sass:math';\n@use '../../styles/vars' as v;\n@import '../../styles/old.wxss', 'theme';\n"
                 ".a { @include v.wide(2); color: $colour; &:hover { top: math.div(v.$gap, 2) } view { left: 0 } }\n");
  fixture_write (self, "components/card/card.sass", "$w: 75rpx\n.card\n  width: $w\n");
  assert_css (self, "pages/index/index.css",
              "*.old*height: 10vw*.a {*width: 20vw*color: red*.a:hover {*top: 5vw*.a wx-view {*");
  assert_css (self, "components/card/card.css", "*--card {*width: 10vw*");
  /* A sheet that others import brings those to be compiled anew. */
  fixture_write (self, "styles/_vars.scss", "$gap: 150rpx;\n@mixin wide($n) { width: $gap * $n; }\n");
  assert_css (self, "pages/index/index.css", "*.a {*width: 40vw*");
}

static void
test_less (Fixture *self, gconstpointer data)
{
  fixture_remove (self, "pages/index/index.wxss");
  fixture_write (self, "styles/vars.less", "@gap: 75rpx;\n.wide(@n) { width: @gap * @n }\n");
  fixture_write (self, "styles/theme.less", "@colour: red;\n");
  fixture_write (self, "app.wxss", "@import './styles/base.wxss';\n");
  fixture_write (self, "styles/base.less", ".base { width: (750rpx / 10) }\n");
  fixture_write (self, "pages/index/index.less",
                 "@import '../../styles/vars';\n@import '/styles/theme.less';\n"
                 ".a { .wide(2); color: @colour; &-b { width: calc(100% - @gap) } }\n");
  assert_css (self, "pages/index/index.css", "*.a {*color: red*.a-b {*width: calc(100% - 10vw)*");
  assert_css (self, "app.css", "*.base {*width: 10vw*");
  fixture_write (self, "styles/theme.less", "@colour: blue;\n");
  assert_css (self, "pages/index/index.css", "*color: blue*");
}

static const struct
{
  const char *name;
  const char *text;
  const char *expected;
} style_mistakes[] = {
  { "pages/index/index.scss", ".a {\n  @include none;\n}\n", "pages/index/index.scss:2:3: error: *mixin*" },
  { "pages/index/index.scss", "\n@import 'none';\n", "pages/index/index.scss:2:9: error: *" },
  { "pages/index/index.scss", "@import '../../styles/part';\n", "styles/_part.scss:2:9: error: *" },
  { "pages/index/index.scss", "@warn 'careful';\n", "pages/index/index.scss: warning: careful" },
  { "app.less", ".a {\n  color: @none;\n}\n", "app.less:2:*: error: *@none*" },
  { "app.less", "@import 'none';\n", "app.less:1:1: error: *none*" },
  { "app.less", "@plugin 'none';\n", "app.less:1:*: error: *" },
};

static void
test_style_mistakes (Fixture *self, gconstpointer data)
{
  fixture_remove (self, "pages/index/index.wxss");
  fixture_remove (self, "app.wxss");
  fixture_write (self, "styles/_part.scss", "\n.a { b: $none }\n");
  for (guint i = 0; i < G_N_ELEMENTS (style_mistakes); i++)
    {
      g_autoptr (HubBuild) build = NULL;

      fixture_write (self, style_mistakes[i].name, style_mistakes[i].text);
      build = fixture_compile (self);
      fixture_assert_has (build, style_mistakes[i].expected);
      fixture_remove (self, style_mistakes[i].name);
    }
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  fixture_add ("/languages/es-modules", test_es_modules);
  fixture_add ("/languages/common-js-untouched", test_common_js_untouched);
  fixture_add ("/languages/typescript", test_typescript);
  fixture_add ("/languages/typescript-beside-js", test_typescript_beside_js);
  fixture_add ("/languages/mistakes", test_mistakes);
  fixture_add ("/languages/alias", test_alias);
  fixture_add ("/languages/workers", test_workers);
  fixture_add ("/languages/sass", test_sass);
  fixture_add ("/languages/less", test_less);
  fixture_add ("/languages/style-mistakes", test_style_mistakes);
  return fixture_run ();
}
