// SPDX-License-Identifier: MIT
// MD5, which browsers do not offer (RFC 1321). For wx.getFileInfo only: it protects nothing.

const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]
const SINES = Array.from({ length: 64 }, (unused, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0)

const rotate = (value, by) => (value << by) | (value >>> (32 - by))

// Message, a one bit, zeros, and the length in bits, in blocks of 64 bytes.
function padded (bytes) {
  const result = new Uint8Array((Math.floor((bytes.length + 8) / 64) + 1) * 64)
  result.set(bytes)
  result[bytes.length] = 0x80
  const view = new DataView(result.buffer)
  view.setUint32(result.length - 8, (bytes.length << 3) >>> 0, true)
  view.setUint32(result.length - 4, Math.floor(bytes.length / 2 ** 29), true)
  return view
}

function mix (round, b, c, d) {
  if (round === 0) return (b & c) | (~b & d)
  if (round === 1) return (d & b) | (~d & c)
  return round === 2 ? b ^ c ^ d : c ^ (b | ~d)
}

const PLACES = [(i) => i, (i) => 5 * i + 1, (i) => 3 * i + 5, (i) => 7 * i]

function block (state, view, offset) {
  let [a, b, c, d] = state
  for (let i = 0; i < 64; i += 1) {
    const round = i >> 4
    const word = view.getInt32(offset + (PLACES[round](i) % 16) * 4, true)
    const sum = (a + mix(round, b, c, d) + SINES[i] + word) | 0
    a = d
    d = c
    c = b
    b = (b + rotate(sum, SHIFTS[round * 4 + (i % 4)])) | 0
  }
  state[0] += a
  state[1] += b
  state[2] += c
  state[3] += d
}

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

function md5 (bytes) {
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476)
  const view = padded(bytes)
  for (let offset = 0; offset < view.byteLength; offset += 64) block(state, view, offset)
  const result = new DataView(new ArrayBuffer(16))
  state.forEach((word, i) => result.setInt32(i * 4, word, true))
  return hex(new Uint8Array(result.buffer))
}

/** Resolves with the digest in hexadecimal digits. */
export async function digest (bytes, algorithm = 'md5') {
  if (algorithm === 'md5') return md5(bytes)
  const name = { sha1: 'SHA-1', sha256: 'SHA-256' }[algorithm]
  if (!name) throw new Error(`fail parameter error: digestAlgorithm "${algorithm}" is not known`)
  if (!globalThis.crypto || !crypto.subtle) throw new Error(`fail ${algorithm} is not supported here`)
  return hex(new Uint8Array(await crypto.subtle.digest(name, bytes)))
}
