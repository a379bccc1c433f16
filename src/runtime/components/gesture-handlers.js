// SPDX-License-Identifier: MIT
// Skyline's gesture handlers (<pan-gesture-handler>, …): they have no box of their own and tell `worklet:ongesture` what the
// fingers on their content do. The worklet runs in the logic layer, so it follows a frame later than on a phone.
import { hubEmit } from '../view/emit.js'
import { HubElement } from './base.js'

const STATE = { POSSIBLE: 0, BEGIN: 1, ACTIVE: 2, END: 3, CANCELLED: 4 }
const SLOP = 8
const LONG = 500
const DOUBLE = 300

class GestureHandler extends HubElement {
  static defaults = { tag: '', nativeView: '', simultaneousHandlers: [] }

  constructor() {
    super()
    this.pointers = new Map()
    this.addEventListener('pointerdown', (event) => this.onDown(event))
  }

  onDown(event) {
    if (event.pointerType === 'mouse' && event.button !== 0) return
    this.pointers.set(event.pointerId, event)
    if (this.pointers.size === 1) this.follow()
    this.down(event)
  }

  // Moves are heard by the window: a finger may leave the content.
  follow() {
    const move = (event) => {
      const before = this.pointers.get(event.pointerId)
      if (!before) return
      this.pointers.set(event.pointerId, event)
      this.move(event, before)
    }
    const up = (event) => {
      if (!this.pointers.delete(event.pointerId)) return
      this.up(event, event.type === 'pointercancel')
      if (this.pointers.size) return
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', up)
      window.removeEventListener('pointercancel', up)
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', up)
    window.addEventListener('pointercancel', up)
  }

  down() {}

  move() {}

  up() {}

  tell(state, event, more) {
    hubEmit(this, 'wk-ongesture', { state, absoluteX: event.clientX, absoluteY: event.clientY, ...more })
  }
}

export class TapGestureElement extends GestureHandler {
  down(event) {
    this.start = this.pointers.size === 1 ? event : null
  }

  up(event, cancelled) {
    const { start } = this
    this.start = null
    if (cancelled || !start || Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > SLOP) return
    this.tapped(event, event.timeStamp - start.timeStamp)
  }

  tapped(event, held) {
    if (held < LONG) this.tell(STATE.END, event)
  }
}

export class DoubleTapGestureElement extends TapGestureElement {
  tapped(event) {
    const again = this.last && event.timeStamp - this.last < DOUBLE
    this.last = again ? 0 : event.timeStamp
    if (again) this.tell(STATE.END, event)
  }
}

export class LongPressGestureElement extends GestureHandler {
  down(event) {
    this.start = event
    this.held = false
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      this.held = true
      this.report(STATE.BEGIN, event)
    }, LONG)
  }

  move(event) {
    if (this.held) this.report(STATE.ACTIVE, event)
    else if (Math.hypot(event.clientX - this.start.clientX, event.clientY - this.start.clientY) > SLOP) clearTimeout(this.timer)
  }

  up(event, cancelled) {
    clearTimeout(this.timer)
    if (this.held) this.report(cancelled ? STATE.CANCELLED : STATE.END, event)
    this.held = false
  }

  report(state, event) {
    this.tell(state, event, {
      translationX: event.clientX - this.start.clientX, translationY: event.clientY - this.start.clientY, velocityX: 0, velocityY: 0,
    })
  }
}

/** A mouse and most glasses do not feel force: a long press stands for it. */
export class ForcePressGestureElement extends LongPressGestureElement {
  report(state, event) {
    this.tell(state, event, { pressure: event.pressure || 1 })
  }
}

/** Pan and drags; `axis` limits which way they begin. */
class DragGesture extends GestureHandler {
  static axis = ''

  changed(name) {
    // Without a scrolling view inside the drag is this element's alone.
    if (name === 'nativeView') this.toggleAttribute('hub-drags', !this.hubProps.nativeView)
  }

  down(event) {
    if (this.pointers.size > 1) return
    Object.assign(this, { start: event, active: false, velocity: { x: 0, y: 0 }, pending: null })
    this.tell(STATE.POSSIBLE, event, this.delta(event, event))
  }

