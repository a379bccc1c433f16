// SPDX-License-Identifier: MIT
// <slider>
import { hubEmit, hubModel } from '../view/emit.js'
import { HubElement, make } from './base.js'

const KEYS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }

export class SliderElement extends HubElement {
  static defaults = {
    min: 0, max: 100, step: 1, disabled: false, value: 0, color: '', selectedColor: '', activeColor: '', backgroundColor: '',
    blockSize: 28, blockColor: '#ffffff', showValue: false, name: '',
  }

  static reflected = ['disabled']

  build() {
    this.track = make('div', 'wx-slider-track')
    this.handle = make('div', 'wx-slider-thumb')
    this.bar = make('div', 'wx-slider-handle-wrapper')
    this.bar.append(this.track, this.handle)
    this.area = make('div', 'wx-slider-tap-area')
    this.area.append(this.bar)
    this.label = make('span', 'wx-slider-value')
    this.append(this.area, this.label)
    this.setAttribute('role', 'slider')
    this.tabIndex = 0
    this.area.addEventListener('pointerdown', (event) => this.onPointerDown(event))
    this.addEventListener('keydown', (event) => {
      if (!KEYS[event.key] || this.hubProps.disabled) return
      event.preventDefault()
      this.move(this.value + KEYS[event.key] * this.hubProps.step, 'change')
    })
  }

  get value() {
    return this.current ?? this.hubProps.value
  }

  get hubValue() {
    return this.value
  }

  changed(name, value) {
    if (name === 'value') {
      if (!this.dragging) this.current = value
    }
    this.paint()
  }

  paint() {
    const { min, max, blockSize, blockColor, color, backgroundColor, activeColor, selectedColor, showValue } = this.hubProps
    const value = Math.min(max, Math.max(min, this.value))
    const share = max > min ? (value - min) / (max - min) : 0
    const size = Math.min(28, Math.max(12, blockSize))
    this.bar.style.backgroundColor = backgroundColor || color
    this.track.style.cssText = `width:${share * 100}%;background-color:${activeColor || selectedColor}`
    this.handle.style.cssText = `left:${share * 100}%;width:${size}px;height:${size}px;margin:-${size / 2}px 0 0 -${size / 2}px;background-color:${blockColor}`
    this.label.hidden = !showValue
    this.label.textContent = value
    this.setAttribute('aria-valuemin', min)
    this.setAttribute('aria-valuemax', max)
    this.setAttribute('aria-valuenow', value)
  }

  move(value, event) {
    const { min, max, step } = this.hubProps
    const steps = Math.round((value - min) / (step || 1))
    const next = Math.min(max, Math.max(min, round(min + steps * (step || 1))))
    const moved = next !== this.value
    this.current = next
    this.paint()
    if (moved || event === 'change') {
      hubModel(this, 'value', next)
      hubEmit(this, event, { value: next })
    }
  }

  /** What automation does, as a finger would. */
  hubCall(method, [value]) {
    if (method === 'slideTo') this.move(Number(value) || 0, 'change')
  }

  hubGet(name) {
    return name === 'value' ? this.value : super.hubGet(name)
  }

  onPointerDown(event) {
    if (this.hubProps.disabled || event.button > 0) return
    const at = (pointer) => {
      const box = this.bar.getBoundingClientRect()
      const share = Math.min(1, Math.max(0, (pointer.clientX - box.left) / box.width))
      return this.hubProps.min + share * (this.hubProps.max - this.hubProps.min)
    }
    this.dragging = true
    this.area.setPointerCapture(event.pointerId)
    const drag = (next) => this.move(at(next), 'changing')
    const end = (last) => {
      this.area.removeEventListener('pointermove', drag)
      this.area.removeEventListener('pointerup', end)
      this.area.removeEventListener('pointercancel', end)
      this.dragging = false
      this.move(last.type === 'pointercancel' ? this.value : at(last), 'change')
    }
    this.area.addEventListener('pointermove', drag)
    this.area.addEventListener('pointerup', end)
    this.area.addEventListener('pointercancel', end)
  }

  hubReset() {
    this.current = this.hubProps.min
    this.paint()
  }
}

// Steps such as 0.1 leave dust behind the tenth digit.
function round(value) {
  return Number(value.toFixed(10))
}
