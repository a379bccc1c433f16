// SPDX-License-Identifier: MIT
// Questions a program asks: the modal dialog and the action sheet.
import { h } from './dom.js'
import { openOverlay } from './sheet.js'
import { t } from './strings.js'

/** Resolves with `{confirm, cancel, content}` of `wx.showModal`. */
export function askModal(options) {
  const { title = '', content = '', editable = false, placeholderText = '', showCancel = true } = options
  return new Promise((resolve) => {
    const field = editable && h('input.modal-field', { value: content, placeholder: placeholderText, ariaLabel: title || placeholderText })
    const answer = (confirm) => {
      overlay.close()
      resolve({ confirm, cancel: !confirm, content: editable && confirm ? field.value : null })
    }
    const cancel = showCancel && h('button', { onclick: () => answer(false), style: { color: options.cancelColor ?? '' } },
      options.cancelText || t('cancel'))
    const confirm = h('button.strong', { onclick: () => answer(true), style: { color: options.confirmColor ?? '' } },
      options.confirmText || t('confirm'))
    const body = h('form.modal', { onsubmit: (event) => { event.preventDefault(); answer(true) } },
      title && h('h2', {}, title),
      editable ? field : content && h('p', {}, content),
      h('div.modal-buttons', {}, cancel, confirm))
    body.querySelectorAll('button').forEach((button) => { button.type = 'button' })
    body.classList.toggle('no-title', !title)
    const overlay = openOverlay(body, {
      kind: 'card',
      label: title || content,
      modal: true,
      onDismiss: () => showCancel && answer(false),
    })
    // Enter means the strong button, wherever the focus is; in the field the form does it.
    overlay.panel.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && event.target === overlay.panel) answer(true)
    })
  })
}

/** Resolves with the index of the chosen entry, or −1. */
export function askActionSheet({ itemList = [], itemColor = '', alertText = '' }) {
  return new Promise((resolve) => {
    const answer = (index) => {
      overlay.close()
      resolve(index)
    }
    const body = h('div.menu', {},
      h('div.menu-group', {},
        alertText && h('div.menu-note', {}, alertText),
        ...itemList.map((text, index) => h('button.menu-entry', { onclick: () => answer(index), style: { color: itemColor } }, String(text)))),
      h('button.menu-cancel', { onclick: () => answer(-1) }, t('cancel')))
    const overlay = openOverlay(body, { label: alertText || t('more'), onDismiss: () => answer(-1) })
  })
}
