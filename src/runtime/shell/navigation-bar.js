// SPDX-License-Identifier: MIT
// A page's navigation bar. Each page has one of its own, so that it moves with the page.
import { h } from './dom.js'
import { backIcon, homeIcon, spinnerIcon } from './icons.js'
import { t } from './strings.js'

export class NavigationBar {
  /** @param {{onBack: function(), onHome: function()}} handlers */
  constructor(handlers) {
    this.backButton = h('button.nav-button', { ariaLabel: t('back'), onclick: handlers.onBack, hidden: true }, backIcon())
    this.homeButton = h('button.nav-button.nav-home', { ariaLabel: t('home'), onclick: handlers.onHome, hidden: true }, homeIcon())
    this.spinner = h('span.nav-spinner', { hidden: true, role: 'status', ariaLabel: t('loading') }, spinnerIcon(16))
    this.label = h('span.nav-label', {})
    this.title = h('h1.nav-title', {}, this.spinner, this.label)
    this.element = h('header.nav', {}, h('div.nav-content', {}, h('div.nav-left', {}, this.backButton, this.homeButton), this.title))
  }

  set text(value) {
    this.label.textContent = value
  }

  get text() {
    return this.label.textContent
  }

  setColors(background, textStyle, animation) {
    const transition = animation?.duration
      ? `background-color ${animation.duration}ms ${timingName(animation.timingFunc)}, color ${animation.duration}ms`
      : ''
    this.element.style.transition = transition
    this.element.style.backgroundColor = background
    this.element.classList.toggle('white-text', textStyle === 'white')
  }

  setCustom(custom) {
    this.element.classList.toggle('custom', custom)
  }

  setButtons({ back, home }) {
    this.backButton.hidden = !back
    this.homeButton.hidden = back || !home
  }

  setLoading(loading) {
    this.spinner.hidden = !loading
  }
}

function timingName(name) {
  return { easeIn: 'ease-in', easeOut: 'ease-out', easeInOut: 'ease-in-out' }[name] ?? 'linear'
}
