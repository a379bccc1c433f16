// SPDX-License-Identifier: MIT
import * as router from '../router.js'
import { asyncApi } from './base.js'

// A route begins after the code that asked for it, as on a phone: a page that redirects in onLoad still gets its onShow.
const later = (name) => asyncApi(name, (args) => Promise.resolve().then(() => router[name](args) || {}))

export const route = {
  navigateTo: later('navigateTo'),
  redirectTo: later('redirectTo'),
  navigateBack: later('navigateBack'),
  switchTab: asyncApi('switchTab', (args) => Promise.resolve().then(() => { router.switchTab(args) })),
  reLaunch: later('reLaunch'),
}
