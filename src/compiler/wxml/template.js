// SPDX-License-Identifier: GPL-3.0-or-later
// The template compiler as the C side calls it: strings in, JSON out, one template at a time, so that
// each result can be kept by the content of its source.
import './polyfill.js';
import * as compiler from 'glass-easel-template-compiler/pkg/glass_easel_template_compiler_bg.js';

/** @param {ArrayBuffer} bytes the WebAssembly module */
export function start(bytes) {
  const module = new WebAssembly.Module(bytes);
  const imports = {};
  for (const { module: from } of WebAssembly.Module.imports(module)) imports[from] = compiler;
  compiler.__wbg_set_wasm(new WebAssembly.Instance(module, imports).exports);
}

/** What every group of templates starts with. */
export function runtime() {
  const group = new compiler.TmplGroup();
  try {
    // Only a group with a script brings D, by which WXS modules are defined.
    group.addScript('any', '');
    return group.getRuntimeString();
  } finally {
    group.free();
  }
}

/**
 * @returns {string} JSON: `code` (an expression), `templates` and `scripts` it refers to, `inline`
 *   scripts with their first lines, and `problems`; lines and columns from 0
 */
export function compile(path, text) {
  const group = new compiler.TmplGroup();
  const problems = group.addTmpl(path, text).map((p) => ({
    level: p.isError ? 'Error' : p.level,
    code: p.code & 0xffff,
    message: p.message,
    line: p.startLine,
    column: p.startColumn,
  }));
  const result = JSON.stringify({
    code: group.getTmplGenObject(path),
    templates: group.getDirectDependencies(path),
    scripts: group.getScriptDependencies(path),
    inline: group.getInlineScriptModuleNames(path).map((name) => ({
      name,
      text: group.getInlineScript(path, name),
      line: group.getInlineScriptStartLine(path, name),
    })),
    problems,
  });
  // Not in a finally: after a trap the group is in use for ever, and the module is loaded anew.
  group.free();
  return result;
}
