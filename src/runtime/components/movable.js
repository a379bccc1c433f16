// SPDX-License-Identifier: MIT
// <movable-view> inside <movable-area>. It moves by an animation, so that its style attribute stays the program's.
import { hubEmit, hubModel } from '../view/emit.js'
import { HubElement, toPixels } from './base.js'
import { settle, spring } from './movable-motion.js'

const SLOP = 4
const SAMPLE = 100

export class MovableAreaElement extends HubElement {
  static defaults = { scaleArea: false }

  build() {
    this.addEventListener('pointerdown', (event) => this.forward(event), true)
    this.addEventListener('wheel', (event) => this.pinched(event, (view) => view.onWheel(event)), { passive: false })
  }

  // With `scale-area` fingers anywhere in the area scale the view.
  forward(event) {
    if (!this.hubProps.scaleArea) return
    this.pinched(event, (view) => !view.contains(event.target) && view.touch(event))
  }

  pinched(event, action) {
    if (!this.hubProps.scaleArea) return
    const view = this.querySelector('wx-movable-view')
    if (view?.hubProps.scale) action(view)
  }
}

export class MovableViewElement extends HubElement {
  static defaults = {
    direction: 'none', inertia: false, outOfBounds: false, x: '0', y: '0', damping: 20, friction: 2, disabled: false, scale: false,
    scaleMin: 0.1, scaleMax: 10, scaleValue: 1, animation: true,
  }

  build() {
    this.at = { x: 0, y: 0 }
    this.zoom = this.clampZoom(this.hubProps.scaleValue)
    this.fingers = new Map()
    this.addEventListener('pointerdown', (event) => this.touch(event))
    this.addEventListener('wheel', (event) => this.onWheel(event), { passive: false })
  }

  attached() {
    this.at = this.clamped(toPixels(this.hubProps.x), toPixels(this.hubProps.y))
    this.paint()
    this.placed = true
    // The area may get its size after the view is there.
    this.watch ??= new ResizeObserver(() => this.fit())
    this.watch.observe(this)
    if (this.area) this.watch.observe(this.area)
  }

  disconnectedCallback() {
    this.watch?.disconnect()
    this.stop?.()
  }

  changed(name, value) {
    if (name === 'direction') this.dataset.direction = value
    if (!this.placed) return
    if (name === 'x' || name === 'y') this.wish(name, toPixels(value))
    else if (name === 'scaleValue') this.scaleTo(value, true)
    else if (name === 'scaleMin' || name === 'scaleMax') this.scaleTo(this.zoom)
  }

  get area() {
    return this.closest('wx-movable-area')
  }

  fit() {
    if (this.fingers.size || this.stop) return
    const wanted = this.touched ? this.at : { x: toPixels(this.hubProps.x), y: toPixels(this.hubProps.y) }
    const next = this.clamped(wanted.x, wanted.y)
    if (next.x === this.at.x && next.y === this.at.y) return
    this.at = next
    this.paint()
  }

  // A scaled view grows around its middle, so its place may go below zero.
  get limits() {
    const { area } = this
    if (!area) return { x: [0, 0], y: [0, 0] }
    const range = (room, size) => {
      const shift = size * (this.zoom - 1) / 2
      const rest = room - size * this.zoom
      return [shift + Math.min(0, rest), shift + Math.max(0, rest)]
    }
    return { x: range(area.clientWidth, this.offsetWidth), y: range(area.clientHeight, this.offsetHeight) }
  }

  clamped(x, y) {
    const { limits } = this
    const clamp = (value, [low, high]) => Math.min(high, Math.max(low, Number(value) || 0))
    return { x: clamp(x, limits.x), y: clamp(y, limits.y) }
  }

  clampZoom(value) {
    const { scaleMin, scaleMax, scale } = this.hubProps
    return scale ? Math.min(scaleMax, Math.max(scaleMin, value)) : 1
  }

  /** What automation does, as a finger would. */
  hubCall(method, [x, y]) {
    if (method === 'moveTo') this.put(this.clamped(x, y), 'touch')
  }

  hubGet(name) {
    return (name === 'x' || name === 'y') && this.at ? this.at[name] : super.hubGet(name)
  }

  /** Puts it somewhere and tells the program why. */
  put(next, source) {
    if (next.x === this.at.x && next.y === this.at.y) return
    this.at = next
    this.paint()
    hubModel(this, 'x', next.x)
    hubModel(this, 'y', next.y)
    hubEmit(this, 'change', { x: round(next.x), y: round(next.y), source })
  }

  paint() {
    const transform = `translate(${this.at.x}px, ${this.at.y}px) scale(${this.zoom})`
    const former = this.motion
    this.motion = this.animate({ transform: [transform, transform] }, { duration: 0, fill: 'forwards' })
    former?.cancel()
  }

