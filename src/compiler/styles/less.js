// SPDX-License-Identifier: GPL-3.0-or-later
// Less: the style sheets of some programs.
import './polyfill.js';
import AbstractFileManager from 'less/lib/less/environment/abstract-file-manager.js';
import createLess from 'less/lib/less/index.js';
import { candidates, find, joinPath, readAs } from './files.js';

class Files extends AbstractFileManager {
  supports() {
    return true;
  }

  supportsSync() {
    return true;
  }

  loadFileSync(written, folder) {
    // `@import` of a name that Less has already joined with its folder, or that stands as written.
    const name = find(candidates(`${folder}/.`, written.replace(/^~/, ''), ['.less', '.css', '.wxss'], ''));
    if (name === null) return { type: 'File', message: `“${joinPath(`${folder}/.`, written)}” is missing` };
    return { filename: name, contents: readAs(name) };
  }

  loadFile(written, folder) {
    const result = this.loadFileSync(written, folder);
    return result.filename ? Promise.resolve(result) : Promise.reject(result);
  }
}

/** `@plugin` would run scripts while compiling. */
class NoPlugins {
  evalPlugin() {
    return null;
  }

  loadPluginSync() {
    return { type: 'File', message: '@plugin is not supported' };
  }

  loadPlugin() {
    return Promise.reject(new Error('@plugin is not supported'));
  }
}

let less = null;

/**
 * @param {string} text a style sheet
 * @param {string} name its name in the program
 * @returns {string} JSON: `css`, or `message`, `file` and `line` of what is wrong
 */
export function compile(text, name) {
  if (!less) {
    less = createLess({ encodeBase64: (value) => value, mimeLookup: () => '', charsetLookup: () => '', getSourceMapGenerator: () => null }, [new Files()]);
    less.PluginLoader = NoPlugins;
  }
  const answer = render(text, name, 'parens-division');
  // Before Less 4 every "/" was a division; sheets of that time show by failing.
  const older = answer.css === undefined ? render(text, name, 'always') : answer;
  return JSON.stringify(older.css === undefined ? answer : older);
}

function render(text, name, math) {
  let answer = { message: 'Less gave no answer', file: name, line: 0, column: 0 };
  less.render(text, { filename: name, syncImport: true, rewriteUrls: 'off', javascriptEnabled: false, math }, (error, output) => {
    if (!error) answer = { css: output.css };
    else answer = { message: String(error.message), file: error.filename || name, line: error.line || 0, column: (error.column ?? -1) + 1 };
  });
  return answer;
}
