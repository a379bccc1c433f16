// SPDX-License-Identifier: MIT
// What templates' scripts (WXS) see: getRegExp, getDate, and component descriptors.
import { inlineStyle, styleText } from './rpx.js'
import { findNodes } from './selectors.js'

const EXTRA = 2 // the style and class segment of WXS, over the template's own
const descriptors = new WeakMap()

const inner = (target) => (target && target._$ ? target._$ : target)

class ComponentDescriptor {
  constructor (element) {
    Object.defineProperty(this, '_$', { value: element })
    this.state = {}
  }

  find (selector) {
    const root = this._$.getShadowRoot ? this._$.getShadowRoot() : null
    return root ? findNodes(root, selector, false) : []
  }

  selectComponent (selector) {
    const found = this.find(selector)[0]
    return found ? measuredDescriptor(found) : null
  }

  selectAllComponents (selector) { return this.find(selector).map(measuredDescriptor) }

  setStyle (style) {
    this._$.setNodeStyle(inlineStyle(styleText(style)), EXTRA)
    return this
  }

  names (list) { return String(list).split(/\s+/).filter(Boolean) }

  addClass (list) {
    for (const name of this.names(list)) this._$.classList.toggle(name, true, EXTRA)
    return this
  }

  removeClass (list) {
    for (const name of this.names(list)) this._$.classList.toggle(name, false, EXTRA)
    return this
  }

  hasClass (name) { return this._$.classList.contains(name, EXTRA) || this._$.classList.contains(name) }

  getDataset () { return this._$.dataset }

  getState () { return this.state }

  callMethod (name, args) {
    const host = this._$.getShadowRoot ? this._$ : this._$.ownerShadowRoot.getHostNode()
    const method = host.getMethodCaller()[name]
    if (typeof method === 'function') method.call(host.getMethodCaller(), args)
  }

  triggerEvent (name, detail, options) { this._$.triggerEvent(name, detail, options) }

  requestAnimationFrame (callback) { return setTimeout(callback, 16) }

  getBoundingClientRect () { return lastRect(this._$) }

  getComputedStyle (names) { return lastStyle(this._$, names || []) }

  setTimeout (callback, time) { return setTimeout(callback, time) }

  clearTimeout (id) { clearTimeout(id) }
}

const NO_RECT = { left: 0, top: 0, right: 0, bottom: 0, width: 0, height: 0 }
const measured = new WeakMap()

const seen = (element) => {
  if (!measured.has(element)) measured.set(element, { rect: NO_RECT, style: {}, names: [] })
  return measured.get(element)
}

function measure (element) {
  const backend = element.getBackendElement()
  if (!backend) return
  const known = seen(element)
  element.getBackendContext().call('fields', backend.id, { rect: true, size: true, computedStyle: known.names }, (fields) => {
    if (!fields) return
    const { left, top, right, bottom, width, height, ...style } = fields
    Object.assign(known, { rect: { left, top, right, bottom, width, height }, style })
  })
}

// A script cannot wait for the view: it gets what was measured last. An event brings the sizes of the nodes on its way along, a node
// that a script selects is measured then, and each question has the node measured again.
function lastRect (element) {
  measure(element)
  return { ...seen(element).rect }
}

function lastStyle (element, names) {
  const known = seen(element)
  known.names = [...new Set([...known.names, ...names])]
  measure(element)
  return Object.fromEntries(names.map((name) => [name, known.style[name] === undefined ? '' : known.style[name]]))
}

/** Remembers a size that came with an event. */
export function noteRect (element, [left, top, width, height]) {
  seen(element).rect = { left, top, right: left + width, bottom: top + height, width, height }
}

/** @returns {ComponentDescriptor} the one descriptor of an element */
export function descriptor (target) {
  const element = inner(target)
  let found = descriptors.get(element)
  if (!found) {
    found = new ComponentDescriptor(element)
    descriptors.set(element, found)
  }
  return found
}

function measuredDescriptor (element) {
  if (!measured.has(element)) measure(element)
  return descriptor(element)
}

/** The listener a `change:NAME` binding calls, with descriptors instead of glass-easel's elements. */
export function changeFilter (listener) {
  if (typeof listener !== 'function') return () => {}
  // After the update, when the node has all of its attributes: a script may ask for its dataset.
  return (value, old, host, element) => {
    element.getBackendContext().beforeFlush(() => listener(value, old, descriptor(host), descriptor(element)))
  }
}

export const getRegExp = (source, flags) => new RegExp(source, flags)

export function getDate (...args) {
  return args.length ? new Date(...args) : new Date()
}

// In WXS `value.constructor` is the name of the type; the compiler writes `.wxsTypeName` for it.
Object.defineProperty(Object.prototype, 'wxsTypeName', {
  get () { return Object.prototype.toString.call(this).slice(8, -1) },
  configurable: true,
})
