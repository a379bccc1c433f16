// SPDX-License-Identifier: MIT
// What <video> and <audio> share: a native player, its events and its methods.
import { hubEmit } from '../view/emit.js'
import { HubElement } from './base.js'
import { mediaProblem } from './media-error.js'
import { pauseMedia, playMedia, setMediaSource } from './media-source.js'

const duration = (media) => (Number.isFinite(media.duration) ? media.duration : 0)

const DETAILS = {
  timeupdate: (media) => ({ currentTime: media.currentTime, duration: duration(media) }),
  error: (media) => mediaProblem(media),
  loadedmetadata: (media) => ({ width: media.videoWidth, height: media.videoHeight, duration: duration(media) }),
  progress: (media) => ({ buffered: media.buffered.length && duration(media) ? Math.round(media.buffered.end(media.buffered.length - 1) / duration(media) * 100) : 0 }),
  seekcomplete: (media) => ({ position: media.currentTime }),
}

export class MediaElement extends HubElement {
  /** @param {Record<string, string>} types native event → event of the component */
  watch(media, types) {
    this.media = media
    for (const [native, type] of Object.entries(types)) {
      media.addEventListener(native, () => {
        if (type === 'error' && !media.getAttribute('src')) return
        hubEmit(this, type, DETAILS[type] ? DETAILS[type](media) : {})
      })
    }
  }

  setSource(src) {
    setMediaSource(this.media, src)
  }

  play() {
    playMedia(this.media).catch((error) => {
      if (error.name === 'NotAllowedError') hubEmit(this, 'error', { errMsg: 'the web view lets sound begin only after a touch' })
    })
  }

  hubCall(method, [argument] = []) {
    const { media } = this
    if (method === 'play') this.play()
    else if (method === 'pause') pauseMedia(media)
    else if (method === 'stop') {
      pauseMedia(media)
      media.currentTime = 0
    } else if (method === 'seek') media.currentTime = Number(argument) || 0
    else if (method === 'playbackRate') media.playbackRate = Number(argument) || 1
    else if (method === 'setSrc') this.setSource(argument)
  }

  disconnectedCallback() {
    // Moved, or gone for good?
    queueMicrotask(() => { if (!this.isConnected) this.media?.pause() })
  }
}
