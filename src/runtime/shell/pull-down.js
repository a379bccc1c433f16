// SPDX-License-Identifier: MIT
// The three dots above a page that is pulled down, and the frame that follows the finger.
import { h } from './dom.js'
import { t } from './strings.js'

const HOLD = 50
const TRIGGER = 60

export class PullDown {
  constructor(body, frame, onTrigger) {
    this.frame = frame
    this.onTrigger = onTrigger
    this.dots = h('div.pull-dots', { role: 'status', ariaLabel: t('pullDown') }, h('i'), h('i'), h('i'))
    this.dots.hidden = true
    body.prepend(this.dots)
  }

  setStyle(textStyle) {
    this.dots.classList.toggle('light', textStyle === 'light')
  }

  /** The view's report of the finger: `distance` in CSS pixels. */
  move(state, distance = 0) {
    if (this.active) return
    if (state === 'move') {
      this.shift(Math.min(distance, 240) * 0.6, false)
    } else if (state === 'release' && distance * 0.6 >= TRIGGER) {
      this.start()
    } else {
      this.shift(0, true)
    }
  }

  /** Begins a refresh: by the finger, or by `wx.startPullDownRefresh`. */
  start() {
    if (this.active) return
    this.active = true
    this.dots.classList.add('active')
    this.shift(HOLD, true)
    this.onTrigger()
  }

  stop() {
    this.active = false
    this.dots.classList.remove('active')
    this.shift(0, true)
  }

  shift(distance, animated) {
    this.dots.hidden = distance === 0 && !animated
    this.dots.style.opacity = Math.min(1, distance / HOLD)
    this.frame.style.transition = animated ? 'transform 0.25s ease' : 'none'
    this.frame.style.transform = distance ? `translateY(${distance}px)` : ''
  }
}
