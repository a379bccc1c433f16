// SPDX-License-Identifier: MIT
// The running program, as everybody in the logic layer sees it.

/** @type {{base: string, config: any, launch: any, device: any, theme: string, language: string, window: any, menuButton: any}} */
export const program = {
  base: '', config: null, launch: { path: '', query: {}, scene: 1001 }, device: {}, theme: 'light', language: 'en', window: {}, menuButton: null,
}

/** Parses "a=1&b=2" as a page's onLoad gets it: strings, not decoded. */
export function parseQuery (text) {
  const query = {}
  for (const part of String(text || '').split('&')) {
    if (!part) continue
    const at = part.indexOf('=')
    if (at < 0) query[part] = ''
    else query[part.slice(0, at)] = part.slice(at + 1)
  }
  return query
}

/** The opposite of parseQuery(). */
export const formatQuery = (query) => (typeof query === 'string'
  ? query
  : Object.keys(query || {}).map((key) => `${key}=${query[key]}`).join('&'))

/** "pages/a/b" and "../c" give "pages/c"; a leading slash means the program's root. */
export function resolvePath (from, path) {
  const parts = path.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..') parts.pop()
    else parts.push(part)
  }
  return parts.join('/')
}
