// SPDX-License-Identifier: MIT
// The wx object. A name nobody knows is a function that fails in words.
import { offError, offRejection, onError, onRejection } from '../errors.js'
import { asyncApi, Listeners } from './base.js'
import { files, USER_DATA_PATH } from './files.js'
import { network } from './network.js'
import { route } from './route.js'
import { storage } from './storage.js'
import { system } from './system.js'
import { ui } from './ui.js'

const lifecycle = { appShow: new Listeners(), appHide: new Listeners() }
const announced = new Map()

const listenersOf = (name) => {
  if (!announced.has(name)) announced.set(name, new Listeners())
  return announced.get(name)
}

/** Called for the shell's `event` messages: wx.onNAME listeners. */
export const announce = (name, detail) => listenersOf(name.toLowerCase()).emit(detail)
export const appShow = (options) => lifecycle.appShow.emit(options)
export const appHide = () => lifecycle.appHide.emit()

const known = {
  ...route, ...storage, ...network, ...files, ...system, ...ui,
  onError, offError, onUnhandledRejection: onRejection, offUnhandledRejection: offRejection,
  onAppShow: lifecycle.appShow.on, offAppShow: lifecycle.appShow.off, onAppHide: lifecycle.appHide.on, offAppHide: lifecycle.appHide.off,
  onPageNotFound () {}, offPageNotFound () {},
  canIUse,
  env: { USER_DATA_PATH },
  base64ToArrayBuffer: (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer,
  arrayBufferToBase64: (buffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('')),
}

function canIUse (schema) {
  const [name, member] = String(schema).split('.')
  if (Object.hasOwn(known, name)) return true
  return name === 'button' || COMPONENTS.has(name) ? member === undefined || COMPONENTS.has(name) : false
}

const COMPONENTS = new Set('view text image button input textarea scroll-view swiper swiper-item navigator icon progress switch slider picker checkbox radio form label'.split(' '))

const missing = new Map()

function unknown (name) {
  if (missing.has(name)) return missing.get(name)
  let made
  if (/^(on|off)[A-Z]/.test(name)) {
    const listeners = listenersOf(name.replace(/^(on|off)/, '').toLowerCase())
    made = name.startsWith('on') ? listeners.on : listeners.off
  } else if (/Sync$/.test(name)) {
    made = () => { throw new Error(`${name}:fail not supported in simulator`) }
  } else {
    const fail = asyncApi(name, () => { throw new Error('fail not supported in simulator') })
    made = (options) => {
      const promise = fail(options)
      // A program that calls it without looking at the outcome gets a warning, not an unhandled rejection.
      if (promise) promise.catch(() => console.warn(`wx.${name} is not supported in the simulator`))
      return promise
    }
  }
  missing.set(name, made)
  return made
}

/** The object programs see. */
export const wx = new Proxy(known, {
  get: (target, name) => {
    if (typeof name !== 'string' || Object.hasOwn(target, name)) return target[name]
    return name === 'then' || name === 'toJSON' ? undefined : unknown(name)
  },
})
