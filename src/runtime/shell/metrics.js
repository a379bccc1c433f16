// SPDX-License-Identifier: MIT
// Sizes of the bars, in CSS pixels, and what programs are told of them.

export const NAVIGATION_BAR = 44
export const TAB_BAR = 50
const CAPSULE = { width: 87, height: 32, right: 7 }

export class Metrics {
  constructor(options) {
    this.device = options.device ?? null
    this.embedded = options.embedded !== false && Boolean(options.device)
    this.probe = document.createElement('div')
    this.probe.className = 'safe-area-probe'
    document.body.append(this.probe)
  }

  get statusBarHeight() {
    return this.embedded ? this.device.statusBarHeight ?? 20 : this.probe.offsetHeight
  }

  get safeBottom() {
    return this.embedded ? this.device.safeBottom ?? 0 : this.probe.offsetWidth
  }

  /** The page wants to be wide and the screen is tall: everything is drawn on its side. */
  get turned() {
    return this.landscape === true && window.innerHeight > document.documentElement.clientWidth
  }

  get width() {
    return this.turned ? window.innerHeight : document.documentElement.clientWidth
  }

  get height() {
    return this.turned ? document.documentElement.clientWidth : window.innerHeight
  }

  /** The `window` of the start message; width and height are those of the whole screen. */
  get window() {
    return {
      width: this.width,
      height: this.height,
      statusBarHeight: this.statusBarHeight,
      navigationBarHeight: NAVIGATION_BAR,
      tabBarHeight: TAB_BAR,
      safeBottom: this.safeBottom,
      pixelRatio: this.device?.pixelRatio ?? window.devicePixelRatio,
    }
  }

  get menuButton() {
    const top = this.statusBarHeight + (NAVIGATION_BAR - CAPSULE.height) / 2
    const right = this.width - CAPSULE.right
    return {
      left: right - CAPSULE.width,
      top,
      right,
      bottom: top + CAPSULE.height,
      width: CAPSULE.width,
      height: CAPSULE.height,
    }
  }

  /** Makes the sizes known to the style sheet. */
  apply() {
    const style = document.documentElement.style
    style.setProperty('--status-bar', this.statusBarHeight + 'px')
    style.setProperty('--safe-bottom', this.safeBottom + 'px')
    style.setProperty('--navigation-bar', NAVIGATION_BAR + 'px')
    style.setProperty('--tab-bar', TAB_BAR + 'px')
    document.documentElement.classList.toggle('embedded', this.embedded)
    document.documentElement.classList.toggle('turned', this.turned)
  }
}
