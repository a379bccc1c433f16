// SPDX-License-Identifier: MIT
// <scroll-view>: the element itself scrolls. Its content stands in a box of its own, as on a phone: `display: flex` on the
// scroll-view reaches the children only with enable-flex.
import { hubEmit } from '../view/emit.js'
import { HubElement, make, reflect, toPixels } from './base.js'
import { Refresher } from './refresher.js'

const STYLE = `
.content { flex: none; width: 100%; height: 100% }
:host([enable-flex]) .content { display: contents }
:host(:is([using-sticky], [type="custom"], [type="list"], [type="nested"])) .content { height: auto }
`

const DRAG_PAUSE = 120
const ALIGN = { start: 0, center: 0.5, end: 1 }

export class ScrollViewElement extends HubElement {
  static defaults = {
    scrollX: false, scrollY: false, upperThreshold: '50', lowerThreshold: '50', scrollTop: undefined, scrollLeft: undefined,
    scrollIntoView: '', scrollIntoViewOffset: 0, scrollIntoViewAlignment: 'start', scrollIntoViewWithinExtent: false,
    scrollWithAnimation: false, enableFlex: false, enableBackToTop: false, scrollAnchoring: false, showScrollbar: true,
    enhanced: false, bounces: true, pagingEnabled: false, fastDeceleration: false, enablePassive: false,
    refresherEnabled: false, refresherThreshold: 45, refresherDefaultStyle: 'black', refresherBackground: '#FFFFFF',
    refresherTriggered: false, usingSticky: false, type: '',
  }

  static reflected = ['type']

  constructor() {
    super()
    const root = this.attachShadow({ mode: 'open' })
    const style = make('style')
    style.textContent = STYLE
    const content = make('div', 'content')
    content.append(make('slot'))
    root.append(style, content)
  }

  build() {
    this.last = { top: 0, left: 0 }
    this.told = {}
    this.addEventListener('scroll', (event) => event.target === this && this.onScroll(), { passive: true })
    for (const type of ['touchstart', 'mousedown']) this.addEventListener(type, (event) => this.onDown(event), { passive: true })
  }

  changed(name, value) {
    const set = SETTERS[name]
    if (set) set(this, value)
    else if (name.startsWith('refresher')) this.refresherChanged(name, value)
  }

  refresherChanged(name, value) {
    if (name === 'refresherEnabled' && value) this.refresher ??= new Refresher(this)
    this.refresher?.changed(name, value)
  }

  // Content of the same batch is in place once the batch is through.
  later(action) {
    requestAnimationFrame(action)
  }

  go(position, animated = this.hubProps.scrollWithAnimation) {
    this.scrollTo({ ...position, behavior: animated ? 'smooth' : 'instant' })
  }

  goInto(id, { offset = this.hubProps.scrollIntoViewOffset, alignment = this.hubProps.scrollIntoViewAlignment, animated } = {}) {
    const target = [...this.querySelectorAll('[id]')].find((element) => element.id === id)
    if (!target) return
    const own = this.getBoundingClientRect()
    const box = target.getBoundingClientRect()
    const along = (start, end, room, from) => {
      if (alignment === 'nearest') return from + (start < 0 ? start : Math.max(0, end - room))
      return from + start - (room - (end - start)) * (ALIGN[alignment] ?? 0)
    }
    const { scrollX, scrollY } = this.hubProps
    this.go({
      top: scrollY ? along(box.top - own.top, box.bottom - own.top, this.clientHeight, this.scrollTop) + offset : this.scrollTop,
      left: scrollX ? along(box.left - own.left, box.right - own.left, this.clientWidth, this.scrollLeft) + offset : this.scrollLeft,
    }, animated)
  }

