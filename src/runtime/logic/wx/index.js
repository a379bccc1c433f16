// SPDX-License-Identifier: MIT
// Brings the families of wx.* together. A family is a file here that exports its functions; it gets a register() below.
import { FORWARDED } from '../../api/names.js'
import { invoke } from '../control.js'
import { offError, offRejection, onError, onRejection } from '../errors.js'
import { top } from '../router.js'
import { createWorker } from '../worker.js'
import { ads } from './ads.js'
import { asyncApi, Listeners } from './base.js'
import { canIUse } from './can-i-use.js'
import { choosing } from './choose.js'
import { cloud } from './cloud.js'
import { commerce } from './commerce.js'
import { announce, eventPairs } from './events.js'
import { files, USER_DATA_PATH } from './files.js'
import { location } from './location.js'
import { logging, reports } from './logging.js'
import './media.js'
import { network } from './network.js'
import { pageApis } from './page.js'
import { documents, pictures } from './pictures.js'
import { programs } from './programs.js'
import { radio, soter } from './radio.js'
import { register, registerMissing, wx } from './registry.js'
import { route } from './route.js'
import { scanning } from './scan.js'
import { sensors } from './sensors.js'
import { settingApis } from './settings.js'
import { share } from './share.js'
import { storage } from './storage.js'
import { preloading, system } from './system.js'
import { pastUi, ui } from './ui.js'
import { user } from './user.js'
import { router, worklet } from './worklet.js'

export { announce, wx }

const lifecycle = { appShow: new Listeners(), appHide: new Listeners() }

export const appShow = (options) => lifecycle.appShow.emit(options)
export const appHide = () => lifecycle.appHide.emit()

register('Routing', route)
register('Storage', storage)
register('Network', network)
register('Files', { ...files, ...documents })
register('Media', { ...choosing, ...pictures })
register('Device', scanning)
register('Location', location, { status: 'simulated' })
register('System', system)
register('Interface', ui)
register('Page', pageApis)
register('Media', Object.fromEntries(FORWARDED.map((name) => [name, asyncApi(name, (args) => invoke(name, args, top() ? top().id : 0))])))
register('Permissions', settingApis)
register('User', user, { status: 'simulated' })
register('Payments and subscriptions', commerce, { status: 'simulated' })
register('Other programs', programs, { status: 'simulated' })
register('Sharing', share, { status: 'simulated' })
register('Sensors', sensors, { status: 'simulated' })
register('Logging', logging)
register('Logging', { ...reports, ...preloading, ...pastUi }, { status: 'simulated' })
register('Worklet', { worklet })
register('Worklet', { router }, { status: 'simulated' })
register('Soter', soter, { status: 'simulated' })
register('Bluetooth, NFC, Wi-Fi', radio, { status: 'missing' })
register('Cloud', { cloud }, { status: 'missing' })
register('Advertisements', ads, { status: 'simulated' })
register('Base', {
  onError, offError, onUnhandledRejection: onRejection, offUnhandledRejection: offRejection,
  onAppShow: lifecycle.appShow.on, offAppShow: lifecycle.appShow.off, onAppHide: lifecycle.appHide.on, offAppHide: lifecycle.appHide.off,
  ...eventPairs(['PageNotFound', 'KeyboardHeightChange', 'AudioInterruptionBegin', 'AudioInterruptionEnd', 'MenuButtonBoundingClientRectWeightChange']),
  version: { version: '3.7.0', updateTime: '' },
  canIUse, createWorker,
  env: { USER_DATA_PATH },
  base64ToArrayBuffer: (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer,
  arrayBufferToBase64: (buffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('')),
})
registerMissing()
