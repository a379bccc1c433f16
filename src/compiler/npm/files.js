// SPDX-License-Identifier: GPL-3.0-or-later
// The files of the project, by names relative to its folder.

/**
 * "text" of a file, "kind" of a path ("file" or "folder"), or the "requires" of a script as JSON; null where there is nothing.
 */
export const ask = (what, about) => globalThis.hubReadFile(`${what}:${about}`);

export function join(...parts) {
  const result = [];
  for (const part of parts.join('/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') result.pop();
    else result.push(part);
  }
  return result.join('/');
}

export const dirname = (path) => path.split('/').slice(0, -1).join('/');

/** "@a/b/lib/c" belongs to the package "@a/b". */
export const packageName = (id) => id.split('/').slice(0, id.startsWith('@') ? 2 : 1).join('/');
