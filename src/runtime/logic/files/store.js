// SPDX-License-Identifier: MIT
// Where the program's files stand: on the host's disk in the simulator, in the worker's memory on a phone.
import { callHostSync, readProgramBytes } from '../host.js'
import { FileError } from './errors.js'
import { HostStore, hostUrl } from './host-store.js'
import { MemoryStore } from './memory-store.js'
import { toBase64 } from './encodings.js'
import { typeOfExtension } from './mime.js'
import { extensionOf, formatPath, freshName, isVirtual, parsePath } from './paths.js'

let chosen = null

function hostKeepsFiles () {
  try {
    callHostSync('file/info', {})
    return true
  } catch {
    return false
  }
}

/** The store, chosen when it is first needed. */
export function store () {
  if (!chosen) chosen = hostKeepsFiles() ? new HostStore() : new MemoryStore()
  return chosen
}

/** Whether services of the host can read and write the program's files by their keys. */
export const hostHasFiles = () => store() instanceof HostStore

/** The bytes of any file a program may read, its package's included. */
export function readBytes (path, position, length) {
  const { area, name, key } = parsePath(path)
  if (area !== 'package') return store().read(key, position, length)
  const bytes = name ? readProgramBytes(name) : null
  if (!bytes) throw new FileError('ENOENT')
  return position || length !== undefined ? bytes.slice(position || 0, (position || 0) + (length === undefined ? bytes.length : length)) : bytes
}

/** What a path is: null if there is nothing. */
export function statPath (path) {
  const { area, name, key } = parsePath(path)
  if (area !== 'package') return store().stat(key)
  const bytes = name ? readProgramBytes(name) : null
  return bytes ? { type: 'file', size: bytes.length, mtime: 0, atime: 0 } : null
}

/**
 * Keeps bytes in a new temporary file: what canvasToTempFilePath, choosers and downloads hand to the program.
 *
 * @param {Uint8Array|ArrayBuffer} bytes
 * @param {string} extension "png"
 * @returns {string} its path, "wxfile://tmp/…"
 */
export function writeTempFile (bytes, extension) {
  const name = freshName(extension)
  store().write(`tmp/${name}`, bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes)
  return formatPath('tmp', name)
}

/**
 * A URL by which views and the shell can load what a program calls by a wxfile: path; anything else comes back unchanged.
 * On a phone a data: URL, for neither blobs nor memory reach another frame of opaque origin.
 */
export function loadableUrl (path) {
  if (!isVirtual(path)) return path
  try {
    const { key } = parsePath(path)
    if (hostHasFiles()) return hostUrl(key)
    return `data:${typeOfExtension(extensionOf(key))};base64,${toBase64(store().read(key))}`
  } catch {
    return path
  }
}

const IN_STYLE = /url\(\s*(["']?)((?:wxfile|http):\/\/(?:tmp|usr|store)[/_][^"')]+)\1\s*\)/g

/** The same for the url()s of an inline style. */
export const loadableStyle = (text) => (text.includes('://') ? text.replace(IN_STYLE, (all, quote, path) => `url("${loadableUrl(path.trim())}")`) : text)

/** The same for everything in arguments that go to the shell. */
export function loadableArguments (value) {
  if (typeof value === 'string') return loadableUrl(value)
  if (Array.isArray(value)) return value.map(loadableArguments)
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, loadableArguments(member)]))
}
