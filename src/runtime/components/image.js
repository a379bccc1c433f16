// SPDX-License-Identifier: MIT
// <image>
import { hubEmit, hubInvoke } from '../view/emit.js'
import { HubElement, make } from './base.js'

// mode → object-fit, object-position
const MODES = {
  scaleToFill: ['fill', 'center'],
  aspectFit: ['contain', 'center'],
  aspectFill: ['cover', 'center'],
  top: ['none', 'top'],
  bottom: ['none', 'bottom'],
  center: ['none', 'center'],
  left: ['none', 'left'],
  right: ['none', 'right'],
  'top left': ['none', 'left top'],
  'top right': ['none', 'right top'],
  'bottom left': ['none', 'left bottom'],
  'bottom right': ['none', 'right bottom'],
}

export class ImageElement extends HubElement {
  // lazy-load before src: a picture that was asked for cannot wait any more.
  static defaults = { lazyLoad: false, src: '', mode: 'scaleToFill', showMenuByLongpress: false, webp: false }

  static reflected = ['mode']

  build() {
    this.picture = make('img')
    this.picture.alt = ''
    this.picture.draggable = false
    this.picture.addEventListener('load', () => {
      this.removeAttribute('failed')
      hubEmit(this, 'load', { width: this.picture.naturalWidth, height: this.picture.naturalHeight })
    })
    this.picture.addEventListener('error', () => {
      this.setAttribute('failed', '')
      hubEmit(this, 'error', { errMsg: `GET ${short(this.hubProps.src)} failed` })
    })
    this.addEventListener('hub-longpress', (event) => {
      if (!this.hubProps.showMenuByLongpress || !this.hubProps.src) return
      event.preventDefault()
      hubInvoke('showImageMenu', { src: this.picture.src }).catch(() => {})
    })
    this.append(this.picture)
  }

  changed(name, value) {
    if (name === 'src') this.load(String(value).trim())
    else if (name === 'mode') {
      // What is no mode is the standard one, as on a phone.
      const [fit, position] = MODES[value] ?? MODES.scaleToFill
      this.picture.style.objectFit = fit
      this.picture.style.objectPosition = position
    } else if (name === 'lazyLoad') {
      this.picture.loading = value ? 'lazy' : 'eager'
    } else if (name === 'ariaLabel') {
      this.picture.alt = value ?? ''
    }
  }

  load(src) {
    this.picture.hidden = !src
    this.removeAttribute('failed')
    if (src) this.picture.src = src
    else this.picture.removeAttribute('src')
  }
}

/** A data URL says enough with its beginning. */
const short = (src) => (src.startsWith('data:') ? `${src.slice(0, 60)}…` : src)
