// SPDX-License-Identifier: MIT
// The names files have for a program: wxfile://tmp/…, wxfile://usr/…, wxfile://store_…, and its own package.
import { FileError } from './errors.js'

export const USER_DATA_PATH = 'wxfile://usr'

const LONGEST = 1024
// The tool's simulator says http:// where phones say wxfile://; programs were written against both.
const VIRTUAL = /^(?:wxfile|http):\/\/(tmp|usr|store)(?:([/_])([^?#]*))?$/
const OTHER = /^[a-z][a-z0-9+.-]*:/i

/** Whether a text names a file outside of the package. */
export const isVirtual = (text) => typeof text === 'string' && VIRTUAL.test(text)

function plainParts (text) {
  const parts = []
  for (const part of text.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..') {
      if (!parts.length) throw new FileError('EACCES')
      parts.pop()
    } else {
      parts.push(part)
    }
  }
  return parts
}

/**
 * Reads a program's name for a file.
 *
 * @param {string} path
 * @returns {{area: 'tmp'|'usr'|'store'|'package', name: string, key: string}} `name` below the area without leading slash, `key` with the area
 */
export function parsePath (path) {
  if (typeof path !== 'string' || path === '') throw new FileError('EINVAL', 'parameter error: the path should be a non-empty string')
  if (path.length > LONGEST || /[\u0000-\u001f\\]/.test(path)) throw new FileError('EINVAL', 'invalid path')
  const found = VIRTUAL.exec(path)
  if (!found && OTHER.test(path)) throw new FileError('EACCES')
  const area = found ? found[1] : 'package'
  const name = plainParts(found ? found[3] || '' : path).join('/')
  return { area, name, key: name ? `${area}/${name}` : area }
}

/** The name a program gets for a file: the opposite of parsePath(). */
export function formatPath (area, name) {
  return area === 'store' ? `wxfile://store_${name}` : `wxfile://${area}/${name}`
}

/** The folder of a key; '' above an area. */
export const parentOf = (key) => key.slice(0, Math.max(0, key.lastIndexOf('/')))

let count = 0

/** A name nobody else has, with the extension ("png" or ".png"). */
export function freshName (extension) {
  count += 1
  const random = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('')
  const suffix = String(extension || '').replace(/^\./, '').replace(/[^A-Za-z0-9]/g, '').slice(0, 10)
  return `${random}${count}${suffix ? `.${suffix}` : ''}`
}

/** The extension of a name or URL, without the dot; '' if it has none. */
export function extensionOf (path) {
  const found = /\.([A-Za-z0-9]{1,10})$/.exec(String(path).replace(/[?#].*$/, '').split('/').pop())
  return found ? found[1].toLowerCase() : ''
}
