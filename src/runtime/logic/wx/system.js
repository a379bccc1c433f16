// SPDX-License-Identifier: MIT
import { callHost } from '../host.js'
import { launchOptions } from '../app.js'
import { program } from '../program.js'
import { isTab, top } from '../router.js'
import { asyncApi, Listeners, syncApi } from './base.js'

const VERSION = '3.7.0'

export const themeListeners = new Listeners()
export const resizeListeners = new Listeners()

const platform = () => (program.device && program.device.platform) || 'devtools'

/** The page's own size: what its frame says, or what the bars leave. */
function pageSize (screen) {
  const page = top()
  if (page && page.size && page.size.windowHeight) return page.size
  const { statusBarHeight = 0, navigationBarHeight = 0, tabBarHeight = 0, safeBottom = 0 } = program.window
  const bars = page && page.window.navigationStyle === 'custom' ? 0 : statusBarHeight + navigationBarHeight
  return { windowWidth: screen.width, windowHeight: screen.height - bars - (page && isTab(page.path) ? tabBarHeight + safeBottom : 0) }
}

function windowInfo () {
  const { width = 375, height = 667, statusBarHeight = 0, safeBottom = 0, pixelRatio = 2 } = program.window
  const { windowWidth, windowHeight } = pageSize({ width, height })
  return {
    pixelRatio, screenWidth: width, screenHeight: height, windowWidth, windowHeight, statusBarHeight,
    screenTop: height - windowHeight > statusBarHeight ? statusBarHeight + (program.window.navigationBarHeight || 0) : 0,
    safeArea: {
      left: 0, right: width, top: statusBarHeight, bottom: height - safeBottom, width, height: height - safeBottom - statusBarHeight,
    },
  }
}

const deviceInfo = () => ({
  abi: '', deviceAbi: '', benchmarkLevel: -1, brand: platform(), model: (program.device && program.device.name) || 'browser', system: systemName(),
  platform: platform(), cpuType: 'unknown', memorySize: '2048',
})

const systemName = () => ({ ios: 'iOS 17.0', android: 'Android 14' }[platform()] || 'Linux')

const appBaseInfo = () => ({
  SDKVersion: VERSION, enableDebug: false, host: { appId: '' }, language: (program.language || 'en').replace('-', '_'), version: '8.0.50', theme: program.theme,
  fontSizeSetting: 16, fontSizeScaleFactor: 1,
})

const systemInfo = () => ({
  ...windowInfo(), ...deviceInfo(), ...appBaseInfo(), batteryLevel: 100, deviceOrientation: 'portrait', albumAuthorized: true, cameraAuthorized: true,
  locationAuthorized: true, microphoneAuthorized: true, notificationAuthorized: true, bluetoothEnabled: false, locationEnabled: true, wifiEnabled: true,
  locationReducedAccuracy: false,
})

const accountInfo = () => ({ miniProgram: { appId: program.config.appId || '', envVersion: 'develop', version: '' }, plugin: {} })

export const system = {
  getSystemInfoSync: syncApi('getSystemInfoSync', systemInfo),
  getSystemInfo: asyncApi('getSystemInfo', systemInfo),
  getSystemInfoAsync: asyncApi('getSystemInfoAsync', systemInfo),
  getWindowInfo: windowInfo,
  getDeviceInfo: deviceInfo,
  getAppBaseInfo: appBaseInfo,
  getSystemSetting: () => ({ bluetoothEnabled: false, locationEnabled: true, wifiEnabled: true, deviceOrientation: 'portrait' }),
  getAppAuthorizeSetting: () => ({ albumAuthorized: 'authorized', cameraAuthorized: 'authorized', locationAuthorized: 'authorized', microphoneAuthorized: 'authorized', notificationAuthorized: 'authorized' }),
  getMenuButtonBoundingClientRect: () => ({ ...(program.menuButton || { left: 281, top: 26, right: 368, bottom: 58, width: 87, height: 32 }) }),
  getLaunchOptionsSync: launchOptions,
  getEnterOptionsSync: launchOptions,
  getAccountInfoSync: accountInfo,
  onThemeChange: themeListeners.on,
  offThemeChange: themeListeners.off,
  onWindowResize: resizeListeners.on,
  offWindowResize: resizeListeners.off,
  setClipboardData: asyncApi('setClipboardData', ({ data }) => callHost('clipboard/set', { data: String(data) }).then(() => ({}))),
  getClipboardData: asyncApi('getClipboardData', () => callHost('clipboard/get', {}).then((result) => ({ data: result && typeof result === 'object' ? result.data : result }))),
  getUpdateManager: () => ({ onCheckForUpdate (callback) { if (callback) setTimeout(() => callback({ hasUpdate: false }), 0) }, onUpdateReady () {}, onUpdateFailed () {}, applyUpdate () {} }),
  reportAnalytics () {},
  reportEvent () {},
  reportMonitor () {},
  getPerformance: () => ({ now: () => performance.now(), getEntries: () => [], getEntriesByName: () => [], getEntriesByType: () => [], createObserver: () => ({ observe () {}, disconnect () {} }) }),
  getLogManager: () => ({ log () {}, info () {}, warn () {}, debug () {} }),
  getRealtimeLogManager: () => ({ info () {}, warn () {}, error () {}, setFilterMsg () {}, addFilterMsg () {} }),
}
