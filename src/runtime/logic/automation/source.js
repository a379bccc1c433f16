// SPDX-License-Identifier: MIT
// Functions a client sends as text, made in the program's own world.
import { compile } from '../evaluate.js'

const METHOD = /^(async\s+)?(\*?\s*[\w$]+\s*\([\s\S]*)$/

/**
 * Makes the function a text declares.
 *
 * @param {string} source `function (a) {…}`, `a => …`, `async () => …`, or a method such as `name (a) {…}`
 */
export function makeFunction (source) {
  const text = String(source).trim()
  let made
  try {
    made = compile(text)
  } catch (error) {
    const method = METHOD.exec(text)
    if (!(error instanceof SyntaxError) || !method) throw error
    made = compile(`${method[1] || ''}function ${method[2]}`)
  }
  if (typeof made !== 'function') throw new Error('what was sent is not a function')
  return made
}
