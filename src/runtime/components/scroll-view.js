// SPDX-License-Identifier: MIT
// <scroll-view>: the element itself scrolls.
import { hubEmit } from '../view/emit.js'
import { HubElement, make, reflect } from './base.js'

const PULL_LIMIT = 140

export class ScrollViewElement extends HubElement {
  static defaults = {
    scrollX: false, scrollY: false, upperThreshold: 50, lowerThreshold: 50, scrollTop: undefined, scrollLeft: undefined,
    scrollIntoView: '', scrollWithAnimation: false, enableFlex: false, scrollAnchoring: false, showScrollbar: true,
    refresherEnabled: false, refresherThreshold: 45, refresherDefaultStyle: 'black', refresherBackground: '', refresherTriggered: false,
  }

  build() {
    this.last = { top: 0, left: 0 }
    this.addEventListener('scroll', (event) => event.target === this && this.onScroll(), { passive: true })
    this.addEventListener('touchstart', (event) => this.onTouch(event), { passive: true })
  }

  changed(name, value) {
    if (name === 'scrollX') reflect(this, 'scroll-x', value)
    else if (name === 'scrollY') reflect(this, 'scroll-y', value)
    else if (name === 'enableFlex') reflect(this, 'enable-flex', value)
    else if (name === 'scrollTop' && value !== undefined && value !== null) this.later(() => this.go({ top: Number(value) || 0 }))
    else if (name === 'scrollLeft' && value !== undefined && value !== null) this.later(() => this.go({ left: Number(value) || 0 }))
    else if (name === 'scrollIntoView' && value) this.later(() => this.goInto(value))
    else if (name === 'refresherTriggered') this.trigger(value)
  }

  // Content of the same batch is in place once the batch is through.
  later(action) {
    requestAnimationFrame(action)
  }

  go(position) {
    this.scrollTo({ ...position, behavior: this.hubProps.scrollWithAnimation ? 'smooth' : 'instant' })
  }

  goInto(id) {
    const target = [...this.querySelectorAll('[id]')].find((element) => element.id === id)
    if (!target) return
    const own = this.getBoundingClientRect()
    const box = target.getBoundingClientRect()
    this.go({
      top: this.hubProps.scrollY ? this.scrollTop + box.top - own.top : this.scrollTop,
      left: this.hubProps.scrollX ? this.scrollLeft + box.left - own.left : this.scrollLeft,
    })
  }

  onScroll() {
    const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight, clientWidth } = this
    const deltaY = this.last.top - scrollTop
    const deltaX = this.last.left - scrollLeft
    this.last = { top: scrollTop, left: scrollLeft }
    hubEmit(this, 'scroll', { scrollTop, scrollLeft, scrollHeight, scrollWidth, deltaX, deltaY })
    const { upperThreshold, lowerThreshold, scrollX, scrollY } = this.hubProps
    if (scrollY) this.edges(scrollTop, scrollHeight - clientHeight - scrollTop, deltaY, upperThreshold, lowerThreshold, ['top', 'bottom'])
    if (scrollX) this.edges(scrollLeft, scrollWidth - clientWidth - scrollLeft, deltaX, upperThreshold, lowerThreshold, ['left', 'right'])
  }

  // Each edge is told once, when it is reached.
  edges(before, after, delta, upper, lower, [first, last]) {
    const atStart = before <= upper
    const atEnd = after <= lower
    if (atStart && !this['at' + first] && delta > 0) hubEmit(this, 'scrolltoupper', { direction: first })
    if (atEnd && !this['at' + last] && delta < 0) hubEmit(this, 'scrolltolower', { direction: last })
    this['at' + first] = atStart
    this['at' + last] = atEnd
  }

  onTouch(event) {
    if (!this.hubProps.refresherEnabled || this.scrollTop > 0 || this.refreshing) return
    const from = event.touches[0].clientY
    let pulled = 0
    const move = (next) => {
      pulled = Math.min(PULL_LIMIT, Math.max(0, (next.touches[0].clientY - from) / 2))
      if (this.scrollTop > 0) pulled = 0
      if (pulled) {
        if (next.cancelable) next.preventDefault()
        this.shift(pulled)
        hubEmit(this, 'refresherpulling', { dy: pulled })
      }
    }
    const end = () => {
      this.removeEventListener('touchmove', move)
      this.removeEventListener('touchend', end)
      this.removeEventListener('touchcancel', end)
      if (pulled >= this.hubProps.refresherThreshold) {
        this.trigger(true)
        hubEmit(this, 'refresherrefresh', {})
      } else if (pulled) {
        this.shift(0)
        hubEmit(this, 'refresherabort', {})
      }
    }
    this.addEventListener('touchmove', move, { passive: false })
    this.addEventListener('touchend', end)
    this.addEventListener('touchcancel', end)
  }

  trigger(refreshing) {
    if (Boolean(this.refreshing) === refreshing) return
    this.refreshing = refreshing
    this.shift(refreshing ? this.hubProps.refresherThreshold : 0)
    if (!refreshing) hubEmit(this, 'refresherrestore', {})
  }

  shift(distance) {
    if (!this.dots) {
      this.dots = make('div', 'wx-scroll-view-refresher')
      this.dots.append(make('i'), make('i'), make('i'))
      this.prepend(this.dots)
    }
    this.dots.classList.toggle('white', this.hubProps.refresherDefaultStyle === 'white')
    this.dots.classList.toggle('active', Boolean(this.refreshing))
    this.dots.style.cssText = `height:${distance}px;background-color:${this.hubProps.refresherBackground}`
    this.dots.hidden = this.hubProps.refresherDefaultStyle === 'none' && !distance
  }

  hubCall(method, args) {
    if (method === 'scrollTo') {
      const [{ top, left, animated = true }] = args
      this.scrollTo({ top, left, behavior: animated ? 'smooth' : 'instant' })
    } else if (method === 'scrollIntoView') {
      this.goInto(String(args[0]).replace(/^#/, ''))
    }
  }
}
