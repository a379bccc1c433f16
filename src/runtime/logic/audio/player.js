// SPDX-License-Identifier: MIT
// A sound that plays in the shell, and what the logic layer knows of it.
import { loadableUrl } from '../files/store.js'
import { invoke } from '../control.js'
import { program, resolvePath } from '../program.js'
import { top } from '../router.js'
import { Listeners } from '../wx/base.js'
import { listenersOf } from '../wx/events.js'

const players = new Map()
let count = 0
let listening = false

function listen () {
  listening = true
  listenersOf('hubAudio').on(({ id, event, ...state }) => {
    const player = players.get(id)
    if (player) player.heard(event, state)
  })
}

/** `a.mp3` of a page is beside the page, `/a.mp3` in the program's root. */
function locate (src) {
  const text = String(src || '').trim()
  if (!text || /^[a-z][a-z0-9+.-]*:|^\/\//i.test(text)) return loadableUrl(text)
  const page = top()
  return `${program.base}app/${resolvePath(text.startsWith('.') && page ? page.path : '', text)}`
}

export class Player {
  constructor () {
    if (!listening) listen()
    count += 1
    this.id = count
    this.listeners = new Map()
    this.state = { currentTime: 0, duration: 0, paused: true, buffered: 0 }
    this.settings = {}
    players.set(this.id, this)
  }

  command (method, args) {
    invoke('hubAudio', { id: this.id, method, ...args }, 0).catch((error) => console.warn(`audio: ${error.message}`))
  }

  set (settings) {
    Object.assign(this.settings, settings)
    if (settings.src !== undefined) {
      Object.assign(this.state, { currentTime: 0, duration: 0, paused: true, buffered: 0 })
      this.command('set', { ...settings, src: locate(settings.src), autoplay: settings.autoplay || this.settings.autoplay })
    } else {
      this.command('set', settings)
    }
  }

  play () {
    this.state.paused = false
    this.command('play')
  }

  pause () {
    this.state.paused = true
    this.command('pause')
  }

  stop () {
    this.state.paused = true
    this.command('stop')
  }

  seek (position) {
    this.state.currentTime = Number(position) || 0
    this.command('seek', { position })
  }

  destroy () {
    players.delete(this.id)
    this.listeners.clear()
    this.command('destroy')
  }

  of (event) {
    if (!this.listeners.has(event)) this.listeners.set(event, new Listeners())
    return this.listeners.get(event)
  }

  heard (event, { errCode, errMsg, ...state }) {
    Object.assign(this.state, state)
    this.of(event).emit(event === 'error' ? { errCode, errMsg } : {})
  }
}

/** Gives an object `onCanplay(listener)`, `offCanplay(listener)`, … for the events of a player. */
export function addListeners (object, player, events) {
  for (const event of events) {
    const name = event[0].toUpperCase() + event.slice(1)
    object[`on${name}`] = player.of(event).on
    object[`off${name}`] = player.of(event).off
  }
  return object
}

/** Gives an object properties: those that can be set, with what they are at first, and those that only tell. */
export function addProperties (object, player, settable, told) {
  for (const [name, initial] of Object.entries(settable)) {
    player.settings[name] = initial
    Object.defineProperty(object, name, { enumerable: true, configurable: true, get: () => player.settings[name], set: (value) => player.set({ [name]: value }) })
  }
  for (const name of told) {
    Object.defineProperty(object, name, { enumerable: true, get: () => player.state[name], set () {} })
  }
  return object
}
