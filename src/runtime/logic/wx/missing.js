// SPDX-License-Identifier: MIT
// What stands in `wx` for what the simulator does not have: it fails in the form its callers expect, never with "is not a function".
import { say } from '../console.js'
import { asyncApi } from './base.js'
import { apiOf, typeOf } from './names.js'

const WORDS = 'fail not supported in simulator'
const warned = new Set()

/** Says once that a program uses something that is not there. */
function warnOnce (name) {
  if (warned.has(name)) return
  warned.add(name)
  say('warn', `${name} is not supported in the simulator`)
}

// Listeners are kept by whoever calls onX; nothing will ever call them.
const listener = (name) => () => warnOnce(name)

function asynchronous (name) {
  return asyncApi(name.replace(/^wx\./, ''), () => {
    warnOnce(name)
    throw new Error(WORDS)
  })
}

const synchronous = (name) => () => {
  warnOnce(name)
  throw new Error(`${name.replace(/^wx\./, '')}:${WORDS}`)
}

const LISTENER = /^(?:on|off)(?:[A-Z]|$)/

/** An object with every declared method: listeners are accepted, the rest fails. */
export function missingObject (name, typeName) {
  const type = typeOf(typeName)
  const object = {}
  for (const method of type ? type.methods : []) {
    const full = `${typeName}.${method}`
    object[method] = LISTENER.test(method) ? listener(full) : asynchronous(full)
  }
  warnOnce(name)
  return object
}

/** The function for a name nobody carries out. */
export function missing (name) {
  const full = `wx.${name}`
  const { kind, returns } = apiOf(name)
  if (kind === 'value') return undefined
  if (kind === 'listener') return listener(full)
  if (kind === 'object') return () => missingObject(full, returns)
  if (kind === 'sync') return synchronous(full)
  return asynchronous(full)
}

const FORMS = { async: 'fails', sync: 'throws', listener: 'accepts the listener, never calls it', object: 'gives an object whose methods fail', value: 'undefined' }

/** How the function for a missing name behaves, for the table. */
export const describeMissing = (name) => FORMS[(apiOf(name) || {}).kind] || ''
