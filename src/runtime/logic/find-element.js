// SPDX-License-Identifier: MIT
// Built-in components by the name a program gave them, for the contexts of wx.create…Context.
import { top } from './router.js'

/** @typedef {{context: object, backend: object, element: object, path: string}} Place where a node is; path: whose template it is in */

/** @returns {Place} */
export function placeOf (element) {
  const backend = element.getBackendElement()
  const shadow = element.ownerShadowRoot
  return { context: element.getBackendContext(), backend, element, path: shadow ? shadow.getHostNode().is : '' }
}

/**
 * Finds a node by its id, whatever characters it has, or by another name its backend noted.
 *
 * @param {object | null} owner the page or component whose own template is searched; the page on top if it is left out
 * @param {string} name
 * @param {"id" | "canvasId"} key
 * @returns {Place | null}
 */
export function findElement (owner, name, key = 'id') {
  const page = top()
  const host = owner && owner._$ ? owner._$ : page && page.component
  if (!host) return null
  const root = host.getShadowRoot()
  for (const backend of host.getBackendContext().backends.values()) {
    const element = backend.__wxElement
    if (!element || element.ownerShadowRoot !== root) continue
    if ((key === 'id' ? element.id : backend.canvasId) === name) return placeOf(element)
  }
  return null
}
