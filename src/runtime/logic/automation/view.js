// SPDX-License-Identifier: MIT
// Questions to a page's view about its nodes.
import { natives } from '../natives.js'
import { shownChildren, isText } from './tree.js'

const LIMIT = 15000

/** The node that is shown for an element: its own, or for a component without one (virtualHost) the first inside it. */
function shownNode (element) {
  const backend = element.getBackendElement()
  if (backend) return backend
  for (const child of shownChildren(element)) {
    const inner = isText(child) ? null : shownNode(child)
    if (inner) return inner
  }
  return null
}

// What a tap starts may end the page before its view can say that it is done.
const MAY_END_PAGE = new Set(['tap', 'touch', 'control'])

/**
 * Has the view carry out one of its `automation-nodes.js`.
 *
 * @param {object} page the page's record
 * @param {object | null} element null for the page as a whole
 */
export function ask (page, element, name, ...args) {
  const { context } = page
  return new Promise((resolve, reject) => {
    const node = element ? shownNode(element) : { id: 1 }
    if (!node) throw new Error(`<${element.tagName || element.is}> shows nothing: it has no box of its own`)
    const end = (settle, value) => {
      natives.clearTimeout(timer)
      context.farewells.delete(ended)
      settle(value)
    }
    const ended = () => (MAY_END_PAGE.has(name) ? end(resolve, null) : end(reject, new Error('the page was closed')))
    const timer = natives.setTimeout(() => end(reject, new Error('the page does not answer')), LIMIT)
    context.farewells.add(ended)
    context.call('automation', node.id, { name, args }, (answer) => {
      if (!answer) end(reject, new Error('the element is not on the page (any more)'))
      else if (answer.error) end(reject, new Error(answer.error))
      else end(resolve, answer.result)
    })
  })
}
