// SPDX-License-Identifier: MIT
// What the first bytes of a picture say: its kind, its size, how it was held.

const ORIENTATIONS = ['up', 'up', 'up-mirrored', 'down', 'down-mirrored', 'left-mirrored', 'right', 'right-mirrored', 'left']

const ascii = (view, at, length) => String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at, length))

function png (view) {
  return { type: 'png', width: view.getUint32(16), height: view.getUint32(20) }
}

function gif (view) {
  return { type: 'gif', width: view.getUint16(6, true), height: view.getUint16(8, true) }
}

function bmp (view) {
  return { type: 'bmp', width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) }
}

function webp (view) {
  const form = ascii(view, 12, 4)
  if (form === 'VP8X') {
    const three = (at) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16) + 1
    return { type: 'webp', width: three(24), height: three(27) }
  }
  if (form === 'VP8L') {
    const bits = view.getUint32(21, true)
    return { type: 'webp', width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  return { type: 'webp', width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
}

// EXIF: a TIFF file inside; tag 0x0112 of its first directory.
function exifOrientation (view, at, end) {
  if (ascii(view, at, 4) !== 'Exif') return 1
  const start = at + 6
  const little = view.getUint16(start) === 0x4949
  const directory = start + view.getUint32(start + 4, little)
  const count = view.getUint16(directory, little)
  for (let i = 0; i < count; i += 1) {
    const entry = directory + 2 + i * 12
    if (entry + 12 > end) break
    if (view.getUint16(entry, little) === 0x0112) return view.getUint16(entry + 8, little)
  }
  return 1
}

function jpeg (view) {
  let orientation = 1
  for (let at = 2; at + 9 < view.byteLength;) {
    if (view.getUint8(at) !== 0xff) break
    const marker = view.getUint8(at + 1)
    const length = view.getUint16(at + 2)
    if (marker === 0xe1) orientation = exifOrientation(view, at + 4, at + 2 + length)
    // The frame's header; C4, C8 and CC are tables.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { type: 'jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5), orientation: ORIENTATIONS[orientation] || 'up' }
    }
    at += 2 + length
  }
  return null
}

function svg (bytes) {
  const text = new TextDecoder().decode(bytes.subarray(0, 4096))
  const tag = /<svg\b[^>]*>/i.exec(text)
  if (!tag) return null
  const box = /viewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)/i.exec(tag[0])
  const size = (name, i) => Number((new RegExp(`\\b${name}\\s*=\\s*["']([\\d.]+)`, 'i').exec(tag[0]) || [])[1] || (box && box[i]) || 0)
  return { type: 'svg', width: size('width', 1), height: size('height', 2) }
}

const KINDS = [[/^\x89PNG/, png], [/^GIF8/, gif], [/^BM/, bmp], [/^RIFF....WEBP/s, webp], [/^\xff\xd8\xff/, jpeg]]

/** `{type, width, height, orientation}` of a picture's bytes; null for what is none. */
export function describePicture (bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const head = ascii(view, 0, Math.min(16, bytes.length))
    const kind = KINDS.find(([pattern]) => pattern.test(head))
    const found = kind ? kind[1](view) : svg(bytes)
    return found && { orientation: 'up', ...found }
  } catch {
    return null // it ends too early
  }
}
