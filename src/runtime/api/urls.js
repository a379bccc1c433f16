// SPDX-License-Identifier: MIT
// Names of the program's files as URLs.

/** `/images/a.png`, `images/a.png` or an absolute URL, as the shell can load it. */
export function resolveUrl(path, shell) {
  const text = String(path)
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) || text.startsWith('//')) return text
  return new URL('app/' + text.replace(/^(\.?\/)+/, ''), shell.base).href
}
