// SPDX-License-Identifier: MIT
// this.animate and this.clearAnimation of pages and components.
import { findNodes } from './selectors.js'

const backends = (owner, selector) => findNodes(owner._$.getShadowRoot(), selector, false).map((element) => element.getBackendElement()).filter(Boolean)

function scrollSource (owner, timeline) {
  if (!timeline || !timeline.scrollSource) return 1
  const [found] = backends(owner, timeline.scrollSource)
  if (!found) console.warn(`animate: no node matches the scrollSource ${timeline.scrollSource}`)
  return found ? found.id : 1
}

function callAll (owner, selector, method, args, callback) {
  const found = backends(owner, selector)
  if (!found.length) console.warn(`${method === 'keyframes' ? 'animate' : 'clearAnimation'}: no node matches ${selector}`)
  const context = owner._$.getBackendContext()
  const waiting = found.map((backend) => new Promise((resolve) => { context.call(method, backend.id, args, resolve) }))
  if (typeof callback === 'function') Promise.all(waiting).then(() => callback.call(owner))
}

/** `last` is the callback, or a scroll timeline: then there is no end to be told. */
export function animate (owner, selector, frames, duration, last) {
  const timeline = last && typeof last === 'object' ? last : null
  const args = { frames: Array.isArray(frames) ? frames : [], duration: Number(duration) || 0, timeline, source: scrollSource(owner, timeline) }
  callAll(owner, selector, 'keyframes', args, last)
}

export function clearAnimation (owner, selector, options, callback) {
  const chosen = options && typeof options === 'object' ? options : null
  callAll(owner, selector, 'clearKeyframes', { options: chosen }, typeof options === 'function' ? options : callback)
}
