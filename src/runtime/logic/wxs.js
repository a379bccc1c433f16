// SPDX-License-Identifier: MIT
// What templates' scripts (WXS) see: getRegExp, getDate, and component descriptors.
import * as glassEasel from 'glass-easel'
import { inlineStyle } from './rpx.js'
import { findNodes } from './selectors.js'

const EXTRA = 2 // the style and class segment of WXS, over the template's own
const descriptors = new WeakMap()

const inner = (target) => (target && target._$ ? target._$ : target)

function styleText (style) {
  if (typeof style === 'string') return style
  return Object.keys(style || {}).map((key) => `${key.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}:${style[key]}`).join(';')
}

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
    return found ? descriptor(found) : null
  }

  selectAllComponents (selector) { return this.find(selector).map(descriptor) }

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

  getBoundingClientRect () { return null }

  getComputedStyle () { return {} }

  setTimeout (callback, time) { return setTimeout(callback, time) }

  clearTimeout (id) { clearTimeout(id) }
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

/**
 * The listener a `change:NAME` binding calls, with descriptors instead of glass-easel's elements. For an element that is just
 * being made it waits for the rest of the tree: on a phone the view's side calls it, where the whole tree stands already.
 */
export function changeFilter (listener) {
  if (typeof listener !== 'function') return () => {}
  return (value, old, host, element) => {
    const call = () => listener(value, old, descriptor(host), descriptor(element))
    if (glassEasel.Element.isAttached(inner(element))) call()
    else queueMicrotask(() => glassEasel.safeCallback('WXS change listener', call, null, [], inner(host)))
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
