// SPDX-License-Identifier: MIT
// A sheet in which the host app asks for something on the program's behalf, or says what a phone would do now.
import { h } from './dom.js'
import { openOverlay } from './sheet.js'
import { t } from './strings.js'

const nameOf = (shell) => shell.app?.name || t('miniProgram')

/** The program that asks, in one line. */
export function programLine(shell, text) {
  const name = nameOf(shell)
  return h('div.request-program', {}, h('span.start-letter.small', { ariaHidden: 'true' }, [...name][0].toUpperCase()), h('b', {}, name), h('span', {}, text))
}

/** One or more lines of facts, such as an order or a page's path. */
export const facts = (lines) => (lines.length ? h('ul.request-facts', {}, ...lines.map((line) => h('li', {}, line))) : null)

/**
 * Shows a sheet until a button is pressed.
 * @param {{label: string, purpose?: 'authorize'|'payment'|'share', body: Node[], buttons: {text: string, value: *, strong?: boolean}[], dismissed?: *, kind?: string}} options
 * @returns {Promise<*>} the button's value (if it is a function, what it returns), or `dismissed`; Enter presses the strong button
 */
export function request({ label, purpose, body, buttons, dismissed = null, kind = 'sheet' }) {
  return new Promise((resolve) => {
    const answer = (value) => {
      overlay.close()
      resolve(typeof value === 'function' ? value() : value)
    }
    const strong = buttons.find((button) => button.strong)
    const row = h('div.request-buttons', {}, ...buttons.map(({ text, value, strong: main }) => (
      h(main ? 'button.strong' : 'button', { type: 'button', onclick: () => answer(value) }, text))))
    const content = h('form.request', { 'data-purpose': purpose, onsubmit: (event) => event.preventDefault() }, ...body.filter(Boolean), row)
    const overlay = openOverlay(content, { kind, label, onDismiss: () => answer(dismissed) })
    overlay.panel.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.target.tagName === 'BUTTON' || !strong) return
      event.preventDefault()
      answer(strong.value)
    })
  })
}
