// SPDX-License-Identifier: MIT
// What node() of a selector query gives for a <scroll-view>.
import { registerNodeFactory } from './node-registry.js'

const nodes = new WeakMap()
const SETTINGS = { scrollEnabled: true, bounces: true, showScrollbar: true, pagingEnabled: false, fastDeceleration: false, decelerationDisabled: false }
const ATTRIBUTES = { showScrollbar: 'show-scrollbar', pagingEnabled: 'paging-enabled', bounces: 'bounces', fastDeceleration: 'fast-deceleration' }

class ScrollViewContext {
  constructor (element) {
    Object.defineProperty(this, 'element', { value: element })
    const values = { ...SETTINGS }
    for (const name of Object.keys(SETTINGS)) {
      Object.defineProperty(this, name, {
        enumerable: true,
        get: () => values[name],
        set: (value) => {
          values[name] = Boolean(value)
          this.configure(name, values[name])
        },
      })
    }
  }

  configure (name, value) {
    const backend = this.element.getBackendElement()
    if (!backend) return
    if (name === 'scrollEnabled') backend.setAttribute('scroll-enabled', value)
    else if (ATTRIBUTES[name]) backend.setAttribute(ATTRIBUTES[name], value)
  }

  call (name, ...args) {
    const backend = this.element.getBackendElement()
    if (backend) this.element.getBackendContext().call('method', backend.id, { name, args }, null)
  }

  scrollTo (options) { this.call('scrollTo', options || {}) }

  scrollIntoView (selector, options) { this.call('scrollIntoView', String(selector), options || {}) }

  triggerRefresh (options) { this.call('triggerRefresh', options || {}) }

  closeRefresh () { this.call('closeRefresh') }
}

registerNodeFactory('scroll-view', (element) => {
  if (!nodes.has(element)) nodes.set(element, new ScrollViewContext(element))
  return nodes.get(element)
})
