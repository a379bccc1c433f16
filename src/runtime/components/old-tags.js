// SPDX-License-Identifier: MIT
// Tags the platform had in its first year and took away: <modal>, <toast>, <loading>, <action-sheet>. Programs of that
// time still carry them, so they show what they showed then.
import { hubEmit } from '../view/emit.js'
import { HubElement, make } from './base.js'

const STYLE = `
:host { position: fixed; inset: 0; z-index: 1000; display: flex; align-items: center; justify-content: center; font-size: 16px }
:host([hidden]) { display: none }
.mask { position: absolute; inset: 0; background: rgb(0 0 0 / 60%) }
.card { position: relative; width: min(300px, 80%); overflow: hidden; border-radius: 12px; background: var(--hub-surface); color: var(--hub-ink); text-align: center }
.title { padding: 24px 20px 4px; font-size: 17px; font-weight: 600 }
.title:empty { display: none }
.content { padding: 12px 20px 24px; opacity: .6 }
.buttons { display: flex; border-top: .5px solid rgb(128 128 128 / 25%) }
button { flex: 1; height: 50px; border: 0; background: none; color: inherit; font: 600 17px/50px inherit; cursor: pointer }
button + button { border-left: .5px solid rgb(128 128 128 / 25%); color: #576b95 }
.box { position: relative; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 10px;
  box-sizing: border-box; min-width: 120px; max-width: 200px; min-height: 120px; padding: 16px; border-radius: 8px; background: rgb(17 17 17 / 75%); color: #fff; text-align: center }
.box svg { width: 44px; height: 44px; fill: currentcolor }
.turning { width: 34px; height: 34px; border: 3px solid currentcolor; border-right-color: transparent; border-radius: 50%; animation: turn 1s linear infinite }
@keyframes turn { to { transform: rotate(360deg) } }
.sheet { align-self: flex-end; position: relative; width: 100%; max-height: 80%; overflow: auto; border-radius: 12px 12px 0 0; background: var(--hub-surface); color: var(--hub-ink); text-align: center }
`

const CHECK = 'M9.900 17.300 5 12.400l1.200-1.200 3.700 3.700 8-8L19.100 8z'
const SVG = 'http://www.w3.org/2000/svg'

/** Something over the whole page; `hidden` is a plain attribute of the node. */
class Overlay extends HubElement {
  constructor() {
    super()
    const root = this.attachShadow({ mode: 'open' })
    const style = make('style')
    style.textContent = STYLE
    root.append(style, ...this.parts())
  }

  mask(onTap) {
    const mask = make('div', 'mask')
    if (onTap) mask.addEventListener('click', onTap)
    mask.addEventListener('touchmove', (event) => event.preventDefault(), { passive: false })
    return mask
  }
}

export class ModalElement extends Overlay {
  static defaults = { title: '', noCancel: false, confirmText: '确定', cancelText: '取消', hidden: false }

  parts() {
    this.heading = make('div', 'title')
    this.cancel = make('button')
    this.confirm = make('button')
    const say = (type) => () => hubEmit(this, type, {})
    this.cancel.addEventListener('click', say('cancel'))
    this.confirm.addEventListener('click', say('confirm'))
    const content = make('div', 'content')
    content.append(make('slot'))
    const buttons = make('div', 'buttons')
    buttons.append(this.cancel, this.confirm)
    const card = make('div', 'card')
    card.setAttribute('role', 'dialog')
    card.append(this.heading, content, buttons)
    return [this.mask(), card]
  }

  changed() {
    const { title, noCancel, confirmText, cancelText } = this.hubProps
    this.heading.textContent = title
    this.confirm.textContent = confirmText
    this.cancel.textContent = cancelText
    this.cancel.style.display = noCancel ? 'none' : ''
  }
}

export class LoadingElement extends Overlay {
  static defaults = { hidden: false }

  parts() {
    const box = make('div', 'box')
    box.setAttribute('role', 'status')
    box.append(make('div', 'turning'), make('slot'))
    return [box]
  }
}

export class ToastElement extends Overlay {
  static defaults = { hidden: false, duration: 1500, icon: 'success' }

  parts() {
    const svg = document.createElementNS(SVG, 'svg')
    svg.setAttribute('viewBox', '0 0 24 24')
    const path = document.createElementNS(SVG, 'path')
    path.setAttribute('d', CHECK)
    svg.append(path)
    const box = make('div', 'box')
    box.setAttribute('role', 'status')
    box.append(svg, make('slot'))
    return [box]
  }

  changed(name, value) {
    if (name === 'hidden') this.count(!value)
  }

  // After its time the program is told, so that it hides the toast.
  count(shown) {
    clearTimeout(this.timer)
    if (shown) this.timer = setTimeout(() => hubEmit(this, 'change', {}), this.hubProps.duration || 1500)
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
  }
}

export class ActionSheetElement extends Overlay {
  static defaults = { hidden: true }

  parts() {
    const sheet = make('div', 'sheet')
    sheet.setAttribute('role', 'dialog')
    sheet.append(make('slot'))
    return [this.mask(() => hubEmit(this, 'change', {})), sheet]
  }

  build() {
    if (!this.hubGiven.has('hidden')) this.hidden = true
    // The entry that cancels tells the sheet.
    this.addEventListener('hub-tap', (event) => {
      if (event.target.closest?.('wx-action-sheet-cancel')) hubEmit(this, 'change', {})
    })
  }
}
