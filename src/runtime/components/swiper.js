// SPDX-License-Identifier: MIT
// <swiper> and <swiper-item>. Every item stands in a cell of the shadow tree, and cells are moved: the items' own
// styles stay the program's.
import { hubEmit, hubModel, survey, templateNode } from '../view/emit.js'
import { HubElement, make, toLength, toPixels } from './base.js'

const STYLE = `
:host { display: block; position: relative; height: 150px; overflow: hidden; touch-action: pan-y }
:host([vertical]) { touch-action: pan-x }
:host([hidden]) { display: none }
.frame { position: absolute; inset: 0; overflow: visible }
.cell { position: absolute; inset: 0 auto auto 0; will-change: transform }
.dots { position: absolute; bottom: 10px; left: 50%; display: flex; gap: 8px; transform: translateX(-50%) }
:host([vertical]) .dots { top: 50%; right: 10px; bottom: auto; left: auto; flex-direction: column; transform: translateY(-50%) }
.dots i { width: 8px; height: 8px; border-radius: 50% }
::slotted(wx-swiper-item) { display: block; width: 100%; height: 100%; overflow: hidden }
`

const EASINGS = {
  default: (x) => 1 - (1 - x) ** 3,
  linear: (x) => x,
  easeInCubic: (x) => x ** 3,
  easeOutCubic: (x) => 1 - (1 - x) ** 3,
  easeInOutCubic: (x) => (x < 0.5 ? 4 * x ** 3 : 1 - (2 - 2 * x) ** 3 / 2),
}

export class SwiperElement extends HubElement {
  static defaults = {
    indicatorDots: false, indicatorColor: 'rgba(0, 0, 0, .3)', indicatorActiveColor: '#000000', autoplay: false, current: 0,
    currentItemId: '', interval: 5000, duration: 500, circular: false, vertical: false, displayMultipleItems: 1,
    previousMargin: '', nextMargin: '', easingFunction: 'default', disableTouch: false, snapToEdge: false,
    disableProgrammaticAnimation: false,
  }

  static reflected = ['vertical']

  constructor() {
    super()
    const root = this.attachShadow({ mode: 'open' })
    const style = make('style')
    style.textContent = STYLE
    this.frame = make('div', 'frame')
    this.dots = make('div', 'dots')
    root.append(style, this.frame, this.dots)
    this.position = 0
    this.current = 0
  }

  build() {
    new MutationObserver(() => this.collect()).observe(this, { childList: true })
    new ResizeObserver(() => this.paint()).observe(this)
    this.addEventListener('pointerdown', (event) => this.onPointerDown(event))
    this.current = this.hubProps.current
    this.collect()
    this.position = this.current
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
  }

  attached() {
    this.schedule()
    this.paint()
  }

  get count() {
    return this.items?.length ?? 0
  }

  get circular() {
    return this.hubProps.circular && this.count > this.hubProps.displayMultipleItems
  }

  get last() {
    return this.circular ? this.count - 1 : Math.max(0, this.count - this.hubProps.displayMultipleItems)
  }

  collect() {
    this.items = [...this.children].filter((child) => child.localName === 'wx-swiper-item')
    while (this.frame.children.length > this.count) this.frame.lastChild.remove()
    this.items.forEach((item, index) => {
      item.slot = 'item' + index
      if (this.frame.children[index]) return
      const cell = make('div', 'cell')
      const slot = make('slot')
      slot.name = 'item' + index
      cell.append(slot)
      this.frame.append(cell)
    })
    this.dots.replaceChildren(...this.items.map(() => make('i')))
    if (this.current > this.last) this.current = this.position = this.last
    this.paint()
  }

  changed(name, value) {
    if (name === 'current') {
      if (this.count && value !== this.current) this.go(value, '')
      else this.current = value
    } else if (name === 'currentItemId') {
      const index = this.items.findIndex((item) => item.hubGet?.('itemId') === value)
      if (value && index >= 0) this.go(index, '')
    } else if (name === 'previousMargin' || name === 'nextMargin') {
      const vertical = this.hubProps.vertical
      const side = name === 'previousMargin' ? (vertical ? 'top' : 'left') : (vertical ? 'bottom' : 'right')
      this.frame.style[side] = toLength(value)
    }
    this.schedule()
    this.paint()
  }

  /** Places every cell for the position, in items from the first; a circle has no ends. */
  paint() {
    const { vertical, displayMultipleItems, indicatorDots, indicatorColor, indicatorActiveColor } = this.hubProps
    const { count } = this
    const share = 100 / Math.max(1, displayMultipleItems)
    const alone = !this.hubProps.previousMargin && !this.hubProps.nextMargin
    const edge = count - 1 - (this.hubProps.previousMargin ? 0.5 : 0)
    for (let index = 0; index < count; index++) {
      let offset = index - this.position
      if (this.circular) {
        offset = ((offset % count) + count) % count
        if (offset > edge) offset -= count
      }
      // A neighbour that is exactly outside would shine through at fractional sizes.
      const outside = alone && (offset <= -1 || offset >= displayMultipleItems)
      const move = vertical ? `0, ${offset * 100}%` : `${offset * 100}%, 0`
      this.frame.children[index].style.cssText =
        `width:${vertical ? 100 : share}%;height:${vertical ? share : 100}%;transform:translate(${move});visibility:${outside ? 'hidden' : 'visible'}`
    }
    this.snap()
    this.dots.hidden = !indicatorDots
    this.dots.style.display = indicatorDots ? '' : 'none'
    ;[...this.dots.children].forEach((dot, index) => {
      dot.style.backgroundColor = index === this.current ? indicatorActiveColor : indicatorColor
    })
  }

