// SPDX-License-Identifier: MIT
// The calling convention of wx.*: callbacks or a promise, and errMsg.
import { checkParameters } from './parameters.js'

/** Calls a program's callback; its exception is uncaught, as on a phone, but does not stop the caller. */
export function callBack (callback, ...args) {
  if (typeof callback !== 'function') return
  try {
    callback(...args)
  } catch (error) {
    Promise.resolve().then(() => { throw error })
  }
}

const failure = (name, error) => {
  const text = String((error && error.message) || error)
  const result = { errMsg: `${name}:${text.startsWith('fail') ? text : `fail ${text}`}` }
  if (error && error.extra) Object.assign(result, error.extra)
  return result
}

/** An error whose result has more than errMsg, such as `{errCode: 10001}`. */
export const failWith = (text, extra) => Object.assign(new Error(text), { extra })

/**
 * Makes an asynchronous API.
 *
 * @param {string} name as in errMsg
 * @param {(args: object) => unknown} run returns the result's members or a promise of them; a thrown Error's message
 * starts with "fail"
 * @param {object} [schema] of the options that must be there, see checkParameters()
 */
export function asyncApi (name, run, schema) {
  return Object.assign(function api (options) {
    const { success, fail, complete, ...args } = options && typeof options === 'object' ? options : {}
    let outcome
    try {
      if (schema) checkParameters(schema, options)
      outcome = Promise.resolve(run(args))
    } catch (error) {
      outcome = Promise.reject(error)
    }
    const settled = outcome.then((result) => [true, { ...(result && typeof result === 'object' ? result : {}), errMsg: `${name}:ok` }],
      (error) => [false, failure(name, error)])
    if (typeof success === 'function' || typeof fail === 'function' || typeof complete === 'function') {
      settled.then(([ok, result]) => {
        callBack(ok ? success : fail, result)
        callBack(complete, result)
      })
      return undefined
    }
    return settled.then(([ok, result]) => {
      if (ok) return result
      throw result
    })
  }, { asynchronous: true })
}

/** A synchronous API: what fails is thrown with "NAME:fail …". */
export function syncApi (name, run) {
  return function api (...args) {
    try {
      return run(...args)
    } catch (error) {
      throw new Error(failure(name, error).errMsg)
    }
  }
}

/** wx.onX and wx.offX over one list of listeners. */
export class Listeners {
  constructor () { this.list = new Set() }

  get on () { return (listener) => { if (typeof listener === 'function') this.list.add(listener) } }

  get off () { return (listener) => { if (listener === undefined) this.list.clear(); else this.list.delete(listener) } }

  emit (...args) { for (const listener of [...this.list]) callBack(listener, ...args) }
}
