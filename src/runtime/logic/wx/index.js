// SPDX-License-Identifier: MIT
// Brings the families of wx.* together. A family is a file here that exports its functions; it gets a register() below.
import { offError, offRejection, onError, onRejection } from '../errors.js'
import { audio, recording } from './audio.js'
import { Listeners } from './base.js'
import { canIUse } from './can-i-use.js'
import { canvas } from './canvas.js'
import { announce, eventPairs } from './events.js'
import { files, USER_DATA_PATH } from './files.js'
import { network } from './network.js'
import { register, registerMissing, wx } from './registry.js'
import { route } from './route.js'
import { storage } from './storage.js'
import { system } from './system.js'
import { ui } from './ui.js'
import { video } from './video.js'

export { announce, wx }

const lifecycle = { appShow: new Listeners(), appHide: new Listeners() }

export const appShow = (options) => lifecycle.appShow.emit(options)
export const appHide = () => lifecycle.appHide.emit()

register('Routing', route)
register('Storage', storage)
register('Network', network)
register('Files', files)
register('System', system)
register('Interface', ui)
register('Canvas', canvas)
register('Media', { ...audio, ...video })
register('Media', recording, { status: 'missing' })
register('Base', {
  onError, offError, onUnhandledRejection: onRejection, offUnhandledRejection: offRejection,
  onAppShow: lifecycle.appShow.on, offAppShow: lifecycle.appShow.off, onAppHide: lifecycle.appHide.on, offAppHide: lifecycle.appHide.off,
  ...eventPairs(['PageNotFound', 'KeyboardHeightChange']),
  canIUse,
  env: { USER_DATA_PATH },
  base64ToArrayBuffer: (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer,
  arrayBufferToBase64: (buffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('')),
})
registerMissing()
