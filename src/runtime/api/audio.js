// SPDX-License-Identifier: MIT
// Sounds play in the shell, so that they outlive the page that started them.
import { register } from './index.js'
import { mediaProblem } from '../components/media-error.js'
import { pauseMedia, playMedia, setMediaSource } from '../components/media-source.js'
import { resolveUrl } from './urls.js'

const TOLD = { canplay: 'canplay', play: 'play', pause: 'pause', ended: 'ended', timeupdate: 'timeUpdate', waiting: 'waiting', seeking: 'seeking', seeked: 'seeked' }
const MOST = 64

/** @type {Map<number, HTMLAudioElement>} */
const players = new Map()

function buffered(audio) {
  return audio.buffered.length ? audio.buffered.end(audio.buffered.length - 1) : 0
}

const stateOf = (audio) => ({
  currentTime: audio.currentTime, duration: Number.isFinite(audio.duration) ? audio.duration : 0, paused: audio.paused, buffered: buffered(audio),
})

function create(id, emit) {
  if (players.size >= MOST) players.values().next().value.pause()
  const audio = new Audio()
  audio.preload = 'auto'
  const tell = (event, more) => emit('hubAudio', { id, event, ...stateOf(audio), ...more })
  for (const [native, event] of Object.entries(TOLD)) {
    audio.addEventListener(native, () => {
      // stop() is a pause that has a name of its own.
      if (native === 'pause' && (audio.hubStopping || audio.ended)) return
      tell(event)
    })
  }
  audio.addEventListener('loadedmetadata', () => {
    if (audio.hubStart) audio.currentTime = audio.hubStart
    tell('metadata')
  })
  audio.addEventListener('error', () => audio.hubSource && tell('error', mediaProblem(audio)))
  audio.hubTell = tell
  players.set(id, audio)
  return audio
}

const METHODS = {
  set(audio, { src, startTime, loop, volume, playbackRate, autoplay }, shell) {
    if (startTime !== undefined) audio.hubStart = startTime
    if (loop !== undefined) audio.loop = loop
    if (volume !== undefined) audio.volume = Math.min(1, Math.max(0, volume))
    if (playbackRate !== undefined) audio.playbackRate = audio.defaultPlaybackRate = playbackRate
    if (src !== undefined) {
      audio.hubSource = src
      setMediaSource(audio, src ? resolveUrl(src, shell) : '')
    }
    if (autoplay && audio.hubSource) METHODS.play(audio)
  },
  play(audio) {
    audio.hubStopping = false
    playMedia(audio).catch((error) => {
      // A source that cannot play says so by its own event; what comes in between is no failure.
      if (error.name === 'NotAllowedError') audio.hubTell('error', { errCode: -1, errMsg: 'the web view lets sounds begin only after a touch' })
    })
  },
  pause: pauseMedia,
  stop(audio) {
    audio.hubStopping = true
    pauseMedia(audio)
    audio.currentTime = 0
    audio.hubTell('stop')
  },
  seek(audio, { position }) { audio.currentTime = Number(position) || 0 },
  destroy(audio, _args, _shell, id) {
    audio.hubSource = ''
    pauseMedia(audio)
    setMediaSource(audio, '')
    players.delete(id)
  },
}

register('hubAudio', ({ id, method, ...args }, { shell, emit, fromView }) => {
  if (fromView || !Object.hasOwn(METHODS, method)) throw new Error('fail not allowed')
  if (method === 'destroy' && !players.has(id)) return
  METHODS[method](players.get(id) ?? create(id, emit), args, shell, id)
})

/** Ends every sound: the program was closed or started anew. */
export function silence() {
  for (const audio of players.values()) {
    audio.hubSource = ''
    audio.hubTell = () => {}
    pauseMedia(audio)
    setMediaSource(audio, '')
  }
  players.clear()
}
