// SPDX-License-Identifier: MIT
// ZIP archives: what is in them, and what it is unpacked. Entries are read from the central directory, so that what a stream
// left open at its front does not matter.
import { natives } from '../natives.js'
import { FileError } from './errors.js'

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
const LONGEST_COMMENT = 65535
const MOST_ENTRIES = 10000
const MOST_BYTES = 200 * 1024 * 1024
const STORED = 0
const DEFLATED = 8
const ENCRYPTED = 1
const UTF8 = 0x800

const broken = () => new FileError('EINVAL', 'unzip open file fail')

function findEnd (view) {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - LONGEST_COMMENT); at -= 1) {
    if (view.getUint32(at, true) === END) return at
  }
  throw broken()
}

// Old archives made in China name their files in GBK.
function nameOf (bytes, flags) {
  if (!(flags & UTF8)) {
    try { return new TextDecoder('utf-8', { fatal: true }).decode(bytes) } catch { /* not UTF-8, then */ }
    try { return new TextDecoder('gbk').decode(bytes) } catch { /* not known here */ }
  }
  return new TextDecoder().decode(bytes)
}

function readEntry (bytes, view, at) {
  if (view.getUint32(at, true) !== ENTRY) throw broken()
  const flags = view.getUint16(at + 8, true)
  const nameLength = view.getUint16(at + 28, true)
  return {
    name: nameOf(bytes.subarray(at + 46, at + 46 + nameLength), flags),
    flags,
    method: view.getUint16(at + 10, true),
    packed: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
    next: at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true),
  }
}

/** The entries of an archive: `{name, size, …}`; folders' names end with "/". */
export function listZip (bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const end = findEnd(view)
    const count = view.getUint16(end + 10, true)
    const entries = []
    let total = 0
    for (let i = 0, at = view.getUint32(end + 16, true); i < count; i += 1) {
      const entry = readEntry(bytes, view, at)
      total += entry.size
      if (total > MOST_BYTES || count > MOST_ENTRIES) throw new FileError('EQUOTA')
      entries.push(entry)
      at = entry.next
    }
    return entries
  } catch (error) {
    throw error instanceof FileError ? error : broken()
  }
}

/** Undoes a compression that the browser knows ("deflate-raw", "gzip", "brotli"); at most `limit` bytes come out. */
export async function expand (bytes, format, limit) {
  if (!natives.DecompressionStream) throw new FileError('EINVAL', 'not supported here')
  let stream
  try { stream = new natives.DecompressionStream(format) } catch { throw new FileError('EINVAL', 'not supported here') }
  const writer = stream.writable.getWriter()
  // What goes wrong is told by the reading side.
  writer.write(bytes).catch(() => {})
  writer.close().catch(() => {})
  const reader = stream.readable.getReader()
  const parts = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    if (size > limit) {
      reader.cancel().catch(() => {})
      throw new FileError('EQUOTA')
    }
    parts.push(value)
  }
  const result = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    result.set(part, at)
    at += part.length
  }
  return result
}

/** The content of one entry. */
export async function unpack (bytes, entry) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const failed = new FileError('EINVAL', 'unzip entry fail')
  if (entry.flags & ENCRYPTED || entry.offset + 30 > bytes.length || view.getUint32(entry.offset, true) !== LOCAL) throw failed
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true)
  const packed = bytes.subarray(start, start + entry.packed)
  if (packed.length !== entry.packed) throw failed
  if (entry.method === STORED) return packed.slice()
  if (entry.method !== DEFLATED) throw failed
  try {
    const result = await expand(packed, 'deflate-raw', entry.size)
    if (result.length === entry.size) return result
  } catch (error) {
    if (error instanceof FileError && error.code === 'EINVAL') throw error
  }
  throw failed
}
