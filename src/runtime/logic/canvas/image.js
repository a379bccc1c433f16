// SPDX-License-Identifier: MIT
// Pictures for drawing. A worker has no Image: bytes become bitmaps, in the worker if it can, else in the view.
import { toBase64 } from '../files/encodings.js'
import { natives } from '../natives.js'
import { bytesOf } from './bytes.js'

// So many pictures stay decoded for the old drawing commands, which name files again at every draw.
const KEPT = 40
const kept = new Map()

/** The type by the first bytes, where neither name nor server says it. */
function sniff (bytes) {
  if (bytes[0] === 0x89 && bytes[1] === 0x50) return 'image/png'
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'image/jpeg'
  if (bytes[0] === 0x47 && bytes[1] === 0x49) return 'image/gif'
  if (bytes[0] === 0x52 && bytes[8] === 0x57) return 'image/webp'
  return bytes[0] === 0x3c ? 'image/svg+xml' : ''
}

/** Vector pictures, and what the worker's own decoder does not take. */
function decodeInView (context, bytes, type) {
  return new Promise((resolve, reject) => {
    context.call('decode', 1, { url: `data:${type};base64,${toBase64(bytes)}` }, (answer) => {
      if (answer && answer.bitmap) resolve(answer.bitmap)
      else reject(new Error(`fail ${(answer && answer.message) || 'the picture cannot be decoded'}`))
    })
  })
}

/**
 * @param {string} source
 * @param {{context: object, path: string}} place the page whose view may help, and the path names are relative to
 * @returns {Promise<ImageBitmap>}
 */
export async function decode (source, { context, path }) {
  const { bytes, type: told } = await bytesOf(source, path)
  if (!bytes || !bytes.length) throw new Error(`fail ${String(source).slice(0, 100)} is empty`)
  const type = sniff(bytes) || told
  if (type !== 'image/svg+xml' && natives.createImageBitmap) {
    try {
      return await natives.createImageBitmap(new natives.Blob([bytes], { type }))
    } catch {
      // The view has more decoders.
    }
  }
  return decodeInView(context, bytes, type || 'image/png')
}

/** As decode(), remembering what was decoded last. */
export function decodeOnce (source, place) {
  const key = `${place.path}\n${source}`
  const found = kept.get(key)
  const decoded = found || decode(source, place)
  kept.delete(key)
  kept.set(key, decoded)
  if (!found) decoded.catch(() => kept.delete(key))
  if (kept.size > KEPT) kept.delete(kept.keys().next().value)
  return decoded
}

/** What canvas.createImage() returns. */
export class CanvasImage {
  constructor (place) {
    Object.defineProperty(this, 'hub', { value: { place, src: '', bitmap: null, listeners: { load: new Set(), error: new Set() } } })
    this.width = 0
    this.height = 0
    this.complete = true
    this.onload = null
    this.onerror = null
  }

  get naturalWidth () { return this.hub.bitmap ? this.hub.bitmap.width : 0 }

  get naturalHeight () { return this.hub.bitmap ? this.hub.bitmap.height : 0 }

  get src () { return this.hub.src }

  set src (source) {
    const { hub } = this
    hub.src = String(source)
    hub.bitmap = null
    this.complete = false
    const load = {}
    hub.load = load
    decode(hub.src, hub.place).then((bitmap) => {
      if (hub.load !== load) return
      hub.bitmap = bitmap
      this.width = bitmap.width
      this.height = bitmap.height
      this.settle('load', {})
    }, (error) => {
      if (hub.load === load) this.settle('error', { errMsg: String(error.message || error).replace(/^fail /, '') })
    })
  }

  settle (type, detail) {
    this.complete = true
    const event = { type, target: this, currentTarget: this, ...detail }
    if (type === 'error' && !this.onerror) console.warn(`canvas image ${this.src.slice(0, 120)}: ${detail.errMsg}`)
    if (typeof this[`on${type}`] === 'function') this[`on${type}`](event)
    for (const listener of [...this.hub.listeners[type]]) listener.call(this, event)
  }

  addEventListener (type, listener) { if (this.hub.listeners[type]) this.hub.listeners[type].add(listener) }

  removeEventListener (type, listener) { if (this.hub.listeners[type]) this.hub.listeners[type].delete(listener) }

  decode () {
    return new Promise((resolve, reject) => {
      if (this.complete) {
        if (this.hub.bitmap) resolve()
        else reject(new Error('the picture cannot be decoded'))
        return
      }
      this.addEventListener('load', () => resolve())
      this.addEventListener('error', (event) => reject(new Error(event.errMsg)))
    })
  }
}

/** The bitmap behind a program's picture; null while it is not there, undefined if it is no picture of ours. */
export const bitmapOf = (image) => (image instanceof CanvasImage ? image.hub.bitmap : undefined)
