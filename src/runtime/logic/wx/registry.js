// SPDX-License-Identifier: MIT
// The one place that knows every function of `wx`: who carries it out, how far, and what stands there for the rest.
//
// `wx` is an ordinary object, as on a phone: programs list it, look into it and replace its functions. Each function of
// the registry is one that never changes itself and calls what stands behind its name at that time, so that replace()
// also reaches programs which kept `const { request } = wx`.
import { describeMissing, missing } from './missing.js'
import { apiNames, isValue } from './names.js'

/** @typedef {'implemented' | 'simulated' | 'missing'} Status */

/** @type {Map<string, {family: string, status: Status, run: unknown, mock: Function | null, shown: unknown, without: string[]}>} */
const entries = new Map()

/** The object programs see. */
export const wx = {}

function dispatcher (entry) {
  return function (...args) { return (entry.mock || entry.run).apply(this, args) }
}

function enter (name, entry) {
  entries.set(name, entry)
  entry.shown = typeof entry.run === 'function' && !/^[A-Z]/.test(name) ? dispatcher(entry) : entry.run
  wx[name] = entry.shown
}

/**
 * Adds the functions of one family to `wx`; a name that is there already is taken over.
 *
 * @param {string} family a heading of the coverage table
 * @param {Object<string, unknown>} members as programs call them, made with asyncApi(), syncApi(), …
 * @param {{status?: Status, without?: Object<string, string[]>}} [options] `status`: `simulated` where the simulator answers in place of
 * something it does not have (a payment, a motion sensor), `missing` where it fails in words of its own. `without`: options and results
 * the declarations name and this implementation does not know; canIUse() denies them
 */
export function register (family, members, { status = 'implemented', without = {} } = {}) {
  for (const [name, run] of Object.entries(members)) {
    enter(name, { family, status, run, mock: null, shown: null, without: without[name] || [] })
  }
}

/** Gives every other name of the API a function that fails in words. */
export function registerMissing () {
  for (const name of apiNames()) {
    if (entries.has(name)) continue
    const entry = { family: '', status: 'missing', run: undefined, mock: null, shown: null, without: [] }
    // Made when it is first called: most never are.
    entry.run = isValue(name) ? undefined : function (...args) {
      entry.run = missing(name)
      return entry.run.apply(this, args)
    }
    enter(name, entry)
  }
}

export const statusOf = (name) => (entries.has(name) ? entries.get(name).status : undefined)

/** Whether a program can count on a function. */
export const works = (name) => entries.has(name) && entries.get(name).status !== 'missing'

/** Members of options and results that a function does not know. */
export const withoutOf = (name) => (entries.has(name) ? entries.get(name).without : [])

/** One row for each name, for the coverage table. */
export const coverage = () => [...entries].map(([name, { family, status }]) => ({ name, family, status, words: status === 'missing' ? describeMissing(name) : '' }))

const put = (name, value) => Object.defineProperty(wx, name, { value, writable: true, enumerable: true, configurable: true })

/** What a call of wx.NAME comes to without a mock: the runtime's function, or one that the program put there. */
export function original (name) {
  const entry = entries.get(name)
  if (entry && entry.assigned) return entry.assigned.value
  return entry && wx[name] === entry.shown ? entry.run : wx[name]
}

/**
 * Puts a function in place of an API, for automation: also for programs that kept the old one, and where a program has
 * assigned its own. `null` brings back what was there.
 */
export function replace (name, mock) {
  if (!entries.has(name)) enter(name, { family: '', status: 'missing', run: wx[name], mock: null, shown: null, without: [] })
  const entry = entries.get(name)
  if (mock && !entry.mock && wx[name] !== entry.shown) entry.assigned = { value: wx[name] }
  entry.mock = mock
  if (mock || !entry.assigned) {
    put(name, typeof entry.run === 'function' ? entry.shown : mock || entry.run)
    return
  }
  put(name, entry.assigned.value)
  delete entry.assigned
}
