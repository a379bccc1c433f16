// SPDX-License-Identifier: MIT
// The program's console: each message goes to the shell with the place it came from.
import { tell } from './control.js'
import { natives } from './natives.js'
import { readStack } from './places.js'

const MAX_TEXT = 20000
const MAX_DEPTH = 4
const MAX_ITEMS = 100

function quote (value) {
  return typeof value === 'string' ? JSON.stringify(value) : describe(value, 0, new Set())
}

function members (value, depth, seen) {
  const keys = Object.keys(value)
  const parts = keys.slice(0, MAX_ITEMS).map((key) => {
    let item
    try { item = value[key] } catch { item = '(…)' }
    const text = typeof item === 'string' ? JSON.stringify(item) : describe(item, depth + 1, seen)
    return Array.isArray(value) ? text : `${/^[\w$]+$/.test(key) ? key : JSON.stringify(key)}: ${text}`
  })
  if (keys.length > MAX_ITEMS) parts.push(`… ${keys.length - MAX_ITEMS} more`)
  return parts.join(', ')
}

/** A value as a console shows it; bounded in depth and length. */
export function describe (value, depth, seen) {
  if (typeof value === 'string') return value
  if (typeof value === 'function') return `function ${value.name || ''}()`
  if (typeof value === 'symbol' || value === null || typeof value !== 'object') return Object.is(value, -0) ? '-0' : String(value)
  if (value instanceof Error) return value.stack ? `${value.name}: ${value.message}` : String(value)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  if (value instanceof RegExp) return String(value)
  if (value instanceof Promise) return 'Promise {}'
  if (seen.has(value)) return '[circular]'
  if (depth >= MAX_DEPTH) return Array.isArray(value) ? `Array(${value.length})` : '{…}'
  seen.add(value)
  try {
    if (value instanceof Map) return `Map(${value.size}) {${[...value].slice(0, MAX_ITEMS).map(([k, v]) => `${quote(k)} => ${quote(v)}`).join(', ')}}`
    if (value instanceof Set) return `Set(${value.size}) {${[...value].slice(0, MAX_ITEMS).map(quote).join(', ')}}`
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `${value.constructor.name}(${value.byteLength})`
    const name = value.constructor && value.constructor !== Object && !Array.isArray(value) ? `${value.constructor.name} ` : ''
    return Array.isArray(value) ? `[${members(value, depth, seen)}]` : `${name}{${members(value, depth, seen)}}`
  } finally {
    seen.delete(value)
  }
}

function format (args) {
  const list = [...args]
  let text = ''
  if (typeof list[0] === 'string' && /%[sdifoOc]/.test(list[0])) {
    text = list.shift().replace(/%[sdifoOc]/g, (mark) => {
      if (!list.length) return mark
      const value = list.shift()
      return mark === '%c' ? '' : describe(value, 0, new Set())
    })
    if (list.length) text += ' '
  }
  text += list.map((value) => describe(value, 0, new Set())).join(' ')
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text
}

/** Sends one message. `trace` is the stack of the call. */
function emit (level, args, trace) {
  const { place, stack } = readStack(trace)
  const where = place || { file: '', line: 0, column: 0 }
  const error = args.find((value) => value instanceof Error)
  tell({
    type: 'console', level, text: format(args), file: where.file, line: where.line, column: where.column,
    stack: error ? readStack(error.stack).stack : level === 'error' || level === 'warn' ? stack : '',
  })
}

let tap = null

/** Registers the one function that hears of every console call, the runtime's own words too: the method's name and its arguments. */
export const setConsoleTap = (listener) => { tap = listener }

/** Speaks as the runtime itself. */
export function say (level, text) {
  tell({ type: 'console', level, text, file: '', line: 0, column: 0, stack: '' })
  if (tap) tap(level, [text])
}

/** @returns {Console} the console a program gets */
export function createConsole () {
  const timers = new Map()
  const counts = new Map()
  const made = {}
  for (const level of ['log', 'info', 'warn', 'error', 'debug']) {
    made[level] = (...args) => {
      natives.console[level](...args)
      emit(level, args, new Error('').stack)
      if (tap) tap(level, args)
    }
  }
  return Object.assign(made, {
    trace: (...args) => emit('log', ['Trace:', ...args], new Error('').stack),
    dir: (value) => made.log(value),
    table: (value) => made.log(value),
    group: (...args) => made.log(...args),
    groupCollapsed: (...args) => made.log(...args),
    groupEnd () {},
    assert: (condition, ...args) => { if (!condition) made.error('Assertion failed:', ...args) },
    time: (label = 'default') => { timers.set(label, Date.now()) },
    timeLog: (label = 'default', ...args) => made.log(`${label}: ${Date.now() - (timers.get(label) || Date.now())} ms`, ...args),
    timeEnd: (label = 'default') => { made.log(`${label}: ${Date.now() - (timers.get(label) || Date.now())} ms`); timers.delete(label) },
    count: (label = 'default') => { counts.set(label, (counts.get(label) || 0) + 1); made.log(`${label}: ${counts.get(label)}`) },
    countReset: (label = 'default') => { counts.delete(label) },
    clear () {},
  })
}
