// SPDX-License-Identifier: MIT
// The objects that video, audio, map, camera and live components are worked with: their methods run in the view.
import { findElement, placeOf } from '../find-element.js'
import { registerContextFactory } from '../node-registry.js'
import { asyncApi } from './base.js'

/** Where a component is now; it may have come, or been made anew, since the context was created. */
const locator = (id, owner) => () => findElement(owner, String(id))

/** Asks a component of a place; resolves with what its hubCall() returned. Rejects if it is gone. */
export function callComponent (place, name, args) {
  if (!place || !place.backend) return Promise.reject(new Error('fail the component is not on the page'))
  return new Promise((resolve, reject) => {
    place.context.call('method', place.backend.id, { name, args }, (answer) => {
      if (answer && answer.hubFailed) reject(new Error(`fail ${answer.hubFailed}`))
      else resolve(answer)
    })
  })
}

/** A context whose methods just do something. */
export function plainContext (locate, what, methods) {
  const context = {}
  for (const name of methods) {
    context[name] = (...args) => {
      callComponent(locate(), name, args.filter((arg) => typeof arg !== 'function')).catch((error) => console.warn(`${what}.${name}: ${error.message.replace(/^fail /, '')}`))
    }
  }
  return context
}

/** A context whose methods take success, fail and complete. */
export function asyncContext (locate, methods) {
  const context = {}
  for (const name of methods) {
    context[name] = asyncApi(name, (args) => callComponent(locate(), name, [args]))
  }
  return context
}

/** Registers a context for a tag: for wx.createNAME(id, owner), and for selector queries. */
export function contextMaker (tag, make) {
  registerContextFactory(tag, (element) => {
    const place = placeOf(element)
    return make(() => place)
  })
  return (id, owner) => make(locator(id, owner))
}
