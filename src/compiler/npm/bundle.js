// SPDX-License-Identifier: GPL-3.0-or-later
// All scripts of a package that its entry needs, as one script.
import { compile } from '../script/scripts.js';
import { ask, dirname, join } from './files.js';

const MAX_MODULES = 5000;

function resolve(from, id) {
  const path = join(dirname(from), id);
  const candidates = [path, `${path}.js`, `${path}.cjs`, `${path}.mjs`, `${path}.json`, `${path}/index.js`];
  return candidates.find((name) => ask('kind', name) === 'file') || null;
}

/** The script as the body of a function of require, module and exports. */
function readModule(path, problems) {
  const text = (ask('text', path) || '').replace(/^\uFEFF/, '').replace(/^#!.*/, '');
  if (path.endsWith('.json')) return `module.exports = ${text.trim() || '{}'}`;
  const plain = text.replace(/\bprocess\.env\.NODE_ENV\b/g, '"production"');
  if (ask('module', plain) === null) return plain;
  const result = JSON.parse(compile(plain, 'js'));
  if (result.code !== undefined) return result.code;
  problems.push({ code: 'npm.syntax', file: path, line: result.line, name: '', message: result.message });
  return '';
}

/** Its calls of require(), and where the names stand. */
const findRequires = (code) => JSON.parse(ask('requires', code));

/**
 * @param {string} entry the script the package starts with
 * @param {string} folder the package's folder
 * @returns {{text: string, outside: string[], problems: object[]}} `outside`: the modules of other packages it requires
 */
export function bundle(entry, folder, manifest) {
  const problems = [];
  const outside = new Set();
  const numbers = new Map([[entry, 0]]);
  const queue = [entry];
  const bodies = [];
  while (bodies.length < queue.length) {
    const path = queue[bodies.length];
    const code = readModule(path, problems);
    let body = '';
    let at = 0;
    for (const [id, start, length] of findRequires(code)) {
      if (!id.startsWith('.')) {
        outside.add(id);
        continue;
      }
      const found = resolve(path, id);
      const word = code.lastIndexOf('require', start);
      if (found === null || word < at || queue.length >= MAX_MODULES) continue;
      if (!numbers.has(found)) {
        numbers.set(found, queue.length);
        queue.push(found);
      }
      body += `${code.slice(at, word)}__npm${code.slice(word + 'require'.length, start)}${numbers.get(found)}`;
      at = start + length;
    }
    bodies.push(body + code.slice(at));
  }
  const parts = bodies.map((body, i) => `// ${queue[i].slice(folder.length + 1)}\nfunction (module, exports, __npm) {\n${body}\n},`);
  const text = `// ${manifest.name || ''} ${manifest.version || ''}, built from node_modules
var __modules = []
var __load = function (number) {
  var module = __modules[number]
  if (!module) {
    module = __modules[number] = { exports: {} }
    __bodies[number].call(module.exports, module, module.exports, __load)
  }
  return module.exports
}
var __bodies = [
${parts.join('\n')}
]
module.exports = __load(0)
`;
  return { text, outside: [...outside], problems };
}
