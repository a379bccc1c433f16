// SPDX-License-Identifier: MIT
// <web-view>: another site over the whole page.
import { hubEmit } from '../view/emit.js'
import { HubElement, make } from './base.js'

// What the page inside has posted is told when it is shared or left, at most so much of it.
const MOST = 100

export class WebViewElement extends HubElement {
  static defaults = { src: '' }

  build() {
    this.posted = []
    this.frame = make('iframe')
    this.frame.sandbox = 'allow-scripts allow-forms allow-popups allow-same-origin'
    this.frame.allow = 'autoplay; fullscreen'
    this.frame.addEventListener('load', () => {
      if (this.frame.getAttribute('src')) hubEmit(this, 'load', { src: this.hubProps.src })
    })
    this.append(this.frame)
    this.hear = (event) => {
      if (event.source !== this.frame.contentWindow || event.data === undefined) return
      this.posted.push(event.data && event.data.data !== undefined ? event.data.data : event.data)
      if (this.posted.length > MOST) this.posted.shift()
    }
  }

  attached() {
    window.addEventListener('message', this.hear)
  }

  disconnectedCallback() {
    window.removeEventListener('message', this.hear)
    if (this.posted.length) hubEmit(this, 'message', { data: this.posted.splice(0) })
  }

  changed(name, value) {
    if (name !== 'src') return
    if (/^https?:\/\//i.test(value)) this.frame.src = value
    else {
      this.frame.removeAttribute('src')
      if (value) hubEmit(this, 'error', { url: value, fullUrl: value, src: value })
    }
  }
}
