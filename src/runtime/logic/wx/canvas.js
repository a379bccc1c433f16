// SPDX-License-Identifier: MIT
// wx.* for canvases: the old context, the still older actions, files and pixels.
import { readPixels, toTempFile, writePixels } from '../canvas/export.js'
import { CanvasContext } from '../canvas/legacy-context.js'
import { createOffscreenCanvas } from '../canvas/node.js'
import { readPictures, replay } from '../canvas/replay.js'
import { canvasNode, density, refit, surfaceOf } from '../canvas/surface.js'
import { findElement, placeOf } from '../find-element.js'
import { registerNodeFactory } from '../node-registry.js'
import { top } from '../router.js'
import { natives } from '../natives.js'
import { asyncApi } from './base.js'

/** The old canvas with that canvas-id, once the view handed it over. */
async function open (canvasId, owner) {
  const id = String(canvasId)
  // Programs also give the id of a canvas that has no canvas-id.
  const found = findElement(owner, id, 'canvasId') || findElement(owner, id)
  const surface = found && await surfaceOf(found.context, found.backend.id, found.path)
  if (!surface) throw new Error(`fail canvas "${id}" is not on ${owner && owner.is ? owner.is : 'the page'}${owner ? '' : '; in a component, pass "this" as well'}`)
  if (surface.type) throw new Error(`fail canvas "${id}" has type="${surface.type}": draw on its node instead`)
  return { surface, id: found.backend.id }
}

async function drawOn (canvasId, owner, actions, reserve) {
  const { surface, id } = await open(canvasId, owner)
  return surface.next(async () => {
    const pictures = await readPictures(actions, surface.place)
    await refit(surface, id)
    replay(surface.get2d(), actions, { ratio: density(), reserve, pictures })
  })
}

const here = () => {
  const page = top()
  return { context: page ? page.context : null, path: page ? page.path : '' }
}

/** An API whose second argument may be the component. */
const withOwner = (name, run) => (options, owner) => asyncApi(name, (args) => run(args, owner || args.component || null))(options)

const isCanvas = (value) => Boolean(value) && typeof value.convertToBlob === 'function'

const need = () => {
  if (!natives.OffscreenCanvas) throw new Error('fail this web view cannot draw outside of the page (OffscreenCanvas is missing)')
}

registerNodeFactory('canvas', (element) => {
  const { context, backend, path } = placeOf(element)
  return backend ? canvasNode(context, backend.id, path) : null
})

export const canvas = {
  createCanvasContext (canvasId, owner) {
    return new CanvasContext((actions, reserve) => drawOn(canvasId, owner, actions, reserve))
  },
  createContext: () => new CanvasContext(null),
  drawCanvas: withOwner('drawCanvas', ({ canvasId, actions = [], reserve = false }, owner) => drawOn(canvasId, owner, actions, reserve).then(() => ({}))),
  createOffscreenCanvas (options, height) {
    if (!natives.OffscreenCanvas) {
      console.warn('createOffscreenCanvas: OffscreenCanvas is missing in this web view')
      return null
    }
    return createOffscreenCanvas(options && typeof options === 'object' ? options : { width: options, height }, here())
  },
  canvasToTempFilePath: withOwner('canvasToTempFilePath', async (args, owner) => {
    need()
    if (isCanvas(args.canvas)) return toTempFile(args.canvas, args, 1)
    if (args.canvasId === undefined) throw new Error('fail parameter error: canvasId or canvas is needed')
    const { surface, id } = await open(args.canvasId, owner)
    return surface.next(async () => {
      await refit(surface, id)
      surface.get2d()
      return toTempFile(surface.canvas, args, density())
    })
  }),
  canvasGetImageData: withOwner('canvasGetImageData', async (args, owner) => {
    const { surface } = await open(args.canvasId, owner)
    return surface.next(() => {
      surface.get2d()
      return readPixels(surface.canvas, args, density())
    })
  }),
  canvasPutImageData: withOwner('canvasPutImageData', async (args, owner) => {
    const { surface, id } = await open(args.canvasId, owner)
    return surface.next(async () => {
      await refit(surface, id)
      writePixels(surface.get2d(), args, density())
      return {}
    })
  }),
}
