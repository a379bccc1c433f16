// SPDX-License-Identifier: MIT
// <page-meta> and <navigation-bar>: settings of the page, written as if they were elements.
import { hubEmit, hubInvoke } from '../view/emit.js'
import { HubElement, styleText, toLength, toPixels } from './base.js'

const SYSTEM_FONT_SIZE = '17px'

const quietly = (name, args) => hubInvoke(name, args).catch(() => {})

export class PageMetaElement extends HubElement {
  static defaults = {
    rootFontSize: '', pageFontSize: '', pageStyle: '', pageOrientation: '', backgroundTextStyle: '', backgroundColor: '', backgroundColorTop: '', backgroundColorBottom: '',
    rootBackgroundColor: '', scrollTop: '', scrollDuration: 300,
  }

  changed(name, value) {
    if (value === '' || value === undefined) return
    const root = document.documentElement
    if (name === 'rootFontSize') root.style.fontSize = value === 'system' ? SYSTEM_FONT_SIZE : toLength(value)
    else if (name === 'pageFontSize') document.body.style.fontSize = value === 'system' ? SYSTEM_FONT_SIZE : toLength(value)
    else if (name === 'pageStyle') document.body.style.cssText = styleText(value)
    else if (name === 'rootBackgroundColor') root.style.backgroundColor = value
    else if (name === 'backgroundColorTop') quietly('setBackgroundColor', { backgroundColorTop: value })
    else if (name === 'backgroundColor') quietly('setBackgroundColor', { backgroundColor: value })
    else if (name === 'backgroundTextStyle') quietly('setBackgroundTextStyle', { textStyle: value })
    else if (name === 'pageOrientation') quietly('setPageOrientation', { orientation: value })
    else if (name === 'scrollTop') this.scrollPage(value)
  }

  attached() {
    this.onScroll ??= () => hubEmit(this, 'scroll', { scrollTop: document.scrollingElement.scrollTop })
    this.onResize ??= () => hubEmit(this, 'resize', { size: { windowWidth: window.innerWidth, windowHeight: window.innerHeight } })
    window.addEventListener('scroll', this.onScroll, { passive: true })
    window.addEventListener('resize', this.onResize)
  }

  disconnectedCallback() {
    window.removeEventListener('scroll', this.onScroll)
    window.removeEventListener('resize', this.onResize)
  }

  scrollPage(value) {
    requestAnimationFrame(() => {
      window.scrollTo({ top: toPixels(value), behavior: this.hubProps.scrollDuration > 0 ? 'smooth' : 'instant' })
      hubEmit(this, 'scrolldone', {})
    })
  }
}

export class NavigationBarElement extends HubElement {
  static defaults = {
    title: '', loading: false, frontColor: '', backgroundColor: '', colorAnimationDuration: 0, colorAnimationTimingFunc: 'linear',
  }

  changed(name, value) {
    if (!this.hubGiven.has(name)) return
    if (name === 'title') quietly('setNavigationBarTitle', { title: value })
    else if (name === 'loading') quietly(value ? 'showNavigationBarLoading' : 'hideNavigationBarLoading', {})
    else if (name === 'frontColor' || name === 'backgroundColor') {
      const { frontColor, backgroundColor, colorAnimationDuration: duration, colorAnimationTimingFunc: timingFunc } = this.hubProps
      quietly('setNavigationBarColor', { frontColor, backgroundColor, animation: { duration, timingFunc } })
    }
  }
}
