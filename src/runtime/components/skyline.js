// SPDX-License-Identifier: MIT
// Names of the Skyline renderer, as well as a web view can: lists and grids lay out by CSS, headers stick, sheets are dragged.
import { hubEmit, hubSay } from '../view/emit.js'
import { HubElement, toLength, toPixels } from './base.js'

const given = (value) => value !== undefined && value !== null && value !== ''

/** <grid-view>: `aligned` rows, or `masonry` columns. */
export class GridViewElement extends HubElement {
  static defaults = { type: 'aligned', crossAxisCount: 2, maxCrossAxisExtent: 0, mainAxisGap: 0, crossAxisGap: 0, padding: [] }

  static reflected = ['type']

  changed() {
    const { crossAxisCount, maxCrossAxisExtent, mainAxisGap, crossAxisGap, padding } = this.hubProps
    const columns = maxCrossAxisExtent > 0 ? `repeat(auto-fill, minmax(min(100%, ${maxCrossAxisExtent}px), 1fr))` : `repeat(${crossAxisCount}, minmax(0, 1fr))`
    const set = (name, value) => this.keepStyle(name, value)
    set('--hub-columns', columns)
    set('--hub-count', maxCrossAxisExtent > 0 ? 'auto' : crossAxisCount)
    set('--hub-main', toLength(mainAxisGap))
    set('--hub-cross', toLength(crossAxisGap))
    if (Array.isArray(padding) && padding.length) set('--hub-padding', padding.map(toLength).join(' '))
  }
}

/** <list-view>, <list-builder>, <sticky-section>: blocks with a padding of their own. */
export class SectionElement extends HubElement {
  static defaults = { padding: [], pushPinnedHeader: true }

  changed() {
    const { padding } = this.hubProps
    if (Array.isArray(padding) && padding.length) this.keepStyle('--hub-padding', padding.map(toLength).join(' '))
  }
}

/** <sticky-header>: stays at the top of what scrolls while its section is there. */
export class StickyHeaderElement extends HubElement {
  static defaults = { offsetTop: 0, allowOverlapping: false, padding: [] }

  changed() {
    const { offsetTop, padding } = this.hubProps
    this.keepStyle('--hub-offset', toPixels(offsetTop) + 'px')
    if (Array.isArray(padding) && padding.length) this.keepStyle('--hub-padding', padding.map(toLength).join(' '))
  }

  attached() {
    this.scroller = this.closest('wx-scroll-view')
    this.watch ??= () => this.look()
    ;(this.scroller ?? window).addEventListener('scroll', this.watch, { passive: true })
  }

  disconnectedCallback() {
    ;(this.scroller ?? window).removeEventListener('scroll', this.watch)
  }

  look() {
    const top = this.scroller ? this.scroller.getBoundingClientRect().top : 0
    const section = this.closest('wx-sticky-section') ?? this.parentElement
    const stuck = this.getBoundingClientRect().top - section.getBoundingClientRect().top > 1 && this.getBoundingClientRect().top <= top + toPixels(this.hubProps.offsetTop) + 1
    if (stuck === Boolean(this.stuck)) return
    this.stuck = stuck
    hubEmit(this, 'stickontopchange', { isStickOnTop: stuck })
  }
}

/** <draggable-sheet>: a sheet at the bottom of its parent that a finger makes higher and lower. */
export class DraggableSheetElement extends HubElement {
  static defaults = {
    initialChildSize: 0.5, minChildSize: 0.25, maxChildSize: 1, snap: false, snapSizes: [],
  }

  build() {
    this.setAttribute('hub-drags', '')
    this.addEventListener('pointerdown', (event) => this.onDown(event))
    this.size = this.hubProps.initialChildSize
  }

  attached() {
    this.place(this.size, false)
  }

  changed(name, value) {
    if (name === 'initialChildSize' && !this.touched) this.place(value, false)
  }

  get room() {
    return this.parentElement?.clientHeight || window.innerHeight
  }

  place(size, smoothly = true) {
    const { minChildSize, maxChildSize } = this.hubProps
    const next = Math.min(maxChildSize, Math.max(minChildSize, size))
    const moved = this.size !== undefined && next !== this.size
    this.size = next
    this.toggleAttribute('smooth', smoothly)
    this.keepStyle('--hub-size', next * 100 + '%')
    if (moved) hubEmit(this, 'sizeupdate', { pixels: next * this.room, size: next })
  }

  onDown(event) {
    if (event.button > 0) return
    const scroller = event.target.closest?.('wx-scroll-view')
    const from = this.size
    const move = (next) => {
      const way = event.clientY - next.clientY
      // A list inside scrolls once the sheet is as high as it gets.
      if (scroller && from >= this.hubProps.maxChildSize && (way > 0 || scroller.scrollTop > 0)) return
      if (Math.abs(way) > 4) this.touched = true
      if (this.touched) this.place(from + way / this.room, false)
    }
    const up = () => {
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', up)
      window.removeEventListener('pointercancel', up)
      this.settle()
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', up)
    window.addEventListener('pointercancel', up)
  }

  settle() {
    const { snap, snapSizes, minChildSize, maxChildSize } = this.hubProps
    if (!snap) return
    const stops = [minChildSize, ...(Array.isArray(snapSizes) ? snapSizes : []), maxChildSize]
    this.place(stops.reduce((best, stop) => (Math.abs(stop - this.size) < Math.abs(best - this.size) ? stop : best)))
  }

  hubCall(method, args) {
    if (method === 'scrollTo' && given(args?.[0]?.size)) this.place(args[0].size, args[0].animated !== false)
  }
}

/** Says once that a name has no effect in a web view; its content is shown as it is. */
export function inertClass(name, what) {
  let said = false
  return class extends HubElement {
    build() {
      if (said) return
      said = true
      hubSay(`<${name}> ${what}`)
    }
  }
}

