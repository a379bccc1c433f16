// SPDX-License-Identifier: MIT
// <movable-view> inside <movable-area>. It moves by an animation, so that its style attribute stays the program's.
import { hubEmit, hubModel } from '../view/emit.js'
import { HubElement } from './base.js'

export class MovableViewElement extends HubElement {
  static defaults = { direction: 'none', inertia: false, outOfBounds: false, x: 0, y: 0, damping: 20, disabled: false, scale: false, scaleValue: 1, animation: true }

  build() {
    this.at = { x: 0, y: 0 }
    this.addEventListener('pointerdown', (event) => this.onPointerDown(event))
  }

  attached() {
    this.at = this.clamped(this.hubProps.x, this.hubProps.y)
    this.paint(false)
    this.placed = true
  }

  changed(name, value) {
    if (name === 'direction') this.dataset.direction = value
    if (!this.placed) return
    if (name === 'x' && value !== this.at.x) this.moveTo(value, this.at.y, '')
    else if (name === 'y' && value !== this.at.y) this.moveTo(this.at.x, value, '')
    else if (name === 'scaleValue') this.paint(false)
  }

  get limits() {
    const area = this.closest('wx-movable-area')
    if (!area) return { x: [0, 0], y: [0, 0] }
    const range = (room) => [Math.min(0, room), Math.max(0, room)]
    return { x: range(area.clientWidth - this.offsetWidth), y: range(area.clientHeight - this.offsetHeight) }
  }

  clamped(x, y) {
    const { limits } = this
    const clamp = (value, [low, high]) => Math.min(high, Math.max(low, Number(value) || 0))
    return { x: clamp(x, limits.x), y: clamp(y, limits.y) }
  }

  moveTo(x, y, source, animated = this.hubProps.animation && source !== 'touch') {
    const next = this.clamped(x, y)
    const moved = next.x !== this.at.x || next.y !== this.at.y
    this.at = next
    this.paint(animated)
    if (!moved) return
    hubModel(this, 'x', next.x)
    hubModel(this, 'y', next.y)
    hubEmit(this, 'change', { ...next, source })
  }

  /** What automation does, as a finger would. */
  hubCall(method, [x, y]) {
    if (method === 'moveTo') this.moveTo(x, y, 'touch')
  }

  hubGet(name) {
    return (name === 'x' || name === 'y') && this.at ? this.at[name] : super.hubGet(name)
  }

  paint(animated) {
    const transform = `translate(${this.at.x}px, ${this.at.y}px) scale(${this.hubProps.scaleValue})`
    const former = this.motion
    this.motion = this.animate({ transform: animated ? [former?.hubTransform ?? transform, transform] : [transform, transform] },
      { duration: animated ? 240 : 0, easing: 'ease-out', fill: 'forwards' })
    this.motion.hubTransform = transform
    former?.cancel()
  }

  onPointerDown(event) {
    const { direction, disabled } = this.hubProps
    if (disabled || direction === 'none' || event.button > 0) return
    const from = { x: event.clientX - this.at.x, y: event.clientY - this.at.y }
    this.setPointerCapture(event.pointerId)
    const move = (next) => this.moveTo(
      direction === 'vertical' ? this.at.x : next.clientX - from.x,
      direction === 'horizontal' ? this.at.y : next.clientY - from.y, 'touch')
    const end = () => {
      this.removeEventListener('pointermove', move)
      this.removeEventListener('pointerup', end)
      this.removeEventListener('pointercancel', end)
    }
    this.addEventListener('pointermove', move)
    this.addEventListener('pointerup', end)
    this.addEventListener('pointercancel', end)
  }
}
