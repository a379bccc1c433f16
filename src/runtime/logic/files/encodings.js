// SPDX-License-Identifier: MIT
// Text in the encodings that wx.getFileSystemManager() knows, and bytes of what programs hand over.
import { FileError } from './errors.js'

const PIECE = 0x8000

function binary (bytes) {
  let text = ''
  for (let i = 0; i < bytes.length; i += PIECE) text += String.fromCharCode(...bytes.subarray(i, i + PIECE))
  return text
}

const fromBinary = (text, mask = 0xff) => Uint8Array.from(text, (c) => c.charCodeAt(0) & mask)

export const toBase64 = (bytes) => btoa(binary(bytes))

export function fromBase64 (text) {
  try {
    return fromBinary(atob(String(text).replace(/^data:[^,]*,/, '').replace(/-/g, '+').replace(/_/g, '/').replace(/\s/g, '')))
  } catch {
    throw new FileError('EINVAL', 'base64 encode error')
  }
}

const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

function fromHex (text) {
  if (!/^([0-9a-f]{2})*$/i.test(text)) throw new FileError('EINVAL', 'hex encode error')
  return Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16))
}

function fromWide (text) {
  const bytes = new Uint8Array(text.length * 2)
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    bytes[2 * i] = code & 0xff
    bytes[2 * i + 1] = code >> 8
  }
  return bytes
}

const utf8 = { read: (bytes) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), write: (text) => new TextEncoder().encode(text) }
const wide = { read: (bytes) => new TextDecoder('utf-16le', { ignoreBOM: true }).decode(bytes), write: fromWide }
const latin1 = { read: binary, write: (text) => fromBinary(text) }

const CODECS = {
  ascii: { read: (bytes) => binary(bytes.map((byte) => byte & 0x7f)), write: (text) => fromBinary(text) },
  base64: { read: toBase64, write: fromBase64 },
  binary: latin1,
  latin1,
  hex: { read: toHex, write: fromHex },
  ucs2: wide,
  'ucs-2': wide,
  utf16le: wide,
  'utf-16le': wide,
  'utf-8': utf8,
  utf8,
}

function codec (encoding) {
  const found = Object.hasOwn(CODECS, encoding) ? CODECS[encoding] : null
  if (!found) throw new FileError('EINVAL', `invalid encoding "${encoding}"`)
  return found
}

/** Bytes as text. */
export const decodeText = (bytes, encoding) => codec(String(encoding)).read(bytes)

/** The bytes of an ArrayBuffer or a view of one; null for anything else. */
export function bytesOf (data) {
  if (data instanceof ArrayBuffer) return new Uint8Array(data)
  return ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : null
}

/** What a program writes, as bytes. */
export function encodeData (data, encoding = 'utf8') {
  const bytes = bytesOf(data)
  if (bytes) return bytes
  if (typeof data !== 'string') throw new FileError('EINVAL', 'parameter error: parameter.data should be String or ArrayBuffer')
  return codec(String(encoding)).write(data)
}

/** An ArrayBuffer of just these bytes. */
export const bufferOf = (bytes) => (bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer)
