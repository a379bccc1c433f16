// SPDX-License-Identifier: MIT
// Values on their way to the automation client: only what JSON can carry.

const MAX_TEXT = 1024 * 1024

function text (error) {
  const head = `${error.name}: ${error.message}`
  return error.stack && !error.stack.startsWith(head) ? `${head}\n${error.stack}` : error.stack || head
}

function special (value) {
  if (typeof value === 'function') return `function ${value.name}()`
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value)
  if (value instanceof Error) return text(value)
  if (value instanceof RegExp) return String(value)
  if (value instanceof Map || value instanceof Set) return [...value]
  if (value instanceof ArrayBuffer) return Array.from(new Uint8Array(value))
  if (ArrayBuffer.isView(value) && value.length !== undefined) return Array.from(value)
  return value
}

/** A copy of a value that JSON can hold; `undefined` stays `undefined`. Functions, errors and circles become text. */
export function plain (value) {
  if (value === undefined) return undefined
  const above = []
  const json = JSON.stringify(value, function (key, item) {
    const next = special(item)
    if (next === null || typeof next !== 'object') return next
    while (above.length && above[above.length - 1].holder !== this) above.pop()
    if (above.some((entry) => entry.source === next)) return '[circular]'
    above.push({ holder: next, source: next })
    return next
  })
  return json === undefined ? undefined : JSON.parse(json)
}

/** The arguments of a console call: a copy, made so that a program may log anything. */
export function plainArguments (args) {
  return args.map((arg) => {
    try {
      const made = plain(arg)
      if (typeof made === 'string' && made.length > MAX_TEXT) return `${made.slice(0, MAX_TEXT)}…`
      return made === undefined ? null : made
    } catch (error) {
      return `[${error.message}]`
    }
  })
}

/** The value at a path such as `list[0].name`; `undefined` where it leads nowhere. */
export function valueAt (data, path) {
  if (path === undefined || path === null || path === '') return data
  let value = data
  for (const part of String(path).split(/[.[\]]+/).filter(Boolean)) {
    if (value === null || value === undefined) return undefined
    value = value[part]
  }
  return value
}
