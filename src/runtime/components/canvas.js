// SPDX-License-Identifier: MIT
// <canvas>: the picture is drawn in the logic layer's worker, to which the native canvas is handed over.
import { hubEmit } from '../view/emit.js'
import { HubElement, make } from './base.js'

export class CanvasElement extends HubElement {
  static defaults = { type: '', canvasId: '', disableScroll: false }

  constructor() {
    super()
    this.picture = make('canvas')
    this.handed = false
  }

  build() {
    this.prepend(this.picture)
    this.addEventListener('touchmove', (event) => {
      if (this.hubProps.disableScroll && event.cancelable) event.preventDefault()
    }, { passive: false })
  }

  /** Its size in CSS pixels; for one that is not shown, what its styles say. */
  measure() {
    const { offsetWidth: width, offsetHeight: height } = this
    if (width && height) return { width, height }
    const style = getComputedStyle(this)
    return { width: parseFloat(style.width) || 300, height: parseFloat(style.height) || 150 }
  }

  /** Answers its size, and the canvas itself the first time. */
  hubHandOver() {
    const answer = { type: this.hubProps.type, ...this.measure() }
    if (this.handed) return answer
    if (typeof this.picture.transferControlToOffscreen !== 'function') {
      hubEmit(this, 'error', { errMsg: 'this web view cannot draw outside of the page' })
      return answer
    }
    this.handed = true
    answer.canvas = this.picture.transferControlToOffscreen()
    return answer
  }
}
