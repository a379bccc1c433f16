// SPDX-License-Identifier: MIT
// Carries out recorded drawing commands on a real context.
import { bitmapOf, decodeOnce } from './image.js'
import { withSize } from './legacy-context.js'

const BASELINES = { normal: 'alphabetic' }

/** Reads every picture that the actions name. @returns {Promise<Map<string, ImageBitmap>>} */
export async function readPictures (actions, place) {
  const sources = new Set()
  for (const { method, data } of actions) {
    if (method === 'drawImage') sources.add(data[0])
    else if (data && data[0] && data[0].type === 'pattern') sources.add(data[0].image)
  }
  const pictures = new Map()
  await Promise.all([...sources].map(async (source) => {
    if (typeof source !== 'string' || !source) return
    try {
      pictures.set(source, await decodeOnce(source, place))
    } catch (error) {
      console.warn(`canvas drawImage ${source.slice(0, 120)}: ${String(error.message || error).replace(/^fail /, '')}`)
    }
  }))
  return pictures
}

class Replay {
  constructor (context, ratio, pictures) {
    this.context = context
    this.ratio = ratio
    this.pictures = pictures
    this.depth = 0
  }

  picture (source) {
    return typeof source === 'string' ? this.pictures.get(source) : bitmapOf(source) || null
  }

  paint (style) {
    if (!style || typeof style !== 'object') return style
    const { context } = this
    if (style.type === 'pattern') {
      const picture = this.picture(style.image)
      return picture ? context.createPattern(picture, style.repetition || 'repeat') : 'transparent'
    }
    const { data } = style
    let gradient
    if (style.type === 'linear') gradient = context.createLinearGradient(...data)
    else gradient = data.length === 3 ? context.createRadialGradient(data[0], data[1], 0, ...data) : context.createRadialGradient(...data)
    for (const [offset, color] of style.stops || []) gradient.addColorStop(Number(offset), color)
    return gradient
  }

  run ({ method, data = [] }) {
    const own = COMMANDS[method]
    if (own) own(this, data)
    else if (PLAIN.has(method)) this.context[method](...data)
  }

  drawImage ([source, ...numbers]) {
    const picture = this.picture(source)
    if (!picture) return
    const sizes = numbers.map(Number)
    if (sizes.length >= 8) this.context.drawImage(picture, ...sizes.slice(0, 8))
    else if (sizes.length >= 4) this.context.drawImage(picture, ...sizes.slice(0, 4))
    else this.context.drawImage(picture, sizes[0] || 0, sizes[1] || 0)
  }

  setTransform ([a, b, c, d, e, f]) {
    const { ratio } = this
    this.context.setTransform(a * ratio, b * ratio, c * ratio, d * ratio, e * ratio, f * ratio)
  }

  // Shadows do not follow the transformation.
  shadow (name, value) { this.context[name] = Number(value) * this.ratio }
}

const set = (name) => (replay, [value]) => { replay.context[name] = value }

const PLAIN = new Set(('beginPath closePath moveTo lineTo rect arc arcTo ellipse quadraticCurveTo bezierCurveTo fill stroke clip fillRect strokeRect clearRect ' +
  'scale rotate translate transform').split(' '))

const COMMANDS = {
  setFillStyle: (replay, [style]) => { replay.context.fillStyle = replay.paint(style) },
  setStrokeStyle: (replay, [style]) => { replay.context.strokeStyle = replay.paint(style) },
  setLineWidth: set('lineWidth'), setLineCap: set('lineCap'), setLineJoin: set('lineJoin'), setMiterLimit: set('miterLimit'),
  setGlobalAlpha: set('globalAlpha'), setTextAlign: set('textAlign'), setFont: set('font'), setLineDashOffset: set('lineDashOffset'),
  setGlobalCompositeOperation: set('globalCompositeOperation'), setShadowColor: set('shadowColor'),
  setTextBaseline: (replay, [value]) => { replay.context.textBaseline = BASELINES[value] || value },
  setFontSize: (replay, [size]) => { replay.context.font = withSize(replay.context.font, size) },
  setShadowOffsetX: (replay, [value]) => replay.shadow('shadowOffsetX', value),
  setShadowOffsetY: (replay, [value]) => replay.shadow('shadowOffsetY', value),
  setShadowBlur: (replay, [value]) => replay.shadow('shadowBlur', value),
  setShadow (replay, [x, y, blur, color]) {
    replay.shadow('shadowOffsetX', x)
    replay.shadow('shadowOffsetY', y)
    replay.shadow('shadowBlur', blur)
    replay.context.shadowColor = color
  },
  setLineDash (replay, [pattern, offset]) {
    replay.context.setLineDash(Array.isArray(pattern) ? pattern : [])
    if (offset !== undefined) replay.context.lineDashOffset = offset
  },
  setTransform: (replay, data) => replay.setTransform(data),
  drawImage: (replay, data) => replay.drawImage(data),
  fillText: (replay, [text, ...place]) => replay.context.fillText(String(text), ...place.filter((value) => value !== undefined)),
  strokeText: (replay, [text, ...place]) => replay.context.strokeText(String(text), ...place.filter((value) => value !== undefined)),
  save (replay) {
    replay.depth += 1
    replay.context.save()
  },
  restore (replay) {
    if (!replay.depth) return
    replay.depth -= 1
    replay.context.restore()
  },
}

/**
 * @param {OffscreenCanvasRenderingContext2D} context
 * @param {object[]} actions
 * @param {{ratio: number, reserve: boolean, pictures: Map}} options
 */
export function replay (context, actions, { ratio, reserve, pictures }) {
  const run = new Replay(context, ratio, pictures)
  context.save()
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  if (!reserve) context.clearRect(0, 0, context.canvas.width / ratio, context.canvas.height / ratio)
  context.beginPath()
  for (const action of actions) {
    try {
      run.run(action)
    } catch (error) {
      console.warn(`canvas ${action.method}: ${error.message}`)
    }
  }
  while (run.depth > 0) {
    run.depth -= 1
    context.restore()
  }
  context.restore()
}
