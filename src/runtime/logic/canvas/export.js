// SPDX-License-Identifier: MIT
// A part of a canvas as a picture file, and as pixels.
import { writeTempFile } from '../files/store.js'
import { natives } from '../natives.js'
import { density } from './surface.js'

// A side of a picture that no phone makes; keeps a mistaken size from taking all memory.
const LARGEST = 8192

const number = (value, fallback) => (value !== undefined && value !== null && Number.isFinite(Number(value)) && Number(value) > 0 ? Number(value) : fallback)

/** Which part, in the canvas's own pixels, and how large it becomes. `ratio`: pixels of the canvas in one of the program's. */
function frameOf (canvas, args, ratio) {
  const x = Number(args.x) || 0
  const y = Number(args.y) || 0
  const width = number(args.width, canvas.width / ratio - x)
  const height = number(args.height, canvas.height / ratio - y)
  const destWidth = Math.round(number(args.destWidth, width * density()))
  const destHeight = Math.round(number(args.destHeight, height * density()))
  if (!(width > 0 && height > 0)) throw new Error('fail the part of the canvas is empty')
  const shrink = Math.min(1, LARGEST / Math.max(destWidth, destHeight))
  return { x: x * ratio, y: y * ratio, width: width * ratio, height: height * ratio, destWidth: Math.max(1, Math.round(destWidth * shrink)), destHeight: Math.max(1, Math.round(destHeight * shrink)) }
}

function cut (canvas, frame) {
  const part = new natives.OffscreenCanvas(frame.destWidth, frame.destHeight)
  const context = part.getContext('2d')
  const [sx, sy] = [frame.destWidth / frame.width, frame.destHeight / frame.height]
  context.drawImage(canvas, -frame.x * sx, -frame.y * sy, canvas.width * sx, canvas.height * sy)
  return part
}

/** wx.canvasToTempFilePath; the result's size in pixels comes along. */
export async function toTempFile (canvas, args, ratio) {
  const part = cut(canvas, frameOf(canvas, args, ratio))
  const jpeg = /^jpe?g$/i.test(args.fileType || '')
  const blob = await part.convertToBlob({ type: jpeg ? 'image/jpeg' : 'image/png', quality: number(args.quality, 1) })
  const bytes = new Uint8Array(await blob.arrayBuffer())
  return { tempFilePath: writeTempFile(bytes, jpeg ? 'jpg' : 'png') }
}

/** wx.canvasGetImageData: as many pixels as the program's units. */
export function readPixels (canvas, { x, y, width, height }, ratio) {
  const wide = Math.max(1, Math.round(Number(width)) || 1)
  const high = Math.max(1, Math.round(Number(height)) || 1)
  const part = cut(canvas, { x: (Number(x) || 0) * ratio, y: (Number(y) || 0) * ratio, width: wide * ratio, height: high * ratio, destWidth: wide, destHeight: high })
  return { width: wide, height: high, data: part.getContext('2d').getImageData(0, 0, wide, high).data }
}

/** wx.canvasPutImageData: the pixels take the place of what was there. */
export function writePixels (context, { x, y, width, height, data }, ratio) {
  const source = data instanceof Uint8ClampedArray ? data : new Uint8ClampedArray(data)
  const wide = Math.round(width)
  const high = height ? Math.round(height) : source.length / 4 / wide
  if (source.length !== wide * high * 4) throw new Error('fail parameter error: data does not have width * height * 4 values')
  const part = new natives.OffscreenCanvas(wide, high)
  part.getContext('2d').putImageData(new natives.ImageData(source, wide, high), 0, 0)
  context.save()
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.imageSmoothingEnabled = false
  context.clearRect(x, y, wide, high)
  context.drawImage(part, x, y, wide, high)
  context.restore()
}
