// SPDX-License-Identifier: MIT
// What the shell carries out, and what concerns the page on screen.
import { FORWARDED } from '../../api/names.js'
import { invoke } from '../control.js'
import { createIntersectionObserver } from '../intersection.js'
import { createMediaQueryObserver } from '../media-query.js'
import { top } from '../router.js'
import { SelectorQuery } from '../selector-query.js'
import { Animation } from './animation.js'
import { asyncApi } from './base.js'

const currentId = () => (top() ? top().id : 0)

const forward = (name) => asyncApi(name, (args) => invoke(name, args, currentId()))

export const ui = {
  createAnimation: (options) => new Animation(options),
  createSelectorQuery: () => new SelectorQuery(() => (top() ? top().instance : null)),
  createMediaQueryObserver: (owner) => createMediaQueryObserver(owner || (top() ? top().instance : null)),
  createIntersectionObserver: (owner, options) => createIntersectionObserver(owner, options),
  pageScrollTo: asyncApi('pageScrollTo', (args) => {
    const page = top()
    if (!page) throw new Error('fail no page')
    let id = 1
    if (args.selector) {
      const found = page.component.getShadowRoot().querySelector(args.selector)
      if (!found || !found.getBackendElement()) throw new Error(`fail no node matches ${args.selector}`)
      id = found.getBackendElement().id
    }
    page.context.call('scrollPage', id, { scrollTop: args.scrollTop, duration: args.duration, offsetTop: args.offsetTop || 0 }, null)
    return {}
  }),
  nextTick (callback) {
    if (top()) top().context.render(() => callback())
    else setTimeout(callback, 0)
  },
}

for (const name of FORWARDED) ui[name] = forward(name)
