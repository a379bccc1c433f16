// SPDX-License-Identifier: MIT
// <image>
import { hubEmit } from '../view/emit.js'
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
  static defaults = { src: '', mode: 'scaleToFill', lazyLoad: false, showMenuByLongpress: false, webp: false }

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
      hubEmit(this, 'error', { errMsg: `GET ${this.hubProps.src} failed` })
    })
    this.append(this.picture)
  }

  changed(name, value) {
    if (name === 'src') {
      this.picture.hidden = !value
      if (value) this.picture.src = value
      else this.picture.removeAttribute('src')
    } else if (name === 'mode') {
      const [fit, position] = MODES[value] ?? ['fill', 'center']
      this.picture.style.objectFit = fit
      this.picture.style.objectPosition = position
    } else if (name === 'lazyLoad') {
      this.picture.loading = value ? 'lazy' : 'eager'
    } else if (name === 'ariaLabel') {
      this.picture.alt = value ?? ''
    }
  }
}
