// SPDX-License-Identifier: MIT
// Pulling a <scroll-view> down at its top to refresh it: three dots, or the program's own slot="refresher".
import { hubEmit } from '../view/emit.js'
import { make } from './base.js'

const RESISTANCE = 0.5
const MOST = 140

const STYLE = `
.pull { position: relative; flex: none; height: 0; overflow: hidden }
.pull.rest { transition: height .2s }
.inner { position: absolute; right: 0; bottom: 0; left: 0 }
.dots { display: flex; align-items: center; justify-content: center; gap: 7px; height: 45px }
.dots i { width: 6px; height: 6px; border-radius: 50%; background: rgb(0 0 0 / 30%) }
.white .dots i { background: rgb(255 255 255 / 60%) }
.none .dots { display: none }
.active .dots i { animation: blink 1s infinite }
.active .dots i:nth-child(2) { animation-delay: .15s }
.active .dots i:nth-child(3) { animation-delay: .3s }
@keyframes blink { 50% { opacity: .2 } }
`

const at = (event) => (event.touches ? event.touches[0] : event).clientY

export class Refresher {
  constructor(view) {
    this.view = view
    this.refreshing = false
    const style = make('style')
    style.textContent = STYLE
    const slot = make('slot')
    slot.name = 'refresher'
    const dots = make('div', 'dots')
    dots.append(make('i'), make('i'), make('i'))
    this.inner = make('div', 'inner')
    this.inner.append(dots, slot)
    this.pull = make('div', 'pull')
    this.pull.append(this.inner)
    view.shadowRoot.prepend(style, this.pull)
    if (view.hubProps.refresherTriggered) queueMicrotask(() => this.trigger(true))
  }

  get props() {
    return this.view.hubProps
  }

  changed(name, value) {
    if (name === 'refresherTriggered') this.trigger(value)
    const style = this.props.refresherDefaultStyle
    this.pull.classList.toggle('white', style === 'white')
    this.pull.classList.toggle('none', style === 'none')
    this.pull.style.backgroundColor = this.view.hubGiven.has('refresherBackground') ? this.props.refresherBackground : ''
  }

  onDown(event) {
    const { view } = this
    if (!this.props.refresherEnabled || view.scrollTop > 0 || this.refreshing || event.button > 0) return
    const touch = event.type === 'touchstart'
    const [moving, ends] = touch ? ['touchmove', ['touchend', 'touchcancel']] : ['mousemove', ['mouseup']]
    const from = at(event)
    const move = (next) => {
      const way = (at(next) - from) * RESISTANCE
      if (!this.pulled && (way <= 1 || view.scrollTop > 0)) return
      if (next.cancelable) next.preventDefault()
      this.follow(Math.min(MOST, Math.max(0, way)))
    }
    const end = (last) => {
      window.removeEventListener(moving, move)
      for (const type of ends) window.removeEventListener(type, end)
      this.release(last.type === 'touchcancel')
    }
    window.addEventListener(moving, move, { passive: false })
    for (const type of ends) window.addEventListener(type, end)
  }

  follow(distance) {
    this.pulled = true
    this.distance = distance
    this.show(distance, false)
    hubEmit(this.view, 'refresherpulling', { deltaY: distance, dy: distance })
  }

  release(cancelled) {
    if (!this.pulled) return
    this.pulled = false
    const dy = this.distance
    if (!cancelled && dy >= this.props.refresherThreshold) {
      this.trigger(true, true)
    } else {
      this.show(0, true)
      hubEmit(this.view, 'refresherabort', { deltaY: dy, dy })
    }
  }

  /** Shows or ends the refreshing; `tell` if the program is to start it. */
  trigger(refreshing, tell = false) {
    if (this.refreshing === refreshing) return
    this.refreshing = refreshing
    this.pull.classList.toggle('active', refreshing)
    const dy = refreshing ? this.props.refresherThreshold : 0
    this.show(dy, true)
    // As on a phone: also a refresh the program begins itself, by refresher-triggered, is told.
    if (refreshing) {
      if (tell) hubEmit(this.view, 'refresherwillrefresh', { deltaY: dy, dy })
      hubEmit(this.view, 'refresherrefresh', { deltaY: dy, dy })
    } else {
      hubEmit(this.view, 'refresherrestore', { deltaY: 0, dy: 0 })
    }
  }

  show(height, smoothly) {
    this.pull.classList.toggle('rest', smoothly)
    const content = this.inner.offsetHeight
    this.pull.style.height = Math.max(0, height) + 'px'
    // Above the threshold the sign stays at the content's edge; it never stretches.
    this.inner.style.bottom = height > content ? (height - content) / 2 + 'px' : '0'
  }
}
