// SPDX-License-Identifier: MIT
// Pixels to PNG at once, for canvas.toDataURL(): the encoders of a worker answer later. Compressed by repeats only, which
// suits what programs draw: areas of one colour.

const MAX_MATCH = 258
const MAX_DISTANCE = 32768
const HASH_BITS = 15

const CRC = new Int32Array(256).map((_, n) => {
  let c = n
  for (let k = 0; k < 8; k += 1) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
  return c
})

function crc32 (bytes) {
  let crc = -1
  for (let i = 0; i < bytes.length; i += 1) crc = CRC[(crc ^ bytes[i]) & 255] ^ (crc >>> 8)
  return ~crc >>> 0
}

function adler32 (bytes) {
  let a = 1
  let b = 0
  for (let i = 0; i < bytes.length;) {
    const stop = Math.min(bytes.length, i + 3800)
    for (; i < stop; i += 1) b += a += bytes[i]
    a %= 65521
    b %= 65521
  }
  return ((b << 16) | a) >>> 0
}

const ranges = (bases, extras) => bases.map((base, index) => [base, extras(index)])
const LENGTHS = ranges([3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258],
  (i) => (i < 8 || i === 28 ? 0 : (i >> 2) - 1))
const DISTANCES = ranges([1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577],
  (i) => (i < 4 ? 0 : (i >> 1) - 1))

function indexIn (table, value) {
  let low = 0
  let high = table.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (table[middle][0] <= value) low = middle
    else high = middle - 1
  }
  return low
}

const LENGTH_CODE = new Uint8Array(MAX_MATCH + 1).map((_, length) => (length < 3 ? 0 : indexIn(LENGTHS, length)))

/** Writes bits from the lowest on; Huffman codes from their highest. */
class BitWriter {
  constructor (size) {
    this.bytes = new Uint8Array(size)
    this.length = 0
    this.hold = 0
    this.count = 0
  }

  bits (value, count) {
    this.hold |= value << this.count
    this.count += count
    while (this.count >= 8) {
      if (this.length === this.bytes.length) this.grow()
      this.bytes[this.length++] = this.hold & 255
      this.hold >>>= 8
      this.count -= 8
    }
  }

  grow () {
    const wider = new Uint8Array(this.bytes.length * 2)
    wider.set(this.bytes)
    this.bytes = wider
  }

  code (value, count) {
    let turned = 0
    for (let i = 0; i < count; i += 1) turned |= ((value >> i) & 1) << (count - 1 - i)
    this.bits(turned, count)
  }

  symbol (symbol) {
    if (symbol < 144) this.code(0x30 + symbol, 8)
    else if (symbol < 256) this.code(0x190 + symbol - 144, 9)
    else if (symbol < 280) this.code(symbol - 256, 7)
    else this.code(0xc0 + symbol - 280, 8)
  }

  match (length, distance) {
    const code = LENGTH_CODE[length]
    this.symbol(257 + code)
    this.bits(length - LENGTHS[code][0], LENGTHS[code][1])
    const far = indexIn(DISTANCES, distance)
    this.code(far, 5)
    this.bits(distance - DISTANCES[far][0], DISTANCES[far][1])
  }
}

function deflate (data) {
  const out = new BitWriter(Math.max(1024, data.length >> 3))
  const last = new Int32Array(1 << HASH_BITS).fill(-1)
  out.bits(1, 1)
  out.bits(1, 2)
  let at = 0
  while (at < data.length) {
    let length = 0
    let from = -1
    if (at + 4 <= data.length) {
      const key = Math.imul(data[at] | (data[at + 1] << 8) | (data[at + 2] << 16) | (data[at + 3] << 24), 0x9e3779b1) >>> (32 - HASH_BITS)
      from = last[key]
      last[key] = at
      if (from >= 0 && at - from <= MAX_DISTANCE) {
        const limit = Math.min(MAX_MATCH, data.length - at)
        while (length < limit && data[from + length] === data[at + length]) length += 1
      }
    }
    if (length >= 4) {
      out.match(length, at - from)
      at += length
    } else {
      out.symbol(data[at])
      at += 1
    }
  }
  out.symbol(256)
  out.bits(0, 7)
  return out.bytes.subarray(0, out.length)
}

function chunk (type, parts) {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const bytes = new Uint8Array(length + 12)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, length)
  for (let i = 0; i < 4; i += 1) bytes[4 + i] = type.charCodeAt(i)
  let at = 8
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  view.setUint32(at, crc32(bytes.subarray(4, at)))
  return bytes
}

const big = (value) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]

/** @param {ImageData} image @returns {Uint8Array} */
export function encodePng ({ width, height, data }) {
  const rows = new Uint8Array((width * 4 + 1) * height)
  for (let y = 0; y < height; y += 1) rows.set(data.subarray(y * width * 4, (y + 1) * width * 4), y * (width * 4 + 1) + 1)
  const chunks = [
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    chunk('IHDR', [new Uint8Array([...big(width), ...big(height), 8, 6, 0, 0, 0])]),
    chunk('IDAT', [new Uint8Array([0x78, 1]), deflate(rows), new Uint8Array(big(adler32(rows)))]),
    chunk('IEND', []),
  ]
  const png = new Uint8Array(chunks.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of chunks) {
    png.set(part, at)
    at += part.length
  }
  return png
}
