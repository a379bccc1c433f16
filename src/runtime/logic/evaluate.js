// SPDX-License-Identifier: MIT
// Runs a source text in the logic layer, for the console and for tests; needs no eval, so the policy can forbid it.
import { natives } from './natives.js'

let count = 0

/** The value of an expression, given as text. A syntax error is thrown as it is. */
export function compile (expression) {
  count += 1
  const slot = `__hubEvaluate${count}`
  const url = natives.URL.createObjectURL(new natives.Blob([`globalThis.${slot} = (${expression}\n)`], { type: 'text/javascript' }))
  try {
    natives.importScripts(url)
    return globalThis[slot]
  } finally {
    natives.URL.revokeObjectURL(url)
    delete globalThis[slot]
  }
}

const load = (body) => compile(`async function () { ${body}\n}`)

function plain (value) {
  if (value === undefined) return null
  const above = []
  return JSON.parse(JSON.stringify(value, function (key, item) {
    if (typeof item === 'function') return `function ${item.name}()`
    if (typeof item === 'bigint') return String(item)
    if (item === null || typeof item !== 'object') return item
    while (above.length && above[above.length - 1] !== this) above.pop()
    if (above.includes(item)) return '[circular]'
    above.push(item)
    return item
  }))
}

/** Evaluates an expression, or statements with a `return`; resolves with something JSON can hold. */
export async function evaluate (source) {
  let run
  try {
    run = load(`return (${source}\n)`)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    run = load(source)
  }
  return plain(await run.call(globalThis))
}
