// SPDX-License-Identifier: MIT
// Things that lie over the program: a dimmed mask with a sheet from below or a card in the middle.
import { h, settle, transitionEnd } from './dom.js'

let layer = null

export function setLayer(element) {
  layer = element
}

/**
 * Shows `content` over the program until the returned `close` is called.
 * @param {Node} content
 * @param {{kind?: 'sheet'|'card', label?: string, onDismiss?: function()}} options `onDismiss`: Escape was pressed or,
 *   unless `modal`, the mask tapped
 */
export function openOverlay(content, { kind = 'sheet', label = '', modal = false, onDismiss } = {}) {
  const former = document.activeElement
  const mask = h('div.mask', { onclick: () => !modal && onDismiss?.() })
  const panel = h('div.' + kind, { role: 'dialog', ariaModal: 'true', ariaLabel: label, tabIndex: -1 }, content)
  const element = h('div.overlay', {
    onkeydown: (event) => {
      if (event.key !== 'Escape' || !onDismiss) return
      event.stopPropagation()
      onDismiss()
    },
  }, mask, panel)
  layer.append(element)
  settle(element)
  element.classList.add('shown')
  const first = panel.querySelector('[autofocus], input:not([type="checkbox"]), textarea') ?? panel
  first.focus({ preventScroll: true })
  let closed = false
  const close = async () => {
    if (closed) return
    closed = true
    element.classList.remove('shown')
    element.inert = true
    if (former?.isConnected) former.focus?.({ preventScroll: true })
    await transitionEnd(panel, 350)
    element.remove()
  }
  return { close, panel, element }
}
