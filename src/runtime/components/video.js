// SPDX-License-Identifier: MIT
// <video>: the browser's player, with a title, comments that fly by, and a full screen that is the page's.
import { hubEmit } from '../view/emit.js'
import { make } from './base.js'
import { MediaElement } from './media-element.js'

const EVENTS = {
  play: 'play', pause: 'pause', ended: 'ended', timeupdate: 'timeupdate', error: 'error', waiting: 'waiting', loadedmetadata: 'loadedmetadata',
  progress: 'progress', seeked: 'seekcomplete',
}
const LANES = 5
const FLIGHT = 6000
const MOST_FLYING = 60

export class VideoElement extends MediaElement {
  static defaults = {
    src: '', poster: '', controls: true, autoplay: false, loop: false, muted: false, initialTime: 0, objectFit: 'contain', title: '', danmuList: [],
    enableDanmu: false, danmuBtn: false, direction: undefined, showFullscreenBtn: true,
    autoPauseIfNavigate: true,
  }

  build() {
    const media = make('video')
    media.playsInline = true
    media.setAttribute('controlslist', 'nodownload noremoteplayback nofullscreen')
    media.disableRemotePlayback = true
    this.watch(media, EVENTS)
    this.danmu = make('div', 'hub-danmu')
    this.heading = make('div', 'hub-video-title')
    this.wide = make('button', 'hub-video-wide')
    this.wide.type = 'button'
    this.wide.setAttribute('aria-label', '⛶')
    this.wide.addEventListener('click', () => this.setFullScreen(!this.full))
    this.prepend(media, this.danmu, this.heading, this.wide)
    this.lane = 0
    this.shownUntil = 0
    media.addEventListener('timeupdate', () => this.flyDue())
    media.addEventListener('loadedmetadata', () => {
      if (this.hubProps.initialTime > 0) media.currentTime = this.hubProps.initialTime
    })
    media.addEventListener('seeking', () => { this.shownUntil = media.currentTime })
    this.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.full) this.setFullScreen(false)
    })
  }

  changed(name, value) {
    const { media } = this
    if (name === 'src') this.setSource(value)
    else if (name === 'objectFit') media.style.objectFit = ['contain', 'fill', 'cover'].includes(value) ? value : 'contain'
    else if (name === 'title') this.heading.textContent = value
    else if (name === 'controls' || name === 'showFullscreenBtn') {
      media.controls = this.hubProps.controls
      this.wide.hidden = !(this.hubProps.controls && this.hubProps.showFullscreenBtn)
    } else if (name === 'muted') {
      media.muted = media.defaultMuted = value
    } else if (name === 'poster') {
      if (value) media.poster = value
      else media.removeAttribute('poster')
    } else if (['autoplay', 'loop'].includes(name)) media[name] = value
  }

  hubCall(method, args = []) {
    const [argument] = args
    if (method === 'requestFullScreen') this.setFullScreen(true, argument)
    else if (method === 'exitFullScreen') this.setFullScreen(false)
    else if (method === 'sendDanmu') this.fly(argument)
    else super.hubCall(method, args)
  }

  /** Fills the page; the whole screen belongs to the device the page is on. */
  setFullScreen(on, { direction } = {}) {
    if (Boolean(this.full) === on) return
    this.full = on
    this.toggleAttribute('full-screen', on)
    document.documentElement.classList.toggle('hub-full-screen', on)
    const turned = [90, -90].includes(direction ?? this.hubProps.direction)
    this.toggleAttribute('turned', on && turned)
    hubEmit(this, 'fullscreenchange', { fullScreen: on, fullscreen: on, direction: turned ? 'horizontal' : 'vertical' })
  }

  /** Comments whose time has come. */
  flyDue() {
    const { currentTime } = this.media
    const { danmuList, enableDanmu } = this.hubProps
    if (!enableDanmu || !Array.isArray(danmuList)) return
    for (const item of danmuList) {
      const time = Number(item && item.time) || 0
      if (time >= this.shownUntil && time < currentTime) this.fly(item)
    }
    this.shownUntil = currentTime
  }

  fly(item) {
    if (!item || !item.text || this.danmu.childElementCount >= MOST_FLYING) return
    const line = make('span')
    line.textContent = String(item.text)
    line.style.color = item.color || '#ffffff'
    line.style.top = `${(this.lane % LANES) * 22 + 6}px`
    this.lane += 1
    this.danmu.append(line)
    const flight = line.animate({ left: ['100%', `-${line.offsetWidth}px`] }, { duration: FLIGHT })
    flight.onfinish = () => line.remove()
  }
}
