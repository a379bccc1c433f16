// SPDX-License-Identifier: MIT
// From a place in a compiled file to the place in the source, by the configuration's lineMap.
import { program } from './program.js'

const FRAME = /((?:[a-z][a-z0-9+.-]*:\/\/|blob:)[^\s()@]+?):(\d+)(?::(\d+))?(?=\)|\s|$)/i

/** @returns {{file: string, line: number, column: number} | null} */
export function sourcePlace (url, line, column) {
  const prefix = `${program.base}app/`
  const clean = String(url).split(/[?#]/)[0]
  if (!clean.startsWith(prefix)) return null
  let name = clean.slice(prefix.length)
  try { name = decodeURIComponent(name) } catch { /* as it is */ }
  const rows = program.config && program.config.lineMap && program.config.lineMap[name]
  if (!rows || !rows.length) return { file: name, line, column }
  let row = null
  for (const candidate of rows) {
    if (candidate[0] > line) break
    row = candidate
  }
  return row ? { file: row[1], line: line - row[0] + 1, column } : { file: name, line, column }
}

/** The first place of the program's own code in a stack trace, and the trace with source places. */
export function readStack (stack) {
  let place = null
  const lines = []
  for (const text of String(stack || '').split('\n')) {
    const match = FRAME.exec(text)
    const found = match && sourcePlace(match[1], Number(match[2]), Number(match[3] || 0))
    if (found) {
      if (!place) place = found
      lines.push(text.replace(match[0], `${found.file}:${found.line}:${found.column}`).trim())
    } else if (!match) {
      lines.push(text)
    }
  }
  return { place, stack: lines.join('\n').trim() }
}
