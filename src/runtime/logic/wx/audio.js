// SPDX-License-Identifier: MIT
// Sounds: wx.createInnerAudioContext, the background player in its new and old form, voices. Nothing records here.
import { addListeners, addProperties, Player } from '../audio/player.js'
import { asyncApi } from './base.js'
import { eventPairs, listenersOf } from './events.js'

const TOLD = ['currentTime', 'duration', 'paused', 'buffered']
const EVENTS = ['canplay', 'play', 'pause', 'stop', 'ended', 'timeUpdate', 'error', 'waiting', 'seeking', 'seeked']

function createInnerAudioContext () {
  const player = new Player()
  const context = {}
  for (const name of ['play', 'pause', 'stop', 'seek', 'destroy']) context[name] = (value) => player[name](value)
  addProperties(context, player, {
    src: '', startTime: 0, autoplay: false, loop: false, obeyMuteSwitch: true, volume: 1, playbackRate: 1, referrerPolicy: 'no-referrer',
  }, TOLD)
  return addListeners(context, player, EVENTS)
}

let manager = null

function getBackgroundAudioManager () {
  if (manager) return manager
  const player = new Player()
  manager = { player: undefined }
  Object.defineProperty(manager, 'player', { value: player, enumerable: false })
  for (const name of ['play', 'pause', 'stop', 'seek']) manager[name] = (value) => player[name](value)
  addProperties(manager, player, {
    src: '', startTime: 0, title: '', epname: '', singer: '', coverImgUrl: '', webUrl: '', protocol: 'http', playbackRate: 1, audioType: 'audio', referrerPolicy: 'no-referrer',
  }, TOLD)
  // A source begins to play at once.
  Object.defineProperty(manager, 'src', {
    enumerable: true,
    get: () => player.settings.src,
    set (src) {
      if (!player.settings.title) console.warn('BackgroundAudioManager: set a title before src; phones play nothing without one')
      player.state.paused = false
      player.set({ src, autoplay: Boolean(src) })
    },
  })
  addListeners(manager, player, [...EVENTS, 'prev', 'next'])
  for (const event of ['play', 'pause', 'stop']) player.of(event).on(() => listenersOf(`backgroundAudio${event}`).emit({}))
  return manager
}

/** The old functions over the same background player. */
const background = {
  playBackgroundAudio: asyncApi('playBackgroundAudio', ({ dataUrl, title, coverImgUrl }) => {
    const audio = getBackgroundAudioManager()
    audio.title = title || ' '
    if (coverImgUrl) audio.coverImgUrl = coverImgUrl
    if (dataUrl && dataUrl !== audio.src) audio.src = dataUrl
    else audio.play()
    return {}
  }),
  pauseBackgroundAudio: asyncApi('pauseBackgroundAudio', () => { getBackgroundAudioManager().pause(); return {} }),
  stopBackgroundAudio: asyncApi('stopBackgroundAudio', () => { getBackgroundAudioManager().stop(); return {} }),
  seekBackgroundAudio: asyncApi('seekBackgroundAudio', ({ position }) => { getBackgroundAudioManager().seek(position); return {} }),
  getBackgroundAudioPlayerState: asyncApi('getBackgroundAudioPlayerState', () => {
    const { src, paused, duration, currentTime, buffered } = getBackgroundAudioManager()
    if (!src) return { status: 2 }
    return { status: paused ? 0 : 1, duration, currentPosition: currentTime, downloadPercent: duration ? Math.round(buffered / duration * 100) : 0, dataUrl: src }
  }),
  ...eventPairs(['BackgroundAudioPlay', 'BackgroundAudioPause', 'BackgroundAudioStop']),
}

let voice = null

/** wx.playVoice succeeds when the voice has ended. */
const voices = {
  playVoice: asyncApi('playVoice', ({ filePath }) => new Promise((resolve, reject) => {
    if (!filePath) throw new Error('fail parameter error: filePath is missing')
    if (voice && voice.source === filePath) {
      voice.player.play()
    } else {
      if (voice) voice.player.destroy()
      voice = { source: filePath, player: new Player() }
      voice.player.set({ src: filePath })
      voice.player.play()
    }
    voice.player.of('ended').on(() => resolve({}))
    voice.player.of('stop').on(() => resolve({}))
    voice.player.of('error').on(({ errMsg }) => reject(new Error(`fail ${errMsg}`)))
  })),
  pauseVoice: asyncApi('pauseVoice', () => { if (voice) voice.player.pause(); return {} }),
  stopVoice: asyncApi('stopVoice', () => { if (voice) voice.player.stop(); voice = null; return {} }),
}

const NO_RECORDING = 'not supported in simulator: there is no microphone'

function getRecorderManager () {
  const listeners = {}
  const recorder = {}
  for (const event of ['Start', 'Pause', 'Resume', 'Stop', 'FrameRecorded', 'Error', 'InterruptionBegin', 'InterruptionEnd']) {
    recorder[`on${event}`] = (listener) => { listeners[event] = listener }
  }
  recorder.start = () => Promise.resolve().then(() => {
    const error = { errMsg: `operateRecorder:fail ${NO_RECORDING}` }
    if (typeof listeners.Error === 'function') listeners.Error(error)
    else console.warn(error.errMsg)
  })
  for (const name of ['stop', 'pause', 'resume']) recorder[name] = () => {}
  return recorder
}

const failRecording = (name) => asyncApi(name, () => { throw new Error(`fail ${NO_RECORDING}`) })

export const audio = { createInnerAudioContext, getBackgroundAudioManager, ...background, ...voices }

/** What fails in words of its own. */
export const recording = {
  getRecorderManager, startRecord: failRecording('startRecord'), stopRecord: failRecording('stopRecord'),
}
