// SPDX-License-Identifier: MIT
// The device, the window and the host app, as programs are told of them.
import { launchOptions } from '../app.js'
import { invoke } from '../control.js'
import { getPerformance } from '../performance.js'
import { program } from '../program.js'
import { isTab, top } from '../router.js'
import { asyncApi, callBack, Listeners, syncApi } from './base.js'
import { updateManager } from './update.js'

const VERSION = '3.7.0'
const MOST_RANDOM = 1048576

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
  SDKVersion: VERSION, enableDebug: false, host: { appId: '', env: 'WeChat' }, language: (program.language || 'en').replace('-', '_'), version: '8.0.50', theme: program.theme,
  fontSizeSetting: 16, fontSizeScaleFactor: 1, PCKernelVersion: '',
})

const orientation = () => {
  const { windowWidth, windowHeight } = windowInfo()
  return windowWidth > windowHeight ? 'landscape' : 'portrait'
}

const systemSetting = () => ({ bluetoothEnabled: false, locationEnabled: true, wifiEnabled: true, deviceOrientation: orientation() })

// What the system allowed the host app; what a person allows a program is in settings.js.
const AUTHORIZED = {
  albumAuthorized: 'authorized', bluetoothAuthorized: 'denied', cameraAuthorized: 'authorized', locationAuthorized: 'authorized', locationReducedAccuracy: false,
  microphoneAuthorized: 'authorized', notificationAuthorized: 'authorized', notificationAlertAuthorized: 'authorized', notificationBadgeAuthorized: 'authorized',
  notificationSoundAuthorized: 'authorized', phoneCalendarAuthorized: 'authorized',
}

const systemInfo = () => ({
  ...windowInfo(), ...deviceInfo(), ...appBaseInfo(), ...systemSetting(), batteryLevel: 100, albumAuthorized: true, cameraAuthorized: true,
  locationAuthorized: true, microphoneAuthorized: true, notificationAuthorized: true, notificationAlertAuthorized: true, notificationBadgeAuthorized: true,
  notificationSoundAuthorized: true, phoneCalendarAuthorized: true, locationReducedAccuracy: false,
})

const skylineInfo = () => ({ isSupported: false, version: '', reason: 'the simulator draws pages by its web view' })

export const system = {
  getSystemInfoSync: syncApi('getSystemInfoSync', systemInfo),
  getSystemInfo: asyncApi('getSystemInfo', systemInfo),
  getSystemInfoAsync: asyncApi('getSystemInfoAsync', systemInfo),
  getWindowInfo: windowInfo,
  getDeviceInfo: deviceInfo,
  getAppBaseInfo: appBaseInfo,
  getSystemSetting: systemSetting,
  getAppAuthorizeSetting: () => ({ ...AUTHORIZED }),
  getDeviceBenchmarkInfo: asyncApi('getDeviceBenchmarkInfo', () => ({ benchmarkLevel: 30, modelLevel: 2 })),
  getMenuButtonBoundingClientRect: () => ({ ...(program.menuButton || { left: 281, top: 26, right: 368, bottom: 58, width: 87, height: 32 }) }),
  getRendererUserAgent: asyncApi('getRendererUserAgent', () => invoke('getRendererUserAgent', {}, 0)),
  getSkylineInfo: asyncApi('getSkylineInfo', skylineInfo),
  getSkylineInfoSync: skylineInfo,
  getLaunchOptionsSync: launchOptions,
  getEnterOptionsSync: launchOptions,
  getApiCategory: () => 'default',
  onThemeChange: themeListeners.on,
  offThemeChange: themeListeners.off,
  onWindowResize: resizeListeners.on,
  offWindowResize: resizeListeners.off,
  setClipboardData: asyncApi('setClipboardData', ({ data }) => invoke('setClipboardData', { data }, 0).then(() => ({})), { data: 'String' }),
  getClipboardData: asyncApi('getClipboardData', () => invoke('getClipboardData', {}, 0)),
  getUpdateManager: updateManager,
  getPerformance,
  getRandomValues: asyncApi('getRandomValues', ({ length }) => {
    if (length < 1 || length > MOST_RANDOM) throw new Error(`fail length should be between 1 and ${MOST_RANDOM}`)
    return { randomValues: crypto.getRandomValues(new Uint8Array(length)).buffer }
  }, { length: 'Number' }),
  requestIdleCallback: (run, { timeout = 50 } = {}) => setTimeout(() => callBack(run, { didTimeout: false, timeRemaining: () => 50 }), Math.min(timeout, 50)),
  cancelIdleCallback: (handle) => clearTimeout(handle),
  checkIsPictureInPictureActive: () => false,
  isVKSupport: () => false,
}

/** Accepted; there is nothing to do for it. */
export const preloading = {
  preloadAssets: asyncApi('preloadAssets', () => {}),
  preloadWebview: asyncApi('preloadWebview', () => {}),
  preloadSkylineView: asyncApi('preloadSkylineView', () => {}),
}
