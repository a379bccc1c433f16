// SPDX-License-Identifier: MIT
// The canvas node of type="2d" and "webgl": an OffscreenCanvas, drawn on in the worker, with what a program expects of it.
import { toBase64 } from '../files/encodings.js'
import { natives } from '../natives.js'
import { bitmapOf, CanvasImage } from './image.js'
import { encodePng } from './png.js'

const frame = natives.requestAnimationFrame || ((callback) => natives.setTimeout(() => callback(performance.now()), 16))
const cancelFrame = natives.cancelAnimationFrame || clearTimeout

const define = (target, members) => {
  for (const [name, value] of Object.entries(members)) Object.defineProperty(target, name, { value, writable: true, configurable: true })
}

/** Lets methods take our pictures: `at` is the argument that may be one. A picture that is not there yet draws nothing. */
function takePictures (context, methods) {
  for (const [name, find] of Object.entries(methods)) {
    const native = context[name]
    if (typeof native !== 'function') continue
    define(context, {
      [name] (...args) {
        const at = find(args)
        const bitmap = bitmapOf(args[at])
        if (bitmap === null) return null
        if (bitmap) args[at] = bitmap
        return native.apply(context, args)
      },
    })
  }
}

const FIRST = () => 0
const LAST = (args) => args.length - 1

function dressContext (context, type) {
  if (type === '2d') {
    takePictures(context, { drawImage: FIRST, createPattern: FIRST })
  } else {
    takePictures(context, { texImage2D: LAST, texSubImage2D: LAST, texImage3D: LAST, texSubImage3D: LAST })
  }
  return context
}

function openContext (canvas, state, type, attributes) {
  const kind = type === 'experimental-webgl' ? 'webgl' : String(type)
  if (state.context && state.kind === kind) return state.context
  let context = null
  try {
    context = state.getContext.call(canvas, kind, attributes)
  } catch (error) {
    console.warn(`canvas.getContext("${type}"): ${error.message}`)
    return null
  }
  if (!context) {
    console.warn(state.kind ? `canvas.getContext("${type}"): this canvas has a "${state.kind}" context already`
      : `canvas.getContext("${type}"): not available here; WebGL needs a graphics driver that the web view can use`)
    return null
  }
  state.kind = kind
  state.context = dressContext(context, kind)
  return context
}

/** The pixels, whatever context the canvas has. */
export function pixelsOf (canvas, x = 0, y = 0, width = canvas.width, height = canvas.height) {
  const copy = new natives.OffscreenCanvas(Math.max(1, width), Math.max(1, height))
  const context = copy.getContext('2d', { willReadFrequently: true })
  if (canvas.width && canvas.height) context.drawImage(canvas, -x, -y)
  return context.getImageData(0, 0, copy.width, copy.height)
}

/**
 * Dresses an OffscreenCanvas.
 *
 * @param {OffscreenCanvas} canvas
 * @param {{context: object, path: string}} place see decode()
 */
export function dress (canvas, place) {
  const state = { kind: '', context: null, getContext: canvas.getContext }
  define(canvas, {
    getContext: (type, attributes) => openContext(canvas, state, type, attributes),
    createImage: () => new CanvasImage(place),
    createImageData: (width, height) => new natives.ImageData(Math.max(1, width || canvas.width), Math.max(1, height || canvas.height)),
    createPath2D: (path) => (path === undefined ? new natives.Path2D() : new natives.Path2D(path)),
    requestAnimationFrame: (callback) => frame(callback),
    cancelAnimationFrame: (id) => cancelFrame(id),
    // Synchronous, which no encoder of a worker is: ours knows PNG, which is what a canvas gives for types it does not know.
    toDataURL: () => `data:image/png;base64,${toBase64(encodePng(pixelsOf(canvas)))}`,
  })
  return canvas
}

/** wx.createOffscreenCanvas, in its new form (an object) and its old one (width, height, component). */
export function createOffscreenCanvas (options, place) {
  const { type = 'webgl', width = 300, height = 150 } = options
  const canvas = dress(new natives.OffscreenCanvas(Math.max(1, Number(width) || 1), Math.max(1, Number(height) || 1)), place)
  define(canvas, { hubType: type })
  return canvas
}
