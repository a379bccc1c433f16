// SPDX-License-Identifier: GPL-3.0-or-later
// TypeScript and ES modules to what runs in a module function: only the syntax changes, line by line.
import { transform } from 'sucrase';

// `export { default as a } from` a module that is none of ours: what it exports is its default, as in an import.
const NAMED = 'get: () => obj[importedName]';
const NAMED_OR_WHOLE = 'get: () => (importedName === "default" && !(obj && obj.__esModule) ? obj : obj[importedName])';

/**
 * Modules that import each other see each other's functions from the start: functions are there before the first
 * statement runs, so they are exported there.
 */
function hoistFunctions(code, text) {
  let hoisted = '';
  for (const [, byDefault, name] of text.matchAll(/^export[ \t]+(default[ \t]+)?(?:async[ \t]+)?function[ \t]*\*?[ \t]*([\w$]+)/gm)) {
    const exported = `exports.${byDefault ? 'default' : name} = ${name};`;
    if (code.includes(`} ${exported}`)) hoisted += exported;
  }
  const mark = 'Object.defineProperty(exports, "__esModule", {value: true});';
  return hoisted ? code.replace(mark, () => mark + hoisted) : code;
}

/**
 * @param {string} text a script
 * @param {string} kind "ts" or "js"
 * @returns {string} JSON: `code`, or `message`, `line` and `column` of what is wrong
 */
export function compile(text, kind) {
  try {
    const { code } = transform(text, {
      transforms: kind === 'ts' ? ['typescript', 'imports'] : ['imports'],
      disableESTransforms: true,
    });
    return JSON.stringify({ code: hoistFunctions(code, text).replace(NAMED, NAMED_OR_WHOLE) });
  } catch (error) {
    const place = error.loc || {};
    const message = String(error.message || error)
      .replace(/^Error transforming [^:]*: /, '')
      .replace(/ \(\d+:\d+\)$/, '');
    return JSON.stringify({ message, line: place.line || 0, column: place.column || 0 });
  }
}
