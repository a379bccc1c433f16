// SPDX-License-Identifier: MIT
// What stands at places of the map: icons with labels and callouts.
import { make } from '../base.js'

const PIN = 'data:image/svg+xml,' + encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="26" height="36" viewBox="0 0 26 36"><path d="M13 35C9 27 1 21 1 13a12 12 0 0 1 24 0c0 8-8 14-12 22z" fill="#e64340" stroke="#ffffff"/><circle cx="13" cy="13" r="4.5" fill="#ffffff"/></svg>')

/** A name of the program's: data does not know which page it is from, so "../../a.png" is meant from the root. */
export const localName = (path) => (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(path) ? path : String(path).replace(/^(\.{0,2}\/)+/, ''))

function textBox(className, options, content) {
  const box = make('div', className)
  box.textContent = content
  const px = (value) => (value === undefined ? '' : `${Number(value) || 0}px`)
  Object.assign(box.style, {
    color: options.color || '', fontSize: px(options.fontSize), borderRadius: px(options.borderRadius), backgroundColor: options.bgColor || '', padding: px(options.padding),
    textAlign: options.textAlign || '',
  })
  if (options.borderWidth) box.style.border = `${options.borderWidth}px solid ${options.borderColor || '#000000'}`
  return box
}

/** One marker: an element whose origin is the marker's place. */
export class Marker {
  constructor(data, report) {
    this.data = data
    this.report = report
    this.opened = false
    this.element = make('div', 'hub-map-marker')
    this.icon = make('img')
    this.icon.alt = data.ariaLabel || data.title || ''
    this.icon.addEventListener('load', () => this.place())
    this.icon.addEventListener('error', () => { if (this.icon.src !== PIN) this.icon.src = PIN })
    this.element.append(this.icon)
    this.fill()
  }

  get id() { return this.data.id }

  fill() {
    const { data } = this
    this.icon.src = data.iconPath ? localName(data.iconPath) : PIN
    this.icon.style.opacity = data.alpha ?? ''
    this.element.style.zIndex = Math.round(Number(data.zIndex) || 0)
    const { label, callout, title } = data
    this.label?.remove()
    this.callout?.remove()
    this.label = label && label.content ? textBox('hub-map-label', label, label.content) : null
    const words = callout && callout.content ? callout : title ? { content: title } : null
    this.callout = words ? textBox('hub-map-callout', words, words.content) : null
    if (this.label) this.element.append(this.label)
    if (this.callout) this.element.append(this.callout)
    this.place()
  }

  get always() { return Boolean(this.data.callout && this.data.callout.display === 'ALWAYS') }

  open(opened) {
    this.opened = opened
    if (this.callout) this.callout.hidden = !opened && !this.always
  }

  /** Puts icon, label and callout around the place. */
  place() {
    const { data, icon } = this
    const width = Number(data.width) || icon.naturalWidth || 26
    const height = Number(data.height) || icon.naturalHeight || 36
    const { x = 0.5, y = 1 } = data.anchor || {}
    this.top = -height * y
    Object.assign(icon.style, { width: `${width}px`, height: `${height}px`, left: `${-width * x}px`, top: `${this.top}px`, transform: data.rotate ? `rotate(${data.rotate}deg)` : '' })
    if (this.label) {
      const { anchorX = data.label.x || 0, anchorY = data.label.y || 0 } = data.label
      this.label.style.transform = `translate(${Number(anchorX) || 0}px, ${Number(anchorY) || 0}px)`
    }
    if (this.callout) {
      const { anchorX = 0, anchorY = 0 } = data.callout || {}
      this.callout.style.transform = `translate(calc(-50% + ${Number(anchorX) || 0}px), calc(${this.top - 8 + (Number(anchorY) || 0)}px - 100%))`
    }
    this.open(this.opened)
  }

  move({ x, y }) {
    this.element.style.transform = `translate(${x}px, ${y}px)`
  }

  /** What of the marker a node belongs to: "marker", "label", "callout". */
  partOf(node) {
    if (this.callout && this.callout.contains(node)) return 'callout'
    return this.label && this.label.contains(node) ? 'label' : 'marker'
  }
}
