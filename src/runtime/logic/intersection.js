// SPDX-License-Identifier: MIT
// createIntersectionObserver: the view watches, the logic layer is told.
import { findNodes } from './selectors.js'

let count = 0
const watching = new Map()

class Watch {
  constructor (owner, options) {
    this.owner = owner
    this.options = options || {}
    this.relative = null
    this.margins = {}
    this.ids = []
  }

  relativeTo (selector, margins) { this.relative = selector; this.margins = margins || {}; return this }

  relativeToViewport (margins) { this.relative = null; this.margins = margins || {}; return this }

  observe (selector, callback) {
    const element = this.owner._$
    const context = element.getBackendContext()
    const root = element.getShadowRoot()
    const relative = this.relative ? findNodes(root, this.relative, true)[0] : null
    const found = findNodes(root, selector, !this.options.observeAll)
    for (const target of found) {
      const backend = target.getBackendElement()
      if (!backend) continue
      count += 1
      watching.set(count, { callback, target, context })
      this.ids.push(count)
      context.call('observe', backend.id, {
        watch: count, thresholds: this.options.thresholds || [0], initial: this.options.initialRatio || 0, margins: this.margins,
        relative: relative && relative.getBackendElement() ? relative.getBackendElement().id : 0,
      }, null)
    }
    return this
  }

  disconnect () {
    const context = this.owner._$.getBackendContext()
    for (const id of this.ids) {
      watching.delete(id)
      context.call('unobserve', 1, { watch: id }, null)
    }
    this.ids = []
  }
}

export const createIntersectionObserver = (owner, options) => new Watch(owner, options)

/** Called when the view saw a watched node come or go. */
export function intersect ({ watch, entry }) {
  const found = watching.get(watch)
  if (found) found.callback({ ...entry, id: found.target.id, dataset: found.target.dataset })
}

/** A page is gone, with all that was watched on it. */
export function forgetPage (context) {
  for (const [id, watch] of watching) if (watch.context === context) watching.delete(id)
}
