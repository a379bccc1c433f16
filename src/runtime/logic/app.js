// SPDX-License-Identifier: MIT
// App() and getApp().
import { onError, onRejection, report } from './errors.js'
import { program } from './program.js'

let app = null
let started = false
// What an independent sub-package gets for getApp({allowDefault: true}) before App() ran.
let standIn = null

/** What a lifecycle function gets: path, query, scene. */
export const launchOptions = () => ({
  path: program.launch.path, query: program.launch.query, scene: program.launch.scene, shareTicket: undefined, referrerInfo: {}, apiCategory: 'default', mode: 'default',
})

export function App (definition) {
  if (app) throw new Error('App() was called twice')
  app = definition || {}
  if (standIn) Object.assign(standIn, app)
  if (standIn) app = Object.setPrototypeOf(standIn, Object.getPrototypeOf(app))
  if (typeof app.onError === 'function') onError((text) => app.onError(text))
  if (typeof app.onUnhandledRejection === 'function') onRejection((event) => app.onUnhandledRejection(event))
}

export function getApp (options) {
  if (app) return app
  if (!options || !options.allowDefault) return undefined
  if (!standIn) standIn = {}
  return standIn
}

/** Calls one of App's functions; an exception is told, not thrown. Returns whether the function is there. */
export function callApp (name, ...args) {
  if (!app || typeof app[name] !== 'function') return false
  try {
    app[name](...args)
  } catch (error) {
    report(error, started ? 'run' : 'start')
  }
  return true
}

/** onLaunch and onShow, once. */
export function startApp () {
  if (!app) app = {}
  callApp('onLaunch', launchOptions())
  callApp('onShow', launchOptions())
  started = true
}