  move(event, before) {
    if (event.pointerId !== this.start?.pointerId) return
    if (!this.active) {
      if (!this.begins(event)) return
      this.active = true
      this.from = event
      this.tell(STATE.BEGIN, event, this.delta(event, event))
      return
    }
    const time = Math.max(1, event.timeStamp - before.timeStamp) / 1000
    this.velocity = { x: (event.clientX - before.clientX) / time, y: (event.clientY - before.clientY) / time }
    if (!this.pending) requestAnimationFrame(() => this.flush())
    this.pending = event
  }

  begins(event) {
    const x = Math.abs(event.clientX - this.start.clientX)
    const y = Math.abs(event.clientY - this.start.clientY)
    const { axis } = this.constructor
    if (axis === 'x') return x > SLOP && x >= y
    if (axis === 'y') return y > SLOP && y >= x
    return Math.max(x, y) > SLOP
  }

  // At most one report each frame; deltas add up.
  flush() {
    const event = this.pending
    this.pending = null
    if (!event) return
    this.tell(STATE.ACTIVE, event, this.delta(event, this.from))
    this.from = event
  }

  delta(event, before) {
    return {
      deltaX: event.clientX - before.clientX, deltaY: event.clientY - before.clientY,
      velocityX: this.velocity.x, velocityY: this.velocity.y,
    }
  }

  up(event, cancelled) {
    if (event.pointerId !== this.start?.pointerId) return
    this.flush()
    if (this.active) this.tell(cancelled ? STATE.CANCELLED : STATE.END, event, this.delta(event, this.from))
    this.active = false
    this.start = null
  }
}

export class PanGestureElement extends DragGesture {}

export class HorizontalDragGestureElement extends DragGesture {
  static axis = 'x'
}

export class VerticalDragGestureElement extends DragGesture {
  static axis = 'y'
}

export class ScaleGestureElement extends GestureHandler {
  constructor() {
    super()
    // The wheel with Ctrl stands for two fingers.
    this.addEventListener('wheel', (event) => this.onWheel(event), { passive: false })
  }

  get shape() {
    const list = [...this.pointers.values()]
    const x = list.reduce((sum, pointer) => sum + pointer.clientX, 0) / list.length
    const y = list.reduce((sum, pointer) => sum + pointer.clientY, 0) / list.length
    const [a, b = a] = list
    const width = Math.abs(b.clientX - a.clientX)
    const height = Math.abs(b.clientY - a.clientY)
    return { x, y, width, height, span: Math.hypot(width, height), angle: Math.atan2(b.clientY - a.clientY, b.clientX - a.clientX) }
  }

  down(event) {
    this.first = this.last = this.shape
    this.report(this.pointers.size === 1 ? STATE.POSSIBLE : STATE.BEGIN, event)
  }

  move(event) {
    this.report(STATE.ACTIVE, event)
  }

  up(event, cancelled) {
    if (this.pointers.size) this.first = this.last = this.shape
    else this.report(cancelled ? STATE.CANCELLED : STATE.END, event)
  }

  report(state, event) {
    const now = this.pointers.size ? this.shape : this.last
    const share = (value, from) => (from > 1 ? value / from : 1)
    this.tell(state, event, {
      focalX: now.x, focalY: now.y, focalDeltaX: now.x - this.last.x, focalDeltaY: now.y - this.last.y,
      scale: share(now.span, this.first.span), horizontalScale: share(now.width, this.first.width),
      verticalScale: share(now.height, this.first.height), rotation: now.angle - this.first.angle,
      velocityX: 0, velocityY: 0, pointerCount: this.pointers.size,
    })
    this.last = now
  }

  onWheel(event) {
    if (!event.ctrlKey) return
    event.preventDefault()
    const scale = Math.exp(-event.deltaY / 200)
    const more = {
      focalX: event.clientX, focalY: event.clientY, focalDeltaX: 0, focalDeltaY: 0, scale, horizontalScale: scale, verticalScale: scale,
      rotation: 0, velocityX: 0, velocityY: 0, pointerCount: 2,
    }
    for (const state of [STATE.BEGIN, STATE.ACTIVE, STATE.END]) this.tell(state, event, more)
  }
}
