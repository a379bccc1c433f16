// SPDX-License-Identifier: MIT
// Uncaught exceptions: told to the shell with their place in the source.
import { tell } from './control.js'
import { natives } from './natives.js'
import { readStack, sourcePlace } from './places.js'

const listeners = new Set()
const rejectionListeners = new Set()

/** Registers a function called with the text of every uncaught exception (App.onError, wx.onError). */
export const onError = (listener) => listeners.add(listener)
export const offError = (listener) => listeners.delete(listener)
export const onRejection = (listener) => rejectionListeners.add(listener)
export const offRejection = (listener) => rejectionListeners.delete(listener)

let telling = false

function announce (text) {
  if (telling) return
  telling = true
  for (const listener of listeners) {
    try { listener(text) } catch (error) { send(error, 'run', null) }
  }
  telling = false
}

function send (error, phase, known) {
  const { place, stack } = readStack(error && error.stack)
  const where = place || known || { file: '', line: 0, column: 0 }
  const name = error && error.name && error.name !== 'Error' ? `${error.name}: ` : ''
  const message = error && error.message !== undefined ? `${name}${error.message}` : String(error)
  tell({ type: 'error', phase, message, file: where.file, line: where.line, column: where.column, stack })
  return `${message}\n${stack}`
}

/**
 * Tells of an exception nobody caught.
 *
 * @param {unknown} error
 * @param {"start"|"run"|"render"} phase
 * @param {{file: string, line: number, column: number}} [known] the place, where the error itself has none
 */
export function report (error, phase, known) {
  announce(send(error, phase, known || null))
}

/** Calls a program's function; an exception is told, not thrown. */
export function safely (action) {
  try {
    return action()
  } catch (error) {
    report(error, 'run')
    return undefined
  }
}

/** Starts catching what no handler caught. */
export function watchErrors () {
  natives.listen('error', (event) => {
    const known = event.filename ? sourcePlace(event.filename, event.lineno, event.colno) : null
    report(event.error || event.message, 'run', known)
    event.preventDefault()
  })
  natives.listen('unhandledrejection', (event) => {
    event.preventDefault()
    for (const listener of rejectionListeners) {
      try { listener({ reason: event.reason, promise: event.promise }) } catch (error) { send(error, 'run', null) }
    }
    if (isRefusal(event.reason)) {
      // An API that failed while nobody looked at its promise: worth a line in the console, no exception.
      tell({ type: 'console', level: 'error', text: `Uncaught (in promise) ${event.reason.errMsg}`, file: '', line: 0, column: 0, stack: '' })
      return
    }
    send(event.reason instanceof Error ? event.reason : new Error(`unhandled rejection: ${describeReason(event.reason)}`), 'run', null)
  })
}

const isRefusal = (reason) => Boolean(reason) && typeof reason === 'object' && !(reason instanceof Error) && typeof reason.errMsg === 'string'

function describeReason (reason) {
  if (reason && typeof reason === 'object') {
    try { return JSON.stringify(reason) } catch { /* below */ }
  }
  return String(reason)
}
