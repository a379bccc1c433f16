// SPDX-License-Identifier: MIT
// A page's canvases: the view hands each over once; from then on it is drawn in the worker.
import { natives } from '../natives.js'
import { program } from '../program.js'
import { dress } from './node.js'

/** page context → node id → promise of a Surface */
const surfaces = new WeakMap()

export const density = () => program.window.pixelRatio || 1

const ask = (context, id) => new Promise((resolve) => { context.call('canvas', id, null, resolve) })

class Surface {
  constructor (answer, place) {
    this.canvas = answer.canvas
    this.type = answer.type
    this.width = answer.width
    this.height = answer.height
    this.place = place
    this.queue = Promise.resolve()
    this.node = null
    if (!this.type) this.fit(answer)
  }

  /** The node that programs get. */
  dressed () {
    if (!this.node) this.node = dress(this.canvas, this.place)
    return this.node
  }

  /** The old canvas counts CSS pixels and has the resolution of the screen. What was drawn stays when it grows. */
  fit ({ width, height }) {
    const ratio = density()
    const [wide, high] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))]
    this.width = width
    this.height = height
    if (this.canvas.width === wide && this.canvas.height === high) return
    const drawn = this.context ? new natives.OffscreenCanvas(this.canvas.width, this.canvas.height) : null
    if (drawn) drawn.getContext('2d').drawImage(this.canvas, 0, 0)
    this.canvas.width = wide
    this.canvas.height = high
    if (drawn) this.context.drawImage(drawn, 0, 0)
  }

  /** The context of the old canvas. */
  get2d () {
    if (!this.context) this.context = this.canvas.getContext('2d')
    return this.context
  }

  /** Runs one thing after the other: drawings take time, because pictures have to be read. */
  next (action) {
    const done = this.queue.then(action)
    this.queue = done.catch(() => {})
    return done
  }
}

/**
 * @param {object} context of the page
 * @param {number} id of the node
 * @param {string} path of the page or component, for relative names
 * @returns {Promise<Surface | null>} null if there is no canvas, or the web view cannot hand it over
 */
export function surfaceOf (context, id, path) {
  if (!surfaces.has(context)) surfaces.set(context, new Map())
  const known = surfaces.get(context)
  if (!known.has(id)) {
    known.set(id, ask(context, id).then((answer) => {
      if (answer && answer.canvas) return new Surface(answer, { context, path })
      known.delete(id)
      if (answer) console.warn('canvas: this web view cannot draw outside of the page (OffscreenCanvas is missing)')
      return null
    }))
  }
  return known.get(id)
}

/** Asks the view for the present size of an old canvas, and fits the surface to it. */
export async function refit (surface, id) {
  const answer = await ask(surface.place.context, id)
  if (answer) surface.fit(answer)
}

/** What a selector query answers for `node` (or null): the canvas of a `type`. */
export async function canvasNode (context, id, path) {
  const surface = await surfaceOf(context, id, path)
  if (!surface) return null
  if (surface.type) return surface.dressed()
  console.warn('canvas: a node is given for <canvas type="2d"> and <canvas type="webgl"> only; without a type use wx.createCanvasContext')
  return null
}