  onScroll() {
    const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight, clientWidth } = this
    const deltaY = this.last.top - scrollTop
    const deltaX = this.last.left - scrollLeft
    this.last = { top: scrollTop, left: scrollLeft }
    hubEmit(this, 'scroll', { scrollLeft, scrollTop, scrollHeight, scrollWidth, deltaX, deltaY, isDrag: Boolean(this.down) })
    if (this.down?.dragging) hubEmit(this, 'dragging', { scrollTop, scrollLeft })
    const { scrollX, scrollY } = this.hubProps
    if (scrollY) this.edges(scrollTop, scrollHeight, clientHeight, deltaY, ['top', 'bottom'])
    if (scrollX) this.edges(scrollLeft, scrollWidth, clientWidth, deltaX, ['left', 'right'])
  }

  edges(from, size, room, delta, [first, last]) {
    const upper = toPixels(this.hubProps.upperThreshold)
    const lower = toPixels(this.hubProps.lowerThreshold)
    this.edge(first, from <= upper, delta > 0, size, 'scrolltoupper')
    this.edge(last, size - room - from <= Math.max(1, lower), delta < 0, size, 'scrolltolower')
  }

  // An edge is told when it is reached, and again when the content has grown since, as it does while a list loads.
  edge(name, reached, towards, size, type) {
    const told = this.told[name]
    if (!reached) {
      this.told[name] = null
    } else if (towards && told !== size) {
      this.told[name] = size
      hubEmit(this, type, { direction: name })
    }
  }

  /** `enhanced`: tells when a finger starts and stops dragging the content. */
  onDown(event) {
    this.refresher?.onDown(event)
    if (!this.hubProps.enhanced) return
    const touch = event.type === 'touchstart'
    const [moving, ends] = touch ? ['touchmove', ['touchend', 'touchcancel']] : ['mousemove', ['mouseup']]
    const down = { dragging: false }
    this.down = down
    const move = () => {
      if (down.dragging || !this.moved(down)) return
      down.dragging = true
      hubEmit(this, 'dragstart', { scrollTop: this.scrollTop, scrollLeft: this.scrollLeft })
    }
    const end = () => {
      window.removeEventListener(moving, move)
      for (const type of ends) window.removeEventListener(type, end)
      this.down = null
      if (!down.dragging) return
      const { scrollTop, scrollLeft } = this
      const seconds = Math.max(1, performance.now() - down.at)
      const velocity = { x: (scrollLeft - down.left) / seconds, y: (scrollTop - down.top) / seconds }
      hubEmit(this, 'dragend', { scrollTop, scrollLeft, velocity })
    }
    Object.assign(down, { top: this.scrollTop, left: this.scrollLeft, at: performance.now() })
    window.addEventListener(moving, move, { passive: true })
    for (const type of ends) window.addEventListener(type, end)
  }

  moved(down) {
    const now = performance.now()
    const moved = this.scrollTop !== down.top || this.scrollLeft !== down.left
    // The speed at the end counts, so a rest starts the measure anew.
    if (now - down.at > DRAG_PAUSE && !moved) down.at = now
    return moved
  }

  hubCall(method, args) {
    const [options = {}] = args ?? []
    if (method === 'scrollTo') {
      const { top, left, animated = true } = options
      this.go({ top, left }, animated)
    } else if (method === 'scrollIntoView') {
      const detail = args[1] ?? {}
      this.goInto(String(args[0]).replace(/^#/, ''), { offset: detail.offset ?? 0, alignment: detail.alignment ?? 'start', animated: detail.animated ?? true })
    } else if (method === 'triggerRefresh') {
      this.refresher?.trigger(true, true)
    } else if (method === 'closeRefresh') {
      this.refresher?.trigger(false)
    }
  }
}

const given = (value) => value !== undefined && value !== null && value !== ''

const SETTERS = {
  scrollX: (element, value) => reflect(element, 'scroll-x', value),
  scrollY: (element, value) => reflect(element, 'scroll-y', value),
  enableFlex: (element, value) => reflect(element, 'enable-flex', value),
  usingSticky: (element, value) => reflect(element, 'using-sticky', value),
  enhanced: (element, value) => reflect(element, 'enhanced', value),
  pagingEnabled: (element, value) => reflect(element, 'paging-enabled', value),
  enableBackToTop: (element, value) => reflect(element, 'enable-back-to-top', value),
  bounces: (element, value) => element.toggleAttribute('no-bounces', !value),
  scrollTop: (element, value) => given(value) && element.later(() => element.go({ top: toPixels(value) })),
  scrollLeft: (element, value) => given(value) && element.later(() => element.go({ left: toPixels(value) })),
  scrollIntoView: (element, value) => value && element.later(() => element.goInto(value)),
}
