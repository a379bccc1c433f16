// SPDX-License-Identifier: GPL-3.0-or-later
// Sass: the style sheets of some programs.
import './polyfill.js';
import { compileString } from 'sass';
import { candidates, find, readAs } from './files.js';

const SCHEME = 'hub:///';
const nameOf = (url) => decodeURI(String(url)).replace(/^hub:\/*/, '');
const addressOf = (name) => SCHEME + encodeURI(name);

/** Names as Sass looks for them: with and without an extension or an underscore, in a folder, in node_modules. */
const importer = {
  canonicalize(url, { containingUrl }) {
    const from = containingUrl ? nameOf(containingUrl) : '';
    const written = String(url).startsWith(SCHEME) ? `/${nameOf(url)}` : decodeURI(String(url));
    if (/^(https?:)?\/\//.test(written)) return null;
    const found = find(candidates(from, written.replace(/^~/, ''), ['.scss', '.sass', '.css', '.wxss'], '_'));
    return found === null ? null : new URL(addressOf(found));
  },
  load(url) {
    const name = nameOf(url);
    const contents = readAs(name);
    return contents === null ? null : { contents, syntax: syntaxOf(name) };
  },
};

function syntaxOf(name) {
  if (name.endsWith('.sass')) return 'indented';
  return name.endsWith('.scss') ? 'scss' : 'css';
}

/**
 * @param {string} text a style sheet
 * @param {string} name its name in the program
 * @returns {string} JSON: `css`, or `message`, `file` and `line` of what is wrong; `warnings`, a list of the same
 */
export function compile(text, name) {
  const warnings = [];
  const place = (span) => (span ? { file: span.url ? nameOf(span.url) : name, line: span.start.line + 1, column: span.start.column + 1 } : { file: name, line: 0, column: 0 });
  try {
    const { css } = compileString(text, {
      url: new URL(addressOf(name)),
      syntax: syntaxOf(name),
      importer,
      importers: [importer],
      charset: false,
      logger: {
        warn(message, { span, deprecation }) {
          if (!deprecation) warnings.push({ message, ...place(span) });
        },
        debug() {},
      },
    });
    return JSON.stringify({ css, warnings });
  } catch (error) {
    return JSON.stringify({ message: error.sassMessage || String(error.message || error), ...place(error.span), warnings });
  }
}

