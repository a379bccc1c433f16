// SPDX-License-Identifier: MIT
// Files in the worker's memory, where the host keeps none: they end with the program.
import { FileError } from './errors.js'
import { parentOf } from './paths.js'

const LIMIT = 64 * 1024 * 1024

const now = () => Math.floor(Date.now() / 1000)

/**
 * A store of files by key ("usr/a/b"). All methods throw FileError. The areas themselves are folders that always exist.
 */
export class MemoryStore {
  constructor () {
    /** @type {Map<string, {bytes: Uint8Array|null, mtime: number, atime: number}>} null bytes: a folder */
    this.nodes = new Map(['tmp', 'usr', 'store'].map((area) => [area, { bytes: null, mtime: now(), atime: now() }]))
    this.used = 0
  }

  /** Null if there is nothing. */
  stat (key) {
    const node = this.nodes.get(key)
    return node ? { type: node.bytes ? 'file' : 'folder', size: node.bytes ? node.bytes.length : 0, mtime: node.mtime, atime: node.atime } : null
  }

  list (key) {
    if (this.need(key).bytes) throw new FileError('ENOTDIR')
    const start = `${key}/`
    return [...this.nodes.keys()].filter((name) => name.startsWith(start) && !name.slice(start.length).includes('/')).map((name) => name.slice(start.length)).sort()
  }

  mkdir (key) {
    if (this.nodes.has(key)) throw new FileError('EEXIST')
    this.needFolder(parentOf(key))
    this.nodes.set(key, { bytes: null, mtime: now(), atime: now() })
  }

  /** Removes a file or an empty folder. */
  remove (key) {
    const node = this.need(key)
    if (!node.bytes && this.list(key).length) throw new FileError('ENOTEMPTY')
    this.used -= node.bytes ? node.bytes.length : 0
    this.nodes.delete(key)
  }

  rename (from, to) {
    const node = this.need(from)
    this.needFolder(parentOf(to))
    const target = this.nodes.get(to)
    if (target && (!target.bytes || !node.bytes)) throw new FileError(target.bytes ? 'ENOTDIR' : 'EEXIST')
    if (`${to}/`.startsWith(`${from}/`)) throw new FileError('EINVAL')
    if (target) this.remove(to)
    for (const key of [...this.nodes.keys()]) {
      if (key !== from && !key.startsWith(`${from}/`)) continue
      this.nodes.set(to + key.slice(from.length), this.nodes.get(key))
      this.nodes.delete(key)
    }
  }

  copy (from, to) { this.write(to, this.read(from)) }

  read (key, position = 0, length = Infinity) {
    const node = this.need(key)
    if (!node.bytes) throw new FileError('EISDIR')
    node.atime = now()
    return node.bytes.slice(position, Math.min(node.bytes.length, position + length))
  }

  /** Writes a file; from `position` on, or all of it if that is undefined ("end" appends). */
  write (key, bytes, position) {
    const old = this.nodes.get(key)
    if (old && !old.bytes) throw new FileError('EISDIR')
    this.needFolder(parentOf(key))
    const before = old ? old.bytes : new Uint8Array(0)
    const at = position === 'end' ? before.length : position
    if (at === undefined) {
      this.put(key, bytes.slice())
      return
    }
    const after = new Uint8Array(Math.max(before.length, at + bytes.length))
    after.set(before)
    after.set(bytes, at)
    this.put(key, after)
  }

  truncate (key, length) {
    const after = new Uint8Array(length)
    after.set(this.read(key).subarray(0, length))
    this.put(key, after)
  }

  put (key, bytes) {
    const old = this.nodes.get(key)
    const used = this.used - (old ? old.bytes.length : 0) + bytes.length
    if (used > LIMIT) throw new FileError('EQUOTA')
    this.used = used
    this.nodes.set(key, { bytes, mtime: now(), atime: now() })
  }

  need (key) {
    const node = this.nodes.get(key)
    if (!node) throw new FileError('ENOENT')
    return node
  }

  needFolder (key) {
    if (this.need(key).bytes) throw new FileError('ENOTDIR')
  }
}
