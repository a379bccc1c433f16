// SPDX-License-Identifier: MIT
// A column that turns: native scrolling with snapping, so fingers and wheels feel right, plus dragging by mouse.

const REST = 90

export class Wheel {
  /**
   * @param {HTMLElement} scroller a scroll container with `scroll-snap-type: y mandatory`
   * @param {{itemHeight: function(): number, count: function(): number, onStart?: function(), onChange: function(number), onEnd?: function(), immediate?: function(): boolean}} options
   *   `immediate`: whether the entry under a lifted finger counts at once, before the wheel comes to rest
   */
  constructor(scroller, options) {
    this.scroller = scroller
    this.options = options
    this.index = 0
    this.moving = false
    scroller.addEventListener('scroll', () => this.onScroll(), { passive: true })
    scroller.addEventListener('pointerdown', (event) => this.onPointerDown(event))
    scroller.addEventListener('touchend', () => this.lifted(this.scroller.scrollTop / this.options.itemHeight()), { passive: true })
    scroller.addEventListener('keydown', (event) => this.onKey(event))
  }

  /** Turns to an entry without telling anybody. */
  setIndex(index, { smooth = false } = {}) {
    this.index = this.clamp(index)
    this.settled = this.index
    this.scroller.scrollTo({ top: this.index * this.options.itemHeight(), behavior: smooth ? 'smooth' : 'instant' })
  }

  clamp(index) {
    return Math.max(0, Math.min(this.options.count() - 1, Math.round(Number(index) || 0)))
  }

  onScroll() {
    const height = this.options.itemHeight()
    if (!height) return
    this.index = this.clamp(this.scroller.scrollTop / height)
    if (!this.moving && this.index !== this.settled) {
      this.moving = true
      this.options.onStart?.()
    }
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.rest(), REST)
  }

  lifted(index) {
    if (!this.options.immediate?.() || !this.moving) return
    this.index = this.clamp(index)
    this.settle()
  }

  settle() {
    if (this.index === this.settled) return
    this.settled = this.index
    this.options.onChange(this.index)
  }

  rest() {
    if (this.dragging) return
    this.settle()
    if (this.moving) this.options.onEnd?.()
    this.moving = false
  }

  turnTo(index) {
    this.scroller.scrollTo({ top: this.clamp(index) * this.options.itemHeight(), behavior: 'smooth' })
  }

  onKey(event) {
    const step = { ArrowUp: -1, ArrowDown: 1, PageUp: -5, PageDown: 5, Home: -1e6, End: 1e6 }[event.key]
    if (!step) return
    event.preventDefault()
    this.turnTo(this.index + step)
  }

  // Fingers scroll by themselves; a mouse has to be helped.
  onPointerDown(event) {
    if (event.pointerType !== 'mouse' || event.button !== 0) return
    const { scroller } = this
    const from = event.clientY
    const top = scroller.scrollTop
    let moved = false
    const move = (next) => {
      const distance = next.clientY - from
      if (!moved && Math.abs(distance) < 4) return
      moved = true
      this.dragging = true
      scroller.style.scrollSnapType = 'none'
      scroller.scrollTop = top - distance
    }
    const up = (last) => {
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', up)
      this.dragging = false
      scroller.style.scrollSnapType = ''
      const index = scroller.scrollTop / this.options.itemHeight()
      if (moved) this.lifted(index)
      if (moved) this.turnTo(index)
      else this.onTap(last)
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', up)
  }

  onTap(event) {
    const box = this.scroller.getBoundingClientRect()
    const offset = event.clientY - (box.top + box.height / 2)
    this.turnTo(this.index + Math.round(offset / this.options.itemHeight()))
  }
}
