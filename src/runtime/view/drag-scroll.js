// SPDX-License-Identifier: MIT
// A mouse drags what a finger would: the page, scroll views and whatever scrolls, with a throw at the end.
import { survey, templateNode } from './emit.js'

const SLOP = 6
// A throw: the speed shrinks by this much each millisecond, and ends below the least.
const FRICTION = 0.997
const LEAST = 0.02
const SAMPLE = 80

// What has a use of its own for being dragged.
const OWN = 'wx-slider, wx-movable-view, wx-picker-view-column, wx-canvas, wx-map, wx-editor, video, audio, iframe, input, textarea, [hub-drags]'

const scrolls = (overflow) => overflow === 'auto' || overflow === 'scroll'

function canScroll(node, horizontal) {
  const page = node === document.scrollingElement
  const style = getComputedStyle(node)
  if (!page && !scrolls(horizontal ? style.overflowX : style.overflowY)) return false
  if (page && document.documentElement.classList.contains('hub-no-scroll')) return false
  return horizontal ? node.scrollWidth > node.clientWidth + 1 : node.scrollHeight > node.clientHeight + 1
}

/** The nearest node at or above `start` that scrolls along an axis, through shadow roots too. */
function findScroller(start, horizontal) {
  for (let node = start; node; node = node.assignedSlot ?? node.parentNode ?? node.host) {
    // A swiper turns along its own axis, and what is inside scrolls along the other.
    if (node.localName === 'wx-swiper' && node.hasAttribute('vertical') !== horizontal) return null
    if (node.nodeType === Node.ELEMENT_NODE && node !== document.body && node !== document.documentElement && canScroll(node, horizontal)) return node
  }
  const page = document.scrollingElement
  return canScroll(page, horizontal) ? page : null
}

const selectable = (node) => node.nodeType === Node.ELEMENT_NODE && getComputedStyle(node).userSelect === 'text'

class Drag {
  constructor(event) {
    this.start = event
    this.target = event.composedPath()[0]
    this.samples = []
  }

  /** Which way the first movement goes decides what is dragged; false if nothing is. */
  begin(event) {
    const horizontal = Math.abs(event.clientX - this.start.clientX) > Math.abs(event.clientY - this.start.clientY)
    const node = templateNode(this.target)
    if (node && survey(node, 'touchmove', true).caught) return false
    const scroller = findScroller(this.target, horizontal)
    if (!scroller) return false
    Object.assign(this, { horizontal, scroller, name: horizontal ? 'scrollLeft' : 'scrollTop', axis: horizontal ? 'clientX' : 'clientY' })
    this.from = scroller[this.name]
    this.at = event[this.axis]
    // Snapping would hold the content back under the hand.
    this.snap = getComputedStyle(scroller).scrollSnapType
    if (this.snap !== 'none') scroller.style.scrollSnapType = 'none'
    return true
  }

  move(event) {
    this.scroller[this.name] = this.from + this.at - event[this.axis]
    this.samples.push([event.timeStamp, event[this.axis]])
  }

  end(event) {
    const recent = this.samples.filter(([time]) => event.timeStamp - time < SAMPLE)
    const first = recent[0]
    const speed = first && event.timeStamp > first[0] ? (first[1] - event[this.axis]) / (event.timeStamp - first[0]) : 0
    if (this.snap !== 'none') this.scroller.style.scrollSnapType = ''
    else this.throw(speed)
  }

  throw(speed) {
    let velocity = speed
    let position = this.scroller[this.name]
    let set = position
    let last = performance.now()
    const step = (now) => {
      // Whoever else scrolls meanwhile, the program or a wheel, ends it.
      if (thrown !== this || Math.abs(this.scroller[this.name] - set) > 1) return
      const time = Math.min(64, now - last)
      last = now
      position += velocity * time
      velocity *= FRICTION ** time
      this.scroller[this.name] = position
      set = this.scroller[this.name]
      const stuck = Math.abs(set - position) > 2
      if (Math.abs(velocity) > LEAST && !stuck) requestAnimationFrame(step)
    }
    thrown = this
    if (Math.abs(velocity) > LEAST) requestAnimationFrame(step)
  }
}

let thrown = null

/** Starts listening on the page. Touches scroll by themselves and are left alone. */
export function bindDragScroll(document) {
  document.addEventListener('pointerdown', (event) => {
    thrown = null
    if (event.pointerType !== 'mouse' || event.button !== 0) return
    const [target] = event.composedPath()
    if (event.composedPath().some((node) => node.matches?.(OWN)) || selectable(target)) return
    const drag = new Drag(event)
    let dragging = false
    const move = (next) => {
      if (!dragging) {
        if (Math.hypot(next.clientX - event.clientX, next.clientY - event.clientY) < SLOP) return
        if (!drag.begin(next)) return stop()
        dragging = true
      }
      return drag.move(next)
    }
    const up = (last) => {
      stop()
      if (dragging && last.type === 'pointerup') drag.end(last)
    }
    const stop = () => {
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', up)
      window.removeEventListener('pointercancel', up)
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', up)
    window.addEventListener('pointercancel', up)
  }, true)
}
