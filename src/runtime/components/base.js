// SPDX-License-Identifier: MIT
// What every built-in component stands on: typed properties with defaults, and a moment to build its DOM.

import { camel } from '../attribute-names.js'

function coerce(value, fallback) {
  if (value === undefined || value === null) return fallback
  if (typeof fallback === 'boolean') return Boolean(value)
  if (typeof fallback === 'number') {
    const number = typeof value === 'string' ? parseFloat(value) : Number(value)
    return Number.isFinite(number) ? number : fallback
  }
  if (typeof fallback === 'string') return String(value)
  return value
}

/**
 * A built-in component. Subclasses give `static defaults` (whose types the values are brought to), `build()` for the
 * DOM of their own and `changed(name, value)` for each property, called after `build()` and at every change.
 */
export class HubElement extends HTMLElement {
  static defaults = {}

  /** Properties that style sheets may ask for as attributes. */
  static reflected = []

  constructor() {
    super()
    this.hubProps = { ...this.constructor.defaults }
    this.hubGiven = new Map()
  }

  hubSet(name, value) {
    const key = camel(name)
    const { defaults, reflected } = this.constructor
    const next = Object.hasOwn(defaults, key) ? coerce(value, defaults[key]) : value
    this.hubGiven.set(key, value)
    this.hubProps[key] = next
    if (reflected.includes(key)) reflect(this, name, next)
    if (this.hubBuilt) this.changed(key, next)
  }

  hubGet(name) {
    const key = camel(name)
    return Object.hasOwn(this.hubProps, key) ? this.hubProps[key] : this.hubGiven.get(key)
  }

  connectedCallback() {
    if (!this.hubBuilt) {
      this.build()
      this.hubBuilt = true
      for (const [key, value] of Object.entries(this.hubProps)) this.changed(key, value)
    }
    this.attached()
  }

  build() {}

  changed() {}

  /** Sets a CSS property of the node itself, and again whenever the program replaces the node's style. */
  keepStyle(name, value) {
    this.hubKept ??= new Map()
    this.hubKept.set(name, value)
    this.style.setProperty(name, value)
  }

  /** The program's style took the place of all that was set. */
  hubStyled() {
    for (const [name, value] of this.hubKept ?? []) this.style.setProperty(name, value)
  }

  /** In the page, at first and after every move. */
  attached() {}
}

/** Makes an element that is tapped work from the keyboard too: the key becomes a tap in its middle. */
export function tapByKey(element) {
  element.tabIndex = 0
  element.addEventListener('keydown', (event) => {
    if (event.target !== element || (event.key !== 'Enter' && event.key !== ' ')) return
    event.preventDefault()
    const box = element.getBoundingClientRect()
    const at = { bubbles: true, composed: true, clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 }
    for (const type of ['mousedown', 'mouseup']) element.dispatchEvent(new MouseEvent(type, at))
  })
}

/** Shows a typed value as an attribute: `true` as "", nothing for `false`. */
export function reflect(element, name, value) {
  if (value === true) element.setAttribute(name, '')
  else if (value === false || value === null || value === undefined || value === '') element.removeAttribute(name)
  else element.setAttribute(name, String(value))
}

/** Creates a plain element with a class name. */
export function make(tag, className) {
  const element = document.createElement(tag)
  if (className) element.className = className
  return element
}

/** A number is CSS pixels, `rpx` is a share of the page's width, the rest is left as it is. */
export function toLength(value) {
  if (value === undefined || value === null || value === '') return ''
  const text = String(value).trim()
  if (/^-?\d*\.?\d+$/.test(text)) return text + 'px'
  return text.replace(/(-?\d*\.?\d+)rpx\b/gi, (all, number) => `${Number(number) / 7.5}vw`)
}

/** `10`, `"10"`, `"10px"` or `"20rpx"` as a number of CSS pixels. */
export function toPixels(value) {
  const number = parseFloat(value)
  if (!Number.isFinite(number)) return 0
  return /rpx\s*$/i.test(String(value)) ? number * window.innerWidth / 750 : number
}

/** Sets styles given as text, beside those the component sets itself. */
export function styleText(text) {
  return String(text ?? '').replace(/(-?\d*\.?\d+)rpx\b/gi, (all, number) => `${Number(number) / 7.5}vw`)
}
