// SPDX-License-Identifier: MIT
// <audio>: a card with cover, title, author and a button. Phones have dropped it; older programs have not.
import { make } from './base.js'
import { MediaElement } from './media-element.js'

const clock = (seconds) => `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`

export class AudioElement extends MediaElement {
  static defaults = { src: '', loop: false, controls: false, poster: '', name: '未知音频', author: '未知作者', action: null }

  build() {
    const media = make('audio')
    this.watch(media, { play: 'play', pause: 'pause', ended: 'ended', timeupdate: 'timeupdate', error: 'error' })
    this.button = make('button', 'hub-audio-button')
    this.button.type = 'button'
    this.heading = make('span', 'hub-audio-name')
    this.maker = make('span', 'hub-audio-author')
    this.time = make('span', 'hub-audio-time')
    this.time.textContent = clock(0)
    this.card = make('div', 'hub-audio')
    this.card.append(this.button, this.heading, this.maker, this.time)
    this.prepend(media, this.card)
    this.button.addEventListener('click', () => (media.paused ? this.play() : media.pause()))
    const show = () => {
      this.card.classList.toggle('playing', !media.paused)
      this.button.setAttribute('aria-label', media.paused ? '▶' : '⏸')
      this.time.textContent = clock(media.currentTime)
    }
    for (const type of ['play', 'pause', 'ended', 'timeupdate']) media.addEventListener(type, show)
    show()
  }

  changed(name, value) {
    if (name === 'src') this.setSource(value)
    else if (name === 'loop') this.media.loop = value
    else if (name === 'controls') this.card.hidden = !value
    else if (name === 'name') this.heading.textContent = value
    else if (name === 'author') this.maker.textContent = value
    else if (name === 'poster') this.button.style.backgroundImage = value ? `url("${value.replace(/["\\\n]/g, encodeURIComponent)}")` : ''
    else if (name === 'action' && value) this.act(value)
  }

  /** The way of 2016, before there was a context. */
  act({ method, data }) {
    const names = { play: 'play', pause: 'pause', setPlaybackRate: 'playbackRate', setCurrentTime: 'seek' }
    if (names[method]) this.hubCall(names[method], [data])
  }
}
