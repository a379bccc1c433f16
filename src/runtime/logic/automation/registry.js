// SPDX-License-Identifier: MIT
// Who is meant: pages and elements by the ids a client was told. No id is ever used for something else.
import * as glassEasel from 'glass-easel'
import { program } from '../program.js'
import { livingPages } from '../router.js'
import { isHost, tagOf } from './tree.js'

const ids = new WeakMap()
/** @type {Map<string, WeakRef<object>>} */
const elements = new Map()
let count = 0

const SWEEP = 2000

/** A program that started anew counts its pages from one again; `automationBase` keeps them apart. */
const pageId = (page) => (program.automationBase || 0) + page.id

export const describePage = (page) => ({ pageId: pageId(page), path: page.path, query: { ...(page.instance ? page.instance.options : {}) } })

export function pageOf (params) {
  const page = livingPages().find((candidate) => pageId(candidate) === params.pageId)
  if (!page || !page.component) throw new Error(`page ${params.pageId} is not open (any more)`)
  return page
}

function idOf (element) {
  if (!ids.has(element)) {
    count += 1
    ids.set(element, `e${count}`)
    elements.set(`e${count}`, new WeakRef(element))
    if (count % SWEEP === 0) for (const [id, reference] of elements) if (!reference.deref()) elements.delete(id)
  }
  return ids.get(element)
}

/** What a client gets for an element. */
export function describe (element, page) {
  const elementId = idOf(element)
  const result = { elementId, tagName: tagOf(element, page) }
  if (isHost(element, page)) result.nodeId = `c${elementId.slice(1)}`
  else if (result.tagName === 'video') result.videoId = element.id || elementId
  return result
}

/** The element a request names; one that left the page is an error. */
export function elementOf (params, page) {
  const reference = elements.get(String(params.elementId))
  const element = reference && reference.deref()
  if (!element || element.getBackendContext() !== page.context || !glassEasel.Element.isAttached(element)) {
    throw new Error(`element ${params.elementId} is not on the page (any more)`)
  }
  return element
}
