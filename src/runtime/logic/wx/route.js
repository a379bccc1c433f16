// SPDX-License-Identifier: MIT
import * as router from '../router.js'
import { asyncApi } from './base.js'

export const route = {
  navigateTo: asyncApi('navigateTo', (args) => router.navigateTo(args)),
  redirectTo: asyncApi('redirectTo', (args) => { router.redirectTo(args); return {} }),
  navigateBack: asyncApi('navigateBack', (args) => { router.navigateBack(args); return {} }),
  switchTab: asyncApi('switchTab', (args) => { router.switchTab(args); return {} }),
  reLaunch: asyncApi('reLaunch', (args) => { router.reLaunch(args); return {} }),
}
