// SPDX-License-Identifier: MIT
// Finds out which version of a program a person gets, from what the platform tells everybody: as hub_release_choose() does.
// Written out because browsers have crypto.subtle only where a page came over TLS, and a phone on the local network did not.
const ROUNDS = [...primes(64)].map((prime) => fraction(Math.cbrt(prime)))
const START = [...primes(8)].map((prime) => fraction(Math.sqrt(prime)))
const BLOCK = 64

function * primes (count) {
  for (let number = 2; count > 0; number++) {
    let divisor = 2
    while (number % divisor !== 0) divisor++
    if (divisor === number) { count--; yield number }
  }
}

function fraction (number) {
  return ((number - Math.floor(number)) * 0x100000000) >>> 0
}

const turn = (word, by) => (word >>> by) | (word << (32 - by))

function addBlock (state, words) {
  for (let i = 16; i < 64; i++) {
    const [early, late] = [words[i - 15], words[i - 2]]
    words[i] = (words[i - 16] + (turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)) + words[i - 7] + (turn(late, 17) ^ turn(late, 19) ^ (late >>> 10))) | 0
  }
  let [a, b, c, d, e, f, g, h] = state
  for (let i = 0; i < 64; i++) {
    const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[i] + words[i]) | 0
    const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    ;[a, b, c, d, e, f, g, h] = [(first + second) | 0, a, b, c, (d + first) | 0, e, f, g]
  }
  return [a, b, c, d, e, f, g, h].map((word, i) => (word + state[i]) | 0)
}

/** SHA-256 of bytes, as bytes. */
function sha256 (bytes) {
  const padded = new DataView(new ArrayBuffer(Math.ceil((bytes.length + 9) / BLOCK) * BLOCK))
  bytes.forEach((byte, i) => padded.setUint8(i, byte))
  padded.setUint8(bytes.length, 0x80)
  padded.setUint32(padded.byteLength - 4, bytes.length * 8)
  let state = START
  for (let offset = 0; offset < padded.byteLength; offset += BLOCK) {
    state = addBlock(state, Array.from({ length: 16 }, (_, i) => padded.getUint32(offset + 4 * i)))
  }
  return state.flatMap((word) => [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255])
}

function hmac (keyText, text) {
  let key = [...new TextEncoder().encode(keyText)]
  if (key.length > BLOCK) key = sha256(key)
  const mixed = (value) => Array.from({ length: BLOCK }, (_, i) => (key[i] ?? 0) ^ value)
  return sha256([...mixed(0x5c), ...sha256([...mixed(0x36), ...new TextEncoder().encode(text)])])
}

/** 0 to 9,999: the same for the same salt and person, everywhere. */
export function bucket (salt, userKey) {
  const digits = hmac(salt, userKey).map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return parseInt(digits.slice(0, 13), 16) % 10000
}

/** What a document of the platform says; who shows this page has it from the platform itself, so nothing is checked. */
export function read (document) {
  const text = atob(document.payload.replaceAll('-', '+').replaceAll('_', '/'))
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (character) => character.charCodeAt(0))))
}

/** The version for somebody who is no member, or null while nobody gets any. */
export function choose (manifest, userKey) {
  if (manifest.state !== 'online') return null
  const { phased, full } = manifest
  return phased && bucket(phased.salt, userKey) < phased.share ? phased : full
}
