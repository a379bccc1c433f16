// SPDX-License-Identifier: MIT
// wx.createCanvasContext: records what is to be drawn. draw() has it carried out; the actions are also what the still older
// wx.drawCanvas takes.
import { natives } from '../natives.js'

class Gradient {
  constructor (type, data) {
    this.type = type
    this.data = data
    this.stops = []
  }

  addColorStop (offset, color) { this.stops.push([offset, color]) }
}

const METHODS = ('beginPath closePath moveTo lineTo rect arc arcTo ellipse quadraticCurveTo bezierCurveTo fill stroke clip fillRect strokeRect clearRect ' +
  'fillText strokeText drawImage save restore scale rotate translate transform setTransform setLineDash setShadow').split(' ')

// property → the method that sets it, and the value it starts with
const PROPERTIES = {
  fillStyle: ['setFillStyle', '#000000'], strokeStyle: ['setStrokeStyle', '#000000'], lineWidth: ['setLineWidth', 1], lineCap: ['setLineCap', 'butt'],
  lineJoin: ['setLineJoin', 'miter'], miterLimit: ['setMiterLimit', 10], globalAlpha: ['setGlobalAlpha', 1], textAlign: ['setTextAlign', 'left'],
  textBaseline: ['setTextBaseline', 'normal'], font: ['setFont', '10px sans-serif'], lineDashOffset: ['setLineDashOffset', 0],
  globalCompositeOperation: ['setGlobalCompositeOperation', 'source-over'], shadowOffsetX: ['setShadowOffsetX', 0], shadowOffsetY: ['setShadowOffsetY', 0],
  shadowBlur: ['setShadowBlur', 0], shadowColor: ['setShadowColor', 'black'],
}

let ruler = null

function measure (font, text) {
  if (!ruler && natives.OffscreenCanvas) ruler = new natives.OffscreenCanvas(1, 1).getContext('2d')
  if (!ruler) return { width: text.length * 5 }
  ruler.font = '10px sans-serif'
  ruler.font = font
  return ruler.measureText(text)
}

/** A font with another size: the size is the part before the family. */
export const withSize = (font, size) => (/\d*\.?\d+(px|pt|em|rem)/.test(font) ? font.replace(/\d*\.?\d+(px|pt|em|rem)/, `${size}px`) : `${size}px sans-serif`)

const copy = (value) => (Array.isArray(value) ? value.slice() : value)

export class CanvasContext {
  /** @param {((actions: object[], reserve: boolean) => Promise<void>) | null} carryOut draws; null for wx.createContext() */
  constructor (carryOut) {
    Object.defineProperty(this, 'hub', { value: { carryOut, values: {}, saved: [] } })
    this.reset()
  }

  reset () {
    this.actions = []
    this.hub.saved = []
    for (const [name, [, value]] of Object.entries(PROPERTIES)) this.hub.values[name] = value
  }

  record (method, data) { this.actions.push({ method, data: data.map(copy) }) }

  createLinearGradient (...points) { return new Gradient('linear', points) }

  createCircularGradient (...circle) { return new Gradient('radial', circle) }

  createRadialGradient (...circles) { return new Gradient('radial', circles) }

  createPattern (image, repetition) { return { type: 'pattern', image, repetition } }

  measureText (text) {
    const { width, actualBoundingBoxAscent, actualBoundingBoxDescent } = measure(this.hub.values.font, String(text))
    return { width, actualBoundingBoxAscent, actualBoundingBoxDescent }
  }

  setFontSize (size) { this.font = withSize(this.font, size) }

  getActions () {
    const { actions } = this
    this.reset()
    return actions
  }

  clearActions () { this.reset() }

  /** Carries out everything since the last draw(); without `reserve` on an empty canvas. */
  draw (reserve, callback) {
    const done = typeof reserve === 'function' ? reserve : callback
    const actions = this.getActions()
    if (!this.hub.carryOut) return
    this.hub.carryOut(actions, reserve === true).then(() => {
      if (typeof done === 'function') done({ errMsg: 'drawCanvas:ok' })
    }, (error) => {
      console.warn(`canvas draw: ${String(error.message || error).replace(/^fail /, '')}`)
      if (typeof done === 'function') done({ errMsg: `drawCanvas:${error.message || error}` })
    })
  }
}

for (const name of METHODS) {
  CanvasContext.prototype[name] = function (...args) { this.record(name, args) }
}

for (const [name, [method]] of Object.entries(PROPERTIES)) {
  Object.defineProperty(CanvasContext.prototype, name, {
    get () { return this.hub.values[name] },
    set (value) {
      this.hub.values[name] = value
      this.record(method, [value])
    },
  })
  CanvasContext.prototype[method] = function (value) { this[name] = value }
}

// Measuring needs to know the font that counts after restore().
const { save, restore } = CanvasContext.prototype
CanvasContext.prototype.save = function () {
  this.hub.saved.push({ ...this.hub.values })
  save.call(this)
}
CanvasContext.prototype.restore = function () {
  Object.assign(this.hub.values, this.hub.saved.pop())
  restore.call(this)
}
