// SPDX-License-Identifier: MIT
// <progress>
import { hubEmit } from '../view/emit.js'
import { HubElement, make, toLength } from './base.js'

export class ProgressElement extends HubElement {
  static defaults = {
    percent: 0, showInfo: false, borderRadius: 0, fontSize: 16, strokeWidth: 6, color: '', activeColor: '#09BB07',
    backgroundColor: '#EBEBEB', active: false, activeMode: 'backwards', duration: 30,
  }

  build() {
    this.bar = make('div', 'wx-progress-inner-bar')
    this.track = make('div', 'wx-progress-bar')
    this.track.append(this.bar)
    this.info = make('p', 'wx-progress-info')
    this.append(this.track, this.info)
    this.setAttribute('role', 'progressbar')
    this.bar.addEventListener('transitionend', () => hubEmit(this, 'activeend', { curPercent: this.percent }))
  }

  changed(name) {
    const props = this.hubProps
    this.percent = Math.min(100, Math.max(0, props.percent))
    this.setAttribute('aria-valuenow', this.percent)
    this.info.hidden = !props.showInfo
    this.info.textContent = this.percent + '%'
    this.info.style.fontSize = toLength(props.fontSize)
    this.track.style.cssText = `height:${toLength(props.strokeWidth)};border-radius:${toLength(props.borderRadius)};background-color:${props.backgroundColor}`
    this.bar.style.backgroundColor = this.hubGiven.get('activeColor') ?? (props.color || props.activeColor)
    this.bar.style.borderRadius = toLength(props.borderRadius)
    if (name === 'percent') this.grow()
  }

  // An active bar grows from where it stood ("forwards") or from nothing.
  grow() {
    const { active, activeMode, duration } = this.hubProps
    const from = activeMode === 'forwards' ? this.shown ?? 0 : 0
    this.shown = this.percent
    this.bar.style.transition = 'none'
    if (active) {
      this.bar.style.width = from + '%'
      this.bar.getBoundingClientRect()
      this.bar.style.transition = `width ${Math.abs(this.percent - from) * duration}ms linear`
    }
    this.bar.style.width = this.percent + '%'
  }
}
