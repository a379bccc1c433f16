// SPDX-License-Identifier: MIT
// Motion sensors, compass, battery, screen: a desk does not move, so they answer and stay still until somebody sets a value.
import { invoke } from '../control.js'
import { asyncApi, syncApi } from './base.js'
import { announce, eventPairs, listenersOf } from './events.js'

const INTERVALS = { game: 20, ui: 60, normal: 200 }

/** What a sensor at rest says; the host may set others by the event `sensor`. */
const values = {
  AccelerometerChange: { x: 0, y: 0, z: -1 },
  CompassChange: { direction: 0, accuracy: 'high' },
  GyroscopeChange: { x: 0, y: 0, z: 0 },
  DeviceMotionChange: { alpha: 0, beta: 0, gamma: 0 },
}

const running = new Map()

function start (event, { interval = 'normal' } = {}) {
  stop(event)
  const send = () => { if (listenersOf(event).list.size) announce(event, { ...values[event] }) }
  running.set(event, setInterval(send, INTERVALS[interval] || INTERVALS.normal))
}

function stop (event) {
  clearInterval(running.get(event))
  running.delete(event)
}

/** Sets what a sensor measures from now on: `setSensor('CompassChange', {direction: 90})`. */
export function setSensor (event, value) {
  if (values[event]) Object.assign(values[event], value)
}

const sensor = (name, event, starting = `start${name}`, stopping = `stop${name}`) => ({
  [starting]: asyncApi(starting, (args) => start(event, args)),
  [stopping]: asyncApi(stopping, () => {
    if (!running.has(event)) throw new Error(`fail ${name.toLowerCase()} is not enabled`)
    stop(event)
  }),
})

/** Listening starts these sensors, as on a phone. */
function listening (event) {
  const { on, off } = listenersOf(event)
  return {
    [`on${event}`]: (listener) => {
      on(listener)
      if (!running.has(event)) start(event)
    },
    [`off${event}`]: off,
  }
}

let battery = { level: 100, isCharging: true, isLowPowerModeEnabled: false }
let brightness = 0.6

export function setBattery (value) {
  battery = { ...battery, ...value }
  announce('BatteryInfoChange', { ...battery })
}

const batteryInfo = () => ({ ...battery })

export const sensors = {
  ...sensor('Accelerometer', 'AccelerometerChange'),
  ...sensor('Compass', 'CompassChange'),
  ...sensor('Gyroscope', 'GyroscopeChange'),
  ...sensor('DeviceMotionListening', 'DeviceMotionChange'),
  ...listening('AccelerometerChange'),
  ...listening('CompassChange'),
  ...eventPairs(['GyroscopeChange', 'DeviceMotionChange', 'BatteryInfoChange', 'UserCaptureScreen', 'ScreenRecordingStateChanged', 'MemoryWarning', 'DeviceOrientationChange']),
  getBatteryInfo: asyncApi('getBatteryInfo', batteryInfo),
  getBatteryInfoSync: syncApi('getBatteryInfoSync', batteryInfo),
  getScreenBrightness: asyncApi('getScreenBrightness', () => ({ value: brightness })),
  setScreenBrightness: asyncApi('setScreenBrightness', ({ value }) => {
    if (value < 0 || value > 1) throw new Error('fail value should be between 0 and 1')
    brightness = value
    return invoke('setScreenBrightness', { value }, 0).then(() => ({}))
  }, { value: 'Number' }),
  getScreenRecordingState: asyncApi('getScreenRecordingState', () => ({ state: 'off' })),
  setVisualEffectOnCapture: asyncApi('setVisualEffectOnCapture', () => {}),
  checkIsOpenAccessibility: asyncApi('checkIsOpenAccessibility', () => ({ open: false })),
}
