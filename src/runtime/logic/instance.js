// SPDX-License-Identifier: MIT
// `this` in a page's or component's code.
import * as glassEasel from 'glass-easel'
import { applyAnimatedStyle, clearAnimatedStyle } from './animated-style.js'
import { namedBehavior } from './behaviors.js'
import { createIntersectionObserver } from './intersection.js'
import { say } from './console.js'
import { animate, clearAnimation } from './keyframes.js'
import { createMediaQueryObserver } from './media-query.js'
import './scroll-view-node.js'
import { SelectorQuery } from './selector-query.js'
import { findNodes } from './selectors.js'

/** Pages, by the backend context of their tree; filled by page.js. */
export const pageOfContext = new WeakMap()

const override = (target, name, value) => Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true })

const exported = (element) => {
  if (!glassEasel.Component.isComponent(element)) return null
  const caller = element.getMethodCaller()
  const custom = caller && caller.hubExport
  if (typeof custom === 'function') {
    const value = custom.call(caller)
    if (value !== undefined) return value
  }
  return caller
}

export class Instance {
  get is () { return this._$.is }
  set is (value) { override(this, 'is', value) }

  get id () { return this._$.id }
  set id (value) { override(this, 'id', value) }

  get dataset () { return this._$.dataset }
  set dataset (value) { override(this, 'dataset', value) }

  get data () { return this._$.data }
  set data (value) { override(this, 'data', value) }

  get properties () { return this._$.data }
  set properties (value) { override(this, 'properties', value) }

  /** Sets data by path and updates the tree; `callback` runs when that is on the screen. */
  setData (data, callback) {
    if (data === null || typeof data !== 'object') {
      if (data !== undefined) throw new TypeError('setData: the argument must be an object')
      return
    }
    const set = {}
    for (const key of Object.keys(data)) {
      if (data[key] === undefined) say('warn', `Setting data field "${key}" to undefined is invalid.`)
      else set[key] = data[key]
    }
    this._$.setData(set)
    if (typeof callback === 'function') {
      glassEasel.triggerRender(this._$, () => glassEasel.safeCallback('setData callback', callback, this, [], this._$))
    }
  }

  updateData (data) { this._$.updateData(data) }

  replaceDataOnPath (path, value) { this._$.replaceDataOnPath(path, value) }

  spliceArrayDataOnPath (path, index, remove, inserts) { this._$.spliceArrayDataOnPath(path, index, remove, inserts) }

  applyDataUpdates () { this._$.applyDataUpdates() }

  groupUpdates (callback) { return this._$.groupUpdates(() => callback.call(this)) }

  groupSetData (callback) { if (typeof callback === 'function') callback.call(this) }

  triggerEvent (name, detail, options) {
    const { bubbles = false, composed = false, capturePhase = false } = options || {}
    this._$.triggerEvent(name, detail === undefined ? {} : detail, { bubbles, composed, capturePhase })
  }

  hasBehavior (behavior) {
    const wanted = typeof behavior === 'string' ? namedBehavior(behavior) : behavior
    return Boolean(wanted && wanted._$) && this._$.hasBehavior(wanted._$)
  }

  createSelectorQuery () { return new SelectorQuery(this) }

  createMediaQueryObserver () { return createMediaQueryObserver(this) }

  createIntersectionObserver (options) { return createIntersectionObserver(this, options) }

  selectComponent (selector) {
    const [found] = findNodes(this._$.getShadowRoot(), selector, true)
    return found ? exported(found) : null
  }

  selectAllComponents (selector) {
    return findNodes(this._$.getShadowRoot(), selector, false).map(exported).filter((value) => value !== null)
  }

  selectOwnerComponent () {
    const shadow = this._$.ownerShadowRoot
    return shadow ? exported(shadow.getHostNode()) : null
  }

  getRelationNodes (key) { return (this._$.getRelationNodes(key) || []).map((node) => node.getMethodCaller()) }

  getPageId () {
    const page = pageOfContext.get(this._$.getBackendContext())
    return page ? `pageId:${page.id}` : ''
  }

  getTabBar (callback) {
    const page = pageOfContext.get(this._$.getBackendContext())
    const bar = page && page.tabBar ? page.tabBar.getMethodCaller() : null
    if (typeof callback === 'function') callback.call(this, bar)
    return bar
  }

  animate (selector, frames, duration, callback) { animate(this, selector, frames, duration, callback) }

  clearAnimation (selector, options, callback) { clearAnimation(this, selector, options, callback) }

  applyAnimatedStyle (selector, run, options, callback) {
    applyAnimatedStyle(this, selector, run, typeof options === 'function' ? options : callback)
  }

  clearAnimatedStyle (selector, styleIds, callback) { clearAnimatedStyle(this, selector, styleIds, callback) }

  setUpdatePerformanceListener () {}

  setPassiveEvent () {}

  getOpenerEventChannel () {
    const page = pageOfContext.get(this._$.getBackendContext())
    return page ? page.eventChannel() : undefined
  }

  get router () { return globalThis.wx }
  get pageRouter () { return globalThis.wx }
  get renderer () { return 'webview' }
}
