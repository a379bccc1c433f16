// SPDX-License-Identifier: MIT
// <page-container>: a layer over the page that the way back closes first.
import { hubEmit, hubInvoke } from '../view/emit.js'
import { HubElement, make, styleText } from './base.js'

const STYLE = `
:host { display: contents }
:host([hidden]) { display: none }
.layer { position: fixed; inset: 0; visibility: hidden }
.layer.on { visibility: visible }
.mask { position: absolute; inset: 0; background: rgb(0 0 0 / 40%); opacity: 0; transition: opacity var(--time) }
.panel { position: absolute; overflow: auto; background: var(--hub-surface); transition: transform var(--time), opacity var(--time) }
.bottom { right: 0; bottom: 0; left: 0; max-height: 100%; transform: translateY(100%) }
.top { top: 0; right: 0; left: 0; max-height: 100%; transform: translateY(-100%) }
.right { inset: 0; transform: translateX(100%) }
.center { top: 50%; left: 50%; max-width: 90%; transform: translate(-50%, -50%); opacity: 0 }
.bottom.round { border-radius: 16px 16px 0 0 }
.top.round { border-radius: 0 0 16px 16px }
.center.round { border-radius: 16px }
.shown .mask { opacity: 1 }
.shown .panel { transform: none; opacity: 1 }
.shown .center { transform: translate(-50%, -50%) }
`

/** The containers that are open, the last one on top. */
const open = []

const holdBack = () => hubInvoke('holdBack', { hold: open.length > 0 }).catch(() => {})

/** The user goes back: the container on top closes instead of the page. */
export function closeTopContainer() {
  open.at(-1)?.hide()
}

export class PageContainerElement extends HubElement {
  static defaults = {
    show: false, duration: 300, zIndex: 100, overlay: true, position: 'bottom', round: false, closeOnSlideDown: false,
    overlayStyle: '', customStyle: '',
  }

  constructor() {
    super()
    const root = this.attachShadow({ mode: 'open' })
    const style = make('style')
    style.textContent = STYLE
    this.layer = make('div', 'layer')
    this.mask = make('div', 'mask')
    this.panel = make('div', 'panel')
    this.panel.append(make('slot'))
    this.layer.append(this.mask, this.panel)
    root.append(style, this.layer)
  }

  build() {
    this.mask.addEventListener('click', () => {
      hubEmit(this, 'clickoverlay', {})
      this.hide()
    })
    this.panel.addEventListener('pointerdown', (event) => this.onDown(event))
  }

  disconnectedCallback() {
    this.forget()
  }

  changed(name, value) {
    const { duration, zIndex, overlay, overlayStyle, customStyle, position, round } = this.hubProps
    this.layer.style.cssText = `z-index:${zIndex};--time:${duration}ms`
    this.mask.style.cssText = styleText(overlayStyle)
    this.mask.style.display = overlay ? '' : 'none'
    this.panel.style.cssText = styleText(customStyle)
    this.panel.className = `panel ${position}${round ? ' round' : ''}`
    if (name !== 'show') return
    if (value) this.show()
    else this.hide()
  }

  show() {
    if (this.shown) return
    this.shown = true
    open.push(this)
    holdBack()
    hubEmit(this, 'beforeenter', {})
    this.layer.classList.add('on')
    hubEmit(this, 'enter', {})
    this.after(() => hubEmit(this, 'afterenter', {}))
    requestAnimationFrame(() => this.shown && this.layer.classList.add('shown'))
  }

  hide() {
    if (!this.shown) return
    this.forget()
    hubEmit(this, 'beforeleave', {})
    hubEmit(this, 'leave', {})
    this.layer.classList.remove('shown')
    this.after(() => {
      this.layer.classList.remove('on')
      hubEmit(this, 'afterleave', {})
    })
  }

  forget() {
    this.shown = false
    clearTimeout(this.timer)
    const index = open.indexOf(this)
    if (index < 0) return
    open.splice(index, 1)
    holdBack()
  }

  after(action) {
    clearTimeout(this.timer)
    this.timer = setTimeout(action, this.hubProps.duration)
  }

  onDown(event) {
    if (!this.hubProps.closeOnSlideDown) return
    const up = (last) => {
      window.removeEventListener('pointerup', up)
      if (last.clientY - event.clientY > 60 && this.panel.scrollTop <= 0) this.hide()
    }
    window.addEventListener('pointerup', up)
  }
}
