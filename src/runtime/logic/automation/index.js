// SPDX-License-Identifier: MIT
// What an automation client asks of the program: one function for each method of the protocol.
import { app } from './app.js'
import { element } from './element.js'
import { page } from './page.js'

const methods = { ...app, ...page, ...element }

/** Carries out one request; rejects with an Error in words. */
export async function automate (method, params) {
  if (!Object.hasOwn(methods, method)) throw new Error(`"${method}" is not a request the simulator knows`)
  return await methods[method](params || {}) || {}
}
