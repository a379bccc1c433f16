// SPDX-License-Identifier: MIT
// <video>, <audio>, <cover-image>, <web-view>: thin coats over what the browser has.
import { hubEmit } from '../view/emit.js'
import { HubElement, make } from './base.js'

class MediaElement extends HubElement {
  watch(media, types) {
    for (const [native, type] of Object.entries(types)) {
      media.addEventListener(native, () => hubEmit(this, type, this.detail(type, media)))
    }
  }

  detail(type, media) {
    if (type === 'timeupdate') return { currentTime: media.currentTime, duration: media.duration || 0 }
    if (type === 'error') return { errMsg: media.error?.message || 'MEDIA_ERR_SRC_NOT_SUPPORTED' }
    if (type === 'loadedmetadata') return { width: media.videoWidth, height: media.videoHeight, duration: media.duration || 0 }
    return {}
  }

  hubCall(method, [argument] = []) {
    const { media } = this
    if (method === 'play') media.play().catch((error) => hubEmit(this, 'error', { errMsg: error.message }))
    else if (method === 'pause') media.pause()
    else if (method === 'stop') { media.pause(); media.currentTime = 0 }
    else if (method === 'seek') media.currentTime = Number(argument) || 0
    else if (method === 'playbackRate') media.playbackRate = Number(argument) || 1
    else if (method === 'requestFullScreen') media.requestFullscreen?.()
    else if (method === 'exitFullScreen') document.exitFullscreen?.()
  }
}

export class VideoElement extends MediaElement {
  static defaults = {
    src: '', poster: '', controls: true, autoplay: false, loop: false, muted: false, initialTime: 0, objectFit: 'contain', title: '',
  }

  build() {
    this.media = make('video')
    this.media.playsInline = true
    this.append(this.media)
    this.watch(this.media, {
      play: 'play', pause: 'pause', ended: 'ended', timeupdate: 'timeupdate', error: 'error', waiting: 'waiting', loadedmetadata: 'loadedmetadata',
    })
  }

  changed(name, value) {
    const { media } = this
    if (name === 'src') {
      if (value) media.src = value
      else media.removeAttribute('src')
      if (this.hubProps.initialTime) media.currentTime = this.hubProps.initialTime
    } else if (name === 'objectFit') media.style.objectFit = value
    else if (['poster', 'controls', 'autoplay', 'loop', 'muted'].includes(name)) media[name] = value
  }
}

export class AudioElement extends MediaElement {
  static defaults = { src: '', loop: false, controls: false, poster: '', name: '', author: '' }

  build() {
    this.media = make('audio')
    this.append(this.media)
    this.watch(this.media, { play: 'play', pause: 'pause', ended: 'ended', timeupdate: 'timeupdate', error: 'error' })
  }

  changed(name, value) {
    if (name === 'src' && value) this.media.src = value
    else if (name === 'loop' || name === 'controls') this.media[name] = value
  }
}

export class CoverImageElement extends HubElement {
  static defaults = { src: '' }

  build() {
    this.picture = make('img')
    this.picture.alt = ''
    this.picture.addEventListener('load', () => hubEmit(this, 'load', {}))
    this.picture.addEventListener('error', () => hubEmit(this, 'error', { errMsg: `GET ${this.hubProps.src} failed` }))
    this.append(this.picture)
  }

  changed(name, value) {
    if (name === 'src' && value) this.picture.src = value
  }
}

export class WebViewElement extends HubElement {
  static defaults = { src: '' }

  build() {
    this.frame = make('iframe')
    this.frame.sandbox = 'allow-scripts allow-forms allow-popups allow-same-origin'
    this.frame.addEventListener('load', () => this.hubProps.src && hubEmit(this, 'load', { src: this.hubProps.src }))
    this.append(this.frame)
  }

  changed(name, value) {
    if (name !== 'src') return
    if (/^https?:\/\//i.test(value)) this.frame.src = value
    else if (value) hubEmit(this, 'error', { url: value, fullUrl: value })
  }
}
