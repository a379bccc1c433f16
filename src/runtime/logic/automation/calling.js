// SPDX-License-Identifier: MIT
// wx.NAME for an automation client: called with callbacks of our own, or replaced.
import { wx } from '../wx/index.js'
import { original, replace } from '../wx/registry.js'
import { makeFunction } from './source.js'
import { plain } from './values.js'

// Of functions that do not say how they answer, these do so at once; the others tell their outcome to success and fail.
const AT_ONCE = new RegExp('(Sync|Manager|Context|Observer|Query|Category|Support|Callback|Active)$|^(on|off|create|canIUse|base64To|arrayBufferTo|report' +
  '|nextTick|getPerformance|getMenuButton|getWindowInfo|getDeviceInfo|getAppBaseInfo|getSystemSetting|getAppAuthorizeSetting)')
const TASKS = new Set(['request', 'uploadFile', 'downloadFile', 'connectSocket'])
const MOVES = new Set(['navigateTo', 'redirectTo', 'switchTab', 'reLaunch', 'navigateBack'])

const isAtOnce = (name) => !(original(name) || {}).asynchronous && AT_ONCE.test(name)
const isThenable = (value) => Boolean(value) && typeof value.then === 'function'
const isOptions = (value) => value !== null && typeof value === 'object' && !Array.isArray(value)
const messageOf = (error) => String((error && (error.errMsg || error.message)) || error)

function refusePlugins ({ pluginId }) {
  if (pluginId) throw new Error(`the plugin ${pluginId} is not there: plugins are not supported in the simulator`)
}

/** Options as the caller meant them: what was undefined arrives as null. */
function readOptions (name, args) {
  const options = { ...(isOptions(args[0]) ? args[0] : {}) }
  if (MOVES.has(name)) for (const key of Object.keys(options)) if (options[key] === null) delete options[key]
  return options
}

function callWithCallbacks (api, name, args) {
  return new Promise((resolve, reject) => {
    const options = readOptions(name, args)
    options.success = resolve
    options.fail = (error) => reject(new Error(messageOf(error)))
    const returned = api.call(wx, options, ...args.slice(1))
    if (isThenable(returned) && !TASKS.has(name)) returned.then(resolve, options.fail)
    else if (returned !== undefined && !isThenable(returned) && !TASKS.has(name)) resolve(returned)
  })
}

export async function callWxMethod (params) {
  refusePlugins(params)
  const { method, args = [] } = params
  const api = wx[method]
  if (typeof api !== 'function') throw new Error(`wx.${method} is not a function`)
  const direct = isAtOnce(method) || (args.length > 0 && args[0] !== null && !isOptions(args[0]))
  try {
    return { result: plain(direct ? await api.apply(wx, args) : await callWithCallbacks(api, method, args)) }
  } catch (error) {
    throw new Error(messageOf(error))
  }
}

/** The functions behind those that were replaced, by name. */
const replaced = new Map()

/** Gives the caller of an asynchronous API an outcome, by its callbacks or as a promise. */
function deliver (name, callArguments, produce) {
  const options = isOptions(callArguments[0]) ? callArguments[0] : {}
  const { success, fail, complete } = options
  const wants = [success, fail, complete].some((callback) => typeof callback === 'function')
  let told = false
  const watch = (callback) => (typeof callback === 'function' ? (...values) => { told = true; return callback(...values) } : callback)
  if (wants) callArguments[0] = { ...options, success: watch(success), fail: watch(fail), complete: watch(complete) }
  const outcome = new Promise((resolve) => { resolve(produce(callArguments)) })
  if (wants) {
    const tell = (callback, value) => {
      // A replacement may have called back itself.
      if (told) return
      if (typeof callback === 'function') callback(value)
      if (typeof complete === 'function') complete(value)
    }
    outcome.then((value) => tell(success, value), (error) => tell(fail, isOptions(error) && error.errMsg ? error : { errMsg: `${name}:fail ${messageOf(error)}` }))
  }
  if (TASKS.has(name)) return idleTask()
  return wants ? undefined : outcome
}

/** A task that has nothing to do any more, whatever it is asked. */
function idleTask () {
  return new Proxy({}, { get: (target, name) => (typeof name === 'string' && name !== 'then' && name !== 'toJSON' ? () => {} : undefined) })
}

function replacement (params, before) {
  const { method, args = [] } = params
  if (!Object.hasOwn(params, 'functionDeclaration')) {
    const { result } = params
    return isAtOnce(method) ? () => result : (...given) => deliver(method, given, () => result)
  }
  const made = makeFunction(params.functionDeclaration)
  const self = { origin: before }
  return isAtOnce(method)
    ? (...given) => made.apply(self, [...given, ...args])
    : (...given) => deliver(method, given, (adapted) => made.apply(self, [...adapted, ...args]))
}

/** Replaces an API by a function or a fixed result, or, with neither, puts it back. */
export function mockWxMethod (params) {
  refusePlugins(params)
  const { method } = params
  if (!Object.hasOwn(params, 'result') && !Object.hasOwn(params, 'functionDeclaration')) {
    if (replaced.delete(method)) replace(method, null)
    return {}
  }
  const run = original(method)
  if (typeof run !== 'function' && typeof wx[method] !== 'function') throw new Error(`wx.${method} is not a function`)
  if (!replaced.has(method)) replaced.set(method, run || wx[method])
  const before = replaced.get(method)
  replace(method, replacement(params, (...given) => before.apply(wx, given)))
  return {}
}