  // `snap-to-edge`: the first and the last item leave no margin before and after them.
  snap() {
    const { snapToEdge, vertical, previousMargin, nextMargin } = this.hubProps
    if (!snapToEdge || this.circular) {
      this.frame.style.transform = ''
      return
    }
    const shift = toPixels(nextMargin) * Math.max(0, this.position - this.last + 1) - toPixels(previousMargin) * Math.max(0, 1 - this.position)
    this.frame.style.transform = vertical ? `translateY(${shift}px)` : `translateX(${shift}px)`
  }

  go(index, source) {
    const target = this.circular ? ((index % this.count) + this.count) % this.count : Math.min(this.last, Math.max(0, Number(index) || 0))
    let distance = target - this.position
    if (this.circular) {
      distance = ((distance % this.count) + this.count) % this.count
      if (distance > this.count / 2) distance -= this.count
    }
    const changed = target !== this.current
    this.current = target
    if (changed) {
      this.hubProps.current = target
      hubModel(this, 'current', target)
      hubEmit(this, 'change', { current: target, currentItemId: this.itemId(target), source })
    }
    this.slide(this.position, distance, source)
    this.schedule()
  }

  /** What automation does, as a finger would. */
  hubCall(method, [index]) {
    if (method === 'swipeTo') this.go(index, 'touch')
  }

  itemId(index) {
    return this.items[index]?.hubGet?.('itemId') ?? ''
  }

  slide(from, distance, source) {
    cancelAnimationFrame(this.frameRequest)
    const { disableProgrammaticAnimation } = this.hubProps
    const duration = source === '' && disableProgrammaticAnimation ? 0 : this.hubProps.duration
    const easing = EASINGS[this.hubProps.easingFunction] ?? EASINGS.default
    const began = performance.now()
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches
    const step = (now) => {
      const share = duration > 0 && !document.hidden && !still ? Math.min(1, Math.max(0, (now - began) / duration)) : 1
      this.position = from + distance * easing(share)
      this.paint()
      this.transition()
      if (share < 1) {
        this.frameRequest = requestAnimationFrame(step)
      } else {
        this.position = this.current
        this.paint()
        hubEmit(this, 'animationfinish', { current: this.current, currentItemId: this.itemId(this.current), source })
      }
    }
    step(began)
  }

  transition() {
    const size = this.hubProps.vertical ? this.clientHeight : this.clientWidth
    const moved = (this.position - this.current) * size
    hubEmit(this, 'transition', this.hubProps.vertical ? { dx: 0, dy: moved } : { dx: moved, dy: 0 })
  }

  schedule() {
    clearTimeout(this.timer)
    if (!this.hubProps.autoplay || !this.isConnected) return
    this.timer = setTimeout(() => {
      if (document.hidden || this.dragging || this.count < 2) this.schedule()
      else this.go(this.current >= this.last && !this.circular ? 0 : this.current + 1, 'autoplay')
    }, this.hubProps.interval)
  }

  onPointerDown(event) {
    if (this.hubProps.disableTouch || event.button > 0 || this.count < 2 || this.kept(event)) return
    const axis = this.hubProps.vertical ? 'clientY' : 'clientX'
    const other = this.hubProps.vertical ? 'clientX' : 'clientY'
    const start = { at: event[axis], across: event[other], position: this.position, time: event.timeStamp }
    const size = (this.hubProps.vertical ? this.frame.clientHeight : this.frame.clientWidth) / this.hubProps.displayMultipleItems
    const move = (next) => {
      const distance = next[axis] - start.at
      if (!this.dragging) {
        if (Math.abs(distance) < 8 || Math.abs(distance) < Math.abs(next[other] - start.across)) return
        this.dragging = true
        cancelAnimationFrame(this.frameRequest)
        this.setPointerCapture(event.pointerId)
      }
      this.position = this.bounded(start.position - distance / size)
      this.paint()
      this.transition()
    }
    const end = (last) => {
      this.removeEventListener('pointermove', move)
      this.removeEventListener('pointerup', end)
      this.removeEventListener('pointercancel', end)
      if (this.dragging) this.release(start, last, axis, size)
      this.dragging = false
    }
    this.addEventListener('pointermove', move)
    this.addEventListener('pointerup', end)
    this.addEventListener('pointercancel', end)
  }

  // A swiper inside this one that turns along the same axis has the finger, as has a node inside that catches moves.
  kept(event) {
    const axis = this.hubProps.vertical ? 'vertical' : 'horizontal'
    const taken = event.hubSwiped === axis
    event.hubSwiped = axis
    if (taken) return true
    const from = templateNode(event.composedPath()[0])
    return survey(from, 'touchmove', true).catchers.some((node) => node !== this && this.contains(node))
  }

  // Beyond the ends the finger pulls a rubber band.
  bounded(position) {
    if (this.circular) return position
    if (position < 0) return position / 3
    return position > this.last ? this.last + (position - this.last) / 3 : position
  }

  release(start, event, axis, size) {
    const moved = (start.at - event[axis]) / size
    const speed = moved / Math.max(1, event.timeStamp - start.time)
    const flick = Math.abs(speed) * size > 0.3 ? Math.sign(speed) : 0
    const target = flick && Math.abs(moved) < 1 ? Math.round(start.position) + flick : Math.round(this.position)
    this.go(this.circular ? target : Math.min(this.last, Math.max(0, target)), 'touch')
  }
}

export class SwiperItemElement extends HubElement {
  static defaults = { itemId: '', skipHiddenItemLayout: false }
}
