// SPDX-License-Identifier: GPL-3.0-or-later
// What `miniprogram_npm` has to hold: packages made for mini programs as they are, all others each as one
// script. Nothing is written here; the C side carries the plan out.
import { bundle } from './bundle.js';
import { ask, dirname, join, packageName } from './files.js';

const MAX_PACKAGES = 2000;

function readManifest(plan, folder) {
  const path = join(folder, 'package.json');
  const text = ask('text', path);
  if (text === null) return null;
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    plan.problems.push({ code: 'npm.bad_manifest', file: path, name: '', message: String(error.message) });
    return {};
  }
}

/** The folder of an installed package, as Node.js finds it. */
function locate(name, from) {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, 'node_modules', name);
    if (ask('kind', path) === 'folder') return path;
    if (folder === '') return null;
  }
}

/** The folder of a package that was made for mini programs; null for any other. */
function miniProgramFolder(folder, manifest) {
  const named = typeof manifest.miniprogram === 'string' ? manifest.miniprogram : 'miniprogram_dist';
  const path = join(folder, named);
  return ask('kind', path) === 'folder' ? path : null;
}

function entryOf(folder, manifest) {
  const exported = manifest.exports && (manifest.exports['.'] || manifest.exports);
  const pick = (value) => {
    if (typeof value === 'string') return value;
    if (!value || typeof value !== 'object') return null;
    return pick(value.require) || pick(value.default) || pick(value.import);
  };
  const named = [manifest.main, pick(exported), manifest.module, 'index.js'];
  for (const name of named) {
    if (typeof name !== 'string' || !name) continue;
    const path = join(folder, name);
    for (const candidate of [path, `${path}.js`, `${path}/index.js`]) {
      if (/\.(js|cjs|mjs)$/.test(candidate) && ask('kind', candidate) === 'file') return candidate;
    }
  }
  return null;
}

/** One package, and those it needs. `output` is the folder its own folder is put in. */
function addPackage(plan, name, from, output, asker) {
  const folder = locate(name, from);
  if (folder === null) {
    plan.problems.push({ code: 'npm.not_installed', file: asker, name, message: '' });
    return;
  }
  // A package installed below another one is only that one's.
  const nested = folder.startsWith(`${from}/node_modules/`) && from.includes('node_modules/');
  const target = join(nested ? output.own : output.shared, 'miniprogram_npm', name);
  if (plan.done.has(target) || plan.done.size >= MAX_PACKAGES) return;
  plan.done.add(target);
  const manifest = readManifest(plan, folder) || {};
  const below = { shared: output.shared, own: target };
  const made = miniProgramFolder(folder, manifest);
  let needed = Object.keys(manifest.dependencies || {});
  if (made !== null) {
    plan.operations.push({ copy: made, to: target });
  } else {
    const entry = entryOf(folder, manifest);
    if (entry === null) {
      if (!name.startsWith('@types/')) plan.problems.push({ code: 'npm.no_entry', file: join(folder, 'package.json'), name, message: '' });
      return;
    }
    const built = bundle(entry, folder, manifest);
    plan.problems.push(...built.problems);
    plan.operations.push({ write: join(target, 'index.js'), text: built.text });
    needed = built.outside.map(packageName).filter((other) => other !== name && locate(other, folder) !== null);
  }
  plan.packages.push({ name, version: String(manifest.version || ''), kind: made !== null ? 'copied' : 'bundled', to: target });
  for (const other of new Set(needed)) addPackage(plan, other, folder, below, join(folder, 'package.json'));
}

/**
 * @param {string} text JSON: a list of `{manifest, output}`: a package.json, and the folder in which
 *   miniprogram_npm is put
 * @returns {string} JSON: `operations` ({copy, to} or {write, text}), `problems`, `packages`
 */
export function plan(text) {
  const result = { operations: [], problems: [], packages: [], done: new Set() };
  for (const { manifest, output } of JSON.parse(text)) {
    const folder = dirname(manifest);
    const { dependencies } = readManifest(result, folder) || {};
    for (const name of Object.keys(dependencies || {})) addPackage(result, name, folder, { shared: output, own: output }, manifest);
  }
  delete result.done;
  return JSON.stringify(result);
}
