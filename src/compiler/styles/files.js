// SPDX-License-Identifier: GPL-3.0-or-later
// The style sheets of the program, as the importing compilers look for them.

/** The text of a file of the program; null where there is none. The C side notes every name that was asked for. */
export const readAs = (name) => globalThis.hubReadFile(name);

export function joinPath(from, written) {
  const parts = written.startsWith('/') ? [] : from.split('/').slice(0, -1).filter((part) => part !== '');
  for (const part of written.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** The names a written one may mean, the likeliest first. */
export function candidates(from, written, extensions, partial) {
  const names = [];
  const bases = [joinPath(from, written)];
  if (!/^[./]/.test(written)) bases.push(written, `miniprogram_npm/${written}`, `node_modules/${written}`);
  for (const base of bases) {
    const at = base.lastIndexOf('/') + 1;
    const hidden = base.slice(0, at) + partial + base.slice(at);
    if (/\.(scss|sass|less|css|wxss)$/.test(base)) names.push(base, hidden);
    for (const extension of extensions) names.push(base + extension, hidden + extension);
    for (const extension of extensions) names.push(`${base}/index${extension}`, `${base}/${partial}index${extension}`);
  }
  return [...new Set(names)];
}

export const find = (names) => names.find((name) => readAs(name) !== null) ?? null;