  // Both places and `animation` may come with one batch.
  wish(axis, value) {
    if (!this.wished) {
      this.wished = { ...(this.goal ?? this.at) }
      queueMicrotask(() => {
        const wished = this.wished
        this.wished = null
        this.travel(wished)
      })
    }
    this.wished[axis] = value
  }

  /** The program moves it: at once, or as a spring draws it. */
  travel(wanted) {
    const goal = this.clamped(wanted.x, wanted.y)
    this.stop?.()
    this.stop = null
    this.goal = goal
    if (!this.hubProps.animation) {
      this.put(goal, '')
      return
    }
    this.stop = spring(this.at, goal, this.hubProps.damping, (at) => this.put(at, ''), () => { this.stop = this.goal = null })
  }

  scaleTo(value, told = false) {
    const next = this.clampZoom(value)
    if (next === this.zoom) return
    this.zoom = next
    this.at = this.clamped(this.at.x, this.at.y)
    this.paint()
    if (!told) hubModel(this, 'scaleValue', next)
    hubEmit(this, 'scale', { x: round(this.at.x), y: round(this.at.y), scale: round(next) })
  }

  onWheel(event) {
    if (!this.hubProps.scale || this.hubProps.disabled) return
    event.preventDefault()
    event.stopPropagation()
    this.scaleTo(this.zoom * Math.exp(-event.deltaY / 500))
  }

  touch(event) {
    const { direction, disabled, scale } = this.hubProps
    if (disabled || event.button > 0 || (direction === 'none' && !scale) || this.fingers.has(event.pointerId)) return
    this.stop?.()
    this.stop = this.goal = null
    this.fingers.set(event.pointerId, event)
    if (this.fingers.size === 2) this.pinch = { span: this.span, zoom: this.zoom }
    if (this.fingers.size > 1) return
    this.drag = { x: event.clientX, y: event.clientY, at: this.at, id: event.pointerId, samples: [] }
    const move = (next) => this.onMove(next)
    const end = (last) => {
      this.fingers.delete(last.pointerId)
      if (this.fingers.size) return
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', end)
      window.removeEventListener('pointercancel', end)
      this.release(last)
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', end)
    window.addEventListener('pointercancel', end)
  }

  get span() {
    const [a, b] = [...this.fingers.values()]
    return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) || 1
  }

  onMove(event) {
    if (!this.fingers.has(event.pointerId)) return
    this.fingers.set(event.pointerId, event)
    if (this.fingers.size > 1) {
      if (this.hubProps.scale) this.scaleTo(this.pinch.zoom * this.span / this.pinch.span)
      this.drag.pinched = true
      return
    }
    if (!this.drag.pinched && event.pointerId === this.drag.id) this.dragged(event)
  }

  dragged(event) {
    const { drag } = this
    const { direction, outOfBounds } = this.hubProps
    const way = { x: event.clientX - drag.x, y: event.clientY - drag.y }
    if (!drag.begun) {
      if (Math.hypot(way.x, way.y) < SLOP) return
      drag.begun = this.touched = true
      hubEmit(this, Math.abs(way.x) >= Math.abs(way.y) ? 'htouchmove' : 'vtouchmove', {}, { bubbles: false })
    }
    drag.samples.push([event.timeStamp, event.clientX, event.clientY])
    const wanted = {
      x: direction === 'vertical' || direction === 'none' ? drag.at.x : drag.at.x + way.x,
      y: direction === 'horizontal' || direction === 'none' ? drag.at.y : drag.at.y + way.y,
    }
    const inside = this.clamped(wanted.x, wanted.y)
    const beyond = inside.x !== wanted.x || inside.y !== wanted.y
    // Beyond the border the finger pulls a rubber band.
    const give = (wish, border) => border + (wish - border) * 0.5
    if (outOfBounds && beyond) this.put({ x: give(wanted.x, inside.x), y: give(wanted.y, inside.y) }, 'touch-out-of-bounds')
    else this.put(inside, 'touch')
  }

  release(event) {
    const { inertia, friction, damping, direction } = this.hubProps
    const inside = this.clamped(this.at.x, this.at.y)
    const done = () => { this.stop = null }
    if (inside.x !== this.at.x || inside.y !== this.at.y) {
      this.stop = spring(this.at, inside, damping, (at) => this.put(at, 'out-of-bounds'), done)
      return
    }
    const first = this.drag.samples.find(([time]) => event.timeStamp - time < SAMPLE)
    if (!inertia || !first || event.timeStamp - first[0] < 1) return
    const speed = {
      x: direction === 'vertical' ? 0 : (event.clientX - first[1]) / (event.timeStamp - first[0]),
      y: direction === 'horizontal' ? 0 : (event.clientY - first[2]) / (event.timeStamp - first[0]),
    }
    this.stop = settle(this.at, speed, friction, (at) => this.put(this.clamped(at.x, at.y), 'friction'), done)
  }
}

const round = (value) => Number(value.toFixed(3))
