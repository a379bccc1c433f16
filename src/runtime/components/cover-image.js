// SPDX-License-Identifier: MIT
// <cover-image>: as wide as its element, as high as the picture is then.
import { hubEmit } from '../view/emit.js'
import { HubElement, make } from './base.js'

export class CoverImageElement extends HubElement {
  static defaults = { src: '' }

  build() {
    this.picture = make('img')
    this.picture.alt = ''
    this.picture.addEventListener('load', () => hubEmit(this, 'load', { width: this.picture.naturalWidth, height: this.picture.naturalHeight }))
    this.picture.addEventListener('error', () => hubEmit(this, 'error', { errMsg: `GET ${String(this.hubProps.src).slice(0, 200)} failed` }))
    this.append(this.picture)
  }

  changed(name, value) {
    if (name !== 'src') return
    this.picture.hidden = !value
    if (value) this.picture.src = value
    else this.picture.removeAttribute('src')
  }
}
