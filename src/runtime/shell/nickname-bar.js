// SPDX-License-Identifier: MIT
// The bar over the keyboard that offers the person's own nickname to <input type="nickname">.
import { h } from './dom.js'
import { t } from './strings.js'

/** @returns {{close: function(), chosen: Promise<string>}} `chosen` resolves with the name, or '' when nobody takes it */
export function showNickname(nickName) {
  let settle
  const chosen = new Promise((resolve) => { settle = resolve })
  // Pressing must not take the keyboard from the field.
  const keep = (event) => event.preventDefault()
  const bar = h('div.nickname-bar', { role: 'dialog', ariaLabel: t('useNickname') }, h('span', {}, t('useNickname')),
    h('button', { onpointerdown: keep, onmousedown: keep, onclick: () => close(nickName) }, nickName))
  let timer = 0
  function close(name = '') {
    clearTimeout(timer)
    bar.remove()
    settle(name)
  }
  document.body.append(bar)
  return {
    chosen,
    // A press moves the focus into this frame, so the field's blur comes before the click.
    close: () => { timer = setTimeout(close, 250) },
  }
}
