// SPDX-License-Identifier: MIT
import * as router from '../router.js'
import { asyncApi } from './base.js'

// A route begins after the code that asked for it, as on a phone: a page that redirects in onLoad still gets its onShow.
const later = (name, schema) => asyncApi(name, (args) => Promise.resolve().then(() => router[name](args) || {}), schema)

const NEED_URL = { url: 'String' }

export const route = {
  navigateTo: later('navigateTo', NEED_URL),
  redirectTo: later('redirectTo', NEED_URL),
  navigateBack: later('navigateBack'),
  switchTab: asyncApi('switchTab', (args) => Promise.resolve().then(() => { router.switchTab(args) }), NEED_URL),
  reLaunch: later('reLaunch', NEED_URL),
}
