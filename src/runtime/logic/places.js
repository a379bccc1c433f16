// SPDX-License-Identifier: MIT
// From a place in a compiled file to the place in the source, by the configuration's lineMap.
import { program } from './program.js'

const FRAME = /((?:[a-z][a-z0-9+.-]*:\/\/|blob:)[^\s()@]+?):(\d+)(?::(\d+))?(?=\)|\s|$)/i

/** File of the program → the line its compiled templates begin on; what stands there has no place in a source. */
const templateLines = new Map()

function parse (text) {
  const match = FRAME.exec(text)
  return match ? { all: match[0], name: programFile(match[1]), line: Number(match[2]), column: Number(match[3] || 0) } : null
}

function programFile (url) {
  const prefix = `${program.base}app/`
  const clean = String(url).split(/[?#]/)[0]
  if (!clean.startsWith(prefix)) return null
  try { return decodeURIComponent(clean.slice(prefix.length)) } catch { return clean.slice(prefix.length) }
}

/** Remembers where templates begin, from a stack taken while they are registered. */
export function noteTemplates (stack) {
  for (const text of String(stack || '').split('\n')) {
    const frame = parse(text)
    if (frame && frame.name) {
      templateLines.set(frame.name, frame.line)
      return
    }
  }
}

function toSource (name, line, column) {
  const begin = templateLines.get(name)
  if (begin !== undefined && line >= begin) return null
  const rows = program.config && program.config.lineMap && program.config.lineMap[name]
  if (!rows || !rows.length) return { file: name, line, column }
  let row = null
  for (const candidate of rows) {
    if (candidate[0] > line) break
    row = candidate
  }
  return row ? { file: row[1], line: line - row[0] + 1, column } : { file: name, line, column }
}

/** @returns {{file: string, line: number, column: number} | null} */
export function sourcePlace (url, line, column) {
  const name = programFile(url)
  return name ? toSource(name, line, column) : null
}

/** The first place of the program's own code in a stack trace, and the trace with source places. */
export function readStack (stack) {
  let place = null
  const lines = []
  for (const text of String(stack || '').split('\n')) {
    const frame = parse(text)
    if (!frame) {
      lines.push(text)
      continue
    }
    const found = frame.name ? toSource(frame.name, frame.line, frame.column) : null
    if (!found) continue
    if (!place) place = found
    lines.push(text.replace(frame.all, `${found.file}:${found.line}:${found.column}`).trim())
  }
  return { place, stack: lines.join('\n').trim() }
}
